"""What an answer to a field must be when there is one, as JSON Schema.

The schema of an edition and the check at each keystroke are made of these same pieces. Patterns
are linear and stand beside a `maxLength`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from mou_desktop.model.values import VISIBLE

if TYPE_CHECKING:
    from mou_desktop.model.edition import Field

Schema: TypeAlias = dict[str, Any]

ROW_ID = "^[a-z][a-z0-9]{7}$"
DEFAULT_LENGTH = 2000
DEFAULT_ROWS = 500

_END = "$(?!\\n)"  # in Python a bare $ also matches before a last newline
_DATE = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_END}"
_EMAIL = f"^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+{_END}"
_URL = f"^https?://[^\\s/.]+(\\.[^\\s/.]+)+(/\\S*)?{_END}"
_PHONE = f"^[0-9A-Za-z +().,#/-]*{_END}"
SEEN: Schema = {"pattern": VISIBLE}


def property_of(one: Field) -> Schema:
    """Return what an answer to `one` must be when there is one: its type, bounds and format."""
    length = one.max_length or DEFAULT_LENGTH
    text: Schema = {"type": "string", "maxLength": length}
    match one.type:
        case "date":
            return {"type": "string", "maxLength": 10, "pattern": _DATE, "format": "date"}
        case "email":
            return {**text, "pattern": _EMAIL}
        case "url":
            return {**text, "pattern": _URL}
        case "phone":
            return {**text, "pattern": _PHONE}
        case "number" | "money" | "percent":
            return {"type": "integer" if one.whole else "number", **bounds_of(one)}
        case "yes_no":
            return {"type": "boolean"}
        case "choice":
            return _choice(one)
        case "choices":
            return {"type": "array", "items": _choice(one), "uniqueItems": True, "maxItems": 500}
        case "list":
            return {"type": "array", "items": text, "maxItems": one.max_items or DEFAULT_ROWS}
        case "person":
            return _person(length)
        case "table":
            return _table(one)
    return text


def bounds_of(one: Field) -> Schema:
    """Return the smallest and the largest number that `one` takes, where it has such bounds."""
    least, most = (0, 100) if one.type == "percent" else (None, None)
    bounds = {
        "minimum": least if one.min is None else one.min,
        "maximum": most if one.max is None else one.max,
    }
    return {word: bound for word, bound in bounds.items() if bound is not None}


def _choice(one: Field) -> Schema:
    if one.rows_of:
        return {"type": "string", "maxLength": 8, "pattern": ROW_ID}
    return {"enum": [choice.key for choice in one.choices]}


def _person(length: int) -> Schema:
    text: Schema = {"type": "string", "maxLength": length}
    parts: Schema = {
        "name": text,
        "title": text,
        "phone": {**text, "pattern": _PHONE},
        "email": {**text, "pattern": f"{_EMAIL}|^{_END}"},
    }
    return {"type": "object", "properties": parts, "additionalProperties": False}


def _table(one: Field) -> Schema:
    row: Schema = {
        "type": "object",
        "required": ["_id"],
        "properties": {
            "_id": {"type": "string", "maxLength": 8, "pattern": ROW_ID},
            **{column.key: property_of(column) for column in one.columns},
        },
    }
    return {"type": "array", "maxItems": one.max_rows or DEFAULT_ROWS, "items": row}


def answered(one: Field) -> Schema:
    """Return what a visible answer to `one` looks like, whatever else is wrong with it."""
    if one.type == "person":
        need = {part: dict(SEEN) for part in one.need}
        return {**SEEN, "required": list(one.need), "properties": need}
    if one.type == "table":
        return {**SEEN, "minItems": one.min_rows}
    if one.type in {"list", "choices"}:
        return {**SEEN, "minItems": 1, "contains": dict(SEEN)}
    return dict(SEEN)
