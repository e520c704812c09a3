"""Reads a file whole, within a limit of size, and never hangs on what is no plain file."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 20_000_000  # bytes; source: the limits of a project file

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
        if about.st_size > limit:
            raise _too_large(name, about.st_size, limit)
        data = _all_of(handle, about.st_size, limit)
    except OSError as error:
        raise MouError(f"“{name}” cannot be read now. Copy it to this computer.") from error
    finally:
        os.close(handle)
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    return data


def _all_of(handle: int, size: int, limit: int) -> bytes:
    """Return what can be read, which may have grown since its size was asked; a little too much."""
    parts, left = [], limit + 1
    while left > 0 and (part := os.read(handle, min(left, size + 1))):
        parts.append(part)
        left -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(name: str, size: int, limit: int) -> MouError:
    return MouError(
        f"“{name}” has {size / 1e6:,.0f} MB. A file of this kind has at most "
        f"{limit / 1e6:,.0f} MB, so this is something else."
    )
