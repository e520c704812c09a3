"""How wide the columns of a table are: by their words and texts, and by what is typed there.

It measures and shares out; the view sets the widths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from mou_desktop.gui.widgets.table_delegate import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics

    from mou_desktop.gui.widgets.table_heads import Head
    from mou_desktop.gui.widgets.table_model import RowsModel

Need: TypeAlias = tuple[int, int, int]  # least; no text is cut; the head is on one line
LEAST: Final = {
    "number": 5,
    "percent": 5,
    "money": 9,
    "date": 14,
    "yes_no": 5,
    "phone": 14,
    "person": 16,
    "choices": 16,
    "list": 16,
    "long_text": 18,
}  # fmt: skip - characters that its editor needs
USUAL: Final = {
    "number": 8,
    "percent": 8,
    "money": 12,
    "date": 16,
    "yes_no": 8,
    "phone": 16,
    "person": 26,
    "choice": 16,
    "choices": 24,
    "email": 22,
    "list": 24,
    "long_text": 28,
}  # fmt: skip - characters that an answer is thought to have
LEAST_TEXT, MOST_WORD, SCROLLED_TEXT, MOST_TEXT = 10, 24, 24, 44  # characters
SLACK: Final = 2  # pixels: what is measured is rounded, what is drawn is not
STIFF: Final = ("number", "percent", "money", "date", "yes_no", "phone")  # grow with nothing


class Widths:
    """Measures the columns of one table, and remembers it until it is told to forget."""

    def __init__(self, rows: RowsModel, head: Head) -> None:
        self._rows, self._head = rows, head
        self._known: dict[int, Need] = {}

    def forget(self) -> None:
        """Measure anew when it is asked next: texts or type are other ones."""
        self._known = {}

    def of(self, columns: Sequence[int], room: int, one: QFontMetrics) -> dict[int, int]:
        """Return how wide each of `columns` is when they share `room`."""
        needs = [self._needs(number, one) for number in columns]
        types = [self._rows.table.columns[number].type for number in columns]
        whole = SCROLLED_TEXT * one.averageCharWidth() + 2 * PAD
        grows = [kind not in STIFF for kind in types]
        return dict(zip(columns, share(needs, grows, room, whole), strict=True))

    def cut(self, row: int, column: int, width: int, one: QFontMetrics) -> bool:
        """Return whether a cell would show more in a wider column, as far as it ever gets."""
        text = str(self._rows.index(row, column).data() or "")
        most = MOST_TEXT * one.averageCharWidth()
        return min(one.horizontalAdvance(text) + SLACK, most) + 2 * PAD > width

    def _needs(self, number: int, one: QFontMetrics) -> Need:
        if number not in self._known:
            self._known[number] = self._measured(number, one)
        return self._known[number]

    def _measured(self, number: int, one: QFontMetrics) -> Need:
        column, letter = self._rows.table.columns[number], one.averageCharWidth()
        usual = USUAL.get(column.type, min(max(column.max_length or 30, 8) // 4 + 8, 17))
        least, want = min(LEAST.get(column.type, LEAST_TEXT), usual) * letter, usual * letter
        texts = {str(self._rows.index(i, number).data() or "") for i in range(len(self._rows.rows))}
        for text in texts:
            want = max(want, min(one.horizontalAdvance(text) + SLACK, MOST_TEXT * letter))
            word = max(map(one.horizontalAdvance, text.split()), default=0)
            least = max(least, min(word, MOST_WORD * letter))
        if number == 0:
            line = str(self._rows.index(len(self._rows.rows), 0).data() or "")
            least = max(least, one.horizontalAdvance(line) + 8)
        wrapped, whole = self._head.needs(number)
        least = max(least, wrapped)
        want = max(least, want)
        return least + 2 * PAD, want + 2 * PAD, max(want, whole) + 2 * PAD


def share(needs: Sequence[Need], grows: Sequence[bool], room: int, whole: int) -> list[int]:
    """Return widths as far as `room` goes from the least to the ample ones, and on.

    Short of the least, the table scrolls in any case: then names are shown whole, other texts up
    to `whole`. What is left beyond the ample widths goes to those that grow.
    """
    least, want, ample = ([need[tier] for need in needs] for tier in range(3))
    if room < sum(least):
        some = [max(one, min(other, whole)) for one, other in zip(least, want, strict=True)]
        return [*want[:1], *some[1:]]
    for start, end in ((least, want), (want, ample)):
        if room <= sum(end):
            parts = [other - one for one, other in zip(start, end, strict=True)]
            return _dealt(start, parts, room)
    free = any(grows)
    parts = [one if grow or not free else 0 for one, grow in zip(ample, grows, strict=True)]
    return _dealt(ample, parts, room)


def _dealt(start: Sequence[int], parts: Sequence[int], room: int) -> list[int]:
    """Return `start` with the rest of `room` in the proportion of `parts`, to the last pixel."""
    spare, total, done, given = room - sum(start), sum(parts) or 1, 0, 0
    widths = []
    for one, part in zip(start, parts, strict=True):
        done += part
        more = spare * done // total - given
        given += more
        widths.append(one + more)
    return widths
