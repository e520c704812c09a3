"""Writes tables: a header row that repeats, rows that stay whole, columns as wide as they need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.word.ooxml import add, add_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block
    from mou_desktop.word.spans import Speller

PAGE = 9360  # width of the text on the page, in twentieths of a point
_LETTER, _CHARACTER, _BOLD = 96, 84, 104  # of a word, of a line, of a header, in table text
_MARGINS = 200
_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"[^\s–—-]+[–—-]?")  # what no line break parts
_LINE = re.compile(r".+")
_SHORT = re.compile(r"^.{1,18}$|\S+", re.MULTILINE)  # a date, a number, a name: better whole


def add_table(parent: Element, block: Block, speller: Speller, indent: int) -> None:
    """Append the table that `block` holds, `indent` from the margin."""
    texts = [["".join(span.text for span in cell) for cell in row] for row in block.rows]
    widths = widths_of(texts, PAGE - indent)
    table = add(parent, "tbl")
    add_properties(table, "MOUTable", sum(widths), indent, block.caption, described(texts[0]))
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    for i, cells in enumerate(block.rows):
        row = add_row(table, header=i == 0)
        speller.redline.row(row, block.change)
        for cell, width in zip(cells, widths, strict=True):
            box = add_cell(row, width)
            paragraph = add_paragraph(box, "MOUTableText" if i else "MOUTableHead")
            speller.redline.mark(paragraph, block.change)
            speller.write(paragraph, cell)


def add_properties(
    table: Element, style: str, width: int, indent: int, caption: str, description: str
) -> None:
    """Write what holds for the whole table, with the words that screen readers speak for it."""
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=style)
    add(properties, "tblW", w=str(width), type="dxa")
    if indent:
        add(properties, "tblInd", w=str(indent), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(properties, "tblLook", val="0620", firstRow="1", noHBand="1", noVBand="1")
    if caption:
        add(properties, "tblCaption", val=caption)
    if description:
        add(properties, "tblDescription", val=description)


def add_row(table: Element, *, header: bool = False) -> Element:
    """Append a row that no page break splits; a header row is repeated on each page."""
    row = add(table, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    return row


def add_cell(row: Element, width: int) -> Element:
    """Append a cell, to be given its paragraphs."""
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
    return cell


def described(header: Sequence[str]) -> str:
    """Return what a screen reader says of a table with these columns."""
    return messages.TABLE_COLUMNS.format(columns=", ".join(header))


def widths_of(rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Return the width of each column: its longest word at least, and more for longer lines.

    Where there is room, a line as short as a date is not broken.
    """
    columns = list(zip(*rows, strict=True))
    least = [_widest(one, _SHORT, _LETTER, header=_WORD) for one in columns]
    if sum(least) > total:
        least = [_widest(one, _WORD, _LETTER) for one in columns]
    if sum(least) > total:
        least = _levelled([_widest(one, _PIECE, _LETTER) for one in columns], total)
    lines = [_widest(one, _LINE, _CHARACTER) for one in columns]
    wanted = [max(pair) for pair in zip(least, lines, strict=True)]
    spare, gap = total - sum(least), sum(wanted) - sum(least)
    if spare < gap:
        found = [low + spare * (high - low) // gap for low, high in zip(least, wanted, strict=True)]
    else:
        found = [total * one // sum(wanted) for one in wanted]
    found[-1] += total - sum(found)
    return found


def _widest(
    column: Sequence[str],
    piece: re.Pattern[str],
    each: int,
    *,
    header: re.Pattern[str] | None = None,
) -> int:
    """Return the width of a column's longest piece; its header is bold, so wider."""
    head = max(map(len, (header or piece).findall(column[0])), default=0)
    rest = (len(one) for text in column[1:] for one in piece.findall(text))
    return max(_BOLD * head, each * max(rest, default=0)) + _MARGINS


def _levelled(widths: Sequence[int], total: int) -> list[int]:
    """Return `widths` with the widest of them cut to one measure, so that all fit in `total`."""
    left, found = total, dict[int, int]()
    for place, i in enumerate(sorted(range(len(widths)), key=lambda i: widths[i])):
        found[i] = min(widths[i], left // (len(widths) - place))
        left -= found[i]
    return [found[i] for i in range(len(widths))]
