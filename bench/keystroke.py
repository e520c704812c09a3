"""A key press until the page is painted, beside a repaint of the window in which nothing changed.

One process for each size, timed by its own processor time: real key events into a box joined to
the session, the field checked alone, the preview edited, all of it painted. It needs no screen.
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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mou_desktop.model import Document

LIMIT = 8.0  # milliseconds
KEYS = 30  # in one field


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Yield how slow the slow keys are, at each size."""
    for times in (1, 10) if quick else (1, 10, 100):
        found = json.loads(run(["-m", "bench.keystroke", str(times)], folder))
        detail = "key p50 {p50:.1f}, p95 {p95:.1f}, most {most:.1f} ms".format(**found)
        floor = f"repaint {found['floor']:.1f} ms, floor p95 {found['floor_p95']:.1f}"
        name = f"key press to paint, p95 / repaint of it all, {times} times"
        yield Figure(name=name, value=found["p95"] / found["floor"], goal=2.5, detail=floor)
        name = f"key press to paint, p95 / {LIMIT:g} ms, {times} times"
        yield Figure(name=name, value=found["p95"] / LIMIT, goal=1.0, detail=detail)


def main(times: int) -> None:
    """Measure one size and print what was found."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if times == 1:
        document = sample()
    else:
        from tests.support import big

        document = big.document(times)
    print(json.dumps(_measure(document)))


def _measure(document: Document) -> dict[str, float]:
    """Type into a few text fields and time each key."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

    from mou_desktop.gui.panels.preview import PreviewPanel
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.style import HouseStyle
    from mou_desktop.gui.theme import Theme
    from mou_desktop.rules import AnswerCheck
    from mou_desktop.store.project_file import Project

    app = QApplication([])
    theme = Theme(app)
    style = HouseStyle(theme)
    app.setStyle(style)
    session, check = Session(Project(document=document)), AnswerCheck(document.edition)
    window = QWidget()
    box, error, preview = QLineEdit(window), QLabel(window), PreviewPanel(session, theme, window)
    column = QVBoxLayout(window)
    for widget in (box, error, preview):
        column.addWidget(widget)
    window.resize(520, 800)
    window.show()
    QTest.qWaitForWindowExposed(window)
    QTest.qWait(400)
    fields = [
        one
        for one in document.edition.fields
        if one.type in {"text", "long_text"} and one.print and document.answered(one.key)
    ]
    letters = random.Random(5)  # noqa: S311
    chosen = letters.sample(fields, 14)
    here: list[Any] = []

    def on_edited(text: str) -> None:
        session.answer(here[0].key, text)
        found = check.of_field(session.document, here[0])
        error.setText(" ".join(one.message for one in found))

    box.textEdited.connect(on_edited)
    gc.collect()
    gc.freeze()
    floor, keys = [], []
    for one in chosen:
        here[:] = [one]
        session.go(document.edition.field_places[one.key])
        box.setText(str(session.document.answer(one.key))[:200])
        box.setFocus()
        app.processEvents()
        for _ in range(KEYS):
            window.update()
            preview.view.viewport().update()
            floor.append(_timed(window.repaint))
            start = time.thread_time()
            QTest.keyClicks(box, letters.choice("abcdefgh"))
            window.repaint()
            keys.append(1000 * (time.thread_time() - start))
        app.processEvents()
    return {
        "floor": statistics.median(floor),
        "floor_p95": _high(floor),
        "p50": statistics.median(keys),
        "p95": _high(keys),
        "most": max(keys),
    }


def _timed(work: Any) -> float:
    start = time.thread_time()
    work()
    return 1000 * (time.thread_time() - start)


def _high(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
