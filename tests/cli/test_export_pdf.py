from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mou_desktop.pdf.write import pdf_of
from mou_desktop.store import project_file
from tests.support.files import fingerprint, plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Call


def test_a_name_that_ends_in_pdf_writes_the_tagged_pdf(call: Call, acton: Path) -> None:
    out = acton.with_suffix(".PDF")

    said = call("export", acton, "-o", out)

    assert said.status == 0
    assert out.read_bytes() == pdf_of(project_file.load(acton).document)


def test_without_typst_nothing_is_written_and_one_sentence_says_why(
    call: Call, acton: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    before = fingerprint(acton.parent)

    said = call("export", acton, "-o", acton.with_suffix(".pdf"))

    assert said.status == 2
    assert "without what makes a PDF" in plain_sentence(said.err)
    assert fingerprint(acton.parent) == before
