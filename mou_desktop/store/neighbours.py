"""What stands beside a file that is to be written: its owner's mark, and names that are free.

It looks and writes nothing. A program that has a file open may let it be replaced all the same and
then save over it, so its mark counts and not only a refusal by the system.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mou_desktop.locate import data_folder

if TYPE_CHECKING:
    from pathlib import Path


def is_held(path: Path) -> bool:
    """Return whether a program says beside the file that it has it open: Word, or LibreOffice."""
    name = path.name
    owners = {f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"}
    return _exists(path) and any(_exists(path.with_name(owner)) for owner in owners)


def free_name(path: Path) -> Path:
    """Return a name beside `path` that nothing has: the same with a number behind it."""
    number = 2
    while _exists(found := path.with_stem(f"{path.stem} {number}")):
        number += 1
    return found


def is_there(path: Path) -> bool:
    """Return whether anything has the name `path`, a link that leads nowhere too."""
    return _exists(path)


def free_folder(path: Path) -> Path:
    """Return `path`, or where something has that name, the same with a number behind it."""
    found, number = path, 2
    while _exists(found):
        found, number = path.with_name(f"{path.name} {number}"), number + 1
    return found


def is_ours(path: Path) -> bool:
    """Return whether `path` lies among the files that belong to this program."""
    here = os.path.realpath(path)
    folders = (os.path.realpath(data_folder(name)) for name in ("resources", "schemas"))
    return any(here.startswith(folder + os.sep) for folder in folders)


def _exists(path: Path) -> bool:
    # Path.exists would raise where the name is too long or its folder may not be entered.
    return os.path.lexists(path)
