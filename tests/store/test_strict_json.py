from __future__ import annotations

import contextlib
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.errors import MouError
from mou_desktop.store import project_file
from mou_desktop.store.strict_json import JsonFault, canonical, decode, digest, parse, pretty
from tests.support.files import refusal, rules_of, tiny_data

TEXT = tiny_data().decode()
AT = '"answers": {'

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=30,
)


def with_answer(json_text: str) -> bytes:
    """Return the tiny file with one more answer, written as `json_text`."""
    return TEXT.replace(AT, f'{AT}"extra": {json_text},', 1).encode("utf-8", "surrogatepass")


HOSTILE = {
    "duplicate-key": ('1, "extra": 2', "“extra” stands in it twice"),
    "duplicate-of-another": ('1, "district": "x"', "“district” stands in it twice"),
    "duplicate-key-within": ('{"a": 1, "a": 1}', "“a” stands in it twice"),
    "nan": ("NaN", "“NaN” where a number belongs"),
    "infinity": ("Infinity", "“Infinity” where a number belongs"),
    "minus-infinity": ("[-Infinity]", "“-Infinity” where a number belongs"),
    "1e999": ("1e999", "number that is too large"),
    "minus-1e999": ("-1E+999", "number that is too large"),
    "5000-digits": ("1" * 5000, "number that is too large"),
    "minus-5000-digits": ("-" + "9" * 5000, "number that is too large"),
    "2^53+1": (str(2**53 + 1), "number that is too large"),
    "nested-100000-lists": ("[" * 100_000 + "]" * 100_000, "nested too deep"),
    "nested-100000-objects": ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deep"),
    "nested-100000-unclosed": ("[" * 100_000, "nested too deep"),
    "nested-70": ("[" * 70 + "]" * 70, "nested too deep"),
    "lone-high-surrogate": (r'"\ud800"', "half of a character"),
    "lone-low-surrogate": (r'"a\udfffb"', "half of a character"),
    "surrogates-in-the-wrong-order": (r'"\udc00\ud800"', "half of a character"),
    "lone-surrogate-in-a-key": (r'{"\ud83d": 1}', "half of a character"),
    "lone-surrogate-as-bytes": ('"\ud800"', "not text in UTF-8"),
    "control-character": ('"a\x01b"', "stops making sense at line"),
    "comment": ("1 // one", "stops making sense at line"),
    "trailing-comma": ("[1,]", "stops making sense at line"),
    "single-quotes": ("'a'", "stops making sense at line"),
}


@pytest.mark.faults
@pytest.mark.parametrize(("text", "why"), HOSTILE.values(), ids=HOSTILE)
def test_b07_ambiguous_or_hostile_json_is_refused_with_its_reason(text: str, why: str) -> None:
    start = time.monotonic()

    said = refusal(with_answer(text))

    assert why in said
    assert time.monotonic() - start < 2


@pytest.mark.faults
@pytest.mark.parametrize(
    "text",
    [
        "[" + ",".join("1" * 800_000) + "]",
        "{" + ",".join(f'"{n}":1' for n in range(400_000)) + ',"0":2}',
        "{" + ",".join(f'"{n}":1' for n in range(400_000)) + ',"399999":2}',
        "[" + ",".join(["{}"] * 500_000) + "]",
        '"' + "\\u00e9" * 1_500_000 + '"',
    ],
    ids=["numbers", "first-key-twice", "last-key-twice", "objects", "escapes"],
)
def test_b07_a_large_file_is_read_or_refused_in_seconds(text: str) -> None:
    data = with_answer(text)
    start = time.monotonic()

    with contextlib.suppress(MouError):
        project_file.loads(data)

    assert time.monotonic() - start < 10


@pytest.mark.parametrize("number", [2**53, -(2**53), 0, 29530.5, 1e300, -1e-300, True])
def test_a_number_within_the_limits_is_read(number: float) -> None:
    assert parse(json.dumps(number)) == number


def test_nesting_of_64_is_read_and_of_65_is_not() -> None:
    assert parse("[" * 64 + "]" * 64)
    with pytest.raises(JsonFault, match="nested too deep"):
        parse("[" * 65 + "]" * 65)


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert parse(r'"\ud83d\ude00"') == "😀"


@pytest.mark.faults
@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_b06_an_unusual_encoding_is_read_and_said(encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-32-be": "\ufeff"}.get(encoding, "")
    project = project_file.loads((mark + TEXT).encode(encoding))

    assert project.document == project_file.loads(TEXT.encode()).document
    assert "file.encoding" in rules_of(project)
    assert "file.changed" not in rules_of(project)


@pytest.mark.faults
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp1250"])
def test_b06_another_encoding_without_a_mark_is_refused(encoding: str) -> None:
    data = TEXT.encode(encoding, "replace")

    assert "not text in UTF-8" in refusal(data)


@pytest.mark.faults
@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1],
        b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le"),
        TEXT.encode().replace("École".encode(), b"\xc3"),
        TEXT.encode().replace("École".encode(), b"\xc0\xaf"),
        TEXT.encode().replace("École".encode(), b"\xed\xa0\x80"),
    ],
    ids=["utf-16-unmarked", "utf-16-cut", "utf-16-surrogate", "cut", "overlong", "surrogate"],
)
def test_b06_broken_encodings_are_refused(data: bytes) -> None:
    assert refusal(data)


def test_decode_says_whether_the_encoding_is_the_usual_one() -> None:
    assert decode(b"{}") == ("{}", True)
    assert decode(b"\xef\xbb\xbf{}") == ("{}", False)


@given(JSON)
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    assert parse(pretty(value).decode()) == value
    assert parse(canonical(value).decode()) == value


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON))
def test_the_digest_does_not_depend_on_the_order_of_keys(value: dict[str, Any]) -> None:
    assert digest(value) == digest(dict(reversed(value.items())))


@given(st.text(), st.integers(0, 200))
def test_any_text_is_json_or_refused(text: str, at: int) -> None:
    for tried in (text, TEXT[:at] + text + TEXT[at:]):
        with contextlib.suppress(JsonFault):
            parse(tried)


def test_pretty_is_utf8_with_two_spaces_and_a_line_end() -> None:
    assert pretty({"b": ["é"], "a": {}}) == '{\n  "b": [\n    "é"\n  ],\n  "a": {}\n}\n'.encode()


@given(JSON | st.lists(JSON).map(tuple))
def test_pretty_is_what_the_library_lays_out(value: Any) -> None:
    laid_out = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)

    assert pretty(value) == f"{laid_out}\n".encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
@pytest.mark.faults("A21")
def test_what_json_cannot_hold_is_never_written(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        pretty({"a": value})
