"""What is true of the edition of 2018 alone: what its law knew, and what it did not know yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mou_desktop import outline, rules
from mou_desktop.store import library
from tests.support import samples

if TYPE_CHECKING:
    from mou_desktop.model.edition import Clause, Field

EDITION, LATER = library.find("ma-sro-2018"), library.find("ma-sro-2022")
UNKNOWN_THEN = re.compile(
    r"\bPOST\b|certification|§ 116H|c\. 6E|Fusion Center|gang|Commission\b"
    r"|request(s|ed)? an Officer|file with DESE|psychological emergency|555 CMR",
)


def printed() -> str:
    return outline.plain_text(outline.outline(samples.document("complete", "2018")))


def test_nothing_prints_that_the_law_of_2018_did_not_know() -> None:
    texts = [printed(), *(clause.text for clause in EDITION.clauses.values())]

    assert not [text for text in texts if UNKNOWN_THEN.search(text)]


@pytest.mark.parametrize(
    "key", ["request", "certification", "cert_notice", "barred_information", "barred_kinds",
            "filing", "annual_report", "committee_report", "state_floor", "in_service"]
)  # fmt: skip
def test_a_clause_of_the_law_since_2020_is_not_in_it(key: str) -> None:
    assert key not in EDITION.clauses
    assert key in LATER.clauses


def test_the_threshold_is_that_of_2018() -> None:
    text = EDITION.clauses["threshold"].text

    assert "psychological well-being" in text
    assert "threatens such harm" in text
    assert "delinquent" not in text


def test_the_chief_assigns_after_consulting_the_superintendent() -> None:
    clause = EDITION.clauses["assignment"]

    assert clause.text.strip().startswith("After consulting the Superintendent")
    assert not clause.locked
    assert not clause.confirmed


def test_only_what_a_confirmed_source_says_of_2018_or_of_standing_law_is_locked() -> None:
    locked = {key for key, one in EDITION.clauses.items() if one.locked}

    assert locked == {
        "no_discipline", "no_police_powers", "school_conduct", "weapon_reports", "bullying_notice",
        "data_duty",
    }  # fmt: skip


def test_it_names_the_states_model_of_2018_and_says_that_the_law_has_changed() -> None:
    (found,) = (
        one for one in rules.check(samples.document("complete", "2018"))
        if one.rule == "content.working_text"
    )  # fmt: skip

    assert "not the state’s model of 2018" in found.message
    assert "has changed since" in EDITION.notice
    assert "The law has changed since" in EDITION.summary


def test_it_is_superseded_and_a_new_agreement_takes_the_one_in_force() -> None:
    cards = {card.id: card for card in library.cards()}

    assert cards["ma-sro-2018"].superseded_by == "ma-sro-2022"
    assert library.newest() != "ma-sro-2018"


def test_the_complete_sample_is_shorter_than_that_of_2022() -> None:
    later = outline.plain_text(outline.outline(samples.document("complete")))

    assert 5_000 < len(printed().split()) < 0.8 * len(later.split())


# ---- keys that both have -------------------------------------------------------------------


def same(one: Field, other: Field) -> bool:
    return (one.type, one.rows_of, one.need, one.whole) == (
        other.type, other.rows_of, other.need, other.whole,
    )  # fmt: skip


def test_a_field_that_both_have_is_of_one_type_and_so_is_each_column() -> None:
    for key in EDITION.by_key.keys() & LATER.by_key.keys():
        one, other = EDITION.by_key[key], LATER.by_key[key]
        assert same(one, other), key
        for column in one.columns:
            there = other.column(column.key)
            assert there is None or same(column, there), f"{key}.{column.key}"


def test_a_choice_that_both_have_says_the_same() -> None:
    for key in EDITION.by_key.keys() & LATER.by_key.keys():
        later = {choice.key: choice for choice in LATER.by_key[key].choices}
        assert all(later[choice.key] == choice for choice in EDITION.by_key[key].choices), key


def test_a_clause_that_both_have_stands_under_one_status() -> None:
    def status(clause: Clause) -> str:
        return clause.status

    for key in EDITION.clauses.keys() & LATER.clauses.keys():
        assert status(EDITION.clauses[key]) == status(LATER.clauses[key]), key
