"""Says which answer a printed span shows: its field, its anchor, the answer itself, its name.

Most spans show one answer. What shows several together is held as a whole: a person with title, a
joined list, joined choices, and the prompt of a table without rows stand under their field. A name
in a list of names is the first cell of its row, and what stands in for the choice `other` is the
answer to the field that spells it out, so both can be edited for themselves.

A span has no place where nothing could be put back: a field that the edition does not have, a row
without an identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.anchors import ITEM, Anchor
from mou_desktop.model.spoken import speak
from mou_desktop.model.values import EMPTY, is_row_id, printable, visible

if TYPE_CHECKING:
    from mou_desktop.model import Document, Field
    from mou_desktop.model.printed import Span
    from mou_desktop.model.values import Value

ANSWERS = frozenset({"answer", "typed", "blank"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a span shows: the answer to `field`, which may be a column, at `anchor`."""

    anchor: Anchor
    field: Field
    label: str
    answer: Value


@dataclass(slots=True)
class Places:
    """Finds what spans show. Entries of a list are told apart by the order in which they come."""

    document: Document
    rows: dict[str, Mapping[str, Mapping[str, Value]]] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    found: dict[Span, Shown] = field(default_factory=dict)

    def of(self, span: Span) -> Shown | None:
        """Return what `span` shows, or None where that is no answer of a known field."""
        known = self.found.get(span)
        if known is not None:
            return known
        one = self.document.edition.by_key.get(span.field)
        if span.kind not in ANSWERS or one is None:
            return None
        if one.type == "list" and span.table:
            return self._entry(one, span)
        shown = self._of(one, span)
        if shown:
            self.found[span] = shown
        return shown

    def _of(self, one: Field, span: Span) -> Shown | None:
        if not span.row and not span.table:
            return self._single(one, span)
        column = one.column(span.key) if span.table else next(iter(one.columns), None)
        if column is None or not is_row_id(span.row):
            return None
        return self._cell(one, column, span)

    def _single(self, one: Field, span: Span) -> Shown | None:
        if one.type == "table" and span.kind != "blank":
            return None
        answer = self.document.answer(one.key)
        other = self._other(one, answer, self.document.edition.by_key.get(one.other), span)
        if other:
            return Shown(Anchor(other.key), other, one.label, self.document.answer(other.key))
        label = _with_part(one.label, span.part)
        return Shown(Anchor(one.key, part=span.part), one, label, _part(answer, span.part))

    def _cell(self, table: Field, column: Field, span: Span) -> Shown:
        row = self._row(table, span.row)
        first, label = table.columns[0], _with_part(column.label, span.part)
        if column is not first:
            part = "name" if first.type == "person" else ""
            name = " ".join(speak(first, row.get(first.key), part).split())
            if visible(name):
                label = messages.CONTROL_OF_ROW.format(label=label, row=name)
        answer = row.get(column.key)
        if other := self._other(column, answer, table.column(column.other), span):
            anchor = Anchor(table.key, span.row, other.key)
            return Shown(anchor, other, label, row.get(other.key))
        anchor = Anchor(table.key, span.row, column.key, span.part)
        return Shown(anchor, column, label, _part(answer, span.part))

    def _other(self, one: Field, answer: Value, other: Field | None, span: Span) -> Field | None:
        """Return the field that stands in for the choice `other`, where its answer is shown."""
        stands = one.other and answer == "other" and span.kind != "blank"
        return other if stands else None

    def _entry(self, one: Field, span: Span) -> Shown | None:
        """Return the entry of a list: the next one that reads like `span`."""
        answer = self.document.answer(one.key)
        found = answer if isinstance(answer, tuple) else ()
        start = self.entries.get(one.key, 0)
        for step in range(len(found)):
            at = (start + step) % len(found)
            if printable(str(found[at])) == span.text:
                self.entries[one.key] = at + 1
                label = messages.CONTROL_ENTRY.format(label=one.label, number=at + 1)
                return Shown(Anchor(one.key, str(at + 1), ITEM), one, label, found[at])
        return None

    def _row(self, table: Field, id_: str) -> Mapping[str, Value]:
        if table.key not in self.rows:
            found = self.document.counts(table.key)
            self.rows[table.key] = {
                str(row.get("_id", "")): row
                for row in (found if isinstance(found, tuple) else ())
                if isinstance(row, Mapping)
            }
        return self.rows[table.key].get(id_, EMPTY)


def _part(answer: Value, part: str) -> Value:
    return answer.get(part) if part and isinstance(answer, Mapping) else answer


def _with_part(label: str, part: str) -> str:
    if part in {"", "name"}:
        return label
    return messages.CONTROL_PART.format(label=label, part=part)
