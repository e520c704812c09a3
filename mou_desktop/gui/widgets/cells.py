"""How the cells of a table read, what may be chosen in them, and what was typed in them.

It asks a document for conditions and for the rows of other tables, and changes nothing. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from mou_desktop.gui import words
from mou_desktop.gui.widgets.row_words import one_row
from mou_desktop.model.document import row_id
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.spoken import read_date, speak
from mou_desktop.model.typed import Reader
from mou_desktop.model.values import EMPTY, Value, printable

if TYPE_CHECKING:
    from mou_desktop.model import Document, Field

Offered: TypeAlias = tuple[tuple[Value, str], ...]  # what is stored, and how it reads


class Cells:
    """Reads and writes the cells of one table for whoever shows them."""

    def __init__(self, table: Field, document_now: Callable[[], Document]) -> None:
        self.table = table
        self._now = document_now
        self._known: tuple[Document, dict[str, dict[str, str]]] | None = None

    def asked(self, column: Field, row: Value) -> bool:
        """Return whether `column` is asked in `row`."""
        return isinstance(row, Mapping) and self._now().holds(column.when, row)

    def columns(self, rows: tuple[Value, ...]) -> frozenset[str]:
        """Return the keys of the columns that are asked in any of `rows`, or of a new one."""
        several = (*rows, EMPTY)
        return frozenset(
            column.key
            for column in self.table.columns
            if column.when is None or any(self.asked(column, row) for row in several)
        )

    def possible(self) -> frozenset[str]:
        """Return the keys of the columns that some row may be asked for."""
        return frozenset(
            column.key
            for column in self.table.columns
            if column.when is None
            or any(key.startswith(".") for key in column.when.asks())
            or self.asked(column, EMPTY)
        )

    def shown(self, column: Field, value: Value) -> str:
        """Return `value` as its cell shows it, on one line."""
        return " ".join(self._shown(column, value).split())

    def _shown(self, column: Field, value: Value) -> str:
        if column.type in {"choice", "choices"}:
            known = dict(self.offered(column))
            several = value if isinstance(value, tuple) else (value,)
            named = (known.get(one) if isinstance(one, str) else None for one in several)
            return ", ".join(
                name or speak(column, one) for name, one in zip(named, several, strict=True)
            )
        if isinstance(value, bool):
            return words.CELL_YES if value else words.CELL_NO
        if column.type == "percent" and isinstance(value, int | float):
            return f"{self.written(column, value)}%"
        if column.type == "date" and isinstance(value, str):
            return us_date(value)
        if isinstance(value, tuple):
            return "; ".join(speak(column, one) for one in value)
        return speak(column, value)

    def written(self, column: Field, value: Value) -> str:
        """Return `value` as its editor shows it to be typed over."""
        if value is None:
            return ""
        if column.type == "date" and isinstance(value, str):
            return us_date(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{Decimal(str(value)).normalize():f}"
        if isinstance(value, tuple):
            return "\n".join(speak(column, one) for one in value)
        return value if isinstance(value, str) else self.shown(column, value)

    def read(self, column: Field, raw: Any) -> Value:
        """Return what was typed or chosen as a value; None where it is nothing."""
        if raw in ("", [], {}, None):
            return None
        return Reader(self._now()).read(column, raw)

    def offered(self, column: Field) -> Offered:
        """Return what may be chosen in `column`."""
        if column.type == "yes_no":
            return ((True, words.CELL_YES), (False, words.CELL_NO))
        if column.rows_of:
            return tuple(self._names(column.rows_of).items())
        return tuple((choice.key, choice.label) for choice in column.choices)

    def other_label(self, column: Field) -> str:
        """Return what the table is called whose rows `column` chooses from."""
        other = self._now().edition.by_key.get(column.rows_of)
        return other.label if other else column.label

    def name(self, row: Value) -> str:
        """Return what a row is called: its first column, or "the officer" where that is blank."""
        first = self.table.columns[0]
        value = row.get(first.key) if isinstance(row, Mapping) else row
        if first.type == "person" and isinstance(value, Mapping):
            parts = (printable(str(value.get(part) or "")).strip() for part in PERSON_PARTS[:2])
            found = next(filter(None, parts), "")
        else:
            found = self.shown(first, value)
        return found[:60] or f"the {one_row(self.table)}"

    def _names(self, table: str) -> dict[str, str]:
        """Return how the rows of another table are called, by their identity."""
        document = self._now()
        if self._known is None or self._known[0] is not document:
            self._known = (document, {})
        found = self._known[1].get(table)
        if found is None:
            other = Cells(document.edition.by_key[table], self._now)
            rows = document.counts(table)
            rows = rows if isinstance(rows, tuple) else ()
            found = self._known[1][table] = {row_id(row): other.name(row) for row in rows}
        return found


def us_date(text: str) -> str:
    """Return an ISO date as month, day and four-digit year, or the text as it is."""
    date = read_date(text)
    return f"{date:%m/%d}/{date.year:04d}" if date else text
