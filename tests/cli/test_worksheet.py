from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.files import fingerprint, plain_sentence
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call


def test_the_open_questions_are_written_and_counted(call: Call, acton: Path) -> None:
    call("set", acton, "days=", "start=")
    out = acton.with_suffix(".docx")

    said = call("export", acton, "-o", out, "--as", "worksheet")

    assert said.status == 0
    assert said.out.startswith(f"Wrote {out}: 2 required and ")
    asked = [one.text for one in paragraphs_of(out.read_bytes()) if one.style == "MOUQuestion"]
    assert sum("(required)" in one for one in asked) == 2


def test_the_agreement_stays_as_it_was(call: Call, acton: Path) -> None:
    before = acton.read_bytes()

    call("export", acton, "-o", acton.with_suffix(".docx"), "--as", "worksheet")

    assert acton.read_bytes() == before


@pytest.mark.faults
@pytest.mark.parametrize("name", ["there.docx", "open.txt", "acton.mou"])
def test_e12_a_file_that_must_not_be_replaced_is_refused(
    call: Call, acton: Path, name: str
) -> None:
    (acton.parent / "there.docx").write_bytes(b"mine")
    before = fingerprint(acton.parent)

    said = call("export", acton, "-o", acton.parent / name, "--as", "worksheet")

    assert said.status == 2
    plain_sentence(said.err.removeprefix("mou: ").strip())
    assert fingerprint(acton.parent) == before


def test_a_file_that_is_there_is_replaced_when_it_is_asked_for(call: Call, acton: Path) -> None:
    out = acton.with_suffix(".docx")
    out.write_bytes(b"old")

    assert call("export", acton, "-o", out, "--force", "--as", "worksheet").status == 0
    assert paragraphs_of(out.read_bytes())
