from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.export_word import ExportDialog
from mou_desktop.gui.editor import EXPLANATION, NOTES, PREVIEW
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.seeking import replaced
from mou_desktop.gui.widgets.clause_view import ClauseView
from mou_desktop.store import project_file
from tests.support import samples
from tests.support.a11y import assert_accessible
from tests.support.dialogs import Answers
from tests.support.files import plain_sentence
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made, before_close_func=_let_go)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    _settle(made)


def _let_go(widget: QWidget) -> None:
    """Close without a question: what a test left unsaved is gone."""
    if isinstance(widget, MainWindow):
        widget.close_without_asking()


def _settle(made: MainWindow) -> None:
    if made.session is not None:
        made.session.wait()


def _press(text: str) -> None:
    """Press the button of that text in the message box that is open."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        next(b for b in box.buttons() if b.text() == text).click()


def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def checked(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.findings is not None)


def test_the_keyboard_stands_on_new_agreement_at_the_start(window: MainWindow) -> None:
    assert button(window, "new_agreement").hasFocus()


def test_enter_at_the_start_opens_a_new_agreement(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(button(window, "new_agreement"), Qt.Key.Key_Space)

    session = open_session(window)

    assert session.document.answers == {}
    checked(qtbot, session)
    assert session.findings is not None
    assert any(one.rule == "field.missing" for one in session.findings)


def test_f6_brings_the_keyboard_into_the_text_of_the_preview(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(button(window, "new_agreement"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "page") is not None)
    reached = set()
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.objectName())
    assert "page" in reached


def test_typing_shows_in_the_preview_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_sample()
    session, editor = open_session(window), window.editor
    assert editor is not None
    session.go(session.edition.field_places["selection_steps"])
    box = _focused(qtbot)

    qtbot.keyClicks(box, "Zebra ")
    assert "Zebra" in str(session.document.answer("selection_steps"))
    assert editor.preview.find("Zebra")
    qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)

    assert "Zebra" not in str(session.document.answer("selection_steps"))
    assert not session.dirty


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, CONTROL | SHIFT)]
)
def test_both_keys_that_people_know_do_again_what_was_taken_back(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    window.open_sample()
    session = open_session(window)
    session.go(session.edition.field_places["selection_steps"])
    box = _focused(qtbot)
    qtbot.keyClicks(box, "Zebra ")
    qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)

    qtbot.keyClick(_focused(qtbot), key, held)

    assert "Zebra" in str(session.document.answer("selection_steps"))


def _focused(qtbot: QtBot) -> QPlainTextEdit:
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    return box


def test_an_agreement_is_saved_closed_and_opened_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.mou"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", _chosen(path))
    window.open_sample()
    session = open_session(window)
    session.answer("district_name", "Placeholder Public Schools")

    with qtbot.waitSignal(session.stepped):
        window.save()
    qtbot.waitUntil(lambda: session.saved)
    assert window.close_agreement()
    window.open_file(path)

    again = open_session(window)
    assert again.document.answer("district_name") == "Placeholder Public Schools"
    assert again.saved
    assert project_file.load(path).document.answers == again.document.answers


def _chosen(path: Path) -> Callable[..., tuple[str, str]]:
    """Stand in for the system's own file window, which no test can press."""
    return lambda *_args, **_words: (str(path), "")


def test_closing_with_changes_asks_and_cancel_stays(qtbot: QtBot, window: MainWindow) -> None:
    window.new()
    open_session(window).answer("district_name", "Sample")
    QTimer.singleShot(50, lambda: _press(words.CANCEL))

    assert not window.close_agreement()
    assert open_session(window).document.answer("district_name") == "Sample"
    qtbot.waitUntil(window.isVisible)


def test_unsaved_work_is_kept_and_offered_at_the_next_start(
    window: MainWindow, tmp_path: Path
) -> None:
    window.new()
    open_session(window).answer("district_name", "Sample")

    window.keep_work()

    assert list((tmp_path / "kept" / "recovery").glob("*.json"))


def test_the_exported_word_file_says_what_the_preview_says(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.open_sample()
    session = open_session(window)
    path = tmp_path / "out.docx"
    dialog = ExportDialog(session, window.theme, path, window)
    qtbot.addWidget(dialog)
    dialog.show()

    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        button(dialog, "export_now").click()

    words_in_file = " ".join(one.text for one in paragraphs_of(path.read_bytes()))
    assert str(session.document.answer("district_name")) in words_in_file


@pytest.mark.parametrize(("size", "scale"), [((640, 360), 1.0), ((1280, 720), 2.0)])
def test_in_a_narrow_window_every_side_can_be_reached(
    qtbot: QtBot, window: MainWindow, theme: Theme, size: tuple[int, int], scale: float
) -> None:
    theme.choose("light", scale)
    window.resize(*size)
    window.open_sample()
    editor = window.editor
    assert editor is not None
    qtbot.waitUntil(lambda: not editor.outline.isVisible())
    assert editor.questions.isVisible()

    editor.show_side(PREVIEW)

    assert editor.preview.isVisible()
    assert not editor.questions.isVisible()


def test_every_clause_is_reached_by_stepping(qtbot: QtBot, window: MainWindow) -> None:
    window.open_sample()
    session, editor = open_session(window), window.editor
    assert editor is not None
    first = session.place.clause

    editor.step_clause(1)
    assert session.place.clause != first
    editor.step_clause(-1)

    assert session.place.clause == first
    checked(qtbot, session)


@pytest.mark.faults
def test_a_damaged_file_is_refused_in_one_sentence_and_left_as_it_was(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(b"")
    answers = Answers("OK")

    window.open_file(path)

    assert "is empty" in plain_sentence(answers.said[0])
    assert window.session is None
    assert path.read_bytes() == b""


@pytest.mark.faults("G10")
def test_the_start_page_is_accessible(window: MainWindow) -> None:
    assert_accessible(window)


def test_replacing_touches_what_the_district_wrote_and_nothing_else() -> None:
    document = samples.document("complete")

    changed, count = replaced(document, "Exampleton", "Placeholder")

    assert count > 3
    assert "Placeholder" in str(changed.answer("district_name"))
    assert changed.answer("district_type") == document.answer("district_type")
    assert changed.edition == document.edition


@pytest.mark.parametrize("name", ["cut", "copy", "paste", "select_all"])
@pytest.mark.parametrize("target", ["outline_tree", "clause_notes"])
def test_the_edit_keys_do_nothing_where_there_is_nothing_to_edit(
    window: MainWindow, name: str, target: str
) -> None:
    window.open_sample()
    found = window.findChild(QWidget, target)
    assert found is not None
    found.setFocus()
    action = window.findChild(QAction, f"action_{name}")
    assert action is not None

    action.trigger()

    assert open_session(window).undo_name == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_A])
def test_an_edit_key_that_nobody_takes_ends(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.open_sample()
    found = window.findChild(ClauseView)
    assert found is not None
    found.setFocus()

    qtbot.keyClick(found, key, CONTROL)

    assert open_session(window).undo_name == ""


def test_undo_goes_to_what_it_takes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.open_sample()
    session = open_session(window)
    session.go(session.edition.field_places["selection_steps"])
    qtbot.keyClicks(_focused(qtbot), "Zebra ")
    session.go(session.edition.field_places["notice_days"])

    window.undo()

    assert session.place.field == "selection_steps"
    assert not session.dirty


@pytest.mark.parametrize(
    ("side", "name"), [(PREVIEW, "preview"), (EXPLANATION, "explanation"), (NOTES, "notes")]
)
def test_a_side_that_is_asked_for_by_key_has_the_keyboard(
    qtbot: QtBot, window: MainWindow, side: int, name: str
) -> None:
    window.open_sample()
    window.resize(1280, 720)

    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + side), CONTROL)

    panel = window.findChild(QWidget, name)
    focus = QApplication.focusWidget()
    assert panel is not None
    assert focus is not None
    assert panel.isAncestorOf(focus) or panel is focus


def test_leaving_the_verdict_by_key_shows_the_questions(qtbot: QtBot, window: MainWindow) -> None:
    window.open_sample()
    window.ready()
    assert window.editor is not None
    assert not window.editor.questions.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)

    assert window.editor.questions.isVisible()
    assert window.editor.questions.isAncestorOf(QApplication.focusWidget() or window)


def test_large_text_and_back_leave_the_layout_as_it_was(
    qtbot: QtBot, window: MainWindow, theme: Theme
) -> None:
    window.resize(1280, 720)
    window.open_sample()
    right = window.findChild(QWidget, "right")
    assert right is not None
    qtbot.waitUntil(lambda: abs(right.width() - 400) <= 2)

    theme.choose("light", 2.0)
    QApplication.processEvents()
    theme.choose("light", 1.0)

    qtbot.waitUntil(lambda: abs(right.width() - 400) <= 2)


def test_a_word_file_is_offered_beside_the_agreement(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "district"
    folder.mkdir()
    window.open_sample()
    session = open_session(window)
    session.mark_saved(session.project, folder / "a.mou", session.snapshot()[1])
    offered: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        line = dialog.findChild(QLineEdit, "export_file")
        assert line is not None
        offered.append(line.accessibleDescription())
        dialog.close()

    QTimer.singleShot(100, look)
    window.export()

    assert str(folder) in offered[0]


def test_where_there_is_no_documents_folder_the_home_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    assert Desk(tmp_path / "kept").documents == tmp_path


def test_a_file_opens_again_where_its_user_stopped(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.mou"
    half = project_file.Project(document=samples.document("half"))
    project_file.save(half, path, samples.SAVED)
    window.open_file(path)
    session = open_session(window)
    session.go(session.edition.field_places["meeting_leads"])

    assert window.close_agreement()
    window.open_file(path)

    assert open_session(window).place.field == "meeting_leads"
