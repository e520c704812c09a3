"""The one hook for faults of the program: the work is kept first, then one plain dialog says so."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from mou_desktop.gui import words
from mou_desktop.gui.asking import ask

if TYPE_CHECKING:
    from types import TracebackType

    from mou_desktop.gui.main_window import MainWindow


class Faults(QObject):
    """Takes every exception that nobody caught, in the window's thread and in any other."""

    _raised = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._windows: list[MainWindow] = []
        self._asking = False
        self.count = 0
        self._raised.connect(self._show)

    def install(self) -> None:
        """Stand in for Python's own hooks from now on."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def watch(self, window: MainWindow) -> None:
        """Keep the work of `window` when something goes wrong."""
        self._windows.append(window)
        window.destroyed.connect(lambda: self._windows.remove(window))

    def take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep the work and tell the user. What is told holds no answers: types and lines only."""
        frames = "".join(traceback.format_list(traceback.extract_tb(trace)))
        self.count += 1
        self._raised.emit(f"{kind.__name__}\n{frames}")
        del error

    @Slot(str)
    def _show(self, details: str) -> None:
        if self._asking:
            return
        self._asking = True
        for window in self._windows:
            window.keep_work()
        sys.stderr.write(f"{words.FAULT_TITLE}: {details}")
        if self._windows:
            window = self._windows[-1]
            answers = (words.COPY_DETAILS, words.SAVE_A_COPY, words.CONTINUE)
            chosen = ask(window, words.FAULT_TITLE, words.FAULT, answers)
            if chosen == words.COPY_DETAILS:
                QGuiApplication.clipboard().setText(details)
            elif chosen == words.SAVE_A_COPY:
                window.save_copy()
        self._asking = False
