"""The head of the questions: section, title of the clause, its states, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.panels.change_menu import offers
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.let_up import LetUp
from mou_desktop.gui.widgets.parts import colour_label, make_button, make_label
from mou_desktop.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.panels.shown_clause import ShownClause
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document
    from mou_desktop.progress import Status

_CHANGED_ICONS = {"left_out": "left_out"}


class ClauseHead(QWidget):
    """Shows which clause this is.

    Signals:
        change_asked: a change of its text; carries the kind.
        notes_asked: its notes.
    """

    change_asked = Signal(str)
    notes_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clause_head")
        self._theme = theme
        self._document: Document | None = None
        self._shown: ShownClause | None = None
        self._state: tuple[Status, int] | None = None
        self._section = make_label(theme, "", self, "small", "muted")
        self._section.setObjectName("section_line")
        self.title = make_label(theme, "", self, "h1")
        self.title.setObjectName("clause_title")
        self._menu = QMenu(self)
        self._menu.setObjectName("change_menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._buttons = QWidget(self)
        self._change = make_button(theme, words.CHANGE_TEXT, self._buttons)
        self._change.setObjectName("change_text")
        self._change.setMenu(self._menu)
        LetUp(self._change)
        self._notes = make_button(theme, words.NOTES, self._buttons, "note")
        self._notes.setObjectName("clause_notes")
        self._notes.clicked.connect(self.notes_asked)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._change)
        buttons.addWidget(self._notes)
        buttons.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)
        self._status = Pill(theme, self, icon="lock")
        self._answered = Pill(theme, self, role="accent")
        self._fix = Pill(theme, self, role="error", icon="error")
        self._check = Pill(theme, self, role="warn", icon="attention")
        self._changed = Pill(theme, self, role="changed", icon="changed")
        pills = Flow(self)
        for pill in (self._status, self._answered, self._fix, self._check, self._changed):
            pills.addWidget(pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._section)
        column.addLayout(self._row)
        column.addWidget(pills)
        theme.changed.connect(self._restyle)

    def show_clause(self, document: Document, shown: ShownClause, own: str) -> None:
        """Show another clause; `own` is its number as printed."""
        self._document, self._shown = document, shown
        self._section.setText(shown.section_line)
        self._section.setVisible(bool(shown.section_line))
        self.title.setText(f"{own} {shown.heading}".strip())
        self._buttons.setVisible(not shown.is_task)
        clause = shown.clause
        if clause is not None and (clause.mandatory or clause.locked):
            word = words.LOCKED if clause.locked else words.MANDATORY
            self._status.say(" · ".join(filter(None, (word, clause.law))), "text", "lock")
        elif clause is not None:
            optional = clause.status == "optional"
            word = words.OPTIONAL_CLAUSE if optional else words.RECOMMENDED
            self._status.say(word, "text", "")
        self._status.setVisible(clause is not None)

    def show_state(self, document: Document, status: Status, notes: int) -> None:
        """Show how far the clause is, and how many notes are open."""
        self._document = document
        if (status, notes) == self._state:
            return
        self._state = (status, notes)
        text = words.PILL_ANSWERED.format(answered=status.answered, asked=status.asked)
        look = ("ok", "check") if status.answered == status.asked else ("accent", "")
        self._answered.say(text, *look)
        self._answered.setVisible(bool(status.asked))
        _say(self._fix, status.to_fix, words.PILL_FIX.format(count=status.to_fix))
        _say(self._check, status.to_check, words.PILL_CHECK.format(count=status.to_check))
        changed = words.PILL_CHANGED.get(status.changed, "")
        self._changed.say(changed, "changed", _CHANGED_ICONS.get(status.changed, "changed"))
        self._changed.setVisible(bool(changed))
        text = words.NOTES_COUNT.format(count=notes) if notes else words.NOTES
        if text != self._notes.text():
            self._notes.setText(text)

    def open_menu(self) -> None:
        """Open the menu of the text; nothing opens for a task, which has none."""
        if self._buttons.isVisible():
            self._change.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._change.showMenu()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the section away where there is little room: the bar above says the number."""
        self._section.setMaximumHeight(0 if narrow else 16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the title where there is no room beside it."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.width() - self._buttons.sizeHint().width() - 8
        narrow = room < self._theme.grown(260)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._document is None or self._shown is None:
            return
        for offer in offers(self._document, self._shown):
            text = offer.text
            if offer.why:
                text = words.NOT_OFFERED.format(change=text.rstrip("…"), why=offer.why)
            if offer.kind == "clause":
                self._menu.addSeparator()
            action = self._menu.addAction(text)
            action.setObjectName(f"change_{offer.kind}")
            action.setData(offer.kind)
            action.setEnabled(not offer.why)
            action.triggered.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        sender = self.sender()
        self.change_asked.emit(str(sender.data()))  # type: ignore[attr-defined]

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        for label, kind, role in (
            (self._section, "small", "muted"),
            (self.title, "h1", "text"),
        ):
            label.setFont(theme.font(kind))  # type: ignore[arg-type]
            colour_label(theme, label, role)
        self._notes.setIcon(icon(theme, "note"))
        self._notes.setIconSize(QSize(theme.grown(18), theme.grown(18)))
        for button in (self._change, self._notes):
            button.setMinimumHeight(theme.grown(34))
        self._fold()


def _say(pill: Pill, count: int, text: str) -> None:
    pill.setVisible(bool(count))
    if text != pill.text():
        pill.say(text)
