"""How far an answer reaches: which pieces print otherwise, and whether other pieces stand.

A superset is right: a piece that prints the same is found out by comparing. Texts are read for the
pieces that are shown, never for the whole edition at a keystroke.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.errors import TextFault
from mou_desktop.model import edition as editions
from mou_desktop.model import text as texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mou_desktop.model import Clause, Document, Edition, Field
    from mou_desktop.model.condition import Condition
    from mou_desktop.outline import Piece


class Reach:
    """What depends on which field, in one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._known: dict[str, frozenset[str]] = {}
        self._deciding: dict[str, list[Condition]] = defaultdict(list)
        for _, section, clause in edition.walk():
            for condition in (section.when, clause.when):
                if condition is not None:
                    for key in self.all_of(condition.asks()):
                        self._deciding[key].append(condition)

    def of_piece(self, document: Document, piece: Piece) -> frozenset[str]:
        """Return every field on whose answer the words of `piece` may depend."""
        if piece.section is None or piece.clause is None:
            return frozenset()
        local = document.clauses.get(piece.clause.key)
        found = set(_keys(piece, piece.clause))
        if local is not None:
            found.update(_keys(piece, replace(piece.clause, text=local.text)))
        return self.all_of(found)

    def flips(self, before: Document, after: Document, keys: Iterable[str]) -> bool:
        """Return whether other sections or clauses stand when the fields `keys` have changed."""
        conditions = (one for key in keys for one in self._deciding.get(key, ()))
        return any(before.holds(one) != after.holds(one) for one in conditions)

    def all_of(self, keys: Iterable[str]) -> frozenset[str]:
        """Return `keys`, and every field on whose answer theirs depend in their turn."""
        return frozenset(found for key in keys for found in self._of_field(key))

    def _of_field(self, key: str) -> frozenset[str]:
        known = self._known.get(key)
        if known is None:
            found: set[str] = set()
            waiting = [key]
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    asked = self._edition.by_key.get(one)
                    waiting.extend(_sources(asked) if asked else ())
            known = self._known[key] = frozenset(found)
        return known


def _sources(one: Field) -> Iterator[str]:
    """Yield the fields that decide whether `one` is asked, or whose words stand in its answer."""
    for each in (one, *one.columns):
        yield from (key for key in (each.when.asks() if each.when else ()) if key[0] != ".")
        yield each.rows_of
    yield one.other
    for rule in one.derived:
        yield rule.start or rule.each
        for text in rule.set.values():
            for block in texts.parse(text):
                answers = (each for each in block.inlines() if isinstance(each, texts.Answer))
                yield from (each.key for each in answers if not each.row)


def _keys(piece: Piece, clause: Clause) -> Iterator[str]:
    try:
        yield from editions.printed_keys(clause)
        if piece.section:
            yield from editions.asked_keys(piece.section, clause)
    except TextFault:
        return
