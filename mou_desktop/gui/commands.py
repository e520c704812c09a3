"""What undo can take back. Documents are values, so a command is two documents and a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtGui import QUndoCommand

from mou_desktop.model import Document

Both: TypeAlias = tuple[Document, Document]  # the document before and after a step
Show: TypeAlias = Callable[[Document, frozenset[str] | None], None]

ANSWER = 1  # the number by which Qt knows commands that may be merged


class Become(QUndoCommand):
    """Makes the open document another one: a clause reworded, rows pasted, a version restored."""

    keys: frozenset[str] | None = None  # the fields that differ, where they are known

    def __init__(self, show: Show, both: Both, name: str) -> None:
        super().__init__(name)
        self._show = show
        self.both = both

    def redo(self) -> None:
        """Show the document after the change."""
        self._show(self.both[1], self.keys)

    def undo(self) -> None:
        """Show the document before the change."""
        self._show(self.both[0], self.keys)


class Answer(Become):
    """Answers one field. The keystrokes of one visit to it are taken back together."""

    def __init__(self, show: Show, both: Both, name: str, visit: tuple[str, int]) -> None:
        super().__init__(show, both, name)
        self.visit = visit
        self.keys = frozenset({visit[0]})

    def id(self) -> int:
        """Return the number that lets Qt try to merge two of these."""
        return ANSWER

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Swallow `other` of the same visit; a step that ends where it began goes."""
        if not isinstance(other, Answer) or other.visit != self.visit:
            return False
        self.both = (self.both[0], other.both[1])
        self.setObsolete(self.both[0] == self.both[1])
        return True
