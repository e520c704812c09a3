"""One sheet of paper at a time, as it will print: whole, or larger and then moved about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea

from mou_desktop.gui import paper as papers
from mou_desktop.gui import words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.sheets import Sheets
    from mou_desktop.gui.theme import Theme

EDGE: Final = 16
STEP: Final = 1.25
LEAST, MOST = 0.25, 4.0
WHEEL: Final = 120


class SheetView(QAbstractScrollArea):
    """Shows a sheet. Page Up and Page Down turn, arrow keys move, + and - zoom.

    Signals:
        turned: another sheet is shown; carries its number, from 0.
    """

    turned = Signal(int)

    def __init__(self, sheets: Sheets, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheets, self._theme = sheets, theme
        self.number = 0
        self._zoom = 0.0  # none: the whole sheet, whatever size the window is
        self.setObjectName("sheet")
        self.setAccessibleName(words.PRINT_VIEW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        theme.changed.connect(self.viewport().update)
        self._tell()

    def sizeHint(self) -> QSize:
        """Return a size at which words can be guessed at least."""
        return QSize(560, 700)

    # ---- what is shown -----------------------------------------------------------------------

    def turn(self, number: int) -> None:
        """Show another sheet, as far as there are any."""
        number = min(max(number, 0), len(self._sheets.all) - 1)
        if number == self.number:
            return
        self.number = number
        self.verticalScrollBar().setValue(0)
        self._tell()
        self.turned.emit(number)
        said = QAccessibleAnnouncementEvent(self, self.place)
        QAccessible.updateAccessibility(said)
        self.viewport().update()

    @property
    def place(self) -> str:
        """Which sheet it is, in words."""
        return words.PRINT_PAGE.format(number=self.number + 1, count=len(self._sheets.all))

    def larger(self) -> None:
        """Zoom in."""
        self._zoom_to(self.scale * STEP)

    def smaller(self) -> None:
        """Zoom out."""
        self._zoom_to(self.scale / STEP)

    def fit(self) -> None:
        """Show the whole sheet from now on, whatever size the window is."""
        self._zoom_to(0.0)

    @property
    def scale(self) -> float:
        """How large the sheet is; 1 is an inch for an inch."""
        if self._zoom:
            return self._zoom
        room, dots = self.viewport().size(), self._sheets.dots
        wide = (room.width() - 2 * EDGE) / (papers.WIDE * dots)
        high = (room.height() - 2 * EDGE) / (papers.HIGH * dots)
        return max(min(wide, high), 0.05)

    def _zoom_to(self, zoom: float) -> None:
        self._zoom = min(max(zoom, LEAST), MOST) if zoom else 0.0
        self._place_bars()
        self.viewport().update()

    def _tell(self) -> None:
        """Let a screen reader have the words of the sheet."""
        text = self._sheets.text(self.number)
        keys = words.PRINT_VIEW_KEYS
        self.setAccessibleDescription(f"{self.place}. {self._sheets.draft}\n{text}\n{keys}")

    def _size(self) -> tuple[float, float]:
        scale = self.scale * self._sheets.dots
        return papers.WIDE * scale, papers.HIGH * scale

    def _place_bars(self) -> None:
        (width, height), room = self._size(), self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, size, seen in ((across, width, room.width()), (down, height, room.height())):
            bar.setRange(0, max(round(size) + 2 * EDGE - seen, 0) if self._zoom else 0)
            bar.setPageStep(seen)
            bar.setSingleStep(40)

    # ---- keys, wheel, drawing ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, move or zoom."""
        key = event.key()
        turns = {
            Qt.Key.Key_PageUp: self.number - 1,
            Qt.Key.Key_PageDown: self.number + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._sheets.all) - 1,
        }
        zooms = {
            Qt.Key.Key_Plus: self.larger,
            Qt.Key.Key_Equal: self.larger,
            Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit,
        }
        bars = {
            Qt.Key.Key_Up: (self.verticalScrollBar(), -1),
            Qt.Key.Key_Down: (self.verticalScrollBar(), 1),
            Qt.Key.Key_Left: (self.horizontalScrollBar(), -1),
            Qt.Key.Key_Right: (self.horizontalScrollBar(), 1),
        }
        if key in turns:
            self.turn(turns[Qt.Key(key)])
        elif key in zooms:
            zooms[Qt.Key(key)]()
        elif key in bars:
            bar, way = bars[Qt.Key(key)]
            bar.setValue(bar.value() + way * bar.singleStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move over a sheet that is larger than the window; else turn."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        elif abs(event.angleDelta().y()) >= WHEEL:
            self.turn(self.number - event.angleDelta().y() // WHEEL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the measure that was chosen."""
        super().resizeEvent(event)
        self._place_bars()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw what has come into sight."""
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw desk and paper, and what will print on it: that is white in every palette."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), self._theme.colour("desk"))
        (width, height), room = self._size(), self.viewport().size()
        left = max((room.width() - width) / 2, EDGE) - self.horizontalScrollBar().value()
        top = max((room.height() - height) / 2, EDGE) - self.verticalScrollBar().value()
        paper = QRectF(left, top, width, height)
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.setPen(QPen(self._theme.colour("paper_edge"), 1))
        painter.drawRect(paper)
        painter.save()
        painter.setClipRect(paper)
        painter.translate(QPointF(left, top))
        painter.scale(self.scale, self.scale)
        self._sheets.draw(painter, self.number)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2.5))
            ring = QRectF(self.viewport().rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRect(ring)
