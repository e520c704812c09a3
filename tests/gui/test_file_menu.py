from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.print_preview import PrintPreview
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.store import project_file
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

NAMES = ("export", "worksheet", "summary", "print_preview", "print")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.session is not None:
        made.session.wait()


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action_{name}")
    assert found is not None
    return found


class Closer:
    """Closes every dialog that opens, and keeps what it was."""

    def __init__(self) -> None:
        self.seen: list[type[QDialog]] = []
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PrintPreview | QPrintDialog):
            self.seen.append(type(dialog))
            dialog.reject()


def test_the_menu_of_the_clause_opens_what_may_be_done_and_a_new_note(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_project(Project(document=samples.document("half")), None)
    editor = window.editor
    assert editor is not None
    menu = editor.findChild(QMenu, "change_menu")
    assert menu is not None
    opened: list[int] = []

    def close() -> None:
        opened.append(len(menu.actions()))
        menu.close()

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, close))
    action(window, "change_text").trigger()
    qtbot.waitUntil(lambda: opened != [])
    assert opened[0] > 1

    action(window, "add_note").trigger()
    assert window.focusWidget() is editor.notes.box
    keys = {
        name: action(window, name).shortcut().toString() for name in ("change_text", "add_note")
    }
    assert keys == {"change_text": "Ctrl+T", "add_note": "Ctrl+M"}


@pytest.mark.parametrize("name", NAMES)
def test_what_needs_an_agreement_is_offered_once_there_is_one(
    window: MainWindow, name: str
) -> None:
    assert not action(window, name).isEnabled()

    window.open_sample()

    assert action(window, name).isEnabled()


def test_ctrl_p_asks_for_a_printer(qtbot: QtBot, window: MainWindow) -> None:
    window.open_sample()
    closer = Closer()

    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert closer.seen == [QPrintDialog]


def test_the_preview_of_the_print_shows_the_open_agreement(window: MainWindow) -> None:
    window.open_sample()
    closer = Closer()

    action(window, "print_preview").trigger()

    assert closer.seen == [PrintPreview]


@pytest.mark.parametrize("name", ["worksheet", "summary"])
def test_the_paper_for_a_meeting_of_the_open_agreement_is_written(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "open.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), ""))
    window.open_sample()
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: path.exists() and close_box())
    timer.start()

    action(window, name).trigger()

    assert paragraphs_of(path.read_bytes())[0].text


@pytest.mark.parametrize("name", ["worksheet", "summary"])
def test_the_paper_for_a_meeting_is_offered_beside_the_agreement(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    offered: list[str] = []

    def cancel(_parent: object, _title: str, ready: str, *_rest: object) -> tuple[str, str]:
        offered.append(ready)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", cancel)
    path = tmp_path / "shared" / "acton.mou"
    path.parent.mkdir()
    project_file.save(Project(document=samples.document("half")), path, samples.SAVED)
    window.open_file(path)

    action(window, name).trigger()

    (ready,) = offered
    assert Path(ready).parent == path.parent


def close_box() -> bool:
    """Close the message that is open, if one is."""
    box = QApplication.activeModalWidget()
    return box is not None and box.close()


def test_revert_is_offered_while_there_is_something_to_take_back(
    window: MainWindow, tmp_path: Path
) -> None:
    window.open_sample()
    session = window.session
    assert session is not None
    assert not action(window, "revert").isEnabled()
    session.mark_saved(session.project, tmp_path / "a.mou", session.snapshot()[1])
    assert not action(window, "revert").isEnabled()

    session.answer("min_tenure", 4)

    assert action(window, "revert").isEnabled()
    session.undo()
    assert not action(window, "revert").isEnabled()


def test_enter_does_not_revert(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_sample()
    session = window.session
    assert session is not None
    session.mark_saved(session.project, tmp_path / "a.mou", session.snapshot()[1])
    session.answer("min_tenure", 4)

    def press_enter() -> bool:
        box = QApplication.activeModalWidget()
        if box is not None:
            qtbot.keyClick(box, Qt.Key.Key_Return)
        return box is not None

    QTimer.singleShot(0, press_enter)
    window.revert()

    assert session.document.answer("min_tenure") == 4
    session.undo()
