"""The program's test of itself: that Python and Qt fit together, and that its data is whole.

The first is asked before there is a window, since the wrong pair takes the program down later, in
the middle of work. The second waits in a worker until the first window is on the screen, and is
told once. Neither keeps anybody from opening or saving an agreement.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.job import Job
from mou_desktop.gui.later import later
from mou_desktop.store import installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

AFTER: Final = 1_000  # milliseconds, when the window has all that it shows
_log = logging.getLogger(__name__)


class SelfTest(QObject):
    """Looks once at the data of the installation, and tells what is wrong with it.

    Attributes:
        front: gives the window on which it is told.
    """

    def __init__(self, front: Callable[[], QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self.front = front
        self._begun = False
        self._job = Job(lambda _told: installation.trouble(), self)
        self._job.done.connect(self._on_done)

    @Slot()
    def begin(self) -> None:
        """Look, once it is quiet; a second call does nothing."""
        if not self._begun:
            self._begun = True
            later(self, self._job.start, AFTER)

    def wait(self) -> None:
        """Wait for the worker: nothing that it holds may go while it runs."""
        self._job.wait()

    @Slot(object)
    def _on_done(self, sentence: str) -> None:
        if sentence:
            _log.error("the installation is damaged")
            tell(QApplication.activeModalWidget() or self.front(), words.DAMAGED_TITLE, sentence)
