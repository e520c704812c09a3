from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui.dialogs.import_rows import ImportRows, RowsImport
from mou_desktop.gui.session import Session
from mou_desktop.gui.widgets.table_editor import TableEditor
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.pulse import MOST_STILL, Pulse

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

pytestmark = pytest.mark.faults

MANY = 20_000  # rows, far beyond what a table takes


class Page(QWidget):
    """A table of schools in step with a session."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.session = Session(Project(document=samples.document("half")), None, self)
        field = self.session.edition.by_key["school"]
        self.table = TableEditor(field, lambda: self.session.document, theme, self)
        QVBoxLayout(self).addWidget(self.table)
        self.importer = RowsImport(self.table)
        self.table.edited.connect(lambda rows, name: self.session.answer("school", rows, name))
        self.session.changed.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        self.table.show_answer(self.session.document.answer("school"))


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Page:
    made = Page(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def rows_in(folder: Path, count: int) -> str:
    path = folder / "schools.csv"
    lines = [f"School {number},K-5,Sampleford" for number in range(count)]
    path.write_text("\n".join(["School,Grades,Town", *lines]), encoding="utf-8")
    return str(path)


def dialog_of(page: Page) -> ImportRows:
    found = page.findChild(ImportRows, "import_rows")
    assert found is not None
    return found


def test_a_file_of_500_rows_is_read_and_the_window_never_stands_still(
    qtbot: QtBot, page: Page, tmp_path: Path
) -> None:
    path = rows_in(tmp_path, 500)
    QApplication.processEvents()
    pulse = Pulse()

    page.importer.open_file(path)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: bool(dialog.findChild(QLabel, "problems").text()))  # type: ignore[union-attr]

    assert pulse.longest < MOST_STILL
    ok, wrong = dialog.findChild(QPushButton, "ok"), dialog.findChild(QLabel, "wrong")
    assert ok is not None
    assert wrong is not None
    ok.click()
    assert "500 rows" in wrong.text()  # more than a table takes: said, and nothing is cut
    dialog.reject()


def test_long_reading_shows_how_far_it_is_and_can_be_called_off(
    qtbot: QtBot, page: Page, tmp_path: Path
) -> None:
    before = page.session.document
    page.importer.open_file(rows_in(tmp_path, MANY))
    dialog = dialog_of(page)
    bar = dialog.findChild(QProgressBar, "progress")
    assert bar is not None
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    assert bar.maximum() == MANY

    started = time.monotonic()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert 1000 * (time.monotonic() - started) < MOST_STILL
    assert not dialog.isVisible()
    assert page.session.document is before


def test_as_many_rows_as_a_table_takes_come_in_without_standing_still(
    qtbot: QtBot, page: Page, tmp_path: Path
) -> None:
    page.importer.open_file(rows_in(tmp_path, 150))
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: bool(dialog.findChild(QLabel, "problems").text()))  # type: ignore[union-attr]
    ok = dialog.findChild(QPushButton, "ok")
    assert ok is not None
    pulse = Pulse()

    ok.click()
    qtbot.waitUntil(lambda: len(page.table.rows) == 153)
    QApplication.processEvents()

    assert pulse.longest < MOST_STILL
