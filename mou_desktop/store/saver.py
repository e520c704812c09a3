"""Puts bytes on the disk whole, or leaves what was there.

The order is: a new file beside the old one, written, synced, read back and compared; then the
name changes hands; then the folder is synced. A reader sees the old bytes or the new ones. The
algorithm and what was tried of it: `docs/file-format.md`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import time
from pathlib import Path

from mou_desktop.errors import ChangedOnDisk, InUse, NotSaved
from mou_desktop.store.reading import read_file

ANYTHING = "anything"
NOTHING = ""

_SHARING = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_WAITS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8)  # seconds
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
}
_HELD = (
    "Another program is using “{name}”: Word, perhaps, or one that syncs or looks for viruses. "
    "Close it there, or save under another name."
)
_ELSE = "“{name}” could not be written safely to the disk. Save a copy in another place."
UNCHANGED = " What was there before is unchanged."


def write(path: Path, data: bytes, *, expected: str = ANYTHING) -> None:
    """Put `data` at `path`: afterwards the file is the old one or the new one, never a part.

    Args:
        path: where; a link is followed, so that it stays a link.
        data: the whole file.
        expected: the SHA-256 of what stands there now; `NOTHING` where no file may stand there,
            `ANYTHING` where it does not matter.

    Raises:
        ChangedOnDisk: what stands there is not what is expected; nothing was written.
        InUse: another program holds what stands there; nothing was written.
        NotSaved: it could not be written; what stood there still does.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise NotSaved(f"“{path.name}” is a folder. Give the name of a file.")
        _write(target, data, expected)
    except ValueError as error:
        raise NotSaved("The name of the file holds a character that no file can have.") from error
    except OSError as error:
        why = _WHY.get(error.errno or 0, _ELSE)
        words = why.format(name=path.name, folder=path.parent.name or path.parent)
        raise NotSaved(words + UNCHANGED) from error


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal, as `expected` takes it."""
    return hashlib.sha256(data).hexdigest()


def _write(target: Path, data: bytes, expected: str) -> None:
    _guard(target, expected)
    scratch = target.with_name(f".~{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        _write_new(scratch, data, _mode_of(target))
        _guard(target, expected)
        if expected == NOTHING:
            _take_name(scratch, target)
        else:
            _replace(scratch, target)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink()
        raise
    _sync_folder(target.parent)


def _guard(target: Path, expected: str) -> None:
    """Refuse to replace bytes that nobody here has read."""
    if expected == ANYTHING:
        return
    there = target.exists()
    if expected == NOTHING and there:
        raise ChangedOnDisk(f"“{target.name}” is there already. Choose another name.")
    if expected == NOTHING:
        return
    if not there:
        raise ChangedOnDisk(f"“{target.name}” is gone from its folder. Save it under another name.")
    if sha256_of(read_file(target, limit=1 << 31)) != expected:
        raise ChangedOnDisk(
            f"“{target.name}” was changed by somebody else meanwhile. Open it again, or save under "
            "another name."
        )


def _mode_of(target: Path) -> int | None:
    """Return the permissions that the file there has, so that a colleague keeps access."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _write_new(scratch: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(scratch, flags, 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
        os.lseek(handle, 0, os.SEEK_SET)
        back = hashlib.sha256()
        while block := os.read(handle, 1 << 20):
            back.update(block)
    finally:
        os.close(handle)
    if back.hexdigest() != sha256_of(data):
        raise OSError(errno.EIO, "what was written reads back differently")


def _replace(scratch: Path, target: Path) -> None:
    """Give the name to the new file; wait while another program holds the old one on Windows."""
    for wait in (*_WAITS, None):
        try:
            scratch.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _SHARING:
                raise
            if wait is None:
                raise InUse(_HELD.format(name=target.name) + UNCHANGED) from error
            time.sleep(wait)
        else:
            return


def _take_name(scratch: Path, target: Path) -> None:
    """Give a name that nobody has to the new file, without replacing one that came meanwhile."""
    try:
        os.link(scratch, target)
    except FileExistsError as error:
        raise ChangedOnDisk(f"“{target.name}” is there already. Choose another name.") from error
    except OSError:  # a disk without hard links
        _replace(scratch, target)
    else:
        scratch.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name last. Nothing is lost where a disk does not offer this."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
