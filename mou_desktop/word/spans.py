"""Writes the spans of a block, and the bookmarks that references point to.

A blank and an answer that stands as it was typed are seen by their style. A reference to a
numbered heading of the same document is a field; any other is the text that the outline gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import DELETED, add, add_field, add_text
from mou_desktop.word.redline import Redline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block, Change, Span
    from mou_desktop.word.anchors import Anchors

BOOKMARK = "_mou_"
_STYLES = {"blank": "MOUBlank", "typed": "MOUAsTyped"}
_ANSWERS = {"answer", *_STYLES}
_NAME = re.compile(r"[A-Za-z0-9_]{1,35}")  # a bookmark's name has 40 characters at most


def key_of(block: Block) -> str:
    """Return the key that a heading goes by; other blocks have none."""
    return {"section": block.section, "clause": block.clause}.get(block.kind, "")


@dataclass(slots=True)
class Speller:
    """Writes spans into paragraphs. It knows which headings a reference can point to."""

    targets: frozenset[str]
    inserted: frozenset[str] = frozenset()  # headings that came, as one that moved did
    headings: frozenset[str] = frozenset()  # all that have a bookmark
    bookmarks: dict[str, int] = field(default_factory=dict)
    redline: Redline = field(default_factory=Redline)
    anchors: Anchors | None = None

    def write(self, paragraph: Element, spans: Iterable[Span]) -> None:
        """Append `spans` to `paragraph`; one that came or went as a tracked change."""
        for span in spans:
            if span.change:
                self.add(paragraph, span.text, _STYLES.get(span.kind, ""), span.change)
            elif span.kind == "ref" and span.key in self.targets:
                add_field(paragraph, rf"REF {BOOKMARK}{span.key} \w \h", span.text)
            elif self.anchors and span.kind in _ANSWERS:
                self._answer(paragraph, span, self.anchors)
            else:
                add_text(paragraph, span.text, _STYLES.get(span.kind, ""))

    def _answer(self, paragraph: Element, span: Span, anchors: Anchors) -> None:
        """Append an answer inside its content control, with what is asked about it."""
        said = anchors.comments.begin(paragraph, span)
        around = anchors.controls.around(paragraph, span)
        add_text(around, span.text, _STYLES.get(span.kind, ""))
        anchors.comments.end(paragraph, said)

    def add(self, paragraph: Element, text: str, style: str, change: Change) -> None:
        """Append text as it is, or as a tracked change: Word tracks neither field nor control."""
        around = self.redline.around(paragraph, change)
        if change == "deleted":
            add_text(around, text, style, tag=DELETED)
        else:
            add_text(around, text, style)

    def write_entry(self, paragraph: Element, block: Block) -> None:
        """Append an entry of the contents, which leads to its heading."""
        for span in block.spans:
            if span.change or span.key not in self.headings:
                self.write(paragraph, (replace(span, kind="text"),))
            else:
                link = add(paragraph, "hyperlink", anchor=BOOKMARK + span.key, history="1")
                add_text(link, span.text)

    def write_heading(self, paragraph: Element, block: Block) -> None:
        """Append a heading's spans, inside the bookmark of its section or clause."""
        name = BOOKMARK + key_of(block)
        moved = block.change == "deleted" and key_of(block) in self.inserted
        if name.casefold() in self.bookmarks or moved or not is_name(key_of(block)):
            self.write(paragraph, block.spans)
            return
        number = str(len(self.bookmarks) + 1)
        self.bookmarks[name.casefold()] = len(self.bookmarks) + 1
        add(paragraph, "bookmarkStart", id=number, name=name)
        self.write(paragraph, block.spans)
        add(paragraph, "bookmarkEnd", id=number)


def is_name(key: str) -> bool:
    """Return whether a bookmark can be named after `key`."""
    return _NAME.fullmatch(key) is not None


def speller_of(
    blocks: Sequence[Block], redline: Redline | None = None, anchors: Anchors | None = None
) -> Speller:
    """Return the speller for a document of `blocks`."""
    headings = (key_of(block) for block in blocks)
    numbered = [(key_of(block), block.change) for block in blocks if block.number]
    return Speller(
        frozenset(key for key, _ in numbered if is_name(key)),
        frozenset(key for key, change in numbered if change == "inserted"),
        frozenset(key for key in headings if is_name(key)),
        redline=redline or Redline(),
        anchors=anchors,
    )
