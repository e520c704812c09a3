"""Says which clauses were split in two, and which two were made one.

A clause was split where most words under a new heading are words that went from the clause before
it, and joined where most of its words came to stand in another, while its heading went.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mou_desktop.word.returned.segment import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mou_desktop.word.returned.values import Para, Unit

_SHARE = 0.8  # of the words
_FEWEST = 4  # words that tell anything


def splits(base: Sequence[Unit], came: Sequence[Unit]) -> dict[str, str]:
    """Return, by the key of a new heading, the key of the clause that it was split off."""
    sent = {one.key: one for one in base}
    found: dict[str, str] = {}
    known: Unit | None = None
    gone: Counter[str] | None = None
    for one in came:
        if one.key in sent:
            known, gone = one, None
        elif known and not one.top:
            if gone is None:
                gone = words(sent[known.key].body) - words(known.body)
            if _holds(words(one.body), gone):
                found[one.key] = known.key
                gone -= words(one.body)
    return found


def joins(base: Sequence[Unit], came: Mapping[str, Unit]) -> dict[str, str]:
    """Return, by the key of a clause that is not there any more, the clause that has its words."""
    found: dict[str, str] = {}
    last: Unit | None = None
    more: Counter[str] | None = None
    for one in base:
        if one.key in came:
            last, more = one, None
        elif last and not one.top:
            if more is None:
                more = words(came[last.key].body) - words(last.body)
            if _holds(words(one.body), more):
                found[one.key] = last.key
                more -= words(one.body)
    return found


def words(paras: Iterable[Para]) -> Counter[str]:
    """Return the words of paragraphs, each as often as it is there."""
    return Counter(word for one in paras for word in normal(one.text).split())


def mostly(para: Para, of: Counter[str]) -> bool:
    """Return whether most words of a paragraph are among those."""
    return _share(words([para]), of) >= _SHARE


def _holds(these: Counter[str], those: Counter[str]) -> bool:
    return these.total() >= _FEWEST and _share(these, those) >= _SHARE


def _share(these: Counter[str], those: Counter[str]) -> float:
    total = these.total()
    return (these & those).total() / total if total else 0.0
