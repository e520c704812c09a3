from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListWidget, QPushButton, QRadioButton, QWidget

from mou_desktop.gui.widgets import spoken
from mou_desktop.gui.widgets.choice_editor import RadioEditor
from mou_desktop.gui.widgets.segments import Segments
from mou_desktop.model import Field
from mou_desktop.model.edition import Choice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

CHOICES = tuple(Choice(key=key, label=key.title()) for key in ("one", "two", "three"))


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
        widget.activateWindow()


def _radios(theme: Theme, value: str | None) -> RadioEditor:
    field = Field(key="kind", type="choice", label="Kind", required=True, choices=CHOICES)
    editor = RadioEditor(field, theme)
    editor.show_answer(value)
    return editor


def _stops(editor: QWidget) -> list[str]:
    return [
        button.text()
        for button in editor.findChildren(QRadioButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_the_row_with_the_keyboard_is_what_is_told(qtbot: QtBot) -> None:
    view = QListWidget()
    view.addItems(["first", "second"])
    view.setCurrentRow(1)
    _shown(qtbot, view)
    view.setFocus()
    told = spoken.current(view)
    assert told is not None
    assert told.text(QAccessible.Text.Name) == "second"


def test_no_row_is_told_of_a_list_without_the_keyboard(qtbot: QtBot) -> None:
    view = QListWidget()
    view.addItems(["first"])
    view.setCurrentRow(0)
    qtbot.addWidget(view)
    assert spoken.current(view) is None


def test_tab_reaches_the_choice_that_is_taken(qtbot: QtBot, theme: Theme) -> None:
    editor = _radios(theme, "two")
    qtbot.addWidget(editor)
    assert _stops(editor) == ["Two"]


def test_tab_reaches_the_first_choice_while_none_is_taken(qtbot: QtBot, theme: Theme) -> None:
    editor = _radios(theme, "two")
    qtbot.addWidget(editor)
    editor.show_answer(None)
    assert _stops(editor) == ["One"]


def test_each_part_of_a_segment_says_what_it_chooses(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, ("All", "To do"), name="Which clauses are listed")
    qtbot.addWidget(segments)
    said = {button.accessibleDescription() for button in segments.buttons}
    assert said == {"Which clauses are listed"}


def test_enter_presses_the_button_of_a_question(qtbot: QtBot, theme: Theme) -> None:
    editor = _radios(theme, "two")
    button = QPushButton("Add", editor)
    _shown(qtbot, editor)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert button.hasFocus()
