"""What one key costs in the real window, counted and not timed: its own places, and no more."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.widgets.answer_shapes import Shapes
from mou_desktop.store import library
from mou_desktop.store.project_file import Project
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPainterPath, QPaintEvent, QTextBlock
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

    class Show(Protocol):
        def __call__(self, document: Document, field: str = ...) -> MainWindow: ...


FIELD = "staff_training"  # one line, printed once
TIMES = 8
SLACK = 1.1


@pytest.fixture(scope="module")
def once() -> Document:
    return big.answered(library.find(big.SAMPLE), big.answers(1))


@pytest.fixture(scope="module")
def more() -> Document:
    return big.document(TIMES)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Show:
    """Show a document with the keyboard in a question, once all of the window is there."""

    def show_one(document: Document, field: str = FIELD) -> MainWindow:
        window = MainWindow(Desk(tmp_path / "kept"), theme)
        qtbot.addWidget(window, before_close_func=_let_go)
        window.resize(1440, 900)
        window.show_project(Project(document=document), None)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        editor, session = window.editor, _session(window)
        assert editor is not None
        qtbot.waitUntil(lambda: session.findings is not None, timeout=20_000)
        qtbot.waitUntil(lambda: editor.preview.view.page is not None)
        session.go(session.edition.field_places[field])
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit))
        for _ in range(3):  # what is worked out once
            _press(window)
        return window

    return show_one


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _let_go(widget: QWidget) -> None:
    """Close without a question: what was typed is undone."""
    assert isinstance(widget, MainWindow)
    session = _session(widget)
    while session.dirty:
        session.undo()
    session.wait()


def _press(window: MainWindow) -> None:
    """Press one key, as the system would, and paint what it changed."""
    from PySide6.QtTest import QTest

    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    before = _session(window).document
    QTest.keyClick(box, Qt.Key.Key_X)
    QApplication.sendPostedEvents()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert _session(window).document is not before


class Painted(QObject):
    """Counts which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()  # with all that these are inside of
        self.direct: Counter[str] = Counter()
        self.most_high: Counter[str] = Counter()  # of what is inside of each

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.direct[watched.objectName()] += 1
            parent = watched.parentWidget()
            name = parent.objectName() if parent is not None else ""
            high = cast("QPaintEvent", event).rect().height()
            self.most_high[name] = max(self.most_high[name], high)
            widget: QWidget | None = watched
            while widget is not None:
                self.names[widget.objectName()] += 1
                widget = widget.parentWidget()
        return False


def test_a_key_paints_the_question_its_clause_and_the_page_and_nothing_else(
    show: Show, once: Document, qapp: QApplication
) -> None:
    window = show(once)
    painted = Painted()
    qapp.installEventFilter(painted)
    _press(window)
    qapp.removeEventFilter(painted)

    assert {"questions", "clause_text", "page"} <= painted.names.keys()
    assert painted.names.keys().isdisjoint({"outline", "findings", "top_bar"})
    other = {name for name in painted.names if name.startswith("field_")} - {f"field_{FIELD}"}
    assert other == set()
    assert not {"preview", "page", "clause_card"} & painted.direct.keys()  # the text covers them


@pytest.mark.parametrize("field", ["district_name", "district_address"])
def test_a_key_measures_the_lines_of_its_answer_and_no_other(
    show: Show, once: Document, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """These stand above, below and in tables, which Qt lays out anew when one cell changes."""
    window = show(once, field)
    measured: list[str] = []
    path = Shapes._path  # noqa: SLF001

    def counting(self: Shapes, block: QTextBlock, *stretch: Any) -> QPainterPath:
        measured.append(block.text())
        return path(self, block, *stretch)

    monkeypatch.setattr(Shapes, "_path", counting)
    _press(window)

    answer = str(_session(window).document.answer(field))
    assert all(answer in text for text in measured)
    assert len(set(measured)) <= 3  # in the clause, in the sentence that is pinned, on the page


def test_a_key_leaves_the_table_below_it_unpainted(
    show: Show, once: Document, qapp: QApplication
) -> None:
    window = show(once, "district_name")
    editor = window.editor
    assert editor is not None
    view = editor.preview.view
    assert view.page is not None
    where = view.page.runs_of("district_name")[0]
    high = view.page.text.documentLayout().blockBoundingRect(view.page.block(*where[:2])).height()
    painted = Painted()
    qapp.installEventFilter(painted)
    _press(window)
    qapp.removeEventFilter(painted)

    assert 0 < painted.most_high["page"] < high + 40


def test_a_key_paints_all_that_another_paint_would_change(show: Show, once: Document) -> None:
    window = show(once, "district_name")
    screen = window.screen()
    for _ in range(60):  # until lines wrap, and the table below moves
        _press(window)
        painted = screen.grabWindow(window.winId()).toImage()
        for widget in window.findChildren(QWidget):
            widget.update()
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
        assert screen.grabWindow(window.winId()).toImage() == painted


def test_a_key_changes_one_line_of_the_outline_and_no_finding(show: Show, once: Document) -> None:
    window = show(once)
    changed: list[str] = []
    editor = window.editor
    assert editor is not None
    outline = editor.outline.findChild(QAbstractItemView, "outline_tree")
    findings = editor.findings.findChild(QAbstractItemView, "findings_list")
    assert outline is not None
    assert findings is not None
    outline.model().dataChanged.connect(lambda *_: changed.append("outline"))
    outline.model().modelReset.connect(lambda: changed.append("all of the outline"))
    findings.model().modelReset.connect(lambda: changed.append("findings"))
    _press(window)

    assert set(changed) <= {"outline"}
    assert len(changed) <= 2  # the clause and its section


def test_a_key_makes_as_many_calls_in_an_agreement_many_times_as_long(
    show: Show, once: Document, more: Document
) -> None:
    counts = []
    for document in (once, more):
        window = show(document)
        counts.append(_calls(partial(_press, window)))

    assert counts[1] <= SLACK * counts[0]


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def counting(_frame: Any, event: str, _what: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
