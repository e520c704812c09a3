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


GOAL = 3.0


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the ratios of the saver alone, and of all that a save does.

    A save of a session: the file is the one that was saved before, and is compared with it. The
    first one also lays out the text of the edition.
    """
    fresh = project_file.Project(document=sample())
    data = big.data(fresh.document)
    target, other = folder / "saved.mou", folder / "other.mou"
    last = [project_file.save(fresh, target, big.TIME)]

    def save() -> None:
        last[0] = project_file.save(last[0], target, big.TIME)

    cases = {
        "save": clock(save),
        "first": clock(lambda: project_file.save(fresh, other, big.TIME, over=True)),
        "saver": clock(lambda: saver.write(other, data)),
        "plain": clock(lambda: _plain(other, data)),
    }
    times = in_turn(cases, 15 if quick else 61)
    names = {
        "saver": ("saver, bytes to disk", None),
        "save": ("save, document to disk", GOAL),
        "first": ("first save of a session", None),
    }
    for case, (name, goal) in names.items():
        value = ratio(times[case], times["plain"])
        yield Figure(
            name=f"{name} / write + fsync + rename", value=value, goal=goal, detail=medians(times)
        )


def _plain(target: Path, data: bytes) -> None:
    scratch = target.with_suffix(".new")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(target)
