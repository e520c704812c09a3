"""What a comparison has to say when all of its changes are taken, or none, from the outline alone.

Our reader knows a reference and a line of the contents by where they lead: the numbers in them are
of the moment. LibreOffice works references out; the numbers in the contents it leaves as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from mou_desktop.word.body import style_of
from mou_desktop.word.reading import view
from mou_desktop.word.spans import BOOKMARK, key_of
from tests.support import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mou_desktop.model.printed import Block
    from mou_desktop.word.reading import Which, WordFile

Piece: TypeAlias = tuple[str, str, str]
"""Text, the bookmark that it refers to, the bookmark that it leads to."""
TABLES = {"table", "sign"}
CONTENTS = ("toc1", "contents1")
_EMPTY = {printed.SEPARATOR, "Standard"}


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph: its words, the name of its style without spaces, its number, its pieces."""

    text: str
    style: str
    number: str = ""


def wanted(blocks: Sequence[Block]) -> list[Row]:
    """Return every paragraph that the body has to hold, apart from the contents."""
    return list(_rows(blocks))


def contents(blocks: Iterable[Block]) -> list[str]:
    """Return the lines that the contents have to hold."""
    return [_entry(one) for one in blocks if one.kind == "section"]


def read_rows(file: WordFile, which: Which, blocks: Sequence[Block]) -> tuple[list[Row], list[str]]:
    """Return the paragraphs and the contents as our own reader sees them."""
    lines = [line for line in view(file, which) if line.place == "body"]
    rows = [
        Row(
            resolved([(run.text, run.ref, run.link) for run in line.runs], blocks),
            line.style if not line.cells else "",
        )
        for line in lines
        if line.text or line.style != printed.SEPARATOR
    ]
    return _apart(rows)


def office_rows(told: Mapping[str, Any]) -> tuple[list[Row], list[str]]:
    """Return the paragraphs and the contents as LibreOffice tells them, references worked out.

    It puts a paragraph of its own between a table and a new page, in a style that is none of ours.
    """
    rows = [
        Row(one["text"], one["style"].replace(" ", ""), one["label"]) for one in told["paragraphs"]
    ]
    return _apart([row for row in rows if row.text or row.style not in _EMPTY])


def resolved(pieces: Iterable[Piece], blocks: Sequence[Block]) -> str:
    """Return the text of pieces, with the numbers that references have among `blocks`."""
    numbers = {
        BOOKMARK + span.key: span.text
        for block in blocks
        for span in block.spans
        if span.kind == "ref"
    }
    entries = {BOOKMARK + key_of(one): _entry(one) for one in blocks if one.kind == "section"}
    text = ""
    for (ref, link), each in groupby(pieces, lambda piece: piece[1:]):
        words = "".join(piece[0] for piece in each)
        text += numbers.get(ref, words) if ref else entries.get(link, words) if link else words
    return text


def _apart(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    lines = [row.text for row in rows if row.style.casefold() in CONTENTS]
    return [row for row in rows if not row.style.casefold().startswith(("toc", "contents"))], lines


def _entry(block: Block) -> str:
    return "\t".join(filter(None, (block.number, block.text)))


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    inset = False
    for block in blocks:
        if block.kind in TABLES:
            yield from (Row(text, "") for text in printed.wanted((block,)))
            continue
        if block.kind in {"section", "clause"}:
            inset = block.kind == "clause" and bool(block.number)
        yield Row(block.text, style_of(block, inset=inset), block.number)
