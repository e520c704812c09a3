from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from mou_desktop.gui.widgets.calm_wheel import CalmWheel
from mou_desktop.gui.widgets.choice_editor import CalmComboBox
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.still_area import StillArea
from mou_desktop.gui.widgets.table_editor import TableEditor
from mou_desktop.model.values import freeze
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

NOTCH = QPoint(0, -120)


class Page(StillArea):
    """A page that is longer than the window, with all that takes a wheel for itself."""

    def __init__(self, theme: Theme, rows: int) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        document = samples.document("complete")
        self.line, self.combo = QLineEdit(self), QComboBox(self)
        self.combo.addItems(["One", "Two", "Three"])
        self.spin = QSpinBox(self)
        self.box = TextBox(10_000, self)
        self.box.show_text("\n".join(f"Line {number}" for number in range(40)))
        self.calm = CalmComboBox(theme, self)
        self.calm.addItems(["One", "Two", "Three"])
        CalmWheel(self.combo)
        CalmWheel(self.spin)
        field = document.edition.by_key["sro"]
        self.table = TableEditor(field, lambda: document, theme, self)
        answer = [{"_id": f"aaaaa{i:03}", "cert_no": str(i)} for i in range(rows)]
        self.table.show_answer(freeze(answer))
        self.view = self.table.view
        end = QWidget(self)
        end.setFixedHeight(2000)
        column = QVBoxLayout(self.inner)
        for part in (self.line, self.calm, self.combo, self.spin, self.table, self.box, end):
            column.addWidget(part)

    def wheel(
        self,
        over: QWidget,
        by: QPoint = NOTCH,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        at = over.mapTo(self, over.rect().center())
        QTest.wheelEvent(self.windowHandle(), QPointF(at), by, QPoint(), keys)

    @property
    def at(self) -> int:
        return self.verticalScrollBar().value()


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Callable[[int], Page]:
    def made(rows: int) -> Page:
        page = Page(theme, rows)
        qtbot.addWidget(page)
        page.resize(560, 900)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.settle()
        page.line.setFocus()
        return page

    return made


def test_the_wheel_over_a_table_scrolls_the_page(make: Callable[[int], Page]) -> None:
    page = make(4)
    parts = (
        page.view.viewport(), page.view.horizontalHeader().viewport(),
        page.view.verticalHeader().viewport(), page.view.horizontalScrollBar(),
    )  # fmt: skip
    for part in parts:
        page.verticalScrollBar().setValue(0)
        page.wheel(part)
        assert page.at > 0
        assert page.view.horizontalScrollBar().value() == 0
    assert page.line.hasFocus()


def test_a_long_table_takes_the_wheel_only_with_the_keyboard_in_it(
    make: Callable[[int], Page],
) -> None:
    page = make(60)
    page.wheel(page.view.viewport())
    page.wheel(page.view.verticalScrollBar())
    assert page.at > 0
    assert page.view.verticalScrollBar().value() == 0

    page.verticalScrollBar().setValue(0)
    page.view.setFocus()
    page.wheel(page.view.viewport())
    assert page.at == 0
    assert page.view.verticalScrollBar().value() > 0


def test_at_the_end_of_a_long_table_the_page_goes_on(make: Callable[[int], Page]) -> None:
    page = make(60)
    page.view.setFocus()
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
    page.wheel(page.view.viewport())

    assert page.at > 0


def test_a_short_table_leaves_the_wheel_to_the_page_with_the_keyboard_in_it(
    make: Callable[[int], Page],
) -> None:
    page = make(4)
    page.view.setFocus()
    page.wheel(page.view.viewport())

    assert page.at > 0


def test_shift_and_the_wheel_go_sideways(make: Callable[[int], Page]) -> None:
    page = make(4)
    bar = page.view.horizontalScrollBar()
    for part in (page.view.viewport(), bar):
        bar.setValue(0)
        page.wheel(part, keys=Qt.KeyboardModifier.ShiftModifier)
        assert 0 < bar.value() < bar.maximum()
    assert page.at == 0


def test_what_does_not_have_the_keyboard_is_not_changed_by_the_wheel(
    make: Callable[[int], Page],
) -> None:
    page = make(0)
    for part in (page.calm, page.combo, page.spin, page.box.viewport()):
        page.verticalScrollBar().setValue(0)
        page.wheel(part)
        assert page.at > 0
    assert page.calm.currentIndex() == page.combo.currentIndex() == page.spin.value() == 0
    assert page.box.verticalScrollBar().value() == 0
    assert page.line.hasFocus()

    page.verticalScrollBar().setValue(0)
    page.combo.setFocus()
    page.wheel(page.combo)
    assert page.combo.currentIndex() == 1
    page.box.setFocus()
    page.wheel(page.box.viewport())
    assert page.box.verticalScrollBar().value() > 0
    assert page.at == 0
