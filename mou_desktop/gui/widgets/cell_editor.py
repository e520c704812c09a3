"""What opens in a cell of a table: a line in the cell's own size, or a sheet over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QLineEdit

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.cell_keys import CellKeys
from mou_desktop.gui.widgets.cell_sheets import ListCell, PersonCell, TextCell
from mou_desktop.gui.widgets.cells import us_date
from mou_desktop.gui.widgets.date_editor import Calendar, asks_for_calendar
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.spoken import read_date

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.cells import Cells
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value


class LineCell(TextLine):
    """One line of text, or of a number, in the cell's own size."""

    def __init__(self, theme: Theme, column: Field, parent: QWidget) -> None:
        super().__init__(theme, 8, column.max_length or DEFAULT_LENGTH, parent)
        self.theme = theme
        self.keys = CellKeys(self)
        self.keys.watch(self)
        self.setFrame(False)
        self.setTextMargins(6, 0, 2, 0)
        self.textEdited.connect(self.keys.typed)
        self.refused.connect(self.keys.refused)

    def show_value(self, cells: Cells, column: Field, value: Value) -> None:
        """Show `value` where the text does not say it already."""
        if cells.read(column, self.text()) != value:
            self.show_text(cells.written(column, value))

    def raw(self) -> Any:
        """Return what was typed."""
        return self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and the focus ring round it."""
        super().paintEvent(event)
        ring(QPainter(self), self.rect(), self.theme, 4)


class DateCell(LineCell):
    """A date, typed in US order or picked from a calendar."""

    def __init__(self, theme: Theme, column: Field, parent: QWidget) -> None:
        super().__init__(theme, column, parent)
        action = QAction(icon(theme, "calendar", "muted"), words.CALENDAR, self)
        action.triggered.connect(self.open_calendar)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down or F4."""
        if asks_for_calendar(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar below the cell, at the date that stands there."""
        date = QDate.fromString(self.text(), "MM/dd/yyyy")
        start = date if date.isValid() else QDate.currentDate()
        calendar = Calendar(self.theme, start, self)
        calendar.chosen.connect(self._on_chosen)
        calendar.open_below(self)

    @Slot(QDate)
    def _on_chosen(self, date: QDate) -> None:
        found = read_date(date.toString(Qt.DateFormat.ISODate))
        self.setText(us_date(found.isoformat()) if found else self.text())
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.keys.typed.emit()


CellEditor: TypeAlias = LineCell | ListCell | PersonCell | TextCell


def make_editor(theme: Theme, column: Field, cells: Cells, viewport: QWidget) -> CellEditor:
    """Return the editor for a column: in the cell itself, or over it in the window."""
    editor: CellEditor
    match column.type:
        case "choice" | "choices" | "yes_no":
            editor = ListCell(theme, column, cells, viewport.window())
        case "person":
            editor = PersonCell(theme, column, viewport.window())
        case "list" | "long_text":
            editor = TextCell(theme, column, viewport.window())
        case "date":
            editor = DateCell(theme, column, viewport)
        case _:
            editor = LineCell(theme, column, viewport)
    if isinstance(editor, LineCell):
        editor.setObjectName(f"cell_{column.key}")
    editor.setAccessibleName(column.label)
    return editor
