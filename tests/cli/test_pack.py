from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.store import saver
from mou_desktop.word.counsel import pack_of
from tests.support.files import (
    COMPLETE,
    HALF,
    fingerprint,
    plain_sentence,
    raw_of,
    refused,
    run_code,
    sealed,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

KINDS = ["review", "compared", "changes", "clean"]


@pytest.fixture
def half(tmp_path: Path) -> Path:
    made = tmp_path / "half.mou"
    made.write_bytes(HALF.read_bytes())
    return made


def folders(path: Path) -> list[Path]:
    return sorted(one for one in path.parent.iterdir() if one.is_dir())


def as_json(call: Call, *words: str | Path) -> dict[str, Any]:
    said = call(*words, "--json")
    assert said.status == 0
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_folder_is_written_beside_the_file_and_each_file_of_it_is_told(
    call: Call, half: Path
) -> None:
    said = call("pack", half)

    (folder,) = folders(half)
    assert said.status == 0
    assert folder.name == "half – to counsel 2026-11-24"
    first, *files, last = said.out.splitlines()
    assert first == f"Wrote {folder}, a draft: 6 things must be settled."
    assert sorted(os.listdir(folder)) == sorted(line.split("  ")[1] for line in files)  # noqa: PTH208
    assert [line.split()[-1] for line in files] == ["comments", "text", "facts", "print"]
    assert last == "Noted in half.mou that it was sent."


def test_json_names_round_folder_and_files(call: Call, half: Path) -> None:
    said = as_json(call, "pack", half)

    (folder,) = folders(half)
    assert [*said] == ["file", "edition", "round", "recorded", "folder", "open", "files"]
    assert (said["folder"], said["open"], said["recorded"]) == (str(folder), 6, True)
    assert [one["kind"] for one in said["files"]] == KINDS
    assert [one["document"] for one in said["files"]] == [
        "agreement",
        "agreement",
        None,
        "agreement",
    ]
    for one in said["files"]:
        assert hashlib.sha256((folder / one["name"]).read_bytes()).hexdigest() == one["sha256"]
    assert raw_of(half)["rounds"][-1]["_id"] == said["round"]


def test_the_file_notes_what_was_sent_and_nothing_else_of_it_changes(
    call: Call, half: Path
) -> None:
    before = raw_of(half)

    said = as_json(call, "pack", half)

    after = raw_of(half)
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"saved", "parents", "rounds", "integrity"}
    assert after["rounds"][0]["body_sha256"] == before["integrity"]["sha256"]
    sent = [(one["name"], one["sha256"]) for one in after["rounds"][0]["sent"]]
    assert sent == [(one["name"], one["sha256"]) for one in said["files"]]


def test_the_same_text_sent_again_makes_the_same_files_and_no_other_round(
    call: Call, half: Path
) -> None:
    once = as_json(call, "pack", half)
    after = half.read_bytes()

    again = as_json(call, "pack", half)

    assert again["folder"].endswith("to counsel 2026-11-24 2")
    assert (again["round"], again["files"]) == (once["round"], once["files"])
    assert half.read_bytes() == after


def test_a_changed_text_is_another_round(call: Call, half: Path) -> None:
    once = as_json(call, "pack", half)
    call("set", half, "notice_days=90")

    again = as_json(call, "pack", half)

    assert again["round"] != once["round"]
    assert [one["_id"] for one in raw_of(half)["rounds"]] == [once["round"], again["round"]]


def test_nothing_is_noted_where_that_is_not_wanted(call: Call, half: Path) -> None:
    before = half.read_bytes()

    said = call("pack", half, "--no-record")

    assert said.status == 0
    assert "Noted" not in said.out
    assert half.read_bytes() == before
    assert len(folders(half)) == 1


def test_a_folder_can_be_named(call: Call, half: Path, tmp_path: Path) -> None:
    said = call("pack", half, "-o", tmp_path / "for counsel")

    assert said.status == 0
    assert folders(half) == [tmp_path / "for counsel"]


@pytest.mark.faults
def test_a_folder_that_is_there_is_replaced_only_with_force(
    call: Call, half: Path, tmp_path: Path
) -> None:
    out = tmp_path / "for counsel"
    call("pack", half, "-o", out)
    call("set", half, "notice_days=90")
    before = fingerprint(tmp_path)

    said = call("pack", half, "-o", out)

    assert (said.status, said.out) == (2, "")
    assert "is there already" in plain_sentence(said.err)
    assert fingerprint(tmp_path) == before
    assert call("pack", half, "-o", out, "--force").status == 0
    assert len(raw_of(half)["rounds"]) == 2


@pytest.mark.faults
def test_a_folder_that_counsel_worked_in_is_not_replaced_with_force_either(
    call: Call, half: Path, tmp_path: Path
) -> None:
    out = tmp_path / "for counsel"
    call("pack", half, "-o", out)
    (out / "half for review.docx").write_bytes(b"with counsel's changes")
    before = fingerprint(tmp_path)

    said = call("pack", half, "-o", out, "--force")

    assert (said.status, said.out) == (2, "")
    assert "changed since they were written" in plain_sentence(said.err)
    assert fingerprint(tmp_path) == before


@pytest.mark.faults
@pytest.mark.parametrize("where", ["the file itself", "a folder of letters", "nowhere"])
def test_what_must_not_be_replaced_is_refused_and_the_file_is_as_it_was(
    half: Path, tmp_path: Path, where: str
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.docx").write_bytes(b"from counsel")
    out = {
        "the file itself": half,
        "a folder of letters": tmp_path / "letters",
        "nowhere": tmp_path / "gone" / "pack",
    }[where]
    before = fingerprint(tmp_path)

    refused("pack", half, "-o", out, "--force")

    assert fingerprint(tmp_path) == before


@pytest.mark.faults
def test_a_file_that_cannot_note_it_is_told_before_anything_is_written(
    call: Call, half: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "is_read_only", lambda _path: True)
    before = fingerprint(tmp_path)

    said = call("pack", half)

    assert (said.status, said.out) == (2, "")
    assert "--no-record" in plain_sentence(said.err)
    assert fingerprint(tmp_path) == before
    assert call("pack", half, "--no-record").status == 0


@pytest.mark.faults
def test_a_file_of_a_newer_format_is_sent_only_without_a_note(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "newer.mou"
    path.write_bytes(sealed({**tiny_raw(), "mou": "2.0"}))
    before = path.read_bytes()

    said = call("pack", path)
    assert (said.status, said.out) == (2, "")
    assert "--no-record" in plain_sentence(said.err)
    assert call("pack", path, "--no-record").status == 0
    assert path.read_bytes() == before


@pytest.mark.faults
def test_a_file_that_is_saved_by_somebody_else_meanwhile_keeps_their_work(
    call: Call, half: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = COMPLETE.read_bytes()

    def pack(*words: Any, **named: Any) -> Any:
        half.write_bytes(theirs)
        return pack_of(*words, **named)

    monkeypatch.setattr("mou_desktop.word.counsel.pack_of", pack)

    said = call("pack", half)

    assert said.status == 2
    assert "could not note that it was sent" in plain_sentence(said.err)
    assert half.read_bytes() == theirs
    assert len(folders(half)) == 1


DYING = """
import os, sys
from mou_desktop import cli
last, seen = int(sys.argv[2]), [0]
def hook(name, args):
    made = name == "open" and args[2] & os.O_CREAT
    if made or name in ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"):
        if "half" in str(args):
            seen[0] += 1
            if seen[0] == last:
                os._exit(9)
sys.addaudithook(hook)
sys.exit(cli.main(["pack", sys.argv[1]]))
"""


@pytest.mark.faults
def test_e18_a_sending_that_dies_at_any_event_leaves_a_file_that_opens_and_no_half_pack(
    tmp_path: Path,
) -> None:
    path = tmp_path / "half.mou"
    status, last = 9, 0
    while status == 9:
        last += 1
        for folder in folders(path):
            for one in folder.iterdir():
                one.unlink()
            folder.rmdir()
        path.write_bytes(HALF.read_bytes())
        ran = run_code(DYING, str(path), str(last))
        status = ran.returncode
        seen = [one for one in folders(path) if not one.name.startswith(".~")]
        assert [len(os.listdir(one)) for one in seen] in ([], [4]), f"after event {last}"  # noqa: PTH208
        assert len(raw_of(path)["rounds"]) <= len(seen), f"after event {last}"
    assert status == 0
    assert last > 6
