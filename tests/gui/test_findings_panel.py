from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QToolButton

from mou_desktop.gui.panels import finding_rows
from mou_desktop.gui.panels.findings import FindingsPanel
from mou_desktop.gui.session import Session
from mou_desktop.model import Finding, Place
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.checking import checked

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


@pytest.fixture
def session() -> Session:
    document = samples.document("half").with_answer("min_tenure", 0)
    session = Session(Project(document=document))
    checked(session)
    return session


@pytest.fixture
def panel(qtbot: QtBot, session: Session, theme: Theme) -> FindingsPanel:
    return shown(qtbot, session, theme)


def shown(qtbot: QtBot, session: Session, theme: Theme) -> FindingsPanel:
    panel = FindingsPanel(session, theme)
    qtbot.addWidget(panel)
    panel.resize(1156, 190)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def view(panel: FindingsPanel) -> QListView:
    found = panel.findChild(QListView, "findings_list")
    assert isinstance(found, QListView)
    return found


def spoken(panel: FindingsPanel) -> list[str]:
    model = view(panel).model()
    rows = (model.index(at, 0) for at in range(model.rowCount()))
    return [str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in rows]


def label(panel: FindingsPanel, name: str) -> QLabel:
    found = panel.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def chip(panel: FindingsPanel, kind: str) -> QPushButton:
    found = panel.findChild(QPushButton, f"pill_{kind}")
    assert isinstance(found, QPushButton)
    return found


def tool(panel: FindingsPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def test_the_worst_comes_first_and_says_what_to_do_and_where(panel: FindingsPanel) -> None:
    said = spoken(panel)

    assert said[0].startswith("To fix, III.F ")
    assert said[1].startswith("To answer, III.C Steps")
    assert said[-1].startswith("To know, The agreement, ")
    kinds = [text.partition(",")[0] for text in said]
    order = ["To fix", "To answer", "To check", "Advised", "To know"]
    assert kinds == sorted(kinds, key=order.index)


def test_the_head_counts_each_kind(panel: FindingsPanel) -> None:
    assert chip(panel, "fix").text() == "1 to fix"
    assert chip(panel, "answer").text() == "6 to answer"
    assert chip(panel, "check").text() == "1 to check"
    assert label(panel, "at").text() == "26 in all"


def test_required_answers_that_are_missing_are_as_many_as_the_outline_says(
    panel: FindingsPanel, session: Session
) -> None:
    answered, asked = session.required

    assert chip(panel, "answer").text() == f"{asked - answered} to answer"


def test_next_and_previous_go_round(panel: FindingsPanel, session: Session) -> None:
    panel.next()
    assert session.place.field == "min_tenure"
    assert label(panel, "at").text() == "1 of 26"
    panel.next()
    assert session.place.field == "selection_steps"
    panel.previous()
    panel.previous()

    assert label(panel, "at").text() == "26 of 26"
    panel.next()
    assert session.place.field == "min_tenure"


def test_enter_on_a_finding_goes_there(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    view(panel).setFocus()
    panel.next()
    qtbot.keyClick(view(panel), Qt.Key.Key_Down)

    with qtbot.waitSignal(session.moved):
        qtbot.keyClick(view(panel), Qt.Key.Key_Return)

    assert session.place == session.edition.field_places["selection_steps"]


def test_a_click_on_a_finding_goes_there(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    index = view(panel).model().index(1, 0)

    at = view(panel).visualRect(index).center()
    qtbot.mouseClick(view(panel).viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert session.place.field == "selection_steps"


def test_what_is_mended_goes_and_next_takes_the_one_that_follows(
    panel: FindingsPanel, session: Session
) -> None:
    panel.next()
    session.answer("min_tenure", 3)
    checked(session)

    assert chip(panel, "fix").isHidden()
    assert label(panel, "at").text() == "25 in all"
    panel.next()
    assert session.place.field == "selection_steps"


def test_the_list_follows_the_user_into_a_field(panel: FindingsPanel, session: Session) -> None:
    session.go(session.edition.field_places["selection_steps"])

    assert label(panel, "at").text() == "2 of 26"
    session.go(session.edition.field_places["district_name"])
    assert label(panel, "at").text() == "26 in all"


def test_next_missing_goes_through_the_open_required_questions_in_the_order_of_the_text(
    panel: FindingsPanel, session: Session
) -> None:
    seen = []
    for _ in range(7):
        assert panel.next_missing()
        seen.append(session.place.field)

    assert seen == [
        "selection_steps", "meeting_leads", "amendment_rule", "superintendent",
        "records_custodian", "data_school", "selection_steps",
    ]  # fmt: skip


def test_next_missing_needs_no_check_and_says_when_nothing_is_missing(
    qtbot: QtBot, theme: Theme
) -> None:
    session = Session(Project(document=samples.document("complete")))
    panel = shown(qtbot, session, theme)

    assert label(panel, "at").text() == "Checking…"
    assert not panel.next_missing()
    session.answer("district_name", None)
    assert panel.next_missing()
    assert session.place.field == "district_name"


def test_when_all_is_well_it_says_so(qtbot: QtBot, theme: Theme) -> None:
    session = Session(Project(document=samples.document("complete")))
    panel = shown(qtbot, session, theme)
    assert label(panel, "well").isHidden()

    session.findings = ()
    session.checked.emit(())

    assert label(panel, "well").isVisible()
    assert label(panel, "well").text() == "Nothing is missing and nothing is wrong."
    assert not tool(panel, "next").isEnabled()


def test_folded_it_is_one_line_with_the_worst_and_opens(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    panel.set_folded(True)
    panel.resize(1156, panel.sizeHint().height())
    go = panel.findChild(QPushButton, "go_there")

    assert view(panel).isHidden()
    assert panel.maximumHeight() < 60
    assert isinstance(go, QPushButton)
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert session.place.field == "min_tenure"
    qtbot.mouseClick(tool(panel, "fold"), Qt.MouseButton.LeftButton)
    assert not view(panel).isHidden()
    panel.set_folded(True)
    assert not view(panel).isHidden(), "what the user opened stays open"


def test_a_finding_in_a_row_names_the_table_and_the_column() -> None:
    document = samples.document("complete")
    table = document.edition.by_key["sro"]
    column = table.columns[0]
    place = Place("agreement", "placements", "officer_list", f"sro.{column.key}", "sro00001")
    finding = Finding(rule="field.missing", severity="must", message="Row 2: Name.", place=place)

    (line,) = finding_rows.lines(document, (finding,), {"agreement/placements": "Exhibit B"})

    assert line.name == f"{table.label}, {column.label}"
    assert line.number == "Exhibit B"


def test_a_hundred_findings_more_cost_no_more_widgets(
    panel: FindingsPanel, session: Session
) -> None:
    before = len(panel.findChildren(QLabel))

    session.findings = (session.findings or ()) * 100
    session.checked.emit(session.findings)

    assert len(panel.findChildren(QLabel)) == before
    assert view(panel).model().rowCount() == 100 * 28


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.faults("G05", "G10")
def test_the_findings_are_accessible_in_every_palette_and_at_200_percent(
    panel: FindingsPanel, theme: Theme, folded: bool
) -> None:
    panel.set_folded(folded)
    panel.resize(1280, 60 if folded else 320)

    assert_accessible_everywhere(panel, theme)


def test_a_count_that_is_pressed_lists_its_kind_alone(qtbot: QtBot, panel: FindingsPanel) -> None:
    before = spoken(panel)
    chip(panel, "check").setFocus()

    qtbot.keyClick(chip(panel, "check"), Qt.Key.Key_Space)

    assert [text.partition(",")[0] for text in spoken(panel)] == ["To check"]
    assert chip(panel, "check").isChecked()
    assert chip(panel, "answer").text() == "6 to answer"
    assert label(panel, "at").text() == "1 in all"
    qtbot.mouseClick(chip(panel, "fix"), Qt.MouseButton.LeftButton)
    assert [text.partition(",")[0] for text in spoken(panel)] == ["To fix", "To check"]
    for kind in ("check", "fix"):
        qtbot.mouseClick(chip(panel, kind), Qt.MouseButton.LeftButton)
    assert spoken(panel) == before


def test_a_kind_that_is_mended_is_not_listed_alone_any_more(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    qtbot.mouseClick(chip(panel, "fix"), Qt.MouseButton.LeftButton)

    session.answer("min_tenure", 3)
    checked(session)

    assert not chip(panel, "fix").isChecked()
    assert len(spoken(panel)) > 20


def test_a_count_opens_the_list_that_is_folded(qtbot: QtBot, panel: FindingsPanel) -> None:
    panel.set_folded(True)

    qtbot.mouseClick(chip(panel, "answer"), Qt.MouseButton.LeftButton)

    assert not panel.is_folded
    assert len(spoken(panel)) == 6


def test_next_and_closing_the_list_look_different(panel: FindingsPanel) -> None:
    for folded in (False, True):
        panel.set_folded(folded)

        signs = [tool(panel, name).property("icon_name") for name in ("previous", "next", "fold")]

        assert len(set(signs)) == 3
