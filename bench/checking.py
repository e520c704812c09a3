"""`mou check` on one file, beside a process that only validates it with the same schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.figures import Figure, in_turn, medians, process, ratio
from bench.subjects import sample_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield how long a check takes, start and imports and all."""
    file = sample_file(folder)
    cases = {
        "mou": process(["-m", "mou_desktop", "check", file], folder),
        "jsonschema": process(["bench/with_jsonschema.py", file], folder),
        "python": process(["-c", "pass"], folder),
    }
    times = in_turn(cases, 7 if quick else 25)
    name = "mou check / validation alone, whole processes"
    value = ratio(times["mou"], times["jsonschema"])
    yield Figure(name=name, value=value, goal=2.0, detail=medians(times))
