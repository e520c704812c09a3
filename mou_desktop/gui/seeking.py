"""Words in an agreement: replaced in what the district wrote, and found where no page shows them.

Plain values; no Qt here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.model.values import freeze, plain

if TYPE_CHECKING:
    from mou_desktop.model import Document, Place
    from mou_desktop.model.values import Value

_WRITTEN = {"text", "long_text", "list", "table", "person"}


def replaced(document: Document, old: str, new: str, *, exact: bool = True) -> tuple[Document, int]:
    """Return `document` with `old` replaced in answers and local text, and how often it was.

    Choices, dates, numbers and identities are never touched; nor is the published text. Without
    `exact` capital and small letters are the same.
    """
    count = 0
    wanted = re.compile(re.escape(old), 0 if exact else re.IGNORECASE)

    def put_text(text: str) -> str:
        nonlocal count
        made, found = wanted.subn(lambda _: new, text)
        count += found
        return made

    def put(value: Value, *, key: str = "") -> Value:
        if isinstance(value, str) and key != "_id":
            return put_text(value)
        if isinstance(value, tuple):
            return tuple(put(item) for item in value)
        if isinstance(value, Mapping):
            return {name: put(item, key=name) for name, item in value.items()}
        return value

    answers: dict[str, Value] = {}
    for one in document.edition.fields:
        if one.type in _WRITTEN and one.key in document.answers:
            kept = {column.key for column in one.columns if column.type not in _WRITTEN}
            answer = document.answers[one.key]
            if one.type == "table" and isinstance(answer, tuple):
                answers[one.key] = tuple(
                    {k: v if k in kept else put(v, key=k) for k, v in row.items()}
                    if isinstance(row, Mapping)
                    else row
                    for row in answer
                )
            else:
                answers[one.key] = put(answer) or None
    clauses = {
        key: replace(one, text=put_text(one.text)) if one.state != "official" else one
        for key, one in document.clauses.items()
    }
    added = tuple(
        replace(one, heading=put_text(one.heading), text=put_text(one.text))
        for one in document.added
    )
    changed = document.with_answers({key: freeze(value) for key, value in answers.items()})
    return replace(changed, clauses=clauses, added=added), count


def unprinted(document: Document, text: str, after: str = "") -> Place | None:
    """Return the next question beside the agreement whose answer holds `text`, round the end.

    Such an answer stands nowhere on the page. `after` is the field that was found last.
    """
    keys = [
        one.key
        for one in document.edition.fields
        if not one.print
        and document.holds(one.when)
        and text.casefold() in str(plain(document.answer(one.key))).casefold()
    ]
    if not keys:
        return None
    at = (keys.index(after) + 1) % len(keys) if after in keys else 0
    return document.edition.field_places[keys[at]]
