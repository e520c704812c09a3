"""Colours and type of the window: one object, given to every panel, that says when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from mou_desktop.gui.palette import PALETTES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Kind = Literal["big", "h1", "h2", "label", "body", "small", "page"]
NAMES: Final = ("system", "light", "dark", "high-contrast")
LEAST_POINTS: Final = 10.0
SIZES: Final = {
    "big": 2.0,
    "h1": 1.6,
    "h2": 1.2,
    "label": 1.0,
    "body": 1.0,
    "small": 0.9,
    "page": 1.0,
}
BOLD: Final = {"big", "h1", "h2", "label"}
SERIFS: Final = ("Times New Roman", "Georgia", "Cambria", "Noto Serif", "Liberation Serif")

_ROLES: Final = {
    "Window": "window", "WindowText": "text", "Base": "surface", "AlternateBase": "raised",
    "Text": "text", "Button": "raised", "ButtonText": "text", "BrightText": "error",
    "PlaceholderText": "muted", "Mid": "border", "Dark": "control", "Midlight": "hover",
    "Light": "surface", "Shadow": "control", "Highlight": "select", "HighlightedText": "on_select",
    "Link": "accent", "LinkVisited": "accent", "Accent": "accent", "ToolTipBase": "raised",
    "ToolTipText": "text",
}  # fmt: skip


class Theme(QObject):
    """The palette and the size of text in use.

    Signals:
        changed: colours or sizes are other ones; whoever draws, draws again.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._base = max(app.font().pointSizeF(), LEAST_POINTS)
        self._chosen = "system"
        self._name = ""
        self._colours: dict[str, QColor] = {}  # asked for dozens of times at each key
        self.scale = 1.0
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system)
        self.apply()

    @property
    def name(self) -> str:
        """The palette in use: light, dark or high-contrast."""
        return self._name

    def _name_now(self) -> str:
        if self._chosen != "system":
            return self._chosen
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "high-contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def chosen(self) -> str:
        """What the user chose: one of NAMES."""
        return self._chosen

    def choose(self, name: str, scale: float | None = None) -> None:
        """Take a palette, and a size of text from 0.8 to 2.0."""
        self._chosen = name if name in NAMES else "system"
        self.scale = min(max(scale or self.scale, 0.8), 2.0)
        self.apply()

    def apply(self) -> None:
        """Give colours and type to the whole application."""
        self._name = self._name_now()
        self._colours = {}
        palette = QPalette()
        for role, colour in _ROLES.items():
            palette.setColor(QPalette.ColorRole[role], self.colour(colour))
        for role in ("WindowText", "Text", "ButtonText"):
            palette.setColor(
                QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], self.colour("disabled")
            )
        self._app.setPalette(palette)
        self._app.setFont(self.font("body"))
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of `palette.py`."""
        known = self._colours.get(role)
        if known is None:
            known = self._colours[role] = QColor(PALETTES[self.name][role])
        return QColor(known)

    def font(self, kind: Kind = "body") -> QFont:
        """Return the font for a kind of text. From 150 % on, what is large grows half as much."""
        font = QFont(self._app.font())
        size = SIZES[kind]
        if size > 1 and self.scale >= 1.5:
            size = 1 + (size - 1) / 2
        font.setPointSizeF(max(self._base * self.scale * size, 9.0))
        font.setWeight(QFont.Weight.DemiBold if kind in BOLD else QFont.Weight.Normal)
        if kind == "page":
            font.setFamilies(
                [one for one in SERIFS if one in QFontDatabase.families()] or ["serif"]
            )
        return font

    def grown(self, pixels: int) -> int:
        """Return a length that grows with the text by 80 %, such as the size of an icon."""
        return round(pixels * (1 + (self.scale - 1) * 0.8))

    def _on_system(self) -> None:
        if self._chosen == "system":
            self.apply()
