from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.files import mou, plain_sentence, run_code, tiny_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

pytestmark = pytest.mark.faults


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    """A folder of twelve files in two folders; the seventh is damaged."""
    acton = tiny_file(tmp_path)
    for number in range(12):
        folder = tmp_path / "districts" / ("east" if number < 6 else "west")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(acton, folder / f"town {number:02}.mou")
    bad = tmp_path / "districts" / "west" / "town 06.mou"
    bad.write_bytes(acton.read_bytes()[:9000])
    (tmp_path / "districts" / "notes.txt").write_text("no agreement", encoding="utf-8")
    return tmp_path / "districts"


def test_b22_one_bad_file_never_stops_the_rest(districts: Path) -> None:
    ran = mou("check", districts)

    assert ran.returncode == 2
    assert "“town 06.mou” cannot be read" in plain_sentence(ran.stderr)
    lines = ran.stdout.splitlines()
    assert len(lines) == 1 + 12 + 1
    assert [line.split(".mou")[0][-7:] for line in lines[1:-1]] == [
        f"town {number:02}" for number in range(12)
    ]
    assert sum(line.endswith(" complete") for line in lines) == 11
    assert sum(line.endswith(" not read") for line in lines[1:-1]) == 1
    assert lines[-1] == "12 files: 11 complete, 1 not read."


def test_b22_one_line_of_json_for_each_file(districts: Path) -> None:
    ran = mou("check", "--json", districts)

    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 2
    assert [one["file"] for one in found] == sorted(map(str, districts.rglob("*.mou")))
    (bad,) = (one for one in found if "error" in one)
    assert [*bad] == ["file", "error"]
    assert plain_sentence(bad["error"])
    assert all(one["complete"] for one in found if one is not bad)


def test_the_cores_say_the_same_as_one(districts: Path) -> None:
    alone = [mou("check", "--json", path).stdout for path in sorted(districts.rglob("*.mou"))]

    assert mou("check", "--json", districts).stdout == "".join(alone)


def test_a_few_files_are_checked_without_other_processes(call: Call, acton: Path) -> None:
    other = tiny_file(acton.parent, "other.mou")
    call("set", other, "days=")

    said = call("check", acton, other)

    assert said.status == 1
    assert said.out.splitlines()[-1] == "2 files: 1 complete, 0 not read."


def test_b16_a_pipe_among_the_files_does_not_hang(districts: Path) -> None:
    os.mkfifo(districts / "pipe.mou")
    (districts / "folder.mou").mkdir()
    (districts / "nowhere.mou").symlink_to(districts / "gone")

    ran = mou("check", districts)

    assert ran.returncode == 2
    assert ran.stdout.splitlines()[-1] == "15 files: 11 complete, 4 not read."
    for line in ran.stderr.splitlines():
        plain_sentence(line)


def test_an_empty_folder_is_said(call: Call, tmp_path: Path) -> None:
    said = call("check", tmp_path)

    assert (said.status, said.out) == (2, "")
    assert "no .mou file" in plain_sentence(said.err)


def test_b22_an_empty_folder_never_stops_the_rest(call: Call, acton: Path) -> None:
    (acton.parent / "empty").mkdir()

    said = call("check", acton.parent / "empty", acton)
    as_json = call("check", "--json", acton.parent / "empty", acton)

    assert said.status == as_json.status == 2
    assert "no .mou file in the folder “empty”" in plain_sentence(said.err)
    assert said.out.splitlines()[-1] == "2 files: 1 complete, 1 not read."
    first, second = map(json.loads, as_json.out.splitlines())
    assert (first["file"], [*first]) == (str(acton.parent / "empty"), ["file", "error"])
    assert second["complete"] is True


def test_b22_a_fault_of_the_program_in_one_file_never_stops_the_rest(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        tiny_file(tmp_path, f"{name}.mou")
    code = f"""
import sys
from mou_desktop import cli
from mou_desktop.cli import checking
whole = checking.findings_of
def some(project, **words):
    some.calls += 1
    if some.calls == 2:
        raise ZeroDivisionError
    return whole(project, **words)
some.calls, checking.findings_of = 0, some
sys.exit(cli.main(["check", {str(tmp_path)!r}]))
"""
    ran = run_code(code, MOU_DEBUG=None)

    assert ran.returncode == 2
    assert "b.mou" in ran.stderr
    assert "a fault of this program" in ran.stderr
    assert ran.stdout.splitlines()[-1] == "3 files: 2 complete, 1 not read."


def test_strict_looks_at_every_file(call: Call, acton: Path) -> None:
    assert call("check", "--strict", acton, tiny_file(acton.parent, "other.mou")).status == 1
