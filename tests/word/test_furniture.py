from __future__ import annotations

import datetime
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from mou_desktop import rules
from mou_desktop.model import LocalClause, local
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, samples
from tests.support.printed import paragraphs_of
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties

    from mou_desktop.model import Document


def header(document: Document, open_findings: int = 0) -> list[str]:
    data = docx_of(document, open_findings=open_findings)
    return [one.text for one in paragraphs_of(data) if one.place == "header"]


def footer(document: Document, open_findings: int = 0) -> list[str]:
    found = paragraphs_of(docx_of(document, open_findings=open_findings))
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


def test_the_header_of_a_review_copy_says_that_it_is_one() -> None:
    found = paragraphs_of(review_of(samples.document("empty"), sending=SENDING))

    assert [one.text for one in found if one.place == "header"] == [
        "Memorandum of Understanding",
        "For review: tracking is on, so that every change shows when this file comes back",
    ]


def test_the_footer_of_a_review_copy_says_how_far_it_departs() -> None:
    changed = local.add_clause(samples.document(), "roles", "", "Own", "Text.", "Local practice")

    found = paragraphs_of(review_of(changed, sending=SENDING))

    assert [one.text for one in found if one.place == "footer"] == footer(changed)
    assert footer(changed)[0].startswith("1 local change to working text ma-sro-2022")


@pytest.mark.parametrize("part", ["agreement", "procedures"])
def test_a_count_that_covers_several_documents_says_so_in_each_of_them(part: str) -> None:
    data = docx_of(answers.document(answers.tiny(), {}), part, open_findings=2)

    found = [one.text for one in paragraphs_of(data) if "DRAFT" in one.text]

    assert len(found) == 2
    assert all("open, counted over all documents of the agreement" in one for one in found)


def test_the_header_of_an_empty_agreement_is_its_title() -> None:
    assert header(samples.document("empty")) == ["Memorandum of Understanding"]


def test_short_names_stand_in_the_header_where_there_are_any() -> None:
    assert "Greater Sampleton Regional, " in header(samples.document("long"))[0]


@pytest.mark.parametrize(
    ("open_", "words"),
    [(1, "DRAFT: 1 required answer open"), (4, "DRAFT: 4 required answers open")],
)
def test_a_draft_counts_the_required_answers_that_are_open(open_: int, words: str) -> None:
    document = lacking(open_)
    count = sum(one.severity == "must" for one in rules.check(document))

    assert header(document, count)[0] == words
    assert footer(document, count)[0].startswith(f"{words}. No local changes to working text ")
    assert not any("DRAFT" in text for text in [*header(document), *footer(document)])


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "DRAFT: 1 point to settle"), (3, "DRAFT: 3 points to settle")],
)
def test_a_draft_with_every_answer_says_that_something_else_is_open(count: int, words: str) -> None:
    assert header(samples.document(), count)[0] == f"{words} before signing"


def test_a_row_that_lacks_two_cells_is_one_required_answer() -> None:
    rows = [{"_id": "p0000001", "pd_short": "PD"}]
    document = samples.document().with_answers({"pd": rows})
    count = sum(one.severity == "must" for one in rules.check(document))

    assert count > 1
    assert header(document, count)[0] == "DRAFT: 1 required answer open"


def lacking(count: int) -> Document:
    """Return the complete sample without so many of its required answers."""
    document = samples.document()
    keys = [
        one.key
        for one in document.edition.fields
        if one.required and one.type in {"text", "choice"} and one.when is None
        and one.key not in document.edition.deciding
    ]  # fmt: skip
    return document.with_answers(dict.fromkeys(keys[:count]))


# ---- what a clean copy was compared with ---------------------------------------------------


def test_the_footer_of_a_clean_copy_says_what_it_was_compared_with() -> None:
    assert footer(samples.document()) == [
        "No local changes to working text ma-sro-2022, revision 1",
        f"Not the Commission’s document. Agreement {samples.ID}\tPage 1 of 1",
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 local change to working text ma-sro-2022, revision 1, see schedule"),
     (3, "3 local changes to working text ma-sro-2022, revision 1, see schedule")],
)  # fmt: skip
def test_the_footer_of_a_clean_copy_counts_the_local_changes(count: int, words: str) -> None:
    document = samples.document()
    for i in range(count):
        document = local.add_clause(document, "roles", "", f"Own {i}", "Text.", "Local practice")

    assert footer(document)[0] == words


def test_official_wording_is_no_local_change() -> None:
    changed = local.change_clause(
        samples.document(), "threshold", "official", text="Their words.", source="Their page"
    )

    assert footer(changed)[0].startswith("No local changes to ")


def test_the_footer_of_an_official_text_says_what_it_is() -> None:
    document = samples.document()
    official = replace(document.edition, text="official", label="The model of 2022")

    assert footer(replace(document, edition=official)) == [
        "No local changes to The model of 2022, revision 1",
        f"Agreement {samples.ID}\tPage 1 of 1",
    ]


def test_each_document_of_an_edition_counts_its_own_changes() -> None:
    changed = answers.document(answers.tiny(), {}, clauses={"step": LocalClause(state="reworded")})

    assert footer(changed)[0].startswith("No local changes to working text tiny")
    data = docx_of(changed, "procedures")
    feet = [one.text for one in paragraphs_of(data) if one.place == "footer"]
    assert feet[0].startswith("1 local change to working text tiny")


def test_the_properties_say_what_the_document_is_and_no_user() -> None:
    found = properties(samples.document("half"))

    parties = "Sampleford Public Schools and Sampleford Police Department"
    assert found.title == f"Memorandum of Understanding: {parties}"
    assert found.subject == "School Resource Officer Program"
    assert found.language == "en-US"
    assert found.identifier == samples.ID
    assert found.keywords == "mou-export:clean-agreement"
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
