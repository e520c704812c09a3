from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mou_desktop.gui import session as sessions
from mou_desktop.gui.session import Session
from mou_desktop.store.project_file import Project
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

FIELD = "selection_steps"


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """An agreement that no panel shows."""
    assert qapp.instance() is not None
    one = Session(Project(document=samples.document("half")))
    yield one
    one.wait()


def _step(session: Session, text: str) -> None:
    session.answer(FIELD, text)
    session.leave()


def _undo_all(session: Session) -> int:
    steps = 0
    while session.undo_name:
        session.undo()
        steps += 1
    return steps


@pytest.mark.faults("G11")
def test_the_last_thousand_steps_can_be_undone_and_no_more(session: Session) -> None:
    for number in range(sessions.MOST_STEPS + 5):
        _step(session, f"text {number}")

    assert _undo_all(session) == sessions.MOST_STEPS
    assert session.document.answer(FIELD) == "text 4"


@pytest.mark.faults("G11")
def test_what_was_saved_and_cannot_be_gone_back_to_leaves_the_work_unsaved(
    session: Session, tmp_path: Path
) -> None:
    session.mark_saved(session.project, tmp_path / "a.mou", session.snapshot()[1])
    assert not session.dirty
    for number in range(sessions.MOST_STEPS + 1):
        _step(session, f"text {number}")

    _undo_all(session)

    assert session.dirty


def test_a_saved_step_is_still_known_once_older_ones_are_gone(
    session: Session, tmp_path: Path
) -> None:
    for number in range(sessions.MOST_STEPS):
        _step(session, f"text {number}")
    session.mark_saved(session.project, tmp_path / "a.mou", session.snapshot()[1])
    for number in range(3):
        _step(session, f"later {number}")

    said = []
    for _ in range(4):
        session.undo()
        said.append(session.dirty)

    assert said == [True, True, False, True]


@pytest.mark.faults("A19")
def test_work_that_is_done_during_a_save_is_unsaved_though_the_history_is_full(
    session: Session, tmp_path: Path
) -> None:
    for number in range(sessions.MOST_STEPS):
        _step(session, f"text {number}")
    project, mark = session.snapshot()
    _step(session, "meanwhile")

    session.mark_saved(project, tmp_path / "a.mou", mark)

    assert session.dirty


@pytest.mark.faults("A19")
def test_a_keystroke_during_a_save_that_joins_the_last_step_is_unsaved(
    session: Session, tmp_path: Path
) -> None:
    session.answer(FIELD, "typ")
    project, mark = session.snapshot()
    session.answer(FIELD, "typed")

    session.mark_saved(project, tmp_path / "a.mou", mark)

    assert session.dirty


@pytest.mark.faults("A19")
def test_another_step_in_the_place_of_one_taken_back_during_a_save_is_unsaved(
    session: Session, tmp_path: Path
) -> None:
    _step(session, "one")
    project, mark = session.snapshot()
    session.undo()
    _step(session, "another")

    session.mark_saved(project, tmp_path / "a.mou", mark)

    assert session.dirty


def test_what_was_saved_before_counts_no_more_once_something_else_is_in_the_file(
    session: Session, tmp_path: Path
) -> None:
    session.mark_saved(session.project, tmp_path / "a.mou", session.snapshot()[1])
    _step(session, "one")
    project, mark = session.snapshot()
    _step(session, "two")
    session.mark_saved(project, tmp_path / "a.mou", mark)

    session.undo()
    session.undo()

    assert session.dirty


@pytest.mark.faults("A19")
def test_a_step_that_is_taken_back_and_done_again_during_a_save_is_saved(
    session: Session, tmp_path: Path
) -> None:
    _step(session, "one")
    project, mark = session.snapshot()
    session.undo()
    session.redo()

    session.mark_saved(project, tmp_path / "a.mou", mark)

    assert not session.dirty
