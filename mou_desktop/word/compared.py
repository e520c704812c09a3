"""Writes the agreement as tracked changes against its edition.

All accepted it is the district's text, all rejected the edition's with the same answers. What was
only filled in or chosen is no change, and official wording belongs to the baseline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.compare import compare
from mou_desktop.outline import find_part, outline
from mou_desktop.word import base
from mou_desktop.word.contents import with_contents
from mou_desktop.word.furniture import (
    compared_text,
    draft_text,
    moment_of,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.lists import Lists
from mou_desktop.word.package import pack
from mou_desktop.word.redline import Redline
from mou_desktop.word.write import main_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block
    from mou_desktop.model.rounds import Sending


def compared_of(
    document: Document,
    part: str = "",
    *,
    sending: Sending,
    open_findings: int = 0,
    told: Callable[[float], None] | None = None,
) -> bytes:
    """Return one of the edition's documents with every local change as a tracked one.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        sending: the round that the file goes out in.
        open_findings: how many findings of severity `must` are open; the header says DRAFT.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        EditionMissing: the edition has no document of that key.
        MouError: this installation is damaged.
    """
    told = told or (lambda _share: None)
    here, blocks = find_part(document, part), compared_blocks(document, part)
    word, lists = base.opened(), Lists()
    moment = moment_of(document.saved)
    redline = Redline(moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "")
    main = main_part(word, blocks, lists, told, redline)
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    draft, about = draft_text(document, open_findings), compared_text(document)
    write_header(base.root_of(word, base.HEADER), short_title(document, here), draft, about)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, here)
    return pack(word.part.package, main)


def compared_blocks(document: Document, part: str = "") -> tuple[Block, ...]:
    """Return what prints, compared with the edition filled in alike and changed nowhere."""
    before = with_contents(outline(document.without_local_changes(), part))
    return compare(before, with_contents(outline(document, part)))
