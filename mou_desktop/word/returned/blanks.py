"""A blank in a stranger's file says nothing: where it has a prompt or no words, our answer stays.

It was never sent with our answers, so nobody emptied them. A prompt in the place of a table or of
a list stands for all of it. What it has in words is told as everywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from mou_desktop.model.anchors import Anchor, anchor_of
from mou_desktop.word.places import ANSWERS
from mou_desktop.word.returned import fields
from mou_desktop.word.returned.segment import normal
from mou_desktop.word.returned.wording import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Span
    from mou_desktop.word.returned.values import Para

_PROMPT = re.compile(r"\[[^\[\]]*\]")


def filled(pairs: Iterable[Pair], mine: Document) -> Iterator[Pair]:
    """Yield pairs with our answers where the stranger's paragraphs have blanks."""
    for apart, each in groupby(pairs, lambda pair: pair.sent is None or pair.came is None):
        if apart:
            yield from _with_tables(list(each), mine)
        else:
            yield from (_filled(pair, mine) for pair in each)


def _filled(pair: Pair, mine: Document) -> Pair:
    if pair.sent is None or pair.came is None:
        return pair
    ours = {span.key: span for span in pair.sent.spans if _is_answer(span)}
    spans = [
        ours[span.key] if span.key in ours and _is_answer(span) and _is_blank(span) else span
        for span in pair.came.spans
    ]
    for key in ours.keys() - {span.key for span in spans}:
        anchor = anchor_of(key)
        prompt = fields.prompt_in(mine, anchor) if anchor else ""
        spans = [each for span in spans for each in _parted(span, prompt, ours[key])]
    return replace(pair, came=replace(pair.came, spans=tuple(spans)))


def _parted(span: Span, prompt: str, ours: Span) -> Iterator[Span]:
    """Yield a span of text with our answer in the place of a prompt that has lost its name."""
    if span.key or not prompt or prompt not in span.text:
        yield span
        return
    before, _, after = span.text.partition(prompt)
    yield from filter(lambda one: one.text, (replace(span, text=before), ours,
                                             replace(span, text=after)))  # fmt: skip


def _with_tables(pairs: Sequence[Pair], mine: Document) -> Iterator[Pair]:
    """Yield pairs of which each has one side, with tables and lists in the place of prompts."""
    runs = [
        list(each)
        for told, each in groupby(pairs, lambda pair: pair.sent is not None and _tells(pair.sent))
        if told
    ]
    stays: dict[int, Pair] = {}  # by the paragraph that was sent
    prompts = set[int]()
    for pair in pairs:
        came = pair.came
        if came is None or not _PROMPT.fullmatch(normal(came.text)):
            continue
        known = [run for run in runs if normal(came.text) in _prompts_of(run, mine)]
        for run in known or (runs if len(runs) == 1 else []):
            prompts.add(id(pair))
            for one in run:
                if one.sent:
                    same = replace(one.sent, own=False, marks=(), sources=came.sources)
                    stays[id(one)] = Pair(one.sent, same)
    for pair in pairs:
        if id(pair) not in prompts:
            yield stays.get(id(pair), pair)


def _tells(para: Para) -> bool:
    """Return whether a paragraph is of a table, or one entry of a list."""
    return para.table or (len(para.spans) == 1 and _is_answer(para.spans[0]))


def _prompts_of(run: Iterable[Pair], mine: Document) -> set[str]:
    keys = {span.key for one in run if one.sent for span in one.sent.spans if _is_answer(span)}
    names = {anchor.field for anchor in map(anchor_of, keys) if anchor}
    return {normal(fields.prompt_in(mine, Anchor(name))) for name in names}


def _is_answer(span: Span) -> bool:
    return span.kind in ANSWERS and bool(span.key)


def _is_blank(span: Span) -> bool:
    text = normal(span.text)
    return span.kind == "blank" or not text or _PROMPT.fullmatch(text) is not None
