"""Says what differs between two copies of an agreement, and makes one of them again.

No input is ever written to. A merge with a conflict that nobody settled writes nothing at all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mou_desktop import messages
from mou_desktop.cli import describing
from mou_desktop.cli.user_folder import user_folder
from mou_desktop.differences import by_section, differences
from mou_desktop.errors import MouError
from mou_desktop.merge import merge
from mou_desktop.model.told import Teller
from mou_desktop.store import neighbours, project_file, versions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mou_desktop.merge import Choices, Conflict, Merged, Side, Taken
    from mou_desktop.model import Document, Place
    from mou_desktop.model.told import Difference
    from mou_desktop.store.project_file import Project

UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copies:
    """What is merged: two copies, and what both were made of, as far as that is known."""

    base: Document | None
    mine: Project
    theirs: Project
    origin: str  # given | found | none: where the base comes from
    file: str = ""  # of the base


def diff(args: argparse.Namespace) -> int:
    """Say what differs between two copies; 1 where anything does."""
    old, new = (project_file.load(path) for path in (args.old, args.new))
    found = differences(old.document, new.document)
    if args.json:
        described = [_of_difference(one) for one in found]
        said = {"old": str(args.old), "new": str(args.new), "differences": described}
        print(describing.as_json(said))
    else:
        for heading, each in by_section(new.document, found):
            print(heading or messages.DIFF_ELSEWHERE)
            for one in each:
                print(*_lines_of_difference(one), sep="\n")
        print(f"{describing.count(len(found), 'difference')}.")
    _warn((args.old, old), (args.new, new))
    return 1 if found else 0


def run(args: argparse.Namespace) -> int:
    """Merge two copies, with what both were made of where that is known."""
    copies = _copies(args.files)
    out = _out(args.out, args.files, force=args.force) if args.out else None
    mine, theirs = (_with_itself(one) for one in (copies.mine, copies.theirs))
    merged = merge(copies.base, mine, theirs)
    choices = _choices(merged, args.prefer, args.settle)
    open_ = [one for one in merged.conflicts if one.path not in choices]
    document = merged.document if open_ else merged.settled(choices)
    if out and not open_:
        _write(document, copies, out, force=args.force)
    written = out if not open_ else None
    if args.json:
        print(describing.as_json(_described(args.files, copies, merged, choices, written)))
    else:
        print(_report(document, copies, merged, choices, written, asked=bool(out)), end="")
    _warn((args.files[-2], copies.mine), (args.files[-1], copies.theirs))
    return 1 if open_ else 0


# ---- what is read and written --------------------------------------------------------------


def _warn(*read: tuple[Path, Project]) -> None:
    """Say what is to be said of the files themselves, once the work is done."""
    for path, project in read:
        for finding in project.findings:
            describing.warn(f"{path.name}: {finding.message}")


def _copies(files: Sequence[Path]) -> _Copies:
    if len(files) not in {2, 3}:
        raise MouError("Give two copies, or what both were made of and the two copies.")
    mine, theirs = (project_file.load(path) for path in files[-2:])
    if len(files) == 3:
        if str(files[0]) == UNKNOWN:
            return _Copies(base=None, mine=mine, theirs=theirs, origin="none")
        base = project_file.load(files[0]).document
        return _Copies(base=base, mine=mine, theirs=theirs, origin="given", file=str(files[0]))
    for one, other, path in ((mine, theirs, files[0]), (theirs, mine, files[1])):
        if one.body in (other.body, *other.document.parents):
            return _Copies(
                base=one.document, mine=mine, theirs=theirs, origin="found", file=str(path)
            )
    kept = versions.ancestor(mine, theirs, user_folder() / "versions")
    if kept is None:
        return _Copies(base=None, mine=mine, theirs=theirs, origin="none")
    base = versions.read(kept).document
    return _Copies(base=base, mine=mine, theirs=theirs, origin="found", file=str(kept.path))


def _with_itself(project: Project) -> Document:
    """Return the document with its own body at the end of its line of descent."""
    document = project.document
    line = (*(one for one in document.parents if one != project.body), project.body)
    return replace(document, parents=line)


def _out(out: Path, files: Sequence[Path], *, force: bool) -> Path:
    """Return where the merged agreement goes, if it may."""
    if out.suffix.lower() != ".mou":
        raise MouError(f"“{out.name}” is no name for an agreement. Give one that ends in .mou.")
    if os.path.exists(out):  # noqa: PTH110
        for one in files:
            if os.path.exists(one) and os.path.samefile(out, one):  # noqa: PTH110, PTH121
                raise MouError(f"“{out.name}” is one of the copies. Give it another name.")
        if not force:
            raise MouError(f"“{out.name}” is there already. Choose another name, or add --force.")
    if neighbours.is_ours(out):
        raise MouError(f"“{out.name}” belongs to this program. Choose a folder of your own.")
    return out


def _write(document: Document, copies: _Copies, out: Path, *, force: bool) -> None:
    formats = (copies.mine.format, copies.theirs.format)
    newest = max(formats, key=lambda one: [int(part) for part in one.split(".")])
    read_only = copies.mine.read_only or copies.theirs.read_only
    project = project_file.Project(document=document, format=newest, read_only=read_only)
    project_file.save(project, out, project_file.utc_now(), over=force)


def _choices(merged: Merged, prefer: Side | None, settle: Sequence[str]) -> Choices:
    """Return what was chosen, one by one before all the rest."""
    known = {"/".join(one.path): one.path for one in merged.conflicts}
    found = dict(merged.all(prefer)) if prefer else {}
    for pair in settle:
        path, _, side = pair.rpartition("=")
        if path not in known or side not in {"mine", "theirs"}:
            raise MouError(f"“{pair}” settles nothing. Give PATH=mine or PATH=theirs, as listed.")
        found[known[path]] = "mine" if side == "mine" else "theirs"
    return found


# ---- what is said --------------------------------------------------------------------------


def _described(
    files: Sequence[Path], copies: _Copies, merged: Merged, choices: Choices, out: Path | None
) -> dict[str, Any]:
    return {
        "base": copies.file or None,
        "origin": copies.origin,
        "mine": str(files[-2]),
        "theirs": str(files[-1]),
        "out": str(out) if out else None,
        "taken": [{"side": one.side, **_of_difference(one.difference)} for one in merged.taken],
        "conflicts": [
            {
                "path": "/".join(one.path),
                "label": one.label,
                **_of_place(one.place),
                "before": one.before,
                "mine": one.mine,
                "theirs": one.theirs,
                "settled": choices.get(one.path),
            }
            for one in merged.conflicts
        ],
    }


def _of_difference(one: Difference) -> dict[str, Any]:
    return {
        "how": one.how,
        "path": "/".join(one.path),
        "label": one.label,
        **_of_place(one.place),
        "before": one.before,
        "after": one.after,
    }


def _of_place(place: Place) -> dict[str, str | None]:
    parts = ("document", "section", "clause", "field", "row")
    return {part: getattr(place, part) or None for part in parts}


def _report(
    document: Document,
    copies: _Copies,
    merged: Merged,
    choices: Choices,
    out: Path | None,
    *,
    asked: bool,
) -> str:
    lines = [] if copies.base else [messages.MERGE_TWO_WAYS]
    for side in ("mine", "theirs"):
        lines += _taken(side, [one for one in merged.taken if one.side == side])
    teller = Teller(document)
    open_ = [one for one in merged.conflicts if one.path not in choices]
    for one in open_:
        lines += _lines_of_conflict(teller, one, known=copies.base is not None)
    if settled := len(merged.conflicts) - len(open_):
        lines.append(f"{describing.count(settled, 'conflict')} settled as asked.")
    if open_:
        said = f"{describing.count(len(open_), 'conflict')} to settle."
        lines.append(f"Not written: {said}" if asked else said)
        lines.append("Add --prefer mine or --prefer theirs, or --settle PATH=mine for one of them.")
    else:
        lines.append(f"Wrote {out}." if out else "Nothing is left to settle. Give -o to write it.")
    return "\n".join(lines) + "\n"


def _taken(side: str, taken: Sequence[Taken]) -> Iterator[str]:
    if taken:
        yield f"Taken from {side}:"
        for one in taken:
            yield from _lines_of_difference(one.difference)


def _lines_of_difference(one: Difference) -> Iterator[str]:
    if one.how == "moved":
        yield f"  {one.label}: moved from {one.before} to {one.after}"
        return
    short = "\n" not in one.before + one.after and len(one.before + one.after) < 70
    if short and one.before and one.after:
        yield f"  {one.label}: {one.before} → {one.after}"
    elif short and (one.before or one.after):
        yield f"  {one.label}: {one.how}, {one.before or one.after}"
    else:
        yield f"  {one.label}: {one.how}"
        yield from _marked("    − ", one.before)
        yield from _marked("    + ", one.after)


def _lines_of_conflict(teller: Teller, one: Conflict, *, known: bool) -> Iterator[str]:
    heading = teller.heading(one.place)
    yield f"{heading}, {one.label}" if heading else one.label
    yield f"  path    {'/'.join(one.path)}"
    said = [("before", one.before)] if known else []
    for name, text in (*said, ("mine", one.mine), ("theirs", one.theirs)):
        yield from _marked(f"  {name:8}", text or messages.MERGE_NOTHING)


def _marked(mark: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines()):
        yield f"{' ' * len(mark) if number else mark}{line}".rstrip()
