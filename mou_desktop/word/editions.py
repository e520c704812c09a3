"""Writes one edition as tracked changes against another, every clause and alternative standing.

All accepted it is the newer edition, all rejected the older one. Nothing is filled in: it is no
agreement, so it carries no identity, and what comes back of it is read into none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.compare import compare
from mou_desktop.model import Document
from mou_desktop.outline import find_part
from mou_desktop.succession import whole
from mou_desktop.word import base
from mou_desktop.word.furniture import (
    footer_texts,
    text_name,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.lists import Lists
from mou_desktop.word.package import pack
from mou_desktop.word.redline import Redline
from mou_desktop.word.write import main_part, printed_blocks

if TYPE_CHECKING:
    from mou_desktop.model import Edition

_NOBODYS = "00000000-0000-0000-0000-000000000000"  # one for both: rows that are the same are alike


def compared_editions(before: Edition, after: Edition, part: str = "") -> bytes:
    """Return one of the documents of `after` with every change from `before` as a tracked one.

    Raises:
        EditionMissing: one of the editions has no document of that key.
        MouError: this installation is damaged.
    """
    old, new = unfilled(before), unfilled(after)
    here = find_part(new, part)
    blocks = compare(printed_blocks(old, part), printed_blocks(new, part))
    word, lists = base.opened(), Lists()
    main = main_part(word, blocks, lists, redline=Redline(author=after.id))
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    about = messages.COMPARED_EDITIONS.format(after=text_name(new), before=text_name(old))
    write_header(base.root_of(word, base.HEADER), here.title, about=about[:1].upper() + about[1:])
    texts = footer_texts(new)[0], messages.COMPARED_UNFILLED
    write_footer(base.root_of(word, base.FOOTER), new, texts)
    write_properties(word.core_properties, new, here)
    return pack(word.part.package, main)


def unfilled(edition: Edition) -> Document:
    """Return a document of all that `edition` can print, without an answer and without a date."""
    return Document(edition=whole(edition), id=_NOBODYS, created="", saved="")
