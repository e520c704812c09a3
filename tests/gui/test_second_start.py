from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mou_desktop.gui.single import LARGEST, MOST, Single, message, read_message, server_name
from tests.support.driving import desktop, drive, kept_folder, running
from tests.support.files import COMPLETE, HALF, plain_sentence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FIRST = """
program.open([Path(one) for one in sys.argv[1:]])
seen = []
def look():
    now = [[w.windowTitle(), w.isActiveWindow(), w.isMinimized()] for w in program.windows]
    if now != seen:
        seen[:] = now
        tell(windows=now)
timer = QTimer(interval=5)
timer.timeout.connect(look)
timer.start()
app.exec()
"""


def two_files(folder: Path) -> tuple[Path, Path]:
    one, other = folder / "one.mou", folder / "other.mou"
    shutil.copy(COMPLETE, one)
    shutil.copy(HALF, other)
    return one, other


def titles(line: str) -> list[str]:
    return [title.partition("[*]")[0] for title, *_ in json.loads(line)["windows"]]


@pytest.mark.faults
def test_c01_a_second_start_hands_its_files_to_the_first_and_ends(tmp_path: Path) -> None:
    one, _ = two_files(tmp_path)
    with running(tmp_path / "u", FIRST, one) as first:
        assert titles(first.hears("{")) == ["one"]

        ran = desktop(tmp_path / "u", "other.mou", cwd=tmp_path)

        assert (ran.returncode, ran.stdout) == (0, "")
        seen = titles(first.hears("{"))
        while seen != ["one", "other"]:
            seen = titles(first.hears("{"))


@pytest.mark.faults
def test_c01_a_second_start_without_files_raises_the_first_window(tmp_path: Path) -> None:
    code = FIRST.replace("app.exec()", "program.windows[0].showMinimized(); app.exec()")
    with running(tmp_path / "u", code) as first:
        while not json.loads(first.hears("{"))["windows"][0][2]:
            pass

        ran = desktop(tmp_path / "u", cwd=tmp_path)

        assert ran.returncode == 0
        while json.loads(first.hears("{"))["windows"][0][2]:
            pass


@pytest.mark.faults
def test_c02_a_file_that_is_open_is_raised_and_not_opened_twice(tmp_path: Path) -> None:
    one, other = two_files(tmp_path)
    link = tmp_path / "link.mou"
    link.symlink_to(one)

    ran = drive(
        tmp_path / "u",
        """
        one, other, link = map(Path, sys.argv[1:])
        program.open([one, other, one, link])
        program.windows[1].activateWindow()
        program.windows[1].open_file(link)
        until(lambda: program.windows[0].isActiveWindow())
        tell(titles=[w.windowTitle() for w in program.windows])
        """,
        one, other, link,
    )  # fmt: skip

    assert len(json.loads(ran.stdout)["titles"]) == 2


@pytest.mark.faults
def test_b22_three_files_and_one_of_them_bad_open_two_windows_and_say_one_thing(
    tmp_path: Path,
) -> None:
    one, other = two_files(tmp_path)
    bad = tmp_path / "bad.mou"
    bad.write_bytes(b"")

    ran = drive(
        tmp_path / "u",
        """
        answer("")
        program.open([Path(name) for name in sys.argv[1:]])
        until(lambda: said)
        pause(100)
        tell(titles=[w.windowTitle() for w in program.windows], said=said)
        """,
        bad, one, other,
    )  # fmt: skip

    found = json.loads(ran.stdout)
    assert [title[:5] for title in found["titles"]] == ["one[*", "other"]
    assert len(found["said"]) == 1
    assert "bad.mou" in plain_sentence(found["said"][0])


@pytest.mark.faults
def test_c03_the_place_of_a_killed_program_is_taken_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "u"
    with running(folder, FIRST) as first:
        first.hears("{")
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(30)
    assert (kept_folder(folder) / "first.lock").exists()

    with running(folder, FIRST) as again:
        again.hears("{")
        assert desktop(folder, cwd=tmp_path).returncode == 0


@pytest.mark.faults
def test_c01_a_first_program_that_hangs_does_not_hang_the_second(tmp_path: Path) -> None:
    folder = tmp_path / "u"
    with running(folder, FIRST) as first:
        first.hears("{")
        assert desktop(folder, cwd=tmp_path).returncode == 0  # it listens
        first.process.send_signal(signal.SIGSTOP)
        try:
            start = time.monotonic()
            kept = kept_folder(folder)
            goes_on = Single(kept).goes_on([])
            took = time.monotonic() - start
        finally:
            first.process.send_signal(signal.SIGCONT)

    assert goes_on
    assert took < 5


@pytest.mark.faults
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("data", [b"", b"garbage", b"\0" * 500], ids=["empty", "words", "nul"])
def test_c06_a_lock_that_is_garbage_is_taken_over(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "first.lock").write_bytes(data)
    single = Single(tmp_path)

    assert single.goes_on([], within=100)
    single.listen()

    assert QLocalServer.removeServer(server_name(tmp_path))
    single.close()


@pytest.mark.faults
def test_c07_where_no_lock_can_be_had_the_program_starts_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "a file, no folder"
    folder.write_bytes(b"")
    start = time.monotonic()

    single = Single(folder)
    assert single.goes_on([])
    single.listen()

    assert time.monotonic() - start < 1


def test_a_first_program_that_is_still_starting_is_waited_for(tmp_path: Path) -> None:
    held = QLockFile(str(tmp_path / "first.lock"))
    assert held.tryLock(0)
    start = time.monotonic()

    assert Single(tmp_path).goes_on([], within=300)

    assert 0.3 <= time.monotonic() - start < 3


def listening(folder: Path) -> tuple[Single, list[list[Path]]]:
    single = Single(folder)
    came: list[list[Path]] = []
    assert single.goes_on([])
    single.listen()
    single.files_came.connect(came.append)
    return single, came


def send(folder: Path, data: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    assert socket.waitForConnected(2000)
    socket.write(data)
    socket.flush()
    return socket


@pytest.mark.faults
@pytest.mark.parametrize(
    "data",
    [
        b"\n", b"hello\n", b"\xff\xfe\x00\n", b"[]\n", b'{"files": 3}\n', b'{"files": [3]}\n',
        b'{"files": ["relative.mou"]}\n', b'{"files": ["/a\\u0000b"]}\n',
        b'{"files": ["/a"], "files": ["/b"]}\n', b"[" * 5000 + b"\n", b'{"files": [NaN]}\n',
        message([Path("/a")] * (MOST + 1)), b"x" * (LARGEST + 10),
    ],
    ids=lambda data: repr(data[:20]),
)  # fmt: skip
def test_what_is_no_list_of_files_is_let_fall(qtbot: QtBot, tmp_path: Path, data: bytes) -> None:
    single, came = listening(tmp_path)

    socket = send(tmp_path, data)
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: socket.state() == gone)

    assert came == []
    good = tmp_path / "a.mou"
    send(tmp_path, message([good]))
    qtbot.waitUntil(lambda: came == [[good]])
    single.close()


def test_names_of_files_arrive_as_they_are(tmp_path: Path) -> None:
    files = [tmp_path / "Zoë & Co #1" / "日本.mou", tmp_path / 'a "b" \n c.mou']

    assert read_message(message(files)) == files


def test_nobody_else_may_talk_to_the_first_program(tmp_path: Path) -> None:
    single, _ = listening(tmp_path)

    mode = stat.S_IMODE(os.lstat(server_name(tmp_path)).st_mode)

    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)
    single.close()


def test_two_folders_have_two_places(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 150)

    names = {server_name(tmp_path / "a"), server_name(tmp_path / "b"), server_name(long)}

    assert len(names) == 3
    assert all(len(os.fsencode(name)) < 104 for name in names)


def test_a_start_loads_nothing_of_qtnetwork_before_its_first_paint(tmp_path: Path) -> None:
    ran = drive(
        tmp_path,
        """
        program.open([])
        before = bool({"PySide6.QtNetwork", "socket", "_socket"} & sys.modules.keys())
        until(lambda: "PySide6.QtNetwork" in sys.modules)
        tell(before=before)
        """,
    )

    assert json.loads(ran.stdout) == {"before": False}
