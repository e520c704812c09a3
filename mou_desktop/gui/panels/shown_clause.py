"""What the questions panel shows at a place: a clause, a part of the district's own, or a task.

It finds out; it changes nothing. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Added, Clause, Document, Edition, Field, Finding, Section
    from mou_desktop.outline import Piece, Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    """What stands at the head of the panel, and what is asked below it.

    Attributes:
        key: of the clause, of an added part, or of a task.
        place: where it is, without a field.
        number: in full, such as `III.A`; empty where it has none.
    """

    key: str
    place: Place
    section_line: str
    heading: str
    number: str = ""
    clause: Clause | None = None
    section: Section | None = None
    added: Added | None = None
    questions: tuple[Field, ...] = ()

    @property
    def is_task(self) -> bool:
        """Whether these are answers that do not print."""
        return self.clause is None and self.added is None


def home_of(edition: Edition, place: Place) -> Place:
    """Return the place whose questions hold the field of `place`, with that field.

    A place without a field is one already; one of no clause is the first clause of its section.
    """
    field = place.field.partition(".")[0]
    one = edition.by_key.get(field)
    if one is None:
        return replace(place, field="", row="")
    if one.task:
        return Place(section=one.task, field=place.field, row=place.row)
    found = edition.field_places[field]
    return replace(found, field=place.field, row=place.row)


def shown_clause(document: Document, numbers: Mapping[str, str], place: Place) -> ShownClause:
    """Return what is to be shown at `place`."""
    edition = document.edition
    task = next(
        (k for k in (place.section, place.clause) if k in words.TASKS and k in edition.questions),
        "",
    )
    if task:
        return ShownClause(
            key=task,
            place=Place(section=task),
            section_line=words.TASK_SECTION,
            heading=words.TASKS[task][0],
            questions=_ordered(edition.questions[task]),
        )
    own = next((a for a in document.added if a.id in {place.clause, place.section}), None)
    if own is not None:
        return _of_added(document, numbers, own)
    key = place.clause if place.clause in edition.clauses else ""
    walk = list(edition.walk())
    part, section, clause = next(
        (each for each in walk if (each[2].key == key if key else each[1].key == place.section)),
        walk[0],
    )
    line = _line(numbers.get(f"{part.key}/{section.key}", ""), section.heading)
    return ShownClause(
        key=clause.key,
        place=Place(part.key, section.key, clause.key),
        section_line=line,
        heading=clause.heading or section.heading,
        number=numbers.get(f"{part.key}/{clause.key}", ""),
        clause=clause,
        section=section,
        questions=_ordered(edition.questions.get(clause.key, ())),
    )


def piece_of(pieces: Pieces, shown: ShownClause) -> Piece | None:
    """Return the piece that prints what is shown, if it prints."""
    found = pieces.of_clause.get(shown.key)
    return pieces.of_section.get(shown.key) if found is None and shown.added else found


def counts(findings: tuple[Finding, ...], shown: ShownClause) -> tuple[int, int]:
    """Return how many things are to be mended and to be looked at, missing answers apart."""
    keys = {one.key for one in shown.questions}
    here = [
        one.severity
        for one in findings
        if one.rule not in {"field.missing", "field.advised"}
        and (one.place.clause == shown.key or one.place.field.partition(".")[0] in keys)
    ]
    return here.count("must"), here.count("should")


def _of_added(document: Document, numbers: Mapping[str, str], own: Added) -> ShownClause:
    edition = document.edition
    home = edition.clause_places.get(own.section or own.after, Place())
    part = home.document or edition.documents[0].key
    section = own.id if own.kind == "section" else own.section
    heading = next(
        (each.heading for each in edition.documents[0].sections if each.key == section), ""
    ) or next((one.heading for one in document.added if one.id == section), "")
    number = numbers.get(f"{part}/{section}", "")
    return ShownClause(
        key=own.id,
        place=Place(part, section, own.id),
        section_line=_line(number, heading) if own.kind == "clause" else "",
        heading=own.heading,
        number=numbers.get(f"{part}/{own.id}", ""),
        added=own,
    )


def _line(number: str, heading: str) -> str:
    return heading if number.startswith("“") else f"{number}  {heading}".strip()


def _ordered(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return fields with each text for `other` right below the choice that it stands in for."""
    by_key = {one.key: one for one in fields}
    below = {one.other for one in fields if one.other in by_key}
    found: list[Field] = []
    for one in fields:
        if one.key not in below:
            found.append(one)
            if one.other in by_key:
                found.append(by_key[one.other])
    return tuple(found)
