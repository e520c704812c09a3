"""What is said to a screen reader beyond names and descriptions, while one listens.

Qt tells it that a list or table has the keyboard, and not in which row: Orca then reads the name of
the list and stops. What Qt tells by itself is not said twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)

from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QWidget


def say(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` at once, wherever the keyboard is."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def current(view: QAbstractItemView) -> QAccessibleInterface | None:
    """Return the row or cell of `view` in which the keyboard is, as a screen reader knows it."""
    if not view.hasFocus() or not view.currentIndex().isValid():
        return None
    told: object = QAccessible.queryAccessibleInterface(view)  # None too, says no stub
    found: object = told.focusChild() if isinstance(told, QAccessibleInterface) else None
    return found if isinstance(found, QAccessibleInterface) and found.isValid() else None


def tell_current(view: QAbstractItemView) -> None:
    """Tell a screen reader the current row, once Qt has told it of the view."""
    if QAccessible.isActive():
        later(view, lambda: _tell(view))


def _tell(view: QAbstractItemView) -> None:
    found = current(view)
    if found is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(found, QAccessible.Event.Focus))
