"""Checks one file or many, spread over the cores; one bad file never stops the rest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop import rules
from mou_desktop.cli import describing
from mou_desktop.errors import MouError
from mou_desktop.outline import find_part
from mou_desktop.store import project_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from mou_desktop.model import Finding

ALONE = 8  # so many files are checked sooner by one process than by several


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one file: counts by severity, and the words to print."""

    file: str
    must: int = 0
    should: int = 0
    note: int = 0
    printed: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How the files are to be checked."""

    as_json: bool
    final: bool
    part: str


def findings_of(project: project_file.Project, *, final: bool) -> tuple[Finding, ...]:
    """Return all that is to be said of a project: of its file and of its document."""
    document = project.document
    found = [*project.findings, *rules.check(document, final=final)]
    return rules.in_order(document, found)


def run(paths: Sequence[Path], *, as_json: bool, final: bool, strict: bool, part: str) -> int:
    """Check all files, print what was found, and return the exit status."""
    files = list(_files(paths))
    several = len(files) > 1 or files != list(paths)
    asked = Asked(as_json=as_json, final=final, part=part)
    verdicts = []
    for verdict in _verdicts(files, asked):
        verdicts.append(verdict)
        if as_json:
            print(verdict.printed)
        elif not several:
            print(verdict.printed, end="")
        if verdict.error:
            describing.warn(verdict.error)
    if several and not as_json:
        print(_summary(verdicts), end="")
    if any(verdict.error for verdict in verdicts):
        return 2
    return int(any(v.must or (strict and (v.should or v.note)) for v in verdicts))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files; a folder without any stands for itself, and is then told of."""
    for path in paths:
        if _is_folder(path):
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() == ".mou")
            yield from found or [path]
        else:
            yield path


def _is_folder(path: Path) -> bool:
    # Path.is_dir would raise where the name is too long or its folder may not be entered.
    return os.path.isdir(path)  # noqa: PTH112


def _verdicts(files: Sequence[Path], asked: Asked) -> Iterator[Verdict]:
    """Yield the verdict on each file, in the order of the files."""
    if len(files) == 1:
        yield verdict_on(files[0], asked)
        return
    with _pool(len(files)) as pool:
        waiting = [(path, pool.submit(verdict_on, path, asked)) for path in files]
        for path, future in waiting:
            yield _result(path, future, asked)


def _pool(files: int) -> Executor:
    """Return what checks so many files and hands every fault on, instead of stopping at it."""
    from concurrent import futures

    cores = min(os.cpu_count() or 1, files)
    if files <= ALONE or cores == 1:
        return futures.ThreadPoolExecutor(1)
    import multiprocessing

    return futures.ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn"))


def _result(path: Path, future: Future[Verdict], asked: Asked) -> Verdict:
    if future.exception() is not None:
        return _unread(path, "could not be checked: a fault of this program.", asked)
    return future.result()


def verdict_on(path: Path, asked: Asked) -> Verdict:
    """Return what is found in the file at `path`."""
    if _is_folder(path) and path.suffix.lower() != ".mou":
        name = path.name or path
        return _unread(path, f"There is no .mou file in the folder “{name}”.", asked)
    try:
        project = project_file.load(path)
        part = find_part(project.document, asked.part).key if asked.part else ""
    except MouError as error:
        return _unread(path, " ".join(str(error).split()), asked)
    found = tuple(
        finding
        for finding in findings_of(project, final=asked.final)
        if not part or finding.place.document in {part, ""}
    )
    counts = [sum(f.severity == each for f in found) for each in ("must", "should", "note")]
    if asked.as_json:
        printed = describing.as_json(describing.checked(project.document, path, found))
    else:
        printed = describing.report(project.document, path, found)
    must, should, note = counts
    return Verdict(str(path), must, should, note, printed)


def _unread(path: Path, why: str, asked: Asked) -> Verdict:
    printed = describing.as_json({"file": str(path), "error": why}) if asked.as_json else ""
    return Verdict(
        str(path), printed=printed, error=why if path.name in why else f"{path.name}: {why}"
    )


def _summary(verdicts: Sequence[Verdict]) -> str:
    """Return a table of all files, the least finished ones as they come."""
    width = max(len(verdict.file) for verdict in verdicts)
    lines = [f"{'file':{width}}  must  should  note  state"]
    for one in verdicts:
        state = "not read" if one.error else "open" if one.must else "complete"
        counts = (
            "   -       -     -" if one.error else f"{one.must:4}  {one.should:6}  {one.note:4}"
        )
        lines.append(f"{one.file:{width}}  {counts}  {state}")
    ready = sum(not one.error and not one.must for one in verdicts)
    unread = sum(bool(one.error) for one in verdicts)
    files = describing.count(len(verdicts), "file")
    lines.append(f"{files}: {ready} complete, {unread} not read.")
    return "\n".join(lines) + "\n"
