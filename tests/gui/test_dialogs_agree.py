"""What every dialog has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from mou_desktop.gui import comparing, words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.about import AboutDialog
from mou_desktop.gui.dialogs.change_clause import ChangeClause
from mou_desktop.gui.dialogs.choosing import ChoiceDialog, Question, Way
from mou_desktop.gui.dialogs.clause_change import Request
from mou_desktop.gui.dialogs.comparison import ComparisonDialog
from mou_desktop.gui.dialogs.export_word import ExportDialog
from mou_desktop.gui.dialogs.fault import FaultDialog
from mou_desktop.gui.dialogs.find import FindDialog
from mou_desktop.gui.dialogs.keyboard import KeyboardDialog
from mou_desktop.gui.dialogs.merging import MergeDialog
from mou_desktop.gui.dialogs.putting import PutDialog
from mou_desktop.gui.dialogs.reading import ReadingDialog
from mou_desktop.gui.dialogs.send_counsel import SendDialog
from mou_desktop.gui.dialogs.sent_counsel import SentList
from mou_desktop.gui.dialogs.settings import SettingsDialog
from mou_desktop.gui.dialogs.unplaced import UnplacedDialog
from mou_desktop.gui.dialogs.versions import VersionsDialog
from mou_desktop.gui.editor import EXPLANATION, NOTES, PREVIEW, QUESTIONS
from mou_desktop.gui.fitting import FRAME, room_for
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.reviewing import CameBack, Review
from mou_desktop.gui.saving import Saving
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.merge import merge
from mou_desktop.store import project_file
from mou_desktop.store import versions as keeping
from mou_desktop.store.kept import Shelves
from mou_desktop.store.memory import Memory
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.files import NOW
from tests.support.sessions import session_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.merge import Merged


@pytest.fixture
def session(parent: QWidget) -> Session:
    return session_of(samples.document("half"), parent)


@pytest.fixture
def dialogs(
    qtbot: QtBot, theme: Theme, parent: QWidget, session: Session, tmp_path: Path
) -> dict[str, Callable[[], QDialog]]:
    def change() -> QDialog:
        made = ChangeClause(Request("extended", "parties"), session.document, theme)
        qtbot.addWidget(made)
        return made

    def versions() -> QDialog:
        path, folder = tmp_path / "Acton.mou", tmp_path / "versions"
        made = project_file.save(Project(document=session.document), path, NOW)
        keeping.keep(made.data, path, folder, NOW)
        shelves = Shelves(folder, folder)
        found = shelves.everything()
        dialog = VersionsDialog(theme, "Kept.", shelves, found, parent, session.document)
        qtbot.addWidget(dialog)  # it reads in a worker, and waits for it as it closes
        return dialog

    return {
        "settings": lambda: SettingsDialog(theme, Memory(theme="light"), parent),
        "find": lambda: FindDialog(session, theme, lambda _text, _back: False, parent),
        "export": lambda: ExportDialog(session, theme, tmp_path / "out.docx", parent),
        "send": lambda: SendDialog(
            session, Saving(session, tmp_path), theme, tmp_path, lambda: None, parent
        ),
        "sent": lambda: SentList(theme, (), {}, parent),
        "unplaced": lambda: UnplacedDialog(theme, Review(_came(session), {}, parent), parent),
        "put": lambda: PutDialog(theme, session.document, "In a footnote.", parent),
        "about": lambda: AboutDialog(theme, parent),
        "keyboard": lambda: KeyboardDialog(theme, (), parent),
        "reading": lambda: ReadingDialog(theme, "Properties", "Text", parent),
        "change": change,
        "choice": lambda: ChoiceDialog(theme, _question(), parent),
        "fault": lambda: FaultDialog(theme, "ValueError\n  a.py:3 in b", parent, kept=True),
        "versions": versions,
        "comparison": lambda: ComparisonDialog(theme, "Lead.", _compared(), parent),
        "merge": lambda: MergeDialog(theme, _merged(), "Acton.mou", parent),
    }


def _came(session: Session) -> CameBack:
    texts = ("In a footnote.", "In a text box.")
    return CameBack(name="a.docx", data=b"", mine=session.document, unplaced=texts, reformatted=2)


def _question() -> Question:
    ways = (Way("copy", words.LOCK_COPY, words.LOCK_COPY_HINT),)
    leave = Way("read", words.LOCK_READ, words.LOCK_READ_HINT)
    return Question("person", words.LOCK_TITLE, "Somebody has it open.", ways, leave)


def _compared() -> comparing.Compared:
    before = samples.document("half")
    return comparing.compared(before, before.with_answer("district_name", "Now"))


def _merged() -> Merged:
    ground = samples.document("half")
    mine, theirs = (ground.with_answer("district_name", who) for who in ("Mine", "Theirs"))
    return merge(ground, mine, theirs)


def shown(qtbot: QtBot, dialog: QDialog) -> QDialog:
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


OF_FILES = ("choice", "fault", "versions", "comparison", "merge")
NAMES = (
    "settings", "find", "export", "send", "sent", "about", "keyboard", "reading", "change",
    *OF_FILES,
)  # fmt: skip


def row_of(dialog: QDialog) -> list[QPushButton]:
    """Return the buttons that stand on the line of the main one, from the left."""
    seen = (one for one in dialog.findChildren(QPushButton) if one.isVisible())
    buttons = [one for one in seen if not one.visibleRegion().isEmpty()]  # none scrolled away
    main = next(one for one in buttons if one.property("look") == "main")

    def at(one: QPushButton) -> QPoint:
        return one.mapTo(dialog, one.rect().center())

    row = [one for one in buttons if abs(at(one).y() - at(main).y()) < main.height() // 2]
    return sorted(row, key=lambda one: at(one).x())


@pytest.mark.parametrize("name", NAMES)
def test_the_main_button_stands_last_and_is_as_high_as_its_neighbors(
    qtbot: QtBot, dialogs: dict[str, Callable[[], QDialog]], name: str
) -> None:
    dialog = shown(qtbot, dialogs[name]())

    row = row_of(dialog)

    assert row[-1].property("look") == "main"
    assert len({one.height() for one in row}) == 1
    assert len({one.mapTo(dialog, QPoint()).y() for one in row}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_enter_presses_the_main_button_unless_another_has_the_keyboard(
    qtbot: QtBot, dialogs: dict[str, Callable[[], QDialog]], name: str
) -> None:
    dialog = shown(qtbot, dialogs[name]())
    focus = dialog.focusWidget()

    default = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]

    assert [one.property("look") for one in default] == ["main"] or default == [focus]


@pytest.mark.faults("G10")
@pytest.mark.parametrize("size", [(1280, 720), (640, 360)])
@pytest.mark.parametrize("name", OF_FILES)
def test_what_is_asked_around_a_file_is_accessible_in_all_palettes_and_at_large_text(
    qtbot: QtBot,
    theme: Theme,
    dialogs: dict[str, Callable[[], QDialog]],
    name: str,
    size: tuple[int, int],
) -> None:
    dialog = shown(qtbot, dialogs[name]())
    dialog.resize(*size)

    assert_accessible_everywhere(dialog, theme)


SMALLEST = QSize(640, 360)  # of a screen: 1280 by 720 at 200 %


@pytest.mark.faults("G05")
@pytest.mark.parametrize("name", NAMES)
def test_a_dialog_has_its_buttons_on_the_smallest_screen_with_its_frame(
    qtbot: QtBot, dialogs: dict[str, Callable[[], QDialog]], name: str
) -> None:
    dialog, room = shown(qtbot, dialogs[name]()), SMALLEST - FRAME
    dialog.resize(room)
    QApplication.processEvents()

    assert dialog.size() == room
    for one in row_of(dialog):
        end = one.mapTo(dialog, QPoint(one.width(), one.height()))
        assert end.x() <= room.width()
        assert end.y() <= room.height()


@pytest.mark.faults("G05")
@pytest.mark.parametrize("name", NAMES)
def test_a_dialog_opens_no_larger_than_its_screen_has_room_for(
    qtbot: QtBot, theme: Theme, dialogs: dict[str, Callable[[], QDialog]], name: str
) -> None:
    theme.choose("light", 2.0)  # larger than the screen of these tests, if it were let

    dialog = shown(qtbot, dialogs[name]())

    assert dialog.size().boundedTo(room_for(dialog)) == dialog.size()


@pytest.mark.faults("G05")
@pytest.mark.parametrize(("screen", "scale"), [(SMALLEST, 1.0), (QSize(1280, 720), 2.0)])
@pytest.mark.parametrize("side", [QUESTIONS, PREVIEW, EXPLANATION, NOTES])
def test_the_window_has_its_status_line_on_a_small_screen_with_its_frame(
    qtbot: QtBot, theme: Theme, tmp_path: Path, screen: QSize, scale: float, side: int
) -> None:
    theme.choose("light", scale)
    window, room = MainWindow(Desk(tmp_path / "kept"), theme), screen - FRAME
    qtbot.addWidget(window)
    assert window.size().boundedTo(room_for(window)) == window.size()
    window.show_project(Project(document=samples.document("half")), None)
    with qtbot.waitExposed(window):
        window.show()
    assert window.editor is not None

    window.editor.show_side(side)
    window.resize(room)
    QApplication.processEvents()

    assert window.size() == room
    line = window.editor.status
    assert line.mapTo(window, QPoint(0, line.height())).y() <= room.height()
    assert window.session is not None
    window.session.wait()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", NAMES)
def test_the_buttons_keep_clear_of_the_edge(
    qtbot: QtBot,
    theme: Theme,
    dialogs: dict[str, Callable[[], QDialog]],
    name: str,
    scale: float,
) -> None:
    theme.choose("light", scale)
    dialog = shown(qtbot, dialogs[name]())

    last = row_of(dialog)[-1]
    end = last.mapTo(dialog, QPoint(last.width(), last.height()))

    assert 16 <= dialog.width() - end.x() <= 32
    assert dialog.height() - end.y() >= 12


def test_a_question_has_cancel_before_the_main_answer(qtbot: QtBot, parent: QWidget) -> None:
    box = QMessageBox(parent)
    save = box.addButton(words.SAVE, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(words.CANCEL, QMessageBox.ButtonRole.RejectRole)
    qtbot.addWidget(box)
    box.show()

    assert cancel.x() < save.x()


def test_required_looks_the_same_in_a_dialog_as_at_a_question(
    qtbot: QtBot, theme: Theme, dialogs: dict[str, Callable[[], QDialog]]
) -> None:
    dialog = shown(qtbot, dialogs["change"]())

    labels = [one for one in dialog.findChildren(QLabel) if words.REQUIRED in one.text()]

    muted = theme.colour("muted").name()
    assert labels
    assert all(f"color:{muted}" in one.text() for one in labels)


def test_the_file_of_an_export_is_shown_by_its_name_and_its_folder_above(
    qtbot: QtBot, theme: Theme, parent: QWidget, session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder with a very long name" / "Documents and more of them"
    folder.mkdir(parents=True)
    dialog = ExportDialog(session, theme, folder / "Sampleford 2027.docx", parent)
    shown(qtbot, dialog)

    line = dialog.findChild(QLineEdit, "export_file")
    said = dialog.findChild(QLabel, "export_where")

    assert line is not None
    assert said is not None
    assert line.text() == "Sampleford 2027.docx"
    assert str(folder) in said.text()


def test_lines_that_flow_stand_in_the_middle_of_their_line(qtbot: QtBot) -> None:
    flow = Flow(at_end=True)
    qtbot.addWidget(flow)
    low, high = QPushButton("Low"), QPushButton("High")
    high.setMinimumHeight(60)
    for one in (low, high):
        flow.addWidget(one)
    flow.resize(600, 100)
    flow.show()

    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1
    assert high.geometry().right() == 599
