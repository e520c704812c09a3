"""Asks for the clause that takes a text which came back where no clause stands.

Clauses are listed by number and heading, and found by typing a part of either. It changes nothing:
`clause` says which one was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.outline import arranged
from mou_desktop.word.returned.decided import places_in
from mou_desktop.word.returned.naming import ReturnNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

_KEY = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1  # whether the clause takes none
_SHOWN = 160  # characters of the text


class PutDialog(QDialog):
    """Lists the clauses that print; one that takes no text after its own says what happens.

    Attributes:
        clause: the key of the one that was chosen; empty where none was.
    """

    def __init__(
        self,
        theme: Theme,
        document: Document,
        text: str,
        parent: QWidget,
        *,
        after: Document | None = None,
    ) -> None:
        """`after` is the agreement as it will stand with all that is decided by now."""
        super().__init__(parent)
        self.setObjectName("put_dialog")
        self.setWindowTitle(words.PUT_TITLE)
        self.clause = ""
        self._labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
        box.addWidget(self._labels.text(f"“{short}”", self))
        box.addWidget(self._labels.text(words.PUT_LEAD, self, "body", "muted"))
        self._line = QLineEdit(self)
        self._line.setObjectName("find_clause")
        self._line.setAccessibleName(words.PUT_FIND)
        self._line.setMinimumHeight(theme.grown(34))
        self._line.textChanged.connect(self._on_sought)
        label = self._labels.text(words.PUT_FIND, self, "label")
        label.setBuddy(self._line)
        box.addWidget(label)
        box.addWidget(self._line)
        self._list = QListWidget(self)
        self._list.setObjectName("clauses")
        self._list.setAccessibleName(words.PUT_LIST)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named = dict(_clauses(document))
        places = places_in(after or document, named)
        for key, name in named.items():
            why = words.REVIEW_TAKES_NONE.get(places[key], "")
            said = words.PUT_TAKES_NONE.format(clause=name, why=why) if why else name
            item = QListWidgetItem(said, self._list)
            item.setData(_KEY, key)
            item.setData(_NOTE, bool(why))
        self._list.itemActivated.connect(self._on_put)
        self._list.currentRowChanged.connect(self._on_row)
        box.addWidget(self._list, 1)
        self._none = self._labels.text(words.PUT_NONE, self)
        self._none.setObjectName("none")
        box.addWidget(self._none)
        cancel = make_button(theme, words.CANCEL, self)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self._go = make_button(theme, words.PUT_NOW, self, look="main")
        self._go.setObjectName("put")
        self._go.setDefault(True)
        self._go.clicked.connect(self._on_put)
        box.addWidget(button_row(theme, cancel, self._go, side=0))
        self._on_sought("")
        self._line.setFocus()
        fit(self, theme.grown(560), theme.grown(560))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the clauses with the arrows, also from the line above them."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        rows = [at for at in range(self._list.count()) if not self._list.item(at).isHidden()]
        if not step or not rows:
            super().keyPressEvent(event)
            return
        here = self._list.currentRow()
        at = rows.index(here) + step if here in rows else 0
        self._list.setCurrentRow(rows[max(0, min(at, len(rows) - 1))])

    @Slot(str)
    def _on_sought(self, text: str) -> None:
        """Show the clauses that have all of the words, and have the first of them chosen."""
        sought = text.casefold().split()
        left = []
        for at in range(self._list.count()):
            item = self._list.item(at)
            there = all(word in item.text().casefold() for word in sought)
            item.setHidden(not there)
            left += [at] * there
        self._none.setVisible(not left)
        if self._list.currentRow() not in left:
            self._list.setCurrentRow(left[0] if left else -1)
        self._on_row(self._list.currentRow())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self._go.setEnabled(row >= 0)
        noted = row >= 0 and self._list.item(row).data(_NOTE)
        self._go.setText(words.PUT_NOTE if noted else words.PUT_NOW)

    @Slot()
    def _on_put(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.clause = str(item.data(_KEY))
            self.accept()


def _clauses(document: Document) -> Iterator[tuple[str, str]]:
    """Yield key, and number with heading, of each clause that prints."""
    names = ReturnNames(document)
    for part in document.edition.documents:
        for _, clauses in arranged(document, part):
            for one in clauses:
                if one.heading:
                    yield one.key, names.part(one.key)
