from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mou_desktop.gui.style import HouseStyle
from mou_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage between tests: a worker that did it would take widgets apart."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def answered(qapp: QApplication) -> Iterator[None]:
    """Let no test wait for ever for an answer that nobody gives: the question is closed."""
    asked: list[str] = []

    def close() -> None:
        box = qapp.activeModalWidget()
        if box is not None:
            asked.append(f"{box.windowTitle()}: {getattr(box, 'text', str)()}")
            box.close()

    timer = QTimer(interval=30_000)
    timer.timeout.connect(close)
    timer.start()
    yield
    timer.stop()
    assert not asked, asked


@pytest.fixture(scope="session")
def house(qapp: QApplication) -> Theme:
    theme = Theme(qapp)
    qapp.setStyle(HouseStyle(theme))  # the application takes it over
    return theme


@pytest.fixture
def theme(house: Theme) -> Theme:
    """The theme and the style of the program, in the light palette at 100 % text."""
    house.choose("light", 1.0)
    return house


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window for dialogs to stand over."""
    assert theme.name == "light"
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made
