"""What this computer keeps of an agreement, as one list: earlier versions, and recovery copies.

Both are found by the identity of an agreement, or by the file it lay in, where that file cannot be
read any more. A recovery copy that a running program still keeps is no one's to take.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mou_desktop.errors import MouError
from mou_desktop.store import project_file, recovery, reviews, versions
from mou_desktop.store.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mou_desktop.store.project_file import Project
    from mou_desktop.store.recovery import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing that is kept.

    Attributes:
        kind: an earlier saved version, or work that was not saved.
        path: where it lies.
        time: when it was saved or kept, UTC.
        size: its bytes.
        original: the file that it belongs to, empty where that is not known.
        document: a name for its agreement: the id, where that is a usual one.
        project: what it holds, where that was read already.
    """

    kind: Literal["version", "recovery"]
    path: Path
    time: str
    size: int
    original: str
    document: str
    project: Project | None = None


@dataclass(frozen=True, slots=True)
class Shelves:
    """The folders in which things are kept; `reviews` holds what came back from counsel."""

    versions: Path
    recovery: Path
    reviews: Path | None = None

    def of_document(self, document_id: str) -> list[Kept]:
        """Return what is kept of one agreement, newest first."""
        own = name_of(document_id)
        copies = [one for one in self._copies() if one.document == own]
        return _sorted([*self._versions(document_id), *copies])

    def of_file(self, path: Path) -> list[Kept]:
        """Return what is kept of the agreements that lay at `path`, newest first.

        A version knows where it came from; the others of its agreement come with it.
        """
        found = self.everything()
        lay_there = {one.document for one in found if one.original == str(path)}
        return [one for one in found if one.document in lay_there]

    def everything(self) -> list[Kept]:
        """Return all that is kept of all agreements, newest first."""
        found = self._copies()
        with contextlib.suppress(OSError):
            for folder in self.versions.iterdir():
                found += self._versions(folder.name)
        return _sorted(found)

    def delete_all(self, document: str) -> None:
        """Delete all that is kept of one agreement, but for work that is under way now.

        Raises:
            MouError: some of it is still there.
        """
        for one in self._copies():
            if one.document == name_of(document):
                recovery.drop(one.path)
        if self.reviews is not None:
            reviews.forget(self.reviews, document)
        versions.delete_all(document, self.versions)

    def _versions(self, document_id: str) -> list[Kept]:
        return [
            Kept(
                kind="version",
                path=one.path,
                time=one.time,
                size=one.size,
                original=one.original,
                document=name_of(document_id),
            )
            for one in versions.kept(document_id, self.versions)
        ]

    def _copies(self) -> list[Kept]:
        found = []
        for one in recovery.kept(self.recovery)[0]:
            with contextlib.suppress(OSError):
                found.append(_of_copy(one))
        return found


def read(kept: Kept) -> Project:
    """Return the agreement that is kept, as work that no file holds.

    Raises:
        MouError: it is not there any more, or is damaged.
    """
    if kept.project is not None:
        return kept.project
    try:
        return project_file.load(kept.path)
    except MouError as error:
        sentence = str(error).replace(f"“{kept.path.name}”", "This version")
        raise type(error)(sentence) from error


def as_unsaved(project: Project) -> Project:
    """Return what was read of a version as one that belongs to no file yet."""
    return replace(project, file="")


def _of_copy(one: Copy) -> Kept:
    return Kept(
        kind="recovery",
        path=one.path,
        time=one.time,
        size=one.path.stat().st_size,
        original=one.original,
        document=name_of(one.project.document.id),
        project=one.project,
    )


def _sorted(found: Iterable[Kept]) -> list[Kept]:
    return sorted(found, key=lambda one: (one.time, one.path.name), reverse=True)
