"""The texts of a change as they are shown: in its clause with marks, and each by itself.

Plain values made of a document and a change; no widgets here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mou_desktop.gui import words
from mou_desktop.outline import Pieces
from mou_desktop.word.places import Places
from mou_desktop.word.returned.marks import whole_marks
from mou_desktop.word.returned.wording import words_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block, Cell, Span
    from mou_desktop.word.returned.naming import ReturnNames
    from mou_desktop.word.returned.values import Proposal

    Marked = tuple[tuple[str, str], ...]

LONGEST = 4_000  # characters of a clause that only stands around


class Texts(NamedTuple):
    """What is shown of a change: in its clause with marks, and the sides by themselves."""

    marked: Marked
    sent: str
    came: str
    mine: str


def texts_of(document: Document, names: ReturnNames, one: Proposal) -> Texts:
    """Return the texts of a change."""
    sent, came = one.before, one.after
    mine = one.mine if one.conflict else ""
    if one.kind == "field":
        return Texts(_answer(document, one), sent, came, mine)
    if one.kind in {"comment", "resolved"}:
        around = _plain(document, one.clause)
        return Texts(((around, "aside"),) if around else (), "", one.after or one.before, "")
    if one.kind == "added":
        after = words.REVIEW_AFTER.format(name=names.clause(one.clause, one.section))
        whole = "\n".join(filter(None, (one.heading, one.after)))
        return Texts(((f"{after}\n", "aside"), (whole, "inserted")), "", whole, "")
    if one.kind == "left_out":
        return Texts(((one.before, "deleted"),), one.before, "", mine)
    if one.kind == "moved":
        first = words.REVIEW_FIRST
        said = words.REVIEW_MOVED.format(
            before=names.part(one.before) or first, after=names.part(one.after) or first
        )
        around = _plain(document, one.clause)
        return Texts(((f"{said}\n", "aside"), (around, "")), "", "", "")
    if one.kind == "unreadable":
        return Texts(((one.before, "aside"),), one.before, "", mine)
    if one.kind == "joined":
        into = words.REVIEW_JOINED.format(name=names.part(one.values[0]) or words.REVIEW_FIRST)
        marks = whole_marks(one.pieces or words_between(sent, came))
        return Texts(((f"{into}\n", "aside"), *marks), sent, came, mine)
    return Texts(whole_marks(one.pieces or words_between(sent, came)), sent, came, mine)


def _plain(document: Document, clause: str) -> str:
    """Return the words of a clause as it stands, as far as they are shown around something."""
    lines = [_line(cells) for block in _blocks(document, clause) for cells in _rows(block)]
    text = "\n".join(filter(None, lines))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _answer(document: Document, one: Proposal) -> Marked:
    """Return the lines of the clause in which the answer stands, with both answers in its place."""
    places = Places(document)
    found: list[tuple[str, str]] = []
    for block in _blocks(document, one.clause):
        for cells in _rows(block):
            line = list(_marked_line(places, cells, one))
            if any(change for _, change in line):
                found += [("\n", "")] * bool(found)
                found += line
    return tuple(found) or tuple(_both(one))


def _marked_line(places: Places, cells: Sequence[Cell], one: Proposal) -> Iterator[tuple[str, str]]:
    for i, cell in enumerate(cells):
        if i:
            yield " | ", ""
        for span in cell:
            if _is_at(places, one.field, span):
                yield from _both(one)
            else:
                yield span.text, ""


def _both(one: Proposal) -> Iterator[tuple[str, str]]:
    yield from [(one.before, "deleted")] * bool(one.before)
    yield from [(" ", "")] * bool(one.before and one.after)
    yield from [(one.after, "inserted")] * bool(one.after)


def _is_at(places: Places, field: str, span: Span) -> bool:
    shown = places.of(span)
    return shown is not None and shown.anchor.name == field


def _blocks(document: Document, clause: str) -> Iterator[Block]:
    for part in document.edition.documents:
        pieces = Pieces(document, part.key)
        piece = pieces.of_clause.get(clause)
        if piece is not None:
            yield from pieces.blocks(document, piece)
            return


def _rows(block: Block) -> tuple[Sequence[Cell], ...]:
    return block.rows or ((block.spans,),)


def _line(cells: Sequence[Cell]) -> str:
    return " | ".join("".join(span.text for span in cell) for cell in cells)
