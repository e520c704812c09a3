"""Work off the window's thread: functions in a thread, and a signal with what each returned.

A fault of the program in it goes to the one hook for faults, and whoever waits is told as well:
nobody waits for ever.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from mou_desktop.errors import MouError
from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

PATIENCE = 2_000  # milliseconds for a share to answer while a window closes


class Work(QObject):
    """One function that a worker runs.

    Signals:
        done: it returned; carries what.
        refused: it could not be done; carries the sentence for the user. `error` tells why.
    """

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, function: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.error: MouError | None = None
        self._function = function

    def run(self) -> None:
        """Run in the worker; a fault of the program goes to the one hook for faults."""
        try:
            found = self._function()
        except MouError as error:
            self.error = error
            self.refused.emit(str(error))
        except BaseException:  # noqa: BLE001  # the hook takes it: raised here, it would end in Qt
            sys.excepthook(*sys.exc_info())
            self.refused.emit(words.FAULT_IN_WORK)
        else:
            self.done.emit(found)


class Worker(QThreadPool):
    """One thread, for one function after the other. They may touch values only, no window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setMaxThreadCount(1)
        parent.destroyed.connect(self._rest)
        self._turn = _Turn()
        self._given: deque[Work] = deque()
        self._let_go = 0

    @Slot()
    def _rest(self) -> None:
        """Wait while the parent goes, and let go of Python's lock meanwhile.

        Qt would wait as well; in a call that holds this lock, the worker would wait for it in turn.
        """
        self.waitForDone()

    def do(
        self,
        function: Callable[[], Any],
        done: Callable[..., object] | None = None,
        refused: Callable[..., object] | None = None,
    ) -> Work:
        """Have a function run. `done` and `refused`, slots of Qt objects, hear how it ended."""
        while self._let_go < self._turn.over:  # here and now: no worker may take a QObject apart
            self._given.popleft().setParent(None)
            self._let_go += 1
        work = Work(function, self)
        if done is not None:
            work.done.connect(done)
        if refused is not None:
            work.refused.connect(refused)
        self._given.append(work)
        self._turn.waiting.append(work)
        self.start(self._turn)
        return work

    def let_go(self, milliseconds: int) -> bool:
        """Wait so long at most. False: it goes on by itself, and nobody hears how that ends.

        A share that is away may never answer, and Qt waits for a worker before it lets one go. So
        the application holds it then, and a program that ends does not wait: see `is_left`.
        """
        if self.waitForDone(milliseconds):
            return True
        parent = self.parent()  # not held: it goes with its last name
        if parent is not None:
            parent.destroyed.disconnect(self._rest)
        self.setParent(QCoreApplication.instance())
        _log.warning("a worker was left: what it asked does not answer")
        return False


def is_left() -> bool:
    """Return whether a worker that was let go is still at work."""
    app = QCoreApplication.instance()
    if app is None:
        return False
    workers = app.findChildren(Worker, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(not worker.waitForDone(0) for worker in workers)


class _Turn(QRunnable):
    """Runs what waits, one at each start.

    PySide never lets go of a runnable that was started, so that a worker has one for all its work,
    and the runnable holds nothing once the work is over.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.waiting: deque[Work] = deque()
        self.over = 0

    def run(self) -> None:
        self._run_next()
        self.over += 1

    def _run_next(self) -> None:
        self.waiting.popleft().run()
