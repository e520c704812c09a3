from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from mou_desktop.model import Added, LocalClause
from mou_desktop.outline import outline
from mou_desktop.word import body
from mou_desktop.word.reading import read
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of, printed_blocks
from tests.support import answers, printed, reviewed, samples
from tests.support.ooxml import faults
from tests.support.ooxml.package import RELATIONSHIP, W14, Package, W
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

TINY = answers.tiny()
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)
HEADINGS = {"Heading1": 1, "MOUSectionUnnumbered": 1, "MOUExhibit": 1, "Heading2": 2,
            "MOUClauseUnnumbered": 2}  # fmt: skip


def review(document: Document, part: str = "") -> bytes:
    return review_of(document, part, sending=SENDING)


def main(document: Document) -> Element:
    package = reviewed.package(document)
    return package.xml[package.main]


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(W + "val", "") if found is not None else ""


def departing() -> Document:
    """Return the sample with clauses of the district's own and mandatory ones in every state."""
    document = samples.document()
    mandatory = [key for key, one in document.edition.clauses.items() if one.mandatory]
    states = ("extended", "reworded", "official")
    return replace(
        document,
        clauses={
            key: LocalClause(state=state, text="Other.\n\n- one\n- two", reason="r", source="s")
            for key, state in zip(mandatory, states, strict=False)
        },
        added=(Added(id="a0000001", kind="section", after="purpose", heading="Own", text="Own."),),
    )


# ---- the whole file ------------------------------------------------------------------------


@EVERY_SAMPLE
@pytest.mark.parametrize("findings", [0, 7])
def test_a_review_copy_is_sound(name: str, findings: int) -> None:
    document = samples.document(name)
    assert faults(review_of(document, sending=SENDING, open_findings=findings)) == []


def test_a_review_copy_of_an_agreement_that_departs_is_sound() -> None:
    assert faults(review(departing())) == []


@EVERY_SAMPLE
def test_it_reads_as_the_outline_character_for_character(name: str) -> None:
    document = samples.document(name)
    assert printed.found(review(document)) == printed.wanted(outline(document))


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=30, deadline=None)
def test_any_document_reads_as_its_outline(document: Document) -> None:
    assert printed.found(review(document)) == printed.wanted(outline(document))
    procedures = outline(document, "procedures")
    assert printed.found(review(document, "procedures")) == printed.wanted(procedures)


@EVERY_SAMPLE
def test_the_same_agreement_makes_the_same_bytes(name: str) -> None:
    assert review(samples.document(name)) == review(samples.document(name))


def test_what_is_printed_already_need_not_be_printed_again() -> None:
    document = samples.document("half")
    blocks = printed_blocks(document)
    assert review_of(document, sending=SENDING, printed=blocks) == review(document)


def test_it_tells_how_much_is_done() -> None:
    told: list[float] = []
    review_of(samples.document(), sending=SENDING, told=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1


def test_tracking_is_on_and_nothing_is_enforced() -> None:
    file = read(review(samples.document()))
    assert file.tracking
    assert not file.protection


# ---- mandatory clauses ---------------------------------------------------------------------


@EVERY_SAMPLE
def test_every_mandatory_clause_that_prints_stands_in_one_control(name: str) -> None:
    document = samples.document(name)
    mandatory = {key for key, one in document.edition.clauses.items() if one.mandatory}
    prints = dict.fromkeys(block.clause for block in outline(document) if block.clause in mandatory)

    found = [reviewed.value(one, "tag") for one in reviewed.clauses(reviewed.package(document))]

    assert found == [f"mou:c:{key}" for key in prints]


def test_the_control_of_a_clause_is_locked_and_has_its_heading_as_title() -> None:
    document = samples.document()
    for one in reviewed.clauses(reviewed.package(document)):
        key = reviewed.value(one, "tag").removeprefix("mou:c:")
        assert reviewed.value(one, "lock") == "sdtLocked"
        assert reviewed.value(one, "alias") == document.edition.clauses[key].heading


@pytest.mark.parametrize("document", [samples.document("long"), departing()], ids=["long", "own"])
def test_no_control_of_a_clause_stands_in_another(document: Document) -> None:
    for one in reviewed.clauses(reviewed.package(document)):
        assert reviewed.up(one) == W + "body"


@pytest.mark.parametrize("document", [samples.document("long"), departing()], ids=["long", "own"])
def test_all_of_a_mandatory_clause_and_nothing_else_stands_in_its_control(
    document: Document,
) -> None:
    mandatory = {key for key, one in document.edition.clauses.items() if one.mandatory}
    found: dict[str, list[str]] = {}
    for one in reviewed.clauses(reviewed.package(document)):
        content = reviewed.at(one, "sdtContent")
        found[reviewed.value(one, "tag").removeprefix("mou:c:")] = [
            reviewed.texts(each) for each in content if style(each) != printed.SEPARATOR
        ]

    wanted: dict[str, list[str]] = {}
    for block in outline(document):
        if block.clause in mandatory:
            text = "".join(printed.wanted((block,)))
            wanted.setdefault(block.clause, []).append(text)

    assert found == wanted


def test_a_long_mandatory_clause_stands_in_one_control(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "PORTION", 2)
    document = samples.document("long")
    assert review(document) == whole(document)


def whole(document: Document) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "PORTION", 1_000_000)
        return review(document)


def test_lists_and_what_keeps_paragraphs_together_are_those_of_a_clean_copy() -> None:
    document = samples.document("long")
    clean = Package(docx_of(document))
    ours = reviewed.package(document)

    found, wanted = (
        [form(one) for one in package.xml[package.main].iter(W + "p")] for package in (ours, clean)
    )

    assert found == wanted


def form(paragraph: Element) -> list[tuple[str, list[tuple[str, str]]]]:
    properties = reviewed.at(paragraph, "pPr")
    return [
        (str(one.tag), sorted((str(key), str(value)) for key, value in one.attrib.items()))
        for one in properties.iter()
    ]


# ---- headings ------------------------------------------------------------------------------


@EVERY_SAMPLE
def test_every_heading_has_a_bookmark_with_both_ends_inside(name: str) -> None:
    document = samples.document(name)
    names = []
    for paragraph in main(document).iter(W + "p"):
        starts, ends = (list(paragraph.iter(W + tag)) for tag in ("bookmarkStart", "bookmarkEnd"))
        assert [one.get(W + "id") for one in starts] == [one.get(W + "id") for one in ends]
        names += [one.get(W + "name") for one in starts]
    assert names == [
        f"_mou_{block.clause or block.section}"
        for block in outline(document)
        if block.kind in {"section", "clause"}
    ]


def test_every_paragraph_outside_tables_has_a_name_of_its_own() -> None:
    root = main(samples.document("long"))
    names = [
        one.get(W14 + "paraId")
        for one in root.iter(W + "p")
        if not any(up.tag == W + "tbl" for up in one.iterancestors())
        and style(one) != printed.SEPARATOR
    ]
    assert None not in names
    assert len(names) == len(set(names))


# ---- for everybody -------------------------------------------------------------------------


@EVERY_SAMPLE
def test_no_heading_is_left_out_in_the_outline(name: str) -> None:
    levels = [HEADINGS[style(one)] for one in main(samples.document(name)).iter(W + "p")
              if style(one) in HEADINGS]  # fmt: skip
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY_SAMPLE
def test_the_file_has_a_title_and_a_language(name: str) -> None:
    package = reviewed.package(samples.document(name))
    core = package.xml[package.related("", "core-properties")]
    said = {str(one.tag).rpartition("}")[2]: one.text for one in core}
    assert said["title"]
    assert said["language"] == "en-US"
    assert {one.get(W + "val") for one in package.root("styles").iter(W + "lang")} == {"en-US"}


@EVERY_SAMPLE
def test_every_table_of_data_has_a_header_row_a_caption_and_a_description(name: str) -> None:
    for table in main(samples.document(name)).iter(W + "tbl"):
        assert reviewed.at(table, "tblPr/tblCaption").get(W + "val")
        if reviewed.at(table, "tblPr/tblStyle").get(W + "val") == "MOUTable":
            assert reviewed.at(table, "tblPr/tblDescription").get(W + "val")
            assert [i for i, row in enumerate(table.iterfind(W + "tr"))
                    if row.find(f"{W}trPr/{W}tblHeader") is not None] == [0]  # fmt: skip


@EVERY_SAMPLE
def test_no_number_is_typed_and_no_list_is_made_of_signs(name: str) -> None:
    document = samples.document(name)
    numbered = [block for block in outline(document) if block.number and not block.rows]
    texts = [reviewed.texts(one) for one in main(document).iter(W + "p")]
    for block in numbered:
        assert block.text in texts


@EVERY_SAMPLE
def test_there_is_no_text_box_no_picture_and_no_paragraph_for_space(name: str) -> None:
    root = main(samples.document(name))
    assert not list(root.iter(W + "drawing", W + "pict", W + "object", W + "txbxContent"))
    empty = [one for one in root.iter(W + "p") if not reviewed.texts(one)]
    assert {style(one) for one in empty if reviewed.up(one) != W + "tc"} <= {printed.SEPARATOR}


def test_nothing_in_it_leads_outside() -> None:
    package = reviewed.package(samples.document())
    assert not [one for name in ("", *package.names) for one in package.rels(name).values()
                if one.external]  # fmt: skip
    links = list(package.xml[package.main].iter(W + "hyperlink"))
    assert not [one for one in links if one.get(RELATIONSHIP + "id")]
