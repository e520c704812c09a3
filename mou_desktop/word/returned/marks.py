"""Puts the marks of a change so that they can be read: whole stretches, with a gap between the two.

It compares nothing, and is for showing alone: what is taken is never made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Marked = tuple[tuple[str, str], ...]


def whole_marks(pieces: Sequence[tuple[str, str]]) -> Marked:
    """Return pieces with changes that only a space parts told as one, and a gap inside of it."""
    found: list[tuple[str, str]] = []
    gone = came = between = ""

    def close() -> None:
        nonlocal gone, came, between
        found.extend([(gone, "deleted")] * bool(gone))
        joint = bool(gone and came) and not (gone[-1:].isspace() or came[:1].isspace())
        found.extend([(" ", "")] * joint)
        found.extend([(came, "inserted")] * bool(came))
        found.extend([(between, "")] * bool(between))
        gone = came = between = ""

    for text, change in pieces:
        if not change:
            if (gone or came) and text.isspace() and "\n" not in text and not between:
                between = text
                continue
            close()
            found.append((text, ""))
            continue
        gone, came, between = gone + between * bool(gone), came + between * bool(came), ""
        gone += text * (change == "deleted")
        came += text * (change == "inserted")
    close()
    return tuple(found)
