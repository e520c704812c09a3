"""The few operations of the system that a save is made of: the one seam between it and the disk.

A test gives a disk that fails as others do: Windows, where another program holds a file; a share
that writes half; a stick that is pulled. It decides nothing and knows no words.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

if sys.platform == "darwin":
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path

BINARY: int = getattr(os, "O_BINARY", 0)


class Disk:
    """The disk as the system gives it."""

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        """Open a file and return its handle."""
        return os.open(path, flags | BINARY, mode)

    def write(self, handle: int, data: memoryview) -> int:
        """Write some of `data` and return how much of it."""
        return os.write(handle, data)

    def read(self, handle: int, size: int) -> bytes:
        """Return at most `size` of the bytes that follow."""
        return os.read(handle, size)

    def sync(self, handle: int) -> None:
        """Return once what was written stands on the disk itself."""
        if sys.platform == "darwin":
            with contextlib.suppress(OSError):  # a disk that does not know it gets a plain fsync
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        os.fsync(handle)

    def replace(self, scratch: Path, target: Path) -> None:
        """Give the name of `target` to the file at `scratch`."""
        scratch.replace(target)

    def link(self, scratch: Path, target: Path) -> None:
        """Give the file at `scratch` the name of `target` too, if nothing has that name."""
        os.link(scratch, target)

    def unlink(self, path: Path) -> None:
        """Take a name away."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make a folder that is not there yet."""
        path.mkdir()

    def remove_folder(self, path: Path) -> None:
        """Take an empty folder away."""
        path.rmdir()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)


SYSTEM = Disk()
