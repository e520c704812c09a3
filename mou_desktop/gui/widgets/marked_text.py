"""A text with marks: what was removed is struck out, what was added is underlined.

It is as tall as its text, can be read and copied with the keyboard, and is told in words to who
does not see the marks. It compares nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

    Pieces = Sequence[tuple[str, str]]

LINE_HEIGHT = 140.0
_ROLES = {"inserted": "insert", "deleted": "delete"}


class MarkedText(QTextEdit):
    """Shows pieces of text, each plain, `inserted`, `deleted` or `aside`."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pieces: Pieces = ()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        theme.changed.connect(self._render)

    def show_pieces(self, pieces: Pieces) -> None:
        """Show a text."""
        self._pieces = tuple(pieces)
        self.setAccessibleDescription(spoken(self._pieces))
        self._render()

    @Slot()
    def _render(self) -> None:
        theme = self._theme
        self.document().setDefaultFont(theme.font("page"))
        self.clear()
        cursor = QTextCursor(self.document())
        form = QTextBlockFormat()
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(6)
        cursor.setBlockFormat(form)
        for text, change in self._pieces or ((words.REVIEW_NO_TEXT, "aside"),):
            cursor.insertText(text.replace("\n", "\u2029"), self._format(change))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _format(self, change: str) -> QTextCharFormat:
        theme = self._theme
        form = QTextCharFormat()
        form.setFont(theme.font("page"))
        form.setForeground(theme.colour("muted" if change == "aside" else "text"))
        if role := _ROLES.get(change):
            form.setForeground(theme.colour(role))
            form.setBackground(theme.colour(f"{role}_soft"))
            form.setFontUnderline(change == "inserted")
            form.setFontStrikeOut(change == "deleted")
        return form

    def sizeHint(self) -> QSize:
        """Ask for the height of the text."""
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for little width: the lines wrap."""
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the text in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(max(self.viewport().width(), 60))
        high = round(self.document().size().height() + 0.5)
        if high != self.height():
            self.setFixedHeight(high)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters to the page around, which decides with them."""
        if event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the ring round it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            ring(painter, self.viewport().rect(), self._theme)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.viewport().update()


def spoken(pieces: Pieces) -> str:
    """Return a text with its marks in words: “removed: shall not; added: should not”."""
    said = (
        words.REVIEW_SPOKEN.get(change, "{text}").format(text=text.strip())
        for text, change in pieces
        if text.strip()
    )
    return " ".join(said)
