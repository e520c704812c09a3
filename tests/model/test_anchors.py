from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.model import anchors
from mou_desktop.model.anchors import Anchor

KEYS = st.from_regex(r"[a-z][a-z0-9_]{1,23}", fullmatch=True)
ROWS = st.from_regex(r"[a-z][a-z0-9]{7}", fullmatch=True)
PARTS = st.sampled_from(["", "name", "title", "phone", "email"])
ANCHORS = st.one_of(st.builds(Anchor, KEYS, part=PARTS), st.builds(Anchor, KEYS, ROWS, KEYS, PARTS))
LONG = Anchor("a" * 24, "r7k2mq9d", "b" * 24, "title")


@given(ANCHORS)
def test_a_tag_reads_back_as_its_anchor(anchor: Anchor) -> None:
    assert anchors.anchor_of(anchors.tag_of(anchor), [anchor]) == anchor


@given(ANCHORS)
def test_a_tag_is_as_short_as_word_wants_it(anchor: Anchor) -> None:
    assert len(anchors.tag_of(anchor)) <= 64


@given(ANCHORS)
def test_the_name_of_a_prompt_reads_back_as_its_anchor(anchor: Anchor) -> None:
    name = anchors.prompt_of(anchors.tag_of(anchor))

    assert anchors.anchor_prompting(name, [anchor, Anchor("other")]) == anchor


def test_a_tag_says_where_an_answer_stands() -> None:
    assert (
        anchors.tag_of(Anchor("pd", "r7k2mq9d", "chief", "name")) == "mou:f:pd.r7k2mq9d.chief.name"
    )


def test_a_tag_that_would_be_too_long_is_read_by_those_who_know_what_was_sent() -> None:
    tag = anchors.tag_of(LONG)

    assert tag.startswith("mou:f:~")
    assert anchors.anchor_of(tag) is None
    assert anchors.anchor_of(tag, [Anchor("other"), LONG]) == LONG


@pytest.mark.parametrize(
    "tag", ["", "goog_rdk_3", "mou:c:duty", "mou:f:", "mou:f:a b", "mou:f:a.b.c.d.e", "mou:f:../x"]
)
def test_a_tag_that_is_not_ours_has_no_anchor(tag: str) -> None:
    assert anchors.anchor_of(tag) is None


def test_a_prompt_whose_name_is_taken_has_another() -> None:
    first = anchors.prompt_of("mou:f:a")

    assert anchors.prompt_of("mou:f:a", {first}) != first


def test_a_name_that_two_anchors_may_have_says_nothing() -> None:
    one = Anchor("one")

    assert anchors.anchor_prompting(anchors.prompt_of(anchors.tag_of(one)), [one, one]) is None


def test_the_control_of_a_clause_names_it() -> None:
    assert anchors.clause_of("mou:c:duty") == "duty"
    assert anchors.clause_of("mou:f:duty") == ""


@given(st.lists(st.text()))
def test_a_number_is_one_that_word_takes(parts: list[str]) -> None:
    assert 1 <= anchors.number_of(*parts) < 0x7FFFFFFF
