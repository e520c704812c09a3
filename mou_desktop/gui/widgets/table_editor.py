"""The editor of a table field: tools above, the rows, what is wrong and how many below.

It holds the rows while they are on the screen and tells every change at once; undo, checks and
dialogs belong to whoever holds the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.cells import Cells
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.row_words import counted, one_row, rows_word
from mou_desktop.gui.widgets.table_foot import TableFoot
from mou_desktop.gui.widgets.table_model import MISSING
from mou_desktop.gui.widgets.table_tools import TableTools
from mou_desktop.gui.widgets.table_view import TableView
from mou_desktop.model.answer_schema import DEFAULT_ROWS
from mou_desktop.model.document import is_visible, row_id
from mou_desktop.model.values import Value, freeze, mint_id

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document, Field, Finding


class TableEditor(Editor):
    """Shows the rows of one table field, and says when the user changes them.

    Whoever holds the document answers the field with what `edited` carries and ends the visit on
    `left`: a cell is then one step of undo, and so is each action on rows.

    Signals:
        edited: the rows are other ones; carries them, a tuple or None, and the name of the step.
        left: a cell was closed, an action on rows is done, or the keyboard went elsewhere.
        entered: the user stands in another cell; carries the row's `_id` (empty on the last line)
            and the column.
        paste_asked: rows are to be read from a text; carries it.
        import_asked: rows are to be read from a file.
    """

    edited = Signal(object, str)
    entered = Signal(str, str)
    paste_asked = Signal(str)
    import_asked = Signal()

    def __init__(
        self,
        field: Field,
        document_now: Callable[[], Document],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, parent)
        self.document_now = document_now
        self._cells = Cells(field, document_now)
        self._findings: tuple[Finding, ...] = ()
        self._fresh = ""  # a row that the user has just added and not left yet
        self._derived = False
        self._acting = False  # rows are on their way: the tools wait until all is in its place
        self._name = ""  # what the open cell's row was called before it was touched
        self._tools = TableTools(field, theme, self)
        self.view = TableView(theme, self._cells, self)
        self.view.setObjectName(f"table_{field.key}")
        self.view.setAccessibleName(field.label)
        self._foot = TableFoot(field.key, theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._tools)
        column.addWidget(self.view)
        column.addWidget(self._foot)
        self._connect()
        self._restyle()
        self._show_count()

    def _connect(self) -> None:
        view = self.view
        view.row_asked.connect(self._on_row_asked)
        view.dropped.connect(self._on_dropped)
        view.pasted.connect(self._on_pasted)
        view.closed.connect(self._on_closed)
        view.came.connect(self._on_came)
        view.went.connect(self._on_went)
        view.selectionModel().currentChanged.connect(self._show_tools)
        self._tools.pressed.connect(self._on_tool)
        view.rows.cell_edited.connect(self._on_cell_edited)
        view.cells.refused.connect(self._say)
        self.theme.changed.connect(self._restyle)

    # ---- what is shown -----------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Value, ...]:
        """The rows as they stand."""
        return self.view.rows.rows

    @property
    def asks(self) -> frozenset[str]:
        """The fields that decide what this table shows: call `refresh` when one changes."""
        keys = {column.rows_of for column in self.field.columns if column.rows_of}
        keys.update(one.start or one.each for one in self.field.derived)
        for column in self.field.columns:
            keys.update(column.when.asks() if column.when else ())
        return frozenset(key for key in keys if key and not key.startswith("."))

    def show_answer(self, value: Value) -> None:
        """Show the rows of an answer; without one, those that come about by themselves."""
        self._derived = not value and bool(self.field.derived)
        if self._derived:
            value = self.document_now().rows(self.field)
        rows = value if isinstance(value, tuple) else () if value is None else (value,)
        here = self._place()
        with self._at_work():
            self.view.rows.show_rows(rows)
            self._show_columns()
            self._show_count()
            if rows and not self.view.currentIndex().isValid():
                self.view.stand_first()
            self._stand(*here)

    def refresh(self) -> None:
        """Ask again which columns there are, and what the rows of other tables are called."""
        if self._derived:
            self.show_answer(None)
        self._show_columns()
        self.view.rows.refresh()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what is wrong, the worst first; what a new row still lacks waits until it is left.

        Only findings of this field belong here, those of its rows and those of the whole table.
        """
        self._findings = tuple(findings)
        self._show_findings()

    def focus_cell(self, row: str, column: str) -> None:
        """Put the keyboard into one cell, as far as it is there."""
        number = self.view.rows.number_of(row)
        keys = [one.key for one in self.field.columns]
        if number >= 0:
            at = keys.index(column) if column in keys else 0
            self.view.setCurrentIndex(self.view.rows.index(number, at))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.scrollTo(self.view.currentIndex())

    def enter(self) -> None:
        """Put the keyboard into the table, on the first thing that is open."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_focus(self) -> bool:
        """Return whether the keyboard is in this table, or in a cell that is open over it."""
        now = QApplication.focusWidget()
        inside = now is not None and self.isAncestorOf(now)
        return inside or self.view.cells.editor is not None

    def describe(self, name: str, description: str, *, wrong: bool) -> None:
        """Tell a screen reader what is asked here, and what is wrong."""
        self.view.setAccessibleName(name)
        self.view.setAccessibleDescription(description)
        self.view.setProperty("required", self.field.required)
        self.view.setProperty("invalid", wrong)
        self.view.update()

    def take_rows(self, rows: Sequence[Value], *, replace: bool = False) -> None:
        """Take rows that were pasted or imported, at the end or in place of those there are."""
        before = () if replace else self.rows
        name = words.TABLE_STEP_REPLACE.format(rows=rows_word(self.field))
        if not replace:
            name = words.TABLE_STEP_ROWS.format(
                count=len(rows), rows=rows_word(self.field, len(rows))
            )
        with self._at_work():
            self._become((*before, *(freeze(row) for row in rows)), name)
            if rows:
                self._stand_at(len(before), 0)
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- actions on rows ---------------------------------------------------------------------

    @Slot(str)
    def _on_tool(self, action: str) -> None:
        if action == "paste":
            self._on_pasted(QGuiApplication.clipboard().text())
        elif action == "import":
            self.import_asked.emit()
        else:
            self._on_row_asked(action)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Have the tools wait: a current row on its way is not where the user stands."""
        outer, self._acting = self._acting, True
        yield
        self._acting = outer
        self._show_tools()

    @Slot()
    def _show_tools(self) -> None:
        """Let only those tools be pressed that can do something with the current row."""
        if self._acting:
            return
        number, count = self.view.currentIndex().row(), len(self.rows)
        able = {
            "add": True, "paste": True, "import": True, "remove": 0 <= number < count,
            "copy": 0 <= number < count and isinstance(self.rows[number], Mapping),
            "up": 0 < number < count, "down": 0 <= number < count - 1,
        }  # fmt: skip
        if self._tools.holds_focus([action for action, can in able.items() if not can]):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tools.allow([action for action, can in able.items() if can])

    @Slot(str)
    def _on_row_asked(self, action: str) -> None:
        """Do what a tool or a key asks for with the current row."""
        with self._at_work():
            self._act(action)

    def _act(self, action: str) -> None:
        number = min(max(self.view.currentIndex().row(), 0), len(self.rows))
        if action in {"add", "below"}:
            self._add(len(self.rows) if action == "add" else min(number + 1, len(self.rows)))
        elif number >= len(self.rows):
            self._say(words.TABLE_NO_ROW.format(row=one_row(self.field)) if not self.rows else "")
        elif action == "copy":
            self._copy(number)
        elif action == "remove":
            self._remove(number)
        else:
            self._move(number, -1 if action == "up" else 1)

    def _add(self, at: int, row: Mapping[str, Value] | None = None, name: str = "") -> None:
        if row is None and at == len(self.rows) and self.rows and not is_visible(self.rows[-1]):
            self._stand_at(at - 1, self._first_column())  # an empty row waits there already
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        most = self.field.max_rows or DEFAULT_ROWS
        if len(self.rows) >= most:
            self._say(words.TABLE_FULL.format(count=most, rows=rows_word(self.field)))
            return
        made = freeze({**(row or {}), "_id": mint_id()})
        name = name or words.TABLE_STEP_ADD.format(row=one_row(self.field))
        self._become((*self.rows[:at], made, *self.rows[at:]), name)
        self._fresh = row_id(made) if row is None else ""
        self._stand_at(at, self._first_column())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_column(self) -> int:
        shown = (i for i in range(len(self.field.columns)) if not self.view.isColumnHidden(i))
        return next(shown, 0)

    def _copy(self, number: int) -> None:
        row = self.rows[number]
        if isinstance(row, Mapping):
            name = words.TABLE_STEP_COPY.format(name=self._cells.name(row))
            self._add(number + 1, row, name)

    def _remove(self, number: int) -> None:
        name = self._cells.name(self.rows[number])
        column = max(self.view.currentIndex().column(), 0)
        rows = (*self.rows[:number], *self.rows[number + 1 :])
        self._become(rows, words.TABLE_STEP_REMOVE.format(name=name))
        self._stand_at(min(number, len(rows)), column)
        self._say(words.TABLE_REMOVED.format(name=name))

    def _move(self, number: int, step: int) -> None:
        to = number + step
        if not 0 <= to < len(self.rows):
            return
        rows = list(self.rows)
        rows[number], rows[to] = rows[to], rows[number]
        column = max(self.view.currentIndex().column(), 0)
        name = self._cells.name(self.rows[number])
        self._become(tuple(rows), words.TABLE_STEP_MOVE.format(name=name))
        self._stand_at(to, column)

    @Slot()
    def _on_dropped(self) -> None:
        """Take back an empty row that the user added at the end and left empty."""
        if self.rows and row_id(self.rows[-1]) == self._fresh and not is_visible(self.rows[-1]):
            name = words.TABLE_STEP_REMOVE.format(name=self._cells.name(self.rows[-1]))
            self._become(self.rows[:-1], name)

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        if text.strip():
            self.paste_asked.emit(text)
        else:
            self._say(words.TABLE_NOTHING_COPIED)

    def _become(self, rows: tuple[Value, ...], name: str) -> None:
        """Show other rows and tell them, as one step."""
        self._close_cell()
        self.left.emit()
        self._say("")
        self._derived = False
        self.view.rows.show_rows(rows)
        self._show_columns()
        self._show_count()
        self.edited.emit(rows or None, name)
        self.left.emit()

    # ---- cells -------------------------------------------------------------------------------

    @Slot(int)
    def _on_cell_edited(self, number: int) -> None:
        name = self._name or self._cells.name(self.rows[number])
        self._derived = False
        self._show_columns()
        self._show_count()
        self.edited.emit(self.rows, words.TABLE_STEP_EDIT.format(name=name))

    @Slot()
    def _on_closed(self) -> None:
        self._name = ""
        self._hint()
        self.left.emit()

    def _close_cell(self) -> None:
        editor = self.view.cells.editor
        if editor is not None:
            editor.keys.finished.emit(0)

    @Slot()
    def _on_came(self) -> None:
        row, column = self._place()
        if row != self._fresh and self._fresh:
            self._fresh = ""
            self._show_findings()
        number = self.view.currentIndex().row()
        known = 0 <= number < len(self.rows)
        self._name = self._cells.name(self.rows[number]) if known else ""
        self._hint()
        self.entered.emit(row, column)

    @Slot()
    def _on_went(self) -> None:
        if self._fresh:
            self._on_dropped()
            self._fresh = ""
            self._show_findings()
        self._hint()
        self.left.emit()

    def _place(self) -> tuple[str, str]:
        """Return where the user stands: the row's identity, and the column."""
        index = self.view.currentIndex()
        known = index.isValid() and index.row() < len(self.rows)
        row = row_id(self.rows[index.row()]) if known else ""
        return row, self.field.columns[max(index.column(), 0)].key

    def _stand(self, row: str, column: str) -> None:
        """Stand in the row where the user stood, wherever it is now."""
        number = self.view.rows.number_of(row)
        if number >= 0 and number != self.view.currentIndex().row():
            keys = [one.key for one in self.field.columns]
            self._stand_at(number, keys.index(column))

    def _stand_at(self, number: int, column: int) -> None:
        self.view.setCurrentIndex(self.view.rows.index(number, column))
        self.view.scrollTo(self.view.currentIndex())

    # ---- below the table ---------------------------------------------------------------------

    def _show_columns(self) -> None:
        self.view.show_columns(self._cells.columns(self.rows))

    def _show_count(self) -> None:
        text = counted(self.field, len(self.rows))
        if not self.rows:
            text = words.TABLE_EMPTY.format(rows=rows_word(self.field))
        elif self._derived:
            text = f"{text}. {words.TABLE_DERIVED}"
        self._foot.count(text)
        self._show_tools()

    def _hint(self) -> None:
        """Say which keys count now."""
        opened = self.view.cells.editor is not None
        self._foot.say(words.TABLE_CELL_HINT if opened else words.TABLE_HINT)

    @Slot(str)
    def _say(self, text: str) -> None:
        """Say something of an action in the place of the keys, and to a screen reader."""
        self._foot.say(text or words.TABLE_HINT)
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, text))

    def _show_findings(self) -> None:
        held = [
            one
            for one in self._findings
            if not (one.place.row and one.place.row == self._fresh and one.rule in MISSING)
        ]
        self.view.rows.show_findings(held)
        self._foot.show_findings(held)

    # ---- looks -------------------------------------------------------------------------------

    @Slot()
    def _restyle(self) -> None:
        self._tools.restyle()
        self._foot.restyle()
        self.view.restyle()
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return the width of a narrow window: the tools fold."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the tools where one line is too short."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._foot.fold(narrow=self._tools.fold(self.width()))
