from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from mou_desktop.model import Added, Finding, LocalClause, Place
from mou_desktop.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document

    Changed: TypeAlias = Callable[..., Document]


def found(document: Document) -> list[Finding]:
    """Return what is said of clauses."""
    return [one for one in check(document) if one.rule.startswith("clause.")]


def local(
    state: str, text: str = "Our words.", reason: str = "Union", source: str = ""
) -> LocalClause:
    return LocalClause(state=state, text=text, reason=reason, source=source)


def added(**changes: str) -> Added:
    known: dict[str, Any] = {
        "id": "x0000001", "section": "duties", "after": "duty", "heading": "Own",
        "text": "Our own.", "reason": "Local",
    }  # fmt: skip
    return Added(**(known | changes))


# ---- states --------------------------------------------------------------------------------

LOCKED, MANDATORY, FREE = "parties", "duty", "school_list"


@pytest.mark.parametrize(
    ("clause", "state"),
    [
        (LOCKED, "extended"), (LOCKED, "official"),
        (MANDATORY, "extended"), (MANDATORY, "official"), (MANDATORY, "reworded"),
        (FREE, "extended"), (FREE, "official"), (FREE, "reworded"), (FREE, "left_out"),
    ],
)  # fmt: skip
def test_a_state_that_is_allowed_is_not_spoken_of(
    changed: Changed, clause: str, state: str
) -> None:
    assert not found(changed(**{clause: local(state, source="Letter of May")}))


@pytest.mark.parametrize(
    ("clause", "change", "rule", "words"),
    [
        (LOCKED, local("reworded"), "clause.reworded", "“Parties” is locked"),
        (LOCKED, local("left_out"), "clause.left_out", "“Parties” is mandatory"),
        (MANDATORY, local("left_out"), "clause.left_out", "“The duty” is mandatory"),
        (FREE, local("moved"), "clause.state", "“moved”, which this program does not know"),
        (FREE, local("extended", text=" \u200b"), "clause.no_text", "Write the text of “Schools”"),
        (FREE, local("reworded", text=""), "clause.no_text", "Write the text of “Schools”"),
        (FREE, local("official", source="\u2060"), "clause.no_source", "Name the source"),
        (FREE, local("reworded", reason=" "), "clause.no_reason", "why “Schools” is changed"),
        (FREE, local("left_out", reason=""), "clause.no_reason", "why “Schools” is changed"),
        (FREE, local("extended", text="Say {"), "clause.text", "of “Schools” cannot be read"),
        (FREE, local("extended", text="{nobody}"), "clause.text", "“nobody” is no field here"),
        (FREE, local("extended", text="{@nowhere}"), "clause.text", "points to no clause"),
        (FREE, local("extended", text="{#names days}"), "clause.text", "names no table"),
        (FREE, local("extended", text="{? equals kind x1}\nA."), "clause.text", "no choice of"),
    ],
)  # fmt: skip
def test_each_rule_on_a_changed_clause_fires_with_the_clauses_place_and_basis(
    changed: Changed, clause: str, change: LocalClause, rule: str, words: str
) -> None:
    document = changed(**{clause: change})

    (finding,) = [one for one in found(document) if one.severity == "must"]

    assert finding.rule == rule
    assert words in finding.message
    assert finding.place == document.edition.clause_places[clause]
    basis = document.edition.clauses[clause].basis
    assert rule == "clause.text" or finding.basis[-len(basis) :] == basis


def test_a_clause_of_another_edition_is_found_and_kept(changed: Changed) -> None:
    document = changed(no_such=local("reworded"))

    (finding,) = found(document)

    assert (finding.rule, finding.severity) == ("clause.unknown", "must")
    assert "“no_such”" in finding.message
    assert "no_such" in document.clauses


def test_a_clause_that_is_left_out_needs_no_text(changed: Changed) -> None:
    assert not found(changed(school_list=local("left_out", text="")))


# ---- what the district added ---------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {}, {"after": ""}, {"section": "steps", "after": "step"},
        {"kind": "section", "section": "", "after": "opening"},
        {"text": "See {@x0000001} and {@duty} and {@procedures/step}."},
    ],
)  # fmt: skip
def test_an_addition_in_its_place_is_not_spoken_of(
    changed: Changed, change: dict[str, str]
) -> None:
    assert not found(changed(added(**change)))


@pytest.mark.parametrize(
    ("change", "rule", "severity"),
    [
        ({"section": "nowhere"}, "clause.no_home", "must"),
        ({"section": "duty"}, "clause.no_home", "must"),  # a clause is no section
        ({"after": "parties"}, "clause.no_home", "must"),  # it stands in another section
        ({"after": "x0000001"}, "clause.no_home", "must"),  # after itself
        ({"after": "opening"}, "clause.no_home", "must"),
        ({"kind": "section", "after": ""}, "clause.no_home", "must"),
        ({"kind": "section", "after": "duty"}, "clause.no_home", "must"),
        ({"kind": "chapter"}, "clause.no_home", "must"),
        ({"heading": " \u200b"}, "clause.no_heading", "must"),
        ({"reason": ""}, "clause.no_reason", "should"),
        ({"text": "A } brace"}, "clause.text", "must"),
        ({"text": "{@step}"}, "clause.text", "must"),  # that clause is in another document
    ],
)
def test_each_rule_on_an_addition_fires(
    changed: Changed, change: dict[str, str], rule: str, severity: str
) -> None:
    (finding,) = found(changed(added(**change)))

    assert (finding.rule, finding.severity) == (rule, severity)
    assert finding.place.clause == "x0000001"


def test_what_follows_an_addition_without_a_place_has_none_either(changed: Changed) -> None:
    lost = added(section="nowhere", after="")
    behind = added(id="x0000002", section="nowhere", after="x0000001")

    assert [one.rule for one in found(changed(lost, behind))] == ["clause.no_home"] * 2


def test_an_addition_to_an_added_section_has_its_place_in_the_document(changed: Changed) -> None:
    section = added(kind="section", section="", after="steps")
    inside = added(id="x0000002", section="x0000001", after="", text="Do {@step}.", reason="")

    (finding,) = found(changed(section, inside))

    assert finding.place == Place("procedures", "steps", "x0000002")


# ---- references to what does not stand -----------------------------------------------------


def test_a_clause_that_refers_to_one_left_out_is_told(changed: Changed) -> None:
    pointing = local("extended", text="See {@school_list}.")

    (finding,) = found(changed(duty=pointing, school_list=local("left_out")))

    assert (finding.rule, finding.severity) == ("clause.reference", "should")
    assert (
        finding.message == "“The duty” refers to “Schools”, which does not stand in this agreement."
    )
    assert finding.place.clause == "duty"


def test_a_clause_that_refers_to_one_that_is_hidden_is_told(changed: Changed) -> None:
    (finding,) = found(changed(duty=local("extended", text="See {@own_goals}.")))

    assert finding.rule == "clause.reference"


def test_a_reference_that_was_reworded_away_is_not_spoken_of(changed: Changed) -> None:
    gone = local("left_out")

    assert found(changed(duty=local("extended", text="See {@school_list}."), school_list=gone))
    assert not found(changed(duty=local("reworded", text="See nobody."), school_list=gone))


def test_a_reference_in_a_paragraph_that_does_not_stand_is_not_spoken_of(
    changed: Changed,
) -> None:
    text = "{? answered goals}\nSee {@own_goals}."

    assert not found(changed(duty=local("extended", text=text)))
