"""Lets the page scroll when the wheel passes over something that the wheel would change.

It asks only where the keyboard is: what has it is meant, and takes the wheel as Qt would have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox, QSpinBox


class CalmWheel(QObject):
    """Keeps the wheel from a drop-down or a spin box that does not have the keyboard."""

    def __init__(self, widget: QComboBox | QSpinBox) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt gives it to whatever the wheel meets
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on to what lies behind."""
        if event.type() == QEvent.Type.Wheel and not self._widget.hasFocus():
            event.ignore()
            return True
        return False
