"""Work off the window's thread: what it held is let go of once it is over."""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.panels.recent_list import RecentList
from mou_desktop.gui.work import Work, Worker
from mou_desktop.model import Edition
from mou_desktop.store.memory import Recent
from tests.support.files import run_code

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


class Listener(QObject):
    """Hears as the window does: by a slot, which Qt calls even once the sender is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    @Slot(object)
    def take(self, number: int) -> None:
        self.heard.append(number)


def test_functions_run_one_after_the_other_in_the_order_given(qtbot: QtBot) -> None:
    parent, ran, listener = QObject(), list[int](), Listener()
    worker, heard = Worker(parent), listener.heard

    def take(number: int) -> int:
        ran.append(number)
        return number

    for number in range(20):
        worker.do(partial(take, number), listener.take)
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert ran == heard == list(range(20))


def test_a_worker_holds_only_the_last_of_its_work(qtbot: QtBot) -> None:
    parent = QObject()
    worker = Worker(parent)
    for _ in range(20):
        heard: list[int] = []
        worker.do(lambda: 1, heard.append)
        qtbot.waitUntil(partial(heard.__contains__, 1))
        worker.waitForDone()
    assert len(worker.findChildren(Work)) == 1


GOES = """
import sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
import shiboken6
from mou_desktop.gui.collecting import Collector
from mou_desktop.gui.work import Worker
app = QCoreApplication([])
Collector(app)
owner = QObject()

def slow():
    held = [owner.objectName, owner]  # what a worker should not hold; it must not matter
    for _ in range(50):
        time.sleep(0.01)
    junk = [[number] for number in range(100_000)]  # Python would collect garbage here
    for one in junk:
        one.append(one)
    print("worked", flush=True)

Worker(owner).do(slow)
time.sleep(0.1)
if sys.argv[1] == "last name":
    del owner, slow
elif sys.argv[1] == "deleted":
    shiboken6.delete(owner)
elif sys.argv[1] == "later":
    owner.deleteLater()
    QTimer.singleShot(50, app.quit)
    app.exec()
elif sys.argv[1] == "events":
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
print("went", flush=True)
"""


@pytest.mark.parametrize("how", ["last name", "deleted", "later", "events", "end"])
def test_whoever_goes_while_a_worker_runs_waits_and_does_not_hang(how: str) -> None:
    ran = run_code(GOES, how, timeout=30)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert set(ran.stdout.split()) == {"worked", "went"}


LOCKED = """
import sys, time
from PySide6.QtCore import QObject, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from mou_desktop.gui.work import Worker
app = QApplication([])
old, new = QWidget(), QWidget()
owner = QObject(old) if sys.argv[1] == "inside" else old

def slow():
    for _ in range(50):
        time.sleep(0.01)
    print("worked", flush=True)

Worker(owner).do(slow)
time.sleep(0.1)
old.deleteLater()
new.show()
QTest.qWaitForWindowExposed(new)
print("went", flush=True)
"""


@pytest.mark.parametrize("where", ["inside", "itself"])
def test_a_window_that_goes_in_a_call_that_holds_pythons_lock_does_not_hang(where: str) -> None:
    """PySide keeps the lock in calls of QTest, where a worker waited for it, and Qt for him."""
    ran = run_code(LOCKED, where, timeout=30, QT_QPA_PLATFORM="offscreen")

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["worked", "went"]


def test_an_answer_that_comes_when_the_page_is_gone_reaches_nobody(
    qtbot: QtBot, theme: Theme
) -> None:
    gate, over, asked = threading.Event(), threading.Semaphore(0), 40

    def is_there(_path: str) -> bool:
        gate.wait(30)
        over.release()
        return False

    page = QWidget()
    qtbot.addWidget(page)
    recent = [Recent(path=f"/nowhere/{number}.mou") for number in range(asked)]
    listed = RecentList(theme, recent, page, is_there)
    with qtbot.waitSignal(listed.destroyed):
        listed.deleteLater()
    gate.set()
    assert all(over.acquire(timeout=10) for _ in range(asked))


def test_a_window_that_closed_leaves_no_edition_behind(
    qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:
    gc.collect()
    before = _editions()
    for _ in range(2):
        window = MainWindow(Desk(tmp_path), theme)
        qtbot.addWidget(window)
        window.show()
        window.open_sample()
        session = window.session
        assert session is not None
        qtbot.waitSignal(session.checked).wait()
        window.close()
        window.put_down()
        window.deleteLater()
        qtbot.wait(1)
        del window, session
    gc.collect()
    assert _editions() <= before


def _editions() -> int:
    return sum(isinstance(one, Edition) for one in gc.get_objects())
