"""Find in the whole agreement, and replace in what the district wrote itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
)

from mou_desktop.gui import words
from mou_desktop.gui.widgets.parts import make_button, make_label
from mou_desktop.model.values import clean_text, freeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document
    from mou_desktop.model.values import Value

_WRITTEN = {"text", "long_text", "list", "table", "person"}


def replaced(document: Document, old: str, new: str) -> tuple[Document, int]:
    """Return `document` with `old` replaced in answers and local text, and how often it was.

    Choices, dates, numbers and identities are never touched; nor is the published text.
    """
    count = 0

    def put(value: Value, *, key: str = "") -> Value:
        nonlocal count
        if isinstance(value, str) and key != "_id":
            count += value.count(old)
            return value.replace(old, new)
        if isinstance(value, tuple):
            return tuple(put(item) for item in value)
        if isinstance(value, Mapping):
            return {name: put(item, key=name) for name, item in value.items()}
        return value

    answers = {}
    for one in document.edition.fields:
        if one.type in _WRITTEN and one.key in document.answers:
            kept = {column.key for column in one.columns if column.type not in _WRITTEN}
            answer = document.answers[one.key]
            if one.type == "table" and isinstance(answer, tuple):
                answers[one.key] = tuple(
                    {k: v if k in kept else put(v, key=k) for k, v in row.items()}
                    if isinstance(row, Mapping)
                    else row
                    for row in answer
                )
            else:
                answers[one.key] = put(answer)
    clauses = {
        key: replace(one, text=put(one.text)) if one.state != "official" else one
        for key, one in document.clauses.items()
    }
    added = tuple(
        replace(one, heading=put(one.heading), text=put(one.text)) for one in document.added
    )
    changed = document.with_answers(freeze(answers))
    return replace(changed, clauses=clauses, added=added), count


class FindDialog(QDialog):
    """Stays open beside the agreement while one goes from place to place."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        search: Callable[[str, bool], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.FIND_TITLE)
        self.setObjectName("find_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._search = session, search
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        form = QFormLayout()
        self._what = QLineEdit(self)
        self._what.setObjectName("find_what")
        self._by = QLineEdit(self)
        self._by.setObjectName("replace_by")
        for label, line in ((words.FIND_WHAT, self._what), (words.REPLACE_BY, self._by)):
            line.setAccessibleName(label)
            line.setMinimumHeight(theme.grown(34))
            line.setMinimumWidth(320)
            form.addRow(label, line)
        box.addLayout(form)
        box.addWidget(make_label(theme, words.MODEL_TEXT, self, "small", "muted"))
        self._said = make_label(theme, "", self, "small")
        self._said.setObjectName("find_said")
        box.addWidget(self._said)
        buttons = QDialogButtonBox(self)
        following = make_button(theme, words.FIND_NEXT, self, look="main")
        before = make_button(theme, words.FIND_PREVIOUS, self)
        every = make_button(theme, words.REPLACE_ALL, self)
        every.setObjectName("replace_all")
        close = make_button(theme, words.CLOSE, self)
        for button in (following, before, every):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        following.setDefault(True)
        following.clicked.connect(lambda: self._find(backwards=False))
        before.clicked.connect(lambda: self._find(backwards=True))
        every.clicked.connect(self._replace)
        close.clicked.connect(self.reject)
        box.addWidget(buttons)

    def _find(self, *, backwards: bool) -> None:
        text = self._what.text()
        found = bool(text) and self._search(text, backwards)
        self._said.setText("" if found else words.NOT_FOUND.format(text=text))

    @Slot()
    def _replace(self) -> None:
        old, new = self._what.text(), clean_text(self._by.text())
        if not old:
            return
        changed, count = replaced(self._session.document, old, new)
        if count:
            self._session.become(changed, words.REPLACE_STEP.format(old=old))
            self._said.setText(words.REPLACED.format(count=words.things(count, "place")))
        else:
            self._said.setText(words.NOT_FOUND.format(text=old))
