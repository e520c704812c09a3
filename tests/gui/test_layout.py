from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import room
from mou_desktop.gui.editor import NOTES, PREVIEW, QUESTIONS, Editor
from mou_desktop.gui.session import Session
from mou_desktop.gui.widgets.side_strip import SideStrip
from mou_desktop.model import local
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


class Opened(QWidget):
    """A window with one agreement in an window.editor."""

    def __init__(self, theme: Theme, remembered: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.setWindowTitle("Agreement")
        self.session = Session(Project(document=samples.document("half")))
        self.editor = Editor(self.session, theme, lambda: "", remembered, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.editor)

    def go(self, field: str) -> None:
        self.session.go(self.session.edition.field_places[field])

    @property
    def right(self) -> QWidget:
        found: QWidget = self._found(QWidget, "right")
        return found

    @property
    def strip(self) -> SideStrip:
        found: SideStrip = self._found(SideStrip, "side_strip")
        return found

    def button(self, name: str) -> QToolButton:
        found: QToolButton = self._found(QToolButton, name)
        return found

    def _found(self, kind: type[Any], name: str) -> Any:
        found = self.findChild(kind, name)
        assert found is not None, name
        return found


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Opened]]:
    made: list[Opened] = []

    def open_(
        width: int,
        height: int,
        scale: float = 1.0,
        remembered: Mapping[str, Sequence[int]] | None = None,
    ) -> Opened:
        theme.choose("light", scale)
        window = Opened(theme, remembered or {})
        made.append(window)
        qtbot.addWidget(window)
        window.resize(width, height)
        places = [p for p in window.session.edition.clause_places.values() if p.clause]
        window.session.go(places[0])
        with qtbot.waitExposed(window):
            window.show()
        window.editor.questions.enter()
        return window

    yield open_
    for window in made:
        window.session.wait()


def bottom(widget: QWidget, editor: Editor) -> int:
    return widget.mapTo(editor, QPoint(0, widget.height())).y()


@pytest.mark.parametrize(
    ("size", "left", "side"), [((1440, 900), 284, 468), ((1280, 720), 264, 400)]
)
def test_each_part_has_its_width(
    opened: Callable[..., Opened], size: tuple[int, int], left: int, side: int
) -> None:
    window = opened(*size)

    assert abs(window.editor.outline.width() - left) <= 2
    assert abs(window.right.width() - side) <= 2


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1440, 900), 1.0), ((1280, 720), 1.0), ((640, 360), 1.0), ((1280, 720), 2.0)],
)
def test_the_findings_lie_at_the_bottom_with_nothing_below(
    opened: Callable[..., Opened], size: tuple[int, int], scale: float
) -> None:
    window = opened(*size, scale)

    end = window.editor.status.mapTo(window.editor, QPoint()).y()
    assert abs(bottom(window.editor.findings, window.editor) - end) <= 1
    if window.editor.findings.is_folded:
        assert window.editor.findings.height() <= window.editor.findings.sizeHint().height() + 2


@pytest.mark.parametrize(("size", "scale"), [((640, 360), 1.0), ((1280, 720), 2.0)])
def test_the_first_question_has_the_keyboard_and_is_in_sight(
    opened: Callable[..., Opened], size: tuple[int, int], scale: float
) -> None:
    window = opened(*size, scale)
    focus = QApplication.focusWidget()

    assert focus is not None
    assert window.session.place.field == "district_name"
    assert focus.visibleRegion().boundingRect().height() >= focus.height() - 1


@pytest.mark.faults("G08")
def test_another_palette_and_size_leave_the_keyboard_where_it_is(
    opened: Callable[..., Opened], theme: Theme
) -> None:
    opened(1440, 900)
    focus = QApplication.focusWidget()

    theme.choose("dark", 1.0)
    assert QApplication.focusWidget() is focus
    theme.choose("dark", 1.3)

    assert QApplication.focusWidget() is focus


def test_a_table_takes_the_room_of_the_side_and_gives_it_back(
    qtbot: QtBot, opened: Callable[..., Opened]
) -> None:
    window = opened(1440, 900)
    assert window.right.isVisible()

    window.go("school")
    qtbot.waitUntil(lambda: not window.right.isVisible())
    assert window.strip.isVisible()
    window.go("district_name")

    qtbot.waitUntil(window.right.isVisible)
    assert not window.strip.isVisible()


def test_a_table_keeps_the_side_where_the_user_wants_it(
    qtbot: QtBot, opened: Callable[..., Opened]
) -> None:
    window = opened(1440, 900)
    window.go("school")
    qtbot.waitUntil(window.strip.isVisible)

    qtbot.mouseClick(window.button("strip_note"), Qt.MouseButton.LeftButton)

    assert window.editor.notes.isVisible()
    assert not window.strip.isVisible()


def test_the_side_is_closed_and_opened_again(qtbot: QtBot, opened: Callable[..., Opened]) -> None:
    window = opened(1440, 900)

    qtbot.mouseClick(window.button("close_side"), Qt.MouseButton.LeftButton)
    assert not window.right.isVisible()
    assert window.editor.questions.width() > 1000
    window.editor.show_side(PREVIEW)

    assert window.editor.preview.isVisible()


def test_a_splitter_stays_where_it_was_put_for_its_class_of_width(
    qtbot: QtBot, opened: Callable[..., Opened]
) -> None:
    window = opened(1440, 900)
    for one in window.editor.findChildren(QSplitter):
        if one.indexOf(window.editor.outline) >= 0:
            handle = one.handle(1)
            qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, 100))
            qtbot.mouseMove(handle, QPoint(40, 100))
            qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(40, 100))

    kept = window.editor.widths

    assert kept["wide"][0] > 300
    assert kept["middle"][0] == 264
    again = opened(1440, 900, 1.0, kept)
    assert abs(again.editor.outline.width() - kept["wide"][0]) <= 2


@pytest.mark.parametrize("nonsense", [{"wide": "x"}, {"wide": [1, 2]}, {"wide": [1.5, "a", None]}])
def test_widths_that_make_no_sense_are_forgotten(nonsense: Mapping[str, Sequence[int]]) -> None:
    assert room.kept(nonsense) == dict(room.PUBLISHED)


def test_in_a_narrow_window_notes_can_be_reached_and_left(
    opened: Callable[..., Opened],
) -> None:
    window = opened(640, 360)

    window.editor.show_side(NOTES)
    assert window.editor.notes.isVisible()
    window.editor.show_side(QUESTIONS)

    assert window.editor.questions.isVisible()
    assert not window.editor.notes.isVisible()


def test_the_strip_is_accessible(opened: Callable[..., Opened], theme: Theme) -> None:
    window = opened(1440, 900)
    window.editor.toggle_side()

    assert_accessible_everywhere(window, theme)
    assert window.strip.isVisible()


def test_the_tab_of_notes_counts_those_of_this_clause(opened: Callable[..., Opened]) -> None:
    window = opened(1440, 900)
    session = window.session
    window.go("effective_date")
    on = {"clause": session.place.clause, "field": None, "row": None}
    said = {"author": "A", "time": samples.SAVED, "text": "Is it?"}
    session.become(local.add_note(session.document, on=on, for_="counsel", **said), "add note")
    tabs = window.findChild(QTabWidget, "right")
    assert tabs is not None

    assert tabs.tabText(NOTES - 1) == "Notes 1"
    window.go("district_name")
    assert tabs.tabText(NOTES - 1) == "Notes"


@pytest.mark.parametrize(("size", "scale"), [((640, 360), 1.0), ((1280, 720), 2.0)])
@pytest.mark.faults("G05")
def test_the_bar_of_a_narrow_window_is_level_and_fits(
    opened: Callable[..., Opened], size: tuple[int, int], scale: float
) -> None:
    window = opened(*size, scale)
    window.go("school")

    where = window.findChild(QPushButton, "tool_list")
    export = window.findChild(QPushButton, "export")
    assert where is not None
    assert export is not None
    assert where.text() == "Exhibit B"
    assert where.accessibleName() == "List of clauses: Exhibit B, “Schools”"
    assert where.height() == export.height()
    assert where.width() >= where.sizeHint().width()
    assert window.editor.top.minimumSizeHint().width() <= window.width()
