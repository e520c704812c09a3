"""What can be told of a place: what it means, why it is there, who knows, an answer that works.

Everything comes from the edition and the local changes, in plain words. The notes of the
edition's drafters are theirs and are never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.model.spoken import speak

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.model import Clause, Document, Field, Place
    from mou_desktop.model.edition import Basis
    from mou_desktop.model.values import Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the panel says of one place. `field` is the question whose example may be used."""

    title: str
    meaning: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    local: tuple[str, ...] = ()
    who: str = ""
    example: tuple[str, ...] = ()
    is_row: bool = False
    field: Field | None = None
    usable: bool = False


def explain(document: Document, place: Place) -> Explanation | None:
    """Return what can be told of `place`, or None of no place at all."""
    one = document.edition.by_key.get(place.field)
    if one is not None:
        return _of_field(document, place, one)
    if place.clause in words.TASKS:
        task = words.TASKS[place.clause]
        fields = document.edition.questions.get(place.clause, ())
        basis = tuple(dict.fromkeys(basis for one in fields for basis in one.basis))
        return Explanation(task[0], (task[1],), basis, who=_who(one.who for one in fields))
    if place.clause or place.section:
        return _of_clause(document, place)
    return None


def _of_field(document: Document, place: Place, one: Field) -> Explanation:
    home = document.edition.field_places[one.key]
    clause = document.edition.clauses.get(place.clause) or document.edition.clauses.get(home.clause)
    meaning = [one.hint]
    if one.task:
        meaning.append(words.TASKS.get(one.task, ("", ""))[1])
    elif clause:
        meaning.append(clause.help)
    if not document.holds(one.when):
        meaning.append(words.EXPLAIN_HIDDEN)
    example, row = example_lines(one)
    return Explanation(
        title=one.label,
        meaning=tuple(filter(None, meaning)),
        basis=_of_both(one, clause),
        who=one.who or (clause.who if clause else ""),
        example=example,
        is_row=row,
        field=one,
        usable=one.example is not None and not row,
    )


def _of_both(one: Field, clause: Clause | None) -> tuple[Basis, ...]:
    """Return what a clause rests on, and then what asks for the answer, each once."""
    above = _with_its_law_first(clause) if clause is not None and not one.task else ()
    found = {basis.cite: basis for basis in (*one.basis, *above)}
    order = dict.fromkeys(basis.cite for basis in (*above[:1], *one.basis, *above[1:]))
    return tuple(found[cite] for cite in order)


def _with_its_law_first(clause: Clause) -> tuple[Basis, ...]:
    """Return the basis of a clause, the citation first that stands beside its heading."""
    return tuple(sorted(clause.basis, key=lambda one: one.cite != clause.law))


def meaning_of(basis: Basis) -> str:
    """Return what kind of source a citation is, in one sentence, or nothing."""
    found = (said for start, said in words.CITES if basis.cite.startswith(start))
    return next(found, "")


def _of_clause(document: Document, place: Place) -> Explanation:
    edition, key = document.edition, place.clause
    clause, local = edition.clauses.get(key), document.clauses.get(key)
    if clause is None:
        return _of_other(document, place)
    locked = words.CLAUSE_LOCKED if clause.locked else ""
    status = " ".join(filter(None, (words.CLAUSE_STATUS.get(clause.status, ""), locked)))
    changed: tuple[str, ...] = ()
    if local:
        reason = words.EXPLAIN_REASON.format(text=local.reason) if local.reason else ""
        source = words.EXPLAIN_SOURCE.format(text=local.source) if local.source else ""
        changed = (words.EXPLAIN_STATES.get(local.state, local.state), reason, source)
    meaning = (clause.help or words.EXPLAIN_NO_HELP, status)
    return Explanation(
        title=clause.heading,
        meaning=tuple(filter(None, meaning)),
        basis=_with_its_law_first(clause),
        local=tuple(filter(None, changed)),
        who=clause.who,
    )


def _of_other(document: Document, place: Place) -> Explanation:
    """Return what can be told of a section, or of what the district added."""
    for own in document.added:
        if own.id in {place.clause, place.section}:
            reason = words.EXPLAIN_REASON.format(text=own.reason) if own.reason else ""
            return Explanation(own.heading, (words.EXPLAIN_OWN,), local=(reason,) if reason else ())
    for part in document.edition.documents:
        for section in part.sections:
            if section.key == place.section:
                helps = tuple(clause.help for clause in section.clauses[:1] if clause.help)
                return Explanation(section.heading, helps or (words.EXPLAIN_NO_HELP,))
    return Explanation(place.clause or place.section, (words.EXPLAIN_NO_HELP,))


def example_lines(one: Field) -> tuple[tuple[str, ...], bool]:
    """Return the example of a field in lines, and whether it is that of one row of a table."""
    if one.columns:
        filled = (column for column in one.columns if column.example is not None)
        return tuple(f"{each.label}: {_said(each, each.example)}" for each in filled), True
    if one.example is None:
        return (), False
    if isinstance(one.example, tuple):
        return tuple(_said(one, item) for item in one.example), False
    return (_said(one, one.example),), False


def _said(one: Field, value: Value) -> str:
    labels = {choice.key: choice.label for choice in one.choices}
    if isinstance(value, str) and value in labels:
        return labels[value]
    if isinstance(value, tuple):
        return "; ".join(_said(one, item) for item in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    contact = isinstance(value, Mapping)
    return speak(replace(one, choices=()), value, contact=contact)


def _who(found: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, found)))
