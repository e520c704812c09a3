"""Answers as values: frozen JSON, what counts as visible, and text as it may enter.

An answer is what JSON can hold: a string, a number, true or false, a list or an object. Inside a
document lists are tuples and objects are read-only mappings, so that nothing changes behind it.
"""

from __future__ import annotations

import re
import secrets
import string
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A frozen JSON value: str | int | float | bool | None | tuple[Value, ...] | Mapping."""

EMPTY: Mapping[str, Value] = MappingProxyType({})

# What a reader sees nothing of: white space, controls, format characters, blank letters.
_UNSEEN = (
    r"\s\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb"
)
VISIBLE = f"[^{_UNSEEN}]"
"""A pattern, for Python and for JSON Schema alike, that finds one visible character."""

_VISIBLE = re.compile(VISIBLE)
_ROW_ID = re.compile("[a-z][a-z0-9]{7}")
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u180e]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def freeze(raw: Any) -> Value:
    """Return what JSON gave as a value that nothing can change."""
    kind = type(raw)
    if kind is str:  # most of a file, and no abstract class need be asked
        return raw
    if kind is dict or isinstance(raw, Mapping):
        return MappingProxyType(
            {key: item if type(item) is str else freeze(item) for key, item in raw.items()}
        )
    if kind is list or isinstance(raw, list | tuple):
        return tuple([freeze(item) for item in raw])
    return raw


def copied(mapping: Mapping[str, Value]) -> dict[str, Value]:
    """Return a copy that can be changed; fast, however much there is, where it is our own."""
    if isinstance(mapping, MappingProxyType | dict):
        return mapping.copy()
    return dict(mapping)


def plain(value: Value) -> Any:
    """Return `value` as lists and dicts, for JSON and for JSON Schema, which know no tuples."""
    kind = type(value)
    if kind is str:  # most of what there is, and no abstract class need be asked
        return value
    if kind is MappingProxyType or isinstance(value, Mapping):
        return {key: item if type(item) is str else plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def visible(text: str) -> bool:
    """Return whether a reader would see anything of `text`."""
    return _VISIBLE.search(text) is not None


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Return position and name of each character that prints as nothing or turns the text round."""
    found = []
    for match in (*_HIDDEN.finditer(text), *_CONTROL.finditer(text)):
        name = unicodedata.name(match.group(), f"control character U+{ord(match.group()):04X}")
        found.append((match.start(), name.lower()))
    return sorted(found)


def clean_text(text: str) -> str:
    """Return `text` as it may enter a document by typing, paste, CSV or Word.

    Composed letters (NFC), line ends as one newline, no control characters but newline and tab,
    no lone surrogates. Text that is loaded from a `.mou` never passes here.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\u2029", "\n")))


def clean(raw: Any) -> Any:
    """Return `raw` with every text in it passed through `clean_text`."""
    if isinstance(raw, str):
        return clean_text(raw)
    if isinstance(raw, list):
        return [clean(item) for item in raw]
    if isinstance(raw, dict):
        return {key: clean(item) for key, item in raw.items()}
    return raw


def printable(text: str) -> str:
    """Return `text` with what no page can show replaced by the mark U+FFFD, so that it is seen."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_row_id(text: str) -> bool:
    """Return whether `text` has the form of an identity, such as `r7k2mq9d`."""
    return _ROW_ID.fullmatch(text) is not None


def mint_id() -> str:
    """Return a new identity for a row, a local addition, a note or a round."""
    letters, all_ = string.ascii_lowercase, string.ascii_lowercase + string.digits
    return secrets.choice(letters) + "".join(secrets.choice(all_) for _ in range(7))
