"""The one door to jsonschema: formats really checked, nothing fetched, no validator's words shown.

jsonschema is loaded by the first check and not before: it costs as much as the rest of a start.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure from a schema: where, which keyword, its bound, and what stands there."""

    path: tuple[str | int, ...]
    keyword: str
    bound: Any
    value: Any


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
