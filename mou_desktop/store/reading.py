"""Reads a file whole, within a limit of size, and never hangs on what is no plain file."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LARGEST = 20_000_000  # bytes; source: the limits of a project file
_BLOCK = 1 << 16  # bytes compared at once: memory that is used again costs less than new memory

_WHY = {
    errno.ENOENT: "There is no file “{name}”. Check the name and the folder.",
    errno.EACCES: "You do not have permission to open “{name}”. Ask its owner, or copy it.",
    errno.EPERM: "You do not have permission to open “{name}”. Ask its owner, or copy it.",
    errno.ELOOP: "“{name}” is a link that leads round in a circle. Open the file itself.",
    errno.ENAMETOOLONG: "The name “{name}” is too long for this disk. Use a shorter one.",
    errno.ENOTDIR: "There is no file “{name}”. Check the name and the folder.",
}


def read_file(path: Path, limit: int = LARGEST) -> bytes:
    """Return the bytes of the plain file at `path`, read once.

    Raises:
        MouError: there is no such file, it is not a plain file, it may not be read, or it holds
            more than `limit` bytes. Nothing is read of a file that is too large.
    """
    with _opened(path) as (handle, size):
        if size > limit:
            raise _too_large(path, size, limit)
        data = _all_of(handle, size, limit)
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    return data


def holds(path: Path, expected: str | bytes) -> bool:
    """Return whether the plain file at `path` is `expected`, its bytes or their SHA-256.

    All of it is read, block by block, unless its size tells them apart.

    Raises:
        MouError: there is no such file, it is not a plain file, or it may not be read.
    """
    with _opened(path) as (handle, size):
        if isinstance(expected, bytes):
            return size == len(expected) and same_from_here(handle, expected, os.read)
        found = hashlib.sha256()
        while block := os.read(handle, _BLOCK):
            found.update(block)
        return found.hexdigest() == expected


def same_from_here(handle: int, data: bytes, read: Callable[[int, int], bytes]) -> bool:
    """Return whether what is left to read is `data`, and nothing more."""
    at = 0
    while block := read(handle, _BLOCK):
        if block != data[at : at + len(block)]:
            return False
        at += len(block)
    return at == len(data)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[int, int]]:
    """Open the plain file at `path`; give its handle and its size."""
    name = path.name or str(path)
    try:
        # Without waiting: opening a pipe that nobody writes to would hang.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except ValueError as error:
        raise MouError("The name of the file holds a character that no file can have.") from error
    except OSError as error:
        if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir would raise what open just raised
            raise MouError(f"“{name}” is a folder, not a file. Choose a file in it.") from error
        why = _WHY.get(error.errno or 0, "“{name}” cannot be read now. Copy it to this computer.")
        raise MouError(why.format(name=name)) from error
    try:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise MouError(f"“{name}” is a folder, not a file. Choose a file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise MouError(f"“{name}” is a device or a pipe, not a file. Choose a file.")
        yield handle, about.st_size
    except OSError as error:
        raise MouError(f"“{name}” cannot be read now. Copy it to this computer.") from error
    finally:
        os.close(handle)


def _all_of(handle: int, size: int, limit: int) -> bytes:
    """Return what can be read, which may have grown since its size was asked; a little too much."""
    parts, left = [], limit + 1
    while left > 0 and (part := os.read(handle, min(left, size + 1))):
        parts.append(part)
        left -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(path: Path, size: int, limit: int) -> MouError:
    return MouError(
        f"“{path.name or path}” has {size / 1e6:,.0f} MB. A file of this kind has at most "
        f"{limit / 1e6:,.0f} MB, so this is something else."
    )
