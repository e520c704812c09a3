from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui.panels import outline_rows
from mou_desktop.gui.panels.outline import OutlinePanel
from mou_desktop.gui.session import Session
from mou_desktop.model import Place, local
from mou_desktop.outline import numbers
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.checking import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.panels.outline_rows import Row
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document


@pytest.fixture
def session() -> Session:
    session = Session(Project(document=samples.document("half")))
    checked(session)
    return session


@pytest.fixture
def panel(qtbot: QtBot, session: Session, theme: Theme) -> OutlinePanel:
    panel = OutlinePanel(session, theme)
    qtbot.addWidget(panel)
    panel.resize(284, 800)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def tree(panel: OutlinePanel) -> QTreeView:
    found = panel.findChild(QTreeView, "outline_tree")
    assert isinstance(found, QTreeView)
    return found


def every(panel: OutlinePanel) -> Iterator[QModelIndex]:
    model = tree(panel).model()
    for at in range(model.rowCount()):
        section = model.index(at, 0)
        yield section
        yield from (model.index(i, 0, section) for i in range(model.rowCount(section)))


def spoken(panel: OutlinePanel, heading: str) -> str:
    for index in every(panel):
        text = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        if heading in text:
            return text
    raise AssertionError(f"{heading} is not listed")


def listed(panel: OutlinePanel) -> list[str]:
    return [index.data() for index in every(panel) if index.parent().isValid()]


def index_of(panel: OutlinePanel, heading: str) -> QModelIndex:
    return next(index for index in every(panel) if heading in index.data())


def segment(panel: OutlinePanel, at: int) -> QRadioButton:
    found = panel.findChild(QRadioButton, f"segment_{at}")
    assert isinstance(found, QRadioButton)
    return found


def test_every_clause_says_its_number_whether_it_is_mandatory_and_how_far_it_is(
    panel: OutlinePanel,
) -> None:
    assert spoken(panel, "Regular meetings") == (
        "III.H Regular meetings, mandatory, 1 of 2 answered"
    )
    assert spoken(panel, "Amendment") == "IX.D Amendment, Not started"
    assert spoken(panel, "The District’s program lead").endswith("program lead, Complete")


def test_the_head_says_how_many_required_answers_there_are(
    panel: OutlinePanel, session: Session
) -> None:
    answered, asked = session.required

    texts = [label.text() for label in panel.findChildren(QLabel)]

    assert f"{answered} of {asked}" in texts


def test_an_answer_shows_at_once(panel: OutlinePanel, session: Session) -> None:
    session.answer("meeting_leads", "weekly")

    assert spoken(panel, "Regular meetings").endswith("mandatory, Complete")
    session.undo()
    assert spoken(panel, "Regular meetings").endswith("1 of 2 answered")


@pytest.mark.faults("G12")
def test_clearing_a_mandatory_answer_shows_at_once(panel: OutlinePanel, session: Session) -> None:
    answered, asked = session.required

    session.answer("district_name", None)

    assert "answered" in spoken(panel, "I.A Parties")
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert f"{answered - 1} of {asked}" in texts


def test_an_answer_that_brings_a_clause_in_numbers_the_rest_anew(
    panel: OutlinePanel, session: Session
) -> None:
    assert spoken(panel, "Continuity") == "Continuity, Not printed: no answer"
    assert spoken(panel, "Costs").startswith("III.J")

    session.answer("min_tenure", 3)

    assert spoken(panel, "Continuity") == "III.F Continuity, Complete"
    assert spoken(panel, "Costs").startswith("III.K")


def test_what_is_wrong_shows_after_the_check(panel: OutlinePanel, session: Session) -> None:
    session.answer("min_tenure", 0)

    checked(session)

    assert spoken(panel, "Continuity").endswith("Needs attention · 1 to fix")
    assert spoken(panel, "III Structure").endswith("Needs attention · 1 to fix")
    session.answer("min_tenure", 3)
    checked(session)
    assert spoken(panel, "Continuity").endswith("Complete")


def test_choosing_a_clause_goes_there_and_a_section_to_its_first(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    view = tree(panel)
    section = index_of(panel, "Purpose")

    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(section).center()
    )
    assert view.isExpanded(section)
    assert session.place == Place("agreement", "purpose", "parties")
    clause = index_of(panel, "Terms used")
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(clause).center()
    )

    assert session.place == Place("agreement", "purpose", "terms")


def test_all_of_it_is_reached_by_keyboard(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    view = tree(panel)
    view.setFocus()
    view.setCurrentIndex(index_of(panel, "Purpose"))

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(view, key)
    with qtbot.waitSignal(session.moved):
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert session.place.clause == "terms"


def test_the_outline_follows_the_user(panel: OutlinePanel, session: Session) -> None:
    session.go(session.edition.field_places["review_month"])

    view = tree(panel)
    assert view.currentIndex().data() == "Y  Yearly review of the Officer"
    assert view.isExpanded(view.currentIndex().parent())
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert spoken(panel, "Yearly review of the Officer").endswith("shown now")


def test_to_do_lists_what_is_open_and_the_count_is_that_of_the_list(
    qtbot: QtBot, panel: OutlinePanel
) -> None:
    qtbot.mouseClick(segment(panel, 1), Qt.MouseButton.LeftButton)

    assert segment(panel, 1).text() == f"To do {len(listed(panel))}"
    assert "D  Amendment" in listed(panel)
    assert not any("Costs" in text for text in listed(panel))
    assert all(tree(panel).isExpanded(i) for i in every(panel) if not i.parent().isValid())


def test_the_filter_is_one_stop_and_arrows_go_along_it(qtbot: QtBot, panel: OutlinePanel) -> None:
    segment(panel, 0).setFocus()

    qtbot.keyClick(segment(panel, 0), Qt.Key.Key_Right)

    assert segment(panel, 1).isChecked()
    assert len(listed(panel)) < 10


def test_changed_lists_what_departs_from_the_published_text(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    before = session.document
    after = local.change_clause(before, "aims", "extended", text="More.", reason="Asked for.")
    after = local.change_clause(after, "absence", "left_out", reason="Not needed.")
    after = local.add_clause(after, "governance", "costs", "Parking", "It is free.", "Asked for.")
    after = local.add_section(after, "training", "Volunteers", "They help.", "Asked for.")
    session.become(after, "change four")

    qtbot.mouseClick(segment(panel, 2), Qt.MouseButton.LeftButton)

    assert segment(panel, 2).text() == "Changed 4"
    assert listed(panel) == ["F  Aims", "K  Parking", "Recall and absence"]
    assert spoken(panel, "Aims").endswith("Complete · text added")
    assert spoken(panel, "Parking").endswith("Complete · added locally")
    assert spoken(panel, "Recall").endswith("Left out · reason given")
    assert spoken(panel, "Volunteers") == "VIII Volunteers, Complete · added locally"
    session.undo()
    assert segment(panel, 2).text() == "Changed 0"


def test_a_section_of_the_district_can_be_chosen(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    after = local.add_section(session.document, "training", "Volunteers", "They help.", "Asked.")
    session.become(after, "add a section")
    view = tree(panel)
    view.setCurrentIndex(index_of(panel, "Volunteers"))

    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert session.place.clause == after.added[0].id


def test_questions_beside_the_agreement_have_their_own_rows(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    view = tree(panel)
    view.setCurrentIndex(index_of(panel, "Yearly report"))

    qtbot.keyClick(view, Qt.Key.Key_Space)

    assert session.place == Place(section="report")


def test_open_sections_stay_open_when_rows_come_and_go(
    panel: OutlinePanel, session: Session
) -> None:
    view = tree(panel)
    view.expand(index_of(panel, "Training"))

    session.answer("min_tenure", 3)

    assert view.isExpanded(index_of(panel, "Training"))
    assert not view.isExpanded(index_of(panel, "Purpose"))


def rows_of(document: Document) -> tuple[Row, ...]:
    return outline_rows.rows(document, outline_rows.Statuses(document, ()), numbers(document))


def test_a_left_out_clause_stays_where_it_stood_and_what_follows_it_too() -> None:
    document = samples.document("half")
    document = local.change_clause(document, "absence", "left_out", reason="Not needed.")
    document = local.add_clause(document, "governance", "absence", "Parking", "Free.", "Asked.")

    section = next(row for row in rows_of(document) if row.key == "governance")
    headings = [row.heading for row in section.children]
    at = headings.index("Recall and absence")

    assert headings[at - 1 : at + 3] == [
        "Hours and calendar", "Recall and absence", "Parking", "Workspace and equipment",
    ]  # fmt: skip


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_question_that_is_asked_has_a_row(name: str) -> None:
    document = samples.document(name)
    keys = {one.key for row in rows_of(document) for one in (row, *row.children)}

    for key, questions in document.edition.questions.items():
        if any(document.holds(one.when) for one in questions):
            assert key in keys


def test_counting_a_few_anew_gives_what_counting_all_gives(session: Session) -> None:
    document, findings = session.document, session.findings or ()
    few = outline_rows.Statuses(document, findings)
    after = document.with_answers({"meeting_leads": "weekly", "hours": "All day.", "school": ()})

    few.renew(after, ("meeting_leads", "hours", "school"))
    all_ = outline_rows.Statuses(after, findings)

    for key in document.edition.clauses:
        assert few[key] == all_[key], key


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.faults("G05", "G10")
def test_the_outline_is_accessible_in_every_palette_and_at_200_percent(
    panel: OutlinePanel, theme: Theme, at: int
) -> None:
    segment(panel, at).click()
    panel.resize(420, 700)

    assert_accessible_everywhere(panel, theme)


def test_tab_goes_through_the_list_and_its_filter_and_on(
    qtbot: QtBot, session: Session, theme: Theme
) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    before = QPushButton("before", window)
    panel = OutlinePanel(session, theme, window)
    after = QPushButton("after", window)
    for widget in (before, panel, after):
        box.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()

    stops = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())

    only = panel.findChild(QCheckBox, "only_mandatory")
    assert stops == [tree(panel), segment(panel, 0), only, after]


def click(qtbot: QtBot, view: QTreeView, index: QModelIndex, *, arrow: bool = False) -> None:
    rect = view.visualRect(index)
    at = QPoint(rect.left() + 20, rect.center().y()) if arrow else rect.center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_choosing_a_section_opens_it_and_goes_to_its_first_clause(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    view, section = tree(panel), index_of(panel, "Training")
    panel.resize(284, 420)
    view.scrollTo(section)

    click(qtbot, view, section)

    assert session.place.clause == "subjects"
    assert view.isExpanded(section)
    shown = view.viewport().rect()
    last = view.model().index(view.model().rowCount(section) - 1, 0, section)
    assert shown.contains(view.visualRect(section))
    assert shown.contains(view.visualRect(last).center())


def test_the_arrow_of_a_section_only_opens_and_closes_it(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    view, section, before = tree(panel), index_of(panel, "Mission"), session.place

    click(qtbot, view, section, arrow=True)
    assert view.isExpanded(section)
    click(qtbot, view, section, arrow=True)
    assert not view.isExpanded(section)
    view.setCurrentIndex(section)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.isExpanded(section)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not view.isExpanded(section)
    assert session.place == before


def test_a_long_title_takes_a_second_line_where_the_row_is_too_short(
    qtbot: QtBot, panel: OutlinePanel
) -> None:
    view = tree(panel)
    short, long = index_of(panel, "Training"), index_of(panel, "Mission, Goals and")
    view.expandAll()
    view.scrollTo(long)

    panel.resize(232, 800)
    qtbot.waitUntil(lambda: view.visualRect(long).height() > view.visualRect(short).height())
    panel.resize(600, 800)
    qtbot.waitUntil(lambda: view.visualRect(long).height() == view.visualRect(short).height())


def test_a_row_that_is_chosen_takes_no_more_room(panel: OutlinePanel, session: Session) -> None:
    view, index = tree(panel), index_of(panel, "Regular meetings")
    before = view.sizeHintForIndex(index)

    session.go(session.edition.clause_places["meetings"])

    assert view.sizeHintForIndex(index) == before


def test_the_mandatory_clauses_are_listed_alone_each_with_its_law(
    qtbot: QtBot, panel: OutlinePanel, session: Session
) -> None:
    only = panel.findChild(QCheckBox, "only_mandatory")
    assert only is not None
    everything = listed(panel)

    only.setFocus()
    qtbot.keyClick(only, Qt.Key.Key_Space)

    clauses = session.edition.clauses.values()
    mandatory = [one for one in clauses if one.mandatory and session.document.holds(one.when)]
    assert len(listed(panel)) == len(mandatory)
    assert only.text() == f"Mandatory only ({len(mandatory)})"
    assert mandatory[0].law
    assert spoken(panel, mandatory[0].heading).endswith(mandatory[0].law)
    qtbot.keyClick(only, Qt.Key.Key_Space)
    assert listed(panel) == everything
