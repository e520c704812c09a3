"""Pastes with patience: on Windows another program may hold the clipboard for a moment.

What is done with what it holds is the box's own business.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtGui import QGuiApplication

from mou_desktop.gui import words
from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

TRIES: Final = 4
AGAIN: Final = 60  # milliseconds between two of them


def paste(
    box: QWidget,
    take: Callable[[QMimeData], object],
    refuse: Callable[[str], object],
    tries: int = TRIES,
) -> None:
    """Have `take` get what the clipboard holds; `refuse` hears why there is nothing to be had."""
    held = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())  # as Qt has it
    if held is not None and held.formats():
        take(held)
    elif tries > 1:
        later(box, partial(paste, box, take, refuse, tries - 1), AGAIN)
    else:
        refuse(words.NOTHING_TO_PASTE)
