"""Reads what a file says that it is: its properties, and custom XML by namespace, never by name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mou_desktop.word.reading.names import CORE, CUSTOM, DC
from mou_desktop.word.reading.values import Data, Identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.parts import Parts

_FOREIGN = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def identity_of(parts: Parts) -> Identity:
    """Return what the file says of itself."""
    core = _first(parts, "core-properties")
    return Identity(
        title=_text(core, DC + "title"),
        identifier=_text(core, DC + "identifier"),
        keywords=_text(core, CORE + "keywords"),
        custom=MappingProxyType(dict(_custom(_first(parts, "custom-properties")))),
        data=tuple(_data(parts)),
    )


def _first(parts: Parts, kind: str) -> Element | None:
    found = (parts.tree(name) for name in parts.related("", kind))
    return next((one for one in found if one is not None), None)


def _text(root: Element | None, tag: str) -> str:
    found = root.find(tag) if root is not None else None
    return (found.text or "").strip() if found is not None else ""


def _custom(root: Element | None) -> Iterator[tuple[str, str]]:
    for one in [] if root is None else root.iterfind(CUSTOM + "property"):
        yield one.get("name", ""), "".join(map(str, one.itertext())).strip()


def _data(parts: Parts) -> Iterator[Data]:
    for _, root in parts.trees("customXml"):
        if not str(root.tag).startswith(f"{{{_FOREIGN}}}"):
            attributes = {str(name): str(value) for name, value in root.attrib.items()}
            yield Data(str(root.tag), MappingProxyType(attributes), root.text or "")
