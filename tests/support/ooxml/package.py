"""The parts of a Word file, and how they hang together."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STORIES = {"header", "footer", "footnotes", "endnotes", "comments"}


@dataclass(frozen=True)
class Relationship:
    kind: str
    target: str
    external: bool


class Package:
    """A Word file opened: its names, its XML, its content types."""

    def __init__(self, data: bytes) -> None:
        self.faults: list[str] = []
        self.xml: dict[str, Element] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            for name in self.names:
                if name.endswith((".xml", ".rels")):
                    self._parse(name, archive.read(name))
        lowered = [name.lower() for name in self.names]
        self.faults += [f"{name}: twice" for name in set(lowered) if lowered.count(name) > 1]
        types = self.xml["[Content_Types].xml"]
        self.defaults = {
            one.get("Extension", "").lower(): one.get("ContentType")
            for one in types.iter(_TYPES + "Default")
        }
        self.overrides = {
            one.get("PartName", "").lstrip("/"): one.get("ContentType")
            for one in types.iter(_TYPES + "Override")
        }
        self.main = self.related("", "officeDocument")

    def rels(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of `part`, or of the package for an empty name."""
        folder, name = posixpath.split(part)
        root = self.xml.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root.iter(_RELS) if root is not None else ():
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relationship(kind, target, external)
        return found

    def related(self, part: str, kind: str) -> str:
        """Return the name of the part that `part` relates to as `kind`, or nothing."""
        return next((one.target for one in self.rels(part).values() if one.kind == kind), "")

    def root(self, kind: str) -> Element:
        """Return the root of the document's part of that kind, empty where it has none."""
        return self.xml.get(self.related(self.main, kind), etree.Element("none"))

    def stories(self) -> Iterator[tuple[str, Element]]:
        """Yield name and root of each part that holds text."""
        yield self.main, self.xml[self.main]
        for one in self.rels(self.main).values():
            if one.kind in _STORIES and one.target in self.xml:
                yield one.target, self.xml[one.target]

    def _parse(self, name: str, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        if b"<!DOCTYPE" in data:
            self.faults.append(f"{name}: holds a document type")
        try:
            self.xml[name] = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            self.faults.append(f"{name}: {error}")
