from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mou_desktop.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BOTH = ["editions", "--compare", "ma-sro-2018", "ma-sro-2022"]


def test_a_comparison_of_editions_says_what_changed_and_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(BOTH) == 0

    out = capsys.readouterr().out
    assert out.startswith("What became of ma-sro-2018 in ma-sro-2022:\n")
    assert "  new wording: assignment → request\n" in out
    assert "  split: search_question → questioning, searches\n" in out
    assert "G.L. c. 71, § 37P(d)" in out
    assert "(to confirm)" in out


def test_a_comparison_of_editions_in_json_holds_every_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*BOTH, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"]) == ("ma-sro-2018", "ma-sro-2022")
    assert all({"what", "from", "to", "became", "why"} <= one.keys() for one in found["items"])
    assert {"what": "clause", "from": ["no_discipline"], "to": ["no_discipline"]}.items() <= next(
        one for one in found["items"] if one["from"] == ["no_discipline"]
    ).items()


def test_a_comparison_of_editions_is_written_once_and_again_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "compared.docx"

    assert main([*BOTH, "-o", str(out)]) == 0
    assert main([*BOTH, "-o", str(out)]) == 2
    assert main([*BOTH, "-o", str(out), "--force", "--json"]) == 0

    assert "is there already" in capsys.readouterr().err
    assert out.read_bytes().startswith(b"PK")


def test_editions_that_cannot_be_compared_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["editions", "--compare", "ma-sro-2018", "nobody"]) == 2
    assert main(["editions", "--compare", "ma-sro-2022", "ma-sro-2018"]) == 2

    said = capsys.readouterr().err
    assert "There is no edition “nobody”." in said
    assert "What became of ma-sro-2022 in ma-sro-2018 is not written down." in said


def test_a_file_is_written_only_of_a_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["editions", "-o", str(tmp_path / "a.docx")]) == 2

    assert "--compare OLD NEW" in capsys.readouterr().err
