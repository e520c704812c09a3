"""Reads what stands in the places of answers, and puts it back as the type of its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mou_desktop.model.anchors import Anchor, anchor_of
from mou_desktop.model.document import row_id
from mou_desktop.model.typed import Reader
from mou_desktop.model.values import clean_text, freeze
from mou_desktop.word.returned.segment import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.model import Document, Field
    from mou_desktop.model.values import Value
    from mou_desktop.word.returned.values import Para

_ANSWERS = {"answer", "typed", "blank"}


def shown_in(paras: Iterable[Para]) -> dict[str, list[tuple[str, bool, Para]]]:
    """Return, by tag, what each place of an answer shows, and whether that is its prompt."""
    found: dict[str, list[tuple[str, bool, Para]]] = {}
    for para in paras:
        for span in para.spans:
            if span.kind in _ANSWERS and span.key:
                found.setdefault(span.key, []).append((span.text, span.kind == "blank", para))
    return found


def field_of(document: Document, anchor: Anchor) -> Field | None:
    """Return the field or the column that answers at `anchor`."""
    one = document.edition.by_key.get(anchor.field)
    if one is None or not anchor.row or one.type == "list":
        return one
    return one.column(anchor.column)


def anchor_in(document: Document, tag: str) -> Anchor | None:
    """Return the anchor of a tag, if the edition has such a field."""
    anchor = anchor_of(tag)
    return anchor if anchor and field_of(document, anchor) else None


def prompt_in(document: Document, anchor: Anchor) -> str:
    """Return the words that stand where nothing is answered."""
    one = field_of(document, anchor)
    return f"[{one.label}]" if one else ""


def read_as(document: Document, anchor: Anchor, text: str) -> Value:
    """Return what was put at `anchor` as the type of its field; as typed where it is none."""
    one, text = field_of(document, anchor), clean_text(text)
    words = normal(text) if one is None or one.type != "long_text" else text.strip()
    if one is None or not words:
        return None
    if one.type == "percent":
        words = words.removesuffix("percent").strip()
    if one.type == "choice" and not one.rows_of:
        for choice in one.choices:
            if normal(choice.print or choice.label) == words:
                return choice.key
    if one.type == "person" and not anchor.part:
        return freeze(_person(text))
    if one.type in {"choices", "list", "table"} and not anchor.row:
        return None
    if anchor.part or one.type == "list":
        return words
    return Reader(document).read(one, words)


def _person(text: str) -> dict[str, str]:
    """Return the parts of a person who is written out: a name, then what each part looks like."""
    name, *rest = (normal(one) for one in re.split(r", |\n", text.strip()))
    found = {"name": name}
    for one in rest:
        digits = sum(each.isdigit() for each in one)
        key = "email" if "@" in one else "phone" if 2 * digits > len(one) else "title"
        found[key] = f"{found[key]}, {one}" if key in found else one
    return found


def with_value(
    document: Document, anchor: Anchor, value: Value, shown: str = ""
) -> Document | None:
    """Return `document` with `value` at `anchor`; None where there is no such place any more.

    Args:
        document: the agreement.
        anchor: the place.
        value: what is put there.
        shown: what stood there, so that parts of a person which did not show are kept.
    """
    one = document.edition.by_key[anchor.field]
    answer = document.counts(anchor.field) if one.type == "table" else document.answer(anchor.field)
    if not anchor.row:
        return document.with_answer(anchor.field, _in_part(answer, anchor.part, value, shown))
    if not isinstance(answer, tuple):
        return None
    if one.type == "list":
        at = int(anchor.row) - 1 if anchor.row.isdecimal() else -1
        if not 0 <= at < len(answer):
            return None
        kept = [*answer[:at], *([] if value is None else [value]), *answer[at + 1 :]]
        return document.with_answer(anchor.field, tuple(kept) or None)
    if all(row_id(row) != anchor.row for row in answer):
        return None
    rows = tuple(
        _row(row, anchor, value, shown) if row_id(row) == anchor.row else row for row in answer
    )
    return document.with_answer(anchor.field, rows)


def _row(row: Mapping[str, Value], anchor: Anchor, value: Value, shown: str) -> Mapping[str, Value]:
    cell = _in_part(row.get(anchor.column), anchor.part, value, shown)
    rest: dict[str, Any] = {key: each for key, each in row.items() if key != anchor.column}
    return rest if cell is None else {**row, anchor.column: cell}


def _in_part(answer: Value, part: str, value: Value, shown: str) -> Value:
    if not part:
        if isinstance(answer, Mapping) and isinstance(value, Mapping):
            hidden = {key: each for key, each in answer.items() if str(each) not in shown}
            return {**hidden, **value}
        return value
    held = answer if isinstance(answer, Mapping) else {}
    found = {key: each for key, each in held.items() if key != part}
    if value is not None:
        found[part] = value
    return found or None
