"""Writes notes for counsel as comments, each on its clause or on the answer that it is about.

Only what is for counsel and not yet done is written: a note for a colleague never leaves the
office. A reply is a comment on the same place that names the one it answers; where a word processor
does not know that (LibreOffice 7.4), it stands as one more comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Literal

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from mou_desktop.model.anchors import number_of
from mou_desktop.model.rounds import goes_out
from mou_desktop.model.values import EMPTY, printable, visible
from mou_desktop.word.furniture import moment_of
from mou_desktop.word.ooxml import NAMESPACE, W, add, add_paragraph, add_run, add_text, element
from mou_desktop.word.places import ANSWERS
from mou_desktop.word.redline import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block, Span
    from mou_desktop.model.values import Value

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LONGEST = 255  # characters of an author
_INITIALS = 3
_TABLES = {"table", "sign"}


Opening = Literal["", "text", "table"]
"""What follows the paragraph that opens the control of a clause; nothing of any other paragraph.

A comment on it ends with the next paragraph, or stands on the first of a table.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment.

    Attributes:
        para: id of its last paragraph, by which replies name it.
        answers: that of the comment which it answers.
    """

    number: int
    author: str
    time: str
    text: str
    para: str
    answers: str = ""


@dataclass(frozen=True, slots=True)
class _On:
    """Where a comment stands: at a block, on the whole of it or on an answer in it."""

    block: int
    field: str = ""
    row: str = ""


@dataclass(slots=True)
class Comments:
    """The comments of one Word file.

    Attributes:
        at: those that stand at the block at hand, and have not been written.
        opening: whether that block opens the control of a clause, and what follows in it.
            LibreOffice 7.4 loses the text of such a paragraph where a comment ends in it.
        held: those that end with the next paragraph.
        waiting: those that stand on it, since it is the first of a table.
    """

    said: list[Said] = field(default_factory=list)
    places: dict[int, list[tuple[_On, Sequence[Said]]]] = field(default_factory=dict)
    at: list[tuple[_On, Sequence[Said]]] = field(default_factory=list)
    opening: Opening = ""
    held: list[Said] = field(default_factory=list)
    waiting: list[Said] = field(default_factory=list)

    def stands_at(self, block: int) -> bool:
        """Return whether a comment stands at a block, by its place among all."""
        return block in self.places

    def enter(self, block: int, opening: Opening = "") -> None:
        """Take note of the block that is written next, by its place among all."""
        self.at, self.opening = self.places.get(block, []), opening
        if opening == "table":
            self.waiting += [said for on, thread in self.at if not on.field for said in thread]
            self.at = [one for one in self.at if one[0].field]

    def begin(self, parent: Element, span: Span | None = None) -> tuple[Said, ...]:
        """Begin in `parent` the comments on `span`, or on the block itself; return them."""
        if not self.at:
            return ()
        mine = [one for one in self.at if _is_on(one[0], span)]
        self.at = [one for one in self.at if one not in mine]
        found = tuple(said for _, thread in mine for said in thread)
        for one in found:
            add(parent, "commentRangeStart", id=str(one.number))
        return found

    def end(self, parent: Element, said: Sequence[Said]) -> None:
        """End in `parent` what `begin` returned, or later if it cannot end there."""
        if self.opening:
            self.held += said
        else:
            _end(parent, said)

    def end_block(self, paragraph: Element) -> None:
        """End what was to end with this paragraph, and write what waited for it."""
        if self.opening:
            return
        for i, one in enumerate(self.waiting, 1):  # after the properties
            start = element("commentRangeStart")
            start.set(f"{W}id", str(one.number))
            paragraph.insert(i, start)
        _end(paragraph, [*self.held, *self.waiting])
        self.held, self.waiting = [], []

    def finish(self, word: WordDocument) -> None:
        """Put the comments into `word`."""
        if not self.said:
            return
        package = word.part.package
        for name, kind, relation, root in (
            ("comments", "comments", RELATIONSHIP_TYPE.COMMENTS, self._comments()),
            ("commentsExtended", "commentsExtended", _EXTENDED, self._extended()),
        ):
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            part = Part(PackURI(f"/word/{name}.xml"), f"{_TYPE}{kind}+xml", data, package)
            word.part.relate_to(part, relation)

    def _comments(self) -> Element:
        root = etree.Element(
            f"{{{NAMESPACE}}}comments", {f"{{{_MC}}}Ignorable": "w14"},
            nsmap={"w": NAMESPACE, "w14": _W14, "mc": _MC},
        )  # fmt: skip
        for one in self.said:
            when = {"date": one.time} if one.time else {}
            initials = "".join(word[0] for word in one.author.split())[:_INITIALS].upper()
            comment = add(
                root, "comment", id=str(one.number), author=one.author, **when, initials=initials
            )
            for i, line in enumerate(one.text.split("\n")):
                paragraph = add_paragraph(comment, "CommentText")
                if not i:
                    add(add_run(paragraph, "CommentReference"), "annotationRef")
                add_text(paragraph, line)
            comment[-1].set(f"{{{_W14}}}paraId", one.para)
        return root

    def _extended(self) -> Element:
        root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
        for one in self.said:
            about = etree.SubElement(root, f"{{{_W15}}}commentEx")
            about.set(f"{{{_W15}}}paraId", one.para)
            if one.answers:
                about.set(f"{{{_W15}}}paraIdParent", one.answers)
            about.set(f"{{{_W15}}}done", "0")
        return root


def comments_of(document: Document, blocks: Sequence[Block]) -> Comments:
    """Return the comments for a file of `blocks`: the notes for counsel that are not done."""
    comments, finder = Comments(), _Finder(document, blocks)
    for note in document.notes:
        if not goes_out(note):
            continue
        thread = list(_thread(note, len(comments.said)))
        comments.said += thread
        on = finder.of(note.get("on"))
        comments.places.setdefault(on.block, []).append((on, thread))
    return comments


def _end(parent: Element, said: Sequence[Said]) -> None:
    for one in said:
        add(parent, "commentRangeEnd", id=str(one.number))
    for one in said:
        add(add_run(parent, "CommentReference"), "commentReference", id=str(one.number))


def _thread(note: Mapping[str, Value], first: int) -> Iterator[Said]:
    replies = note.get("replies")
    found = replies if isinstance(replies, tuple) else ()
    top = ""
    for i, one in enumerate((note, *(one for one in found if isinstance(one, Mapping)))):
        author = _author(one.get("author"))
        date, text = _date(_text(one.get("time"))), _text(one.get("text"))
        para = f"{number_of('comment', first + i, note.get('_id')):08X}"
        yield Said(first + i, author, date, text, para, top)
        top = top or para


class _Finder:
    """Finds where notes stand: where what they are on prints, else as near to it as can be."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        self._document, self._blocks = document, blocks
        self._clauses: dict[str, list[int]] = {}
        self._sections: dict[str, int] = {}
        for i, block in enumerate(blocks):
            if block.kind == "section":
                self._sections.setdefault(block.section, i)
            elif block.clause and not block.change:
                self._clauses.setdefault(block.clause, []).append(i)

    def of(self, place: Value) -> _On:
        """Return where a note on `place` stands: its answer, its clause, its section, the title."""
        on = place if isinstance(place, Mapping) else EMPTY
        clause, one, row = (_text(on.get(key)) for key in ("clause", "field", "row"))
        mine = self._clauses.get(clause, [])
        if one:
            for wanted in filter(None, (row, "-")):
                for i in mine:
                    if any(_shows(span, one, wanted) for span in _spans(self._blocks[i])):
                        return _On(i, one, wanted)
        for i in mine:
            if self._blocks[i].kind not in _TABLES:
                return _On(i)
        home = self._document.edition.clause_places.get(clause)
        added = next((one for one in self._document.added if one.id == clause), None)
        section = home.section if home else added.section or added.id if added else ""
        return _On(self._sections.get(section, 0))


def _is_on(on: _On, span: Span | None) -> bool:
    return not on.field if span is None else bool(on.field) and _shows(span, on.field, on.row)


def _shows(span: Span, field: str, row: str) -> bool:
    """Return whether `span` shows an answer to `field`, or a column of it; a row `-` is any."""
    key, _, column = field.partition(".")
    same = span.kind in ANSWERS and span.field == key and column in {"", span.key}
    return same and row in {span.row, "-"} and not span.change


def _spans(block: Block) -> Iterator[Span]:
    yield from block.spans
    yield from (span for row in block.rows for cell in row for span in cell)


def _date(time: str) -> str:
    """Return a time as Word takes it, in UTC; nothing where it cannot be read."""
    moment = moment_of(time)
    if moment is None:
        return ""
    there = moment.astimezone(UTC) if moment.tzinfo else moment
    return there.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _author(author: Value) -> str:
    name = " ".join(printable(_text(author)).split())
    return name[:_LONGEST] if visible(name) else AUTHOR


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
