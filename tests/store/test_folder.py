from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import ChangedOnDisk, InUse, NotSaved
from mou_desktop.locate import data_folder
from mou_desktop.store import neighbours, saver
from mou_desktop.store.disk import Disk
from mou_desktop.store.folder import STALE, sweep, write_folder
from tests.support.files import fingerprint, plain_sentence, run_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.faults

NAME = "acton – to counsel 2026-11-24"
FILES = {"acton clean.docx": b"clean " * 9_000, "acton compared.docx": b"compared " * 9_000}
OLDER = {"acton clean.docx": b"older " * 9_000}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def held(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


KNOWN = {saver.sha256_of(data) for data in (*OLDER.values(), *FILES.values())}


def refused(path: Path, *, over: bool = False, disk: Disk | None = None) -> str:
    """Return the sentence with which a folder is refused; all that was there stays as it was."""
    before = fingerprint(path.parent)
    with pytest.raises(NotSaved) as caught:
        write_folder(path, FILES, over=KNOWN if over else None, disk=disk or Disk())
    assert fingerprint(path.parent) == before
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".~")]
    return plain_sentence(str(caught.value))


# ---- whole ---------------------------------------------------------------------------------


def test_the_folder_holds_the_files_and_nothing_stands_beside_it(path: Path) -> None:
    write_folder(path, FILES)

    assert held(path) == FILES
    assert os.listdir(path.parent) == [NAME]  # noqa: PTH208


def test_colleagues_may_read_it_as_anything_that_one_makes_there(path: Path) -> None:
    (path.parent / "made").mkdir()
    (path.parent / "file").touch()

    write_folder(path, FILES)

    assert path.stat().st_mode == (path.parent / "made").stat().st_mode
    modes = {one.stat().st_mode for one in path.iterdir()}
    assert modes == {(path.parent / "file").stat().st_mode}


class Noting(Disk):
    """Notes what is asked of it, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def sync(self, handle: int) -> None:
        self.asked.append("sync")
        super().sync(handle)

    def replace(self, scratch: Path, target: Path) -> None:
        self.asked.append("name")
        super().replace(scratch, target)


def test_every_file_is_synced_before_the_folder_has_its_name(path: Path) -> None:
    disk = Noting()

    write_folder(path, FILES, disk=disk)

    assert disk.asked == ["sync", "sync", "name"]


# ---- what is there already -----------------------------------------------------------------


def test_a_folder_that_is_there_is_never_replaced_unasked(path: Path) -> None:
    write_folder(path, OLDER)

    assert "is there already" in refused(path)
    assert held(path) == OLDER


def test_an_empty_folder_is_not_taken_over_either(path: Path) -> None:
    path.mkdir()

    refused(path)


def test_the_next_free_name_has_a_number_at_its_end(tmp_path: Path) -> None:
    for name in ("v1.2 – to counsel", "v1.2 – to counsel 2"):
        (tmp_path / name).mkdir()

    free = neighbours.free_folder(tmp_path / "v1.2 – to counsel")

    assert free.name == "v1.2 – to counsel 3"


def test_a_folder_of_such_files_is_replaced_where_that_is_asked_for(path: Path) -> None:
    write_folder(path, OLDER)
    (path / ".DS_Store").write_bytes(b"litter")

    write_folder(path, FILES, over=KNOWN)

    assert held(path) == FILES
    assert os.listdir(path.parent) == [NAME]  # noqa: PTH208


@pytest.mark.parametrize(
    "other", ["letter.docx", "acton clean.docx", "acton compared.docx/inside", "Thumbs.db/inside"]
)
def test_a_folder_with_anything_else_in_it_is_not_replaced(path: Path, other: str) -> None:
    (path / other).parent.mkdir(parents=True)
    (path / other).write_bytes(b"from counsel")

    assert "other files" in refused(path, over=True)


@pytest.mark.parametrize("kind", ["file", "link", "dead link"])
def test_what_is_no_folder_is_not_replaced(path: Path, kind: str) -> None:
    elsewhere = path.parent / "elsewhere"
    if kind == "file":
        path.write_bytes(b"mine")
    else:
        path.symlink_to(elsewhere)
    if kind == "link":
        write_folder(elsewhere, OLDER)

    refused(path, over=True)


@pytest.mark.parametrize("owner", ["~$ton clean.docx", ".~lock.acton clean.docx#"])
def test_e01_a_folder_with_a_file_open_in_word_is_not_replaced(path: Path, owner: str) -> None:
    write_folder(path, OLDER)
    (path / owner).write_bytes(b"")

    with pytest.raises(InUse):
        write_folder(path, FILES, over=KNOWN)

    assert "open in another program" in refused(path, over=True)


def test_what_belongs_to_the_program_is_left_alone() -> None:
    before = fingerprint(data_folder("schemas"))
    with pytest.raises(NotSaved, match="belongs to this program"):
        write_folder(data_folder("schemas") / NAME, FILES)
    assert fingerprint(data_folder("schemas")) == before


class Late(Disk):
    """Lets somebody else take the name while the files are written."""

    def __init__(self, taken: Path) -> None:
        self._taken = taken

    def sync(self, handle: int) -> None:
        super().sync(handle)
        if not self._taken.exists():
            self._taken.mkdir()
            (self._taken / "theirs.docx").write_bytes(b"theirs")


def test_a_name_that_is_taken_meanwhile_is_left_to_who_took_it(path: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        write_folder(path, FILES, disk=Late(path))

    assert held(path) == {"theirs.docx": b"theirs"}
    assert os.listdir(path.parent) == [NAME]  # noqa: PTH208


# ---- disks that fail -----------------------------------------------------------------------


class Failing(Disk):
    """Fails in one of its operations: so many times, from a call on."""

    def __init__(
        self, operation: str, code: int, *, at: int = 1, times: int = 1_000, winerror: int = 0
    ) -> None:
        self._operation, self._calls, self._failing = operation, 0, range(at, at + times)
        self._error = PermissionError if code == errno.EACCES else OSError
        self._code, self._winerror = code, winerror

    def _may_fail(self, operation: str) -> None:
        self._calls += operation == self._operation
        if operation == self._operation and self._calls in self._failing:
            error = self._error(self._code, "as the test wants it")
            if self._winerror:
                error.winerror = self._winerror  # type: ignore[attr-defined]
            raise error

    def make_folder(self, path: Path) -> None:
        self._may_fail("make")
        super().make_folder(path)

    def write(self, handle: int, data: memoryview) -> int:
        self._may_fail("write")
        return super().write(handle, data[:1_000])

    def sync(self, handle: int) -> None:
        self._may_fail("sync")
        super().sync(handle)

    def replace(self, scratch: Path, target: Path) -> None:
        self._may_fail("name")
        super().replace(scratch, target)

    def wait(self, seconds: float) -> None:
        pass


FAULTS = {
    "a full disk": (errno.ENOSPC, "not enough space"),
    "a used up quota": (errno.EDQUOT, "not enough space"),
    "a folder that is closed": (errno.EACCES, "does not allow new folders"),
    "a disk to be read only": (errno.EROFS, "does not allow new folders"),
    "a share that went away": (errno.ESTALE, "cannot be reached now"),
    "a disk that fails": (errno.EIO, "could not be written safely"),
}


@pytest.mark.parametrize("operation", ["make", "write", "sync", "name"])
@pytest.mark.parametrize("fault", FAULTS)
def test_e02_a_disk_that_fails_is_told_in_one_sentence_and_leaves_nothing(
    path: Path, operation: str, fault: str
) -> None:
    code, words = FAULTS[fault]

    assert words in refused(path, disk=Failing(operation, code))
    assert not path.exists()


@pytest.mark.parametrize("call", [1, 2])
def test_a_folder_that_stood_aside_comes_back_when_the_new_one_cannot_take_its_name(
    path: Path, call: int
) -> None:
    write_folder(path, OLDER)

    disk = Failing("name", errno.EIO, at=call, times=1)

    assert "could not be written" in refused(path, over=True, disk=disk)
    assert held(path) == OLDER


def test_a08_windows_is_waited_for_while_a_scanner_holds_the_new_files(path: Path) -> None:
    write_folder(path, FILES, disk=Failing("name", errno.EACCES, times=3, winerror=5))

    assert held(path) == FILES


def test_e01_windows_that_does_not_let_go_of_the_old_folder_is_told(path: Path) -> None:
    write_folder(path, OLDER)

    disk = Failing("name", errno.EACCES, winerror=32)

    assert "open in another program" in refused(path, over=True, disk=disk)
    assert held(path) == OLDER


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved) as caught:
        write_folder(tmp_path / "gone" / NAME, FILES)
    assert "is not there" in plain_sentence(str(caught.value))


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert "too long" in refused(tmp_path / ("x" * 250))


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved) as caught:
        write_folder(tmp_path / "a\0b", FILES)
    plain_sentence(str(caught.value))


# ---- killed on the way ---------------------------------------------------------------------

DYING = """
import os, sys
from pathlib import Path
from mou_desktop.store import saver
from mou_desktop.store.folder import write_folder
path, last, over = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "over"
files = {"acton clean.docx": b"clean " * 9_000, "acton compared.docx": b"compared " * 9_000}
seen = [0]
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and "acton" in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
sys.addaudithook(hook)
older = b"older " * 9_000
known = {saver.sha256_of(data) for data in (older, *files.values())}
write_folder(path, files, over=known if over else None)
"""


def kill_everywhere(path: Path, begin: Callable[[], None], way: str) -> list[dict[str, bytes]]:
    """Return what is seen under the name after a kill at each event, one after the other."""
    seen, status, last = [], 9, 0
    while status == 9:
        last += 1
        begin()
        ran = run_code(DYING, str(path), str(last), way)
        assert ran.stderr == ""
        status = ran.returncode
        seen.append(held(path) if path.exists() else {})
        for one in path.parent.iterdir():
            os.utime(one, (0, 0))
        sweep(path.parent)
        left = [one.name for one in path.parent.iterdir() if one != path]
        assert left == [], f"after event {last}"
        if way == "over":
            assert held(path) in (OLDER, FILES), f"after event {last}"
    assert status == 0
    assert len(seen) > 5
    return seen


def clear(path: Path) -> None:
    if path.exists():
        for one in path.iterdir():
            one.unlink()
        path.rmdir()


def test_e18_a_kill_at_any_moment_leaves_nothing_or_the_whole_folder(path: Path) -> None:
    seen = kill_everywhere(path, lambda: clear(path), "new")

    assert all(one in ({}, FILES) for one in seen)
    assert seen[0] == {}
    assert seen[-1] == FILES


def test_e18_a_kill_while_one_takes_the_place_of_another_leaves_either_whole(path: Path) -> None:
    def begin() -> None:
        clear(path)
        write_folder(path, OLDER)

    seen = kill_everywhere(path, begin, "over")

    assert all(one in ({}, OLDER, FILES) for one in seen)
    assert seen[-1] == FILES


# ---- what is left behind -------------------------------------------------------------------


def test_a_folder_that_somebody_may_still_be_writing_is_not_swept(path: Path) -> None:
    scratch = path.with_name(f".~{NAME}.0a1b2c3d.tmp")
    scratch.mkdir()
    (scratch / "acton clean.docx").write_bytes(b"half")

    write_folder(path, FILES)
    assert scratch.exists()

    then = scratch.stat().st_mtime - STALE - 1
    os.utime(scratch, (then, then))
    write_folder(path.with_name("another"), FILES)
    assert not scratch.exists()


def test_what_only_looks_like_one_is_not_swept(path: Path) -> None:
    file = path.with_name(f".~{NAME}.0a1b2c3d.tmp")  # of the saver
    file.write_bytes(b"half a file")
    deep = path.with_name(f".~{NAME}.0a1b2c3e.tmp")
    (deep / "inner").mkdir(parents=True)
    for one in (file, deep):
        os.utime(one, (0, 0))

    write_folder(path, FILES)

    assert file.exists()
    assert deep.exists()
