"""The line above the page: where the user is, the zoom, and Fit width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import BUTTON, icon

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme


class ZoomBar(QWidget):
    """Shows a place and a zoom.

    Signals:
        smaller, larger, fitted: the buttons.
    """

    smaller = Signal()
    larger = Signal()
    fitted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = QLabel(self)
        self._zoom = QLabel(self)
        self._zoom.setAccessibleName(words.ZOOM_NAME)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = {
            "minus": self._button(words.ZOOM_OUT, "minus"),
            "plus": self._button(words.ZOOM_IN, "plus"),
        }
        self._fit = QPushButton(words.FIT_WIDTH, self)
        self._fit.setObjectName("fit_width")
        self._fit.setProperty("look", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        row.addWidget(self._place)
        row.addStretch(1)
        for widget in (self._buttons["minus"], self._zoom, self._buttons["plus"]):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._fit)
        self._buttons["minus"].clicked.connect(self.smaller)
        self._buttons["plus"].clicked.connect(self.larger)
        self._fit.clicked.connect(self.fitted)
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, *, place: str | None = None, zoom: int | None = None) -> None:
        """Show another place, or another zoom in percent."""
        if place is not None:
            self._place.setText(place)
        if zoom is not None:
            self._zoom.setText(words.ZOOM.format(percent=zoom))

    def _button(self, name: str, picture: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(picture)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    @Slot()
    def _dress(self) -> None:
        side, size = self._theme.grown(28), self._theme.grown(BUTTON)
        for picture, button in self._buttons.items():
            button.setIcon(icon(self._theme, picture))
            button.setIconSize(QSize(size, size))
            button.setFixedSize(side, side)
        self._fit.setMinimumHeight(side)
        for label in (self._place, self._zoom):
            label.setFont(self._theme.font("small"))
        wide = words.ZOOM.format(percent=200)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance(wide) + 8)
