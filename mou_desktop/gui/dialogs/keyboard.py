"""Every key of the program in one list: those of the menus, then those of each part."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

    Group = tuple[str, Sequence[tuple[str, str]]]


class KeyboardDialog(QDialog):
    """Shows the list, to be read and copied."""

    def __init__(self, theme: Theme, of_menus: Sequence[Group], parent: QWidget) -> None:
        """`of_menus` are the keys of the window that asks."""
        super().__init__(parent)
        self.groups = all_keys(of_menus)
        self.setObjectName("keyboard_dialog")
        self.setWindowTitle(words.KEYBOARD_TITLE)
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(labels.text(words.KEYBOARD_TITLE, self, "h1"))
        self.reader = Reader(theme, words.KEYBOARD_TITLE, self)
        self.reader.show_html(_html(self.groups))
        box.addWidget(self.reader, 1)
        copy = make_button(theme, words.KEYBOARD_COPY, self, "copy")
        close = make_button(theme, words.CLOSE, self, look="main")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        box.addWidget(button_row(theme, copy, close, side=0))
        self.reader.setFocus()
        fit(self, theme.grown(680), theme.grown(600))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(keyboard_text(self.groups))


def all_keys(of_menus: Sequence[Group]) -> list[Group]:
    """Return title and lines of each group; a line is what a key does, and the key."""
    return [*of_menus, *words.KEYS_OF_PARTS.items()]


def keyboard_text(groups: Sequence[Group]) -> str:
    """Return the list as text."""
    parts = (
        "\n".join([title, *(f"    {key:22} {name}" for name, key in lines)])
        for title, lines in groups
    )
    return "\n\n".join(parts)


def _html(groups: Sequence[Group]) -> str:
    parts = []
    for title, lines in groups:
        rows = "".join(
            f"<tr><td width='40%'><b>{escape(key)}</b></td><td>{escape(name)}</td></tr>"
            for name, key in lines
        )
        parts.append(f"<h3>{escape(title)}</h3><table width='100%' cellpadding='3'>{rows}</table>")
    return "".join(parts)
