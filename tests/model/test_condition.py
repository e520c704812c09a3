from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.errors import TextFault
from mou_desktop.model.condition import Condition, from_plain, holds, parse

ANSWERS = {"a1": "yes", "b1": True, "c1": ("x1", "y1"), "d1": ({}, {}), "e1": 5, "f1": ""}
KEYS = st.sampled_from([*ANSWERS, "gone", ".col"])
VALUES = st.sampled_from(["yes", "no", "x1", "y1", "z1"])
SIMPLE: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: {"equals": list(pair)}),
    st.tuples(KEYS, st.lists(VALUES, min_size=1)).map(lambda one: {"in": [one[0], *one[1]]}),
    KEYS.map(lambda key: {"answered": key}),
    KEYS.map(lambda key: {"several": key}),
)
CONDITIONS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=8,
)


def written(raw: dict[str, Any]) -> str:
    """Return a condition, given as data, as a clause's text writes it."""
    ((op, body),) = raw.items()
    if op == "not":
        return f"not {written(body)}"
    if op in {"all", "any"}:
        return f"{op}({' ; '.join(written(part) for part in body)})"
    return f"{op} {body if isinstance(body, str) else ' '.join(body)}"


def hold(raw: dict[str, Any]) -> bool:
    return holds(from_plain(raw), ANSWERS.get, lambda key: bool(ANSWERS.get(key)))


@given(CONDITIONS)
def test_a_condition_reads_alike_from_text_and_from_data(raw: dict[str, Any]) -> None:
    assert parse(written(raw)) == from_plain(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"equals": ["a1", "yes"]}, True),
        ({"equals": ["a1", "no"]}, False),
        ({"equals": ["b1", "yes"]}, True),  # yes is true where true was answered
        ({"equals": ["b1", True]}, True),
        ({"equals": ["b1", "no"]}, False),
        ({"equals": ["c1", "y1"]}, True),  # one of several choices
        ({"equals": ["e1", "5"]}, False),
        ({"equals": ["gone", "yes"]}, False),
        ({"in": ["a1", "no", "yes"]}, True),
        ({"in": ["a1", "no", "maybe"]}, False),
        ({"answered": "a1"}, True),
        ({"answered": "f1"}, False),
        ({"several": "d1"}, True),
        ({"several": "a1"}, False),
        ({"not": {"answered": "gone"}}, True),
        ({"all": [{"answered": "a1"}, {"answered": "gone"}]}, False),
        ({"any": [{"answered": "a1"}, {"answered": "gone"}]}, True),
    ],
)
def test_a_condition_holds_as_it_says(raw: dict[str, Any], expected: bool) -> None:
    assert hold(raw) is expected


@given(CONDITIONS)
def test_not_turns_any_condition_round(raw: dict[str, Any]) -> None:
    assert hold({"not": raw}) is not hold(raw)


def test_no_condition_always_holds() -> None:
    assert holds(None, ANSWERS.get, lambda _key: False)


@given(CONDITIONS)
def test_a_condition_names_every_key_it_asks_about(raw: dict[str, Any]) -> None:
    words = written(raw).replace("(", " ").replace(")", " ").split()

    assert {key for key in (*ANSWERS, "gone", ".col") if key in words} == set(
        from_plain(raw).asks()
    )


def test_only_the_parts_of_all_hold_whenever_the_whole_does() -> None:
    whole = from_plain({"all": [{"answered": "a1"}, {"any": [{"answered": "b1"}]}]})

    assert Condition("answered", "a1") in set(whole.conjuncts())
    assert Condition("answered", "b1") not in set(whole.conjuncts())


@pytest.mark.parametrize(
    "text",
    ["", "answered", "answered (", "equals a1", "equals a1 b1 c1", "in a1", "maybe a1", "not",
     "all", "all(", "all()", "all(answered a1", "all(answered a1,answered b1)", "answered a1 b1",
     "any(answered a1;)", "__import__('os')", "answered a1; answered b1"],
)  # fmt: skip
def test_a_condition_in_no_known_form_is_refused(text: str) -> None:
    with pytest.raises(TextFault):
        parse(text)


@pytest.mark.parametrize(
    "raw",
    [None, "answered a1", [], {}, {"answered": "a1", "not": {"answered": "b1"}}, {"answered": 5},
     {"equals": ["a1"]}, {"equals": ["a1", "x", "y"]}, {"equals": [5, "x"]}, {"equals": ["a1", 5]},
     {"equals": ["a1", ["x"]]}, {"in": ["a1"]}, {"all": []}, {"all": {"answered": "a1"}},
     {"maybe": "a1"}, {"eval": "1+1"}],
)  # fmt: skip
def test_data_in_no_known_form_is_refused(raw: Any) -> None:
    with pytest.raises(TextFault):
        from_plain(raw)


@given(st.text())
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        parse(text)
    except TextFault:
        return
