"""Work off the window's thread: one function, and a signal with what it returned.

A fault of the program in it goes to the one hook for faults, and whoever waits is told as well:
nobody waits for ever.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, Signal

from mou_desktop.errors import MouError
from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Callable


class Work(QObject):
    """Runs one function in a pool. The function may touch values only, nothing of the window.

    Signals:
        done: it returned; carries what.
        refused: it could not be done; carries the sentence for the user. `error` tells why.
    """

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, function: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.error: MouError | None = None
        self.runnable = _Run(self, function)


class _Run(QRunnable):
    def __init__(self, work: Work, function: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self._function = function

    def run(self) -> None:
        """Run in the worker; a fault of the program goes to the one hook for faults."""
        try:
            found = self._function()
        except MouError as error:
            self._work.error = error
            self._work.refused.emit(str(error))
        except BaseException:  # noqa: BLE001  # the hook takes it: raised here, it would end in Qt
            sys.excepthook(*sys.exc_info())
            self._work.refused.emit(words.FAULT_IN_WORK)
        else:
            self._work.done.emit(found)
