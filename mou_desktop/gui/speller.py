"""The dictionary, as all windows share it: read in a worker once a text is on the screen.

It says whether spelling is checked at all, and keeps the words that the user adds. It knows no
agreement and marks nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from mou_desktop import spelling
from mou_desktop.gui.work import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mou_desktop.gui.desk import Desk
    from mou_desktop.spelling import Dictionary


class Speller(QObject):
    """Holds the dictionary and the user's own words.

    Signals:
        changed: the dictionary came, a word was added, or checking was switched on or off.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, parent: QObject | None = None, folder: Path | None = None
    ) -> None:
        """`folder` is where the dictionary lies, if not where chunspell keeps it."""
        super().__init__(parent)
        self._desk, self._folder = desk, folder
        self._dictionary: Dictionary | None = None
        self._wanted, self._refused = False, ""
        self._worker = Worker(self)

    @property
    def dictionary(self) -> Dictionary | None:
        """The dictionary, once it is there, while spelling is checked."""
        return self._dictionary if self._desk.memory.spelling else None

    @property
    def words(self) -> frozenset[str]:
        """The words that the user added."""
        return frozenset(self._desk.memory.words)

    def trouble(self) -> str:
        """Return why spelling cannot be checked, in one sentence."""
        return self._refused or spelling.trouble(self._folder)

    @Slot()
    def want(self) -> None:
        """Read the dictionary in the worker, unless it is there or on its way."""
        if self._wanted or not self._desk.memory.spelling:
            return
        self._wanted = True
        self.run(lambda: spelling.load(self._folder), self._on_loaded, self._on_refused)

    @Slot()
    def take_settings(self) -> None:
        """Begin or end checking, as the settings say now."""
        self.want()
        self.changed.emit()

    def add(self, word: str) -> None:
        """Keep a word that the user calls right, for every agreement from now on."""
        memory, word = self._desk.memory, spelling.own_word(word)
        if word not in memory.words:
            self._desk.remember(replace(memory, words=(*memory.words, word)))
            self.changed.emit()

    def run(
        self,
        function: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run a function in the worker; `done`, a slot of a Qt object, gets what it returns."""
        self._worker.do(function, done, refused)

    def wait(self) -> None:
        """Wait for the worker: nothing that hears of it may go before."""
        self._worker.waitForDone()

    @Slot(object)
    def _on_loaded(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self.changed.emit()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._refused = sentence
