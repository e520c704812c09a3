"""The editor for a text of several lines: it grows with what is written, and counts it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.kept_text import edited_text, shown_text
from mou_desktop.gui.widgets.pasting import paste
from mou_desktop.gui.widgets.text_line import too_much
from mou_desktop.gui.widgets.text_menu import ask_by_key, meant, plain_menu
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.values import clean_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

LEAST, MOST = 3, 12  # lines
_ROUNDS = 3


class LongEditor(Editor):
    """Shows a text over the whole column, 3 to 12 lines high."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._limit = field.max_length or DEFAULT_LENGTH
        self._kept = ""
        self.box = TextBox(self._limit, self)
        self.box.setObjectName(f"box_{field.key}")
        self.add_input(self.box)
        self.box.textChanged.connect(self._on_text_changed)
        self.box.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)

    def show_answer(self, value: Value) -> None:
        """Show a text; where it is what was typed, nothing moves."""
        self._kept = "" if value is None else str(value)
        self.box.show_text(shown_text(self._kept))
        self._note()

    @Slot()
    def _on_text_changed(self) -> None:
        now = self.box.raw_text()
        if now != shown_text(self._kept):
            self._kept = edited_text(self._kept, now)
            self.edited.emit(self._kept or None)
            self._note()

    def _note(self) -> None:
        count = len(self._kept)
        text = words.CHARACTERS.format(count=count, limit=self._limit)
        self.noted.emit(text, count > self._limit)


class TextBox(QPlainTextEdit):
    """A box that grows from 3 to 12 lines, takes plain text alone, and has no undo of its own.

    Signals:
        refused: what was pasted is too long to be taken; carries the sentence.
        menu_opened: the menu is about to open; carries it, and the place in the text it is for.
    """

    refused = Signal(str)
    menu_opened = Signal(object, object)

    _fitting = False

    def __init__(self, limit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt would have it come with the wheel
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(7)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def raw_text(self) -> str:
        """Return the text with its no-break spaces, which Qt's own `toPlainText` loses."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Show a text by changing what differs, so that the cursor stays where it is."""
        now = self.raw_text()
        if text == now:
            return
        head = tail = 0
        least = min(len(text), len(now))
        while head < least and text[head] == now[head]:
            head += 1
        while tail < least - head and text[-1 - tail] == now[-1 - tail]:
            tail += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(now[:head]))
        end = _units(now[: len(now) - tail])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[head : len(text) - tail])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, and nothing else."""
        return source.hasText()

    def _take(self, source: QMimeData) -> None:
        if self.canInsertFromMimeData(source):
            self.insertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted or dropped as plain cleaned text, if it can be taken at all."""
        text = source.text()
        size = len(self.raw_text()) - len(self.textCursor().selectedText()) + len(text)
        if sentence := too_much(size, self._limit):
            self.refused.emit(sentence)
        else:
            self.insertPlainText(clean_text(text))
            self.ensureCursorVisible()

    def sizeHint(self) -> QSize:
        """Return room for as many lines as there are, within bounds."""
        first = self.document().firstBlock()  # its lines are higher than the font says
        many = max(first.layout().lineCount(), 1)
        lines = max(self.blockBoundingRect(first).height() / many, self.fontMetrics().height())
        margin = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        count = min(max(round(self.document().size().height()), LEAST), MOST)
        return QSize(self.fontMetrics().averageCharWidth() * 48, ceil(count * lines) + margin)

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits the narrowest window."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Tab and the like to the window; open the menu with Shift+F10."""
        if ask_by_key(self, event, self.cursorRect().bottomLeft()):
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            paste(self, self._take, self.refused.emit)
        elif event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll while the keyboard is elsewhere."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo is the window's."""
        menu = plain_menu(self)
        self.menu_opened.emit(menu, meant(self, event))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, which may take another number of lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that another font needs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    @Slot()
    def _fit(self) -> None:
        """Take the height of the text. What that wraps anew is looked at again, but not for ever.

        In a box that is narrower than its bar, the text fits with the bar and not without it.
        """
        if self._fitting:
            return
        self._fitting = True
        try:
            for _ in range(_ROUNDS):
                before = self.size(), self.verticalScrollBarPolicy()
                self._take_height()
                if before == (self.size(), self.verticalScrollBarPolicy()):
                    return
        finally:
            self._fitting = False

    def _take_height(self) -> None:
        height = self.sizeHint().height()
        many = self.document().size().height() > MOST
        # on or off and never "as needed": a bar that comes and goes wraps the text anew for ever
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if many else off)
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
