from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MOST_DROPPED, MainWindow
from mou_desktop.store import project_file
from tests.support.files import COMPLETE, plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

COPY = Qt.DropAction.CopyAction
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> MainWindow:
    made = MainWindow(Desk(tmp_path / "kept"), theme)

    def let_go(_: object) -> None:
        """Close without a question: what a test left unsaved is gone."""
        now = made.session
        if now is not None:
            now.mark_saved(now.project, tmp_path / "kept.mou", now.snapshot()[1])
            now.wait()

    qtbot.addWidget(made, before_close_func=let_go)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(20, 20), COPY, data, Qt.MouseButton.LeftButton, NONE)
    window.dropEvent(event)


class Listener:
    """Reads what message boxes say, and closes them."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.said.append(box.text())
            box.close()


@pytest.mark.faults
def test_g14_a_file_that_is_dropped_is_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.mou"
    shutil.copy(COMPLETE, path)

    drop(window, path)

    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session is not None
    assert window.session.path == path


@pytest.mark.faults
def test_g14_several_files_are_opened_in_windows_of_their_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.mou" for name in "abc"]

    with qtbot.waitSignal(window.files_asked) as asked:
        drop(window, *paths)

    assert asked.args == [paths]


@pytest.mark.faults
def test_g14_fifty_files_are_too_many_and_that_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    listener = Listener()

    drop(window, *(tmp_path / f"{at}.mou" for at in range(50)))

    qtbot.waitUntil(lambda: bool(listener.said))
    assert str(MOST_DROPPED) in plain_sentence(listener.said[0])


@pytest.mark.faults
@pytest.mark.parametrize("name", ["folder", "counsel.docx", "words.txt"])
def test_g14_what_is_no_agreement_is_said_to_be_none(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"PK\x03\x04 no agreement" if name.endswith("docx") else b"Some words.")
    listener = Listener()

    drop(window, path)

    qtbot.waitUntil(lambda: bool(listener.said))
    assert name in plain_sentence(listener.said[0])
    assert window.session is None


@pytest.mark.faults
def test_g14_an_address_is_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.mou")])
    event = QDragEnterEvent(QPoint(20, 20), COPY, data, Qt.MouseButton.LeftButton, NONE)
    event.ignore()

    window.dragEnterEvent(event)

    assert not event.isAccepted()


def test_a_file_that_cannot_be_opened_leaves_what_is_open(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.open_sample()
    session = window.session
    (tmp_path / "a.mou").write_bytes(b"")
    listener = Listener()

    window.open_file(tmp_path / "a.mou")

    qtbot.waitUntil(lambda: bool(listener.said))
    assert window.session is session


def test_a_copy_is_written_and_the_agreement_keeps_its_own_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.mou"
    shutil.copy(COMPLETE, path)
    window.open_file(path)
    session = window.session
    assert session is not None
    session.answer("district_short", "Placeholder")
    copy = tmp_path / "b.mou"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))

    window.save_copy()
    qtbot.waitUntil(lambda: "Copied to b.mou" in _foot(window))

    assert project_file.load(copy).document.answer("district_short") == "Placeholder"
    assert session.path == path
    assert session.dirty


def _foot(window: MainWindow) -> str:
    label = window.findChild(QLabel, "saved")
    assert label is not None
    return label.text()
