"""The buttons at the foot of a dialog: one order, one height, one edge, in every dialog.

At the right stands the main one, before it what leaves the dialog, and before that all else, as
in the message boxes of our style. It presses nothing and knows no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mou_desktop.gui.widgets.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from mou_desktop.gui.theme import Theme

SIDE: Final = 24  # pixels from the edge of the dialog


def button_row(theme: Theme, *buttons: QPushButton, side: int = SIDE) -> Flow:
    """Return the row, in which `buttons` stand as they are given: the main one is the last.

    Enter presses that one, wherever no other button has the keyboard. Without it Qt would take the
    first of the row.
    """
    buttons[-1].setDefault(True)  # while it still stands in the dialog, which has to know
    row = Flow(at_end=True)
    row.setContentsMargins(side, 8, side, 0)
    for button in buttons:
        row.addWidget(button)
    level(theme, *buttons)
    return row


def level(theme: Theme, *buttons: QPushButton) -> None:
    """Make buttons that stand beside each other as high as the main one."""
    for button in buttons:
        button.setMinimumHeight(theme.grown(38))
