"""A thin bar that shows how much of something is done; words beside it say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from mou_desktop.gui.drawing import rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mou_desktop.gui.theme import Theme


class ProgressBar(QProgressBar):
    """A progress bar without words of its own; a full one may be shown as done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self.setRange(0, max(total, 1))
        self.setValue(done)

    def sizeHint(self) -> QSize:
        """Return a thin size."""
        return QSize(self._theme.grown(120), self._theme.grown(6))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self._theme.grown(40), self._theme.grown(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and over it the part that is done."""
        theme, rect = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        radius = rect.height() / 2
        strong = theme.name == "high-contrast"
        edge = theme.colour("control") if strong else None
        rounded(painter, rect, theme.colour("border" if not strong else "surface"), edge, 1, radius)
        span = self.maximum() - self.minimum()
        part = (self.value() - self.minimum()) / span if span > 0 else 0.0
        if part > 0:
            rect.setWidth(max(rect.width() * part, rect.height()))
            rounded(painter, rect, theme.colour("ok" if part >= 1 else "accent"), None, 0, radius)
        painter.end()
