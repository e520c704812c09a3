"""How far an agreement is, clause by clause: what an outline shows in words.

It counts; it judges nothing. What is wrong comes from `rules`, as findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mou_desktop.model import Document, Finding

State = Literal["todo", "progress", "done", "attention", "left_out"]
CODES_OF_MISSING = {"field.missing", "field.advised"}


@dataclass(frozen=True, slots=True)
class Status:
    """How far a clause or a section is.

    Attributes:
        asked, answered: required questions that are asked, and how many are answered.
        to_fix, to_check: findings that are no missing answer: `must`, and `should`.
        changed: how the clause departs from the published text, or nothing.
    """

    asked: int = 0
    answered: int = 0
    to_fix: int = 0
    to_check: int = 0
    changed: str = ""
    started: bool = False

    @property
    def state(self) -> State:
        """The one state to show."""
        if self.changed == "left_out":
            return "left_out"
        if self.to_fix:
            return "attention"
        if self.answered < self.asked:
            return "progress" if self.started else "todo"
        return "attention" if self.to_check else "done"


def statuses(document: Document, findings: Iterable[Finding]) -> Mapping[str, Status]:
    """Return the status of each section and each clause that the edition or the district has."""
    fix, check = Counter[str](), Counter[str]()
    for finding in findings:
        if finding.rule not in CODES_OF_MISSING:
            counter = {"must": fix, "should": check}.get(finding.severity)
            if counter is not None:
                counter[finding.place.clause] += 1
    found: dict[str, Status] = {}
    for key in document.edition.clauses:
        found[key] = of_clause(document, key, fix[key], check[key])
    for one in document.added:
        if one.kind == "clause":
            found[one.id] = Status(to_fix=fix[one.id], to_check=check[one.id], changed="added")
    for part in document.edition.documents:
        for section in part.sections:
            keys = [clause.key for clause in section.clauses if document.holds(clause.when)]
            keys += [one.id for one in document.added if one.section == section.key]
            found[section.key] = _together([found[key] for key in keys if key in found])
    return found


def of_clause(document: Document, key: str, to_fix: int, to_check: int) -> Status:
    """Return the status of one clause of the edition, given the counts of its findings."""
    local = document.clauses.get(key)
    questions = document.edition.questions.get(key, ())
    shown = [one for one in questions if document.holds(one.when)]
    required = [one for one in shown if one.required]
    answered = {one.key for one in shown if document.answered(one.key)}
    return Status(
        asked=len(required),
        answered=sum(one.key in answered for one in required),
        to_fix=to_fix,
        to_check=to_check,
        changed=local.state if local else "",
        started=bool(answered),
    )


def required_answers(document: Document) -> tuple[int, int]:
    """Return how many required questions are answered, and how many are asked."""
    asked = [f for f in document.edition.fields if f.required and document.holds(f.when)]
    return sum(document.answered(one.key) for one in asked), len(asked)


def required_after(
    before: Document, after: Document, fields: Iterable[str], counts: tuple[int, int]
) -> tuple[int, int]:
    """Return what `required_answers` says of `after`, given its `counts` for `before`.

    Only the `fields` that differ are looked at, unless one of them decides what is asked.
    """
    edition = after.edition
    keys = set(fields)
    if before.edition != edition or keys & edition.deciding:
        return required_answers(after)
    answered, asked = counts
    for key in keys:
        one = edition.by_key.get(key)
        if one and one.required and after.holds(one.when):
            answered += after.answered(key) - before.answered(key)
    return answered, asked


def _together(parts: list[Status]) -> Status:
    standing = [one for one in parts if one.changed != "left_out"]
    return Status(
        asked=sum(one.asked for one in standing),
        answered=sum(one.answered for one in standing),
        to_fix=sum(one.to_fix for one in standing),
        to_check=sum(one.to_check for one in standing),
        changed="changed" if any(one.changed for one in parts) else "",
        started=any(one.started or (one.asked and one.answered) for one in standing),
    )
