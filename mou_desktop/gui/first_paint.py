"""Ends the program once its window is painted, for `make build`, which starts what it built.

Asked for by the environment variable `MOU_EXIT_AT_FIRST_PAINT`, and by nothing in the window. The
program starts as for anybody, says `first paint`, and its windows are closed. It measures nothing.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from mou_desktop.gui.later import later

SAID = "first paint"


class FirstPaint(QObject):
    """Watches all of the program until a main window, or a part of it, is painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let every event through, and end after the round of events that paints."""
        if (
            event.type() is QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and isinstance(watched.window(), QMainWindow)
        ):
            self._app.removeEventFilter(self)
            later(self, self._end)
        return False

    def _end(self) -> None:
        if sys.stdout is not None:
            sys.stdout.write(f"{SAID}\n")
            sys.stdout.flush()
        self._app.closeAllWindows()
