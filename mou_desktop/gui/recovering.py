"""Says of work that was kept how it stands to its file, and what differs, for the start page.

Both are read and compared in a worker, since a file may lie on a share that is slow to answer. A
copy that its file holds whole is dropped: nothing in it would be lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError
from mou_desktop.gui import words
from mou_desktop.gui.comparing import compared
from mou_desktop.store import project_file, recovery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.gui.comparing import Compared
    from mou_desktop.store.recovery import Copy, Standing


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one copy."""

    copy: Copy
    standing: Standing
    sentence: str


def told_of(copies: Sequence[Copy]) -> list[Told]:
    """Return what is told of each copy that holds anything its file does not."""
    found = []
    for copy in copies:
        standing = recovery.standing(copy)
        if standing == "same":
            recovery.drop(copy.path)
        else:
            sentence = f"{words.RECOVER_STANDING[standing]} {_differs(copy)}".strip()
            found.append(Told(copy, standing, sentence))
    return found


def _differs(copy: Copy) -> str:
    """Return what differs from the file as it is now; empty where that cannot be said."""
    if not copy.original:
        return ""
    try:
        there = project_file.load(Path(copy.original)).document
    except MouError:
        return ""
    found: Compared = compared(there, copy.project.document)
    if not found.count:
        return ""
    first = next(one for _, each in found.sections for one in each)
    return words.RECOVER_FIRST.format(
        count=words.number_of(found.count, words.RECOVER_DIFFERS), label=first.label
    )
