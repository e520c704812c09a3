"""Answers from outside: an answers file, or KEY=VALUE words that reach into tables and persons."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import AnswerRefused
from mou_desktop.model.document import row_id
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.typed import Reader, with_answers
from mou_desktop.model.values import clean_text, plain
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mou_desktop.model import Document, Field, Place

_STEP = re.compile(r"\.([a-z_][a-z0-9_]*)|\[([^\]]*)\]")
_HEAD = re.compile(r"[a-z][a-z0-9_]*")


def with_suffix(path: Path, suffix: str) -> Path:
    """Return `path` with `suffix` added where it has none of that kind.

    Raises:
        AnswerRefused: `path` names no file at all.
    """
    if not path.name:
        raise AnswerRefused("Give the name of a file, such as acton.mou.")
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def from_file(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the edition that an answers file names, or "", and its answers by field key.

    Raises:
        AnswerRefused: the file is no answers file.
    """
    try:
        raw = parse(decode(read_file(path))[0])
    except JsonFault as fault:
        raise AnswerRefused(
            f"“{path.name}” cannot be read: {fault}. Mend it and try again."
        ) from fault
    found = raw.get("answers") if isinstance(raw, dict) else None
    if not isinstance(found, dict):
        raise AnswerRefused(
            f'“{path.name}” is no answers file. It should read {{"answers": {{key: value}}}}.'
        )
    named = raw.get("edition")
    return named if isinstance(named, str) else "", found


def put(document: Document, given: Mapping[str, Any]) -> Document:
    """Return `document` with the plain answers `given`.

    Raises:
        AnswerRefused: a key is no field of the edition, or a table is no list of rows.
    """
    for key, value in given.items():
        one = _field(document, key)
        if one.type == "table" and value is not None:
            _refuse_columns(one, value)
    return with_answers(document, given)


def _refuse_columns(table: Field, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise AnswerRefused(f"“{table.key}” is a table: give a list of objects, one for each row.")
    known = ["_id", *(column.key for column in table.columns)]
    for row in value:
        for key in row:
            if key not in known:
                raise AnswerRefused(f"“{table.key}” has no column “{key}”.{_near(key, known)}")


def _field(document: Document, key: str) -> Field:
    one = document.edition.by_key.get(key)
    if one is None:
        near = _near(key, list(document.edition.by_key))
        raise AnswerRefused(f"There is no field “{key}” in {document.edition.id}.{near}")
    return one


def _near(key: str, known: list[str]) -> str:
    found = difflib.get_close_matches(key, known, n=1)
    return f" Did you mean “{found[0]}”?" if found else " See mou fields."


@dataclass(frozen=True, slots=True)
class Put:
    """What a KEY led to: a whole field, or one row of it (an empty one is gone), or a column there.

    Attributes:
        row: `_id` of the row; None where KEY names no row.
    """

    field: str
    row: str | None = None
    column: str = ""

    def touches(self, place: Place) -> bool:
        """Return whether what is said at `place` is said of what was put."""
        field, _, column = place.field.partition(".")
        if field != self.field:
            return False
        if self.row is None or not place.row:
            return True
        return place.row == self.row and (not self.column or column in {"", self.column})


def put_pair(document: Document, pair: str) -> tuple[Put, Document]:
    """Return where one `KEY=VALUE` leads, and `document` with it put in.

    KEY is a field, then perhaps a row `[0]`, a column and a part of a person, each after a dot:
    `pd[0].chief.name`. The row after the last adds one. An empty VALUE takes the answer out.

    Raises:
        AnswerRefused: KEY leads nowhere.
    """
    path, equals, text = pair.partition("=")
    head = _HEAD.match(path)
    steps = _STEP.findall(path, head.end()) if head else []
    length = head.end() + sum(len(a) + 1 if a else len(b) + 2 for a, b in steps) if head else 0
    if not equals or not head or length != len(path):
        raise AnswerRefused(f"“{pair}” is not KEY=VALUE, such as school[0].name=North School.")
    one = _field(document, head.group())
    now = plain(document.rows(one) if one.type == "table" else document.answer(one.key))
    raw = _placed(document, one, now, [name or f"[{row}" for name, row in steps], text)
    changed = with_answers(document, {one.key: raw})
    return _put(document, changed, one, steps), changed


def _put(before: Document, after: Document, one: Field, steps: list[tuple[str, str]]) -> Put:
    if one.type != "table" or not steps:
        return Put(one.key)
    then, now = _ids(before, one), _ids(after, one)
    at = steps[0][1]
    number = then.index(at) if at in then else int(at)
    gone = len(now) < max(len(then), number + 1)
    return Put(one.key, "" if gone else now[number], steps[1][0] if steps[1:] else "")


def _ids(document: Document, table: Field) -> list[str]:
    rows = document.rows(table)
    return [row_id(row) for row in rows] if isinstance(rows, tuple) else []


def _placed(document: Document, one: Field, now: Any, steps: list[str], text: str) -> Any:
    """Return the plain answer `now` with `text` put where `steps` lead."""
    if not steps:
        return _value(document, one, text)
    step, *rest = steps
    if step.startswith("["):
        return _in_row(document, one, now, (step[1:], rest), text)
    if one.type == "person" and step in PERSON_PARTS and not rest:
        person = dict(now) if isinstance(now, dict) else {}
        person.pop(step, None)
        return {**person, step: clean_text(text)} if text else person
    raise AnswerRefused(f"“{one.key}” has no part “{step}”.{_parts(one)}")


def _in_row(
    document: Document, one: Field, now: Any, where: tuple[str, list[str]], text: str
) -> Any:
    index, rest = where
    rows = list(now) if isinstance(now, list) else []
    if one.type not in {"table", "list"} or (one.type == "list" and rest):
        raise AnswerRefused(f"“{one.key}” has no rows.{_parts(one)}")
    ids = [row.get("_id") if isinstance(row, dict) else None for row in rows]
    at = ids.index(index) if index in ids else int(index) if index.isdecimal() else -1
    if not 0 <= at <= len(rows):
        raise AnswerRefused(
            f"“{one.key}” has {len(rows)} rows, counted from 0. [{len(rows)}] adds one."
        )
    if at == len(rows):
        rows.append({} if one.type == "table" else "")
    if one.type == "list":
        rows[at] = clean_text(text)
    elif not rest:
        rows[at] = _json(text) if text else None
    else:
        column = one.column(rest[0])
        if column is None:
            known = [each.key for each in one.columns]
            raise AnswerRefused(f"“{one.key}” has no column “{rest[0]}”.{_near(rest[0], known)}")
        value = _placed(document, column, rows[at].get(column.key), rest[1:], text)
        rows[at] = {k: v for k, v in {**rows[at], column.key: value}.items() if v not in ("", None)}
    return [row for row in rows if row not in (None, "", {})]


def _value(document: Document, one: Field, text: str) -> Any:
    """Return the text of a value: JSON where a table or person is written so, else as typed."""
    if not text:
        return None
    if one.type == "table":
        value = _json(text)
        _refuse_columns(one, value)
        return value
    if one.type in {"person", "list", "choices"} and text.lstrip()[:1] in {"{", "["}:
        return _json(text)
    return plain(Reader(document).read(one, text))


def _json(text: str) -> Any:
    try:
        return parse(text)
    except JsonFault as fault:
        raise AnswerRefused(f"“{text[:60]}” cannot be read as JSON: {fault}.") from fault


def _parts(one: Field) -> str:
    if one.type == "person":
        return f" It has: {', '.join(PERSON_PARTS)}."
    if one.columns:
        return f" Name a row and a column, such as {one.key}[0].{one.columns[0].key}."
    return " It takes one value."
