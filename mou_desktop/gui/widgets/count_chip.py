"""A count that can be pressed: how many there are of a kind, and whether these alone are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mou_desktop.gui.drawing import PILL, ring, rounded
from mou_desktop.gui.icons import pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mou_desktop.gui.theme import Theme

HEIGHT, ICON, PADDING, GAP = 28, 14, 8, 6
_GROUNDS = {"text": "hover", "muted": "hover"}


class CountChip(QPushButton):
    """A button that stays pressed. Pressed it has a strong edge and bold words, not colour alone.

    The role `ok`, `warn`, `error`, `text` or `muted` gives its colours.
    """

    def __init__(self, theme: Theme, parent: QWidget, role: str, icon: str) -> None:
        super().__init__(parent)
        self._theme, self._role, self._picture = theme, role, icon
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, text: str) -> None:
        """Show another count."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for icon and words in bold, so that pressing it moves nothing."""
        grown, metrics = self._theme.grown, self.fontMetrics()
        wide = round(metrics.horizontalAdvance(self.text()) * 1.1)
        high = max(grown(HEIGHT), metrics.height() + 8)
        return QSize(wide + grown(ICON) + GAP + 2 * PADDING + 4, high)

    def _left(self) -> int:
        """Return where the icon stands: in the middle with its words while these are not bold."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return max((self.width() - words - GAP - self._theme.grown(ICON)) // 2, 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a count is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the edge, the icon and the words."""
        theme, rect, pressed = self._theme, self.rect(), self.isChecked()
        painter = QPainter(self)
        words = theme.colour("text" if self._role == "muted" else self._role)
        ground = theme.colour(_GROUNDS.get(self._role, f"{self._role}_soft"))
        edge = words if pressed else theme.colour("control")
        rounded(painter, rect, ground, edge, 2 if pressed else 1, PILL)
        side = theme.grown(ICON)
        top = (rect.height() - side) // 2
        left = self._left()
        painter.drawPixmap(left, top, pixmap(theme, self._picture, self._role, ICON))
        if pressed:
            font = painter.font()
            font.setWeight(theme.font("label").weight())
            painter.setFont(font)
        painter.setPen(words)
        x = left + side + GAP
        room = QRect(x, 0, rect.width() - x - 2, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            ring(painter, rect, theme)
        painter.end()

    @Slot()
    def _restyle(self) -> None:
        self.setFont(self._theme.font("small"))
        self.updateGeometry()
        self.update()
