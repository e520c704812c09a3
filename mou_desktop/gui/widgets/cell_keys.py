"""The keys that close a cell of a table, in whatever stands open in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from mou_desktop.gui.widgets.shared_undo import SharedUndo

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_LEFT: Final = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellKeys(QObject):
    """Hears the keys that close a cell, in whatever stands in it.

    Signals:
        finished: store and close; carries 0 to stay, 1 to go on, -1 to go back, 2 or -2 to leave
            the table.
        refused: what was pasted cannot be taken; carries the sentence.
        cancelled: leave the cell as it was.
        row_asked: store, and add a row below.
        typed: the user changed what stands here.
    """

    finished = Signal(int)
    cancelled = Signal()
    row_asked = Signal()
    typed = Signal()
    refused = Signal(str)

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self._editor = editor
        self._undo = SharedUndo(self)

    def watch(self, widget: QWidget) -> None:
        """Hear the keys of `widget`, which is the editor or stands in it."""
        widget.installEventFilter(self)
        widget.installEventFilter(self._undo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that leave the cell, and the loss of the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in {*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab}:
                event.accept()
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus() and self._is_left(event):
            self.finished.emit(0)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        several = isinstance(watched, QPlainTextEdit)
        match event.key():
            case Qt.Key.Key_Escape:
                self.cancelled.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.row_asked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not several:
                self.finished.emit(0)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                return self._tab(watched, back=event.key() == Qt.Key.Key_Backtab, out=control)
            case _:
                return False
        return True

    def _tab(self, watched: QObject, *, back: bool, out: bool) -> bool:
        parts = self._editor.findChildren(QLineEdit)
        if watched in parts and not out:
            at = parts.index(watched) + (-1 if back else 1)
            if 0 <= at < len(parts):
                parts[at].setFocus(Qt.FocusReason.TabFocusReason)
                parts[at].selectAll()
                return True
        step = -1 if back else 1
        self.finished.emit(2 * step if out else step)
        return True

    def _is_left(self, event: QFocusEvent) -> bool:
        if event.reason() in _NOT_LEFT:
            return False
        now = QApplication.focusWidget()
        return now is None or not (now is self._editor or self._editor.isAncestorOf(now))
