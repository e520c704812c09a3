"""What is spelled right in one agreement: the dictionary, the words of its edition, its names.

A name counts once it stands in a short answer. They are gathered in the worker, a while after the
last key, and only from the answers that changed. Nothing is marked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mou_desktop import spelling
from mou_desktop.spelling import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.speller import Speller
    from mou_desktop.model import Document, Edition

GATHER_AFTER = 500  # milliseconds without an edit

Names = dict[str, frozenset[str]]


class SpellCheck(QObject):
    """Judges the words of one session.

    Signals:
        changed: other words are known than before, or checking was switched on or off.
    """

    changed = Signal()

    def __init__(self, session: Session, speller: Speller) -> None:
        super().__init__(session)
        self._session, self._speller = session, speller
        self._edition: Edition | None = None  # whose words are gathered
        self._of_edition: frozenset[str] = frozenset()
        self._names: Names = {}
        self._pending: set[str] = set()
        self._busy = False
        self._words: Words | None = None
        self._soon = QTimer(self, singleShot=True, interval=GATHER_AFTER)
        self._soon.timeout.connect(self._gather)
        session.changed.connect(self._on_changed)
        speller.changed.connect(self._refresh)
        self._refresh()

    @property
    def words(self) -> Words | None:
        """What is known now; None while spelling is not checked."""
        return self._words

    @Slot()
    def want(self) -> None:
        """Take note that a text is on the screen: from now on the dictionary is needed."""
        self._speller.want()

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant; this may take a tenth of a second."""
        dictionary = self._speller.dictionary
        return dictionary.suggestions(word) if dictionary is not None else ()

    def add(self, word: str) -> None:
        """Keep a word that the user calls right."""
        self._speller.add(word)

    def leave(self) -> None:
        """End the visit to a field: what comes next is undone apart from what was typed."""
        self._session.leave()

    def close(self) -> None:
        """Gather no more; after this the session may go."""
        self._session.changed.disconnect(self._on_changed)
        self._speller.changed.disconnect(self._refresh)
        self._soon.stop()
        self._speller.wait()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._edition is not None:
            self._pending |= change.fields
            self._soon.start()

    @Slot()
    def _refresh(self) -> None:
        """Judge by what is known now."""
        dictionary = self._speller.dictionary
        if dictionary is None:
            self._words = None
        elif self._edition is None:
            self._gather()  # first, so that no name is marked for a moment
            return
        elif self._of_edition:
            names = frozenset[str]().union(*self._names.values())
            self._words = Words(dictionary, self._speller.words, names, self._of_edition)
        self.changed.emit()

    @Slot()
    def _gather(self) -> None:
        """Look for names in the worker: at first in all answers, then in those that changed."""
        if self._busy:
            self._soon.start()
            return
        document, keys = self._session.document, self._pending
        edition = None if document.edition is self._edition else document.edition
        if edition is not None:
            self._edition, keys = edition, set(document.answers)
        self._pending, self._busy = set(), True
        self._speller.run(
            lambda: (
                _names(document, keys),
                None if edition is None else spelling.words_of(edition),
            ),
            self._on_gathered,
            self._on_not_gathered,
        )

    @Slot(object)
    def _on_gathered(self, found: tuple[Names, frozenset[str] | None]) -> None:
        self._busy = False
        names, of_edition = found
        news = {key: some for key, some in names.items() if self._names.get(key, _NONE) != some}
        self._names |= news
        if of_edition is not None:
            self._of_edition = of_edition
        if news or of_edition is not None:
            self._refresh()

    @Slot(str)
    def _on_not_gathered(self, _sentence: str) -> None:
        self._busy = False


_NONE: frozenset[str] = frozenset()


def _names(document: Document, keys: Iterable[str]) -> Names:
    fields = document.edition.by_key
    return {key: spelling.names_in(fields.get(key), document.answer(key)) for key in keys}
