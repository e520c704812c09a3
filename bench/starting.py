"""The window's start beside a bare window: time, memory, and how free it is while modules load.

Whole processes, in turn, each ended after the round of events that first paints it. Both sides
have the same interpreter, the same size of window, and bytecode at hand.
"""

from __future__ import annotations

import json
import statistics
import sys
from typing import TYPE_CHECKING, Any

from bench.figures import Figure, in_turn, medians, process, ratio, run
from bench.subjects import sample_file
from tests.support.screens import DESK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRAME = 16.7  # milliseconds


def start(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the time to the first paint, of the program and of a bare window."""
    times = in_turn(
        {
            "window": process(_ours(folder, "paint"), folder, **_user(folder)),
            "bare": process(["bench/bare_window.py"], folder, **_user(folder)),
        },
        7 if quick else 25,
    )
    value = ratio(times["window"], times["bare"])
    name = "start to first paint, the sample open / a bare window"
    yield Figure(name=name, value=value, goal=1.3, detail=medians(times))


def memory(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the peak of memory at the first paint, and once all is there; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    rounds = [
        (_said(["bench/bare_window.py"], folder), _said(_ours(folder, "rest"), folder))
        for _ in range(3 if quick else 7)
    ]
    for key, goal, name in (("peak", 1.4, "first paint"), ("settled", 1.9, "page and findings")):
        value = statistics.median(ours[key] / bare["peak"] for bare, ours in rounds)
        least = statistics.median(bare["peak"] for bare, _ in rounds)
        most = statistics.median(ours[key] for _, ours in rounds)
        detail = f"bare {least:.0f} MB, window {most:.0f} MB"
        yield Figure(name=f"memory, {name} / a bare window", value=value, goal=goal, detail=detail)


def gap(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield how long the window's thread is kept from its events, while a worker loads modules."""
    found = [_said(_ours(folder, "rest"), folder) for _ in range(5 if quick else 15)]
    for key, goal, what in (
        ("gap", 1.0, "docx and jsonschema load in the worker"),
        ("settling", None, "page and findings come, once painted"),
    ):
        each = [one[key] for one in found]
        value = statistics.median(each)
        detail = f"median {value:.1f}, least {min(each):.1f}, most {max(each):.1f} ms"
        name = f"longest gap / {FRAME} ms: {what}"
        yield Figure(name=name, value=value / FRAME, goal=goal, detail=detail)


def _ours(folder: Path, when: str) -> list[str | Path]:
    return ["-m", "bench.with_window", sample_file(folder), when]


def _said(argv: list[str | Path], folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(argv, folder, **_user(folder)))
    return found


def _user(folder: Path) -> dict[str, str]:
    """Return the surroundings of a user who has a desk's screen and a folder of his own."""
    return {"QT_QPA_PLATFORM": DESK, "XDG_DATA_HOME": str(folder / "user")}
