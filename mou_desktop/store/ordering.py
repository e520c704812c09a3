"""The order in which answers stand in a file: that of the edition, so that files compare well.

Nothing is dropped or changed; what the edition does not know comes last, as it came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mou_desktop.model import Document, Field
    from mou_desktop.model.values import Value

_PARTS = {part: number for number, part in enumerate(PERSON_PARTS)}


def plain_answers(document: Document) -> dict[str, Any]:
    """Return the answers in the order of the edition, however they came into the document."""
    answers, by_key = document.answers, document.edition.by_key
    keys = in_order(answers, document.edition.order)
    return {key: plain_answer(by_key.get(key), answers[key]) for key in keys}


def plain_answer(field: Field | None, answer: Value) -> Any:
    """Return one answer, its rows and parts in order; `field` is None where nobody knows it."""
    found = plain(answer)
    kind = field.type if field is not None else ""
    if field is not None and kind == "table" and isinstance(found, list):
        order = {key: i for i, key in enumerate(("_id", *(one.key for one in field.columns)))}
        people = [one.key for one in field.columns if one.type == "person"]
        return [_plain_row(row, order, people) for row in found]
    return _sorted(found, _PARTS) if kind == "person" else found


def in_order(found: Iterable[str], order: Mapping[str, int]) -> list[str]:
    """Return the keys in `found`, the known ones in order, and those nobody knows after them."""
    last = len(order)
    return sorted(found, key=lambda key: order.get(key, last))


def _plain_row(row: Any, order: Mapping[str, int], people: Iterable[str]) -> Any:
    found = _sorted(row, order)
    if isinstance(found, dict):
        for key in people:
            if key in found:
                found[key] = _sorted(found[key], _PARTS)
    return found


def _sorted(found: Any, order: Mapping[str, int]) -> Any:
    """Return an object with its keys in order, and anything else as it is."""
    if not isinstance(found, dict):
        return found
    return {key: found[key] for key in in_order(found, order)}
