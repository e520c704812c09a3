"""The view of a table that is filled in: its keys, its clicks, and its cells that open and close.

Arrow keys move; Enter or F2 opens a cell, typing replaces what stands in it; Tab stores and goes
on, and leaves at the end. What an action does to the rows is the editor's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QWidget,
)

from mou_desktop.gui.widgets.rows_view import MOST_ROWS, RowsView
from mou_desktop.gui.widgets.spoken import tell_current
from mou_desktop.gui.widgets.table_delegate import PAD
from mou_desktop.model.document import is_visible

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.cells import Cells

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS: Final[
    dict[tuple[Qt.KeyboardModifier, int], str]
] = {  # keys that mean something else in the window: the table comes first
    (_CONTROL, Qt.Key.Key_D): "copy",
    (_CONTROL, Qt.Key.Key_Return): "below",
    (_CONTROL, Qt.Key.Key_Enter): "below",
    (_CONTROL, Qt.Key.Key_Delete): "remove",
    (_ALT, Qt.Key.Key_Up): "up",
    (_ALT, Qt.Key.Key_Down): "down",
}


class TableView(RowsView):
    """Shows rows, and says what the keys ask for.

    Signals:
        row_asked: something is to be done with the current row: add (at the end), below, copy,
            remove, up, down.
        dropped: the user went back from an empty last row; it may go.
        pasted: rows were pasted into the table; carries the text.
        closed: a cell was closed.
        came, went: the keyboard came in from elsewhere, or went elsewhere.
    """

    row_asked = Signal(str)
    dropped = Signal()
    pasted = Signal(str)
    closed = Signal()
    came = Signal()
    went = Signal()

    def __init__(self, theme: Theme, cells: Cells, parent: QWidget) -> None:
        super().__init__(theme, cells, parent)
        self._second = QTimer(self, singleShot=True)
        self._second.timeout.connect(self.open_current)
        self.selectionModel().currentChanged.connect(self._second.stop)
        self._stood = QPersistentModelIndex()  # the cell in which the user stood before a click
        self._released = QPoint()
        self._closing = False
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )  # SelectedClicked swallows every key until it opens the cell: `_second` does not
        self.viewport().setMouseTracking(True)
        self.numbers.add_clicked.connect(lambda: self.row_asked.emit("add"))
        self.cells.finished.connect(self._on_finished)
        self.cells.row_asked.connect(self._on_row_asked)
        self.clicked.connect(self._on_clicked)

    def takes_wheel(self) -> bool:
        """Return whether the wheel is for the rows: there are more than show, and it is in them."""
        inside = self.hasFocus() or self.cells.editor is not None
        return inside and len(self.rows.rows) > MOST_ROWS

    # ---- keys --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys that the window uses for something else."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = _key(event) in KEYS
            tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if own or tab or event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of a table does."""
        self._second.stop()
        control = bool(event.modifiers() & _CONTROL)
        action = KEYS.get(_key(event))
        if action is not None:
            self.row_asked.emit(action)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & _SHIFT)
            self.step((2 if control else 1) * (-1 if back else 1))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.open_current()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._empty()
        elif event.key() == Qt.Key.Key_Space and self._at_last_line():
            self.row_asked.emit("add")
        elif control or event.modifiers() & _ALT:
            event.ignore()
            if event.key() in _MOVES:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """Open the current cell, or add a row where the current line does that."""
        index = self.currentIndex()
        if self._at_last_line() or not index.isValid():
            self.row_asked.emit("add")
        elif self.rows.asked(index):
            self.edit(index)

    def step(self, steps: int) -> None:
        """Go on or back by one cell that is asked; at the end add a row, or leave the table."""
        index, forward = self.currentIndex(), steps > 0
        if abs(steps) == 2 or not index.isValid():
            self.leave(forward=forward)
            return
        found = self._next(index, forward=forward)
        if found is not None:
            self.setCurrentIndex(found)
        elif not forward or self._at_last_line():
            self.leave(forward=forward)
        elif is_visible(self.rows.rows[-1]):
            self.row_asked.emit("add")
        else:
            self.dropped.emit()
            self.leave(forward=True)

    def _next(self, index: QModelIndex, *, forward: bool) -> QModelIndex | None:
        """Return the next cell that can be filled in, in this row or another."""
        columns = [i for i in range(self.rows.columnCount()) if not self.isColumnHidden(i)]
        step = 1 if forward else -1
        row, column = index.row(), index.column() + step
        while 0 <= row < len(self.rows.rows) or (not forward and row == len(self.rows.rows)):
            while 0 <= column < self.rows.columnCount():
                found = self.rows.index(row, column)
                if column in columns and self.rows.asked(found):
                    return found
                column += step
            row += step
            column = 0 if forward else self.rows.columnCount() - 1
        return None

    def leave(self, *, forward: bool) -> None:
        """Put the keyboard into what stands after, or before, the table."""
        QWidget.focusNextPrevChild(self, forward)

    def _at_last_line(self) -> bool:
        return self.currentIndex().row() >= len(self.rows.rows)

    def _copy(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self._at_last_line():
            QGuiApplication.clipboard().setText(str(index.data()))

    def _paste(self) -> None:
        text, index = QGuiApplication.clipboard().text(), self.currentIndex()
        several = "\t" in text or "\n" in text.strip("\n")
        if several or self._at_last_line() or not self.rows.asked(index):
            self.pasted.emit(text)
        elif text.strip():
            self.edit(index)
            editor = self.cells.editor
            if editor is not None:
                event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, _CONTROL)
                QGuiApplication.sendEvent(editor.focusProxy() or editor, event)

    def _empty(self) -> None:
        index = self.currentIndex()
        if self.rows.asked(index) and self.rows.value(index) is not None:
            self.rows.setData(index, None)
            self.closed.emit()

    # ---- cells that open and close -------------------------------------------------------------

    @Slot(int)
    def _on_finished(self, steps: int) -> None:
        editor = self.cells.editor
        if editor is None or self._closing:
            return
        self._closing = True  # the focus that goes back to the table closes nothing a second time
        if self._holds(editor):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._closing = False
        if steps:
            self.step(steps)

    def _holds(self, editor: QWidget) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (now is editor or editor.isAncestorOf(now))

    @Slot()
    def _on_row_asked(self) -> None:
        self._on_finished(0)
        self.row_asked.emit("below")

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell, widen its column where that helps, and say so."""
        super().closeEditor(editor, hint)
        self.widen(self.currentIndex().row(), self.currentIndex().row())
        self.closed.emit()

    # ---- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand in the cell under the pointer; beside the cells, in the first one."""
        self._second.stop()
        self._stood = QPersistentModelIndex(self.currentIndex())
        super().mousePressEvent(event)
        if not self._stands():
            self.stand_first()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell at once."""
        self._second.stop()
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand where a click adds a row."""
        super().mouseMoveEvent(event)
        hand = self.add_words().contains(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def add_words(self) -> QRect:
        """Return where the words stand that add a row."""
        cell = self.visualRect(self.rows.index(len(self.rows.rows), 0))
        text = str(self.rows.index(len(self.rows.rows), 0).data())
        wide = self.fontMetrics().horizontalAdvance(text) + 2 * PAD
        return cell.adjusted(0, 0, min(wide, cell.width()) - cell.width(), 0)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Add a row where the words say so; open a cell that is clicked a second time.

        A double click may come yet, so that takes a moment, which any key ends.
        """
        if index.row() >= len(self.rows.rows):
            if self.add_words().contains(self.viewport().mapFromGlobal(self._released)):
                self.row_asked.emit("add")
        elif self._stood == index:
            self._second.start(QApplication.doubleClickInterval())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take note of where a click ends, which Qt does not say."""
        self._released = event.globalPosition().toPoint()
        super().mouseReleaseEvent(event)

    # ---- the keyboard that comes and goes --------------------------------------------------------

    def _stands(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and not self.isColumnHidden(index.column())

    def stand_first(self) -> None:
        """Stand in the first cell: the tools have a row to act on."""
        self.setCurrentIndex(self.rows.index(0, next(iter(self.shown()), 0)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand in a cell as soon as the keyboard comes; a click says itself in which one."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            if self._stands():
                self.setCurrentIndex(self.currentIndex())  # selected, or it is told as not selected
            else:
                self.stand_first()
        tell_current(self)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard went elsewhere, unless a cell has opened."""
        super().focusOutEvent(event)
        self.viewport().update()
        passing = event.reason() in {
            Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        }  # fmt: skip
        if not passing and self.cells.editor is None:
            self.went.emit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Mark the current row, and say so."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        if self.hasFocus():
            self.came.emit()


_MOVES: Final = (
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)  # fmt: skip


def _key(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, int]:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
