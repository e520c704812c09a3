"""About the program: its versions, what was not tried, the notice for Qt; details to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.details import details, details_text
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme


class AboutDialog(QDialog):
    """Says what the program is.

    Signals:
        licences_asked: the notices are to be shown.
    """

    licences_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(words.ABOUT_TITLE)
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 24, 0, 16)
        body = DialogBody(self)
        inside, column = body.inside, body.column
        column.setSpacing(12)
        column.addWidget(labels.text(words.PRODUCT, inside, "h1"))
        for sentence in (words.ABOUT_TEXT, words.ABOUT_WORDING, words.ABOUT_NOT_TRIED):
            column.addWidget(labels.text(sentence, inside))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(details()):
            said = labels.text(name, inside, "label")
            told = labels.text(value, inside)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(said, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, row, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addWidget(labels.text(words.ABOUT_QT, inside, "small", "muted"))
        column.addStretch(1)
        box.addWidget(body, 1)
        self._news = labels.text("", self, "small", "muted")
        self._news.setContentsMargins(24, 0, 24, 0)
        self._news.setObjectName("news")
        box.addWidget(self._news)
        self._add_buttons(theme, box)
        fit(self, theme.grown(600), theme.grown(600))

    def _add_buttons(self, theme: Theme, box: QVBoxLayout) -> None:
        copy = make_button(theme, words.COPY_DETAILS, self, "copy")
        copy.setObjectName("copy_details")
        copy.clicked.connect(self._copy)
        licences = make_button(theme, words.LICENCES, self, "book")
        licences.setObjectName("licences")
        licences.clicked.connect(self.licences_asked)
        close = make_button(theme, words.CLOSE, self, look="main")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        close.setFocus()
        box.addWidget(button_row(theme, copy, licences, close))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(details_text())
        self._news.setText(words.COPIED)
