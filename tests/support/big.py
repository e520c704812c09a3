"""The complete sample of 2022, n times over: what benches and tests of linear growth measure.

Sections, clauses, fields and rows are all there n times. The first copy keeps its keys, each
other one has its own; what a copy refers to lies inside that copy. Only the cover (title,
subtitle, notice) stays single.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mou_desktop.locate import data_folder
from mou_desktop.model import condition as conditions
from mou_desktop.model.document import Document
from mou_desktop.model.typed import with_answers
from mou_desktop.model.values import freeze, plain
from mou_desktop.store import library, project_file
from mou_desktop.store.strict_json import pretty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mou_desktop.model import Edition
    from mou_desktop.model.condition import Condition

SAMPLE = "ma-sro-2022"
TIME = "2027-03-04T05:06:07Z"
ID = "5f0c1d0e-6f0a-4c57-9b0e-0d6f0b8f2a11"
SIZES = (1, 10, 100)
NO_LIMIT = 1 << 31
"""What `project_file.load` takes as its limit: 100 times the sample is more than a project has."""

_LONGEST = 24  # characters of a key
_FORM = re.compile(r"\\[{}\\]|\{[^{}]*\}")
_HEAD = re.compile(r"(\{(?:#table |#each |#names )?)([a-z][a-z0-9_]*)")
_REF = re.compile(r"(\{@(?:[a-z0-9_]+/)?)([a-z][a-z0-9_]*)")


def edition(times: int) -> Edition:
    """Return an edition of `times` the sections, clauses, fields and rules of 2022, all valid."""
    return library.build(built(times))


def built(times: int) -> dict[str, Any]:
    """Return the built form of that edition, plain JSON that nobody has checked."""
    once = _sample()
    copies = [_Copy.of(once, number) for number in range(1, times + 1)]
    document = once["documents"][0]
    sections = [section for copy in copies for section in copy.sections(document["sections"])]
    return {
        **once,
        "id": f"big-{times}",
        "label": f"The sample {times} times over",
        "documents": [{**document, "sections": sections}],
        "fields": [one for copy in copies for one in copy.fields(once["fields"])],
        "rules": [one for copy in copies for one in copy.rules(once["rules"])],
    }


def answers(times: int) -> dict[str, Any]:
    """Return the complete answers `times` over, as an answers file holds them."""
    once, given = _sample(), _answers()
    copies = (_Copy.of(once, number) for number in range(1, times + 1))
    return {key: value for copy in copies for key, value in copy.answers(given).items()}


def document(times: int) -> Document:
    """Return the completely answered document of that edition."""
    return answered(edition(times), answers(times))


def answered(edition: Edition, given: Mapping[str, Any]) -> Document:
    """Return a document of `edition`, its answers as given, in edition order."""
    known = [one.key for one in edition.fields if one.key in given]
    ordered = {key: given[key] for key in known}
    return Document(edition=edition, id=ID, created=TIME, saved=TIME, answers=freeze(ordered))


def data(document: Document) -> bytes:
    """Return `document` as the bytes of its `.mou` file."""
    return pretty(project_file.to_plain(document))


@lru_cache(maxsize=1)
def _sample() -> dict[str, Any]:
    found: dict[str, Any] = plain(library.find(SAMPLE).built)
    return found


@lru_cache(maxsize=1)
def _answers() -> dict[str, Any]:
    """Return the answers of the sample as the program reads them."""
    path = data_folder("resources") / "samples" / "answers-complete.json"
    raw = json.loads(path.read_text(encoding="utf-8"))["answers"]
    empty = Document(edition=library.find(SAMPLE), id=ID)
    found: dict[str, Any] = plain(with_answers(empty, raw).answers)
    return found


@dataclass(frozen=True)
class _Copy:
    """One of the copies: how it calls the fields, and the sections and clauses, of the sample."""

    number: int
    field_names: Mapping[str, str]
    part_names: Mapping[str, str]

    @classmethod
    def of(cls, once: Mapping[str, Any], number: int) -> _Copy:
        sections = [section for part in once["documents"] for section in part["sections"]]
        clauses = [clause for section in sections for clause in section["clauses"]]
        return cls(
            number,
            dict(_named((one["key"] for one in once["fields"]), number)),
            dict(_named((one["key"] for one in [*sections, *clauses]), number)),
        )

    def sections(self, raw: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        for section in raw:
            clauses = [self._clause(clause) for clause in section["clauses"]]
            yield {**self._asked(section), "key": self._part(section["key"]), "clauses": clauses}

    def fields(self, raw: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        for one in raw:
            made = {**self._blank(one), "key": self._field(one["key"])}
            if "other" in one:
                made["other"] = self._field(one["other"])
            if "columns" in one:
                made["columns"] = [self._blank(column) for column in one["columns"]]
            if "derived" in one:
                made["derived"] = [self._derived(rule) for rule in one["derived"]]
            yield made

    def rules(self, raw: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        for rule in raw:
            keys = [self._dotted(key) for key in rule.get("keys", [])]
            yield {**self._asked(rule), **({"keys": keys} if keys else {})}

    def answers(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        rows = {row: self._row(row) for row in _row_ids(raw)}
        return {self._field(key): _renamed(value, rows) for key, value in raw.items()}

    def _clause(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        made = self._asked(raw)
        return {**made, "key": self._part(raw["key"]), "text": self._text(raw["text"])}

    def _blank(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        made = self._asked(raw)
        return {**made, "rows_of": self._field(raw["rows_of"])} if "rows_of" in raw else made

    def _derived(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        filled = {column: self._text(text) for column, text in raw["set"].items()}
        source = {key: self._field(raw[key]) for key in ("from", "each") if key in raw}
        return {**source, "set": filled}

    def _asked(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return `raw` with its condition about the fields of this copy."""
        if "when" not in raw:
            return dict(raw)
        return {**raw, "when": self._condition(raw["when"])}

    def _condition(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        ((op, body),) = raw.items()
        if op == "not":
            return {op: self._condition(body)}
        if op in {"all", "any"}:
            return {op: [self._condition(part) for part in body]}
        if isinstance(body, str):
            return {op: self._dotted(body)}
        return {op: [self._dotted(body[0]), *body[1:]]}

    def _text(self, text: str) -> str:
        return _FORM.sub(lambda match: self._form(match.group()), text)

    def _form(self, form: str) -> str:
        if form.startswith("{?"):
            asked = _raw_condition(conditions.parse(form[2:-1]))
            return f"{{? {_words_of(self._condition(asked))}}}"
        form = _REF.sub(lambda match: match.group(1) + self._part(match.group(2)), form, count=1)
        if form.startswith(("{@", "{.", "\\")):
            return form
        return _HEAD.sub(lambda match: match.group(1) + self._field(match.group(2)), form, count=1)

    def _dotted(self, key: str) -> str:
        """Return a key that may be followed by a column, or be a column itself."""
        if key.startswith("."):
            return key
        table, dot, column = key.partition(".")
        return self._field(table) + dot + column

    def _field(self, key: str) -> str:
        return self.field_names[key]

    def _part(self, key: str) -> str:
        return self.part_names[key]

    def _row(self, row: str) -> str:
        if self.number == 1:
            return row
        return "b" + hashlib.sha256(f"{row}/{self.number}".encode()).hexdigest()[:7]


def _named(keys: Iterable[str], number: int) -> Iterator[tuple[str, str]]:
    """Yield each key with its name in a copy: cut to make room for the number, still unique."""
    taken: set[str] = set()
    for key in keys:
        mark = "" if number == 1 else f"x{number}"
        stem = key if number == 1 else key[: _LONGEST - len("x100")]
        for letter in "abcdefgh":
            if stem not in taken:
                break
            stem = stem[:-1] + letter
        taken.add(stem)
        yield key, stem + mark


def _row_ids(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        if "_id" in raw:
            yield raw["_id"]
        raw = list(raw.values())
    for item in raw if isinstance(raw, list) else ():
        yield from _row_ids(item)


def _renamed(raw: Any, rows: Mapping[str, str]) -> Any:
    if isinstance(raw, dict):
        return {key: _renamed(value, rows) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_renamed(item, rows) for item in raw]
    return rows.get(raw, raw) if isinstance(raw, str) else raw


def _raw_condition(condition: Condition) -> dict[str, Any]:
    """Return a condition as TOML would write it."""
    if condition.op == "not":
        return {"not": _raw_condition(condition.parts[0])}
    if condition.parts:
        return {condition.op: [_raw_condition(part) for part in condition.parts]}
    values = list(condition.values)
    return {condition.op: [condition.key, *values] if values else condition.key}


def _words_of(raw: Mapping[str, Any]) -> str:
    """Return a condition as a clause's text writes it."""
    ((op, body),) = raw.items()
    if op == "not":
        return f"not {_words_of(body)}"
    if op in {"all", "any"}:
        return f"{op}({' ; '.join(_words_of(part) for part in body)})"
    return f"{op} {body if isinstance(body, str) else ' '.join(body)}"
