"""The window with an agreement of the older edition: the same window, and no code of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.session is not None:
        made.session.wait()


@pytest.mark.parametrize("name", ["complete-2018", "half-2018"])
def test_an_agreement_of_2018_opens_and_each_of_its_clauses_is_reached(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str
) -> None:
    path = Path(shutil.copy(SAMPLES / f"{name}.mou", tmp_path))

    window.open_file(path)

    session, editor = window.session, window.editor
    assert session is not None
    assert editor is not None
    assert session.document.edition.id == "ma-sro-2018"
    qtbot.waitUntil(lambda: session.findings is not None)
    reached = {session.place.clause}
    for _ in session.document.edition.clauses:
        editor.step_clause(1)
        reached.add(session.place.clause)
    assert {"threshold", "assignment", "search_question", "school_list"} <= reached
