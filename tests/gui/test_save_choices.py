"""What a user is asked around a save: names, folders and files that do not take it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.guarding import Guard
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.saving import Recovery, Saving
from mou_desktop.gui.speller import Speller
from mou_desktop.locate import data_folder
from mou_desktop.store import lock, project_file, recovery, versions
from mou_desktop.store.disk import Disk
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.dialogs import Answers
from tests.support.disks import HeldDisk, unchangeable
from tests.support.files import NOW, needs, plain_sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

pytestmark = pytest.mark.faults
LATER = "2027-03-05T05:06:07Z"
FIELD = "district_name"


class Work:
    """A window in which somebody works on one file."""

    def __init__(self, bot: QtBot, theme: Theme, home: Path, path: Path) -> None:
        self.bot, self.path = bot, path
        self.elsewhere: set[Path] = set()  # files that other windows have open
        desk = Desk(home)
        self.speller = Speller(desk)
        self.window = MainWindow(desk, theme, self.elsewhere.__contains__, self.speller)
        bot.addWidget(self.window, before_close_func=lambda _window: self.let_go())
        with bot.waitExposed(self.window):
            self.window.show()

    def open(self) -> Session:
        self.window.open_file(self.path)
        self.bot.waitUntil(lambda: self.window.findChild(Guard) is not None)
        return self.session

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def saving(self) -> Saving:
        found = self.window.findChild(Saving)
        assert isinstance(found, Saving)
        return found

    def status(self) -> str:
        label = self.window.findChild(QLabel, "saved")
        assert label is not None
        return label.text()

    def there(self, path: Path | None = None) -> object:
        return project_file.load(path or self.path).document.answer(FIELD)

    def let_go(self) -> None:
        if self.window.session is not None:
            self.window.session.adopt(self.window.session.project, "let go")
            self.window.close_agreement()
        self.speller.wait()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "share" / "Acton.mou"
    made.parent.mkdir()
    project_file.save(Project(document=samples.document("half")), made, NOW)
    return made


@pytest.fixture
def work(qtbot: QtBot, theme: Theme, tmp_path: Path, path: Path) -> Work:
    return Work(qtbot, theme, tmp_path / "kept", path)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Have the system's window give a name."""

    def choose(name: object) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(name), ""))

    return choose


# ---- a folder that takes no new file, and a file that may only be read --------------------------


@needs("chattr")
def test_a06_a_file_is_written_into_only_after_it_was_asked_twice(
    work: Work, tmp_path: Path
) -> None:
    session = work.open()
    session.answer(FIELD, "Mine")
    place = tmp_path / "kept" / "versions"
    with unchangeable(work.path.parent):
        answers = Answers(words.KEEP_WORKING)
        work.window.save()
        work.bot.waitUntil(lambda: bool(answers.said) and not work.saving.busy)
        assert work.there() != "Mine"

        answers = Answers(words.WRITE_INTO, words.CANCEL)
        work.window.save()
        work.bot.waitUntil(lambda: len(answers.said) == 2 and not work.saving.busy)
        assert work.there() != "Mine"

        answers = Answers(words.WRITE_INTO, words.WRITE_INTO_NOW)
        with work.bot.waitSignal(work.saving.saved):
            work.window.save()

    assert "the file is damaged" in answers.said[1]
    assert work.there() == "Mine"
    assert not session.dirty
    assert list(place.rglob("being written*")) == []
    assert len(versions.kept(session.document.id, place)) == 1  # as it was before


@needs("chattr")
def test_a06_nothing_is_written_into_a_file_that_somebody_else_saved(work: Work) -> None:
    session = work.open()
    session.answer(FIELD, "Mine")
    project = project_file.load(work.path)
    theirs = project_file.seal(
        Project(document=project.document.with_answer(FIELD, "Theirs")), LATER
    )
    with unchangeable(work.path.parent):
        work.path.write_bytes(theirs.data)
        answers = Answers(words.DISK_LATER)
        work.saving.write_into(work.path)
        work.bot.waitUntil(lambda: bool(answers.said) and not work.saving.busy)
        work.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    assert work.there() == "Theirs"
    assert session.dirty


def test_a07_a_file_that_may_only_be_read_has_a_badge(
    work: Work, monkeypatch: pytest.MonkeyPatch, chosen: Callable[[object], None]
) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda one, how: str(one) != str(work.path) and real(one, how)
    )
    session = work.open()
    work.bot.waitUntil(lambda: words.READ_ONLY_BADGE in work.window.windowTitle())
    session.answer(FIELD, "Mine")
    other = work.path.with_name("copy.mou")
    chosen(other)
    answers = Answers(words.SAVE_COPY_IN)

    with work.bot.waitSignal(work.saving.saved):
        work.window.save()

    assert "may only be read" in answers.said[0]
    assert work.there(other) == "Mine"
    assert work.there() != "Mine"
    assert words.READ_ONLY_BADGE not in work.window.windowTitle()


# ---- a disk where another program holds the file -------------------------------------------------


def hold_disk(patch: pytest.MonkeyPatch, times: int, ending: str) -> HeldDisk:
    """Have another program hold the files that end so, as Windows tells it."""
    held, real = HeldDisk(times), Disk.replace

    def replace(disk: Disk, scratch: Path, target: Path) -> None:
        if held.left and target.name.endswith(ending):
            held.refuse()
        real(disk, scratch, target)

    patch.setattr(Disk, "replace", replace)
    patch.setattr(Disk, "wait", lambda _disk, seconds: held.wait(seconds))
    return held


def test_a09_a_file_that_stays_held_is_asked_about_once_and_saved_at_the_next_try(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = work.open()
    guard = work.window.findChild(Guard)
    assert isinstance(guard, Guard)
    work.bot.waitUntil(lambda: guard.claimed)
    work.bot.waitUntil(lambda: not guard._jobs)  # noqa: SLF001  # nothing else writes now
    held = hold_disk(monkeypatch, 8, "Acton.mou")
    session.answer(FIELD, "Mine")
    answers = Answers(words.KEEP_WORKING, "never")
    work.saving.save(work.path)
    work.bot.waitUntil(lambda: bool(answers.said) and not work.saving.busy)
    work.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    assert 1.5 < sum(held.waited) < 2.0  # and then no longer
    assert len(answers.said) == 1
    assert "Another program is using" in answers.said[0]
    assert session.dirty
    with work.bot.waitSignal(work.saving.saved):
        work.window.save()
    assert work.there() == "Mine"


def test_a10_what_is_written_by_itself_asks_nothing_says_so_and_tries_again(
    work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is saved without being asked: a recovery copy is all that is written by itself."""
    held = hold_disk(monkeypatch, 10_000, ".json")
    session = work.open()
    keeper = work.window.findChild(Recovery)
    assert isinstance(keeper, Recovery)
    with work.bot.waitSignal(keeper.failed, timeout=20_000):
        session.answer(FIELD, "Mine")

    assert QApplication.activeModalWidget() is None
    assert session.dirty
    assert words.NO_COPIES in work.status()

    held.left = 0
    with work.bot.waitSignal(keeper.kept, timeout=20_000):
        session.answer(FIELD, "Mine too")
    assert words.NO_COPIES not in work.status()
    [copy] = (tmp_path / "kept" / "recovery").glob("*.json")
    copy.rename(copy.with_name(copy.name.rpartition("-")[0] + "-999999999.json"))
    [found] = recovery.kept(copy.parent)[0]
    assert found.project.document.answer(FIELD) == "Mine too"


# ---- Ctrl+S held down --------------------------------------------------------------------------


def test_a19_ctrl_s_held_down_saves_once_more_and_no_oftener(work: Work) -> None:
    session = work.open()
    work.window.activateWindow()
    started: list[int] = []
    work.saving.started.connect(lambda: started.append(1))
    session.answer(FIELD, "Mine")
    control = Qt.KeyboardModifier.ControlModifier
    for number in range(60):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S, control, "s", autorep=number > 0)
        target = QApplication.focusWidget() or work.window
        QApplication.postEvent(target, event)
        if number == 30:
            session.answer(FIELD, "Mine too")
    work.bot.keyClick(work.window, Qt.Key.Key_S, control)

    work.bot.waitUntil(lambda: not work.saving.busy and not session.dirty)

    assert work.there() == "Mine too"
    assert 1 <= len(started) <= 3
    assert QApplication.activeModalWidget() is None


# ---- Save as -------------------------------------------------------------------------------------


def save_as(work: Work, chosen: Callable[[object], None], name: object, *said: str) -> list[str]:
    """Save under a name, answer what is asked, and return what was said."""
    chosen(name)
    answers = Answers(*said)
    work.window.save_as()
    work.bot.waitUntil(lambda: not work.saving.busy and len(answers.said) == len(said))
    work.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    return answers.said


def test_a22_onto_its_own_file_is_a_save_that_replaces_nothing_unread(
    work: Work, chosen: Callable[[object], None]
) -> None:
    session = work.open()
    session.answer(FIELD, "Mine")
    link = work.path.with_name("link.mou")
    link.symlink_to(work.path)

    assert save_as(work, chosen, link) == []
    assert session.path == work.path
    assert not session.dirty
    assert work.there() == "Mine"

    project = project_file.load(work.path)
    theirs = Project(document=project.document.with_answer(FIELD, "Theirs"))
    project_file.save(theirs, work.path, LATER, over=True)
    session.answer(FIELD, "Mine again")
    said = save_as(work, chosen, work.path, words.DISK_LATER)
    assert "saved by somebody else" in said[0]
    assert work.there() == "Theirs"


def test_a22_onto_a_file_that_another_window_has_open_is_refused(
    work: Work, chosen: Callable[[object], None]
) -> None:
    session = work.open()
    other = work.path.with_name("other.mou")
    other.write_bytes(b"another agreement")
    work.elsewhere.add(other)

    [said] = save_as(work, chosen, other, "OK")

    assert "open in another window" in plain_sentence(said)
    assert other.read_bytes() == b"another agreement"
    assert session.path == work.path


def test_a22_onto_a_file_of_the_program_is_refused(
    work: Work, chosen: Callable[[object], None]
) -> None:
    work.open()
    ours = data_folder("resources") / "base"

    [said] = save_as(work, chosen, ours, "OK")

    assert "belongs to this program" in plain_sentence(said)
    assert not ours.with_name("base.mou").exists()


def test_a22_onto_a_folder_is_refused(work: Work, chosen: Callable[[object], None]) -> None:
    session = work.open()
    (work.path.parent / "folder.mou").mkdir()

    for name in ("folder.mou", ""):
        [said] = save_as(work, chosen, work.path.parent / name, "OK")
        assert "is a folder" in plain_sentence(said)
    assert session.path == work.path


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("other", "other.mou"),
        ("other.mou", "other.mou"),
        ("other.MOU", "other.MOU"),
        ("other.v2", "other.v2.mou"),
        ("St. Mary’s", "St. Mary’s.mou"),
    ],
)
def test_a22_the_ending_comes_once(
    work: Work, chosen: Callable[[object], None], typed: str, written: str
) -> None:
    session = work.open()

    assert save_as(work, chosen, work.path.with_name(typed)) == []

    assert session.path == work.path.with_name(written)
    assert work.there(session.path) == session.document.answer(FIELD)


def test_a22_what_stands_under_the_full_name_is_asked_about(
    work: Work, chosen: Callable[[object], None]
) -> None:
    """The system's window asks about the name that was typed, which was another one."""
    work.open()
    other = work.path.with_name("other.mou")
    other.write_bytes(b"mine")

    [said] = save_as(work, chosen, other.with_suffix(""), words.CANCEL)
    assert "Replace it?" in said
    assert other.read_bytes() == b"mine"

    save_as(work, chosen, other.with_suffix(""), words.REPLACE)
    assert work.there(other) == work.session.document.answer(FIELD)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("CON", "CON agreement.mou"),
        ("aux.2027", "agreement aux.2027.mou"),
        ("What?", "What.mou"),
        ("Boston .mou", "Boston.mou"),
        ("a|b", "a b.mou"),
    ],
)
def test_b18_a_name_that_windows_would_not_take_gets_a_better_one(
    work: Work, chosen: Callable[[object], None], typed: str, proposed: str
) -> None:
    session = work.open()
    said = save_as(work, chosen, work.path.with_name(typed), words.CANCEL)
    assert proposed in plain_sentence(said[0])
    assert not work.path.with_name(proposed).exists()

    save_as(work, chosen, work.path.with_name(typed), words.NAME_USE)
    assert work.path.with_name(proposed).exists()
    assert session.path is not None


# ---- what a save left that died, and locks that cannot be had ------------------------------------


def test_a27_a_whole_copy_newer_than_the_file_is_told_and_compared(work: Work) -> None:
    project = project_file.load(work.path)
    newer = Project(document=project.document.with_answer(FIELD, "Newer"))
    left = work.path.with_name(f".~{work.path.name}.0a1b2c3d.tmp")
    left.write_bytes(project_file.seal(newer, LATER).data)
    soon = time.time() + 60
    os.utime(left, (soon, soon))
    work.open()
    editor = work.window.editor
    assert editor is not None
    notices = editor.notices
    work.bot.waitUntil(lambda: notices.findChild(QLabel, "notice_left_text") is not None)

    said = notices.findChild(QLabel, "notice_left_text")
    assert isinstance(said, QLabel)
    assert "newer copy" in plain_sentence(said.text())
    assert left.exists()


@needs("chattr")
def test_c07_where_no_lock_can_be_made_nothing_says_locked(work: Work) -> None:
    with unchangeable(work.path.parent):
        session = work.open()
        guard = work.window.findChild(Guard)
        assert isinstance(guard, Guard)
        with work.bot.waitSignal(guard._hold.settled):  # noqa: SLF001  # it was tried
            pass

        assert not guard.claimed
        assert not lock.beside(work.path).exists()
        assert QApplication.activeModalWidget() is None
        seen = [one.text() for one in work.window.findChildren(QLabel) if one.isVisible()]
        assert not any("lock" in one.casefold() for one in [*seen, work.window.windowTitle()])
        session.answer(FIELD, "Mine")
        assert session.dirty
        work.let_go()
