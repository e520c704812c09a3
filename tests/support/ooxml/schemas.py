"""Checks each part against its schema, as a reader sees it that knows ECMA-376 and no more."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tests.support.ooxml.package import Package

_XSD = Path(__file__).parent / "xsd"
_OPC = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_FILES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wml.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "dml-main.xsd",
    _OPC + "relationships": "opc-relationships.xsd",
    _OPC + "content-types": "opc-contentTypes.xsd",
    _OPC + "metadata/core-properties": "opc-coreProperties.xsd",
    _OFFICE + "extended-properties": "shared-documentPropertiesExtended.xsd",
    _OFFICE + "custom-properties": "shared-documentPropertiesCustom.xsd",
    _OFFICE + "customXml": "shared-customXmlDataProperties.xsd",
    "http://schemas.microsoft.com/office/word/2012/wordml": "ext/w15_parts.xsd",
}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def faults(package: Package) -> Iterator[str]:
    """Yield what the schemas say against each part that they know."""
    for name, root in package.xml.items():
        namespace = etree.QName(root).namespace or ""
        if namespace not in _FILES:
            continue
        copy = etree.fromstring(etree.tostring(root))
        if undeclared := [p for p in _ignorable(copy) if p not in copy.nsmap]:
            yield f"{name}: mc:Ignorable names {undeclared}, which nothing declares"
        _understand(copy, {copy.nsmap.get(prefix) for prefix in _ignorable(copy)})
        schema = _schema(_FILES[namespace])
        if not schema.validate(etree.fromstring(etree.tostring(copy))):
            for error in list(schema.error_log):  # type: ignore[call-overload]  # a gap in the stubs
                yield f"{name}:{error.line}: {error.message}"


@cache
def _schema(file: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_XSD / file)))


def _ignorable(root: Element) -> list[str]:
    return root.get(_MC + "Ignorable", "").split()


def _understand(root: Element, ignored: set[str | None]) -> None:
    """Leave out of `root` what a reader may ignore; take the fallback of each alternative."""
    for one in list(root.iter()):
        for key in one.attrib:
            namespace = etree.QName(key).namespace
            if namespace in ignored or str(key).startswith(_MC):
                del one.attrib[key]
        parent = one.getparent()
        if parent is None:
            continue
        if one.tag == _MC + "AlternateContent":
            kept = [child for branch in one.iter(_MC + "Fallback") for child in branch]
            parent[parent.index(one) : parent.index(one) + 1] = kept
        elif etree.QName(one).namespace in ignored:
            parent.remove(one)
