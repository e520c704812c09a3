"""From a Word file that came back to the reply, in the window and with the child that reads it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from mou_desktop.gui import words
from mou_desktop.gui.bringing import MATTER
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.sent_counsel import SentList
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.reviewing import came_back as read_back
from mou_desktop.model.rounds import has_returned
from mou_desktop.store import project_file, saver
from mou_desktop.store.project_file import Project
from mou_desktop.word.returned.decided import Decision, as_plain, from_plain
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, came_back, samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.counsel import Sitting
from tests.support.dialogs import Answers, press
from tests.support.files import plain_sentence
from tests.support.printed import paragraphs_of
from tests.support.pulse import MOST_STILL, Pulse
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

OTHER = "11111111-2222-4333-8444-555555555555"


def made_window(bot: QtBot, theme: Theme, tmp_path: Path) -> MainWindow:
    window = MainWindow(Desk(tmp_path / "kept"), theme)

    def let_go(_: object) -> None:
        session = window.session
        if session is not None:
            session.mark_saved(session.project, tmp_path / "kept.mou", session.snapshot()[1])
            session.wait()

    bot.addWidget(window, before_close_func=let_go)
    with bot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return came_back.folder_of(folder)


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, tmp_path: Path, files: tuple[Path, Path]
) -> Iterator[MainWindow]:
    made = made_window(qtbot, theme, tmp_path)
    made.open_file(files[0])
    qtbot.waitUntil(lambda: made.session is not None and made.session.findings is not None)
    yield made
    if made.session is not None:
        made.session.wait()


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def document_of(window: MainWindow) -> Document:
    return session_of(window).document


def decide_all(window: MainWindow) -> None:
    review = window.bringing.review
    assert review is not None
    review.decide_all(list(review.by_key), Decision(choice="reject", said="Not now."))
    first = next(key for key, one in review.by_key.items() if one.kind == "field")
    review.decide(first, Decision(choice="accept"))


def reviews(window: MainWindow) -> bool:
    return window.bringing.review is not None


def shown(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


# ---- bringing it back ----------------------------------------------------------------------


def test_a_file_that_is_chosen_is_read_in_a_child_and_its_changes_are_listed(
    window: MainWindow, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(files[1]), ""))
    before, pulse = document_of(window), Pulse()

    action = window.findChild(QAction, "action_bring")
    assert action is not None
    action.trigger()

    assert window.editor is not None
    assert window.editor.reviewing
    assert "8 changes · 8 left to decide" in shown(window)
    assert document_of(window) == before
    assert pulse.longest < MOST_STILL


def test_a_word_file_that_is_dropped_is_asked_about_and_brought_back(
    qtbot: QtBot, window: MainWindow, files: tuple[Path, Path]
) -> None:
    answers = Answers(words.BACK_OPENED_YES)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[1]))])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    nothing = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(20, 20), copy, data, button, nothing))

    qtbot.waitUntil(lambda: window.editor is not None and window.editor.reviewing, timeout=30_000)
    assert came_back.NAME in plain_sentence(answers.said[0])


def test_a_word_file_without_an_agreement_says_what_to_open_first(
    qtbot: QtBot, theme: Theme, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    window = made_window(qtbot, theme, tmp_path)
    answers = Answers("OK")

    window.open_file(files[1])

    assert "open the agreement" in plain_sentence(answers.said[0])
    assert window.session is None


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["little", "broken", "schedule", "empty"])
def test_what_is_refused_is_told_in_one_sentence_and_another_file_is_offered(
    window: MainWindow, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.docx"
    if kind == "little":  # of this agreement, in a file of another edition
        path.write_bytes(docx_of(answers.document(answers.tiny(), {})))
    elif kind == "schedule":
        from mou_desktop.word.worksheet import worksheet_of

        path.write_bytes(worksheet_of(samples.document("half")))
    else:
        path.write_bytes(b"" if kind == "empty" else b"not a Word file")
    asked: list[str] = []

    def choose(*_: object) -> tuple[str, str]:
        asked.append("")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    told = Answers(words.BACK_OTHER)

    window.bringing.bring(path)

    plain_sentence(told.said[0])
    assert asked == [""]
    assert window.bringing.review is None


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """What came back of another agreement on the same edition."""
    path = tmp_path / "Exampleton RC edits.docx"
    path.write_bytes(came_back.edited(replace(samples.document("half"), id=OTHER)))
    return path


@pytest.mark.faults
def test_f16_a_file_of_another_agreement_stops_and_asks_and_is_taken_by_its_text(
    window: MainWindow, strange: Path
) -> None:
    told = Answers(words.CANCEL, words.BACK_ANYWAY)

    window.bringing.bring(strange)
    assert not reviews(window)
    window.bringing.bring(strange)

    said = plain_sentence(told.said[0])
    assert all(one in said for one in (strange.name, "another agreement", OTHER, "111 of 112"))
    assert len(told.said) == 2  # and it is not asked about its text once more
    review = window.bringing.review
    assert review is not None
    assert review.came.stranger is not None
    assert (review.came.how, review.came.round) == ("text", "")
    assert f"This is of another agreement, “{review.came.stranger.title}”" in shown(window)
    assert words.REVIEW_SILENT not in shown(window)


@pytest.mark.faults
def test_f16_in_the_place_of_a_strangers_file_another_one_is_offered(
    window: MainWindow, files: tuple[Path, Path], strange: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(files[1]), ""))
    told = Answers(words.BACK_OTHER)

    window.bringing.bring(strange)

    assert len(told.said) == 1
    review = window.bringing.review
    assert review is not None
    assert (review.came.name, review.came.stranger) == (files[1].name, None)


@pytest.mark.faults
def test_f16_what_was_taken_of_a_stranger_is_remembered_as_that(
    window: MainWindow, strange: Path
) -> None:
    told = Answers(words.BACK_ANYWAY, words.REVIEW_APPLY_NOW, words.REPLY_LATER)
    window.bringing.bring(strange)
    decide_all(window)

    press(window, "review_apply")

    (back,) = document_of(window).rounds[-1]["returns"]
    assert (back["of"]["agreement"], back["name"]) == (OTHER, strange.name)
    assert len(told.said) == 3


@pytest.mark.faults
def test_f16_what_was_said_of_a_stranger_outlives_the_program(
    qtbot: QtBot,
    theme: Theme,
    window: MainWindow,
    files: tuple[Path, Path],
    strange: Path,
    tmp_path: Path,
) -> None:
    told = Answers(words.BACK_ANYWAY)
    window.bringing.bring(strange)
    assert window.close_agreement()

    again = made_window(qtbot, theme, tmp_path)
    again.open_file(files[0])
    qtbot.waitUntil(lambda: again.editor is not None and bool(again.editor.notices.notice(MATTER)))
    press(again, "review_go_on")

    review = again.bringing.review
    assert review is not None
    assert review.came.stranger is not None
    session_of(again).answer("notice_days", 45)
    again.bringing.go_on()  # compared once more with the agreement as it stands
    assert review.came.mine.answer("notice_days") == 45
    assert len(told.said) == 1
    session_of(again).wait()


@pytest.mark.faults
def test_f16_a_file_of_another_edition_stops_and_asks(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "older.docx"
    path.write_bytes(docx_of(samples.document("half", "2018")))
    told = Answers(words.BACK_ANYWAY)

    window.bringing.bring(path)

    assert "is of another edition, ma-sro-2018" in plain_sentence(told.said[0])
    assert window.bringing.review is not None
    assert "another edition" in shown(window)


def test_a_file_without_identity_offers_matching_by_text_with_the_hit_rate(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "typed again.docx"
    path.write_bytes(docx_of(document_of(window).with_answer("notice_days", 45)))
    answers = Answers(words.CANCEL, words.BACK_MATCH)

    window.bringing.bring(path)
    assert window.bringing.review is None
    window.bringing.bring(path)

    assert "112 of 112 headings" in plain_sentence(answers.said[0])
    assert "Matched by its text" in shown(window)
    decide_all(window)
    assert "Matched by its text" in shown(window)


def test_an_untouched_file_is_told_to_hold_no_change(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "same.docx"
    path.write_bytes(review_of(samples.document("half"), sending=SENDING))
    answers = Answers("OK")

    window.bringing.bring(path)

    assert words.BACK_NO_CHANGES.format(name="same.docx") in answers.said[0]


@pytest.mark.faults
def test_reading_can_be_called_off_and_the_child_is_ended(
    window: MainWindow, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "endless"
    endless.write_text("#!/bin/sh\nexec sleep 3600\n")
    endless.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(endless))

    def stop() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Working):
            dialog.reject()
        else:
            QTimer.singleShot(10, window, stop)

    QTimer.singleShot(10, window, stop)
    window.bringing.bring(files[1])

    assert window.bringing.review is None


# ---- applying ------------------------------------------------------------------------------


def test_applied_is_one_step_that_undo_takes_back_and_the_same_file_brings_nothing_new(
    qtbot: QtBot, window: MainWindow, files: tuple[Path, Path]
) -> None:
    before = document_of(window)
    window.bringing.bring(files[1])
    decide_all(window)
    answers = Answers(words.REVIEW_APPLY_NOW, words.REPLY_LATER, "OK")

    press(window, "review_apply")

    assert "1 accepted, 7 rejected" in answers.said[0]
    session = session_of(window)
    assert session.undo_name == words.REVIEW_STEP
    assert session.document.answer("notice_days") == 45
    assert window.editor is not None
    assert not window.editor.reviewing
    window.bringing.bring(files[1])
    assert "nothing new" in plain_sentence(answers.said[2])

    session.undo()
    assert document_of(window).answers == before.answers
    assert not has_returned(document_of(window), saver.sha256_of(files[1].read_bytes()))
    window.bringing.bring(files[1])
    assert window.bringing.review is not None
    assert window.bringing.review.open_keys == []  # what was decided is still known
    qtbot.wait(1)


def test_the_question_before_apply_stands_on_cancel(
    qtbot: QtBot, window: MainWindow, files: tuple[Path, Path]
) -> None:
    before = document_of(window)
    window.bringing.bring(files[1])
    decide_all(window)
    asked: list[str] = []

    def space() -> None:
        box = QApplication.activeModalWidget()
        focus = QApplication.focusWidget()
        if box is None or not isinstance(focus, QPushButton):
            QTimer.singleShot(10, window, space)
            return
        asked.append(focus.text().replace("&", ""))
        qtbot.keyClick(focus, Qt.Key.Key_Space)

    QTimer.singleShot(10, window, space)
    press(window, "review_apply")

    assert asked == [words.CANCEL]
    assert document_of(window) == before
    assert reviews(window)


def test_who_types_on_after_apply_types_into_no_question(
    qtbot: QtBot, window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.bringing.bring(files[1])
    decide_all(window)
    told = Answers(words.REVIEW_APPLY_NOW, words.REPLY_LATER)
    press(window, "review_apply")
    window.activateWindow()  # as a window manager does when the dialog has gone
    qtbot.waitUntil(window.isActiveWindow)
    after = document_of(window)

    for key in (Qt.Key.Key_H, Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_N):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)

    assert document_of(window) == after
    assert len(told.said) == 2


def test_after_undo_a_bar_leads_back_to_the_review_and_redo_takes_it_away(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.bringing.bring(files[1])
    decide_all(window)
    told = Answers(words.REVIEW_APPLY_NOW, words.REPLY_LATER)
    press(window, "review_apply")
    editor, session = window.editor, session_of(window)
    assert editor is not None
    assert editor.notices.notice(MATTER) is None
    assert words.REVIEW_APPLIED in shown(window)

    session.undo()
    assert editor.notices.notice(MATTER) is not None
    session.redo()
    assert editor.notices.notice(MATTER) is None
    session.undo()
    editor.status.say(words.REVIEW_APPLIED)  # of an earlier file
    press(window, "review_go_on")

    review = window.bringing.review
    assert review is not None
    assert review.open_keys == []
    assert words.REVIEW_APPLIED not in shown(window)
    assert len(told.said) == 2


@pytest.fixture
def footed(tmp_path: Path) -> Path:
    """What came back with a line of counsel's in the footer, and nothing else."""
    made = Sitting(review_of(samples.document("half"), sending=SENDING), samples.document("half"))
    name = next(one for one in made.parts if one.startswith("word/footer"))
    line = b"<w:p><w:r><w:t>Counsel asks for {notice}.</w:t></w:r></w:p></w:ftr>"
    made.parts[name] = made.parts[name].replace(b"</w:ftr>", line)
    path = tmp_path / "with a footer.docx"
    path.write_bytes(made.saved())
    return path


def test_a_text_that_was_put_into_a_clause_is_applied_with_the_rest_and_undone_with_it(
    window: MainWindow, footed: Path
) -> None:
    before = document_of(window)
    window.bringing.bring(footed)
    review = window.bringing.review
    assert review is not None
    assert review.came.unplaced == ("Counsel asks for {notice}.",)
    review.place(0, "language_access")
    told = Answers(words.REVIEW_APPLY_NOW, words.REPLY_LATER)

    press(window, "review_apply")

    assert "on 1 text? 1 text put into a clause." in told.said[0]
    after = document_of(window)
    local = after.clauses["language_access"]
    assert (local.state, local.text) == ("extended", "Counsel asks for \\{notice\\}.")
    assert footed.name in str(local.reason)
    assert paragraphs_with("Counsel asks for {notice}.", after)
    session_of(window).undo()
    assert document_of(window).clauses == before.clauses


def paragraphs_with(text: str, document: Document) -> list[str]:
    return [one.text for one in paragraphs_of(docx_of(document)) if text in one.text]


def test_a_text_that_was_put_into_a_clause_outlives_the_program(
    qtbot: QtBot,
    theme: Theme,
    window: MainWindow,
    files: tuple[Path, Path],
    footed: Path,
    tmp_path: Path,
) -> None:
    window.bringing.bring(footed)
    review = window.bringing.review
    assert review is not None
    review.place(0, "language_access")
    assert window.close_agreement()

    again = made_window(qtbot, theme, tmp_path)
    again.open_file(files[0])
    qtbot.waitUntil(lambda: again.editor is not None and bool(again.editor.notices.notice(MATTER)))
    press(again, "review_go_on")

    found = again.bringing.review
    assert found is not None
    assert [one.clause for one in found.placed] == ["language_access"]
    other = footed.with_name("other.docx")
    other.write_bytes(came_back.edited(samples.document("half")))
    told = Answers(words.BACK_STAY)
    again.bringing.bring(other)  # what was put into a clause is not let go unasked
    assert len(told.said) == 1
    session_of(again).wait()


def test_an_agreement_that_changed_meanwhile_is_compared_once_more_before_anything(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.bringing.bring(files[1])
    decide_all(window)
    session_of(window).answer("notice_days", 45)  # counsel's own answer

    press(window, "review_apply")

    review = window.bringing.review
    assert review is not None
    assert len(review.by_key) == 7
    assert review.open_keys == []
    assert words.REVIEW_CHANGED_SINCE in shown(window)


def test_the_reply_is_written_after_applying_and_offered_later(
    window: MainWindow,
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "reply"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.bringing.bring(files[1])
    decide_all(window)
    answers = Answers(words.REVIEW_APPLY_NOW, words.REPLY_WRITE, words.REPLY_WRITE)

    press(window, "review_apply")

    text = "\n".join(one.text for one in paragraphs_of((tmp_path / "reply.docx").read_bytes()))
    assert came_back.NAME in text
    assert text.count("Not now.") == 7
    first = (tmp_path / "reply.docx").read_bytes()
    (tmp_path / "reply.docx").unlink()

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, SentList):
            next(
                one for one in dialog.findChildren(QPushButton) if one.text() == words.REPLY_BUTTON
            ).click()
        else:
            QTimer.singleShot(10, window, choose)

    QTimer.singleShot(10, window, choose)
    action = window.findChild(QAction, "action_sent")
    assert action is not None
    action.trigger()

    assert len(answers.said) == 3
    assert (tmp_path / "reply.docx").read_bytes() == first


def test_the_window_with_a_review_is_accessible(
    window: MainWindow, theme: Theme, files: tuple[Path, Path]
) -> None:
    window.bringing.bring(files[1])

    assert_accessible_everywhere(window, theme)


def test_the_counters_of_the_bar_are_whole_from_the_start(
    qtbot: QtBot, window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.resize(1280, 720)
    window.bringing.bring(files[1])
    qtbot.wait(1)

    for kind in ("locked", "silent", "conflict"):
        pill = window.findChild(QLabel, f"pill_{kind}")
        assert pill is not None
        counters = pill.parentWidget()
        assert counters is not None
        assert counters.rect().contains(pill.geometry()), kind


# ---- leaving and coming back ---------------------------------------------------------------


def test_leaving_keeps_the_decisions_and_a_bar_leads_back(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.bringing.bring(files[1])
    decide_all(window)

    press(window, "review_back")

    editor = window.editor
    assert editor is not None
    notice = editor.notices.notice(MATTER)
    assert (editor.reviewing, notice is not None) == (False, True)
    assert words.BACK_ALL_DECIDED in shown(window)
    press(window, "review_go_on")
    assert "all decided" in shown(window)
    assert editor.notices.notice(MATTER) is None


def test_nothing_is_undone_unseen_behind_a_review(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    session_of(window).answer("notice_days", 60)
    window.bringing.bring(files[1])
    editor = window.editor
    assert editor is not None

    session_of(window).undo()

    assert session_of(window).place.field == "notice_days"
    assert (editor.reviewing, editor.notices.notice(MATTER) is None) == (False, False)


def test_decisions_outlive_the_program(
    qtbot: QtBot, theme: Theme, window: MainWindow, files: tuple[Path, Path], tmp_path: Path
) -> None:
    window.bringing.bring(files[1])
    review = window.bringing.review
    assert review is not None
    key = next(iter(review.by_key))
    review.decide(key, Decision(choice="reject", said="No."))
    assert window.close_agreement()
    files[1].unlink()  # the program keeps its own

    again = made_window(qtbot, theme, tmp_path)
    again.open_file(files[0])
    qtbot.waitUntil(lambda: again.editor is not None and bool(again.editor.notices.notice(MATTER)))
    assert "7 changes are left to decide" in shown(again)
    press(again, "review_go_on")

    found = again.bringing.review
    assert found is not None
    assert found.decisions == {key: Decision(choice="reject", said="No.")}
    session_of(again).wait()


def test_another_file_asks_before_decisions_are_let_go(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    window.bringing.bring(files[1])
    decide_all(window)
    window.bringing.keep()
    other = files[1].with_name("second.docx")
    other.write_bytes(came_back.edited(samples.document("half"), quiet=False))
    answers = Answers(words.BACK_STAY, words.BACK_OVER_NOW)

    window.bringing.bring(other)
    review = window.bringing.review
    assert review is not None
    assert review.came.name == came_back.NAME
    window.bringing.bring(other)

    assert window.bringing.review is not None
    assert window.bringing.review.came.name == "second.docx"
    assert len(answers.said) == 2


def test_decisions_are_the_same_after_a_passage_through_json() -> None:
    made = {
        "a.0": Decision(choice="accept", how="official", source="Here", value="45", text="Words"),
        "b.0": Decision(choice="ask", said="Why?"),
    }

    assert from_plain(as_plain(made)) == made
    assert from_plain({"c.0": {"choice": "burn"}, "d.0": 3}) == {}
    assert from_plain([]) == {}


def test_the_agreement_is_read_as_it_stands_and_its_file_is_not_touched(
    window: MainWindow, files: tuple[Path, Path]
) -> None:
    before = files[0].read_bytes()
    session_of(window).answer("notice_days", 45)
    project, _ = session_of(window).snapshot()

    found = read_back(project, "a.docx", files[1].read_bytes(), lambda _share: None)

    assert not any(one.kind == "field" for one in found.proposals)
    assert files[0].read_bytes() == before
    assert project_file.load(files[0]).document.answer("notice_days") == 30
    assert isinstance(project, Project)
