"""Where pages end: lines and rows on sheets of one height. It knows no Qt and no text.

A heading stays with what follows it, a row stays whole, the first two and the last two lines of a
paragraph stay together, and the head of a table is there again on the next sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Strip(NamedTuple):
    """A line of text or a row of a table, from `top` to `bottom` of one endless page.

    `keep` holds it on the sheet of what follows, `fresh` begins a sheet, `head` is the number of
    the strip that is the head of its table, or -1.
    """

    top: float
    bottom: float
    keep: bool = False
    fresh: bool = False
    head: int = -1


class Sheet(NamedTuple):
    """What stands on one sheet: a stretch of the endless page, and above it a head again."""

    top: float
    bottom: float
    head: tuple[float, float] | None = None


def sheets(strips: Sequence[Strip], height: float) -> Iterator[Sheet]:
    """Yield the sheets on which `strips` stand, none of which holds more than `height`."""
    first = 0
    while first < len(strips):
        head = _head(strips, first)
        room = height - (head[1] - head[0] if head else 0.0)
        top = strips[first].top
        last = _last(strips, first, room)
        if strips[last].bottom - top > room:  # one line, or row, higher than a sheet
            yield from _parts(top, strips[last].bottom, room, head)
        else:
            yield Sheet(top, strips[last].bottom, head)
        first = last + 1


def _head(strips: Sequence[Strip], first: int) -> tuple[float, float] | None:
    number = strips[first].head
    return strips[number][:2] if 0 <= number < first else None


def _last(strips: Sequence[Strip], first: int, room: float) -> int:
    """Return the last strip that stands on the sheet that begins with `first`."""
    top, last = strips[first].top, first
    for i in range(first + 1, len(strips)):
        if strips[i].fresh or strips[i].bottom - top > room:
            break
        last = i
    else:
        return last
    if last + 1 < len(strips) and strips[last + 1].fresh:
        return last
    parting = last
    while parting > first and strips[parting].keep:
        parting -= 1
    return last if strips[parting].keep else parting


def _parts(
    top: float, bottom: float, room: float, head: tuple[float, float] | None
) -> Iterator[Sheet]:
    while bottom - top > room:
        yield Sheet(top, top + room, head)
        top += room
    yield Sheet(top, bottom, head)
