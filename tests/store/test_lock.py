from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import ChangedOnDisk
from mou_desktop.store import lock, processes, project_file
from mou_desktop.store.lock import Held, Holder, TakenBy, hold
from tests.support.disks import small_disk, unchangeable
from tests.support.files import NOW, environment, fingerprint, needs, tiny_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDING = """
import sys
from pathlib import Path
from mou_desktop.store import lock
print(type(lock.hold(Path(sys.argv[1]), "2027-03-04T05:06:07Z")).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_file(tmp_path)


@pytest.fixture
def elsewhere() -> Holder:
    """Somebody at another computer."""
    return replace(lock.myself(NOW), user="Ana", host="OFFICE-2", machine="f" * 16, token="t" * 32)


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process of this computer that holds the file."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "Held\n"
    yield process
    process.kill()
    process.communicate()


def forge(path: Path, holder: Holder) -> bytes:
    lock.beside(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")
    return lock.beside(path).read_bytes()


def held(path: Path) -> Held:
    found = hold(path, NOW)
    assert isinstance(found, Held)
    return found


def test_a_file_that_is_held_says_who_holds_it_until_it_is_released(path: Path) -> None:
    mine = held(path)

    said = json.loads(lock.beside(path).read_text(encoding="utf-8"))
    assert [*said] == ["user", "host", "machine", "pid", "started", "time", "token"]
    assert (said["pid"], said["time"]) == (os.getpid(), NOW)
    mine.release()
    assert list(path.parent.iterdir()) == [path]


def test_the_lock_lies_beside_the_file_that_a_link_leads_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "other name.mou"
    link.symlink_to(path)

    held(link)

    assert (tmp_path / ".~lock.acton.mou#").exists()
    assert isinstance(hold(path, NOW), TakenBy)


@pytest.mark.faults("C02")
def test_a_second_window_is_told_that_this_computer_has_the_file(path: Path) -> None:
    held(path)

    second = hold(path, NOW)

    assert isinstance(second, TakenBy)
    assert second.holder.is_here


@pytest.mark.faults("C02")
def test_another_process_is_told(path: Path, other: subprocess.Popen[str]) -> None:
    found = hold(path, NOW)

    assert isinstance(found, TakenBy)
    assert (found.holder.pid, found.holder.is_here) == (other.pid, True)


def test_c03_the_lock_of_a_dead_process_is_taken_over(
    path: Path, other: subprocess.Popen[str]
) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait(30)

    mine = held(path)

    assert mine.claimed
    mine.release()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("started", ["", "another time", "0"])
def test_c04_a_number_that_another_process_has_now_is_no_holder(path: Path, started: str) -> None:
    forge(path, replace(lock.myself(NOW), started=started))

    assert held(path).claimed


def test_a_process_whose_start_cannot_be_told_counts_as_running(path: Path) -> None:
    forge(path, replace(lock.myself(NOW), started=processes.UNKNOWN))

    assert isinstance(hold(path, NOW), TakenBy)


@pytest.mark.parametrize("time", [NOW, "1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_c05_c08_another_computer_is_named_and_never_passed_over(
    path: Path, elsewhere: Holder, time: str
) -> None:
    before = forge(path, replace(elsewhere, time=time, pid=999_999_999))

    found = hold(path, NOW)

    assert isinstance(found, TakenBy)
    assert (found.holder.user, found.holder.host) == ("Ana", "OFFICE-2")
    assert (found.holder.time, found.holder.is_here) == (time, False)
    assert lock.beside(path).read_bytes() == before


def test_c05_who_chooses_to_open_anyway_holds_it_from_then_on(
    path: Path, elsewhere: Holder
) -> None:
    forge(path, elsewhere)

    mine = hold(path, NOW, anyway=True)

    assert isinstance(mine, Held)
    assert mine.claimed
    theirs = Held(lock.beside(path), elsewhere.token)
    theirs.release()
    assert lock.beside(path).exists()
    mine.release()
    assert not lock.beside(path).exists()


def test_c10_a_copied_computer_of_the_same_name_is_another(path: Path) -> None:
    me = lock.myself(NOW)
    forge(path, replace(me, machine="0" * 16, pid=999_999_999))

    found = hold(path, NOW)

    assert isinstance(found, TakenBy)
    assert not found.holder.is_here


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 300,
        b"garbage",
        b"[]",
        b"null",
        b'{"user": "Ana"}',
        b'{"pid": "x", "user": 1, "host": 2, "machine": 3, "started": 4, "time": 5, "token": "t"}',
        b'{"pid": 1, "user": 1, "host": 2, "machine": 3, "started": 4, "time": 5, "token": ""}',
        b"{" * 5000,
        b"x" * 5_000_000,
        "Ana,OFFICE-2,ana,24.11.2026".encode("utf-16"),
    ],
    ids=range(11),
)
def test_c06_a_lock_that_says_nothing_is_old(path: Path, data: bytes) -> None:
    lock.beside(path).write_bytes(data)

    assert held(path).claimed


def test_c06_a_folder_in_the_place_of_a_lock_keeps_nobody_from_work(path: Path) -> None:
    lock.beside(path).mkdir()

    assert not held(path).claimed
    held(path).release()


def test_c06_a_pipe_in_the_place_of_a_lock_does_not_hang(path: Path) -> None:
    os.mkfifo(lock.beside(path))

    held(path).release()


def test_c06_a_link_in_the_place_of_a_lock_is_not_followed(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("x", encoding="utf-8")
    lock.beside(path).symlink_to(precious)

    assert not held(path).claimed
    assert precious.read_text(encoding="utf-8") == "x"


def test_c06_what_a_lock_says_is_shown_as_plain_short_text(path: Path, elsewhere: Holder) -> None:
    forge(path, replace(elsewhere, user="A\x1b[31m\n" + "x" * 999, time="<b>now</b>"))

    found = hold(path, NOW)

    assert isinstance(found, TakenBy)
    assert len(found.holder.user) == 80
    assert "\x1b" not in found.holder.user
    assert found.holder.time == ""


@needs("chattr")
def test_c07_where_no_lock_can_be_made_nothing_is_claimed(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    path = tiny_file(folder)
    with unchangeable(folder):
        mine = held(path)

        assert not mine.claimed
        mine.release()
    assert list(folder.iterdir()) == [path]


def test_c07_a_full_disk_makes_no_lock_and_no_trouble(tmp_path: Path) -> None:
    with small_disk(tmp_path, "64k") as disk:
        (disk / "acton.mou").write_bytes(b"x")
        (disk / "rest").write_bytes(b"x" * 15 * 4096)

        assert not held(disk / "acton.mou").claimed
        assert sorted(one.name for one in disk.iterdir()) == ["acton.mou", "rest"]


@pytest.mark.parametrize("name", ["gone/acton.mou", "a\0.mou", "x" * 300])
def test_c07_a_place_where_no_file_can_be_has_no_lock(tmp_path: Path, name: str) -> None:
    assert not held(tmp_path / name).claimed


def test_c09_a_lock_that_a_sync_program_takes_away_is_not_missed(path: Path) -> None:
    mine = held(path)
    lock.beside(path).unlink()

    mine.release()

    assert list(path.parent.iterdir()) == [path]


def test_c09_a_lock_that_a_sync_program_puts_back_is_not_taken_for_another(
    path: Path, elsewhere: Holder
) -> None:
    mine = held(path)
    theirs = forge(path, elsewhere)

    mine.release()

    assert lock.beside(path).read_bytes() == theirs


@pytest.mark.faults("C09", "C11")
def test_two_that_save_in_turn_without_locks_do_not_overwrite_each_other(path: Path) -> None:
    one, two = project_file.load(path), project_file.load(path)
    project_file.save(one, path, NOW)
    before = fingerprint(path.parent)

    with pytest.raises(ChangedOnDisk):
        project_file.save(two, path, "2027-03-04T05:06:08Z")

    assert fingerprint(path.parent) == before


# ---- processes -------------------------------------------------------------------------------


def test_a_process_is_known_by_its_number_and_start(other: subprocess.Popen[str]) -> None:
    start = processes.started(other.pid)

    assert start
    assert processes.is_running(other.pid, start)
    assert not processes.is_running(other.pid, "another")
    other.kill()
    other.wait(30)
    assert processes.started(other.pid) == ""
    assert not processes.is_running(other.pid, start)


@pytest.mark.parametrize("pid", [0, -1, 999_999_999])
def test_a_number_that_nobody_has_is_no_process(pid: int) -> None:
    assert processes.started(pid) == ""


def test_a_dead_process_that_nobody_has_asked_after_does_not_run() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    assert processes.started(process.pid) == ""
    process.wait(30)
