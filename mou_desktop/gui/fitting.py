"""Makes a window no larger than the screen that it opens on, its frame counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FRAME: Final = QSize(16, 48)  # what a desktop puts round a window: edges and a title


def room_for(window: QWidget) -> QSize:
    """Return the largest size that `window` may have inside its frame."""
    return window.screen().availableGeometry().size() - FRAME


def fit(window: QWidget, wide: int, high: int) -> None:
    """Give `window` a size, or as much of it as its screen has."""
    window.resize(QSize(wide, high).boundedTo(room_for(window)))
