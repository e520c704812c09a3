"""Which pieces of the agreement the page shows, and which of them an edit touches.

The whole agreement as long as that is fast; of a longer one a window that moves along. Pieces are
printed by `outline`; nothing here knows a text document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mou_desktop.gui.page_lines import parts_of
from mou_desktop.gui.reach import Reach
from mou_desktop.outline import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.gui.page_lines import Part
    from mou_desktop.gui.session import Change
    from mou_desktop.model import Document, Place
    from mou_desktop.outline import Piece

WHOLE: Final = 300  # pieces that still make one fast text document: the sample has 127
WINDOW: Final = 32
Key = tuple[str, str]


class ShownPieces:
    """The pieces of one document of the edition that are on the page now."""

    def __init__(self, document: Document, part: str) -> None:
        self.part = part
        self._reach = Reach(document.edition)
        self._edition = document.edition
        self.shown: list[Piece] = []
        self.first = 0
        self._places: dict[str, list[int]] = {}
        self.arrange(document)
        self.look_at(document, 0)

    @property
    def whole(self) -> bool:
        """Whether the whole agreement is on the page."""
        return len(self.all) <= WHOLE

    def arrange(self, document: Document) -> None:
        """Find out which pieces stand, and how they are numbered."""
        self._pieces = Pieces(document, self.part)
        self.all = self._pieces.all
        self._index = {piece.key: i for i, piece in enumerate(self.all)}

    def look_at(self, document: Document, index: int) -> None:
        """Move the window so that the piece `index` stands in its middle."""
        if self.whole:
            self.first, count = 0, len(self.all)
        else:
            count = WINDOW
            self.first = min(max(index - WINDOW // 2, 0), len(self.all) - count)
        self.shown = list(self.all[self.first : self.first + count])
        places: dict[str, list[int]] = defaultdict(list)
        for number, piece in enumerate(self.shown):
            for key in self._reach.of_piece(document, piece):
                places[key].append(number)
        self._places = dict(places)

    def find(self, place: Place) -> int | None:
        """Return where in `all` the clause or section of a place stands."""
        found = self._index.get((place.section, place.clause))
        return self._index.get((place.section, "")) if found is None else found

    def parts(self, document: Document, piece: Piece) -> tuple[Part, ...]:
        """Return what a piece prints."""
        return parts_of(self._pieces.blocks(document, piece))

    def touched(self, keys: Iterable[str]) -> list[int]:
        """Return which of the shown pieces may print otherwise when `keys` are answered anew."""
        return sorted({number for key in keys for number in self._places.get(key, ())})

    def restructures(self, change: Change) -> bool:
        """Return whether other pieces stand, or under other numbers."""
        return change.text or self._reach.flips(change.before, change.after, change.fields)

    def rearranged(self, document: Document) -> tuple[list[int], list[int]] | None:
        """Arrange anew; return which shown pieces go, and which of the new ones come.

        Both count along the list as it stands then. None where the order is another one.
        """
        before = [piece.key for piece in self.shown]
        anchor = next((key for key in before if key in self._index), ("", ""))
        self.arrange(document)
        first = next((key for key in before if key in self._index), anchor)
        middle = self._index.get(first, 0) + (0 if self.whole else WINDOW // 2)
        self.look_at(document, middle)
        after = [piece.key for piece in self.shown]
        gone = [i for i, key in enumerate(before) if key not in set(after)]
        stay = [key for key in before if key in set(after)]
        if stay != [key for key in after if key in set(before)]:
            return None
        return gone[::-1], [i for i, key in enumerate(after) if key not in set(before)]
