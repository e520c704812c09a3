"""A save that dies on the way, at every audit event that Python raises, on every system alike.

The same at every system call: `/work/shared/tools/killsweep.py` on `mou_desktop.store.saver`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mou_desktop.store import project_file, recovery
from tests.support.files import mou, run_code, tiny_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults

OLD, NEW = b"old " * 40_000, b"new " * 50_000

# Dies at the event whose number is given; without one, prints how many events there are.
DYING = """
import os, sys
from pathlib import Path
from mou_desktop.store import saver
from mou_desktop.store.reading import read_file
path, last = Path(sys.argv[1]), int(sys.argv[2])
expected = {expected}
seen, names = [0], []
def hook(name, args):
    if seen is None or name.startswith(("object.", "sys.", "import", "compile", "exec")):
        return
    seen[0] += 1
    names.append(name)
    if seen[0] == last:
        os._exit(9)
sys.addaudithook(hook)
saver.write(path, b"new " * 50_000, expected=expected)
print(*names)
"""
HASHED = "saver.sha256_of(path.read_bytes())"
WAYS = {"guarded": HASHED, "unguarded": "saver.ANYTHING", "first": "saver.NOTHING"}


@pytest.mark.parametrize("way", WAYS)
def test_a01_a_save_that_dies_at_any_event_leaves_the_old_or_the_new_file(
    tmp_path: Path, way: str
) -> None:
    code = DYING.replace("{expected}", WAYS[way])
    path = tmp_path / "acton.mou"
    events: list[str] = []
    last, outcomes = 0, []
    while not events:
        last += 1
        for one in tmp_path.iterdir():
            one.unlink()
        if way != "first":
            path.write_bytes(OLD)
        ran = run_code(code, str(path), str(last))
        assert ran.stderr == ""
        events = ran.stdout.split()
        there = path.read_bytes() if path.exists() else None
        assert there in ((None, NEW) if way == "first" else (OLD, NEW)), f"after event {last}"
        outcomes.append(there == NEW)

    assert len(events) == last - 1 >= 4
    assert outcomes == sorted(outcomes), "the old file came back"
    assert {"open", "os.link" if way == "first" else "os.rename"} <= set(events)


SETTING = """
import os, sys
from mou_desktop import cli
last, seen = int(sys.argv[2]), [0]
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and "acton" in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
sys.addaudithook(hook)
sys.exit(cli.main(["set", sys.argv[1], "days=20"]))
"""


def test_a01_mou_set_that_dies_at_any_event_leaves_a_file_that_opens(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    before, last, status = path.read_bytes(), 0, 9
    while status == 9:
        last += 1
        path.write_bytes(before)
        status = run_code(SETTING, str(path), str(last)).returncode
        assert path.read_bytes() == before or days(path) == 20, f"after event {last}"

    assert (status, days(path)) == (0, 20)
    assert last > 4


KEEPING = """
import os, sys
from pathlib import Path
from mou_desktop.store import project_file, recovery
folder, last, seen = Path(sys.argv[1]), int(sys.argv[2]), [0]
project = project_file.load(folder / "acton.mou")
recovery.keep(project, folder / "acton.mou", folder / "kept", "2027-03-04T05:06:07Z")
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and "kept" in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
sys.addaudithook(hook)
recovery.keep(project, folder / "acton.mou", folder / "kept", "2027-03-04T05:06:08Z")
"""


def test_d07_a_recovery_copy_that_dies_at_any_event_leaves_the_older_one(tmp_path: Path) -> None:
    tiny_file(tmp_path)
    status, last, times = 9, 0, []
    while status == 9:
        last += 1
        for one in (tmp_path / "kept").glob("*"):
            one.unlink()
        status = run_code(KEEPING, str(tmp_path), str(last)).returncode
        (copy,), damaged = recovery.kept(tmp_path / "kept")
        assert damaged == []
        times.append(copy.time)

    assert status == 0
    assert (times, last > 4) == (sorted(times), True)
    assert times[-1] == "2027-03-04T05:06:08Z"


EXPORTING = """
import os, sys
from mou_desktop import cli
last, seen = int(sys.argv[3]), [0]
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and os.path.dirname(sys.argv[2]) in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
sys.addaudithook(hook)
sys.exit(cli.main(["export", sys.argv[1], "--force", "-o", sys.argv[2]]))
"""


def test_e02_e18_an_export_that_dies_at_any_event_leaves_the_old_word_file_or_the_new(
    tmp_path: Path,
) -> None:
    path, out = tiny_file(tmp_path), tmp_path / "acton.docx"
    before, last, status, whole = path.read_bytes(), 0, 9, b""
    while status == 9:
        last += 1
        out.write_bytes(b"old")
        status = run_code(EXPORTING, str(path), str(out), str(last)).returncode
        found = out.read_bytes()
        if found != b"old":
            whole = whole or found
            assert found == whole, f"after event {last}"
        assert path.read_bytes() == before

    assert (status, last > 4) == (0, True)
    assert whole.startswith(b"PK")


def days(path: Path) -> object:
    return project_file.load(path).document.answer("days")


def test_a27_litter_of_a_dead_save_is_no_project(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    (tmp_path / ".~acton.mou.0a1b2c3d.tmp").write_bytes(path.read_bytes()[:5000])

    ran = mou("check", "--json", tmp_path)

    assert [json.loads(line)["file"] for line in ran.stdout.splitlines()] == [str(path)]
    assert ran.returncode == 0
