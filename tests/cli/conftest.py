from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from mou_desktop import cli
from tests.support.files import tiny_file

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


class Call(Protocol):
    """Runs one command in this process, which is quicker than a process of its own."""

    def __call__(self, *words: str | Path) -> Said:
        """Return what came of `mou words`."""


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*words: str | Path) -> Said:
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture
def acton(tmp_path: Path) -> Path:
    return tiny_file(tmp_path)
