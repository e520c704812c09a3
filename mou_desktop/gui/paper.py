"""Paper: its colours, its type and its measures, whatever palette and size the screen has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

from mou_desktop.gui.palette import PALETTES
from mou_desktop.gui.theme import SERIFS

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Kind

WIDE, HIGH, MARGIN = 8.5, 11.0, 1.0  # inches: letter, as the Word file has it
HEAD, FOOT = 0.5, 0.5  # inches from the edge of the paper to its head and to its foot
POINTS: Final = 11.0
SMALL: Final = 9.0


class Paper:
    """White paper of letter size. Lengths are in inches, and in dots of the layout."""

    def __init__(self) -> None:
        found: list[str] = [one for one in SERIFS if one in QFontDatabase.families()]
        self._families = found or ["serif"]
        screen = QGuiApplication.primaryScreen()
        self.dots = screen.logicalDotsPerInchY()  # what a text document is laid out in

    def colour(self, role: str) -> QColor:
        """Return the colour of a role: those of the light palette, on white."""
        return QColor(PALETTES["light"][role])

    def font(self, _kind: Kind = "page") -> QFont:
        """Return the font of the agreement; letters stand where the printer puts them."""
        return self._font(POINTS)

    @property
    def small(self) -> QFont:
        """The font of head and foot, in dots of the layout, as a painter wants it."""
        font = self._font(SMALL)
        font.setPixelSize(round(SMALL * self.dots / 72))
        return font

    @property
    def column(self) -> tuple[float, float]:
        """Width and height of the text on a sheet, in dots."""
        return (WIDE - 2 * MARGIN) * self.dots, (HIGH - 2 * MARGIN) * self.dots

    def _font(self, points: float) -> QFont:
        font = QFont()
        font.setFamilies(self._families)
        font.setPointSizeF(points)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
