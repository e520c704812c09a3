"""Keeps a copy of work that is not saved yet, on the local disk, for the start after a crash.

A copy is a `.mou` body beside what is needed to find its way back: where the file lies, and which
bytes stood there. It is written by the same saver as every file.
"""

from __future__ import annotations

import base64
import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import MouError
from mou_desktop.store import project_file, saver
from mou_desktop.store.reading import LARGEST, read_file
from mou_desktop.store.strict_json import JsonFault, compact, decode, parse

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.store.project_file import Project


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
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MouError("Recovery copies cannot be kept: their folder cannot be made.") from error
    path = folder / f"{project.document.id}-{os.getpid()}.json"
    body = compact(project_file.to_plain(project.document, project.format))
    data = {
        "recovery": 1,
        "original": str(original or ""),
        "base": project.file,
        "parent": project.body,
        "time": now,
        "body": base64.b64encode(body).decode(),
    }
    saver.write(path, compact(data))
    return path


def forget(document_id: str, folder: Path) -> None:
    """Drop this process's copy of a document: the work is saved, or the user let it go."""
    drop(folder / f"{document_id}-{os.getpid()}.json")


def drop(path: Path) -> None:
    """Drop one copy. A disk that does not let us keeps it, and offers it again: nothing is lost."""
    with contextlib.suppress(OSError):
        path.unlink()


def kept(folder: Path) -> tuple[list[Copy], list[Path]]:
    """Return the copies that can be read, newest first, and those that cannot."""
    found, damaged = [], []
    for path in folder.glob("*.json"):
        if _owner_runs(path):
            continue
        try:
            found.append(_copy(path, parse(decode(read_file(path, 2 * LARGEST))[0])))
        except (MouError, JsonFault, KeyError, TypeError, ValueError):
            damaged.append(path)
    return sorted(found, key=lambda copy: copy.time, reverse=True), damaged


def _copy(path: Path, raw: dict[str, Any]) -> Copy:
    project = project_file.loads(base64.b64decode(raw["body"], validate=True))
    document = project.document
    kept_project = project_file.Project(
        document=document, body=str(raw["parent"]), file=str(raw["base"]), format=project.format
    )
    return Copy(
        path=path, original=str(raw["original"]), time=str(raw["time"]), project=kept_project
    )


def _owner_runs(path: Path) -> bool:
    """Return whether the process that keeps this copy is still at work."""
    pid = path.stem.rpartition("-")[2]
    if not pid.isdecimal() or int(pid) == os.getpid():
        return pid.isdecimal()
    if not hasattr(os, "kill") or os.name == "nt":
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
