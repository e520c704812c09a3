"""One agreement from nothing to Word by keyboard alone, made by somebody who sees the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.widgets.table_view import TableView
from mou_desktop.outline import outline
from mou_desktop.store import project_file
from mou_desktop.word.contents import with_contents
from tests.support import printed, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document, Field

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Typist:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, bot: QtBot, window: MainWindow) -> None:
        self._bot, self._window = bot, window

    def here(self) -> QWidget:
        """What has the keyboard. A window comes forward again as a window manager does it."""
        if QApplication.focusWidget() is None:
            self._window.activateWindow()
            self._bot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, *keys: Qt.Key, hold: Any = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self._bot.keyClick(self.here(), key, hold)

    def write(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                self._bot.keyClicks(self.here(), letter)
            else:  # QTest knows the keys of plain letters only
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(self.here(), event)

    def when(self, kind: type[QDialog], act: Callable[[], None]) -> None:
        """Do something once a dialog of that kind has come up and has the keyboard."""

        def look() -> None:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            inside = dialog is not None and focus is not None and dialog.isAncestorOf(focus)
            if isinstance(dialog, kind) and inside:
                act()
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(20, look)

    def name_file(self, path: Path) -> None:
        """Type the name of a file into the window that asks for one, and press Enter."""

        def act() -> None:
            line = self.here()
            assert isinstance(line, QLineEdit)
            line.selectAll()
            self.write(str(path))
            self.press(Key.Key_Return)

        self.when(QFileDialog, act)

    def go_to(self, name: str) -> None:
        """Press Tab until what is called `name` has the keyboard."""
        for _ in range(40):
            if self.here().objectName() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")


class Clerk(Typist):
    """Fills in an agreement: reads the question that has the keyboard, and types its answer."""

    def __init__(self, bot: QtBot, window: MainWindow) -> None:
        super().__init__(bot, window)
        self._session = open_session(window)
        self._answers = samples.answers("complete")

    def fill(self) -> None:
        """Answer required questions, one after the other, until none is left."""
        for _ in range(60):
            self.press(Key.Key_Period, hold=CTRL)
            if self._session.required[0] == self._session.required[1]:
                return
            key = self._session.place.field
            assert not self._session.document.answered(key), f"{key} is answered, and asked for"
            self._answer(key)
        raise AssertionError("there is no end of questions")

    def _answer(self, key: str) -> None:
        if "." in key:
            self._schools()
            return
        field = self._session.edition.by_key[key]
        answer = self._answers[field.key]
        if field.type == "table":
            for row in answer:
                self._row(field, row)
            self.press(Key.Key_Tab, hold=CTRL)
        else:
            self._value(field, answer)

    def _schools(self) -> None:
        """Mark every school in the list that the open cell shows."""
        self.press(Key.Key_Return)
        listed = self.here()
        assert isinstance(listed, QListWidget)
        for _ in range(listed.count()):
            self.press(Key.Key_Space, Key.Key_Down)
        self.press(Key.Key_Tab)

    def _value(self, field: Field, answer: Any) -> None:
        here = self.here()
        if field.type == "person":
            for part in ("name", "title", "phone", "email"):
                self.write(answer.get(part, ""))
                self.press(Key.Key_Tab)
        elif isinstance(here, QRadioButton):
            self._choose(field, answer)
        elif isinstance(here, QComboBox):
            label = next(one.label for one in field.choices if one.key == answer)
            while here.currentText() != label:
                before = here.currentText()
                self.press(Key.Key_Down)
                assert here.currentText() != before, f"{label} is no choice"
        elif field.type == "date":
            year, month, day = str(answer).split("-")
            self.write(f"{int(month)}/{int(day)}/{year}")
        else:
            assert isinstance(here, QLineEdit | QPlainTextEdit)
            self.write(str(answer))

    def _choose(self, field: Field, answer: str) -> None:
        self.press(Key.Key_Space)
        for _ in range(8):
            if self._session.document.answer(field.key) == answer:
                return
            self.press(Key.Key_Down)
        raise AssertionError(f"arrows never reach {answer}")

    def _row(self, field: Field, row: dict[str, Any]) -> None:
        """Fill in what a row of a table must have, in the cells that Tab goes through."""
        view = self.here()
        assert isinstance(view, TableView)
        self.press(Key.Key_End, hold=CTRL)
        self.press(Key.Key_Home)
        self.press(Key.Key_Return)  # the last line adds a row, and opens its first cell
        first = True
        for column in field.columns:
            if first:
                self.write(str(row[column.key]))
                first = False
            elif view.currentIndex().column() != field.columns.index(column):
                continue
            elif column.required and column.type == "person":
                self.press(Key.Key_Return)
                self._value(column, row[column.key])
                continue
            elif column.required and column.type == "text":
                self.write(str(row[column.key]))
            self.press(Key.Key_Tab)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.session is not None:
        made.session.wait()


def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def plain(text: str) -> str:
    """Return words alone: an open answer stands in brackets in Word, and on a ground here.

    A signer's name follows "Name:" in Word, and stands in a cell of its own here.
    """
    return " ".join(text.translate(dict.fromkeys(map(ord, "[]:"), " ")).split())


def contents(document: Document) -> list[str]:
    """Return the lines of the list of contents."""
    return [one.text for one in with_contents(outline(document)) if one.kind == "contents"]


@pytest.mark.faults("G09")
def test_from_nothing_to_word_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    typist = Typist(qtbot, window)
    path, word = tmp_path / "Sample.mou", tmp_path / "Sample.docx"

    typist.press(Key.Key_Return)  # New agreement has the keyboard
    session = open_session(window)
    Clerk(qtbot, window).fill()
    assert session.required[0] == session.required[1] > 20

    typist.name_file(path)
    typist.press(Key.Key_S, hold=CTRL)
    qtbot.waitUntil(lambda: session.saved)
    written = session.document
    typist.press(Key.Key_W, hold=CTRL)
    assert window.session is None

    typist.name_file(path)
    typist.press(Key.Key_O, hold=CTRL)
    again = open_session(window)
    assert again.document.answers == written.answers
    assert project_file.load(path).document.answers == written.answers

    def export() -> None:
        typist.go_to("export_file")
        line = typist.here()
        assert isinstance(line, QLineEdit)
        line.selectAll()
        typist.write(str(word))
        typist.press(Key.Key_Return)

    typist.when(QDialog, export)
    typist.press(Key.Key_E, hold=CTRL)
    qtbot.waitUntil(word.exists)

    texts = printed.found(word.read_bytes())
    assert texts == printed.wanted(outline(again.document))
    assert window.editor is not None
    typist.press(Key.Key_2, hold=CTRL)
    view = window.editor.preview.view
    qtbot.waitUntil(lambda: view.page is not None)
    shown = plain(view.toPlainText())
    listed = set(contents(again.document))  # Word's alone: here the outline stands beside the text
    missing = [text for text in texts if text not in listed and plain(text) not in shown]
    assert "\n".join(missing) == ""
