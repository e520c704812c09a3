"""Says how an agreement differs from the text of its edition: clause by clause, and why.

The words are compared with the edition's as they read with the same answers. What answers alone
filled in or decided is told by its questions. Exit status 1: other words stand somewhere.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from itertools import islice
from typing import TYPE_CHECKING, Any

from mou_desktop import messages
from mou_desktop.clause_texts import ClauseTexts
from mou_desktop.cli import describing
from mou_desktop.departures import DEPARTING, counts
from mou_desktop.differences import differences
from mou_desktop.model.values import EMPTY, printable
from mou_desktop.store import project_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mou_desktop.departures import Standing
    from mou_desktop.model import Document
    from mou_desktop.model.told import Difference
    from mou_desktop.word.naming import Names


def run(args: argparse.Namespace) -> int:
    """Print what differs; 1 where other words than the edition's stand, or are left out."""
    from mou_desktop.word.furniture import compared_text
    from mou_desktop.word.naming import Names

    project = project_file.load(args.file)
    document = project.document
    names = Names(document)
    if args.json:
        described = {
            "file": str(args.file),
            "edition": document.edition.id,
            "counts": counts(names.standings),
            "changes": [*_changes(document, names.standings)],
        }
        print(describing.as_json(described))
    else:
        lines = [f"{args.file.name}: {compared_text(document)}.", *_lines(document, names)]
        print(printable("\n".join(lines)))
    for finding in project.findings:
        describing.warn(f"{args.file.name}: {finding.message}")
    return 1 if any(one.departs for one in names.standings) else 0


def _changes(document: Document, standings: tuple[Standing, ...]) -> Iterator[dict[str, Any]]:
    """Yield one change for each clause with other words, and one for each answer in the others."""
    texts = ClauseTexts(document)
    answered: dict[str, list[Difference]] = {}
    for each in differences(replace(document, answers=EMPTY), document):
        if each.path[0] == "answers":
            answered.setdefault(each.path[1], []).append(each)
    for one in standings:
        if one.departs:
            before, after = texts.both(one)
            yield _change(one, before, after)
        for key in one.fields:
            for each in answered.get(key, ()):
                yield _change(one, "", each.after, field=each.place.field, row=each.place.row)


def _change(
    one: Standing, before: str, after: str, *, field: str = "", row: str = ""
) -> dict[str, Any]:
    return {
        "class": one.how,
        "document": one.place.document,
        "section": one.place.section,
        "clause": one.place.clause or None,
        "field": field or None,
        "row": row or None,
        "before": before or None,
        "after": after or None,
        "reason": one.reason or None,
        "basis": describing.citations(one.basis),
    }


def _lines(document: Document, names: Names) -> Iterator[str]:
    """Yield what a person reads: each clause with other words, and how many there are of others."""
    texts = ClauseTexts(document)
    for how, count in counts(names.standings).items():
        if how not in DEPARTING:
            yield f"{messages.SCHEDULE_CLASSES[how]}: {describing.count(count, 'clause')}"
            continue
        for one in names.standings:
            if one.how == how:
                yield from ("", f"{messages.SCHEDULE_CLASSES[how]}: {names.of(one)}")
                yield f"    {messages.SCHEDULE_REASON}: {one.reason or messages.SCHEDULE_NO_REASON}"
                if one.basis:
                    yield f"    {messages.SCHEDULE_LAW}: {describing.law(one.basis)}"
                yield from _marked(*texts.both(one))


def _marked(before: str, after: str) -> Iterator[str]:
    """Yield the lines that went with a `-`, those that came with a `+`, and a neighbor of each."""
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    for line in islice(found, 2, None):  # the first two would name the files
        yield "    …" if line.startswith("@@") else f"    {line[0]} {line[1:]}".rstrip()
