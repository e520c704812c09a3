"""Shapes that the style and the rows of lists share: rounded grounds, edges and focus rings.

It draws what it is told in the theme's colours, and knows neither widgets nor documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

FIELD, CARD, PILL = 6.0, 8.0, 5.0  # radii


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
    radius: float = FIELD,
) -> None:
    """Draw a rounded rectangle; its edge lies wholly inside `rect`."""
    inset = width / 2 if edge is not None else 0.0
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    radius = max(radius - inset, 0.0)
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def ring_width(theme: Theme, least: float = 2.0) -> float:
    """Return how wide a focus ring is: wider in high contrast, and with the text."""
    strong = 0.5 if theme.name == "high-contrast" else 0.0
    return (least + strong) * max(1.0, 1 + (theme.scale - 1) / 2)


def ring(painter: QPainter, rect: QRect | QRectF, theme: Theme, radius: float = FIELD) -> None:
    """Draw the focus ring of a button or a row."""
    rounded(painter, rect, None, theme.colour("focus"), ring_width(theme), radius)
