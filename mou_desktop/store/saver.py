"""Puts bytes on the disk whole, or leaves what was there.

The order is: a new file beside the old one, written, synced, read back and compared; then the
name changes hands; then the folder is synced. A reader sees the old bytes or the new ones. The
algorithm and what was tried of it: `docs/file-format.md` and `docs/reliability.md`.

A hard link cannot be kept this way: the file's other names go on naming the old bytes.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mou_desktop.errors import ChangedOnDisk, FolderClosed, InUse, MouError, NotSaved
from mou_desktop.store.disk import SYSTEM, Disk
from mou_desktop.store.reading import holds, same_from_here

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ANYTHING = "anything"
NOTHING = ""
SCRATCH = re.compile(r"\.~(?P<name>.+)\.[0-9a-f]{8}\.tmp", re.DOTALL)

_SHARING = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_WAITS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8)  # seconds
_AWAY = (
    "“{folder}” cannot be reached now. Connect its disk or its network again, or save a copy in "
    "another place."
)
_WHY = {
    errno.ENOSPC: "There is not enough space on the disk to save “{name}”. Free some space, or "
    "save a copy in another place.",
    errno.EDQUOT: "Your storage quota is used up, so “{name}” cannot be saved. Free some space, or "
    "save a copy in another place.",
    errno.EFBIG: "The disk takes no file of this size, so “{name}” cannot be saved. Save a copy in "
    "another place.",
    errno.EROFS: "“{folder}” can only be read. Save a copy in another place.",
    errno.EACCES: "The folder “{folder}” does not allow new files. Save a copy in another place.",
    errno.EPERM: "The folder “{folder}” does not allow new files. Save a copy in another place.",
    errno.ENOENT: "The folder “{folder}” is not there now. Save a copy in another place.",
    errno.ENOTDIR: "“{folder}” is not a folder. Save a copy in another place.",
    errno.ENAMETOOLONG: "The name “{name}” is too long for this disk. Use a shorter one.",
    **dict.fromkeys(
        (errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.ENETDOWN,
         errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH),
        _AWAY,
    ),
}  # fmt: skip
# What Windows means by errors that Python tells as one of another kind.
_WINDOWS = {
    19: errno.EROFS,  # write protected
    39: errno.ENOSPC, 112: errno.ENOSPC,
    206: errno.ENAMETOOLONG,
    1295: errno.EDQUOT,
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1231, 1232), errno.ENODEV),  # not there now
}  # fmt: skip
_HELD = (
    "Another program is using “{name}”: Word, perhaps, or one that syncs or looks for viruses. "
    "Close it there, or save under another name."
)
_CLOSED = (
    "The folder “{folder}” does not allow new files, so “{name}” cannot be replaced safely. Save a "
    "copy in another place."
)
_READ_ONLY = "“{name}” is marked as one that may only be read. Save a copy in another place."
_ELSE = "“{name}” could not be written safely to the disk. Save a copy in another place."
_BROKEN = (
    "Writing “{name}” stopped on the way, and the file may be damaged. All of your work stands in "
    "“{safe}”: keep that file."
)
UNCHANGED = " What was there before is unchanged."


def write(
    path: Path, data: bytes, *, expected: str | bytes = ANYTHING, disk: Disk = SYSTEM
) -> None:
    """Put `data` at `path`: afterwards the file is the old one or the new one, never a part.

    Args:
        path: where; a link is followed, so that it stays a link.
        data: the whole file.
        expected: what stands there now, as bytes or as their SHA-256; `NOTHING` where no file may
            stand there, `ANYTHING` where it does not matter.
        disk: what carries it out.

    Raises:
        ChangedOnDisk: what stands there is not what is expected; nothing was written.
        InUse: another program holds what stands there; nothing was written.
        FolderClosed: the file may be written to and its folder takes no new one beside it.
        NotSaved: it could not be written; what stood there still does.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise NotSaved(f"“{path.name}” is a folder. Give the name of a file.")
        _write(target, data, expected, disk)
    except ValueError as error:
        raise NotSaved("The name of the file holds a character that no file can have.") from error
    except OSError as error:
        raise NotSaved(_why(error, path) + UNCHANGED) from error


def write_in_place(
    path: Path, data: bytes, *, safe: Path, expected: str | bytes = ANYTHING, disk: Disk = SYSTEM
) -> None:
    """Put `data` into the file at `path` itself, where no new file can stand beside it.

    A kill on the way leaves a file that is neither the old nor the new one. So this is done only
    when the user asked for it, and `safe`, a place on the local disk, holds all of `data` first.
    It stays there; whoever asked drops it.

    Raises:
        ChangedOnDisk: what stands there is not what is expected; nothing was written.
        NotSaved: it could not be written. The text says whether the file may be damaged.
    """
    try:
        target = Path(os.path.realpath(path))
        _guard(target, expected, disk)
        write(safe, data, disk=disk)
        handle = _patiently(disk, lambda: disk.open(target, os.O_RDWR))
    except PermissionError as error:
        words = _HELD if _is_held(error) else _READ_ONLY
        raise NotSaved(words.format(name=path.name) + UNCHANGED) from error
    except OSError as error:
        raise NotSaved(_why(error, path) + UNCHANGED) from error
    try:
        try:
            _fill(handle, data, disk)
            os.ftruncate(handle, len(data))
            disk.sync(handle)
            _compare(handle, data, disk)
        finally:
            os.close(handle)
    except OSError as error:
        raise NotSaved(_BROKEN.format(name=path.name, safe=safe)) from error


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal, as `expected` takes it."""
    return hashlib.sha256(data).hexdigest()


def is_read_only(path: Path) -> bool:
    """Return whether the file at `path` is there and may only be read."""
    return os.path.exists(path) and not os.access(path, os.W_OK)  # noqa: PTH110  # never raises


def put_new(path: Path, data: bytes, disk: Disk = SYSTEM) -> None:
    """Put `data` into a file that is not there yet, synced, read back and compared.

    For what is to be seen only later, under another name; a fault leaves what was written.

    Raises:
        OSError: it could not be written.
    """
    _write_new(path, data, path, disk)


def rename(path: Path, target: Path, disk: Disk = SYSTEM) -> None:
    """Give what is at `path` the name `target`; on Windows, wait while a program holds it.

    Raises:
        OSError: it keeps its name.
    """
    _patiently(disk, lambda: disk.replace(path, target))


def sync_folder(folder: Path, disk: Disk = SYSTEM) -> None:
    """Make the names in a folder last, where its disk offers this."""
    _sync_folder(folder, disk)


def is_held(error: OSError) -> bool:
    """Return whether this is how Windows says that another program holds a file."""
    return _is_held(error)


def code_of(error: OSError) -> int:
    """Return what kind of fault it is, whichever way the system tells it."""
    return _WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)


def _why(error: OSError, path: Path) -> str:
    words = _WHY.get(code_of(error), _ELSE)
    return words.format(name=path.name, folder=path.parent.name or path.parent)


def _number(error: OSError) -> int:
    """Return the number by which Windows knows an error; 0 elsewhere."""
    return getattr(error, "winerror", None) or 0


def _write(target: Path, data: bytes, expected: str | bytes, disk: Disk) -> None:
    _look(target, expected)
    if is_read_only(target):
        raise NotSaved(_READ_ONLY.format(name=target.name) + UNCHANGED)
    scratch = target.with_name(f".~{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        _write_new(scratch, data, target, disk)
        _guard(target, expected, disk)
        if expected == NOTHING:
            _take_name(scratch, target, disk)
        else:
            _replace(scratch, target, disk)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(scratch)
        raise
    _sync_folder(target.parent, disk)


def _look(target: Path, expected: str | bytes) -> None:
    """Refuse before anything is written where a look at the name is enough."""
    there = target.exists()
    if expected == NOTHING and there:
        raise ChangedOnDisk(f"“{target.name}” is there already. Choose another name.")
    if expected in (ANYTHING, NOTHING) or there:
        return
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "the folder is not there")
    raise ChangedOnDisk(f"“{target.name}” is gone from its folder. Save it under another name.")


def _guard(target: Path, expected: str | bytes, disk: Disk) -> None:
    """Refuse to replace bytes that nobody here has read: all of them are looked at."""
    _look(target, expected)
    if expected in (ANYTHING, NOTHING):
        return
    try:
        same = _patiently(disk, lambda: holds(target, expected))
    except MouError as error:
        # Replacing what cannot be read would be replacing it unread.
        raise NotSaved(f"{error}{UNCHANGED}") from error
    if not same:
        raise _changed(target)


def _changed(target: Path) -> ChangedOnDisk:
    return ChangedOnDisk(
        f"“{target.name}” was changed by somebody else meanwhile. Open it again, or save under "
        "another name."
    )


def _write_new(scratch: Path, data: bytes, target: Path, disk: Disk) -> None:
    try:
        handle = disk.open(scratch, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except OSError as error:
        closed = error.errno in {errno.EACCES, errno.EPERM} and _number(error) in {0, 5}
        if closed and target.exists() and os.access(target, os.W_OK):
            words = _CLOSED.format(name=target.name, folder=target.parent.name or target.parent)
            raise FolderClosed(words + UNCHANGED) from error
        raise
    try:
        _take_after(handle, target)
        _fill(handle, data, disk)
        disk.sync(handle)
        _compare(handle, data, disk)
    finally:
        os.close(handle)


def _take_after(handle: int, target: Path) -> None:
    """Give the new file the group and the permissions of the old one: colleagues keep access."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return
    if sys.platform != "win32":
        mode, new = stat.S_IMODE(old.st_mode), os.fstat(handle)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with contextlib.suppress(OSError):  # only root may give a file away
                os.fchown(handle, old.st_uid, old.st_gid)
            with contextlib.suppress(OSError):
                os.fchown(handle, -1, old.st_gid)
            if os.fstat(handle).st_gid != old.st_gid:
                # Another group gets no more than everybody had.
                mode &= ~0o2070 | (mode & 0o007) << 3
        os.fchmod(handle, mode)


def _fill(handle: int, data: bytes, disk: Disk) -> None:
    left = memoryview(data)
    while left:
        count = disk.write(handle, left)
        if not count:
            raise OSError(errno.EIO, "nothing was written")
        left = left[count:]


def _compare(handle: int, data: bytes, disk: Disk) -> None:
    """Read back what was written."""
    os.lseek(handle, 0, os.SEEK_SET)
    if not same_from_here(handle, data, disk.read):
        raise OSError(errno.EIO, "what was written reads back differently")


def _patiently(disk: Disk, action: Callable[[], T]) -> T:
    """Return what `action` does; wait while another program holds the file on Windows."""
    for wait in (*_WAITS, None):
        try:
            return action()
        except (OSError, MouError) as error:
            if wait is None or not _is_held(error):
                raise
            disk.wait(wait)
    raise AssertionError("the last try returns or raises")


def _is_held(error: BaseException) -> bool:
    """Return whether this is how Windows says that another program holds the file."""
    cause = error if isinstance(error, OSError) else error.__cause__
    if not isinstance(cause, PermissionError):
        return False
    winerror = getattr(cause, "winerror", None)
    return winerror in _SHARING or (os.name == "nt" and winerror is None)


def _replace(scratch: Path, target: Path, disk: Disk) -> None:
    """Give the name to the new file."""
    try:
        _patiently(disk, lambda: disk.replace(scratch, target))
    except PermissionError as error:
        if not _is_held(error):
            raise
        raise InUse(_HELD.format(name=target.name) + UNCHANGED) from error


def _take_name(scratch: Path, target: Path, disk: Disk) -> None:
    """Give a name that nobody has to the new file, without replacing one that came meanwhile."""
    try:
        disk.link(scratch, target)
    except FileExistsError as error:
        raise ChangedOnDisk(f"“{target.name}” is there already. Choose another name.") from error
    except OSError:  # a disk without hard links
        _replace(scratch, target, disk)
    else:
        with contextlib.suppress(OSError):  # the file has its name; a second one is only litter
            _patiently(disk, lambda: disk.unlink(scratch))


def _sync_folder(folder: Path, disk: Disk) -> None:
    """Make the new name last. Nothing is lost where a disk does not offer this."""
    with contextlib.suppress(OSError):
        handle = disk.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
