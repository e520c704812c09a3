"""The tools above a table: what can be done with its rows, in words, folding where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.parts import make_button

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field

Tool = tuple[str, str, str]  # action, words, icon
ON_ROWS: Final[tuple[Tool, ...]] = (
    ("add", words.TABLE_ADD, "plus"),
    ("copy", words.TABLE_DUPLICATE, "copy"),
    ("up", words.TABLE_UP, "up"),
    ("down", words.TABLE_DOWN, "down"),
    ("remove", words.TABLE_REMOVE, "trash"),
)
FROM_OUTSIDE: Final[tuple[Tool, ...]] = (
    ("paste", words.TABLE_PASTE, "paste"),
    ("import", words.TABLE_IMPORT, "table"),
)
TOOLS: Final = (*ON_ROWS, *FROM_OUTSIDE)
ALONE: Final = ("up", "down")  # these stand without a word
SPACE: Final = 8  # between two tools
SIZE, PICTURE_GAP = 16, 4  # of a picture, and what Qt leaves beside it
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class TableTools(QWidget):
    """A bar of small buttons.

    Signals:
        pressed: one was pressed; carries its action.
    """

    pressed = Signal(str)

    def __init__(self, field: Field, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, QPushButton] = {}
        self._known: tuple[int, int] | None = None  # how wide each half is with all its words
        self._bar = QBoxLayout(ACROSS, self)
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(SPACE)
        left, self._right = QBoxLayout(ACROSS), QBoxLayout(ACROSS)
        self._right.addStretch(1)
        for half, tools in ((left, ON_ROWS), (self._right, FROM_OUTSIDE)):
            half.setSpacing(SPACE)
            self._bar.addLayout(half)
            for tool in tools:
                half.addWidget(self._make(field, tool))
        left.addStretch(1)
        self._right.addStretch(0)

    def _make(self, field: Field, tool: Tool) -> QPushButton:
        action, text, name = tool
        button = make_button(self._theme, "" if action in ALONE else text, self, name)
        button.setObjectName(f"{action}_{field.key}")
        button.setProperty("small", True)
        button.setAccessibleName(f"{text}: {field.label}")
        if action in ALONE:
            button.setToolTip(f"{text} ({words.TABLE_KEY_OF[action]})")
        button.setAutoDefault(False)
        button.clicked.connect(self._on_clicked)
        self._buttons[action] = button
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        for action, button in self._buttons.items():
            if button is sender:
                self.pressed.emit(action)

    def restyle(self) -> None:
        """Take the colours and sizes of the theme."""
        size = self._theme.grown(SIZE)
        for action, _, name in TOOLS:
            self._buttons[action].setIcon(icon(self._theme, name))
            self._buttons[action].setIconSize(QSize(size, size))
            self._buttons[action].setMinimumHeight(max(self._theme.grown(28), 28))
        self._known = None

    def allow(self, actions: Collection[str]) -> None:
        """Let only these tools be pressed."""
        for action, button in self._buttons.items():
            button.setEnabled(action in actions)

    def holds_focus(self, actions: Collection[str]) -> bool:
        """Return whether the keyboard is on one of these tools."""
        return any(self._buttons[action].hasFocus() for action in actions)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known = None

    def fold(self, room: int) -> bool:
        """Drop the pictures beside words, take two lines, and drop words, as the room asks.

        Return whether it is narrow.
        """
        first, second = self._known = self._known or self._measured()
        worded = [one for one in TOOLS if one[0] not in ALONE]
        plain = len(worded) * (self._theme.grown(SIZE) + PICTURE_GAP)
        narrow = room < first + SPACE + second - plain
        pictured, bare = narrow or room >= first + SPACE + second, room < first
        for action, text, name in worded:
            button = self._buttons[action]
            button.setIcon(icon(self._theme, name) if pictured else QIcon())
            if action != "add":
                button.setText("" if bare else text)
                button.setToolTip(text if bare else "")
        self._bar.setDirection(DOWN if narrow else ACROSS)
        self._right.setStretch(0, 0 if narrow else 1)
        self._right.setStretch(self._right.count() - 1, 1 if narrow else 0)
        return narrow

    def _measured(self) -> tuple[int, int]:
        """Return how wide each half is with its words and pictures."""
        for action, text, name in TOOLS:
            button = self._buttons[action]
            button.ensurePolished()
            button.setIcon(icon(self._theme, name))
            button.setText("" if action in ALONE else text)
        return self._wide(ON_ROWS), self._wide(FROM_OUTSIDE)

    def _wide(self, tools: Sequence[Tool]) -> int:
        wide = sum(self._buttons[action].sizeHint().width() for action, _, _ in tools)
        return wide + SPACE * (len(tools) - 1)
