from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mou_desktop.gui.collecting import Collector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Ring:
    """Garbage that only the collector can find; it says in which thread it goes."""

    def __init__(self, gone_in: list[threading.Thread]) -> None:
        self.itself, self.gone_in = self, gone_in

    def __del__(self) -> None:
        self.gone_in.append(threading.current_thread())


def fill_memory() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_a_worker_never_collects_and_the_window_does(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    gone_in: list[threading.Thread] = []
    Ring(gone_in)

    worker = threading.Thread(target=fill_memory)
    worker.start()
    worker.join()

    assert not gc.isenabled()
    assert gone_in == []
    kept = [[number] for number in range(2_000)]
    collector.collect()
    assert gone_in == [threading.main_thread()]
    assert kept
    qtbot.wait(1)
