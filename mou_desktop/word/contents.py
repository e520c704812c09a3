"""The table of contents: the sections of what prints, after the cover, as blocks of their own.

They are put among the blocks before two agreements are compared, so that a comparison shows what
came and went there too. Entries hold no page numbers: those are known to a word processor only,
and it would have to ask before it counted them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.printed import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIELD = r'TOC \o "1-1" \n \h \z \u'
_COVER = {"title", "subtitle", "notice"}


def with_contents(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return `blocks` with the table of contents after the cover, where they have sections."""
    all_ = tuple(blocks)
    after = next((i for i, one in enumerate(all_) if one.kind not in _COVER), len(all_))
    return (*all_[:after], *_contents(all_[after:]), *all_[after:])


def is_entry(block: Block) -> bool:
    """Return whether `block` is an entry of the contents, not what stands over them."""
    return block.kind == "contents" and bool(block.section)


def ends_of(blocks: Iterable[Block]) -> tuple[int, int]:
    """Return the places among `blocks` where the field of the contents begins and ends.

    Where nothing of the contents stays, that is nowhere: (-1, -1).
    Both stand in entries that neither came nor went, so that no change takes one end away.
    """
    found = [i for i, one in enumerate(blocks) if is_entry(one) and not one.change]
    return (found[0], found[-1]) if found else (-1, -1)


def _contents(blocks: Iterable[Block]) -> Iterator[Block]:
    sections = [one for one in blocks if one.kind == "section"]
    if not sections:
        return
    document = sections[0].document
    yield Block(kind="contents", document=document, spans=(Span(messages.CONTENTS),))
    for one in sections:
        text = "\t".join(filter(None, (one.number, one.text)))
        spans = (Span(text, "ref", one.section),)
        yield Block(kind="contents", document=document, section=one.section, spans=spans)
