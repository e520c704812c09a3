from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import MouError
from mou_desktop.store import project_file, recovery, versions
from tests.support.disks import small_disk, unchangeable
from tests.support.files import (
    NOW,
    SEED,
    environment,
    needs,
    plain_sentence,
    run_code,
    sealed,
    tiny_file,
    tiny_raw,
)

if TYPE_CHECKING:
    from mou_desktop.store.project_file import Project

# Keeps a copy in a process that then dies.
KEEP = """
import os, sys
from dataclasses import replace
from pathlib import Path
from mou_desktop.store import project_file, recovery, versions
path, folder, now, answer = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
project = project_file.load(path)
document = project.document.with_answer("joint", answer)
recovery.keep(replace(project, document=document), path, folder, now)
os._exit(9)
"""
LATER = "2030-01-01T00:00:00Z"


def died(path: Path, now: str = LATER, answer: str = "typed") -> None:
    """Let a program die that had a file open and kept what was typed."""
    run_code(KEEP, str(path), str(path.parent / "kept"), now, answer)


def copies(path: Path) -> list[recovery.Copy]:
    found, damaged = recovery.kept(path.parent / "kept")
    assert damaged == []
    return found


def standing(path: Path) -> str:
    (copy,) = copies(path)
    return recovery.standing(copy)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_file(tmp_path)


def edited(path: Path) -> Project:
    project = project_file.load(path)
    return replace(project, document=project.document.with_answer("joint", "typed"))


@pytest.mark.faults("D06")
def test_what_a_program_that_died_has_kept_is_found(path: Path) -> None:
    died(path)

    (copy,) = copies(path)

    assert (copy.original, copy.time) == (str(path), LATER)
    assert copy.project.document.answer("joint") == "typed"
    assert copy.project.file == project_file.load(path).file_sha256


@pytest.mark.faults("D06")
def test_what_is_restored_saves_over_the_file_that_it_came_from(path: Path) -> None:
    died(path)
    (copy,) = copies(path)

    project_file.save(copy.project, path, LATER)

    assert project_file.load(path).document.answer("joint") == "typed"


def test_what_a_running_program_keeps_is_its_own(path: Path) -> None:
    recovery.keep(edited(path), path, path.parent / "kept", NOW)
    assert copies(path) == []

    recovery.forget(project_file.load(path).document.id, path.parent / "kept")

    assert list((path.parent / "kept").iterdir()) == []


@pytest.mark.faults("D06")
def test_a_copy_is_found_though_another_program_has_the_number_of_the_dead_one(
    path: Path,
) -> None:
    died(path)
    (copy,) = copies(path)
    for pid in (os.getpid(), 1):
        stem = copy.path.stem.rpartition("-")[0]
        copy.path.with_name(f"{stem}-{pid}.json").write_bytes(copy.path.read_bytes())
    copy.path.unlink()

    assert [one.original for one in copies(path)] == [str(path)] * 2


@pytest.mark.faults("D11")
def test_the_copies_of_three_programs_that_died_are_all_listed_newest_first(
    tmp_path: Path,
) -> None:
    for number in range(3):
        path = tmp_path / f"{number}.mou"
        path.write_bytes(sealed({**tiny_raw(), "id": f"document {number}"}))
        died(path, f"2030-01-0{number + 1}T00:00:00Z")

    found = copies(tmp_path / "0.mou")

    assert [Path(one.original).stem for one in found] == ["2", "1", "0"]
    recovery.drop(found[0].path)
    assert len(copies(tmp_path / "0.mou")) == 2


@pytest.mark.faults("B14")
def test_an_id_that_leads_elsewhere_leads_nowhere(path: Path) -> None:
    path.write_bytes(sealed({**tiny_raw(), "id": "../../outside"}))

    made = recovery.keep(edited(path), path, path.parent / "a" / "kept", NOW)

    assert made.parent == path.parent / "a" / "kept"
    recovery.forget("../../outside", path.parent / "a" / "kept")
    assert not made.exists()


@pytest.mark.faults("D19")
def test_only_their_owner_may_enter_the_folder_of_the_copies(path: Path) -> None:
    recovery.keep(edited(path), path, path.parent / "kept", NOW)
    versions.keep(path.read_bytes(), path, path.parent / "versions", NOW)

    for folder in (path.parent / "kept", *(path.parent / "versions").iterdir()):
        assert folder.stat().st_mode & 0o077 == 0


# ---- damaged copies --------------------------------------------------------------------------


def test_d08_a_flipped_bit_anywhere_is_noticed_and_the_other_copies_are_there(path: Path) -> None:
    died(path)
    (copy,) = copies(path)
    data, chance = copy.path.read_bytes(), random.Random(SEED)  # noqa: S311
    damaged = copy.path.with_name("x-00000000-999999999.json")
    for at in (
        *range(60),
        *chance.sample(range(len(data)), 60),
        *range(len(data) - 400, len(data)),
    ):
        damaged.write_bytes(
            data[:at] + bytes([data[at] ^ 1 << chance.randrange(7)]) + data[at + 1 :]
        )

        found, refused = recovery.kept(copy.path.parent)

        assert refused == [damaged] or found[0].project == found[1].project, f"silent at {at}"
        assert copy in found


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 999, b"{}", b"[]", b"null", b'{"body": 1}', b"\xff", b'{"sha256": ""}']
)
def test_d08_what_is_no_copy_is_named_and_left(path: Path, data: bytes) -> None:
    bad = path.with_name("x-00000000-999999999.json")
    bad.write_bytes(data)

    assert recovery.kept(path.parent) == ([], [bad])
    assert bad.read_bytes() == data


def test_d08_a_folder_that_is_not_there_holds_no_copies(tmp_path: Path) -> None:
    assert recovery.kept(tmp_path / "gone") == ([], [])


# ---- how a copy stands to its file -----------------------------------------------------------


def test_d09_a_copy_of_the_file_as_it_was_read_is_newer(path: Path) -> None:
    died(path)

    assert standing(path) == "newer"


def test_d09_a_copy_whose_work_was_saved_is_the_same(path: Path) -> None:
    died(path)
    project_file.save(edited(path), path, NOW)

    assert standing(path) == "same"


@pytest.mark.parametrize("when", ["2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z"])
def test_d09_a_copy_made_before_the_file_was_saved_is_older(path: Path, when: str) -> None:
    died(path)
    project_file.save(project_file.load(path), path, when)

    assert standing(path) == "older"


def test_d09_a_copy_made_after_somebody_else_saved_is_apart(path: Path) -> None:
    died(path)
    project_file.save(project_file.load(path), path, NOW)

    assert standing(path) == "apart"


@pytest.mark.parametrize("moved", [True, False])
def test_d10_a_copy_whose_file_is_gone_says_so_and_keeps_its_name(
    path: Path, *, moved: bool
) -> None:
    died(path)
    if moved:
        path.rename(path.with_name("b.mou"))
    else:
        path.unlink()

    assert standing(path) == "gone"
    assert Path(copies(path)[0].original).name == "acton.mou"


def test_d10_a_copy_whose_folder_is_gone_says_so(tmp_path: Path) -> None:
    away = tmp_path / "stick"
    away.mkdir()
    path = tiny_file(away)
    died(path)
    shutil.move(away / "kept", tmp_path / "kept")
    shutil.rmtree(away)

    assert standing(tmp_path / "x") == "gone"


def test_a_copy_whose_file_is_damaged_says_so(path: Path) -> None:
    died(path)
    path.write_bytes(b"")

    assert standing(path) == "unreadable"


def test_a_copy_of_work_that_never_had_a_file_says_so(tmp_path: Path, path: Path) -> None:
    code = KEEP.replace("document), path, folder", "document), None, folder")
    subprocess.run(
        [sys.executable, "-c", code, str(path), str(tmp_path / "kept"), NOW, "x"],
        env=environment(), check=False,
    )  # fmt: skip

    assert standing(path) == "never saved"


# ---- disks that say no -----------------------------------------------------------------------


@pytest.mark.faults("D17")
@needs("chattr")
def test_a_folder_that_may_only_be_read_is_said(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with unchangeable(home), pytest.raises(MouError) as caught:
        recovery.keep(edited(path), path, home / "kept", NOW)

    assert "Recovery copies cannot be kept" in plain_sentence(str(caught.value))


@pytest.mark.faults("D17")
def test_a_full_disk_is_said_and_the_older_copy_stays(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, "300k") as disk:
        made = recovery.keep(edited(path), path, disk, NOW)
        before = made.read_bytes()
        large = edited(path).document.with_answer("joint", "x" * 300_000)

        with pytest.raises(MouError) as caught:
            recovery.keep(replace(edited(path), document=large), path, disk, LATER)

        assert "not enough space" in plain_sentence(str(caught.value))
        assert made.read_bytes() == before
