from __future__ import annotations

import datetime
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from mou_desktop.word.read import Paragraph, paragraphs_of
from mou_desktop.word.write import docx_of
from tests.support import answers, samples

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties

    from mou_desktop.model import Document


def header(document: Document, open_findings: int = 0) -> list[str]:
    data = docx_of(document, open_findings=open_findings)
    return [one.text for one in paragraphs_of(data) if one.place == "header"]


def footer(document: Document) -> list[str]:
    found: list[Paragraph] = paragraphs_of(docx_of(document))
    return [one.text for one in found if one.place == "footer"]


def properties(document: Document) -> CoreProperties:
    found: CoreProperties = docx.Document(io.BytesIO(docx_of(document))).core_properties
    return found


def with_departments(*names: str) -> Document:
    rows = [{"_id": f"p{i:07d}", "name": name} for i, name in enumerate(names)]
    given = {"district_name": "Sample Public Schools", "pd": rows}
    return answers.document(samples.document("empty").edition, given)


@pytest.mark.parametrize(
    ("names", "parties"),
    [
        (["A Police"], "Sample Public Schools and A Police"),
        (["A Police", "B Police"], "Sample Public Schools, A Police and B Police"),
        (["A", "B", "C", "D"], "Sample Public Schools and 4 police departments"),
        ([], "Sample Public Schools"),
    ],
)
def test_the_header_names_the_parties(names: list[str], parties: str) -> None:
    assert header(with_departments(*names)) == [f"Memorandum of Understanding: {parties}"]


def test_the_header_of_an_empty_agreement_is_its_title() -> None:
    assert header(samples.document("empty")) == ["Memorandum of Understanding"]


def test_short_names_stand_in_the_header_where_there_are_any() -> None:
    assert "Greater Sampleton Regional, " in header(samples.document("long"))[0]


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "DRAFT: 1 required answer open"), (4, "DRAFT: 4 required answers open")],
)
def test_the_header_says_draft_while_anything_is_open(count: int, words: str) -> None:
    assert header(samples.document("half"), count)[0] == words
    assert not any("DRAFT" in text for text in header(samples.document("half"), 0))


def test_the_footer_names_text_agreement_and_page() -> None:
    assert footer(samples.document()) == [
        "Working text ma-sro-2022, revision 1, not the Commission’s document",
        f"Agreement {samples.ID}\tPage 1 of 1",
    ]


def test_the_footer_of_an_official_text_says_what_it_is() -> None:
    document = samples.document()
    official = replace(document.edition, text="official", label="The model of 2022")

    assert footer(replace(document, edition=official))[0] == "The model of 2022, revision 1"


def test_the_properties_say_what_the_document_is_and_no_user() -> None:
    found = properties(samples.document("half"))

    parties = "Sampleford Public Schools and Sampleford Police Department"
    assert found.title == f"Memorandum of Understanding: {parties}"
    assert found.subject == "School Resource Officer Program"
    assert found.language == "en-US"
    assert found.identifier == samples.ID
    assert found.keywords == f"mou-document:{samples.ID}"
    assert found.author == found.last_modified_by == "Sampleford Public Schools"
    assert found.comments == ""


def test_every_date_is_the_time_of_the_last_save() -> None:
    found = properties(samples.document())

    saved = datetime.datetime(2026, 11, 23, 15, 4, 5, tzinfo=datetime.UTC)
    assert found.created == found.modified == saved


@pytest.mark.faults
def test_a_time_that_cannot_be_read_is_left_out() -> None:
    found = properties(replace(samples.document(), saved="yesterday"))

    assert found.created is None


@pytest.mark.faults
def test_a_name_of_any_length_and_kind_goes_into_header_and_properties() -> None:
    name = "Two\nlines \x00\ud800 & <more> " + "x" * 500
    document = samples.document().with_answers({"district_name": name, "district_short": name})

    assert header(document)[0].startswith(
        "Memorandum of Understanding: Two lines \ufffd\ufffd & <more> x"
    )
    assert len(properties(document).title) == 255
