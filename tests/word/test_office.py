from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from mou_desktop.model import Added
from mou_desktop.outline import outline
from mou_desktop.word.write import docx_of
from tests.support import samples

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed"),
]


def printed(data: bytes, folder: Path) -> str:
    """Return the text of the pages that LibreOffice makes of a Word file."""
    source = folder / "agreement.docx"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pages = ["pdftotext", "-layout", str(folder / "agreement.pdf"), "-"]
    return subprocess.run(pages, check=True, capture_output=True, text=True, timeout=60).stdout


LIST = "- one\n-- deep\n- two\n\nFirst.\n\n- three\n\nSecond."
ADDED = (
    Added(id="a0000001", kind="section", after="purpose", heading="Own section", text=LIST),
    Added(id="a0000002", section="a0000001", heading="Own clause", text=LIST),
    Added(id="a0000003", section="contacts", heading="Own list", text=LIST),
)


@pytest.mark.parametrize("added", [(), ADDED], ids=["as published", "with local text"])
def test_libreoffice_prints_every_number_before_its_text(
    added: tuple[Added, ...], tmp_path: Path
) -> None:
    document = replace(samples.document(), added=added)

    text = squeezed(printed(docx_of(document), tmp_path))

    at = 0
    for block in outline(document):
        if block.number:
            start = squeezed(f"{block.number} {block.text}")[:30].strip()
            at = text.find(start, at)
            assert at >= 0, start


def test_libreoffice_works_references_out_to_what_we_wrote(tmp_path: Path) -> None:
    data = docx_of(samples.document())
    stale = with_stale_references(data)
    assert stale != data

    assert printed(stale, tmp_path) == printed(data, tmp_path)


def with_stale_references(data: bytes) -> bytes:
    """Return the file with another text in each reference, as if clauses had moved."""
    word = docx.Document(io.BytesIO(data))
    for instruction in word.element.body.iter(W + "instrText"):
        run = instruction.getparent()
        cached = run.getnext().getnext()  # beyond the run that parts instruction and text
        for text in cached.iter(W + "t"):
            text.text = "stale"
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)
