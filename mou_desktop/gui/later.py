"""Calls something once the events at hand are over.

`QTimer.singleShot` would do, but PySide never lets go of a call whose owner died before its turn,
nor of the window behind it; and each signal that is connected to a method of Qt's own, such as
`deleteLater`, leaves 64 bytes behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def later(owner: QObject, call: Callable[[], object], milliseconds: int = 0) -> None:
    """Call it when its time has come, unless `owner` is gone by then."""
    _Turn(owner, call, milliseconds).start()


class _Turn(QTimer):
    """One call. It belongs to its owner and dies with it, or once the call is made."""

    def __init__(self, owner: QObject, call: Callable[[], object], milliseconds: int) -> None:
        super().__init__(owner, singleShot=True, interval=milliseconds)
        self._call = call
        self.timeout.connect(self._on_time)

    @Slot()
    def _on_time(self) -> None:
        call = self._call
        del self._call  # it may hold the owner up: let go of in `~QTimer`, it would delete it twice
        self.deleteLater()
        call()
