"""What stands beside a file: its owner's mark, other copies of it, and names that are free.

It looks and writes nothing. A program that has a file open may let it be replaced all the same and
then save over it, so its mark counts and not only a refusal by the system.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from mou_desktop.locate import data_folder

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 400  # bytes
_ID = re.compile(rb'\s*\{\s*"mou":\s*"[0-9.]+",\s*"id":\s*"(?P<id>[^"\\]{1,100})"')


def is_held(path: Path) -> bool:
    """Return whether a program says beside the file that it has it open: Word, or LibreOffice."""
    name = path.name
    owners = {f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"}
    return _exists(path) and any(_exists(path.with_name(owner)) for owner in owners)


def conflict_copies(path: Path, document_id: str) -> list[Path]:
    """Return other files beside `path` that hold the same agreement, as sync programs leave them.

    `Acton-LAPTOP7.mou`, `Acton (1).mou` and `Acton (conflicted copy 2026-11-24).mou` are looked
    into beside `Acton.mou`, and it beside them; of each only the first lines are read.
    """
    mine = path.stem.casefold()
    found = []
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            stem, dot, suffix = entry.name.casefold().rpartition(".")
            kin = dot and suffix == "mou" and (stem.startswith(mine) or mine.startswith(stem))
            if kin and stem and entry.name != path.name and entry.is_file():
                found.append(path.with_name(entry.name))
    return sorted(one for one in found if document_id and _id_in(one) == document_id)


def _id_in(path: Path) -> str:
    """Return the id of the agreement in a file, from the first lines of it; empty: there is none.

    The keys of a file stand in one order, the id second.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    match = _ID.match(head)
    return match["id"].decode(errors="replace") if match else ""


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
