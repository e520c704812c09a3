"""The rows of one table field as Qt's views ask for them, with a last line that adds one.

A row is what the document holds, unchanged until its cell is. What is missing or wrong is told to
it; it judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from mou_desktop.gui import words
from mou_desktop.gui.widgets.row_words import a_row
from mou_desktop.model.document import row_id
from mou_desktop.model.values import EMPTY, Value, freeze, mint_id

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from mou_desktop.gui.widgets.cells import Cells
    from mou_desktop.model import Field, Finding

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MISSING: Final = ("field.missing", "field.advised")
_RANK: Final = {"": 0, "open": 1, "warn": 2, "error": 3}


def state_of(finding: Finding) -> str:
    """Return how a finding looks: error, warn (advice), open (to answer), or nothing."""
    if finding.rule in MISSING:
        return "open"
    return {"must": "error", "should": "warn"}.get(finding.severity, "")


class RowsModel(QAbstractTableModel):
    """Holds the rows while a view shows them.

    Signals:
        cell_edited: the user changed a cell; carries the number of its row.
    """

    cell_edited = Signal(int)

    def __init__(self, cells: Cells, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self.table: Field = cells.table
        self.rows: tuple[Value, ...] = ()
        self._states: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, str], list[str]] = {}

    # ---- what is shown -----------------------------------------------------------------------

    def show_rows(self, rows: tuple[Value, ...]) -> None:
        """Show other rows; what stays the same is left alone, with the cursor in it."""
        before = self.rows
        if rows == before:
            return
        if len(rows) == len(before) and all(map(_same_row, rows, before)):
            self.rows = rows
            for number, (row, old) in enumerate(zip(rows, before, strict=True)):
                if row != old:
                    self.dataChanged.emit(*self._ends(number))
            return
        top = _common(before, rows)
        end = min(_common(before[::-1], rows[::-1]), min(len(rows), len(before)) - top)
        if gone := len(before) - top - end:
            self.beginRemoveRows(QModelIndex(), top, top + gone - 1)
            self.rows = before[:top] + before[top + gone :]
            self.endRemoveRows()
        if new := len(rows) - top - end:
            self.beginInsertRows(QModelIndex(), top, top + new - 1)
            self.rows = rows
            self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the rows and cells that `findings` are about."""
        states: dict[tuple[str, str], str] = {}
        said: dict[tuple[str, str], list[str]] = {}
        for finding in findings:
            row, column = finding.place.row, finding.place.field.partition(".")[2]
            state = state_of(finding)
            for key in {(row, column), (row, "")} if row else ():
                states[key] = max(states.get(key, ""), state, key=_RANK.__getitem__)
                said.setdefault(key, []).append(finding.message)
        if (states, said) != (self._states, self._said):
            self._states, self._said = states, said
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self._ends(len(self.rows) - 1)[1])
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)

    def refresh(self) -> None:
        """Draw every cell again: names of other rows, or what is asked, may be other ones."""
        self.dataChanged.emit(self.index(0, 0), self._ends(len(self.rows))[1])

    def state(self, number: int, column: str = "") -> str:
        """Return how a row, or a cell of it, looks: error, warn, open, or nothing."""
        if number >= len(self.rows):
            return ""
        return self._states.get((row_id(self.rows[number]), column), "")

    def asked(self, index: Index) -> bool:
        """Return whether the cell is one that can be filled in."""
        if index.row() >= len(self.rows):
            return False
        return self._cells.asked(self.table.columns[index.column()], self.rows[index.row()])

    def value(self, index: Index) -> Value:
        """Return what the cell holds."""
        return self._mapping(index.row()).get(self.table.columns[index.column()].key)

    def number_of(self, row: str) -> int:
        """Return the number of the row with an identity, -1 where there is none."""
        found = (number for number, one in enumerate(self.rows) if row_id(one) == row)
        return next(found, -1) if row else -1

    @property
    def mixed(self) -> bool:
        """Whether some columns are required and others not, so that the head says which."""
        return len({column.required for column in self.table.columns}) > 1

    # ---- what the user does ------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Put a value, as `Cells.read` gave it, into a cell; None empties it."""
        if role != Role.EditRole or index.row() >= len(self.rows):
            return False
        key = self.table.columns[index.column()].key
        number, row = index.row(), self._mapping(index.row())
        if row.get(key) == value and type(row.get(key)) is type(value):
            return False
        changed = {"_id": row_id(row) or mint_id(), **row, key: value}
        kept = freeze({k: v for k, v in changed.items() if v is not None or k != key})
        self.rows = (*self.rows[:number], kept, *self.rows[number + 1 :])
        self.dataChanged.emit(*self._ends(number))
        self.cell_edited.emit(number)
        return True

    # ---- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Return the number of rows and the line that adds one."""
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns, those that are not asked now included."""
        return 0 if parent.isValid() else len(self.table.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.asked(index) else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows, or what a screen reader says of it."""
        if role == Role.DisplayRole:
            return self._text(index)
        if role == Role.AccessibleTextRole:
            return self._spoken(index)
        if role in {Role.AccessibleDescriptionRole, Role.ToolTipRole}:
            return self._about(index) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the label of a column, or the number of a row."""
        across = orientation == Qt.Orientation.Horizontal
        if role == Role.DisplayRole:
            if across:
                return self.table.columns[section].label
            return str(section + 1) if section < len(self.rows) else "+"
        if role in {Role.AccessibleTextRole, Role.ToolTipRole} and across:
            column = self.table.columns[section]
            asked = words.TABLE_REQUIRED if column.required else words.TABLE_OPTIONAL
            said = f"{column.label} ({asked})"
            return f"{said}: {column.hint}" if column.hint and role == Role.ToolTipRole else said
        return None

    def _text(self, index: Index) -> str:
        number, first = index.row(), index.column() == 0
        if number >= len(self.rows):
            return words.TABLE_ADD_A.format(a_row=a_row(self.table)) if first else ""
        if not isinstance(self.rows[number], Mapping):
            return str(self.rows[number]) if first else ""
        return self._cells.shown(self.table.columns[index.column()], self.value(index))

    def _spoken(self, index: Index) -> str:
        if index.row() >= len(self.rows):
            return words.TABLE_ADD_A.format(a_row=a_row(self.table))
        column = self.table.columns[index.column()]
        text = self._text(index) or words.TABLE_BLANK
        text = text if self.asked(index) else words.TABLE_NOT_ASKED
        return f"{self._cells.name(self.rows[index.row()])}, {column.label}: {text}"

    def _about(self, index: Index) -> str:
        if index.row() >= len(self.rows):
            return ""
        row, column = self.rows[index.row()], self.table.columns[index.column()]
        if not isinstance(row, Mapping):
            return words.TABLE_STRAY.format(a_row=a_row(self.table))
        return "\n".join(self._said.get((row_id(row), column.key), ()))

    def _mapping(self, number: int) -> Mapping[str, Value]:
        row = self.rows[number] if number < len(self.rows) else EMPTY
        return row if isinstance(row, Mapping) else EMPTY

    def _ends(self, number: int) -> tuple[QModelIndex, QModelIndex]:
        return self.index(number, 0), self.index(number, len(self.table.columns) - 1)


def _same_row(one: Value, other: Value) -> bool:
    return one is other or (row_id(one) == row_id(other) and row_id(one) != "")


def _common(one: tuple[Value, ...], other: tuple[Value, ...]) -> int:
    """Return how many rows at the start are the same."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
