"""The one door to jsonschema: formats really checked, nothing fetched, no validator's words shown.

jsonschema is loaded by the first value that may be wrong and not before: it costs as much as the
rest of a start. A value that keeps to the few plain keywords that schemas of answers are made of
needs no more than `fits`; what is wrong with any other, jsonschema alone says.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure from a schema: where, which keyword, its bound, and what stands there."""

    path: tuple[str | int, ...]
    keyword: str
    bound: Any
    value: Any


def fits(raw: Any, schema: Mapping[str, Any]) -> bool:
    """Return whether the plain JSON value `raw` is surely as `schema` asks; False where unsure."""
    return all(
        word in _SURE and _SURE[word](raw, bound, schema) is True for word, bound in schema.items()
    )


def faults(raw: Any, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield where and how the plain JSON value `raw` departs from `schema`."""
    return faults_of(validator(schema), raw)


def faults_of(ready: Draft202012Validator, raw: Any) -> Iterator[Fault]:
    """Yield the departures of `raw` that the validator `ready` finds."""
    for error in ready.iter_errors(raw):
        for leaf in _leaves(error):
            path = tuple(leaf.absolute_path)
            yield Fault(path, str(leaf.validator), leaf.validator_value, leaf.instance)


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return a validator of `schema` that follows no reference out of it."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(dict(schema), registry=Registry(), format_checker=_format_checker())


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if error.context:
        for child in error.context:
            yield from _leaves(child)
    else:
        yield error


@functools.cache
def _format_checker() -> Any:
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(_is_date)
    return checker


def _is_date(text: object) -> bool:
    return not isinstance(text, str) or datetime.date.fromisoformat(text).isoformat() == text


# ---- what is surely right ------------------------------------------------------------------

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list,
    "object": dict,
}  # fmt: skip


def _is_of_type(raw: Any, name: Any, _schema: Any) -> bool:
    return isinstance(raw, _TYPES[name]) and isinstance(raw, bool) == (name == "boolean")


def _keeps_format(raw: Any, name: Any, _schema: Any) -> bool:
    try:
        return bool(name == "date" and _is_date(raw))
    except ValueError:
        return False


def _all_fit(raw: Any, schema: Any, _schema: Any) -> bool:
    return isinstance(raw, list) and all(fits(item, schema) for item in raw)


def _properties_fit(raw: Any, schemas: Any, _schema: Any) -> bool:
    return isinstance(raw, dict) and all(
        fits(value, schemas[key]) for key, value in raw.items() if key in schemas
    )


def _different(raw: Any, asked: Any, _schema: Any) -> bool:
    known = isinstance(raw, list) and all(isinstance(item, str) for item in raw)
    return known and asked is True and len(set(raw)) == len(raw)


_SURE: Mapping[str, Callable[[Any, Any, Mapping[str, Any]], bool]] = {
    "type": _is_of_type,
    "enum": lambda raw, values, _: isinstance(raw, str) and raw in values,
    "maxLength": lambda raw, most, _: isinstance(raw, str) and len(raw) <= most,
    "pattern": lambda raw, form, _: isinstance(raw, str) and re.search(form, raw) is not None,
    "format": _keeps_format,
    "minimum": lambda raw, least, _: isinstance(raw, int | float) and raw >= least,
    "maximum": lambda raw, most, _: isinstance(raw, int | float) and raw <= most,
    "maxItems": lambda raw, most, _: isinstance(raw, list) and len(raw) <= most,
    "uniqueItems": _different,
    "items": _all_fit,
    "required": lambda raw, keys, _: isinstance(raw, dict) and all(key in raw for key in keys),
    "properties": _properties_fit,
    "additionalProperties": lambda raw, more, schema: (
        more is False and isinstance(raw, dict) and raw.keys() <= schema["properties"].keys()
    ),
}
