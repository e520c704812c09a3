from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mou_desktop.errors import ChangedOnDisk, FolderClosed, NotSaved
from mou_desktop.store import saver
from mou_desktop.store.disk import SYSTEM, Disk
from tests.support.disks import FailingDisk, HeldDisk, ShortDisk, small_disk, unchangeable
from tests.support.files import (
    AS_ROOT,
    NOBODY,
    environment,
    folder_for_all,
    needs,
    plain_sentence,
    run_code,
)

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


def refused(path: Path, expected: str = saver.ANYTHING, disk: Disk = SYSTEM) -> str:
    """Return the sentence with which a save is refused; the folder is as it was."""
    before = everything(path)
    with pytest.raises(NotSaved) as caught:
        saver.write(path, NEW, expected=expected, disk=disk)
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


@pytest.mark.faults("A23")
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


@pytest.mark.faults("A23")
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


@pytest.mark.faults("A15", "C11")
def test_a_file_is_replaced_only_while_it_is_the_one_that_was_read(path: Path) -> None:
    saver.write(path, NEW, expected=saver.sha256_of(OLD))
    said = refused(path, saver.sha256_of(OLD))

    assert "changed by somebody else" in said
    assert path.read_bytes() == NEW


@pytest.mark.faults("A12")
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


def test_a03_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        (disk / "acton.mou").write_bytes(OLD)

        said = refused(disk / "acton.mou")

        assert (disk / "acton.mou").read_bytes() == OLD
    assert "There is not enough space on the disk to save “acton.mou”." in said
    assert said.endswith("What was there before is unchanged.")


@needs("chattr")
def test_a06_a_folder_that_takes_no_new_files_is_said(path: Path) -> None:
    with unchangeable(path.parent):
        with pytest.raises(FolderClosed):
            saver.write(path, NEW)
        said = refused(path)

    assert "does not allow new files, so “acton.mou” cannot be replaced safely" in said
    assert path.read_bytes() == OLD


@needs("chattr")
def test_a06_writing_into_the_file_itself_is_possible_once_a_copy_is_safe(
    path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    safe = tmp_path_factory.mktemp("local") / "safe.mou"
    with unchangeable(path.parent):
        saver.write_in_place(path, NEW[:1000], safe=safe, expected=saver.sha256_of(OLD))

    assert path.read_bytes() == safe.read_bytes() == NEW[:1000]


def test_a06_nothing_is_written_into_a_file_while_no_copy_is_safe(path: Path) -> None:
    with pytest.raises(NotSaved) as caught:
        saver.write_in_place(path, NEW, safe=path.parent / "gone" / "safe.mou")

    assert "is not there now" in plain_sentence(str(caught.value))
    assert path.read_bytes() == OLD


def test_a06_a_file_that_somebody_else_saved_is_not_written_into(path: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        saver.write_in_place(path, NEW, safe=path.with_name("s"), expected=saver.sha256_of(NEW))

    assert path.read_bytes() == OLD


def test_a06_a_file_that_may_only_be_read_is_not_written_into(tmp_path: Path) -> None:
    path, safe = tmp_path / "acton.mou", tmp_path / "safe.mou"
    path.write_bytes(OLD)
    with unchangeable(path), pytest.raises(NotSaved) as caught:
        saver.write_in_place(path, NEW, safe=safe)

    assert "may only be read" in plain_sentence(str(caught.value))
    assert (path.read_bytes(), safe.read_bytes()) == (OLD, NEW)


def test_a06_what_breaks_off_on_the_way_names_the_copy_that_is_whole(path: Path) -> None:
    safe = path.with_name("safe.mou")

    class Breaking(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            if safe.exists():
                raise OSError(errno.EIO, "pulled")
            return super().write(handle, data)

    with pytest.raises(NotSaved) as caught:
        saver.write_in_place(path, NEW, safe=safe, disk=Breaking())

    assert str(safe) in plain_sentence(str(caught.value))
    assert "may be damaged" in str(caught.value)
    assert safe.read_bytes() == NEW


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


@pytest.mark.parametrize("times", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a08_a_file_held_for_a_moment_on_windows_is_saved(
    path: Path, times: int, winerror: int
) -> None:
    saver.write(path, NEW, disk=HeldDisk(times, winerror))

    assert path.read_bytes() == NEW


def test_a09_e01_a_file_held_for_long_on_windows_is_said(path: Path) -> None:
    disk = HeldDisk(99)

    said = refused(path, disk=disk)

    assert "Another program is using “acton.mou”" in said
    assert path.read_bytes() == OLD
    assert disk.waited == [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8]


def test_a09_a_refusal_that_no_waiting_mends_is_said_at_once(path: Path) -> None:
    disk = HeldDisk(99, winerror=1)

    assert "does not allow new files" in refused(path, disk=disk)
    assert disk.waited == []


@pytest.mark.parametrize(
    ("code", "winerror", "why"),
    [
        (errno.EINVAL, 39, "not enough space on the disk"),
        (errno.ENOSPC, 112, "not enough space on the disk"),
        (errno.EINVAL, 1295, "quota is used up"),
        (errno.EACCES, 19, "can only be read"),
        (errno.EACCES, 21, "cannot be reached now"),
        (errno.ENOENT, 53, "cannot be reached now"),
        (errno.EINVAL, 59, "cannot be reached now"),
        (errno.ENOENT, 67, "cannot be reached now"),
        (errno.EINVAL, 121, "cannot be reached now"),
        (errno.ENOENT, 206, "too long for this disk"),
        (errno.EDQUOT, None, "quota is used up"),
        (errno.EFBIG, None, "takes no file of this size"),
        (errno.ESTALE, None, "cannot be reached now"),
        (errno.ENOTCONN, None, "cannot be reached now"),
        (errno.EHOSTDOWN, None, "cannot be reached now"),
        (errno.EIO, None, "could not be written safely"),
    ],
)
@pytest.mark.parametrize("operation", ["open", "write", "sync", "replace"])
def test_a05_a11_every_error_of_a_disk_has_its_sentence(
    path: Path, operation: str, code: int, winerror: int | None, why: str
) -> None:
    said = refused(path, disk=FailingDisk(operation, code, winerror))

    assert why in said
    assert said.endswith("What was there before is unchanged.")
    assert path.read_bytes() == OLD


def test_a11_a_folder_that_is_gone_is_said_and_not_the_file(path: Path) -> None:
    shutil.rmtree(path.parent)

    with pytest.raises(NotSaved) as caught:
        saver.write(path, NEW, expected=saver.sha256_of(OLD))

    assert "is not there now" in plain_sentence(str(caught.value))
    assert not isinstance(caught.value, ChangedOnDisk)


def test_a11_a_disk_that_is_pulled_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path, "4m") as disk:
        path = disk / "acton.mou"
        path.write_bytes(OLD)
        subprocess.run(["umount", "-l", str(disk)], check=True)

        assert "is gone from its folder" in refused(path, saver.sha256_of(OLD))


def test_a28_a_short_write_is_completed(path: Path) -> None:
    saver.write(path, NEW, disk=ShortDisk())

    assert path.read_bytes() == NEW


def test_a28_a_disk_that_takes_nothing_ends_in_a_sentence(path: Path) -> None:
    assert "could not be written safely" in refused(path, disk=ShortDisk(0))


@needs("strace")
@pytest.mark.parametrize("call", ["write", "fsync", "openat"])
def test_a28_a_call_that_a_signal_interrupts_is_made_again(path: Path, call: str) -> None:
    ran = strace(path, "-e", f"trace={call}", "-e", f"inject={call}:error=EINTR:when=1")

    assert (ran.stdout, path.read_bytes()) == ("", NEW), ran.stderr


@needs("strace")
def test_a02_the_data_is_synced_before_it_has_its_name_and_the_folder_after(path: Path) -> None:
    log = path.with_name("log")
    calls = "trace=write,fsync,rename,renameat,renameat2"

    strace(path, "-e", calls, "-y", log=log)

    seen = [
        line.partition("(")[0].split()[-1]
        for line in log.read_text(encoding="utf-8").splitlines()
        if str(path.parent) in line and line.rstrip().endswith(("= 0", f"= {len(NEW)}"))
    ]
    assert [one.replace("renameat2", "rename") for one in seen] == [
        "write", "fsync", "rename", "fsync",
    ]  # fmt: skip


def strace(path: Path, *words: str, log: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Save under strace, which looks at calls on the new file and on its folder alone."""
    code = SAVE.replace("try:", "saver.secrets.token_hex = lambda _: 'x'\ntry:", 1)
    scratch = path.with_name(".~acton.mou.x.tmp")
    return subprocess.run(
        ["strace", "-f", "-o", str(log or "/dev/null"), "-P", str(scratch), "-P", str(path.parent),
         *words, sys.executable, "-c", code, str(path), "0", "0"],
        env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


# ---- read-only files, groups, hard links -----------------------------------------------------


def test_a07_a_file_that_may_only_be_read_is_not_replaced() -> None:
    with folder_for_all() as folder:
        path = folder / "acton.mou"
        path.write_bytes(OLD)
        path.chmod(0o444)

        said = refused_in_child(path, user=NOBODY if AS_ROOT else 0)

    assert "“acton.mou” is marked as one that may only be read" in said


@pytest.mark.skipif(not AS_ROOT, reason="only root may give a file away")
@pytest.mark.faults("A23")
def test_root_leaves_a_file_to_its_owner(path: Path) -> None:
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o664)

    saver.write(path, NEW)

    about = path.stat()
    assert (about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode)) == (NOBODY, NOBODY, 0o664)


@pytest.mark.skipif(not AS_ROOT, reason="only root may give a file away")
@pytest.mark.faults("A23")
def test_a_group_that_cannot_be_kept_leaves_its_rights_to_no_other_group() -> None:
    with folder_for_all() as folder:
        path = folder / "acton.mou"
        path.write_bytes(OLD)
        os.chown(path, NOBODY, 12345)
        path.chmod(0o664)

        ran = run_code(SAVE, str(path), str(NOBODY), "0")

        assert (ran.stdout, path.read_bytes()) == ("", NEW)
        assert path.stat().st_gid == NOBODY
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.skipif(not AS_ROOT, reason="only root may give a folder away")
@pytest.mark.faults("A23")
def test_a_folder_that_hands_on_its_group_does_so(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, -1, 12345)
    shared.chmod(0o2775)

    saver.write(shared / "acton.mou", OLD)
    saver.write(shared / "acton.mou", NEW)

    assert (shared / "acton.mou").stat().st_gid == 12345


@pytest.mark.faults("A23")
def test_another_hard_link_goes_on_naming_the_old_bytes(path: Path) -> None:
    other = path.with_name("other.mou")
    os.link(path, other)

    saver.write(path, NEW)

    assert (path.read_bytes(), other.read_bytes()) == (NEW, OLD)


# ---- what came meanwhile ---------------------------------------------------------------------


def test_a16_one_late_byte_of_the_same_size_and_time_is_noticed(path: Path) -> None:
    before = path.stat()
    path.write_bytes(OLD[:-2] + b"X ")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert "changed by somebody else" in refused(path, saver.sha256_of(OLD))
    with pytest.raises(ChangedOnDisk):
        saver.write(path, NEW, expected=OLD)


def test_a17_a_file_that_was_touched_and_is_the_same_is_replaced(path: Path) -> None:
    os.utime(path, (1, 1))

    saver.write(path, NEW, expected=OLD)

    assert path.read_bytes() == NEW


def test_a15_what_is_saved_while_the_new_file_is_written_is_not_replaced(path: Path) -> None:
    class Colleague(Disk):
        def sync(self, handle: int) -> None:
            path.write_bytes(b"theirs")
            super().sync(handle)

    with pytest.raises(ChangedOnDisk):
        saver.write(path, NEW, expected=OLD, disk=Colleague())

    assert path.read_bytes() == b"theirs"
    assert list(path.parent.iterdir()) == [path]


def test_a15_a_file_that_cannot_be_read_any_more_is_not_replaced(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)

    assert "is a device or a pipe" in refused(path, saver.sha256_of(OLD))


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
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a window has its own

    try:
        with pytest.raises(KeyboardInterrupt):
            saver.write(path, NEW)
    finally:
        signal.signal(signal.SIGINT, before)

    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
