"""What becomes of the file of an open agreement, with real files and the whole window."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
)

from mou_desktop import messages
from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.choosing import ChoiceDialog
from mou_desktop.gui.dialogs.comparison import ComparisonDialog
from mou_desktop.gui.dialogs.merging import MergeDialog
from mou_desktop.gui.guarding import Guard
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.saving import Saving
from mou_desktop.gui.speller import Speller
from mou_desktop.gui.watching import Watch
from mou_desktop.store import lock, project_file, recovery, versions
from mou_desktop.store.project_file import Project
from mou_desktop.store.strict_json import pretty
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers, part, press
from tests.support.files import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

LATER = "2027-03-05T05:06:07Z"
FIELD, OTHER = "district_name", "district_address"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "share" / "Acton.mou"
    made.parent.mkdir()
    project_file.save(Project(document=samples.document("half")), made, NOW)
    return made


class Pair:
    """A window with an agreement open, and somebody else who saves its file."""

    def __init__(self, bot: QtBot, theme: Theme, home: Path, path: Path) -> None:
        self.bot, self.path = bot, path
        self.answers: Answers | None = None  # whoever answers must be held as long as he waits
        desk = Desk(home)
        self.speller = Speller(desk)  # its worker is waited for: no window may go before it
        self.window = MainWindow(desk, theme, speller=self.speller)
        bot.addWidget(self.window, before_close_func=lambda _window: self.let_go())
        with bot.waitExposed(self.window):
            self.window.show()

    def open(self) -> Session:
        self.window.open_file(self.path)
        self.bot.waitUntil(lambda: self.guard is not None)
        return self.session

    def let_go(self) -> None:
        """Close without a question: what a test left unsaved is gone, and no worker is left."""
        if self.window.session is not None:
            self.window.session.adopt(self.window.session.project, "let go")
            self.window.close_agreement()
        self.speller.wait()

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def guard(self) -> Guard | None:
        return self.window.findChild(Guard)

    def theirs(self, **answers: str) -> Project:
        """Have somebody else answer and save; return what the file holds then."""
        project = project_file.load(self.path)
        document = project.document
        for key, text in answers.items():
            document = document.with_answer(key, text)
        return project_file.save(replace(project, document=document), self.path, LATER)

    def bar(self, matter: str) -> str:
        editor = self.window.editor
        assert editor is not None
        found = editor.notices.findChild(QLabel, f"notice_{matter}_text")
        return found.text() if found is not None else ""

    def wait_bar(self, matter: str, words_in: str = "") -> str:
        self.bot.waitUntil(lambda: words_in in self.bar(matter) and bool(self.bar(matter)))
        return self.bar(matter)

    @property
    def said(self) -> list[str]:
        return self.answers.said if self.answers is not None else []

    def status(self) -> str:
        found = self.window.findChild(QLabel, "saved")
        return found.text() if found is not None else ""

    def press(self, name: str) -> None:
        assert self.window.editor is not None
        press(self.window.editor.notices, name)

    def save(self) -> None:
        assert self.window.editor is not None
        self.window.save()

    def answer_there(self, key: str = FIELD) -> object:
        return project_file.load(self.path).document.answer(key)


@pytest.fixture
def pair(qtbot: QtBot, theme: Theme, tmp_path: Path, path: Path) -> Pair:
    return Pair(qtbot, theme, tmp_path / "kept", path)


def on_dialog(pair: Pair, kind: type[QDialog], act: Callable[[QDialog], object]) -> list[QDialog]:
    """Act on the next dialog of a kind, whenever it opens."""
    seen: list[QDialog] = []
    timer = QTimer(pair.window, interval=10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and not seen:
            timer.stop()
            seen.append(dialog)
            act(dialog)

    timer.timeout.connect(look)
    timer.start()
    return seen


# ---- changed on the disk ---------------------------------------------------------------------


@pytest.mark.faults("A14")
def test_what_somebody_else_saved_is_offered_where_nothing_is_unsaved_here(pair: Pair) -> None:
    session = pair.open()
    before = session.document.answer(FIELD)
    pair.theirs(district_name="Theirs")

    assert "was saved by somebody else" in pair.wait_bar("file")
    assert session.document.answer(FIELD) == before

    pair.press("load")

    assert session.document.answer(FIELD) == "Theirs"
    assert session.saved
    assert not pair.bar("file")
    session.undo()
    assert session.document.answer(FIELD) == before
    assert session.dirty


@pytest.mark.faults("A14")
def test_a_second_change_is_seen_though_the_first_replaced_the_file(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_name="First")
    pair.wait_bar("file")
    pair.press("load")
    pair.theirs(district_name="Second")

    pair.wait_bar("file")
    pair.press("load")

    assert session.document.answer(FIELD) == "Second"


@pytest.mark.faults("A17")
def test_a_file_that_was_only_touched_brings_no_bar(pair: Pair) -> None:
    pair.open()
    watch = pair.window.findChild(Watch)
    assert isinstance(watch, Watch)

    with pair.bot.waitSignal(watch.looked):
        os.utime(pair.path, (1_900_000_000, 1_900_000_000))

    assert not pair.bar("file")


@pytest.mark.faults("A15")
def test_a_save_over_what_nobody_read_asks_and_the_ready_answer_changes_nothing(
    pair: Pair,
) -> None:
    session = pair.open()
    pair.theirs(district_name="Theirs")
    session.answer(FIELD, "Mine")
    answers = Answers(words.DISK_LATER)

    pair.save()
    pair.bot.waitUntil(lambda: bool(answers.said))
    pair.wait_bar("file")

    assert "was saved by somebody else" in answers.said[0]
    assert pair.answer_there() == "Theirs"
    assert session.document.answer(FIELD) == "Mine"
    assert session.dirty


@pytest.mark.faults("A15")
def test_the_answer_that_enter_gives_is_not_now(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_name="Theirs")
    session.answer(FIELD, "Mine")
    ready: list[str] = []

    def look(dialog: QDialog) -> None:
        default = next(one for one in dialog.findChildren(QPushButton) if one.isDefault())
        ready.append(default.text())
        dialog.reject()

    on_dialog(pair, ChoiceDialog, look)
    pair.save()
    pair.bot.waitUntil(lambda: bool(ready))

    assert ready == [words.DISK_LATER]


@pytest.mark.faults("A15")
def test_keeping_both_saves_mine_beside_theirs(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_name="Theirs")
    session.answer(FIELD, "Mine")
    pair.answers = Answers(words.DISK_KEEP_BOTH)

    with pair.bot.waitSignal(_saved(pair)):
        pair.save()

    assert pair.answer_there() == "Theirs"
    assert session.path == pair.path.with_name("Acton 2.mou")
    assert project_file.load(session.path).document.answer(FIELD) == "Mine"
    assert session.saved


@pytest.mark.faults("A15")
def test_taking_theirs_keeps_mine_one_undo_away(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_name="Theirs")
    session.answer(FIELD, "Mine")
    pair.answers = Answers(words.DISK_THEIRS)
    pair.save()

    pair.bot.waitUntil(lambda: session.document.answer(FIELD) == "Theirs")

    assert session.saved
    session.undo()
    assert session.document.answer(FIELD) == "Mine"
    assert session.dirty


@pytest.mark.faults("A15", "C11")
def test_a_merge_takes_both_and_asks_where_they_disagree(pair: Pair, tmp_path: Path) -> None:
    session = pair.open()
    theirs = pair.theirs(district_name="Theirs", district_address="Their street")
    session.answer(FIELD, "Mine")
    session.answer("officer_title_other", "Liaison of mine")
    before = session.document

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, MergeDialog)
        press(dialog, "apply")
        assert dialog.isVisible()
        assert dialog.document is None
        press_radio(dialog, "mine_1")
        press(dialog, "apply")

    pair.answers = Answers(words.DISK_MERGE)
    on_dialog(pair, MergeDialog, settle)
    pair.save()
    pair.bot.waitUntil(lambda: session.document.answer(OTHER) == "Their street")

    assert session.document.answer(FIELD) == "Mine"
    assert session.document.answer("officer_title_other") == "Liaison of mine"
    assert session.dirty
    assert words.CHANGES in pair.status()  # and no more of the save that was refused
    assert words.MERGED in pair.status()
    assert theirs.body in session.document.parents
    with pair.bot.waitSignal(_saved(pair)):
        pair.save()
    assert pair.answer_there(OTHER) == "Their street"
    assert pair.answer_there() == "Mine"
    kept = versions.kept(session.document.id, tmp_path / "kept" / "versions")
    assert theirs.body in [one.digest for one in kept]
    session.undo()
    assert session.document.answers == before.answers


def test_a_merge_that_another_step_overtook_is_told_and_loses_nothing(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_address="Their street")
    session.answer(FIELD, "Mine")

    def settle(dialog: QDialog) -> None:
        session.answer(FIELD, "Mine by now")
        press(dialog, "apply")

    pair.answers = Answers(words.DISK_MERGE, "OK")
    on_dialog(pair, MergeDialog, settle)
    pair.save()
    pair.bot.waitUntil(lambda: words.MERGE_OVERTAKEN in pair.said)

    assert session.document.answer(FIELD) == "Mine by now"
    assert session.dirty


@pytest.mark.faults("A15", "A25")
def test_closing_over_what_somebody_else_saved_asks_once_and_stays_open(pair: Pair) -> None:
    session = pair.open()
    pair.theirs(district_name="Theirs")
    session.answer(FIELD, "Mine")
    pair.answers = Answers(words.SAVE, words.DISK_LATER)

    assert not pair.window.close_agreement()
    pair.bot.waitUntil(lambda: len(pair.said) == 2)
    pair.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    assert "was saved by somebody else" in pair.said[1]
    assert pair.status() == words.NOT_SAVED_OVERTAKEN
    assert session.dirty
    assert pair.answer_there() == "Theirs"


@pytest.mark.faults("A11")
def test_a_folder_that_is_back_is_no_trouble_any_more(pair: Pair) -> None:
    session = pair.open()
    session.answer(FIELD, "Mine")
    folder = pair.path.parent
    folder.rename(folder.with_name("away"))
    pair.answers = Answers(words.KEEP_WORKING)
    pair.save()
    pair.wait_bar("file")
    pair.bot.waitUntil(lambda: "not there now" in pair.status())

    folder.with_name("away").rename(folder)
    assert pair.guard is not None
    pair.guard.look()

    pair.bot.waitUntil(lambda: pair.status() == words.CHANGES)
    assert not pair.bar("file")


@pytest.mark.faults("B04")
def test_a_file_that_was_changed_outside_says_so_above_and_offers_what_is_kept(
    pair: Pair,
) -> None:
    data = pair.path.read_bytes()
    assert data.count(b"Sampleford Public Schools")
    pair.path.write_bytes(data.replace(b"Sampleford Public", b"Samplefort Public", 1))
    pair.open()

    assert pair.bar("opened") == messages.ALTERED_FILE
    pair.press("opened_later")
    assert not pair.bar("opened")


@pytest.mark.faults("B10")
def test_a_file_of_a_newer_program_says_above_that_it_can_only_be_read(pair: Pair) -> None:
    data = pair.path.read_bytes()
    pair.path.write_bytes(data.replace(b'"mou": "1.', b'"mou": "9.', 1))
    session = pair.open()

    assert session.only_read
    assert messages.NEWER_MAJOR.format(format=session.project.format) in pair.bar("opened")


@pytest.mark.faults("A15")
def test_another_agreement_under_the_name_is_never_merged_or_taken(pair: Pair) -> None:
    session = pair.open()
    other = replace(samples.document("half"), id="00000000-0000-4000-8000-000000000001")
    project_file.save(Project(document=other), pair.path, LATER, over=True)

    assert "Another agreement" in pair.wait_bar("file")
    pair.press("keep_both")
    pair.bot.waitUntil(lambda: session.path != pair.path)

    assert project_file.load(pair.path).document.id == other.id


# ---- gone ------------------------------------------------------------------------------------


@pytest.mark.faults("A12")
def test_a_deleted_file_is_told_and_saved_again_only_when_asked(pair: Pair) -> None:
    session = pair.open()
    pair.path.unlink()
    assert "not in its folder" in pair.wait_bar("file")
    session.answer(FIELD, "Mine")
    pair.answers = Answers(words.DISK_LATER)
    pair.save()
    pair.bot.waitUntil(lambda: bool(pair.said))
    pair.bot.waitUntil(lambda: QApplication.activeModalWidget() is None and not _busy(pair))
    assert not pair.path.exists()

    answers = Answers(words.DISK_AGAIN)
    with pair.bot.waitSignal(_saved(pair)):
        pair.save()

    assert answers.said
    assert pair.answer_there() == "Mine"
    assert not pair.bar("file")


@pytest.mark.faults("A13")
def test_a_file_with_another_name_is_found_and_gone_on_in(pair: Pair) -> None:
    session = pair.open()
    other = pair.path.with_name("Boxborough.mou")
    pair.path.rename(other)

    assert "Boxborough.mou" in pair.wait_bar("file", "Boxborough")
    pair.press("go_on")
    assert words.DISK_WENT_ON.format(other=other.name) in pair.status()
    session.answer(FIELD, "Mine")
    with pair.bot.waitSignal(_saved(pair)):
        pair.save()

    assert project_file.load(other).document.answer(FIELD) == "Mine"
    assert not pair.path.exists()
    assert "Boxborough" in pair.window.windowTitle()


@pytest.mark.faults("A11")
def test_a_folder_that_is_away_is_told_and_the_work_stays(pair: Pair) -> None:
    session = pair.open()
    pair.path.parent.rename(pair.path.parent.with_name("away"))

    assert "folder" in pair.wait_bar("file")
    session.answer(FIELD, "Mine")
    assert session.document.answer(FIELD) == "Mine"


# ---- copies beside it --------------------------------------------------------------------------


@pytest.mark.faults("A18")
def test_a_conflict_copy_beside_the_file_is_told_and_merged(pair: Pair) -> None:
    project = project_file.load(pair.path)
    copy = pair.path.with_name("Acton-LAPTOP7.mou")
    document = project.document.with_answer(FIELD, "Laptop")
    project_file.save(replace(project, document=document, file=""), copy, LATER)
    session = pair.open()

    assert "Acton-LAPTOP7.mou" in pair.wait_bar("copies")
    on_dialog(pair, ComparisonDialog, lambda dialog: press(dialog, "merge"))
    merged = on_dialog(pair, MergeDialog, lambda dialog: press(dialog, "apply"))
    pair.press("compare_copy")
    pair.bot.waitUntil(lambda: session.document.answer(FIELD) == "Laptop")

    assert merged
    assert not pair.bar("copies")
    assert session.dirty


@pytest.mark.faults("A18")
def test_a_conflict_copy_that_was_merged_is_told_no_more(pair: Pair) -> None:
    project = project_file.load(pair.path)
    bodies = []
    for name in ("Acton-LAPTOP7.mou", "Acton-LAPTOP8.mou"):
        document = project.document.with_answer(FIELD, name)
        copy = replace(project, document=document, file="")
        bodies.append(project_file.save(copy, pair.path.with_name(name), LATER).body)
    line = replace(project.document, parents=(bodies[0],))
    project_file.save(replace(project, document=line), pair.path, LATER)
    pair.path.with_name("Acton (1).mou").write_bytes(pair.path.read_bytes())  # nothing differs
    pair.path.with_name("Acton-BROKEN.mou").write_bytes(pair.path.read_bytes()[:2_000])
    pair.open()

    told = pair.wait_bar("copies")

    assert told == words.COPIES_BESIDE.format(count=2, name="Acton-BROKEN.mou")


def test_a_chosen_file_is_compared_from_the_menu(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.open()
    other = pair.path.with_name("other.mou")
    other.write_bytes(pair.path.read_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    answers = Answers("OK")

    pair.window.compare()

    assert "nothing to merge" in answers.said[0]


def test_a_file_of_another_agreement_is_refused_in_one_sentence(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.open()
    other = pair.path.with_name("other.mou")
    document = replace(samples.document("half"), id="00000000-0000-4000-8000-000000000001")
    project_file.save(Project(document=document), other, LATER)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))

    def read(dialog: QDialog) -> None:
        said.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.reject()

    said: list[str] = []
    on_dialog(pair, ComparisonDialog, read)
    pair.window.compare()

    assert any("two agreements, not two copies" in one for one in said)


# ---- the lock ----------------------------------------------------------------------------------


def elsewhere(path: Path, **changed: object) -> Path:
    """Lock a file as another computer does."""
    beside = lock.beside(path)
    holder = asdict(lock.myself(NOW)) | {"user": "dana", "host": "OFFICE-3", "machine": "other"}
    beside.write_bytes(pretty(holder | changed))
    return beside


@pytest.mark.faults("C03", "C07")
def test_the_file_is_held_while_it_is_open_and_let_go_when_it_is_closed(pair: Pair) -> None:
    pair.open()
    guard = pair.guard
    assert guard is not None
    pair.bot.waitUntil(lambda: guard.claimed)
    assert lock.beside(pair.path).exists()

    pair.window.close_agreement()

    assert not lock.beside(pair.path).exists()


@pytest.mark.faults("C02", "C05")
def test_a_file_that_another_computer_holds_is_opened_to_read(pair: Pair) -> None:
    beside = elsewhere(pair.path)
    before = beside.read_bytes()
    answers = Answers(words.LOCK_READ)
    session = pair.open()
    pair.bot.waitUntil(lambda: session.only_read)

    assert "dana has had “Acton.mou” open on the computer OFFICE-3 since" in answers.said[0]
    assert "dana has it open on the computer OFFICE-3" in pair.wait_bar("reading")
    session.answer(FIELD, "Mine")
    assert session.document.answer(FIELD) != "Mine"
    assert "(read only)" in pair.window.windowTitle()
    assert beside.read_bytes() == before


@pytest.mark.faults("C05")
def test_what_is_typed_into_a_file_opened_to_read_goes_back_and_is_told(pair: Pair) -> None:
    elsewhere(pair.path)
    pair.answers = Answers(words.LOCK_READ)
    session = pair.open()
    pair.bot.waitUntil(lambda: session.only_read)
    session.go(session.edition.field_places[FIELD])
    pair.window.activateWindow()
    editor = pair.window.editor
    assert editor is not None
    editor.questions.enter()
    line = editor.questions.focusWidget()
    assert isinstance(line, QLineEdit)
    before = line.text()

    pair.bot.keyClicks(line, "x")

    assert line.text() == before
    assert not session.dirty
    saved = pair.window.findChild(QLabel, "saved")
    assert saved is not None
    assert words.READ_ONLY_EDIT in saved.text()


@pytest.mark.faults("C05")
def test_a_file_that_was_opened_to_read_is_changed_once_the_other_has_closed_it(
    pair: Pair,
) -> None:
    beside = elsewhere(pair.path)
    pair.answers = Answers(words.LOCK_READ, words.LOCK_READ)
    session = pair.open()
    pair.wait_bar("reading")

    pair.press("change")
    pair.bot.waitUntil(lambda: len(pair.said) == 2)
    assert session.only_read

    beside.unlink()
    pair.theirs(district_name="Theirs")
    pair.press("change")
    pair.bot.waitUntil(lambda: not session.only_read)

    assert not pair.bar("reading")
    assert "(read only)" not in pair.window.windowTitle()
    assert "was saved by somebody else" in pair.wait_bar("file")
    session.answer(OTHER, "Mine")
    assert session.document.answer(OTHER) == "Mine"


@pytest.mark.faults("C05")
def test_a_copy_can_be_made_of_what_was_opened_to_read(pair: Pair) -> None:
    beside = elsewhere(pair.path)
    before = beside.read_bytes()
    pair.answers = Answers(words.LOCK_READ)
    session = pair.open()
    pair.wait_bar("reading")

    pair.press("own_copy")

    assert session.path is None
    assert not session.only_read
    assert not pair.bar("reading")
    assert beside.read_bytes() == before


@pytest.mark.faults("C05")
def test_saving_a_file_opened_to_read_asks_where_a_copy_goes(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(pair.path)
    pair.answers = Answers(words.LOCK_READ)
    session = pair.open()
    pair.bot.waitUntil(lambda: session.only_read)
    asked: list[tuple[str, str]] = []

    def ask(*args: str) -> tuple[str, str]:
        asked.append((args[1], Path(args[2]).name))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)

    pair.save()

    assert asked == [(words.SAVE_COPY, "Acton copy.mou")]


@pytest.mark.faults("C05")
def test_a_copy_of_a_held_file_belongs_to_no_file(pair: Pair) -> None:
    beside = elsewhere(pair.path)
    pair.answers = Answers(words.LOCK_COPY)
    session = pair.open()
    pair.bot.waitUntil(lambda: session.path is None)

    assert session.old_name == "Acton copy"
    assert session.dirty
    assert "OFFICE-3" in beside.read_text(encoding="utf-8")


@pytest.mark.faults("C05")
def test_a_held_file_that_is_opened_anyway_is_held_here(pair: Pair) -> None:
    beside = elsewhere(pair.path)
    pair.answers = Answers(words.LOCK_ANYWAY)
    pair.open()
    guard = pair.guard
    assert guard is not None

    pair.bot.waitUntil(lambda: guard.claimed)

    assert "OFFICE-3" not in beside.read_text(encoding="utf-8")
    pair.window.close_agreement()
    assert not beside.exists()


@pytest.mark.faults("C05", "G19")
def test_nothing_is_asked_of_a_lock_that_is_heard_of_while_the_window_lets_go(pair: Pair) -> None:
    pair.open()
    guard = pair.guard
    assert guard is not None
    pair.bot.waitUntil(lambda: guard.claimed)
    asked: list[str] = []

    def look(dialog: QDialog) -> None:
        asked.append(dialog.windowTitle())
        dialog.reject()

    on_dialog(pair, ChoiceDialog, look)
    elsewhere(pair.path)
    guard._hold.hold(pair.path)  # noqa: SLF001  # as after a save under another name
    guard._hold._worker.waitForDone()  # noqa: SLF001  # the answer is there, and nobody has heard it yet

    pair.window.close_agreement()

    assert asked == []
    assert "OFFICE-3" in lock.beside(pair.path).read_text(encoding="utf-8")


@pytest.mark.faults("C03")
def test_a_lock_that_a_dead_process_left_is_taken_over_without_a_word(pair: Pair) -> None:
    me = lock.myself(NOW)
    elsewhere(pair.path, host=me.host, machine=me.machine, pid=999_999_999)
    pair.open()
    guard = pair.guard
    assert guard is not None

    pair.bot.waitUntil(lambda: guard.claimed)

    assert QApplication.activeModalWidget() is None


# ---- work that was kept --------------------------------------------------------------------------


def kept_by_a_dead_program(project: Project, path: Path | None, folder: Path) -> Path:
    made = recovery.keep(project, path, folder, LATER)
    other = made.with_name(made.name.rpartition("-")[0] + "-999999999.json")
    made.rename(other)
    return other


@pytest.mark.faults("D09")
def test_work_kept_for_a_file_is_told_when_the_file_is_opened(pair: Pair, tmp_path: Path) -> None:
    project = project_file.load(pair.path)
    document = project.document.with_answer(FIELD, "Kept")
    folder = tmp_path / "kept" / "recovery"
    kept_by_a_dead_program(replace(project, document=document), pair.path, folder)

    pair.open()

    assert "was kept when the program stopped" in pair.wait_bar("kept")


@pytest.mark.faults("D09")
def test_a_copy_that_the_file_holds_whole_is_dropped_without_a_word(
    pair: Pair, tmp_path: Path
) -> None:
    folder = tmp_path / "kept" / "recovery"
    copy = kept_by_a_dead_program(project_file.load(pair.path), pair.path, folder)

    pair.open()
    pair.bot.waitUntil(lambda: not copy.exists())

    assert not pair.bar("kept")


def _saved(pair: Pair) -> object:
    saving = pair.window.findChild(Saving)
    assert isinstance(saving, Saving)
    return saving.saved


def _busy(pair: Pair) -> bool:
    saving = pair.window.findChild(Saving)
    return isinstance(saving, Saving) and saving.busy


def press_radio(dialog: QDialog, name: str) -> None:
    button = part(dialog, QRadioButton, name)
    assert isinstance(button, QRadioButton)
    button.click()


# ---- accessible --------------------------------------------------------------------------------


@pytest.mark.faults("G10")
def test_the_bars_are_accessible_and_reached_by_tab(pair: Pair, theme: Theme) -> None:
    project = project_file.load(pair.path)
    document = project.document.with_answer(FIELD, "Laptop")
    copy = pair.path.with_name("Acton-LAPTOP7.mou")
    project_file.save(replace(project, document=document, file=""), copy, LATER)
    pair.open()
    pair.wait_bar("copies")
    editor = pair.window.editor
    assert editor is not None

    part(editor.notices, QPushButton, "compare_copy").setFocus()
    assert_accessible_everywhere(editor.notices, theme)
