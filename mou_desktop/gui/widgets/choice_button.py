"""Radio buttons and check boxes whose words wrap, so that a long choice fits a narrow window."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFocusRect,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

GAP, EDGE = 8, 4  # between mark and words, and round both
HEIGHT = 28
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class _Wrapping:
    """Measures and draws a button as its mark and its wrapped words."""

    def __init__(self, button: AnyChoice, theme: Theme) -> None:
        self._button, self._theme = button, theme
        self._look: tuple[object, ...] = ()
        self._sizes: dict[int, QSize] = {}  # by width; a layout asks dozens of times
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

    def size(self, width: int) -> QSize:
        """Return the size within `width`."""
        button, mark = self._button, self._mark()
        look = (button.fontMetrics(), button.text(), mark)
        if look != self._look:
            self._look, self._sizes = look, {}
        known = self._sizes.get(width)
        if known is None:
            text = self._text_rect(width)
            high = max(max(text.height(), mark) + 2 * EDGE, self._theme.grown(HEIGHT))
            known = QSize(EDGE + mark + GAP + text.width() + EDGE + 2, high)
            self._sizes[width] = known
        return known

    def paint(self, element: QStyle.PrimitiveElement) -> None:
        """Draw mark, words and, with the keyboard there, the ring round both."""
        button, style = self._button, self._button.style()
        option = QStyleOptionButton()
        button.initStyleOption(option)
        painter = QPainter(button)
        text = self._text_rect(button.width())
        size = self._mark()
        line = button.fontMetrics().lineSpacing()
        used = max(text.height(), size)
        top = max((button.height() - used) // 2, 0)
        first = top + max((line - size) // 2, 0) if text.height() > size else top
        option.rect = QRect(EDGE, first, size, size)
        style.drawPrimitive(element, option, painter, button)
        at = QPoint(self._left(), top + max((size - text.height()) // 2, 0))
        painter.setPen(self._theme.colour("text" if button.isEnabled() else "disabled"))
        painter.drawText(QRect(at, text.size()), _WRAP, button.text())
        if button.hasFocus():
            ring = QStyleOptionFocusRect()
            ring.initFrom(button)
            width = self.size(button.width()).width()
            ring.rect = QRect(0, 0, min(width, button.width()), button.height())
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, ring, painter, button)

    def hit(self, at: QPoint) -> bool:
        """Return whether a click at a point means this choice."""
        return QRect(QPoint(0, 0), self.size(self._button.width())).contains(at)

    def _mark(self) -> int:
        metric = (
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth
            if isinstance(self._button, QRadioButton)
            else QStyle.PixelMetric.PM_IndicatorWidth
        )
        return self._button.style().pixelMetric(metric, None, self._button)

    def _left(self) -> int:
        return EDGE + self._mark() + GAP

    def _text_rect(self, width: int) -> QRect:
        room = max(width - self._left() - EDGE, 40)
        return self._button.fontMetrics().boundingRect(
            QRect(0, 0, room, 100_000), _WRAP, self._button.text()
        )


class _Wraps:
    """What the two kinds of choice have in common; Qt's own buttons are not of one class."""

    _wrapping: _Wrapping
    _indicator: QStyle.PrimitiveElement

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        return self._wrapping.size(10_000)

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits the narrowest window."""
        return QSize(min(self.sizeHint().width(), 160), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height that the wrapped words take."""
        return self._wrapping.size(width).height()

    def hitButton(self, at: QPoint) -> bool:
        """Take a click on mark or words."""
        return self._wrapping.hit(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        self._wrapping.paint(self._indicator)


class ChoiceRadio(_Wraps, QRadioButton):
    """One choice of a few, of which one is taken."""

    _indicator = QStyle.PrimitiveElement.PE_IndicatorRadioButton

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._wrapping = _Wrapping(self, theme)


class ChoiceCheck(_Wraps, QCheckBox):
    """One choice of several, each taken or not."""

    _indicator = QStyle.PrimitiveElement.PE_IndicatorCheckBox

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._wrapping = _Wrapping(self, theme)


AnyChoice: TypeAlias = ChoiceRadio | ChoiceCheck
