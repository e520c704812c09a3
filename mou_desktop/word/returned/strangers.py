"""A file of another agreement or another edition: whose it is, and how it is read all the same.

In another agreement of the same edition our names mean the same: keys are for ever, and what a
district added has an identity that no other agreement has. In another edition a name may mean
something else, so there no name is believed. Headings are found by their words, and a reference
leads where its words lead in that file; what is left of it is plain text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mou_desktop.word.reading import view
from mou_desktop.word.redline import AUTHOR
from mou_desktop.word.returned.segment import Reader, segment
from mou_desktop.word.returned.sent import units_of
from mou_desktop.word.returned.values import Stranger
from mou_desktop.word.spans import BOOKMARK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Document
    from mou_desktop.word.identity import Claim
    from mou_desktop.word.reading import Control, Paragraph, Run, WordFile

_LONGEST = 100  # characters of what a file says of itself


def stranger_in(claim: Claim, title: str, mine: Document) -> Stranger | None:
    """Return whose a file says that it is; None where that is this agreement, or nobody.

    Args:
        claim: what the file says that it is.
        title: what it calls itself.
        mine: the agreement as it stands.
    """
    agreement = _short(claim.project) if claim.project != mine.id else ""
    edition = _short(claim.edition) if claim.edition != mine.edition.id else ""
    if not agreement and not edition:
        return None
    return Stranger(agreement=agreement, title=_short(title), edition=edition)


def _short(text: str) -> str:
    """Return what a file says of itself as one short line that shows what it holds."""
    words = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def known_by_words(file: WordFile, sent: Mapping[str, Any]) -> WordFile:
    """Return a file of another edition with our names where its words stand, and with no others.

    Args:
        file: what was read.
        sent: what it is compared with, as `sent_of` made it.
    """
    base, bare = units_of(sent), _named(file, {})
    headings = {one.key for one in base if one.heading}
    names: dict[str, str] = {}
    lines = view(bare, "before", ours=AUTHOR)  # what is deleted has its heading still
    for unit in segment(lines, base, Reader(bare, base, AUTHOR)):
        for i in unit.heading.sources if unit.heading and unit.key in headings else ():
            for name in file.body.paragraphs[i].bookmarks:
                names.setdefault(name, BOOKMARK + unit.key)
    return _named(file, names)


def _named(file: WordFile, names: Mapping[str, str]) -> WordFile:
    """Return `file` with its bookmarks renamed, and without controls that name anything of ours."""

    def control(one: Control) -> Control:
        return replace(one, tag="", placeholder="")

    def run(one: Run) -> Run:
        if not one.controls and not one.ref:
            return one
        return replace(one, controls=tuple(map(control, one.controls)), ref=names.get(one.ref, ""))

    def paragraph(one: Paragraph) -> Paragraph:
        return replace(
            one, runs=tuple(map(run, one.runs)), controls=tuple(map(control, one.controls)),
            bookmarks=tuple(names[name] for name in one.bookmarks if name in names), para_id="",
        )  # fmt: skip

    stories = (
        replace(one, paragraphs=tuple(map(paragraph, one.paragraphs))) for one in file.stories
    )
    return replace(file, stories=tuple(stories), controls=tuple(map(control, file.controls)))
