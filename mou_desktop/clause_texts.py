"""Gives the words of a clause beside those that the edition has there with the same answers.

Both print with the numbers of the agreement: a reference whose number alone moved is no change.
Official wording is shown as a change, though a comparison in Word takes it as given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.compare import as_after, as_before, compare
from mou_desktop.outline import Pieces, plain_text

if TYPE_CHECKING:
    from mou_desktop.departures import Standing
    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block

_HEADINGS = {"section", "clause"}


class ClauseTexts:
    """The texts of all clauses of one agreement, each made when it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._published = replace(document, clauses={}, added=())
        self._pieces: dict[str, Pieces] = {}
        self._full: dict[str, Pieces] = {}

    def of(self, one: Standing) -> tuple[Block, ...]:
        """Return the paragraphs of a clause, or of the opening of an added section, compared."""
        part = one.place.document
        if one.how == "left_out":
            if part not in self._full:
                self._full[part] = Pieces(self._published, part)
            return compare(self._printed(self._full[part], self._published, one.key), ())
        if part not in self._pieces:
            self._pieces[part] = Pieces(self._document, part)
        pieces = self._pieces[part]
        after = self._printed(pieces, self._document, one.key)
        before = self._printed(pieces, self._published, one.key) if one.status else ()
        return compare(before, after)

    def both(self, one: Standing) -> tuple[str, str]:
        """Return what the edition says there and what the agreement says, as plain text."""
        blocks = self.of(one)
        return _plain(as_before(blocks)), _plain(as_after(blocks))

    def _printed(self, pieces: Pieces, document: Document, key: str) -> tuple[Block, ...]:
        piece = pieces.of_clause.get(key)
        blocks = pieces.blocks(document, piece) if piece else ()
        return tuple(block for block in blocks if block.kind not in _HEADINGS)


def _plain(blocks: tuple[Block, ...]) -> str:
    return plain_text(blocks).strip("\n")
