"""What a Word file of an agreement has to say, taken from the outline alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.contents import with_contents
from mou_desktop.word.reading import read, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model.printed import Block, Cell
    from mou_desktop.word.reading import Line

SEPARATOR = "MOUAfterTable"
"""The style of the one paragraph that may be empty: it stands between tables, or ends the body."""


def paragraphs_of(data: bytes) -> tuple[Line, ...]:
    """Return every paragraph of a Word file, the body first, with every change taken."""
    return view(read(data))


def wanted(blocks: tuple[Block, ...]) -> list[str]:
    """Return the text of every paragraph that the body has to hold, in order, with the contents."""
    listed = any(block.kind == "contents" for block in blocks)
    return [
        text for block in (blocks if listed else with_contents(blocks)) for text in _texts(block)
    ]


def found(data: bytes) -> list[str]:
    """Return the text of every paragraph of the body of a Word file."""
    paragraphs = [one for one in paragraphs_of(data) if one.place == "body"]
    return [one.text for one in paragraphs if one.style != SEPARATOR]


def _texts(block: Block) -> Iterator[str]:
    if block.kind == "sign":
        labels = [_text(cell) for cell in block.rows[0]]
        for row in block.rows[1:]:
            yield labels[0]
            for label, cell in zip(labels[1:], row[1:], strict=True):
                yield f"{label}: {_text(cell) or TAB}"
    elif block.rows:
        yield from (_text(cell) for row in block.rows for cell in row)
    else:
        yield block.text


TAB = "\t"


def _text(cell: Cell) -> str:
    return "".join(span.text for span in cell)
