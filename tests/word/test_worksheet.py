from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from mou_desktop import rules
from mou_desktop.open_questions import counts, open_questions
from mou_desktop.store import library
from mou_desktop.word.worksheet import worksheet_of
from tests.conftest import SUPPORT
from tests.support import answers, printed, samples
from tests.support.ooxml import faults
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TINY = library.build_folder(SUPPORT / "tiny")
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def styled(data: bytes, style: str) -> list[str]:
    return [one.text for one in paragraphs_of(data) if one.style == style]


# ---- what is asked -------------------------------------------------------------------------


@EVERY_SAMPLE
def test_every_open_question_is_there_once_with_its_need_in_words(name: str) -> None:
    document = samples.document(name)
    asked = [one for group in open_questions(document) for one in group.questions]

    found = styled(worksheet_of(document), "MOUQuestion")

    wanted = [
        f"{one.field.label} {'(required)' if one.required else '(optional)'}" for one in asked
    ]
    assert Counter(found) == Counter(wanted)


def test_required_questions_come_first_and_each_kind_follows_the_text() -> None:
    document = samples.document("half")
    order = list(document.edition.questions)

    found = styled(worksheet_of(document), "MOUQuestion")

    needs = [text.rpartition(" ")[2] for text in found]
    assert needs == sorted(needs, reverse=True)
    places = {
        f"{one.field.label} (optional)": order.index(group.task or group.place.clause)
        for group in open_questions(document)
        for one in group.questions
    }
    clauses = list(document.edition.clauses)
    inside = [
        clauses.index(order[places[text]])
        for text in found
        if text in places and order[places[text]] in clauses
    ]
    assert inside == sorted(inside)


@EVERY_SAMPLE
def test_what_is_required_and_open_is_what_the_check_finds_missing(name: str) -> None:
    document = samples.document(name)
    missing = {
        one.place.field.partition(".")[0]
        for one in rules.check(document)
        if one.rule == "field.missing"
    }

    count, _ = counts(open_questions(document))

    assert count == len(missing)


def test_a_question_that_is_answered_or_hidden_is_not_asked() -> None:
    document = answers.document(TINY, {"district": "Sample", "kind": "local"})
    hidden = [one for one in TINY.fields if not document.holds(one.when)]
    assert hidden

    text = "\n".join(styled(worksheet_of(document), "MOUQuestion"))

    for one in (TINY.by_key["district"], *hidden):
        assert f"{one.label} (" not in text


def test_the_published_choices_are_boxes_to_mark() -> None:
    document = samples.document("empty")
    one = document.edition.by_key["vehicle"]

    found = styled(worksheet_of(document), "MOUChoiceLine")

    for choice in one.choices:
        assert any(line.startswith(f"☐\t{choice.label}") for line in found)
    assert "☐\tOther: \t" in found


def test_who_usually_knows_and_the_law_stand_at_the_question() -> None:
    document = samples.document("half")
    one = document.edition.by_key["superintendent"]

    found = styled(worksheet_of(document), "MOUQuestionHint")

    assert one.hint in found
    assert f"Who usually knows: {one.who}" in found
    assert "Law: The agreement itself; G.L. c. 71, § 37P(d)" in found
    assert any(line.endswith("(to confirm)") for line in found)


def test_a_table_has_its_heads_and_empty_rows_to_write_in() -> None:
    document = samples.document("half")

    tables = list(part(worksheet_of(document), "word/document.xml").iter(W + "tbl"))

    table = next(one for one in tables if caption(one) == "Other parties")
    head, *rows = texts_of(table)
    assert head[:2] == ["Party (required)", "Kind of party (required)"]
    assert len(rows) == 3
    assert not any(text for row in rows for text in row)


def test_a_table_of_many_columns_lies_down_so_that_there_is_room() -> None:
    document = samples.document("half")

    tables = list(part(worksheet_of(document), "word/document.xml").iter(W + "tbl"))

    head, *rows = texts_of(next(one for one in tables if caption(one) == "Officers"))
    assert head == ["What is asked", "1", "2", "3"]
    assert rows[0] == ["Officer (required)", "", "", ""]


def test_of_a_table_that_is_begun_the_rows_that_lack_something_are_there() -> None:
    someone = {"name": "Ann Placeholder", "title": "Mayor"}
    rows = (
        {"_id": "a0000001", "party": "Sample County", "role": "mayor", "representative": someone},
        {"_id": "a0000002", "role": "mayor", "representative": someone},
    )
    document = samples.document("half").with_answers({"other_parties": rows})

    tables = list(part(worksheet_of(document), "word/document.xml").iter(W + "tbl"))

    _, *found = texts_of(next(one for one in tables if caption(one) == "Other parties"))
    assert found == [["", "Mayor", "", "Ann Placeholder, Mayor"]]


def caption(table: Element) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(W + "val", "")


def texts_of(table: Element) -> list[list[str]]:
    return [
        ["".join(text.text or "" for text in cell.iter(W + "t")) for cell in row.iter(W + "tc")]
        for row in table.iter(W + "tr")
    ]


def test_when_nothing_is_open_it_says_so() -> None:
    document = answers.document(replace(TINY, fields=()), {})

    found = printed.found(worksheet_of(document))

    assert found[-1] == "No question is open: each one that is asked has an answer."


# ---- what stands round it ------------------------------------------------------------------


def test_it_names_the_district_the_day_and_the_text_and_whose_text_it_is() -> None:
    document = samples.document("half")

    found = printed.found(worksheet_of(document))

    assert found[0] == "Open questions for a meeting"
    assert "District: Sampleford Public Schools" in found
    assert "As it stood on: November 23, 2026" in found
    assert f"Text: {document.edition.label}, revision {document.edition.revision}" in found
    assert document.edition.notice in found


def test_the_foot_counts_the_pages() -> None:
    root = part(worksheet_of(samples.document("half")), "word/footer1.xml")

    fields = [(one.text or "").strip() for one in root.iter(W + "instrText")]

    assert fields == ["PAGE", "NUMPAGES"]


def test_the_title_is_in_the_properties_and_the_author_is_the_district() -> None:
    word = docx.Document(io.BytesIO(worksheet_of(samples.document("half"))))

    properties = word.core_properties

    assert properties.title.startswith("Open questions: Memorandum of Understanding")
    assert properties.author == "Sampleford Public Schools"
    assert properties.language == "en-US"


# ---- the standard, and who reads with a screen reader --------------------------------------


@EVERY_SAMPLE
def test_word_has_nothing_to_repair(name: str) -> None:
    assert faults(worksheet_of(samples.document(name))) == []


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=30, deadline=None)
def test_any_document_has_a_sound_worksheet(document: Document) -> None:
    assert faults(worksheet_of(document)) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    document = samples.document("half")

    assert worksheet_of(document) == worksheet_of(replace(document))


@EVERY_SAMPLE
def test_headings_are_real_and_no_level_is_skipped(name: str) -> None:
    data = worksheet_of(samples.document(name))
    levels = {"MOUSectionUnnumbered": 0, "MOUClauseUnnumbered": 1}
    levels |= {"MOUSheetClause": 2, "MOUQuestion": 3}

    found = [levels[one.style] for one in paragraphs_of(data) if one.style in levels]

    assert found[:1] in ([], [0])
    tasks = {(1, 3)}  # a task beside the text has no clauses
    assert all(b - a <= 1 or (a, b) in tasks for a, b in pairwise(found))


@EVERY_SAMPLE
def test_every_table_has_a_header_row_a_caption_and_a_description(name: str) -> None:
    for table in part(worksheet_of(samples.document(name)), "word/document.xml").iter(W + "tbl"):
        assert caption(table)
        assert table.find(f"{W}tblPr/{W}tblDescription") is not None
        first, *rest = table.iter(W + "tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)


@EVERY_SAMPLE
def test_no_paragraph_is_there_for_its_height_and_nothing_floats(name: str) -> None:
    body = part(worksheet_of(samples.document(name)), "word/document.xml")[0]

    tags = Counter(one.tag for one in body.iter())
    assert not tags.keys() & {W + "drawing", W + "pict", W + "object", W + "txbxContent"}
    for paragraph in body.iterfind(W + "p"):
        if not any(one.text for one in paragraph.iter(W + "t")):
            before = paragraph.getprevious()
            assert before is not None
            assert before.tag == W + "tbl"


def test_work_that_is_called_off_writes_nothing() -> None:
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worksheet_of(samples.document("half"), stop)
