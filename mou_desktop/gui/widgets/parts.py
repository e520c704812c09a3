"""Labels, buttons and grounds in the colours and type of the theme: what every panel is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mou_desktop.gui.icons import icon, pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mou_desktop.gui.theme import Kind, Theme


def make_label(
    theme: Theme, text: str, parent: QWidget, kind: Kind = "body", role: str = "text"
) -> QLabel:
    """Return a label that wraps and takes the height its lines need."""
    label = QLabel(text, parent)
    label.setFont(theme.font(kind))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    colour_label(theme, label, role)
    return label


def colour_label(theme: Theme, label: QLabel, role: str) -> None:
    """Give a label the colour of a role."""
    palette = label.palette()
    palette.setColor(label.foregroundRole(), theme.colour(role))
    label.setPalette(palette)


def make_button(
    theme: Theme, text: str, parent: QWidget, name: str = "", look: str = "plain"
) -> QPushButton:
    """Return a button; `look` is main (one a screen), plain, or flat; `name` is its icon."""
    button = QPushButton(text, parent)
    button.setProperty("look", look)
    button.setAutoDefault(True)  # Enter presses it, in a window as in a dialog
    button.setMinimumHeight(theme.grown(38 if look == "main" else 34))
    if name:
        button.setIcon(icon(theme, name, "on_accent" if look == "main" else "text"))
        button.setIconSize(QSize(theme.grown(18), theme.grown(18)))
    return button


def make_picture(theme: Theme, name: str, role: str, parent: QWidget, size: int = 20) -> QLabel:
    """Return an icon that stands for itself; the words beside it are its name."""
    picture = QLabel(parent)
    picture.setPixmap(pixmap(theme, name, role, size))
    return picture


def make_trouble(
    theme: Theme, text: str, parent: QWidget, looks: tuple[str, str], key: str
) -> QWidget:
    """Return a sentence on what is wrong with the field `key`; `looks` are icon and colour."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(make_picture(theme, *looks, line, 16), 0, Qt.AlignmentFlag.AlignTop)
    label = make_label(theme, text, line, "body", looks[1])
    label.setObjectName(f"trouble_{key}")
    row.addWidget(label, 1)
    return line


class Ground(QFrame):
    """A ground in one colour of the theme, with round corners or an edge where they are asked.

    One with square corners has its edge below it alone.
    """

    def __init__(
        self, theme: Theme, role: str, parent: QWidget, *, radius: int = 0, edge: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._radius, self._edge = theme, role, radius, edge

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; what stands on it paints itself."""
        painter = QPainter(self)
        if not self._radius:
            painter.fillRect(event.rect(), self._theme.colour(self._role))
            if self._edge:
                line = QRect(0, self.height() - 1, self.width(), 1)
                painter.fillRect(line, self._theme.colour("border"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour(self._role))
        edge = self._edge or self._theme.name == "high-contrast"
        painter.setPen(self._theme.colour("border") if edge else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), self._radius, self._radius)
