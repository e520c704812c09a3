"""How far an agreement is, clause by clause: what an outline shows in words.

It counts; it judges nothing. What is wrong comes from `rules`, as findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mou_desktop.model import Document, Field, Finding

State = Literal["todo", "progress", "done", "attention", "left_out"]
CODES_OF_MISSING = {"field.missing", "field.advised"}


@dataclass(frozen=True, slots=True)
class Status:
    """How far a clause or a section is.

    Attributes:
        asked, answered: required questions that are asked, and how many are answered whole.
        to_fix, to_check: findings that are no missing answer: `must`, and `should`.
        changed: how the clause departs from the published text, or nothing.
        started: whether anything is answered here, required or not.
        waits: whether a table fills itself in from answers that are not all there yet.
        free: whether questions are asked here, none is required, and none is answered.
    """

    asked: int = 0
    answered: int = 0
    to_fix: int = 0
    to_check: int = 0
    changed: str = ""
    started: bool = False
    waits: bool = False
    free: bool = False

    @property
    def state(self) -> State:
        """The one state to show."""
        if self.changed == "left_out":
            return "left_out"
        if self.to_fix:
            return "attention"
        if self.answered < self.asked:
            return "progress" if self.started else "todo"
        if self.waits:
            return "progress"
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
    counts = [_count(document, one) for one in shown]
    waits = any(
        one.derived and not document.answer(one.key) and any(document.lacking(one)) for one in shown
    )
    begun = any(document.answered(one.key) for one in shown if document.answer(one.key) is not None)
    asked = sum(asked for _, asked in counts)
    return Status(
        asked=asked,
        answered=sum(answered for answered, _ in counts),
        to_fix=to_fix,
        to_check=to_check,
        changed=local.state if local else "",
        started=begun,
        waits=waits,
        free=bool(shown) and not asked and not begun and not any(one.derived for one in shown),
    )


def is_whole(document: Document, one: Field) -> bool:
    """Return whether the answer to `one` is there, with all that the rows of a table must hold.

    Rows that follow from other answers lack nothing here: those answers are asked elsewhere.
    """
    if not document.answered(one.key):
        return False
    return one.type != "table" or not document.answer(one.key) or not any(document.lacking(one))


def required_answers(document: Document) -> tuple[int, int]:
    """Return how many required questions are answered whole, and how many are asked.

    A table that may stay empty is required as soon as a row of it lacks a required cell.
    """
    counts = [_count(document, one) for one in document.edition.fields if document.holds(one.when)]
    return sum(answered for answered, _ in counts), sum(asked for _, asked in counts)


def _count(document: Document, one: Field) -> tuple[int, int]:
    """Return what a question that is asked adds to the answered ones, and to the required ones."""
    if one.required:
        return int(is_whole(document, one)), 1
    begun = one.type == "table" and document.answered(one.key)
    return 0, int(begun and not is_whole(document, one))


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
        if one and (one.required or one.type == "table") and after.holds(one.when):
            old, new = _count(before, one), _count(after, one)
            answered, asked = answered + new[0] - old[0], asked + new[1] - old[1]
    return answered, asked


def _together(parts: list[Status]) -> Status:
    standing = [one for one in parts if one.changed != "left_out"]
    return Status(
        asked=sum(one.asked for one in standing),
        answered=sum(one.answered for one in standing),
        to_fix=sum(one.to_fix for one in standing),
        to_check=sum(one.to_check for one in standing),
        changed="changed" if any(one.changed for one in parts) else "",
        started=any(one.started or (one.state == "done" and not one.free) for one in standing),
        waits=any(one.waits for one in standing),
        free=bool(standing) and all(one.free for one in standing),
    )
