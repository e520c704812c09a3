"""Calls something once the events at hand are over.

`QTimer.singleShot` would do, but PySide never lets go of a call whose owner died before its turn,
nor of the window behind it; a signal connected for each call would leave a little behind as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QTimerEvent


def later(owner: QObject, call: Callable[[], object], milliseconds: int = 0) -> None:
    """Call it when its time has come, unless `owner` is gone by then."""
    _Turn(owner, call).startTimer(milliseconds)


class _Turn(QObject):
    """One call, which belongs to its owner and dies with it."""

    def __init__(self, owner: QObject, call: Callable[[], object]) -> None:
        super().__init__(owner)
        self._call = call

    def timerEvent(self, event: QTimerEvent) -> None:
        """Make the call, once."""
        self.killTimer(event.timerId())
        self.deleteLater()
        self._call()
