"""Writes the agreement for counsel to work in, so that what counsel does can be read back.

Tracking is on, every answer is a content control, mandatory clauses stand under a lock, and our
questions are comments. Nothing is enforced: a person may switch all of it off, and what comes back
is checked all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from mou_desktop import messages
from mou_desktop.outline import find_part
from mou_desktop.word import base
from mou_desktop.word.anchors import Anchors
from mou_desktop.word.comments import comments_of
from mou_desktop.word.controls import Controls
from mou_desktop.word.furniture import (
    clean_footer_texts,
    draft_text,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.identity import identify
from mou_desktop.word.lists import Lists
from mou_desktop.word.ooxml import W, element
from mou_desktop.word.package import pack
from mou_desktop.word.write import main_part, printed_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as WordDocument

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block
    from mou_desktop.model.rounds import Sending

KIND = "review"


def review_of(
    document: Document,
    part: str = "",
    *,
    sending: Sending,
    open_findings: int = 0,
    told: Callable[[float], None] | None = None,
    printed: Sequence[Block] | None = None,
) -> bytes:
    """Return one of the edition's documents as a Word file to be reviewed and sent back.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        sending: the round that the file goes out in.
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
    anchors = Anchors(Controls(document, locks=True), comments_of(document, blocks))
    main = main_part(word, blocks, lists, told, anchors=anchors)
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    anchors.finish(word)
    draft, about = draft_text(document, open_findings), messages.REVIEW_ABOUT
    write_header(base.root_of(word, base.HEADER), short_title(document, here), draft, about)
    feet = clean_footer_texts(document, here, open_findings)
    write_footer(base.root_of(word, base.FOOTER), document, feet)
    write_properties(word.core_properties, document, here)
    identify(word, document, blocks, sending, KIND, anchors.controls.places)
    track(word)
    return pack(word.part.package, main)


def track(word: WordDocument) -> None:
    """Switch tracking on in `word`: what is done in it from now on shows."""
    settings = base.root_of(word, RELATIONSHIP_TYPE.SETTINGS)
    after = settings.find(W + "defaultTabStop")
    if after is None:
        raise TypeError(settings.tag)
    after.addprevious(element("trackRevisions"))
