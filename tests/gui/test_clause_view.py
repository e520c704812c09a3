from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Literal

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui.widgets.answer_shapes import _x
from mou_desktop.gui.widgets.clause_view import ClauseView
from mou_desktop.model import local
from mou_desktop.model.printed import Block, Span
from mou_desktop.outline import outline
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainterPath
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document


def _blocks(document: Document, clause: str) -> tuple[Block, ...]:
    return tuple(block for block in outline(document) if block.clause == clause)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[ClauseView]:
    box = QWidget()
    box.setWindowTitle("A clause")
    view = ClauseView(theme, box)
    column = QVBoxLayout(box)
    column.addWidget(view)
    column.addWidget(QPushButton("Change text", box))
    column.addStretch(1)
    qtbot.addWidget(box)
    box.resize(600, 400)
    with qtbot.waitExposed(box):
        box.show()
    yield view
    box.close()


def _middle(view: ClauseView, field: str, row: str = "") -> QPointF:
    assert view.page is not None
    place = view.page.runs_of(field, row)[0]
    rect = view._shapes.of_run(*place)  # type: ignore[union-attr]  # noqa: SLF001
    return rect.center() + view.offset()


def test_it_shows_the_text_and_leaves_the_heading_to_others(view: ClauseView) -> None:
    view.show(_blocks(samples.document("complete"), "effective"))

    text = view.toPlainText()
    assert "takes effect on January 4, 2027" in text or "takes effect on" in text
    assert "Effective date" not in text


def test_a_click_on_an_answer_asks_for_its_question(qtbot: QtBot, view: ClauseView) -> None:
    view.show(_blocks(samples.document("complete"), "effective"))

    with qtbot.waitSignal(view.asked) as asked:
        at = _middle(view, "effective_date").toPoint()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == ["effective_date", ""]


def test_a_click_beside_an_answer_asks_for_nothing(qtbot: QtBot, view: ClauseView) -> None:
    view.show(_blocks(samples.document("complete"), "effective"))

    with qtbot.assertNotEmitted(view.asked):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.rect().topLeft())


def test_enter_on_an_open_answer_asks_for_its_question(qtbot: QtBot, view: ClauseView) -> None:
    view.show(_blocks(samples.document("empty"), "parties"), "district_name")
    button = view.window().findChild(QPushButton)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Tab)
    assert view.hasFocus()

    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == ["district_name", ""]
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == ["district_type", ""]


def test_an_answer_in_a_table_is_asked_for_with_its_row(qtbot: QtBot, view: ClauseView) -> None:
    document = samples.document("complete")
    row = document.answer("pd")[1]["_id"]
    view.show(_blocks(document, "parties"))

    with qtbot.waitSignal(view.asked) as asked:
        at = _middle(view, "pd", row).toPoint()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == ["pd", row]


def test_it_is_as_tall_as_its_lines_and_grows_with_them(qtbot: QtBot, view: ClauseView) -> None:
    short, long = (samples.document("empty"), samples.document("long"))
    view.show(_blocks(short, "parties"))
    qtbot.waitUntil(lambda: view.height() == view.heightForWidth(view.width()))
    low = view.height()

    view.show(_blocks(long, "parties"))
    qtbot.waitUntil(lambda: view.height() > low)
    assert view.verticalScrollBar().maximum() == 0
    assert view.heightForWidth(300) > view.heightForWidth(600)


def test_words_that_are_copied_are_plain(view: ClauseView) -> None:
    view.show(_blocks(samples.document("empty"), "parties"))
    view.selectAll()
    view.copy()
    text = QGuiApplication.clipboard().text()
    assert "School district" in text
    assert not set(text) & set("\u202f\u2029\u2028\u00a0")


def test_local_text_says_so(view: ClauseView) -> None:
    document = local.change_clause(
        samples.document("half"), "effective", "extended", text="More.", reason="Ours"
    )
    view.show(_blocks(document, "effective"))
    assert "Added locally" in view.accessibleDescription()


def test_the_ring_of_an_answer_over_several_lines_is_one_closed_shape(
    qtbot: QtBot, view: ClauseView
) -> None:
    document = samples.document("complete")
    clause = document.edition.field_places["selection_steps"].clause
    view.show(_blocks(document, clause), "selection_steps")
    qtbot.waitUntil(lambda: view.height() > 100)
    assert view._shapes is not None  # noqa: SLF001
    paths = _paths(view, "selection_steps")
    assert len(paths) == 1
    assert paths[0].boundingRect().height() > 2.5 * view.fontMetrics().height()
    assert len(paths[0].toSubpathPolygons()) == 1


def test_an_answer_at_the_end_of_a_line_and_the_start_of_the_next_is_one_closed_shape(
    view: ClauseView,
) -> None:
    spans = (
        Span("The District is called here by its own name "),
        Span("Sampleford Schools", "answer", "district_name"),
        Span(" and by no other, which everybody knows."),
    )
    view.show((Block(kind="text", document="agreement", spans=spans),))

    for width in range(300, 500, 4):
        view.window().resize(width, 400)
        QApplication.processEvents()
        (path,) = _paths(view, "district_name")
        assert len(path.toSubpathPolygons()) == 1
        if path.boundingRect().height() > 30:
            return
    pytest.fail("no width breaks the answer")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("kind", ["answer", "blank"])
def test_the_ground_of_an_answer_leaves_what_stands_beside_it_alone(
    view: ClauseView, theme: Theme, kind: Literal["answer", "blank"], scale: float
) -> None:
    theme.choose("light", scale)
    view.window().resize(1400, 400)
    first = Span("First", kind, "district_name")
    second = Span("Second", kind, "district_type")
    third = Span("Third", kind, "district_address")
    spans = (Span("between ("), first, Span(" "), second, Span(", "), third, Span("; end"))
    view.show((Block(kind="text", document="agreement", spans=spans),))
    QApplication.processEvents()
    assert view.page is not None

    one, two, three = (
        _paths(view, name)[0].boundingRect()
        for name in ("district_name", "district_type", "district_address")
    )

    at = [_ends(view, number) for number in range(7)]
    space = at[2][1] - at[2][0]
    assert two.left() - one.right() > space * 0.5
    assert one.left() >= at[0][1] - 0.01  # the bracket
    assert two.right() <= at[4][0] + 0.01  # the comma
    assert three.right() <= at[6][0] + 0.01  # the semicolon


def test_an_open_answer_has_a_narrow_space_inside_each_end(view: ClauseView) -> None:
    view.show(_blocks(samples.document("empty"), "parties"))
    assert view.page is not None
    piece, line, run = view.page.runs_of("district_name")[0]
    text = view.page.pieces[piece].lines[line].runs[run].text
    assert text[0] == text[-1] == "\u202f"


def _paths(view: ClauseView, field: str) -> list[QPainterPath]:
    assert view._shapes is not None  # noqa: SLF001
    area = QRectF(view.viewport().rect())
    return [
        path
        for seen in view._shapes.seen(area)  # noqa: SLF001
        for run, path in seen.answers
        if run.field == field
    ]


def _ends(view: ClauseView, number: int) -> tuple[float, float]:
    """Return where a run of the first line begins and ends."""
    assert view.page is not None
    runs = view.page.pieces[0].lines[0].runs
    start = sum(len(run.text) for run in runs[:number])
    line = view.page.block(0, 0).layout().lineAt(0)
    left, right = (_x(line.cursorToX(at)) for at in (start, start + len(runs[number].text)))
    return left, right


@pytest.mark.faults("G10")
def test_it_is_accessible(view: ClauseView, theme: Theme) -> None:
    view.show(_blocks(samples.document("half"), "parties"), "district_name")
    assert_accessible_everywhere(view.window(), theme)


def test_measuring_a_text_for_other_widths_leaves_no_copy_behind(view: ClauseView) -> None:
    view.show(_blocks(samples.document("complete"), "effective"))

    def texts() -> int:
        gc.collect()
        return sum(isinstance(one, QTextDocument) for one in gc.get_objects())

    before = texts()
    for width in range(200, 260):
        view.heightForWidth(width)

    assert texts() <= before


@pytest.mark.faults("G20")
def test_it_keeps_nothing_of_the_tables_that_it_no_longer_shows(view: ClauseView) -> None:
    document = samples.document("complete")
    table, plain = _blocks(document, "parties"), _blocks(document, "effective")
    view.show(table)
    formats = len(view.document().allFormats())

    for _ in range(10):
        view.show(plain)
        view.show(table)

    assert len(view.document().allFormats()) <= formats
