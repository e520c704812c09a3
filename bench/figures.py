"""What a bench says: a figure, the goal beside it, and how to measure two things fairly.

The cases of one figure run in turn, A B C A B C, so that a machine that grows slower meanwhile
slows all of them. What is told is the median of the ratios of neighbours.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[1]

LONGEST = 600  # seconds that one process may take; it hangs beyond that

Times: TypeAlias = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. A goal of None means that it is only good to know."""

    name: str
    value: float
    goal: float | None = None
    unit: str = "x"
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or self.value <= self.goal


def line(figure: Figure) -> str:
    """Return a figure as it is printed."""
    goal = "to know" if figure.goal is None else f"goal {figure.goal:g}"
    state = "" if figure.goal is None else "OK" if figure.met else "MISSED"
    value = f"{figure.value:.{2 if figure.unit == 'x' else 0}f} {figure.unit}"
    return f"{figure.name:54} {value:>8}  {goal:10} {state:7} {figure.detail}".rstrip()


def in_turn(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every case, measured in turn; a first round is thrown away."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, case in cases.items():
            seconds = case()
            if number:
                found[name].append(seconds)
    return found


def ratio(these: Iterable[float], those: Iterable[float]) -> float:
    """Return the median of the ratios of neighbours."""
    return statistics.median(this / that for this, that in zip(these, those, strict=True))


def medians(times: Times) -> str:
    """Return the median of each case in milliseconds, in words."""
    return ", ".join(f"{name} {1000 * statistics.median(t):.1f} ms" for name, t in times.items())


def processor(work: Callable[[], object]) -> Callable[[], float]:
    """Return a case that tells the processor seconds of `work`, which waits for nothing."""

    def case() -> float:
        gc.collect()
        start = time.process_time()
        work()
        return time.process_time() - start

    return case


def clock(work: Callable[[], object]) -> Callable[[], float]:
    """Return a case that tells the seconds of `work` on the clock."""

    def case() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return case


def process(argv: Sequence[str | Path], folder: Path, **more: str) -> Callable[[], float]:
    """Return a case that runs a whole process, from its start to its end on the clock."""
    return clock(lambda: run(argv, folder, **more))


def run(argv: Sequence[str | Path], folder: Path, **more: str) -> str:
    """Run a process of our own interpreter and return what it printed.

    Bytecode is kept in `folder`: an installed program has it, a checkout may not.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment = {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), **more}
    words = [sys.executable, *(str(word) for word in argv)]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=LONGEST
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{words}: {done.stderr.decode()}")
    return done.stdout.decode()
