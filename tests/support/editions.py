"""The editions that ship and a made-up one, and agreements that reach into every corner of one.

`gardens-2031` is plainly made up: school gardens, small, with one of everything that the format of
editions knows. Nothing in the program knows of it.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mou_desktop.model.text import parse
from mou_desktop.model.values import plain
from mou_desktop.store import library
from tests.support import answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mou_desktop.model import Document, Edition, Field
    from mou_desktop.model.condition import Condition

GARDENS = Path(__file__).parent / "gardens-2031"
EVERY = (*(card.id for card in library.cards()), GARDENS.name)
ENOUGH = 60
"""So many agreements answer every choice of every edition, and every condition both ways."""


@cache
def edition(id_: str) -> Edition:
    """Return an edition that ships, or the made-up one."""
    return library.build_folder(GARDENS) if id_ == GARDENS.name else library.find(id_)


@cache
def corner(id_: str, number: int) -> Document:
    """Return agreement `number` of those that between them answer everything in every way."""
    one = edition(id_)
    chance = random.Random(f"{id_} {number}")  # noqa: S311  # the same each time
    asked = [field for field in one.fields if field.required or chance.random() < 0.7]
    rows = {
        field.key: chance.randint(field.min_rows, max(field.min_rows, min(3, field.max_rows or 3)))
        for field in asked
        if field.type == "table"
    }
    given = {
        field.key: [_row(field, number, each, rows, chance) for each in range(rows[field.key])]
        if field.type == "table"
        else _answer(field, number, rows, chance)
        for field in asked
        if _can_be(field, rows)
    }
    return answers.document(one, given)


def _row(
    table: Field, number: int, each: int, rows: Mapping[str, int], chance: random.Random
) -> Any:
    cells = {
        column.key: _answer(column, number + each, rows, chance)
        for column in table.columns
        if _can_be(column, rows) and (column.required or chance.random() < 0.7)
    }
    return {"_id": answers.row_id(table.key, each), **cells}


def _can_be(field: Field, rows: Mapping[str, int]) -> bool:
    return not field.rows_of or rows.get(field.rows_of, 0) > 0


def _answer(field: Field, number: int, rows: Mapping[str, int], chance: random.Random) -> Any:
    """Return the example; of choices each in its turn, some fields a step ahead of others."""
    offered = [choice.key for choice in field.choices]
    if field.rows_of:
        offered = [answers.row_id(field.rows_of, row) for row in range(rows[field.rows_of])]
    match field.type:
        case "yes_no":
            return chance.random() < 0.5
        case "choice":
            return offered[(number + len(field.key)) % len(offered)]
        case "choices":
            most = min(len(offered), field.max_items or len(offered))
            return chance.sample(offered, chance.randint(1, most))
    return plain(field.example)


def chosen(document: Document) -> Iterator[str]:
    """Yield each choice that is made in an agreement, as `field.choice`."""
    for field in document.edition.fields:
        answer = document.answer(field.key)
        yield from _chosen(field, field.key, answer)
        for column in field.columns:
            for row in answer or ():
                yield from _chosen(column, f"{field.key}.{column.key}", row.get(column.key))


def _chosen(field: Field, key: str, answer: Any) -> Iterator[str]:
    if field.choices and answer is not None:
        made = answer if field.type == "choices" else (answer,)
        yield from (f"{key}.{choice}" for choice in made)


def offered(one: Edition) -> Iterator[str]:
    """Yield each choice that an edition offers, as `field.choice`."""
    for field in one.fields:
        for key, each in (
            (field.key, field),
            *((f"{field.key}.{c.key}", c) for c in field.columns),
        ):
            yield from (f"{key}.{choice.key}" for choice in each.choices)


def decided(document: Document) -> Iterator[tuple[Condition, bool]]:
    """Yield every condition of the edition, with each way it goes in this agreement."""
    one = document.edition
    for field in one.fields:
        yield from _goes(document, field.when, ())
        for column in field.columns:
            yield from _goes(document, column.when, document.answer(field.key) or ())
    for _, section, clause in one.walk():
        whens = [section.when, clause.when, *(block.condition for block in parse(clause.text))]
        for when in whens:
            yield from _goes(document, when, ())
    for rule in one.rules:
        tables = [key.partition(".")[0] for key in rule.keys if "." in key]
        yield from _goes(document, rule.when, (document.answer(tables[0]) or ()) if tables else ())


def _goes(
    document: Document, when: Condition | None, rows: Any
) -> Iterator[tuple[Condition, bool]]:
    if when is None:
        return
    if any(key.startswith(".") for key in when.asks()):
        yield from ((when, document.holds(when, row)) for row in rows)
    else:
        yield when, document.holds(when)
