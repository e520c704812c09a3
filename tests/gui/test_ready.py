from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.panels.verdict import verdict
from mou_desktop.model import Place, local
from mou_desktop.rules import check
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

Key = Qt.Key


@pytest.fixture
def judged(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def judge(sample: str, **answers: object) -> MainWindow:
        document = samples.document(sample)
        for key, answer in answers.items():
            document = document.with_answer(key, answer)
        window = MainWindow(Desk(tmp_path / "kept"), theme)
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        with qtbot.waitExposed(window):
            window.show()
        window.show_project(Project(document=document), None)
        ask(qtbot, window)
        return window

    yield judge
    for window in made:
        if window.session is not None:
            window.session.wait()


def ask(bot: QtBot, window: MainWindow) -> None:
    """Ask whether the agreement is ready, and wait for the verdict."""
    window.ready()
    bot.waitUntil(lambda: "Checking…" not in said(window))
    bot.waitUntil(lambda: QApplication.focusWidget() is not None)


def page(window: MainWindow) -> QWidget:
    found = window.findChild(QWidget, "ready_page")
    assert found is not None
    return found


def said(window: MainWindow) -> str:
    return "\n".join(one.text() for one in page(window).findChildren(QLabel))


def button(window: MainWindow, name: str) -> QPushButton:
    found = page(window).findChild(QPushButton, name)
    assert found is not None, name
    return found


def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def test_it_says_what_is_open_and_leads_there(
    qtbot: QtBot, judged: Callable[..., MainWindow]
) -> None:
    window = judged("half", effective_date="2/2/26")

    assert "Not ready to sign yet" in said(window)
    assert "To fix before signing  ·  1" in said(window)
    first = QApplication.focusWidget()
    assert isinstance(first, QPushButton)
    assert "Effective date" in first.accessibleName()
    qtbot.keyClick(first, Key.Key_Return)

    assert session(window).place.field == "effective_date"
    assert not page(window).isVisible()
    qtbot.waitUntil(lambda: _name_of_focus() == "line_effective_date")


def _name_of_focus() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def test_it_leads_also_to_the_place_where_the_user_was(
    qtbot: QtBot, judged: Callable[..., MainWindow]
) -> None:
    window = judged("half", effective_date="2/2/26")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    ask(qtbot, window)

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert not page(window).isVisible()
    qtbot.waitUntil(lambda: _name_of_focus() == "line_effective_date")


def test_a_final_copy_can_be_asked_for_at_any_time_and_says_what_holds_it_up(
    qtbot: QtBot, judged: Callable[..., MainWindow]
) -> None:
    window = judged("half")
    final = button(window, "export_final")
    assert final.isEnabled()

    qtbot.mouseClick(final, Qt.MouseButton.LeftButton)

    assert "must be settled before a final copy can be written" in said(window)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "go_there"


def test_it_follows_what_is_taken_back(qtbot: QtBot, judged: Callable[..., MainWindow]) -> None:
    window = judged("complete")
    assert "Ready to sign" in said(window)

    session(window).answer("effective_date", None)
    qtbot.waitUntil(lambda: "Not ready to sign yet" in said(window))
    session(window).undo()

    qtbot.waitUntil(lambda: "The agreement is ready to sign." in said(window))


def test_a_ready_agreement_has_the_keyboard_on_the_final_copy(
    judged: Callable[..., MainWindow],
) -> None:
    window = judged("complete")

    assert button(window, "export_final").hasFocus()


def test_long_groups_open(qtbot: QtBot, judged: Callable[..., MainWindow]) -> None:
    window = judged("empty")
    before = len(page(window).findChildren(QPushButton, "go_there"))

    qtbot.mouseClick(button(window, "more_answer"), Qt.MouseButton.LeftButton)

    shown = page(window).findChildren(QPushButton, "go_there")
    assert len(shown) == before + session(window).required[1] - 5
    assert shown[5].hasFocus()


def test_escape_goes_back_to_the_question(qtbot: QtBot, judged: Callable[..., MainWindow]) -> None:
    window = judged("half")

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    assert not page(window).isVisible()
    assert _name_of_focus() == "line_district_name"


def test_every_open_point_is_in_the_list() -> None:
    document = samples.document("half")
    found = check(document)

    judged = verdict(document, found, {})

    listed = {line.finding for _, lines in judged.groups for line in lines}
    left = [one for one in found if one not in listed]
    assert all(one.place == Place() or one.severity == "note" for one in left)
    assert not judged.ready


def test_what_is_checked_says_local_changes_and_notes() -> None:
    document = _changed(samples.document("complete"))

    details = {one.title: one.detail for one in verdict(document, check(document), {}).checks}

    assert details["Local changes"] == "1 change"
    assert details["Mandatory clauses"].startswith("All ")
    assert details["Notes"] == "None"


def _changed(document: Document) -> Document:
    key = next(iter(document.edition.clauses))
    return local.change_clause(document, key, "extended", text="More.", reason="Local practice")


def test_large_text_stays_on_the_page(judged: Callable[..., MainWindow], theme: Theme) -> None:
    window = judged("half")

    theme.choose("light", 2.0)
    QApplication.processEvents()
    assert page(window).isVisible()
    theme.choose("light", 1.0)
    QApplication.processEvents()

    assert page(window).isVisible()


@pytest.mark.faults("G10")
def test_it_is_accessible(judged: Callable[..., MainWindow], theme: Theme) -> None:
    window = judged("half", effective_date="2/2/26")

    assert_accessible_everywhere(window, theme)


def test_the_mandatory_clauses_can_be_shown(judged: Callable[..., MainWindow]) -> None:
    window = judged("half")

    button(window, "show_mandatory").click()

    assert not page(window).isVisible()
    assert window.editor is not None
    only = window.editor.outline.findChild(QCheckBox, "only_mandatory")
    assert only is not None
    assert only.isChecked()
    assert f"All {only.text()[16:-1]} stand" in said(window)
