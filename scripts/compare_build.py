"""Size and start of what was built, as ratios to a bare PySide6 window; goals G3 and G4.

The bare window is built too, as PyInstaller does it when nobody asks for anything. The size leaves
out dictionaries and typst, as the goal does. It tells, and says no only to a folder too big.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Final

from bench.figures import Figure, in_turn, line, medians, ratio
from scripts import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BARE: Final = bundle.ROOT / bundle.BARE
TRIMMED: Final = bundle.ROOT / "scripts" / "frozen" / "trimmed.spec"
NOT_COUNTED: Final = ("dictionaries", "typst")
ROUNDS: Final = 15
SIZE_GOAL: Final = 0.80
EXTRA_GOAL: Final = 15
START_GOAL: Final = 1.15


def main(built: Path) -> int:
    """Print what was found; 1 if a goal was missed."""
    folder = bundle.ROOT / "build" / "bare"
    default = build(folder, "--windowed", "--specpath", str(folder), str(BARE)) / "bare"
    trimmed = build(folder, str(TRIMMED)) / "trimmed"
    found = [*sizes(built, default, trimmed), *starts(built, default, trimmed)]
    for figure in found:
        print(line(figure))
    return int(any(not figure.met for figure in found))


def sizes(built: Path, default: Path, trimmed: Path) -> Iterator[Figure]:
    """Yield how big the folder is beside those of a bare window."""
    ours, theirs, least = size(built), size(default), size(trimmed)
    told = f"{ours / 1e6:.1f} MB, {theirs / 1e6:.1f} MB"
    name = "size / PyInstaller's own bare window"
    yield Figure(name=name, value=ours / theirs, goal=SIZE_GOAL, detail=told)
    told = f"{least / 1e6:.1f} MB"
    extra = (ours - least) / 1e6
    name = "size beyond a bare window, trimmed as ours"
    yield Figure(name=name, value=extra, goal=EXTRA_GOAL, unit="MB", detail=told)


def size(folder: Path) -> int:
    """Return the bytes of all files below `folder` that the goal counts; links count nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files if not set(NOT_COUNTED) & set(path.parts))


def starts(built: Path, default: Path, trimmed: Path) -> Iterator[Figure]:
    """Yield how long it takes until the first paint, beside the bare window of a .venv."""
    with tempfile.TemporaryDirectory() as home:
        cases = {
            "bare": painted([sys.executable, BARE], home),
            "bare built": painted([default / "bare"], home),
            "bare trimmed": painted([trimmed / "bare"], home),
            "start page": painted([sys.executable, "-m", "mou_desktop.gui.app"], home),
            "start page built": painted([built / bundle.NAME], home),
        }
        times = in_turn(cases, ROUNDS)
    told = medians(times)
    pairs = {
        ("bare trimmed", "bare"): START_GOAL,
        ("bare built", "bare"): None,
        ("start page", "bare"): None,
        ("start page built", "bare"): None,
        ("start page built", "start page"): None,
    }
    for (one, other), goal in pairs.items():
        value = ratio(times[one], times[other])
        yield Figure(name=f"first paint: {one} / {other}", value=value, goal=goal, detail=told)
        told = ""


def painted(words: Sequence[str | Path], home: str) -> Callable[[], float]:
    """Return a case that starts a program and tells the seconds until it says `first paint`."""
    environment = {
        "HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(bundle.ROOT),
        "QT_QPA_PLATFORM": "offscreen", "MOU_EXIT_AT_FIRST_PAINT": "1",
    }  # fmt: skip

    def case() -> float:
        start = time.perf_counter()
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as program:
            said = program.stdout.readline() if program.stdout else ""
            seconds = time.perf_counter() - start
        if said != "first paint\n":
            raise RuntimeError(f"{words[0]} was not painted")
        return seconds

    return case


def build(folder: Path, *words: str) -> Path:
    """Build with PyInstaller into `folder` and return it."""
    common = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(folder)]
    work = ["--workpath", str(folder / "work")]
    asked = [sys.executable, "-m", "PyInstaller", *common, *work, *words]
    subprocess.run(asked, check=True, capture_output=True)
    return folder
