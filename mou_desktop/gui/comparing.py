"""The work behind the windows that compare and merge: values in, values out, for a worker.

It finds what differs, what both copies were made of, and what a merge of them is. It shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mou_desktop.differences import by_section, differences, in_order
from mou_desktop.errors import MouError
from mou_desktop.merge import Merged, merge
from mou_desktop.outline import outline, plain_text
from mou_desktop.store import project_file, versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mou_desktop.model import Document
    from mou_desktop.model.told import Difference
    from mou_desktop.store.project_file import Project

    Sections = Sequence[tuple[str, Sequence[Difference]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, by section; `sentence` says why two documents cannot be compared."""

    sections: Sections
    sentence: str = ""

    @property
    def count(self) -> int:
        """How much differs."""
        return sum(len(found) for _, found in self.sections)


def compared(before: Document, after: Document) -> Compared:
    """Return what differs between two documents, or why that cannot be said."""
    try:
        return Compared(by_section(after, differences(before, after)))
    except MouError as error:
        return Compared((), str(error))


def text_of(document: Document) -> str:
    """Return all documents of an agreement as plain text."""
    keys = [one.key for one in document.edition.documents]
    return "\n\n".join(plain_text(outline(document, key)) for key in keys)


def merged(mine: Project, theirs: Project, known: Path, base: Project | None = None) -> Merged:
    """Return two copies as one, three ways where what both were made of can be found.

    Args:
        mine: the agreement as it stands here, changes included.
        theirs: the other copy.
        known: the folder of earlier versions.
        base: what both were made of, where that is at hand.

    Raises:
        MouError: they are no copies of one agreement on one text.
    """
    ground = base.document if base is not None else _ground(mine, theirs, known)
    return merge(ground, _with_itself(mine), _with_itself(theirs))


def in_sections(merged_: Merged, side: str) -> Sections:
    """Return what one side alone had changed, by section."""
    document = merged_.document
    found = [one.difference for one in merged_.taken if one.side == side]
    return by_section(document, in_order(document, found))


def _ground(mine: Project, theirs: Project, known: Path) -> Document | None:
    if theirs.body and theirs.body in (mine.body, *mine.document.parents):
        return theirs.document  # mine was made of it
    if mine.data and mine.body and mine.body in (theirs.body, *theirs.document.parents):
        return project_file.loads(mine.data).document  # theirs was made of what is open here
    found = versions.ancestor(mine, theirs, known)
    if found is None:
        return None
    try:
        return versions.read(found).document
    except MouError:  # without it they are merged two ways, and that is said
        return None


def _with_itself(project: Project) -> Document:
    """Return the document with its own body at the end of its line of descent."""
    document = project.document
    if not project.body:
        return document
    line = (*(one for one in document.parents if one != project.body), project.body)
    return replace(document, parents=line)
