from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.fault import FaultDialog
from mou_desktop.gui.logbook import FILES, FRAMES, LARGEST, Logbook, lines_of, without_quotations
from mou_desktop.store import recovery
from tests.support.a11y import assert_accessible_everywhere
from tests.support.driving import drive, kept_folder, running
from tests.support.files import plain_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

MARKER = "Xylophonist"


def log_of(folder: Path) -> str:
    return (kept_folder(folder) / "logs" / "mou-desktop.log").read_text(encoding="utf-8")


def copies(folder: Path) -> list[recovery.Copy]:
    return recovery.kept(kept_folder(folder) / "recovery")[0]


# ---- one dialog ------------------------------------------------------------------------------

IN_A_SLOT = """
program.open([])
window = program.windows[0]
question = typed_into(window)
QTest.keyClicks(question, "Marked ")
class Bad(QObject):
    def slot(self):
        raise KIND
QTimer.singleShot(0, Bad(app).slot)
until(lambda: dialogs("fault_dialog"))
kept = list(desk.recovery.glob("*.json"))
box = dialogs("fault_dialog")[0]
names = [one.text() for one in box.findChildren(QPushButton) if one.isVisible()]
box.findChild(QPushButton, "copy_details").click()
copied = app.clipboard().text()
box.findChild(QPushButton, "continue").click()
until(lambda: not dialogs("fault_dialog"))
QTest.keyClicks(question, "again ")
answer = window.session.document.answer("selection_steps")
tell(kept=len(kept), names=names, copied=copied, answer=answer, visible=window.isVisible())
"""


@pytest.mark.faults
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("ValueError('Xylophonist')", id="d01"),
        pytest.param("RecursionError('Xylophonist')", id="d15-recursion"),
        pytest.param("MemoryError()", id="d15-memory"),
    ],
)
def test_d01_d15_an_exception_in_a_slot_keeps_the_work_and_shows_one_dialog(
    tmp_path: Path, kind: str
) -> None:
    ran = drive(tmp_path, IN_A_SLOT.replace("KIND", kind))

    found = json.loads(ran.stdout)
    assert found["kept"] == 1
    assert found["names"] == [words.COPY_DETAILS, words.SAVE_A_COPY, words.CONTINUE]
    assert kind.partition("(")[0] in found["copied"]
    assert MARKER not in found["copied"] + log_of(tmp_path) + ran.stderr
    assert "again" in found["answer"]
    assert found["visible"]
    assert kind.partition("(")[0] in log_of(tmp_path)
    assert "Marked" in str(copies(tmp_path)[0].project.document.answer("selection_steps"))


@pytest.mark.faults
def test_d15_an_endless_recursion_is_told_and_written_short(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        def deeper():
            deeper()
        QTimer.singleShot(0, deeper)
        until(lambda: dialogs("fault_dialog"))
        tell(shown=len(dialogs("fault_dialog")))
        """,
    )

    assert json.loads(ran.stdout) == {"shown": 1}
    assert log_of(tmp_path).count(" in deeper") <= FRAMES


@pytest.mark.faults
def test_d02_an_exception_sixty_times_a_second_shows_one_dialog_and_is_counted(
    tmp_path: Path,
) -> None:
    ran = drive(
        tmp_path,
        """
        class Bad(QWidget):
            times = 0
            def paintEvent(self, event):
                Bad.times += 1
                raise ValueError("painted")
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        bad = Bad()
        bad.show()
        timer = QTimer(interval=16)
        timer.timeout.connect(bad.update)
        timer.start()
        until(lambda: Bad.times > 60 and dialogs("fault_dialog"))
        first = len(dialogs("fault_dialog"))
        news = dialogs("fault_dialog")[0].findChild(QWidget, "news").text()
        dialogs("fault_dialog")[0].findChild(QPushButton, "continue").click()
        Bad.times = 0
        until(lambda: Bad.times > 60)
        tell(first=first, then=len(dialogs("fault_dialog")), news=news)
        """,
    )

    found = json.loads(ran.stdout)
    assert (found["first"], found["then"]) == (1, 0)
    assert any(character.isdigit() for character in found["news"])
    assert log_of(tmp_path).count("painted") == 0
    assert log_of(tmp_path).count("ValueError") < 10


@pytest.mark.faults
@pytest.mark.parametrize(
    "raising",
    [
        "threading.Thread(target=bad).start()",
        """from mou_desktop.gui.work import Worker
heard = []
worker = Worker(app)
worker.do(bad, refused=heard.append)
until(lambda: heard)""",
        """from PySide6.QtCore import QThread
class Runs(QThread):
    def run(self):
        bad()
thread = Runs(app)
thread.start()
thread.wait()""",
    ],
    ids=["thread", "worker", "qthread"],
)
def test_d03_an_exception_in_another_thread_takes_the_same_way(
    tmp_path: Path, raising: str
) -> None:
    code = (
        "program.open([])\n"
        "QTest.keyClicks(typed_into(program.windows[0]), 'Marked ')\n"
        "def bad():\n    raise ValueError('Xylophonist')\n"
        f"{raising}\n"
        "until(lambda: dialogs('fault_dialog'))\n"
        "tell(shown=len(dialogs('fault_dialog')), kept=len(list(desk.recovery.glob('*.json'))))\n"
    )

    ran = drive(tmp_path, code)

    assert json.loads(ran.stdout) == {"shown": 1, "kept": 1}
    assert log_of(tmp_path).count("ValueError") == 1
    assert MARKER not in log_of(tmp_path) + ran.stderr


@pytest.mark.faults
def test_d03_a_save_that_fails_in_its_worker_can_be_tried_again(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        window = program.windows[0]
        QTest.keyClicks(typed_into(window), "Marked ")
        good, times = project_file.save, []
        def bad(*args, **words):
            times.append(1)
            if len(times) == 1:
                raise ValueError("no")
            return good(*args, **words)
        project_file.save = bad
        answer(words.KEEP_WORKING)
        window._saving.save(Path(sys.argv[1]))
        until(lambda: dialogs("fault_dialog"))
        dialogs("fault_dialog")[0].close()
        until(lambda: said)
        window._saving.save(Path(sys.argv[1]))
        until(lambda: window.session.saved)
        tell(times=len(times), said=said)
        """,
        tmp_path / "a.mou",
    )

    assert plain_sentence(json.loads(ran.stdout)["said"][0])
    assert (tmp_path / "a.mou").exists()


@pytest.mark.faults
def test_d04_where_the_hook_itself_fails_the_log_and_the_error_output_are_left(
    tmp_path: Path,
) -> None:
    ran = drive(
        tmp_path,
        """
        from mou_desktop.gui import faults
        program.open([])
        def broken(error):
            raise OSError("Xylophonist")
        faults.lines_of, good = broken, faults.lines_of
        def bad():
            raise ValueError("Xylophonist")
        QTimer.singleShot(0, bad)
        pause(50)
        def only_the_last(error):
            return good(error)
        faults.lines_of = only_the_last
        program.windows[0].keep_work = lambda: 1 / 0
        QTimer.singleShot(0, bad)
        until(lambda: dialogs("fault_dialog"))
        labels = [one.text() for one in dialogs("fault_dialog")[0].findChildren(QWidget)
                  if hasattr(one, "text")]
        tell(labels=labels)
        """,
    )

    assert "ValueError, and then OSError" in ran.stderr
    assert MARKER not in ran.stderr + log_of(tmp_path)
    assert words.FAULT_NOT_KEPT in json.loads(ran.stdout)["labels"]
    assert "ZeroDivisionError" in log_of(tmp_path)


@pytest.mark.faults
def test_d05_a_crash_in_native_code_is_written_down_and_the_work_is_offered(
    tmp_path: Path,
) -> None:
    code = """
        import os
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        program.windows[0]._recovery.kept.connect(os.abort)
        app.exec()
        """
    with running(tmp_path, code) as child:
        assert child.process.wait(30) < 0

    stopped = (kept_folder(tmp_path) / "logs" / "stopped.txt").read_text(encoding="utf-8")
    ran = drive(tmp_path, "program.open([]); tell(copies=len(desk.kept_work()[0]))")

    assert "Fatal Python error" in stopped
    assert json.loads(ran.stdout) == {"copies": 1}
    assert "ended in native code" in log_of(tmp_path)


@pytest.mark.faults
def test_g19_a_fault_beside_an_open_dialog_can_be_answered(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        window = program.windows[0]
        def bad():
            QTimer.singleShot(50, look)
            raise ValueError("beside")
        def look():
            until(lambda: dialogs("fault_dialog"))
            box = dialogs("fault_dialog")[0]
            QTest.keyClick(box, Qt.Key.Key_Escape)
            until(lambda: not dialogs("fault_dialog"))
            dialogs("settings_dialog")[0].reject()
            tell(done=True)
        QTimer.singleShot(100, bad)
        window.settings()
        """,
    )

    assert json.loads(ran.stdout) == {"done": True}


@pytest.mark.faults
def test_a_slot_that_fails_again_after_a_while_is_told_again(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        now = [100.0]
        program._faults._clock = lambda: now[0]
        program.open([])
        def bad():
            raise ValueError
        shown = []
        for later in (0, 1, 11):
            now[0] += later
            QTimer.singleShot(0, bad)
            pause(100)
            shown.append(len(dialogs("fault_dialog")))
            [one.close() for one in dialogs("fault_dialog")]
            pause(20)
        tell(shown=shown)
        """,
    )

    assert json.loads(ran.stdout) == {"shown": [1, 0, 1]}


def test_what_qt_warns_of_is_written_down_without_what_it_quotes(tmp_path: Path) -> None:
    drive(
        tmp_path,
        """
        from PySide6.QtCore import qWarning
        for _ in range(50):
            qWarning('No document for "Xylophonist"')
        """,
    )

    log = log_of(tmp_path)
    assert log.count("No document for “…”") == 2
    assert MARKER not in log


def test_the_dialog_for_faults_is_accessible(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = FaultDialog(theme, "ValueError\n  a.py:3 in b", parent, kept=False)
    dialog.count(3)
    with qtbot.waitExposed(dialog):
        dialog.show()

    assert_accessible_everywhere(dialog, theme)

    copy, news = dialog.findChild(QPushButton, "copy_details"), dialog.findChild(QLabel, "news")
    assert copy is not None
    assert news is not None
    copy.click()
    assert words.FAULT_AGAIN.format(count=3) in QGuiApplication.clipboard().text()
    assert news.text() == words.COPIED
    dialog.say_copied("Acton copy.mou")
    assert news.text() == words.COPIED_TO.format(name="Acton copy.mou")
    dialog.close()


# ---- the log ---------------------------------------------------------------------------------


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    book = Logbook(tmp_path / "logs")
    yield book
    book.close()


def failing() -> ValueError:
    try:
        try:
            raise KeyError(MARKER)
        except KeyError as first:
            raise ValueError(MARKER) from first
    except ValueError as error:
        return error


def test_an_exception_is_told_by_types_and_lines_with_its_cause() -> None:
    told = lines_of(failing())

    assert told.startswith("ValueError\n")
    assert "caused by KeyError" in told
    assert "gui/test_faults.py" in told
    assert MARKER not in told
    assert "/work" not in told
    assert "/home" not in told


def test_whoever_logs_an_exception_logs_no_answer(logbook: Logbook) -> None:
    logging.getLogger("mou_desktop.anything").error("failed", exc_info=failing())

    text = (logbook.folder / "mou-desktop.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert MARKER not in text


@pytest.mark.faults
def test_d19_the_log_never_grows_past_three_files_of_one_megabyte(logbook: Logbook) -> None:
    log = logging.getLogger("mou_desktop.anything")

    for _ in range(4_000):
        log.warning("x" * 1000)

    log.warning("the last line")
    assert "the last line" in (logbook.folder / "mou-desktop.log").read_text(encoding="utf-8")
    sizes = [one.stat().st_size for one in logbook.folder.glob("mou-desktop.log*")]
    assert len(sizes) == FILES == 3
    assert max(sizes) <= LARGEST


@pytest.mark.faults
def test_d19_nothing_the_user_typed_is_found_beside_the_recovery_copies(tmp_path: Path) -> None:
    drive(
        tmp_path / "u",
        """
        program.open([])
        window = program.windows[0]
        box = typed_into(window)
        QTest.keyClicks(box, "Xylophonist ")
        def bad():
            raise ValueError(window.session.document.answer("selection_steps"))
        QTimer.singleShot(0, bad)
        until(lambda: dialogs("fault_dialog"))
        dialogs("fault_dialog")[0].close()
        threading.Thread(target=bad).start()
        window.undo()
        window.redo()
        until(lambda: window.session.findings is not None)
        window._saving.save(Path(sys.argv[1]))
        until(lambda: window.session.saved)
        window.find_text()
        window.keep_work()
        QTest.keyClicks(box, "Xylophonist ")
        window.keep_work()
        answer(words.DO_NOT_SAVE)
        program.quit()
        """,
        tmp_path / "a.mou",
    )

    assert MARKER in (tmp_path / "a.mou").read_text(encoding="utf-8")
    looked_at = [one for one in (tmp_path / "u").rglob("*") if one.is_file()]
    assert len(looked_at) >= 3
    for path in looked_at:
        if path.parent.name != "recovery":
            assert MARKER.encode() not in path.read_bytes(), path


@pytest.mark.faults
def test_d17_where_no_log_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    book = Logbook(tmp_path / "file" / "logs")

    book.hear_native_code()
    logging.getLogger("mou_desktop").error("nobody hears this")

    book.close()


@pytest.mark.faults
def test_h04_without_an_error_output_a_fault_is_told_all_the_same(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        sys.stderr = None
        def bad():
            raise ValueError
        QTimer.singleShot(0, bad)
        until(lambda: dialogs("fault_dialog"))
        tell(shown=1)
        """,
    )

    assert json.loads(ran.stdout) == {"shown": 1}


def test_a_message_of_qt_is_cut_to_a_length_to_be_read() -> None:
    assert len(without_quotations("x" * 5000)) == 400
    assert sys.excepthook is not None
