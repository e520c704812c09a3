"""Writes the JSON Schema of an edition: what a finished `.mou` of that edition holds.

The schema (draft 2020-12) describes the whole file: answers with types, bounds and formats, what
is required and when, and which clauses must stand and in which state. It is made from the edition
alone, so a condition is written once and means the same in the program and in any schema tool.
Only linear patterns stand in it, each beside a `maxLength`; no `$ref` leaves the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.model.answer_schema import SEEN, Schema, answered, property_of
from mou_desktop.model.condition import Condition, as_answer
from mou_desktop.model.edition import PERSON_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mou_desktop.model import Clause, Edition, Field

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def generate(edition: Edition) -> Schema:
    """Return the schema of a finished `.mou` of `edition`."""
    answers: Schema = {
        "type": "object",
        "properties": {one.key: property_of(one) for one in edition.fields if not one.when},
        "allOf": [*_conditional(edition), *_requirements(edition)],
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:mou-desktop:{edition.id}:{edition.revision}",
        "title": f"A finished agreement of {edition.label}, revision {edition.revision}",
        "type": "object",
        "required": ["mou", "edition", "answers", "local", "editions"],
        "properties": {
            "edition": {
                "type": "object",
                "required": ["id", "revision"],
                "properties": {
                    "id": {"const": edition.id},
                    "revision": {"const": edition.revision},
                },
            },
            "answers": answers,
            "local": _local(edition),
        },
        "$defs": _states(edition),
    }


# ---- what is required, and when ------------------------------------------------------------


def _conditional(edition: Edition) -> Iterable[Schema]:
    """Yield what a conditional field must be; a hidden answer is kept and never judged."""
    for one in edition.fields:
        if one.when:
            yield _if(edition, one.when, {"properties": {one.key: property_of(one)}})


def _requirements(edition: Edition) -> Iterable[Schema]:
    """Yield one subschema of the answers for each thing that is required."""
    for one in edition.fields:
        if one.required and not one.derived:
            yield _if(edition, one.when, _given(one))
        for column in one.columns:
            if column.required:
                yield from _column(edition, one, column)


def _column(edition: Edition, table: Field, column: Field) -> Iterable[Schema]:
    when, row = column.when, _given(column)
    if when and any(key.startswith(".") for key in when.asks()):
        columns = {one.key: one for one in table.columns}
        row = {"if": _holds(when, columns, {}), "then": row}
        when = None
    then: Schema = {"properties": {table.key: {"items": row}}}
    yield _if(edition, when, then, also=table.when)


def _given(one: Field) -> Schema:
    return {"required": [one.key], "properties": {one.key: answered(one)}}


def _if(
    edition: Edition, when: Condition | None, then: Schema, *, also: Condition | None = None
) -> Schema:
    asked = [condition for condition in (when, also) if condition]
    if not asked:
        return then
    found = [_holds(condition, edition.by_key, edition.by_key) for condition in asked]
    return {"if": found[0] if len(found) == 1 else {"allOf": found}, "then": then}


def _holds(condition: Condition, fields: Mapping[str, Field], shown: Mapping[str, Field]) -> Schema:
    """Return the schema of answers for which `condition` holds.

    A field that is hidden itself counts as not answered, so its own condition comes along.
    """
    if condition.op == "not":
        return {"not": _holds(condition.parts[0], fields, shown)}
    if condition.parts:
        word = "allOf" if condition.op == "all" else "anyOf"
        return {word: [_holds(part, fields, shown) for part in condition.parts]}
    key = condition.key.removeprefix(".")
    one = fields[key]
    here: Schema = {"required": [key], "properties": {key: _asked(condition, one)}}
    if one.when and key in shown:
        return {"allOf": [_holds(one.when, fields, shown), here]}
    return here


def _asked(condition: Condition, one: Field) -> Schema:
    if condition.op == "answered":
        return _seen_in_row(one) if condition.key.startswith(".") else answered(one)
    if condition.op == "several":
        return {"type": "array", "minItems": 2}
    values = [as_answer(value, yes_no=one.type == "yes_no") for value in condition.values]
    same: Schema = {"const": values[0]} if len(values) == 1 else {"enum": values}
    return {"type": "array", "contains": same} if one.type in {"choices", "list"} else same


def _seen_in_row(one: Field) -> Schema:
    """Return what a column of the row at hand looks like when anything of it can be seen."""
    if one.type != "person":
        return answered(one)
    parts = [{"required": [part], "properties": {part: dict(SEEN)}} for part in PERSON_PARTS]
    return {**SEEN, "anyOf": parts}


# ---- which clauses must stand --------------------------------------------------------------


def _local(edition: Edition) -> Schema:
    clauses = {
        clause.key: {"$ref": f"#/$defs/{_stand(clause)}"} for clause in edition.clauses.values()
    }
    return {
        "type": "object",
        "properties": {
            "clauses": {"type": "object", "properties": clauses, "additionalProperties": False}
        },
    }


def _stand(clause: Clause) -> str:
    if clause.locked:
        return "locked"
    return "mandatory" if clause.mandatory else "free"


def _states(edition: Edition) -> Schema:
    kinds = {_stand(clause): clause for clause in edition.clauses.values()}
    return {
        name: {
            "type": "object",
            "required": ["state"],
            "properties": {"state": {"enum": list(kinds[name].states(working=edition.working))}},
            "allOf": [
                _state("left_out", ("reason",)),
                _state("extended", ("text", "reason")),
                _state("reworded", ("text", "reason")),
                _state("official", ("text", "source")),
            ],
        }
        for name in sorted(kinds)
    }


def _state(state: str, need: tuple[str, ...]) -> Schema:
    """Return what a clause in `state` must say of itself."""
    return {
        "if": {"properties": {"state": {"const": state}}, "required": ["state"]},
        "then": {
            "required": list(need),
            "properties": {part: {"type": "string", **SEEN} for part in need},
        },
    }
