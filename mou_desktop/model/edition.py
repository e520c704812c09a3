"""One edition of a model agreement, as it was published. Nothing here changes once it is loaded.

An edition holds documents (agreement, later operating procedures); a document holds sections, a
section clauses. Fields stand beside them, because one field may print in many clauses.
What a district answers or changes lives in `document`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from mou_desktop.model import condition as conditions
from mou_desktop.model import text as texts
from mou_desktop.model.values import Value, freeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mou_desktop.model.condition import Condition

T = TypeVar("T")

PERSON_PARTS = ("name", "title", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a clause or field is there: one citation, and whether its source was seen."""

    cite: str
    status: str  # confirmed | to_confirm
    source: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether the source was seen."""
        return self.status == "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One published choice; `print` is what it says in a sentence."""

    key: str
    label: str
    print: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """How rows of a table come about until somebody edits it: from a person or from each row."""

    start: str = ""
    each: str = ""
    set: Mapping[str, str] = field(default_factory=dict)

    def reads(self) -> Iterator[str]:
        """Yield the fields whose answers the rows are made of."""
        yield self.start or self.each
        for text in self.set.values():
            for block in texts.parse(text):
                for one in block.inlines():
                    if isinstance(one, texts.Answer) and not one.row:
                        yield one.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A blank of the edition, or a column of a table field. Its key names it everywhere."""

    key: str
    type: str
    label: str
    hint: str = ""
    example: Value = None
    who: str = ""
    required: bool = False  # without it the agreement is not finished
    advised: bool = False  # missing, it is said, and nothing is held up
    missing: str = ""  # the one sentence when it is missing
    wrong: str = ""  # the one sentence when it cannot be read or is out of bounds
    when: Condition | None = None
    print: bool = True
    task: str = ""  # which task uses a field that does not print
    min: float | None = None
    max: float | None = None
    whole: bool = False
    max_length: int | None = None
    min_rows: int = 1
    max_rows: int | None = None
    max_items: int | None = None
    row: str = ""
    choices: tuple[Choice, ...] = ()
    other: str = ""  # the text field that stands in for the choice `other`
    rows_of: str = ""
    need: tuple[str, ...] = ("name",)  # the parts of a person that make it an answer
    columns: tuple[Field, ...] = ()
    derived: tuple[Derived, ...] = ()
    basis: tuple[Basis, ...] = ()

    def column(self, key: str) -> Field | None:
        """Return the column `key` of this table."""
        return next((one for one in self.columns if one.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered part of a section, with fields in its text."""

    key: str
    heading: str
    text: str
    status: str = "mandatory"  # mandatory | recommended | optional
    locked: bool = False
    layout: str = ""  # signatures
    when: Condition | None = None
    help: str = ""
    who: str = ""
    notes: str = ""
    basis: tuple[Basis, ...] = ()

    @property
    def mandatory(self) -> bool:
        """Whether the clause may not be left out."""
        return self.status == "mandatory"

    @property
    def law(self) -> str:
        """The citation that it rests on: a confirmed one before all others."""
        confirmed = [one.cite for one in self.basis if one.confirmed]
        return next(iter([*confirmed, *(one.cite for one in self.basis)]), "")

    def states(self, *, working: bool) -> tuple[str, ...]:
        """Return the states it may be in when it does not stand as published.

        The authority's official wording may take the place of any clause of a `working` text.
        """
        free = () if self.locked else ("reworded",)
        left = ("left_out",) if free and not self.mandatory else ()
        return ("extended", *free, *left, *(("official",) if working else ()))

    @property
    def confirmed(self) -> bool:
        """Whether any of its sources was seen."""
        return any(basis.confirmed for basis in self.basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document. Exhibits are lettered on their own; signatures have no number."""

    key: str
    heading: str
    kind: str = "section"  # section | signatures | exhibit
    when: Condition | None = None
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of an edition: the agreement, or its operating procedures."""

    key: str
    title: str
    subtitle: str = ""
    numbering: tuple[str, ...] = ("I", "A", "1", "a")
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule on answers that a schema cannot say. `rules` knows what each kind asks."""

    id: str
    kind: str
    severity: str
    message: str
    keys: tuple[str, ...] = ()
    least: float = 0
    when: Condition | None = None
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: keys of document, section, clause and field, and a row's `_id`."""

    document: str = ""
    section: str = ""
    clause: str = ""
    field: str = ""
    row: str = ""


NOWHERE = Place()


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition. Two editions are the same when their digests are.

    Attributes:
        official: what the authority's own text is called in a sentence.
    """

    id: str
    revision: int
    label: str = field(compare=False)
    text: str = field(compare=False)  # working | official
    authority: str = field(compare=False, default="")
    notice: str = field(compare=False, default="")
    official: str = field(compare=False, default="the authority’s document")
    summary: str = field(compare=False, default="")
    year: int = field(compare=False, default=0)
    supersedes: str = field(compare=False, default="")
    documents: tuple[Part, ...] = field(compare=False)
    fields: tuple[Field, ...] = field(compare=False)
    rules: tuple[Rule, ...] = field(compare=False, default=())
    sha256: str
    built: Mapping[str, Value] = field(compare=False, repr=False)
    schema: Mapping[str, Value] = field(compare=False, repr=False)

    @property
    def working(self) -> bool:
        """Whether the wording is ours and not the authority's."""
        return self.text == "working"

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Every field by its key."""
        return {one.key: one for one in self.fields}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The position of each field in the edition."""
        return {one.key: i for i, one in enumerate(self.fields)}

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause of every document by its key."""
        return {clause.key: clause for _, _, clause in self.walk()}

    @cached_property
    def clause_places(self) -> Mapping[str, Place]:
        """Where each clause and each section stands."""
        places: dict[str, Place] = {}
        for part, section, clause in self.walk():
            places.setdefault(section.key, Place(part.key, section.key))
            places[clause.key] = Place(part.key, section.key, clause.key)
        return places

    @cached_property
    def field_places(self) -> Mapping[str, Place]:
        """Where each field first prints, or first decides what prints."""
        printed: dict[str, Place] = {}
        asked: dict[str, Place] = {}
        for part, section, clause in self.walk():
            place = Place(part.key, section.key, clause.key)
            for key in printed_keys(clause):
                printed.setdefault(key, place)
            for key in asked_keys(section, clause):
                asked.setdefault(key, place)
        for one in self.fields:
            place = printed.get(one.key) or asked.get(one.key) or Place()
            for key in (one.other, *(d.start or d.each for d in one.derived)):
                asked.setdefault(key, place)
        found = {}
        for one in self.fields:
            place = printed.get(one.key) or asked.get(one.key) or Place()
            keys = (place.document, place.section, place.clause, one.key)
            found[one.key] = Place(*keys)
        return found

    @cached_property
    def questions(self) -> Mapping[str, tuple[Field, ...]]:
        """The fields that are asked beside each clause: those that first print there.

        Fields that do not print are asked under the name of the task that uses them.
        """
        found: dict[str, list[Field]] = {}
        for one in self.fields:
            place = self.field_places[one.key]
            found.setdefault(one.task or place.clause, []).append(one)
        return {key: tuple(fields) for key, fields in found.items()}

    @cached_property
    def structural(self) -> frozenset[str]:
        """The fields whose answers decide which sections and clauses stand."""
        conditions = (one for _, s, c in self.walk() for one in (s.when, c.when) if one)
        return self._deciding(key for condition in conditions for key in condition.asks())

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The fields whose answers decide which questions are asked."""
        fields = (one for top in self.fields for one in (top, *top.columns) if one.when)
        return self._deciding(key for one in fields if one.when for key in one.when.asks())

    def _deciding(self, keys: Iterable[str]) -> frozenset[str]:
        """Return `keys`, and the keys that decide whether those fields are asked themselves."""
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                one = self.by_key.get(key)
                waiting.extend(one.when.asks() if one and one.when else ())
        return frozenset(found)

    def walk(self) -> Iterator[tuple[Part, Section, Clause]]:
        """Yield every clause with its document and section, in printed order."""
        for part in self.documents:
            for section in part.sections:
                for clause in section.clauses:
                    yield part, section, clause

    def column(self, dotted: str) -> Field | None:
        """Return the field `key`, or the column `table.column`."""
        key, _, column = dotted.partition(".")
        one = self.by_key.get(key)
        return one.column(column) if one and column else one


def printed_keys(clause: Clause) -> Iterator[str]:
    """Yield the key of each field whose answer stands in the clause's text."""
    for block in texts.parse(clause.text):
        if block.table or block.each:
            yield block.table or block.each
        for inline in block.inlines():
            if isinstance(inline, texts.Names) or (
                isinstance(inline, texts.Answer) and not inline.row
            ):
                yield inline.key


def asked_keys(section: Section, clause: Clause) -> Iterator[str]:
    """Yield the key of each field that decides whether something of the clause stands."""
    blocks = texts.parse(clause.text)
    for condition in (section.when, clause.when, *(block.condition for block in blocks)):
        if condition:
            yield from condition.asks()


def from_plain(built: Mapping[str, Any], schema: Mapping[str, Any], sha256: str) -> Edition:
    """Return the edition that `built` (see `docs/edition-format.md`) describes.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: `built` has not the form of an edition.
        TextFault: one of its conditions cannot be read.
    """
    own = {key: value for key, value in built.items() if key not in _LISTS}
    own.pop("format", None)
    return Edition(
        **{key: own[key] for key in own if key in Edition.__dataclass_fields__},
        documents=tuple(_part(raw) for raw in built["documents"]),
        fields=tuple(_field(raw) for raw in built["fields"]),
        rules=tuple(_make(Rule, raw) for raw in built.get("rules", ())),
        sha256=sha256,
        # as they were read: nobody looks into them but through `plain`, which copies
        built=MappingProxyType(built),
        schema=MappingProxyType(schema),
    )


_LISTS = ("documents", "fields", "rules")


def _part(raw: Mapping[str, Any]) -> Part:
    return _make(Part, raw, sections=tuple(_section(one) for one in raw["sections"]))


def _section(raw: Mapping[str, Any]) -> Section:
    return _make(Section, raw, clauses=tuple(_make(Clause, one) for one in raw["clauses"]))


def _field(raw: Mapping[str, Any]) -> Field:
    derived = tuple(
        Derived(start=one.get("from", ""), each=one.get("each", ""), set=freeze(one["set"]))
        for one in raw.get("derived", ())
    )
    columns = tuple(_field(one) for one in raw.get("columns", ()))
    choices = tuple(_make(Choice, one) for one in raw.get("choices", ()))
    return _make(Field, raw, columns=columns, choices=choices, derived=derived)


def _make(kind: Callable[..., T], raw: Mapping[str, Any], **made: Any) -> T:
    """Return a `kind` of the plain mapping `raw`, with the parts that are already `made`."""
    values = {key: freeze(value) for key, value in raw.items() if key not in made}
    if "basis" in values:
        values["basis"] = tuple(Basis(**one) for one in values["basis"])
    if "when" in values:
        values["when"] = conditions.from_plain(values["when"])
    return kind(**values, **made)
