from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mou_desktop.model import SEVERITIES, Added, Basis, Finding, LocalClause, Severity
from mou_desktop.rules import check, in_order, is_complete, to_confirm
from tests.support import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document

    Make: TypeAlias = Callable[..., Document]

TINY = answers.tiny()
UNWELCOME = re.compile(r"\b(invalid|illegal|oops|sorry|please|null|regex|pattern|enum)\b", re.I)


def test_an_empty_agreement_is_not_complete_and_a_told_one_is(told: Make) -> None:
    assert not is_complete(check(answers.document(TINY, {})))
    assert is_complete(check(told()))


def test_the_most_serious_comes_first_then_the_order_of_the_text(told: Make) -> None:
    found = check(told(days=None, district=None, finish="2027-01-01", start=None, kind="x"))

    ranks = [SEVERITIES.index(one.severity) for one in found]
    assert ranks == sorted(ranks)
    must = [one.place.field for one in found if one.severity == "must"]
    assert must == ["district", "kind", "days", "start"]  # `parties` prints before `duty`


def test_findings_without_a_place_come_last_of_their_kind(told: Make) -> None:
    rules = [one.rule for one in check(told()) if one.severity == "should"]

    assert rules == ["field.advised", "content.working_text"]


def test_putting_in_order_twice_changes_nothing(told: Make) -> None:
    document = told(days=None, district=None)

    assert in_order(document, check(document)) == check(document)


def test_a_working_text_always_says_so_and_holds_nothing_up(told: Make) -> None:
    (finding,) = [one for one in check(told()) if one.rule == "content.working_text"]

    assert finding.severity == "should"
    assert "working text tiny, revision 1, not the authority’s document" in finding.message


def test_sources_to_confirm_are_one_line_that_counts_the_clauses_that_print(
    told: Make, changed: Make
) -> None:
    (finding,) = [one for one in check(told()) if one.rule == "content.to_confirm"]

    assert finding.severity == "note"
    assert finding.message.startswith("3 of 5 clauses rest on sources to confirm.")
    assert to_confirm(told(goals=["Walk"])) == (4, 6)
    official = LocalClause(state="official", text="Theirs.", source="Letter")
    assert to_confirm(changed(duty=official)) == (2, 4)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_stands_in_a_document_is_told_in_plain_sentences(data: st.DataObject) -> None:
    document = answers.document(
        TINY,
        data.draw(answers.anything(TINY)),
        data.draw(answers.local_clauses(TINY)),
        data.draw(answers.added(TINY)),
    )

    for finding in check(document, final=True):
        ours = re.sub(r"“[^”]*”|\([^)]*\)|\{[^}]*\}?", "", finding.message)
        assert not UNWELCOME.search(ours), finding.message
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", finding.rule)
        assert finding.message.strip().endswith((".", "”."))
        assert finding.place.field.partition(".")[0] in {*TINY.by_key, "", "stranger"}


def test_a_must_rests_on_something_confirmed_whatever_is_wrong(told: Make) -> None:
    document = told(
        goals="none", fee="much", member=[{"_id": "m1aa0b2c", "home": "gone0000"}], finish="soon"
    )
    text = LocalClause(state="reworded", text="{nowhere}")
    document = replace(
        document, clauses={"own_goals": text, "nothing": text}, added=(Added(id="a"),)
    )

    must = [one for one in check(document) if one.severity == "must"]

    assert len({one.rule for one in must}) >= 6
    for one in must:
        assert any(basis.confirmed for basis in one.basis), one
    assert all(
        one.basis[0].cite == "The agreement itself" for one in must if one.rule == "row.unknown"
    )


@pytest.mark.parametrize("severity", ["should", "note"])
def test_what_is_only_advised_rests_on_what_the_edition_says(severity: Severity) -> None:
    basis = (Basis(cite="Drafting practice", status="to_confirm"),)

    assert Finding(rule="x", severity=severity, message="X.", basis=basis).basis == basis
