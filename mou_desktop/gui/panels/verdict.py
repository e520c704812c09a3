"""What stands between an agreement and its signatures: the open points, and what was checked.

Plain values made of a document and its findings; no Qt here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mou_desktop import rules
from mou_desktop.gui import words
from mou_desktop.gui.panels import finding_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mou_desktop.gui.panels.finding_rows import Kind, Line
    from mou_desktop.model import Clause, Document, Finding

_TOUCHED: Final = {"clause.left_out", "clause.reworded"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its icon and colour, its name, and what was found."""

    icon: str
    role: str
    title: str
    detail: str
    mandatory: bool = False  # whether the mandatory clauses can be shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an agreement can be signed, and why not.

    Attributes:
        ready: nothing that must be there is missing, and nothing is wrong.
        groups: the open points by what they ask for, the worst first; each leads to its place.
        checks: what was looked at, open or not.
    """

    ready: bool
    sentence: str
    groups: tuple[tuple[Kind, tuple[Line, ...]], ...]
    checks: tuple[Check, ...]

    @property
    def held_by(self) -> int:
        """How many points hold a final copy up."""
        return sum(len(lines) for kind, lines in self.groups if kind in {"fix", "answer"})


def verdict(document: Document, findings: Sequence[Finding], numbers: Mapping[str, str]) -> Verdict:
    """Judge a document by the findings of its last check."""
    lines = finding_rows.lines(document, findings, numbers)
    groups: tuple[tuple[Kind, tuple[Line, ...]], ...] = tuple(
        (kind, found)
        for kind in finding_rows.ORDER
        if kind != "know" and (found := tuple(line for line in lines if line.kind == kind))
    )
    count: dict[Kind, int] = {kind: len(found) for kind, found in groups}
    ready = rules.is_complete(tuple(findings))
    # a table with several blank cells is one answer that is open, here as in every other count
    blank = {line.finding.place.field.partition(".")[0] for line in lines if line.kind == "answer"}
    count |= {"answer": len(blank)} if blank else {}
    return Verdict(ready, _sentence(count), groups, tuple(_checks(document, findings, count)))


def _sentence(count: Mapping[Kind, int]) -> str:
    fix, open_ = count.get("fix", 0), count.get("answer", 0)
    if not fix and not open_:
        return words.READY_SENTENCE
    said = [
        text
        for number, text in (
            (fix, words.verb(fix, "answer needs fixing", "answers need fixing")),
            (open_, words.verb(open_, "required answer is open", "required answers are open")),
        )
        if number
    ]
    return words.NOT_READY_SENTENCE.format(what=" and ".join(said))


def _checks(
    document: Document, findings: Sequence[Finding], count: Mapping[Kind, int]
) -> list[Check]:
    fix, open_, check = (count.get(kind, 0) for kind in ("fix", "answer", "check"))
    found = [
        f"{number} {text}"
        for number, text in ((fix, "to fix"), (open_, "open"), (check, "to check"))
        if number
    ]
    look = ("error", "error") if fix else ("todo", "text") if open_ else ("done", "ok")
    answers = Check(*look, words.CHECKED_ANSWERS, ", ".join(found) or words.CHECKED_ALL_THERE)
    mandatory = sum(one.mandatory and document.holds(one.when) for one in _clauses(document))
    touched = len({one.place.clause for one in findings if one.rule in _TOUCHED})
    clauses = Check(
        *(("error", "error") if touched else ("done", "ok")),
        words.CHECKED_CLAUSES,
        words.CHECKED_TOUCHED.format(count=touched, total=mandatory)
        if touched
        else words.CHECKED_STAND.format(total=mandatory),
        mandatory=True,
    )
    local = len(document.clauses) + len(document.added)
    changes = Check(
        *(("changed", "changed") if local else ("done", "ok")),
        words.CHECKED_LOCAL,
        words.things(local, "change") if local else words.CHECKED_NONE,
    )
    notes = sum(not note.get("done") for note in document.notes)
    remarks = Check(
        *(("note", "warn") if notes else ("done", "ok")),
        words.CHECKED_NOTES,
        words.CHECKED_NOTES_OPEN.format(count=notes) if notes else words.CHECKED_NONE,
    )
    unsure, total = rules.to_confirm(document)
    citations = Check(
        *(("confirm", "warn") if unsure else ("done", "ok")),
        words.CHECKED_CITATIONS,
        words.CHECKED_UNSURE.format(count=unsure, total=total)
        if unsure
        else words.CHECKED_CONFIRMED,
    )
    return [answers, clauses, changes, remarks, citations]


def _clauses(document: Document) -> Sequence[Clause]:
    return tuple(document.edition.clauses.values())
