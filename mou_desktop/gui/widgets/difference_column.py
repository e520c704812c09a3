"""Puts what differs between two documents into a column: section by section, both texts in words.

It compares nothing itself, and shows so many at most that a column is laid out at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mou_desktop import messages
from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from mou_desktop.gui.widgets.dialog_body import Labels
    from mou_desktop.model.told import Difference

MOST: Final = 150
LONGEST: Final = 1_200  # characters of one text; the rest is told by three dots


def add_differences(
    column: QVBoxLayout,
    inside: QWidget,
    labels: Labels,
    sections: Sequence[tuple[str, Sequence[Difference]]],
    sides: tuple[str, str],
) -> None:
    """Add the differences to a column; `sides` says what the text before and after is called."""
    left = MOST
    for heading, found in sections:
        if left <= 0:
            break
        column.addSpacing(4)
        column.addWidget(labels.text(heading or messages.DIFF_ELSEWHERE, inside, "label", "muted"))
        for one in found[:left]:
            add_difference(column, inside, labels, one, sides)
        left -= len(found)
    if left < 0:
        more = words.DIFF_MORE.format(count=-left)
        column.addWidget(labels.text(more, inside, "small", "muted"))


def add_difference(
    column: QVBoxLayout,
    inside: QWidget,
    labels: Labels,
    one: Difference,
    sides: tuple[str, str],
) -> None:
    """Add one difference: what it is, what became of it, and what it said and says."""
    title = f"{one.label}: {words.DIFF_HOW[one.how]}"
    column.addWidget(labels.text(title, inside, "label"))
    if one.how == "moved":
        line = f"{sides[0]}: {one.before} · {sides[1]}: {one.after}"
        column.addWidget(labels.text(line, inside))
        return
    for side, text, role in ((sides[0], one.before, "muted"), (sides[1], one.after, "text")):
        if text or one.how == "changed":
            said = f"{side}: {shortened(text) or words.DIFF_NOTHING}"
            column.addWidget(labels.text(said, inside, "body", role))


def shortened(text: str) -> str:
    """Return a text as far as it is shown in a list."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
