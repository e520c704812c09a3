"""Whether every clause that must stand does, and whether local text can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import TextFault
from mou_desktop.model import Clause, Document, Finding, LocalClause, Place, Severity
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
                yield from _text(document, clause.heading, key, local.text)
    homes = {*document.edition.clause_places, *(one.id for one in document.added)}
    for one in document.added:
        place = Place(section=one.section, clause=one.id)
        if (one.section not in homes and one.kind == "clause") or (
            one.after and one.after not in homes
        ):
            text = messages.NO_HOME.format(heading=one.heading)
            yield Finding(rule="clause.no_home", severity="must", message=text, place=place)
        if not visible(one.heading):
            yield Finding(
                rule="clause.no_heading", severity="must", message=messages.NO_HEADING, place=place
            )
        if not visible(one.reason):
            text = messages.NO_REASON.format(heading=one.heading)
            yield Finding(rule="clause.no_reason", severity="should", message=text, place=place)
        yield from _text(document, one.heading, one.id, one.text)
    yield from _references(document)


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


def _text(document: Document, heading: str, key: str, text: str) -> Iterator[Finding]:
    """Yield what keeps a local text from printing as it was meant."""
    place = document.edition.clause_places.get(key, Place(clause=key))
    added = {one.id for one in document.added}
    try:
        blocks = texts.parse(text)
    except TextFault as fault:
        reasons = [str(fault)]
    else:
        here = place.section or next(iter(document.edition.clause_places), "")
        reasons = [
            reason
            for block in blocks
            for reason in text_reasons(document.edition, block, here, added)
        ]
    for reason in dict.fromkeys(reasons):
        message = messages.TEXT_FAULT.format(heading=heading, reason=reason)
        yield Finding(rule="clause.text", severity="must", message=message, place=place)


def _references(document: Document) -> Iterator[Finding]:
    """Yield clauses that stand and refer to a clause that was left out."""
    left = {key for key, one in document.clauses.items() if one.state == "left_out"}
    if not left:
        return
    for clause in document.edition.clauses.values():
        if clause.key in left or not document.holds(clause.when):
            continue
        for block in texts.parse(clause.text):
            for inline in block.inlines():
                if isinstance(inline, texts.Ref) and inline.clause in left:
                    target = document.edition.clauses[inline.clause].heading
                    say = _Sayer(document, clause)
                    text = messages.REFERS_TO_NOTHING
                    yield say("clause.reference", text, "should", target=target)
