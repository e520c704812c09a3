"""One line of text: pastes plain cleaned text, says limits, and leaves undo to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu

from mou_desktop.gui import words
from mou_desktop.gui.widgets.pasting import paste
from mou_desktop.gui.widgets.text_menu import ask_by_key
from mou_desktop.model.values import clean_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

FAR_OVER = 4  # so many times the limit is not taken at all; less is, and is said to be too long


def too_much(size: int, limit: int) -> str:
    """Return why so long a text is not taken, or nothing where it is."""
    if size <= FAR_OVER * limit:
        return ""
    return words.TOO_MUCH.format(size=words.how_many(size), limit=f"{limit:,}")


class TextLine(QLineEdit):
    """A line as wide as so many characters. `textEdited` speaks for the user alone.

    Signals:
        refused: what was pasted is too long to be taken; carries the sentence.
        menu_opened: the menu is about to open; carries it, and the place in the text it is for.
    """

    refused = Signal(str)
    menu_opened = Signal(object, int)

    def __init__(self, theme: Theme, characters: int, limit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._characters, self._limit = theme, characters, limit
        self.setMaxLength(2**30)  # Qt's own limit cuts without a word
        self.setDragEnabled(True)

    def sizeHint(self) -> QSize:
        """Return a width that shows how long an answer is thought to be."""
        room = self.textMargins().left() + self.textMargins().right() + 24
        width = self.fontMetrics().averageCharWidth() * self._characters + room
        return QSize(width, max(super().sizeHint().height(), self._theme.grown(34)))

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits the narrowest window."""
        return QSize(min(self.sizeHint().width(), self._theme.grown(120)), self.sizeHint().height())

    def show_text(self, text: str) -> None:
        """Show a text, with the cursor where it was."""
        if text != self.text():
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)

    def take(self, source: QMimeData | None) -> None:
        """Insert what is pasted or dropped as plain text on one line."""
        if source is not None and source.hasText():
            self.insert_lines(source.text())

    def insert_lines(self, text: str) -> None:
        """Insert a text that came from outside."""
        size = len(self.text()) - len(self.selectedText()) + len(text)
        if sentence := too_much(size, self._limit):
            self.refused.emit(sentence)
        else:
            self.insert(" ".join(clean_text(text).strip("\n").split("\n")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste in our own way; open the menu with Shift+F10."""
        if ask_by_key(self, event, self.cursorRect().bottomLeft()):
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Paste the selection of the screen in our own way."""
        clipboard = QGuiApplication.clipboard()
        if event.button() == Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.take(clipboard.mimeData(QClipboard.Mode.Selection))
        else:
            super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped text as what it is, without its looks."""
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.take(event.mimeData())
        event.acceptProposedAction()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo is the window's."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen, clipboard = self.hasSelectedText(), QGuiApplication.clipboard()
        for text, key, slot, able in (
            (words.CUT, QKeySequence.StandardKey.Cut, self.cut, chosen),
            (words.COPY, QKeySequence.StandardKey.Copy, self.copy, chosen),
            (words.PASTE, QKeySequence.StandardKey.Paste, self._paste, bool(clipboard.text())),
            (words.SELECT_ALL, QKeySequence.StandardKey.SelectAll, self.selectAll, True),
        ):
            action = menu.addAction(text)
            action.setShortcut(QKeySequence(key))
            action.setEnabled(able)
            action.triggered.connect(slot)
        pointed = event.reason() == event.Reason.Mouse
        at = self.cursorPositionAt(event.pos()) if pointed else self.cursorPosition()
        self.menu_opened.emit(menu, at)
        menu.popup(event.globalPos())

    def _paste(self) -> None:
        paste(self, self.take, self.refused.emit)
