"""What the boxes that mark words have in common: the menu, and when the dictionary is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction

from mou_desktop.gui import words
from mou_desktop.spelling import own_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu, QWidget

    from mou_desktop.gui.spell_check import SpellCheck

# reasons for which the keyboard goes and comes back: no word is left
POPUPS = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class WantOncePainted(QObject):
    """Asks for the dictionary once a box was painted for the first time, and then is done."""

    def __init__(self, painted: QWidget, check: SpellCheck) -> None:
        super().__init__(painted)
        self._check = check
        painted.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint: what it paints comes before the dictionary."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._check, self._check.want)
            self.deleteLater()
        return False


def offer(menu: QMenu, check: SpellCheck, word: str, put: Callable[[str], None]) -> None:
    """Offer other words, which `put` puts in the place of `word`, and to keep it as it is."""
    first = menu.actions()[0] if menu.actions() else None
    made = []
    for number, text in enumerate(check.suggestions(word), 1):
        action = QAction(f"&{number} {text}", menu)
        action.triggered.connect(partial(_put, check, put, text))
        made.append(action)
    if not made:
        nothing = QAction(words.NO_SUGGESTION, menu)
        nothing.setEnabled(False)
        made.append(nothing)
    add = QAction(words.ADD_WORD.format(word=own_word(word)), menu)
    add.setObjectName("add_word")
    add.triggered.connect(partial(check.add, word))
    for action in (*made, _line(menu), add, _line(menu)):
        menu.insertAction(first, action)  # type: ignore[arg-type]  # none: at the end


def _put(check: SpellCheck, put: Callable[[str], None], text: str) -> None:
    """Put a word in another's place, as a step of its own."""
    check.leave()
    put(text)
    check.leave()


def _line(menu: QMenu) -> QAction:
    line = QAction(menu)
    line.setSeparator(True)
    return line


def as_qt_counts(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of `text` in the units of Qt, which counts some characters twice."""
    if not spans or text.isascii() or max(text) <= "\uffff":
        return spans
    return [(start + _wide(text[:start]), end + _wide(text[:end])) for start, end in spans]


def _wide(text: str) -> int:
    return sum(one > "\uffff" for one in text)
