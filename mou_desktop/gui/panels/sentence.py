"""The one sentence of a clause in which an answer stands: what is pinned while one fills it in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.model.printed import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.model.printed import Block

_END = re.compile(r"(?<=[.;?!])\s+(?=[A-Z“(\d])")


def sentence_of(blocks: Sequence[Block], field: str, row: str, number: str) -> Block | None:
    """Return the block with the sentence of `field`, or of one row of it, under its full number."""
    holding = [one for one in blocks if any(_is(span, field, row) for span in one.spans)]
    if not holding and row:
        return sentence_of(blocks, field, "", number)
    if not holding:
        return next((one for one in blocks if one.field == field and not one.rows), None)
    block = holding[0]
    at = next(i for i, span in enumerate(block.spans) if _is(span, field, row))
    own = block.number.rstrip(".")
    number = "" if "“" in number else number
    full = ".".join(filter(None, (number, own))) if not own.startswith("(") else f"{number}{own}"
    spans = (Span(f"{full}  "), *_around(block.spans, at)) if full else _around(block.spans, at)
    return replace(block, spans=spans, level=-1, number="")


def _is(span: Span, field: str, row: str) -> bool:
    return span.kind != "text" and span.field == field and (not row or span.row == row)


def _around(spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    """Return the spans from the end of the sentence before to the end of this one."""
    before: list[Span] = []
    for span in reversed(spans[:at]):
        pieces = _END.split(span.text) if span.kind == "text" else [span.text]
        before.insert(0, replace(span, text=pieces[-1]))
        if len(pieces) > 1:
            break
    after: list[Span] = []
    for span in spans[at + 1 :]:
        pieces = _END.split(span.text) if span.kind == "text" else [span.text]
        after.append(replace(span, text=pieces[0]))
        if len(pieces) > 1:
            break
    return (*before, spans[at], *after)
