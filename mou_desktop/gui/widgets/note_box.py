"""A box for a few sentences, that sends on Ctrl+Enter. It has no undo of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.later import later
from mou_desktop.gui.widgets.shared_undo import SharedUndo
from mou_desktop.gui.widgets.text_menu import ask_by_key, meant, plain_menu
from mou_desktop.model.values import clean_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

LINES = 3
MOST = 20_000  # characters that can be pasted: as many as the longest answer takes


class NoteBox(QPlainTextEdit):
    """Takes plain text.

    Signals:
        sent: Ctrl+Enter was pressed.
        menu_opened: the menu is about to open; carries it, and the place in the text it is for.
    """

    sent = Signal()
    menu_opened = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.installEventFilter(SharedUndo(self))
        self.document().setDocumentMargin(6)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Ctrl+Enter; open the menu with Shift+F10."""
        if ask_by_key(self, event, self.cursorRect().bottomLeft()):
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo is the window's."""
        menu = plain_menu(self)
        self.menu_opened.emit(menu, meant(self, event))
        menu.popup(event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, and nothing else."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted as plain cleaned text, if it can be a note at all."""
        text = source.text()
        size = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(text)
        if size <= MOST:
            self.insertPlainText(clean_text(text))
        else:
            sentence = words.NOTES_TOO_MUCH.format(size=words.how_many(size), limit=f"{MOST:,}")
            later(self, partial(tell, self, words.NOTES_TOO_LONG, sentence))

    def _fit(self) -> None:
        font = self._theme.font("body")
        self.setFont(font)
        margin = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + margin)
