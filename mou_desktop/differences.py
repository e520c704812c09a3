"""Lists what differs between two documents of one agreement, clause by clause, in words.

Persons are compared part by part, rows of tables by their identity and cell by cell, local changes
clause by clause, added clauses, notes and rounds by their identity. It compares what was answered
and changed, not what prints: a redline is `compare`'s. It merges nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import MergeRefused
from mou_desktop.model.parts import shape_of, steps, tree_of
from mou_desktop.model.told import Difference, Teller

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mou_desktop.model import Document


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return what differs, in the order of the text; what has no place in it comes last.

    Raises:
        MergeRefused: the two are no copies of one agreement on one text.
    """
    if before.id != after.id:
        raise MergeRefused(messages.MERGE_OTHER_AGREEMENT)
    mine, theirs = before.edition, after.edition
    if mine != theirs:
        words = [f"{one.id}, revision {one.revision}" for one in (mine, theirs)]
        raise MergeRefused(messages.MERGE_OTHER_EDITION.format(mine=words[0], theirs=words[1]))
    teller = Teller(after, before)
    found = steps(tree_of(before), tree_of(after), shape_of(mine))
    return in_order(after, (teller.difference(step) for step in found))


def in_order(document: Document, found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return differences in the order of the text of `document`."""
    edition = document.edition
    rank = {key: i for i, key in enumerate(edition.clause_places)}
    homes = {one.id: one.section or one.after for one in document.added}
    last = len(rank)

    def place(one: Difference) -> tuple[int, int, int]:
        at = one.place
        section = rank.get(at.section, rank.get(homes.get(at.section, ""), last))
        field = edition.order.get(at.field.partition(".")[0], len(edition.order))
        return section, rank.get(at.clause, last), field

    return tuple(sorted(found, key=place))


def by_section(
    document: Document, found: Iterable[Difference]
) -> Sequence[tuple[str, tuple[Difference, ...]]]:
    """Return differences under the heading of their section; an empty one for the rest."""
    teller = Teller(document)
    groups: dict[str, list[Difference]] = {}
    for one in found:
        groups.setdefault(teller.heading(one.place), []).append(one)
    return [(heading, tuple(each)) for heading, each in groups.items()]
