"""Writes the outline's blocks: the body of a Word document.

The body is made in portions. As one tree it would take ten times the memory of its markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.word.contents import FIELD as CONTENTS_FIELD
from mou_desktop.word.contents import ends_of as contents_ends
from mou_desktop.word.contents import is_entry
from mou_desktop.word.ooxml import W, add, add_paragraph, begin_field, element, end_field
from mou_desktop.word.signing import add_signatures
from mou_desktop.word.spans import speller_of
from mou_desktop.word.tables import add_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block
    from mou_desktop.word.anchors import Anchors
    from mou_desktop.word.comments import Opening
    from mou_desktop.word.lists import Lists
    from mou_desktop.word.redline import Redline
    from mou_desktop.word.spans import Speller

_INDENT = 576  # where the text of a numbered clause begins
_PLAIN = {"title": "Title", "subtitle": "Subtitle", "notice": "MOUNotice"}
_CONTENTS = ("TOCHeading", "TOC1")
_LISTED = {2: "MOUParagraph", 3: "MOUItem", 4: "MOUSubitem"}
_TABLES = {"table", "sign"}
_HEADINGS = {"section", "clause"}
_BELOW_TABLE = "120"
_ABOVE_EXHIBIT = "320"
PORTION = 256  # blocks that stand as a tree at one time


def body_of(
    blocks: Sequence[Block],
    lists: Lists,
    redline: Redline | None = None,
    anchors: Anchors | None = None,
) -> Iterator[bytes]:
    """Yield the markup inside the body of the document that `blocks` make, without page settings.

    It takes the prefixes `w` and `w14` as declared by what it is put into.

    Args:
        blocks: all that prints, with the contents.
        lists: is told which lists begin anew.
        redline: writes what came and went.
        anchors: what a file for counsel carries beside its text; none in a clean copy.
    """
    writer = _Writer(
        lists,
        speller_of(blocks, redline, anchors),
        {one.clause for one in blocks if one.kind == "sign"},
        contents_ends(blocks),
    )
    before, held = None, 0
    for i, block in enumerate(blocks, 1):
        following = blocks[i] if i < len(blocks) else None
        writer.enter(i - 1, block, following)
        if block.kind in _TABLES:
            writer.table(block, following)
        else:
            writer.paragraph(before, block, following)
        before = block
        held += 1
        open_ = (  # marks may still change, and a control be filled
            writer.redline.run or (following and following.change) or writer.holds(following)
        )
        if held >= PORTION and not open_:
            yield writer.taken()
            held = 0
    writer.redline.table()
    yield writer.taken()


def style_of(block: Block, *, inset: bool = False) -> str:
    """Return the paragraph style of a block that is no table; `inset` under a numbered heading."""
    if block.kind in _PLAIN:
        return _PLAIN[block.kind]
    if block.kind == "contents":
        return _CONTENTS[is_entry(block)]
    if block.kind == "section":
        numbered = "MOUExhibit" if block.exhibit else "Heading1"
        return numbered if block.number else "MOUSectionUnnumbered"
    if block.kind == "clause":
        return "Heading2" if block.number else "MOUClauseUnnumbered"
    return _LISTED.get(block.level, "MOUClauseText" if inset else "MOUBody")


@dataclass(slots=True)
class _Writer:
    """Writes one block after the other.

    Attributes:
        signed: the clauses that hold signatures; nothing in them parts from what follows.
        ends: places of the blocks in which the field of the contents begins and ends.
        body: what was written and not yet taken.
        place: what the next block goes into: the body, or the control of a clause.
        clause: the clause at hand.
        within: the clause at hand where its control stands within the one paragraph that it has.
        at: place of the block at hand among all.
        inset: whether the text at hand stands under a numbered heading, so begins further in.
        apart: whether an exhibit has begun a page; those after it follow on, since most are short.
    """

    lists: Lists
    speller: Speller
    signed: set[str]
    ends: tuple[int, int]
    body: Element = field(default_factory=lambda: element("body"))
    place: Element | None = None
    clause: str = ""
    within: str = ""
    at: int = 0
    inset: bool = False
    apart: bool = False

    @property
    def redline(self) -> Redline:
        """The tracked changes."""
        return self.speller.redline

    @property
    def _open(self) -> Element:
        """What the next block goes into."""
        return self.body if self.place is None else self.place

    def enter(self, at: int, block: Block, following: Block | None) -> None:
        """Take note of the next block: its clause may stand in a control of its own."""
        anchors, self.at = self.speller.anchors, at
        if anchors is None:
            return
        opening: Opening = ""
        self.within = ""
        if block.clause != self.clause:
            self.clause, self.place = block.clause, None
            if anchors.controls.locks(block):
                alone = following is None or following.clause != block.clause
                if alone and block.kind not in _TABLES and anchors.comments.stands_at(at):
                    self.within = block.clause
                else:
                    self.place = anchors.controls.around_clause(self.body, block.clause)
                    opening = self._opening(block, following)
        anchors.comments.enter(at, opening)

    def _opening(self, block: Block, following: Block | None) -> Opening:
        """Return what follows a paragraph that opens the control of a clause."""
        if block.kind in _TABLES or following is None or not self.holds(following):
            return ""
        return "table" if following.kind in _TABLES else "text"

    def holds(self, following: Block | None) -> bool:
        """Return whether the control at hand has to hold what follows too."""
        return self.place is not None and (
            following is not None and following.clause == self.clause
        )

    def taken(self) -> bytes:
        """Return the markup of what was written since the last time, and let go of its tree."""
        markup = etree.tostring(self.body, encoding="UTF-8", xml_declaration=False)
        start, end = markup.index(b">") + 1, markup.rindex(b"<")
        self.body, self.place, self.clause = element("body"), None, ""
        inside: bytes = markup[start:end]  # of an empty body, <w:body/>, nothing
        anchors = self.speller.anchors
        return anchors.controls.filled(inside) if anchors else inside

    def table(self, block: Block, following: Block | None) -> None:
        """Write a table or signature blocks."""
        self.redline.table()
        if block.kind == "sign":
            add_signatures(self._open, block, self.speller)
        else:
            add_table(self._open, block, self.speller, _INDENT if self.inset else 0)
        self._end_comments(next(self._open[-1].iter(W + "p"), None))
        if following is None or following.kind in _TABLES:
            spacer = add_paragraph(self._open, "MOUAfterTable")  # else Word would join the two
            self._end_comments(spacer)
            if following:
                self.redline.mark(spacer, block.change or following.change)

    def paragraph(self, before: Block | None, block: Block, following: Block | None) -> None:
        """Write a heading, a paragraph or an item."""
        heading = block.kind in _HEADINGS
        if heading:
            self.inset = block.kind == "clause" and bool(block.number)
        keep = self._leads_to(block, following)
        style = style_of(block, inset=self.inset)
        paragraph = add_paragraph(self._open, style, keep_next=keep)
        follows_on = block.exhibit and block.kind == "section" and self.apart
        if follows_on:
            add(paragraph[0], "pageBreakBefore", val="0")
        if instance := self.lists.instance_for(block):
            numbers = add(paragraph[0], "numPr")
            add(numbers, "ilvl", val=str(block.level))
            add(numbers, "numId", val=instance)
        if before and before.kind in _TABLES and not heading:
            add(paragraph[0], "spacing", before=_BELOW_TABLE)
        elif follows_on:
            add(paragraph[0], "spacing", before=_ABOVE_EXHIBIT)
        self.apart = self.apart or (block.exhibit and block.kind == "section")
        self._words(paragraph, block)
        if block.was:
            self.redline.reformed(paragraph, self._form_of(block.was))
        self.redline.paragraph(paragraph, block.change)

    def _words(self, paragraph: Element, block: Block) -> None:
        """Write the words of a paragraph, with what is asked about all of it."""
        anchors = self.speller.anchors
        said = anchors.comments.begin(paragraph) if anchors else ()
        around = self._around(paragraph, block)
        if block.kind in _HEADINGS:
            self.speller.write_heading(around, block)
        elif block.kind == "contents":
            self._entry(paragraph, block)
        else:
            self.speller.write(around, block.spans)
        if anchors:
            anchors.comments.end(paragraph, said)
            self._end_comments(paragraph)
            anchors.controls.name(paragraph, block)

    def _around(self, paragraph: Element, block: Block) -> Element:
        """Return what the words of a paragraph go into: itself, or a control within it.

        A locked clause that is one paragraph, and is asked about, has its control round its words:
        LibreOffice 7.4 loses words where a comment stands in the only paragraph of a control. Where
        answers stand in it, each in its own control, it has none, since controls are never nested.
        """
        anchors = self.speller.anchors
        if not (anchors and self.within) or any(map(anchors.controls.places.of, block.spans)):
            return paragraph
        return anchors.controls.around_clause(paragraph, self.within)

    def _end_comments(self, paragraph: Element | None) -> None:
        """End in `paragraph`, if there is one, the comments that wait for it."""
        if self.speller.anchors and paragraph is not None:
            self.speller.anchors.comments.end_block(paragraph)

    def _entry(self, paragraph: Element, block: Block) -> None:
        """Write a line of the contents; all of its entries are what one field shows."""
        first, last = self.ends
        if self.at == first:
            self.redline.table()  # no mark before it can go either, for LibreOffice
            begin_field(paragraph, CONTENTS_FIELD)
        self.speller.write_entry(paragraph, block)
        if self.at == last:
            end_field(paragraph)

    def _form_of(self, block: Block) -> Element:
        """Return the properties that a paragraph of the baseline has."""
        properties = element("pPr")
        add(properties, "pStyle", val=style_of(block, inset=self.inset))
        return properties

    def _leads_to(self, block: Block, following: Block | None) -> bool:
        """Return whether `block` stays with what follows: its list, its table, a signature.

        The last words of the agreement stay with the signatures: a page of signatures alone could
        be laid behind any text.
        """
        if following is None or block.kind in _HEADINGS:
            return False
        if following.kind == "section" and not (following.number or following.exhibit):
            return block.kind not in _TABLES
        if following.clause != block.clause:
            return False
        if following.kind in _TABLES or block.clause in self.signed:
            return True
        return following.kind == "item" and (block.kind == "text" or following.level > block.level)
