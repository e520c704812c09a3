from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from mou_desktop.store import leftovers
from tests.support.files import AS_ROOT, NOBODY, tiny_data, tiny_file

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tiny_file(tmp_path)
    age(made, 5)
    return made


def age(path: Path, hours: float) -> None:
    then = time.time() - hours * HOUR
    os.utime(path, (then, then))


def left(path: Path, hours: float, data: bytes = b"half", name: str = "") -> Path:
    made = path.with_name(name or f".~{path.name[:80]}.0a1b2c3d.tmp")
    made.write_bytes(data)
    age(made, hours)
    return made


def test_a27_what_died_an_hour_ago_goes(path: Path) -> None:
    left(path, 1.1)

    assert leftovers.sweep(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_a27_what_may_belong_to_a_save_that_still_runs_stays(path: Path) -> None:
    young = left(path, 0.5)

    assert leftovers.sweep(path) == []
    assert young.exists()


def test_a27_what_is_whole_and_newer_than_the_file_is_offered(path: Path) -> None:
    whole = left(path, 2, tiny_data())

    assert leftovers.sweep(path) == [whole]
    assert whole.exists()


def test_a27_what_is_whole_and_older_than_the_file_goes(path: Path) -> None:
    left(path, 6, tiny_data())

    assert leftovers.sweep(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_a27_what_is_whole_is_offered_where_the_file_is_gone(path: Path) -> None:
    whole = left(path, 2, tiny_data())
    path.unlink()

    assert leftovers.sweep(path) == [whole]


@pytest.mark.parametrize(
    "name",
    [
        ".~other.mou.0a1b2c3d.tmp",
        ".~acton.mou.xyz.tmp",
        "~$acton.mou",
        ".~lock.acton.mou#",
        "acton.mou.tmp",
        ".~acton.mou.0a1b2c3d.tmp.mou",
    ],
)
def test_a27_what_is_not_of_this_file_or_not_ours_stays(path: Path, name: str) -> None:
    other = left(path, 99, name=name)

    assert leftovers.sweep(path) == []
    assert other.exists()


@pytest.mark.skipif(not AS_ROOT, reason="only root may give a file away")
def test_a27_what_belongs_to_a_colleague_stays(path: Path) -> None:
    theirs = left(path, 99)
    os.chown(theirs, NOBODY, NOBODY)

    assert leftovers.sweep(path) == []
    assert theirs.exists()


def test_a27_a_folder_or_a_link_of_that_name_stays(path: Path) -> None:
    path.with_name(".~acton.mou.00000000.tmp").mkdir()
    path.with_name(".~acton.mou.11111111.tmp").symlink_to(path)

    assert leftovers.sweep(path, now=time.time() + 99 * HOUR) == []
    assert len(list(path.parent.iterdir())) == 3


def test_a27_a_long_name_is_known_by_its_beginning(tmp_path: Path) -> None:
    path = tiny_file(tmp_path, "x" * 200 + ".mou")
    left(path, 2)

    leftovers.sweep(path)

    assert list(tmp_path.iterdir()) == [path]


def test_a27_in_a_folder_of_our_own_everything_old_goes(path: Path) -> None:
    left(path, 2, tiny_data())
    young = left(path, 0.1, name=".~b.json.0a1b2c3d.tmp")

    leftovers.sweep_folder(path.parent)
    leftovers.sweep_folder(path.parent / "gone")

    assert sorted(path.parent.iterdir()) == sorted([path, young])
