"""A wavy line below each word of a box that is not known, and what may be meant in its menu.

A word is not marked while it is being typed. Only the paragraph that changed is looked at again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QFocusEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor

from mou_desktop.gui.widgets.spell_menu import POPUPS, WantOncePainted, as_qt_counts, offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QMenu

    from mou_desktop.gui.spell_check import SpellCheck
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.long_editor import TextBox
    from mou_desktop.gui.widgets.note_box import NoteBox


class SpellMarks(QObject):
    """Marks the words of one box, as long as spelling is checked."""

    def __init__(self, check: SpellCheck, theme: Theme, box: TextBox | NoteBox) -> None:
        super().__init__(box)
        self._check, self._theme, self._box = check, theme, box
        self._typed: QTextCursor | None = None  # over the word that is being typed
        self._again = False  # whether a text is looked at that nobody has typed just now
        self._waves = _Waves(self._marked, box)
        WantOncePainted(box.viewport(), check)
        box.installEventFilter(self)
        box.cursorPositionChanged.connect(self._on_cursor)
        box.menu_opened.connect(self._on_menu)
        theme.changed.connect(self._refresh)
        check.changed.connect(self._refresh)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge a word when the keyboard leaves."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in POPUPS
        ):
            self._let_go()
        return super().eventFilter(watched, event)

    # ---- which words -------------------------------------------------------------------------

    def _marked(self, block: QTextBlock, text: str) -> Iterator[tuple[int, int]]:
        """Return the words of a paragraph to mark: not the one that is being typed."""
        at = self._box.textCursor().position() - block.position()
        typing = self._box.hasFocus() and not self._again
        for start, end in self._unknown(text):
            held = self._holds(block.position() + start, block.position() + end)
            if (typing and start <= at <= end) or held:
                self._hold(block, start, end)
            else:
                yield start, end

    def _unknown(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of the unknown words of a paragraph, as Qt counts."""
        known = self._check.words
        return as_qt_counts(text, known.misspelled(text)) if known is not None else []

    def _holds(self, start: int, end: int) -> bool:
        held = self._typed
        return held is not None and (held.selectionStart(), held.selectionEnd()) == (start, end)

    def _hold(self, block: QTextBlock, start: int, end: int) -> None:
        held = QTextCursor(block)
        held.setPosition(block.position() + start)
        held.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self._typed = held

    @Slot()
    def _on_cursor(self) -> None:
        held, at = self._typed, self._box.textCursor().position()
        if held is not None and not held.selectionStart() <= at <= held.selectionEnd():
            self._let_go()

    def _let_go(self) -> None:
        """Judge the word that was being typed."""
        held, self._typed = self._typed, None
        if held is not None and self._waves.document() is not None:
            self._again = True
            self._waves.rehighlightBlock(held.block())
            self._again = False

    @Slot()
    def _refresh(self) -> None:
        """Mark all anew, or nothing while spelling is not checked."""
        self._waves.wave.setUnderlineColor(self._theme.colour("error"))
        document = self._box.document() if self._check.words is not None else None
        self._again = True
        if document is not self._waves.document():
            self._waves.setDocument(document)
        if document is not None:
            self._waves.rehighlight()
        self._again = False

    # ---- the menu ----------------------------------------------------------------------------

    @Slot(object, object)
    def _on_menu(self, menu: QMenu, place: QTextCursor) -> None:
        """Put what may be meant by the word at `place` on top of the menu."""
        block, at = place.block(), place.positionInBlock()
        span = next((s for s in self._unknown(block.text()) if s[0] <= at <= s[1]), None)
        if span is None or self._box.isReadOnly():
            return
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + span[0])
        cursor.setPosition(block.position() + span[1], QTextCursor.MoveMode.KeepAnchor)
        offer(menu, self._check, cursor.selectedText(), partial(self._put, cursor))

    def _put(self, cursor: QTextCursor, text: str) -> None:
        cursor.insertText(text)
        self._box.setTextCursor(cursor)


class _Waves(QSyntaxHighlighter):
    """Draws the lines. PySide would let go of it by itself: whoever makes it keeps it."""

    def __init__(
        self,
        marked: Callable[[QTextBlock, str], Iterator[tuple[int, int]]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._marked = marked
        self.wave = QTextCharFormat()
        self.wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)

    def highlightBlock(self, text: str) -> None:
        """Mark the words of one paragraph."""
        for start, end in self._marked(self.currentBlock(), text):
            self.setFormat(start, end - start, self.wave)
