from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model.spoken import is_typed, joined, speak
from mou_desktop.model.values import freeze

if TYPE_CHECKING:
    from mou_desktop.model import Edition


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("start", "2027-07-01", "July 1, 2027"),
        ("start", "soon", "soon"),
        ("days", 1000, "1,000"),
        ("days", 10, "10"),
        ("fee", 29530.5, "$29,530.50"),
        ("fee", 30000, "$30,000"),
        ("share", 33.5, "33.5 percent"),
        ("share", 100, "100 percent"),
        ("shared", True, "yes"),
        ("kind", "regional", "a regional district"),
        ("role", "coach", "Coach"),
        ("kind", "county", "county"),
        ("uses", ["sport", "music", "art"], "sport, music and art"),
        ("head", {"name": "Ana", "title": "Head", "phone": "911"}, "Ana, Head"),
        ("goals", ["Walk", "Read"], "Walk and Read"),
        ("fee", "a lot", "a lot"),
        ("district", "a\x00b", "a\ufffdb"),
        ("district", None, ""),
    ],
)
def test_an_answer_reads_as_a_sentence_wants_it(
    tiny: Edition, key: str, answer: Any, words: str
) -> None:
    assert speak(tiny.by_key[key], freeze(answer)) == words


def test_a_contact_reads_with_telephone_and_email(tiny: Edition) -> None:
    person = freeze({"name": "Ana", "title": "Head", "phone": "911", "email": "a@b.co"})

    assert speak(tiny.by_key["head"], person, contact=True) == "Ana, Head, 911, a@b.co"
    assert speak(tiny.by_key["head"], person, "email") == "a@b.co"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "", "B", "C"], "A, B and C"),
        (["A, chief", "B", "C"], "A, chief; B; and C"),
    ],
)
def test_a_list_reads_with_commas_and_with_semicolons_where_it_holds_commas(
    texts: list[str], words: str
) -> None:
    assert joined(texts) == words


@pytest.mark.parametrize(
    ("key", "answer", "typed"),
    [
        ("start", "2027-07-01", False),
        ("start", "soon", True),
        ("days", 30, False),
        ("days", "thirty", True),
        ("shared", "perhaps", True),
        ("kind", "regional", False),
        ("kind", "county", True),
        ("uses", ["sport"], False),
        ("uses", ["sport", "chess"], True),
        ("uses", "sport", True),
        ("goals", "Walk", True),
        ("head", "Ana", True),
        ("district", "Sample", False),
        ("mail", "no address", False),
        ("member.home", "s1aa0b2c", False),
        ("member.home", "North School", True),
        ("member.visits", ["s1aa0b2c"], False),
        ("member.visits", ["North School"], True),
    ],
)
def test_an_answer_that_cannot_be_read_as_its_type_is_known_as_typed(
    tiny: Edition, key: str, answer: Any, typed: bool
) -> None:
    one = tiny.column(key)
    assert one
    assert is_typed(one, freeze(answer)) is typed
