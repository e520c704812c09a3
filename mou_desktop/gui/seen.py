"""Tells once when something is on the screen: what may wait until then does not hold it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Seen(QObject):
    """Watches one widget.

    Signals:
        came: it was painted for the first time, and so was all that is painted with it.
    """

    came = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let every event through, and tell after the round of events that paints."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            later(self, self.came.emit)
        return False
