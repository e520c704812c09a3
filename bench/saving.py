"""Saving, beside the plainest write that is safe: a new file, fsync, rename."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from bench.figures import Figure, clock, in_turn, medians, ratio
from bench.subjects import sample
from mou_desktop.store import project_file, saver
from mou_desktop.store.versions import Keeper
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mou_desktop.store.project_file import Project


GOAL, GOAL_FIRST = 3.0, 5.0


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the ratios of the saver alone, and of all that a save does.

    One answer is another at every save, as long as the one before. The file is the one that was
    saved before, and is compared with it. The first save of a session looks for the version before
    it, which was kept, and the text laid out, in the first pause of the work; one that comes before
    that, as that of `mou set` does, does both by itself.
    """
    target, other, data = folder / "saved.mou", folder / "other.mou", big.data(sample())
    first, cold = folder / "first.mou", folder / "cold.mou"
    shelf = folder / "versions"
    last = {
        path: project_file.save(project_file.Project(document=sample()), path, big.TIME)
        for path in (target, first, cold)
    }
    turns = itertools.cycle("AB")

    def edited(project: Project) -> Project:
        turn = next(turns)
        document = project.document.with_answer("district_name", f"{turn}cton Public Schools")
        return replace(project, document=document)

    def save() -> None:
        last[target] = project_file.save(edited(last[target]), target, big.TIME)

    def opening(path: Path, *, pause: bool) -> Callable[[], float]:
        """Return a case: a session begins, its first answer is given, and it is saved."""

        def case() -> float:
            keeper, opened = Keeper(shelf), project_file.load(path)
            project = edited(opened)
            if pause:
                keeper.keep_ahead(opened, path, big.TIME)
                project = edited(project_file.made_ready(project))
            return clock(lambda: _first(keeper, project, path))()

        return case

    cases = {
        "save": clock(save),
        "first": opening(first, pause=True),
        "cold": opening(cold, pause=False),
        "saver": clock(lambda: saver.write(other, data)),
        "plain": clock(lambda: _plain(other, data)),
    }
    times = in_turn(cases, 15 if quick else 61)
    names = {
        "saver": ("saver, bytes to disk", None),
        "save": ("save, document to disk", GOAL),
        "first": ("first save of a session, after a pause", GOAL_FIRST),
        "cold": ("first save of a session, at once", None),
    }
    for case, (name, goal) in names.items():
        value = ratio(times[case], times["plain"])
        yield Figure(
            name=f"{name} / write + fsync + rename", value=value, goal=goal, detail=medians(times)
        )


def _first(keeper: Keeper, project: Project, path: Path) -> None:
    keeper.before_save(project, path, big.TIME)
    project_file.save(project, path, big.TIME)


def _plain(target: Path, data: bytes) -> None:
    scratch = target.with_suffix(".new")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(target)
