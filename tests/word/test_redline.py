from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.model import Added, LocalClause
from mou_desktop.model.rounds import Sending
from mou_desktop.word.compared import compared_of
from tests.support import samples
from tests.support.ooxml import faults

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGES = {W + "ins", W + "del"}
SENDING = Sending("0" * 64, "2026-11-24T09:12:00Z")
TABLE = "{#table school: name}"
TABLES = f"Own.\n\n- one\n- two\n\n{TABLE}\n\nBetween.\n\n{TABLE}\n\nEnd."


def departing() -> Document:
    """Return the sample with a change of each kind, tables and the last section among them."""
    document = samples.document()
    keys = list(document.edition.clauses)
    return replace(
        document,
        clauses={
            keys[3]: LocalClause(state="extended", text="And more.\n\n- a\n- b", reason="r"),
            keys[8]: LocalClause(state="reworded", text="Wholly other words.", reason="r"),
            keys[9]: LocalClause(state="left_out", reason="r"),
            keys[-1]: LocalClause(state="left_out", reason="r"),
        },
        added=(
            Added(id="a0000001", kind="section", after="purpose", heading="Own", text=TABLES),
            Added(id="a0000002", kind="section", after="attachments", heading="Last", text="End."),
        ),
    )


def body(document: Document) -> Element:
    with zipfile.ZipFile(io.BytesIO(compared_of(document, sending=SENDING))) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def changes(root: Element) -> list[Element]:
    return [one for one in root.iter() if one.tag in {*CHANGES, W + "pPrChange"}]


def mark(paragraph: Element) -> list[str]:
    """Return how the end of a paragraph came or went."""
    return [str(one.tag).removeprefix(W) for one in paragraph.iterfind(f"{W}pPr/{W}rPr/*")]


def test_a_comparison_of_every_kind_of_change_is_sound() -> None:
    assert faults(compared_of(departing(), sending=SENDING)) == []


def test_every_change_is_the_districts_at_the_time_of_saving() -> None:
    document = departing()
    told = {(one.get(W + "author"), one.get(W + "date")) for one in changes(body(document))}
    assert told == {("District", document.saved)}


def test_no_two_changes_share_a_number() -> None:
    ids = [one.get(W + "id") for one in changes(body(departing()))]
    assert len(ids) == len(set(ids))


def test_what_went_is_not_text_that_a_reader_takes_for_standing() -> None:
    root = body(departing())
    assert list(root.iter(W + "delText"))
    assert not root.findall(f".//{W}del//{W}t")
    assert not root.findall(f".//{W}ins//{W}delText")


def test_no_field_and_no_control_comes_or_goes() -> None:
    root = body(departing())
    for change in ("ins", "del"):
        for part in ("fldChar", "instrText", "sdt"):
            assert not root.findall(f".//{W}{change}//{W}{part}")


def test_no_mark_before_a_table_or_at_the_end_comes_or_goes() -> None:
    standing = [one for one in body(departing()) if one.tag in {W + "p", W + "tbl"}]
    before_tables = [
        one for one, after in pairwise(standing)
        if one.tag == W + "p" and after.tag == W + "tbl"
    ]  # fmt: skip
    assert before_tables
    assert [mark(one) for one in (*before_tables, standing[-1])] == [[]] * (len(before_tables) + 1)


def test_every_row_of_a_table_that_came_is_marked() -> None:
    document = replace(samples.document(), added=departing().added[:1])
    rows = [one for one in body(document).iter(W + "tr") if one.find(f"{W}trPr/{W}ins") is not None]
    assert len(rows) == 2 * (1 + len(samples.answers("complete")["school"]))


def test_an_agreement_without_local_changes_has_no_tracked_change() -> None:
    document = samples.document()
    assert (document.clauses, document.added) == ({}, ())
    assert changes(body(document)) == []


def test_a_paragraph_that_begins_to_be_numbered_says_how_it_was() -> None:
    document = samples.document()
    key = next(
        key for key, one in document.edition.clauses.items()
        if one.heading and "\n" not in one.text and "{" not in one.text
    )  # fmt: skip
    extended = {key: LocalClause(state="extended", text="A second paragraph.", reason="r")}
    root = body(replace(document, clauses=extended))
    was = [one.get(W + "val") for one in root.iterfind(f".//{W}pPrChange/{W}pPr/{W}pStyle")]
    assert was == ["MOUClauseText"]


def test_the_same_agreement_gives_the_same_bytes() -> None:
    document = departing()
    assert compared_of(document, sending=SENDING) == compared_of(document, sending=SENDING)


def test_many_changes_do_not_cost_more_than_their_number() -> None:
    document = samples.document()
    added = tuple(
        Added(id=f"a{i:07}", section="purpose", heading=f"Own {i}", text="Own words.")
        for i in range(600)
    )
    found = changes(body(replace(document, added=added)))
    assert len(found) == 4 * 600  # words and mark of a heading and of a paragraph
