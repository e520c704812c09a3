from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from mou_desktop.gui.style import HouseStyle
from mou_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage between tests: a worker that did it would take widgets apart."""
    gc.disable()
    yield
    gc.collect(1)


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
