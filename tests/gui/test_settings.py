from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.settings import SettingsDialog
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.store.memory import Memory
from tests.support.a11y import assert_accessible_everywhere
from tests.support.files import plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, parent: QWidget) -> SettingsDialog:
    made = SettingsDialog(theme, Memory(theme="light"), parent)
    with qtbot.waitExposed(made):
        made.show()
    return made


def line(dialog: QWidget, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None
    return found


def wrong(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, f"{name}_wrong")
    assert found is not None
    return found.text() if found.isVisible() else ""


def test_settings_are_applied_and_remembered(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    def fill_in() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, SettingsDialog)
        choice, size = box.findChild(QComboBox, "theme"), box.findChild(QSpinBox, "size")
        assert choice is not None
        assert size is not None
        choice.setCurrentIndex(choice.findData("dark"))
        size.setValue(150)
        line(box, "author").setText("  Pat\x07  Example ")
        line(box, "folder").setText(str(tmp_path))
        save = box.findChild(QPushButton, "save_settings")
        assert save is not None
        save.click()

    QTimer.singleShot(50, fill_in)
    window.settings()

    assert (theme.name, theme.scale) == ("dark", 1.5)
    again = Desk(tmp_path / "kept")
    assert again.memory.author == "Pat Example"
    assert again.documents == tmp_path
    assert (again.memory.theme, again.memory.scale) == ("dark", 1.5)


def test_cancel_changes_nothing(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(window)
    window.show()

    def leave() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, SettingsDialog)
        line(box, "author").setText("Pat Example")
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(50, leave)
    window.settings()

    assert Desk(tmp_path / "kept").memory.author == ""


def test_a_folder_that_is_not_there_is_said_at_its_field(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path
) -> None:
    folder = line(dialog, "folder")
    for text in ("/no/such/folder", "a\0b", "relative"):
        folder.setText(text)
        qtbot.keyClick(folder, Qt.Key.Key_Return)

        assert dialog.isVisible()
        assert plain_sentence(wrong(dialog, "folder"))
        assert folder.hasFocus()
    folder.setText(str(tmp_path))
    qtbot.keyClick(folder, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert dialog.chosen().folder == str(tmp_path)


def test_a_name_that_is_too_long_is_said_and_not_cut(qtbot: QtBot, dialog: SettingsDialog) -> None:
    author = line(dialog, "author")
    author.setText("x" * 500)
    qtbot.keyClick(author, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "500" in plain_sentence(wrong(dialog, "author"))
    assert author.text() == "x" * 500


def test_a_folder_is_chosen_with_browse(
    dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    browse = dialog.findChild(QPushButton, "browse")
    assert browse is not None

    browse.click()

    assert line(dialog, "folder").text() == str(tmp_path)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    browse.click()
    assert line(dialog, "folder").text() == str(tmp_path)


def test_a_theme_that_nobody_knows_is_that_of_the_system(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    assert SettingsDialog(theme, Memory(theme="mauve"), parent).chosen().theme == "system"


@pytest.mark.faults("G10")
def test_the_settings_are_accessible(theme: Theme, dialog: SettingsDialog) -> None:
    line(dialog, "folder").setText("/no/such/folder")
    dialog.accept()
    assert wrong(dialog, "folder") == words.SETTING_NO_FOLDER

    assert_accessible_everywhere(dialog, theme)
