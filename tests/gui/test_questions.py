from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.panels.condition_words import condition_in_words
from mou_desktop.gui.panels.questions import QuestionsPanel
from mou_desktop.gui.panels.sentence import sentence_of
from mou_desktop.gui.session import Session
from mou_desktop.gui.widgets.clause_view import ClauseView
from mou_desktop.gui.widgets.field_frame import FieldFrame
from mou_desktop.model import Place, local
from mou_desktop.model.condition import parse
from mou_desktop.outline import outline
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.checking import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier


class Opened:
    """A session, and the panel that shows it."""

    def __init__(self, theme: Theme, sample: str, parent: QWidget | None = None) -> None:
        self.session = Session(Project(document=samples.document(sample)))
        self.panel = QuestionsPanel(self.session, theme, parent)
        self.panel.setWindowTitle("Questions")

    def go(self, field: str) -> QWidget:
        self.session.go(self.session.edition.field_places[field])
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def find(self, kind: type[Any], name: str) -> Any:
        found = [one for one in self.panel.findChildren(kind, name) if one.isVisible()]
        assert found, name
        return found[-1]

    def fields(self) -> list[str]:
        frames = [one for one in self.panel.findChildren(FieldFrame) if one.isVisible()]
        frames.sort(key=lambda one: one.mapTo(self.panel, QPoint()).y())
        return [one.field.key for one in frames]

    def said(self, field: str) -> list[str]:
        return [text for _, text in self.find(FieldFrame, f"field_{field}").said]

    @property
    def page(self) -> QWidget:
        page = self.area.widget()
        assert page is not None
        return page

    @property
    def area(self) -> QScrollArea:
        return self.find(QScrollArea, "questions_area")  # type: ignore[no-any-return]


@pytest.fixture
def open_(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Opened]]:
    made: list[Opened] = []

    def make(sample: str = "half", size: tuple[int, int] = (640, 600)) -> Opened:
        opened = Opened(theme, sample)
        made.append(opened)
        qtbot.addWidget(opened.panel)
        opened.panel.resize(*size)
        with qtbot.waitActive(opened.panel):
            opened.panel.show()
            opened.panel.activateWindow()
        checked(opened.session)
        return opened

    yield make
    for opened in made:
        opened.panel.close()


@pytest.fixture
def opened(open_: Callable[..., Opened]) -> Opened:
    return open_()


def _click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(40, button.height() // 2))


def _y(opened: Opened, widget: QWidget) -> int:
    return widget.mapTo(opened.panel, QPoint()).y()


def test_the_button_of_the_changes_is_let_up_when_its_menu_closes(
    qtbot: QtBot, opened: Opened
) -> None:
    QCursor.setPos(0, 0)
    button = opened.find(QPushButton, "change_text")
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    button.setDown(True)
    button.menu().popup(QPoint(300, 300))

    button.menu().close()

    qtbot.waitUntil(lambda: not button.isDown() and not button.underMouse())


@pytest.mark.parametrize("key", ["parties", "purpose", "legal_basis", "effective", "aims"])
def test_the_hint_to_click_an_answer_stands_only_over_text_with_answers(
    opened: Opened, key: str
) -> None:
    place = opened.session.edition.clause_places.get(key)
    if place is None:
        pytest.skip("no such clause")
    opened.session.go(place)
    view = opened.panel.findChild(ClauseView, "clause_text")
    assert view is not None
    assert view.page is not None

    runs = [run for piece in view.page.pieces for line in piece.lines for run in line.runs]
    hints = [one for one in opened.panel.findChildren(QLabel) if one.text() == words.CARD_HINT]

    answers = any(run.look in {"answer", "typed", "blank"} for run in runs)
    assert [one.isVisible() for one in hints] == [answers]


def test_it_shows_the_clause_where_the_user_is(opened: Opened) -> None:
    opened.session.go(opened.session.edition.clause_places["costs"])

    assert opened.find(QLabel, "clause_title").text().endswith("Costs")
    assert opened.find(QLabel, "section_line").text().startswith("III")
    assert opened.fields() == ["salary_payer", "training_payer", "consideration"]


def test_it_begins_with_the_first_clause(opened: Opened) -> None:
    assert "Parties" in opened.find(QLabel, "clause_title").text()


@pytest.mark.parametrize("task", ["filing", "report", "profile"])
def test_answers_that_do_not_print_are_asked_under_their_task(opened: Opened, task: str) -> None:
    opened.session.go(Place(section=task))

    assert opened.fields() == [one.key for one in opened.session.edition.questions[task]]
    assert "do not print" in opened.find(QLabel, "card_message").text()
    assert not opened.panel.findChild(QPushButton, "change_text").isVisible()  # type: ignore[union-attr]


def test_a_field_of_a_task_is_found_from_its_key_alone(opened: Opened) -> None:
    opened.session.go(Place(field="sro_cost"))

    assert QApplication.focusWidget().objectName() == "line_sro_cost"  # type: ignore[union-attr]


def test_going_to_a_field_puts_the_keyboard_there_and_brings_it_into_sight(
    qtbot: QtBot, opened: Opened
) -> None:
    box = opened.go("weapons")
    qtbot.wait(20)

    assert opened.find(FieldFrame, "field_weapons").isAncestorOf(box)
    top = opened.find(FieldFrame, "field_weapons").mapTo(opened.area.viewport(), QPoint()).y()
    bar, third = opened.area.verticalScrollBar(), opened.area.viewport().height() // 3
    assert bar.value() > 0
    assert top == third or (bar.value() == bar.maximum() and top > third)


def test_entering_a_field_takes_the_session_there(opened: Opened) -> None:
    opened.session.go(opened.session.edition.clause_places["parties"])

    opened.find(QLineEdit, "line_district_short").setFocus()

    assert opened.session.place.field == "district_short"
    assert opened.session.place.clause == "parties"


def test_one_visit_is_one_step_and_undo_reaches_the_box(qtbot: QtBot, opened: Opened) -> None:
    line = opened.go("hours")
    qtbot.keyClicks(line, "8 to 3")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert opened.session.undo_name

    opened.session.undo()

    assert line.text() == (samples.document("half").answer("hours") or "")  # type: ignore[attr-defined]


def test_nothing_is_said_while_one_types_and_all_of_it_on_leaving(
    qtbot: QtBot, opened: Opened
) -> None:
    line = opened.go("min_tenure")
    qtbot.keyClicks(line, "0")
    checked(opened.session)
    assert opened.said("min_tenure") == []

    opened.find(QPushButton, "change_text").setFocus()
    qtbot.waitUntil(lambda: opened.said("min_tenure") != [])

    wrong = [f.message for f in checked(opened.session) if f.place.field == "min_tenure"]
    assert opened.said("min_tenure") == wrong
    assert opened.find(QLabel, "trouble_min_tenure").text() == wrong[0]


def test_what_is_said_goes_as_soon_as_it_is_mended(qtbot: QtBot, opened: Opened) -> None:
    line = opened.go("min_tenure")
    qtbot.keyClicks(line, "0")
    opened.find(QPushButton, "change_text").setFocus()
    qtbot.waitUntil(lambda: opened.said("min_tenure") != [])

    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)

    assert opened.said("min_tenure") == []


def test_before_the_first_check_nothing_is_judged(qtbot: QtBot, theme: Theme) -> None:
    opened = Opened(theme, "half")
    qtbot.addWidget(opened.panel)
    with qtbot.waitActive(opened.panel):
        opened.panel.show()
        opened.panel.activateWindow()
    qtbot.keyClicks(opened.go("min_tenure"), "0")
    opened.find(QPushButton, "change_text").setFocus()
    qtbot.wait(10)
    assert opened.said("min_tenure") == []

    checked(opened.session)

    assert opened.said("min_tenure") != []
    opened.panel.close()


def test_missing_answers_are_said_once_the_user_asks_to_finish(
    open_: Callable[..., Opened],
) -> None:
    opened = open_("empty")
    opened.go("notice_days")
    assert opened.said("notice_days") == []

    opened.panel.show_all_errors()

    missing = next(f for f in checked(opened.session) if f.place.field == "notice_days")
    assert opened.said("notice_days") == [missing.message]


@pytest.mark.faults("G12")
def test_an_answer_taken_out_is_said_to_be_missing(qtbot: QtBot, opened: Opened) -> None:
    line = opened.go("effective_date")
    qtbot.keyClick(line, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    opened.find(QPushButton, "change_text").setFocus()

    qtbot.waitUntil(lambda: opened.said("effective_date") != [])


def test_rules_over_several_answers_are_said_at_their_field(open_: Callable[..., Opened]) -> None:
    opened = open_("complete")
    session = opened.session
    session.answer("effective_date", "2029-01-01")
    session.answer("end_date", "2028-01-01")
    session.answer("term_type", "fixed")
    found = [
        one
        for one in checked(session)
        if one.place.field in {"end_date", "effective_date"} and not one.rule.startswith("field.")
    ]
    assert found

    opened.go(found[0].place.field)

    assert found[0].message in opened.said(found[0].place.field)


def test_a_question_appears_below_and_the_keyboard_stays(qtbot: QtBot, opened: Opened) -> None:
    opened.go("cctv_access")
    radio = opened.find(QRadioButton, "choice_cctv_access_other")
    _click(qtbot, radio)

    assert radio.hasFocus()
    fields = opened.fields()
    assert fields[fields.index("cctv_access") + 1] == "cctv_other"


def test_what_comes_above_moves_nothing_that_has_the_keyboard(
    qtbot: QtBot, open_: Callable[..., Opened]
) -> None:
    opened = open_("half", (640, 420))
    opened.go("cctv_access")
    radio = opened.find(QRadioButton, "choice_cctv_access_none")
    radio.setFocus()
    qtbot.wait(20)
    before = _y(opened, radio)

    opened.session.answer("bwc_use", "limited")
    qtbot.wait(20)

    assert "bwc_rules" in opened.fields()
    assert _y(opened, radio) == before


def test_a_hidden_question_is_named_with_its_condition_and_its_answer_kept(
    qtbot: QtBot, opened: Opened
) -> None:
    opened.session.answer("vehicle", "other")
    opened.session.answer("vehicle_other", "A bicycle")
    opened.go("vehicle")
    assert "vehicle_other" in opened.fields()
    other = next(
        one
        for one in opened.panel.findChildren(QRadioButton)
        if one.objectName().startswith("choice_vehicle_") and "other" not in one.objectName()
    )

    _click(qtbot, other)

    line = opened.find(QLabel, "hidden_questions").text()
    label = opened.session.edition.by_key["vehicle_other"].label
    assert line.startswith(f"One question is hidden: “{label}” is asked when “")
    assert line.endswith("An earlier answer is kept.")
    assert opened.session.document.answer("vehicle_other") == "A bicycle"


def test_tab_goes_through_a_question_that_came_later(qtbot: QtBot, opened: Opened) -> None:
    opened.go("cctv_access")
    radio = opened.find(QRadioButton, "choice_cctv_access_other")
    _click(qtbot, radio)

    qtbot.keyClick(radio, Qt.Key.Key_Tab)

    assert QApplication.focusWidget().objectName() == "line_cctv_other"  # type: ignore[union-attr]


def test_an_answer_in_the_text_leads_to_its_question(opened: Opened) -> None:
    opened.session.go(opened.session.edition.clause_places["consultation"])

    opened.panel._card.asked.emit("selection_steps", "")  # noqa: SLF001

    assert opened.session.place.field == "selection_steps"
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)


def test_the_text_follows_at_each_key(qtbot: QtBot, open_: Callable[..., Opened]) -> None:
    opened = open_("empty")
    line = opened.go("min_tenure")

    qtbot.keyClicks(line, "3")

    view = opened.panel._card.view  # noqa: SLF001
    assert "3" in view.toPlainText()
    assert view.current == ("min_tenure", "")


def test_the_sentence_is_pinned_while_the_text_is_out_of_sight(
    qtbot: QtBot, open_: Callable[..., Opened]
) -> None:
    opened = open_("complete", (640, 420))
    opened.go("selection_steps")
    qtbot.wait(10)
    bar = opened.area.verticalScrollBar()
    bar.setValue(0)
    pinned = opened.panel.findChild(QWidget, "pinned")
    assert pinned is not None
    assert not pinned.isVisible()

    bar.setValue(bar.maximum())
    qtbot.wait(10)

    assert pinned.isVisible()
    assert "III." in pinned.view.toPlainText()  # type: ignore[attr-defined]


def test_the_pinned_sentence_is_the_one_of_the_answer() -> None:
    blocks = tuple(b for b in outline(samples.document("complete")) if b.clause == "continuity")

    found = sentence_of(blocks, "min_tenure", "", "III.F")

    assert found is not None
    assert found.text.startswith("III.F  The Chief aims")
    assert found.text.endswith("years.")


def _menu(opened: Opened, clause: str) -> dict[str, tuple[str, bool]]:
    opened.session.go(opened.session.edition.clause_places[clause])
    menu = opened.panel.findChild(QMenu, "change_menu")
    assert menu is not None
    menu.aboutToShow.emit()
    return {
        str(one.data()): (one.text(), one.isEnabled())
        for one in menu.actions()
        if not one.isSeparator()
    }


def test_what_may_not_be_done_stays_in_the_menu_with_its_reason(opened: Opened) -> None:
    locked = next(c.key for c in opened.session.edition.clauses.values() if c.locked)
    mandatory = _menu(opened, "parties")

    assert mandatory["left_out"] == ("Leave out (mandatory)", False)
    assert mandatory["reworded"] == ("Reword…", True)
    assert mandatory["restore"] == ("Restore the published text (it stands as published)", False)
    text, able = _menu(opened, locked)["reworded"]
    assert text.startswith("Reword (locked by G.L.")
    assert not able


def test_a_change_is_asked_for_and_a_restoring_done_at_once(qtbot: QtBot, opened: Opened) -> None:
    _menu(opened, "continuity")
    menu = opened.panel.findChild(QMenu, "change_menu")
    assert menu is not None
    with qtbot.waitSignal(opened.panel.change_asked) as asked:
        next(one for one in menu.actions() if one.data() == "left_out").trigger()
    assert asked.args == ["left_out", "continuity"]

    left = local.change_clause(opened.session.document, "continuity", "left_out", reason="No aim")
    opened.session.become(left, "leave out")
    assert "No aim" in opened.find(QLabel, "card_message").text()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.data() == "restore").trigger()

    assert opened.session.document.clauses == {}
    assert opened.session.undo_name.startswith("restore")


def test_an_added_clause_is_shown_and_can_be_taken_out(opened: Opened) -> None:
    session = opened.session
    added = local.add_clause(session.document, "purpose", "", "Our bell", "It rings.", "Why not")
    session.become(added, "add")
    own = session.document.added[0]
    session.go(Place("agreement", own.section, own.id))
    assert opened.find(QLabel, "clause_title").text().endswith("Our bell")
    assert opened.fields() == []

    menu = opened.panel.findChild(QMenu, "change_menu")
    assert menu is not None
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.data() == "remove").trigger()

    assert session.document.added == ()
    assert "Our bell" not in opened.find(QLabel, "clause_title").text()


def test_notes_are_counted_and_asked_for(qtbot: QtBot, opened: Opened) -> None:
    session = opened.session
    session.go(session.edition.clause_places["costs"])
    on = {"clause": "costs"}
    time = "2026-01-01T00:00:00Z"
    noted = local.add_note(
        session.document, on=on, for_="counsel", author="A", time=time, text="Is it?"
    )
    session.become(noted, "add a note")

    button = opened.find(QPushButton, "clause_notes")
    assert button.text() == "Notes 1"
    with qtbot.waitSignal(opened.panel.notes_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["costs"]


def test_a_table_is_asked_and_a_finding_leads_into_its_cell(
    qtbot: QtBot, open_: Callable[..., Opened]
) -> None:
    opened = open_("complete")
    with qtbot.waitSignal(opened.panel.table_shown):
        opened.go("school")
    rows = opened.session.document.counts("school")
    column = opened.session.edition.by_key["school"].columns[1].key
    home = opened.session.edition.field_places["school"]
    place = Place(home.document, home.section, home.clause, f"school.{column}", rows[1]["_id"])

    opened.session.go(place)

    table = opened.find(QTableView, "table_school")
    assert table.hasFocus()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    assert opened.session.place == place


def test_editing_a_table_is_one_named_step(qtbot: QtBot, open_: Callable[..., Opened]) -> None:
    opened = open_("complete")
    opened.go("school")
    button = opened.find(QPushButton, "add_school")
    count = len(opened.session.document.counts("school"))

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert len(opened.session.document.counts("school")) == count + 1
    assert opened.session.undo_name.startswith("add")
    opened.session.undo()
    assert len(opened.session.document.counts("school")) == count


@pytest.mark.faults("G01")
def test_ten_megabytes_are_refused_at_the_question(qtbot: QtBot, opened: Opened) -> None:
    box = opened.go("selection_steps")
    QGuiApplication.clipboard().setText("x" * 10_000_000)

    qtbot.keyClick(box, Qt.Key.Key_V, CONTROL)
    said = opened.said("selection_steps")
    assert said == ["That is 10 million characters; this answer takes 2,000."]
    qtbot.keyClicks(box, "a")

    assert opened.said("selection_steps") == []
    assert opened.session.document.answer("selection_steps") == "a"


def test_the_line_that_is_typed_stays_in_sight(qtbot: QtBot, open_: Callable[..., Opened]) -> None:
    opened = open_("half", (640, 420))
    box = opened.go("bwc_use")
    opened.session.answer("bwc_use", "limited")
    box = opened.go("bwc_rules")
    qtbot.wait(10)
    assert isinstance(box, QPlainTextEdit)

    for _ in range(11):
        qtbot.keyClick(box, Qt.Key.Key_Return)
        qtbot.keyClicks(box, "and")

    viewport = opened.area.viewport()
    line = box.mapTo(viewport, box.cursorRect().bottomLeft()).y()
    assert 0 < line < viewport.height()


def test_only_the_fields_that_differ_are_touched(
    open_: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_("complete")
    opened.session.go(opened.session.edition.clause_places["workplace"])
    touched: list[str] = []
    for key in opened.fields():
        editor = opened.find(FieldFrame, f"field_{key}").editor
        monkeypatch.setattr(editor, "show_answer", lambda _value, key=key: touched.append(key))

    opened.session.answer("office", "Room 5")
    opened.session.answer("district_name", "Elsewhere")

    assert touched == ["office"]


def test_going_from_clause_to_clause_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, opened: Opened
) -> None:
    opened.go("office")
    for clause in ("costs", "parties", "consultation", "signatures", "workplace"):
        opened.session.go(opened.session.edition.clause_places[clause])
        qtbot.wait(5)
        assert opened.session.place.field == ""


def test_every_clause_can_be_shown(qtbot: QtBot, open_: Callable[..., Opened]) -> None:
    opened = open_("complete", (480, 500))
    for key, place in opened.session.edition.clause_places.items():
        if not place.clause:
            continue
        opened.session.go(place)
        asked = opened.session.edition.questions.get(key, ())
        holds = opened.session.document.holds
        shown = {one.key for one in asked if holds(one.when)}
        qtbot.waitUntil(lambda shown=shown: set(opened.fields()) == shown)  # type: ignore[misc]
    qtbot.wait(10)
    assert not opened.area.horizontalScrollBar().isVisible()


def test_conditions_are_put_in_words() -> None:
    document = samples.document("empty")

    def said(text: str) -> str:
        return condition_in_words(document, parse(text))

    assert said("equals salary_payer shared").endswith("is “Both share the cost”")
    assert said("several pd").endswith("has two or more entries")
    assert said("equals committee_weighted yes").endswith("is yes")
    assert said("not answered pd").startswith("it is not so that “")
    both = said("all(answered pd ; any(answered sro ; answered school))")
    assert " and " in both
    assert " or " in both


@pytest.mark.parametrize(
    "clause", ["parties", "contact_list", "own_goals", "cameras", "introduction", "effective"]
)
@pytest.mark.faults("G10")
def test_it_is_accessible(
    qtbot: QtBot, open_: Callable[..., Opened], theme: Theme, clause: str
) -> None:
    opened = open_("half", (900, 700))
    opened.session.go(opened.session.edition.clause_places[clause])
    qtbot.wait(10)

    assert_accessible_everywhere(opened.panel, theme)


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (640, 320)), (2.0, (640, 300)), (2.0, (1280, 600))]
)
def test_it_fits_a_small_window_and_large_text(
    qtbot: QtBot, open_: Callable[..., Opened], theme: Theme, scale: float, size: tuple[int, int]
) -> None:
    opened = open_("complete", size)
    theme.choose("light", scale)
    opened.panel.set_narrow(narrow=True)
    for clause in ("parties", "contact_list", "own_goals", "cameras", "public_action"):
        opened.session.go(opened.session.edition.clause_places[clause])
        qtbot.wait(10)
        page = opened.page
        assert page.width() == opened.area.viewport().width()
        for one in page.findChildren(QWidget):
            if one.isVisible() and one.window() is page.window() and one.width() > 0:
                inside = one.visibleRegion().isEmpty() or _inside(one, opened)
                assert inside, (clause, one.objectName(), one.geometry(), type(one))


def _inside(one: QWidget, opened: Opened) -> bool:
    if any(isinstance(up, QTableView) for up in _above(one)):
        return True
    left = one.mapTo(opened.page, QPoint()).x()
    return left >= 0 and left + one.width() <= opened.page.width()


def _above(one: QWidget | None) -> Iterator[QWidget]:
    while one is not None:
        yield one
        one = one.parentWidget()
