"""What the list of findings says of each one: what to do, where, and in which words.

Plain values made of findings and a document; no Qt here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mou_desktop.gui import words
from mou_desktop.model import Place
from mou_desktop.model.document import row_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mou_desktop.model import Document, Finding

Kind = Literal["fix", "answer", "check", "advised", "know"]
ORDER: Final[tuple[Kind, ...]] = ("fix", "answer", "check", "advised", "know")
LOOKS: Final = {  # icon, colour of icon and word, ground of the pill
    "fix": ("error", "error"),
    "answer": ("todo", "text"),
    "check": ("attention", "warn"),
    "advised": ("todo", "muted"),
    "know": ("info", "muted"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    finding: Finding
    kind: Kind
    number: str
    name: str
    law: str

    @property
    def leads(self) -> bool:
        """Whether it leads to a place."""
        return self.finding.place != Place()

    @property
    def spoken(self) -> str:
        """All of it in one sentence, as a screen reader says it."""
        said = f"{self.number} {self.name}".strip()
        parts = [words.FINDING_KINDS[self.kind], said, self.finding.message, self.law]
        return ", ".join(part for part in parts if part)


def kind_of(finding: Finding) -> Kind:
    """Return what a finding asks for. What leads nowhere and holds nothing up is to be known."""
    if finding.rule == "field.missing":
        return "answer"
    if finding.severity == "must":
        return "fix"
    if finding.severity == "note" or finding.place == Place():
        return "know"
    return "advised" if finding.rule == "field.advised" else "check"


def lines(
    document: Document, findings: Iterable[Finding], numbers: Mapping[str, str]
) -> tuple[Line, ...]:
    """Return a line for each finding, most serious first, then in the order of the text."""
    found = [_line(document, one, numbers) for one in findings]
    return tuple(sorted(found, key=lambda line: ORDER.index(line.kind)))


def _line(document: Document, finding: Finding, numbers: Mapping[str, str]) -> Line:
    place = finding.place
    clause, section = (f"{place.document}/{key}" for key in (place.clause, place.section))
    full = numbers.get(clause) or numbers.get(section, "")  # a clause that does not print has none
    return Line(
        finding,
        kind_of(finding),
        "" if full.startswith("“") else full.partition(", “")[0],
        _name(document, place) or words.FINDINGS_WHOLE,
        finding.basis[0].cite if finding.basis else "",
    )


def _name(document: Document, place: Place) -> str:
    """Return what a finding is about: a question, a clause, or an addition of the district."""
    edition = document.edition
    key, _, column = place.field.partition(".")
    one = edition.by_key.get(key)
    if one is not None:
        inner = one.column(column) if column else None
        return f"{one.label}, {inner.label}" if inner else one.label
    clause = edition.clauses.get(place.clause)
    if clause is not None:
        return clause.heading
    return next((each.heading for each in document.added if each.id == place.clause), "")


def next_missing(document: Document, here: Place) -> Place | None:
    """Return where the next required answer is missing after `here`, or the first; or None.

    It asks the document as it is: nobody has to wait for a check.
    """
    edition = document.edition
    order = {key: at for at, key in enumerate(edition.clause_places)}

    def position(place: Place) -> tuple[int, int]:
        at = order.get(place.clause or place.section, len(order))
        return at, edition.order.get(place.field.partition(".")[0], -1)

    places = []
    for one in edition.fields:
        if not document.holds(one.when):
            continue
        place = edition.field_places[one.key]
        if one.required and not document.answered(one.key):
            places.append(place)
        given = bool(one.columns) and document.answer(one.key) is not None
        for row, column in document.blank_cells(one) if given else ():
            cell = f"{one.key}.{column.key}"
            places.append(replace(place, field=cell, row=row_id(row)))
    places.sort(key=position)
    if here in places:  # a cell: the next one of the same table stands behind it
        return places[(places.index(here) + 1) % len(places)]
    start = position(here)
    later = (place for place in places if position(place) > start)
    return next(later, places[0] if places else None)
