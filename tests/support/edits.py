"""Edits as people make them, one after the other, for hypothesis: a document becomes another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

from mou_desktop.model import Added, local
from mou_desktop.model.document import row_id
from mou_desktop.model.values import freeze, plain
from tests.support import answers
from tests.support.answers import document as agreement
from tests.support.answers import row_id as new_row
from tests.support.answers import tiny

if TYPE_CHECKING:
    from mou_desktop.model import Document, Edition, Field

Answers: TypeAlias = st.SearchStrategy[Any]
Edit: TypeAlias = Callable[[st.DrawFn, "Document"], "Document"]

_WORDS = st.sampled_from(
    ["The officer reports to the school.", "One more sentence.", "Two.\n\n- a list\n- of two",
     "Other words, of ours.", "A {district} word."]
)  # fmt: skip
_REASONS = st.sampled_from(["Union", "School committee, 9 Sep", "Local practice"])
_IDS = st.integers(0, 10**7 - 1).map(lambda number: f"e{number:07d}")


@cache
def filled(edition_of: Callable[[], Edition] = tiny) -> Document:
    """Return an agreement with every question answered by its example, tables with three rows."""
    edition = edition_of()
    given: dict[str, Any] = {}
    for one in edition.fields:
        if one.type == "table":
            cells = {column.key: plain(column.example) for column in one.columns}
            answered = {key: cell for key, cell in cells.items() if cell is not None}
            given[one.key] = [{"_id": new_row(one.key, i), **answered} for i in range(3)]
        elif one.example is not None:
            given[one.key] = plain(one.example)
    return agreement(edition, given)


@cache
def _made(edition: Edition, dotted: str, plan: tuple[tuple[str, int], ...]) -> Answers:
    one = edition.column(dotted)
    assert one is not None
    return answers.plausible(one, dict(plan))


def plausible(document: Document, dotted: str) -> Answers:
    """Return answers that a field or a column takes; made once, which is what costs."""
    return _made(document.edition, dotted, tuple(sorted(_plan(document).items())))


_ODD_NOTES = st.lists(
    st.sampled_from(
        [None, "text", {}, {"_id": 1, "text": "a"}, {"_id": "n1", "text": "b", "replies": "none"},
         {"_id": "n1", "on": [], "replies": [{"_id": "y1"}, {}]}, {"_id": [{}], "author": 5},
         {"_id": "n2", "on": {"clause": ["duty"]}, "author": "Office", "text": "c", "replies": []}]
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, edition: Edition) -> Document:
    """Return what a file that somebody edited by hand may hold: anything anywhere."""
    made = agreement(
        edition,
        draw(answers.anything(edition)),
        draw(answers.local_clauses(edition)),
        draw(answers.added(edition)),
    )
    return replace(made, notes=freeze(draw(_ODD_NOTES)), rounds=freeze(draw(_ODD_NOTES)))


@st.composite
def edited(draw: st.DrawFn, document: Document, most: int = 6, *, sent: bool = True) -> Document:
    """Return `document` after up to `most` edits, perhaps none; `sent`: rounds come and go too."""
    edits = EDITS if sent else [edit for edit in EDITS if edit not in {_round, _return}]
    for edit in draw(st.lists(st.sampled_from(edits), max_size=most)):
        document = edit(draw, document)
    return document


def _plan(document: Document) -> dict[str, int]:
    tables = (one for one in document.edition.fields if one.type == "table")
    return {one.key: len(document.answer(one.key) or ()) for one in tables}


def _answer(draw: st.DrawFn, document: Document) -> Document:
    fields = [one for one in document.edition.fields if one.type != "table" and not one.rows_of]
    one = draw(st.sampled_from(fields))
    return document.with_answer(one.key, draw(plausible(document, one.key)))


def _empty(draw: st.DrawFn, document: Document) -> Document:
    if not document.answers:
        return document
    return document.with_answer(draw(st.sampled_from(sorted(document.answers))), None)


def _person(draw: st.DrawFn, document: Document) -> Document:
    fields = [one for one in document.edition.fields if one.type == "person"]
    one = draw(st.sampled_from(fields))
    now = dict(document.answer(one.key) or {})
    part = draw(st.sampled_from(["name", "title", "phone", "email"]))
    if part in now and draw(st.booleans()):
        del now[part]
    else:
        now[part] = draw(st.sampled_from(["Ana Teixeira", "Bo Lee", "911", "a@b.example"]))
    return document.with_answer(one.key, now or None)


def _table(draw: st.DrawFn, document: Document) -> tuple[Field, list[Any]]:
    tables = [one for one in document.edition.fields if one.type == "table"]
    one = draw(st.sampled_from(tables))
    return one, list(document.answer(one.key) or ())


def _add_row(draw: st.DrawFn, document: Document) -> Document:
    one, rows = _table(draw, document)
    cells = {
        c.key: draw(plausible(document, f"{one.key}.{c.key}")) for c in one.columns if not c.rows_of
    }
    made = freeze({"_id": draw(_IDS), **cells})
    if made["_id"] in {row_id(row) for row in rows}:
        return document
    at = draw(st.integers(0, len(rows)))
    return document.with_answer(one.key, [*rows[:at], made, *rows[at:]])


def _remove_row(draw: st.DrawFn, document: Document) -> Document:
    one, rows = _table(draw, document)
    if not rows:
        return document
    rows.pop(draw(st.integers(0, len(rows) - 1)))
    return document.with_answer(one.key, rows or None)


def _move_row(draw: st.DrawFn, document: Document) -> Document:
    one, rows = _table(draw, document)
    if not rows:
        return document
    places = st.integers(0, len(rows) - 1)
    rows.insert(draw(places), rows.pop(draw(places)))
    return document.with_answer(one.key, rows)


def _cell(draw: st.DrawFn, document: Document) -> Document:
    one, rows = _table(draw, document)
    if not rows:
        return document
    at = draw(st.integers(0, len(rows) - 1))
    column = draw(st.sampled_from([c for c in one.columns if not c.rows_of]))
    row = dict(rows[at])
    row.pop(column.key, None)
    if draw(st.integers(0, 3)):
        row[column.key] = draw(plausible(document, f"{one.key}.{column.key}"))
    rows[at] = freeze(row)
    return document.with_answer(one.key, rows)


def _clause(draw: st.DrawFn, document: Document) -> Document:
    key = draw(st.sampled_from([*document.edition.clauses]))
    if key in document.clauses and draw(st.booleans()):
        return local.restore_clause(document, key)
    state = draw(st.sampled_from(["extended", "reworded", "left_out", "official"]))
    text = "" if state == "left_out" else draw(_WORDS)
    return local.change_clause(document, key, state, text=text, reason=draw(_REASONS))


def _add(draw: st.DrawFn, document: Document) -> Document:
    id_ = draw(_IDS)
    if any(one.id == id_ for one in document.added):
        return document
    sections = [s.key for part in document.edition.documents for s in part.sections]
    own = [one.id for one in document.added if one.kind == "section"]
    kind = draw(st.sampled_from(["clause", "clause", "section"]))
    if kind == "section":
        home: dict[str, Any] = {"after": draw(st.sampled_from([*sections, *own]))}
    else:
        section = draw(st.sampled_from([*sections, *own]))
        near = [one.id for one in document.added if one.section == section]
        home = {"section": section, "after": draw(st.sampled_from(["", *near]))}
    made = Added(id=id_, kind=kind, **home, heading="Own", text=draw(_WORDS), reason=draw(_REASONS))
    return replace(document, added=(*document.added, made))


def _change_added(draw: st.DrawFn, document: Document) -> Document:
    if not document.added:
        return document
    one = draw(st.sampled_from(document.added))
    heading = draw(st.sampled_from(["Own", "Other"]))
    return local.change_added(document, one.id, heading, draw(_WORDS), draw(_REASONS))


def _remove_added(draw: st.DrawFn, document: Document) -> Document:
    if not document.added:
        return document
    return local.remove_added(document, draw(st.sampled_from(document.added)).id)


def _note(draw: st.DrawFn, document: Document) -> Document:
    id_ = draw(_IDS)
    if any(note["_id"] == id_ for note in document.notes):
        return document
    clause = draw(st.sampled_from([*document.edition.clauses]))
    note = {
        "_id": id_, "on": {"clause": clause, "field": None, "row": None}, "for": "counsel",
        "author": "Office", "time": "2027-03-04T05:06:07Z", "text": draw(_WORDS), "done": False,
        "replies": [],
    }  # fmt: skip
    return replace(document, notes=(*document.notes, freeze(note)))


def _change_note(draw: st.DrawFn, document: Document) -> Document:
    if not document.notes:
        return document
    note = draw(st.sampled_from(document.notes))
    match draw(st.integers(0, 2)):
        case 0:
            return local.change_note(document, note["_id"], done=not note["done"])
        case 1:
            return local.change_note(document, note["_id"], text=draw(_WORDS))
    reply = {"_id": draw(_IDS), "author": "Counsel", "text": draw(_WORDS)}
    if any(one["_id"] == reply["_id"] for one in note["replies"]):
        return document
    return local.change_note(document, note["_id"], replies=(*note["replies"], reply))


def _remove_note(draw: st.DrawFn, document: Document) -> Document:
    if not document.notes:
        return document
    return local.remove_note(document, draw(st.sampled_from(document.notes))["_id"])


def _round(draw: st.DrawFn, document: Document) -> Document:
    id_ = draw(_IDS)
    made = freeze({"_id": id_, "time": "2027-03-04T05:06:07Z", "sent": [], "returns": []})
    if any(one["_id"] == id_ for one in document.rounds):
        return document
    return replace(document, rounds=(*document.rounds, made))


def _return(draw: st.DrawFn, document: Document) -> Document:
    if not document.rounds:
        return document
    one = draw(st.sampled_from(document.rounds))
    came = freeze({"sha256": draw(_IDS), "time": "2027-03-04T05:06:07Z", "decisions": []})
    if any(each["sha256"] == came["sha256"] for each in one["returns"]):
        return document
    grown = freeze({**plain(one), "returns": [*plain(one["returns"]), plain(came)]})
    return replace(
        document, rounds=tuple(grown if each is one else each for each in document.rounds)
    )


def _unplace(draw: st.DrawFn, document: Document) -> Document:
    key = draw(st.sampled_from(["old_question", "older_question"]))
    kept: Mapping[str, Any] = {**document.unplaced, key: draw(_WORDS)}
    return replace(document, unplaced=freeze(kept))


EDITS: tuple[Edit, ...] = (
    _answer, _answer, _empty, _person, _add_row, _remove_row, _move_row, _cell, _cell, _clause,
    _clause, _add, _add, _change_added, _remove_added, _note, _change_note, _remove_note, _round,
    _return, _unplace,
)  # fmt: skip
