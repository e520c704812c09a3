from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import ChangedOnDisk, NotSaved
from mou_desktop.store import saver
from tests.support.files import (
    AS_ROOT,
    NOBODY,
    environment,
    folder_for_all,
    needs,
    plain_sentence,
    run_code,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.faults

OLD, NEW = b"old " * 40_000, b"new " * 50_000
SAVE = """
import os, sys
from pathlib import Path
from mou_desktop.errors import NotSaved
from mou_desktop.store import saver
path, user, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if size:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
if user:
    os.setgroups([]); os.setgid(user); os.setuid(user)
try:
    saver.write(path, b"new " * 50_000)
except NotSaved as error:
    print(error)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "acton.mou"
    made.write_bytes(OLD)
    return made


def everything(path: Path) -> list[Path]:
    """Return what stands beside `path`, or beside the nearest folder that is there."""
    folder = next(one for one in path.parents if os.path.isdir(one))  # noqa: PTH112
    return sorted(folder.iterdir())


def refused(path: Path, expected: str = saver.ANYTHING) -> str:
    """Return the sentence with which a save is refused; the folder is as it was."""
    before = everything(path)
    with pytest.raises(NotSaved) as caught:
        saver.write(path, NEW, expected=expected)
    assert everything(path) == before
    return plain_sentence(str(caught.value))


def refused_in_child(path: Path, *, user: int = 0, size: int = 0) -> str:
    before = sorted(path.parent.iterdir())
    ran = run_code(SAVE, str(path), str(user), str(size))
    assert ran.stderr == ""
    assert path.read_bytes() == OLD
    assert sorted(path.parent.iterdir()) == before
    return plain_sentence(ran.stdout)


def test_a_save_leaves_the_new_bytes_and_nothing_else(path: Path) -> None:
    saver.write(path, NEW)

    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_save_of_nothing_is_a_file_of_nothing(path: Path) -> None:
    saver.write(path, b"")

    assert path.read_bytes() == b""


# ---- mode, links, names ----------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o604, 0o2664])
def test_a_save_keeps_the_permissions_of_the_file(path: Path, mode: int) -> None:
    path.chmod(mode)

    saver.write(path, NEW)

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_gets_the_permissions_that_the_system_gives(tmp_path: Path) -> None:
    usual = os.umask(0o027)
    try:
        saver.write(tmp_path / "new.mou", NEW)
    finally:
        os.umask(usual)

    assert stat.S_IMODE((tmp_path / "new.mou").stat().st_mode) == 0o640


@pytest.mark.parametrize("relative", [True, False])
def test_a_link_stays_a_link_and_its_file_is_replaced(path: Path, *, relative: bool) -> None:
    (path.parent / "links").mkdir()
    link = path.parent / "links" / "acton.mou"
    link.symlink_to(Path("..") / path.name if relative else path)

    saver.write(link, NEW)

    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_a_link_that_leads_nowhere_makes_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "link.mou").symlink_to(tmp_path / "there.mou")

    saver.write(tmp_path / "link.mou", NEW, expected=saver.NOTHING)

    assert (tmp_path / "there.mou").read_bytes() == NEW


@pytest.mark.parametrize(
    "name",
    ["Zoë & Co #1.mou", "100%.mou", "e\u0301.mou", "\u00e9.mou", " .mou", "😀.mou", "-o.mou",
     "a\nb.mou", "CON", "acton.", "x" * 251 + ".mou", "é" * 125 + ".mou"],
)  # fmt: skip
def test_b18_a_name_that_the_disk_takes_is_taken(tmp_path: Path, name: str) -> None:
    saver.write(tmp_path / name, NEW, expected=saver.NOTHING)
    saver.write(tmp_path / name, OLD, expected=saver.sha256_of(NEW))

    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == OLD


def test_b18_a_deep_folder_is_written_to(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a folder with a long name"] * 20)
    deep.mkdir(parents=True)

    saver.write(deep / "acton.mou", NEW)

    assert len(str(deep)) > 260
    assert (deep / "acton.mou").read_bytes() == NEW


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300, "too long for this disk"),
        ("é" * 128 + ".mou", "too long for this disk"),
        ("a\0.mou", "a character that no file can have"),
        ("gone/acton.mou", "is not there now"),
        ("acton.mou/in.mou", "is not a folder"),
        ("", "is a folder"),
    ],
    ids=["long", "long-in-bytes", "nul", "no-folder", "file-as-folder", "folder"],
)
def test_b18_a_name_that_no_disk_takes_is_refused(path: Path, name: str, why: str) -> None:
    assert why in refused(path.parent / name)
    assert path.read_bytes() == OLD


# ---- what is there is what was read ----------------------------------------------------------


def test_a_file_is_replaced_only_while_it_is_the_one_that_was_read(path: Path) -> None:
    saver.write(path, NEW, expected=saver.sha256_of(OLD))
    said = refused(path, saver.sha256_of(OLD))

    assert "changed by somebody else" in said
    assert path.read_bytes() == NEW


def test_a_file_that_is_gone_is_said(path: Path) -> None:
    path.unlink()

    assert "is gone from its folder" in refused(path, saver.sha256_of(OLD))


def test_a_file_that_is_there_is_not_replaced_unasked(path: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="is there already"):
        saver.write(path, NEW, expected=saver.NOTHING)

    assert path.read_bytes() == OLD


def test_of_two_that_make_the_same_file_one_is_told(tmp_path: Path) -> None:
    path, told = tmp_path / "acton.mou", []
    gate = threading.Barrier(8)

    def make(number: int) -> None:
        gate.wait()
        try:
            saver.write(path, bytes([number]) * 9999, expected=saver.NOTHING)
        except ChangedOnDisk:
            told.append(number)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 7
    assert set(range(8)) - set(told) == {path.read_bytes()[0]}
    assert list(tmp_path.iterdir()) == [path]


# ---- disks that say no -----------------------------------------------------------------------


def test_a05_a_file_too_large_for_the_disk_is_refused(path: Path) -> None:
    assert "takes no file of this size" in refused_in_child(path, size=100_000)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a disk of 256 kB, or skip where the system gives none."""
    place = folder / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if not AS_ROOT or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a03_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        (disk / "acton.mou").write_bytes(OLD)

        said = refused(disk / "acton.mou")

        assert (disk / "acton.mou").read_bytes() == OLD
    assert "There is not enough space on the disk to save “acton.mou”." in said
    assert said.endswith("What was there before is unchanged.")


@contextmanager
def unchangeable(folder: Path) -> Iterator[None]:
    """Make `folder` one that even root cannot change, or skip where that is not possible."""
    if (
        not AS_ROOT
        or subprocess.run(["chattr", "+i", folder], capture_output=True, check=False).returncode
    ):
        pytest.skip("chattr +i is not possible here")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", folder], check=True)


@needs("chattr")
def test_a06_a_folder_that_takes_no_new_files_is_said(path: Path) -> None:
    with unchangeable(path.parent):
        said = refused(path)

    assert "does not allow new files" in said
    assert path.read_bytes() == OLD


def test_a06_a_folder_of_somebody_else_is_said() -> None:
    with folder_for_all() as folder:
        path = folder / "acton.mou"
        path.write_bytes(OLD)
        path.chmod(0o666)
        folder.chmod(0o555)

        said = refused_in_child(path, user=NOBODY if AS_ROOT else 0)
        folder.chmod(0o755)

    assert "does not allow new files" in said


@needs("strace")
@pytest.mark.parametrize(
    ("call", "error", "why"),
    [
        ("fsync", "EIO", "could not be written safely"),
        ("fsync", "ENOSPC", "not enough space"),
        ("fsync", "EDQUOT", "quota is used up"),
        ("write", "EDQUOT", "quota is used up"),
        ("write", "EIO", "could not be written safely"),
        ("openat", "EROFS", "can only be read"),
        ("openat", "EACCES", "does not allow new files"),
        ("rename", "EIO", "could not be written safely"),
        ("rename", "EACCES", "does not allow new files"),
    ],
)
def test_a04_an_error_of_the_disk_is_said_and_the_old_file_stays(
    path: Path, call: str, error: str, why: str
) -> None:
    before = sorted(path.parent.iterdir())
    code = SAVE.replace("try:", "saver.secrets.token_hex = lambda _: 'x'\ntry:", 1)
    only = ["-P", str(path.with_name(".~acton.mou.x.tmp")), "-e", f"trace={call}"]

    ran = subprocess.run(
        ["strace", "-f", "-o", "/dev/null", *only, "-e", f"inject={call}:error={error}",
         sys.executable, "-c", code, str(path), "0", "0"],
        env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert why in plain_sentence(ran.stdout), ran.stderr
    assert path.read_bytes() == OLD
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize("times", [1, 3, 7])
@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a08_a_file_held_for_a_moment_on_windows_is_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int
) -> None:
    held_for(times, winerror, monkeypatch)

    saver.write(path, NEW)

    assert path.read_bytes() == NEW


def test_a09_e01_a_file_held_for_long_on_windows_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = held_for(99, 32, monkeypatch)

    said = refused(path)

    assert "Another program is using “acton.mou”" in said
    assert path.read_bytes() == OLD
    assert 1 < sum(waited) < 2


def held_for(times: int, winerror: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Make replacing fail so many times as Windows does; return how long was waited."""
    left, real, waited = [times], Path.replace, list[float]()

    def replace(scratch: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = winerror  # type: ignore[attr-defined]
            raise error
        return real(scratch, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def test_a28_a_short_write_is_completed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:1000]))

    saver.write(path, NEW)

    assert path.read_bytes() == NEW


def test_what_reads_back_differently_is_not_put_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: real(handle, size).replace(b"n", b"m"))

    said = refused(path)

    assert "could not be written safely" in said
    assert path.read_bytes() == OLD


def test_a_disk_without_hard_links_takes_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links")

    monkeypatch.setattr(os, "link", no_links)

    saver.write(tmp_path / "acton.mou", NEW, expected=saver.NOTHING)

    assert (tmp_path / "acton.mou").read_bytes() == NEW
    assert len(list(tmp_path.iterdir())) == 1


def test_stopping_the_program_leaves_no_litter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_handle: int) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "fsync", stop)

    with pytest.raises(KeyboardInterrupt):
        saver.write(path, NEW)

    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
