"""A template for docxtpl that prints what our export prints, paragraph by paragraph.

It is written by our own writer from the same outline, with a mark of docxtpl where an answer
stands and a loop where a table has rows. Its conditions are decided beforehand, so docxtpl has
less to do than it would have in earnest.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from mou_desktop.model.printed import Block, Span
from mou_desktop.outline import find_part, outline
from mou_desktop.word import base
from mou_desktop.word.contents import with_contents
from mou_desktop.word.furniture import (
    clean_footer_texts,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.lists import Lists
from mou_desktop.word.ooxml import W
from mou_desktop.word.package import pack
from mou_desktop.word.write import main_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Cell

_ANSWERS = {"answer", "typed"}


def of(document: Document) -> tuple[bytes, dict[str, Any]]:
    """Return a template for `document`, and the answers that fill it."""
    part, answers = find_part(document), _Answers()
    blocks = [answers.block(block) for block in with_contents(outline(document))]
    word, lists = base.opened(), Lists()
    main = main_part(word, blocks, lists)
    lists.finish(base.root_of(word, base.NUMBERING), part.numbering)
    write_header(base.root_of(word, base.HEADER), "{{ title }}")
    feet = clean_footer_texts(document, part, 0)
    write_footer(base.root_of(word, base.FOOTER), document, feet)
    write_properties(word.core_properties, document, part)
    context = {"title": short_title(document, part), "a": answers.single, "t": answers.tables}
    return pack(word.part.package, main), context


def refuse_difference(ours: bytes, theirs: bytes) -> None:
    """Raise if two Word files differ in the style or the text of a paragraph."""
    for one, other in zip(_paragraphs(ours), _paragraphs(theirs), strict=True):
        if one != other:
            raise RuntimeError(f"the outputs differ: {one!r} is not {other!r}")


@dataclass(slots=True)
class _Answers:
    """Takes the answers out of blocks, and leaves marks in their places."""

    single: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        if block.kind == "table":
            return self._table(block)
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in block.rows)
        return replace(block, spans=self._cell(block.spans), rows=rows)

    def _cell(self, cell: Cell) -> Cell:
        return tuple(self._span(span) if span.kind in _ANSWERS else span for span in cell)

    def _span(self, span: Span) -> Span:
        self.single.append(span.text)
        return Span(f"{{{{ a[{len(self.single) - 1}] }}}}")

    def _table(self, block: Block) -> Block:
        head, *body = block.rows
        here = len(self.tables)
        self.tables.append([["".join(span.text for span in cell) for cell in row] for row in body])
        start, end = f"{{%tr for r in t[{here}] %}}", "{%tr endfor %}"
        one = tuple((Span(f"{{{{ r[{i}] }}}}"),) for i in range(len(head)))
        return replace(block, rows=(head, _alone(start, len(head)), one, _alone(end, len(head))))


def _alone(mark: str, cells: int) -> tuple[Cell, ...]:
    return ((Span(mark),), *[()] * (cells - 1))


def _paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield style and text of every paragraph, those of tables too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(W + "p"):
        style = next((one.get(W + "val") or "" for one in paragraph.iter(W + "pStyle")), "")
        signs = {W + "br": "\n", W + "tab": "\t"}
        pieces = (
            signs.get(str(one.tag), one.text or "") for one in paragraph.iter(*signs, W + "t")
        )
        yield style, "".join(pieces)
