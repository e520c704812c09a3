from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QToolTip,
    QWidget,
)
from PySide6.QtWidgets import QVBoxLayout as Column

from mou_desktop.gui.dialogs.import_rows import ImportRows, RowsImport
from mou_desktop.gui.session import Session
from mou_desktop.gui.widgets.field_frame import FieldFrame
from mou_desktop.gui.widgets.rows_view import RowsView
from mou_desktop.gui.widgets.still_area import StillArea
from mou_desktop.gui.widgets.table_delegate import PAD
from mou_desktop.gui.widgets.table_editor import TableEditor
from mou_desktop.gui.widgets.table_heads import Head
from mou_desktop.model import Finding, Place
from mou_desktop.model.document import row_id
from mou_desktop.model.values import freeze, plain
from mou_desktop.rules import AnswerCheck
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Page(QWidget):
    """A table between two fields, in step with a session as the panel of questions keeps it."""

    def __init__(self, session: Session, key: str, theme: Theme, qtbot: QtBot) -> None:
        super().__init__()
        self.setWindowTitle("Questions")
        self.session, self.key, self.bot = session, key, qtbot
        self.field = session.edition.by_key[key]
        self.before = QLineEdit(self)
        self.table = TableEditor(self.field, lambda: session.document, theme, self)
        self.after = QLineEdit(self)
        for line, name in ((self.before, "Before"), (self.after, "After")):
            line.setAccessibleName(name)
        column = Column(self)
        column.addWidget(self.before)
        column.addWidget(FieldFrame(self.table, "One row for each.", self))
        column.addWidget(self.after)
        column.addStretch(1)
        self.table.edited.connect(self._on_edited)
        self.table.left.connect(session.leave)
        session.changed.connect(self.show_now)
        RowsImport(self.table)
        self.show_now()

    def _on_edited(self, rows: object, name: str) -> None:
        self.session.answer(self.key, rows, name)

    def show_now(self) -> None:
        self.table.show_answer(self.session.document.answer(self.key))

    def check(self) -> None:
        check = AnswerCheck(self.session.edition)
        self.table.show_findings(list(check.of_field(self.session.document, self.field)))

    @property
    def rows(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = plain(self.session.document.answer(self.key) or ())
        return found

    def stand(self, number: int, column: str) -> None:
        self.table.focus_cell(row_id(self.table.rows[number]), column)

    @property
    def here(self) -> tuple[int, str]:
        index = self.table.view.currentIndex()
        return index.row(), self.field.columns[index.column()].key

    def press(self, *keys: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.bot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            self.bot.keyClicks(QApplication.focusWidget(), letter)

    def click(self, name: str) -> None:
        button = self.findChild(QPushButton, f"{name}_{self.key}")
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def index(self, number: int, column: str) -> QModelIndex:
        keys = [one.key for one in self.field.columns]
        return self.table.view.rows.index(number, keys.index(column))

    def click_cell(self, number: int, column: str) -> None:
        view = self.table.view
        at = view.visualRect(self.index(number, column)).intersected(view.viewport().rect())
        self.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.center())

    def said(self) -> list[str]:
        found = self.findChildren(QLabel, f"trouble_{self.key}")
        return [label.text() for label in found if label.isVisible()]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Callable[..., Page]:
    def made(key: str = "sro", sample: str = "complete", **answers: Any) -> Page:
        document = samples.document(sample)
        for name, answer in answers.items():
            document = document.with_answer(name, freeze(answer))
        page = Page(Session(Project(document=document)), key, theme, qtbot)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.table.view.setFocus()
        return page

    return made


# ---- moving and editing ------------------------------------------------------------------------


def test_typing_replaces_a_cell_and_tab_stores_it(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(1, "cert_no")
    page.type("SRO-9")
    page.press(Key.Key_Tab)

    assert page.rows[1]["cert_no"] == "SRO-9"
    assert page.here == (1, "cert_status")


def test_each_key_is_stored_and_a_cell_is_one_step(make: Callable[..., Page]) -> None:
    page = make()
    before = page.rows
    page.stand(1, "cert_no")
    page.type("AB")
    assert page.rows[1]["cert_no"] == "AB"
    page.type("C")
    page.press(Key.Key_Tab, Key.Key_Tab)
    page.type("1")
    page.press(Key.Key_Return)
    assert page.session.undo_name == "edit Det. Robin O’Sample"

    page.session.undo()
    assert page.rows[1]["cert_no"] == "ABC"
    page.session.undo()
    assert page.rows == before
    assert page.session.undo_name == ""


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2])
def test_escape_restores_the_cell_and_leaves_no_step(
    make: Callable[..., Page], key: Qt.Key
) -> None:
    page = make()
    before = page.rows
    page.stand(0, "cert_no")
    page.press(key)
    page.type("nonsense")
    page.press(Key.Key_Escape)

    assert page.rows == before
    assert page.session.undo_name == ""
    assert page.table.view.hasFocus()


@pytest.mark.faults("G07")
def test_a_date_is_typed_in_us_order(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "start")
    page.press(Key.Key_Return)
    line = page.findChild(QLineEdit, "cell_start")
    assert line is not None
    assert line.text() == "08/30/2027"
    line.selectAll()
    page.type("9/7/2027")
    page.press(Key.Key_Return)

    assert page.rows[0]["start"] == "2027-09-07"
    assert page.table.view.currentIndex().data() == "09/07/2027"


@pytest.mark.faults("G07")
def test_a_two_digit_year_is_kept_as_typed(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "start")
    page.type("9/7/27")
    page.press(Key.Key_Return)

    assert page.rows[0]["start"] == "9/7/27"


def test_a_choice_is_picked_by_its_first_letter(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_status")
    page.type("p")
    page.press(Key.Key_Tab)

    assert page.rows[0]["cert_status"] == "pending"


def test_several_choices_name_the_rows_of_another_table(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "schools")
    page.press(Key.Key_Return)
    choices = page.window().findChild(QListWidget, "choices")
    assert choices is not None
    assert choices.item(1).text() == "Example Hill Middle School"
    choices.setCurrentRow(1)
    page.press(Key.Key_Space, Key.Key_Tab)

    names = {row_id(one): one["name"] for one in page.session.document.counts("school")}
    assert [names[one] for one in page.rows[0]["schools"]] == [
        "Exampleton–Sampleville Regional High School", "Example Hill Middle School"
    ]  # fmt: skip


def test_a_person_has_four_lines_and_tab_goes_through_them(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(2, "name")
    page.press(Key.Key_Return)
    page.type("Sgt. New Name")
    page.press(Key.Key_Tab)
    page.type("Sergeant")
    page.press(Key.Key_Tab, Key.Key_Tab)
    assert QApplication.focusWidget() is page.findChild(QLineEdit, "person_email")
    page.press(Key.Key_Tab)

    assert page.rows[2]["name"]["name"] == "Sgt. New Name"
    assert page.rows[2]["name"]["title"] == "Sergeant"
    assert page.rows[2]["name"]["phone"]
    assert page.here == (2, "cert_no")


def test_looking_into_a_cell_changes_nothing(make: Callable[..., Page]) -> None:
    odd = [{"_id": "aaaaaaa1", "name": "North\u00a0High\u200b", "address": "1 Main\r\nStreet"}]
    page = make("school", school=odd)
    for column in ("name", "grades", "address", "town", "principal"):
        page.stand(0, column)
        page.press(Key.Key_F2, Key.Key_Return)

    assert page.rows == odd
    assert page.session.undo_name == ""


def test_delete_empties_a_cell(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_no")
    page.press(Key.Key_Delete)

    assert "cert_no" not in page.rows[0]


def test_tab_skips_what_is_not_asked_in_a_row(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_status")
    page.type("p")
    page.press(Key.Key_Tab)

    assert page.here == (0, "schools")


def test_columns_that_nobody_is_asked_for_are_hidden(make: Callable[..., Page]) -> None:
    page = make()
    days = [column.key for column in page.field.columns].index("days")
    assert not page.table.view.isColumnHidden(days)
    rows = [{**row, "role": "full_time"} for row in page.rows]
    page.session.answer("sro", freeze(rows))

    assert page.table.view.isColumnHidden(days)


# ---- the mouse -----------------------------------------------------------------------------------


def test_no_letter_is_lost_right_after_a_click_on_the_selected_cell(
    make: Callable[..., Page],
) -> None:
    page = make()
    page.click_cell(1, "cert_no")
    page.click_cell(1, "cert_no")
    page.type("Sam Fast")
    page.press(Key.Key_Tab)
    assert page.rows[1]["cert_no"] == "Sam Fast"

    page.click_cell(1, "name")
    page.click_cell(1, "name")
    page.type("Sam Fast")
    page.press(Key.Key_Return)
    assert page.rows[1]["name"]["name"] == "Sam Fast"


def test_a_second_click_opens_the_cell_after_a_while_and_a_moved_cursor_does_not(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make()
    page.click_cell(1, "cert_no")
    page.click_cell(1, "cert_no")
    page.press(Key.Key_Right)
    page.click_cell(0, "cert_no")
    page.click_cell(0, "cert_no")
    qtbot.waitUntil(lambda: page.findChild(QLineEdit, "cell_cert_no") is not None)

    assert page.here == (0, "cert_no")


def test_a_double_click_opens_the_cell(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make()
    page.click_cell(1, "cert_no")
    at = page.table.view.visualRect(page.index(1, "cert_no")).center()
    qtbot.mouseDClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert page.findChild(QLineEdit, "cell_cert_no") is not None


def test_a_click_selects_the_cell_under_it_in_a_table_that_is_scrolled_sideways(
    make: Callable[..., Page],
) -> None:
    page = make()
    page.resize(500, 640)
    page.after.setFocus()
    page.table.view.setCurrentIndex(QModelIndex())
    bar = page.table.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    assert before > 0
    page.click_cell(1, "role")

    assert page.here == (1, "role")
    assert bar.value() >= before - 1


def test_a_click_beside_the_cells_stands_in_the_first_cell(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make("school", school=None)
    page.after.setFocus()
    page.table.view.setCurrentIndex(QModelIndex())
    qtbot.mouseClick(
        page.table.view.viewport(), Qt.MouseButton.LeftButton,
        pos=page.table.view.viewport().rect().bottomRight() - QPoint(2, 2),
    )  # fmt: skip

    assert page.table.view.currentIndex().isValid()


def test_only_the_words_of_the_last_line_add_a_row(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make("school", school=None)
    view = page.table.view
    page.click_cell(0, "address")
    assert page.table.rows == ()
    cell = view.visualRect(view.rows.index(0, 0))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=cell.center() + QPoint(cell.width() // 3, 0)
    )
    assert page.table.rows == ()
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(20, 12)
    )

    assert len(page.table.rows) == 1


def test_the_plus_beside_the_last_line_adds_a_row(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make("school", school=None)
    numbers = page.table.view.verticalHeader()
    qtbot.mouseClick(
        numbers.viewport(), Qt.MouseButton.LeftButton,
        pos=QPoint(20, numbers.sectionViewportPosition(0) + 12),
    )  # fmt: skip

    assert len(page.table.rows) == 1


# ---- sheets over a cell --------------------------------------------------------------------------


def sheet_of(page: Page, column: str) -> QWidget:
    found = page.window().findChild(QWidget, f"sheet_{column}")
    assert found is not None
    return found


def opened(page: Page, number: int, column: str) -> QWidget:
    page.stand(number, column)
    page.press(Key.Key_Return)
    return sheet_of(page, column)


@pytest.mark.parametrize(("key", "column"), [("pd", "chief"), ("sro", "schools")])
def test_done_stores_and_closes_a_sheet(
    make: Callable[..., Page], qtbot: QtBot, key: str, column: str
) -> None:
    page = make(key)
    before = page.rows[0][column]
    sheet = opened(page, 0, column)
    if column == "chief":
        page.type("Dana New")
    else:
        page.press(Key.Key_Space)
    done = sheet.findChild(QPushButton, "done")
    assert done is not None
    qtbot.mouseClick(done, Qt.MouseButton.LeftButton)

    assert page.table.view.cells.editor is None
    assert page.table.view.hasFocus()
    assert page.here == (0, column)
    assert page.rows[0].get(column) != before


def test_a_sheet_marks_what_is_required_in_words(make: Callable[..., Page]) -> None:
    page = make("pd")
    marks = {
        label.objectName(): label.text() for label in opened(page, 0, "chief").findChildren(QLabel)
    }
    assert marks["need_name"] == marks["need_title"] == "(required)"
    assert "need_phone" not in marks
    page.press(Key.Key_Escape)
    designee = opened(page, 0, "chief_designee")
    assert designee.findChild(QLabel, "need_title") is None


def test_a_click_beside_a_sheet_stores_and_closes_it(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make("pd")
    opened(page, 0, "chief")
    page.type("Dana New")
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(4, page.height() - 4))
    assert page.table.view.cells.editor is None
    assert page.rows[0]["chief"]["name"] == "Dana New"

    opened(page, 0, "chief")
    page.click_cell(1, "name")
    assert page.table.view.cells.editor is None
    assert page.here == (1, "name")


def test_a_click_or_a_wheel_in_a_sheet_leaves_it_open(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make("pd")
    sheet = opened(page, 0, "chief")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    title = sheet.findChild(QLineEdit, "person_title")
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is title
    at = sheet.mapTo(page, sheet.rect().center())
    QTest.wheelEvent(page.windowHandle(), QPointF(at), QPoint(0, -120))

    assert page.table.view.cells.editor is sheet


def test_a_wheel_beside_a_sheet_closes_it_before_the_page_leaves_it_behind(
    make: Callable[..., Page],
) -> None:
    page = make("pd")
    opened(page, 0, "chief")
    QTest.wheelEvent(page.windowHandle(), QPointF(4, page.height() - 4), QPoint(0, -120))

    assert page.table.view.cells.editor is None


@pytest.mark.parametrize("height", [300, 640])
def test_a_sheet_stays_inside_the_window_and_the_page(
    make: Callable[..., Page], height: int
) -> None:
    page = make("pd")
    area = StillArea(page)
    area.setWidget(page.table)
    area.setGeometry(20, 10, 700, height)
    area.show()
    page.table.show()
    view = page.table.view
    last = page.field.columns[-1].key
    people = [one.key for one in page.field.columns if one.type == "person"]
    for column in (people[0], people[-1], last):
        page.stand(1, column)
        view.edit(view.currentIndex())
        editor = view.cells.editor
        assert isinstance(editor, QWidget)
        if editor.parentWidget() is page:
            room = QRect(area.viewport().mapTo(page, QPoint(0, 0)), area.viewport().size())
            assert room.contains(editor.geometry()) or editor.height() > room.height()
            assert page.rect().contains(editor.geometry())
        editor.keys.cancelled.emit()


def test_a_column_without_rows_to_choose_from_says_so_and_shows_no_empty_list(
    make: Callable[..., Page],
) -> None:
    page = make("sro", school=None)
    sheet = opened(page, 0, "schools")
    texts = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    choices = sheet.findChild(QListWidget, "choices")
    assert choices is not None

    assert any(text.startswith("Nothing to choose from yet") for text in texts)
    assert choices.height() <= 1 or not choices.isVisible()
    page.press(Key.Key_Escape)
    assert page.table.view.cells.editor is None


# ---- in and out ----------------------------------------------------------------------------------


def test_the_table_is_no_trap(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(1, "cert_no")
    page.press(Key.Key_Tab, modifier=Ctrl)
    assert QApplication.focusWidget() is page.after

    page.stand(0, "name")
    page.press(Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.findChild(QPushButton, "import_sro")


def test_tab_from_the_last_cell_adds_a_row_and_from_an_empty_one_leaves(
    make: Callable[..., Page],
) -> None:
    page = make("school")
    count = len(page.rows)
    page.stand(count - 1, "principal")
    page.press(Key.Key_Tab)
    assert page.here == (count, "name")
    assert len(page.rows) == count + 1

    page.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert QApplication.focusWidget() is page.after
    assert len(page.rows) == count


def test_an_empty_new_row_does_not_outlast_the_visit(make: Callable[..., Page]) -> None:
    page = make("school")
    count = len(page.rows)
    page.stand(count - 1, "principal")
    page.press(Key.Key_Tab)
    assert len(page.rows) == count + 1

    page.press(Key.Key_Tab, modifier=Ctrl)

    assert QApplication.focusWidget() is page.after
    assert len(page.rows) == count


def test_an_empty_last_row_is_used_before_another_is_added(make: Callable[..., Page]) -> None:
    page = make("school")
    count = len(page.rows)
    page.stand(count - 1, "principal")
    page.press(Key.Key_Tab)

    page.press(Key.Key_Down, Key.Key_Return)

    assert len(page.rows) == count + 1
    assert page.here == (count, "name")


def test_where_the_user_stands_is_told(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitSignal(page.table.entered) as entered:
        page.stand(1, "start")

    assert entered.args == [row_id(page.table.rows[1]), "start"]


# ---- rows ------------------------------------------------------------------------------------


def test_the_last_line_adds_a_row(make: Callable[..., Page]) -> None:
    page = make("school", school=None)
    assert page.table.view.rows.index(0, 0).data() == "Add a school"
    page.press(Key.Key_Return)
    page.type("North High")
    page.press(Key.Key_Return)

    assert [row["name"] for row in page.rows] == ["North High"]
    page.session.undo()
    assert page.session.undo_name == "add school"
    page.session.undo()
    assert page.rows == []


def test_an_empty_table_says_what_to_do(make: Callable[..., Page]) -> None:
    page = make("sro", sro=None)
    count = page.findChild(QLabel, "count_sro")
    assert count is not None
    assert count.text() == "No officers yet. Add one, or paste rows from a spreadsheet."
    page.click("add")
    assert count.text() == "1 officer"


def test_ctrl_enter_adds_a_row_below_from_within_a_cell(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_no")
    page.type("X")
    page.press(Key.Key_Return, modifier=Ctrl)

    assert page.here == (1, "name")
    assert len(page.rows) == 4
    assert page.rows[0]["cert_no"] == "X"


def test_a_duplicate_has_an_identity_of_its_own(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_no")
    page.press(Key.Key_D, modifier=Ctrl)

    one, other = page.rows[:2]
    assert one["_id"] != other["_id"]
    assert {**one, "_id": ""} == {**other, "_id": ""}
    assert page.session.undo_name == "duplicate Ofc. Pat Specimen"


def test_rows_move_with_their_cursor(make: Callable[..., Page]) -> None:
    page = make()
    ids = [row["_id"] for row in page.rows]
    page.stand(0, "start")
    page.press(Key.Key_Down, modifier=Alt)
    assert [row["_id"] for row in page.rows] == [ids[1], ids[0], ids[2]]
    assert page.here == (1, "start")
    page.click("up")
    assert [row["_id"] for row in page.rows] == ids
    page.press(Key.Key_Up, modifier=Alt)
    assert page.session.undo_name == "move Ofc. Pat Specimen"


def test_a_row_is_removed_by_name_and_comes_back(make: Callable[..., Page]) -> None:
    page = make()
    before = page.rows
    page.stand(1, "name")
    page.press(Key.Key_Delete, modifier=Ctrl)
    assert page.rows == [before[0], before[2]]
    assert page.session.undo_name == "remove Det. Robin O’Sample"
    page.session.undo()
    assert page.rows == before


def test_removing_the_last_row_takes_the_answer_out(make: Callable[..., Page]) -> None:
    page = make("sro", sro=[{"_id": "aaaaaaa1", "cert_no": "1"}])
    page.stand(0, "cert_no")
    page.click("remove")

    assert "sro" not in page.session.document.answers


def test_a_full_table_says_so(make: Callable[..., Page]) -> None:
    page = make("exhibits", exhibits=[{"_id": f"aaaaaa{i:02}", "letter": "A"} for i in range(26)])
    page.click("add")

    assert len(page.rows) == 26
    assert any("takes 26 exhibits" in label.text() for label in page.findChildren(QLabel))


def test_rows_that_come_about_by_themselves_become_the_districts_own(
    make: Callable[..., Page],
) -> None:
    page = make("signatories", signatories=None)
    assert len(page.table.rows) >= 2
    page.stand(0, "title")
    page.type("Head")
    page.press(Key.Key_Return)

    assert page.rows[0]["title"] == "Head"
    assert len(page.rows) == len(page.table.rows)


def test_undo_reaches_into_an_open_cell(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_no")
    page.type("XY")
    page.session.undo()
    line = page.findChild(QLineEdit, "cell_cert_no")
    assert line is not None

    assert line.text() == page.rows[0]["cert_no"] == "SRO-00101"


def test_a_damaged_row_is_kept_until_it_is_removed(make: Callable[..., Page]) -> None:
    page = make("sro", sro=["stray", {"_id": "aaaaaaa1", "cert_no": "1"}])
    page.stand(1, "cert_no")
    page.type("2")
    page.press(Key.Key_Return)
    assert page.rows == ["stray", {"_id": "aaaaaaa1", "cert_no": "2"}]

    page.table.view.setCurrentIndex(page.table.view.rows.index(0, 0))
    page.click("remove")
    assert len(page.rows) == 1


# ---- what is wrong ---------------------------------------------------------------------------


def test_a_row_with_an_error_is_marked_and_named_by_its_content(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(1, "cert_expiry")
    page.type("soon")
    page.press(Key.Key_Return)
    page.check()

    assert page.table.view.rows.state(1) == "error"
    assert page.table.view.rows.state(1, "cert_expiry") == "error"
    assert page.said()[0].startswith("Row 2 (Det. Robin O’Sample): ")


def test_what_a_new_row_lacks_waits_until_it_is_left(make: Callable[..., Page]) -> None:
    page = make("school")
    page.click("add")
    page.check()
    assert page.said() == []
    page.press(Key.Key_Up)
    assert page.said()


def test_only_three_sentences_show_and_the_rest_are_counted(make: Callable[..., Page]) -> None:
    page = make()
    place = Place(field="sro.name", row=row_id(page.table.rows[0]))
    found = [
        Finding(rule="x", severity="should", message=f"Sentence {i}.", place=place)
        for i in range(9)
    ]
    page.table.show_findings(found)

    assert len(page.said()) == 3
    assert any(label.text().startswith("6 more") for label in page.findChildren(QLabel))


def test_a_screen_reader_hears_row_column_and_error(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(1, "cert_expiry")
    page.type("soon")
    page.press(Key.Key_Return)
    page.check()
    index = page.table.view.currentIndex()
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    about = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert spoken == "Det. Robin O’Sample, Valid until: soon"
    assert about.startswith("Row 2 (Det. Robin O’Sample)")


# ---- rows from a spreadsheet -------------------------------------------------------------------


def dialog_of(page: Page, qtbot: QtBot) -> ImportRows:
    qtbot.waitUntil(lambda: page.findChild(ImportRows, "import_rows") is not None)
    found = page.findChild(ImportRows, "import_rows")
    assert found is not None
    return found


def test_copied_cells_are_pasted_as_rows_in_one_step(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make("school")
    before = page.rows
    QGuiApplication.clipboard().setText("School\tTown\nWest High\tSample\nEast High\tSample\n")
    page.press(Key.Key_V, modifier=Ctrl)
    dialog = dialog_of(page, qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, "ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows) == len(before) + 2)

    assert [row["name"] for row in page.rows[-2:]] == ["West High", "East High"]
    assert page.session.undo_name == "add 2 schools"
    page.session.undo()
    assert page.rows == before


def test_the_import_looks_like_a_table_and_leaves_no_hole(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make("school")
    page.table.paste_asked.emit("School\tTown\nWest High\tSample\nEast High\tSample\n")
    dialog = dialog_of(page, qtbot)
    look = dialog.findChild(RowsView, "look")
    assert look is not None
    qtbot.waitUntil(lambda: len(look.rows.rows) == 2)
    combos = [dialog.findChild(QComboBox, f"column_{number}") for number in (0, 1)]
    first, second = (one.mapTo(dialog, QPoint(0, 0)).y() for one in combos if one is not None)
    assert combos[0] is not None
    edge = combos[0].mapTo(dialog, combos[0].rect().topRight()).x()

    assert look.rowHeight(0) == page.table.view.rowHeight(0)
    assert look.isRowHidden(2)
    assert sum(look.columnWidth(i) for i in look.shown()) == look.viewport().width()
    assert second - first >= combos[0].height() + 8
    assert edge == look.mapTo(dialog, look.rect().topRight()).x()
    assert any(label.text() == "In what you copied" for label in dialog.findChildren(QLabel))
    assert dialog.height() < 560


def test_one_copied_cell_is_pasted_into_the_cell(make: Callable[..., Page]) -> None:
    page = make()
    page.stand(0, "cert_no")
    QGuiApplication.clipboard().setText("SRO-77\n")
    page.press(Key.Key_V, modifier=Ctrl)
    page.press(Key.Key_Return)

    assert page.rows[0]["cert_no"] == "SRO-77"


def test_a_csv_file_replaces_the_rows_when_asked(
    make: Callable[..., Page], qtbot: QtBot, tmp_path: Path
) -> None:
    page = make()
    file = tmp_path / "officers.csv"
    file.write_bytes("Officer;Certification\nOfc. Bo Sämple;full\n".encode("cp1252"))
    importer = page.findChild(RowsImport)
    assert importer is not None
    importer.open_file(str(file))
    dialog = dialog_of(page, qtbot)
    replace = dialog.findChild(QRadioButton, "replace")
    assert replace is not None
    qtbot.keyClick(replace, Key.Key_Space)
    qtbot.mouseClick(dialog.findChild(QPushButton, "ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows) == 1)

    assert page.rows[0]["name"] == {"name": "Ofc. Bo Sämple"}
    assert page.session.undo_name == "replace officers"


def test_a_cancelled_import_changes_nothing(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make()
    before = page.rows
    page.table.paste_asked.emit("Officer\nAnn\n")
    dialog = dialog_of(page, qtbot)
    qtbot.keyClick(dialog, Key.Key_Escape)

    assert page.rows == before


def test_columns_that_go_nowhere_or_twice_are_said(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make()
    page.table.paste_asked.emit("Shoe\tHat\n42\t58\n")
    dialog = dialog_of(page, qtbot)
    ok, wrong = dialog.findChild(QPushButton, "ok"), dialog.findChild(QLabel, "wrong")
    assert wrong is not None
    for combo in dialog.findChildren(QWidget):
        if combo.objectName().startswith("column_"):
            combo.setCurrentIndex(0)  # type: ignore[attr-defined]
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert wrong.text().startswith("No column goes anywhere")
    for combo in dialog.findChildren(QWidget):
        if combo.objectName().startswith("column_"):
            combo.setCurrentIndex(1)  # type: ignore[attr-defined]
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert wrong.text().startswith("Two columns go to “Officer: name”")


def test_too_many_rows_are_said_before_anything_comes_in(
    make: Callable[..., Page], qtbot: QtBot
) -> None:
    page = make()
    page.table.paste_asked.emit("Officer\tCertification\n" + "Ann\tfull\n" * 250)
    dialog = dialog_of(page, qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, "ok"), Qt.MouseButton.LeftButton)
    wrong = dialog.findChild(QLabel, "wrong")
    assert wrong is not None

    assert "250 rows" in wrong.text()
    assert len(page.rows) == 3


def test_a_workbook_is_refused_in_plain_words(
    make: Callable[..., Page], qtbot: QtBot, tmp_path: Path
) -> None:
    page = make()
    file = tmp_path / "officers.xlsx"
    file.write_bytes(b"PK\x03\x04...")
    importer = page.findChild(RowsImport)
    assert importer is not None
    importer.open_file(str(file))
    box = page.findChild(QMessageBox, "refused")
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    assert "CSV UTF-8" in box.text()
    box.close()


# ---- tools -----------------------------------------------------------------------------------


def able(page: Page) -> set[str]:
    tools = ("add", "copy", "up", "down", "remove", "paste", "import")
    found = {name: page.findChild(QPushButton, f"{name}_{page.key}") for name in tools}
    return {name for name, button in found.items() if button is not None and button.isEnabled()}


def test_a_tool_that_cannot_act_is_disabled(make: Callable[..., Page]) -> None:
    page = make()
    always = {"add", "paste", "import"}
    page.stand(0, "name")
    assert able(page) == {*always, "copy", "down", "remove"}
    page.stand(1, "name")
    assert able(page) == {*always, "copy", "up", "down", "remove"}
    page.stand(2, "name")
    assert able(page) == {*always, "copy", "up", "remove"}
    page.press(Key.Key_Down)
    assert able(page) == always


def test_no_tool_acts_on_rows_where_there_are_none(make: Callable[..., Page]) -> None:
    page = make("school", school=None)
    assert able(page) == {"add", "paste", "import"}
    page.click("add")
    assert able(page) == {"add", "paste", "import", "copy", "remove"}
    page.session.undo()
    assert able(page) == {"add", "paste", "import"}


def test_a_tool_keeps_the_keyboard_while_it_can_act_and_then_hands_it_to_the_rows(
    make: Callable[..., Page],
) -> None:
    page = make()
    page.stand(2, "start")
    up = page.findChild(QPushButton, "up_sro")
    assert up is not None
    up.setFocus()
    page.press(Key.Key_Space)
    assert QApplication.focusWidget() is up
    page.press(Key.Key_Space)
    assert QApplication.focusWidget() is page.table.view
    assert page.here == (0, "start")


@pytest.mark.parametrize("width", [640, 760, 1000])
def test_the_tools_stand_on_one_line_where_there_is_room(
    make: Callable[..., Page], qtbot: QtBot, width: int
) -> None:
    page = make()
    page.resize(width, 640)
    found = (page.findChild(QPushButton, f"{name}_sro") for name in ("add", "copy", "import"))
    buttons = [one for one in found if one is not None]
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))

    assert len({one.mapTo(page, QPoint(0, 0)).y() for one in buttons}) == 1
    assert all(one.text() for one in buttons)


# ---- looks ---------------------------------------------------------------------------------------


def fits(page: Page, number: int, column: int) -> bool:
    view = page.table.view
    text = str(view.rows.index(number, column).data() or "")
    return view.fontMetrics().horizontalAdvance(text) + 2 * PAD <= view.columnWidth(column)


def long_names() -> list[dict[str, Any]]:
    return [
        {
            "_id": "aaaaaaa1", "name": "Pineford Elementary School for the Arts",
            "grades": "K–5", "address": "1 Main Street", "town": "Pineford",
        },
        {"_id": "aaaaaaa2", "name": "North", "grades": "6–8", "address": "2", "town": "Sample"},
    ]  # fmt: skip


def test_columns_share_the_width_by_what_they_hold(make: Callable[..., Page]) -> None:
    page = make("school", school=long_names())
    view = page.table.view
    shown = [i for i in range(view.rows.columnCount()) if not view.isColumnHidden(i)]
    widths = [view.columnWidth(number) for number in shown]

    assert all(fits(page, number, column) for number in (0, 1) for column in shown)
    assert sum(widths) == view.viewport().width()
    assert widths[-1] < widths[0]


def test_a_column_widens_for_what_is_typed_into_it(make: Callable[..., Page]) -> None:
    page = make("school", school=long_names())
    page.stand(1, "town")
    page.type("Sampleville-on-the-River")
    page.press(Key.Key_Return)

    assert fits(page, 1, [one.key for one in page.field.columns].index("town"))


def test_where_not_all_fits_each_column_keeps_its_longest_word(make: Callable[..., Page]) -> None:
    page = make("school", school=long_names())
    page.resize(620, 640)
    view = page.table.view
    one = view.fontMetrics()

    assert view.columnWidth(0) >= one.horizontalAdvance("Elementary") + 2 * PAD
    assert sum(view.columnWidth(i) for i in range(5)) == view.viewport().width()


def test_the_head_of_a_narrow_column_wraps_and_is_not_cut(make: Callable[..., Page]) -> None:
    page = make()
    page.resize(1900, 640)
    head = page.table.view.horizontalHeader()
    assert isinstance(head, Head)
    high = head.height()
    assert head.lines() == 1
    page.resize(1000, 640)

    assert head.lines() == 2
    assert head.height() > high
    assert not any(head.cut(i) for i in range(head.count()) if not head.isSectionHidden(i))


def test_what_is_cut_is_told_under_the_pointer(make: Callable[..., Page], qtbot: QtBot) -> None:
    page = make("school", school=long_names())
    page.resize(700, 640)
    view = page.table.view
    at = view.visualRect(view.rows.index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(QToolTip.isVisible)

    assert QToolTip.text() == "Pineford Elementary School for the Arts"
    QToolTip.hideText()


def test_ten_rows_show_and_the_rest_scroll(make: Callable[..., Page]) -> None:
    rows = [{"_id": f"aaaaa{i:03}", "cert_no": str(i)} for i in range(60)]
    page = make("sro", sro=rows)
    view = page.table.view

    assert view.verticalScrollBar().maximum() > 0
    assert view.viewport().height() == 11 * view.rowHeight(0)


@pytest.mark.faults("G10")
def test_a_table_is_accessible_in_every_palette(make: Callable[..., Page], theme: Theme) -> None:
    page = make()
    page.check()

    assert_accessible_everywhere(page, theme)


def test_the_import_is_accessible_in_every_palette(
    make: Callable[..., Page], theme: Theme, qtbot: QtBot
) -> None:
    page = make()
    importer = page.findChild(RowsImport)
    assert importer is not None
    page.table.paste_asked.emit("Officer\tCertification\nAnn\tmaybe\nBo\tfull\n")
    dialog = dialog_of(page, qtbot)
    qtbot.waitUntil(lambda: "Ann" in dialog.findChild(QLabel, "problems").text())  # type: ignore[union-attr]

    assert_accessible_everywhere(dialog, theme)
