"""A key press until the page is painted, beside a repaint of the window in which nothing changed.

The real window, wide, with its outline, questions, page and findings; one process for each size,
timed by its own processor time. Real key events go to the editor of a question: stored, checked,
printed, laid out, painted. It needs no screen.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from bench.figures import Figure, run
from bench.subjects import sample
from tests.support.screens import DESK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mou_desktop.model import Document

LIMIT = 8.0  # milliseconds
SIZE = 1440, 900
FIELDS, KEYS = 14, 30  # how many keys in each of so many fields


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield how slow the slow keys are, at each size."""
    for times in (1, 10) if quick else (1, 10, 100):
        found = json.loads(
            run(["-m", "bench.keystroke", str(times)], folder, XDG_DATA_HOME=str(folder / "user"))
        )
        detail = "key p50 {p50:.1f}, p95 {p95:.1f}, most {most:.1f} ms".format(**found)
        floor = f"repaint {found['floor']:.1f} ms, floor p95 {found['floor_p95']:.1f}"
        name = f"key press to paint, p95 / repaint of it all, {times} times"
        yield Figure(name=name, value=found["p95"] / found["floor"], goal=2.5, detail=floor)
        name = f"key press to paint, p95 / {LIMIT:g} ms, {times} times"
        yield Figure(name=name, value=found["p95"] / LIMIT, goal=1.0, detail=detail)


def main(times: int) -> None:
    """Measure one size and print what was found."""
    os.environ["QT_QPA_PLATFORM"] = DESK
    if times == 1:
        document = sample()
    else:
        from tests.support import big

        document = big.document(times)
    _measure(document)


def _measure(document: Document) -> None:
    """Type into a few questions of the real window, and time each key."""
    from PySide6.QtCore import QEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

    from mou_desktop.gui.desk import Desk
    from mou_desktop.gui.main_window import MainWindow
    from mou_desktop.gui.style import HouseStyle
    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.project_file import Project

    app = QApplication([])
    theme = Theme(app)
    style = HouseStyle(theme)
    app.setStyle(style)
    window = MainWindow(Desk(), theme)
    window.resize(*SIZE)
    window.show_project(Project(document=document), None)
    window.show()
    window.activateWindow()
    session, editor = window.session, window.editor
    if session is None or editor is None:
        raise RuntimeError("no agreement is open")

    def until(holds: Callable[[], object]) -> None:
        while not holds():
            QTest.qWait(20)

    until(lambda: session.findings is not None and editor.preview.view.page is not None)
    fields = [
        one
        for one in document.edition.fields
        if one.type in {"text", "long_text"} and one.print and document.answered(one.key)
    ]
    letters = random.Random(5)  # noqa: S311
    gc.collect()
    gc.freeze()
    gc.disable()  # as the window does, which collects between keys
    floor, keys = [], []
    for one in letters.sample(fields, FIELDS):
        session.go(document.edition.field_places[one.key])
        until(lambda: isinstance(app.focusWidget(), QLineEdit | QPlainTextEdit))
        QTest.qWait(50)
        if (box := app.focusWidget()) is None:
            raise RuntimeError("nothing has the keyboard")
        before = session.document.answer(one.key)
        for _ in range(KEYS):
            window.update()
            floor.append(_timed(window.repaint))
            start = time.thread_time()
            QTest.keyClicks(box, letters.choice("abcdefgh"))
            app.sendPostedEvents()  # layout that was put off belongs to the paint
            app.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))  # paints what is to change
            keys.append(1000 * (time.thread_time() - start))
        if session.document.answer(one.key) == before:
            raise RuntimeError(f"nothing was typed into {one.key}")
        until(lambda: session.findings is not None)
        session.wait()
        app.processEvents()
    found = {
        "floor": statistics.median(floor),
        "floor_p95": _high(floor),
        "p50": statistics.median(keys),
        "p95": _high(keys),
        "most": max(keys),
    }
    print(json.dumps(found), flush=True)
    session.wait()
    os._exit(0)


def _timed(work: Any) -> float:
    start = time.thread_time()
    work()
    return 1000 * (time.thread_time() - start)


def _high(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
