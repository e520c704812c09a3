"""Short questions and short news, in a window of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget, title: str, question: str, answers: Sequence[str], *, careful: bool = False
) -> str:
    """Ask `question` and return the answer chosen; the last one where it was closed.

    Enter gives the first answer, or the last one where a `careful` user is asked about a loss.
    """
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, title, question)
    roles = [QMessageBox.ButtonRole.AcceptRole] * (len(answers) - 1)
    buttons = [
        box.addButton(answer, role)
        for answer, role in zip(answers, [*roles, QMessageBox.ButtonRole.RejectRole], strict=True)
    ]
    box.setDefaultButton(buttons[-1 if careful else 0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    clicked = box.clickedButton()
    return next((a for a, b in zip(answers, buttons, strict=True) if b is clicked), answers[-1])


def tell(parent: QWidget, title: str, sentence: str) -> None:
    """Say one thing that the user has to know."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, title, sentence)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.exec()


def _box(parent: QWidget, title: str, text: str) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
