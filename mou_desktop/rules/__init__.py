"""Checks a document: everything that is not right yet, in words for who can mend it.

Types, bounds and formats come from the edition's schema; what is missing from its conditions;
what a schema cannot say from the edition's own rules. Nothing is raised and nothing is changed.
A document with no finding of severity `must` is one that the edition's schema accepts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model import SEVERITIES, Clause, Document, Finding, Place
from mou_desktop.rules.answers import AnswerCheck, hidden_text
from mou_desktop.rules.clauses import clause_findings
from mou_desktop.rules.stated import stated_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["AnswerCheck", "check", "in_order", "is_complete", "to_confirm"]


def check(document: Document, *, final: bool = False) -> tuple[Finding, ...]:
    """Return all that is not right yet, most serious first, then in the order of the text.

    Args:
        document: the agreement.
        final: whether a copy for signing is asked for, which may hold no character that cannot
            be seen; in a draft such a character is only advice.
    """
    answers = AnswerCheck(document.edition)
    hidden = hidden_text(document)
    found = [
        *answers.findings(document),
        *clause_findings(document),
        *stated_findings(document),
        *(replace(one, severity="must") if final else one for one in hidden),
        *_about_the_text(document),
    ]
    return in_order(document, found)


def is_complete(findings: Iterable[Finding]) -> bool:
    """Return whether nothing that holds a final copy up is among `findings`."""
    return all(finding.severity != "must" for finding in findings)


def in_order(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings most serious first, then in the order in which the text prints."""
    places = document.edition.clause_places
    order = {key: i for i, key in enumerate(places)}
    last = len(order)

    def rank(finding: Finding) -> tuple[int, int]:
        place = finding.place
        at = order.get(place.clause, order.get(place.section, last))
        return SEVERITIES.index(finding.severity), at

    return tuple(sorted(findings, key=rank))


def to_confirm(document: Document) -> tuple[int, int]:
    """Return how many clauses that print rest on sources nobody has confirmed, and of how many."""
    printing = [one for one in document.edition.clauses.values() if _stands(document, one)]
    return sum(1 for clause in printing if not clause.confirmed), len(printing)


def _stands(document: Document, clause: Clause) -> bool:
    local = document.clauses.get(clause.key)
    left = local is not None and local.state in {"left_out", "official"}
    return document.holds(clause.when) and not left


def _about_the_text(document: Document) -> Iterator[Finding]:
    edition = document.edition
    if edition.working:
        text = messages.WORKING_TEXT.format(
            id=edition.id, revision=edition.revision, official=edition.official
        )
        yield Finding(rule="content.working_text", severity="should", message=text)
    count, total = to_confirm(document)
    if count:
        text = messages.TO_CONFIRM.format(count=count, total=total)
        yield Finding(rule="content.to_confirm", severity="note", message=text, place=Place())
