"""What the boxes that mark words have in common: the menu, and when the dictionary is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction

from mou_desktop.gui import words
from mou_desktop.gui.later import later
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
            later(self._check, self._check.want)
            self.deleteLater()
        return False


def offer(menu: QMenu, check: SpellCheck, word: str, put: Callable[[str], None]) -> None:
    """Offer other words, which `put` puts in the place of `word`, and to keep it as it is.

    The menu opens first, for the words may take a tenth of a second: they come once it is painted.
    """
    first = menu.actions()[0] if menu.actions() else None
    coming = QAction(words.SUGGESTIONS_COMING, menu)
    coming.setEnabled(False)
    add = QAction(words.ADD_WORD.format(word=own_word(word)), menu)
    add.setObjectName("add_word")
    add.triggered.connect(partial(check.add, word))
    for action in (coming, _line(menu), add, _line(menu)):
        menu.insertAction(first, action)  # type: ignore[arg-type]  # none: at the end
    _Suggestions(menu, coming, partial(check.suggestions, word), partial(_put, check, put))


class _Suggestions(QObject):
    """Puts the words in the place of the line that says that they come.

    No worker would help: the dictionary lets nothing else of Python run while it looks.
    """

    def __init__(
        self,
        menu: QMenu,
        coming: QAction,
        found: Callable[[], tuple[str, ...]],
        put: Callable[[str], None],
    ) -> None:
        super().__init__(menu)
        self._menu, self._coming, self._found, self._put = menu, coming, found, put
        self._asked = False
        menu.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look for them once the menu was seen, or when a key is faster than that."""
        if event.type() == QEvent.Type.Paint and not self._asked:
            self._asked = True
            later(self, self._fill)
        elif event.type() == QEvent.Type.KeyPress:
            self._fill()
        return False

    @Slot()
    def _fill(self) -> None:
        menu, coming = self._menu, self._coming
        menu.removeEventFilter(self)
        if coming not in menu.actions() or not menu.isVisible():
            return
        found = self._found()
        if not found:
            coming.setText(words.NO_SUGGESTION)
            return
        for number, text in enumerate(found, 1):
            action = QAction(f"&{number} {text}", menu)
            action.triggered.connect(partial(self._put, text))
            menu.insertAction(coming, action)
        menu.removeAction(coming)
        _keep_on_screen(menu)


def _keep_on_screen(menu: QMenu) -> None:
    """Move a menu that has grown past the end of the screen back into sight."""
    room, place = menu.screen().availableGeometry(), menu.geometry()
    over = place.bottom() - room.bottom()
    if over > 0:
        menu.move(place.x(), max(place.y() - over, room.top()))


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
