"""Puts documents, fields and findings into JSON and into lines for a person."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from mou_desktop import progress, rules
from mou_desktop.model.answer_schema import bounds_of
from mou_desktop.model.document import is_answered
from mou_desktop.model.values import EMPTY, plain, printable
from mou_desktop.outline import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mou_desktop.model import Basis, Document, Field, Finding
    from mou_desktop.store.library import Card
    from mou_desktop.store.project_file import Project

_HEADINGS = {
    "must": "Must be settled before a final copy:",
    "should": "Should be looked at:",
    "note": "To know:",
}


def warn(line: str) -> None:
    """Say one line on stderr, where there is one."""
    if sys.stderr is not None:
        print(f"mou: {' '.join(printable(line).split())}", file=sys.stderr)


def as_json(value: Any) -> str:
    """Return `value` as JSON in one line, with escapes where the output cannot take each letter."""
    takes_all = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    return json.dumps(value, ensure_ascii=not takes_all)


def count(number: int, thing: str) -> str:
    """Return `1 thing` or `3 things`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def words(value: Any) -> str:
    """Return a value of `info` as it reads in a line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {words(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(printable(str(value)).split())


def edition_card(card: Card) -> dict[str, Any]:
    """Return what is to be known of an edition before one takes it."""
    return {
        "id": card.id,
        "revision": card.revision,
        "label": card.label,
        "summary": card.summary,
        "text": card.text,
        "year": card.year,
        "superseded_by": card.superseded_by or None,
    }


def field(document: Document, one: Field) -> dict[str, Any]:
    """Return a field of `document` and whether it is asked for and answered."""
    met = document.holds(one.when)
    answered = met and progress.is_whole(document, one)
    return _described(document, one, met=met, answered=answered)


def _described(document: Document, one: Field, *, met: bool, answered: bool) -> dict[str, Any]:
    bounds = bounds_of(one)
    described = {
        "key": one.key,
        "label": one.label,
        "hint": one.hint,
        "example": plain(one.example),
        "type": one.type,
        "required": one.required,
        "advised": one.advised,
        "answered": answered,
        "condition_met": met,
        "print": one.print,
        "who": one.who,
        "min": bounds.get("minimum"),
        "max": bounds.get("maximum"),
        "max_length": one.max_length,
        "choices": [{"key": choice.key, "label": choice.label} for choice in one.choices],
        "rows_of": one.rows_of or None,
        "columns": [_column(document, one, column, met=met) for column in one.columns],
    }
    if one.task:
        described["task"] = one.task
    return described


def _column(document: Document, table: Field, column: Field, *, met: bool) -> dict[str, Any]:
    """Return a column; it is answered when it is in every row, and asked for when in any."""
    rows = document.counts(table.key)
    rows = rows if isinstance(rows, tuple) else ()
    asked = [row for row in rows if document.holds(column.when, row)]
    answered = bool(asked) and all(is_answered(column, row.get(column.key)) for row in asked)
    shown = bool(asked) if rows else document.holds(column.when, EMPTY)
    return _described(document, column, met=met and shown, answered=answered)


def field_line(one: dict[str, Any]) -> str:
    """Return a described field as one line for a person."""
    need = "required" if one["required"] else "advised" if one["advised"] else "optional"
    state = "answered" if one["answered"] else "open" if one["condition_met"] else "not asked"
    return f"{one['key']:26} {one['type']:9} {need:9} {state:9} {one['label']}"


def citations(basis: Iterable[Basis]) -> list[dict[str, str]]:
    """Return citations as scripts read them."""
    return [{"cite": one.cite, "status": one.status, "source": one.source} for one in basis]


def finding(one: Finding) -> dict[str, Any]:
    """Return a finding as scripts read it; what it does not touch is null."""
    place = one.place
    return {
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "document": place.document or None,
        "section": place.section or None,
        "clause": place.clause or None,
        "field": place.field or None,
        "row": place.row or None,
        "basis": citations(one.basis),
    }


def checked(document: Document, path: Path, found: Iterable[Finding]) -> dict[str, Any]:
    """Return the result of a check as scripts read it."""
    found = list(found)
    return {
        "file": str(path),
        "edition": document.edition.id,
        "complete": rules.is_complete(found),
        "findings": [finding(one) for one in found],
    }


def report(document: Document, path: Path, found: Iterable[Finding]) -> str:
    """Return findings as a person reads them, with the law behind each."""
    found = list(found)
    known = numbers(document)
    state = "complete" if rules.is_complete(found) else "not complete"
    counts = {name: sum(one.severity == name for one in found) for name in _HEADINGS}
    told = f"{counts['must']} must, {counts['should']} should, {count(counts['note'], 'note')}"
    lines = [f"{path.name}: {state} ({told})"]
    for severity, heading in _HEADINGS.items():
        mine = [one for one in found if one.severity == severity]
        if mine:
            lines += ["", heading]
        for one in mine:
            where = _where(document, one, known)
            lines.append(f"  {where}{one.message}")
            if one.basis:
                lines.append(f"      {law(one.basis)}")
    return printable("\n".join(lines)) + "\n"


def law(basis: Iterable[Basis]) -> str:
    """Return citations in one line, each with what is known of it."""
    return "; ".join(f"{one.cite}{'' if one.confirmed else ' (to confirm)'}" for one in basis)


def _where(document: Document, one: Finding, known: dict[str, str]) -> str:
    place = one.place
    number = known.get(f"{place.document}/{place.clause}", "")
    clause = document.edition.clauses.get(place.clause)
    heading = clause.heading if clause and clause.heading not in number else ""
    return f"{' '.join(filter(None, (number, heading)))}: " if number or heading else ""


def info(project: Project, path: Path) -> dict[str, Any]:
    """Return what a file is: edition, identity, dates and counts."""
    document = project.document
    edition = document.edition
    answered, asked = progress.required_answers(document)
    unsure, total = rules.to_confirm(document)
    return {
        "file": str(path),
        "format": project.format,
        "id": document.id,
        "edition": edition.id,
        "revision": edition.revision,
        "edition_sha256": edition.sha256,
        "text": edition.text,
        "notice": edition.notice,
        "created": document.created,
        "saved": document.saved,
        "answers": len(document.answers),
        "required": {
            "asked": asked,
            "answered": answered,
        },
        "local_changes": len(document.clauses) + len(document.added),
        "notes": len(document.notes),
        "rounds": len(document.rounds),
        "clauses": {"standing": total, "to_confirm": unsure},
        "read_only": project.read_only,
    }
