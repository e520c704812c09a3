"""A question with several ways to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from mou_desktop.gui.dialogs.choosing import ChoiceDialog, Question, Way
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

LONG = "“Sampleford Public Schools 2027–28.mou” was saved by somebody else since you opened it. "
WAYS = (
    Way("merge", "Merge…", "Puts both together, and asks you wherever the two disagree."),
    Way("theirs", "Take theirs", "Shows what they saved in the place of yours."),
)
LEAVE = Way("later", "Not now", "Or go on working.")


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, parent: QWidget) -> ChoiceDialog:
    made = ChoiceDialog(theme, Question("conflict", "Title", LONG * 2, WAYS, LEAVE), parent)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_each_way_stands_with_what_it_does(dialog: ChoiceDialog) -> None:
    said = [one.text() for one in dialog.findChildren(QLabel)]

    for way in (*WAYS, LEAVE):
        button = dialog.findChild(QPushButton, way.name)
        assert isinstance(button, QPushButton)
        assert button.text() == way.text
        assert button.accessibleDescription() == way.hint
        assert way.hint in said


def test_a_way_that_is_pressed_is_the_chosen_one(dialog: ChoiceDialog) -> None:
    press(dialog, "theirs")

    assert dialog.chosen == "theirs"
    assert not dialog.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_choose_what_changes_nothing(
    qtbot: QtBot, dialog: ChoiceDialog, key: Qt.Key
) -> None:
    qtbot.keyClick(dialog, key)

    assert dialog.chosen == "later"
    assert not dialog.isVisible()


def test_nothing_scrolls_where_there_is_room(dialog: ChoiceDialog) -> None:
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()

    assert not bar.isVisible()


@pytest.mark.faults("G10")
@pytest.mark.parametrize("size", [(1280, 720), (560, 300), (360, 360)])
def test_it_is_accessible_in_all_palettes_and_at_large_text(
    dialog: ChoiceDialog, theme: Theme, size: tuple[int, int]
) -> None:
    dialog.resize(*size)

    assert_accessible_everywhere(dialog, theme)
