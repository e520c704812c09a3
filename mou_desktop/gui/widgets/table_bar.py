"""The bars of a table: they take the wheel where the table asks for it, and leave it to the page.

Without the keyboard in the table no wheel moves its rows; sideways it goes with Shift alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget


class TableBar(QScrollBar):
    """A bar that takes the wheel while `wanted` says so."""

    def __init__(
        self, orientation: Qt.Orientation, wanted: Callable[[], bool], parent: QWidget
    ) -> None:
        super().__init__(orientation, parent)
        self._wanted = wanted

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or leave the wheel to the table, which hands it on."""
        if self._wanted():
            super().wheelEvent(event)
        else:
            event.ignore()


def sideways(event: QWheelEvent) -> int:
    """Return how far a wheel goes to the right: with Shift held, or on a wheel for that side."""
    move = event.angleDelta()
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return -(move.x() or move.y())
    return -move.x() if abs(move.x()) > abs(move.y()) else 0
