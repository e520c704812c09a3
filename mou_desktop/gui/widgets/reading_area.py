"""A column to read that scrolls: reached by Tab, moved by the arrow keys, with a focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mou_desktop.gui.drawing import ring

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

RING = 4  # room for the ring round the column
MARGIN = 16


class ReadingArea(QScrollArea):
    """Shows a column of widgets, one after the other; it wraps, and never scrolls sideways."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setViewportMargins(RING, RING, RING, RING)
        self.begin()
        self.finish()

    def begin(self) -> QWidget:
        """Begin an empty column, and return the widget that its parts are made for."""
        self._next = QWidget()
        self._next.setBackgroundRole(QPalette.ColorRole.Base)
        self.column = QVBoxLayout(self._next)
        self.column.setContentsMargins(MARGIN - RING, MARGIN - RING, MARGIN - RING, MARGIN)
        self.column.setSpacing(8)
        return self._next

    def finish(self) -> None:
        """Show the column that was begun, whole, in the place of the one before."""
        self.column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(self._next)
        if old is not None:
            old.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Draw the focus ring round the column, beside which nothing else is drawn."""
        done = bool(super().event(event))
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            around = self.viewport().geometry().adjusted(-RING, -RING, RING, RING)
            ring(painter, around, self._theme)
            painter.end()
        return done
