"""The same keys make the same file in every country: what a system calls a date is not asked."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from mou_desktop.gui import words
from mou_desktop.gui.panels.questions import QuestionsPanel
from mou_desktop.gui.session import Session
from mou_desktop.outline import outline
from mou_desktop.store import project_file
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.files import NOW, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

pytestmark = pytest.mark.faults("G06")
LOCALES = ("C", "de_DE", "ar_EG", "fa_IR", "tr_TR", "ja_JP", "hi_IN")
ID = "00000000-0000-4000-8000-000000000007"
TYPED = {
    "effective_date": "7/1/2027",
    "staff_training_date": "7/2/2027",
    "num_sro": "12",
    "notice_days": "30",
    "split_cap": "1,250.50",
    "split_percent": "12.5",
    "district_name": "Iris District, ISTANBUL title İıŞß",
    "selection_steps": "٧/١/٢٠٢٧ and ۱۲ stay as they are",
}


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield str(request.param)
    QLocale.setDefault(before)


def typed_in(qtbot: QtBot, theme: Theme) -> Session:
    """Type answers into the questions as they are shown."""
    document = replace(samples.document("complete"), id=ID)
    session = Session(Project(document=document))
    panel = QuestionsPanel(session, theme)
    session.setParent(panel)
    panel.setWindowTitle("Questions")
    qtbot.addWidget(panel)
    panel.resize(640, 600)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    for key, text in TYPED.items():
        session.go(session.edition.field_places[key])
        box = QApplication.focusWidget()
        assert isinstance(box, QLineEdit | QPlainTextEdit), key
        box.selectAll()
        if text.isascii():
            qtbot.keyClicks(box, text)
        elif isinstance(box, QLineEdit):  # QTest knows the keys of plain letters only
            box.insert(text)
            box.textEdited.emit(box.text())
        else:
            box.insertPlainText(text)
    session.wait()
    return session


def test_g06_the_same_keys_make_the_same_bytes_and_the_same_words(
    qtbot: QtBot, theme: Theme, locale: str
) -> None:
    session = typed_in(qtbot, theme)

    found = session.document.answers
    assert found["effective_date"] == "2027-07-01"
    assert found["staff_training_date"] == "2027-07-02"
    assert (found["num_sro"], found["notice_days"]) == (12, 30)
    assert (found["split_cap"], found["split_percent"]) == (1250.5, 12.5)
    assert found["selection_steps"] == TYPED["selection_steps"]
    assert found["district_name"] == TYPED["district_name"]
    sealed = project_file.seal(session.snapshot()[0], NOW)
    again = replace(samples.document("complete"), id=ID)
    for key in TYPED:
        again = again.with_answer(key, found[key])
    assert sealed.data == project_file.seal(Project(document=again), NOW).data, locale
    said = " ".join(text for block in outline(session.document) for text in printed(block))
    assert "July 1, 2027" in said
    assert "$1,250.50" in said


def printed(block: object) -> Iterator[str]:
    yield str(getattr(block, "text", ""))
    for part in getattr(block, "parts", ()) or ():
        yield str(getattr(part, "text", ""))


def test_g06_times_are_said_in_english_wherever_the_system_is() -> None:
    moment = datetime.datetime(2027, 7, 1, 15, 4, tzinfo=datetime.UTC).astimezone()
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"

    assert words.exact_time("2027-07-01T15:04:05Z") == (
        f"July {moment.day}, 2027, {hour}:04 {half}"
    )
    assert words.local_time("2027-07-01T15:04:05Z") == f"July {moment.day}, 2027"
    assert words.exact_time("soon") == words.local_time("soon") == ""


def test_g06_nothing_asks_the_system_for_the_name_of_a_month_or_a_day() -> None:
    """Qt sets the system's language for C and with it for `strftime`: it would say März."""
    for path in sorted((ROOT / "mou_desktop").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"%[aAbBcpxX]\b|:%B|setlocale|locale\.format", text), path
