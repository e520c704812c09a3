from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mou_desktop import rows_import
from mou_desktop.errors import AnswerRefused
from mou_desktop.model.document import row_id
from mou_desktop.model.values import plain
from mou_desktop.rows_import import Target
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Document, Field

TEXT = "Officer;Rank / title;Cert No.;Certification\nOfc. Bo Sämple;Sergeant;SRO-2;conditional\n"


@pytest.fixture
def complete() -> Document:
    return samples.document("complete")


@pytest.fixture
def officers(complete: Document) -> Field:
    return complete.edition.by_key["sro"]


def targets(table: Field) -> Mapping[Target, str]:
    return rows_import.targets(table, lambda _: True)


def read(document: Document, table: Field, text: str) -> rows_import.Read:
    sheet = rows_import.read_sheet(table, text)
    return rows_import.read_rows(
        document, table, sheet, rows_import.guess(table, sheet, targets(table))
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_file_of_any_common_encoding_reads_the_same(encoding: str) -> None:
    assert rows_import.decode(TEXT.replace("\n", "\r\n").encode(encoding)) == TEXT


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(officers: Field, separator: str) -> None:
    sheet = rows_import.read_sheet(officers, TEXT.replace(";", separator))

    assert sheet.separator == separator
    assert sheet.header
    assert sheet.rows == (("Ofc. Bo Sämple", "Sergeant", "SRO-2", "conditional"),)


def test_a_spreadsheet_says_which_separator_it_used(officers: Field) -> None:
    assert rows_import.read_sheet(officers, "sep=;\nOfficer;A,B\nx;y\n").separator == ";"


def test_commas_in_quotation_marks_and_line_breaks_stay_in_their_cell(officers: Field) -> None:
    sheet = rows_import.read_sheet(officers, 'Officer,Certification\n"Doe, Ann\nJr.",full\n')

    assert sheet.rows == (("Doe, Ann\nJr.", "full"),)


def test_a_workbook_is_refused_with_the_way_to_go_on() -> None:
    with pytest.raises(AnswerRefused, match="CSV UTF-8"):
        rows_import.decode(b"PK\x03\x04 and the rest")


def test_a_file_that_is_far_too_big_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="too big"):
        rows_import.decode(b"a," * rows_import.MOST_BYTES)


@pytest.mark.parametrize("text", ["", " \n\u200b\n", ",,,\n,,,\n"])
def test_nothing_to_see_is_no_list_of_rows(officers: Field, text: str) -> None:
    with pytest.raises(AnswerRefused, match="no rows"):
        rows_import.read_sheet(officers, text)


def test_a_quotation_mark_left_open_is_said_and_swallows_nothing(officers: Field) -> None:
    with pytest.raises(AnswerRefused, match="quotation mark"):
        rows_import.read_sheet(officers, 'Officer,Certification\n"Ann,full\nBo,full\n')


def test_a_file_of_too_many_columns_is_refused(officers: Field) -> None:
    with pytest.raises(AnswerRefused, match="100"):
        rows_import.read_sheet(officers, ",".join("x" * 101) + "\n")


def test_columns_are_guessed_by_their_names(officers: Field) -> None:
    sheet = rows_import.read_sheet(officers, TEXT)

    assert rows_import.guess(officers, sheet, targets(officers)) == [
        Target("name", "name"), Target("name", "title"), Target("cert_no"), Target("cert_status")
    ]  # fmt: skip


def test_a_name_that_means_nothing_goes_nowhere(officers: Field) -> None:
    sheet = rows_import.read_sheet(officers, "Officer,Shoe size\nAnn,42\n")

    assert rows_import.guess(officers, sheet, targets(officers)) == [Target("name", "name"), None]


def test_rows_without_names_go_by_their_order(complete: Document) -> None:
    school = complete.edition.by_key["school"]
    sheet = rows_import.read_sheet(school, "North High\t9-12\nSouth Middle\t6-8\n")

    assert not sheet.header
    assert len(sheet.rows) == 2
    guessed = rows_import.guess(school, sheet, targets(school))
    assert guessed == [Target("name"), Target("grades")]


def test_cells_are_read_as_their_types(complete: Document, officers: Field) -> None:
    text = (
        "Officer\tTitle\tCertification\tValid until\tSchools served\n"
        "Ann\tSergeant\tFULL\t8/14/2028\tExample Hill Middle School, Placeholder Academy\n"
    )
    found = read(complete, officers, text)

    assert found.problems == ()
    row = plain(found.rows[0])
    assert row["name"] == {"name": "Ann", "title": "Sergeant"}
    assert (row["cert_status"], row["cert_expiry"]) == ("full", "2028-08-14")
    schools = {row_id(one): one["name"] for one in complete.counts("school")}
    assert [schools[one] for one in row["schools"]] == [
        "Example Hill Middle School", "Placeholder Academy"
    ]  # fmt: skip


def test_what_cannot_be_read_is_kept_and_said_with_its_row(
    complete: Document, officers: Field
) -> None:
    text = (
        "Officer,Certification,Valid until,Schools served\n"
        "Ann,full,8/14/28,Valley High\n"
        "Bo,provisionally,,\n"
    )
    found = read(complete, officers, text)

    assert found.rows[0]["cert_expiry"] == "8/14/28"
    assert found.rows[1]["cert_status"] == "provisionally"
    assert [one[:11] for one in found.problems] == ["Row 1 (Ann)", "Row 1 (Ann)", "Row 2 (Bo):"]
    assert "“Valley High” is no row of “Schools”" in " ".join(found.problems)


def test_every_row_has_an_identity_of_its_own(complete: Document, officers: Field) -> None:
    found = read(complete, officers, "Officer\n" + "Ann\n" * 50)

    assert len({row_id(one) for one in found.rows}) == 50


def test_cells_are_cleaned_and_numbers_are_not_formulas(complete: Document) -> None:
    school = complete.edition.by_key["school"]
    found = read(complete, school, "School\tGrades\nE\u0301cole\x00 N\t=1+1\n")

    assert plain(found.rows[0])["name"] == "École N"
    assert plain(found.rows[0])["grades"] == "=1+1"


def test_more_rows_than_the_table_takes_are_refused_and_not_cut(officers: Field) -> None:
    assert rows_import.too_many(officers, 198, 2) == ""
    assert "199 rows" in rows_import.too_many(officers, 199, 2)


def test_two_columns_cannot_go_to_one_place() -> None:
    name = Target("name", "name")

    assert rows_import.twice([name, None, Target("cert_no"), None]) is None
    assert rows_import.twice([name, None, name]) == name


def test_reading_stops_when_it_is_told_to(complete: Document, officers: Field) -> None:
    sheet = rows_import.read_sheet(officers, "Officer\n" + "Ann\n" * 50)
    guessed = rows_import.guess(officers, sheet, targets(officers))
    found = rows_import.read_rows(complete, officers, sheet, guessed, lambda done: done < 7)

    assert len(found.rows) == 7


def test_500_rows_are_read_in_less_than_a_second(complete: Document, officers: Field) -> None:
    line = "Ann,Officer,SRO-1,full,08/14/2028,Example Hill Middle School; Placeholder Academy\n"
    text = "Officer,Title,Cert no,Certification,Valid until,Schools served\n" + line * 500
    start = time.process_time()
    found = read(complete, officers, text)

    assert len(found.rows) == 500
    assert time.process_time() - start < 1
