"""The ring that Tab goes round: part after part of the screen, and in each in its own order.

Qt keeps one chain for a whole window, in which what was made later stands last. Here the ring is
read from the screen when Tab is pressed, so that nothing has to be put in its place when it is
made, late or anew; what stands side by side is reached in the order in which it was made. Qt's own
chain is never walked: PySide takes each widget for a child of the one before it in the chain, and
keeps both for ever once one of them is gone. It moves no keyboard itself, and decides nothing about
which parts there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def stops(root: QWidget, parts: Sequence[QWidget], keep: QWidget | None = None) -> list[QWidget]:
    """Return what Tab reaches inside `root`, part after part; what is in no part stands last.

    A stop belongs to the innermost part that holds it. `keep` is told too, wherever it is.
    """
    homes = {part: at for at, part in enumerate(parts)}
    found: list[list[QWidget]] = [[] for _ in range(len(parts) + 1)]
    for one in _inside(root):
        if one is keep or _is_stop(one):
            found[_home(one, root, homes)].append(one)
    return [one for part in found for one in part]


def first(panel: QWidget) -> QWidget | None:
    """Return what Tab reaches first inside `panel`, if there is anything."""
    return next((one for one in _inside(panel) if _is_stop(one)), None)


def after(ring: Sequence[QWidget], here: QWidget | None, *, forward: bool) -> QWidget | None:
    """Return what stands after `here` on the ring, or before it; the first one from nowhere."""
    others = [one for one in ring if one is not here]
    if not others:
        return None
    if here is None or here not in ring:
        return others[0 if forward else -1]
    at = ring.index(here)
    return ring[(at + (1 if forward else -1)) % len(ring)]


def _inside(root: QWidget) -> Iterator[QWidget]:
    """Yield all that stands inside `root`, and no window of its own; what holds others first."""
    for one in root.children():
        if isinstance(one, QWidget) and not one.isWindow():
            yield one
            yield from _inside(one)


def _is_stop(one: QWidget) -> bool:
    reached = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    return reached and one.isVisible() and one.isEnabled()


def _home(one: QWidget, root: QWidget, homes: dict[QWidget, int]) -> int:
    """Return the place of the innermost part that holds `one`."""
    part: QWidget | None = one
    while part is not None and part is not root:
        if part in homes:
            return homes[part]
        part = part.parentWidget()
    return len(homes)
