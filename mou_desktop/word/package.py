"""Puts a package into bytes, the same bytes for the same parts, on every machine.

python-docx would date each entry with the clock, and deflate differs between builds of zlib, so
entries are stored in a fixed order under a fixed date.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part
    from docx.opc.rel import Relationships
    from lxml.etree import _Element as Element

_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def pack(package: OpcPackage, written: Mapping[str, bytes] | None = None) -> bytes:
    """Return `package` as the bytes of a Word file.

    Args:
        package: the parts, as python-docx holds them.
        written: parts that are bytes already, by name; they stand in the place of the package's.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in _entries(package, written or {}):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 0  # else it would tell Windows from the rest
            archive.writestr(entry, data)
    return buffer.getvalue()


def _entries(package: OpcPackage, written: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", _relationships(package.rels)
    for part in parts:
        name = part.partname.membername
        yield name, written.get(name) or part.blob
        if part.rels:
            folder, file = posixpath.split(name)
            yield f"{folder}/_rels/{file}.rels", _relationships(part.rels)


def _content_types(parts: Iterable[Part]) -> bytes:
    root = etree.Element("Types", xmlns=_TYPES)
    etree.SubElement(root, "Default", Extension="rels", ContentType=_RELS_TYPE)
    for part in parts:
        name, type_ = str(part.partname), part.content_type
        etree.SubElement(root, "Override", PartName=name, ContentType=type_)
    return _markup(root)


def _relationships(rels: Relationships) -> bytes:
    root = etree.Element("Relationships", xmlns=_RELATIONSHIPS)
    for one in rels.values():
        found = etree.SubElement(
            root, "Relationship", Id=one.rId, Type=one.reltype, Target=one.target_ref
        )
        if one.is_external:
            found.set("TargetMode", "External")
    return _markup(root)


def _markup(root: Element) -> bytes:
    return _HEAD + etree.tostring(root, encoding="UTF-8", xml_declaration=False)
