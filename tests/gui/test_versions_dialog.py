from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton, QRadioButton

from mou_desktop.gui import comparing, words
from mou_desktop.gui.dialogs.comparison import ComparisonDialog
from mou_desktop.gui.dialogs.merging import MergeDialog
from mou_desktop.gui.dialogs.versions import VersionsDialog
from mou_desktop.store import project_file, recovery, versions
from mou_desktop.store.kept import Shelves
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers, part, press
from tests.support.files import NOW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

LATER = "2027-03-05T05:06:07Z"


@pytest.fixture
def present() -> Document:
    return samples.document("half").with_answer("district_name", "Now School District")


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    """A saved version, and newer work that a dead program kept."""
    found = Shelves(tmp_path / "versions", tmp_path / "recovery")
    path = tmp_path / "Acton.mou"
    document = samples.document("half").with_answer("district_name", "Then School District")
    saved = project_file.save(Project(document=document), path, NOW)
    versions.keep(path.read_bytes(), path, found.versions, NOW)
    kept = replace(saved, document=document.with_answer("district_name", "Kept District"))
    copy = recovery.keep(kept, path, found.recovery, LATER)
    copy.rename(copy.with_name(copy.name.rpartition("-")[0] + "-999999999.json"))
    return found


def opened(
    bot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document | None
) -> VersionsDialog:
    found = shelves.everything()
    dialog = VersionsDialog(theme, "What is kept.", shelves, found, parent, present)
    bot.addWidget(dialog)
    with bot.waitExposed(dialog):
        dialog.show()
    return dialog


def said(dialog: QWidget) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def looked(bot: QtBot, dialog: VersionsDialog, text: str) -> None:
    bot.waitUntil(lambda: text in said(dialog))


def test_what_is_kept_is_listed_newest_first_with_time_size_and_place(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)

    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]

    assert lines[0].startswith("Not saved: kept March ")
    assert lines[1].startswith("Saved March ")
    assert all(" KB · from " in line for line in lines)
    looked(qtbot, dialog, "Kept District")


def test_a_version_is_compared_with_now_and_restored(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    looked(qtbot, dialog, "Then: Then School District")
    assert "Now: Now School District" in said(dialog)

    with qtbot.waitSignal(dialog.restored) as told:
        press(dialog, "restore")

    project, time = told.args
    assert project.document.answer("district_name") == "Then School District"
    assert time.startswith("March ")


def test_the_text_of_a_version_can_be_read(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    looked(qtbot, dialog, "Kept District")

    button = part(dialog, QRadioButton, "segment_1")
    assert isinstance(button, QRadioButton)
    button.click()

    text = part(dialog, QPlainTextEdit, "kept_text")
    assert isinstance(text, QPlainTextEdit)
    assert text.isVisible()
    assert "Kept District" in text.toPlainText()


def test_a_version_is_saved_as_a_file_as_it_was(
    qtbot: QtBot,
    theme: Theme,
    shelves: Shelves,
    parent: QWidget,
    present: Document,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    dialog.list.setCurrentRow(1)
    looked(qtbot, dialog, "Then School District")
    out = tmp_path / "out.mou"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))

    press(dialog, "save_version")
    looked(qtbot, dialog, "Wrote out.mou.")

    assert out.read_bytes() == (tmp_path / "Acton.mou").read_bytes()


def test_all_copies_are_deleted_only_when_that_was_asked(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    looked(qtbot, dialog, "Kept District")
    answers = Answers(words.CANCEL, words.KEPT_DELETE_NOW)

    press(dialog, "delete_all")
    assert len(shelves.everything()) == 2
    press(dialog, "delete_all")

    assert "2 versions" in answers.said[1]
    assert shelves.everything() == []
    looked(qtbot, dialog, "Nothing is kept yet.")
    assert words.KEPT_DELETED in said(dialog)
    left = [one.objectName() for one in dialog.findChildren(QPushButton) if one.isVisible()]
    assert [one for one in left if not one.startswith("segment")] == ["close"]
    assert dialog.focusWidget() is part(dialog, QPushButton, "close")


def test_without_an_open_agreement_a_version_is_opened_as_unsaved(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, None)
    text = part(dialog, QPlainTextEdit, "kept_text")
    assert isinstance(text, QPlainTextEdit)
    qtbot.waitUntil(lambda: "Kept District" in text.toPlainText())

    with qtbot.waitSignal(dialog.opened) as told:
        press(dialog, "restore")

    assert told.args[0].kind == "recovery"


def test_a_version_that_is_damaged_is_told_in_one_sentence(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    version = next(one for one in shelves.everything() if one.kind == "version")
    version.path.write_bytes(b"")
    dialog = opened(qtbot, theme, shelves, parent, present)

    dialog.list.setCurrentRow(1)

    looked(qtbot, dialog, "This version is empty.")


@pytest.mark.faults("B01")
def test_what_lay_at_a_file_is_found_when_the_file_says_nothing_any_more(
    shelves: Shelves, tmp_path: Path
) -> None:
    (tmp_path / "Acton.mou").write_bytes(b"")

    found = shelves.of_file(tmp_path / "Acton.mou")

    assert {one.kind for one in found} == {"version", "recovery"}
    assert shelves.of_file(tmp_path / "Boxborough.mou") == []


# ---- merging -----------------------------------------------------------------------------------


def merging(bot: QtBot, theme: Theme, parent: QWidget, *, known: bool = True) -> MergeDialog:
    ground = Project(document=samples.document("half"))
    mine = replace(ground, document=_answered(ground.document, "Mine"))
    theirs = replace(ground, document=_answered(ground.document, "Theirs"))
    nowhere = Path("nowhere")
    merged = comparing.merged(mine, theirs, nowhere, ground if known else None)
    dialog = MergeDialog(theme, merged, "Acton.mou", parent)
    bot.addWidget(dialog, before_close_func=lambda one: one.done(0))  # without a question
    with bot.waitExposed(dialog):
        dialog.show()
    return dialog


def _answered(document: Document, who: str) -> Document:
    for key in ("district_name", "district_address"):
        document = document.with_answer(key, f"{who} {key}")
    return document.with_answer("officer_title_other", who) if who == "Mine" else document


def choose(dialog: QDialog, name: str) -> None:
    button = part(dialog, QRadioButton, name)
    assert isinstance(button, QRadioButton)
    button.click()


def test_nothing_is_chosen_beforehand_and_apply_goes_to_what_is_open(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = merging(qtbot, theme, parent)
    assert not any(one.isChecked() for one in dialog.findChildren(QRadioButton))
    assert "2 are left to choose" in said(dialog)

    choose(dialog, "theirs_1")
    part(dialog, QPushButton, "apply").setFocus()
    press(dialog, "apply")

    assert dialog.isVisible()
    assert dialog.document is None
    assert part(dialog, QRadioButton, "mine_2").hasFocus()


def test_each_conflict_goes_as_chosen_and_the_rest_is_taken_from_both(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = merging(qtbot, theme, parent)
    assert words.MERGE_TAKEN in said(dialog)

    choose(dialog, "theirs_1")
    choose(dialog, "mine_2")
    press(dialog, "apply")

    assert dialog.document is not None
    assert dialog.document.answer("district_name") == "Theirs district_name"
    assert dialog.document.answer("district_address") == "Mine district_address"
    assert dialog.document.answer("officer_title_other") == "Mine"


def test_a_click_on_a_text_chooses_its_side_and_counts(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = merging(qtbot, theme, parent)
    text = next(one for one in dialog.findChildren(QLabel) if one.text() == "Theirs district_name")

    qtbot.mouseClick(text, Qt.MouseButton.LeftButton)

    button = part(dialog, QRadioButton, "theirs_1")
    assert isinstance(button, QRadioButton)
    assert button.isChecked()
    assert "1 is left to choose" in said(dialog)


@pytest.mark.parametrize("answer", [words.MERGE_GO_ON, words.MERGE_LET_GO_NOW])
def test_escape_asks_before_what_was_chosen_is_lost(
    qtbot: QtBot, theme: Theme, parent: QWidget, answer: str
) -> None:
    dialog = merging(qtbot, theme, parent)
    choose(dialog, "theirs_1")
    answers = Answers(answer)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert answers.said == [words.MERGE_LET_GO]
    assert dialog.isVisible() == (answer == words.MERGE_GO_ON)
    assert dialog.document is None


def test_escape_asks_nothing_where_nothing_was_chosen(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = merging(qtbot, theme, parent)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_enter_in_the_list_restores_and_deletes_nothing(
    qtbot: QtBot, theme: Theme, shelves: Shelves, parent: QWidget, present: Document
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    looked(qtbot, dialog, "Kept District")
    before = shelves.everything()

    with qtbot.waitSignal(dialog.restored):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)

    assert shelves.everything() == before


def test_without_a_common_ground_it_says_so(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = merging(qtbot, theme, parent, known=False)

    assert words.MERGE_WAYS[True] in said(dialog)


@pytest.mark.faults("G10")
@pytest.mark.parametrize("size", [(1280, 720), (640, 360)])
def test_the_dialogs_are_accessible_in_all_palettes_and_at_large_text(
    qtbot: QtBot,
    theme: Theme,
    shelves: Shelves,
    parent: QWidget,
    present: Document,
    size: tuple[int, int],
) -> None:
    dialog = opened(qtbot, theme, shelves, parent, present)
    looked(qtbot, dialog, "Kept District")
    before = samples.document("half")
    compared = ComparisonDialog(theme, "Lead.", comparing.compared(before, present), parent)
    qtbot.addWidget(compared)
    for one in (dialog, compared, merging(qtbot, theme, parent)):
        one.resize(*size)
        one.show()
        assert_accessible_everywhere(one, theme)
        one.close()
