from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from mou_desktop.gui import shown_pieces
from mou_desktop.gui.page import Page
from mou_desktop.gui.page_lines import parts_of
from mou_desktop.gui.panels import preview
from mou_desktop.gui.panels.preview import PreviewPanel
from mou_desktop.gui.session import Session
from mou_desktop.model import Place, local
from mou_desktop.outline import outline
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document
    from mou_desktop.outline import Piece

    Open = Callable[..., PreviewPanel]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Open:
    def open_(
        document: Document, field: str = "", size: tuple[int, int] = (480, 640)
    ) -> PreviewPanel:
        session = Session(Project(document=document))
        session.go(document.edition.field_places.get(field, session.place))
        panel = PreviewPanel(session, theme)
        session.setParent(panel)
        panel.setWindowTitle("Preview")
        panel.resize(*size)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        qtbot.waitUntil(lambda: panel.view.page is not None)
        return panel

    return open_


def _session(panel: PreviewPanel) -> Session:
    found = panel.findChild(Session)
    assert found is not None
    return found


def _wanted(document: Document) -> list[str]:
    """Return the lines that a page of the whole document would have."""
    parts = parts_of(outline(document))
    return ["".join(run.text for run in line.runs) for part in parts for line in part.lines]


def _lines(page: Page | None) -> list[str]:
    assert page is not None
    count = page.text.blockCount() - 1  # the last block is no line
    return [page.text.findBlockByNumber(number).text() for number in range(count)]


def _same_as_new(panel: PreviewPanel) -> None:
    """The page that was edited is the page that would be made now, blocks and formats."""
    panel.catch_up()
    page, document = panel.view.page, _session(panel).document
    assert page is not None
    assert _lines(page) == _wanted(document)
    fresh = Page(page.style)
    fresh.fill([parts_of(outline(document))])
    one, other = page.text.firstBlock(), fresh.text.firstBlock()
    while one.isValid() and other.isValid():
        assert one.blockFormat() == other.blockFormat(), one.text()
        one, other = one.next(), other.next()
    assert not one.isValid()
    assert not other.isValid()


def test_the_window_is_free_many_times_while_the_first_page_is_made(
    qtbot: QtBot, theme: Theme
) -> None:
    session = Session(Project(document=samples.document("complete")))
    panel = PreviewPanel(session, theme)
    session.setParent(panel)
    qtbot.addWidget(panel)
    free: list[int] = []
    ticks = QTimer(panel, interval=0)
    ticks.timeout.connect(lambda: free.append(0))
    with qtbot.waitExposed(panel):
        panel.show()
    ticks.start()
    panel._begin()  # noqa: SLF001
    free.clear()
    qtbot.waitUntil(lambda: panel.view.page is not None)
    ticks.stop()

    assert len(free) >= len(_pieces(panel)) / preview.AT_A_TIME
    _same_as_new(panel)


def _pieces(panel: PreviewPanel) -> list[Piece]:
    pieces = panel._pieces  # noqa: SLF001
    assert pieces is not None
    return pieces.shown


def test_an_answer_given_while_the_first_page_is_made_stands_on_it(
    qtbot: QtBot, theme: Theme
) -> None:
    session = Session(Project(document=samples.document("complete")))
    panel = PreviewPanel(session, theme)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.show()
    panel._begin()  # noqa: SLF001
    for _ in range(4):
        panel._go_on()  # noqa: SLF001
    assert panel.view.page is None
    session.answer("district_name", "Brook Regional School District")
    qtbot.waitUntil(lambda: panel.view.page is not None)
    _same_as_new(panel)


def test_the_page_shows_all_that_prints(show: Open) -> None:
    for name in samples.NAMES:
        panel = show(samples.document(name))
        _same_as_new(panel)


def test_headings_have_their_level(show: Open) -> None:
    panel = show(samples.document("half"))
    page = panel.view.page
    assert page is not None
    block, levels = page.text.firstBlock(), []
    while block.isValid():
        levels.append(block.blockFormat().headingLevel())
        block = block.next()
    assert levels[0] == 1
    assert {level for level in levels if level} == {1, 2, 3}


def test_a_keystroke_changes_its_own_places_and_no_other_block(show: Open) -> None:
    panel = show(samples.document("complete"))
    page = panel.view.page
    assert page is not None
    touched: list[tuple[int, int]] = []
    page.text.contentsChange.connect(lambda at, _gone, come: touched.append((at, come)))

    _session(panel).answer("district_name", "Brook Regional School District")
    _same_as_new(panel)
    assert len(page.runs_of("district_name")) == 1
    assert len(touched) == 2  # there, and in the signatures, which are derived from it
    assert all(come < 60 for _, come in touched)  # each edit is as long as the answer


def test_what_is_out_of_sight_is_printed_a_moment_later(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("complete"))
    page = panel.view.page
    assert page is not None
    touched: list[int] = []
    page.text.contentsChange.connect(lambda at, *_: touched.append(at))

    _session(panel).answer("district_name", "Brook Regional School District")
    assert len(touched) == 1  # the signatures are many pages further down
    assert panel.view.is_in_sight(*page.runs_of("district_name")[0])
    qtbot.waitUntil(lambda: len(touched) == 2)
    _same_as_new(panel)


def test_what_is_looked_for_is_found_though_it_was_out_of_sight(show: Open) -> None:
    panel = show(samples.document("complete"))
    _session(panel).answer("district_name", "Brook")
    panel.view.moveCursor(QTextCursor.MoveOperation.End)
    assert panel.find("Brook", backwards=True)


def test_an_answer_that_decides_changes_only_the_clauses_concerned(show: Open) -> None:
    panel = show(samples.document("complete"))
    session = _session(panel)
    page = panel.view.page
    session.answer("district_type", "municipal")
    _same_as_new(panel)
    assert panel.view.page is page  # edited, not made anew
    session.undo()
    _same_as_new(panel)


def test_any_answer_taken_out_and_put_back_leaves_the_right_page(show: Open) -> None:
    panel = show(samples.document("complete"))
    session = _session(panel)
    keys = list(session.document.answers)
    random.Random(7).shuffle(keys)  # noqa: S311
    for key in keys:
        session.answer(key, None)
        panel.catch_up()
        assert _lines(panel.view.page) == _wanted(session.document), key
    _same_as_new(panel)
    for _ in keys:
        session.undo()
    _same_as_new(panel)


def test_local_changes_come_and_go(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    document = session.document
    session.become(
        local.change_clause(document, "effective", "extended", text="More {district_name}."), "add"
    )
    _same_as_new(panel)
    session.answer("district_name", "Elm School District")
    _same_as_new(panel)
    session.become(
        local.add_clause(session.document, "term", "effective", "Snow", "On snow days.", "x"), "add"
    )
    _same_as_new(panel)
    session.become(local.add_section(session.document, "term", "Ours", "Opening.", "x"), "add")
    _same_as_new(panel)
    session.become(
        local.change_clause(session.document, "withdrawal", "left_out", reason="x"), "leave out"
    )
    _same_as_new(panel)
    for _ in range(5):
        session.undo()
        _same_as_new(panel)


def test_a_clause_that_moves_is_shown_in_its_new_place(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    for heading in ("One", "Two"):
        session.become(
            local.add_clause(session.document, "term", "effective", heading, "Text.", "x"), "add"
        )
    swapped = replace(session.document, added=session.document.added[::-1])
    session.become(swapped, "move")
    _same_as_new(panel)


def test_what_happened_while_nobody_looked_is_caught_up(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    panel.hide()
    session.answer("district_name", "Ash School District")
    session.go(session.edition.field_places["effective_date"])
    with qtbot.waitExposed(panel):
        panel.show()
    _same_as_new(panel)
    assert panel.view.current == ("effective_date", "")


def test_the_question_the_user_is_in_is_ringed_and_in_sight(show: Open) -> None:
    panel = show(samples.document("complete"))
    session = _session(panel)
    session.go(session.edition.field_places["effective_date"])

    assert panel.view.current == ("effective_date", "")
    page = panel.view.page
    assert page is not None
    assert any(panel.view.is_in_sight(*place) for place in page.runs_of("effective_date"))
    assert panel.findChild(QLabel, "page_where") is not None


@pytest.mark.parametrize("width", [360, 400, 468])
def test_the_head_of_the_page_says_in_one_line_that_it_is_a_draft(show: Open, width: int) -> None:
    panel = show(samples.document("empty"))
    panel.resize(width, 640)
    QApplication.processEvents()
    session = _session(panel)
    session.go(session.edition.field_places["effective_date"])
    QApplication.processEvents()

    state = panel.findChild(QLabel, "page_state")

    assert state is not None
    assert state.text().startswith("DRAFT")
    assert state.height() < 2 * state.fontMetrics().lineSpacing()


def test_a_click_on_an_answer_goes_to_its_question(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("complete"))
    session, view = _session(panel), panel.view
    session.go(session.edition.field_places["effective_date"])
    session.go(Place(*list(_place(session, "effective_date"))[:3]))
    assert view.page is not None
    assert view._shapes is not None  # noqa: SLF001
    rect = view._shapes.of_run(*view.page.runs_of("effective_date")[0])  # noqa: SLF001
    at = (rect.center() + view.offset()).toPoint()

    with qtbot.waitSignal(session.moved):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert session.place.field == "effective_date"


def _place(session: Session, field: str) -> tuple[str, str, str]:
    place = session.edition.field_places[field]
    return place.document, place.section, place.clause


def test_enter_on_an_answer_goes_to_its_row(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("complete"))
    session, view = _session(panel), panel.view
    view.setFocus()
    while not ((run := view.run_at_caret()) and run.row):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (session.place.field, session.place.row) == (run.field, run.row)
    assert session.place.clause


def test_text_that_was_added_is_brought_into_sight(show: Open) -> None:
    panel = show(samples.document("complete"))
    session = _session(panel)
    place = session.edition.clause_places["no_discipline"]
    session.go(place)
    before = panel.view.verticalScrollBar().value()
    text = "\n\n".join(f"Paragraph {at} of our own." for at in range(30)) + "\n\nThe very last."

    session.become(
        local.change_clause(session.document, "no_discipline", "extended", text=text, reason="x"),
        "add text",
    )

    assert panel.view.verticalScrollBar().value() > before
    page = panel.view.page
    assert page is not None
    seen = [
        "".join(run.text for run in line.runs)
        for at, piece in enumerate(page.pieces)
        for number, line in enumerate(piece.lines)
        if panel.view.is_in_sight(at, number)
    ]
    assert any("The very last." in one for one in seen)


def test_headings_are_reached_by_alt_and_arrows(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("half"))
    view = panel.view
    view.setFocus()
    down, up, alt = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(view, down, alt)
    first = view.textCursor().block().text()
    qtbot.keyClick(view, down, alt)
    second = view.textCursor().block().text()
    assert (first, second) == ("I.\tPurpose", "A.\tParties")
    qtbot.keyClick(view, up, alt)
    assert view.textCursor().block().text() == first


def test_the_head_counts_what_is_missing_at_once(show: Open) -> None:
    panel = show(samples.document("half"))
    session = _session(panel)
    state = panel.findChild(QLabel, "page_state")
    assert state is not None
    answered, asked = session.required
    assert state.text() == f"DRAFT · {asked - answered} required answers missing"
    session.answer("district_name", None)
    assert state.text() == f"DRAFT · {asked - answered + 1} required answers missing"
    assert panel.view.draft


def test_a_complete_agreement_is_no_draft(show: Open) -> None:
    panel = show(samples.document("complete"))
    state = panel.findChild(QLabel, "page_state")
    assert state is not None
    assert "DRAFT" not in state.text()
    assert not panel.view.draft


def test_zooming_makes_larger_letters_and_never_a_wider_page(show: Open, qtbot: QtBot) -> None:
    panel = show(samples.document("half"))
    view, before = panel.view, panel.view.zoom
    larger, smaller = panel.findChild(QToolButton, "plus"), panel.findChild(QToolButton, "minus")
    fit = panel.findChild(QPushButton, "fit_width")
    assert larger is not None
    assert smaller is not None
    assert fit is not None
    for _ in range(20):
        qtbot.mouseClick(larger, Qt.MouseButton.LeftButton)
    assert view.zoom == 200
    assert view.horizontalScrollBar().maximum() == 0
    _same_as_new(panel)
    for _ in range(20):
        qtbot.mouseClick(smaller, Qt.MouseButton.LeftButton)
    assert view.zoom == 50
    assert view.paper()[1] < view.viewport().width() - 60
    qtbot.mouseClick(fit, Qt.MouseButton.LeftButton)
    assert view.zoom == before
    panel.resize(700, 640)
    qtbot.waitUntil(lambda: view.zoom > before)


def test_words_are_found_forwards_backwards_and_round_the_end(show: Open) -> None:
    panel = show(samples.document("complete"))
    assert panel.find("in force")
    first = panel.view.textCursor().position()
    assert panel.find("in force")
    second = panel.view.textCursor().position()
    assert second != first
    assert panel.find("in force", backwards=True)
    assert panel.view.textCursor().position() == first
    assert not panel.find("no such words anywhere")


def test_what_stands_at_the_upper_edge_stays_there(show: Open) -> None:
    panel = show(samples.document("complete"))
    session, view = _session(panel), panel.view
    view.verticalScrollBar().setValue(9000)
    line = view.top_line()
    above = view.top_of(*line) - view.verticalScrollBar().value()

    session.answer("district_name", "A very long name " * 30)
    assert view.top_line() == line
    assert abs(view.top_of(*line) - view.verticalScrollBar().value() - above) < 2


def test_a_long_agreement_is_shown_through_a_window_that_moves_along(
    show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_pieces, "WHOLE", 40)
    panel = show(samples.document("complete"))
    session, view = _session(panel), panel.view
    assert view.page is not None
    assert len(view.page.pieces) == shown_pieces.WINDOW
    session.go(session.edition.field_places["effective_date"])
    assert view.page.runs_of("effective_date")
    session.answer("effective_date", "2031-01-01")
    assert "January 1, 2031" in view.toPlainText()
    session.answer("district_type", "municipal")
    whole = _wanted(session.document)
    shown = _lines(view.page)
    assert any(whole[i : i + len(shown)] == shown for i in range(len(whole)))
    assert panel.find("Memorandum of Understanding")
    assert "Memorandum of Understanding" in view.toPlainText()
    seen = view.toPlainText()
    for _ in range(3):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.toPlainText() != seen


def test_it_is_drawn_in_three_palettes_and_at_large_text(show: Open, theme: Theme) -> None:
    panel = show(samples.document("half"))
    _session(panel).go(_session(panel).edition.field_places["district_name"])
    theme.choose("dark")
    picture = panel.view.viewport().grab().toImage()
    assert picture.pixelColor(8, 40) == theme.colour("desk")
    _same_as_new(panel)
    assert_accessible_everywhere(panel, theme)


def test_the_head_names_the_clause_one_is_in_though_the_page_is_not_laid_out_yet(
    show: Open,
) -> None:
    panel = show(samples.document("complete"), "selection_steps", (640, 210))

    assert panel.view.head.where.text() == "Section III.C"
