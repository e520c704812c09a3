"""Reads what was typed, pasted or written in an answers file as the type of its field.

What cannot be read stays the text that was typed: it is kept, prints as typed, and is a finding.
Every text passes `clean_text` on its way in.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from mou_desktop.model.document import Document, row_id
from mou_desktop.model.edition import PERSON_PARTS, Field
from mou_desktop.model.spoken import read_date, speak
from mou_desktop.model.values import Value, clean, freeze, mint_id, plain

_US_DATE = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_LONG_DATE = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers for one document, whose tables it knows for choices over their rows."""

    document: Document

    def read(self, one: Field, raw: Any) -> Value:
        """Return `raw`, a text or plain JSON, as a value of the type of `one`."""
        raw = clean(raw)
        if one.type == "table":
            return freeze([self._row(one, row) for row in raw]) if isinstance(raw, list) else raw
        if one.type in {"choices", "list"}:
            return freeze(self._several(one, raw))
        if one.type == "person" and isinstance(raw, str) and raw.strip():
            return freeze({"name": raw.strip()})
        if one.type == "choice":
            return self._choice(one, raw)
        return freeze(_READ[one.type](raw) if one.type in _READ and isinstance(raw, str) else raw)

    def _row(self, table: Field, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        columns = {column.key: column for column in table.columns}
        return {
            key: self.read(columns[key], value) if key in columns else value
            for key, value in raw.items()
        }

    def _several(self, one: Field, raw: Any) -> Any:
        if isinstance(raw, str):
            parts = (part.strip() for part in re.split(r"[;\n]", raw))
            raw = [part for part in parts if part]
        if one.type == "list" or not isinstance(raw, list):
            return raw
        return [self._choice(one, item) for item in raw]

    def _choice(self, one: Field, raw: Any) -> Value:
        """Return the key of a choice, or the `_id` of a row, that `raw` names in any way."""
        if not isinstance(raw, str):
            return freeze(raw)
        text = raw.strip()
        if one.rows_of:
            return self._row_named(one.rows_of, text)
        for choice in one.choices:
            if text.casefold() in {choice.key, choice.label.casefold()}:
                return choice.key
        return text

    def _row_named(self, table: str, text: str) -> str:
        one = self.document.edition.by_key[table]
        first = one.columns[0]
        rows = self.document.counts(table)
        for row in rows if isinstance(rows, tuple) else ():
            part = PERSON_PARTS[0] if first.type == "person" else ""
            name = speak(first, row.get(first.key), part) if isinstance(row, Mapping) else ""
            if text and text in {row_id(row), name}:
                return row_id(row)
        return text


def with_identities(table: Field, rows: Value, present: Value) -> Value:
    """Return `rows` of `table`, each with an `_id`.

    A row without one takes that of the present row with the same first column, else of the row at
    the same position, else a new one. No two rows share one.
    """
    if not isinstance(rows, tuple):
        return rows
    first = table.columns[0].key
    before = [row for row in present or () if isinstance(row, Mapping)]
    taken = {row_id(row) for row in rows}
    names = {_name(row.get(first)): row_id(row) for row in reversed(before)}
    named = [_free(row_id(row), names.get(_name(_get(row, first)), ""), taken) for row in rows]
    made = []
    for number, (row, found) in enumerate(zip(rows, named, strict=True)):
        place = row_id(before[number]) if number < len(before) else ""
        identity = found or _free("", place, taken) or mint_id()
        made.append({"_id": identity, **_without_id(row)} if isinstance(row, Mapping) else row)
    return freeze(made)


def _without_id(row: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in row.items() if key != "_id"}


def _free(own: str, wanted: str, taken: set[str]) -> str:
    """Return the row's own identity, or the wanted one if no other row has it."""
    if own or not wanted or wanted in taken:
        return own
    taken.add(wanted)
    return wanted


def _get(row: Value, key: str) -> Value:
    return row.get(key) if isinstance(row, Mapping) else None


def _name(value: Value) -> Any:
    return value.get("name") if isinstance(value, Mapping) else value


def with_answers(document: Document, raw: Mapping[str, Any]) -> Document:
    """Return `document` with plain answers read and put in; null or an empty text takes one out.

    Tables come first, so that choices over their rows find them. Keys that are no fields are the
    caller's to refuse.
    """
    fields = document.edition.by_key
    cleaned = {key: clean(value) for key, value in raw.items()}
    given = {key: value if value not in ("", []) else None for key, value in cleaned.items()}
    tables = {
        key: with_identities(fields[key], freeze(value), document.counts(key))
        for key, value in given.items()
        if fields[key].type == "table" and value is not None
    }
    reader = Reader(document.with_answers(tables))
    read = {
        key: reader.read(fields[key], plain(tables.get(key, value)))
        for key, value in given.items()
        if value is not None
    }
    return document.with_answers(
        {**given, **{key: value if value != "" else None for key, value in read.items()}}
    )


def _date(text: str) -> str:
    text = text.strip()
    if read_date(text):
        return text
    month = day = year = 0
    if match := _US_DATE.fullmatch(text):
        month, day, year = (int(part) for part in match.groups())
    elif match := _LONG_DATE.fullmatch(text):
        name = match.group(1)[:3].casefold()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
        day, year = int(match.group(2)), int(match.group(3))
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return text


def _number(text: str) -> Any:
    digits = text.strip().removeprefix("$").removesuffix("%").replace(",", "").strip()
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number) > 2**53:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _yes_no(text: str) -> Any:
    return _YES_NO.get(text.strip().casefold(), text)


_READ: dict[str, Callable[[str], Any]] = {
    "date": _date, "number": _number, "money": _number, "percent": _number, "yes_no": _yes_no,
    "email": str.strip, "phone": str.strip, "url": str.strip,
}  # fmt: skip
