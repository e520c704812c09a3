"""Compares what prints of two agreements and returns one text that shows how it changed.

Clauses are matched by their keys, so a redline is known and never guessed; only inside a clause
are paragraphs and words compared. What a field or a reference prints is one word. It does not
know what the agreements are: the baseline is for whoever asks to choose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from mou_desktop.model.printed import Block, Change, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_Key: TypeAlias = tuple[str, str, str, bool, int]
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w")
_WHOLE = {"table", "sign"}  # come and go as one
_ALIKE = 0.5  # share of words that two paragraphs have in common to be one that was reworded
_MOST_WORDS = 6_000  # of a paragraph; longer ones are replaced whole, since time grows as a square
_MOST_PAIRS = 10_000  # of paragraphs that are weighed against each other; as above


def compare(before: Sequence[Block], after: Sequence[Block]) -> tuple[Block, ...]:
    """Return `after` with what it took out of `before`, each change marked in blocks and spans.

    `as_before` and `as_after` give back the two, but for the numbers and for references, which
    stand as in `after`. A clause that moved is deleted in one place and inserted in another.
    """
    comparison = _Comparison(_headings(before), _headings(after))
    return tuple(comparison.documents(_pieces(before), _pieces(after)))


def as_after(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return a comparison with every change accepted."""
    return tuple(_kept(blocks, "deleted"))


def as_before(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return a comparison with every change rejected."""
    return tuple(_kept((_as_it_was(block) for block in blocks), "inserted"))


def is_changed(block: Block) -> bool:
    """Return whether a block of a comparison shows a change."""
    return bool(block.change or block.was or any(span.change for span in block.spans))


def _kept(blocks: Iterable[Block], gone: Change) -> Iterator[Block]:
    for block in blocks:
        if block.change != gone:
            spans = [replace(span, change="") for span in block.spans if span.change != gone]
            rows = tuple(
                tuple(tuple(replace(span, change="") for span in cell) for cell in row)
                for row in block.rows
            )
            yield replace(block, spans=tuple(_joined(spans)), rows=rows, change="", was=None)


def _as_it_was(block: Block) -> Block:
    if block.was is None:
        return block
    return replace(block.was, spans=block.spans, rows=block.rows)


def _headings(blocks: Iterable[Block]) -> frozenset[str]:
    found = ({"section": block.section, "clause": block.clause}.get(block.kind) for block in blocks)
    return frozenset(key for key in found if key)


# ---- clauses -------------------------------------------------------------------------------


def _pieces(blocks: Iterable[Block]) -> list[tuple[_Key, list[Block]]]:
    """Return blocks by clause; where a key stands twice, each has its own number."""
    met = Counter[Hashable]()
    found = list[tuple[_Key, list[Block]]]()
    for key, each in groupby(blocks, _clause):
        found.append(((*key, met[key]), list(each)))
        met[key] += 1
    return found


def _clause(block: Block) -> tuple[str, str, str, bool]:
    return block.document, block.section, block.clause, block.kind == "contents"


def _standing(before: Sequence[_Key], after: Sequence[_Key]) -> set[_Key]:
    """Return the keys of both that stand in the same order: a longest rising run of places."""
    place = {key: i for i, key in enumerate(before)}
    found = [(place[key], key) for key in after if key in place]
    lowest: list[int] = []  # the lowest place that a run of that length can end with
    ends: list[int] = []
    back: list[int] = []
    for i, (at, _) in enumerate(found):
        length = bisect_left(lowest, at)
        back.append(ends[length - 1] if length else -1)
        lowest[length : length + 1], ends[length : length + 1] = [at], [i]
    run, at = set[_Key](), ends[-1] if ends else -1
    while at >= 0:
        run.add(found[at][1])
        at = back[at]
    return run


class _Comparison:
    """Compares two documents.

    Attributes:
        both: keys of the headings that stand in both; a reference to one of them is the same
            reference, whatever number it prints.
    """

    def __init__(self, before: frozenset[str], after: frozenset[str]) -> None:
        self.both = before & after

    def documents(
        self, before: list[tuple[_Key, list[Block]]], after: list[tuple[_Key, list[Block]]]
    ) -> Iterator[Block]:
        """Yield the comparison, piece by piece; in one place, what came before what went."""
        standing = _standing([key for key, _ in before], [key for key, _ in after])
        old = iter(before)
        for key, blocks in after:
            if key not in standing:
                yield from (_whole(block, "inserted") for block in blocks)
                continue
            for gone, was in old:
                if gone == key:
                    yield from self.piece(was, blocks)
                    break
                yield from (_whole(block, "deleted") for block in was)
        for _, was in old:
            yield from (_whole(block, "deleted") for block in was)

    # ---- paragraphs --------------------------------------------------------------------

    def piece(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Block]:
        """Yield the comparison of the paragraphs of one clause."""
        old, new = [self.seen(one) for one in before], [self.seen(one) for one in after]
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                yield from map(self.paragraph, before[i:j], after[k:m])
            else:
                yield from self.changed(before[i:j], after[k:m])

    def changed(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Block]:
        """Yield paragraphs none of which is the same: reworded where alike, else gone and come."""
        i = j = 0
        for was, now in (*self.alike(before, after), (len(before), len(after))):
            yield from (_whole(block, "deleted") for block in before[i:was])
            yield from (_whole(block, "inserted") for block in after[j:now])
            if was < len(before) and now < len(after):
                yield self.paragraph(before[was], after[now])
            i, j = was + 1, now + 1

    def alike(self, before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
        """Return the pairs of paragraphs that are alike, in order: those that weigh most."""
        if len(before) * len(after) > _MOST_PAIRS:
            return []
        weights = [[self.likeness(old, new) for new in after] for old in before]
        best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
        for i in range(len(before) - 1, -1, -1):
            for j in range(len(after) - 1, -1, -1):
                paired = weights[i][j] + best[i + 1][j + 1] if weights[i][j] >= _ALIKE else 0.0
                best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
        pairs, i, j = list[tuple[int, int]](), 0, 0
        while i < len(before) and j < len(after):
            if best[i][j] == best[i + 1][j]:
                i += 1
            elif best[i][j] == best[i][j + 1]:
                j += 1
            else:
                pairs.append((i, j))
                i, j = i + 1, j + 1
        return pairs

    def likeness(self, before: Block, after: Block) -> float:
        """Return the share of words, from 0 to 1, that two paragraphs have in common."""
        if before.kind in _WHOLE or after.kind in _WHOLE:
            return 0.0
        if before.kind == after.kind and before.kind not in {"text", "item"}:
            return 1.0  # a clause has one heading
        old, new = (
            Counter(word for word in self.words(block) if _is_word(word))
            for block in (before, after)
        )
        total = old.total() + new.total()
        return 2 * (old & new).total() / total if total else 0.0

    def seen(self, block: Block) -> Hashable:
        """Return what makes a paragraph the same in both: its words, not its number."""
        return (block.kind in _WHOLE, tuple(map(self.same, block.spans)), block.rows)

    # ---- words -------------------------------------------------------------------------

    def paragraph(self, before: Block, after: Block) -> Block:
        """Return one paragraph that stands in both, its words compared."""
        form = (before.kind, before.level, before.exhibit) == (
            after.kind, after.level, after.exhibit,
        )  # fmt: skip
        was = None if form or before.kind in _WHOLE else before
        if self.seen(before) == self.seen(after):
            return replace(after, was=was)
        return replace(after, was=was, spans=tuple(_joined(self.spans(before, after))))

    def spans(self, before: Block, after: Block) -> Iterator[Span]:
        """Yield the words of both in one text, what went before what came."""
        old, new = self.words(before), self.words(after)
        for kind, i, j, k, m in _readable(old, self.opcodes(old, new)):
            if kind == "equal":
                yield from new[k:m]
            else:
                yield from (replace(word, change="deleted") for word in old[i:j])
                yield from (replace(word, change="inserted") for word in new[k:m])

    def opcodes(self, old: list[Span], new: list[Span]) -> Sequence[_Opcode]:
        """Return how `old` became `new`, as difflib tells it."""
        if max(len(old), len(new)) > _MOST_WORDS:
            return [("replace", 0, len(old), 0, len(new))]
        one, other = list(map(self.same, old)), list(map(self.same, new))
        return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()

    def words(self, block: Block) -> list[Span]:
        """Return the words, spaces and signs of a paragraph; an answer or a reference is one."""
        return [
            part
            for span in block.spans
            for part in (
                [replace(span, text=word) for word in _WORDS.findall(span.text)]
                if span.kind == "text"
                else [span]
            )
        ]

    def same(self, span: Span) -> Hashable:
        """Return what makes a span the same in both."""
        if span.kind == "ref" and span.key in self.both:
            return (span.key, _title(span))
        return replace(span, change="") if span.kind != "text" else span.text


def _title(entry: Span) -> str:
    """Return the heading that an entry of the contents names after its number."""
    _, number, title = entry.text.partition("\t")
    return title if number else ""


_Opcode: TypeAlias = tuple[str, int, int, int, int]


def _readable(old: Sequence[Span], opcodes: Iterable[_Opcode]) -> Iterator[_Opcode]:
    """Join changes that only spaces and signs part: words are read together."""
    held: _Opcode | None = None
    between: _Opcode | None = None
    for one in opcodes:
        kind, i, j, k, m = one
        if kind == "equal":
            if held and between is None and not any(map(_is_word, old[i:j])):
                between = one
                continue
            yield from filter(None, (held, between))
            held = between = None
            yield one
        else:
            held = ("replace", held[1], j, held[3], m) if held else (kind, i, j, k, m)
            between = None
    yield from filter(None, (held, between))


def _is_word(span: Span) -> bool:
    return span.kind != "text" or _WORD.search(span.text) is not None


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbours that are text with the same change."""
    for (kind, change), each in groupby(spans, lambda one: (one.kind == "text", one.change)):
        if kind:
            yield Span("".join(span.text for span in each), change=change)
        else:
            yield from each


def _whole(block: Block, change: Change) -> Block:
    """Return `block` as one that came or went, with all its spans."""
    spans = tuple(replace(span, change=change) for span in block.spans)
    rows = tuple(
        tuple(tuple(replace(span, change=change) for span in cell) for cell in row)
        for row in block.rows
    )
    return replace(block, spans=spans, rows=rows, change=change)
