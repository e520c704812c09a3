"""Writes a document as a Word file, from the outline alone: it decides nothing about the text.

python-docx opens our base document and owns the package; the body is markup of our own, because
building it paragraph by paragraph through python-docx takes time that grows with the square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.outline import Pieces, find_part
from mou_desktop.word import base
from mou_desktop.word.body import PORTION, body_of
from mou_desktop.word.contents import with_contents
from mou_desktop.word.furniture import (
    clean_footer_texts,
    draft_text,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.identity import label
from mou_desktop.word.lists import Lists
from mou_desktop.word.package import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docx.document import Document as WordDocument

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block
    from mou_desktop.model.rounds import Sending
    from mou_desktop.word.anchors import Anchors
    from mou_desktop.word.redline import Redline

KIND = "clean"
_MAIN = "word/document.xml"
_BODY = b"<w:body>"
_PRINTED = 0.4  # how much is done when the outline is there
_EVERY = 50  # pieces, after which it is told


def docx_of(
    document: Document,
    part: str = "",
    *,
    sending: Sending | None = None,
    open_findings: int = 0,
    told: Callable[[float], None] | None = None,
    printed: Sequence[Block] | None = None,
) -> bytes:
    """Return one of the edition's documents as a Word file. Same document, same bytes.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        sending: the round that the file goes out in, if it goes out in one.
        open_findings: how many findings of severity `must` are open; the header says DRAFT.
        told: is told how much is done, from 0 to 1; what it raises ends the work.
        printed: what `printed_blocks` returns, where that is known already.

    Raises:
        EditionMissing: the edition has no document of that key.
        MouError: this installation is damaged.
    """
    told = told or (lambda _share: None)
    here, word, lists = find_part(document, part), base.opened(), Lists()
    blocks = printed or printed_blocks(document, part, told)
    main = main_part(word, blocks, lists, told)
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    draft, feet = (
        draft_text(document, open_findings),
        clean_footer_texts(document, here, open_findings),
    )
    write_header(base.root_of(word, base.HEADER), short_title(document, here), draft)
    write_footer(base.root_of(word, base.FOOTER), document, feet)
    write_properties(word.core_properties, document, here)
    label(word, document, KIND, here.key, sending)
    return pack(word.part.package, main)


def printed_blocks(
    document: Document, part: str = "", told: Callable[[float], None] = lambda _share: None
) -> tuple[Block, ...]:
    """Return all that prints of one of the edition's documents, with the contents."""
    return with_contents(_blocks(document, Pieces(document, part), told))


def _blocks(document: Document, pieces: Pieces, told: Callable[[float], None]) -> Iterator[Block]:
    for i, piece in enumerate(pieces.all):
        if i % _EVERY == 0:
            told(_PRINTED * i / len(pieces.all))
        yield from pieces.blocks(document, piece)


def main_part(
    word: WordDocument,
    blocks: Sequence[Block],
    lists: Lists,
    told: Callable[[float], None] = lambda _share: None,
    redline: Redline | None = None,
    anchors: Anchors | None = None,
) -> dict[str, bytes]:
    """Return the main part of `word` with `blocks` before its page settings, under its name."""
    body = word.element.body
    del body[:-1]
    markup: bytes = etree.tostring(word.element, encoding="UTF-8", standalone=True)
    before, tag, after = markup.partition(_BODY)
    portions = []
    for portion in body_of(blocks, lists, redline, anchors):
        portions.append(portion)
        done = PORTION * len(portions) / max(len(blocks), 1)
        told(_PRINTED + (1 - _PRINTED) * min(done, 1))
    return {_MAIN: b"".join((before, tag, *portions, after))}
