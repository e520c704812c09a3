"""Watches one start of the window from its first paint on; `bench.with_window` starts it."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mou_desktop.gui.seen import Seen
from mou_desktop.store import openings

if TYPE_CHECKING:
    from mou_desktop.gui.program import Program

HEAVY = ("docx", "jsonschema", "referencing")
QUIET = 600  # milliseconds in which nothing more happens


class Measure(QObject):
    """Watches one start from the first paint on."""

    def __init__(self, of: Program, when: str) -> None:
        super().__init__(of)
        self._window, self._when = of.windows[0], when
        self._last, self._longest = 0.0, 0.0
        self._found: dict[str, float] = {}
        self._ticks = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._on_tick)
        editor = self._window.editor
        if editor is None:
            raise RuntimeError("no agreement is open")
        self._editor = editor
        Seen(editor).came.connect(self._on_seen)

    @Slot()
    def _on_seen(self) -> None:
        self._found["peak"] = _megabytes("VmHWM")
        if self._when == "paint":
            self._end()
        self._watch()
        self._wait(self._look)

    def _watch(self) -> None:
        self._last, self._longest = time.perf_counter(), 0.0
        self._ticks.start()

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    @Slot()
    def _look(self) -> None:
        """Go on once all is there that a start shows."""
        session = self._window.session
        if session is None or session.findings is None or self._editor.preview.view.page is None:
            self._wait(self._look)
            return
        self._found["settling"] = 1000 * self._longest
        self._found["settled"] = _megabytes("VmHWM")
        self._watch()
        session._worker.do(_load, self._on_loaded)  # noqa: SLF001  # the worker that checks

    @Slot(object)
    def _on_loaded(self, seconds: float) -> None:
        self._found["gap"] = 1000 * self._longest
        self._found["loading"] = 1000 * seconds
        self._end()

    def _wait(self, then: Any) -> None:
        QTimer.singleShot(QUIET, self, then)

    def _end(self) -> None:
        session = self._window.session
        if session is not None:  # or the next start would take this one for a crash
            openings.end(session.document.id, self._window.kept_in / "open")
        sys.stdout.write(json.dumps(self._found))
        sys.stdout.flush()
        os._exit(0)


def _load() -> float:
    """Import what is heavy, in the worker."""
    began = time.perf_counter()
    for name in HEAVY:
        __import__(name)
    return time.perf_counter() - began


def _megabytes(name: str) -> float:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(one.split()[1]) / 1024 for one in lines if one.startswith(name)), 0.0)
