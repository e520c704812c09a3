"""An agreement as a tree of named parts, so that two or three of them can be laid side by side.

Persons go part by part, table rows, added clauses, notes and rounds by their identity, cells by
column; all else is whole: a list, a choice of several, a local change with its text and reason.
What is no orderly table (a row without identity, an identity twice) is whole too. It only says
how parts lie; which of them counts, and in which words they are told, is for others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from mou_desktop.model.document import Added, Document, LocalClause
from mou_desktop.model.values import EMPTY, Value

if TYPE_CHECKING:
    from mou_desktop.model.edition import Edition, Field

Path: TypeAlias = tuple[str, ...]
"""Where a part stands, such as `("answers", "school", "s1aa0b2c", "town")`."""

ORDER = "#order"
"""The last name of a path that stands for the order of rows."""


class Absent(Enum):
    """Says that a part is not there, which is not the same as one that is null."""

    ABSENT = 0


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a part is made up.

    Attributes:
        kind: `whole` has no parts of its own, `parts` has named ones, `rows` has rows with an
            identity, and `derived` follows from the others and is never merged itself.
        parts: shapes of the named parts; those that are not named here are whole.
        row: shape of each row.
        by: the name under which a row has its identity.
        ordered: whether the order of rows is the user's.
        name: the part that says who is meant, so that the others are nothing without it.
    """

    kind: Literal["whole", "parts", "rows", "derived"] = "whole"
    parts: Mapping[str, Shape] = field(default_factory=dict)
    row: Shape | None = None
    by: str = "_id"
    ordered: bool = True
    name: str = ""

    def of(self, key: str) -> Shape:
        """Return the shape of a part, or of a row."""
        return self.row or self.parts.get(key, WHOLE)


WHOLE = Shape()
_PERSON = Shape(kind="parts", name="name")
_KNOWN = Shape(kind="parts")
_REPLIES = Shape(kind="rows", row=_KNOWN, ordered=False)
_RETURNS = Shape(kind="rows", row=_KNOWN, by="sha256", ordered=False)
_ADDED = Shape(kind="parts", parts={"holds": Shape(kind="derived")})
_NOTE = Shape(kind="parts", parts={"replies": _REPLIES})
_ROUND = Shape(kind="parts", parts={"returns": _RETURNS})


def shape_of(edition: Edition) -> Shape:
    """Return the shape of an agreement of `edition`."""
    answers = {one.key: _shape_of_field(one) for one in edition.fields}
    return Shape(
        kind="parts",
        parts={
            "answers": Shape(kind="parts", parts=answers),
            "unplaced": _KNOWN,
            "clauses": _KNOWN,
            "added": Shape(kind="rows", row=_ADDED),
            "notes": Shape(kind="rows", row=_NOTE, ordered=False),
            "rounds": Shape(kind="rows", row=_ROUND, ordered=False),
            "extra": _KNOWN,
            "local_extra": _KNOWN,
            "editions": _KNOWN,
        },
    )


def _shape_of_field(one: Field) -> Shape:
    if one.type == "person":
        return _PERSON
    if one.type == "table":
        columns = {column.key: _shape_of_field(column) for column in one.columns}
        return Shape(kind="rows", row=Shape(kind="parts", parts=columns))
    return WHOLE


# ---- documents and trees -------------------------------------------------------------------

_PLAIN = ("answers", "unplaced", "notes", "rounds", "extra", "local_extra", "editions")
_LOCAL = tuple(one.name for one in fields(LocalClause) if one.name != "extra")
_HOME = ("kind", "section", "after")
_WORDS = ("heading", "text", "reason")


def tree_of(document: Document) -> dict[str, Value]:
    """Return the parts of `document`; its edition, identity and times are none of them."""
    held: dict[str, list[str]] = {}
    for one in document.added:
        if one.section:
            held.setdefault(one.section, []).append(one.id)
    return {
        **{key: getattr(document, key) for key in _PLAIN},
        "clauses": {key: _of_local(one) for key, one in document.clauses.items()},
        "added": tuple(_of_added(one, held) for one in document.added),
    }


def with_tree(document: Document, tree: Mapping[str, Value]) -> Document:
    """Return `document` with the parts that `tree` has, answers in the order of the edition."""
    order = document.edition.order
    answers = sorted(tree["answers"].items(), key=lambda item: order.get(item[0], len(order)))
    return replace(
        document,
        **{key: tree[key] for key in _PLAIN if key != "answers"},
        answers=MappingProxyType(dict(answers)),
        clauses={key: _to_local(one) for key, one in tree["clauses"].items()},
        added=tuple(_to_added(one) for one in tree["added"]),
    )


def _of_local(one: LocalClause) -> Value:
    return {**{key: getattr(one, key) for key in _LOCAL}, "extra": one.extra}


def _to_local(raw: Mapping[str, Value]) -> LocalClause:
    known: dict[str, Any] = dict(raw)
    return LocalClause(**known)


def _of_added(one: Added, held: Mapping[str, Sequence[str]]) -> Value:
    """Return an added part; where it stands is one value, and a section says what it holds."""
    return {
        "_id": one.id,
        "home": tuple(getattr(one, key) for key in _HOME),
        **{key: getattr(one, key) for key in _WORDS},
        "extra": one.extra,
        "holds": tuple(sorted(held.get(one.id, ()))) if one.kind == "section" else (),
    }


def _to_added(raw: Mapping[str, Value]) -> Added:
    kind, section, after = raw["home"]
    words = {key: raw[key] for key in _WORDS}
    return Added(
        id=raw["_id"], kind=kind, section=section, after=after, extra=raw["extra"], **words
    )


# ---- what differs --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One part that is not the same in two trees; a row that moved tells its places, from 1."""

    how: Literal["value", "row", "moved"]
    path: Path
    before: Value
    after: Value


def same(one: Value, other: Value) -> bool:
    """Return whether two parts are the same; `true` is not the same as 1."""
    if one is other:
        return True
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping)
            and len(one) == len(other)
            and all(key in other and same(item, other[key]) for key, item in one.items())
        )
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def rows_by_id(value: Value, by: str) -> dict[str, Mapping[str, Value]] | None:
    """Return rows by their identity, none for a part that is not there; None if not orderly."""
    if value is ABSENT:
        return {}
    if not isinstance(value, tuple):
        return None
    found: dict[str, Mapping[str, Value]] = {}
    for row in value:
        key = row.get(by) if isinstance(row, Mapping) else None
        if not isinstance(key, str) or not key or key in found:
            return None
        found[key] = row
    return found


def named(value: Value) -> Mapping[str, Value] | None:
    """Return the named parts of a value, none for one that is not there; None if it has none."""
    if value is ABSENT:
        return EMPTY
    return value if isinstance(value, Mapping) else None


def steps(before: Value, after: Value, shape: Shape, path: Path = ()) -> Iterator[Step]:
    """Yield each part that is not the same, in the order of `before` and then of `after`."""
    if shape.kind == "derived" or same(before, after):
        return
    if shape.kind == "rows":
        old, new = rows_by_id(before, shape.by), rows_by_id(after, shape.by)
        if old is not None and new is not None:
            yield from _row_steps(old, new, shape, path)
            return
    if shape.kind == "parts":
        then, now = named(before), named(after)
        if then is not None and now is not None:
            for key in dict.fromkeys((*then, *now)):
                parts = then.get(key, ABSENT), now.get(key, ABSENT)
                yield from steps(*parts, shape.of(key), (*path, key))
            return
    yield Step("value", path, before, after)


def _row_steps(
    old: Mapping[str, Value], new: Mapping[str, Value], shape: Shape, path: Path
) -> Iterator[Step]:
    for key, row in old.items():
        if key not in new:
            yield Step("row", (*path, key), row, ABSENT)
    places = {key: i for i, key in enumerate(old)}
    both = [key for key in new if key in places]
    stay = set(rising([places[key] for key in both])) if shape.ordered else {*places.values()}
    for at, (key, row) in enumerate(new.items()):
        if key not in old:
            yield Step("row", (*path, key), ABSENT, row)
            continue
        if places[key] not in stay:
            yield Step("moved", (*path, key), places[key] + 1, at + 1)
        yield from steps(old[key], row, shape.of(key), (*path, key))


def rising(places: Sequence[int]) -> list[int]:
    """Return a longest run of `places`, not two alike, in which each is higher than the last."""
    lowest: list[int] = []  # the lowest place that a run of that length can end with
    ends: list[int] = []
    back: list[int] = []
    for i, place in enumerate(places):
        length = bisect_left(lowest, place)
        back.append(ends[length - 1] if length else -1)
        lowest[length : length + 1], ends[length : length + 1] = [place], [i]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(places[at])
        at = back[at]
    return found[::-1]
