from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mou_desktop import rules
from mou_desktop.model import local
from mou_desktop.word.summary import summary_of
from tests.support import samples
from tests.support.files import needs
from tests.support.ooxml import faults
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from tests.support.office import Office

EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)


def summary(document: Document) -> bytes:
    return summary_of(document, rules.check(document))


def lines(document: Document) -> list[str]:
    return [one.text for one in paragraphs_of(summary(document))]


def crowded() -> Document:
    """Return an agreement of 20 schools, 6 signatories and 40 local changes told at length."""
    document = samples.document("long")
    for number in range(40):
        document = local.add_clause(
            document, "roles", "", f"Plan {number} " + "of the schools " * 9, "Staff read it.",
            "Families asked for it " * 20,
        )  # fmt: skip
    return document


@EVERY_SAMPLE
def test_word_opens_it_without_a_fault_and_the_same_agreement_makes_the_same_bytes(
    name: str,
) -> None:
    document = samples.document(name)

    assert faults(summary(document)) == []
    assert summary(document) == summary(samples.document(name))


@EVERY_SAMPLE
def test_the_notice_of_working_text_stands_on_the_first_page(name: str) -> None:
    document = samples.document(name)

    assert lines(document)[2] == document.edition.notice


def test_parties_term_cost_and_choices_are_told_as_they_print() -> None:
    said = " ".join(lines(samples.document("complete")))

    assert "Exampleton Police Department" in said
    for words in ("Effective date", "$88,500", "50 percent", "every quarter", "Until it is ended"):
        assert words in said


def test_local_changes_are_counted_with_a_row_and_a_reason_for_each() -> None:
    document = samples.document("complete")
    document = local.add_clause(document, "roles", "", "Plans", "Staff plan.", "Families asked")

    said = lines(document)

    assert "Local changes (1)" in said
    at = said.index("Families asked")
    assert said[at - 2].endswith("Plans")
    assert said[at - 1] == "Added"


def test_more_local_changes_than_fit_are_counted() -> None:
    assert "And 31 more, see the schedule of local changes." in lines(crowded())


def test_what_is_to_be_settled_is_counted_and_its_places_named() -> None:
    document = samples.document("half")
    open_ = sum(one.severity == "must" for one in rules.check(document))

    said = lines(document)

    assert f"Still to settle ({open_})" in said
    assert any(one.startswith("Where: ") for one in said)


def test_nothing_open_is_said() -> None:
    assert "Nothing must be settled before signing." in lines(samples.document("complete"))


@pytest.mark.office
@needs("pdftotext")
@pytest.mark.parametrize("of", ["crowded", *samples.NAMES])
def test_no_summary_is_longer_than_two_pages(of: str, office: Office) -> None:
    document = crowded() if of == "crowded" else samples.document(of)

    assert office.printed(summary(document)).count("\f") <= 2
