"""Merges two copies of one agreement that were edited apart: three ways, or two without a base.

What only one side changed is taken, what both changed alike is taken once, and what both changed
otherwise is a conflict: both stand side by side and nothing is chosen here. A row, an added clause
or a note that one side took out and the other changed is a conflict too. Two people who merge the
same two copies, each from their own end, come to the same agreement. Nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mou_desktop import messages
from mou_desktop.errors import MergeRefused
from mou_desktop.model.document import joined_parents
from mou_desktop.model.parts import (
    ABSENT,
    ORDER,
    Path,
    Shape,
    Step,
    named,
    rows_by_id,
    same,
    shape_of,
    steps,
    tree_of,
    with_tree,
)
from mou_desktop.model.told import Difference, Teller
from mou_desktop.model.values import EMPTY, Value

if TYPE_CHECKING:
    from mou_desktop.model import Document, Place

Side = Literal["mine", "theirs"]
Choice: TypeAlias = "Side | Settled"
Choices: TypeAlias = Mapping[Path, Choice]
_Three: TypeAlias = tuple[Value, Value, Value]
"""A part in the base, in mine and in theirs."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A value that settles a conflict and is neither mine nor theirs; `ABSENT` takes it out."""

    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A part that both sides changed, and not alike.

    Attributes:
        path: where it stands among the parts; by it the conflict is settled.
        place: where it is edited.
        label: what it is called.
        before, mine, theirs: what it says in the base and on each side.
        values: the same as values, `ABSENT` where it is not there.
    """

    path: Path
    place: Place
    label: str
    before: str
    mine: str
    theirs: str
    values: tuple[Value, Value, Value]


@dataclass(frozen=True, slots=True)
class Taken:
    """A change that one side alone had made, and that is in the merged document."""

    side: Side
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of a merge.

    Attributes:
        document: the merged agreement; where there is a conflict it stands as mine does.
        taken: what each side alone had changed.
        conflicts: what has to be settled by somebody who reads both.
        two_ways: whether there was no base, so that nobody can say who changed what.
    """

    document: Document
    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    two_ways: bool
    _sides: tuple[Document | None, Document, Document]

    def settled(self, choices: Choices) -> Document:
        """Return the agreement with each conflict settled by `mine`, `theirs` or a value.

        Raises:
            MergeRefused: a conflict has no choice; the text says how many.
        """
        merging = _Merging(choices)
        document = merging.document(*self._sides)
        if merging.conflicts:
            raise MergeRefused(messages.MERGE_UNSETTLED.format(count=len(merging.conflicts)))
        return document

    def all(self, side: Side) -> Choices:
        """Return the choices that settle every conflict by one side."""
        return {one.path: side for one in self.conflicts}


def merge(base: Document | None, mine: Document, theirs: Document) -> Merged:
    """Return `mine` and `theirs` as one; `base` is what both were made of, None if nobody knows.

    Raises:
        MergeRefused: they are not copies of one agreement on one text.
    """
    _refuse_strangers(base, mine, theirs)
    merging = _Merging({})
    document = merging.document(base, mine, theirs)
    known = (mine, theirs, base) if base else (mine, theirs)
    teller = Teller(*known)
    return Merged(
        document=document,
        taken=tuple(Taken(side, teller.difference(step)) for side, step in merging.taken),
        conflicts=tuple(_told(teller, *one) for one in merging.conflicts),
        two_ways=base is None,
        _sides=(base, mine, theirs),
    )


def _refuse_strangers(base: Document | None, mine: Document, theirs: Document) -> None:
    known = [one for one in (mine, theirs, base) if one is not None]
    if len({one.id for one in known}) > 1:
        raise MergeRefused(messages.MERGE_OTHER_AGREEMENT)
    for one in known[1:]:
        if one.edition != mine.edition:
            words = [f"{e.id}, revision {e.revision}" for e in (mine.edition, one.edition)]
            raise MergeRefused(messages.MERGE_OTHER_EDITION.format(mine=words[0], theirs=words[1]))


def _told(teller: Teller, path: Path, values: _Three) -> Conflict:
    before, mine, theirs = (teller.words(path, value) for value in values)
    return Conflict(
        path=path,
        place=teller.place(path),
        label=teller.label(path),
        before=before,
        mine=mine,
        theirs=theirs,
        values=values,
    )


class _Merging:
    """Goes through three trees at once, and notes what was taken and what was not."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self.taken: list[tuple[Side, Step]] = []
        self.conflicts: list[tuple[Path, _Three]] = []

    def document(self, base: Document | None, mine: Document, theirs: Document) -> Document:
        trees = (tree_of(base) if base else EMPTY, tree_of(mine), tree_of(theirs))
        empty = {key: () if isinstance(one, tuple) else EMPTY for key, one in trees[1].items()}
        tree = {**empty, **self._parts((), trees, shape_of(mine.edition))}
        added = [one.get("added", ()) for one in trees]
        tree["added"] = _at_home(tree["added"], *added)
        return replace(
            with_tree(mine, tree),
            created=min(mine.created, theirs.created),
            saved=max(mine.saved, theirs.saved),
            parents=joined_parents(mine.parents, theirs.parents),
        )

    def _merged(self, path: Path, values: _Three, shape: Shape) -> Value:
        """Return one part; `ABSENT` where it is gone."""
        base, mine, theirs = values
        if shape.kind == "derived" or same(mine, theirs):
            return mine
        if same(mine, base):
            return self._take("theirs", path, (base, theirs), shape)
        if same(theirs, base):
            return self._take("mine", path, (base, mine), shape)
        inner = self._inner(path, values, shape)
        return self._conflict(path, values) if inner is None else inner

    def _inner(self, path: Path, values: _Three, shape: Shape) -> Value | None:
        """Return a part that both sides changed, put together of its parts; None if it cannot be.

        What one side took out as a whole and the other changed is for somebody to look at.
        """
        base, mine, theirs = values
        if base is not ABSENT and ABSENT in (mine, theirs):
            return None
        if shape.kind == "rows":
            rows = [rows_by_id(value, shape.by) for value in values]
            if all(one is not None for one in rows):
                return _unless_empty(self._rows(path, rows, shape), mine, theirs)
        if shape.kind == "parts":
            parts = [named(value) for value in values]
            if all(one is not None for one in parts) and not _is_another(parts, shape.name):
                return _unless_empty(self._parts(path, parts, shape), mine, theirs)
        return None

    def _take(self, side: Side, path: Path, change: tuple[Value, Value], shape: Shape) -> Value:
        self.taken.extend((side, step) for step in steps(*change, shape, path))
        return change[1]

    def _conflict(self, path: Path, values: _Three) -> Value:
        choice = self._choices.get(path)
        if choice is None:
            self.conflicts.append((path, values))
        if isinstance(choice, Settled):
            return choice.value
        return values[2] if choice == "theirs" else values[1]

    def _parts(self, path: Path, parts: Any, shape: Shape) -> Mapping[str, Value]:
        _, mine, theirs = parts
        found = {
            key: self._merged((*path, key), _each(parts, key), shape.of(key))
            for key in dict.fromkeys((*mine, *theirs))
        }
        return {key: value for key, value in found.items() if value is not ABSENT}

    def _rows(self, path: Path, rows: Any, shape: Shape) -> tuple[Value, ...]:
        _, mine, theirs = rows
        found = {
            key: self._row((*path, key), _each(rows, key), shape.of(key))
            for key in dict.fromkeys((*mine, *theirs))
        }
        found = {key: row for key, row in found.items() if row is not ABSENT}
        order = self._ordered(path, [[*one] for one in rows], found, shape)
        return tuple(found[key] for key in order)

    def _row(self, path: Path, values: _Three, shape: Shape) -> Value:
        """Return one row; one that came or went on one side is taken as a whole."""
        base, mine, theirs = values
        if not same(mine, theirs):
            if same(mine, base) and ABSENT in (base, theirs):
                self.taken.append(("theirs", Step("row", path, base, theirs)))
                return theirs
            if same(theirs, base) and ABSENT in (base, mine):
                self.taken.append(("mine", Step("row", path, base, mine)))
                return mine
        return self._merged(path, values, shape)

    def _ordered(
        self, path: Path, orders: list[list[str]], found: Mapping[str, Value], shape: Shape
    ) -> list[str]:
        """Return the rows in order: those of both sides as agreed, each other after its neighbour.

        Where both added rows at the same spot, the same ones come first whoever merges.
        """
        mine, theirs = ({*one} for one in orders[1:])
        both = {key for key in found if key in mine and key in theirs}
        base, left, right = ([key for key in one if key in both] for one in orders)
        agreed = self._agreed(path, base, left, right, shape)
        runs: dict[str, list[list[str]]] = {}
        for order in orders[1:]:
            at, run = "", list[str]()
            for key in order:
                if key in both:
                    at, run = key, []
                elif key in found:
                    if not run:
                        runs.setdefault(at, []).append(run)
                    run.append(key)
        after = {at: [key for run in sorted(each) for key in run] for at, each in runs.items()}
        return [
            key for at in ("", *agreed) for key in ((at,) if at else ()) + (*after.get(at, ()),)
        ]

    def _agreed(
        self, path: Path, base: list[str], mine: list[str], theirs: list[str], shape: Shape
    ) -> list[str]:
        """Return the order of the rows that both sides have."""
        if not shape.ordered:
            return min(mine, theirs)
        if mine == theirs:
            return mine
        if mine == base:
            self.taken.extend(("theirs", step) for step in _moves(path, base, theirs, shape))
            return theirs
        if theirs == base:
            self.taken.extend(("mine", step) for step in _moves(path, base, mine, shape))
            return mine
        values = (tuple(base), tuple(mine), tuple(theirs))
        chosen = self._conflict((*path, ORDER), values)
        good = isinstance(chosen, tuple) and sorted(chosen) == sorted(mine)
        return [*chosen] if good else mine


def _moves(path: Path, before: list[str], after: list[str], shape: Shape) -> Iterable[Step]:
    """Yield the rows that moved between two orders of the same rows."""
    old, new = ([{shape.by: key} for key in one] for one in (before, after))
    return steps(tuple(old), tuple(new), shape, path)


def _each(parts: Any, key: str) -> _Three:
    base, mine, theirs = (one.get(key, ABSENT) for one in parts)
    return base, mine, theirs


def _unless_empty(merged: Any, mine: Value, theirs: Value) -> Value:
    """Return `merged`; nothing where all went and neither side had an empty one."""
    return merged if merged or not (mine and theirs) else ABSENT


def _is_another(parts: Any, name: str) -> bool:
    """Return whether a side named somebody else, so that parts of two persons would be mixed."""
    if not name:
        return False
    base, mine, theirs = (one.get(name, ABSENT) for one in parts)
    return not same(mine, theirs) and not (same(mine, base) and same(theirs, base))


def _at_home(
    added: tuple[Value, ...],
    base: tuple[Value, ...],
    mine: tuple[Value, ...],
    theirs: tuple[Value, ...],
) -> tuple[Value, ...]:
    """Return added parts, each that followed one which went after what that one followed.

    One that already stood after nothing on its own side is left as it is.
    """
    sides = [{row["_id"]: row for row in side} for side in (mine, theirs)]
    known = {row["_id"]: row for side in (base, theirs, mine) for row in side}
    there = {row["_id"] for row in added}

    def rehomed(row: Value) -> Value:
        kind, section, after = row["home"]
        lost = any(
            row["_id"] in side and side[row["_id"]]["home"] == row["home"] and after not in side
            for side in sides
        )
        if after in there or after not in known or lost:
            return row
        seen: set[str] = set()
        while after in known and after not in there and after not in seen:
            seen.add(after)
            after = known[after]["home"][2]
        return {**row, "home": (kind, section, after)}

    return tuple(rehomed(row) for row in added)
