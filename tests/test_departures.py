from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop import rules
from mou_desktop.compare import compare, is_changed
from mou_desktop.departures import (
    DEPARTING,
    HOW,
    LOCAL,
    Standing,
    counts,
    local_changes,
    standings,
    with_all,
)
from mou_desktop.model import Added, LocalClause
from mou_desktop.outline import arranged, numbers, outline
from tests.support import answers, samples
from tests.support.files import examples

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block

TINY = answers.tiny()
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)
SCHOOLS = [{"_id": "s1aa0b2c", "name": "North School"}]


def found(document: Document) -> dict[str, Standing]:
    """Return how everything stands in all documents of the edition, by key."""
    return {
        one.key: one
        for part in document.edition.documents
        for one in standings(document, part, arranged(with_all(document), part), numbers(document))
    }


def how(document: Document) -> dict[str, str]:
    return {key: one.how for key, one in found(document).items()}


# ---- those that answers alone made ---------------------------------------------------------


@EVERY_SAMPLE
def test_every_clause_of_the_edition_stands_in_one_way_and_in_its_order(name: str) -> None:
    document = samples.document(name)

    assert list(found(document)) == list(document.edition.clauses)


def test_without_answers_every_clause_is_as_published() -> None:
    assert set(how(samples.document("empty")).values()) == {"published"}


def test_a_clause_with_an_answer_in_a_blank_is_filled() -> None:
    document = answers.document(TINY, {"school": SCHOOLS})

    one = found(document)["duty"]
    assert (one.how, one.fields) == ("filled", ("school",))


def test_a_clause_is_chosen_when_an_answer_decides_one_of_its_paragraphs() -> None:
    document = answers.document(TINY, {"district": "Sample", "kind": "regional"})

    one = found(document)["parties"]
    assert (one.how, one.fields) == ("chosen", ("kind",))


def test_an_answer_that_leaves_a_paragraph_away_decides_it_too() -> None:
    assert how(answers.document(TINY, {"kind": "municipal"}))["parties"] == "chosen"


def test_an_answer_that_prints_in_no_paragraph_that_stands_fills_nothing() -> None:
    assert how(answers.document(TINY, {"days": 20}))["duty"] == "published"


def test_a_clause_that_an_answer_keeps_out_is_chosen_and_does_not_print() -> None:
    document = samples.document().with_answers({"salary_payer": "town"})

    one = found(document)["grant_funds"]
    assert (one.how, one.prints, one.fields) == ("chosen", False, ("salary_payer",))


def test_an_answer_that_nobody_is_asked_for_decides_nothing() -> None:
    hidden = {"shared": True, "sharer": "The Town"}  # asked only where there is a fee

    assert how(answers.document(TINY, hidden))["details"] == "published"


# ---- those that the district made ----------------------------------------------------------


@pytest.mark.parametrize("state", ["reworded", "left_out", "extended", "official"])
def test_a_changed_clause_stands_in_its_state_with_reason_source_and_law(state: str) -> None:
    local = LocalClause(state=state, text="Own words.", reason="Because", source="Their page")
    document = answers.document(TINY, {"kind": "regional"}, clauses={"parties": local})

    one = found(document)["parties"]

    assert (one.how, one.reason, one.source) == (state, "Because", "Their page")
    assert one.basis == TINY.clauses["parties"].basis
    assert (one.status, one.locked, one.fields) == ("mandatory", True, ())
    assert one.prints == (state != "left_out")


def test_official_wording_departs_and_is_no_local_change() -> None:
    document = answers.document(TINY, {}, clauses={"parties": LocalClause(state="official")})

    one = found(document)["parties"]
    assert one.departs
    assert not one.is_local
    assert local_changes(found(document).values()) == 0


def test_what_was_left_out_keeps_its_place_before_what_was_added_after_it() -> None:
    document = answers.document(
        TINY,
        {"goals": ["One"]},
        clauses={"duty": LocalClause(state="left_out", reason="r")},
        additions=(Added(id="a0000001", section="duties", after="duty", heading="Own"),),
    )

    assert list(found(document))[1:4] == ["duty", "a0000001", "own_goals"]


def test_a_section_that_is_left_with_nothing_keeps_the_place_of_its_clauses() -> None:
    document = answers.document(TINY, {}, clauses={"parties": LocalClause(state="left_out")})

    assert next(iter(found(document).values())).how == "left_out"


def test_an_added_section_counts_once_with_its_opening_and_each_of_its_clauses_once_more() -> None:
    document = answers.document(
        TINY,
        {},
        additions=(
            Added(id="a0000001", kind="section", after="duties", heading="Own", text="Opening."),
            Added(id="a0000002", section="a0000001", heading="Part", text="Text.", reason="r"),
        ),
    )

    added = [one for one in found(document).values() if one.how == "added"]

    assert [(one.key, one.number, one.reason) for one in added] == [
        ("a0000001", "III", ""), ("a0000002", "III.A", "r"),
    ]  # fmt: skip
    assert added[0].place.clause == ""
    assert local_changes(found(document).values()) == 2
    assert not any(one.to_confirm for one in added)


def test_a_change_of_a_clause_that_does_not_stand_is_none() -> None:
    changed = {"own_goals": LocalClause(state="reworded", text="x", reason="r")}

    assert how(answers.document(TINY, {}, clauses=changed))["own_goals"] == "published"
    told = answers.document(TINY, {"goals": ["One"]}, clauses=changed)
    assert how(told)["own_goals"] == "reworded"


def test_an_added_part_without_a_place_is_none() -> None:
    lost = Added(id="a0000001", section="nowhere", heading="Lost", text="Text.")

    assert "a0000001" not in found(answers.document(TINY, {}, additions=(lost,)))


# ---- counts and sources --------------------------------------------------------------------


def test_counts_name_every_class_and_local_changes_are_four_of_them() -> None:
    edition = samples.document().edition
    states = ("reworded", "left_out", "extended", "official")
    plain = [key for key, one in edition.clauses.items() if one.when is None]
    changed = {
        key: LocalClause(state=state, text="x", reason="r")
        for key, state in zip(plain, states, strict=False)
    }
    own = Added(id="a0000001", section="roles", heading="Own", text="x")
    document = replace(samples.document(), clauses=changed, added=(own,))

    met = counts(found(document).values())

    assert tuple(met) == HOW
    assert [met[one] for one in DEPARTING] == [1] * 5
    assert local_changes(found(document).values()) == 4 == sum(met[one] for one in LOCAL)
    assert sum(met.values()) == len(edition.clauses) + 1


@EVERY_SAMPLE
def test_as_many_clauses_rest_on_sources_to_confirm_as_the_check_says(name: str) -> None:
    document = samples.document(name)

    count = sum(one.to_confirm for one in found(document).values())

    assert count == rules.to_confirm(document)[0]


# ---- against the comparison ----------------------------------------------------------------


@given(st.data())
@examples(40, full=400)
def test_whatever_a_comparison_shows_departs(
    data: st.DataObject,
) -> None:
    document = answers.document(
        TINY,
        data.draw(answers.anything(TINY)),
        clauses=data.draw(answers.local_clauses(TINY)),
        additions=data.draw(answers.added(TINY)),
    )
    published = replace(document, clauses={}, added=())
    stand = found(document)

    for part in TINY.documents:
        blocks = compare(outline(published, part.key), outline(document, part.key))
        changed = {one.clause for one in blocks if one.clause and words_changed(one)}
        assert {key for key in changed if not stand[key].departs} == set()


def words_changed(block: Block) -> bool:
    """Return whether more than the number of a clause of another document changed in a block."""
    spans = [span for span in block.spans if span.change]
    return is_changed(block) and not (spans and all(span.kind == "ref" for span in spans))
