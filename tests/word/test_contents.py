from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from mou_desktop.compare import as_after, as_before
from mou_desktop.model import Added, Document, LocalClause
from mou_desktop.outline import outline
from mou_desktop.word.compared import compared_blocks, compared_of
from mou_desktop.word.contents import ends_of, with_contents
from mou_desktop.word.write import docx_of
from tests.support import answers, reviewed, samples
from tests.support.ooxml import faults
from tests.support.ooxml.package import Package, W
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TINY = answers.tiny()
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)


def lines(document: Document) -> list[str]:
    blocks = with_contents(outline(document))
    return [block.text for block in blocks if block.kind == "contents"]


def departing() -> Document:
    """Return an agreement whose first and last sections are its own, and one of which is gone."""
    left_out = {key: LocalClause(state="left_out", reason="r") for key in ("own_goals", "details")}
    added = (
        Added(id="a0000001", kind="section", after="opening", heading="Own", text="Own."),
        Added(id="a0000002", kind="section", after="lists", heading="Last", text="Last."),
    )
    return answers.document(TINY, {"district": "Sample"}, left_out, added)


@EVERY_SAMPLE
def test_the_contents_name_every_section_with_its_number(name: str) -> None:
    document = samples.document(name)

    wanted = [
        f"{block.number}\t{block.text}" if block.number else block.text
        for block in outline(document)
        if block.kind == "section"
    ]

    assert lines(document) == ["Contents", *wanted]


def test_the_contents_stand_between_the_notice_and_the_first_section() -> None:
    kinds = [block.kind for block in with_contents(outline(samples.document()))]

    first, last = kinds.index("contents"), len(kinds) - kinds[::-1].index("contents")
    assert kinds[first - 1] == "notice"
    assert kinds[last] == "section"
    assert set(kinds[first:last]) == {"contents"}


def test_a_document_without_sections_has_no_contents() -> None:
    cover = [block for block in outline(samples.document()) if block.kind == "title"]

    assert with_contents(cover) == tuple(cover)


@EVERY_SAMPLE
def test_every_entry_leads_to_the_heading_of_its_section(name: str) -> None:
    package = Package(docx_of(samples.document(name)))
    root = package.xml[package.main]

    bookmarks = {one.get(W + "name") for one in root.iter(W + "bookmarkStart")}
    links = [one.get(W + "anchor") for one in root.iter(W + "hyperlink")]

    assert len(links) == len(lines(samples.document(name))) - 1
    assert set(links) <= bookmarks


def test_the_contents_are_one_field_that_asks_for_no_page() -> None:
    package = Package(docx_of(samples.document()))
    root = package.xml[package.main]
    entries = [one for one in root.iter(W + "p") if style(one) == "TOC1"]

    words = [(one.text or "").strip() for one in root.iter(W + "instrText")]

    assert words[0] == r'TOC \o "1-1" \n \h \z \u'
    assert kinds(entries[0]) == ["begin", "separate"]
    assert kinds(entries[-1]) == ["end"]
    assert not any(kinds(one) for one in entries[1:-1])
    assert not list(package.root("settings").iter(W + "updateFields"))


def kinds(paragraph: Element) -> list[str]:
    return [one.get(W + "fldCharType", "") for one in paragraph.iter(W + "fldChar")]


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(W + "val", "") if found is not None else ""


def test_what_stands_over_the_contents_is_no_heading() -> None:
    package = Package(docx_of(samples.document()))
    (over,) = [one for one in package.root("styles").iter(W + "style")
               if one.get(W + "styleId") == "TOCHeading"]  # fmt: skip

    assert over.find(f".//{W}outlineLvl") is None
    assert reviewed.at(over, "basedOn").get(W + "val") == "Normal"


# ---- compared ------------------------------------------------------------------------------


def test_a_comparison_shows_which_sections_came_and_went() -> None:
    document = departing()
    blocks = compared_blocks(document)

    found = [(block.text, block.change) for block in blocks if block.kind == "contents"]

    assert ("II.\tOwn", "inserted") in found
    assert (
        as_after(blocks)[: len(lines(document)) + 3][3:]
        == with_contents(outline(document))[3 : len(lines(document)) + 3]
    )


def test_the_ends_of_the_field_stand_in_entries_that_stay() -> None:
    blocks = compared_blocks(departing())
    first, last = ends_of(blocks)

    assert not blocks[first].change
    assert not blocks[last].change
    assert first < last


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=40, deadline=None)
def test_no_change_takes_an_end_of_the_field_away(document: Document) -> None:
    data = compared_of(document, sending=SENDING)
    package = Package(data)
    root = package.xml[package.main]

    assert faults(data) == []
    for one in root.iter(W + "fldChar"):
        assert not list(one.iterancestors(W + "ins", W + "del"))
    for one in (entry for entry in root.iter(W + "p") if style(entry) == "TOC1"):
        if "end" in kinds(one):
            assert one.find(f"{W}pPr/{W}rPr/{W}del") is None


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=40, deadline=None)
def test_the_contents_of_both_are_in_a_comparison(document: Document) -> None:
    blocks = compared_blocks(document)

    for found, wanted in (
        (as_after(blocks), document),
        (as_before(blocks), document.without_local_changes()),
    ):
        entries = [block.section for block in found if block.kind == "contents"]
        sections = [block.section for block in outline(wanted) if block.kind == "section"]
        assert entries == ["", *sections]


def test_a_review_copy_has_them_too() -> None:
    package = reviewed.package(replace(samples.document("half")))

    assert [one for one in package.xml[package.main].iter(W + "p") if style(one) == "TOC1"]
