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
    from collections.abc import Iterator

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"


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
    yield (
        "_rels/.rels",
        package.rels.xml.encode() if isinstance(package.rels.xml, str) else package.rels.xml,
    )
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            folder, name = posixpath.split(part.partname.membername)
            yield f"{folder}/_rels/{name}.rels", part.rels.xml


def _content_types(parts: list[Part]) -> bytes:
    overrides = "".join(
        f"<Override PartName={quoteattr(str(part.partname))}"
        f" ContentType={quoteattr(part.content_type)}/>"
        for part in parts
    )
    default = f'<Default Extension="rels" ContentType="{_RELS}"/>'
    return _HEAD + f'<Types xmlns="{_TYPES}">{default}{overrides}</Types>'.encode()
