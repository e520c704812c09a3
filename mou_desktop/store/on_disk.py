"""How the file of an open agreement stands on the disk now: the same, changed, moved, gone.

It compares all bytes, so that no clock and no size can deceive it, and changes nothing. What to do
about it is for the user to say: compare, keep both, take theirs, or merge from what both share.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mou_desktop.errors import MouError
from mou_desktop.store import project_file, saver
from mou_desktop.store.reading import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.store.project_file import Project


@dataclass(frozen=True, slots=True)
class Same:
    """The file is as it was read or saved, whatever its date says."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The file is not there; `moved_to` is one beside it with the very bytes, if there is any."""

    moved_to: Path | None = None
    folder_gone: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something is there and cannot be read as an agreement; `sentence` says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else saved the file.

    Attributes:
        theirs: what it holds now.
        base: what was read or saved here last, where theirs was made from that: the ground of a
            merge. Without it, `versions.ancestor` may know an older one.
        is_same_agreement: whether theirs is a state of this agreement, and not another one that was
            given its name.
    """

    theirs: Project
    base: Project | None
    is_same_agreement: bool


State: TypeAlias = Same | Gone | Unreadable | Changed


def look(project: Project, path: Path) -> State:
    """Return how the file at `path` stands to `project`, which was read from it or saved to it."""
    if not os.path.lexists(path):
        return Gone(_moved(project, path), folder_gone=not os.path.isdir(path.parent))  # noqa: PTH112
    try:
        data = read_file(path)
        if data == project.data or (project.file and saver.sha256_of(data) == project.file):
            return Same()
        theirs = project_file.load(path)
    except MouError as error:
        return Unreadable(str(error))
    same = theirs.document.id == project.document.id
    return Changed(theirs, _base(project, theirs), is_same_agreement=same)


def _base(project: Project, theirs: Project) -> Project | None:
    if not project.data or project.body not in theirs.document.parents:
        return None
    try:
        return project_file.loads(project.data)
    except MouError:
        return None


def _moved(project: Project, path: Path) -> Path | None:
    """Return the file beside `path` that has its bytes: it was given another name."""
    if not project.data:
        return None
    try:
        with os.scandir(path.parent) as entries:
            names = [
                entry.name
                for entry in entries
                if entry.name.lower().endswith(".mou")
                and entry.is_file()
                and entry.stat().st_size == len(project.data)
            ]
        found = (path.with_name(name) for name in sorted(names))
        return next((one for one in found if read_file(one) == project.data), None)
    except (OSError, MouError):
        return None
