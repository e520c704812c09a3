"""Which words of one text are which of another, in order: quick on long texts with many changes.

What both begin and end with is one; then words that each has once are the fixed points, as far as
they stand in the same order, and only what lies between two of them is compared word by word.
"""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def matching(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that are the same in both, in order."""
    found: list[tuple[int, int]] = []
    _match(found, old, new, (0, len(old), 0, len(new)))
    return found


def _match(
    found: list[tuple[int, int]],
    old: Sequence[str],
    new: Sequence[str],
    window: tuple[int, int, int, int],
    *,
    fixed: bool = True,
) -> None:
    """Add what is the same in a window of both."""
    i, j, k, m = window
    while i < j and k < m and old[i] == new[k]:
        found.append((i, k))
        i, k = i + 1, k + 1
    end, there = j, m
    while i < j and k < m and old[j - 1] == new[m - 1]:
        j, m = j - 1, m - 1
    olds, news = old[i:j], new[k:m]
    if olds and news and len(olds) + len(news) > 2 and not {*olds}.isdisjoint(news):
        points = _fixed(olds, news, i, k) if fixed else []
        if points:
            for one, two in points:
                gone, came = one - i, two - k
                if gone == came == 1:
                    if old[i] == new[k]:
                        found.append((i, k))
                elif gone and came:
                    _match(found, old, new, (i, one, k, two), fixed=False)
                found.append((one, two))
                i, k = one + 1, two + 1
            _match(found, old, new, (i, j, k, m), fixed=False)
        else:
            for block in SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks():
                found += [(i + block.a + n, k + block.b + n) for n in range(block.size)]
    if j < end:
        found += zip(range(j, end), range(m, there), strict=True)


def _fixed(old: Sequence[str], new: Sequence[str], i: int, k: int) -> list[tuple[int, int]]:
    """Return the places of words that each has once, where they stand in the same order.

    They are counted from `i` in `old`, from `k` in `new`.
    """
    here, there = _once(old, i), _once(new, k)
    both = [(at, there[word]) for word, at in here.items() if at >= 0 and there.get(word, -1) >= 0]
    stay = longest([other for _, other in both])
    return both if len(stay) == len(both) else [one for one in both if one[1] in stay]


def _once(words: Sequence[str], first: int) -> dict[str, int]:
    """Return where each word stands, counted from `first`; -1 where it stands more than once."""
    found: dict[str, int] = {}
    for at, word in enumerate(words, first):
        found[word] = -1 if word in found else at
    return found


def longest(numbers: Sequence[int]) -> set[int]:
    """Return the longest row of numbers that rises."""
    if numbers == sorted(numbers):
        return {*numbers}
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for one in numbers:
        at = bisect_left(ends, one)
        before[one] = last[at - 1] if at else None
        ends[at : at + 1] = [one]
        last[at : at + 1] = [one]
    found = set[int]()
    at_: int | None = last[-1] if last else None
    while at_ is not None:
        found.add(at_)
        at_ = before[at_]
    return found
