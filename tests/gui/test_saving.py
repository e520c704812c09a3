from __future__ import annotations

import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop.gui.saving import Saving
from mou_desktop.gui.session import Session
from mou_desktop.store import project_file, versions
from tests.support.disks import unchangeable
from tests.support.files import NOW, needs, plain_sentence, tiny_file, tiny_raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

ID = tiny_raw()["id"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_file(tmp_path)


@pytest.fixture
def session(path: Path, parent: QWidget) -> Iterator[Session]:
    made = Session(project_file.load(path), path, parent)
    yield made
    made.wait()


@pytest.fixture
def saving(session: Session, tmp_path: Path) -> Saving:
    return Saving(session, tmp_path / "home" / "versions")


def save(qtbot: QtBot, saving: Saving, path: Path) -> None:
    with qtbot.waitSignal(saving.saved):
        saving.save(path)


def answer_in(path: Path) -> object:
    return project_file.load(path).document.answer("joint")


def test_the_first_save_of_a_session_keeps_the_file_as_it_was(
    qtbot: QtBot, session: Session, saving: Saving, path: Path, tmp_path: Path
) -> None:
    before = path.read_bytes()
    for text in ("one", "two"):
        session.answer("joint", text)
        save(qtbot, saving, path)

    (kept,) = versions.kept(ID, tmp_path / "home" / "versions")
    assert kept.path.read_bytes() == before
    assert answer_in(path) == "two"
    assert not session.dirty


def test_in_a_pause_the_version_is_kept_and_the_text_laid_out_for_the_first_save(
    qtbot: QtBot, session: Session, saving: Saving, path: Path, tmp_path: Path
) -> None:
    before, shelf = path.read_bytes(), tmp_path / "home" / "versions"
    session.answer("joint", "one")

    qtbot.waitUntil(lambda: saving.ready)

    (ahead,) = versions.kept(ID, shelf)
    assert ahead.path.read_bytes() == before == path.read_bytes()
    save(qtbot, saving, path)
    assert versions.kept(ID, shelf) == [ahead]
    assert answer_in(path) == "one"
    assert not saving.ready


def test_what_came_into_the_file_after_the_pause_is_kept_too(
    qtbot: QtBot, session: Session, saving: Saving, path: Path, tmp_path: Path
) -> None:
    session.answer("joint", "one")
    qtbot.waitUntil(lambda: saving.ready)
    theirs = project_file.load(path)
    document = theirs.document.with_answer("joint", "theirs")
    theirs = project_file.save(replace(theirs, document=document), path, NOW)

    session.adopt(theirs, "take theirs")
    session.answer("joint", "two")
    save(qtbot, saving, path)

    kept = versions.kept(ID, tmp_path / "home" / "versions")
    assert theirs.body in [one.digest for one in kept]
    assert len(kept) == 2
    assert answer_in(path) == "two"


def test_a_file_that_is_only_looked_at_leaves_nothing_behind(
    session: Session, saving: Saving, tmp_path: Path
) -> None:
    session.read_only()

    saving.make_ready()

    assert saving.wait()
    assert not (tmp_path / "home").exists()


@needs("chattr")
@pytest.mark.faults("A24")
def test_where_no_version_can_be_kept_the_save_goes_on_and_says_so(
    qtbot: QtBot, session: Session, saving: Saving, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    session.answer("joint", "one")

    with unchangeable(tmp_path / "home"), qtbot.waitSignal(saving.warned) as told:
        saving.save(path)

    assert plain_sentence(told.args[0]).startswith("The version before this one was not kept.")
    assert answer_in(path) == "one"
    assert not session.dirty


@pytest.mark.faults("A19")
def test_saves_that_are_asked_for_while_one_runs_are_done_once_afterwards(
    qtbot: QtBot, session: Session, saving: Saving, path: Path
) -> None:
    started: list[int] = []
    saving.started.connect(lambda: started.append(1))
    session.answer("joint", "one")
    saving.save(path)
    session.answer("joint", "two")
    for _ in range(50):
        saving.save(path)

    qtbot.waitUntil(lambda: not saving.busy and not session.dirty)

    assert len(started) == 2
    assert answer_in(path) == "two"


@pytest.mark.faults("A20")
def test_a_save_that_takes_long_leaves_the_window_alive(
    qtbot: QtBot, session: Session, saving: Saving, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = threading.Event(), os.fsync

    def slow(handle: int) -> None:
        gate.wait(30)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    session.answer("joint", "one")
    saving.save(path)
    session.answer("joint", "two")
    assert saving.busy
    assert session.document.answer("joint") == "two"

    with qtbot.waitSignal(saving.saved):
        gate.set()

    assert answer_in(path) == "one"
    assert session.dirty
