"""The questions that are still open, where they are asked, in the order of the text.

It says what is open; it judges no answer. What is wrong comes from `rules`, as findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop.model import Place
from mou_desktop.model.values import EMPTY, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mou_desktop.model import Document, Field

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Open:
    """A question without an answer, or a table in which required cells are blank.

    Attributes:
        rows: the rows that lack something; none where the whole table is open.
    """

    field: Field
    required: bool
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The open questions that are asked beside one clause, or for one task beside the text.

    Attributes:
        place: document, section and clause; nothing of them where it is a task.
        task: key of the task, or nothing.
    """

    place: Place
    task: str
    questions: tuple[Open, ...]


def open_questions(document: Document) -> tuple[Group, ...]:
    """Return all that is open, in the order of the text; the tasks beside the text come last."""
    edition = document.edition
    keys = [*edition.clauses, *(key for key in edition.questions if key not in edition.clauses)]
    groups = (
        Group(
            edition.clause_places.get(key, Place()),
            "" if key in edition.clauses else key,
            tuple(_open(document, edition.questions.get(key, ()))),
        )
        for key in keys
    )
    return tuple(group for group in groups if group.questions)


def counts(groups: Sequence[Group]) -> tuple[int, int]:
    """Return how many of the open questions are required, and how many are not."""
    kinds = [one.required for group in groups for one in group.questions]
    return sum(kinds), len(kinds) - sum(kinds)


def columns_of(document: Document, table: Field, rows: Sequence[Row] = ()) -> tuple[Field, ...]:
    """Return the columns of `table` that one of `rows`, or of new ones, may be asked for."""
    return tuple(
        column
        for column in table.columns
        if column.when is None
        or any(key.startswith(".") for key in column.when.asks())
        or any(document.holds(column.when, row) for row in (*rows, EMPTY))
    )


def _open(document: Document, fields: Sequence[Field]) -> Iterator[Open]:
    for one in fields:
        if not document.holds(one.when):
            continue
        if not document.answered(one.key):
            yield Open(one, one.required and not one.derived)
        elif one.type == "table":
            # what rows lack that follow from other answers is asked where those answers are
            rows = tuple(document.lacking(one)) if document.answer(one.key) else ()
            if rows:
                yield Open(one, required=True, rows=rows)
