"""Random answers, local changes and whole documents of any edition, for hypothesis.

A plausible answer is one that its field takes; an implausible one is what a hand-edited or damaged
file may hold in its place. All are plain JSON; `document` makes a value of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import strategies as st

from mou_desktop.model import Added, Document, Edition, Field, LocalClause
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.values import freeze, visible
from mou_desktop.store import library

Json: TypeAlias = Any
Plan: TypeAlias = Mapping[str, int]
"""How many rows each table has; row `i` of a table always has the same identity."""

SAVED = "2027-03-04T05:06:07Z"
ID = "6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f"

_HARD = (
    "{district}", "{{ 7*7 }}", "{% x %}", "a & b < c > d", "]]>", "\\", '"quoted"', "- item",
    "no chair", "é ü ß 字 🏫", "DDEAUTO c", "=1+1", "O'Hara; Smith, Jones", "{#each school}",
)  # fmt: skip
_LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])


@cache
def tiny() -> Edition:
    """Return the edition for tests; a fixture would make hypothesis print all of it."""
    return library.build_folder(Path(__file__).parent / "tiny")


def row_id(table: str, number: int) -> str:
    """Return the identity of row `number` of `table`."""
    return f"r{hashlib.sha256(table.encode()).hexdigest()[:4]}{number:03d}"


# ---- answers that a field takes ------------------------------------------------------------


def text(length: int) -> st.SearchStrategy[str]:
    """Return texts with something to see in them, of `length` characters at most."""
    hard: st.SearchStrategy[str] = st.sampled_from(
        [one for one in _HARD if len(one) <= length] or ["x"]
    )
    return st.one_of(hard, st.text(_LETTERS, min_size=1, max_size=min(length, 40)).filter(visible))


def plausible(one: Field, plan: Plan) -> st.SearchStrategy[Json]:
    """Return answers that the field `one` takes; `plan` says which rows of tables there are."""
    length = one.max_length or DEFAULT_LENGTH
    match one.type:
        case "date":
            return st.dates().map(lambda date: date.isoformat())
        case "number" | "money" | "percent":
            return _number(one)
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from(_offered(one, plan))
        case "choices":
            most = min(one.max_items or 4, 4)
            return st.lists(st.sampled_from(_offered(one, plan)), min_size=1, max_size=most,
                            unique=True)  # fmt: skip
        case "email":
            return st.sampled_from(["a@b.co", "office@town.example", "a.b+c@d.e.example"])
        case "phone":
            return st.sampled_from(["911", "(555) 555-0100", "555.555.0100 x 7"])
        case "url":
            return st.sampled_from(["https://a.example", "http://town.example/a/b?c=d#e"])
        case "person":
            return _person(one, length)
        case "list":
            return st.lists(text(length), min_size=1, max_size=min(one.max_items or 3, 3))
        case "table":
            return _table(one, plan)
    return text(length)


def _number(one: Field) -> st.SearchStrategy[Json]:
    least = 0 if one.min is None else one.min
    most = (100 if one.type == "percent" else least + 10**6) if one.max is None else one.max
    if one.whole:
        return st.integers(int(least), int(most))
    return st.integers(int(least * 100), int(most * 100)).map(lambda cents: cents / 100)


def _offered(one: Field, plan: Plan) -> list[str]:
    if one.rows_of:
        return [row_id(one.rows_of, i) for i in range(plan.get(one.rows_of, 0))] or ["zzzzzzzz"]
    return [choice.key for choice in one.choices]


def _person(one: Field, length: int) -> st.SearchStrategy[Json]:
    parts = {
        "name": text(length), "title": text(length),
        "phone": st.sampled_from(["911", "(555) 555-0100"]),
        "email": st.sampled_from(["a@b.co", "c@d.example"]),
    }  # fmt: skip
    need = {part: parts[part] for part in one.need}
    return st.fixed_dictionaries(need, optional={k: v for k, v in parts.items() if k not in need})


def _table(one: Field, plan: Plan) -> st.SearchStrategy[Json]:
    must = {column.key: plausible(column, plan) for column in one.columns if column.required}
    may = {
        column.key: plausible(column, plan)
        for column in one.columns
        if not column.required and _can_be(column, plan)
    }
    rows = [
        st.fixed_dictionaries({"_id": st.just(row_id(one.key, i)), **must}, optional=may)
        for i in range(plan.get(one.key, 1))
    ]
    return st.tuples(*rows).map(list)


# ---- answers that no field takes, or only some ---------------------------------------------

_ODD: st.SearchStrategy[Json] = st.sampled_from(
    [None, True, False, 0, 1, -1, 5, 0.5, 1e300, 2**53, "", " ", "\u200b", "\t\n", "yes", "no",
     "maybe", "x", "other", "2027-02-30", "2027-7-1", "20270701", "2027-07-01\n", "1/2/27",
     "a@b", "a@b.co\n", "a b@c.de", "ftp://x.y", "https://nodot", "555\n", "call me\u202e", "[]",
     [], [None], [""], [" "], ["a", "a"], ["\u2060"], [1, 2], [[]], [{}], {}, {"name": " "},
     {"name": "A", "nick": "B"}, {"title": "T"}, {"name": "A", "email": "no"},
     {"name": "A", "phone": "?"}, {"name": None}, {"_id": "short"}, ["zzzzzzzz"], "zzzzzzzz"]
)  # fmt: skip


def implausible(one: Field, plan: Plan) -> st.SearchStrategy[Json]:
    """Return what may stand at the field `one` and mostly should not."""
    found: list[st.SearchStrategy[Json]] = [_ODD]
    if one.type in {"text", "long_text", "email", "phone", "url"}:
        found.append(st.just("x" * ((one.max_length or DEFAULT_LENGTH) + 1)))
    if one.type in {"number", "money", "percent"}:
        found.append(st.sampled_from([one.min or 0, one.max or 0, -0.01, 100.01, 1.005, 366, 1e9]))
    if one.type == "choices":
        found.append(st.lists(st.sampled_from([*_offered(one, plan), "odd"]), max_size=4))
    if one.type == "list":
        long = "x" * ((one.max_length or DEFAULT_LENGTH) + 1)
        found.append(st.sampled_from([[long], ["x"] * ((one.max_items or 500) + 1), ["a", ""]]))
    if one.type == "table":
        found += [_broken_table(one, plan)] * 3
    return st.one_of(found)


def _broken_table(one: Field, plan: Plan) -> st.SearchStrategy[Json]:
    cells = {
        column.key: st.one_of(plausible(column, plan), implausible(column, plan))
        for column in one.columns
    }
    names = st.sampled_from([row_id(one.key, 0), row_id(one.key, 1), "SHOUTING", "r1", "", None])
    row = st.fixed_dictionaries({}, optional={"_id": names, **cells, "stranger": st.just("kept")})
    return st.lists(st.one_of(row, row, row, _ODD), max_size=3)


# ---- whole documents -----------------------------------------------------------------------


@st.composite
def complete(draw: st.DrawFn, edition: Edition) -> dict[str, Json]:
    """Return answers with everything that is asked and required, and some of the rest."""
    chance = draw(st.randoms(use_true_random=False))
    asked = [one for one in edition.fields if one.required or chance.random() < 0.5]
    plan = _plan(draw, asked)
    given = {one.key: draw(plausible(one, plan)) for one in asked if _can_be(one, plan)}
    return _in_step(edition, given)


def _can_be(one: Field, plan: Plan) -> bool:
    """Return whether a choice over the rows of a table has any to choose from."""
    return not one.rows_of or plan.get(one.rows_of, 0) > 0


def _plan(draw: st.DrawFn, fields: Iterable[Field]) -> Plan:
    return {
        one.key: draw(st.integers(one.min_rows, max(one.min_rows, min(3, one.max_rows or 3))))
        for one in fields
        if one.type == "table"
    }


def _in_step(edition: Edition, given: dict[str, Json]) -> dict[str, Json]:
    """Return answers whose dates stand in the order that the edition's own rules ask for."""
    for rule in edition.rules:
        if rule.kind == "order" and all(key in given for key in rule.keys):
            first, last = rule.keys
            given[first], given[last] = sorted((given[first], given[last]))
    return given


@st.composite
def changed(draw: st.DrawFn, edition: Edition, base: dict[str, Json]) -> dict[str, Json]:
    """Return the answers `base` with a few taken out, replaced or spoilt."""
    plan = {key: len(rows) for key, rows in base.items() if isinstance(rows, list)}
    given = dict(base)
    for one in draw(st.lists(st.sampled_from(edition.fields), max_size=6)):
        match draw(st.integers(0, 3)):
            case 0:
                given.pop(one.key, None)
            case 1:
                given[one.key] = draw(plausible(one, plan))
            case _:
                given[one.key] = draw(implausible(one, plan))
    return given


@st.composite
def anything(draw: st.DrawFn, edition: Edition) -> dict[str, Json]:
    """Return any mixture of answers, plausible, implausible, missing and unknown."""
    plan = _plan(draw, edition.fields)
    given: dict[str, Json] = {}
    for one in edition.fields:
        match draw(st.integers(0, 5)):
            case 0:
                continue
            case 1:
                given[one.key] = draw(implausible(one, plan))
            case _:
                given[one.key] = draw(plausible(one, plan))
    if draw(st.booleans()):
        given["stranger"] = "kept"
    return given


_TEXTS = st.sampled_from(
    ["Our own words.", "", " ", "\u200b", "{district", "{nobody}", "Two.\n\n- a list\n- of two",
     "{? answered nobody}\nText.", "Plain } brace", "A \u202e turn"]
)  # fmt: skip


@st.composite
def local_clauses(draw: st.DrawFn, edition: Edition) -> dict[str, LocalClause]:
    """Return departures from published clauses, allowed or not."""
    keys = st.sampled_from([*edition.clauses, "no_such_clause"])
    return {
        key: LocalClause(
            state=draw(st.sampled_from(["extended", "reworded", "left_out", "official", "moved"])),
            text=draw(_TEXTS),
            reason=draw(st.sampled_from(["Union", "Union", "", " ", "\u2060"])),
            source=draw(st.sampled_from(["Published 2022", "", "\u200b"])),
        )
        for key in draw(st.lists(keys, max_size=3, unique=True))
    }


@st.composite
def added(draw: st.DrawFn, edition: Edition) -> tuple[Added, ...]:
    """Return clauses and sections of the district's own, some without a place."""
    homes = [*edition.clause_places, "", "nowhere", *(f"x000000{i}" for i in range(4))]
    found = [
        Added(
            id=f"x000000{number}",
            kind=draw(st.sampled_from(["clause", "clause", "section"])),
            section=draw(st.sampled_from(homes)),
            after=draw(st.sampled_from(homes)),
            heading=draw(st.sampled_from(["Own", "Own", "", " "])),
            text=draw(_TEXTS),
            reason=draw(st.sampled_from(["Local practice", ""])),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return tuple(found)


def document(
    edition: Edition,
    answers: Mapping[str, Json],
    clauses: Mapping[str, LocalClause] | None = None,
    additions: tuple[Added, ...] = (),
) -> Document:
    """Return an agreement of plain answers and local changes, the same on every call."""
    return Document(
        edition=edition,
        id=ID,
        created=SAVED,
        saved=SAVED,
        answers=freeze(answers),
        clauses=dict(clauses or {}),
        added=additions,
    )


def documents(
    edition: Edition, given: st.SearchStrategy[dict[str, Json]]
) -> st.SearchStrategy[Document]:
    """Documents of `edition` with the answers that `given` makes."""
    return given.map(lambda raw: document(edition, raw))


_OWN = st.sampled_from(
    ["Our own words.", "Other words.\n\nOf two paragraphs.", "- a list\n- of two",
     "Led:\n\n- one\n-- deep\n- two", "{#table school: name}", "{#table nobody: name}",
     "{#table school: name}\n\n{#table school: name, town}", "First.\n\n{#table school: name}",
     "{#table school: name}\n\nLast.", "Between {@duty} and {@own_goals}.",
     "A {district} word.", ""]
)  # fmt: skip
_HEADINGS = st.sampled_from(["Own", "Own words"])


@st.composite
def redlined(draw: st.DrawFn, edition: Edition) -> Document:
    """Return documents that depart from `edition` in many places, often in neighbouring ones."""
    given = draw(complete(edition))
    clauses = {
        key: LocalClause(
            state=draw(st.sampled_from(["extended", "reworded", "left_out", "official"])),
            text=draw(_OWN),
            reason="Local practice",
            source="Published 2022",
        )
        for key in draw(st.lists(st.sampled_from([*edition.clauses]), unique=True))
    }
    sections = [*edition.clause_places, "x0000000", "x0000001"]
    additions = tuple(
        Added(
            id=f"x000000{number}",
            kind="section" if number < 2 else "clause",
            section="" if number < 2 else draw(st.sampled_from(sections)),
            after=draw(st.sampled_from([*sections, *edition.clauses, ""])),
            heading=draw(_HEADINGS),
            text=draw(_OWN),
            reason="Local practice",
        )
        for number in range(draw(st.integers(0, 6)))
    )
    return document(edition, given, clauses, additions)
