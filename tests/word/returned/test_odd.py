"""Returns that are odd and happen all the same: nested changes, no dates, places that disagree."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading import read
from mou_desktop.word.returned.applying import Accepted, applied
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.counsel import WHEN, WHO, Sitting
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.word.returned.listing import Listed
    from mou_desktop.word.returned.values import Proposal

REASON, TIME = "Counsel, December 1, 2026", "2026-12-02T08:00:00Z"


def sitting() -> Sitting:
    document = samples.document("complete")
    return Sitting(review_of(document, sending=SENDING), document)


def came(made: Sitting) -> Listed:
    sent = sent_by(made.document, "agreement")
    return listed(read(made.saved()), sent, made.document, "agreement")


def paragraph(made: Sitting, key: str) -> Element:
    """Return the first paragraph under the heading of a clause."""
    return made.clauses()[key][1]


def added(made: Sitting, key: str, text: str, *around: Element) -> None:
    """Add words at the end of a clause's first paragraph, inside of changes."""
    run = etree.Element(W + "r")
    etree.SubElement(run, W + ("delText" if around[-1].tag == W + "del" else "t")).text = text
    for outer, inner in zip(around, (*around[1:], run), strict=True):
        outer.append(inner)
    paragraph(made, key).append(around[0])


def controls(made: Sitting, tag: str) -> list[Element]:
    found = [one for one in made.body.iter(W + "tag") if one.get(W + "val") == f"mou:f:{tag}"]
    return [made.parent(made.parent(one)) for one in found]


def put(control: Element, text: str) -> None:
    first, *rest = control.iter(W + "t")
    first.text = text
    for one in rest:
        one.text = ""


def only(found: Listed) -> Proposal:
    (one,) = found.proposals
    return one


def test_words_that_one_inserted_and_another_deleted_are_no_change() -> None:
    made = sitting()
    outer, inner = made.change("ins"), made.change("del")
    inner.set(W + "author", "B. Ounsel")
    added(made, "withdrawal", "Not for long.", outer, inner)

    assert came(made).proposals == ()


def test_changes_of_two_within_one_paragraph_name_both() -> None:
    made = sitting()
    one, other = made.change("ins"), made.change("ins")
    other.set(W + "author", "B. Ounsel")
    other.set(W + "date", "2027-01-01T00:00:00Z")
    added(made, "withdrawal", " First.", one)
    added(made, "withdrawal", " Second.", other)

    found = only(came(made))

    assert (found.author, found.date) == (f"{WHO}; B. Ounsel", "2027-01-01T00:00:00Z")
    assert " First. Second.\n" in found.after


@pytest.mark.parametrize("date", [None, "0", "", WHEN])
def test_a_change_without_a_date_is_a_change(date: str | None) -> None:
    made = sitting()
    one = made.change("ins")
    one.attrib.pop(W + "date")
    if date is not None:
        one.set(W + "date", date)
    added(made, "withdrawal", " More.", one)

    found = only(came(made))

    assert (found.tracked, found.date) == (True, date or "")
    after = applied(made.document, [Accepted(found, "note")], reason=REASON, time=TIME)
    assert after.notes[-1]["time"] == (WHEN if date == WHEN else TIME)


def test_a_section_break_inside_a_clause_changes_nothing() -> None:
    made = sitting()
    properties = paragraph(made, "withdrawal").find(W + "pPr")
    assert properties is not None
    last = next(made.body.iterchildren(W + "sectPr", reversed=True))
    properties.append(deepcopy(last))

    assert came(made).proposals == ()


def test_an_answer_that_was_changed_in_one_of_its_places_is_a_conflict_that_shows_all() -> None:
    made = sitting()
    places = controls(made, "pd.pdexamp1.name")
    assert len(places) > 1
    put(places[0], "Another Department")

    found = only(came(made))

    assert (found.kind, found.field, found.conflict) == ("field", "pd.pdexamp1.name", True)
    assert found.values == ("Another Department", found.before)


def test_an_answer_that_was_changed_in_all_of_its_places_is_none() -> None:
    made = sitting()
    for one in controls(made, "pd.pdexamp1.name"):
        put(one, "Another Department")

    found = only(came(made))

    assert (found.conflict, found.values) == (False, ("Another Department",))


@pytest.mark.parametrize("words", ["1 June 2027", "01.06.2027", "1er juin 2027", "June 1st"])
def test_a_date_typed_in_another_way_is_kept_as_it_was_typed_or_read(words: str) -> None:
    made = sitting()
    put(controls(made, "sop_date")[0], words)

    found = only(came(made))

    assert (found.field, found.after) == ("sop_date", words)
    after = applied(made.document, [Accepted(found)], reason=REASON, time=TIME)
    assert after.answer("sop_date") in {words, "2027-06-01"}


def test_a_cell_that_came_is_told_and_not_lost() -> None:
    made = sitting()
    row = next(made.body.iter(W + "tr"))
    cell = deepcopy(row[-1])
    for one in list(cell.iter(W + "t"))[:1]:
        one.text = "A column of counsel's own"
    about = cell.find(W + "tcPr")
    assert about is not None
    about.append(made.change("cellIns"))
    row.append(cell)

    found = came(made)

    assert any("A column of counsel's own" in one.after for one in found.proposals)


def test_two_counsel_who_return_one_copy_each_are_two_lists() -> None:
    made, other = sitting(), sitting()
    added(made, "withdrawal", " First.", made.change("ins"))
    added(other, "amendment", " Second.", other.change("ins"))

    first = only(came(made))
    mine = applied(made.document, [Accepted(first, "note")], reason=REASON, time=TIME)

    sent = sent_by(made.document, "agreement")
    second = only(listed(read(other.saved()), sent, mine, "agreement"))
    assert (first.clause, second.clause, second.conflict) == ("withdrawal", "amendment", False)
