"""Tells a part of an agreement in words: what it is called, where it stands, and what it says.

The same words stand in the list of what differs, beside each other in a conflict, and in what a
merge took over. A choice over the rows of a table tells their names. It chooses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mou_desktop import messages
from mou_desktop.model.document import is_visible
from mou_desktop.model.edition import PERSON_PARTS, Field, Place
from mou_desktop.model.parts import ABSENT, ORDER, Path, Step
from mou_desktop.model.spoken import joined, speak, spoken_date
from mou_desktop.model.values import EMPTY, Value, is_row_id, printable

if TYPE_CHECKING:
    from mou_desktop.model.document import Added, Document

How = Literal["answered", "changed", "emptied", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part of an agreement that is not the same in two documents of it.

    Attributes:
        how: what became of it; rows, clauses, notes and rounds are added or removed as a whole.
        path: where it stands among the parts; the same in every list of differences.
        place: where it is edited.
        label: what it is called.
        before, after: what it says in each; for a row that moved, its number from 1.
        was, now: the same as values, `ABSENT` where it is not there.
    """

    how: How
    path: Path
    place: Place
    label: str
    before: str
    after: str
    was: Value
    now: Value


class Teller:
    """Tells parts of some documents of one agreement.

    A row or a clause that one of them does not have is looked for in the others, in turn.
    """

    def __init__(self, *documents: Document) -> None:
        self._documents = documents
        self._edition = documents[0].edition
        self._names: dict[str, dict[str, str]] = {}

    def difference(self, step: Step) -> Difference:
        """Return a step between two trees as it is told."""
        return Difference(
            how=_how(step),
            path=step.path,
            place=self.place(step.path),
            label=self.label(step.path),
            before=self.words(step.path, step.before, how=step.how),
            after=self.words(step.path, step.after, how=step.how),
            was=step.before,
            now=step.after,
        )

    # ---- where -------------------------------------------------------------------------------

    def place(self, path: Path) -> Place:
        """Return where the part at `path` is edited; nowhere in the text has no section."""
        kind, key, *rest = (*path, "")
        if kind == "answers":
            one = self._edition.by_key.get(key)
            is_row = one is not None and one.type == "table" and rest and rest[0] not in {"", ORDER}
            row = rest[0] if is_row else ""
            dotted = f"{key}.{rest[1]}" if row and rest[1] else key
            return replace(self._edition.field_places.get(key, Place()), field=dotted, row=row)
        if kind == "clauses":
            return self._edition.clause_places.get(key, Place(clause=key))
        if kind == "added":
            return self._place_of_added(key)
        if kind == "notes":
            return self._place_of_note(key)
        return Place()

    def _place_of_added(self, key: str) -> Place:
        one = self._added.get(key)
        if one is None:
            return Place()
        section = one.kind == "section"
        home, seen = self._added.get(one.after if section else one.section), {key}
        near = one.after if section else one.section
        while home is not None and home.id not in seen:
            seen.add(home.id)
            near = home.after
            home = self._added.get(near)
        document = self._edition.clause_places.get(near, Place()).document
        return Place(document, one.id) if section else Place(document, one.section, one.id)

    def _place_of_note(self, key: str) -> Place:
        on = self._notes.get(key, EMPTY).get("on")
        on = on if isinstance(on, Mapping) else EMPTY
        found = (on.get(part) for part in ("clause", "field", "row"))
        clause, field, row = (text if isinstance(text, str) else "" for text in found)
        home = self._edition.clause_places.get(clause) or self._place_of_added(clause)
        if not home.section:
            home = self._edition.field_places.get(field, home)
        return replace(home, field=field, row=row)

    @cached_property
    def _added(self) -> Mapping[str, Added]:
        return {one.id: one for each in reversed(self._documents) for one in each.added}

    @cached_property
    def _notes(self) -> Mapping[str, Mapping[str, Value]]:
        notes: Iterator[Value] = (n for each in reversed(self._documents) for n in each.notes)
        known = (note for note in notes if isinstance(note, Mapping))
        return {id_: note for note in known if isinstance(id_ := note.get("_id"), str)}

    # ---- what it is called -------------------------------------------------------------------

    def label(self, path: Path) -> str:
        """Return what the part at `path` is called, such as `Schools, North School: Town`."""
        kind, key, *rest = (*path, "")
        rest = rest[:-1]
        if kind == "answers":
            return self._label_of_answer(key, rest)
        if kind == "clauses":
            clause = self._edition.clauses.get(key)
            heading = clause.heading if clause else ""
            return messages.PART_CLAUSE.format(heading=heading or self._section_heading(key))
        if kind == "added" and key != ORDER:
            one = self._added.get(key)
            words = messages.PART_ADDED[one.kind if one and one.kind == "section" else "clause"]
            label = words.format(heading=printable(one.heading if one else key))
        elif kind == "notes":
            label = messages.PART_NOTE.format(author=self._author(key))
        else:
            label = messages.PARTS.get(kind, kind)
            rest = [] if kind in {"added", "rounds"} else [key, *rest]
        return ": ".join([label, *(messages.PART_NAMES.get(one, one) for one in rest)])

    def _label_of_answer(self, key: str, rest: list[str]) -> str:
        one = self._edition.by_key.get(key)
        label = one.label if one else key
        if one is None or not rest:
            return label
        if one.type == "table":
            if rest[0] == ORDER:
                return messages.PART_ORDER.format(label=label)
            label = f"{label}, {self._row_name(key, rest[0]) or one.row or rest[0]}"
            column = one.column(rest[1]) if rest[1:] else None
            rest = [column.label, *rest[2:]] if column else rest[1:]
        return ": ".join([label, *(messages.PART_NAMES.get(part, part) for part in rest)])

    def _section_heading(self, clause: str) -> str:
        place = self._edition.clause_places.get(clause)
        return self.heading(place) if place else clause

    def heading(self, place: Place) -> str:
        """Return the heading of the section that a place is in; empty where it is in none."""
        own = self._added.get(place.section)
        return self._headings.get(place.section, "") or (printable(own.heading) if own else "")

    @cached_property
    def _headings(self) -> Mapping[str, str]:
        return {one.key: one.heading for part in self._edition.documents for one in part.sections}

    def _author(self, key: str) -> str:
        author = self._notes.get(key, EMPTY).get("author")
        return printable(author) if isinstance(author, str) and author else messages.PART_NOBODY

    # ---- what it says ------------------------------------------------------------------------

    def words(self, path: Path, value: Value, *, how: str = "value") -> str:
        """Return what a part says; nothing where it is not there or says nothing."""
        if how == "moved":
            return str(value)
        kind, key, *rest = path if len(path) > 1 else (*path, "")
        if kind == "clauses":
            return _local(value)
        if value is ABSENT or value is None:
            return ""
        if kind == "answers":
            return self._answer(key, rest, value)
        if kind == "added":
            return self._words_of_added(rest, value)
        return _plain(value)

    def _answer(self, key: str, rest: list[str], value: Value) -> str:
        one = self._edition.by_key.get(key)
        if one is None:
            return _plain(value)
        if one.type == "table" and rest and rest[0] == ORDER:
            return joined(self._row_name(key, row) or row for row in value)
        if one.type == "table":
            if len(rest) < 2:
                rows = value if isinstance(value, tuple) else (value,)
                return "\n".join(self._row(one, row) for row in rows)
            column = one.column(rest[1])
            return self._spoken(column, value) if column and len(rest) == 2 else _plain(value)
        return self._spoken(one, value) if not rest else _plain(value)

    def _spoken(self, one: Field, value: Value) -> str:
        if one.rows_of:
            found = value if isinstance(value, tuple) else (value,)
            return joined(self._chosen(one.rows_of, item) for item in found)
        if isinstance(value, Mapping):
            if one.type == "person" and value.keys() <= {*PERSON_PARTS}:
                return speak(one, value, contact=True)
            return _plain(value)
        if isinstance(value, tuple) and any(isinstance(item, Mapping | tuple) for item in value):
            return _plain(value)
        return speak(one, value)

    def _chosen(self, table: str, row: Value) -> str:
        if not isinstance(row, str):
            return _plain(row)
        gone = messages.PART_ROW_GONE if is_row_id(row) else printable(row)
        return self._row_name(table, row) or gone

    def _row(self, table: Field, row: Value) -> str:
        if not isinstance(row, Mapping):
            return _plain(row)
        keys = [one.key for one in table.columns if one.key in row]
        keys += [key for key in row if key != "_id" and table.column(key) is None]
        words = []
        for key in keys:
            column = table.column(key)
            text = self._spoken(column, row[key]) if column else _plain(row[key])
            words.append((column.label if column else key, text))
        return "; ".join(f"{label}: {text}" for label, text in words if text)

    def _row_name(self, table: str, row: str) -> str:
        if table not in self._names:
            self._names[table] = self._named_rows(table)
        return self._names[table].get(row, "")

    def _named_rows(self, table: str) -> dict[str, str]:
        one = self._edition.by_key.get(table)
        if one is None or not one.columns:
            return {}
        first = one.columns[0]
        part = PERSON_PARTS[0] if first.type == "person" else ""
        found = {}
        for document in reversed(self._documents):
            rows = document.rows(one)
            for row in rows if isinstance(rows, tuple) else ():
                name = row.get(first.key) if isinstance(row, Mapping) else None
                if isinstance(row, Mapping) and isinstance(name, str | Mapping):
                    found[str(row.get("_id"))] = speak(first, name, part)
        return found

    def _words_of_added(self, rest: list[str], value: Value) -> str:
        if rest[:1] == ["home"] and isinstance(value, tuple):
            return self._home(*value)
        if not rest and isinstance(value, tuple):
            return joined(self.label(("added", row)) for row in value)
        if not rest and isinstance(value, Mapping):
            return "\n".join(filter(None, (value["heading"], value["text"], _why(value))))
        return _plain(value)

    def _home(self, kind: str, section: str, after: str) -> str:
        names = [
            self._name_of(key) for key in ((after,) if kind == "section" else (section, after))
        ]
        known = [name for name in names if name]
        if kind == "section":
            return messages.PART_AFTER.format(name=known[0]) if known else messages.PART_FIRST
        where = messages.PART_IN.format(name=names[0] or section)
        return f"{where}, {messages.PART_AFTER.format(name=names[1])}" if names[1] else where

    def _name_of(self, key: str) -> str:
        clause, own = self._edition.clauses.get(key), self._added.get(key)
        heading = clause.heading if clause else own.heading if own else ""
        return printable(heading or self._headings.get(key, "") or key)


def _how(step: Step) -> How:
    kind = step.path[0]
    if step.how == "moved":
        return "moved"
    if kind == "clauses":
        return "changed"
    if step.how == "row" or kind not in {"answers", "unplaced"}:
        if step.before is ABSENT:
            return "added"
        if step.after is ABSENT:
            return "removed"
    before, after = (is_visible(_seen(one)) for one in (step.before, step.after))
    if before == after:
        return "changed"
    return "answered" if after else "emptied"


def _seen(value: Value) -> Value:
    return None if value is ABSENT else value


def _local(value: Value) -> str:
    """Return how a clause stands, with its text and its reason."""
    if not isinstance(value, Mapping):
        return messages.PART_PUBLISHED
    state = messages.PART_STATES.get(value["state"], printable(value["state"]))
    source = messages.PART_SOURCE.format(source=value["source"]) if value["source"] else ""
    return "\n".join(filter(None, (state, printable(value["text"]), source, _why(value))))


def _why(value: Mapping[str, Value]) -> str:
    return messages.PART_REASON.format(reason=value["reason"]) if value.get("reason") else ""


def _plain(value: Value) -> str:
    """Return a value that no field describes: its texts, and which is which where that is named."""
    if isinstance(value, Mapping):
        return "; ".join(
            f"{messages.PART_NAMES.get(key, key)}: {text}"
            for key, item in value.items()
            if key != "_id" and (text := _plain(item))
        )
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else printable(str(value))
    return spoken_date(text) if len(text) == 10 else text
