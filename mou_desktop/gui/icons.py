"""Our own icons: SVG files in `resources/icons`, drawn in a colour of the palette.

An icon decorates; the word beside it, or the accessible name of its button, says what it means.
Pictures are kept in Qt's own `QPixmapCache`. Nothing here knows which icon means what.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mou_desktop.locate import data_folder

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

_EMPTY: Final = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'/>"
ROW, BUTTON, ALONE = 16, 18, 20  # pixels at 100 % text: in rows, in buttons, without a word
NAMES: Final = (
    "todo", "progress", "done", "attention", "error", "left_out", "changed", "lock", "file", "new",
    "open", "book", "undo", "redo", "search", "export", "print", "plus", "minus", "up", "down",
    "left", "right", "copy", "trash", "paste", "table", "calendar", "note", "ask", "help", "info",
    "close", "check", "silent", "recover", "confirm", "gear", "list", "menu", "sign", "move",
    "conflict", "scales", "person", "mark",
)  # fmt: skip


def icon(theme: Theme, name: str, role: str = "text", size: int = BUTTON) -> QIcon:
    """Return an icon for a button or a menu. It is made again when the theme has changed.

    `size` grows with the text: give the button `theme.grown(size)` as its icon size.
    """
    made = QIcon(pixmap(theme, name, role, size))
    made.addPixmap(pixmap(theme, name, "disabled", size), QIcon.Mode.Disabled)
    return made


def pixmap(theme: Theme, name: str, role: str = "text", size: int = ROW) -> QPixmap:
    """Return an icon as a picture, `size` pixels wide at 100 % text, in the colour of `role`."""
    app = QGuiApplication.instance()
    dots = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return drawn(name, theme.colour(role).name(), theme.grown(size), dots)


def drawn(name: str, colour: str, size: int, dots: float = 1.0) -> QPixmap:
    """Return an icon `size` logical pixels wide in `colour`, `#rrggbb`; `dots` to a pixel."""
    key = f"mou {name} {colour} {size} {dots}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = _draw(name, colour, size, dots)
        QPixmapCache.insert(key, found)
    return found


def _draw(name: str, colour: str, size: int, dots: float) -> QPixmap:
    made = QPixmap(round(size * dots), round(size * dots))
    made.fill(Qt.GlobalColor.transparent)
    text = _source(name).replace("currentColor", colour)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(dots)
    return made


@cache
def _source(name: str) -> str:
    """Return an icon as it lies there; an empty one where it is damaged, since it only decorates.

    That something is missing is told once, by the program's test of itself.
    """
    path = data_folder("resources") / "icons" / f"{name}.svg"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _EMPTY
    return text if text.rstrip().endswith("</svg>") else _EMPTY
