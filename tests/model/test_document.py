from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mou_desktop.model import LocalClause
from mou_desktop.model.document import is_answered, row_id
from mou_desktop.model.values import freeze, plain
from tests.support import answers

if TYPE_CHECKING:
    from mou_desktop.model import Document, Edition

SCHOOLS = [{"_id": "s1aa0b2c", "name": "North"}, {"_id": "s2bb1c3d", "name": "South"}]


def test_an_edit_leaves_the_old_document_as_it_was(document: Document) -> None:
    edited = document.with_answer("district", "Sample")

    assert edited.answer("district") == "Sample"
    assert document.answer("district") is None


def test_answers_stand_in_the_order_of_the_edition_whatever_came_first(document: Document) -> None:
    late = document.with_answer("days", 30).with_answer("district", "Sample")
    early = document.with_answer("district", "Sample").with_answer("days", 30)

    assert list(late.answers) == ["district", "days"]
    assert late == early


def test_what_is_taken_out_is_as_if_it_had_never_been(document: Document) -> None:
    assert document.with_answer("days", 30).with_answer("days", None) == document


def test_a_hidden_answer_is_kept_and_does_not_count(document: Document) -> None:
    regional = document.with_answers({"kind": "regional", "joint": "In turn."})

    municipal = regional.with_answer("kind", "municipal")

    assert regional.counts("joint") == "In turn."
    assert municipal.counts("joint") is None
    assert municipal.answer("joint") == "In turn."
    assert municipal.with_answer("kind", "regional") == regional


def test_a_question_behind_a_hidden_question_is_hidden_too(document: Document) -> None:
    asked = document.with_answers({"fee": 5, "shared": True, "sharer": "The town"})

    assert asked.counts("sharer") == "The town"
    assert asked.with_answer("fee", None).counts("sharer") is None


# ---- derived rows --------------------------------------------------------------------------


def test_signers_come_about_from_head_and_schools_until_somebody_edits_them(
    document: Document,
) -> None:
    told = document.with_answers({"head": {"name": "Ana", "title": "Head"}, "school": SCHOOLS})
    derived = told.counts("signatories")

    edited = told.with_answer("signatories", [{"_id": "g1aa0b2c", "name": "Only me"}])

    assert [row["name"] for row in derived] == ["Ana", "Head of North", "Head of South"]
    assert derived[0]["title"] == "Head"
    assert "signatories" not in told.answers
    assert [row["name"] for row in edited.counts("signatories")] == ["Only me"]
    assert edited.with_answer("signatories", None).counts("signatories") == derived


def test_a_derived_row_keeps_its_identity_while_its_source_does(document: Document) -> None:
    told = document.with_answers({"head": {"name": "Ana"}, "school": SCHOOLS})
    turned = told.with_answers({"head": {"name": "Bo"}, "school": SCHOOLS[::-1]})

    before = [row_id(row) for row in told.counts("signatories")]
    after = [row_id(row) for row in turned.counts("signatories")]

    assert after == [before[0], before[2], before[1]]
    assert len(set(before)) == 3


@pytest.mark.parametrize("odd", ["typed", 5, [None], ["x"], [[]], {"name": "x"}, [{"name": {}}]])
def test_derived_rows_take_no_harm_from_a_source_of_the_wrong_kind(
    document: Document, odd: Any
) -> None:
    rows = document.with_answer("school", odd).counts("signatories")

    assert all(isinstance(row["name"], str) for row in rows)


# ---- what counts as answered ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "answered"),
    [
        ("district", "Sample", True),
        ("district", " \u200b", False),
        ("days", 0, True),
        ("shared", False, True),
        ("head", {"name": "Ana"}, True),
        ("head", {"title": "Head"}, False),
        ("head", {"name": "\u2060"}, False),
        ("goals", [" ", ""], False),
        ("goals", ["", "x"], True),
        ("uses", [], False),
        ("member", [{"_id": "m1aa0b2c"}], False),  # this table needs two rows
        ("member", [{"_id": "m1aa0b2c"}, {"_id": "m2aa0b2c"}], True),
        ("school", [{"_id": "s1aa0b2c"}], True),
        ("start", "as typed", True),
    ],
)
def test_an_answer_is_there_when_a_reader_would_see_it(
    tiny: Edition, key: str, answer: Any, answered: bool
) -> None:
    assert is_answered(tiny.by_key[key], freeze(answer)) is answered


# ---- the baseline of a comparison ----------------------------------------------------------


def test_the_baseline_keeps_answers_and_official_wording_and_drops_local_changes(
    tiny: Edition,
) -> None:
    official = LocalClause(state="official", text="Theirs.", source="Letter")
    changes = {"duty": official, "parties": LocalClause(state="extended", text="Ours.")}
    document = answers.document(tiny, {"district": "Sample"}, changes)

    baseline = document.without_local_changes()

    assert baseline.clauses == {"duty": official}
    assert baseline.answers == document.answers


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_answer_is_lost_or_changed_by_putting_another(data: st.DataObject) -> None:
    tiny = answers.tiny()
    given_ = data.draw(answers.anything(tiny))
    document = answers.document(tiny, given_)
    one = data.draw(st.sampled_from(tiny.fields))

    edited = document.with_answer(one.key, "x")

    rest = {key: value for key, value in given_.items() if key != one.key}
    assert {k: v for k, v in plain(edited.answers).items() if k != one.key} == rest
