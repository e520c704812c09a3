from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from mou_desktop import locate
from mou_desktop.gui import words
from mou_desktop.gui.dialogs import word_file
from mou_desktop.gui.dialogs.export_word import ExportDialog
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.dialogs.worksheet import write_worksheet
from mou_desktop.gui.job import Job
from mou_desktop.gui.session import Session
from mou_desktop.locate import data_folder
from mou_desktop.store import neighbours, project_file
from mou_desktop.store.project_file import Project
from tests.support import big, samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers, Opened, part, press
from tests.support.files import fingerprint, plain_sentence
from tests.support.printed import paragraphs_of
from tests.support.pulse import MOST_STILL, Pulse
from tests.support.sessions import session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.theme import Theme


@pytest.fixture
def half(parent: QWidget) -> Session:
    return session_of(samples.document("half"), parent)


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]  # it takes no bytes
    yield made
    QDesktopServices.unsetUrlHandler("file")


def shown(
    qtbot: QtBot, session: Session, theme: Theme, ready: Path, parent: QWidget
) -> ExportDialog:
    dialog = ExportDialog(session, theme, ready, parent)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


# ---- draft and final -----------------------------------------------------------------------


def test_a_draft_is_written_at_any_time_and_says_so(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    heads = [one.text for one in paragraphs_of((tmp_path / "out.docx").read_bytes())]
    assert "DRAFT: 6 required answers open" in heads
    assert dialog.written == tmp_path / "out.docx"


def type_of(dialog: ExportDialog) -> QComboBox:
    combo = part(dialog, QComboBox, "export_type")
    assert isinstance(combo, QComboBox)
    return combo


def test_a_name_that_ends_in_pdf_writes_a_pdf(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.pdf", parent)
    assert type_of(dialog).currentText() == words.TYPE_PDF

    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        press(dialog, "export_now")

    assert dialog.written == tmp_path / "out.pdf"
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_file_type_changes_the_ending_of_the_name(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "acton v1.2.docx", parent)
    combo, name = type_of(dialog), part(dialog, QLineEdit, "export_file")
    assert isinstance(name, QLineEdit)
    assert combo.currentText() == words.TYPE_WORD

    found = list[str]()
    for row in (1, 1, 0):
        combo.setCurrentIndex(row)
        combo.activated.emit(row)
        found.append(name.text())

    assert found == ["acton v1.2.pdf", "acton v1.2.pdf", "acton v1.2.docx"]


@pytest.mark.faults
def test_e09_a_final_copy_with_something_open_explains_and_leads_there(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)
    answers = Answers(words.GO_THERE)
    final = part(dialog, QRadioButton, "final")
    assert isinstance(final, QRadioButton)
    final.setChecked(True)

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    assert "must be settled before a final copy" in answers.said[0]
    assert dialog.wanted is not None
    assert dialog.wanted.severity == "must"
    assert not (tmp_path / "out.docx").exists()


def test_a_final_copy_is_written_when_nothing_is_open(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    session = session_of(samples.document("complete"), parent)
    dialog = shown(qtbot, session, theme, tmp_path / "out.docx", parent)
    final = part(dialog, QRadioButton, "final")
    assert isinstance(final, QRadioButton)
    final.setChecked(True)

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    assert (tmp_path / "out.docx").exists()


def test_the_button_is_never_disabled(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)
    button = part(dialog, QPushButton, "export_now")
    assert button.isEnabled()

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")
        assert button.isEnabled()
        press(dialog, "export_now")  # a second press begins nothing


def test_the_file_is_named_after_district_and_date(half: Session) -> None:
    assert word_file.stem_of(half) == "Sampleford Public Schools 2026-11-23"


def test_the_folder_opens_afterwards_where_that_is_asked_for(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path, opened: Opened
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)
    box = part(dialog, QCheckBox, "open_folder")
    assert isinstance(box, QCheckBox)
    box.setChecked(True)

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    assert [one.toLocalFile() for one in opened.urls] == [str(tmp_path)]


def test_a_file_that_is_there_is_replaced_only_when_the_user_says_so(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "out.docx"
    path.write_bytes(b"mine")
    dialog = shown(qtbot, half, theme, path, parent)
    answers = Answers(words.CANCEL, words.REPLACE)

    press(dialog, "export_now")
    qtbot.waitUntil(lambda: len(answers.said) == 1)
    assert path.read_bytes() == b"mine"
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    assert paragraphs_of(path.read_bytes())


# ---- faults --------------------------------------------------------------------------------


@pytest.mark.faults
@pytest.mark.parametrize("owner", ["~$out.docx", ".~lock.out.docx#"])
def test_e01_a_file_that_is_open_in_word_is_written_under_the_name_that_is_offered(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path, owner: str
) -> None:
    path = tmp_path / "out.docx"
    path.write_bytes(b"open in Word")
    (tmp_path / owner).write_bytes(b"")
    dialog = shown(qtbot, half, theme, path, parent)
    answers = Answers(words.WORD_OTHER_NAME.format(name="out 2.docx"))

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    plain_sentence(answers.said[0])
    assert path.read_bytes() == b"open in Word"
    assert dialog.written == tmp_path / "out 2.docx"


def test_word_shortens_the_name_of_the_file_that_says_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "agreement.docx"
    path.write_bytes(b"")

    assert not neighbours.is_held(path)
    (tmp_path / "~$reement.docx").write_bytes(b"")
    assert neighbours.is_held(path)


@pytest.mark.faults
def test_e01_a_file_that_windows_does_not_let_go_is_told_with_another_name(
    qtbot: QtBot,
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "out.docx"
    path.write_bytes(b"held")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target) == path:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    dialog = shown(qtbot, half, theme, path, parent)
    answers = Answers(words.REPLACE, words.WORD_OTHER_NAME.format(name="out 2.docx"))

    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(dialog, "export_now")

    assert "open in another program" in answers.said[1]
    assert path.read_bytes() == b"held"
    assert (tmp_path / "out 2.docx").exists()


@pytest.mark.faults
def test_e02_a_full_disk_leaves_no_half_a_file_and_the_dialog_open(
    qtbot: QtBot,
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)
    answers = Answers("OK")
    monkeypatch.setattr(os, "write", full)

    press(dialog, "export_now")
    qtbot.waitUntil(lambda: bool(answers.said))
    monkeypatch.undo()

    assert "not enough space" in plain_sentence(answers.said[0])
    assert fingerprint(tmp_path) == {}
    assert dialog.isVisible()
    assert not half.dirty


@pytest.mark.faults
def test_e03_a_damaged_installation_is_told_and_the_agreement_stays(
    qtbot: QtBot,
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "resources").mkdir()
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)
    answers = Answers("OK")
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "program")

    press(dialog, "export_now")
    qtbot.waitUntil(lambda: bool(answers.said))

    assert "Install the program again" in answers.said[0]
    assert not (tmp_path / "out.docx").exists()
    assert dialog.isVisible()


@pytest.mark.faults
def test_e10_an_answer_of_ten_megabytes_is_written_whole(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    half.answer("selection_steps", "word " * 2_000_000)
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)

    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        press(dialog, "export_now")

    assert (tmp_path / "out.docx").stat().st_size > 10_000_000


@pytest.mark.faults
@pytest.mark.parametrize("where", ["itself", "folder", "nameless", "ours"])
def test_e12_what_must_not_be_replaced_is_refused(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path, where: str
) -> None:
    own = tmp_path / "acton.docx"  # somebody gave an agreement the ending of a Word file
    own.write_bytes(b"an agreement")
    (tmp_path / "folder.docx").mkdir()
    paths = {
        "itself": str(own),
        "folder": str(tmp_path / "folder.docx"),
        "nameless": "  ",
        "ours": str(data_folder("resources") / "base.docx"),
    }
    base = (data_folder("resources") / "base.docx").read_bytes()
    session = session_of(samples.document("half"), parent, own)
    dialog = shown(qtbot, session, theme, tmp_path / "out.docx", parent)
    line = part(dialog, QLineEdit, "export_file")
    assert isinstance(line, QLineEdit)
    line.setText(paths[where])
    answers = Answers("OK")

    press(dialog, "export_now")

    qtbot.waitUntil(lambda: bool(answers.said))
    plain_sentence(answers.said[0])
    assert own.read_bytes() == b"an agreement"
    assert (data_folder("resources") / "base.docx").read_bytes() == base
    assert dialog.isVisible()


def test_a_name_alone_goes_into_the_folder_that_was_offered(tmp_path: Path) -> None:
    assert word_file.path_of(" mine ", tmp_path) == tmp_path / "mine.docx"
    assert word_file.path_of("v1.2", tmp_path) == tmp_path / "v1.2.docx"
    assert word_file.path_of("A.DOCX", tmp_path) == tmp_path / "A.DOCX"


def test_a_free_name_is_one_that_nothing_has(tmp_path: Path) -> None:
    for name in ("a.docx", "a 2.docx"):
        (tmp_path / name).write_bytes(b"")

    assert neighbours.free_name(tmp_path / "a.docx").name == "a 3.docx"


# ---- long work -----------------------------------------------------------------------------


@pytest.mark.faults
@pytest.mark.parametrize(
    "times", [10, pytest.param(100, marks=pytest.mark.full)], ids=["10 times", "100 times"]
)
def test_e10_while_a_long_agreement_is_exported_the_window_never_stands_still(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path, times: int
) -> None:
    session = session_of(big.document(times), parent)
    dialog = shown(qtbot, session, theme, tmp_path / "out.docx", parent)
    bar = part(dialog, QProgressBar, "progress")
    seen: list[int] = []
    assert isinstance(bar, QProgressBar)
    bar.valueChanged.connect(seen.append)
    QApplication.processEvents()
    pulse = Pulse()

    with qtbot.waitSignal(dialog.accepted, timeout=120_000):
        press(dialog, "export_now")

    assert (tmp_path / "out.docx").stat().st_size > 1_000_000
    assert pulse.longest < MOST_STILL
    assert times == 10 or any(0 < value < 100 for value in seen)


@pytest.mark.faults
def test_e10_a_long_export_can_be_called_off_and_writes_nothing(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    session = session_of(big.document(10), parent)
    dialog = shown(qtbot, session, theme, tmp_path / "out.docx", parent)

    press(dialog, "export_now")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert dialog.isVisible()  # calling the work off is not closing
    qtbot.waitUntil(lambda: not working(dialog), timeout=20_000)
    assert fingerprint(tmp_path) == {}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def working(dialog: ExportDialog) -> bool:
    return any(job.running for job in dialog.findChildren(Job))


class Gate:
    """Work that waits for the test, and tells how far it is whenever it is let on."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def __call__(self, told: Told) -> str:
        while not self.open.wait(0.01):
            told(0.5)
        return "done"


def test_progress_shows_only_when_work_takes_long(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    gate, seen = Gate(), []
    dialog = Working("Counting…", gate, theme, parent)
    qtbot.addWidget(dialog)

    def look() -> None:
        bar = part(dialog, QProgressBar, "progress")
        assert isinstance(bar, QProgressBar)
        if dialog.isVisible() and bar.value() == 50:
            seen.append(bar.value())
            gate.open.set()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()

    assert dialog.wait()
    assert dialog.found == "done"
    assert seen


def test_quick_work_opens_no_window(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = Working("Counting…", lambda _told: 7, theme, parent)
    qtbot.addWidget(dialog)

    assert dialog.wait()
    assert dialog.found == 7
    assert not dialog.isVisible()


def test_cancel_calls_the_work_off(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = Working("Counting…", Gate(), theme, parent)
    qtbot.addWidget(dialog)
    timer = QTimer(interval=20)
    timer.timeout.connect(part(dialog, QPushButton, "stop").click)  # type: ignore[attr-defined]
    timer.start()

    assert not dialog.wait()
    assert dialog.found is None
    assert dialog.sentence == ""


# ---- the worksheet -------------------------------------------------------------------------


def chosen(path: Path | str) -> Callable[..., tuple[str, str]]:
    """Stand in for the system's own file window, which no test can press."""
    return lambda *_args, **_words: (str(path), "")


def test_the_worksheet_is_written_and_its_folder_offered(
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: Opened,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen(tmp_path / "open"))
    answers = Answers(words.OPEN_FOLDER)

    path = write_worksheet(parent, half, theme, tmp_path)

    assert path == tmp_path / "open.docx"
    assert "Open questions for a meeting" in [one.text for one in paragraphs_of(path.read_bytes())]
    assert answers.said == ["Exported open.docx."]
    assert [one.toLocalFile() for one in opened.urls] == [str(tmp_path)]


def test_the_worksheet_is_offered_under_the_name_of_the_district(
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[str] = []

    def ask(_parent: QWidget, _title: str, ready: str, *_more: str) -> tuple[str, str]:
        offered.append(Path(ready).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)

    assert write_worksheet(parent, half, theme, tmp_path) is None
    assert offered == ["Sampleford Public Schools 2026-11-23 open questions.docx"]


@pytest.mark.faults
def test_e01_a_worksheet_that_is_open_in_word_stays_and_another_name_is_offered(
    half: Session,
    theme: Theme,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "open.docx"
    path.write_bytes(b"open in Word")
    (tmp_path / "~$open.docx").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen(path))
    answers = Answers(words.CANCEL)

    assert write_worksheet(parent, half, theme, tmp_path) is None
    plain_sentence(answers.said[0])
    assert path.read_bytes() == b"open in Word"


@pytest.mark.faults
def test_e12_a_worksheet_never_takes_the_place_of_the_agreement(
    theme: Theme, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "acton.docx"
    project = Project(document=samples.document("half"))
    project_file.save(project, own, project_file.utc_now())
    before = own.read_bytes()
    session = Session(project, own, parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen(own))
    answers = Answers("OK")

    assert write_worksheet(parent, session, theme, tmp_path) is None
    plain_sentence(answers.said[0])
    assert own.read_bytes() == before


# ---- everybody -----------------------------------------------------------------------------


def test_the_export_dialog_is_accessible(
    qtbot: QtBot, half: Session, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = shown(qtbot, half, theme, tmp_path / "out.docx", parent)

    assert_accessible_everywhere(dialog, theme)


def test_the_dialog_that_waits_is_accessible(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = Working("Writing the worksheet…", lambda _told: None, theme, parent)
    qtbot.addWidget(dialog)
    dialog.show()

    # One button is all there is: Tab has nowhere to go, and Escape does the same.
    assert_accessible_everywhere(dialog, theme, allow=["keyboard-trap", "keyboard"])
