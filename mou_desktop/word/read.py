"""Reads what a reader of a Word file sees, by walking its XML.

python-docx passes over text in content controls, insertions, fields and links; this walker does
not. It trusts nothing: no entities, no network, no part beyond a fixed size.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

from lxml import etree

from mou_desktop import messages
from mou_desktop.errors import MouError
from mou_desktop.word.ooxml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

Place = Literal["body", "header", "footer"]

LARGEST = 64 << 20  # bytes of a part, unpacked
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_THROUGH = {
    W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink",
                        "fldSimple", "dir", "bdo", "r")
} | {_MC + "Fallback"}  # fmt: skip
_CHARACTERS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees it, with every change accepted.

    Attributes:
        style: id of its style.
        cell: number of table, row and column, from 0, for each table that it stands in.
    """

    text: str
    style: str = ""
    place: Place = "body"
    cell: tuple[tuple[int, int, int], ...] = ()


def paragraphs_of(data: bytes) -> list[Paragraph]:
    """Return every paragraph of a Word file: the headers, the body, the footers.

    Raises:
        MouError: `data` is no Word file that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [
                paragraph
                for place, root in _stories(archive)
                for paragraph in _paragraphs(root, place, count())
            ]
    except (zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, ValueError) as error:
        raise MouError(messages.NO_WORD_FILE) from error


# ---- the package ---------------------------------------------------------------------------


def _stories(archive: zipfile.ZipFile) -> Iterator[tuple[Place, Element]]:
    main = _related(archive, "", "officeDocument")[0]
    for name in _related(archive, main, "header"):
        yield "header", _part(archive, name)
    yield "body", _part(archive, main)[0]
    for name in _related(archive, main, "footer"):
        yield "footer", _part(archive, name)


def _related(archive: zipfile.ZipFile, source: str, kind: str) -> list[str]:
    """Return the names of the parts that `source` points to as `kind`."""
    folder, name = posixpath.split(source)
    found = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    targets = [one.get("Target", "") for one in found if one.get("Type") == _OFFICE + kind]
    names = [posixpath.normpath(posixpath.join("/", folder, target)) for target in targets]
    if kind == "officeDocument" and not names:
        raise KeyError(kind)
    return [name.lstrip("/") for name in names]


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(name)
    return root


# ---- the text ------------------------------------------------------------------------------


def _paragraphs(
    parent: Element,
    place: Place,
    numbers: Iterator[int],
    cell: tuple[tuple[int, int, int], ...] = (),
) -> Iterator[Paragraph]:
    """Yield the paragraphs below `parent`; tables take the next of `numbers`."""
    for child in _seen(parent):
        if child.tag == W + "p":
            style = child.find(f"{W}pPr/{W}pStyle")
            name = style.get(W + "val", "") if style is not None else ""
            yield Paragraph(_text(child), name, place, cell)
        elif child.tag == W + "tbl":
            table = next(numbers)
            for i, row in enumerate(one for one in _seen(child) if one.tag == W + "tr"):
                for j, box in enumerate(one for one in _seen(row) if one.tag == W + "tc"):
                    yield from _paragraphs(box, place, numbers, (*cell, (table, i, j)))


def _seen(parent: Element) -> Iterator[Element]:
    """Yield the children, with those of controls, insertions and the like in their place."""
    for child in parent:
        if child.tag in _THROUGH:
            yield from _seen(child)
        elif child.tag == _MC + "AlternateContent":
            yield from (one for branch in child if branch.tag in _THROUGH for one in _seen(branch))
        else:
            yield child


def _text(paragraph: Element) -> str:
    return "".join(
        (one.text or "") if one.tag == W + "t" else _CHARACTERS.get(str(one.tag), "")
        for one in _seen(paragraph)
    )
