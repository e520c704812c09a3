"""The page: paper on a desk, with its head, the word DRAFT behind the text, and a zoom.

It shows a `Page` and knows where things stand on it; what stands there is for the panel to say.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mou_desktop import messages
from mou_desktop.gui import words
from mou_desktop.gui.page import PageStyle
from mou_desktop.gui.widgets.answer_view import AnswerView
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from mou_desktop.gui.page import Page
    from mou_desktop.gui.theme import Theme

DESK: Final = 16
MARGIN: Final = 0.105  # of the paper's width
EMS: Final = 38  # width of the paper at 100 %, in letters
TALL: Final = 11 / 8.5
LEAST, MOST, STEP = 50, 200, 10
FIT_AFTER: Final = 120  # milliseconds after the last change of width
TILT: Final = -38


class PageHead(QWidget):
    """The upper edge of the paper: what state the agreement is in, and where the reader is."""

    def __init__(self, theme: Theme, view: PageView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.state = QLabel(self)
        self.where = QLabel(self)
        self.state.setObjectName("page_state")
        self.where.setObjectName("page_where")
        self.paper = QRectF()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self.state, 1)
        self._row.addWidget(self.where)
        self.state.setWordWrap(True)

    def lay_out(self, left: float, width: float) -> int:
        """Take the place of the paper; return the height that is needed, whatever wraps."""
        self.paper = QRectF(left, DESK, width, 4000)
        margin = round(left + MARGIN * width)
        self._row.setContentsMargins(margin, DESK + 12, margin, 8)
        for label in (self.state, self.where):
            label.setFont(self._theme.font("small"))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), self._theme.colour("ink_muted"))
            label.setPalette(palette)
        room = round(2 * left + width) - 2 * margin
        needed = self.state.fontMetrics().horizontalAdvance(self.state.text())
        needed += self._row.spacing() + self.where.sizeHint().width() + 2
        self.where.setVisible(needed <= room)  # the bar above says it too
        self._row.invalidate()
        return self._row.heightForWidth(round(2 * left + width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw desk and paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("desk"))
        painter.fillRect(self.paper, self._theme.colour("paper"))
        painter.setPen(QPen(self._theme.colour("paper_edge"), 1))
        painter.drawRect(self.paper.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(0, self.height())
            self._view.draw_focus(painter)


class PageView(AnswerView):
    """Shows a page of the agreement.

    Signals:
        zoomed: the zoom is another one, and the page is to be made again.
        turned: another part of the page is in sight.
    """

    zoomed = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.zoom = 100
        self.fits = True
        self.draft = True
        self.head = PageHead(theme, self)
        self._mark = QPixmap()
        self._mark_key: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=FIT_AFTER)
        self._soon.timeout.connect(self.fit)
        self.setAccessibleName(words.PREVIEW_NAME)
        self.setAccessibleDescription(words.PREVIEW_KEYS)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ---- size ----------------------------------------------------------------------------------

    def style_now(self) -> PageStyle:
        """Return how a page is to be drawn at this zoom."""
        return PageStyle(self._theme, self.zoom / 100)

    def show_page(self, page: Page) -> None:
        """Show another page, laid out before it is seen."""
        self._frame(page)
        page.text.setTextWidth(self.viewport().width())
        super().show_page(page)
        self._place_head()

    def zoom_to(self, percent: int) -> None:
        """Zoom to a percentage, and no longer follow the width."""
        self.fits = False
        self._take(percent)

    @Slot()
    def fit(self) -> None:
        """Make the paper as wide as the view, whatever its width becomes."""
        self.fits = True
        room = self.viewport().width() - 2 * DESK
        self._take(math.floor(100 * room / self._full()))

    def fitting(self) -> bool:
        """Take the zoom that fits without telling anybody; return whether it is another one."""
        before = self.zoom
        if self.fits:
            room = self.viewport().width() - 2 * DESK
            self.zoom = min(max(math.floor(100 * room / self._full()), LEAST), MOST)
        return self.zoom != before

    def _take(self, percent: int) -> None:
        percent = min(max(percent, LEAST), MOST)
        if percent != self.zoom:
            self.zoom = percent
            self.zoomed.emit()

    def _full(self) -> float:
        return EMS * PageStyle(self._theme).em

    def paper(self) -> tuple[float, float]:
        """Return left edge and width of the paper in the view. It is never wider than the view."""
        room = self.viewport().width() - 2 * DESK
        width = room if self.fits else min(self._full() * self.zoom / 100, room)
        return float(round((self.viewport().width() - width) / 2)), float(round(width))

    def _frame(self, page: Page) -> None:
        left, width = self.paper()
        form = page.text.rootFrame().frameFormat()
        form.setLeftMargin(left + MARGIN * width)
        form.setRightMargin(left + MARGIN * width)
        form.setTopMargin(4)
        form.setBottomMargin(DESK + MARGIN * width)
        page.text.rootFrame().setFrameFormat(form)

    def say(self, *, state: str | None = None, where: str | None = None) -> None:
        """Show in the head what state the agreement is in, and where the reader is."""
        head = self.head
        before = head.state.text(), head.where.text()
        head.state.setText(before[0] if state is None else state)
        head.where.setText(before[1] if where is None else where)
        if (head.state.text(), head.where.text()) != before:
            self._place_head()

    def _place_head(self) -> None:
        left, width = self.paper()
        height = self.head.lay_out(left, width)
        if height != self.viewportMargins().top():
            self.setViewportMargins(0, height, 0, 0)
        self.head.setGeometry(0, 0, self.viewport().width(), height)
        self.head.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lines out in the new width, and fit the zoom a moment later."""
        if self.page is not None and event.oldSize().width() != event.size().width():
            self._frame(self.page)
            self.forget()
        super().resizeEvent(event)
        self._place_head()
        if self.fits and event.oldSize().width() != event.size().width():
            self._soon.start()

    # ---- where things stand --------------------------------------------------------------------

    def top_line(self) -> tuple[int, int]:
        """Return piece and line at the upper edge of the view."""
        if self.page is None:
            return 0, 0
        text, top = self.page.text, QPointF(0, -self.offset().y() + 1)
        at = text.documentLayout().hitTest(top, Qt.HitTestAccuracy.FuzzyHit)
        if at >= text.characterCount() - 1:
            # Qt says the end too of what it has not laid out yet
            text.documentLayout().blockBoundingRect(text.lastBlock())
            at = text.documentLayout().hitTest(top, Qt.HitTestAccuracy.FuzzyHit)
        return self.page.find_block(text.findBlock(max(at, 0)).blockNumber())

    def top_of(self, piece: int, line: int = 0) -> float:
        """Return where a line stands on the page."""
        if self.page is None:
            return 0.0
        block = self.page.block(piece, line)
        return self.page.text.documentLayout().blockBoundingRect(block).top()

    def shows(self, piece: int) -> bool:
        """Return whether any line of a piece is in sight."""
        if self.page is None or not self.page.pieces[piece].lines:
            return True
        layout, lines = self.page.text.documentLayout(), self.page.pieces[piece].lines
        first, last = self.page.block(piece, 0), self.page.block(piece, len(lines) - 1)
        top = -self.offset().y()
        above = layout.blockBoundingRect(last).bottom() < top
        return not above and layout.blockBoundingRect(first).top() <= top + self._height()

    def is_in_sight(self, piece: int, line: int, run: int | None = None) -> bool:
        """Return whether a line, or one answer in it, can be seen whole or begins in the view."""
        rect = self._bounds(piece, line, run)
        top = -self.offset().y()
        return top <= rect.top() and min(rect.bottom(), rect.top() + 40) <= top + self._height()

    def scroll_to(self, piece: int, line: int = 0, run: int | None = None) -> None:
        """Put a line, or one answer in it, a third from the top."""
        rect = self._bounds(piece, line, run)
        self.verticalScrollBar().setValue(round(rect.top() - self._height() / 3))

    def _height(self) -> int:
        return self.viewport().height()

    def _bounds(self, piece: int, line: int, run: int | None) -> QRectF:
        if self.page is None or self._shapes is None:
            return QRectF()
        if run is not None:
            return self._shapes.of_run(piece, line, run)
        return self.page.text.documentLayout().blockBoundingRect(self.page.block(piece, line))

    def focus_rect(self) -> QRectF:
        """Return where the focus ring stands: round the head too, which lies above."""
        return QRectF(self.viewport().rect()).adjusted(0, -self.head.height(), 0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring round the head too."""
        super().focusInEvent(event)
        self.head.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away from the head too."""
        super().focusOutEvent(event)
        self.head.update()

    # ---- keys and drawing ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down go from heading to heading."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.go_heading(forward=event.key() == Qt.Key.Key_Down)
            return
        before = self.textCursor().blockNumber()
        super().keyPressEvent(event)
        level = self.textCursor().block().blockFormat().headingLevel()
        if level and self.textCursor().blockNumber() != before:
            say(self, words.PREVIEW_LEVEL.format(level=level))

    def go_heading(self, *, forward: bool) -> bool:
        """Put the caret at the next heading, or at the one before; say whether there is one."""
        if self.page is None:
            return False
        block = self.textCursor().block()
        block = block.next() if forward else block.previous()
        while block.isValid() and not block.blockFormat().headingLevel():
            block = block.next() if forward else block.previous()
        if not block.isValid():
            return False
        cursor = self.textCursor()
        cursor.setPosition(block.position())
        self.setTextCursor(cursor)
        self.scroll_to(*self.page.find_block(block.blockNumber()))
        text = block.text().replace("\t", " ")
        said = words.PREVIEW_HEADING.format(level=block.blockFormat().headingLevel(), text=text)
        say(self, said)
        return True

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew what does not move with the page."""
        super().scrollContentsBy(dx, dy)
        if self.hasFocus():
            self.viewport().update()

    def draw_behind(self, painter: QPainter, area: QRectF) -> None:
        """Draw desk, paper and the word DRAFT."""
        left, width = self.paper()
        bar = self.verticalScrollBar()
        end = bar.maximum() + self.viewport().height() - DESK
        if not bar.maximum():
            end = min(end, round(self.document().size().height()) - DESK)
        painter.fillRect(area, self._theme.colour("desk"))
        paper = QRectF(left, -100, width, end + 100)
        painter.fillRect(paper, self._theme.colour("paper"))
        if self.draft and self._theme.name != "high-contrast":
            mark, tall = self._watermark(width), width * TALL
            for number in range(int(area.top() // tall), int(area.bottom() // tall) + 1):
                middle = QPointF(left + width / 2, (number + 0.42) * tall)
                size = mark.deviceIndependentSize()
                corner = middle - QPointF(size.width() / 2, size.height() / 2)
                if corner.y() + size.height() > area.top() and number >= 0:
                    painter.drawPixmap(corner, mark)
        painter.setPen(QPen(self._theme.colour("paper_edge"), 1))
        painter.drawRect(paper.adjusted(0.5, 0.5, -0.5, -0.5))

    def _watermark(self, width: float) -> QPixmap:
        dots = self.devicePixelRatioF()
        key = (round(width), self._theme.name, dots)
        if key != self._mark_key:
            self._mark_key, self._mark = key, _word(self._theme, width, dots)
        return self._mark

    @Slot()
    def _on_scrolled(self) -> None:
        self.turned.emit()


def _word(theme: Theme, width: float, dots: float) -> QPixmap:
    """Return the word DRAFT as it lies across a paper of this width."""
    font = QFont(theme.font("label"))
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(100)
    font.setPixelSize(round(100 * width * 0.82 / QFontMetricsF(font).horizontalAdvance("DRAFT")))
    metrics = QFontMetricsF(font)
    long, high = metrics.horizontalAdvance(messages.DRAFT), metrics.capHeight()
    angle = math.radians(-TILT)
    size_x = long * math.cos(angle) + high * math.sin(angle)
    size_y = long * math.sin(angle) + high * math.cos(angle)
    mark = QPixmap(math.ceil(size_x * dots), math.ceil(size_y * dots))
    mark.setDevicePixelRatio(dots)
    mark.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size_x / 2, size_y / 2)
    painter.rotate(TILT)
    painter.setFont(font)
    painter.setPen(theme.colour("watermark"))
    painter.drawText(QPointF(-long / 2, high / 2), messages.DRAFT)
    painter.end()
    return mark
