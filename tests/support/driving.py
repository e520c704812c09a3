"""Drives the whole program in a process of its own: hooks, signals, locks and death are real.

A test writes a few lines of Python; they find `program`, `app`, `words` and the helpers of PRELUDE.
"""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from textwrap import dedent
from typing import TYPE_CHECKING

from tests.support.files import environment, run_code
from tests.support.screens import DESK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.files import Ran

PRELUDE = """
import json, logging, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.choosing import ChoiceDialog
from mou_desktop.gui.program import Program
from mou_desktop.gui.single import Single
from mou_desktop.store import project_file

app = QApplication(["mou-desktop"])
app.setApplicationName(words.PRODUCT)
desk = Desk()
single = Single(desk.folder, app)
assert single.goes_on([])
program = Program(app, desk, single)
said = []

def pause(milliseconds):
    '''Let Qt work for a while. (QTest.qWait would keep exceptions for itself.)'''
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

def until(holds, seconds=20):
    '''Let Qt work until something holds.'''
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        pause(5)

def answer(*answers):
    '''Press these buttons, one in each message box that comes, and note what the boxes say.'''
    left = list(answers)
    def press():
        box = app.activeModalWidget()
        if isinstance(box, QMessageBox | ChoiceDialog) and box.isVisible() and left:
            said.append(box.text() if isinstance(box, QMessageBox) else box.said)
            text = left.pop(0)
            buttons = box.findChildren(QPushButton)
            next(one for one in buttons if text in ("", one.text())).click()
        if left:
            QTimer.singleShot(5, press)
    QTimer.singleShot(5, press)

def dialogs(name):
    return [one for one in app.topLevelWidgets() if one.objectName() == name and one.isVisible()]

def typed_into(window, field="selection_steps"):
    '''Go to a question of the sample, and return the box to type into.'''
    window.open_sample()
    window.activateWindow()
    window.session.go(window.session.edition.field_places[field])
    until(lambda: type(app.focusWidget()).__name__.endswith(("Box", "Text", "Edit", "Editor")))
    return app.focusWidget()

def tell(**what):
    print(json.dumps(what), flush=True)
"""

END = """
program.end()
"""


def drive(folder: Path, code: str, *words: str | Path, timeout: float = 60) -> Ran:
    """Run `code` in a program whose user has `folder`; it must end well."""
    ran = run_code(PRELUDE + dedent(code) + END, *map(str, words), timeout=timeout, **_env(folder))
    assert ran.returncode == 0, (ran.returncode, ran.stdout, ran.stderr)
    return ran


class Child:
    """A program that runs beside the test, and says things line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n"))

    def hears(self, beginning: str, seconds: float = 30) -> str:
        """Return the next line that begins so; wait for it."""
        end = time.monotonic() + seconds
        while True:
            line = self._said.get(timeout=max(end - time.monotonic(), 0.01))
            if line.startswith(beginning):
                return line

    def rest(self) -> list[str]:
        """Return the lines that nobody has heard yet, once the child is gone."""
        self.process.wait(30)
        time_left = time.monotonic() + 1
        found: list[str] = []
        while time.monotonic() < time_left:
            try:
                found.append(self._said.get(timeout=0.1))
            except queue.Empty:
                break
        return found


@contextmanager
def running(folder: Path, code: str, *words: str | Path) -> Iterator[Child]:
    """Run `code` in a program beside the test; it is killed at the end, if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", PRELUDE + dedent(code), *map(str, words)],
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8",
        env=environment(**_env(folder)),
    )  # fmt: skip
    try:
        yield Child(process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()


def desktop(folder: Path, *words: str | Path, cwd: Path, timeout: float = 60) -> Ran:
    """Run `mou-desktop` with `words`, as a user's desktop would start it."""
    code = "import sys; from mou_desktop.gui import app; sys.exit(app.main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], cwd=cwd, env=environment(**_env(folder)),
        capture_output=True, encoding="utf-8", timeout=timeout, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def kept_folder(folder: Path) -> Path:
    """Return where the program keeps what it remembers for that user."""
    return folder / "MOU Desktop"


def _env(folder: Path) -> dict[str, str | None]:
    return {
        "XDG_DATA_HOME": str(folder),
        "QT_QPA_PLATFORM": DESK,
        "MOU_EXIT_AT_FIRST_PAINT": None,
    }
