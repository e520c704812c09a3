"""Whether a window stands still: how long its thread is kept from everything else."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer

MOST_STILL = 500
"""Milliseconds: five times what is promised, for other tests run on the same processors."""


class Pulse:
    """Beats in the window's thread, and keeps the longest time between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, 1000 * (now - self._last))
        self._last = now
