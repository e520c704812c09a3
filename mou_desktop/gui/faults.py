"""The one hook for faults of the program: the work is kept first, then one plain dialog says so.

It takes what nobody caught: in the window's thread, in workers, in threads of Python, and what Qt
warns of. A fault that comes again and again is counted and told once. Nothing here may fail: what
does goes to the log and to the error output, and the program goes on.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mou_desktop.gui.dialogs.fault import FaultDialog
from mou_desktop.gui.logbook import lines_of, place_of, without_quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from mou_desktop.gui.main_window import MainWindow
    from mou_desktop.gui.theme import Theme

QUIET: Final = 10.0  # seconds without a fault, after which the same one is told again
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)


class Faults(QObject):
    """Keeps the work and tells the user, whatever went wrong, wherever it did.

    Signals:
        told: the dialog was shown.
    """

    told = Signal()
    _raised = Signal(str, str)

    def __init__(
        self,
        windows: Callable[[], Sequence[MainWindow]],
        theme: Theme,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._windows, self._theme, self._clock = windows, theme, clock
        self._thread = threading.get_ident()
        self._counts: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()
        self._last: dict[str, float] = {}
        self._dialog: FaultDialog | None = None
        self._restore: list[Callable[[], object]] = []
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand in for the hooks of Python and Qt from now on."""
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        sys.unraisablehook = lambda args: _note(args.exc_value)
        previous = qInstallMessageHandler(self._on_qt)
        self._restore = [
            lambda: setattr(sys, "excepthook", before[0]),
            lambda: setattr(threading, "excepthook", before[1]),
            lambda: setattr(sys, "unraisablehook", before[2]),
            lambda: qInstallMessageHandler(previous),
        ]

    def remove(self) -> None:
        """Give the hooks back to those that had them."""
        for give_back in self._restore:
            give_back()
        self._restore = []

    def take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep the work and tell the user. What is told holds types and lines, and no answers."""
        try:
            self._take((error or kind()).with_traceback(trace))
        except BaseException as failure:  # noqa: BLE001  # behind this hook there is nothing
            _last_resort(kind, failure)

    def _take(self, error: BaseException) -> None:
        place, details = place_of(error), lines_of(error)
        self._counts[place] += 1
        if _worth_a_line(self._counts[place]):
            _log.error("fault, time %d\n%s", self._counts[place], details)
            _to_stderr(details)
        now = self._clock()
        again = now - self._last.get(place, -QUIET) < QUIET
        self._last[place] = now
        if again:
            if self._dialog is not None:
                self._raised.emit(place, details)
            return
        if threading.get_ident() == self._thread:
            self._keep()
        self._raised.emit(place, details)

    def _keep(self) -> bool:
        """Keep the work of every window; False where some of it could not be kept."""
        kept = True
        for window in self._windows():
            try:
                kept = window.keep_work() and kept
            except Exception as failure:  # noqa: BLE001  # the next window's work counts as much
                _note(failure)
                kept = False
        return kept

    @Slot(str, str)
    def _tell(self, place: str, details: str) -> None:
        try:
            self._show(place, details)
        except BaseException as failure:  # noqa: BLE001  # or the hook would call itself for ever
            _note(failure)

    def _show(self, place: str, details: str) -> None:
        if self._dialog is not None:
            self._dialog.count(sum(self._counts.values()))
            return
        kept = self._keep()
        windows = sorted(
            self._windows(), key=lambda one: (one.session is None, not one.isActiveWindow())
        )
        if not windows:
            return
        active = windows[0]
        # A window that waits for an answer lets nothing through but what stands on it.
        parent = QApplication.activeModalWidget() or active
        dialog = FaultDialog(
            self._theme, details, parent, kept=kept, work=active.session is not None
        )
        dialog.count(self._counts[place])
        dialog.copy_asked.connect(active.save_copy)
        active.copied.connect(dialog.say_copied)
        dialog.destroyed.connect(self._on_closed)
        self._dialog = dialog
        dialog.show()
        self.told.emit()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None
        self._counts.clear()

    def _on_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Write down what Qt warns of; before it ends the program itself, keep the work."""
        try:
            line = f"Qt: {without_quotations(message)}"
            self._warnings[line] += 1
            if _worth_a_line(self._warnings[line]):
                _log.log(_LEVELS.get(kind, logging.WARNING), "%s", line)
                _to_stderr(f"{message}\n")
            if kind == QtMsgType.QtFatalMsg and threading.get_ident() == self._thread:
                self._keep()
        except BaseException as failure:  # noqa: BLE001  # Qt calls this and knows no exceptions
            _note(failure)


def _worth_a_line(count: int) -> bool:
    """Return whether the `count`th time is written down: 1, 10, 100 and so on."""
    return str(count).rstrip("0") == "1"


def _note(error: BaseException | None) -> None:
    with contextlib.suppress(BaseException):
        _log.error("fault beside the work\n%s", lines_of(error) if error else "")


def _last_resort(kind: type[BaseException], failure: BaseException) -> None:
    """Say the least there is to say: the hook has failed itself."""
    with contextlib.suppress(BaseException):
        _log.critical("the hook for faults failed on %s\n%s", kind.__name__, lines_of(failure))
    with contextlib.suppress(BaseException):
        _to_stderr(f"{kind.__name__}, and then {type(failure).__name__}\n")


def _to_stderr(text: str) -> None:
    """Write where a console listens. Programs with windows have none on Windows."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(f"{text.rstrip()}\n")
