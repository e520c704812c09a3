"""Lets a button up once the menu that it opened has gone.

Qt tells a button nothing of a pointer that left it while its menu, or what the menu opened, had
the mouse: it would look pressed, or pointed at, until somebody passes over it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QCursor

from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class LetUp(QObject):
    """Belongs to the button, and dies with it."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button = button
        button.menu().aboutToHide.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        later(self, self._let_up)

    @Slot()
    def _let_up(self) -> None:
        button = self._button
        over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
        button.setDown(False)
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
        button.update()
