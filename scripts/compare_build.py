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

BARE: Final = bundle.ROOT / "scripts" / "frozen" / "bare.py"
NOT_COUNTED: Final = ("dictionaries", "typst")
ROUNDS: Final = 15
SIZE_GOAL: Final = 0.80


def main(built: Path) -> int:
    """Print what was found; 1 if a goal was missed."""
    bare = build_bare(bundle.ROOT / "build" / "bare")
    found = [sizes(built, bare), *starts(built, bare)]
    for figure in found:
        print(line(figure))
    return int(any(not figure.met for figure in found))


def sizes(built: Path, bare: Path) -> Figure:
    """Return the ratio of the two folders."""
    ours, theirs = size(built), size(bare)
    return Figure(
        name="size / PyInstaller's own bare window",
        value=ours / theirs,
        goal=SIZE_GOAL,
        detail=f"{ours / 1e6:.1f} MB, {theirs / 1e6:.1f} MB",
    )


def size(folder: Path) -> int:
    """Return the bytes of all files below `folder` that the goal counts; links count nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files if not set(NOT_COUNTED) & set(path.parts))


def starts(built: Path, bare: Path) -> Iterator[Figure]:
    """Yield how long it takes until the first paint, each beside the bare window of a .venv."""
    with tempfile.TemporaryDirectory() as home:
        cases = {
            "bare": painted([sys.executable, BARE], home),
            "bare, built": painted([bare / "bare"], home),
            "editor": painted([sys.executable, "-m", "mou_desktop.gui.app"], home),
            "editor, built": painted([built / bundle.NAME], home),
        }
        times = in_turn(cases, ROUNDS)
    told = medians(times)
    for name in ("bare, built", "editor", "editor, built"):
        value = ratio(times[name], times["bare"])
        yield Figure(name=f"first paint, {name} / bare from .venv", value=value, detail=told)
        told = ""
    value = ratio(times["editor, built"], times["editor"])
    yield Figure(name="first paint, editor built / editor from .venv", value=value)


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


def build_bare(folder: Path) -> Path:
    """Build a bare window with PyInstaller's own settings and return its folder."""
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--windowed",
         "--distpath", str(folder), "--workpath", str(folder / "work"), "--specpath", str(folder),
         str(BARE)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "bare"
