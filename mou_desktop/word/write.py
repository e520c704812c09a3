"""Writes a document as a Word file, from the outline alone: it decides nothing about the text.

python-docx opens our base document and owns the package; the body is one tree of our own, because
building it paragraph by paragraph through python-docx takes time that grows with the square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.outline import find_part, outline
from mou_desktop.word import base
from mou_desktop.word.body import body_of
from mou_desktop.word.furniture import short_title, write_footer, write_header, write_properties
from mou_desktop.word.lists import Lists
from mou_desktop.word.package import pack

if TYPE_CHECKING:
    from mou_desktop.model import Document


def docx_of(document: Document, part: str = "", *, open_findings: int = 0) -> bytes:
    """Return one of the edition's documents as a Word file. Same document, same bytes.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        open_findings: how many findings of severity `must` are open; the header says DRAFT.

    Raises:
        EditionMissing: the edition has no document of that key.
        MouError: this installation is damaged.
    """
    blocks, here = outline(document, part), find_part(document, part)
    word = base.opened()
    lists = Lists()
    body = body_of(blocks, lists)
    body.append(word.element.body[-1])  # the page settings
    word.element.replace(word.element.body, body)
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    write_header(base.root_of(word, base.HEADER), short_title(document, here), open_findings)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, here)
    return pack(word.part.package)
