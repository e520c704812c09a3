"""The tools above a table: what can be done with its rows, in words, folding where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.parts import make_button

if TYPE_CHECKING:
    from collections.abc import Sequence

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
ALONE: Final = ("up", "down")  # these stand without a word
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
        self._bar = QBoxLayout(ACROSS, self)
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(8)
        left, self._right = QBoxLayout(ACROSS), QBoxLayout(ACROSS)
        self._right.addStretch(1)
        for half, tools in ((left, ON_ROWS), (self._right, FROM_OUTSIDE)):
            half.setSpacing(8)
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
        size = self._theme.grown(16)
        for action, _, name in (*ON_ROWS, *FROM_OUTSIDE):
            self._buttons[action].setIcon(icon(self._theme, name))
            self._buttons[action].setIconSize(QSize(size, size))
            self._buttons[action].setMinimumHeight(max(self._theme.grown(28), 28))

    def fold(self, room: int) -> bool:
        """Take two lines, and then drop words, as the room asks; return whether it is narrow."""
        first, second = self._wide(ON_ROWS), self._wide(FROM_OUTSIDE)
        folded, bare = room < first + second, room < first
        for action, text, _ in (*ON_ROWS, *FROM_OUTSIDE):
            if action not in {*ALONE, "add"}:
                self._buttons[action].setText("" if bare else text)
                self._buttons[action].setToolTip(text if bare else "")
        self._bar.setDirection(DOWN if folded else ACROSS)
        self._right.setStretch(0, 0 if folded else 1)
        self._right.setStretch(self._right.count() - 1, 1 if folded else 0)
        return folded

    def _wide(self, tools: Sequence[Tool]) -> int:
        """Return how much room some tools take with their words."""
        one, edge = self.fontMetrics(), self._theme.grown(24 + 16 + 10)
        return sum(
            edge + 8 + (0 if action in ALONE else one.horizontalAdvance(text))
            for action, text, _ in tools
        )
