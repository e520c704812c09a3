"""Finds the parts of a Word file by what they are for, never by their names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import MouError, WordDamaged
from mou_desktop.word.ooxml import W
from mou_desktop.word.reading.markup import parsed
from mou_desktop.word.reading.names import RELATIONSHIPS, STRICT, TYPES
from mou_desktop.word.reading.values import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.gate import Package

_USUAL = "word/document.xml"
_KINDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/",
    "http://schemas.microsoft.com/office/2011/relationships/",
    "http://schemas.microsoft.com/office/2006/relationships/",
    f"{STRICT}officeDocument/relationships/",
)
_CARRIED = {"oleObject", "control", "package", "activeXControlBinary"}
_MACROS = {"vbaProject", "wordVbaData"}


@dataclass(frozen=True, slots=True)
class Relation:
    """How one part points to another, or to something outside the file."""

    id: str
    kind: str
    target: str
    outside: bool = False


@dataclass(slots=True)
class Parts:
    """The parts of one file, and what there is to remark about them."""

    package: Package
    remarks: list[Remark] = field(default_factory=list)
    main: str = ""
    body: Element = field(init=False)
    _listings: dict[str, list[Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the main part."""
        if self.package.prefixed:
            self.remark("prefix")
        self._note_macros()
        self._find_main()
        for name in self.package.names:
            if name.endswith(".rels"):
                self._note_outside(name)
        if any(name.startswith("_xmlsignatures/") for name in self.package.names):
            self.remark("signature")

    def remark(self, kind: str, detail: str = "") -> None:
        """Add a remark, once."""
        one = Remark(kind, " ".join(detail.split())[:200])
        if one not in self.remarks:
            self.remarks.append(one)

    def root_of(self, name: str) -> Element:
        """Return the tree of a part.

        Raises:
            MouError: it is not there, or cannot be read.
        """
        found = parsed(self.package.bytes_of(name), name)
        if found.recovered:
            self.remark("recovered", name)
        if found.strict:
            self.remark("strict")
        return found.root

    def related(self, source: str, kind: str) -> list[str]:
        """Return the names of the parts that `source` points to as `kind`."""
        found = []
        for one in self.relations(source):
            if one.kind == kind and not one.outside:
                if one.target in self.package:
                    found.append(one.target)
                else:
                    self.remark("missing", one.target)
        return found

    def trees(self, kind: str) -> Iterator[tuple[str, Element]]:
        """Yield name and tree of the parts that the main part points to as `kind`.

        One that cannot be read at all is remarked and passed over: the text stands in others.
        """
        for name in self.related(self.main, kind):
            if (root := self.tree(name)) is not None:
                yield name, root

    def tree(self, name: str) -> Element | None:
        """Return the tree of a part that the file can do without."""
        try:
            return self.root_of(name)
        except WordDamaged:
            self.remark("recovered", name)
            return None

    def relations(self, source: str) -> list[Relation]:
        """Return everything that a part points to."""
        folder, name = posixpath.split(source)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        return [_relation(one, folder) for one in self._listed(listing)]

    def _listed(self, listing: str) -> list[Element]:
        if listing not in self._listings:
            root = self.tree(listing) if listing in self.package else None
            self._listings[listing] = [] if root is None else list(_elements(root))
        return self._listings[listing]

    # ---- what is found -----------------------------------------------------------------

    def _find_main(self) -> None:
        named = self.related("", "officeDocument")
        usual = [*self._named_by_type(), _USUAL]
        for name in [*named, *usual]:
            if name in self.package:
                root = self.root_of(name)
                body = root.find(W + "body")
                if root.tag == W + "document" and body is not None:
                    self.main, self.body = name, body
                    break
        else:
            raise MouError(messages.WORD_NO_TEXT)
        if self.main not in named:
            self.remark("no_relations")

    def _named_by_type(self) -> list[str]:
        name = "[Content_Types].xml"
        root = self.tree(name) if name in self.package else None
        if root is None:
            return []
        return [
            one.get("PartName", "").lstrip("/")
            for one in root.iter(TYPES + "Override")
            if one.get("ContentType", "").endswith(("document.main+xml", "template.main+xml"))
        ]

    def _note_macros(self) -> None:
        types = "[Content_Types].xml"
        marked = types in self.package and b"macroEnabled" in self.package.bytes_of(types)
        if marked or any(name.endswith("vbaProject.bin") for name in self.package.names):
            self.remark("macros")

    def _note_outside(self, listing: str) -> None:
        for one in self._listed(listing):
            found = _relation(one, "")
            if found.kind in _MACROS:
                self.remark("macros")
            elif found.outside and found.kind != "hyperlink":
                self.remark("outside", one.get("Target", ""))
            elif found.kind in _CARRIED:
                self.remark("embedded", one.get("Target", ""))


def _elements(root: Element) -> Iterator[Element]:
    return root.iter(RELATIONSHIPS + "Relationship")


def _relation(one: Element, folder: str) -> Relation:
    outside = one.get("TargetMode") == "External"
    target = one.get("Target", "")
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(one.get("Id", ""), _kind(one.get("Type", "")), target, outside)


def _kind(type_: str) -> str:
    """Return the last word of a relation's type, where its beginning is known."""
    known = next((one for one in _KINDS if type_.startswith(one)), None)
    return type_.removeprefix(known) if known else ""
