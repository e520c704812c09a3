"""Whether time grows with the size and no faster, and what memory an export adds.

Each size is measured in a process of its own (`bench.grown`), the sizes in turn: beside a large
document in the same process a small one is slower.
"""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING, Any

from bench.figures import Figure, run
from bench.subjects import big_file
from tests.support.big import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMES = {
    "open": "open",
    "open_strange": "open, an edition that does not ship",
    "check": "check",
    "outline": "outline",
    "export": "export",
}
_GOAL = 1.25


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield t(n) / (n t(1)) of each operation, and the memory that an export adds."""
    sizes = SIZES[:2] if quick else SIZES
    files = {times: big_file(folder, times) for times in sizes}
    rounds: list[dict[int, dict[str, Any]]] = []
    for number in range(4 if quick else 6):
        found = {times: _measured(files[times], times, folder) for times in sizes}
        if number:
            rounds.append(found)
    for key, name in _NAMES.items():
        for times in sizes[1:]:
            value = statistics.median(one[times][key] / (times * one[1][key]) for one in rounds)
            each = ", ".join(
                f"{n}x {1000 * statistics.median(one[n][key] for one in rounds):.1f} ms"
                for n in (1, times)
            )
            title = f"{name}: t({times}x) / ({times} t(1x))"
            yield Figure(name=title, value=value, goal=_GOAL, detail=each)
    for times in sizes:
        added = json.loads(run(["-m", "bench.memory", files[times]], folder, PYTHONMALLOC="malloc"))
        goal = 120.0 if times == SIZES[-1] else None
        name, detail = f"export, memory added at {times}x", f"idle {added['idle']:.0f} MB"
        yield Figure(name=name, value=added["added"], goal=goal, unit="MB", detail=detail)


def _measured(file: Path, times: int, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(["-m", "bench.grown", file, str(times)], folder))
    return found
