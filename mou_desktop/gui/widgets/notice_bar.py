"""Quiet bars above the agreement: what became of its file, and what can be done about it.

A bar asks for nothing at once and covers nothing. What it says is told to a screen reader when it
comes. The newest stands first; where all of them would take more than their share of the height,
the last one shown says how many wait, and a button brings the next. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.parts import Ground, make_button
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

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


SHARE: Final = 3  # the bars take one part of so many of the height, or one bar at the least


class Notices(QWidget):
    """Holds the bars, one for each matter, the newest first."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._theme = theme
        self._bars: dict[str, Ground] = {}
        self._more: dict[str, QPushButton] = {}
        self._told: dict[str, Notice] = {}  # the newest last
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(1)
        self.hide()
        parent.installEventFilter(self)
        theme.changed.connect(self._restyle)

    def show_notice(self, matter: str, notice: Notice) -> None:
        """Show a bar, in the place of the one on the same matter."""
        self._drop(matter)
        self._put(matter, notice)
        self.show()
        self._fit()
        say(self, notice.sentence)

    def drop(self, matter: str) -> None:
        """Take a bar away: the matter is settled."""
        self._drop(matter)
        self.setVisible(bool(self._bars))
        self._fit()

    def notice(self, matter: str) -> Notice | None:
        """Return what is said on a matter, if there is a bar."""
        return self._told.get(matter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the bars to the height of what they stand in."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bars, whose height goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _put(self, matter: str, notice: Notice) -> None:
        self._told[matter] = notice
        self._bars[matter] = bar = self._bar(matter, notice)
        self._box.insertWidget(0, bar)
        bar.show()
        self.updateGeometry()

    def _fit(self) -> None:
        """Show as many bars as have room, and say on the last one how many wait."""
        matters = list(reversed(self._told))
        parent = self.parentWidget()
        room = parent.height() // SHARE if parent is not None else 0
        shown = 0
        for matter in matters:
            bar = self._bars[matter]
            room -= max(bar.heightForWidth(self.width()), bar.minimumSizeHint().height())
            if shown and room < 0:
                break
            shown += 1
        for at, matter in enumerate(matters):
            last, left = at == shown - 1, len(matters) - shown
            self._bars[matter].setVisible(at < shown)
            more = self._more[matter]
            more.setText(words.NOTICE_MORE.format(count=left))
            more.setVisible(last and left > 0)
        self.updateGeometry()

    def _next(self, matter: str) -> None:
        """Put the bars that were shown behind those that wait, and the keyboard on the first."""
        shown = [one for one in self._told if not self._bars[one].isHidden()]
        waiting = [one for one in self._told if self._bars[one].isHidden()]
        self._told = {one: self._told[one] for one in (*shown, *waiting)}
        for one in self._told:
            self._box.removeWidget(self._bars[one])
            self._box.insertWidget(0, self._bars[one])
        self._fit()
        first = waiting[-1] if waiting else matter
        last = next(one for one in self._told if not self._bars[one].isHidden())
        self._more[last].setFocus()
        say(self, self._told[first].sentence)

    def _drop(self, matter: str) -> None:
        bar = self._bars.pop(matter, None)
        self._told.pop(matter, None)
        self._more.pop(matter, None)
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
            button.setAccessibleName(f"{text}: {notice.sentence}")  # bars offer the same ways
            button.clicked.connect(lambda _=False, call=call: call())
            offers.addWidget(button)
        self._more[matter] = more = make_button(theme, "", offers, look="flat")
        more.setObjectName(f"{matter}_more")
        more.setAccessibleDescription(words.NOTICE_MORE_HINT)
        more.clicked.connect(lambda: self._next(matter))
        offers.addWidget(more)
        more.hide()
        row.addWidget(offers, 2)
        return bar

    @Slot()
    def _restyle(self) -> None:
        """Make the bars anew in other colours and sizes."""
        for matter, notice in list(self._told.items()):
            self._drop(matter)
            self._put(matter, notice)
        self._fit()
