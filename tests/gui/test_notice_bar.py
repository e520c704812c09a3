"""Quiet bars above the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.notice_bar import Notice, Notices
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import part, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

MATTERS = ("opened", "kept", "copies", "file")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    assert theme.name == "light"
    made = QWidget()
    qtbot.addWidget(made)
    made.setWindowTitle("Bars")
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def notices(window: QWidget, theme: Theme) -> Notices:
    """Four bars, the newest on the file."""
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    made = Notices(theme, window)
    box.addWidget(made)
    box.addWidget(QPushButton("Below", window))
    box.addStretch(1)
    for matter in MATTERS:
        offer = (f"do_{matter}", f"Look at {matter}", bool)
        made.show_notice(matter, Notice("attention", f"Something is said of {matter}.", (offer,)))
    return made


def shown(notices: Notices) -> list[str]:
    """Return the matters whose bars are seen, from the top."""
    bars = [(part(notices, QWidget, f"notice_{one}"), one) for one in MATTERS]
    seen = [(bar.y(), one) for bar, one in bars if bar.isVisible()]
    return [one for _, one in sorted(seen)]


def test_all_bars_stand_where_there_is_room_the_newest_first(
    qtbot: QtBot, notices: Notices
) -> None:
    qtbot.waitUntil(lambda: shown(notices) == ["file", "copies", "kept", "opened"])

    assert not any(one.isVisible() for one in notices.findChildren(QPushButton) if more(one))


def more(button: QPushButton) -> bool:
    return button.objectName().endswith("_more")


def test_in_a_low_window_one_bar_stands_and_says_how_many_wait(
    qtbot: QtBot, window: QWidget, notices: Notices
) -> None:
    window.resize(640, 240)

    qtbot.waitUntil(lambda: shown(notices) == ["file"])

    button = part(notices, QPushButton, "file_more")
    assert isinstance(button, QPushButton)
    assert button.text() == words.NOTICE_MORE.format(count=3)
    qtbot.waitUntil(lambda: notices.height() <= window.height() // 2)


def test_the_bars_that_wait_are_reached_by_keyboard_one_after_the_other(
    qtbot: QtBot, window: QWidget, notices: Notices
) -> None:
    window.resize(640, 240)
    qtbot.waitUntil(lambda: shown(notices) == ["file"])
    window.activateWindow()
    part(notices, QPushButton, "file_more").setFocus()

    seen = []
    for _ in range(4):
        seen += shown(notices)
        focus = window.focusWidget()
        assert isinstance(focus, QPushButton)
        assert focus.objectName() == f"{seen[-1]}_more"
        focus.click()

    assert seen == ["file", "copies", "kept", "opened"]
    assert shown(notices) == ["file"]


def test_a_bar_that_is_settled_makes_room_for_the_next(
    qtbot: QtBot, window: QWidget, notices: Notices
) -> None:
    window.resize(640, 240)
    qtbot.waitUntil(lambda: shown(notices) == ["file"])

    press(notices, "file_later")
    notices.drop("kept")

    bar = part(notices, QWidget, "notice_copies")
    assert bar.isVisible()
    button = part(notices, QPushButton, "copies_more")
    assert isinstance(button, QPushButton)
    assert button.text() == words.NOTICE_MORE.format(count=1)


@pytest.mark.faults("G10")
@pytest.mark.parametrize("size", [(1280, 720), (640, 360)])
def test_the_bars_are_accessible_in_all_palettes_and_at_large_text(
    window: QWidget, notices: Notices, theme: Theme, size: tuple[int, int]
) -> None:
    window.resize(*size)
    assert shown(notices)

    assert_accessible_everywhere(window, theme)
