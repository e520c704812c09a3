"""How a district departs from the published text, and the notes it leaves: new documents of old.

Whether a change is allowed is for `rules` to say; here it is only made.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.model.document import Added, Document, LocalClause
from mou_desktop.model.values import EMPTY, Value, clean_text, freeze, mint_id

if TYPE_CHECKING:
    from collections.abc import Mapping


def change_clause(
    document: Document, key: str, state: str, *, text: str = "", reason: str = "", source: str = ""
) -> Document:
    """Return `document` with a clause extended, reworded, left_out or official."""
    published = document.edition.clauses[key].text
    local = LocalClause(
        state=state,
        text=clean_text(text).strip(),
        reason=clean_text(reason).strip(),
        source=clean_text(source).strip(),
        model_sha256=hashlib.sha256(published.encode()).hexdigest(),
    )
    return replace(document, clauses={**document.clauses, key: local})


def restore_clause(document: Document, key: str) -> Document:
    """Return `document` with the clause `key` as it was published."""
    return replace(document, clauses={k: v for k, v in document.clauses.items() if k != key})


def add_clause(
    document: Document, section: str, after: str, heading: str, text: str, reason: str
) -> Document:
    """Return `document` with a clause of the district in `section`, after the clause `after`."""
    made = Added(id=mint_id(), kind="clause", section=section, after=after)
    return _with_added(document, _filled(made, heading, text, reason))


def add_section(document: Document, after: str, heading: str, text: str, reason: str) -> Document:
    """Return `document` with a section of the district after the section `after`."""
    made = Added(id=mint_id(), kind="section", after=after)
    return _with_added(document, _filled(made, heading, text, reason))


def change_added(document: Document, id_: str, heading: str, text: str, reason: str) -> Document:
    """Return `document` with the district's own part `id_` rewritten."""
    added = (
        _filled(one, heading, text, reason) if one.id == id_ else one for one in document.added
    )
    return replace(document, added=tuple(added))


def remove_added(document: Document, id_: str) -> Document:
    """Return `document` without the district's own part `id_`; what stood after it moves up."""
    gone = next(one for one in document.added if one.id == id_)
    kept = (
        replace(one, after=gone.after) if one.after == id_ else one
        for one in document.added
        if id_ not in (one.id, one.section)
    )
    return replace(document, added=tuple(kept))


def add_note(  # a note has that many parts
    document: Document, *, on: Mapping[str, Value], for_: str, author: str, time: str, text: str
) -> Document:
    """Return `document` with a note; `on` names clause, field and row, `for_` whom it is for."""
    place = {key: on.get(key) for key in ("clause", "field", "row")}
    note = {
        "_id": mint_id(), "on": place, "for": for_, "author": author, "time": time,
        "text": clean_text(text).strip(), "done": False, "replies": [],
    }  # fmt: skip
    return replace(document, notes=(*document.notes, freeze(note)))


def change_note(document: Document, id_: str, **parts: Value) -> Document:
    """Return `document` with parts of the note `id_` changed, such as `done=True`."""
    notes = (
        freeze({**note, **parts}) if note.get("_id") == id_ else note for note in document.notes
    )
    return replace(document, notes=tuple(notes))


def remove_note(document: Document, id_: str) -> Document:
    """Return `document` without the note `id_`."""
    return replace(document, notes=tuple(n for n in document.notes if n.get("_id") != id_))


def notes_on(document: Document, clause: str) -> tuple[Mapping[str, Value], ...]:
    """Return the notes on a clause, oldest first."""
    return tuple(
        note for note in document.notes if (note.get("on") or EMPTY).get("clause") == clause
    )


def _with_added(document: Document, added: Added) -> Document:
    return replace(document, added=(*document.added, added))


def _filled(one: Added, heading: str, text: str, reason: str) -> Added:
    parts = (clean_text(part).strip() for part in (heading, text, reason))
    heading, text, reason = parts
    return replace(one, heading=heading, text=text, reason=reason)
