"""Calls something once the events at hand are over.

`QTimer.singleShot` would do, but PySide never lets go of a call whose owner died before its turn,
nor of the window behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def later(owner: QObject, call: Callable[[], object], milliseconds: int = 0) -> None:
    """Call it when its time has come, unless `owner` is gone by then."""
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
