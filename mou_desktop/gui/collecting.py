"""Python's collection of garbage, kept to the thread of the window.

Python collects in whatever thread happens to need memory. A worker that did so could take widgets
and timers of the window apart from its own thread, which Qt does not survive.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

EVERY: Final = 1000  # milliseconds


class Collector(QObject):
    """Collects garbage now and then, in the thread that it lives in, in place of Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the generations that have grown past Python's own limits."""
        for generation, limit in reversed(tuple(enumerate(gc.get_threshold()))):
            if gc.get_count()[generation] > limit:
                gc.collect(generation)
                return
