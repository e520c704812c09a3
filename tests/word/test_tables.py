from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.outline import outline
from mou_desktop.word.tables import PAGE, widths_of
from mou_desktop.word.write import docx_of
from tests.support import answers, samples
from tests.support.ooxml.package import Package, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Edition

WORDS = st.text("abc xyz-\n", max_size=50)
TABLES = st.integers(1, 9).flatmap(
    lambda columns: st.lists(
        st.lists(WORDS, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def tables_of(document: Document, style: str) -> list[Element]:
    package = Package(docx_of(document))
    tables = package.xml[package.main].iter(W + "tbl")
    return [one for one in tables if value(one, f"{W}tblPr/{W}tblStyle") == style]


def value(parent: Element, path: str) -> str:
    found = parent.find(path)
    return found.get(W + "val", "") if found is not None else ""


@pytest.mark.parametrize("name", ["half", "complete", "long"])
def test_each_table_has_one_header_row_that_is_repeated_and_rows_that_stay_whole(name: str) -> None:
    for table in tables_of(samples.document(name), "MOUTable"):
        rows = list(table.iter(W + "tr"))
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert headers == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_each_table_is_named_for_those_who_hear_it() -> None:
    document = samples.document("long")
    captions = [block.caption for block in outline(document) if block.kind == "table"]

    tables = tables_of(document, "MOUTable")

    assert [value(one, f"{W}tblPr/{W}tblCaption") for one in tables] == captions
    assert all(value(one, f"{W}tblPr/{W}tblDescription").startswith("Columns: ") for one in tables)


def test_no_table_is_wider_than_the_text() -> None:
    for table in tables_of(samples.document("long"), "MOUTable"):
        widths = [int(one.get(W + "w", "")) for one in table.iter(W + "gridCol")]
        indent = table.find(f"{W}tblPr/{W}tblInd")
        start = int(indent.get(W + "w", "")) if indent is not None else 0
        assert start + sum(widths) == PAGE


@given(TABLES)
def test_columns_share_the_whole_width(rows: list[list[str]]) -> None:
    widths = widths_of(rows, PAGE)

    assert sum(widths) == PAGE
    assert min(widths) > 0


def test_a_short_word_is_not_broken_for_the_sake_of_a_long_one() -> None:
    narrow, wide = widths_of([["Side", "Contact"], ["School", "x" * 200]], PAGE)

    assert narrow > 6 * 80
    assert wide > narrow


def test_a_date_stays_on_one_line_where_there_is_room() -> None:
    date = "September 30, 2029"
    long = " ".join(["Elementary School"] * 20)

    _, narrow = widths_of([["Schools", "Valid until"], [long, date]], PAGE)

    assert narrow > len(date) * 80


@pytest.mark.parametrize("signers", [1, 2, 7, 20])
def test_there_is_a_line_to_sign_on_for_each_signatory(signers: int) -> None:
    rows = tuple(
        {"_id": f"s{i:07d}", "name": f"Signer {i}", "title": "Chair"} for i in range(signers)
    )
    (table,) = tables_of(
        answers.document(samples_edition(), {"signatories": rows}), "MOUSignatures"
    )

    lines = [one for one in table.iter(W + "pStyle") if one.get(W + "val") == "MOUSignatureLine"]

    assert len(lines) == signers
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(W + "tr"))


def samples_edition() -> Edition:
    return samples.document("empty").edition
