from __future__ import annotations

import base64
import json
import os
import random
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QMainWindow

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.saving import COPY_AT_LEAST
from mou_desktop.store import memory, recovery
from mou_desktop.store.memory import Memory, Recent
from tests.support.driving import drive, kept_folder, running
from tests.support.files import COMPLETE

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

FULL = bool(os.environ.get("MOU_FULL"))


def copies(folder: Path) -> list[recovery.Copy]:
    return recovery.kept(kept_folder(folder) / "recovery")[0]


def kept_answer(folder: Path) -> str:
    return str(copies(folder)[0].project.document.answer("selection_steps"))


# ---- killed, told to end, session over -------------------------------------------------------

TYPING = """
program.open([])
box = typed_into(program.windows[0])
program.windows[0]._recovery.kept.connect(lambda: print("kept", flush=True))
count = 0
def press():
    global count
    count += 1
    QTest.keyClicks(box, f"<{count}>")
    print("typed", count, time.monotonic(), flush=True)
timer = QTimer(interval=150)
timer.timeout.connect(press)
timer.start()
app.exec()
"""


@pytest.mark.faults
def test_d06_what_was_typed_two_seconds_before_a_kill_is_kept(tmp_path: Path) -> None:
    code = TYPING.replace("timer.start()", "press()")
    with running(tmp_path, code) as child:
        child.hears("typed")
        child.hears("kept", 5)
        child.process.send_signal(signal.SIGKILL)
        child.process.wait(30)

    assert "<1>" in kept_answer(tmp_path)


def _kill_after(folder: Path, seconds: float) -> None:
    """Kill a program in which somebody types without a pause, and count what is lost."""
    with running(folder, TYPING) as child:
        heard = [child.hears("typed")]
        until = float(heard[0].split()[2]) + seconds
        while float(heard[-1].split()[2]) < until:
            heard.append(child.hears("typed"))
        killed = time.monotonic()
        child.process.send_signal(signal.SIGKILL)
        told = [line.split() for line in (*heard, *child.rest()) if line.startswith("typed")]

    typed = [words for words in told if len(words) == 3]  # the kill may cut the last one short
    old_enough = [when for when in typed if float(when[2]) < killed - COPY_AT_LEAST / 1000]
    if old_enough:
        kept = kept_answer(folder)
        assert all(f"<{number}>" in kept for _, number, _ in old_enough)


@pytest.mark.faults
def test_d06_kills_at_any_moment_of_typing_without_a_pause_lose_ten_seconds_at_most(
    tmp_path: Path,
) -> None:
    chance = random.Random()  # noqa: S311  # other moments in each run: any of them must do
    kills, latest = (50, 25) if FULL else (5, 14)
    # the later ones say something of the ten seconds, the early ones that nothing is broken
    spans = [(10.2, latest) if number % 5 else (0.2, 10) for number in range(kills)]
    moments = [chance.uniform(*span) for span in spans]
    with ThreadPoolExecutor(5) as five:
        ended = [
            five.submit(_kill_after, tmp_path / str(number), moment)
            for number, moment in enumerate(moments)
        ]
    for one, moment in zip(ended, moments, strict=True):
        assert one.exception() is None, f"killed after {moment:.2f} s: {one.exception()!r}"


@pytest.mark.faults
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
@pytest.mark.parametrize(
    "waiting",
    ["app.exec()", "program.windows[0].settings(); app.exec()", "program.windows[0].close()"],
    ids=["d13-idle", "g19-in-a-dialog", "g19-while-it-asks"],
)
def test_d13_g19_a_program_told_to_end_keeps_its_work(
    tmp_path: Path, waiting: str, number: signal.Signals
) -> None:
    code = f"""
program.open([])
QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
QTimer.singleShot(100, lambda: print("ready", flush=True))
{waiting}
program.end()
"""
    with running(tmp_path, code) as child:
        child.hears("ready")
        start = time.monotonic()
        child.process.send_signal(number)
        while not copies_there(tmp_path):
            assert time.monotonic() - start < 10  # other tests run at the same time
        assert child.process.wait(10) == 0

    assert "Marked" in kept_answer(tmp_path)
    ran = drive(tmp_path, "program.open([]); tell(offered=len(desk.kept_work()[0]))")
    assert json.loads(ran.stdout) == {"offered": 1}


@pytest.mark.faults
def test_d13_a_copy_takes_a_fraction_of_the_second_that_there_is(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        program.windows[0].session.wait()
        begun = time.process_time()
        program.windows[0].keep_work()
        tell(took=time.process_time() - begun)
        """,
    )

    assert json.loads(ran.stdout)["took"] < 0.5


def copies_there(folder: Path) -> bool:
    return any((kept_folder(folder) / "recovery").glob("*.json"))


@pytest.mark.faults
def test_d13_the_end_of_the_session_keeps_the_work_and_asks_nothing(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        class Manager:
            class RestartHint:
                RestartNever = 2
            def setRestartHint(self, hint):
                self.hint = hint
        manager = Manager()
        start = time.monotonic()
        program._on_session_end(manager)
        took = time.monotonic() - start
        program.windows[0].close()
        until(lambda: not program.windows)
        tell(took=took, hint=manager.hint)
        """,
    )

    found = json.loads(ran.stdout)
    assert found["took"] < 1
    assert found["hint"] == 2
    assert "Marked" in kept_answer(tmp_path)


@pytest.mark.faults
def test_d11_recovered_work_is_kept_by_the_program_that_opened_it(tmp_path: Path) -> None:
    drive(
        tmp_path,
        """
        program.open([])
        QTest.keyClicks(typed_into(program.windows[0]), "Marked ")
        program.windows[0].keep_work()
        """,
    )
    before = copies(tmp_path)[0].path

    drive(tmp_path, "program.open([]); program.windows[0]._open_copy(desk.kept_work()[0][0])")

    assert not before.exists()
    assert "Marked" in kept_answer(tmp_path)
    assert len(copies(tmp_path)) == 1


# ---- closing ---------------------------------------------------------------------------------

THREE = """
program.open([])
program.windows[0].new()
for _ in range(2):
    another = program._window()
    another.new()
    another.show()
for number, window in enumerate(program.windows):
    window.session.answer("district_name", f"Town {number}")
"""


@pytest.mark.faults
def test_g13_cancel_on_the_second_of_three_windows_closes_none(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        THREE
        + """
answer(words.DO_NOT_SAVE, words.CANCEL)
program.windows[2]._actions["quit"].trigger()
pause(50)
answers = [w.session and w.session.document.answer("district_name") for w in program.windows]
tell(said=len(said), answers=answers, shown=[w.isVisible() for w in program.windows],
     dirty=[w.session.dirty for w in program.windows])
""",
    )

    found = json.loads(ran.stdout)
    assert found["said"] == 2
    assert found["answers"] == ["Town 0", "Town 1", "Town 2"]
    assert found["shown"] == found["dirty"] == [True] * 3


@pytest.mark.faults
def test_g13_quit_asks_each_window_once_and_then_closes_all(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        THREE
        + """
answer(words.DO_NOT_SAVE, words.DO_NOT_SAVE, words.DO_NOT_SAVE)
QTimer.singleShot(0, program.quit)
app.exec()
tell(said=len(said), windows=len(program.windows), kept=len(list(desk.recovery.glob("*.json"))))
""",
    )

    assert json.loads(ran.stdout) == {"said": 3, "windows": 0, "kept": 0}


def test_closing_one_window_leaves_the_others(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        THREE
        + """
answer(words.DO_NOT_SAVE)
program.windows[1].close()
pause(50)
tell(left=[w.session.document.answer("district_name") for w in program.windows])
""",
    )

    assert json.loads(ran.stdout) == {"left": ["Town 0", "Town 2"]}


@pytest.mark.faults
@pytest.mark.parametrize(
    "breaking",
    [
        "window._saving.save = fail",
        "window.close_agreement = fail",
        "desk.remember_file = fail",
    ],
    ids=["a25-saving", "a26-closing", "a26-remembering"],
)
def test_a25_a26_what_fails_while_closing_keeps_the_window_and_the_work(
    tmp_path: Path, breaking: str
) -> None:
    ran = drive(
        tmp_path,
        f"""
program.open([])
window = program.windows[0]
QTest.keyClicks(typed_into(window), "Marked ")
window.session.path = Path(sys.argv[1])
def fail(*_args):
    raise ZeroDivisionError
{breaking}
answer(words.SAVE if "_saving.save" in {breaking!r} else words.DO_NOT_SAVE)
QTimer.singleShot(0, window.close)
until(lambda: dialogs("fault_dialog"))
tell(visible=window.isVisible(), open=window.session is not None, dirty=window.session.dirty)
""",
        tmp_path / "gone" / "a.mou",
    )

    assert json.loads(ran.stdout) == {"visible": True, "open": True, "dirty": True}
    assert "Marked" in kept_answer(tmp_path)


@pytest.mark.faults
def test_a25_a_save_that_is_refused_while_closing_keeps_the_window(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        window = program.windows[0]
        QTest.keyClicks(typed_into(window), "Marked ")
        window.session.path = Path(sys.argv[1])
        answer(words.SAVE, "")
        closed = window.close()
        tell(closed=closed, said=len(said), visible=window.isVisible(), dirty=window.session.dirty)
        """,
        tmp_path / "gone" / "a.mou",
    )

    assert json.loads(ran.stdout) == {"closed": False, "said": 2, "visible": True, "dirty": True}


# ---- what surrounds the window ---------------------------------------------------------------


@pytest.mark.faults
def test_d17_where_no_copy_can_be_kept_the_status_line_says_so_and_work_goes_on(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(b"a file where the folder should be")
    window = shown(qtbot, theme, tmp_path / "kept")
    window.open_sample()
    assert window.session is not None
    window.session.answer("selection_steps", "Marked")

    def saved() -> str:
        label = window.findChild(QLabel, "saved")
        assert label is not None
        return label.text()

    qtbot.waitUntil(lambda: words.NO_COPIES in saved(), timeout=10_000)
    assert words.NOT_SAVED_YET in saved()
    assert window.session.document.answer("selection_steps") == "Marked"
    assert not window.keep_work()


@pytest.mark.faults
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 100, b"garbage", b"[]", b"null", b"3", b'{"theme": 3}', b'{"scale": "big"}',
        b'{"scale": NaN}', b'{"recent": 3}', b'{"recent": [3]}', b'{"recent": [{"path": 5}]}',
        b'{"recent": [{"path": "/a", "answered": "x"}]}', b'{"window": [1]}', b'{"spelling": 3}',
        b'{"starts": []}', b'{"starts": {"a": "b"}}', b'{"author": {}}', b"[" * 9000,
        b'{"recent": [{"path": "/a", "saved": 4}]}', bytes(random.Random(7).randbytes(5000)),  # noqa: S311
        b" " * 2_000_000,
    ],
    ids=lambda data: repr(data[:24]),
)  # fmt: skip
def test_d18_settings_that_are_garbage_give_the_defaults_and_are_kept_aside(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "settings.json").write_bytes(data)

    desk = Desk(tmp_path)

    assert desk.memory == Memory()
    assert (tmp_path / "settings.bad").read_bytes() == data
    assert not (tmp_path / "settings.json").exists()


@pytest.mark.faults
def test_h06_settings_of_a_newer_program_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    raw: dict[str, Any] = {"theme": "dark", "recent": [{"path": "/a", "colour": 3}], "later": [1]}
    (tmp_path / "settings.json").write_text(json.dumps(raw), encoding="utf-8")

    found = memory.load(tmp_path / "settings.json")

    assert found.theme == "dark"
    assert found.recent == (Recent(path="/a"),)


@pytest.mark.faults
def test_g04_a_window_that_was_on_a_screen_that_is_gone_comes_back_in_sight(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    for place in (QRect(9000, 7000, 1200, 700), QRect(-5000, -3000, 1200, 700)):
        other = QMainWindow()
        qtbot.addWidget(other)
        other.setGeometry(place)
        folder = tmp_path / str(place.x())
        kept = bytes(other.saveGeometry().toBase64().data()).decode()
        Desk(folder).remember(Memory(window=kept))

        window = shown(qtbot, theme, folder)

        screen = window.screen().availableGeometry()
        seen = window.frameGeometry() & screen
        assert seen.width() >= min(400, screen.width())
        assert window.frameGeometry().top() >= screen.top()


@pytest.mark.faults
@pytest.mark.parametrize("place", ["", "garbage!", base64.b64encode(b"\0" * 66).decode()])
def test_g04_a_place_that_makes_no_sense_is_no_place(
    qtbot: QtBot, theme: Theme, tmp_path: Path, place: str
) -> None:
    Desk(tmp_path).remember(Memory(window=place))

    assert shown(qtbot, theme, tmp_path).width() >= 640


def shown(qtbot: QtBot, theme: Theme, folder: Path) -> MainWindow:
    window = MainWindow(Desk(folder), theme)
    qtbot.addWidget(window, before_close_func=_let_go)
    with qtbot.waitExposed(window):
        window.show()
    return window


def _let_go(widget: MainWindow) -> None:
    if widget.session is not None:
        widget.session.wait()
    widget.close_without_asking()


def test_a_file_that_is_open_here_is_not_opened_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    path = tmp_path / "a.mou"
    shutil.copy(COMPLETE, path)
    asked: list[Path] = []

    def elsewhere(one: Path) -> bool:
        asked.append(one)
        return True

    window = MainWindow(Desk(tmp_path / "kept"), theme, elsewhere)
    qtbot.addWidget(window)

    window.open_file(path)

    assert asked == [path]
    assert window.session is None
