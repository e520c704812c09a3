"""What stands in for the user, and for the system, around a dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from mou_desktop.gui.dialogs.choosing import ChoiceDialog


class Opened(QObject):
    """Stands in for the program that shows folders."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def part(dialog: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def press(dialog: QWidget, name: str) -> None:
    button = part(dialog, QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


class Answers:
    """Answers questions one after the other, and keeps what they said."""

    def __init__(self, *answers: str) -> None:
        self.said: list[str] = []
        self._answers = list(answers)
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox | ChoiceDialog) or not self._answers:
            return
        wanted = self._answers.pop(0)
        self.said.append(box.text() if isinstance(box, QMessageBox) else box.said)
        buttons = box.findChildren(QPushButton)
        next(one for one in buttons if one.text().replace("&", "") == wanted).click()
