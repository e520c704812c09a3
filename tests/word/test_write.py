from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mou_desktop.model import Added
from mou_desktop.outline import outline
from mou_desktop.store import library
from mou_desktop.word import ooxml
from mou_desktop.word.write import docx_of
from tests.conftest import SUPPORT
from tests.support import answers, printed, samples
from tests.support.ooxml import faults

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TINY = library.build_folder(SUPPORT / "tiny")
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)
AWKWARD = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)
OURS = re.compile(
    r' (REF _mou_[A-Za-z0-9_]{1,35} \\w \\h|PAGE|NUMPAGES|TOC \\o "1-1" \\n \\h \\z \\u) '
)
HOSTILE = (
    "a & b < c > d \"e\" 'f'", "{{ 7*7 }}", "{% for x in y %}", "{district_name}", "]]>", "\\",
    "DDEAUTO c:\\windows\\system32\\cmd.exe", "=cmd|'/c calc'!A1", '{ INCLUDETEXT "/etc/passwd" }',
    "http://example.test/", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&xxe;", "<w:p/>",
    "two  spaces", "two\nlines", "a\ttab", "no\u00a0break", "turned \u202e round",
)  # fmt: skip


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


# ---- every character -----------------------------------------------------------------------


@EVERY_SAMPLE
def test_what_is_read_back_is_the_outline_character_for_character(name: str) -> None:
    document = samples.document(name)

    assert printed.found(docx_of(document)) == printed.wanted(outline(document))


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=40, deadline=None)
def test_any_document_reads_back_as_its_outline(document: Document) -> None:
    data = docx_of(document)

    assert printed.found(data) == printed.wanted(outline(document))
    assert faults(data) == []


@given(AWKWARD, AWKWARD)
@settings(max_examples=60, deadline=None)
def test_any_text_in_an_answer_reads_back_as_it_prints(name: str, text: str) -> None:
    given = {"district": name, "kind": "regional", "joint": text, "goals": (text, name)}
    document = answers.document(TINY, given)

    data = docx_of(document)

    assert printed.found(data) == printed.wanted(outline(document))


@pytest.mark.faults
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_plain_text(text: str) -> None:
    document = samples.document("half").with_answers({"district_address": text})

    data = docx_of(document)

    assert any(text in one for one in printed.found(data))
    assert all(OURS.fullmatch(one.text or "") for one in instructions(data))
    assert faults(data) == []  # no relationship to the outside among them


def instructions(data: bytes) -> list[Element]:
    names = ("document", "header1", "footer1")
    parts = [part(data, f"word/{name}.xml") for name in names]
    return [one for root in parts for one in root.iter(W + "instrText", W + "fldSimple")]


def test_a_line_break_in_an_answer_is_one_in_word() -> None:
    document = answers.document(TINY, {"kind": "regional", "joint": "One.\nTwo."})

    breaks = list(part(docx_of(document), "word/document.xml").iter(W + "br"))

    assert len(breaks) == 1


def test_space_at_the_ends_of_a_run_is_kept() -> None:
    paragraph = ooxml.element("p")

    ooxml.add_text(paragraph, " both ends ")

    (text,) = paragraph.iter(W + "t")
    assert text.text == " both ends "
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


# ---- the standard --------------------------------------------------------------------------


@pytest.mark.faults
@EVERY_SAMPLE
@pytest.mark.parametrize("findings", [0, 7])
def test_e13_word_has_nothing_to_repair(name: str, findings: int) -> None:
    assert faults(docx_of(samples.document(name), open_findings=findings)) == []


def test_python_docx_opens_it() -> None:
    word = docx.Document(io.BytesIO(docx_of(samples.document())))

    assert word.paragraphs[0].text == "Memorandum of Understanding"


def test_the_same_document_gives_the_same_bytes() -> None:
    document = samples.document()

    assert docx_of(document) == docx_of(replace(document))


def test_nothing_in_the_file_tells_the_time_of_its_making() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(samples.document()))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


def test_nothing_says_who_made_it_but_mou_desktop() -> None:
    data = docx_of(samples.document())

    assert b"python" not in data.lower()
    assert b"Microsoft Mac" not in data
    assert data.count(b"<Application>MOU Desktop</Application>") == 1


# ---- headings and references ---------------------------------------------------------------


@EVERY_SAMPLE
def test_each_heading_has_its_bookmark_with_both_ends_inside(name: str) -> None:
    document = samples.document(name)
    headings = [one for one in outline(document) if one.kind in {"section", "clause"}]

    starts = list(part(docx_of(document), "word/document.xml").iter(W + "bookmarkStart"))

    keys = [one.section if one.kind == "section" else one.clause for one in headings]
    assert [one.get(W + "name") for one in starts] == [f"_mou_{key}" for key in keys]
    for start in starts:
        paragraph = start.getparent()
        assert paragraph is not None
        ends = [one.get(W + "id") for one in paragraph.iter(W + "bookmarkEnd")]
        assert ends == [start.get(W + "id")]


def test_a_reference_is_a_field_that_shows_what_the_outline_shows() -> None:
    document = samples.document()
    spans = [span for block in outline(document) for span in block.spans if span.kind == "ref"]

    fields = [one for one in instructions(docx_of(document)) if "REF" in (one.text or "")]

    assert [f" REF _mou_{span.key} \\w \\h " for span in spans] == [one.text for one in fields]


def test_a_reference_to_another_document_is_plain_text() -> None:
    data = docx_of(answers.document(TINY, {"district": "Sample"}), "procedures")

    assert "Read Paragraph II.A to Sample." in printed.found(data)
    assert not [one for one in instructions(data) if "REF" in (one.text or "")]


@pytest.mark.faults
@pytest.mark.parametrize("key", ["no name!", "x" * 60, "duty"])
def test_a_key_that_no_bookmark_can_have_does_no_harm(key: str) -> None:
    added = Added(id=key, section="duties", after="duty", heading="Own", text="See {@duty}.")
    document = answers.document(TINY, {}, {}, (added,))

    data = docx_of(document)

    assert printed.found(data) == printed.wanted(outline(document))
    assert faults(data) == []


@pytest.mark.faults
@EVERY_SAMPLE
def test_e15_who_hears_the_document_is_told_all_of_it(name: str) -> None:
    data = docx_of(samples.document(name))
    word = docx.Document(io.BytesIO(data))

    assert word.core_properties.title.startswith("Memorandum of Understanding")
    assert word.core_properties.language == "en-US"
    language = part(data, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(W + "val") == "en-US"
    body = part(data, "word/document.xml")
    tags = {str(one.tag).rpartition("}")[2] for one in body.iter()}
    assert not tags & {"drawing", "pict", "object", "txbxContent", "AlternateContent", "sym"}
    for table in body.iter(W + "tbl"):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        assert caption is not None
        assert caption.get(W + "val")


@pytest.mark.faults
def test_e15_a_level_of_headings_is_never_skipped() -> None:
    data = docx_of(samples.document())

    levels = [
        heading_level(data, one) for one in part(data, "word/document.xml").iter(W + "pStyle")
    ]

    found = [level for level in levels if level is not None]
    assert found[0] == 0
    assert all(after - before <= 1 for before, after in pairwise(found))


def heading_level(data: bytes, style: Element) -> int | None:
    key, styles = style.get(W + "val", ""), part(data, "word/styles.xml")
    while key:
        one = styles.find(f"{W}style[@{W}styleId='{key}']")
        assert one is not None
        if (level := one.find(f"{W}pPr/{W}outlineLvl")) is not None:
            return int(level.get(W + "val", ""))
        based = one.find(W + "basedOn")
        key = based.get(W + "val", "") if based is not None else ""
    return None


@EVERY_SAMPLE
def test_no_paragraph_is_there_for_its_height(name: str) -> None:
    body = part(docx_of(samples.document(name)), "word/document.xml")[0]

    for paragraph in body.iterfind(W + "p"):
        if any(one.text for one in paragraph.iter(W + "t")):
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        assert before is not None
        assert after is not None
        assert before.tag == W + "tbl"  # two tables in a row, which Word would join
        assert after.tag in {W + "tbl", W + "sectPr"}


def test_the_last_words_of_the_agreement_stand_on_the_page_of_the_signatures() -> None:
    body = part(docx_of(samples.document("half")), "word/document.xml")

    (heading,) = body.iterfind(f".//{W}pStyle[@{W}val='MOUSectionUnnumbered']")
    last = next(one for one in heading.iterancestors(f"{W}p")).getprevious()

    assert last is not None
    assert last.find(f"{W}pPr/{W}keepNext") is not None
    assert "".join(map(str, last.itertext())).strip()


def test_the_first_exhibit_begins_a_page_and_those_after_it_follow_on() -> None:
    body = part(docx_of(samples.document("complete")), "word/document.xml")

    exhibits = [
        one.getparent() for one in body.iter(f"{W}pStyle") if one.get(f"{W}val") == "MOUExhibit"
    ]
    own = [one.find(f"{W}pageBreakBefore") for one in exhibits if one is not None]

    assert [None if one is None else one.get(f"{W}val") for one in own] == [None, "0", "0", "0"]


def test_there_are_no_drawings_and_no_text_boxes() -> None:
    tags = Counter(one.tag for one in part(docx_of(samples.document()), "word/document.xml").iter())

    assert not tags.keys() & {W + "drawing", W + "pict", W + "object", W + "txbxContent"}


# ---- blanks --------------------------------------------------------------------------------


@EVERY_SAMPLE
def test_every_blank_is_seen_as_one(name: str) -> None:
    document = samples.document(name)
    cells = [cell for block in outline(document) for row in block.rows[1:] for cell in row]
    spans = [span for block in outline(document) for span in block.spans]
    blanks = [
        one.text for one in [*spans, *(s for cell in cells for s in cell)] if one.kind == "blank"
    ]

    assert Counter(styled(docx_of(document), "MOUBlank")) == Counter(blanks)


def test_an_answer_that_stands_as_typed_is_marked() -> None:
    document = answers.document(TINY, {"start": "3 March", "finish": "2028-06-30", "days": 30})

    assert styled(docx_of(document), "MOUAsTyped") == ["3 March"]


def styled(data: bytes, style: str) -> list[str]:
    runs = part(data, "word/document.xml").iter(W + "r")
    return [
        "".join(text.text or "" for text in run.iter(W + "t"))
        for run in runs
        if any(one.get(W + "val") == style for one in run.iter(W + "rStyle"))
    ]
