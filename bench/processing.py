"""The Word export as a whole process, start and imports and all, beside docxtpl."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bench import template
from bench.figures import Figure, in_turn, medians, process, ratio
from bench.subjects import sample, sample_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield the ratio of the two processes."""
    ready, context = template.of(sample())
    (folder / "template.docx").write_bytes(ready)
    (folder / "context.json").write_text(json.dumps(context), encoding="utf-8")
    out = folder / "out.docx"
    ours: list[str | Path] = [
        "-m",
        "mou_desktop",
        "export",
        sample_file(folder),
        "-o",
        out,
        "--force",
    ]
    theirs: list[str | Path] = [
        "bench/with_docxtpl.py",
        folder / "template.docx",
        folder / "context.json",
        out,
    ]
    cases = {"mou": process(ours, folder), "docxtpl": process(theirs, folder)}
    times = in_turn(cases, 7 if quick else 25)
    name = "mou export / docxtpl, whole processes"
    value = ratio(times["mou"], times["docxtpl"])
    yield Figure(name=name, value=value, goal=0.8, detail=medians(times))
