from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import MouError
from mou_desktop.word import read
from mou_desktop.word.read import paragraphs_of
from mou_desktop.word.write import docx_of
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHOICE = (
    "<mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice>"
    "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent>"
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
)


def package(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word_file(body: str, before: str = "") -> bytes:
    document = (
        f'{before}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    )
    return package(
        {
            "_rels/.rels": RELS.format(kind=f"{OFFICE}/officeDocument", target="w/text.xml"),
            "w/text.xml": document,
            "w/_rels/text.xml.rels": RELS.format(kind=f"{OFFICE}/styles", target="styles.xml"),
        }
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>plain</w:t></w:r>", "plain"),
        ("<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", "control"),
        ('<w:ins w:id="1" w:author="C"><w:r><w:t>inserted</w:t></w:r></w:ins>', "inserted"),
        ('<w:del w:id="1" w:author="C"><w:r><w:delText>gone</w:delText></w:r></w:del>', ""),
        ('<w:moveFrom w:id="1" w:author="C"><w:r><w:t>moved</w:t></w:r></w:moveFrom>', ""),
        ('<w:fldSimple w:instr="REF x"><w:r><w:t>IV</w:t></w:r></w:fldSimple>', "IV"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r>", ""),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", "link"),
        ("<w:r><w:t>a</w:t><w:br/><w:tab/><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\n\t\u2011b"),
        (
            f"<w:r>{CHOICE}</w:r>",
            "old",
        ),
    ],
)
def test_text_is_seen_wherever_it_stands(xml: str, text: str) -> None:
    assert [one.text for one in paragraphs_of(word_file(f"<w:p>{xml}</w:p>"))] == [text]


def test_rows_and_cells_are_seen_through_controls_and_in_tables_within_tables() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    cells = f"<w:tc><w:p/></w:tc><w:tc>{inner}<w:p/></w:tc>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"

    found = paragraphs_of(word_file(f"<w:tbl>{row}</w:tbl>"))

    assert [one.cell for one in found] == [((0, 0, 0),), ((0, 0, 1), (1, 0, 0)), ((0, 0, 1),)]
    assert found[1].text == "inner"


def test_every_paragraph_comes_with_its_place_and_style() -> None:
    found = paragraphs_of(docx_of(samples.document()))

    assert {one.place for one in found} == {"header", "body", "footer"}
    assert found[1].style == "Title"


@pytest.mark.faults
@pytest.mark.parametrize(
    "data",
    [
        package({"_rels/.rels": RELS.format(kind="other", target="x")}),
        b"", b"\x00" * 4096, b"{\\rtf1}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, package({}),
        package({"mimetype": "application/vnd.oasis.opendocument.text"}),
        word_file("<w:p>"), word_file("<w:p/>", before="<!DOCTYPE x>"),
        word_file("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before='<!DOCTYPE x [<!ENTITY x "y">]>'),
        docx_of(samples.document())[:50_000],
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(MouError, match="not a Word file"):
        paragraphs_of(data)


@pytest.mark.faults
def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LARGEST", 1000)

    with pytest.raises(MouError):
        paragraphs_of(docx_of(samples.document()))
