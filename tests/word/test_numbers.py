from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from mou_desktop.model import Added, LocalClause
from mou_desktop.model.rounds import Sending
from mou_desktop.outline import outline
from mou_desktop.store import library
from mou_desktop.word.contents import with_contents
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.conftest import SUPPORT
from tests.support import answers, printed, samples
from tests.support.numbering import numbers_of, outside_tables
from tests.support.ooxml.package import Package, W

if TYPE_CHECKING:
    from mou_desktop.model import Document

TINY = library.build_folder(SUPPORT / "tiny")
SENDING = Sending("0" * 64, "2026-11-24T09:12:00Z")
LIST = "One thing:\n\n- first\n- second\n-- within\n\nAnother:\n\n- third"


def assert_same_numbers(document: Document, part: str = "") -> None:
    """Word's own lists count what the outline counts; no number is typed as text."""
    blocks = with_contents(outline(document, part))
    wanted = [block.number for block in blocks if not block.rows]
    for data in (docx_of(document, part), review_of(document, part, sending=SENDING)):
        # A paragraph that only parts two tables has no number and stands for no block.
        found = [number for number, style in zip(numbers_of(data), styles_of(data), strict=True)
                 if style != printed.SEPARATOR]  # fmt: skip
        assert found == wanted


def styles_of(data: bytes) -> list[str]:
    package = Package(data)
    paragraphs = outside_tables(package.xml[package.main])
    found = [one.find(f"{W}pPr/{W}pStyle") for one in paragraphs]
    return [one.get(W + "val", "") for one in found if one is not None]


@pytest.mark.parametrize("name", samples.NAMES)
def test_word_counts_as_the_outline_does(name: str) -> None:
    assert_same_numbers(samples.document(name))


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=40, deadline=None)
def test_word_counts_as_the_outline_does_with_any_local_changes(document: Document) -> None:
    assert_same_numbers(document)
    assert_same_numbers(document, "procedures")


@pytest.mark.parametrize("clause", ["school_list", "signed", "parties"])
def test_a_list_begins_anew_in_a_clause_whose_heading_has_no_number(clause: str) -> None:
    changed = LocalClause(state="extended", text=LIST, reason="More")
    added = Added(
        id="a0000001", section=samples_section(clause), after=clause, heading="Own", text=LIST
    )

    assert_same_numbers(answers.document(TINY, {}, {clause: changed}, (added,)))


def samples_section(clause: str) -> str:
    return TINY.clause_places[clause].section


def test_a_list_begins_anew_in_a_clause_without_heading() -> None:
    section = Added(
        id="a0000001", kind="section", after="opening", heading="Own section", text=LIST
    )
    clause = Added(id="a0000002", section="a0000001", heading="", text=LIST)

    assert_same_numbers(answers.document(TINY, {}, {}, (section, clause)))


def test_items_may_come_before_the_first_numbered_paragraph() -> None:
    changed = LocalClause(
        state="reworded", text="- a\n- b\n\nFirst.\n\n- c\n\nSecond.", reason="Order"
    )

    assert_same_numbers(answers.document(TINY, {}, {"duty": changed}))


def test_the_numbers_have_the_styles_that_the_edition_asks_for() -> None:
    document = answers.document(TINY, {"district": "Sample"})

    assert numbers_of(docx_of(document, "procedures"))[-3:] == ["1.", "a.", ""]


def test_more_than_twenty_six_clauses_are_lettered_on() -> None:
    added = tuple(
        Added(
            id=f"a00000{i:02d}", section="duties", heading=f"Clause {i}", text="Text.", after="duty"
        )
        for i in range(30)
    )

    assert_same_numbers(answers.document(TINY, {}, {}, added))
