"""What a save that died leaves beside the file: a new file that never got its name.

One that is whole and newer than the file is work that somebody meant to save, so it is named and
left. Others go once they are an hour old: a younger one may belong to a save that still runs.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError
from mou_desktop.store import project_file
from mou_desktop.store.saver import SCRATCH

if TYPE_CHECKING:
    from pathlib import Path

OLD = 3600.0  # seconds


def sweep(path: Path, now: float | None = None) -> list[Path]:
    """Take away what died beside `path`; return what is worth a look: whole, and newer than it."""
    target = path.with_name(os.path.basename(os.path.realpath(path)))  # noqa: PTH119
    newer = []
    for one, changed in _left(path.parent):
        match = SCRATCH.fullmatch(one.name)
        if match is None or match["name"] != target.name[:80]:
            continue
        if changed > _changed(path) and _is_whole(one):
            newer.append(one)
        elif _is_old(changed, now):
            _drop(one)
    return newer


def sweep_folder(folder: Path, now: float | None = None) -> None:
    """Take away what died in a folder of our own, where whatever is worth keeping has a name."""
    for one, changed in _left(folder):
        if _is_old(changed, now):
            _drop(one)


def _left(folder: Path) -> list[tuple[Path, float]]:
    """Return our own scratch files in a folder, and when each was written."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if SCRATCH.fullmatch(entry.name):
                about = entry.stat(follow_symlinks=False)
                ours = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
                if ours and stat.S_ISREG(about.st_mode):
                    found.append((folder / entry.name, about.st_mtime))
    return found


def _is_old(changed: float, now: float | None) -> bool:
    return (time.time() if now is None else now) - changed > OLD


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_whole(path: Path) -> bool:
    try:
        found = project_file.load(path)
    except MouError:
        return False
    return not any(one.rule == "file.changed" for one in found.findings)


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
