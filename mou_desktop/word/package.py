"""Puts a package into bytes, the same bytes for the same parts, on every machine.

python-docx would date each entry with the clock, and deflate differs between builds of zlib, so
entries are stored in a fixed order under a fixed date.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part
    from docx.opc.rel import Relationships

_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def pack(package: OpcPackage) -> bytes:
    """Return `package` as the bytes of a Word file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in _entries(package):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 0  # else it would tell Windows from the rest
            archive.writestr(entry, data)
    return buffer.getvalue()


def _entries(package: OpcPackage) -> Iterator[tuple[str, bytes]]:
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", _relationships(package.rels)
    for part in parts:
        name = part.partname.membername
        yield name, part.blob
        if part.rels:
            folder, file = posixpath.split(name)
            yield f"{folder}/_rels/{file}.rels", _relationships(part.rels)


def _content_types(parts: Iterable[Part]) -> bytes:
    default = f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
    overrides = "".join(
        f"<Override PartName={quoteattr(str(part.partname))}"
        f" ContentType={quoteattr(part.content_type)}/>"
        for part in parts
    )
    return f'{_HEAD}<Types xmlns="{_TYPES}">{default}{overrides}</Types>'.encode()


def _relationships(rels: Relationships) -> bytes:
    found = "".join(
        f"<Relationship Id={quoteattr(one.rId)} Type={quoteattr(one.reltype)}"
        f" Target={quoteattr(one.target_ref)}{_mode(external=one.is_external)}/>"
        for one in rels.values()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{found}</Relationships>'.encode()


def _mode(*, external: bool) -> str:
    return ' TargetMode="External"' if external else ""
