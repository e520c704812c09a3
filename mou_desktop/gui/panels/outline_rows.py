"""What the outline lists: sections, clauses and tasks, each with its state in words.

Plain values made of a document; no Qt here. Besides all that prints it lists what was left out,
and clauses that print only once a question beside them is answered: else nobody could answer it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from mou_desktop import progress
from mou_desktop.gui import words
from mou_desktop.model import Place
from mou_desktop.outline import arranged
from mou_desktop.progress import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mou_desktop.model import Added, Clause, Document, Edition, Finding, Part, Section
    from mou_desktop.model.condition import Condition

Filter = Literal["all", "todo", "changed"]
WORK = {"todo", "progress", "attention"}


class Shown(NamedTuple):
    """How a state looks: an icon and its colour, words and theirs."""

    icon: str
    colour: str
    words: str
    ink: str = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the outline.

    Attributes:
        key: of the section, the clause, the addition or the task.
        place: where choosing it leads; None where that is its first clause.
        number: its own, such as `A`; `full` with what is above it, such as `III.A`.
        law: the citation that a clause rests on.
        stands: whether it prints as the answers are now.
        advised: answers that are advised and open.
        todo, changes: how many of its children have something to do, or are changed; a section
            that the district added counts as a change itself.
    """

    key: str
    place: Place | None
    heading: str
    number: str = ""
    full: str = ""
    status: Status = field(default_factory=Status)
    mandatory: bool = False
    law: str = ""
    stands: bool = True
    reason: bool = True
    advised: int = 0
    children: tuple[Row, ...] = ()
    todo: int = 0
    changes: int = 0

    @property
    def works(self) -> bool:
        """Whether there is something to do here."""
        return self.stands and self.status.state in WORK

    @property
    def frame(self) -> tuple[object, ...]:
        """All of the row that is not its state."""
        inner = tuple(one.frame for one in self.children)
        return self.key, self.place, self.heading, self.number, self.mandatory, inner

    @property
    def shown(self) -> Shown:
        """How its state looks."""
        status = self.status
        if status.changed == "left_out":
            text = words.STATE_LEFT_OUT if self.reason else words.STATE_LEFT_OUT_BARE
            return Shown("left_out", "muted", text)
        if status.to_fix:
            text = words.STATE_ATTENTION_FIX.format(count=status.to_fix)
            return Shown("error", "error", text, "error")
        if not self.stands:
            return Shown("todo", "muted", words.STATE_UNUSED)
        if status.state == "attention":
            text = words.STATE_ATTENTION_CHECK.format(count=status.to_check)
            return Shown("attention", "warn", text, "warn")
        how = words.STATE_CHANGED.get(status.changed)
        if status.free and not how:
            return Shown("todo", "muted", self._how_far)
        if how:
            return Shown("changed", "changed", f"{self._how_far} · {how}", "changed")
        if status.state == "done":
            return Shown("done", "ok", self._how_far)
        if status.state == "progress":
            return Shown("progress", "accent", self._how_far)
        return Shown("todo", "muted", self._how_far)

    @property
    def _how_far(self) -> str:
        status = self.status
        if status.state == "done":
            if status.free:
                answers = words.things(self.advised, "answer")
                advised = words.STATE_ONLY_ADVISED.format(answers=answers)
                return advised if self.advised else words.STATE_FREE
            advised = words.STATE_ADVISED.format(count=self.advised)
            return f"{words.STATE_DONE} · {advised}" if self.advised else words.STATE_DONE
        if status.state == "todo":
            return words.STATE_TODO
        if self.children:
            return words.STATE_SECTION.format(count=words.things(self.todo, "clause"))
        if status.answered == status.asked:
            return words.STATE_WAITS
        return words.STATE_PROGRESS.format(answered=status.answered, asked=status.asked)

    @property
    def title(self) -> str:
        """Its number and heading, as one reads them."""
        return f"{self.number}  {self.heading}" if self.number else self.heading

    @property
    def spoken(self) -> str:
        """All of it in one sentence, as a screen reader says it."""
        name = f"{self.full} {self.heading}".strip()
        parts = [name, words.SPOKEN_MANDATORY if self.mandatory else "", self.shown.words]
        return ", ".join(part for part in parts if part)


class Statuses:
    """How far each clause and each task is, brought up to date a few at a time."""

    def __init__(self, document: Document, findings: Iterable[Finding]) -> None:
        self._of = dict(progress.statuses(document, ()))
        self._of |= {one.id: Status(changed="added") for one in document.added}
        self._of |= {task: progress.of_clause(document, task, 0, 0) for task in tasks(document)}
        self._tables: dict[str, set[str]] = {}  # the tables that hang on the answer to a field
        for table in document.edition.fields:
            asks = [key for one in table.columns if one.when for key in one.when.asks()]
            for key in (*(key for rule in table.derived for key in rule.reads()), *asks):
                self._tables.setdefault(key, set()).add(table.key)
        self._counts = Counter[tuple[str, str]]()
        self.take(document, findings)

    def __getitem__(self, key: str) -> Status:
        return self._of.get(key, Status())

    def take(self, document: Document, findings: Iterable[Finding]) -> set[str]:
        """Take what a check found; return the clauses and tasks of which that is news."""
        counts = Counter[tuple[str, str]]()
        for finding in findings:
            if finding.rule not in progress.CODES_OF_MISSING:
                counts[home_of(document, finding), finding.severity] += 1
        both = counts.keys() | self._counts.keys()
        news = {key for key, kind in both if counts[key, kind] != self._counts[key, kind]}
        self._counts = counts
        for key in news & self._of.keys():
            fix, check = counts[key, "must"], counts[key, "should"]
            self._of[key] = replace(self._of[key], to_fix=fix, to_check=check)
        return news

    def renew(self, document: Document, fields: Iterable[str]) -> set[str]:
        """Count anew where `fields` are asked; return those clauses and tasks."""
        edition, found = document.edition, set()
        keys = set(fields)
        for key in keys.union(*(self._tables.get(key, ()) for key in keys)):
            one = edition.by_key.get(key)
            if one is not None:
                found.add(one.task or edition.field_places[key].clause)
        for key in found & self._of.keys():
            old = self._of[key]
            self._of[key] = progress.of_clause(document, key, old.to_fix, old.to_check)
        return found


class Deciders:
    """Knows which answers bring sections, clauses and questions in or take them out."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._by_key: dict[str, list[tuple[Condition, str]]] = {}  # and the field it governs
        fields = [(one.when, one.key) for one in edition.fields]
        above = [(one, "") for _, s, c in edition.walk() for one in (s.when, c.when)]
        for condition, governed in {*fields, *above}:
            if condition is None:
                continue
            for key in condition.asks():
                self._by_key.setdefault(key, []).append((condition, governed))
        self._tables = [(one.key, rule) for one in edition.fields for rule in one.derived]

    def differ(self, before: Document, after: Document, fields: Iterable[str]) -> bool:
        """Return whether other sections, clauses or questions are there for what was answered."""
        waiting, seen = list(fields), set[str]()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            waiting += [table for table, rule in self._tables if key in (rule.start, rule.each)]
            for condition, governed in self._by_key.get(key, ()):
                if before.holds(condition) != after.holds(condition):
                    return True
                if governed:
                    waiting.append(governed)
        return False


def home_of(document: Document, finding: Finding) -> str:
    """Return the clause or the task that a finding is about."""
    place = finding.place
    one = document.edition.by_key.get(place.field.partition(".")[0])
    return (one.task if one else "") or place.clause


def tasks(document: Document) -> Iterator[str]:
    """Yield the tasks that have questions of their own, beside those of the clauses."""
    clauses = document.edition.clauses
    for key, questions in document.edition.questions.items():
        if key and key not in clauses and any(document.holds(one.when) for one in questions):
            yield key


def rows(document: Document, statuses: Statuses, numbers: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row for each section and each group of tasks, with the rows below it."""
    maker = _Maker(document, statuses, numbers)
    found = [row for part in document.edition.documents for row in maker.part(part)]
    below = tuple(maker.task(task) for task in tasks(document))
    if below:
        found.append(_section(Row(key="", place=None, heading=words.OUTLINE_TASK_SECTION), below))
    return tuple(found)


def renewed(row: Row, document: Document, statuses: Statuses, keys: set[str]) -> Row:
    """Return a section's row with the states of `keys` as they are now."""
    below = tuple(
        _as_it_is(one, statuses[one.key], _advised(document, one.key)) if one.key in keys else one
        for one in row.children
    )
    same = all(new is old for new, old in zip(below, row.children, strict=True))
    return row if same and row.key not in keys else _section(row, below, statuses[row.key])


def _as_it_is(row: Row, status: Status, advised: int) -> Row:
    if (row.status, row.advised) == (status, advised):
        return row
    return replace(row, status=status, advised=advised)


def filtered(
    found: Sequence[Row], kind: Filter, here: str = "", *, mandatory: bool = False
) -> tuple[Row, ...]:
    """Return the rows that a filter leaves, of all or of the mandatory ones.

    Of what is to do, `here` stays too.
    """
    if kind == "all" and not mandatory:
        return tuple(found)
    kept = []
    for row in found:
        below = tuple(
            one
            for one in row.children
            if (one.mandatory or not mandatory) and _passes(one, kind, here)
        )
        if below or (kind == "changed" and row.status.changed == "added" and not mandatory):
            kept.append(replace(row, children=below))
    return tuple(kept)


def _passes(row: Row, kind: Filter, here: str) -> bool:
    if kind == "todo":
        return row.works or row.key == here
    return kind == "all" or bool(row.status.changed)


class _Maker:
    """Makes rows of one document."""

    def __init__(self, document: Document, statuses: Statuses, numbers: Mapping[str, str]) -> None:
        self._document, self._statuses, self._numbers = document, statuses, numbers
        self._added = {one.id: one for one in document.added}

    def part(self, part: Part) -> Iterator[Row]:
        """Yield a row for each section of one of the edition's documents."""
        printing = {
            section.key: (section, clauses) for section, clauses in arranged(self._document, part)
        }
        published = {one.key: one for one in part.sections}
        for key in _merged(list(printing), list(published), self._added):
            section, clauses = printing.get(key) or (published[key], ())
            below = tuple(self._clauses(part, section, clauses, stands=key in printing))
            number = self._numbers.get(f"{part.key}/{key}", "")
            quoted = number.startswith("“")
            row = Row(
                key=key,
                place=Place(part.key, key, key) if key in self._added else None,
                heading=section.heading,
                number="" if quoted else number,
                full="" if quoted else number,
                stands=key in printing,
            )
            if below or key in self._added:
                yield _section(row, below, self._statuses[key])

    def task(self, key: str) -> Row:
        """Return the row of a task, such as the yearly report."""
        return Row(
            key=key,
            place=Place(section=key),
            heading=words.OUTLINE_TASKS.get(key, key.replace("_", " ").capitalize()),
            status=self._statuses[key],
            advised=_advised(self._document, key),
        )

    def _clauses(
        self, part: Part, section: Section, printing: tuple[Clause, ...], *, stands: bool
    ) -> Iterator[Row]:
        known = {one.key: one for one in (*section.clauses, *printing)}
        published = [one.key for one in section.clauses if self._is_listed(one, stands=stands)]
        standing = [one.key for one in printing if one.key != section.key]
        for key in _merged(standing, published, self._added):
            yield self._clause(part, section, known[key], stands=key in standing)

    def _is_listed(self, clause: Clause, *, stands: bool) -> bool:
        """Whether a clause is left out by the district, or its questions are asked."""
        holds = self._document.holds
        questions = self._document.edition.questions.get(clause.key, ())
        return (stands and holds(clause.when)) or any(holds(one.when) for one in questions)

    def _clause(self, part: Part, section: Section, clause: Clause, *, stands: bool) -> Row:
        full = self._numbers.get(f"{part.key}/{clause.key}", "")
        above = self._numbers.get(f"{part.key}/{section.key}", "")
        number = full.removeprefix(f"{above}.") if full.startswith(f"{above}.") else ""
        local = self._document.clauses.get(clause.key)
        return Row(
            key=clause.key,
            place=Place(part.key, section.key, clause.key),
            heading=clause.heading,
            number=number,
            full=full if number else "",
            status=self._statuses[clause.key],
            mandatory=clause.mandatory,
            law=clause.law,
            stands=stands,
            reason=bool(local and local.reason.strip()),
            advised=_advised(self._document, clause.key),
        )


def _section(row: Row, below: tuple[Row, ...], own: Status | None = None) -> Row:
    """Return a section's row with what is below it, and the state that this makes."""
    own = own if own is not None and own.changed == "added" else Status()
    standing = [one.status for one in below if one.stands and one.status.changed != "left_out"]
    changes = [one.status.changed for one in below if one.status.changed]
    status = Status(
        asked=sum(one.asked for one in standing),
        answered=sum(one.answered for one in standing),
        to_fix=own.to_fix + sum(one.status.to_fix for one in below),
        to_check=own.to_check + sum(one.to_check for one in standing),
        changed=own.changed or ("changed" if changes else ""),
        started=any(one.started or (one.state == "done" and not one.free) for one in standing),
        waits=any(one.waits for one in standing),
        free=bool(standing) and all(one.free for one in standing),
    )
    todo = sum(one.works for one in below)
    total = len(changes) + bool(own.changed)
    return replace(row, status=status, children=below, todo=todo, changes=total)


def _advised(document: Document, key: str) -> int:
    return sum(
        one.advised and document.holds(one.when) and not document.answered(one.key)
        for one in document.edition.questions.get(key, ())
    )


def _merged(printing: list[str], published: list[str], added: Mapping[str, Added]) -> list[str]:
    """Return the keys of what prints and of what does not, in the order of the text."""
    shown, waiting = set(printing), list(published)
    found: list[str] = []

    def take(last: str) -> None:
        """Take what waits before `last` and does not print."""
        while last in waiting:
            key = waiting.pop(0)
            if key not in shown:
                found.append(key)

    for key in printing:
        take(added[key].after if key in added else key)
        found.append(key)
    return found + [key for key in waiting if key not in shown]
