"""Quiet bars above the agreement: what became of its file, and what can be done about it.

A bar asks for nothing at once and covers nothing. What it says is told to a screen reader when it
comes. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.parts import Ground, make_button
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mou_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bar says. `offers` are object name, words and call of each button, best first."""

    sign: str
    sentence: str
    offers: Sequence[tuple[str, str, Callable[[], object]]] = ()

    @property
    def names(self) -> list[str]:
        """The names of what is offered."""
        return [name for name, _, _ in self.offers]


class Notices(QWidget):
    """Holds the bars, one for each matter."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._theme = theme
        self._bars: dict[str, Ground] = {}
        self._told: dict[str, Notice] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(1)
        self.hide()
        theme.changed.connect(self._restyle)

    def show_notice(self, matter: str, notice: Notice) -> None:
        """Show a bar, in the place of the one on the same matter."""
        self._drop(matter)
        self._put(matter, notice)
        self.show()
        say(self, notice.sentence)

    def drop(self, matter: str) -> None:
        """Take a bar away: the matter is settled."""
        self._drop(matter)
        self.setVisible(bool(self._bars))

    def notice(self, matter: str) -> Notice | None:
        """Return what is said on a matter, if there is a bar."""
        return self._told.get(matter)

    def _put(self, matter: str, notice: Notice) -> None:
        self._told[matter] = notice
        self._bars[matter] = bar = self._bar(matter, notice)
        self._box.addWidget(bar)
        bar.show()
        self.updateGeometry()

    def _drop(self, matter: str) -> None:
        bar = self._bars.pop(matter, None)
        self._told.pop(matter, None)
        if bar is not None:
            bar.hide()
            self._box.removeWidget(bar)
            bar.setParent(None)
            bar.deleteLater()

    def _bar(self, matter: str, notice: Notice) -> Ground:
        theme = self._theme
        bar = Ground(theme, "warn_soft", self, edge=True)
        bar.setObjectName(f"notice_{matter}")
        labels = Labels(theme, bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(labels.picture(notice.sign, "warn", bar), 0, Qt.AlignmentFlag.AlignVCenter)
        sentence = labels.text(notice.sentence, bar)
        sentence.setObjectName(f"notice_{matter}_text")
        row.addWidget(sentence, 3)
        offers = Flow(bar, at_end=True)
        later = (f"{matter}_later", words.DISK_LATER, lambda: self.drop(matter))
        for name, text, call in (*notice.offers, later):
            button = make_button(theme, text, offers, look="plain")
            button.setObjectName(name)
            button.setAccessibleDescription(notice.sentence)
            button.clicked.connect(lambda _=False, call=call: call())
            offers.addWidget(button)
        row.addWidget(offers, 2)
        return bar

    @Slot()
    def _restyle(self) -> None:
        """Make the bars anew in other colours and sizes."""
        for matter, notice in list(self._told.items()):
            self._drop(matter)
            self._put(matter, notice)
