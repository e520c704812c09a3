from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
)

from mou_desktop import rules
from mou_desktop.gui.dialogs import clause_change
from mou_desktop.gui.dialogs.change_clause import ChangeClause
from mou_desktop.gui.dialogs.clause_change import Kind, Request, Written
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model import local
from mou_desktop.outline import outline, plain_text
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

CLAUSE, SECTION = "parties", "purpose"
KINDS: tuple[Kind, ...] = ("extended", "reworded", "left_out", "official", "clause", "section")


class Asked:
    """An open dialog, and what came of it."""

    def __init__(self, request: Request, document: Document, theme: Theme, qtbot: QtBot) -> None:
        self.bot = qtbot
        self.dialog = ChangeClause(request, document, theme)
        qtbot.addWidget(self.dialog)
        self.made: list[tuple[Document, str]] = []
        self.dialog.changed.connect(lambda made, name: self.made.append((made, name)))
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def box(self, name: str) -> Any:
        kind = QPlainTextEdit if name in {"text", "published"} else TextLine
        found = self.dialog.findChild(kind, name)
        assert found is not None, name
        return found

    def write(self, name: str, text: str) -> None:
        self.box(name).setFocus()
        if isinstance(self.box(name), TextLine):
            self.box(name).end(False)
        for at, line in enumerate(text.split("\n")):
            if at:
                self.bot.keyClick(self.box(name), Qt.Key.Key_Return)
            self.bot.keyClicks(self.box(name), line)

    def wrong(self, name: str) -> str:
        label = self.dialog.findChild(QLabel, f"wrong_{name}")
        assert label is not None
        return label.text() if label.isVisible() else ""

    @property
    def literal(self) -> QCheckBox:
        found = self.dialog.findChild(QCheckBox, "literal")
        assert found is not None
        return found

    def ok(self) -> None:
        button = self.dialog.findChild(QPushButton, "ok")
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def complete() -> Document:
    return samples.document("complete")


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme, complete: Document) -> Callable[..., Asked]:
    def asked(kind: Kind, key: str = CLAUSE, document: Document | None = None) -> Asked:
        return Asked(Request(kind, key), document or complete, theme, qtbot)

    return asked


# ---- the dialog ----------------------------------------------------------------------------------


def test_text_is_added_after_a_clause(ask: Callable[..., Asked], complete: Document) -> None:
    asked = ask("extended")
    asked.write("text", "The district adds this.")
    asked.write("why", "Asked for by the union")
    asked.ok()

    ((document, name),) = asked.made
    made = document.clauses[CLAUSE]
    assert (made.state, made.text, made.reason) == (
        "extended", "The district adds this.", "Asked for by the union"
    )  # fmt: skip
    assert name == "add text after “Parties”"
    assert complete.clauses == {}
    assert not asked.dialog.isVisible()


def test_cancel_makes_no_change(ask: Callable[..., Asked], qtbot: QtBot) -> None:
    asked = ask("extended")
    asked.write("text", "The district adds this.")
    asked.write("why", "x")
    qtbot.keyClick(asked.dialog, Qt.Key.Key_Escape)

    assert asked.made == []
    assert not asked.dialog.isVisible()


def test_what_is_missing_is_said_where_it_is_missing(ask: Callable[..., Asked]) -> None:
    asked = ask("extended")
    assert (asked.wrong("text"), asked.wrong("why")) == ("", "")
    asked.ok()
    assert asked.wrong("text") == "Write the text."
    assert asked.wrong("why") == "Say in a few words why."
    assert QApplication.focusWidget() is asked.box("text")

    asked.write("text", "Words.")
    assert asked.wrong("text") == ""
    asked.ok()
    assert QApplication.focusWidget() is asked.box("why")
    assert asked.made == []


def test_what_cannot_be_read_is_said_while_it_is_typed(ask: Callable[..., Asked]) -> None:
    asked = ask("extended")
    asked.write("text", "Each {district")
    assert asked.wrong("text").startswith("Line 1: A brace")
    asked.write("text", "}")
    assert asked.wrong("text") == "{district} names no question of this agreement."
    asked.write("text", "\n- item")
    assert asked.wrong("text").startswith("Line 2: A list begins on its own")


def test_braces_may_print_as_they_stand(ask: Callable[..., Asked]) -> None:
    asked = ask("extended")
    asked.write("text", "A {brace")
    asked.write("why", "Ours")
    asked.ok()
    assert asked.made == []
    asked.literal.click()
    assert asked.wrong("text") == ""
    asked.ok()

    ((document, _),) = asked.made
    assert document.clauses[CLAUSE].text == "A \\{brace"
    assert "A {brace" in plain_text(outline(document))


def test_braces_in_official_wording_are_literal_unasked(ask: Callable[..., Asked]) -> None:
    asked = ask("official")
    asked.write("text", "The {District} shall meet.")
    asked.write("why", "Model MOU, 2022, page 3")
    assert asked.literal.isChecked()
    asked.ok()

    ((document, _),) = asked.made
    made = document.clauses[CLAUSE]
    assert (made.state, made.source, made.reason) == ("official", "Model MOU, 2022, page 3", "")
    assert "The {District} shall meet." in plain_text(outline(document))


def test_official_wording_needs_its_source(ask: Callable[..., Asked]) -> None:
    asked = ask("official")
    asked.write("text", "Words.")
    asked.ok()

    assert asked.wrong("why") == "Name the source of the wording."
    assert asked.made == []


def test_rewording_begins_with_the_published_text(
    ask: Callable[..., Asked], complete: Document
) -> None:
    asked = ask("reworded")
    assert asked.box("text").toPlainText() == complete.edition.clauses[CLAUSE].text.strip()
    assert "Exampleton" in asked.box("published").toPlainText()
    asked.write("why", "Ours")
    asked.ok()

    assert asked.wrong("text").startswith("This is the published text.")


def test_leaving_out_asks_for_a_reason_alone(ask: Callable[..., Asked]) -> None:
    asked = ask("left_out")
    assert asked.dialog.findChild(QPlainTextEdit, "text") is None
    asked.write("why", "Not needed")
    asked.ok()

    ((document, name),) = asked.made
    assert document.clauses[CLAUSE].state == "left_out"
    assert name == "leave out “Parties”"


def test_a_clause_is_added_after_another(ask: Callable[..., Asked]) -> None:
    asked = ask("clause")
    asked.write("heading", "Drones")
    asked.write("text", "No drone is flown over a school.")
    asked.write("why", "School committee")
    asked.ok()

    ((document, name),) = asked.made
    (added,) = document.added
    assert (added.section, added.after, added.heading) == (SECTION_OF_CLAUSE, CLAUSE, "Drones")
    assert name == "add clause “Drones”"
    assert "No drone is flown over a school." in plain_text(outline(document))


def test_a_section_needs_a_heading_and_no_text(ask: Callable[..., Asked]) -> None:
    asked = ask("section", SECTION)
    asked.ok()
    assert asked.wrong("heading") == "Give it a heading."
    asked.write("heading", "Our own section")
    asked.write("why", "School committee")
    asked.ok()

    ((document, _),) = asked.made
    assert (document.added[0].kind, document.added[0].after) == ("section", SECTION)


def test_an_added_clause_is_edited_and_another_stands_after_it(
    ask: Callable[..., Asked], complete: Document
) -> None:
    before = local.add_clause(complete, SECTION_OF_CLAUSE, CLAUSE, "Drones", "None \\{x\\}.", "r")
    key = before.added[0].id
    asked = ask("added", key, before)
    assert asked.box("text").toPlainText() == "None {x}."
    assert asked.literal.isChecked()
    asked.write("heading", " and kites")
    asked.ok()
    ((document, name),) = asked.made
    assert document.added[0].heading == "Drones and kites"
    assert document.added[0].text == before.added[0].text
    assert name == "change “Drones”"

    after = ask("clause", key, document)
    after.write("heading", "Balloons")
    after.write("text", "None.")
    after.write("why", "r")
    after.ok()
    ((document, _),) = after.made
    assert (document.added[1].section, document.added[1].after) == (SECTION_OF_CLAUSE, key)
    assert "Balloons" in plain_text(outline(document))


def test_text_that_was_added_before_is_there_to_change(
    ask: Callable[..., Asked], complete: Document
) -> None:
    before = local.change_clause(complete, CLAUSE, "extended", text="Old\u00a0words.", reason="Why")
    asked = ask("extended", CLAUSE, before)
    assert asked.box("why").text() == "Why"
    asked.box("why").setFocus()
    asked.write("why", "!")
    asked.ok()

    ((document, _),) = asked.made
    assert document.clauses[CLAUSE].text == "Old\u00a0words."
    assert document.clauses[CLAUSE].reason == "Why!"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.faults("G10")
def test_the_dialog_is_accessible_in_every_palette(
    ask: Callable[..., Asked], theme: Theme, kind: Kind
) -> None:
    asked = ask(kind)
    asked.ok()

    assert_accessible_everywhere(asked.dialog, theme)


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_asked_is_in_sight_from_the_start(
    ask: Callable[..., Asked], kind: Kind
) -> None:
    """The line for the reason was once cut in half by the lower edge of the part that scrolls."""
    area = ask(kind).dialog.findChild(QScrollArea)

    assert area is not None
    assert area.verticalScrollBar().maximum() == 0


def test_a_long_text_settles_at_every_width(ask: Callable[..., Asked], qtbot: QtBot) -> None:
    """A scroll bar that came and went with the wrapping once hung the window."""
    asked = ask("reworded")
    for wide in range(420, 1000, 7):
        asked.dialog.resize(wide, 620)
        qtbot.wait(0)

    assert asked.box("text").width() > 800


# ---- without a window ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_dialog_makes_is_never_a_finding(complete: Document, kind: Kind) -> None:
    clause = next(
        key for key, one in complete.edition.clauses.items() if not one.mandatory and not one.locked
    )
    request = Request(kind, clause if kind != "section" else SECTION)
    written = Written(heading="Ours", text="Our words.", why="Because")
    assert clause_change.missing(complete, request, written) == {}
    document = clause_change.apply(complete, request, written)
    known = set(rules.check(complete))

    new = [one for one in rules.check(document) if one not in known]
    assert [one for one in new if one.severity == "must"] == []


def test_a_reference_to_a_clause_that_is_not_there_is_said(complete: Document) -> None:
    request = Request("extended", CLAUSE)
    found = clause_change.faults(complete, request, Written(text="See {@nowhere}."))

    assert len(found) == 1
    assert "points to no clause" in found[0]


SECTION_OF_CLAUSE = samples.document("complete").edition.clause_places[CLAUSE].section
