"""The program as one: its style and theme, its hook for faults, and its windows."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Slot

from mou_desktop.gui.collecting import Collector
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.faults import Faults
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.style import HouseStyle
from mou_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

NAME = "MOU Desktop"


class Program(QObject):
    """Holds what all windows share."""

    def __init__(self, app: QApplication, desk: Desk | None = None) -> None:
        super().__init__(app)
        self._app = app
        app.setApplicationName(NAME)
        app.setApplicationDisplayName(NAME)
        self._theme = Theme(app)
        self._style = HouseStyle(self._theme)  # Python must hold it as long as Qt uses it
        app.setStyle(self._style)
        self._desk = desk or Desk()
        self._theme.choose(self._desk.memory.theme, self._desk.memory.scale)
        Collector(app)
        self._faults = Faults(self)
        self._faults.install()
        self.windows: list[MainWindow] = []
        self._listen_to_signals()

    def open(self, files: Sequence[Path]) -> None:
        """Open a window for each file, or one with the start page."""
        first = self._window()
        for path in files:
            window = first if first.session is None else self._window()
            window.open_file(path)

    def _window(self) -> MainWindow:
        window = MainWindow(self._desk, self._theme)
        window.window_asked.connect(self._on_window_asked)
        self._faults.watch(window)
        self.windows.append(window)
        window.show()
        return window

    @Slot(object)
    def _on_window_asked(self, path: Path) -> None:
        self._window().open_file(path)

    def _listen_to_signals(self) -> None:
        """Hear SIGTERM and Ctrl+C even while Qt sleeps: the work is kept, and the program ends."""
        if os.name != "posix":
            return
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        for window in self.windows:
            window.keep_work()
        self._app.exit(0)
