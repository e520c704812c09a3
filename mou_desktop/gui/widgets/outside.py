"""Says when the mouse is used beside a sheet that lies over the window.

A press there closes the sheet and still does what it would do; a wheel would leave it behind. It
hears nothing of menus and calendars, which are windows of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QSinglePointEvent
from PySide6.QtWidgets import QApplication, QWidget

_KINDS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Outside(QObject):
    """Watches the window round `sheet` for as long as that is there.

    Signals:
        used: the mouse was pressed, or the wheel turned, beside the sheet.
    """

    used = Signal()

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say it, and let the event go where it goes."""
        if event.type() in _KINDS and isinstance(watched, QWidget) and self._sheet.isVisible():
            assert isinstance(event, QSinglePointEvent)  # noqa: S101 - both kinds are
            at = self._sheet.mapFromGlobal(event.globalPosition().toPoint())
            if watched.window() is self._sheet.window() and not self._sheet.rect().contains(at):
                self.used.emit()
        return False
