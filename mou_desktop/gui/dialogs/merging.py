"""Merges the agreement on the screen with another copy: what both changed is chosen by the user.

Every conflict stands with both texts beside each other, and none is chosen beforehand. The merge is
refused until each is settled. It changes nothing itself: what came of it is read from `document`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop import messages
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask
from mou_desktop.gui.comparing import in_sections
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.later import later
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.difference_column import add_differences, shortened
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.gui.widgets.parts import Ground, make_button
from mou_desktop.gui.widgets.spoken import say
from mou_desktop.model.told import Teller

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.merge import Conflict, Merged, Side
    from mou_desktop.model import Document

SIDES: tuple[Side, Side] = ("mine", "theirs")
NARROW = 620


class MergeDialog(QDialog):
    """Shows what has to be settled, and below it what was taken from both.

    Attributes:
        document: the merged agreement, once all is settled and it is to be applied.
    """

    def __init__(self, theme: Theme, merged: Merged, name: str, parent: QWidget) -> None:
        """`name` is what the other copy is called."""
        super().__init__(parent)
        self.setObjectName("merge_dialog")
        self.setWindowTitle(words.MERGE_TITLE)
        self.document: Document | None = None
        self._theme, self._merged, self._name = theme, merged, name
        self._labels = Labels(theme, self)
        self._cards: list[ConflictCard] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(8)
        page = Ground(theme, "surface", self)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        self._add_lead(column, page)
        self._add_conflicts(column, page)
        self._add_taken(column, page)
        column.addStretch(1)
        self._area = PageArea(page, self)
        outer.addWidget(self._area, 1)
        self._left = self._labels.text("", self, "body", "muted")
        self._left.setObjectName("left_to_settle")
        outer.addWidget(self._left)
        outer.addWidget(self._buttons())
        self._count()
        fit(self, theme.grown(860), theme.grown(620))
        first: QWidget = self._cards[0].buttons[0] if self._cards else self._go
        first.setFocus()

    def _add_lead(self, column: QVBoxLayout, page: QWidget) -> None:
        lead = words.MERGE_LEAD.format(name=self._name)
        ways = words.MERGE_WAYS[self._merged.two_ways]
        self.setAccessibleDescription(f"{lead} {ways}")
        column.addWidget(self._labels.text(lead, page))
        role = "warn" if self._merged.two_ways else "muted"
        column.addWidget(self._labels.text(ways, page, "body", role))

    def _add_conflicts(self, column: QVBoxLayout, page: QWidget) -> None:
        conflicts = self._merged.conflicts
        title = words.number_of(len(conflicts), words.MERGE_CONFLICTS)
        text = title if conflicts else words.MERGE_NO_CONFLICTS
        column.addSpacing(8)
        column.addWidget(self._labels.text(text, page, "h2"))
        teller = Teller(self._merged.document)
        heading: str | None = None
        for number, one in enumerate(conflicts, start=1):
            here = teller.heading(one.place)
            if here != heading:
                heading = here
                text = here or messages.DIFF_ELSEWHERE
                column.addWidget(self._labels.text(text, page, "label", "muted"))
            known = not self._merged.two_ways
            card = ConflictCard(self._theme, self._labels, one, number, page, known=known)
            card.group.idToggled.connect(self._count)
            self._cards.append(card)
            column.addWidget(card)

    def _add_taken(self, column: QVBoxLayout, page: QWidget) -> None:
        if not self._merged.taken:
            return
        column.addSpacing(12)
        column.addWidget(self._labels.text(words.MERGE_TAKEN, page, "h2"))
        for side in SIDES:
            sections = in_sections(self._merged, side)
            if sections:
                title = words.MERGE_TAKEN_FROM[side].format(name=self._name)
                column.addWidget(self._labels.text(title, page, "label", "accent"))
                sides = (words.MERGE_BEFORE, words.KEPT_NOW)
                add_differences(column, page, self._labels, sections, sides)

    def _buttons(self) -> QWidget:
        row = []
        if len(self._merged.conflicts) > 1:
            for side, text in zip(SIDES, words.MERGE_ALL, strict=True):
                button = make_button(self._theme, text, self)
                button.setObjectName(f"all_{side}")
                button.clicked.connect(lambda _=False, side=side: self._choose_all(side))
                row.append(button)
        cancel = make_button(self._theme, words.CANCEL, self)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self._go = make_button(self._theme, words.MERGE_APPLY, self, "conflict", "main")
        self._go.setObjectName("apply")
        self._go.clicked.connect(self._apply)
        return button_row(self._theme, *row, cancel, self._go, side=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two texts of each conflict above each other where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() / self._theme.scale < NARROW
        for card in self._cards:
            card.set_narrow(narrow=narrow)

    def _choose_all(self, side: Side) -> None:
        """Settle by one side what is not settled yet; what was chosen stays."""
        for card in self._cards:
            if card.choice is None:
                card.choose(side)

    @Slot()
    def _count(self) -> None:
        left = sum(card.choice is None for card in self._cards)
        text = words.number_of(left, words.MERGE_LEFT) if left else words.MERGE_ALL_SETTLED
        self._left.setText(text)

    def reject(self) -> None:
        """Close without merging. What was chosen is asked about: no undo brings it back."""
        answers = (words.MERGE_LET_GO_NOW, words.MERGE_GO_ON)
        chosen = any(card.choice is not None for card in self._cards)
        if chosen and ask(self, self.windowTitle(), words.MERGE_LET_GO, answers, careful=True) != (
            words.MERGE_LET_GO_NOW
        ):
            return
        super().reject()

    @Slot()
    def _apply(self) -> None:
        """Go to the first conflict that is open, or hand over what came of the merge."""
        first = next((card for card in self._cards if card.choice is None), None)
        if first is not None:
            first.buttons[0].setFocus()
            later(self, lambda: self._area.ensureWidgetVisible(first))
            say(self._left, self._left.text())
            self._labels.colour(self._left, "error")
            return
        choices = {card.conflict.path: card.choice or "mine" for card in self._cards}
        self.document = self._merged.settled(choices)
        self.accept()


class Half(QWidget):
    """The text of one side below its button: a click on either chooses it."""

    def __init__(self, button: QRadioButton, text: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._button = button
        side = QVBoxLayout(self)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(4)
        side.addWidget(button)
        side.addWidget(text, 0, Qt.AlignmentFlag.AlignTop)
        side.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this side."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._button.setFocus()
            self._button.click()


class ConflictCard(Ground):
    """One conflict: what it is, what stood there before, and both texts to choose from."""

    def __init__(
        self,
        theme: Theme,
        labels: Labels,
        conflict: Conflict,
        number: int,
        parent: QWidget,
        *,
        known: bool,
    ) -> None:
        super().__init__(theme, "raised", parent, radius=8, edge=True)
        self.setObjectName(f"conflict_{number}")
        self.conflict = conflict
        self.buttons: list[QRadioButton] = []
        self.group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(labels.text(conflict.label, self, "label"))
        if known:
            before = shortened(conflict.before) or words.DIFF_NOTHING
            text = f"{words.MERGE_BEFORE}: {before}"
            box.addWidget(labels.text(text, self, "small", "muted"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        names = (words.MERGE_MINE, words.MERGE_THEIRS)
        for at, (name, text) in enumerate(
            zip(names, (conflict.mine, conflict.theirs), strict=True)
        ):
            button = QRadioButton(name, self)
            button.setObjectName(f"{SIDES[at]}_{number}")
            button.setMinimumHeight(theme.grown(28))
            choice = words.MERGE_CHOICE.format(side=name, label=conflict.label)
            button.setAccessibleName(choice)
            button.setAccessibleDescription(text or words.DIFF_NOTHING)
            self.group.addButton(button, at)
            self.buttons.append(button)
            words_of = labels.text(shortened(text) or words.DIFF_NOTHING, self)
            self._row.addWidget(Half(button, words_of, self), 1)
        box.addLayout(self._row)

    @property
    def choice(self) -> Side | None:
        """The side that was chosen; None until then."""
        at = self.group.checkedId()
        return SIDES[at] if at >= 0 else None

    def choose(self, side: Side) -> None:
        """Choose a side."""
        self.buttons[SIDES.index(side)].setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the two texts above each other, or beside."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
