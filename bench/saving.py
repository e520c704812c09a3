"""Saving, beside the plainest write that is safe: a new file, fsync, rename."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bench.figures import Figure, clock, in_turn, medians, ratio
from bench.subjects import sample
from mou_desktop.store import project_file, saver
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the ratios of the saver alone, and of all that a save does."""
    project = project_file.Project(document=sample())
    data = big.data(project.document)
    target = folder / "saved.mou"
    cases = {
        "save": clock(lambda: project_file.save(project, target, big.TIME, over=True)),
        "saver": clock(lambda: saver.write(target, data)),
        "plain": clock(lambda: _plain(target, data)),
    }
    times = in_turn(cases, 7 if quick else 31)
    for case, name in (("saver", "saver, bytes to disk"), ("save", "save, document to disk")):
        value = ratio(times[case], times["plain"])
        detail = f"a later issue asks 3 x; {medians(times)}"
        yield Figure(name=f"{name} / write + fsync + rename", value=value, detail=detail)


def _plain(target: Path, data: bytes) -> None:
    scratch = target.with_suffix(".new")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(target)
