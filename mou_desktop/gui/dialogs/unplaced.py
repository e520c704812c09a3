"""What came back and has no place in the agreement: each text, to be put where it belongs.

A text is put into a clause with all other decisions, and until they are applied it is taken out
again as easily. What is not taken at all, such as formatting, is counted there too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.putting import PutDialog
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reading_area import ReadingArea
from mou_desktop.gui.widgets.spoken import say
from mou_desktop.word.returned.decided import places_in
from mou_desktop.word.returned.naming import ReturnNames

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.theme import Theme


class UnplacedDialog(QDialog):
    """Lists the texts, each with what can be done with it."""

    def __init__(self, theme: Theme, review: Review, parent: QWidget) -> None:
        super().__init__(parent)
        came = review.came
        self._theme, self._review, self._labels = theme, review, Labels(theme, self)
        self._names, self._after = ReturnNames(came.mine), review.foreseen().document
        self._parts: dict[int, tuple[QLabel, QPushButton]] = {}
        self.setObjectName("unplaced_dialog")
        self.setWindowTitle(words.REVIEW_UNPLACED_TITLE)
        labels = self._labels
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        area = ReadingArea(theme, words.REVIEW_UNPLACED_TITLE, self)
        inside, column = area.begin(), area.column
        if came.unplaced:
            column.addWidget(labels.text(words.REVIEW_UNPLACED_LEAD, inside, "body", "muted"))
        for at, text in enumerate(came.unplaced):
            self._add(at, text, inside, column)
        for text in came.remarks:
            column.addSpacing(8)
            column.addWidget(labels.text(text, inside))
        if came.reformatted:
            column.addSpacing(8)
            counted = words.number_of(came.reformatted, words.REVIEW_IGNORED)
            column.addWidget(labels.text(counted, inside, "label"))
            column.addWidget(labels.text(words.REVIEW_UNPLACED_FORMAT, inside, "body", "muted"))
        area.finish()
        box.addWidget(area, 1)
        self._news = labels.text("", self, "small", "muted")
        self._news.setObjectName("news")
        box.addWidget(self._news)
        close = make_button(theme, words.CLOSE, self, look="main")
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        box.addWidget(button_row(theme, close, side=0))
        close.setFocus()
        fit(self, theme.grown(640), theme.grown(440))

    def _add(self, at: int, text: str, inside: QWidget, column: QVBoxLayout) -> None:
        """Add a text: its words, where it is put, and its buttons."""
        column.addSpacing(8)
        said = self._labels.text(text, inside)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(said)
        where = self._labels.text("", inside, "body", "changed")
        where.setObjectName(f"where_{at + 1}")
        column.addWidget(where)
        buttons = Flow(inside)
        put = make_button(self._theme, words.REVIEW_PUT, buttons)
        put.setObjectName(f"put_{at + 1}")
        put.clicked.connect(partial(self._put, at))
        copy = make_button(self._theme, words.REVIEW_COPY, buttons, "copy")
        copy.setObjectName(f"copy_{at + 1}")
        copy.clicked.connect(partial(self._copy, text))
        for button in (put, copy):
            button.setAccessibleDescription(text)
            buttons.addWidget(button)
        column.addWidget(buttons)
        self._parts[at] = (where, put)
        self._show_place(at)

    def _show_place(self, at: int) -> None:
        """Say what becomes of a text, and what its button does now."""
        where, put = self._parts[at]
        clause = self._review.place_of(at)
        where.setText(self._said_of(clause) if clause else "")
        where.setVisible(bool(clause))
        put.setText(words.REVIEW_PUT_BACK if clause else words.REVIEW_PUT)

    def _said_of(self, clause: str) -> str:
        name, place = self._names.clause(clause, ""), places_in(self._after, [clause])[clause]
        if place == "text":
            return words.REVIEW_PUT_DONE.format(clause=name)
        return words.REVIEW_PUT_NOTE.format(clause=name, why=words.REVIEW_TAKES_NONE[place])

    def _put(self, at: int, *_: object) -> None:
        """Ask for the clause that takes a text, or take the text out of it again."""
        clause = ""
        if not self._review.place_of(at):
            came = self._review.came
            text = came.unplaced[at]
            dialog = PutDialog(self._theme, came.mine, text, self, after=self._after)
            dialog.exec()
            dialog.deleteLater()
            if not (clause := dialog.clause):
                return
        self._review.place(at, clause)
        self._show_place(at)
        self._tell(self._parts[at][0].text() or words.REVIEW_TAKEN_OUT)

    def _tell(self, text: str) -> None:
        self._news.setText(text)
        say(self._news, text)

    def _copy(self, text: str, *_: object) -> None:
        QGuiApplication.clipboard().setText(text)
        self._tell(words.REVIEW_COPIED)
