"""A share that does not answer any more: the window closes all the same, and nothing is lost."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.guarding import Guard
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.saving import Saving
from mou_desktop.gui.speller import Speller
from mou_desktop.gui.watching import Watch
from mou_desktop.gui.work import Worker, is_left
from mou_desktop.store import lock, project_file
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.files import NOW, run_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


class SilentShare:
    """A folder in which, once it is silent, no file opens until it answers again.

    It answers the window's own thread: what keeps that waiting would be another fault.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.asked = threading.Event()
        self._answers = threading.Event()
        self._answers.set()
        self._open, self._window = os.open, threading.get_ident()
        monkeypatch.setattr(os, "open", self._opened)

    def fall_silent(self) -> None:
        self._answers.clear()

    def answer(self) -> None:
        self._answers.set()

    def _opened(self, path: Any, *rest: Any, **more: Any) -> int:
        here = threading.get_ident() != self._window and Path(path).parent == self.folder
        if here and not self._answers.is_set():
            self.asked.set()
            self._answers.wait(60)
        return self._open(path, *rest, **more)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "share" / "Acton.mou"
    made.parent.mkdir()
    project_file.save(Project(document=samples.document("half")), made, NOW)
    return made


@pytest.fixture
def share(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SilentShare]:
    made = SilentShare(path.parent, monkeypatch)
    yield made
    made.answer()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path, share: SilentShare) -> Iterator[MainWindow]:
    desk = Desk(tmp_path / "home")
    speller = Speller(desk)
    made = MainWindow(desk, theme, speller=speller)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    share.answer()
    assert made.close_agreement()
    speller.wait()
    qtbot.waitUntil(lambda: not is_left())


def open_in(qtbot: QtBot, window: MainWindow, path: Path) -> Guard:
    window.open_file(path)
    qtbot.waitUntil(lambda: window.findChild(Guard) is not None)
    guard = window.findChild(Guard)
    assert guard is not None
    return guard


def destroy_what_is_over() -> None:
    """Have Qt destroy what is to go, in which it waits for every worker that it still holds."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.faults("A11", "C03")
def test_a_window_closes_while_the_share_keeps_its_lock(
    qtbot: QtBot, window: MainWindow, share: SilentShare, path: Path
) -> None:
    guard = open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: guard.claimed)
    share.fall_silent()

    assert window.close_agreement()
    destroy_what_is_over()

    assert window.session is None
    assert share.asked.is_set()
    assert is_left()
    assert lock.beside(path).exists()
    share.answer()
    qtbot.waitUntil(lambda: not is_left())
    assert not lock.beside(path).exists()


@pytest.mark.faults("A11")
def test_a_window_closes_while_its_file_is_looked_at(
    qtbot: QtBot, window: MainWindow, share: SilentShare, path: Path
) -> None:
    guard = open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: guard.claimed)
    watch = guard.findChild(Watch)
    assert watch is not None
    share.fall_silent()
    watch.look()
    qtbot.waitUntil(share.asked.is_set)

    assert window.close_agreement()
    destroy_what_is_over()

    assert window.session is None
    assert is_left()


@pytest.mark.faults("A11", "C03")
def test_a_lock_that_a_share_makes_too_late_is_taken_away_again(
    qtbot: QtBot, window: MainWindow, share: SilentShare, path: Path
) -> None:
    project = project_file.load(path)
    share.fall_silent()
    window.show_project(project, path)
    qtbot.waitUntil(share.asked.is_set)

    assert window.close_agreement()
    destroy_what_is_over()

    assert not lock.beside(path).exists()
    share.answer()
    qtbot.waitUntil(lambda: not is_left())
    assert not lock.beside(path).exists()
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name]


def test_a_file_can_be_opened_again_while_its_old_lock_waits_for_the_share(
    qtbot: QtBot, window: MainWindow, share: SilentShare, path: Path
) -> None:
    guard = open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: guard.claimed)
    share.fall_silent()
    assert window.close_agreement()
    destroy_what_is_over()
    share.answer()

    again = open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: again.claimed and not is_left())

    assert lock.beside(path).exists()
    assert window.session is not None
    assert not window.session.only_read


@pytest.mark.faults("A20")
def test_a_copy_that_is_being_written_is_waited_for_and_the_user_may_go_on_instead(
    qtbot: QtBot, window: MainWindow, share: SilentShare, path: Path
) -> None:
    guard = open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: guard.claimed)
    saving = window.findChild(Saving)
    assert saving is not None
    share.fall_silent()
    saving.copy(path.with_name("Copy.mou"))
    qtbot.waitUntil(share.asked.is_set)

    def go_on() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.objectName() == "working":
            dialog.reject()

    timer = QTimer(window, interval=50)
    timer.timeout.connect(go_on)
    timer.start()
    assert not window.close_agreement()
    timer.stop()
    assert window.session is not None

    with qtbot.waitSignal(saving.copied):
        share.answer()

    assert path.with_name("Copy.mou").read_bytes()


@pytest.mark.usefixtures("qapp")
def test_a_worker_that_is_done_is_not_left() -> None:
    parent, ran = QObject(), list[int]()
    worker = Worker(parent)
    worker.do(lambda: ran.append(1))

    assert worker.let_go(30_000)

    assert ran == [1]
    assert worker.parent() is parent
    assert not is_left()


ENDING = """
import os, signal, sys, threading
from pathlib import Path
from mou_desktop.gui import app

path, never, silent = Path(sys.argv[1]), threading.Event(), threading.Event()
real, window = os.open, threading.get_ident()
lock = path.with_name(f".~lock.{path.name}#")

def opened(name, *rest, **more):
    if silent.is_set() and threading.get_ident() != window and Path(name).parent == path.parent:
        never.wait()
    return real(name, *rest, **more)

def end():
    tick = threading.Event()
    while not lock.exists():
        tick.wait(0.05)
    silent.set()
    os.kill(os.getpid(), signal.SIGTERM)

os.open = opened
threading.Thread(target=end, daemon=True).start()
sys.exit(app.main([str(path)]))
"""


@pytest.mark.faults("A11", "C03", "D13")
def test_a_program_ends_while_a_share_is_silent_and_its_lock_is_taken_over(
    path: Path, tmp_path: Path
) -> None:
    folder = str(tmp_path / "home")
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), folder)

    ran = run_code(ENDING, str(path), timeout=50, QT_QPA_PLATFORM="offscreen", **homes)

    assert ran.returncode == 0, ran.stderr
    assert lock.beside(path).exists()
    assert isinstance(lock.hold(path, NOW), lock.Held)
