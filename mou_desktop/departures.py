"""How each clause of a document stands against the published text, for whoever has to list it.

A clause stands in one way, the first of these that is so:

* reworded, left out, extended, official, added: by the district's own doing, for a reason given
* chosen: the district answered a question that decides whether the clause stands, or the section
  that it is in, or a paragraph of it; all the words that stand are still the edition's
* filled: nothing was decided, and an answer stands in one of its blanks
* published: word for word as in the edition, its blanks open where it has any

Only what prints can depart. A change of a clause that does not stand with these answers changes
nothing on paper, so it is none here. What prints, and under which number, is for others to say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from mou_desktop.model import Place
from mou_desktop.model import text as texts
from mou_desktop.model.document import is_visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mou_desktop.model import Added, Clause, Document, Part, Section
    from mou_desktop.model.condition import Condition
    from mou_desktop.model.edition import Basis

How = Literal[
    "reworded", "left_out", "extended", "added", "official", "chosen", "filled", "published"
]  # fmt: skip
HOW: tuple[How, ...] = get_args(How)
LOCAL: tuple[How, ...] = ("reworded", "left_out", "extended", "added")
DEPARTING: tuple[How, ...] = (*LOCAL, "official")
_STATES: Mapping[str, How] = {
    "reworded": "reworded", "left_out": "left_out", "extended": "extended", "official": "official",
}  # fmt: skip

Arranged: TypeAlias = "Iterable[tuple[Section, Sequence[Clause]]]"
"""Sections and clauses in the order in which they print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one clause stands, or a section that the district added.

    Attributes:
        number: in full, as printed; empty where none prints.
        prints: whether it stands in the agreement at all.
        source: where official wording comes from.
        basis: the law behind the published clause; what the district added has none.
        status: mandatory, recommended or optional; empty for what the district added.
        fields: keys of the questions whose answers decided it, or were filled in.
    """

    how: How
    place: Place
    heading: str
    number: str = ""
    prints: bool = True
    reason: str = ""
    source: str = ""
    basis: tuple[Basis, ...] = ()
    status: str = ""
    locked: bool = False
    fields: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the clause, or of the added section."""
        return self.place.clause or self.place.section

    @property
    def departs(self) -> bool:
        """Whether other words than the edition's stand here, or none."""
        return self.how in DEPARTING

    @property
    def is_local(self) -> bool:
        """Whether it is a local change; official wording is none."""
        return self.how in LOCAL

    @property
    def to_confirm(self) -> bool:
        """Whether it stands in the agreement and nobody has seen any of its sources."""
        own = self.status and self.prints and self.how != "official"
        return bool(own) and not any(one.confirmed for one in self.basis)


def standings(
    document: Document, part: Part, arranged: Arranged, numbers: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Return how all clauses of `part` stand, in the order of the text.

    Args:
        document: the agreement.
        part: one of its edition's documents.
        arranged: what of it prints once nothing is left out: what `with_all` is arranged in.
        numbers: full numbers of what prints, by `document/key`.
    """
    return tuple(_Classing(document, part, numbers).all(arranged))


def with_all(document: Document) -> Document:
    """Return `document` with nothing left out, so that what was left out has its place."""
    kept = {key: one for key, one in document.clauses.items() if one.state != "left_out"}
    return replace(document, clauses=kept)


def counts(found: Iterable[Standing]) -> dict[How, int]:
    """Return how many clauses stand in each way, those that depart first."""
    met = Counter(one.how for one in found)
    return {how: met[how] for how in HOW}


def local_changes(found: Iterable[Standing]) -> int:
    """Return how many local changes there are; official wording is none."""
    return sum(one.is_local for one in found)


class _Classing:
    """Says how clauses of one document of the edition stand."""

    def __init__(self, document: Document, part: Part, numbers: Mapping[str, str]) -> None:
        self._document, self._part, self._numbers = document, part, numbers
        self._added: dict[str, Added] = {one.id: one for one in document.added}

    def all(self, arranged: Arranged) -> Iterator[Standing]:
        """Yield every clause: what prints, and in its place what does not."""
        own = {section.key for section in self._part.sections}
        waiting = iter(self._part.sections)
        for section, clauses in arranged:
            if section.key not in own:
                yield self._of_added(section, "", section.heading)
                yield from self._clauses(section, (), clauses)
                continue
            for published in waiting:
                if published.key == section.key:
                    yield from self._clauses(section, published.clauses, clauses)
                    break
                yield from self._silent(published)
        for published in waiting:
            yield from self._silent(published)

    def _silent(self, section: Section) -> Iterator[Standing]:
        return (self._published(section, clause, stands=False) for clause in section.clauses)

    def _clauses(
        self, section: Section, published: Sequence[Clause], printed: Sequence[Clause]
    ) -> Iterator[Standing]:
        own = {clause.key for clause in published}
        waiting = iter(published)
        for clause in printed:
            if clause.key in own:
                for one in waiting:
                    yield self._published(section, one, stands=one.key == clause.key)
                    if one.key == clause.key:
                        break
            elif clause.key != section.key:  # an added section's opening text is the section's
                yield self._of_added(section, clause.key, clause.heading)
        for one in waiting:
            yield self._published(section, one, stands=False)

    def _of_added(self, section: Section, clause: str, heading: str) -> Standing:
        one = self._added.get(clause or section.key)
        return Standing(
            how="added",
            place=Place(self._part.key, section.key, clause),
            heading=heading,
            number=self._number(clause or section.key),
            reason=one.reason if one else "",
        )

    def _published(self, section: Section, clause: Clause, *, stands: bool) -> Standing:
        how, fields = self._how(section, clause, stands=stands)
        local = self._document.clauses.get(clause.key) if how in DEPARTING else None
        return Standing(
            how=how,
            place=Place(self._part.key, section.key, clause.key),
            heading=clause.heading or section.heading,
            number=self._number(clause.key if clause.heading else section.key),
            prints=stands and how != "left_out",
            reason=local.reason if local else "",
            source=local.source if local else "",
            basis=clause.basis,
            status=clause.status,
            locked=clause.locked,
            fields=fields,
        )

    def _number(self, key: str) -> str:
        return self._numbers.get(f"{self._part.key}/{key}", "")

    def _how(
        self, section: Section, clause: Clause, *, stands: bool
    ) -> tuple[How, tuple[str, ...]]:
        local = self._document.clauses.get(clause.key)
        if stands and local and local.state in _STATES:
            return _STATES[local.state], ()
        blocks = texts.parse(clause.text) if stands else ()
        conditions = (section.when, clause.when, *(block.condition for block in blocks))
        if decided := self._answered(_asked(conditions)):
            return "chosen", decided
        standing = (block for block in blocks if self._document.holds(block.condition))
        filled = self._answered(key for block in standing for key in _printed(block))
        return ("filled" if filled else "published"), filled

    def _answered(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those of `keys` whose answers count and can be seen; each once."""
        document = self._document
        return tuple(key for key in dict.fromkeys(keys) if is_visible(document.counts(key)))


def _asked(conditions: Iterable[Condition | None]) -> Iterator[str]:
    return (key for condition in conditions if condition for key in condition.asks())


def _printed(block: texts.Block) -> Iterator[str]:
    """Yield the keys of the fields that a block prints; columns go by their table."""
    if block.table or block.each:
        yield block.table or block.each
    for one in block.inlines():
        if isinstance(one, texts.Names) or (isinstance(one, texts.Answer) and not one.row):
            yield one.key
