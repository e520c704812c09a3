"""The room there is: which layout a window of some size takes, and how wide its parts then are.

Numbers only; the editor lays out. All are pixels at 100 % text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WidthClass = Literal["narrow", "middle", "wide"]

MIDDLE, WIDE = 1000, 1360  # the least effective widths: pixels divided by the size of text
TALL = 760
TABLE = 900  # a table wants this much, and takes it from the right side
LEAST_QUESTIONS = 480


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the outline and the right side are, and how high the open findings: 0 by itself."""

    left: int
    right: int
    findings: int = 0


PUBLISHED: Mapping[WidthClass, Widths] = {
    "narrow": Widths(264, 400),
    "middle": Widths(264, 400),
    "wide": Widths(284, 468),
}
LEFT, RIGHT = (200, 360), (320, 640)


def width_class(width: float) -> WidthClass:
    """Return the layout for an effective width."""
    return "narrow" if width < MIDDLE else "middle" if width < WIDE else "wide"


def kept(remembered: Mapping[str, Sequence[int]]) -> dict[WidthClass, Widths]:
    """Return the widths that were remembered, each within its bounds; the published ones else."""
    found = dict(PUBLISHED)
    for name in PUBLISHED:
        numbers = remembered.get(name, ())
        if (
            isinstance(numbers, list)
            and len(numbers) == 3
            and all(type(one) is int for one in numbers)
        ):
            left, right, findings = numbers
            found[name] = Widths(_within(left, LEFT), _within(right, RIGHT), max(findings, 0))
    return found


def _within(number: int, bounds: tuple[int, int]) -> int:
    return min(max(number, bounds[0]), bounds[1])
