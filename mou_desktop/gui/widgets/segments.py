"""One choice of two or three, side by side in one frame, such as All / To do / Changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from mou_desktop.gui.drawing import FIELD, ring, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractButton

    from mou_desktop.gui.theme import Theme

HEIGHT, PADDING = 28, 10


class Segments(QWidget):
    """Shows a few choices of which one is chosen. Tab reaches it once; arrows go along it.

    Signals:
        chosen: the user chose another one; carries its position.
    """

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, names: Sequence[str], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, text in enumerate(names):
            button = _Segment(theme, text, self)
            button.setObjectName(f"segment_{at}")
            button.setAccessibleDescription(name)  # Orca passes over the name of what holds them
            self._group.addButton(button, at)
            row.addWidget(button)
        self.choose(0)
        self._group.idClicked.connect(self._on_clicked)
        theme.changed.connect(self.update)

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The choices, for the order of Tab."""
        return self._group.buttons()

    @property
    def current(self) -> int:
        """The position of the one that is chosen."""
        return self._group.checkedId()

    def choose(self, at: int) -> None:
        """Show the one at `at` as chosen; `chosen` stays silent."""
        self._group.button(at).setChecked(True)
        self._make_one_stop()

    def rename(self, at: int, text: str, said: str = "") -> None:
        """Give the one at `at` other words, such as another count; `said` tells them in full."""
        button = self._group.button(at)
        if button.text() != text:
            button.setText(text)
            button.setToolTip(said)
            button.setAccessibleName(f"{text}, {said}" if said else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame; each choice paints itself."""
        painter = QPainter(self)
        rounded(painter, self.rect(), self._theme.colour("surface"), self._theme.colour("control"))
        painter.end()

    @Slot(int)
    def _on_clicked(self, at: int) -> None:
        self._make_one_stop()
        self.chosen.emit(at)

    def _make_one_stop(self) -> None:
        """Let Tab reach the chosen one only; the arrows reach the others."""
        for button in self._group.buttons():
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(strong if button.isChecked() else click)


class _Segment(QRadioButton):
    """One choice: to a screen reader a radio button, to the eye a part of the frame."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for the words in bold, so that choosing moves nothing."""
        metrics = self.fontMetrics()
        wide = round(metrics.horizontalAdvance(self.text()) * 1.08)
        high = max(self._theme.grown(HEIGHT), metrics.height() + 8)
        return QSize(wide + 2 * self._theme.grown(PADDING), high)

    def minimumSizeHint(self) -> QSize:
        """Return the same: the words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Return whether a click at `pos` chooses it: anywhere does."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of what is chosen, the words, and the focus ring."""
        theme, rect = self._theme, self.rect()
        painter = QPainter(self)
        font = painter.font()
        if self.isChecked():
            rounded(painter, rect, theme.colour("accent_soft"), theme.colour("accent"))
            font.setWeight(theme.font("label").weight())
            painter.setFont(font)
        elif self.underMouse():
            path = QPainterPath()
            path.addRoundedRect(QRect(rect).adjusted(1, 1, -1, -1).toRectF(), FIELD - 1, FIELD - 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(path, theme.colour("hover"))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            ring(painter, rect, theme)
        painter.end()
