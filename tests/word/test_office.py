from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from mou_desktop.model import Added
from mou_desktop.outline import outline
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.files import needs

if TYPE_CHECKING:
    from tests.support.office import Office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = [pytest.mark.office, needs("pdftotext")]

LIST = "- one\n-- deep\n- two\n\nFirst.\n\n- three\n\nSecond."
ADDED = (
    Added(id="a0000001", kind="section", after="purpose", heading="Own section", text=LIST),
    Added(id="a0000002", section="a0000001", heading="Own clause", text=LIST),
    Added(id="a0000003", section="contacts", heading="Own list", text=LIST),
)


@pytest.mark.parametrize("added", [(), ADDED], ids=["as published", "with local text"])
def test_libreoffice_prints_every_number_before_its_text(
    added: tuple[Added, ...], office: Office
) -> None:
    document = replace(samples.document(), added=added)

    text = squeezed(office.printed(docx_of(document)))

    at = 0
    for block in outline(document):
        if block.number:
            start = squeezed(f"{block.number} {block.text}")[:30].strip()
            at = text.find(start, at)
            assert at >= 0, start


def test_libreoffice_works_references_out_to_what_we_wrote(office: Office) -> None:
    data = docx_of(samples.document())
    stale = with_stale_references(data)
    assert stale != data

    assert office.printed(stale) == office.printed(data)


def with_stale_references(data: bytes) -> bytes:
    """Return the file with another text in each reference, as if clauses had moved."""
    word = docx.Document(io.BytesIO(data))
    for instruction in word.element.body.iter(W + "instrText"):
        if not (instruction.text or "").startswith(" REF "):
            continue  # the contents, which nothing works out by itself
        run = instruction.getparent()
        cached = run.getnext().getnext()  # beyond the run that parts instruction and text
        for text in cached.iter(W + "t"):
            text.text = "stale"
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)
