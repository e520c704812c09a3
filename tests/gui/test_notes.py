from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from mou_desktop.gui.panels.notes import NotesPanel
from mou_desktop.gui.session import Session
from mou_desktop.gui.widgets.note_card import NoteCard
from mou_desktop.gui.widgets.segments import Segments
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> NotesPanel:
    return _shown(qtbot, theme, "Dana Specimen")


def _shown(qtbot: QtBot, theme: Theme, author: str) -> NotesPanel:
    session = Session(Project(document=samples.document("half")))
    panel = NotesPanel(session, theme, lambda: author)
    session.setParent(panel)
    panel.setWindowTitle("Notes")
    panel.resize(420, 640)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    session.go(session.edition.field_places["effective_date"])
    return panel


def _session(panel: NotesPanel) -> Session:
    found = panel.findChild(Session)
    assert found is not None
    return found


def _box(panel: NotesPanel) -> QPlainTextEdit:
    found = panel.findChild(QPlainTextEdit, "note_text")
    assert found is not None
    return found


def _cards(panel: NotesPanel) -> list[NoteCard]:
    return [card for card in panel.findChildren(NoteCard) if card.isVisible()]


def _texts(panel: NotesPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _write(qtbot: QtBot, panel: NotesPanel, text: str) -> None:
    qtbot.keyClicks(_box(panel), text)
    qtbot.keyClick(_box(panel), Qt.Key.Key_Return, CONTROL)


def _press(qtbot: QtBot, panel: NotesPanel, name: str) -> None:
    button = _cards(panel)[0].findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_with_no_notes_it_says_what_they_are_for(panel: NotesPanel) -> None:
    texts = _texts(panel)
    assert "No notes yet. Add one to a clause to ask a colleague or counsel." in texts
    assert "New note on IX.A Effective date" in texts


def test_a_note_is_written_by_keyboard_and_can_be_taken_back(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    session = _session(panel)
    whom = panel.findChild(QComboBox, "note_for")
    assert whom is not None
    qtbot.keyClick(whom, Qt.Key.Key_Down)
    _write(qtbot, panel, "Is this the day?")

    note = session.document.notes[0]
    assert (note["text"], note["for"], note["author"]) == (
        "Is this the day?", "counsel", "Dana Specimen",
    )  # fmt: skip
    assert note["on"] == {"clause": "effective", "field": "effective_date", "row": None}
    assert _box(panel).toPlainText() == ""
    assert len(_cards(panel)) == 1
    assert "For counsel" in _texts(panel)
    assert session.undo_name == "add note"
    session.undo()
    qtbot.waitUntil(lambda: not _cards(panel))


def test_a_note_to_counsel_does_not_make_the_next_one_a_note_to_counsel(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    whom = panel.findChild(QComboBox, "note_for")
    assert whom is not None
    qtbot.keyClick(whom, Qt.Key.Key_Down)

    _write(qtbot, panel, "Is this the day?")
    _write(qtbot, panel, "Ask Dana.")

    assert [one["for"] for one in _session(panel).document.notes] == ["counsel", "colleague"]


def test_an_empty_note_is_not_added(qtbot: QtBot, panel: NotesPanel) -> None:
    _write(qtbot, panel, "   ")
    assert not _session(panel).document.notes
    assert _box(panel).accessibleDescription() == "Write the note first."


def test_a_note_is_done_opened_again_answered_and_removed(qtbot: QtBot, panel: NotesPanel) -> None:
    session = _session(panel)
    _write(qtbot, panel, "Is this the day?")
    _press(qtbot, panel, "done")
    assert session.document.notes[0]["done"]
    assert session.undo_name == "mark note done"
    assert "Done" in _texts(panel)
    _press(qtbot, panel, "done")
    assert not session.document.notes[0]["done"]

    _press(qtbot, panel, "reply")
    reply = panel.findChild(QPlainTextEdit, "reply_text")
    assert reply is not None
    qtbot.keyClicks(reply, "It is.")
    qtbot.keyClick(reply, Qt.Key.Key_Return, CONTROL)
    replies = session.document.notes[0]["replies"]
    assert [(one["author"], one["text"]) for one in replies] == [("Dana Specimen", "It is.")]
    assert "It is." in _texts(panel)

    _press(qtbot, panel, "remove")
    assert not session.document.notes
    session.undo()
    assert len(_cards(panel)) == 1
    assert "It is." in _texts(panel)


def test_the_list_is_of_the_clause_of_all_or_of_what_is_open(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    session = _session(panel)
    _write(qtbot, panel, "One")
    session.go(session.edition.field_places["district_name"])
    assert not _cards(panel)
    assert any(text.startswith("No notes on this clause.") for text in _texts(panel))
    _write(qtbot, panel, "Two")
    _press(qtbot, panel, "done")
    segments = panel.findChild(Segments, "notes_filter")
    assert segments is not None
    every, open_ = (segments.findChild(QRadioButton, f"segment_{at}") for at in (1, 2))
    assert every is not None
    assert open_ is not None
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert len(_cards(panel)) == 2
    assert "IX.A Effective date" in _texts(panel)
    qtbot.mouseClick(open_, Qt.MouseButton.LeftButton)
    assert len(_cards(panel)) == 1

    _press(qtbot, panel, "go")
    assert session.place.field == "effective_date"


def test_what_is_being_written_stays_when_the_place_changes(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    qtbot.keyClicks(_box(panel), "half a")
    session = _session(panel)
    session.go(session.edition.field_places["district_name"])
    assert _box(panel).toPlainText() == "half a"
    assert "New note on I.A Parties" in _texts(panel)


def test_an_author_who_is_not_known_is_said_so(qtbot: QtBot, theme: Theme) -> None:
    session = Session(Project(document=samples.document("half")))
    panel = NotesPanel(session, theme, lambda: "")
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    session.go(session.edition.field_places["effective_date"])
    _write(qtbot, panel, "Who?")
    assert any(text.startswith("Author not recorded") for text in _texts(panel))


@pytest.mark.faults("G10")
def test_it_is_accessible(qtbot: QtBot, panel: NotesPanel, theme: Theme) -> None:
    _write(qtbot, panel, "Is this the day?")
    _press(qtbot, panel, "reply")
    assert_accessible_everywhere(panel, theme)


def test_the_name_of_a_writer_who_is_not_known_is_asked_once(qtbot: QtBot, theme: Theme) -> None:
    names = [""]
    session = Session(Project(document=samples.document("half")))
    panel = NotesPanel(session, theme, lambda: names[-1])
    session.setParent(panel)
    panel.author_named.connect(names.append)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    session.go(session.edition.field_places["effective_date"])
    asked = panel.findChild(QLineEdit, "note_author")
    assert asked is not None
    assert asked.isVisible()

    qtbot.keyClicks(asked, " Dana  Specimen ")
    _write(qtbot, panel, "Is this the day?")

    assert names == ["", "Dana Specimen"]
    assert session.document.notes[0]["author"] == "Dana Specimen"
    assert asked.isHidden()


def test_who_is_known_is_not_asked_for_a_name(panel: NotesPanel) -> None:
    asked = panel.findChild(QLineEdit, "note_author")
    assert asked is not None
    assert asked.isHidden()


def test_notes_elsewhere_are_told_where_there_is_none(qtbot: QtBot, panel: NotesPanel) -> None:
    _write(qtbot, panel, "Is this the day?")
    session = _session(panel)

    session.go(session.edition.field_places["district_name"])

    assert any("1 open on other clauses" in text for text in _texts(panel))


def test_asking_for_a_name_is_accessible(qtbot: QtBot, theme: Theme) -> None:
    panel = _shown(qtbot, theme, "")

    assert_accessible_everywhere(panel, theme)


def test_in_a_low_window_nothing_lies_over_the_box_and_all_can_be_reached(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    panel.resize(640, 200)
    add = panel.findChild(QPushButton, "add_note")
    assert add is not None
    box = _box(panel)
    qtbot.waitUntil(lambda: panel.height() == 200)

    def rect(widget: QWidget) -> QRect:
        return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())

    assert not rect(add).intersects(rect(box))
    add.setFocus()
    qtbot.waitUntil(lambda: not add.visibleRegion().isEmpty())
    assert add.visibleRegion().boundingRect() == add.rect()


@pytest.mark.faults("G01")
def test_what_is_far_too_long_for_a_note_is_told_and_not_taken(
    qtbot: QtBot, panel: NotesPanel
) -> None:
    box, answers = _box(panel), Answers("OK")
    qtbot.keyClicks(box, "Kept")
    QGuiApplication.clipboard().setText("x" * 10_000_000)

    qtbot.keyClick(box, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: bool(answers.said))

    assert answers.said == ["That is 10 million characters; a note takes 20,000."]
    assert box.toPlainText() == "Kept"
