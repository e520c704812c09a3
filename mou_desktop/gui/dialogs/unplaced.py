"""What came back and has no place in the agreement: each text, to be copied where it belongs.

What is not taken at all, such as formatting, is counted there too. It changes nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reading_area import ReadingArea
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.reviewing import CameBack
    from mou_desktop.gui.theme import Theme


class UnplacedDialog(QDialog):
    """Lists the texts, with a button that copies each of them."""

    def __init__(self, theme: Theme, came: CameBack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unplaced_dialog")
        self.setWindowTitle(words.REVIEW_UNPLACED_TITLE)
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        area = ReadingArea(theme, words.REVIEW_UNPLACED_TITLE, self)
        inside, column = area.begin(), area.column
        if came.unplaced:
            column.addWidget(labels.text(words.REVIEW_UNPLACED_LEAD, inside, "body", "muted"))
        for at, text in enumerate(came.unplaced, 1):
            column.addSpacing(8)
            said = labels.text(text, inside)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(said)
            copy = make_button(theme, words.REVIEW_COPY, inside, "copy")
            copy.setObjectName(f"copy_{at}")
            copy.setAccessibleDescription(text)
            copy.clicked.connect(partial(self._copy, text))
            column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
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

    def _copy(self, text: str, *_: object) -> None:
        QGuiApplication.clipboard().setText(text)
        self._news.setText(words.REVIEW_COPIED)
        say(self._news, words.REVIEW_COPIED)
