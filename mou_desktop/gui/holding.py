"""Holds the courtesy lock of an open agreement's file: taken off the window's thread, and let go.

Without a lock the work goes on and nothing is claimed. Whether to go on beside somebody else is
asked elsewhere.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from mou_desktop.gui.work import PATIENCE, Worker
from mou_desktop.store import lock, project_file

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QDeadlineTimer

    from mou_desktop.store.lock import Held, Outcome


class Hold(QObject):
    """Holds one file at a time.

    Signals:
        taken: somebody else has it open; carries the `Holder`.
        settled: it was looked at, and nobody else has it.
    """

    taken = Signal(object)
    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._held: Held | None = None
        self._over = threading.Event()
        self.path: Path | None = None

    @property
    def claimed(self) -> bool:
        """Whether others are told that the file is open here."""
        return self._held is not None and self._held.claimed

    def hold(self, path: Path, *, anyway: bool = False) -> None:
        """Hold the file at `path`, and no other one any more."""
        before, self._held, self.path = self._held, None, path

        def take() -> Outcome:
            if before is not None:
                before.release()
            now = project_file.utc_now()
            found = lock.hold(path, now, anyway=anyway)
            if isinstance(found, lock.TakenBy) and _is_ours(found):
                found = lock.hold(path, now, anyway=True)
            if self._over.is_set() and isinstance(found, lock.Held):
                found.release()  # nobody is there any more to do it
            return found

        self._worker.do(take, self._on_done)

    def let_go(self, milliseconds: int = PATIENCE) -> None:
        """Take the lock away, whatever is still under way."""
        self._worker.waitForDone(milliseconds)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)  # what it told meanwhile
        held, self._held, self.path = self._held, None, None
        if held is None:
            return
        self._worker.do(held.release)

    def close(self, patience: QDeadlineTimer) -> None:
        """Take the lock away for good.

        Where the share does not answer in time, the worker takes it away once it does. A lock that
        stays, because the program ends before, is one of a dead process, and is taken over.
        """
        self._over.set()
        self.let_go(patience.remainingTime())
        self._worker.let_go(patience.remainingTime())

    @Slot(object)
    def _on_done(self, found: Outcome) -> None:
        if isinstance(found, lock.TakenBy):
            self.taken.emit(found.holder)
        elif self.path is None or found.path != lock.beside(self.path):
            self._worker.do(found.release)  # the window has gone on meanwhile
        else:
            self._held = found
            self.settled.emit()


def _is_ours(found: lock.TakenBy) -> bool:
    """Return whether this very program holds it: it was closed in another window just now."""
    return found.holder.is_here and found.holder.pid == os.getpid()
