from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.seeking import replaced, unprinted
from mou_desktop.model import local
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> MainWindow:
    made = MainWindow(Desk(tmp_path / "kept"), theme)

    def let_go(_: object) -> None:
        """Close without a question: what a test left unsaved is gone."""
        now = session(made)
        now.mark_saved(now.project, tmp_path / "a.mou", now.snapshot()[1])
        now.wait()

    qtbot.addWidget(made, before_close_func=let_go)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.show_project(Project(document=samples.document("complete")), None)
    return made


def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def dialog(window: MainWindow) -> QDialog:
    window.find_text()
    found = window.findChild(QDialog, "find_dialog")
    assert found is not None
    return found


def press(dialog: QDialog, name: str) -> None:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    found.click()


def fill(dialog: QDialog, what: str, by: str = "") -> None:
    for name, text in (("find_what", what), ("replace_by", by)):
        line = dialog.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)


def said(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "find_said")
    assert found is not None
    return found.text()


def selected(window: MainWindow) -> str:
    assert window.editor is not None
    return window.editor.preview.view.textCursor().selectedText()


def test_the_window_to_find_remembers_what_was_sought_last(window: MainWindow) -> None:
    first = dialog(window)
    fill(first, "Sampleford")
    press(first, "find_next")
    first.close()
    QApplication.sendPostedEvents(first, QEvent.Type.DeferredDelete)

    line = dialog(window).findChild(QLineEdit, "find_what")

    assert line is not None
    assert line.text() == "Sampleford"
    assert line.selectedText() == "Sampleford"


def test_published_text_is_found_and_f3_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    asked = dialog(window)
    fill(asked, "school resource")
    press(asked, "find_next")
    assert window.editor is not None
    first = window.editor.preview.view.textCursor().position()
    asked.close()
    window.activateWindow()

    qtbot.keyClick(window, Key.Key_F3)

    assert selected(window).casefold() == "school resource"
    assert window.editor.preview.view.textCursor().position() != first


def test_what_is_nowhere_is_said(window: MainWindow) -> None:
    asked = dialog(window)
    fill(asked, "Zebra")
    press(asked, "find_next")

    assert said(asked) == "“Zebra” is not in the agreement."


def test_an_answer_that_does_not_print_is_found_at_its_question(window: MainWindow) -> None:
    field = next(
        one for one in session(window).edition.fields if not one.print and one.type == "text"
    )
    session(window).answer(field.key, "Quokka")
    asked = dialog(window)
    fill(asked, "quokka")

    press(asked, "find_next")

    assert session(window).place.field == field.key
    assert said(asked) == ""


def test_unprinted_answers_are_gone_through_one_after_the_other() -> None:
    document = samples.document("empty")
    fields = [one for one in document.edition.fields if not one.print and one.type != "table"]
    keys = [one.key for one in fields if one.when is None][:2]
    for key in keys:
        document = document.with_answer(key, "Quokka")

    first = unprinted(document, "quokka")
    assert first is not None
    second = unprinted(document, "quokka", first.field)
    assert second is not None
    assert [first.field, second.field] == keys
    assert unprinted(document, "quokka", second.field) == first


def test_replacing_is_one_step_and_says_how_often(window: MainWindow) -> None:
    before = session(window).document.answers
    asked = dialog(window)
    fill(asked, "exampleton", "Placeholder")

    press(asked, "replace_all")

    assert said(asked).startswith("Replaced in ")
    assert "Placeholder" in str(session(window).document.answer("district_name"))
    session(window).undo()
    assert session(window).document.answers == before


def test_capital_letters_count_where_that_is_asked(window: MainWindow) -> None:
    asked = dialog(window)
    fill(asked, "exampleton", "Placeholder")
    box = asked.findChild(QCheckBox, "find_exact")
    assert box is not None
    box.setChecked(True)

    press(asked, "replace_all")

    assert "Placeholder" not in str(session(window).document.answer("district_name"))


def test_published_text_is_not_replaced_and_that_is_said(window: MainWindow) -> None:
    asked = dialog(window)
    fill(asked, "shall not act as", "may act as")

    press(asked, "replace_all")

    assert "Published text is never replaced." in said(asked)


@pytest.mark.faults
def test_g16_what_is_sought_is_taken_literally() -> None:
    document = samples.document("complete").with_answer("district_name", "A (a+)+$ B")
    key = next(iter(document.edition.clauses))
    document = local.change_clause(document, key, "extended", text="(a+)+$", reason="Test")

    changed, count = replaced(document, "(a+)+$", r"\1")

    assert count == 2
    assert changed.answer("district_name") == r"A \1 B"
    assert changed.clauses[key].text == r"\1"


def test_an_answer_that_is_emptied_is_no_answer() -> None:
    document = samples.document("complete").with_answer("district_short", "Sample")

    changed, _ = replaced(document, "Sample", "")

    assert "district_short" not in changed.answers


def test_the_edit_menu_works_where_the_keyboard_is(qtbot: QtBot, window: MainWindow) -> None:
    session(window).go(session(window).edition.field_places["selection_steps"])
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    text = str(session(window).document.answer("selection_steps"))

    for name in ("select_all", "cut"):
        _trigger(window, name)
    assert session(window).document.answer("selection_steps") is None
    assert QGuiApplication.clipboard().text() == text
    _trigger(window, "paste")

    assert session(window).document.answer("selection_steps") == text


def _trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, f"action_{name}")
    assert action is not None
    action.trigger()


def test_copy_by_key_still_belongs_to_the_box(qtbot: QtBot, window: MainWindow) -> None:
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    box.selectAll()

    qtbot.keyClick(box, Key.Key_C, CTRL)

    assert QGuiApplication.clipboard().text() == session(window).document.answer("district_name")
    assert QKeySequence(QKeySequence.StandardKey.Copy).toString() == "Ctrl+C"


def test_it_is_accessible(window: MainWindow, theme: Theme) -> None:
    assert_accessible_everywhere(dialog(window), theme)
