"""A pill: a state in a word or two, with its icon, on a soft ground of its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mou_desktop.gui.drawing import PILL, rounded
from mou_desktop.gui.icons import pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mou_desktop.gui.theme import Theme

_GROUNDS = {"text": "hover", "muted": "hover", "accent": "accent_soft"}
HEIGHT, ICON, PADDING, GAP = 24, 14, 8, 6


class Pill(QLabel):
    """Shows a state. To a screen reader it is its words.

    The role `accent`, `ok`, `warn`, `error`, `changed`, `text` or `muted` gives both colours.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        text: str = "",
        role: str = "text",
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._icon = theme, role, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, text: str, role: str = "", icon: str | None = None) -> None:
        """Show other words, and another colour or icon where they are given."""
        self._role = role or self._role
        self._icon = self._icon if icon is None else icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon and words."""
        grown, metrics = self._theme.grown, self.fontMetrics()
        icon = grown(ICON) + GAP if self._icon else 0
        high = max(grown(HEIGHT), metrics.height() + 6)
        return QSize(metrics.horizontalAdvance(self.text()) + icon + 2 * PADDING + 2, high)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a state is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the icon and the words."""
        theme, rect = self._theme, self.rect()
        painter = QPainter(self)
        ground = theme.colour(_GROUNDS.get(self._role, f"{self._role}_soft"))
        words = theme.colour("text" if self._role == "muted" else self._role)
        edge = words if theme.name == "high-contrast" else None
        rounded(painter, rect, ground, edge, 1, PILL)
        x = PADDING
        if self._icon:
            side = theme.grown(ICON)
            top = (rect.height() - side) // 2
            painter.drawPixmap(x, top, pixmap(theme, self._icon, self._role, ICON))
            x += side + GAP
        painter.setPen(words)
        room = QRect(x, 0, rect.width() - x - PADDING + 2, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    @Slot()
    def _restyle(self) -> None:
        self.setFont(self._theme.font("small"))
        self.updateGeometry()
        self.update()
