"""The pack for counsel, beside one clean export of the same agreement, warm in one process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bench.figures import Figure, in_turn, medians, processor, ratio
from bench.subjects import sample
from mou_desktop import rules
from mou_desktop.model import Added, LocalClause
from mou_desktop.model.rounds import Sending
from mou_desktop.word.counsel import pack_of
from mou_desktop.word.write import docx_of
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mou_desktop.model import Document

_EACH = 9  # of so many clauses one is changed


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:  # noqa: ARG001
    """Yield the ratios of the sample, without local changes and with many, and of ten of it."""
    rounds = 7 if quick else 21
    yield _figure(sample(), "the sample", rounds, goal=4.0)
    yield _figure(_departing(sample()), "with local changes", rounds)
    yield _figure(big.document(10), "10x", 3 if quick else 5)


def _figure(document: Document, name: str, rounds: int, goal: float | None = None) -> Figure:
    sending, findings = Sending("0" * 64, document.saved), rules.check(document)
    cases = {
        "pack": processor(lambda: pack_of(document, findings, name="Bench", sending=sending)),
        "clean": processor(lambda: docx_of(document)),
    }
    times = in_turn(cases, rounds)
    value = ratio(times["pack"], times["clean"])
    return Figure(
        name=f"pack / clean export, {name}", value=value, goal=goal, detail=medians(times)
    )


def _departing(document: Document) -> Document:
    """Return the sample with a change of each kind in one clause of nine."""
    clauses = list(document.edition.clauses.values())
    changed = {}
    for i, clause in enumerate(clauses[::_EACH]):
        state = ("extended", "reworded", "left_out")[i % 3]
        text = {"extended": "And this of our own.", "left_out": ""}.get(
            state, clause.text.replace(" the ", " each ")
        )
        changed[clause.key] = LocalClause(state=state, text=text, reason="Local practice")
    added = tuple(
        Added(id=f"b{i:07}", section="purpose", heading=f"Own {i}", text="Our own words.")
        for i in range(5)
    )
    return replace(document, clauses=changed, added=added)
