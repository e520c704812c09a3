"""The strip that a closed side panel leaves at the edge: an icon and a word for each tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import ALONE, icon
from mou_desktop.gui.widgets.parts import Ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.gui.theme import Theme

WIDTH = 72


class SideStrip(Ground):
    """Offers the tabs of a panel that is closed.

    Signals:
        chosen: one of them is asked for; carries its position.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, tabs: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """`tabs` are pairs of icon and word."""
        super().__init__(theme, "raised", parent)
        self.setObjectName("side_strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 12)
        column.setSpacing(8)
        self._buttons: list[QToolButton] = []
        for at, (name, word) in enumerate(tabs):
            button = QToolButton(self)
            button.setObjectName(f"strip_{name}")
            button.setProperty("icon_name", name)
            _name(button, word)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._on_clicked, at))
            column.addWidget(button)
            self._buttons.append(button)
        self.setFocusProxy(self._buttons[0])
        column.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def rename(self, at: int, word: str) -> None:
        """Give a tab other words, such as another count."""
        _name(self._buttons[at], word)

    @Slot()
    def _on_clicked(self, at: int) -> None:
        self.chosen.emit(at)

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        side = theme.grown(ALONE)
        for button in self._buttons:
            button.setFont(theme.font("small"))
            button.setIcon(icon(theme, str(button.property("icon_name")), size=ALONE))
            button.setIconSize(QSize(side, side))
            button.setMinimumHeight(theme.grown(52))
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        self.setFixedWidth(max(round(WIDTH * theme.scale), widest + 8))
        self.update()


def _name(button: QToolButton, word: str) -> None:
    """Show `word`; a screen reader hears that it opens a panel."""
    button.setText(word)
    button.setAccessibleName(words.STRIP_NAME.format(word=word))
