"""Compares the paragraphs of one heading as they were sent with those that came back.

An answer counts as its place and not as its words: what was put there is for `fields`. Where the
controls are gone the answers are found again by the words around them. What a reference shows is
worked out by the program that saved the file: where it leads to the same place, another number is
nobody's change. Where somebody wrote more words into it, all of it is text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from mou_desktop.model.anchors import anchor_of
from mou_desktop.model.printed import Span
from mou_desktop.model.text import escape
from mou_desktop.word.returned.matching import matching
from mou_desktop.word.returned.segment import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mou_desktop.word.returned.values import Para

_ANSWERS = {"answer", "typed", "blank"}
_ALIKE = 0.5
_MOST_PAIRS = 10_000
_MOST_WORDS = 6_000
_MOST_EMPTY = 200  # between two spaces: all alike, they take long to compare
_NUMERAL = re.compile(r"[IVXLCDM]+|[ivxlcdm]+|[A-Za-z]|\d+")
_FIRST_SPACE = re.compile(r"(?<! ) ")
_SIGNS = {3: "- ", 4: "-- "}  # of items, by their level in the list


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph that was sent and the one that came of it; one of them may be missing."""

    sent: Para | None
    came: Para | None

    @property
    def same(self) -> bool:
        """Whether the wording is the same, whatever answers stand in it."""
        return self._by(normal)

    @property
    def exactly(self) -> bool:
        """Whether it is so to the last sign."""
        return self._by(str.strip)

    def _by(self, plain: Callable[[str], str]) -> bool:
        sent, came = self.sent, self.came
        if sent is None or came is None:
            return False
        return (
            sent.spans == came.spans
            or plain(skeleton(sent)) == plain(skeleton(came))
            or plain(sent.text) == plain(came.text)
        )


def skeleton(para: Para) -> str:
    """Return the words of a paragraph, with a sign for each answer and each reference."""
    words = [
        f"\ue000{span.key}\ue001" if span.kind != "text" and span.key else span.text
        for span in para.spans
    ]
    return "".join(words)


def pairs(sent: Sequence[Para], came: Sequence[Para]) -> tuple[Pair, ...]:
    """Return which paragraph came of which, in order."""
    if [one.spans for one in sent] == [one.spans for one in came]:
        return tuple(map(Pair, sent, came))
    return tuple(_pairs(sent, _with_references(sent, came)))


def _pairs(sent: Sequence[Para], came: Sequence[Para]) -> Iterator[Pair]:
    old = [normal(skeleton(one)) for one in sent]
    new = [normal(skeleton(one)) for one in came]
    bare = {normal(one.text): i for i, one in enumerate(sent)}
    known, came = {*old}, [*came]
    for i, words in enumerate(new):
        if words not in known and words in bare:  # without its controls it is known all the same
            came[i] = restored(sent[bare[words]], came[i])
            new[i] = normal(skeleton(came[i]))
    if old == new:
        yield from map(Pair, sent, came)
        return
    for kind, i, j, k, m in _opcodes(old, new):
        if kind == "equal":
            for one, other in zip(sent[i:j], came[k:m], strict=True):
                yield Pair(one, other)
        else:
            yield from _changed(sent[i:j], came[k:m])


def _with_references(sent: Sequence[Para], came: Sequence[Para]) -> Sequence[Para]:
    """Return `came` with the numbers that its references had when they were sent."""
    shown: dict[str, set[str]] = {}
    for span in (span for one in sent for span in one.spans if span.kind == "ref"):
        shown.setdefault(span.key, set()).add(span.text)
    known = {key: texts.pop() for key, texts in shown.items() if len(texts) == 1}
    return [
        replace(one, spans=tuple(_reference(span, known.get(span.key, "")) for span in one.spans))
        if any(span.kind == "ref" for span in one.spans)
        else one
        for one in came
    ]


def _reference(span: Span, sent: str) -> Span:
    """Return a reference as it was sent, where no more than its number is another one."""
    olds, news = sent.split(), span.text.split()
    if span.kind != "ref" or not olds or olds == news:
        return span
    if len(news) > len(olds) and {*olds} <= {*news}:
        return Span(span.text)
    alike = len(olds) == len(news) and all(
        one == other or (_is_number(one) and _is_number(other))
        for one, other in zip(olds, news, strict=True)
    )
    return replace(span, text=sent) if alike else span


def _is_number(word: str) -> bool:
    """Return whether a word is a number as sections and clauses have it: `IV`, `III.C-2`."""
    return all(map(_NUMERAL.fullmatch, word.replace("-", ".").split(".")))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return what became of what, as difflib has it; quick where nothing is the same."""
    if {*old}.isdisjoint(new):
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _changed(sent: Sequence[Para], came: Sequence[Para]) -> Iterator[Pair]:
    i = j = 0
    if len(sent) == len(came) and all(map(_in_place, sent, came)):
        yield from (Pair(one, restored(one, other)) for one, other in zip(sent, came, strict=True))
        return
    for one, other in (*_alike(sent, came), (len(sent), len(came))):
        yield from (Pair(each, None) for each in sent[i:one])
        yield from (Pair(None, each) for each in came[j:other])
        if one < len(sent) and other < len(came):
            yield Pair(sent[one], restored(sent[one], came[other]))
        i, j = one + 1, other + 1


def _in_place(sent: Para, came: Para) -> bool:
    """Return whether one stands in the place of the other: the same cell, the same answers."""
    if sent.table and came.table:
        return True
    bare = sent.level == came.level and not any(map(_is_answer, came.spans))
    return bare and _answered(sent, came.text) is not None


def _alike(sent: Sequence[Para], came: Sequence[Para]) -> list[tuple[int, int]]:
    if len(sent) * len(came) > _MOST_PAIRS:
        return []
    level = len(sent) == len(came)
    if level and all(map(_surely_alike, sent, came)):
        return [(i, i) for i in range(len(sent))]
    bare = _count(came) < _count(sent)  # answers have lost their controls
    bags = [[_bag(one, bare=bare) for one in each] for each in (sent, came)]
    if level and all(_weight(one, other) >= _ALIKE for one, other in zip(*bags, strict=True)):
        return [(i, i) for i in range(len(sent))]
    weights = [[_weight(one, other) for other in bags[1]] for one in bags[0]]
    best = [[0.0] * (len(came) + 1) for _ in range(len(sent) + 1)]
    for i in range(len(sent) - 1, -1, -1):
        for j in range(len(came) - 1, -1, -1):
            paired = weights[i][j] + best[i + 1][j + 1] if weights[i][j] >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = list[tuple[int, int]](), 0, 0
    while i < len(sent) and j < len(came):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _surely_alike(sent: Para, came: Para) -> bool:
    """Return whether they share words enough even where each is counted once, which is quick."""
    old, new = (normal(skeleton(one)).split() for one in (sent, came))
    return 0 < _ALIKE * (len(old) + len(new)) <= 2 * len({*old}.intersection(new))


def _count(paras: Sequence[Para]) -> int:
    return sum(_is_answer(span) for one in paras for span in one.spans)


def _bag(para: Para, *, bare: bool) -> tuple[Counter[str], ...]:
    texts = (skeleton(para), para.text) if bare else (skeleton(para),)
    return tuple(Counter(normal(text).split()) for text in dict.fromkeys(texts))


def _weight(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> float:
    if len(one) == len(other) == 1:
        return _share(one[0], other[0])
    return max(_share(one[0], other[0]), _share(one[-1], other[-1]))


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    both = sum(min(number, other[word]) for word, number in one.items() if word in other)
    return 2 * both / total if total else 0.0


def restored(sent: Para, came: Para) -> Para:
    """Return `came` with the answers found whose controls are gone, where that is certain."""
    wanted = [span for span in sent.spans if span.kind in _ANSWERS and span.key]
    if not wanted:
        return came
    if emptied := _emptied(sent, came):
        return emptied
    if any(span.kind in _ANSWERS for span in came.spans):
        return came
    found = _answered(sent, came.text)
    if found and (len(wanted) < len(sent.spans) or len(wanted) == 1):
        values = iter(found)
        spans = tuple(
            replace(span, text=next(values), kind="answer") if _is_answer(span) else span
            for span in sent.spans
        )
        return replace(came, spans=spans)
    return replace(came, spans=tuple(_standing(wanted, came.text)))


def _is_answer(span: Span) -> bool:
    return span.kind in _ANSWERS and bool(span.key)


def _answered(sent: Para, text: str) -> list[str] | None:
    """Return what stands in the places of answers, where the words round them are as they were.

    An answer as it was sent is tried first: it may hold the words that follow it. Each piece of
    words is sought once, from where the last one ended, so that no text takes long.
    """
    if any(map(_is_answer, sent.spans)):
        for as_sent in (True, False):
            if (found := _walked(sent.spans, text.strip(), as_sent=as_sent)) is not None:
                return found
    return None


def _walked(spans: Sequence[Span], text: str, *, as_sent: bool) -> list[str] | None:
    found: list[str] = []
    at, pending = 0, None
    for i, span in enumerate(spans):
        if _is_answer(span):
            if pending:  # no words between the two
                end = at + len(pending.text) * text.startswith(pending.text, at)
                found.append(text[at:end])
                at = end
            pending = span
            continue
        words = span.text.lstrip() if i == 0 else span.text
        words = words.rstrip() if i == len(spans) - 1 else words
        pattern = re.compile(_loose(words) + (r"\Z" if i == len(spans) - 1 else ""))
        match = None
        if pending is None:
            match = pattern.match(text, at)
        else:
            if as_sent and text.startswith(pending.text, at):
                match = pattern.match(text, at + len(pending.text))
            match = match or pattern.search(text, at)
        if match is None:
            return None
        if pending:
            found.append(text[at : match.start()])
        at, pending = match.end(), None
    if pending:
        found.append(text[at:])
        at = len(text)
    return found if at == len(text) else None


def _emptied(sent: Para, came: Para) -> Para | None:
    """Return `came` with answers of no words, where only words of answers were taken out."""
    left = {span.key: span for span in came.spans if span.kind in _ANSWERS and span.key}
    gone = [span for span in sent.spans if span.kind in _ANSWERS and span.key not in left]
    rest = replace(sent, spans=tuple(span for span in sent.spans if span not in gone))
    if not gone or len(rest.spans) == 0 or normal(skeleton(rest)) != normal(skeleton(came)):
        return None
    spans = (
        Span("", "answer", span.key) if span in gone else left.get(span.key, span)
        for span in sent.spans
    )
    return replace(came, spans=tuple(spans))


def _loose(text: str) -> str:
    return re.sub(r"(\\?\s)+", r"\\s+", re.escape(text))


def _standing(wanted: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield `text` with the answers that stand in it as they were sent, in their order."""
    at = 0
    for span in wanted:
        place = text.find(span.text, at)
        if place >= 0 and span.text.strip():
            if place > at:
                yield Span(text[at:place])
            yield span
            at = place + len(span.text)
    if at < len(text):
        yield Span(text[at:])


def words_between(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the words of both in one row, each with "", `deleted` or `inserted`.

    Lines that are the same come first, for they are cheap to find.
    """
    row, old, new = _Row(), before.split("\n"), after.split("\n")
    begun = ended = False  # whether the text before and the one after have begun
    for kind, i, j, k, m in _opcodes(old, new):
        beside = kind == "replace" and j - i == m - k  # line by line
        olds, news = (old[i:j], new[k:m]) if beside else (_block(old[i:j]), _block(new[k:m]))
        for one, other in zip_longest(olds, news):
            gone, came = begun and one is not None, ended and other is not None
            if gone or came:
                row.add("\n", "" if gone and came else "deleted" if gone else "inserted")
            begun, ended = begun or one is not None, ended or other is not None
            if kind == "equal":
                row.add(one, "")
            else:
                _add_words(row, one or "", other or "")
    return row.pieces()


class _Row:
    """Pieces of text in a row; neighbours of one kind are one piece."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.kinds: list[str] = []

    def add(self, text: str, kind: str) -> None:
        if not text:
            return
        if self.kinds and self.kinds[-1] == kind:
            self.texts[-1] += text
        else:
            self.texts.append(text)
            self.kinds.append(kind)

    def pieces(self) -> tuple[tuple[str, str], ...]:
        return tuple(zip(self.texts, self.kinds, strict=True))


def _block(lines: Sequence[str]) -> Sequence[str]:
    return ["\n".join(lines)] if lines else []


def _add_words(row: _Row, before: str, after: str) -> None:
    old, new = before.split(" "), after.split(" ")
    if old.count("") + new.count("") > _MOST_EMPTY:
        old, new = _FIRST_SPACE.split(before), _FIRST_SPACE.split(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        row.add(before, "deleted")
        row.add(after, "inserted")
        return
    i = k = first = other = 0
    for j, m in (*matching(old, new), (len(old), len(new))):
        if j > i or m > k or j == len(old):
            gone, came = " ".join(old[i:j]), " ".join(new[k:m])
            if i:
                same = " ".join(old[first:i])
                if first and other:
                    same = f" {same}"
                elif first or other:
                    row.add(" ", "deleted" if first else "inserted")
                if j > i and m > k:
                    same = f"{same} "
                else:
                    gone, came = " " * (j > i) + gone, " " * (m > k) + came
                row.add(same, "")
            _add_changed(row, gone, came)
            first, other = j, m
        i, k = j + 1, m + 1


def _add_changed(row: _Row, gone: str, came: str) -> None:
    """Add words that went and came, without the signs that both begin and end with."""
    while gone and came and gone[0] == came[0] and not gone[0].isalnum():
        row.add(gone[0], "")
        gone, came = gone[1:], came[1:]
    end = ""
    while gone and came and gone[-1] == came[-1] and not gone[-1].isalnum():
        end = gone[-1] + end
        gone, came = gone[:-1], came[:-1]
    row.add(gone, "deleted")
    row.add(came, "inserted")
    row.add(end, "")


def as_text(paras: Sequence[Para]) -> str | None:
    """Return paragraphs in the form of a clause's text; None where they cannot be put into it."""
    if any(one.table for one in paras):
        return None
    found: list[str] = []
    for one in paras:
        words = ""
        for span in one.spans:
            if span.kind in _ANSWERS and span.key:
                anchor = anchor_of(span.key)
                if anchor is None or anchor.row or anchor.column:
                    return None
                words += f"{{{anchor.name}}}"
            elif span.kind == "ref" and span.key:
                words += f"{{@{span.key}}}"
            else:
                words += escape(" ".join(span.text.split("\n")))
        sign = _SIGNS.get(one.level, "")
        words = words.strip()
        if not sign and words.startswith("- "):
            words = f"\u2013 {words[2:]}"  # typed, it would begin an item
        near = sign and found and found[-1].lstrip().startswith("-")
        found.append(("" if not found else "\n" if near else "\n\n") + sign + words)
    return "".join(found)
