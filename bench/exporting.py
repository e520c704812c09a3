"""The Word export in one process, beside docxtpl and beside a string and zipfile."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docxtpl

from bench import template
from bench.figures import Figure, in_turn, medians, processor, ratio
from bench.raw import Raw
from bench.subjects import sample
from mou_desktop.outline import outline
from mou_desktop.word.write import docx_of
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mou_desktop.model import Document


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:  # noqa: ARG001
    """Yield the ratios of the sample, and of ten times the sample."""
    yield from _figures(sample(), "1x", 9 if quick else 31)
    yield from _figures(big.document(10), "10x", 3 if quick else 7)


def _figures(document: Document, size: str, rounds: int) -> Iterator[Figure]:
    ready, context = template.of(document)
    ours = docx_of(document)
    raw = Raw(ours)
    template.refuse_difference(ours, fill(ready, context))
    raw.refuse_difference()
    cases = {
        "ours": processor(lambda: docx_of(document)),
        "docxtpl": processor(lambda: fill(ready, context)),
        "raw": processor(lambda: (outline(document), raw.write())),
        "bare": processor(raw.write),
    }
    times = in_turn(cases, rounds)
    for other, goal in (("docxtpl", 0.7), ("raw", 3.0)):
        name = f"export / {'string + zipfile' if other == 'raw' else other}, {size}, warm"
        value = ratio(times["ours"], times[other])
        yield Figure(name=name, value=value, goal=goal, detail=medians(times))
    name = f"export / string + zipfile without the outline, {size}"
    yield Figure(name=name, value=ratio(times["ours"], times["bare"]))


def fill(ready: bytes, context: Mapping[str, object]) -> bytes:
    """Return the template filled by docxtpl, as its documentation does it."""
    filled = docxtpl.DocxTemplate(io.BytesIO(ready))
    filled.render(context, autoescape=True)
    buffer = io.BytesIO()
    filled.save(buffer)
    return buffer.getvalue()
