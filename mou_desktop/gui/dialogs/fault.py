"""The one dialog for a fault of the program: what happened, that the work is kept, how to go on.

It shows no line of code; those can be copied, for whoever mends the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.details import details_text
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.flow import Flow


class FaultDialog(QDialog):
    """Waits for the user without holding the program up, whatever else is open.

    Signals:
        copy_asked: the agreement is to be saved as a copy.
    """

    copy_asked = Signal()

    def __init__(
        self, theme: Theme, details: str, parent: QWidget, *, kept: bool, work: bool = True
    ) -> None:
        """`kept` says that recovery copies were written, `work` that there is one to save."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setObjectName("fault_dialog")
        self.setWindowTitle(words.FAULT_TITLE)
        self._details, self._count = details, 1
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 16)
        body = DialogBody(self)
        inside = body.inside
        head = QHBoxLayout()
        head.setSpacing(12)
        picture = labels.picture("attention", "error", inside, 20)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(labels.text(words.FAULT_TITLE, inside, "h2"), 1)
        body.column.addLayout(head)
        body.column.addWidget(labels.text(words.FAULT if kept else words.FAULT_NOT_KEPT, inside))
        self._news = labels.text("", inside, "small", "muted")
        self._news.setObjectName("news")
        body.column.addWidget(self._news)
        body.column.addStretch(1)
        box.addWidget(body, 1)
        box.addWidget(self._buttons(theme, work=work))
        fit(self, theme.grown(520), theme.grown(240))

    def _buttons(self, theme: Theme, *, work: bool) -> Flow:
        copy = make_button(theme, words.COPY_DETAILS, self, "copy")
        copy.setObjectName("copy_details")
        save = make_button(theme, words.SAVE_A_COPY, self)
        save.setObjectName("save_copy")
        go_on = make_button(theme, words.CONTINUE, self, look="main")
        go_on.setObjectName("continue")
        save.setVisible(work)
        go_on.setFocus()
        copy.clicked.connect(self._copy)
        save.clicked.connect(self.copy_asked)
        go_on.clicked.connect(self.close)
        return button_row(theme, copy, save, go_on)

    def count(self, times: int) -> None:
        """Say how often it has happened by now."""
        self._count = times
        self._news.setText(words.FAULT_AGAIN.format(count=times) if times > 1 else "")

    @Slot(str)
    def say_copied(self, name: str) -> None:
        """Say where the copy is that was asked for."""
        self._say(words.COPIED_TO.format(name=name))

    def _say(self, news: str) -> None:
        self._news.setText(news)
        say(self, news)

    @Slot()
    def _copy(self) -> None:
        times = words.FAULT_AGAIN.format(count=self._count) if self._count > 1 else ""
        text = "\n".join(filter(None, (details_text(), "", times, self._details)))
        QGuiApplication.clipboard().setText(text)
        self._say(words.COPIED)
