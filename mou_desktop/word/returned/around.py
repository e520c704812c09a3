"""Finds what counsel wrote where no clause stands: headers, footers, notes, boxes, the contents.

None of it can be taken into an agreement, so it is listed with its text. The header and the footer
are known by what we print there, whoever tracked what.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.values import printable
from mou_desktop.outline import find_part
from mou_desktop.word.furniture import compared_text, footer_texts, short_title, text_name
from mou_desktop.word.identity import identity_of
from mou_desktop.word.returned.segment import is_contents, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mou_desktop.model import Document
    from mou_desktop.word.reading import Line, WordFile

_DRAFTS = (messages.DRAFT_ONE, messages.DRAFT_MANY, messages.DRAFT_POINT, messages.DRAFT_POINTS)
_CHANGES = (messages.NO_LOCAL_CHANGES, messages.LOCAL_CHANGE, messages.LOCAL_CHANGES)
_PAGE = re.compile(r" \d+$")
_NUMBERS = 2  # words before a heading, such as "Section 2."


def unplaced(
    file: WordFile,
    lines: Sequence[Line],
    headings: Iterable[str],
    mine: Document,
    part: str,
    stranger: Document | None = None,
) -> Iterator[str]:
    """Yield every text that stands in no paragraph of a clause.

    Args:
        file: what came back.
        lines: its text with every change taken.
        headings: those that were sent and those that came, which the contents repeat.
        mine: the agreement.
        part: key of the document that was sent.
        stranger: what head and foot are made of in a file of another agreement or edition.
    """
    known = {normal(one) for one in headings}
    around = _Around(file, mine, part, stranger or mine)
    for line in lines:
        if not line.text.strip():
            continue
        if line.place in {"header", "footer"}:
            if not around.is_ours(line):
                yield line.text
        elif line.story or (is_contents(line) and not known & _entries(normal(line.text))):
            yield line.text
    yield from around.gone()
    for one in file.not_imported:
        if one.kind != "same_branch":
            yield one.text if one.text.strip() else messages.RETURN_NO_WORDS.format(what=one.label)


def _entries(text: str) -> set[str]:
    """Return what heading an entry of the contents may be of: it may have a number and a page."""
    found = set[str]()
    for words in (text, _PAGE.sub("", text)):
        found |= {words.split(" ", numbers)[-1] for numbers in range(_NUMBERS + 1)}
    return found


class _Around:
    """Knows the header and the footer that our files have."""

    def __init__(self, file: WordFile, mine: Document, part: str, of: Document) -> None:
        claim = identity_of(file.identity, text=False)
        id_ = claim.project or mine.id  # in a stranger's file, its own
        said = file.identity.title  # as it was sent: the parties may be called otherwise by now
        self.title = said or short_title(mine, find_part(mine, part))
        texts = [self.title, messages.REVIEW_ABOUT, compared_text(of), footer_texts(of)[0]]
        self.document = printable(messages.FOOTER_DOCUMENT.format(id=id_))
        self.places = {line.place for line in file.stories}
        self.seen = {"header": False, "footer": False}
        drafts = [_pattern(one) for one in _DRAFTS]
        all_ = _pattern(messages.DRAFT_OF_ALL, draft=f"(?:{'|'.join(drafts)})")
        draft = f"(?:{'|'.join([*drafts, all_])})"
        changes = "|".join(_pattern(one, text=re.escape(normal(text_name(of)))) for one in _CHANGES)
        no = messages.FOOTER_NOT_OFFICIAL.format(official=of.edition.official, rest="")
        page = rf"\s*{messages.PAGE.strip()}\s*\d*\s*{messages.OF.strip()}\s*\d*"
        self.patterns = [
            re.compile(one)
            for one in (
                draft,
                rf"(?:{draft}\. )?(?:{changes})",
                rf"(?:{re.escape(normal(no))} )?{re.escape(normal(self.document))}(?:{page})?",
                *(re.escape(normal(one)) for one in texts),
            )
        ]

    def is_ours(self, line: Line) -> bool:
        """Return whether a line of a header or footer is as we print it, and take note of it."""
        text = normal("".join(run.text for run in line.runs if not run.hidden and not run.fields))
        key = self.title if line.place == "header" else self.document
        self.seen[line.place] = self.seen[line.place] or normal(key) in text
        return any(one.fullmatch(text) for one in self.patterns)

    def gone(self) -> Iterator[str]:
        """Yield what is in no header or footer any more, though the file has one."""
        for place, text in (("header", self.title), ("footer", self.document)):
            if place in self.places and not self.seen[place]:
                yield messages.RETURN_GONE_AROUND.format(text=text)


def _pattern(words: str, **given: str) -> str:
    """Return a pattern of a sentence that counts something, with other patterns in their places."""
    pattern = re.escape(words).replace(r"\{", "{").replace(r"\}", "}")
    return pattern.format(count=r"\d+", **given)
