"""JSON as this program reads and writes it: nothing ambiguous gets in, the same bytes come out.

Refused at load: duplicate keys, NaN and infinities, integers beyond 2^53, nesting beyond 64,
lone surrogates. Sources: RFC 8259 and RFC 7493 (I-JSON).
"""

from __future__ import annotations

import codecs
import hashlib
import json
import math
import re
from collections import Counter
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from mou_desktop.model.values import printable

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 64
quoted: Callable[[str], str] = encode_basestring
"""Returns a text as JSON quotes it."""

_LARGEST_INTEGER = 2**53
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class JsonFault(ValueError):  # noqa: N818
    """What a JSON text holds that it may not; the text says what, in words for the user."""


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of `data` and whether it is plain UTF-8 without a mark.

    Raises:
        JsonFault: the bytes are no text in UTF-8, UTF-16 or UTF-32.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), encoding == "utf-8"
    except UnicodeDecodeError as error:
        raise JsonFault("it is not text in UTF-8") from error


def parse(text: str) -> Any:
    """Return what the JSON `text` says.

    Raises:
        JsonFault: it says nothing that can be read, or something it may not.
    """
    try:
        found = _DECODER.decode(text.strip(" \t\r\n"))
    except json.JSONDecodeError as error:
        raise JsonFault(f"it stops making sense at line {error.lineno}") from error
    except RecursionError as error:
        raise JsonFault("its parts are nested too deep") from error
    if _depth(found) > DEEPEST:
        raise JsonFault("its parts are nested too deep")
    if _SURROGATE.search(text):
        _refuse_surrogates(found)
    return found


def canonical(value: Any) -> bytes:
    """Return `value` as the one JSON text that digests are made of: sorted, no spaces, UTF-8."""
    return _CANONICAL(value).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def pretty(value: Any) -> bytes:
    """Return `value` as files hold it: two spaces of indent, keys in the order given.

    The same text as `json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)` makes, in
    less than half the time: with an indent, the library works letter by letter in Python.
    """
    return f"{laid_out(value)}\n".encode()


def laid_out(value: Any, margin: str = "\n") -> str:
    """Return `value` as it stands in a file, after a line end and an indent that are its margin."""
    out: list[str] = []
    _lay_out(value, margin, out.append)
    return "".join(out)


def _lay_out(value: Any, margin: str, put: Callable[[str], None]) -> None:
    inner = margin + "  "
    if isinstance(value, dict) and value:
        before = "{" + inner
        for key, item in value.items():
            if type(item) is str:
                put(f"{before}{quoted(key)}: {quoted(item)}")
            else:
                put(f"{before}{quoted(key)}: ")
                _lay_out(item, inner, put)
            before = "," + inner
        put(margin + "}")
    elif isinstance(value, list | tuple) and value:
        before = "[" + inner
        for item in value:
            put(before)
            _lay_out(item, inner, put)
            before = "," + inner
        put(margin + "]")
    else:
        put(quoted(value) if type(value) is str else _other(value))


def _other(value: Any) -> str:
    if type(value) is int:
        return int.__repr__(value)
    return "true" if value is True else "false" if value is False else _scalar(value)


def compact(value: Any) -> bytes:
    """Return `value` as one line, for what is written in haste: a tenth of the time of `pretty`."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise JsonFault(f"“{' '.join(printable(twice[:40]).split())}” stands in it twice")
    return found


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > _LARGEST_INTEGER:
        raise JsonFault("it holds a number that is too large")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonFault("it holds a number that is too large")
    return number


def _constant(text: str) -> Any:
    raise JsonFault(f"it holds “{text}” where a number belongs")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_integer, parse_float=_float, parse_constant=_constant
)


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode
_scalar = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_NESTS = (dict, list)


def _depth(value: Any) -> int:
    """Return how deep lists and objects are nested, without recursion of our own."""
    depth, level = 0, [value] if type(value) in _NESTS else []
    while level:
        inner: list[Any] = []
        for item in level:
            parts = item.values() if type(item) is dict else item
            inner += [part for part in parts if type(part) in _NESTS]
        depth, level = depth + 1, inner
    return depth


def _refuse_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise JsonFault("it holds half of a character") from error
