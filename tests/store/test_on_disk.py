from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from mou_desktop.store import neighbours, on_disk, project_file
from mou_desktop.store.on_disk import Changed, Gone, Same, Unreadable, look
from tests.support.files import COMPLETE, NOW, fingerprint, mou, plain_sentence, tiny_file, tiny_raw

if TYPE_CHECKING:
    from pathlib import Path

ID = tiny_raw()["id"]
LATER = "2027-03-04T05:06:08Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_file(tmp_path)


def test_a_file_is_the_same_after_a_load_and_after_a_save(path: Path) -> None:
    loaded = project_file.load(path)
    assert look(loaded, path) == Same()

    saved = project_file.save(loaded, path, NOW)

    assert look(saved, path) == Same()


def test_a17_a_file_that_was_only_touched_is_the_same(path: Path) -> None:
    project = project_file.load(path)
    os.utime(path, (1, 1))

    assert look(project, path) == Same()


def test_a14_every_change_is_seen_not_only_the_first(path: Path) -> None:
    mine = project_file.load(path)
    theirs = project_file.save(mine, path, NOW)
    for when in (LATER, "2027-03-04T05:06:09Z"):
        theirs = project_file.save(theirs, path, when)

        state = look(mine, path)

        assert isinstance(state, Changed)
        assert state.theirs.document.saved == when


def test_a15_what_a_colleague_saved_is_had_with_the_ground_of_a_merge(path: Path) -> None:
    mine = project_file.load(path)
    project_file.save(mine, path, NOW)
    before = fingerprint(path.parent)

    state = look(mine, path)

    assert isinstance(state, Changed)
    assert state.is_same_agreement
    assert state.base is not None
    assert state.base.document == mine.document
    assert state.theirs.document.parents[-1] == mine.body
    assert fingerprint(path.parent) == before


def test_a15_what_does_not_descend_from_ours_has_no_ground(path: Path) -> None:
    older = project_file.load(path)
    mine = project_file.save(older, path, NOW)
    project_file.save(older, path, LATER, over=True)

    state = look(mine, path)

    assert isinstance(state, Changed)
    assert state.is_same_agreement
    assert state.base is None


def test_a15_another_agreement_under_that_name_is_told(path: Path) -> None:
    mine = project_file.load(path)
    shutil.copy(COMPLETE, path)

    state = look(mine, path)

    assert isinstance(state, Changed)
    assert not state.is_same_agreement


def test_a16_a_late_byte_of_the_same_size_and_time_is_seen(path: Path) -> None:
    mine, about = project_file.load(path), path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-30] + b"0" + data[-29:])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert not isinstance(look(mine, path), Same)


def test_a12_a_file_that_was_deleted_is_gone(path: Path) -> None:
    mine = project_file.load(path)
    path.unlink()

    assert look(mine, path) == Gone()


def test_a13_a_file_that_was_renamed_is_found_beside(path: Path) -> None:
    mine = project_file.load(path)
    tiny_file(path.parent, "zz.mou").write_bytes(path.read_bytes()[:-1] + b" ")
    path.rename(path.with_name("Acton 2027.MOU"))

    assert look(mine, path) == Gone(path.with_name("Acton 2027.MOU"))


def test_a11_a_folder_that_is_gone_is_told_from_a_file(path: Path) -> None:
    mine = project_file.load(path)
    shutil.rmtree(path.parent)

    assert look(mine, path) == Gone(None, folder_gone=True)


@pytest.mark.faults("A15")
@pytest.mark.parametrize("damage", [b"", b"\0" * 4000, b"PK\x03\x04", b"{"])
def test_what_cannot_be_read_as_an_agreement_is_said(path: Path, damage: bytes) -> None:
    mine = project_file.load(path)
    path.write_bytes(damage)

    state = look(mine, path)

    assert isinstance(state, Unreadable)
    assert "“acton.mou”" in plain_sentence(state.sentence)


def test_a_link_that_leads_nowhere_now_is_not_followed_into_a_fault(path: Path) -> None:
    mine = project_file.load(path)
    path.unlink()
    path.symlink_to(path.with_name("gone.mou"))

    assert isinstance(look(mine, path), Unreadable)


# ---- other copies beside it ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "acton-LAPTOP7.mou",
        "acton (conflicted copy 2026-11-24).mou",
        "acton (Ana's conflicted copy).mou",
        "acton (1).mou",
        "Acton-OFFICE.MOU",
        "acton 2.mou",
    ],
)
def test_a18_a_copy_that_a_sync_program_made_is_noticed(path: Path, name: str) -> None:
    tiny_file(path.parent, name)

    assert neighbours.conflict_copies(path, ID) == [path.with_name(name)]


def test_a18_the_file_itself_is_noticed_beside_the_copy(path: Path) -> None:
    copy = tiny_file(path.parent, "acton-LAPTOP7.mou")

    assert neighbours.conflict_copies(copy, ID) == [path]


def test_a18_what_is_another_agreement_or_none_is_no_copy(path: Path) -> None:
    shutil.copy(COMPLETE, path.with_name("acton-b.mou"))
    tiny_file(path.parent, "maynard.mou")
    tiny_file(path.parent, "acton.docx")
    tiny_file(path.parent, ".~acton.mou.0a1b2c3d.tmp")
    path.with_name("acton-empty.mou").write_bytes(b"")
    path.with_name("acton-letter.mou").write_bytes(b"Dear colleague, " * 100)
    path.with_name("acton-folder.mou").mkdir()
    os.mkfifo(path.with_name("acton-pipe.mou"))
    path.with_name("acton-link.mou").symlink_to("nowhere")

    assert neighbours.conflict_copies(path, ID) == []
    assert neighbours.conflict_copies(path, "") == []


def test_a18_a_folder_that_is_gone_has_no_copies(path: Path) -> None:
    assert neighbours.conflict_copies(path.parent / "gone" / "acton.mou", ID) == []


@pytest.mark.faults("A18")
def test_a_copy_is_one_that_the_program_opens(path: Path) -> None:
    tiny_file(path.parent, "acton (1).mou")
    (copy,) = neighbours.conflict_copies(path, ID)

    assert mou("info", "--json", copy).returncode == 0
    assert isinstance(look(project_file.load(path), copy), on_disk.Same)
