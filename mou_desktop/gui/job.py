"""Long work off the window's thread: it says how far it is, and can be called off.

The function may touch values only, nothing of the window. It is given something to tell how much
is done; calling the work off raises `Stopped` there, so that nothing stops in the middle of a
write. Whoever waits always hears how it ended, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mou_desktop.errors import Stopped
from mou_desktop.gui import words
from mou_desktop.gui.work import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    Told: TypeAlias = Callable[[float], None]

SLOW_AFTER = 300  # milliseconds
LOOK_EVERY = 50


class Job(QObject):
    """One piece of long work, begun by `start`.

    Signals:
        slow: it takes long enough to show how far it is.
        told: how much is done, in percent; only once it is slow.
        ended: it is over, however it went; one of the next three follows.
        done: it returned; carries what.
        refused: it could not be done; carries the sentence for the user.
        stopped: it was called off, and nothing came of it.
    """

    slow = Signal()
    told = Signal(int)
    ended = Signal()
    done = Signal(object)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, function: Callable[[Told], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._off = False
        self._worker = Worker(self)
        self._late = QTimer(self, singleShot=True, interval=SLOW_AFTER)
        self._late.timeout.connect(self._on_late)
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self._on_look)
        self.running = False
        self._function = function

    def start(self) -> None:
        """Begin."""
        self.running = True
        self._late.start()
        self._worker.do(self._run, self._on_done, self._on_refused)

    def stop(self) -> None:
        """Call it off. What is written already stays written, and is told as done."""
        self._off = True

    def wait(self) -> None:
        """Wait for the worker: nothing that it holds may go while it runs."""
        self._worker.waitForDone()

    def let_go(self, milliseconds: int) -> None:
        """Wait so long at most; from then on it goes on by itself, and tells nothing."""
        if not self._worker.let_go(milliseconds):
            self.blockSignals(True)
            self._late.stop()
            self._look.stop()

    def _run(self) -> Any:
        """Run in the worker."""
        try:
            self._tell(0.0)
            return self._function(self._tell)
        except Stopped:
            return _OFF

    def _tell(self, share: float) -> None:
        """Take note of how far it is, in the worker; go no further once it is called off."""
        self._share = share
        if self._off:
            raise Stopped(words.JOB_STOPPED)

    @Slot()
    def _on_late(self) -> None:
        self._look.start()
        self.slow.emit()

    @Slot()
    def _on_look(self) -> None:
        self.told.emit(round(100 * self._share))

    @Slot(object)
    def _on_done(self, found: Any) -> None:
        self._end()
        if found is _OFF:
            self.stopped.emit()
        else:
            self.done.emit(found)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._end()
        self.refused.emit(sentence)

    def _end(self) -> None:
        self.running = False
        self._worker.waitForDone()  # it has only to return, and whoever listens may let the job go
        self._late.stop()
        self._look.stop()
        self.ended.emit()


_OFF = object()  # what comes back from work that was called off
