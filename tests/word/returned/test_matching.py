"""Words of two texts in one row: quick, and each text whole in it."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.model.printed import Span
from mou_desktop.word.returned.matching import longest, matching
from mou_desktop.word.returned.segment import normal
from mou_desktop.word.returned.values import Para
from mou_desktop.word.returned.wording import pairs, words_between
from tests.support.files import examples

TEXTS = st.lists(
    st.sampled_from(
        ["the", "a", "shall", "Officer", " ", "  ", "\n", ".", "x", "\u00e9", "(", "\t"]
    ),
    max_size=40,
).map(" ".join)
WORDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8)


@examples(200, full=5_000)
@given(TEXTS, TEXTS)
def test_both_texts_stand_whole_in_the_row(before: str, after: str) -> None:
    found = words_between(before, after)

    assert "".join(text for text, kind in found if kind != "inserted") == before
    assert "".join(text for text, kind in found if kind != "deleted") == after
    assert all(text for text, _ in found)
    assert all(one[1] != other[1] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("a b c", "a d c", (("a ", ""), ("b", "deleted"), ("d", "inserted"), (" c", ""))),
        ("a b", "a b", (("a b", ""),)),
        ("", "a", (("a", "inserted"),)),
        ("one\ntwo", "one", (("one", ""), ("\ntwo", "deleted"))),
        ("one", "one\ntwo", (("one", ""), ("\ntwo", "inserted"))),
        ("b c", "a b c", (("a ", "inserted"), ("b c", ""))),
    ],
)
def test_words_that_came_and_went_are_marked(
    before: str, after: str, row: tuple[tuple[str, str], ...]
) -> None:
    assert words_between(before, after) == row


@examples(200, full=5_000)
@given(
    st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30)
)
def test_what_matches_is_the_same_and_in_order(old: list[str], new: list[str]) -> None:
    found = matching(old, new)

    assert all(old[i] == new[k] for i, k in found)
    assert found == sorted(found)
    assert len({i for i, _ in found}) == len({k for _, k in found}) == len(found)


@examples(200, full=5_000)
@given(WORDS, WORDS)
def test_a_paragraph_is_known_by_half_of_its_words(old: list[str], new: list[str]) -> None:
    sent, came = (Para((Span(" ".join(words)),)) for words in (old, new))
    both = (Counter(old) & Counter(new)).total()

    found = pairs([sent], [came])

    assert (len(found) == 1) is (2 * both >= 0.5 * (len(old) + len(new)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" a\t\n b ", "a b"),
        ("\u201cone\u201d \u2014 the\u00a0other\u2019s", '"one" - the other\'s'),
        ("so\u00adft\u200b", "soft"),
        ("e\u0301", "\u00e9"),
        ("\u200b", ""),
    ],
)
def test_what_is_only_typography_is_no_difference(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_the_longest_row_that_rises_is_found() -> None:
    assert longest([3, 1, 2, 5, 4]) in ({1, 2, 5}, {1, 2, 4})
    assert longest([1, 2, 4]) == {1, 2, 4}
    assert longest([]) == set()


def test_a_long_text_with_many_changes_takes_no_time() -> None:
    old = " ".join(f"word{i} the shall" for i in range(2_000))
    new = " ".join(f"word{i if i % 3 else -i} the shall" for i in range(2_000))
    start = time.process_time()

    words_between(old, new)

    assert time.process_time() - start < 2


def test_a_line_of_many_spaces_takes_no_time_and_stands_whole_in_the_row() -> None:
    old, new = ("".join(word + " " * 50 for _ in range(50)) for word in ("one", "two"))
    start = time.process_time()

    row = words_between(old, new)

    assert time.process_time() - start < 2
    assert "".join(text for text, kind in row if kind != "inserted") == old
    assert "".join(text for text, kind in row if kind != "deleted") == new
