"""The program as one: what all windows share, which window shows which file, and how it ends."""

from __future__ import annotations

import logging
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from mou_desktop import __version__
from mou_desktop.errors import MouError
from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.collecting import Collector
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.faults import Faults
from mou_desktop.gui.later import later
from mou_desktop.gui.logbook import Logbook
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.seen import Seen
from mou_desktop.gui.self_test import SelfTest
from mou_desktop.gui.speller import Speller
from mou_desktop.gui.style import HouseStyle
from mou_desktop.gui.theme import Theme
from mou_desktop.store import openings, project_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QSessionManager

    from mou_desktop.gui.single import Single
    from mou_desktop.store.project_file import Project

ALIVE_EVERY = 2_000  # milliseconds between two signs that the windows are served
LISTEN_AFTER = 200  # milliseconds after the first paint; QtNetwork takes as long to load as a page
GOES_ON = 10_000  # milliseconds after which a session that was to end is taken to go on
_log = logging.getLogger(__name__)


class Program(QObject):
    """Holds the windows and what they share. What is in a file is not its business."""

    def __init__(
        self, app: QApplication, desk: Desk | None = None, single: Single | None = None
    ) -> None:
        super().__init__(app)
        self._app = app
        app.setApplicationName(words.PRODUCT)
        self._theme = Theme(app)
        self._style = HouseStyle(self._theme)  # Python must hold it as long as Qt uses it
        app.setStyle(self._style)
        self._desk = desk or Desk()
        self._logbook = Logbook(self._desk.logs)
        self._logbook.hear_native_code()
        alive = QTimer(self, interval=ALIVE_EVERY)
        alive.timeout.connect(self._logbook.hear_sign_of_life)
        alive.start()
        _log.info("started, version %s", __version__)
        self._speller = Speller(self._desk, self)
        app.aboutToQuit.connect(self._speller.wait)
        self._theme.choose(self._desk.memory.theme, self._desk.memory.scale)
        Collector(app)
        self.windows: list[MainWindow] = []
        self._self_test = SelfTest(self._front, self)
        self._faults = Faults(lambda: self.windows, self._theme, self)
        self._faults.install()
        self._single = single
        if single is not None:
            single.files_came.connect(self._on_files, Qt.ConnectionType.QueuedConnection)
        self._listen_to_signals()
        app.commitDataRequest.connect(self._on_session_end, Qt.ConnectionType.DirectConnection)

    def open(self, files: Sequence[Path]) -> None:
        """Open a window for each file, or one with the start page.

        A file that is open already has its window raised. Those that cannot be opened are told
        together, once, after the others are there.
        """
        refused, damaged = [], None
        crashing: list[Path] = []
        by_itself = not self.windows
        for path in files:
            if not self.show_file(path):
                try:
                    project = project_file.load(path)
                except MouError as error:
                    _log.info("refused %s: %s", path.name, type(error).__name__)
                    refused.append(str(error))
                    damaged = path
                else:
                    if by_itself and self._keeps_crashing(project):
                        crashing.append(path)
                        continue
                    _log.info("opened %s", path.name)
                    window = self._free_window()
                    window.show_project(project, path)
                    window.show()
        if not self.windows:
            self._window().show()
        if refused:
            # once the program runs: a signal to end it must find a loop that it can end
            later(self, lambda: self._say_refused(refused, damaged))
        for path in crashing:
            later(self, partial(self._front().ask_after_crashes, path))

    def _keeps_crashing(self, project: Project) -> bool:
        """Return whether the program stopped twice in a row with an agreement open."""
        count = openings.times(project.document.id, self._desk.openings)
        return count >= openings.TOO_OFTEN

    def _say_refused(self, refused: list[str], damaged: Path | None) -> None:
        """Say what was not opened; of one file, offer what is kept of it."""
        if len(refused) == 1 and damaged is not None:
            self._front().offer_kept(damaged, refused[0])
        else:
            tell(self._front(), words.COULD_NOT_OPEN, "\n\n".join(refused))

    def show_file(self, path: Path) -> bool:
        """Raise the window that has the file at `path` open; False where none has."""
        for window in self.windows:
            session = window.session
            if session is not None and session.path is not None and _same(session.path, path):
                _raise(window)
                return True
        return False

    @Slot()
    def quit(self) -> None:
        """Close every window, after each was asked about its changes; Cancel keeps them all."""
        for window in list(self.windows):
            if window.session is not None and window.session.dirty:
                _raise(window)
            if not window.may_close():
                return
        for window in list(self.windows):
            window.close_as_asked()

    # ---- windows -----------------------------------------------------------------------------

    def _window(self) -> MainWindow:
        window = MainWindow(self._desk, self._theme, self.show_file, self._speller)
        window.files_asked.connect(self.open)
        window.quit_asked.connect(self.quit)
        window.closed.connect(self._on_closed)
        seen = Seen(window)
        seen.came.connect(self._self_test.begin)
        if self._single is not None:
            seen.came.connect(self._listen_soon)
        self.windows.append(window)
        return window

    @Slot()
    def _listen_soon(self) -> None:
        """Hear later starts, once the first window has all that it shows."""
        if self._single is not None:
            later(self._single, self._single.listen, LISTEN_AFTER)

    def _free_window(self) -> MainWindow:
        """Return a window that shows no agreement. One that waits for an answer is left alone."""
        if QApplication.activeModalWidget() is None:
            for window in self.windows:
                if window.session is None:
                    return window
        return self._window()

    def _front(self) -> MainWindow:
        return next((one for one in self.windows if one.isActiveWindow()), self.windows[-1])

    @Slot(object)
    def _on_closed(self, window: MainWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
            window.deleteLater()

    @Slot(list)
    def _on_files(self, files: list[Path]) -> None:
        """Do what a second start asks for: come to the front, and open its files."""
        if self.windows:
            _raise(self._front())
        self.open(files)

    # ---- the end -----------------------------------------------------------------------------

    def _listen_to_signals(self) -> None:
        """Hear SIGTERM and Ctrl+C even while Qt sleeps: the work is kept, and the program ends."""
        if os.name != "posix":
            return
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        """End at once, without a question: every loop ends, that of an open dialog too."""
        self._keep_all()
        _log.info("told to end")
        self._app.exit(0)

    @Slot()
    def _on_session_end(self, manager: QSessionManager) -> None:
        """Keep the work before the system ends the session. Nothing is asked: nobody would wait."""
        self._keep_all()
        for window in self.windows:
            window.close_without_asking()
        later(self, self._on_session_goes_on, GOES_ON)
        manager.setRestartHint(manager.RestartHint.RestartNever)

    @Slot()
    def _on_session_goes_on(self) -> None:
        for window in self.windows:
            window.close_without_asking(without=False)

    def end(self) -> None:
        """Put everything down after the last loop has ended: no worker may outlive the program."""
        for window in self.windows:
            window.put_down()
        self._self_test.wait()
        if self._single is not None:
            self._single.close()
        self._faults.remove()
        _log.info("ended")
        self._logbook.close()

    def _keep_all(self) -> None:
        for window in self.windows:
            window.keep_work()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _raise(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
