"""Keeps a copy of work that is not saved yet, on the local disk, for the start after a crash.

A copy is a `.mou` body beside what is needed to find its way back: where the file lies, and which
bytes stood there. It is written by the same saver as every file.
"""

from __future__ import annotations

import base64
import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mou_desktop.errors import MouError
from mou_desktop.store import processes, project_file, saver
from mou_desktop.store.naming import name_of
from mou_desktop.store.reading import LARGEST, read_file
from mou_desktop.store.strict_json import JsonFault, compact, decode, digest, parse

if TYPE_CHECKING:
    from mou_desktop.store.project_file import Project


Standing: TypeAlias = Literal[
    "never saved",  # there never was a file
    "gone",  # the file was moved or deleted since
    "unreadable",
    "same",  # the file holds all of it
    "newer",  # the file is as it was when the work began
    "older",  # the file was saved after this copy was made: the copy must not pass for newer
    "apart",  # the file was saved by somebody else meanwhile
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that was kept.

    Attributes:
        path: the copy itself.
        original: where the file of the user lies, empty for one that was never saved.
        time: when the copy was made, UTC, `2026-11-23T15:04:05Z`.
        project: the work in it, with the file's bytes as they were when it was opened.
    """

    path: Path
    original: str
    time: str
    project: Project


def keep(project: Project, original: Path | None, folder: Path, now: str) -> Path:
    """Keep `project` in `folder`; a later call for the same document takes the copy's place.

    Raises:
        NotSaved: the copy could not be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers are in it
    except OSError as error:
        raise MouError("Recovery copies cannot be kept: their folder cannot be made.") from error
    path = _path(project.document.id, folder)
    body = compact(project_file.to_plain(project.document, project.format))
    data = {
        "recovery": 1,
        "started": processes.own_start(),
        "original": str(original or ""),
        "base": project.file_sha256,
        "parent": project.body,
        "time": now,
        "body": base64.b64encode(body).decode(),
    }
    saver.write(path, compact({**data, "sha256": digest(data)}))
    return path


def forget(document_id: str, folder: Path) -> None:
    """Drop this process's copy of a document: the work is saved, or the user let it go."""
    drop(_path(document_id, folder))


def drop(path: Path) -> None:
    """Drop one copy. A disk that does not let us keeps it, and offers it again: nothing is lost."""
    with contextlib.suppress(OSError):
        path.unlink()


def kept(folder: Path) -> tuple[list[Copy], list[Path]]:
    """Return the copies that can be read, newest first, and those that cannot."""
    found, damaged = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            raw = parse(decode(read_file(path, 2 * LARGEST))[0])
            if _owner_runs(path, raw):
                continue
            if raw.pop("sha256") != digest(raw):
                raise ValueError(path.name)
            found.append(_copy(path, raw))
        except (MouError, JsonFault, KeyError, TypeError, ValueError, AttributeError):
            damaged.append(path)
    return sorted(found, key=lambda copy: copy.time, reverse=True), damaged


def standing(copy: Copy) -> Standing:
    """Return how a copy stands to the file that it was made from, as that is now."""
    if not copy.original:
        return "never saved"
    try:
        there = project_file.load(Path(copy.original))
    except MouError:
        return "unreadable" if os.path.lexists(copy.original) else "gone"
    mine = copy.project
    if replace(there.document, saved=mine.document.saved, parents=mine.document.parents) == (
        mine.document
    ):
        return "same"
    if there.file_sha256 == mine.file_sha256:
        return "newer"
    return "older" if there.document.saved >= copy.time else "apart"


def _copy(path: Path, raw: dict[str, Any]) -> Copy:
    project = project_file.loads(base64.b64decode(raw["body"], validate=True))
    document = project.document
    kept_project = project_file.Project(
        document=document, body=str(raw["parent"]), file=str(raw["base"]), format=project.format
    )
    return Copy(
        path=path, original=str(raw["original"]), time=str(raw["time"]), project=kept_project
    )


def _path(document_id: str, folder: Path) -> Path:
    """Return where this process keeps its copy: no process before or after it has that name."""
    mark = saver.sha256_of(processes.own_start().encode())[:8]
    return folder / f"{name_of(document_id)}-{mark}-{os.getpid()}.json"


def _owner_runs(path: Path, raw: dict[str, Any]) -> bool:
    """Return whether the process that keeps this copy is still at work: this one, or another.

    The number of a process that died is soon given to another, which keeps no copies.
    """
    pid = path.stem.rpartition("-")[2]
    return pid.isdecimal() and processes.is_running(int(pid[:9]), str(raw.get("started", "")))
