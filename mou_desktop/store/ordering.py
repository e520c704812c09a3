"""The order in which answers stand in a file: that of the edition, so that files compare well.

Nothing is dropped or changed; what the edition does not know comes last, as it came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Document, Field


def plain_answers(document: Document) -> dict[str, Any]:
    """Return the answers in the order of the edition, however they came into the document."""
    edition = document.edition
    found = _in_order(plain(document.answers), edition.order)
    for key, answer in found.items():
        one = edition.by_key.get(key)
        if one is not None and one.type in {"table", "person"}:
            found[key] = _plain_answer(one, answer)
    return found


def _plain_answer(one: Field, answer: Any) -> Any:
    if one.type == "table" and isinstance(answer, list):
        return [_plain_row(one, row) for row in answer]
    if one.type == "person" and isinstance(answer, dict):
        return _in_order(answer, {part: i for i, part in enumerate(PERSON_PARTS)})
    return answer


def _plain_row(table: Field, row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    keys = ("_id", *(column.key for column in table.columns))
    found = _in_order(row, {key: i for i, key in enumerate(keys)})
    people = [column for column in table.columns if column.type == "person"]
    return found | {
        one.key: _plain_answer(one, found[one.key]) for one in people if one.key in found
    }


def _in_order(found: dict[str, Any], order: Mapping[str, int]) -> dict[str, Any]:
    """Return `found` with its known keys in order, and those that nobody knows after them."""
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))
