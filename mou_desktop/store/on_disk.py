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
    """The file is not there. `moved_to` is a file beside it with the very bytes, if there is one."""

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
        base: what both grew from, where that is what was read here: the ground of a merge.
    """

    theirs: Project
    base: Project | None = None

    @property
    def is_same_agreement(self) -> bool:
        """Whether theirs is a later state of this agreement, and not another one of that name."""
        return self.base is not None and self.base.document.id == self.theirs.document.id


State: TypeAlias = Same | Gone | Unreadable | Changed


def look(project: Project, path: Path) -> State:
    """Return how the file at `path` stands to `project`, which was read from it or saved to it."""
    if not os.path.lexists(path):
        return Gone(_moved(project, path), folder_gone=not os.path.isdir(path.parent))  # noqa: PTH112
    try:
        data = read_file(path)
        if data == project.data or saver.sha256_of(data) == project.file:
            return Same()
        return Changed(project_file.load(path), _base(project))
    except MouError as error:
        return Unreadable(str(error))


def _base(project: Project) -> Project | None:
    """Return what was read or saved here last, without the edits since."""
    try:
        return project_file.loads(project.data) if project.data else None
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
