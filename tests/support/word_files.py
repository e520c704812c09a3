"""Word files made by hand: packages of parts, documents of markup, and copies with other parts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "word/document.xml"


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of `parts`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def rels(**targets: str) -> str:
    """Return a part of relations: the last word of each one's type, and where it points."""
    return relations(*((f"{OFFICE}/{kind}", target, "") for kind, target in targets.items()))


def relations(*found: tuple[str, str, str]) -> str:
    """Return a part of relations, of type, target and mode."""
    listed = "".join(
        f'<Relationship Id="r{i}" Type="{type_}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for i, (type_, target, mode) in enumerate(found)
    )
    return f'<Relationships xmlns="{_RELS}">{listed}</Relationships>'


def part(tag: str, inside: str) -> str:
    """Return the markup of a part whose root is `tag`."""
    return f"<w:{tag} {_NAMES}>{inside}</w:{tag}>"


def parts_of(body: str, **others: str) -> dict[str, str | bytes]:
    """Return the parts of a Word file with that body; others by their kind, such as `footer`."""
    related = {kind: f"{kind}.xml" for kind in others}
    return {
        "_rels/.rels": rels(officeDocument=MAIN),
        MAIN: part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": rels(**related),
        **{f"word/{kind}.xml": markup for kind, markup in others.items()},
    }


def word_file(body: str, **others: str) -> bytes:
    """Return the bytes of a Word file with that body."""
    return package(parts_of(body, **others))


def paragraph(inside: str, properties: str = "") -> str:
    """Return the markup of a paragraph."""
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{about}{inside}</w:p>"


def run(text: str, properties: str = "", *, deleted: bool = False) -> str:
    """Return the markup of a run."""
    tag = "delText" if deleted else "t"
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def change(kind: str, inside: str, author: str = "Counsel") -> str:
    """Return the markup of a tracked change of that kind: ins, del, moveFrom, moveTo."""
    about = f'w:id="1" w:author="{author}" w:date="2026-12-01T10:00:00Z"'
    return f"<w:{kind} {about}>{inside}</w:{kind}>" if inside else f"<w:{kind} {about}/>"


def mark(kind: str, author: str = "Counsel") -> str:
    """Return the properties of a paragraph whose end came or went."""
    return f"<w:rPr>{change(kind, '', author)}</w:rPr>"


def control(inside: str, **about: str) -> str:
    """Return the markup of a content control; `about` says tag, alias, lock."""
    properties = "".join(f'<w:{key} w:val="{value}"/>' for key, value in about.items())
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def table(*rows: str) -> str:
    """Return the markup of a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, change: str = "") -> str:
    """Return the markup of a row; each cell is the markup of its paragraphs."""
    about = f"<w:trPr>{change}</w:trPr>" if change else ""
    return f"<w:tr>{about}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def field(instruction: str, shown: str, *, separate: bool = True) -> str:
    """Return the markup of a complex field."""
    between = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>{between}{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def rewritten(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a Word file whose part `name` is what `change` makes of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return package({**parts, name: change(parts[name])})
