"""Brings a Word file back from counsel: lists every change, and takes what is accepted.

The file is read in a child of this program, with limits of memory and time, so that a file made to
do harm takes nothing else down. Neither input is ever written to.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mou_desktop import messages
from mou_desktop.cli import describing
from mou_desktop.errors import (
    EditionBroken,
    EditionMissing,
    MouError,
    NotSaved,
    ReturnRefused,
    ReturnStranger,
)
from mou_desktop.model.rounds import has_returned, with_return
from mou_desktop.store import library, project_file, rounds, saver
from mou_desktop.store.reading import read_file
from mou_desktop.word.returned.child import ANYWAY, COMMAND, MOST, proposal_of, read_in_child
from mou_desktop.word.returned.values import stranger_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from mou_desktop.model import Document, Edition
    from mou_desktop.word.returned.values import Proposal, Stranger

CHILD, TAKEN_ANYWAY = COMMAND, ANYWAY
_MEMORY = 1 << 30  # bytes of address space, where the system can limit it
_SECONDS = 20  # of work
_WORDING = {"text", "typography", "added", "left_out", "moved", "split", "joined"}
_TOLD = ("id", "kind", "section", "clause", "field", "heading", "before", "after", "tracked",
         "mixed", "author", "date", "locked", "law", "conflict", "mine")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """List what came back, and write an agreement with what is accepted of it."""
    _refuse_ways(args)
    project, sha256 = project_file.load(args.file), saver.sha256_of(_bytes(args.returned))
    again = has_returned(project.document, sha256)
    said = _read(args, anyway=args.anyway or again)
    stranger = stranger_of(said["of"])
    proposals = [] if again else [proposal_of(one) for one in said["proposals"]]
    accepted = [one for one in proposals if _is_taken(one, args.accept)]
    became = dict.fromkeys((one.id for one in proposals), "left")
    if args.out:
        document, became = _applied(project.document, said["round"], stranger, accepted, became)
        decisions = [_decision(one, became[one.id]) for one in proposals]
        if not again:
            now = project_file.utc_now()
            document = with_return(document, said["round"], sha256, now, decisions, of=said["of"])
        _write(replace(project, document=document), args.out, force=args.force)
    left = args.accept != "none" and "left" in became.values()
    if args.json:
        print(describing.as_json(_described(args, said, proposals, became, again=again)))
    else:
        print("\n".join(_lines(said, proposals, became, args, again=again)))
    return 1 if (left if args.out else proposals) else 0


def _read(args: argparse.Namespace, *, anyway: bool) -> dict[str, Any]:
    try:
        return read_in_child(args.file, args.returned, anyway=anyway)
    except ReturnStranger as error:
        hits, all_ = error.found
        words = messages.RETURN_STRANGER_ASK
        raise ReturnRefused(words.format(whose=error.whose, hits=hits, all=all_)) from error


def read_return(args: argparse.Namespace) -> int:
    """Read a file that came back, as the child that may be stopped; the answer is JSON."""
    _limit()
    try:
        from mou_desktop.word.reading import read
        from mou_desktop.word.returned.origin import returned

        document = project_file.load(args.file).document
        file = read(_bytes(args.returned))
        found = returned(
            file, document, lambda round_: rounds.base_of(document, round_),
            edition_of=_edition, anyway=args.anyway,
        )  # fmt: skip
    except ReturnStranger as error:  # nothing is wrong: a person is to be asked
        asked = {"sentence": str(error), "whose": error.whose, "found": error.found}
        print(json.dumps({"asks": asked}))
        return 0
    except MemoryError as error:
        raise MouError(messages.RETURN_TOO_MUCH) from error
    listed = found.listed
    said = {
        "how": found.how,
        "round": found.round,
        "of": found.stranger.as_plain() if found.stranger else {},
        "part": found.part,
        "proposals": [one.as_plain() for one in listed.proposals],
        "unplaced": listed.unplaced,
        "reformatted": listed.reformatted,
        "found": listed.found,
        "remarks": [one.message for one in file.remarks],
    }
    print(json.dumps(said))
    return 0


def _edition(id_: str) -> Edition | None:
    """Return the edition that a file says it is of, if it ships."""
    try:
        return library.find(id_)
    except (EditionBroken, EditionMissing):
        return None


# ---- the child -----------------------------------------------------------------------------


def _limit() -> None:
    """Limit memory and time of this process, where the system can; elsewhere the parent waits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        _, hard = resource.getrlimit(kind)  # what somebody limited already stays so
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))


# ---- accepting -----------------------------------------------------------------------------


def _is_taken(one: Proposal, accept: str) -> bool:
    """Return whether a change is accepted. What a person has to settle is never taken here."""
    if one.conflict or one.kind == "unreadable":
        return False
    if accept == "all":
        return True
    return (one.kind == "field" and accept == "fields") or (
        one.kind in _WORDING and accept == "wording"
    )


def _applied(
    document: Document,
    round_: str,
    stranger: Stranger | None,
    accepted: Sequence[Proposal],
    became: dict[str, str],
) -> tuple[Document, dict[str, str]]:
    """Return the agreement with what is accepted, and by id what became of each change.

    Locked words are never taken by a command: they become a note to counsel.
    """
    from mou_desktop.word.returned.applying import Accepted, outcome_of
    from mou_desktop.word.returned.decided import reason_of

    time = next((one.get("time") for one in document.rounds if one.get("_id") == round_), "")
    now = project_file.utc_now()
    reason = reason_of(str(time or now), stranger)
    chosen = [Accepted(one, "note" if one.locked else "") for one in accepted]
    made = outcome_of(document, chosen, reason=reason, time=now)
    found = {one.id: "note" if one.id in made.noted else "taken" for one in accepted}
    return made.document, {**became, **found}


def _decision(one: Proposal, became: str) -> dict[str, Any]:
    said = {"kind": one.kind, "clause": one.clause, "field": one.field, "after": one.after}
    noted = {"how": "note"} if became == "note" else {}
    return {**{k: text for k, text in said.items() if text}, **noted, "taken": became != "left"}


def _refuse_ways(args: argparse.Namespace) -> None:
    if args.accept and not args.out:
        raise MouError(messages.RETURN_WHERE)
    if args.out and not args.accept:
        raise MouError(messages.RETURN_WHAT)
    if args.out:
        inputs = {one.resolve() for one in (args.file, args.returned)}
        if args.out.resolve() in inputs:
            raise NotSaved(messages.RETURN_OVER.format(name=args.out.name))


def _write(project: project_file.Project, out: Path, *, force: bool) -> None:
    apart = replace(project, file=saver.NOTHING)  # nothing of what was read stands there
    project_file.save(apart, out, project_file.utc_now(), over=force)


def _bytes(path: Path) -> bytes:
    return read_file(path, MOST)


# ---- telling -------------------------------------------------------------------------------


def _described(
    args: argparse.Namespace,
    said: dict[str, Any],
    proposals: Sequence[Proposal],
    became: dict[str, str],
    *,
    again: bool,
) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for one in proposals:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    hits, all_ = said["found"]
    return {
        "file": str(args.returned),
        "round": said["round"] or None,
        "identity": "again" if again else said["how"],
        "of": said["of"] or None,
        "headings": {"found": hits, "sent": all_},
        "counts": {
            **counts,
            "changes": len(proposals),
            "accepted": _taken(became),
            "noted": _noted(became),
            "conflicts": sum(one.conflict for one in proposals),
            "silent": sum(not one.tracked for one in proposals),
            "formatting": said["reformatted"],
        },
        "changes": [
            {**{name: getattr(one, name) for name in _TOLD}, "became": became[one.id]}
            for one in proposals
        ],
        "unplaced": said["unplaced"],
        "remarks": said["remarks"],
        "written": str(args.out) if args.out else None,
    }


def _lines(
    said: dict[str, Any],
    proposals: Sequence[Proposal],
    became: dict[str, str],
    args: argparse.Namespace,
    *,
    again: bool,
) -> list[str]:
    stranger = stranger_of(said["of"])
    lines = [messages.RETURN_IDENTITY["again" if again else said["how"]]]
    if stranger and not again:
        lines = [messages.RETURN_TAKEN_BY_TEXT.format(whose=stranger.whose)]
    if said["how"] == "text" and not again:
        hits, all_ = said["found"]
        lines.append(messages.RETURN_HITS.format(hits=hits, all=all_))
    for one in proposals:
        lines += _lines_of(one)
        if became[one.id] == "note":
            lines.append(f"    {messages.RETURN_NOTED}")
    lines += [messages.RETURN_UNPLACED.format(text=text) for text in said["unplaced"]]
    lines += said["remarks"]
    lines.append(f"{describing.count(len(proposals), 'change')}.")
    if args.out:
        notes = _noted(became)
        kept = f", {describing.count(notes, 'note')} to counsel" if notes else ""
        lines.append(f"Wrote {args.out}: {_taken(became) - notes} taken{kept}.")
    return lines


def _taken(became: dict[str, str]) -> int:
    return sum(one != "left" for one in became.values())


def _noted(became: dict[str, str]) -> int:
    return sum(one == "note" for one in became.values())


def _lines_of(one: Proposal) -> list[str]:
    signs = [
        one.author,
        one.date[:10],
        messages.RETURN_MIXED if one.mixed else "" if one.tracked else messages.RETURN_SILENT,
        messages.RETURN_LOCKED.format(law=one.law) if one.locked else "",
        messages.RETURN_CONFLICT.format(mine=one.mine) if one.conflict else "",
    ]
    where = one.field or one.heading or one.clause or one.section
    head = f"{messages.RETURN_KINDS[one.kind]}: {where}"
    lines = [f"{one.id} {head} ({', '.join(filter(None, signs))})"]
    if one.pieces:
        marks = {"": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
        lines.append("    " + "".join(marks[kind].format(text) for text, kind in one.pieces))
    else:
        lines += [f"    - {one.before}"] * bool(one.before)
        lines += [f"    + {one.after}"] * bool(one.after)
    return ["\n    ".join(line.split("\n")) for line in lines]
