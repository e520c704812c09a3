"""Work that was kept, crash loops, stand-stills, and a close while a share is slow."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.recovering import told_of
from mou_desktop.gui.speller import Speller
from mou_desktop.store import openings, project_file, recovery
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.dialogs import Answers
from tests.support.driving import drive, running
from tests.support.files import NOW, plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

LATER = "2027-03-05T05:06:07Z"
FIELD = "district_name"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Acton.mou"
    project_file.save(Project(document=samples.document("half")), made, NOW)
    return made


def kept(project: Project, path: Path | None, folder: Path) -> recovery.Copy:
    """Keep work as a program does that has died since."""
    made = recovery.keep(project, path, folder, LATER)
    made.rename(made.with_name(made.name.rpartition("-")[0] + "-999999999.json"))
    return recovery.kept(folder)[0][0]


def changed(path: Path) -> Project:
    project = project_file.load(path)
    return replace(project, document=project.document.with_answer(FIELD, "Kept"))


def shown(bot: QtBot, theme: Theme, home: Path) -> MainWindow:
    desk = Desk(home)
    speller = Speller(desk)
    window = MainWindow(desk, theme, speller=speller)

    def let_go(_window: object) -> None:
        if window.session is not None:
            window.session.adopt(window.session.project, "let go")
            window.close_agreement()
        speller.wait()

    bot.addWidget(window, before_close_func=let_go)
    with bot.waitExposed(window):
        window.show()
    return window


def said(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


@pytest.mark.faults("D09")
def test_a_copy_is_told_with_how_it_stands_to_its_file_and_what_differs(
    path: Path, tmp_path: Path
) -> None:
    copy = kept(changed(path), path, tmp_path / "kept")

    (told,) = told_of([copy])

    assert told.standing == "newer"
    assert "1 thing differs from the file, the first: School district." in told.sentence


@pytest.mark.faults("D09")
def test_a_copy_older_than_its_file_never_passes_for_newer(path: Path, tmp_path: Path) -> None:
    copy = kept(changed(path), path, tmp_path / "kept")
    there = project_file.load(path)
    document = there.document.with_answer(FIELD, "Saved since")
    project_file.save(replace(there, document=document), path, "2027-03-06T05:06:07Z")

    (told,) = told_of([copy])

    assert told.standing == "older"
    assert words.RECOVER_STANDING["older"] in told.sentence


@pytest.mark.faults("D09")
def test_a_copy_that_says_what_the_file_says_is_not_offered(path: Path, tmp_path: Path) -> None:
    copy = kept(project_file.load(path), path, tmp_path / "kept")

    assert told_of([copy]) == []
    assert not copy.path.exists()


@pytest.mark.faults("D09")
def test_the_start_page_says_what_differs(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path
) -> None:
    kept(changed(path), path, tmp_path / "home" / "recovery")

    window = shown(qtbot, theme, tmp_path / "home")

    qtbot.waitUntil(lambda: "1 thing differs from the file" in said(window))
    assert words.KEPT_WORK in said(window)


@pytest.mark.faults("D08")
def test_the_start_page_says_that_a_copy_is_damaged_and_leaves_it(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path
) -> None:
    copy = kept(changed(path), path, tmp_path / "home" / "recovery")
    copy.path.write_bytes(copy.path.read_bytes()[:-40])

    window = shown(qtbot, theme, tmp_path / "home")

    assert "1 recovery copy cannot be read." in said(window)
    assert copy.path.exists()


@pytest.mark.faults("D10")
def test_work_whose_file_is_gone_comes_back_without_a_place_under_its_old_name(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path
) -> None:
    kept(changed(path), path, tmp_path / "home" / "recovery")
    path.unlink()
    window = shown(qtbot, theme, tmp_path / "home")
    qtbot.waitUntil(lambda: words.RECOVER_STANDING["gone"] in said(window))

    button = window.findChild(QPushButton, "look_at_it")
    assert button is not None
    button.click()

    assert window.session is not None
    assert window.session.path is None
    assert window.session.dirty
    assert window.session.document.answer(FIELD) == "Kept"
    assert window.windowTitle().startswith("Acton")
    assert words.KEPT_OPENED in said(window)
    assert len(list((tmp_path / "home" / "recovery").iterdir())) == 1  # until it is saved


@pytest.mark.faults("B01", "B02")
@pytest.mark.parametrize("left", [b"", bytes(4096)], ids=["empty", "nul"])
def test_of_a_file_that_is_empty_now_the_versions_are_offered(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path, left: bytes
) -> None:
    from mou_desktop.store import versions

    versions.keep(path.read_bytes(), path, tmp_path / "home" / "versions", NOW)
    path.write_bytes(left)
    window = shown(qtbot, theme, tmp_path / "home")
    answers = Answers(words.KEPT_SHOW)
    timer = QTimer(window, interval=20)

    def open_it() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.objectName() == "versions_dialog":
            button = dialog.findChild(QPushButton, "restore")
            assert button is not None
            button.click()

    timer.timeout.connect(open_it)
    timer.start()
    window.open_file(path)
    timer.stop()

    assert plain_sentence(answers.said[0])
    assert window.session is not None
    assert window.session.path is None
    assert window.session.old_name == "Acton"
    assert path.read_bytes() == left


# ---- crash loops -------------------------------------------------------------------------------


@pytest.mark.faults("D12")
def test_an_agreement_that_was_open_in_two_crashes_is_not_opened_by_itself(
    path: Path, tmp_path: Path
) -> None:
    crash = """
        import os
        program.open([Path(sys.argv[1])])
        QTimer.singleShot(100, os.abort)
        app.exec()
        """
    for _ in range(2):
        with running(tmp_path, crash, path) as child:
            assert child.process.wait(30) < 0

    ran = drive(
        tmp_path,
        """
        answer(words.CRASHED_LEAVE)
        program.open([Path(sys.argv[1])])
        until(lambda: said)
        tell(said=said, open=[w.session is not None for w in program.windows])
        """,
        path,
    )

    told = json.loads(ran.stdout)
    assert "was open both times when the program stopped" in plain_sentence(told["said"][0])
    assert told["open"] == [False]


@pytest.mark.faults("D12")
@pytest.mark.parametrize(
    ("answer", "is_open"), [(words.CRASHED_OPEN, True), (words.CRASHED_LEAVE, False)]
)
def test_an_agreement_that_was_open_in_two_crashes_is_opened_where_the_user_says_so(
    qtbot: QtBot, theme: Theme, tmp_path: Path, path: Path, answer: str, *, is_open: bool
) -> None:
    window = shown(qtbot, theme, tmp_path / "kept")
    answers = Answers(answer)

    window.ask_after_crashes(path)

    assert answers.said == [words.CRASHED_TWICE.format(name=path.name)]
    assert (window.session is not None) == is_open
    window.close_agreement()


@pytest.mark.faults("D12")
def test_an_agreement_that_is_put_away_is_no_crash(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path
) -> None:
    window = shown(qtbot, theme, tmp_path / "home")
    id_ = project_file.load(path).document.id
    window.open_file(path)
    folder = tmp_path / "home" / "open"
    assert openings.times(id_, folder) == 1

    window.close_agreement()

    assert openings.times(id_, folder) == 0


@pytest.mark.faults("D12")
@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"many", b"99999999"])
def test_a_damaged_count_of_crashes_stops_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "a").mkdir()
    openings.begin("00000000-0000-4000-8000-000000000001", tmp_path / "a")
    (next((tmp_path / "a").iterdir())).write_bytes(damage)

    openings.begin("00000000-0000-4000-8000-000000000001", tmp_path / "a")

    assert openings.times("00000000-0000-4000-8000-000000000001", tmp_path / "a") <= 9


# ---- stand-stills ------------------------------------------------------------------------------


@pytest.mark.faults("D14")
def test_where_the_window_stands_still_is_written_down_and_the_work_is_kept(
    tmp_path: Path,
) -> None:
    ran = drive(
        tmp_path,
        """
        from mou_desktop.gui import logbook
        logbook.STILL = 0.2
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        until(lambda: len(list(desk.recovery.glob("*.json"))) == 1)
        program._logbook.hear_sign_of_life()
        def stands_still():
            time.sleep(1)
        stands_still()
        tell(stack=(desk.logs / "stopped.txt").read_text("utf-8"))
        """,
    )

    stack = json.loads(ran.stdout)["stack"]
    assert "stands_still" in stack
    assert "Marked" not in stack


# ---- a slow share ------------------------------------------------------------------------------


@pytest.mark.faults("A20")
def test_a_window_that_closes_waits_for_a_slow_save_and_stays_alive(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(qtbot, theme, tmp_path / "home")
    window.open_file(path)
    assert window.session is not None
    gate, real = threading.Event(), os.fsync
    beats: list[int] = []

    def slow(handle: int) -> None:
        gate.wait(30)
        real(handle)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        beats.append(dialog is not None and dialog.objectName() == "working")
        if len([one for one in beats if one]) > 3:
            gate.set()

    monkeypatch.setattr(os, "fsync", slow)
    window.session.answer(FIELD, "Slow")
    timer = QTimer(window, interval=50)
    timer.timeout.connect(look)
    timer.start()
    answers = Answers(words.SAVE)
    closed = window.close_agreement()
    timer.stop()

    assert answers.said
    assert closed
    assert sum(beats) > 3
    assert project_file.load(path).document.answer(FIELD) == "Slow"
