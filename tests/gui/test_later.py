"""A call for later is made once, leaves nothing behind, and may be all that holds its owner up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from mou_desktop.gui.later import later
from tests.support.files import run_code

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LAST_NAME = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from mou_desktop.gui.later import later

app = QCoreApplication([])
for _ in range(200):
    owner = QObject()
    later(owner, owner.objectName)
    del owner
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
sys.stdout.write("went on")
"""


def test_a_call_is_made_once_and_its_timer_goes(qtbot: QtBot) -> None:
    owner, made = QObject(), list[int]()
    later(owner, lambda: made.append(1))
    assert made == []
    qtbot.waitUntil(lambda: made == [1])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert owner.findChildren(QTimer) == []
    QApplication.processEvents()
    assert made == [1]


def test_no_call_is_made_for_an_owner_that_is_gone() -> None:
    owner, made = QObject(), list[int]()
    later(owner, lambda: made.append(1))
    owner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert made == []


def test_a_call_may_be_the_last_that_holds_its_owner() -> None:
    done = run_code(LAST_NAME)
    assert done.stdout == "went on", done.stderr
