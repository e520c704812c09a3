from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.files import ROOT, mou

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

    worksheet = mou("worksheet", "a.mou", "-o", "w.docx", cwd=tmp_path)
    assert worksheet.returncode == 0, worksheet.stderr


def test_the_editions_are_listed_with_the_one_that_took_the_place_of_another(
    tmp_path: Path,
) -> None:
    listed = mou("editions", cwd=tmp_path).stdout

    assert "ma-sro-2018  revision 1  superseded by ma-sro-2022\n" in listed
    assert "ma-sro-2022  revision 1  newest in force\n" in listed
