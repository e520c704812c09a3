"""Disks that say no: real ones, where the system gives them, and others by way of the seam."""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from mou_desktop.store.disk import Disk
from tests.support.files import AS_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class HeldDisk(Disk):
    """Windows, where another program holds the file for so many tries."""

    def __init__(self, times: int, winerror: int = 32) -> None:
        self.left, self.winerror, self.waited = times, winerror, list[float]()

    def replace(self, scratch: Path, target: Path) -> None:
        if self.left:
            self.refuse()
        super().replace(scratch, target)

    def refuse(self) -> NoReturn:
        """Refuse one try."""
        self.left -= 1
        error = PermissionError(errno.EACCES, "held")
        error.winerror = self.winerror  # type: ignore[attr-defined]
        raise error

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)


class FailingDisk(Disk):
    """A disk of which one operation fails with an error, as Linux or Windows tells it."""

    def __init__(self, operation: str, code: int, winerror: int | None = None) -> None:
        self.operation, self.error = operation, OSError(code, "no")
        if winerror is not None:
            self.error.winerror = winerror  # type: ignore[attr-defined]

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        if self.operation == "open":
            raise self.error
        return super().open(path, flags, mode)

    def write(self, handle: int, data: memoryview) -> int:
        if self.operation == "write":
            raise self.error
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        if self.operation == "sync":
            raise self.error
        super().sync(handle)

    def replace(self, scratch: Path, target: Path) -> None:
        if self.operation == "replace":
            raise self.error
        super().replace(scratch, target)


class ShortDisk(Disk):
    """A share that writes a little of what it is given, and reads a little of what is asked."""

    def __init__(self, most: int = 1000) -> None:
        self.most = most

    def write(self, handle: int, data: memoryview) -> int:
        return super().write(handle, data[: self.most])

    def read(self, handle: int, size: int) -> bytes:
        return super().read(handle, min(size, self.most))


@contextmanager
def small_disk(folder: Path, size: str = "256k") -> Iterator[Path]:
    """Give a disk of its own that is soon full, or skip where the system gives none."""
    place = folder / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if not AS_ROOT or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield place
    finally:
        if os.path.ismount(place):
            subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def unchangeable(folder: Path) -> Iterator[None]:
    """Make `folder` one that even root cannot change, or skip where that is not possible."""
    if (
        not AS_ROOT
        or subprocess.run(["chattr", "+i", folder], capture_output=True, check=False).returncode
    ):
        pytest.skip("chattr +i is not possible here")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", folder], check=True)
