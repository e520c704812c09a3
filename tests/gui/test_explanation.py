from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from mou_desktop.gui.explaining import explain
from mou_desktop.gui.panels.explanation import ExplanationPanel
from mou_desktop.gui.session import Session
from mou_desktop.model import Place, local
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

    Open = Callable[[Document], ExplanationPanel]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Open:
    def open_(document: Document) -> ExplanationPanel:
        session = Session(Project(document=document))
        panel = ExplanationPanel(session, theme)
        session.setParent(panel)
        panel.setWindowTitle("Explanation")
        panel.resize(400, 600)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return open_


def _session(panel: ExplanationPanel) -> Session:
    found = panel.findChild(Session)
    assert found is not None
    return found


def _texts(panel: ExplanationPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _go(panel: ExplanationPanel, field: str) -> Session:
    session = _session(panel)
    session.go(session.edition.field_places[field])
    return session


def test_nowhere_it_says_how_to_use_it(show: Open) -> None:
    panel = show(samples.document("half"))
    assert "Choose a clause or a question, and what it means is explained here." in _texts(panel)


def test_a_question_is_explained_with_its_law_in_words(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _go(panel, "district_name")
    texts = _texts(panel)
    field = session.edition.by_key["district_name"]
    assert texts[0] == field.label
    assert field.hint in texts
    assert field.who in texts
    for basis in field.basis:
        assert basis.cite in texts
    assert "Confirmed" in texts


def test_what_is_not_confirmed_says_to_ask_counsel(show: Open) -> None:
    panel = show(samples.document("half"))
    _go(panel, "district_short")
    texts = _texts(panel)
    assert "To confirm" in texts
    assert any("Ask counsel before you rely on it." in text for text in texts)


def test_the_notes_of_the_drafters_are_never_shown(show: Open) -> None:
    document = samples.document("half")
    panel = show(document)
    session = _session(panel)
    for part, section, clause in document.edition.walk():
        said = explain(document, Place(part.key, section.key, clause.key))
        assert said is not None
        assert clause.notes not in said.meaning
    clause = document.edition.clauses["parties"]
    assert clause.notes
    session.go(document.edition.clause_places["parties"])
    assert not any(clause.notes[:20] in text for text in _texts(panel))
    assert clause.help in _texts(panel)


def test_an_example_is_used_as_a_start_and_can_be_taken_back(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("empty"))
    session = _go(panel, "district_name")
    button = panel.findChild(QPushButton, "use_example")
    assert button is not None
    assert button.isVisible()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert session.document.answer("district_name") == "Sample Regional School District"
    assert session.undo_name == "use the example for “School district”"
    assert not button.isVisible()
    session.undo()
    assert session.document.answer("district_name") is None
    assert button.isVisible()


def test_an_example_is_never_offered_over_an_answer(show: Open) -> None:
    panel = show(samples.document("empty"))
    session = _go(panel, "district_name")
    session.answer("district_name", "O")
    button = panel.findChild(QPushButton, "use_example")
    assert button is not None
    assert not button.isVisible()
    assert "You have an answer here. Clear it to start from this example." in _texts(panel)


def test_every_question_and_every_clause_can_be_explained() -> None:
    document = samples.document("empty")
    edition = document.edition
    places = [*edition.field_places.values(), *edition.clause_places.values()]
    for place in places:
        said = explain(document, place)
        assert said is not None
        assert said.title
        assert said.meaning
        assert not any("None" in line or "{" in line for line in said.example)


def test_a_task_says_what_it_is_for(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    for task in ("filing", "report", "profile"):
        session.go(Place(clause=task))
        assert any("do not print" in text for text in _texts(panel))
    _go(panel, "sro_cost")
    assert any("do not print" in text for text in _texts(panel))


def test_local_changes_are_told_with_their_reason(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    session.go(session.edition.clause_places["effective"])
    session.become(
        local.change_clause(session.document, "effective", "extended", text="A", reason="Vote"), "x"
    )
    assert "Reason: Vote" in _texts(panel)
    document = local.add_clause(session.document, "term", "effective", "Snow", "Rest.", "Winter")
    session.become(document, "add")
    session.go(Place("agreement", "term", document.added[0].id))
    assert "Snow" in _texts(panel)
    assert "Reason: Winter" in _texts(panel)


def test_it_catches_up_when_it_is_looked_at(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("half"))
    panel.hide()
    _go(panel, "effective_date")
    with qtbot.waitExposed(panel):
        panel.show()
    assert "Effective date" in _texts(panel)


def test_it_is_accessible(show: Open, theme: Theme) -> None:
    panel = show(samples.document("empty"))
    _go(panel, "district_name")
    assert_accessible_everywhere(panel, theme)
    _go(panel, "pd")
    # alone in its window, with nothing to press: Tab has nowhere to go
    assert_accessible_everywhere(panel, theme, allow=["keyboard-trap", "keyboard"])


def test_a_question_names_the_law_that_stands_beside_its_clause(show: Open) -> None:
    document = samples.document("half")
    panel = show(document)
    for key, place in document.edition.field_places.items():
        clause = document.edition.clauses.get(place.clause)
        said = explain(document, place)
        assert said is not None
        if clause is not None and clause.law and not document.edition.by_key[key].task:
            assert said.basis[0].cite == clause.law, key
    _go(panel, "meeting_leads")
    assert "G.L. c. 71, § 37P(b): supervision and communication" in _texts(panel)


def test_each_kind_of_source_is_told_in_a_sentence(show: Open) -> None:
    panel = show(samples.document("half"))

    _go(panel, "meeting_leads")

    texts = _texts(panel)
    assert "The Massachusetts law on school resource officers." in texts
    assert "The clause cannot be read without this answer." in texts
    assert any(text.startswith("Confirmed: ") for text in texts)
    assert any(text.startswith("To confirm: ") for text in texts)
