"""Whether the answers are there, and are what their fields ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mou_desktop import messages, validation
from mou_desktop.model import Document, Edition, Field, Finding, Place, Severity
from mou_desktop.model.answer_schema import Schema, property_of
from mou_desktop.model.document import is_answered, row_id
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.spoken import joined, speak
from mou_desktop.model.values import EMPTY, Value, hidden_characters, plain

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_TOO_MUCH = {
    "minimum": ("field.bounds", messages.BELOW),
    "maximum": ("field.bounds", messages.ABOVE),
    "maxLength": ("field.too_long", messages.TOO_LONG),
    "maxItems": ("field.too_long", messages.TOO_MANY),
    "uniqueItems": ("field.twice", messages.TWICE),
}


class AnswerCheck:
    """Checks answers one field at a time; it keeps a validator for each field of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._schemas: dict[str, Schema] = {}
        self._validators: dict[str, Draft202012Validator] = {}

    def findings(self, document: Document) -> Iterator[Finding]:
        """Yield what is wrong with all answers of `document`, which is of this edition."""
        for one in self._edition.fields:
            yield from self.of_field(document, one)
        for key in document.answers:
            if key not in self._edition.by_key:
                text = messages.UNKNOWN_ANSWER.format(key=key)
                yield _finding("answer.unknown", "should", text, Place(field=key), None)

    def of_field(self, document: Document, one: Field) -> Iterator[Finding]:
        """Yield what is wrong with the answer to one field; a hidden question is never wrong."""
        if not document.holds(one.when):
            return
        place = self._edition.field_places[one.key]
        if not document.answered(one.key):
            yield from _missing(one, one, place)
        if one.key not in document.answers:
            return
        answer = document.answers[one.key]
        yield from self._wrong(one, answer, place)
        if one.type == "table" and isinstance(answer, tuple):
            yield from _rows(document, one, answer, place)
        else:
            yield from _unknown_rows(document, one, one, answer, place)
            yield from _cents(one, one, answer, place)

    def _wrong(self, one: Field, answer: Value, place: Place) -> Iterator[Finding]:
        if one.key not in self._schemas:
            self._schemas[one.key] = property_of(one)
        raw, schema = plain(answer), self._schemas[one.key]
        if validation.fits(raw, schema):
            return
        if one.key not in self._validators:
            self._validators[one.key] = validation.validator(schema)
        seen = set()
        for fault in validation.faults_of(self._validators[one.key], raw):
            path = fault.path[:2] if one.type == "table" else ()
            if path not in seen:
                seen.add(path)
                yield _wrong_finding(one, answer, fault, place)


def _wrong_finding(one: Field, answer: Value, fault: validation.Fault, place: Place) -> Finding:
    """Return the finding for one departure from a field's schema."""
    about, path, row = one, list(fault.path), EMPTY
    number: int | None = None
    if one.type == "table" and path and isinstance(path[0], int):
        number = int(path.pop(0))
        row = answer[number] if isinstance(answer[number], Mapping) else EMPTY
        about = (one.column(str(path.pop(0))) or one) if path else one
    if fault.keyword == "required" or (about is one and number is not None):
        text = messages.ROW_WITHOUT_ID.format(label=one.label)
        rule = "row.id"
    else:
        rule, text = _wording(about, fault, path)
    return _finding(rule, "must", text, place, one, about, row, number)


def _wording(about: Field, fault: validation.Fault, path: list[str | int]) -> tuple[str, str]:
    """Return the rule and the sentence for a departure within one field or column."""
    rule, text = _TOO_MUCH.get(fault.keyword, ("field.wrong", ""))
    size = len(fault.value) if isinstance(fault.value, str | list) else 0
    if rule in {"field.too_long", "field.twice"}:
        return rule, text.format(label=about.label, bound=fault.bound, size=size)
    if about.type == "person" and path and path[0] in {"phone", "email"}:
        return rule, messages.WRONG[str(path[0])]
    if about.wrong:
        return rule, about.wrong
    if text:
        return rule, text.format(label=about.label, bound=speak(about, fault.bound))
    return rule, messages.WRONG.get(about.type, messages.WRONG["text"]).format(label=about.label)


def _rows(
    document: Document, table: Field, rows: tuple[Value, ...], place: Place
) -> Iterator[Finding]:
    """Yield what is missing in, or wrong with, the rows of a table."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            continue
        if row_id(row) in seen:
            text = messages.SAME_ID.format(label=table.label)
            yield _finding("row.same_id", "must", text, place, table, table, row, number)
        seen.add(row_id(row))
        for column in table.columns:
            if not document.holds(column.when, row):
                continue
            answer = row.get(column.key)
            if not is_answered(column, answer):
                yield from _missing(table, column, place, row, number)
            yield from _unknown_rows(document, table, column, answer, place, row, number)
            yield from _cents(table, column, answer, place, row, number)
        for key in row:
            if key != "_id" and table.column(key) is None:
                text = messages.UNKNOWN_COLUMN.format(label=table.label, key=key)
                yield _finding("answer.unknown", "should", text, place, table, table, row, number)


def _missing(
    one: Field,
    about: Field,
    place: Place,
    row: Mapping[str, Value] = EMPTY,
    number: int | None = None,
) -> Iterator[Finding]:
    if about.required and not about.derived:
        rule, severity = "field.missing", "must"
    elif about.advised:
        rule, severity = "field.advised", "should"
    else:
        return
    text = about.missing or messages.MISSING.format(label=about.label)
    yield _finding(rule, severity, text, place, one, about, row, number)  # type: ignore[arg-type]


def _unknown_rows(
    document: Document,
    one: Field,
    about: Field,
    answer: Value,
    place: Place,
    row: Mapping[str, Value] = EMPTY,
    number: int | None = None,
) -> Iterator[Finding]:
    """Yield choices over the rows of a table that name a row which is not there."""
    if not about.rows_of or answer is None:
        return
    rows = document.counts(about.rows_of)
    known = {row_id(each) for each in rows} if isinstance(rows, tuple) else set()
    for chosen in answer if isinstance(answer, tuple) else (answer,):
        if isinstance(chosen, str) and chosen not in known:
            table = document.edition.by_key[about.rows_of].label
            text = messages.NO_ROW.format(label=about.label, table=table)
            yield _finding("row.unknown", "must", text, place, one, about, row, number)
            return


def _cents(
    one: Field,
    about: Field,
    answer: Value,
    place: Place,
    row: Mapping[str, Value] = EMPTY,
    number: int | None = None,
) -> Iterator[Finding]:
    if about.type != "money" or isinstance(answer, bool) or not isinstance(answer, int | float):
        return
    if round(answer, 2) != answer:
        text = messages.CENTS.format(label=about.label)
        yield _finding("field.cents", "must", text, place, one, about, row, number)


def hidden_text(document: Document) -> Iterator[Finding]:
    """Yield the answers and local texts that hold characters nobody can see."""
    for one in document.edition.fields:
        names = _hidden_in(document.answers.get(one.key))
        if names and document.holds(one.when):
            text = messages.HIDDEN_CHARACTER.format(label=one.label, names=joined(names))
            place = document.edition.field_places[one.key]
            yield _finding("text.hidden", "should", text, place, one)
    local = [(key, one.text) for key, one in document.clauses.items()]
    for key, words in (*local, *((one.id, f"{one.heading}\n{one.text}") for one in document.added)):
        if names := _hidden_in(words):
            place = document.edition.clause_places.get(key, Place(clause=key))
            clause = document.edition.clauses.get(key)
            label = clause.heading if clause else messages.ADDED_TEXT
            text = messages.HIDDEN_CHARACTER.format(label=label, names=joined(names))
            yield Finding(rule="text.hidden", severity="should", message=text, place=place)


def _hidden_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [f"{name} at position {at + 1}" for at, name in hidden_characters(value)][:5]
    if isinstance(value, Mapping):
        value = tuple(value.values())
    return (
        [name for item in value for name in _hidden_in(item)][:5]
        if isinstance(value, tuple)
        else []
    )


def row_name(table: Field, row: Mapping[str, Value]) -> str:
    """Return what a row is called: the answer in its first column, or nothing."""
    first = table.columns[0]
    return speak(first, row.get(first.key), PERSON_PARTS[0] if first.type == "person" else "")


def _finding(
    rule: str,
    severity: Severity,
    text: str,
    place: Place,
    one: Field | None,
    about: Field | None = None,
    row: Mapping[str, Value] = EMPTY,
    number: int | None = None,
) -> Finding:
    """Return a finding at a field, or at a column of a row of it."""
    if one is not None and number is not None:
        name = row_name(one, row)
        name = f" ({name})" if name else ""
        text = messages.ROW.format(number=number + 1, name=name, message=text)
        column = "" if about is None or about is one else f".{about.key}"
        keys = (place.document, place.section, place.clause, one.key + column)
        place = Place(*keys, row=row_id(row))
    basis = one.basis if one else ()
    return Finding(rule=rule, severity=severity, message=text, place=place, basis=basis)
