"""Asks what is to be found, and what is to stand in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.seeking import replaced
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.model.values import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.flow import Flow


class FindDialog(QDialog):
    """Stays open beside the agreement while one goes from place to place."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        search: Callable[[str, bool], bool],
        parent: QWidget,
        before: str = "",
    ) -> None:
        """`search` goes to the next place of a text, or back; it says whether there is one.

        `before` is what was sought last.
        """
        super().__init__(parent)
        self.setWindowTitle(words.FIND_TITLE)
        self.setObjectName("find_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._theme, self._search = session, theme, search
        self._labels = Labels(theme, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 16)
        body = DialogBody(self)
        self._what = self._line(body, words.FIND_WHAT, "find_what")
        self._by = self._line(body, words.REPLACE_BY, "replace_by")
        self._exact = QCheckBox(words.FIND_EXACT, body.inside)
        self._exact.setObjectName("find_exact")
        body.column.addWidget(self._exact)
        body.column.addWidget(self._labels.text(words.MODEL_TEXT, body.inside, "small", "muted"))
        self._said = self._labels.text("", body.inside)
        self._said.setObjectName("find_said")
        body.column.addWidget(self._said)
        body.column.addStretch(1)
        outer.addWidget(body, 1)
        outer.addWidget(self._buttons())
        theme.changed.connect(self._restyle)
        self._restyle()
        self._what.setText(before)
        self._what.selectAll()
        self._what.setFocus()

    def _line(self, body: DialogBody, label: str, name: str) -> QLineEdit:
        line = QLineEdit(body.inside)
        line.setObjectName(name)
        line.setAccessibleName(label)
        shown = self._labels.text(label, body.inside, "label")
        shown.setBuddy(line)
        body.column.addWidget(shown)
        body.column.addWidget(line)
        body.column.addSpacing(8)
        return line

    def _buttons(self) -> Flow:
        made = []
        for name, text, look, slot in (
            ("replace_all", words.REPLACE_ALL, "plain", self._replace),
            ("close", words.CLOSE, "plain", self.reject),
            ("find_previous", words.FIND_PREVIOUS, "plain", lambda: self._find(backwards=True)),
            ("find_next", words.FIND_NEXT, "main", lambda: self._find(backwards=False)),
        ):
            button = make_button(self._theme, text, self, look=look)
            button.setObjectName(name)
            button.setDefault(look == "main")
            button.clicked.connect(slot)
            made.append(button)
        return button_row(self._theme, *made)

    def _find(self, *, backwards: bool) -> None:
        text = self._what.text()
        if not text:
            self._said.setText(words.FIND_NOTHING)
        else:
            found = self._search(text, backwards)
            self._said.setText("" if found else words.NOT_FOUND.format(text=text))

    @Slot()
    def _replace(self) -> None:
        old, new = self._what.text(), clean_text(self._by.text())
        if not old:
            self._said.setText(words.FIND_NOTHING)
            return
        exact = self._exact.isChecked()
        changed, count = replaced(self._session.document, old, new, exact=exact)
        if count:
            self._session.become(changed, words.REPLACE_STEP.format(old=old))
            self._said.setText(words.REPLACED.format(count=words.things(count, "place")))
        else:
            self._said.setText(words.NOT_REPLACED.format(text=old))

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        for line in (self._what, self._by):
            line.setMinimumHeight(theme.grown(34))
        self._exact.setMinimumHeight(theme.grown(28))
        fit(self, theme.grown(680), theme.grown(350))
