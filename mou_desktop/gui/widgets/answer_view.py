"""A text to read in which the answers stand out, and lead to their questions.

It draws the grounds of answers itself: an answer over several lines has one closed shape. The
answers are reached with the mouse, with the caret and Enter, and with Alt+Left and Alt+Right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from mou_desktop.gui import words
from mou_desktop.gui.page import units
from mou_desktop.gui.page_lines import THIN
from mou_desktop.gui.widgets.answer_shapes import (
    BAR,
    CELLS,
    Shapes,
    draw_grounds,
    draw_rings,
    ring_pen,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.page import Edit, Page
    from mou_desktop.gui.page_lines import Part, Run
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.answer_shapes import Seen

_OVER: Final = 8  # pixels by which grounds and rings reach over their line
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = str.maketrans(
    {THIN: "", "\u00a0": " ", "\u2011": "-", "\u2028": "\n", "\u2029": "\n"}
)


class AnswerView(QTextEdit):
    """Shows a `Page`.

    Signals:
        asked: an answer was clicked, or Enter was pressed on it; carries field key and row.
    """

    asked = Signal(str, str)
    ground = "surface"  # role of what lies behind the page

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.page: Page | None = None
        self.current = ("", "")
        self._shapes: Shapes | None = None
        self._pressed: tuple[str, str] | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        # All of it is drawn here, so that nothing below is painted for it.
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_page(self, page: Page) -> None:
        """Show another page. The one before is let go at once: PySide would keep its text."""
        before, self.page, self._shapes = self.page, page, Shapes(page)
        self.setDocument(page.text)
        if before is not None and before is not page:
            before.text.deleteLater()

    def show_current(self, field: str, row: str = "") -> None:
        """Draw the ring round the answer of the question the user is in."""
        if (field, row) != self.current:
            self.current = (field, row)
            self.viewport().update()

    def put(self, piece: int, parts: tuple[Part, ...]) -> Edit | None:
        """Show other parts for a piece of the page, and paint the lines that differ.

        Qt by itself paints on to the end of a table that follows, though nothing there has moved.
        """
        if self.page is None:
            return None
        viewport, off = self.viewport(), Qt.WidgetAttribute.WA_UpdatesDisabled
        before = viewport.testAttribute(off)
        viewport.setAttribute(off)
        edit = self.page.put(piece, parts)
        viewport.setAttribute(off, before)
        self.forget(piece, edit.lines)
        if edit.moved:
            viewport.update()
        return edit

    def forget(self, piece: int | None = None, lines: Iterable[int] | None = None) -> None:
        """Measure anew where answers stand: in some lines of a piece, in all of it, or in all."""
        if self._shapes:
            self._shapes.forget(piece, lines)
        if self.page is None or piece is None or lines is None:
            self.viewport().update()
            return
        layout = self.page.text.documentLayout()
        for line in lines:
            block = self.page.block(piece, line)
            table = QTextCursor(block).currentTable()  # the columns share its width
            whole = table is not None
            rect = layout.frameBoundingRect(table) if whole else layout.blockBoundingRect(block)
            rect = rect.adjusted(-_OVER, -_OVER, _OVER, _OVER).translated(self.offset())
            self.viewport().update(rect.toAlignedRect())

    def offset(self) -> QPointF:
        """Return where the page begins in the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    # ---- drawing -----------------------------------------------------------------------------

    def draw_behind(self, painter: QPainter, area: QRectF) -> None:
        """Draw what lies behind the page, in its own coordinates."""
        painter.fillRect(area, self._theme.colour(self.ground))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds, let Qt draw the words, and put the ring round the current answer."""
        area = QRectF(event.rect()).translated(-self.offset())
        seen = list(self._shapes.seen(area)) if self._shapes else []
        painter = QPainter(self.viewport())
        painter.translate(self.offset())
        self.draw_behind(painter, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in seen:
            draw_grounds(painter, self._theme, one)
            if one.line.mark:
                self._draw_bar(painter, one)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.offset())
        for one in seen:
            draw_rings(painter, self._theme, one, self.current)
        self._ring_tables(painter, seen)
        painter.resetTransform()
        if self.hasFocus():
            self.draw_focus(painter)
        painter.end()

    def _ring_tables(self, painter: QPainter, seen: list[Seen]) -> None:
        """Draw one ring round a whole table where its field is current, and no row of it."""
        field, row = self.current
        if not field or row or self._shapes is None:
            return
        done = QRectF()
        painter.setPen(ring_pen(self._theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in seen:
            in_table = one.line.style in CELLS and any(run.field == field for run, _ in one.answers)
            if in_table and not done.contains(one.rect.center()):
                done = self._shapes.table_of(one)
                painter.drawRect(done)

    def _draw_bar(self, painter: QPainter, seen: Seen) -> None:
        left = self.document().rootFrame().frameFormat().leftMargin()
        above = self.document().findBlockByNumber(0).blockFormat().topMargin()
        rect = QRectF(max(left - 10, 0), seen.rect.top() - above, BAR, seen.rect.height())
        painter.fillRect(rect.adjusted(0, 0, 0, above), self._theme.colour("changed"))

    def draw_focus(self, painter: QPainter) -> None:
        """Draw the ring that says that keys go here."""
        wide = 3.0 if self._theme.name == "high-contrast" else 2.5
        wide *= 1.5 if self._theme.scale >= 2 else 1
        pen = QPen(self._theme.colour("focus"), wide)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = wide / 2
        painter.drawRect(self.focus_rect().adjusted(half, half, -half, -half))

    def focus_rect(self) -> QRectF:
        """Return where the focus ring stands in the viewport."""
        return QRectF(self.viewport().rect())

    # ---- the keyboard and the mouse ----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the question; Alt+Left and Alt+Right go from answer to answer."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in _ENTER:
            run = self.run_at_caret()
            if run:
                self.asked.emit(run.field, run.row)
                return
        elif alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(forward=event.key() == Qt.Key.Key_Right)
            return
        before = self.textCursor().blockNumber()
        super().keyPressEvent(event)
        if self.textCursor().blockNumber() != before:
            self._say_mark()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in at the answer of the current question."""
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if event.reason() in by_key and self.page and self.current[0]:
            for place in self.page.runs_of(*self.current)[:1]:
                self._select(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that an answer can be clicked."""
        super().mouseMoveEvent(event)
        found = self.run_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
            self.viewport().setToolTip(words.GO_TO_QUESTION if found else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take note of the answer under the pointer."""
        super().mousePressEvent(event)
        run = self.run_at(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (run.field, run.row) if run and left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the question of an answer that was clicked and not selected."""
        super().mouseReleaseEvent(event)
        run, pressed = self.run_at(event.position()), self._pressed
        self._pressed = None
        if run and pressed == (run.field, run.row) and not self.textCursor().hasSelection():
            self.asked.emit(run.field, run.row)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, as the agreement has it."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().translate(_PLAIN))
        return data

    def run_at_caret(self) -> Run | None:
        """Return the answer in which the caret stands, or just behind it."""
        if self.page is None:
            return None
        cursor = self.textCursor()
        at, block = cursor.selectionStart(), cursor.document().findBlock(cursor.selectionStart())
        piece, line = self.page.find_block(block.blockNumber())
        start, found = block.position(), None
        lines = self.page.pieces[piece].lines if self.page.pieces else ()
        for run in lines[line].runs if lines else ():
            if run.field and start <= at <= start + units(run.text):
                found = run
            start += units(run.text)
        return found

    def run_at(self, point: QPointF) -> Run | None:
        """Return the answer drawn at a point of the viewport."""
        where = point - self.offset()
        area = QRectF(where.x(), where.y(), 1, 1)
        for seen in self._shapes.seen(area) if self._shapes else ():
            for run, path in seen.answers:
                if path.contains(where - seen.rect.topLeft()):
                    return run
        return None

    def _step(self, *, forward: bool) -> None:
        """Select the next answer, or the one before."""
        if self.page is None:
            return
        cursor = self.textCursor()
        at = cursor.selectionStart()
        starts = list(self._starts())
        if not forward:
            starts.reverse()
        for start, place in starts:
            if (start > at) if forward else (start < at):
                self._select(place)
                return

    def _starts(self) -> Iterator[tuple[int, tuple[int, int, int]]]:
        """Yield the position of each answer in the text, with its piece, line and run."""
        block = self.document().firstBlock()
        for i, piece in enumerate(self.page.pieces if self.page else ()):
            for j, line in enumerate(piece.lines):
                start = block.position()
                for k, run in enumerate(line.runs):
                    if run.field:
                        yield start, (i, j, k)
                    start += units(run.text)
                block = block.next()

    def _select(self, place: tuple[int, int, int]) -> None:
        if self.page is None:
            return
        piece, line, number = place
        runs = self.page.pieces[piece].lines[line].runs
        start = self.page.block(piece, line).position()
        start += sum(units(run.text) for run in runs[:number])
        cursor = self.textCursor()
        cursor.setPosition(start + units(runs[number].text))
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _say_mark(self) -> None:
        """Tell a screen reader that the caret has come into text that is not the published one."""
        if self.page is None or not self.page.pieces:
            return
        piece, line = self.page.find_block(self.textCursor().blockNumber())
        lines = self.page.pieces[piece].lines
        said = words.MARKS.get(lines[line].mark) if lines else None
        if said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
