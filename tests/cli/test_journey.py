from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.files import ANSWERS, fingerprint, mou, plain_sentence

if TYPE_CHECKING:
    from pathlib import Path


def complete() -> dict[str, Any]:
    raw = json.loads((ANSWERS / "answers-complete.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = raw["answers"]
    return found


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    """An answers file without the name of the district and of the first chief."""
    answers = complete()
    del answers["district_name"], answers["pd"][0]["chief"]["name"]
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"answers": answers}), encoding="utf-8")
    return path


def test_an_agreement_goes_from_an_empty_folder_to_word(tmp_path: Path, unfinished: Path) -> None:
    new = mou(
        "new", "acton.mou", "--edition", "ma-sro-2022", "--answers", unfinished.name, cwd=tmp_path
    )
    assert new.returncode == 1  # stored; the chief just set has no name
    assert new.stdout.startswith("Made acton.mou: ")

    check = mou("check", "acton.mou", cwd=tmp_path)
    assert check.returncode == 1
    assert check.stdout.startswith("acton.mou: not complete (2 must, ")
    assert "G.L. c. 71, § 37P" in check.stdout

    set_ = mou(
        "set", "acton.mou", "pd[0].chief.name=Ana Teixeira", "district_name=Acton", cwd=tmp_path
    )
    assert set_.returncode == 0, set_.stderr

    check = mou("check", "acton.mou", cwd=tmp_path)
    assert check.returncode == 0, check.stdout
    assert check.stdout.startswith("acton.mou: complete (0 must, ")

    export = mou("export", "acton.mou", "-o", "acton.docx", cwd=tmp_path)
    assert (export.returncode, export.stdout, export.stderr) == (0, "Wrote acton.docx.\n", "")
    with zipfile.ZipFile(tmp_path / "acton.docx") as word:
        assert "Ana Teixeira" in word.read("word/document.xml").decode()

    text = mou("text", "acton.mou", cwd=tmp_path)
    assert text.returncode == 0
    assert "Ana Teixeira" in text.stdout
    assert "[" not in text.stdout.splitlines()[0]

    info = json.loads(mou("info", "acton.mou", "--json", cwd=tmp_path).stdout)
    assert info["required"]["asked"] == info["required"]["answered"] > 0

    assert sorted(fingerprint(tmp_path)) == ["acton.docx", "acton.mou", "answers.json"]


def test_new_without_an_edition_takes_the_newest_in_force(tmp_path: Path) -> None:
    newest = [
        one["id"]
        for one in json.loads(mou("editions", "--json").stdout)
        if one["superseded_by"] is None
    ][-1]

    ran = mou("new", "acton", cwd=tmp_path)

    assert ran.returncode == 0
    info = json.loads(mou("info", "acton.mou", "--json", cwd=tmp_path).stdout)
    assert info["edition"] == newest


def test_an_empty_agreement_is_asked_for_everything_it_needs(tmp_path: Path) -> None:
    mou("new", "acton.mou", cwd=tmp_path)

    missing = json.loads(mou("fields", "acton.mou", "--json", "--missing", cwd=tmp_path).stdout)
    found = json.loads(mou("check", "acton.mou", "--json", cwd=tmp_path).stdout)["findings"]

    required = {one["key"] for one in missing["fields"] if one["required"]}
    assert required
    assert required == {one["field"] for one in found if one["rule"] == "field.missing"}
    for one in found:
        plain_sentence(one["message"])


def test_an_answer_that_is_taken_out_is_missing_again(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"edition": "ma-sro-2022", "answers": complete()}), encoding="utf-8")
    assert mou("new", "acton.mou", "--answers", path, cwd=tmp_path).returncode == 0

    ran = mou("set", "acton.mou", "district_name=", cwd=tmp_path)

    assert ran.returncode == 1
    assert plain_sentence(ran.stderr).startswith("mou: district_name: ")
    assert mou("check", "acton.mou", cwd=tmp_path).returncode == 1
