"""One agreement in the making: an edition, the district's answers, and its local changes.

A document is a value. An edit makes a new document; the old one is the undo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mou_desktop.model import condition as conditions
from mou_desktop.model import text as texts
from mou_desktop.model.values import EMPTY, Value, copied, freeze, visible

if TYPE_CHECKING:
    from mou_desktop.model.condition import Condition
    from mou_desktop.model.edition import Edition, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClause:
    """How a clause of the edition departs from its published text, and why."""

    state: str  # extended | reworded | left_out | official
    text: str = ""
    reason: str = ""
    source: str = ""
    model_sha256: str = ""  # digest of the text it was made against
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A clause or section that the district added; its `_id` is its key everywhere."""

    id: str
    kind: str = "clause"  # clause | section
    section: str = ""
    after: str = ""
    heading: str = ""
    text: str = ""
    reason: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An edition with answers. `format.md` says what each part means in a file."""

    edition: Edition
    id: str = ""
    created: str = ""  # UTC, 2026-11-23T15:04:05Z
    saved: str = ""
    parents: tuple[str, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    unplaced: Mapping[str, Value] = field(default_factory=dict)  # kept, though no field wants them
    clauses: Mapping[str, LocalClause] = field(default_factory=dict)
    added: tuple[Added, ...] = ()
    notes: tuple[Mapping[str, Value], ...] = ()
    rounds: tuple[Mapping[str, Value], ...] = ()
    editions: Mapping[str, Value] = field(
        default_factory=dict
    )  # other editions that the file carries, by digest
    extra: Mapping[str, Value] = field(
        default_factory=dict
    )  # what a newer minor format added at the top
    local_extra: Mapping[str, Value] = field(default_factory=dict)

    def answer(self, key: str) -> Value:
        """Return what was answered at `key`, or None; hidden answers too."""
        return self.answers.get(key)

    def counts(self, key: str) -> Value:
        """Return the answer that counts at `key`: None where its question is hidden."""
        one = self.edition.by_key.get(key)
        if one is None or not self.holds(one.when):
            return None
        return self.rows(one) if one.type == "table" else self.answer(key)

    def answered(self, key: str) -> bool:
        """Return whether an answer that counts is visibly there."""
        one = self.edition.by_key.get(key)
        return one is not None and is_answered(one, self.counts(key))

    def holds(self, condition: Condition | None, row: Mapping[str, Value] = EMPTY) -> bool:
        """Return whether `condition` holds; `row` is the row at hand, for keys with a dot."""

        def look(key: str) -> Value:
            return row.get(key[1:]) if key.startswith(".") else self.counts(key)

        def seen(key: str) -> bool:
            return is_visible(look(key)) if key.startswith(".") else self.answered(key)

        return conditions.holds(condition, look, seen)

    def rows(self, table: Field) -> Value:
        """Return the rows of `table`: as edited, or as derived while nobody edited them."""
        answer = self.answer(table.key)
        return answer or tuple(self._derived(table)) or answer

    def with_answer(self, key: str, answer: Value) -> Document:
        """Return this document with one field answered, or emptied by None."""
        return self.with_answers({key: answer})

    def with_answers(self, changes: Mapping[str, Value]) -> Document:
        """Return this document with several fields answered, each emptied by None.

        Answers stand in the order of the edition, so that two files differ only in content.
        """
        given = copied(self.answers)
        for key, value in changes.items():
            if value is None:
                given.pop(key, None)
            else:
                given[key] = freeze(value)
        if any(key in given and key not in self.answers for key in changes):
            order = self.edition.order
            given = dict(sorted(given.items(), key=lambda item: order.get(item[0], len(order))))
        return replace(self, answers=MappingProxyType(given))

    def without_local_changes(self) -> Document:
        """Return the baseline of a comparison: these answers on the text as published.

        A clause set to the authority's official wording belongs to the baseline.
        """
        official = {key: one for key, one in self.clauses.items() if one.state == "official"}
        return replace(self, clauses=official, added=())

    def lacking(self, table: Field) -> Iterator[Mapping[str, Value]]:
        """Yield the rows of `table` in which a required cell is blank."""
        last = None
        for row, _ in self.blank_cells(table):
            if row is not last:
                yield row
            last = row

    def blank_cells(self, table: Field) -> Iterator[tuple[Mapping[str, Value], Field]]:
        """Yield each required cell of `table` that is blank: its row and its column."""
        required = [column for column in table.columns if column.required]
        rows = self.rows(table) if required else ()
        for row in rows if isinstance(rows, tuple) else ():
            for one in required if isinstance(row, Mapping) else ():
                if not is_answered(one, row.get(one.key)) and self.holds(one.when, row):
                    yield row, one

    def _derived(self, table: Field) -> Iterator[Mapping[str, Value]]:
        for rule in table.derived:
            source = self.edition.by_key[rule.start or rule.each]
            rows = self.counts(source.key) if rule.each else (EMPTY,)
            place = (EMPTY,) if source.required else ()  # for the one that is still to be named
            for row in rows if isinstance(rows, tuple) else place:
                if not isinstance(row, Mapping):
                    continue
                seed = f"{self.id}/{table.key}/{source.key}/{row_id(row)}"
                made = {"_id": "d" + hashlib.sha256(seed.encode()).hexdigest()[:7]}
                for column, text in rule.set.items():
                    made[column] = self._filled(text, row)
                yield freeze(made)

    def _filled(self, text: str, row: Mapping[str, Value]) -> str:
        """Return a text of answers alone, such as `{superintendent.name}`, filled in."""
        filled = ""
        for block in texts.parse(text):
            for inline in block.inlines():
                if isinstance(inline, texts.Words):
                    filled += inline.text
                elif isinstance(inline, texts.Answer):
                    answer = row.get(inline.key) if inline.row else self.counts(inline.key)
                    part = answer.get(inline.part) if isinstance(answer, Mapping) else answer
                    filled += part if isinstance(part, str) else ""
        return filled.strip()


def new(edition: Edition, now: str) -> Document:
    """Return an empty agreement of `edition`, made at `now` (UTC, `2026-11-23T15:04:05Z`)."""
    import uuid

    return Document(edition=edition, id=str(uuid.uuid4()), created=now, saved=now)


def joined_parents(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Return two lines of descent as one, newest last, so that cutting it keeps both.

    A line names the bodies that a copy was made of, oldest first, its own body last.
    """
    lines = (tuple(mine), tuple(theirs))
    sets = [set(line) for line in lines]
    for line, held in zip(lines, reversed(sets), strict=True):
        if held <= set(line):
            return line
    newest_first: dict[str, None] = {}
    ends = [list(reversed(line)) for line in lines]
    for at in range(max(map(len, ends))):
        newest_first.update(
            dict.fromkeys(sorted((end[at] for end in ends if at < len(end)), reverse=True))
        )
    return tuple(reversed(newest_first))


def row_id(row: Value) -> str:
    """Return the identity of a table row, or nothing where it has none."""
    found = row.get("_id", "") if isinstance(row, Mapping) else ""
    return found if isinstance(found, str) else ""


def is_answered(one: Field, answer: Value) -> bool:
    """Return whether `answer` is one that a reader can see, for a field like `one`."""
    if one.type == "person" and isinstance(answer, Mapping):
        return all(is_visible(answer.get(part)) for part in one.need)
    if one.type == "table" and isinstance(answer, tuple):
        return len(answer) >= one.min_rows
    return is_visible(answer)


def is_visible(answer: Value) -> bool:
    """Return whether anything of `answer` would be seen: blanks and blank lists would not."""
    if isinstance(answer, str):
        return visible(answer)
    if isinstance(answer, tuple):
        return any(is_visible(item) for item in answer)
    if isinstance(answer, Mapping):
        return any(is_visible(item) for key, item in answer.items() if key != "_id")
    return answer is not None
