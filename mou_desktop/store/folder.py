"""Puts a folder of files on the disk whole, or not at all.

The files are written into a folder beside it whose name begins with a dot, each synced and read
back; then that folder takes the name. Whoever looks sees nothing, or everything. A folder that is
there is replaced only when asked for, and only where each file in it is known byte for byte, since
somebody may have worked in it. It stands aside until the new one has its name, and comes back where
that fails.

What a kill leaves behind is put right when the next folder is written in the same place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mou_desktop import messages
from mou_desktop.errors import ChangedOnDisk, InUse, NotSaved
from mou_desktop.store import neighbours, saver
from mou_desktop.store.disk import SYSTEM, Disk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SCRATCH: Final = re.compile(r"\.~(?P<name>.+)\.[0-9a-f]{8}\.(?P<kind>tmp|old)", re.DOTALL)
STALE: Final = 600  # seconds, after which nobody can still be writing a folder

_LITTER: Final = {".ds_store", "thumbs.db", "desktop.ini"}  # what systems put into folders unasked
_WHY: Final = {
    errno.ENOSPC: messages.PACK_NO_SPACE,
    errno.EDQUOT: messages.PACK_NO_SPACE,
    errno.EFBIG: messages.PACK_NO_SPACE,
    errno.EACCES: messages.PACK_NO_ENTRY,
    errno.EPERM: messages.PACK_NO_ENTRY,
    errno.EROFS: messages.PACK_NO_ENTRY,
    errno.ENAMETOOLONG: messages.PACK_TOO_LONG,
    errno.ENOENT: messages.PACK_NO_FOLDER,
    errno.ENOTDIR: messages.PACK_NO_FOLDER,
    **dict.fromkeys(
        (errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN,
         errno.ETIMEDOUT, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH),
        messages.PACK_AWAY,
    ),
}  # fmt: skip


def write_folder(
    path: Path,
    files: Mapping[str, bytes],
    *,
    over: Collection[str] | None = None,
    disk: Disk = SYSTEM,
) -> None:
    """Put `files`, by their names, into a new folder at `path`.

    Args:
        path: where; nothing may have that name.
        files: what the folder is to hold.
        over: the SHA-256 of all that a folder there may hold to be replaced; None: it may not be.
        disk: what carries it out.

    Raises:
        ChangedOnDisk: something has that name that may not be replaced.
        InUse: another program has a file open in the folder that is to be replaced.
        NotSaved: it could not be written. In each case what stood there still does.
    """
    try:
        path = Path(os.path.abspath(path))  # noqa: PTH100  # a link in it is followed as it is used
        sweep(path.parent, disk)
        _refuse_taken(path, over)
        _write(path, files, disk, over)
    except ValueError as error:
        raise NotSaved(messages.PACK_NOT_WRITTEN.format(name=path.name)) from error
    except OSError as error:
        if saver.is_held(error):
            raise InUse(messages.PACK_HELD.format(name=path.name)) from error
        words = _WHY.get(saver.code_of(error), messages.PACK_NOT_WRITTEN)
        if words == messages.PACK_NO_FOLDER and path.parent.is_dir():
            words = messages.PACK_NO_ENTRY  # it takes nothing, as /proc does
        folder = path.parent.name or path.parent
        raise NotSaved(words.format(name=path.name, folder=folder)) from error


def sweep(folder: Path, disk: Disk = SYSTEM) -> None:
    """Put right in `folder` what writing left behind when it was killed; a fault is left alone.

    A folder that stood aside gets its name back. One that was never finished goes, once nobody can
    still be writing it; so does one whose place was taken by its successor.
    """
    with contextlib.suppress(OSError):
        for one in sorted(folder.iterdir()):
            found = SCRATCH.fullmatch(one.name)
            if found is None or not stat.S_ISDIR(one.lstat().st_mode):
                continue
            home = one.with_name(found["name"])
            with contextlib.suppress(OSError):
                if found["kind"] == "old" and not os.path.lexists(home):
                    saver.rename(one, home, disk)
                elif found["kind"] == "old" or time.time() - one.lstat().st_mtime > STALE:
                    _remove(one, disk)


def _refuse_taken(path: Path, over: Collection[str] | None) -> None:
    """Refuse a name that something has, but for a folder of files that are all known."""
    if neighbours.is_ours(path):
        raise NotSaved(messages.PACK_IS_OURS.format(name=path.name))
    if not os.path.lexists(path):
        return
    if over is None or not path.is_dir() or path.is_symlink():
        raise ChangedOnDisk(messages.PACK_THERE.format(name=path.name))
    there = list(path.iterdir())
    if any(neighbours.is_held(one) for one in there):
        raise InUse(messages.PACK_HELD.format(name=path.name))
    for one in there:
        litter = one.name.casefold() in _LITTER
        if not _is_plain(one) or not (litter or saver.sha256_of(one.read_bytes()) in over):
            raise ChangedOnDisk(messages.PACK_TAKEN.format(name=path.name))


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _write(
    path: Path, files: Mapping[str, bytes], disk: Disk, over: Collection[str] | None
) -> None:
    scratch = _beside(path, "tmp")
    disk.make_folder(scratch)
    try:
        for name, data in files.items():
            saver.put_new(scratch / name, data, disk)
        saver.sync_folder(scratch, disk)
        _refuse_taken(path, over)  # once more: it may have come meanwhile
        if os.path.lexists(path):
            _take_place(path, scratch, disk)
        else:
            saver.rename(scratch, path, disk)
    except BaseException:
        with contextlib.suppress(OSError):
            _remove(scratch, disk)
        raise
    saver.sync_folder(path.parent, disk)


def _take_place(path: Path, scratch: Path, disk: Disk) -> None:
    """Let the folder at `path` stand aside for the new one, and go once that has its name."""
    aside = _beside(path, "old")
    saver.rename(path, aside, disk)
    try:
        saver.rename(scratch, path, disk)
    except BaseException:
        saver.rename(aside, path, disk)
        raise
    with contextlib.suppress(OSError):  # the new one stands; the old one is only litter
        _remove(aside, disk)


def _beside(path: Path, kind: str) -> Path:
    return path.with_name(f".~{path.name}.{secrets.token_hex(4)}.{kind}")


def _remove(folder: Path, disk: Disk) -> None:
    """Remove a folder of plain files; one with anything else in it stays."""
    there = list(folder.iterdir())
    if all(_is_plain(one) for one in there):
        for one in there:
            disk.unlink(one)
        disk.remove_folder(folder)
