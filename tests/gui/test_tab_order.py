from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QTabBar, QTableView, QWidget
from shiboken6 import isValid

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.editor import EXPLANATION, NOTES, PREVIEW
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.panels.question_column import QuestionColumn
from mou_desktop.gui.widgets.field_frame import FieldFrame
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

WIDE, MIDDLE, NARROW = (
    (1800, 900),
    (1280, 720),
    (900, 720),
)  # a table fits beside the preview in the first
MOST = 90  # stops of the longest ring


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made, before_close_func=_let_go)
    made.show_project(Project(document=samples.document("complete")), None)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.session is not None and made.session.findings is not None)
    yield made
    if made.session is not None:
        made.session.wait()


def _let_go(_window: QWidget) -> None:
    """Close without a question: what a test left unsaved is gone."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            next(b for b in box.buttons() if b.text() == words.DO_NOT_SAVE).click()

    QTimer.singleShot(0, press)


def go(window: MainWindow, number: str) -> None:
    session = window.session
    assert session is not None
    place = next(
        place
        for place in session.edition.clause_places.values()
        if session.numbers.get(f"{place.document}/{place.clause}") == number
    )
    session.go(place)
    QApplication.processEvents()


def part_of(widget: QWidget) -> str:
    """Return in which part of the window a widget stands."""
    frame: QWidget | None = widget
    while frame is not None:
        if isinstance(frame, FieldFrame):
            return f"question {frame.field.key}"
        name = frame.objectName()
        if name in {
            "outline_tree",
            "outline",
            "top_bar",
            "clause_head",
            "clause_card",
            "side_strip",
            "right",
            "findings",
        }:
            return f"{name} tabs" if isinstance(widget, QTabBar) else name
        frame = frame.parentWidget()
    return widget.objectName()


def ring(qtbot: QtBot, window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Press Tab from the outline until it comes round, and return the parts it came by."""
    first = window.focusWidget()
    found: list[QWidget] = []
    for _ in range(MOST):
        focus = window.focusWidget()
        assert focus is not None
        found.append(focus)
        table = isinstance(focus, QTableView) or focus.objectName() == "table"
        control = Qt.KeyboardModifier.ControlModifier if table else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(focus, key, control)
        if window.focusWidget() is first:
            names = [part_of(one) for one in found]
            return [name for at, name in enumerate(names) if name != names[at - 1]]
    raise AssertionError([(part_of(one), one.objectName()) for one in found])


def questions(window: MainWindow) -> list[str]:
    """Return the questions that can be answered, from the top."""
    column = window.findChild(QuestionColumn)
    assert column is not None
    frames = [one for one in column.findChildren(FieldFrame) if one.isVisible()]
    frames.sort(key=lambda one: one.y())
    return [f"question {one.field.key}" for one in frames]


def begin(window: MainWindow) -> None:
    tree = window.findChild(QWidget, "outline_tree")
    assert tree is not None
    (tree if tree.isVisible() else top_tool(window)).setFocus()


def top_tool(window: MainWindow) -> QWidget:
    found = window.findChild(QWidget, "tool_list")
    assert found is not None
    return found


def expected(window: MainWindow, side: list[str]) -> list[str]:
    return [
        "outline_tree",
        "outline",
        "top_bar",
        "clause_head",
        "clause_card",
        *questions(window),
        *side,
        "findings",
    ]


@pytest.mark.parametrize("number", ["III.C", "I.A"])
@pytest.mark.parametrize("size", [WIDE, MIDDLE])
@pytest.mark.faults("G10")
def test_tab_goes_round_the_window_from_the_outline_to_the_findings(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], number: str
) -> None:
    window.resize(*size)
    go(window, number)
    begin(window)

    found = ring(qtbot, window)

    strip = window.findChild(QWidget, "side_strip")
    assert strip is not None
    side = ["side_strip"] if strip.isVisible() else ["right tabs", "right"]
    assert found == expected(window, side)


@pytest.mark.parametrize("number", ["III.C", "I.A"])
def test_shift_tab_goes_round_the_other_way(qtbot: QtBot, window: MainWindow, number: str) -> None:
    window.resize(*WIDE)
    go(window, number)
    begin(window)
    there = ring(qtbot, window)

    back = ring(qtbot, window, Qt.Key.Key_Backtab)

    assert back == [there[0], *reversed(there[1:])]


@pytest.mark.parametrize("number", ["III.C", "I.A"])
def test_tab_in_a_narrow_window_goes_from_the_bar_to_the_questions(
    qtbot: QtBot, window: MainWindow, number: str
) -> None:
    window.resize(*NARROW)
    go(window, number)
    begin(window)

    found = ring(qtbot, window)

    assert found == ["top_bar", "clause_head", "clause_card", *questions(window), "findings"]


@pytest.mark.parametrize("number", ["III.C", "I.A"])
@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
@pytest.mark.parametrize("side", [PREVIEW, EXPLANATION, NOTES])
@pytest.mark.faults("G10")
def test_every_control_of_the_window_is_reached_by_tab(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], number: str, side: int
) -> None:
    assert window.editor is not None
    window.resize(*size)
    go(window, number)
    if size != NARROW:
        window.editor.show_side(side)
        qtbot.wait(0)
    probe = Probe(window)

    probe.keyboard()

    assert probe.found == []


def test_the_right_side_has_its_room_back_once_tab_is_past_a_table(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(*MIDDLE)
    go(window, "III.C")
    right, strip = (window.findChild(QWidget, name) for name in ("right", "side_strip"))
    assert right is not None
    assert strip is not None
    begin(window)
    table = window.focusWidget()
    for _ in range(MOST):
        if isinstance(table, QTableView):
            break
        qtbot.keyClick(table, Qt.Key.Key_Tab)
        table = window.focusWidget()
    assert isinstance(table, QTableView)
    assert strip.isVisible()

    qtbot.keyClick(table, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert right.isVisible()
    assert not strip.isVisible()
    focus = window.focusWidget()
    assert focus is not None
    assert part_of(focus) == "right tabs"

    qtbot.keyClick(focus, Qt.Key.Key_Backtab)
    assert window.focusWidget() is table
    assert strip.isVisible()


def test_tab_keeps_its_order_in_another_clause(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(*WIDE)
    go(window, "I.A")
    begin(window)
    ring(qtbot, window)
    go(window, "III.C")
    begin(window)

    found = ring(qtbot, window)

    assert found == expected(window, ["right tabs", "right"])


def test_tab_keeps_its_order_when_questions_appear(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session is not None
    window.resize(*WIDE)
    key = next(
        one.key
        for one in session.edition.fields
        if one.when is not None and not session.document.holds(one.when)
    )
    condition = session.edition.by_key[key].when
    assert condition is not None
    session.go(session.edition.field_places[key])
    before = questions(window)
    for asked in condition.asks():
        field = session.edition.by_key[asked]
        values = [True, False, *(one.key for one in field.choices)]
        for value in values:
            session.answer(asked, value)
            if session.document.holds(condition):
                break
    QApplication.processEvents()
    begin(window)

    found = ring(qtbot, window)

    assert questions(window) != before
    assert [one for one in found if one.startswith("question ")] == questions(window)


@pytest.mark.parametrize("side", [PREVIEW, NOTES])
def test_tab_reaches_a_panel_made_late_where_it_stands(
    qtbot: QtBot, window: MainWindow, side: int
) -> None:
    editor = window.editor
    assert editor is not None
    window.resize(*WIDE)
    go(window, "III.C")
    editor.show_side(side)
    qtbot.wait(0)
    begin(window)

    found = ring(qtbot, window)

    assert found == expected(window, ["right tabs", "right"])


def test_tab_after_going_to_a_clause_comes_to_the_head_of_that_clause(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(*WIDE)
    go(window, "III.C")
    card = window.findChild(QWidget, "clause_text")
    assert card is not None
    card.setFocus()
    go(window, "III.A")
    focus = window.focusWidget()
    assert focus is not None

    qtbot.keyClick(focus, Qt.Key.Key_Tab)

    focus = window.focusWidget()
    assert focus is not None
    assert part_of(focus) == "clause_head"


@pytest.mark.faults("G10")
def test_tab_goes_through_all_entries_of_a_list_before_its_buttons(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    assert session is not None
    session.answer("languages", ("one", "two"))
    session.go(session.edition.field_places["languages"])
    session.answer("languages", ("one", "two", "three"))  # an entry is added
    first, *others = window.findChildren(QLineEdit, "entry_languages")
    first.setFocus()
    found = []

    for _ in others:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        found.append(window.focusWidget())

    assert found == others
    assert [one.text() for one in others] == ["two", "three"]


@pytest.mark.faults("G20")
def test_tab_keeps_nothing_of_the_questions_that_are_gone(qtbot: QtBot, window: MainWindow) -> None:
    def round_trip() -> None:
        for number in ("III.C", "I.A"):
            go(window, number)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            begin(window)
            for _ in range(8):
                qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)

    round_trip()
    before = dead_widgets()

    for _ in range(3):
        round_trip()

    assert dead_widgets() <= before


def dead_widgets() -> int:
    """Count what Python still keeps of widgets that Qt has deleted, or that were taken for such."""
    gc.collect()
    return sum(isinstance(one, QWidget) and not isValid(one) for one in gc.get_objects())
