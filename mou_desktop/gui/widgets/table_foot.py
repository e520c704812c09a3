"""What stands below a table: what is wrong with its rows, how many rows, the keys that count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.parts import colour_label, make_label, make_trouble
from mou_desktop.gui.widgets.table_model import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding

MOST_SENTENCES: Final = 3
_LOOKS: Final = {
    "error": ("error", "error"), "warn": ("attention", "warn"), "open": ("todo", "text"),
}  # fmt: skip
_ORDER: Final = ("error", "warn", "open", "")


class TableFoot(QWidget):
    """Shows the worst sentences, the count, and a line on keys that also says what was done."""

    def __init__(self, key: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._key, self._theme = key, theme
        self._findings: tuple[Finding, ...] = ()
        self._said: list[QWidget] = []
        self._count = make_label(theme, "", self, "small", "muted")
        self._count.setObjectName(f"count_{key}")
        self._keys = make_label(theme, words.TABLE_HINT, self, "small", "muted")
        self._keys.setObjectName(f"keys_{key}")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addWidget(self._count, 1)
        self._row.addWidget(self._keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addLayout(self._row)

    def count(self, text: str) -> None:
        """Say how many rows there are."""
        self._count.setText(text)

    def say(self, text: str) -> None:
        """Say which keys count, or what was done."""
        self._keys.setText(text)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the worst of what is wrong, and how much more there is."""
        found = tuple(sorted(findings, key=lambda one: _ORDER.index(state_of(one))))
        if found != self._findings:
            self._findings = found
            self._show()

    def _show(self) -> None:
        for old in self._said:
            old.hide()
            self._lines.removeWidget(old)
            old.deleteLater()
        shown = self._findings[:MOST_SENTENCES]
        self._said = [self._sentence(state_of(one), one.message) for one in shown]
        if more := len(self._findings) - len(shown):
            text = words.TABLE_MORE.format(count=more)
            self._said.append(make_label(self._theme, text, self, "small", "muted"))
        for line in self._said:
            self._lines.addWidget(line)
            line.show()

    def _sentence(self, state: str, text: str) -> QWidget:
        looks = _LOOKS.get(state, ("info", "muted"))
        return make_trouble(self._theme, text, self, looks, self._key)

    def restyle(self) -> None:
        """Take the colours and sizes of the theme."""
        for label in (self._count, self._keys):
            label.setFont(self._theme.font("small"))
            colour_label(self._theme, label, "muted")
        self._show()

    def fold(self, *, narrow: bool) -> None:
        """Put count and keys below each other where the room is short."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)
        right = Qt.AlignmentFlag.AlignRight
        self._keys.setAlignment(Qt.AlignmentFlag.AlignLeft if narrow else right)
