"""The name of what is asked, with "(required)" or "(optional)" after it: in one look everywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel

from mou_desktop.gui.widgets.parts import colour_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme


class AskedLabel(QLabel):
    """Shows a name in the weight of labels, and whether an answer is required, muted."""

    def __init__(self, theme: Theme, name: str, need: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._name, self._need = theme, name, need
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAccessibleName(f"{name} {need}")
        theme.changed.connect(self._restyle)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.setText(in_one_look(self._theme, self._name, self._need))
        self.setFont(self._theme.font("body"))
        colour_label(self._theme, self, "text")


def in_one_look(theme: Theme, name: str, need: str) -> str:
    """Return the rich text of a name and of whether it is required."""
    weight, muted = theme.font("label").weight().value, theme.colour("muted").name()
    return (
        f'<span style="font-weight:{weight}">{escape(name)}</span>'
        f'\u00a0 <span style="color:{muted}">{need}</span>'
    )
