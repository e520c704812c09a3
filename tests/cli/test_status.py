"""Exit statuses: 0 done, 1 done and something must still be settled, 2 not done."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from mou_desktop.cli.user_folder import user_folder
from mou_desktop.store import project_file, versions
from tests.support.files import (
    ANSWERS,
    ROOT,
    fingerprint,
    mou,
    plain_sentence,
    raw_of,
    refused,
    tiny_file,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call


def test_check_is_0_when_nothing_must_be_settled(call: Call, acton: Path) -> None:
    assert call("check", acton).status == 0


def test_check_is_1_when_something_must_be_settled(call: Call, acton: Path) -> None:
    call("set", acton, "days=")

    assert call("check", acton).status == 1


def test_strict_check_is_1_at_any_finding(call: Call, acton: Path) -> None:
    assert call("check", "--strict", acton).status == 1


def test_final_check_is_1_at_a_character_that_cannot_be_seen(call: Call, acton: Path) -> None:
    call("set", acton, "district=Sample\u200bDistrict")

    assert call("check", acton).status == 0
    assert call("check", "--final", acton).status == 1


def test_check_of_several_is_2_when_one_cannot_be_read(
    call: Call, acton: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.mou").write_bytes(b"")

    assert call("check", acton, tmp_path / "bad.mou").status == 2
    assert call("check", tmp_path / "bad.mou").status == 2


def test_set_is_0_when_stored(call: Call, acton: Path) -> None:
    assert call("set", acton, "days=20").status == 0


def test_set_keeps_the_version_before_it(
    call: Call, acton: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    before = project_file.load(acton)

    call("set", acton, "days=20")

    (version,) = versions.kept(before.document.id, user_folder() / "versions")
    assert versions.read(version).document.answers == before.document.answers


def test_set_is_1_when_what_was_just_set_must_be_mended(call: Call, acton: Path) -> None:
    said = call("set", acton, "days=soon")

    assert said.status == 1
    assert plain_sentence(said.err.splitlines()[-1]).startswith("mou: days: ")
    assert raw_of(acton)["answers"]["days"] == "soon"  # kept as typed


def test_set_is_0_when_only_other_answers_must_be_mended(call: Call, acton: Path) -> None:
    call("set", acton, "days=soon")

    assert call("set", acton, "district=Acton").status == 0


@pytest.mark.parametrize(
    ("pair", "status"),
    [
        ("school[1].name=South", 0),  # what is wrong stands in another row
        ("school[0].name=North", 0),  # and in another column
        ("school[0].town=", 1),
        ('school[0]={"name": "North"}', 1),  # the whole row was given
        ('school=[{"name": "North"}]', 1),  # the whole table was given
        ("school[2].name=West", 0),  # a new row is not finished yet
        ("school[2].town=", 0),
    ],
)
def test_set_is_1_for_the_very_place_that_was_set_and_no_other(
    call: Call, acton: Path, pair: str, status: int
) -> None:
    call("set", acton, "school[0].town=")

    assert call("set", acton, pair).status == status


def test_set_is_1_when_one_of_several_places_must_be_mended(call: Call, acton: Path) -> None:
    said = call("set", acton, "school[0].town=", "days=20", "school[1].name=South")

    assert said.status == 1
    assert "school.town: Row 1 (" in said.err
    assert "Row 2" not in said.err


def test_set_is_1_when_a_row_was_taken_out_that_must_be_there(call: Call, acton: Path) -> None:
    assert call("set", acton, "school[1]=").status == 0
    assert call("set", acton, "school[0]=").status == 1


@pytest.mark.parametrize(
    "words",
    [
        ["nothing=1"], ["days"], ["=1"], ["Days=1"], ["days =1"], ["school[9].name=x"],
        ["school[-1].name=x"], ["school[x].name=x"], ["school.name=x"], ["school[0].fax=x"],
        ["school[0].name.first=x"], ["school[0]name=x"], ["head.fax=1"], ["head[0]=x"],
        ["days[0]=1"], ["days.x=1"], ["goals[7]=x"], ["goals[0].x=1"], ["school=North"],
        ["school=[1]"], ["school={}"], ['school=[{"fax": 1}]'], ["school=[{]"], ["head={"],
        ["school[0]=North"], [], ["days=1", "nothing=1"], ["school[0].__class__=x"],
    ],
    ids=lambda words: " ".join(words) or "nothing",
)  # fmt: skip
def test_set_is_2_and_stores_nothing_when_a_key_leads_nowhere(
    call: Call, acton: Path, words: list[str]
) -> None:
    before = fingerprint(acton.parent)

    said = call("set", acton, *words)

    assert (said.status, said.out) == (2, "")
    plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"answers": []}', '{"answers": {"nothing": 1}}', '{"answers": NaN}',
     '{"answers": {"days": 1, "days": 2}}', '{"answers": {"school": "North"}}',
     '{"answers": {"school": ["North"]}}', '{"answers": {"school": [{"fax": 1}]}}', "PK\x03\x04",
     '{"answers": {"district": "\\ud800"}}'],
)  # fmt: skip
def test_an_answers_file_that_cannot_be_used_is_2_and_stores_nothing(
    call: Call, acton: Path, text: str
) -> None:
    (acton.parent / "answers.json").write_text(text, encoding="utf-8")
    before = fingerprint(acton.parent)

    for command, path in (("set", acton), ("new", acton.parent / "other.mou")):
        said = call(command, path, "--answers", acton.parent / "answers.json")

        assert (said.status, said.out) == (2, "")
        plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


def test_new_is_0_1_or_2(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"answers": {"effective_date": "soon"}}', encoding="utf-8")
    complete = ANSWERS / "answers-complete.json"

    assert mou("new", "a", "--answers", complete, cwd=tmp_path).returncode == 0
    assert mou("new", "b", "--answers", "bad.json", cwd=tmp_path).returncode == 1
    assert refused("new", "c", "--edition", "ma-sro-1900", cwd=tmp_path)
    assert refused("new", "d", "--answers", "gone.json", cwd=tmp_path)
    assert refused("new", "no/such/folder/e.mou", cwd=tmp_path)
    assert sorted(fingerprint(tmp_path)) == ["a.mou", "b.mou", "bad.json"]


def test_new_never_replaces_a_file_unasked(call: Call, acton: Path) -> None:
    before = fingerprint(acton.parent)

    said = call("new", acton)

    assert said.status == 2
    assert "is there already" in plain_sentence(said.err)
    assert fingerprint(acton.parent) == before
    assert call("new", acton, "--force").status == 0
    assert fingerprint(acton.parent) != before


def test_new_with_force_replaces_no_folder(call: Call, tmp_path: Path) -> None:
    (tmp_path / "acton.mou").mkdir()

    assert "is a folder" in plain_sentence(call("new", tmp_path / "acton.mou", "--force").err)


@pytest.mark.parametrize(
    "words",
    [
        [], ["foo"], ["--foo"], ["new"], ["new", "a", "b"], ["set"], ["check"], ["check", "--foo"],
        ["text"], ["text", "a", "b"], ["export", "a.mou"], ["fields"], ["info", "a", "--xml"],
        ["export", "a.mou", "-o"], ["new", "a", "--edition"], ["check", "gone.mou", "--document"],
        ["foo\nbar"], ["check", "gone.mou"], ["text", "gone.mou"], ["info", "gone.mou"],
        ["fields", "gone.mou"], ["set", "gone.mou", "a=1"], ["export", "gone.mou", "-o", "a.docx"],
        ["check", "x" * 300], ["new", "x" * 300], ["text", ""], ["new", ""], ["check", "."],
    ],
    ids=lambda words: " ".join(words)[:40] or "nothing",
)  # fmt: skip
@pytest.mark.faults
def test_h05_bad_arguments_are_2_with_one_line(tmp_path: Path, words: list[str]) -> None:
    if words:
        assert refused(*words, cwd=tmp_path)
    else:  # `python -m mou_desktop` without words is the window; `mou` is not
        from mou_desktop import cli

        with pytest.raises(SystemExit) as caught:
            cli.main([])
        assert caught.value.code == 2
    assert not list(tmp_path.iterdir())


def test_the_command_that_is_for_the_program_alone_is_never_offered(call: Call) -> None:
    listed = call("--help").out
    said = call("send")

    assert "'import', 'diff'" in said.err
    assert "read-return" not in listed + said.err


def test_a_file_in_the_place_of_a_command_is_told_where_it_opens(call: Call) -> None:
    refused = call("acton.mou")

    assert refused.status == 2
    assert "there is no command 'acton.mou'" in refused.err
    assert "`mou-desktop FILE` opens a file" in refused.err


def test_every_command_that_the_readme_explains_is_there(call: Call) -> None:
    read_me = (ROOT / "README.md").read_text("utf-8")
    part = read_me.partition("## The command line")[2].partition("\n## ")[0]
    explained = {
        name
        for line in part.splitlines() if line.startswith("- ")
        for name in re.findall(r"(?:^- |; )`(\w+)`", line)
    }  # fmt: skip

    assert {"new", "pack", "merge"} <= explained
    for name in explained:
        assert call(name, "--help").status == 0


@pytest.mark.parametrize("command", ["text", "fields", "check", "export"])
def test_a_document_that_the_edition_does_not_have_is_2(
    call: Call, acton: Path, command: str
) -> None:
    before = fingerprint(acton.parent)
    out = ["-o", str(acton.parent / "a.docx")] if command == "export" else []

    said = call(command, acton, *out, "--document", "treaty")

    assert (said.status, said.out) == (2, "")
    plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


def test_document_chooses_one_of_the_editions_documents(call: Call, acton: Path) -> None:
    assert "Tiny Agreement" in call("text", acton).out
    assert "Tiny Procedures" in call("text", acton, "--document", "procedures").out
    found = json.loads(call("check", acton, "--json", "--document", "procedures").out)["findings"]
    assert {one["document"] for one in found} <= {"procedures", None}


@pytest.mark.parametrize("words", [["--help"], ["new", "--help"], ["check", "-h"], ["--version"]])
def test_help_and_version_are_0(call: Call, words: list[str]) -> None:
    said = call(*words)

    assert (said.status, said.err) == (0, "")
    assert said.out


def test_help_shows_examples(call: Call) -> None:
    out = call("--help").out

    for command in ("new", "fields", "set", "check", "export"):
        assert f"\n  mou {command} " in out


def test_looking_at_a_file_never_changes_it(call: Call, acton: Path) -> None:
    before = fingerprint(acton.parent)

    for words in (
        ["check"],
        ["text"],
        ["info"],
        ["fields"],
        ["check", "--json"],
        ["info", "--json"],
    ):
        assert call(*words, acton).status == 0

    assert fingerprint(acton.parent) == before


@pytest.mark.faults
@pytest.mark.parametrize(
    "name", ["Zoë & Co #1.mou", "e\u0301.mou", "😀.mou", "100%.mou", " .mou", "-x.mou", "a\nb.mou"]
)
def test_b18_odd_names_are_opened_and_saved(tmp_path: Path, name: str) -> None:
    shutil.copyfile(tiny_file(tmp_path), tmp_path / name)

    assert mou("set", "--", name, "days=20", cwd=tmp_path).returncode == 0
    ran = mou("check", "--json", "--", name, cwd=tmp_path)

    assert json.loads(ran.stdout)["file"] == name
    assert sorted(fingerprint(tmp_path)) == sorted(["acton.mou", name])
