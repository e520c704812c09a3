"""The questions of one clause in one column, each with its editor, and those that are hidden.

It makes editors, hands answers to the session, and says what is wrong at each. Where it stands on
the screen, and what stands above it, is the panel's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.later import later
from mou_desktop.gui.panels.condition_words import hidden_in_words
from mou_desktop.gui.panels.judging import MISSING, Judge
from mou_desktop.gui.widgets.editors import editor_for
from mou_desktop.gui.widgets.field_frame import FieldFrame
from mou_desktop.gui.widgets.line_editor import LineEditor
from mou_desktop.gui.widgets.list_editor import ListEditor
from mou_desktop.gui.widgets.long_editor import LongEditor
from mou_desktop.gui.widgets.parts import colour_label, make_label

if TYPE_CHECKING:
    from mou_desktop.gui.panels.shown_clause import ShownClause
    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.table_editor import TableEditor
    from mou_desktop.model import Field, Finding, Severity
    from mou_desktop.model.values import Value

GAP = 20  # pixels from question to question
FIRST = 2  # questions that are made at once while nothing is on the screen yet


class QuestionColumn(QWidget):
    """Shows what is asked of one clause.

    Signals:
        entered: the keyboard came into a question; carries field, row and column.
        say_asked: something may have to be said at a question; carries its field. Whoever keeps
            the screen still calls `say`.
        table_shown: a table is asked; carries its editor.
        box_shown: a text is asked, of one line or of several; carries its box.
        completed: those questions are there that `show_questions` put off.
    """

    entered = Signal(str, str, str)
    say_asked = Signal(str)
    table_shown = Signal(object)
    box_shown = Signal(object)
    completed = Signal()

    def __init__(self, session: Session, theme: Theme, judge: Judge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("question_column")
        self._session, self._theme, self._judge = session, theme, judge
        self._fields: tuple[Field, ...] = ()
        self._frames: dict[str, FieldFrame] = {}
        self._old: list[FieldFrame] = []
        self._most: int | None = None  # how many may be there, while the others are put off
        self._refused: dict[str, str] = {}
        self._editing = ""  # the field that is typed in: nothing is said of it before it is left
        self._deciding: frozenset[str] = frozenset()
        self.was_inside = False  # whether the last question entered had the keyboard already
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._hidden = QWidget(self)
        row = QHBoxLayout(self._hidden)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._picture = QLabel(self._hidden)
        self._line = make_label(theme, "", self._hidden, "small", "muted")
        self._line.setObjectName("hidden_questions")
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 1)
        self._column.addWidget(self._hidden)
        theme.changed.connect(self._restyle)
        self._restyle()

    # ---- which questions there are -----------------------------------------------------------

    def show_questions(self, shown: ShownClause, *, at_once: bool = True) -> None:
        """Show the questions of another clause; the old ones stay until `drop_old`.

        Where not all are wanted `at_once`, most are put off until `go_on`, or until one of them is
        asked for.
        """
        self._old += self._frames.values()
        for frame in self._frames.values():
            self._column.removeWidget(frame)
            frame.editor.entered.disconnect()  # it hears nothing more, wherever the keyboard goes
        self._frames, self._refused, self._editing = {}, {}, ""
        self._fields = shown.questions
        conditions = [one.when for one in shown.questions if one.when is not None]
        self._deciding = frozenset(key for one in conditions for key in one.asks())
        self._most = None if at_once else FIRST
        self._arrange()

    def go_on(self) -> bool:
        """Make one question of those that were put off; return whether there are more."""
        if self._most is not None:
            self._most += 1
            self._arrange()
        return self._most is not None

    def _complete(self) -> None:
        """Make at once what was put off: somebody asks for it."""
        if self._most is not None:
            self._most = len(self._fields)
            self._arrange()

    def drop_old(self) -> None:
        """Let go of the questions of the clause before."""
        for frame in self._old:
            frame.hide()
            frame.deleteLater()
        self._old = []

    def frame(self, key: str) -> FieldFrame | None:
        """Return the question of a field, if it is asked."""
        if key not in self._frames:
            self._complete()
        return self._frames.get(key)

    def frames(self) -> list[FieldFrame]:
        """Return the questions that are asked, from the top."""
        self._complete()
        return [self._frames[one.key] for one in self._fields if one.key in self._frames]

    def tables(self) -> list[TableEditor]:
        """Return the editors of the tables that are asked here."""
        self._complete()
        return self._tables()

    def _tables(self) -> list[TableEditor]:
        tables = (_table(frame) for frame in self._frames.values())
        return [one for one in tables if one is not None]

    def take_judge(self, judge: Judge) -> None:
        """Judge answers of another edition."""
        self._judge = judge

    def _arrange(self) -> None:
        """Make the questions that are asked now, and take away those that are not."""
        document = self._session.document
        asked = [one for one in self._fields if document.holds(one.when)]
        gone = self._frames.keys() - {one.key for one in asked}
        for at, one in enumerate(asked[: self._most]):
            if one.key not in self._frames:
                frame = self._make(one)
                self._frames[one.key] = frame
                self._column.insertWidget(at, frame)
                frame.show()
                self._show_answer(frame)
                self._judge_one(one.key)
        for key in gone:
            frame = self._frames.pop(key)
            if frame.editor.holds_focus():
                near = next(iter(self._frames.values()), None)
                (near.editor.enter if near else self.setFocus)()
            self._column.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        hidden = [one for one in self._fields if one not in asked]
        text = hidden_in_words(document, hidden)
        self._line.setText(text)
        self._hidden.setVisible(bool(text))
        if self._most is not None and self._most >= len(asked):
            self._most = None
            self.completed.emit()

    def _make(self, field: Field) -> FieldFrame:
        editor = editor_for(field, self._theme, lambda: self._session.document, self)
        editor.setEnabled(not self._session.project.read_only)
        hint = field.hint or (words.DATE_HINT if field.type == "date" else "")
        frame = FieldFrame(editor, hint, self)
        key = field.key
        editor.edited.connect(partial(self._on_edited, key))
        editor.entered.connect(partial(self._on_entered, key))
        editor.left.connect(partial(self._on_left, key))
        editor.refused.connect(partial(self._on_refused, key))
        if field.type == "table":
            self.table_shown.emit(editor)
        elif isinstance(editor, LongEditor):
            self.box_shown.emit(editor.box)
        elif isinstance(editor, ListEditor):
            editor.line_added.connect(self.box_shown)
            for line in editor.lines:
                self.box_shown.emit(line)
        elif isinstance(editor, LineEditor) and field.type == "text":
            self.box_shown.emit(editor.line)
        return frame

    # ---- answers -----------------------------------------------------------------------------

    def take_change(self, change: Change) -> None:
        """Show the answers that differ."""
        for key in change.fields & self._frames.keys():
            self._judge.note_edit(change.before.answer(key), change.after.answer(key), key)
            self._show_answer(self._frames[key])
        if change.fields & self._deciding:
            self._arrange()
        for key in change.fields & self._frames.keys():
            self._judge_one(key)
        for editor in self._tables():
            if change.fields & editor.asks:
                editor.refresh()

    def _show_answer(self, frame: FieldFrame) -> None:
        frame.editor.show_answer(self._session.document.answer(frame.field.key))

    def _on_edited(self, key: str, value: Value, name: str = "") -> None:
        self._refused.pop(key, None)
        self._editing = key
        self._session.answer(key, value, name)

    def _on_entered(self, key: str, row: str = "", column: str = "") -> None:
        self.was_inside = True
        self.entered.emit(key, row, column)

    def _on_left(self, key: str) -> None:
        self._session.leave()
        self._refused.pop(key, None)
        if self._editing == key:
            self._editing = ""
        if key in self._frames:
            # once the keyboard has arrived: what is said moves nothing then
            later(self, partial(self.say_asked.emit, key))

    def _on_refused(self, key: str, sentence: str) -> None:
        self._refused[key] = sentence
        self.say_asked.emit(key)

    def enter_one(self, key: str) -> str:
        """Put the keyboard into the question of a field, or else the first one; return which."""
        first = next((one.key for one in self._fields if one.key in self._frames), "")
        frame = self.frame(key or first) or self._frames.get(first)
        if frame is None:
            return ""
        if not frame.editor.holds_focus():
            frame.editor.enter()
        return frame.field.key

    def enter(self, key: str, row: str, column: str) -> None:
        """Put the keyboard into a question, or into a cell of it, unless it is there."""
        frame = self.frame(key)
        self.was_inside = frame is not None and frame.editor.holds_focus()
        if frame is None or (self.was_inside and not column):
            return
        table = _table(frame)
        if table is not None and (row or column):
            table.focus_cell(row, column)
        else:
            frame.editor.enter()
            self.was_inside = False

    # ---- what is wrong -----------------------------------------------------------------------

    def judge_all(self) -> None:
        """Say what is wrong at every question that is not being typed in."""
        for key in self._frames:
            self._judge_one(key)

    def say(self, key: str) -> None:
        """Say what is wrong at one question, to a screen reader too."""
        if key in self._frames and self._judge_one(key):
            self._frames[key].announce()

    def _judge_one(self, key: str) -> bool:
        """Show what is wrong at one question; return whether it is something else."""
        frame = self._frames[key]
        refused = self._refused.get(key)
        if self._editing == key and not frame.said and not refused:
            return False
        found = list(self._judge.findings(self._session.document, frame.field))
        said: list[tuple[Severity, str]] = [(_severity(one), one.message) for one in found]
        table = _table(frame)
        if table is not None:
            table.show_findings(found)
        if refused:
            said.insert(0, ("must", refused))
        return frame.show_said(list(dict.fromkeys(said)))

    @Slot()
    def _restyle(self) -> None:
        self._picture.setPixmap(pixmap(self._theme, "info", "muted"))
        self._line.setFont(self._theme.font("small"))
        colour_label(self._theme, self._line, "muted")


def _table(frame: FieldFrame) -> TableEditor | None:
    """Return the editor of a table; the first question of few agreements is one."""
    return cast("TableEditor", frame.editor) if frame.field.type == "table" else None


def _severity(finding: Finding) -> Severity:
    """Return how serious a finding looks: what is only missing looks like something to do."""
    missing = finding.rule in MISSING and finding.severity == "must"
    return "note" if missing else finding.severity
