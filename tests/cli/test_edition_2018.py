from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING

from mou_desktop.store import project_file
from mou_desktop.word.ooxml import W
from tests.support.counsel import Sitting
from tests.support.files import ROOT, SAMPLES, mou

if TYPE_CHECKING:
    from pathlib import Path


def test_an_agreement_of_2018_goes_from_an_empty_folder_to_word(tmp_path: Path) -> None:
    given = ROOT / "tests" / "support" / "answers_2018" / "complete.json"

    new = mou("new", "a.mou", "--edition", "ma-sro-2018", "--answers", str(given), cwd=tmp_path)
    assert (new.returncode, new.stderr) == (0, "")

    check = mou("check", "a.mou", "--final", cwd=tmp_path)
    assert check.stdout.startswith("a.mou: complete (0 must, ")

    export = mou("export", "a.mou", "-o", "a.docx", "--final", cwd=tmp_path)
    assert export.stdout == "Wrote a.docx.\n"

    text = mou("text", "a.mou", cwd=tmp_path)
    assert "psychological well-being" in text.stdout

    worksheet = mou("export", "a.mou", "-o", "w.docx", "--as", "worksheet", cwd=tmp_path)
    assert worksheet.returncode == 0, worksheet.stderr


def test_the_editions_are_listed_with_the_one_that_took_the_place_of_another(
    tmp_path: Path,
) -> None:
    listed = mou("editions", cwd=tmp_path).stdout

    assert "ma-sro-2018  revision 1  superseded by ma-sro-2022\n" in listed
    assert "ma-sro-2022  revision 1  " in listed
    assert "  newest in force\n" in listed


def test_an_agreement_of_2018_comes_back_with_an_answer_and_locked_text_changed(
    tmp_path: Path,
) -> None:
    shutil.copy(SAMPLES / "complete-2018.mou", tmp_path / "a.mou")
    assert mou("pack", "a.mou", "-o", "pack", cwd=tmp_path).returncode == 0
    document = project_file.load(tmp_path / "a.mou").document
    sitting = Sitting((tmp_path / "pack" / "a for review.docx").read_bytes(), document)
    assert sitting.answer(random.Random(7), tracked=True)  # noqa: S311  # the same on every run
    (run,) = (one for one in sitting.body.iter(W + "t") if "enforce the rules of" in str(one.text))
    run.text = str(run.text).replace("the rules", "the serious rules")
    (tmp_path / "back.docx").write_bytes(sitting.saved())

    words = ("import", "a.mou", "back.docx", "--accept", "all", "-o", "b.mou", "--json")
    told = json.loads(mou(*words, cwd=tmp_path).stdout)

    assert [one["kind"] for one in told["changes"]] == ["field", "locked"]
    after = project_file.load(tmp_path / "b.mou").document
    assert after.answers != document.answers
    assert (after.clauses, after.added) == (document.clauses, document.added)
    assert [one["on"]["clause"] for one in after.notes] == ["no_discipline"]
    assert mou("check", "b.mou", "--final", cwd=tmp_path).returncode == 0


def test_an_answers_file_may_name_its_edition(tmp_path: Path) -> None:
    given = tmp_path / "answers.json"
    given.write_text(json.dumps({"edition": "ma-sro-2018", "answers": {}}), encoding="utf-8")

    def made(*words: str) -> str:
        ran = mou("new", "a.mou", "--answers", "answers.json", "--force", *words, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        return project_file.load(tmp_path / "a.mou").document.edition.id

    assert made() == "ma-sro-2018"
    assert made("--edition", "ma-sro-2022") == "ma-sro-2022"
