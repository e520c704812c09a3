"""Asks how to go on where there are several ways: each stands with a sentence on what it does.

It is for people who meet the question once a year, as at a file that somebody else has open. Two
ways that need no words are a message box. It does nothing itself: `chosen` says which way it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui.fitting import room_for
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.theme import Theme

FRAME = 56  # pixels round the words and above the button
NARROW = 440  # pixels at 100 % text, under which a sentence stands below its button


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go on: the name of its button, its words, and what it does."""

    name: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `leave` is the way that changes nothing: a window that is closed means it."""

    sign: str
    title: str
    sentence: str
    ways: Sequence[Way]
    leave: Way


class ChoiceDialog(QDialog):
    """Shows the ways, best first, and below them the one that changes nothing.

    Enter takes that one until another has the keyboard, and so do Esc and closing the window.

    Attributes:
        chosen: the name of the way.
    """

    def __init__(self, theme: Theme, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice_dialog")
        self.setWindowTitle(question.title)
        self.setAccessibleDescription(question.sentence)
        self.chosen = question.leave.name
        self._theme, self._labels = theme, Labels(theme, self)
        self._rows: list[QBoxLayout] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 16)
        self._body = DialogBody(self)
        inside, column = self._body.inside, self._body.column
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        picture = self._labels.picture(question.sign, "warn", inside, 20)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._labels.text(question.title, inside, "h2"), 1)
        column.addLayout(head)
        column.addWidget(self._labels.text(question.sentence, inside))
        buttons = [self._add(way, inside) for way in (*question.ways, question.leave)]
        column.addStretch(1)
        for one in buttons[:-1]:
            one.setMinimumWidth(max(each.sizeHint().width() for each in buttons[:-1]))
        box.addWidget(self._body, 1)
        box.addWidget(button_row(theme, buttons[-1]))
        buttons[-1].setFocus()
        room = room_for(self)
        wide = min(theme.grown(560), room.width())
        self.resize(wide, min(self._needs(wide), room.height()))

    def _add(self, way: Way, inside: QWidget) -> QPushButton:
        """Add a way: a button with its sentence, or the one at the foot with its sentence above."""
        foot = way.name == self.chosen
        parent = self if foot else inside
        button = make_button(self._theme, way.text, parent, look="main" if foot else "plain")
        button.setObjectName(way.name)
        button.setAccessibleDescription(way.hint)
        button.clicked.connect(lambda: self._choose(way.name))
        hint = self._labels.text(way.hint, inside, "body", "muted")
        if foot:
            self._body.column.addWidget(hint)
            return button
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(4)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addSpacing(8)
        row.addWidget(hint, 1, Qt.AlignmentFlag.AlignVCenter)
        self._rows.append(row)
        self._body.column.addLayout(row)
        return button

    def _needs(self, width: int) -> int:
        """Return how high all words stand without scrolling."""
        foot = self.findChild(QPushButton, self.chosen)
        words = self._body.inside.heightForWidth(width)
        return words + (foot.sizeHint().height() if foot else 0) + FRAME

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put each sentence below its button where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() / self._theme.scale < NARROW
        directions = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    @Slot()
    def _choose(self, name: str) -> None:
        self.chosen = name
        self.accept()

    @property
    def said(self) -> str:
        """What is asked, in words."""
        return self.accessibleDescription()
