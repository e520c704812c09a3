"""Writes the agreement as tracked changes against its edition.

All accepted it is the district's text, all rejected the edition's with the same answers. What was
only filled in or chosen is no change, and official wording belongs to the baseline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.compare import compare
from mou_desktop.outline import find_part
from mou_desktop.word import base
from mou_desktop.word.anchors import Anchors
from mou_desktop.word.controls import Controls
from mou_desktop.word.furniture import (
    compared_text,
    draft_text,
    moment_of,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.identity import identify
from mou_desktop.word.lists import Lists
from mou_desktop.word.package import pack
from mou_desktop.word.redline import Redline
from mou_desktop.word.write import main_part, printed_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block
    from mou_desktop.model.rounds import Sending

KIND = "compared"


def compared_of(
    document: Document,
    part: str = "",
    *,
    sending: Sending,
    open_findings: int = 0,
    told: Callable[[float], None] | None = None,
    printed: Sequence[Block] | None = None,
) -> bytes:
    """Return one of the edition's documents with every local change as a tracked one.

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
    here, printed = find_part(document, part), printed or printed_blocks(document, part)
    blocks, anchors = compared_blocks(document, part, printed), Anchors(Controls(document))
    word, lists = base.opened(), Lists()
    moment = moment_of(document.saved)
    redline = Redline(moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "")
    main = main_part(word, blocks, lists, told, redline, anchors)
    anchors.finish(word)
    lists.finish(base.root_of(word, base.NUMBERING), here.numbering)
    draft, about = draft_text(document, open_findings), compared_text(document)
    write_header(base.root_of(word, base.HEADER), short_title(document, here), draft, about)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, here)
    identify(word, document, printed, sending, KIND, anchors.controls.places)
    return pack(word.part.package, main)


def compared_blocks(
    document: Document, part: str = "", printed: Sequence[Block] | None = None
) -> tuple[Block, ...]:
    """Return what prints, compared with the edition filled in alike and changed nowhere."""
    after = tuple(printed or printed_blocks(document, part))
    baseline = document.without_local_changes()
    if (baseline.clauses, baseline.added) == (document.clauses, document.added):
        return after
    return compare(printed_blocks(baseline, part), after)
