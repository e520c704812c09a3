"""What became of one edition in the one that takes its place, part by part, each with its reason.

A part is a section, a clause, a field, a choice (`field.choice`) or a column (`table.column`). The
list says of every part of both editions what became of it, and is checked against both: nothing is
left unsaid, nothing is said twice, and what is called kept is the same. It changes no agreement.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mou_desktop.model.edition import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from mou_desktop.model import Clause, Edition, Field, Section
    from mou_desktop.validation import Fault

WHAT = ("section", "clause", "field", "column", "choice")
BECAME = ("kept", "renamed", "moved", "new wording", "split", "joined", "dropped", "new")
_CONDITION = re.compile(r"(?m)^\{\?.*\}\n")


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one part, or of several that were split or joined."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    became: str
    why: str
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of the edition `before` in the edition `after`."""

    before: str
    after: str
    items: tuple[Item, ...]

    def items_of(self, what: str, key: str) -> Iterator[Item]:
        """Yield the items that say what became of the part `key` of the older edition."""
        return (item for item in self.items if item.what == what and key in item.before)


def expanded(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the list as built of its source, where one entry may speak of many `keys`."""
    items = []
    for one in source.get("item", ()):
        rest = {key: one[key] for key in ("became", "why", "basis") if key in one}
        for key in one.get("keys", ()):
            ends = {"from": [] if one["became"] == "new" else [key]}
            ends["to"] = [] if one["became"] == "dropped" else [key]
            items.append({"what": one["what"], **ends, **rest})
        if "keys" not in one:
            ends = {side: one.get(side, []) for side in ("from", "to")}
            items.append({"what": one["what"], **ends, **rest})
    return {"format": 1, "from": source["from"], "to": source["to"], "items": items}


def from_plain(raw: Mapping[str, Any]) -> Succession:
    """Return the list that `raw`, of the form in `schemas/succession.schema.json`, describes."""
    items = (
        Item(
            what=one["what"],
            before=tuple(one["from"]),
            after=tuple(one["to"]),
            became=one["became"],
            why=one["why"],
            basis=tuple(Basis(**each) for each in one.get("basis", ())),
        )
        for one in raw["items"]
    )
    return Succession(raw["from"], raw["to"], tuple(items))


def told(built: Mapping[str, Any], fault: Fault) -> str:
    """Return in words where and how a list as built departs from its form."""
    path = list(fault.path)
    place = [*map(str, path)]
    if path[:1] == ["items"] and len(path) > 1:
        item = built["items"][path[1]]
        keys = item["from"] or item["to"]
        place = [" ".join([str(item.get("what", "item")), *map(str, keys[:1])]), *place[2:]]
    blank = fault.keyword == "pattern" and not str(fault.value).strip()
    return f"{' › '.join(place)}: {'it is blank' if blank else f'another {fault.keyword} is asked'}"


def whole(edition: Edition) -> Edition:
    """Return `edition` with every clause and every alternative standing, whatever the answers."""
    return replace(
        edition,
        documents=tuple(
            replace(part, sections=tuple(map(_whole, part.sections))) for part in edition.documents
        ),
    )


def _whole(section: Section) -> Section:
    clauses = (
        replace(one, when=None, text=_CONDITION.sub("", one.text)) for one in section.clauses
    )
    return replace(section, when=None, clauses=tuple(clauses))


def guessed(before: Edition, after: Edition) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what can be said by the keys alone: what, became, and the keys that it became of."""
    for what in WHAT:
        old, new = _parts(before, what), _parts(after, what)
        found: dict[str, list[str]] = {}
        for key in [*old, *(key for key in new if key not in old)]:
            if key in old and key in new:
                item = Item(what, (key,), (key,), "kept", "")
                found.setdefault(became(item, old[key], new[key]), []).append(key)
            else:
                found.setdefault("dropped" if key in old else "new", []).append(key)
        yield from ((what, how, found[how]) for how in BECAME if how in found)


# ---- checked against both editions ---------------------------------------------------------


def faults(succession: Succession, before: Edition, after: Edition) -> Iterator[str]:
    """Yield what the list leaves unsaid, says twice or says wrongly, one line each."""
    if (succession.before, succession.after) != (before.id, after.id):
        yield f"It speaks of {succession.before} and {succession.after}."
    for what in WHAT:
        items = [item for item in succession.items if item.what == what]
        old, new = _parts(before, what), _parts(after, what)
        yield from _unsaid(what, old, (key for item in items for key in item.before), before.id)
        yield from _unsaid(what, new, (key for item in items for key in item.after), after.id)
        for item in items:
            if set(item.before) <= set(old) and set(item.after) <= set(new):
                yield from _untrue(item, old, new)


def _unsaid(
    what: str, parts: Mapping[str, _Part], said: Iterable[str], edition: str
) -> Iterator[str]:
    counted = Counter(said)
    for key in parts:
        if counted[key] != 1:
            times = "nothing is said" if not counted[key] else "something is said twice"
            yield f"{what} {key} of {edition}: {times} of it."
    unknown = [key for key in counted if key not in parts]
    yield from (f"{what} {key}: {edition} has none of that key." for key in unknown)


def _untrue(item: Item, old: Mapping[str, _Part], new: Mapping[str, _Part]) -> Iterator[str]:
    ends = len(item.before), len(item.after)
    name = f"{item.what} {', '.join(item.before)} → {', '.join(item.after)}"
    if not _COUNTS[item.became](*ends):
        yield f"{name}: {ends[0]} and {ends[1]} parts are not “{item.became}”."
    elif ends == (1, 1):
        right = became(item, old[item.before[0]], new[item.after[0]])
        if item.became != right:
            yield f"{name}: it is said to be “{item.became}” and is “{right}”."


def became(item: Item, old: _Part, new: _Part) -> str:
    """Return what became of one part that is one part still: the words weigh most."""
    if old.words != new.words:
        return "new wording"
    if old.home != new.home:
        return "moved"
    return "kept" if item.before == item.after else "renamed"


_COUNTS: Mapping[str, Callable[[int, int], bool]] = {
    "kept": lambda old, new: (old, new) == (1, 1),
    "renamed": lambda old, new: (old, new) == (1, 1),
    "moved": lambda old, new: (old, new) == (1, 1),
    "new wording": lambda old, new: (old, new) == (1, 1),
    "split": lambda old, new: old == 1 and new > 1,
    "joined": lambda old, new: old > 1 and new == 1,
    "dropped": lambda old, new: (old, new) == (1, 0),
    "new": lambda old, new: (old, new) == (0, 1),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of an edition: where it stands, and what makes it the same in another."""

    home: str
    words: Hashable


def _parts(edition: Edition, what: str) -> dict[str, _Part]:
    match what:
        case "section":
            return {
                section.key: _Part(part.key, (section.heading, section.kind))
                for part in edition.documents
                for section in part.sections
            }
        case "clause":
            return {
                clause.key: _Part(section.key, _words(clause))
                for _, section, clause in edition.walk()
            }
        case "field":
            return {one.key: _Part("", _asked(one)) for one in edition.fields}
        case "column":
            return {
                f"{table}.{one.key}": _Part(table, _asked(one))
                for table, one in _columns(edition.fields)
            }
    holders = [(one.key, one) for one in edition.fields]
    holders += [(f"{table}.{one.key}", one) for table, one in _columns(edition.fields)]
    return {
        f"{home}.{choice.key}": _Part(home, (choice.label, choice.print))
        for home, one in holders
        for choice in one.choices
    }


def _columns(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    return ((one.key, column) for one in fields for column in one.columns)


def _words(clause: Clause) -> Hashable:
    return (clause.heading, clause.text.strip(), clause.when)


def _asked(one: Field) -> Hashable:
    """Return what is asked: type, words, bounds and when; not why, nor an example."""
    bounds = (one.min, one.max, one.whole, one.max_length, one.max_rows, one.max_items)
    return (
        (one.type, one.label, one.hint, one.when, one.required, one.advised, one.print),
        (bounds, one.rows_of, one.other, one.need),
    )
