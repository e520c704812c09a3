"""Shows a clause that departs: what the edition says, and what the agreement says.

What went is struck through and what came is underlined, as plain formatting: nothing here is a
tracked change that could be accepted. Words say the same to those who do not see it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.compare import is_changed
from mou_desktop.word.grid import begin_grid
from mou_desktop.word.ooxml import add, add_paragraph, add_text
from mou_desktop.word.tables import PAGE, add_cell, add_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block, Cell, Change, Span

_STYLES = {"deleted": "MOUDeleted", "inserted": "MOUInserted"}
_KINDS = {"blank": "MOUBlank", "typed": "MOUAsTyped"}
_HALF = PAGE // 2
_WHOLE = 1_200  # characters of a row that stays on one page
_FIRST_LIST, _INDENT = 3, 288  # level of the first list; how far each one is moved in


def add_flow(parent: Element, blocks: Sequence[Block]) -> None:
    """Append a clause of which whole paragraphs came, went or stayed, each kind under its label."""
    if not blocks:
        add_text(add_paragraph(parent, "MOUScheduleText"), messages.SCHEDULE_NO_TEXT)
    for change, some in groupby(blocks, change_of):
        label = add_paragraph(parent, "MOUScheduleLabel")
        add_text(label, messages.SCHEDULE_TEXTS[change])
        for block in some:
            _write(parent, "MOUScheduleText", block, margin=_INDENT)


def add_both(parent: Element, caption: str, blocks: Sequence[Block]) -> None:
    """Append a clause in two columns: as the edition has it, and as it stands.

    Of what did not change, the neighbours of what did are shown, and the others counted.
    """
    add_text(add_paragraph(parent, "MOUScheduleLabel"), messages.SCHEDULE_SIDE)
    widths = (_HALF, PAGE - _HALF)
    heads = (messages.SCHEDULE_BEFORE, messages.SCHEDULE_AFTER)
    table = begin_grid(parent, caption, heads, widths)
    for shown, some in groupby(_near(blocks), lambda each: each[0]):
        run = [block for _, block in some]
        if shown or len(run) == 1:
            _rows(table, widths, run)
            continue
        row = add_row(table)
        words = messages.SCHEDULE_SAME.format(count=len(run))
        for width in widths:
            add_text(add_paragraph(add_cell(row, width), "MOUTableText"), words, "MOULabel")


def _near(blocks: Sequence[Block]) -> Iterator[tuple[bool, Block]]:
    """Yield paragraphs, and whether each one changed or stands beside one that did."""
    changed = [is_changed(block) for block in blocks]
    for i, block in enumerate(blocks):
        yield not any(changed) or any(changed[max(i - 1, 0) : i + 2]), block


def _rows(table: Element, widths: tuple[int, int], blocks: Sequence[Block]) -> None:
    for block in blocks:
        long = sum(len(span.text) for span in _spans(block)) > _WHOLE
        row = add(table, "tr") if long else add_row(table)
        before, after = add_cell(row, widths[0]), add_cell(row, widths[1])
        _side(before, block, "inserted", messages.SCHEDULE_ABSENT_BEFORE)
        _side(after, block, "deleted", messages.SCHEDULE_ABSENT_AFTER)


def change_of(block: Block) -> Change:
    """Return how a paragraph came or went as a whole; one of which words did stays."""
    changes = {span.change for span in _spans(block)}
    return block.change or (changes.pop() if len(changes) == 1 else "")


def _side(cell: Element, block: Block, gone: Change, absent: str) -> None:
    """Write one of the two texts of a paragraph, or say that it has none."""
    if change_of(block) == gone:
        add_text(add_paragraph(cell, "MOUTableText"), absent, "MOULabel")
    else:
        _write(cell, "MOUTableText", block, gone)


def _write(parent: Element, style: str, block: Block, gone: Change = "", margin: int = 0) -> None:
    """Write a paragraph without the words that are `gone`; a table in lines, a row each."""
    form = block.was if block.was and gone == "inserted" else block
    number = form.number if form.kind in {"text", "item"} else ""
    for cells in block.rows or (_one(block),):
        paragraph = add_paragraph(parent, style)
        if form.level >= _FIRST_LIST:
            left = str(margin + _INDENT * (form.level - _FIRST_LIST + 1))
            add(paragraph[0], "ind", left=left)
        if number:
            add_text(paragraph, f"{number} ", _STYLES.get(block.change, ""))
        for i, cell in enumerate(cells):
            if i:
                add_text(paragraph, " | ", _STYLES.get(block.change, ""))
            for span in cell:
                if not gone or span.change != gone:
                    add_text(paragraph, span.text, _style(span))


def _one(block: Block) -> tuple[Cell, ...]:
    return (block.spans,)


def _style(span: Span) -> str:
    return _STYLES.get(span.change) or _KINDS.get(span.kind, "")


def _spans(block: Block) -> Iterator[Span]:
    yield from block.spans
    yield from (span for cell in _cells(block.rows) for span in cell)


def _cells(rows: Iterable[Iterable[Cell]]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row)
