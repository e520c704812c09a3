"""Ready to sign? One heading, one sentence, the list of what is open, and what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout

from mou_desktop import rules
from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.parts import make_button, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding

_ICONS = {"must": ("attention", "error"), "should": ("error", "warn"), "note": ("info", "muted")}


class ReadyDialog(QDialog):
    """Shows the verdict. `wanted` is the finding to go to, if the user chose one."""

    def __init__(
        self, session: Session, theme: Theme, found: tuple[Finding, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ready_dialog")
        self.wanted: Finding | None = None
        self._found = found
        ready = rules.is_complete(found)
        self.setWindowTitle(words.IS_READY if ready else words.NOT_READY)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(8)
        box.addWidget(make_label(theme, self.windowTitle(), self, "big"))
        box.addWidget(make_label(theme, self._sentence(ready=ready), self))
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.windowTitle())
        self._list.setWordWrap(True)
        for one in found:
            name, role = _ICONS[one.severity]
            number = session.numbers.get(f"{one.place.document}/{one.place.clause}", "")
            item = QListWidgetItem(icon(theme, name, role), " ".join((number, one.message)).strip())
            item.setData(Qt.ItemDataRole.UserRole, one)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self._go)
        box.addWidget(self._list, 1)
        for line in self._checked(session):
            box.addWidget(make_label(theme, line, self, "small", "muted"))
        buttons = QDialogButtonBox(self)
        go = make_button(theme, words.GO_THERE, self, look="main")
        go.setObjectName("go_there")
        go.setVisible(bool(found))
        buttons.addButton(go, QDialogButtonBox.ButtonRole.ActionRole)
        close = make_button(theme, words.CLOSE, self)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        go.clicked.connect(self._go)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.resize(720, 520)

    def _sentence(self, *, ready: bool) -> str:
        if ready:
            return words.READY_SENTENCE
        must = sum(one.severity == "must" for one in self._found)
        should = sum(one.severity == "should" for one in self._found)
        return words.NOT_READY_SENTENCE.format(must=words.things(must), should=should)

    @staticmethod
    def _checked(session: Session) -> list[str]:
        document = session.document
        answered, asked = session.required
        unsure, total = rules.to_confirm(document)
        open_notes = sum(not note.get("done") for note in document.notes)
        return [
            words.CHECKED_ANSWERS.format(answered=answered, asked=asked),
            words.CHECKED_LOCAL.format(count=len(document.clauses) + len(document.added)),
            words.CHECKED_NOTES.format(count=open_notes),
            words.CHECKED_CITATIONS.format(count=unsure, total=total),
        ]

    @Slot()
    def _go(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.wanted = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
