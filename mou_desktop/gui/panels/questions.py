"""The questions: one clause, its text with the answers in place, and below it what is asked.

Editors are made for the clause that is shown and for no other. What the user does goes to the
session; what comes back touches only the fields that differ.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mou_desktop import progress
from mou_desktop.gui import words
from mou_desktop.gui.later import later
from mou_desktop.gui.panels.clause_card import ClauseCard, PinnedSentence
from mou_desktop.gui.panels.clause_head import ClauseHead
from mou_desktop.gui.panels.condition_words import condition_in_words
from mou_desktop.gui.panels.judging import Judge
from mou_desktop.gui.panels.question_column import QuestionColumn
from mou_desktop.gui.panels.shown_clause import ShownClause, counts, home_of, piece_of, shown_clause
from mou_desktop.gui.seen import Seen
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.still_area import StillArea
from mou_desktop.model import local
from mou_desktop.outline import Pieces

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.table_editor import TableEditor
    from mou_desktop.model import Finding, Place
    from mou_desktop.model.printed import Block

READING = 880  # pixels, the widest column of text at 100 % text
EDGE, NARROW_EDGE = 24, 16
LINE = 12  # pixels: of a sentence less than half a line is seen no more


class QuestionsPanel(QWidget):
    """Shows the clause, or the task, at the session's place.

    Signals:
        change_asked: a local change that needs a dialog; carries its kind and the clause.
        notes_asked: the notes of a clause; carries its key.
        table_shown: a table is asked here; carries its editor, which asks for rows to import.
        box_shown: a text is asked here, of one line or of several; carries its box.
    """

    change_asked = Signal(str, str)
    notes_asked = Signal(str)
    table_shown = Signal(object)
    box_shown = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questions")
        self._session, self._theme = session, theme
        self._shown: ShownClause | None = None
        self._blocks: tuple[Block, ...] = ()
        self._pieces: Pieces | None = None
        self._current = ("", "")  # field and row
        self._waiting = ""  # the field to be brought into sight once the panel is seen
        self._seen = False  # whether the panel has been on the screen
        self._judge = Judge(session.edition)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self._theme
        self._area = StillArea(self)
        self._area.setObjectName("questions_area")
        self._area.setAccessibleName(words.QUESTIONS)
        inner = self._area.inner
        self._head = ClauseHead(theme, inner)
        self._card = ClauseCard(theme, inner)
        self._questions = QuestionColumn(self._session, theme, self._judge, inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._head)
        column.addWidget(self._card)
        column.addWidget(self._questions)
        column.addStretch(1)
        self._pinned = PinnedSentence(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        self.set_narrow(narrow=False)

    def _connect(self) -> None:
        self._head.change_asked.connect(self._on_change_asked)
        self._head.notes_asked.connect(self._on_notes_asked)
        self._card.asked.connect(self._on_asked)
        self._card.resized.connect(self._place_pinned)
        self._pinned.asked.connect(self._on_asked)
        self._questions.entered.connect(self._on_entered)
        self._questions.say_asked.connect(self._on_say_asked)
        self._questions.table_shown.connect(self.table_shown)
        self._questions.box_shown.connect(self.box_shown)
        self._questions.completed.connect(self._on_completed)
        Seen(self._area.inner).came.connect(self._on_seen)
        self._area.verticalScrollBar().valueChanged.connect(self._place_pinned)
        self._area.verticalScrollBar().rangeChanged.connect(self._place_pinned)
        self._session.moved.connect(self._on_moved)
        self._session.changed.connect(self._on_changed)
        self._session.checked.connect(self._on_checked)
        self._theme.changed.connect(self._fit)
        if self._session.findings is not None:
            self._judge.take(self._session.findings)

    # ---- for the window ----------------------------------------------------------------------

    def show_all_errors(self) -> None:
        """Say missing answers too, from now on: the user has asked to finish."""
        self._judge.all = True
        with self._area.still(self._questions):
            self._questions.judge_all()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show only the current sentence of the clause, and smaller margins."""
        self._area.set_edge(NARROW_EDGE if narrow else EDGE)
        self._head.set_narrow(narrow=narrow)
        self._card.set_narrow(narrow=narrow)

    @property
    def wants_room(self) -> bool:
        """Whether a table is answered here, and wants all the width there is."""
        questions = self._shown.questions if self._shown is not None else ()
        tables = {one.key for one in questions if one.type == "table"}
        return bool(tables) and (self._current[0] in tables or len(tables) == len(questions))

    def still(self) -> AbstractContextManager[None]:
        """Keep what has the keyboard where it is on the screen while the width changes."""
        return self._area.still(self._questions)

    def enter(self) -> None:
        """Put the keyboard into the question where the user is, or into the first one."""
        field = self._questions.enter_one(self._session.place.field.partition(".")[0])
        frame = self._questions.frame(field)
        if frame is not None and not self._area.shows(frame):
            self._bring(field)

    def stand_by(self) -> None:
        """Take the keyboard, and give it to no question: what is typed now changes nothing."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_change(self) -> None:
        """Open the menu of what may be done with the text, where this is a clause."""
        self._head.open_menu()

    def tables(self) -> list[TableEditor]:
        """Return the editors of the tables that are asked here."""
        return self._questions.tables()

    def parts(self) -> list[QWidget]:
        """Return what Tab goes through here, in its order."""
        return [self, self._head, self._card, *self._questions.frames()]

    # ---- where the user is -------------------------------------------------------------------

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        edition = self._session.edition
        target = home_of(edition, place) if place.field else place
        shown = shown_clause(self._session.document, self._session.numbers, target)
        other = self._shown is None or shown.key != self._shown.key
        if other:
            self._show(shown)
        field, _, column = target.field.partition(".")
        self._set_current(field, target.row)
        if field:
            self._questions.enter(field, target.row, column)
            if not self._questions.was_inside:
                self._bring(field)
        elif other:
            self._area.verticalScrollBar().setValue(0)
        if other:
            self._questions.drop_old()
        self._place_pinned()

    def _show(self, shown: ShownClause) -> None:
        """Show another clause. What goes must not hand the keyboard to a neighbor."""
        if self._area.focused() is not None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        part = shown.place.document or self._session.edition.documents[0].key
        if self._pieces is None or self._pieces.part.key != part:
            self._pieces = Pieces(self._session.document, part)
        self._shown = shown
        self._current = ("", "")
        # what is put off gets its room, so that the first question can stand where it will
        self._area.set_slack(0 if self._seen else self._theme.grown(READING))
        self._show_head()
        self._card.show_clause(shown)
        self._print()
        self._questions.show_questions(shown, at_once=self._seen)
        self._fit()

    def _show_head(self) -> None:
        shown, document = self._shown, self._session.document
        if shown is None:
            return
        piece = piece_of(self._pieces, shown) if self._pieces else None
        self._head.show_clause(document, shown, piece.number if piece else "")
        self._show_state()

    def _show_state(self) -> None:
        """Say how far the clause is."""
        shown, document = self._shown, self._session.document
        if shown is None:
            return
        status = progress.of_clause(
            document, shown.key, *counts(self._session.findings or (), shown)
        )
        if shown.added is not None:
            status = replace(status, changed="added")
        notes = [one for one in local.notes_on(document, shown.key) if not one.get("done")]
        self._head.show_state(document, status, len(notes))

    def _set_current(self, field: str, row: str) -> None:
        if (field, row) != self._current:
            self._current = (field, row)
            self._card.show_text(*self._printed(), self._current)

    def _bring(self, field: str) -> None:
        """Put a question a third from the top; again once tables have found their height."""
        self._waiting = field
        if self.isVisible():
            self._scroll_to(field)
            later(self, self._bring_waiting)

    def _scroll_to(self, field: str) -> None:
        frame = self._questions.frame(field)
        if frame is not None:
            self._area.bring(frame)

    @Slot(str, str, str)
    def _on_entered(self, field: str, row: str, column: str) -> None:
        if self._shown is None:
            return
        now = self._session.place
        same = now.field in {field, f"{field}.{column}"} and now.row == row
        if not same or home_of(self._session.edition, now).clause != self._shown.place.clause:
            self._session.go(replace(self._shown.place, field=field, row=row))
        later(self, self._uncover)

    @Slot()
    def _uncover(self) -> None:
        """Keep the pinned sentence from lying over the question with the keyboard."""
        focus = self._area.focused()
        if self._pinned.isVisible() and focus is not None:
            hidden = self._pinned.height() + self._theme.grown(48) - self._area.top_of(focus)
            if hidden > 0:
                self._area.scroll_by(-hidden)

    @Slot(str, str)
    def _on_asked(self, field: str, row: str) -> None:
        """Go to the question of an answer in the text."""
        place = home_of(self._session.edition, replace(self._session.place, field=field, row=row))
        if place == self._session.place:
            self._questions.enter(field, row, "")
            self._bring(field)
        else:
            self._session.go(place)

    # ---- what changed ------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._shown is None:
            return
        if change.before.edition != change.after.edition:
            self._judge = Judge(change.after.edition)
            self._questions.take_judge(self._judge)
            self._pieces = None
            self._renew()
            return
        with self._area.still(self._questions):
            if change.text or change.fields & change.after.edition.structural:
                self._rearrange()
            self._questions.take_change(change)
            self._print()
        self._follow_cursor()
        self._place_pinned()
        self._show_state()

    def _follow_cursor(self) -> None:
        """Keep the line that is typed in sight: a box grows past the end of the panel."""
        focus = self._area.focused()
        if isinstance(focus, TextBox):
            bottom = self._area.top_of(focus, focus.cursorRect().bottom()) + self._theme.grown(24)
            over = bottom - self._area.viewport().height()
            if over > 0:
                self._area.settle(self._questions)
                self._area.scroll_by(over)

    def _rearrange(self) -> None:
        """Number the clauses anew; a clause of the district's own may be gone."""
        document, shown = self._session.document, self._shown
        if shown is None or self._pieces is None:
            return
        self._pieces = Pieces(document, self._pieces.part.key)
        again = shown_clause(document, self._session.numbers, shown.place)
        if again.key != shown.key:
            self._renew()
        elif again != shown:
            self._shown = again
            self._card.show_clause(again)
        self._show_head()

    def _renew(self) -> None:
        """Show all anew: another edition, or a clause that is gone."""
        self._shown = None
        self._on_moved(replace(self._session.place, field="", row=""))

    @Slot(tuple)
    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self._judge.take(findings)
        with self._area.still(self._questions):
            self._questions.judge_all()
        self._place_pinned()
        self._show_state()

    @Slot(str)
    def _on_say_asked(self, field: str) -> None:
        with self._area.still(self._questions):
            self._questions.say(field)
        self._place_pinned()

    def _print(self) -> None:
        """Show the clause's text with the answers as they stand."""
        self._card.show_text(*self._printed(), self._current)

    def _printed(self) -> tuple[tuple[Block, ...], str]:
        """Return what the clause prints, or why it does not print."""
        shown, document = self._shown, self._session.document
        if shown is None or self._pieces is None:
            return (), ""
        if shown.is_task:
            return (), words.TASKS[shown.key][1]
        piece = piece_of(self._pieces, shown)
        if piece is not None:
            return self._pieces.blocks(document, piece), ""
        own = document.clauses.get(shown.key)
        if own is not None and own.state == "left_out":
            text = words.CARD_LEFT_OUT if own.reason else words.CARD_LEFT_OUT_PLAIN
            return (), text.format(reason=own.reason)
        for part in (shown.section, shown.clause):
            if part is not None and part.when is not None and not document.holds(part.when):
                condition = condition_in_words(document, part.when)
                return (), words.CARD_WHEN.format(condition=condition)
        return (), ""

    # ---- the room there is -------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Show the place where the session is, once there is something to see."""
        super().showEvent(event)
        if self._shown is None:
            self._on_moved(self._session.place)
        if self._waiting:
            later(self, self._bring_waiting)

    @Slot()
    def _on_seen(self) -> None:
        """Ask the other questions, now that the first ones are on the screen: one each round."""
        self._seen = True
        with self._area.still(self._questions):
            more = self._questions.go_on()
        if more:
            later(self, self._on_seen)

    @Slot()
    def _on_completed(self) -> None:
        """Take back the room that was kept for the questions which are now there."""
        self._area.set_slack(0)

    @Slot()
    def _bring_waiting(self) -> None:
        field, self._waiting = self._waiting, ""
        self._scroll_to(field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another width."""
        super().resizeEvent(event)
        self._place_pinned()

    @Slot()
    def _fit(self) -> None:
        """Keep text to a width that can be read; tables take all there is."""
        tables = self._shown is not None and any(q.type == "table" for q in self._shown.questions)
        widest = 16_777_215 if tables else self._theme.grown(READING)
        self._area.inner.setMaximumWidth(widest)
        self._place_pinned()

    @Slot()
    def _place_pinned(self) -> None:
        """Pin the sentence of the current question while it is out of sight."""
        end = self._card.sentence_end() if self._current[0] and self.isVisible() else 0
        wanted = end > 0 and self._area.top_of(self._card, end) < LINE
        sentence = self._card.sentence() if wanted else None
        if sentence is None:
            self._pinned.hide()
            return
        self._pinned.show_sentence(sentence, self._current)
        viewport = self._area.viewport()
        height = self._pinned.height_at(viewport.width(), viewport.height() // 3)
        self._pinned.setGeometry(0, 0, viewport.width(), height)
        self._pinned.show()
        self._pinned.raise_()

    # ---- the text of the clause --------------------------------------------------------------

    @Slot(str)
    def _on_change_asked(self, kind: str) -> None:
        """Restore or take out at once, which undo brings back; all else is asked in a dialog."""
        shown, document = self._shown, self._session.document
        if shown is None:
            return
        if kind == "restore":
            name = words.RESTORE_STEP.format(name=shown.heading)
            self._session.become(local.restore_clause(document, shown.key), name)
        elif kind == "remove":
            name = words.REMOVE_STEP.format(name=shown.heading)
            self._session.become(local.remove_added(document, shown.key), name)
        else:
            self.change_asked.emit(kind, shown.key)

    @Slot()
    def _on_notes_asked(self) -> None:
        if self._shown is not None:
            self.notes_asked.emit(self._shown.key)
