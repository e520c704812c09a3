"""Whether every clause that must stand does, and whether local text can be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import TextFault
from mou_desktop.model import Added, Clause, Document, Finding, LocalClause, Place, Severity
from mou_desktop.model import text as texts
from mou_desktop.model.resolving import text_reasons
from mou_desktop.model.values import visible

if TYPE_CHECKING:
    from collections.abc import Iterator


def clause_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the local changes of `document`."""
    for key, local in document.clauses.items():
        clause = document.edition.clauses.get(key)
        if clause is None:
            text = messages.UNKNOWN_CLAUSE.format(key=key)
            yield Finding(rule="clause.unknown", severity="must", message=text)
        else:
            yield from _state(document, clause, local)
            if local.state != "left_out":
                place = document.edition.clause_places[key]
                yield from _text(document, clause.heading, place, local.text)
    homes = _homes(document)
    for number, one in enumerate(document.added):
        place = replace(homes.get(number, Place(section=one.section)), clause=one.id)
        if number not in homes:
            text = messages.NO_HOME.format(heading=one.heading)
            yield Finding(rule="clause.no_home", severity="must", message=text, place=place)
        if not visible(one.heading):
            yield Finding(
                rule="clause.no_heading", severity="must", message=messages.NO_HEADING, place=place
            )
        if not visible(one.reason):
            text = messages.NO_REASON.format(heading=one.heading)
            yield Finding(rule="clause.no_reason", severity="should", message=text, place=place)
        yield from _text(document, one.heading, place, one.text)
    yield from _references(document)


def _homes(document: Document) -> dict[int, Place]:
    """Return the published section at which each added part prints, by its position in the list."""
    homes: dict[tuple[str, str, str], Place] = {}  # by kind, section and what it follows
    for part in document.edition.documents:
        for section in part.sections:
            place = Place(part.key, section.key)
            homes["section", "", section.key] = homes["clause", section.key, ""] = place
            homes |= {("clause", section.key, clause.key): place for clause in section.clauses}
    found: dict[int, Place] = {}
    left = dict(enumerate(document.added))
    while True:
        fitting = {n: one for n, one in left.items() if _asked_home(one) in homes}
        if not fitting:
            return found
        for number, one in fitting.items():
            found[number] = place = homes[_asked_home(left.pop(number))]
            if one.kind == "section":
                homes["section", "", one.id] = homes["clause", one.id, ""] = place
            else:
                homes["clause", one.section, one.id] = place


def _asked_home(one: Added) -> tuple[str, str, str]:
    return (one.kind, one.section if one.kind == "clause" else "", one.after)


def _state(document: Document, clause: Clause, local: LocalClause) -> Iterator[Finding]:
    """Yield why a clause may not stand as it does; the schema of the edition says the same."""
    say = _Sayer(document, clause)
    if local.state not in clause.states(working=document.edition.working):
        if local.state == "left_out":
            yield say("clause.left_out", messages.LEFT_OUT)
        elif local.state == "reworded":
            yield say("clause.reworded", messages.REWORDED)
        elif local.state == "official":
            yield say("clause.official", messages.OFFICIAL_ON_OFFICIAL)
        else:
            yield say("clause.state", messages.STATE, state=local.state)
        return
    if local.state != "left_out" and not visible(local.text):
        yield say("clause.no_text", messages.NO_TEXT)
    if local.state == "official" and not visible(local.source):
        yield say("clause.no_source", messages.NO_SOURCE)
    if local.state != "official" and not visible(local.reason):
        yield say("clause.no_reason", messages.NO_REASON)


class _Sayer:
    """Makes findings about one clause, with its place and its basis."""

    def __init__(self, document: Document, clause: Clause) -> None:
        self._place = document.edition.clause_places[clause.key]
        self._clause = clause

    def __call__(self, rule: str, text: str, severity: Severity = "must", **words: str) -> Finding:
        message = text.format(heading=self._clause.heading, **words)
        basis = self._clause.basis
        return Finding(
            rule=rule, severity=severity, message=message, place=self._place, basis=basis
        )


def _text(document: Document, heading: str, place: Place, text: str) -> Iterator[Finding]:
    """Yield what keeps a local text from printing as it was meant."""
    added = {one.id for one in document.added}
    try:
        blocks = texts.parse(text)
    except TextFault as fault:
        reasons = [str(fault)]
    else:
        reasons = [
            reason
            for block in blocks
            for reason in text_reasons(document.edition, block, place.section, added)
        ]
    for reason in dict.fromkeys(reasons):
        message = messages.TEXT_FAULT.format(heading=heading, reason=reason)
        yield Finding(rule="clause.text", severity="must", message=message, place=place)


def _references(document: Document) -> Iterator[Finding]:
    """Yield clauses that stand and refer to a clause that does not."""
    edition = document.edition
    standing = {
        clause.key: clause
        for _, section, clause in edition.walk()
        if document.holds(section.when)
        and document.holds(clause.when)
        and getattr(document.clauses.get(clause.key), "state", "") != "left_out"
    }
    gone = set(edition.clauses) - set(standing)
    if not gone:
        return
    for clause in standing.values():
        local = document.clauses.get(clause.key)
        for key in _pointed_at(document, _in_force(clause, local)):
            if key in gone:
                say = _Sayer(document, clause)
                target = edition.clauses[key].heading
                yield say("clause.reference", messages.REFERS_TO_NOTHING, "should", target=target)


def _in_force(clause: Clause, local: LocalClause | None) -> str:
    if local is None:
        return clause.text
    if local.state == "extended":
        return f"{clause.text}\n\n{local.text}"
    return local.text if local.state in {"reworded", "official"} else clause.text


def _pointed_at(document: Document, text: str) -> Iterator[str]:
    """Yield the key of each clause to which a text, as it stands, refers; each once."""
    try:
        blocks = texts.parse(text)
    except TextFault:
        return
    inlines = (
        inline for block in blocks if document.holds(block.condition) for inline in block.inlines()
    )
    yield from dict.fromkeys(one.clause for one in inlines if isinstance(one, texts.Ref))
