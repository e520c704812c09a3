"""What is loaded and made by the first paint, in a fresh process, and what comes after it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.gui import words
from tests.support import big
from tests.support.driving import drive

if TYPE_CHECKING:
    from pathlib import Path

LATE = (
    "docx", "lxml", "jsonschema", "referencing", "hunspell", "typst", "rpds", "attr",
    "PySide6.QtNetwork", "PySide6.QtPrintSupport",
    "mou_desktop.rows_import",
    "mou_desktop.gui.widgets.table_editor", "mou_desktop.gui.widgets.date_editor",
    "mou_desktop.gui.dialogs.import_rows",
    "mou_desktop.gui.dialogs.export_word", "mou_desktop.gui.dialogs.change_clause",
    "mou_desktop.gui.dialogs.find", "mou_desktop.gui.dialogs.settings",
    "mou_desktop.gui.dialogs.reading", "mou_desktop.gui.panels.start",
    "mou_desktop.gui.panels.preview", "mou_desktop.gui.panels.explanation",
    "mou_desktop.gui.panels.notes", "mou_desktop.gui.panels.ready",
)  # fmt: skip

FIRST_PAINT = """
from PySide6.QtCore import QPoint
from mou_desktop.gui.widgets.field_frame import FieldFrame
def top():
    return editor.findChildren(FieldFrame)[0].mapTo(editor, QPoint()).y()
def asked():
    return [one.field.key for one in editor.questions.parts() if isinstance(one, FieldFrame)]
program.open([Path(sys.argv[1])])
window = program.windows[0]
editor, session = window.editor, window.session
at_paint = {}
class Look(QObject):
    def eventFilter(self, watched, event):
        if event.type() is event.Type.Paint and not at_paint:
            at_paint["modules"] = sorted(sys.modules)
            at_paint["checked"] = session.findings is not None
            at_paint["questions"] = [one.field.key for one in editor.findChildren(FieldFrame)]
            QTimer.singleShot(0, lambda: at_paint.update(top=top()))
            at_paint["said"] = editor.findings.findChild(QWidget, "at").text()
        return False
look = Look()
editor.installEventFilter(look)
until(lambda: at_paint)
until(lambda: session.findings is not None and editor.preview.view.page is not None)
until(lambda: "PySide6.QtNetwork" in sys.modules)  # a moment after the paint, whatever comes first
tell(then=sorted(sys.modules), said_then=editor.findings.findChild(QWidget, "at").text(),
     questions_then=asked(), top_then=top(),
     printed=len(editor.preview.view.toPlainText()), **at_paint)
window.close()
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Start the program with the complete sample, and say what there was at the first paint."""
    folder = tmp_path_factory.mktemp("start")
    sample = _sample(folder)
    said: dict[str, Any] = json.loads(drive(folder, FIRST_PAINT, sample).stdout.splitlines()[-1])
    return said


def _sample(folder: Path) -> Path:
    from mou_desktop.store import library

    path = folder / "sample.mou"
    path.write_bytes(big.data(big.answered(library.find(big.SAMPLE), big.answers(1))))
    return path


@pytest.mark.parametrize("name", LATE)
def test_at_the_first_paint_it_is_not_loaded(found: dict[str, Any], name: str) -> None:
    assert [one for one in found["modules"] if one == name or one.startswith(f"{name}.")] == []


def test_the_findings_say_that_they_are_coming_until_the_worker_has_them(
    found: dict[str, Any],
) -> None:
    assert not found["checked"]
    assert found["said"] == words.FINDINGS_CHECKING
    assert found["said_then"] != words.FINDINGS_CHECKING


def test_the_first_questions_are_there_at_once_and_the_others_after_the_first_paint(
    found: dict[str, Any],
) -> None:
    assert found["questions"] == found["questions_then"][:2]
    assert len(found["questions_then"]) > 2


def test_the_first_question_stays_where_it_is_when_the_others_come(found: dict[str, Any]) -> None:
    assert found["top"] == found["top_then"]


def test_the_page_comes_by_itself_after_the_first_paint(found: dict[str, Any]) -> None:
    assert "mou_desktop.gui.panels.preview" in found["then"]
    assert found["printed"] > 10_000


def test_later_starts_are_heard_once_the_window_is_there(found: dict[str, Any]) -> None:
    assert "PySide6.QtNetwork" in found["then"]
