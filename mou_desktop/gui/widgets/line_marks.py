"""A wavy line below each word of a one-line box that is not known, and its menu.

Words that begin with a capital are let be: in a short answer they are names. A word is not marked
while it is being typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QTextCharFormat

from mou_desktop.gui.widgets.spell_menu import POPUPS, WantOncePainted, as_qt_counts, offer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from mou_desktop.gui.spell_check import SpellCheck
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.text_line import TextLine


class LineMarks(QObject):
    """Marks the words of one line, as long as spelling is checked."""

    def __init__(self, check: SpellCheck, theme: Theme, line: TextLine) -> None:
        super().__init__(line)
        self._check, self._theme, self._line = check, theme, line
        self._typing = False
        self._held: tuple[int, int] | None = None  # the word that is being typed
        self._drawn: list[tuple[int, int]] = []
        self._composing = self._sending = False
        WantOncePainted(line, check)
        line.installEventFilter(self)
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._refresh)
        line.cursorPositionChanged.connect(self._on_cursor)
        line.menu_opened.connect(self._on_menu)
        theme.changed.connect(self._refresh)
        check.changed.connect(self._refresh)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge a word when the keyboard leaves; stand back while a letter is being composed."""
        if isinstance(event, QInputMethodEvent) and not self._sending:
            self._composing = bool(event.preeditString())
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in POPUPS
        ):
            self._let_go()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_edited(self) -> None:
        self._typing = True
        self._refresh()

    @Slot()
    def _on_cursor(self) -> None:
        held = self._held
        if held is not None and not held[0] <= self._line.cursorPosition() <= held[1]:
            self._let_go()

    def _let_go(self) -> None:
        self._typing = False
        if self._held is not None:
            self._refresh()

    def _unknown(self) -> list[tuple[int, int]]:
        known, text = self._check.words, self._line.text()
        if known is None:
            return []
        found = [span for span in known.misspelled(text) if not text[span[0]].isupper()]
        return as_qt_counts(text, found)

    @Slot()
    def _refresh(self) -> None:
        """Mark all anew, or nothing while spelling is not checked."""
        at, unknown = self._line.cursorPosition(), self._unknown()
        typed = [one for one in unknown if self._typing and one[0] <= at <= one[1]]
        self._held = typed[0] if typed else None
        shown = [one for one in unknown if one != self._held]
        if (shown or self._drawn) and not self._composing:
            self._draw(shown, at)

    def _draw(self, spans: list[tuple[int, int]], at: int) -> None:
        """Draw the lines the one way there is: a one-line box takes formats as a keyboard does."""
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(self._theme.colour("error"))
        kind = QInputMethodEvent.AttributeType.TextFormat
        marks = [
            QInputMethodEvent.Attribute(kind, start - at, end - start, wave) for start, end in spans
        ]
        self._drawn, self._sending = spans, True
        QCoreApplication.sendEvent(self._line, QInputMethodEvent("", marks))
        self._sending = False

    @Slot(object, int)
    def _on_menu(self, menu: QMenu, at: int) -> None:
        """Put what may be meant by the word at `at` on top of the menu."""
        span = next((one for one in self._unknown() if one[0] <= at <= one[1]), None)
        if span is not None and not self._line.isReadOnly():
            text = self._line.text().encode("utf-16-le", "surrogatepass")
            word = text[2 * span[0] : 2 * span[1]].decode("utf-16-le")
            offer(menu, self._check, word, partial(self._put, span))

    def _put(self, span: tuple[int, int], text: str) -> None:
        self._line.setSelection(span[0], span[1] - span[0])
        self._line.insert(text)
