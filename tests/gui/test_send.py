from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.send_counsel import Outcome, SendDialog
from mou_desktop.gui.dialogs.sent_counsel import SentList, SentResult
from mou_desktop.gui.dialogs.to_counsel import lines_of
from mou_desktop.gui.job import Job
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.saving import Saving
from mou_desktop.gui.session import Session
from mou_desktop.model import local
from mou_desktop.model.values import freeze
from mou_desktop.progress import required_answers
from mou_desktop.store import project_file
from mou_desktop.store.memory import MOST_SENT, Memory
from mou_desktop.store.project_file import Project
from mou_desktop.word.counsel import pack_of
from tests.support import big, samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers, Opened, part, press
from tests.support.files import NOW, fingerprint, plain_sentence, raw_of
from tests.support.pulse import MOST_STILL, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

FOLDER = "acton – to counsel 2027-03-04"


def noted(document: Document, for_: str) -> Document:
    key = next(iter(document.edition.clauses))
    return local.add_note(
        document, on={"clause": key}, for_=for_, author="Office", time=NOW, text="Is this so?"
    )


def saved(parent: QWidget, path: Path, document: Document | None = None) -> Session:
    """Return a session of an agreement that stands in a file."""
    project = Project(document=document or samples.document("half"))
    return Session(project_file.save(project, path, NOW, over=True), path, parent)


class Sender:
    """A dialog over a session, with the saving that belongs to it."""

    def __init__(self, bot: QtBot, session: Session, theme: Theme, parent: QWidget, home: Path):
        self.session, self.saving = session, Saving(session, home.with_name(f"{home.name}-kept"))
        self.asked = 0
        self.chosen: Path | None = None
        self.dialog = SendDialog(session, self.saving, theme, home, self._ask, parent)
        bot.addWidget(self.dialog)
        with bot.waitExposed(self.dialog):
            self.dialog.show()

    def _ask(self) -> Path | None:
        self.asked += 1
        return self.chosen

    @property
    def name(self) -> QLineEdit:
        found = part(self.dialog, QLineEdit, "send_folder")
        assert isinstance(found, QLineEdit)
        return found

    def write(self, bot: QtBot) -> Outcome:
        with bot.waitSignal(self.dialog.accepted, timeout=60_000):
            press(self.dialog, "send_now")
        assert self.dialog.outcome is not None
        return self.dialog.outcome


@pytest.fixture
def sender(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path
) -> Iterator[Callable[[Session], Sender]]:
    made: list[Sender] = []

    def make(session: Session) -> Sender:
        made.append(Sender(qtbot, session, theme, parent, tmp_path))
        return made[-1]

    yield make
    for one in made:
        one.session.wait()  # nothing of it may go while its worker runs


@pytest.fixture
def half(parent: QWidget, tmp_path: Path) -> Session:
    return saved(parent, tmp_path / "acton.mou")


def said(dialog: QWidget) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel))


# ---- what it says --------------------------------------------------------------------------


def test_the_dialog_says_what_each_file_is_for_and_what_will_be_read_in_them(
    sender: Callable[[Session], Sender], parent: QWidget, tmp_path: Path
) -> None:
    document = noted(noted(samples.document("half"), "counsel"), "colleague")
    key = next(iter(document.edition.clauses))
    document = local.change_clause(document, key, "extended", text="More.", reason="Practice")
    dialog = sender(saved(parent, tmp_path / "acton.mou", document)).dialog

    for kind in words.SEND_KINDS.values():
        assert f"{kind}: " in said(dialog)
    for line in (
        "DRAFT: 6 required answers are open",
        "1 local change, with its reason",
        "1 note for counsel, as a comment",
        "1 note to a colleague stays here",
    ):
        assert line in said(dialog)
        assert line in dialog.accessibleDescription()


def test_a_finished_agreement_without_changes_and_notes_says_so() -> None:
    document = samples.document("complete")

    lines = [text for _, _, text in lines_of(document, required_answers(document))]

    assert lines == [words.SEND_NOTHING_OPEN, words.SEND_NO_LOCAL, words.SEND_NO_NOTES]


def test_the_folder_is_named_after_the_file_and_the_day_of_what_is_sent(
    sender: Callable[[Session], Sender], half: Session
) -> None:
    assert sender(half).name.text() == FOLDER


# ---- what it does --------------------------------------------------------------------------


def test_the_folder_is_written_and_the_agreement_notes_it(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    before = raw_of(tmp_path / "acton.mou")

    outcome = sender(half).write(qtbot)

    assert (outcome.folder, outcome.noted) == (tmp_path / FOLDER, True)
    names = [name for _, name in outcome.files]
    assert sorted(os.listdir(outcome.folder)) == sorted(names)  # noqa: PTH208
    (one,) = raw_of(tmp_path / "acton.mou")["rounds"]
    assert one["_id"] == outcome.round
    assert one["body_sha256"] == before["integrity"]["sha256"]
    assert half.saved


def test_the_files_are_those_that_the_command_line_writes(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    outcome = sender(half).write(qtbot)
    in_window = {one.name: one.read_bytes() for one in outcome.folder.iterdir()}
    project = project_file.load(tmp_path / "acton.mou")

    from mou_desktop.cli import checking
    from mou_desktop.store import rounds

    document, sending = rounds.sending_of(project)
    found = checking.findings_of(project, final=False)
    files = pack_of(document, found, name="acton", sending=sending)
    assert {one.name: one.data for one in files} == in_window


def test_what_is_not_saved_is_saved_first(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    half.answer("notice_days", 45)
    one = sender(half)
    assert words.SEND_SAVED_FIRST in said(one.dialog)

    one.write(qtbot)

    (noted_,) = raw_of(tmp_path / "acton.mou")["rounds"]
    assert noted_["base"]["answers"]["notice_days"] == 45
    assert half.saved
    assert half.undo_name


def test_an_agreement_without_a_file_is_given_one_first(
    qtbot: QtBot, sender: Callable[[Session], Sender], parent: QWidget, tmp_path: Path
) -> None:
    session = Session(Project(document=samples.document("half")), None, parent)
    one = sender(session)
    assert words.SEND_SAVED_WHERE in said(one.dialog)
    assert one.name.text().startswith("Sampleford Public Schools – to counsel ")

    press(one.dialog, "send_now")  # and the question where is answered by Cancel
    assert one.asked == 1
    assert fingerprint(tmp_path) == {}
    one.chosen = tmp_path / "mine.mou"
    outcome = one.write(qtbot)

    assert session.path == tmp_path / "mine.mou"
    assert ("clean", "mine clean.docx") in outcome.files
    assert session.saved


def test_the_same_text_sent_again_is_the_same_round_and_saves_nothing(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    once = sender(half).write(qtbot)
    after = (tmp_path / "acton.mou").read_bytes()
    answers = Answers(words.SEND_OTHER)
    one = sender(half)
    one.name.setText(FOLDER)

    again = one.write(qtbot)

    assert answers.said
    assert (again.round, again.folder) == (once.round, tmp_path / f"{FOLDER} 2")
    assert (tmp_path / "acton.mou").read_bytes() == after


def test_undo_takes_no_round_away(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    half.answer("notice_days", 45)
    sender(half).write(qtbot)

    half.undo()

    assert half.document.answer("notice_days") != 45
    assert len(half.document.rounds) == 1
    half.redo()
    assert half.saved
    assert half.document == project_file.load(tmp_path / "acton.mou").document


# ---- folders that are there ----------------------------------------------------------------


def test_a_second_sending_on_the_same_day_is_offered_a_folder_that_is_free(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).mkdir()

    one = sender(half)

    assert one.name.text() == f"{FOLDER} 2"
    assert one.write(qtbot).folder == tmp_path / f"{FOLDER} 2"


def test_a_folder_that_is_there_is_asked_about_and_stays_without_an_answer(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).mkdir()
    answers = Answers(words.CANCEL, words.SEND_OTHER)
    one = sender(half)
    one.name.setText(FOLDER)

    press(one.dialog, "send_now")
    qtbot.waitUntil(lambda: len(answers.said) == 1)
    assert one.dialog.isVisible()
    assert not half.document.rounds
    outcome = one.write(qtbot)

    assert outcome.folder.name == f"{FOLDER} 2"
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_folder_of_earlier_files_is_replaced_where_that_is_chosen(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    first = sender(half).write(qtbot)
    before = (tmp_path / FOLDER / "acton clean.docx").read_bytes()
    half.answer("notice_days", 45)
    one = sender(half)
    one.name.setText(FOLDER)
    answers = Answers(words.REPLACE)

    second = one.write(qtbot)

    assert answers.said
    assert (second.folder, second.files) == (first.folder, first.files)
    assert (tmp_path / FOLDER / "acton clean.docx").read_bytes() != before


@pytest.mark.faults
def test_a_folder_that_counsel_worked_in_is_never_replaced(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    sender(half).write(qtbot)
    theirs = tmp_path / FOLDER / "acton for review.docx"
    theirs.write_bytes(b"with counsel's changes")
    one = sender(half)
    one.name.setText(FOLDER)
    answers = Answers(words.REPLACE, "OK")

    press(one.dialog, "send_now")
    qtbot.waitUntil(lambda: len(answers.said) == 2, timeout=20_000)

    assert "changed since they were written" in plain_sentence(answers.said[1])
    assert theirs.read_bytes() == b"with counsel's changes"
    assert one.dialog.isVisible()


def test_another_place_can_be_chosen(
    qtbot: QtBot,
    sender: Callable[[Session], Sender],
    half: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "elsewhere"))
    one = sender(half)

    press(one.dialog, "choose_place")
    outcome = one.write(qtbot)

    assert outcome.folder == tmp_path / "elsewhere" / FOLDER


# ---- faults --------------------------------------------------------------------------------


@pytest.mark.faults
def test_e02_a_full_disk_leaves_no_folder_and_no_note(
    qtbot: QtBot,
    sender: Callable[[Session], Sender],
    half: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    before = fingerprint(tmp_path)
    one = sender(half)
    answers = Answers("OK")
    monkeypatch.setattr(os, "write", full)

    press(one.dialog, "send_now")
    qtbot.waitUntil(lambda: bool(answers.said), timeout=20_000)
    monkeypatch.undo()

    assert "not enough space" in plain_sentence(answers.said[0])
    assert fingerprint(tmp_path) == before
    assert one.dialog.isVisible()
    assert half.saved
    assert not half.document.rounds


@pytest.mark.faults
@pytest.mark.parametrize("name", ["  ", "folder of letters", "x" * 250])
def test_e12_what_cannot_be_or_must_not_be_replaced_is_told(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder of letters").mkdir()
    (tmp_path / "folder of letters" / "letter.docx").write_bytes(b"from counsel")
    before = fingerprint(tmp_path)
    one = sender(half)
    one.name.setText(name)
    answers = Answers(*([words.REPLACE] if "letters" in name else []), "OK")

    press(one.dialog, "send_now")
    told = 2 if "letters" in name else 1
    qtbot.waitUntil(lambda: len(answers.said) == told, timeout=20_000)

    plain_sentence(answers.said[-1])
    assert fingerprint(tmp_path) == before
    assert one.dialog.isVisible()


@pytest.mark.faults
def test_a_note_that_cannot_be_saved_is_told_and_kept_unsaved(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    theirs = b"somebody else saved this"
    (tmp_path / "acton.mou").write_bytes(theirs)

    outcome = sender(half).write(qtbot)

    assert not outcome.noted
    assert len(list(outcome.folder.iterdir())) == 4
    assert (tmp_path / "acton.mou").read_bytes() == theirs
    assert half.dirty
    assert len(half.document.rounds) == 1


@pytest.mark.faults
def test_nothing_is_written_where_the_agreement_cannot_be_saved_first(
    qtbot: QtBot, sender: Callable[[Session], Sender], half: Session, tmp_path: Path
) -> None:
    half.answer("notice_days", 45)
    (tmp_path / "acton.mou").write_bytes(b"somebody else saved this")
    before = fingerprint(tmp_path)
    one = sender(half)

    with qtbot.waitSignal(one.saving.refused, timeout=20_000):
        press(one.dialog, "send_now")

    assert fingerprint(tmp_path) == before
    assert one.dialog.isVisible()
    assert not half.document.rounds


@pytest.mark.faults
def test_e10_a_long_sending_can_be_called_off_and_the_window_never_stands_still(
    qtbot: QtBot, sender: Callable[[Session], Sender], parent: QWidget, tmp_path: Path
) -> None:
    session = saved(parent, tmp_path / "acton.mou", big.document(5))
    before = fingerprint(tmp_path)
    one = sender(session)
    QApplication.processEvents()
    pulse = Pulse()

    press(one.dialog, "send_now")
    press(one.dialog, "send_now")  # a second press begins nothing
    qtbot.keyClick(one.dialog, Qt.Key.Key_Escape)

    assert one.dialog.isVisible()  # calling the work off is not closing
    qtbot.waitUntil(
        lambda: not any(job.running for job in one.dialog.findChildren(Job)), timeout=20_000
    )
    assert fingerprint(tmp_path) == before
    assert pulse.longest < MOST_STILL
    qtbot.keyClick(one.dialog, Qt.Key.Key_Escape)
    assert not one.dialog.isVisible()
    assert one.dialog.outcome is None


# ---- afterwards ----------------------------------------------------------------------------


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]  # it takes no bytes
    yield made
    QDesktopServices.unsetUrlHandler("file")


OUTCOME = Outcome(
    Path("/tmp/acton – to counsel 2027-03-04"),  # noqa: S108  # nothing is written there
    "r1234567",
    tuple((kind, f"acton {kind}.docx") for kind in words.SEND_KINDS),
    noted=True,
)


def test_afterwards_each_file_is_listed_and_the_folder_opens(
    qtbot: QtBot, theme: Theme, parent: QWidget, opened: Opened
) -> None:
    dialog = SentResult(theme, OUTCOME, parent)
    qtbot.addWidget(dialog)
    dialog.show()

    press(dialog, "open_folder")

    assert opened.urls == [QUrl.fromLocalFile(str(OUTCOME.folder))]
    for _, name in OUTCOME.files:
        assert name in said(dialog)
    assert words.SENT_NOTED in said(dialog)


def listed(bot: QtBot, theme: Theme, parent: QWidget, *, folder: str) -> SentList:
    round_ = {
        "_id": "r1234567", "time": NOW, "returns": [{"sha256": "d" * 64, "time": NOW}],
        "sent": [{"kind": kind, "sha256": "a" * 64} for kind in words.SEND_KINDS],
    }  # fmt: skip
    earlier = {"_id": "e9b2d6fy", "time": "soon", "sent": [{"kind": "hologram"}], "returns": []}
    folders = {"r1234567": folder}
    dialog = SentList(theme, freeze([earlier, round_]), folders, parent)
    bot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_round_is_listed_the_last_one_first(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path, opened: Opened
) -> None:
    dialog = listed(qtbot, theme, parent, folder=str(tmp_path))

    press(dialog, "open_r1234567")

    assert opened.urls == [QUrl.fromLocalFile(str(tmp_path))]
    text = said(dialog)
    assert "4 files: for review, compared, local changes, clean" in text
    assert "1 file came back" in text
    assert text.index("March 4, 2027") < text.index("hologram")


@pytest.mark.faults
def test_f16_a_file_of_another_agreement_that_came_back_is_listed_as_that(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    of = {"agreement": "11111111-2222", "title": "Another", "edition": "ma-sro-2018"}
    back = [
        {"sha256": "d" * 64, "time": NOW, "name": "a.docx", "of": of},
        {"sha256": "e" * 64, "time": NOW, "of": {"edition": "ma-sro-2018"}},
        {"sha256": "f" * 64, "time": NOW, "of": "nothing that can be read"},
    ]
    round_ = {"_id": "r1234567", "time": NOW, "sent": [], "returns": back}
    dialog = SentList(theme, freeze([round_]), {}, parent)
    qtbot.addWidget(dialog)
    dialog.show()

    text = said(dialog)
    assert "“a.docx” came back, and is of another agreement, “Another” (11111111-2222)" in text
    assert "One file that came back is of another edition, ma-sro-2018." in text
    assert "3 files came back" in text
    assert_accessible_everywhere(dialog, theme)


def test_a_folder_that_is_gone_is_not_offered(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    dialog = listed(qtbot, theme, parent, folder=str(tmp_path / "gone"))

    assert dialog.findChild(QPushButton, "open_r1234567") is None
    assert words.SENT_FOLDER_GONE in said(dialog)


def test_where_folders_are_is_remembered_for_the_last_rounds() -> None:
    memory = Memory()
    for number in range(MOST_SENT + 5):
        memory = memory.with_sent(f"r{number:07}", Path("/somewhere"))

    assert len(memory.sent) == MOST_SENT
    assert f"r{MOST_SENT + 4:07}" in memory.sent


# ---- in the window -------------------------------------------------------------------------


def acting(window: MainWindow, *names: str) -> list[QDialog]:
    """Press a button in each dialog that comes, and return the dialogs."""
    came: list[QDialog] = []

    def act() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, QDialog) and found not in came:
            came.append(found)
            press(found, names[len(came) - 1])
        if len(came) < len(names):
            QTimer.singleShot(10, window, act)

    QTimer.singleShot(10, window, act)
    return came


@pytest.mark.parametrize("way", ["menu", "ready", "export"])
def test_the_window_sends_from_each_of_its_places(
    qtbot: QtBot, theme: Theme, tmp_path: Path, way: str
) -> None:
    path = tmp_path / "acton.mou"
    project_file.save(Project(document=samples.document("half")), path, NOW)
    window = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.open_file(path)
    assert window.session is not None

    if way == "ready":
        window.ready()
        qtbot.waitUntil(lambda: window.findChild(QPushButton, "export_final") is not None)
        acting(window, "send_now", "close")
        press(window, "send")
    else:
        acting(window, *(["send"] if way == "export" else []), "send_now", "close")
        action = window.findChild(QAction, "action_send" if way == "menu" else "action_export")
        assert action is not None
        action.trigger()

    assert [one["_id"] for one in window.session.document.rounds] == [*memory_of(tmp_path).sent]
    assert (tmp_path / FOLDER).is_dir()
    acting(window, "close")
    action = window.findChild(QAction, "action_sent")
    assert action is not None
    action.trigger()
    window.session.wait()


def memory_of(folder: Path) -> Memory:
    return Desk(folder / "kept").memory


# ---- accessible ----------------------------------------------------------------------------


def test_the_dialogs_of_a_sending_are_accessible(
    sender: Callable[[Session], Sender],
    qtbot: QtBot,
    theme: Theme,
    parent: QWidget,
    half: Session,
    tmp_path: Path,
) -> None:
    result = SentResult(theme, OUTCOME, parent)
    qtbot.addWidget(result)
    result.show()
    dialogs = (sender(half).dialog, result, listed(qtbot, theme, parent, folder=str(tmp_path)))

    for dialog in dialogs:
        assert_accessible_everywhere(dialog, theme)


def test_on_the_smallest_screen_its_buttons_stand_and_the_rest_scrolls(
    sender: Callable[[Session], Sender], half: Session
) -> None:
    dialog = sender(half).dialog
    dialog.resize(640, 360)
    QApplication.processEvents()

    assert dialog.size().height() == 360
    button = part(dialog, QPushButton, "send_now")
    corner = button.mapTo(dialog, button.rect().bottomRight())
    assert dialog.rect().contains(corner)
    assert button.hasFocus()
