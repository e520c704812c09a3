"""Writes a table of plain texts: a header row that repeats, and a row for each line.

What stands in a cell may also be written by whoever asks for the table.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import add, add_paragraph, add_text, element
from mou_desktop.word.tables import PAGE, add_cell, add_properties, add_row, described, widths_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element


def add_grid(
    parent: Element, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Append a table of `rows`, its columns as wide as their texts need."""
    widths = widths_of([heads, *rows], PAGE)
    table = begin_grid(parent, caption, heads, widths)
    blank = add_row(element("tbl"))
    for width in widths:
        add_paragraph(add_cell(blank, width), "MOUTableText")
    for texts in rows:
        row = deepcopy(blank)
        table.append(row)
        for cell, text in zip(list(row)[1:], texts, strict=True):
            add_text(cell[-1], text)


def begin_grid(
    parent: Element, caption: str, heads: Sequence[str], widths: Sequence[int]
) -> Element:
    """Append a table with its header row, and return it, to be given its rows."""
    table = add(parent, "tbl")
    add_properties(table, "MOUTable", sum(widths), 0, caption, described(heads))
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    row = add_row(table, header=True)
    for head, width in zip(heads, widths, strict=True):
        add_text(add_paragraph(add_cell(row, width), "MOUTableHead"), head)
    return table
