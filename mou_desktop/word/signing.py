"""Writes signature blocks: two abreast, none split by a page, each with a line to sign on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import add, add_paragraph, add_tab
from mou_desktop.word.tables import PAGE, add_cell, add_properties, add_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block, Cell, Change
    from mou_desktop.word.spans import Speller

_ABREAST = 2
_TOGETHER = 3  # rows that stay on one page, with what leads to them; of more, the last two do
_WIDTH = PAGE // _ABREAST


def add_signatures(parent: Element, block: Block, speller: Speller) -> None:
    """Append a place to sign for each row of `block`; its first row holds the labels."""
    labels = ["".join(span.text for span in cell) for cell in block.rows[0]]
    signers = block.rows[1:]
    table = add(parent, "tbl")
    add_properties(table, "MOUSignatures", PAGE, 0, block.caption, "")
    grid = add(table, "tblGrid")
    for _ in range(_ABREAST):
        add(grid, "gridCol", w=str(_WIDTH))
    pairs = [signers[i : i + _ABREAST] for i in range(0, len(signers), _ABREAST)]
    for i, pair in enumerate(pairs):
        row = _row_for(table, len(pair))
        speller.redline.row(row, block.change)
        left = len(pairs) - i - 1
        for signer in pair:
            together = left == 1 or (left > 1 and len(pairs) <= _TOGETHER)
            cell = add_cell(row, _WIDTH)
            _add_signer(cell, labels, signer, speller, block.change, keep_next=together)


def _row_for(table: Element, signers: int) -> Element:
    row = add_row(table)
    if signers < _ABREAST:
        properties = row[0]
        after = add(properties, "gridAfter", val=str(_ABREAST - signers))
        width = add(properties, "wAfter", w=str(_WIDTH * (_ABREAST - signers)), type="dxa")
        properties[:0] = [after, width]
    return row


def _add_signer(
    cell: Element,
    labels: Sequence[str],
    signer: Sequence[Cell],
    speller: Speller,
    change: Change,
    *,
    keep_next: bool,
) -> None:
    for i, (label, spans) in enumerate(zip(labels, signer, strict=True)):
        line = i == 0 and not spans
        keep = keep_next or i < len(labels) - 1
        paragraph = add_paragraph(
            cell, "MOUSignatureLine" if line else "MOUSignatory", keep_next=keep
        )
        speller.redline.mark(paragraph, change)
        speller.add(paragraph, label if line else f"{label}: ", "MOULabel", change)
        if line:
            continue
        if spans:
            speller.write(paragraph, spans)
        else:
            add_tab(speller.redline.around(paragraph, change))
