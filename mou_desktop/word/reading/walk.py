"""Walks the trees of a Word file and puts each character of text where it belongs.

It goes through whatever it does not know, so that no text is lost in an element of another
program. It never calls itself: the depth of a file costs memory, and no stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from mou_desktop.word.ooxml import DELETED, W
from mou_desktop.word.reading.building import OpenParagraph, OpenStory
from mou_desktop.word.reading.controls import control_of
from mou_desktop.word.reading.drawings import branch_of, drawn, pictured
from mou_desktop.word.reading.fields import Field
from mou_desktop.word.reading.names import MC, W14, M
from mou_desktop.word.reading.styles import is_on
from mou_desktop.word.reading.values import Change, NotImported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.styles import Styles
    from mou_desktop.word.reading.values import ChangeKind, Control, Place, Story

_Into: TypeAlias = "tuple[Iterable[Element], Callable[[], None] | None]"
_Handler: TypeAlias = "Callable[[Element], _Into | None]"

_NOTHING: _Into = ((), None)
_VAL, _ID = W + "val", W + "id"
_KINDS: Mapping[str, ChangeKind] = {
    W + "ins": "ins", W + "moveTo": "ins", W + "cellIns": "ins",
    W + "del": "del", W + "moveFrom": "del", W + "cellDel": "del",
}  # fmt: skip
_PAGES = {"page", "column"}  # breaks that are no text: LibreOffice writes them where we do not
_MOVES = {"ins": "moveTo", "del": "moveFrom"}
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_ABOUT = (
    "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "pPr",
    "proofErr", "lastRenderedPageBreak",
)  # fmt: skip


@dataclass(slots=True)
class Walker:
    """Reads the stories of one file, one after the other.

    Attributes:
        anchors: where each comment begins.
        hides: whether any text is kept from print.
    """

    styles: Styles
    stories: list[Story | None] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    not_imported: list[NotImported] = field(default_factory=list)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    hides: bool = False
    _story: OpenStory = field(init=False)
    _changes: tuple[Change, ...] = ()
    _known: dict[Change, Change] = field(default_factory=dict)
    _moves: dict[str, dict[str, str]] = field(default_factory=dict)
    _tables: int = 0
    _handlers: dict[object, _Handler] = field(init=False)

    def __post_init__(self) -> None:
        """Say what is to be done at each element that means something."""
        self._handlers = {
            W + "p": self._paragraph,
            W + "r": self._run,
            W + "t": self._text,
            DELETED: self._text,
            M + "t": self._text,
            W + "sym": self._symbol,
            W + "instrText": self._instruction,
            W + "delInstrText": self._instruction,
            W + "fldChar": self._field_mark,
            W + "fldSimple": self._simple_field,
            W + "hyperlink": self._link,
            W + "sdt": self._control,
            W + "tbl": self._table,
            W + "tr": self._row,
            W + "tc": self._cell,
            W + "txbxContent": self._text_box,
            MC + "AlternateContent": self._alternatives,
            W + "bookmarkStart": self._bookmark,
            W + "commentRangeStart": self._comment_begins,
            W + "commentRangeEnd": self._comment_ends,
            W + "commentReference": self._comment_stands,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            W + "moveFromRangeStart": self._move_begins,
            W + "moveToRangeStart": self._move_begins,
            W + "moveFromRangeEnd": self._move_ends,
            W + "moveToRangeEnd": self._move_ends,
            W + "drawing": self._drawing,
            W + "pict": self._picture,
            W + "object": self._object,
            W + "altChunk": self._other_file,
        }
        self._handlers |= dict.fromkeys((W + tag for tag in _ABOUT), lambda _: _NOTHING)
        self._handlers |= dict.fromkeys(_CHARACTERS, self._character)
        self._handlers |= {W + tag: self._change for tag in ("ins", "del", "moveFrom", "moveTo")}

    def read(self, place: Place, name: str, root: Element) -> None:
        """Read a story from the element that holds its paragraphs."""
        self._begin(place, name)
        self._walk(root)
        self._finish()

    def read_apart(self, root: Element) -> Story:
        """Return a story that is no part of the document, such as a comment."""
        stories, self.stories = self.stories, []
        self.read("body", "", root)
        (story, *_), self.stories = self.stories, stories
        return story or OpenStory(0, "body", "").closed()

    def finished(self) -> tuple[Story, ...]:
        """Return the stories that were read, in the order in which they began."""
        return tuple(one for one in self.stories if one)

    def _begin(self, place: Place, name: str, anchor: tuple[int, int] | None = None) -> None:
        self._story = OpenStory(len(self.stories), place, name, anchor)
        self.stories.append(None)

    def _finish(self) -> None:
        self.stories[self._story.number] = self._story.closed()

    def _walk(self, root: Element) -> None:
        children: Iterator[Element] = iter(root)
        stack: list[tuple[Iterator[Element], Callable[[], None] | None]] = [(children, None)]
        find = self._handlers.get
        while stack:
            children, done = stack[-1]
            for child in children:
                handler = find(child.tag)
                into = handler(child) if handler else None
                if into is not _NOTHING:
                    below, after = into or (child, None)
                    stack.append((iter(below), after))
                    break
            else:
                stack.pop()
                if done:
                    done()

    # ---- paragraphs --------------------------------------------------------------------

    def _paragraph(self, element: Element) -> _Into:
        story, properties = self._story, element.find(W + "pPr")
        made = OpenParagraph(
            number=len(story.paragraphs),
            form=self.styles.form(properties),
            cells=story.cells,
            controls=story.controls,
            held=story.held,
            mark=self._changes,
            bookmarks=story.waiting,
            para_id=element.get(W14 + "paraId", ""),
        )
        story.waiting = []
        if properties is not None:
            self._read_properties(made, properties)
        story.paragraphs.append(made)
        story.open.append(made)
        return element, self._end_paragraph

    def _end_paragraph(self) -> None:
        self._story.open.pop()

    def _read_properties(self, made: OpenParagraph, properties: Element) -> None:
        mark = properties.find(W + "rPr")
        if mark is not None:
            made.mark += tuple(self._change_of(one) for one in mark if one.tag in _KINDS)
        changed = properties.find(W + "pPrChange")
        if changed is not None:
            was = self.styles.form(changed.find(W + "pPr"))
            made.was = self._change_of(changed, "form"), was

    # ---- runs and characters -----------------------------------------------------------

    def _run(self, element: Element) -> _Into | None:
        story, properties = self._story, element.find(W + "rPr")
        form = story.open[-1].form.style if story.open else ""
        style, hidden = "", None
        if properties is not None:
            named = properties.find(W + "rStyle")
            style = named.get(_VAL, "") if named is not None else ""
            hidden = is_on(properties.find(W + "vanish"))
            changed = properties.find(W + "rPrChange")
            if changed is not None and story.open:
                story.open[-1].reformatted.append(self._change_of(changed, "form"))
        if hidden is None:
            hidden = self.styles.is_hidden(style) or self.styles.is_hidden(form)
        story.style, story.hidden = style, hidden
        return None

    def _text(self, element: Element) -> _Into:
        text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
        self._add(text)
        return _NOTHING

    def _character(self, element: Element) -> _Into:
        if element.get(W + "type") not in _PAGES:
            self._add(_CHARACTERS[str(element.tag)])
        return _NOTHING

    def _symbol(self, element: Element) -> _Into:
        try:
            self._add(chr(int(element.get(W + "char", ""), 16)))
        except (ValueError, OverflowError):
            self._leave("stray", element.get(W + "char", ""))
        return _NOTHING

    def _add(self, text: str) -> None:
        story = self._story
        if not text:
            return
        if not story.open:
            self._leave("stray", text)
            return
        self.hides = self.hides or (story.hidden and not text.isspace())
        story.open[-1].add(story.standing(self._changes), text)

    def _leave(self, kind: str, text: str = "") -> None:
        self.not_imported.append(NotImported(kind, text, self._story.name))

    # ---- changes -----------------------------------------------------------------------

    def _change(self, element: Element) -> _Into:
        before = self._changes
        self._changes = (*before, self._change_of(element))

        def end() -> None:
            self._changes = before

        return element, end

    def _change_of(self, element: Element, kind: ChangeKind | None = None) -> Change:
        kind = kind or _KINDS[str(element.tag)]
        names = list(self._moves.get(_MOVES.get(kind, ""), {}).values())
        moved = names and element.tag in {W + "moveFrom", W + "moveTo"}
        made = Change(
            kind,
            element.get(W + "author", ""),
            element.get(W + "date", ""),
            names[-1] if moved else "",
        )
        return self._known.setdefault(made, made)

    def _move_begins(self, element: Element) -> _Into:
        which = str(element.tag).removeprefix(W).removesuffix("RangeStart")
        names = self._moves.setdefault(which, {})
        names[element.get(_ID, "")] = element.get(W + "name", "")
        return _NOTHING

    def _move_ends(self, element: Element) -> _Into:
        which = str(element.tag).removeprefix(W).removesuffix("RangeEnd")
        self._moves.get(which, {}).pop(element.get(_ID, ""), None)
        return _NOTHING

    # ---- controls and fields -----------------------------------------------------------

    def _control(self, element: Element) -> _Into:
        story = self._story
        made = control_of(element, len(self.controls), story.level)
        self.controls.append(made)
        before = story.within, story.controls
        if made.level == "run":
            story.within = (*story.within, made)
        else:
            story.controls = (*story.controls, made)

        def end() -> None:
            story.within, story.controls = before

        return element, end

    def _field_mark(self, element: Element) -> _Into:
        story, kind = self._story, element.get(W + "fldCharType")
        if kind == "begin":
            self._read_form_field(element)
            story.set_fields((*story.fields, Field()))
        elif story.fields:
            one = story.fields[-1]
            if kind == "separate":
                one.show()
                story.set_fields(story.fields)
            elif kind == "end":
                one.closed = True
                story.set_fields(story.fields[:-1])
        return _NOTHING

    def _read_form_field(self, element: Element) -> None:
        """Note the choice that an old drop-down shows: no text of the paragraph holds it."""
        choices = element.find(f"{W}ffData/{W}ddList")
        if choices is not None:
            entries = [one.get(_VAL, "") for one in choices.iterfind(W + "listEntry")]
            chosen = choices.find(W + "result")
            number = chosen.get(_VAL, "") if chosen is not None else "0"
            at = int(number) if number.isdecimal() else 0
            self._leave("form_field", entries[at] if at < len(entries) else "")

    def _simple_field(self, element: Element) -> _Into:
        story = self._story
        before = story.fields
        one = Field(element.get(W + "instr", ""), closed=True)
        one.show()
        story.set_fields((*before, one))

        def end() -> None:
            story.set_fields(before)

        return element, end

    def _instruction(self, element: Element) -> _Into:
        if self._story.fields and not self._story.fields[-1].showing:
            self._story.fields[-1].instruction += element.text or ""
        return _NOTHING

    def _link(self, element: Element) -> _Into:
        story, before = self._story, self._story.link
        story.link = element.get(W + "anchor", "")

        def end() -> None:
            story.link = before

        return element, end

    # ---- tables ------------------------------------------------------------------------

    def _table(self, element: Element) -> _Into:
        story = self._story
        story.tables.append([self._tables, -1, -1])
        story.inside.append("row")
        self._tables += 1

        def end() -> None:
            story.tables.pop()
            story.inside.pop()

        return element, end

    def _row(self, element: Element) -> _Into:
        story = self._story
        if story.tables:
            story.tables[-1][1:] = [story.tables[-1][1] + 1, -1]
        return self._held(element, "trPr", "cell")

    def _cell(self, element: Element) -> _Into:
        story, cells = self._story, self._story.cells
        if story.tables:
            story.tables[-1][2] += 1
            table, row, column = story.tables[-1]
            story.cells = (*cells, (table, max(row, 0), column))
        children, end_held = self._held(element, "tcPr", "block")

        def end() -> None:
            story.cells = cells
            if end_held:
                end_held()

        return children, end

    def _held(self, element: Element, properties: str, inside: str) -> _Into:
        """Go into a row or a cell, which come and go as a whole."""
        story, held, about = self._story, self._story.held, element.find(W + properties)
        if about is not None:
            story.held += tuple(self._change_of(one) for one in about if one.tag in _KINDS)
        story.inside.append("cell" if inside == "cell" else "block")

        def end() -> None:
            story.held = held
            story.inside.pop()

        return element, end

    # ---- what is drawn, and what stands elsewhere --------------------------------------

    def _text_box(self, element: Element) -> _Into:
        outer = self._story
        self._begin("textbox", outer.name, outer.at)
        self._story.held = self._changes

        def end() -> None:
            self._finish()
            self._story = outer

        return element, end

    def _alternatives(self, element: Element) -> _Into:
        read, others = branch_of(element)
        self.not_imported += [replace(one, part=self._story.name) for one in others]
        return ((read,) if read is not None else ()), None

    def _drawing(self, element: Element) -> None:
        self.not_imported += [replace(one, part=self._story.name) for one in drawn(element)]

    def _picture(self, element: Element) -> None:
        self.not_imported += [replace(one, part=self._story.name) for one in pictured(element)]

    def _object(self, _element: Element) -> None:
        self._leave("object")

    def _other_file(self, _element: Element) -> _Into:
        self._leave("alt_chunk")
        return _NOTHING

    # ---- anchors -----------------------------------------------------------------------

    def _bookmark(self, element: Element) -> _Into:
        story = self._story
        names = story.open[-1].bookmarks if story.open else story.waiting
        names.append(element.get(W + "name", ""))
        return _NOTHING

    def _comment_begins(self, element: Element) -> _Into:
        id_, story = element.get(_ID, ""), self._story
        self.anchors.setdefault(id_, story.at)
        if id_ not in story.comments:
            story.comments += (id_,)
        return _NOTHING

    def _comment_ends(self, element: Element) -> _Into:
        id_, story = element.get(_ID, ""), self._story
        story.comments = tuple(one for one in story.comments if one != id_)
        return _NOTHING

    def _comment_stands(self, element: Element) -> _Into:
        self.anchors.setdefault(element.get(_ID, ""), self._story.at)
        return _NOTHING

    def _note(self, element: Element) -> _Into:
        story = self._story
        kind = str(element.tag).removeprefix(W).removesuffix("Reference")
        if story.open:
            note = f"{kind} {element.get(_ID, '')}"
            story.open[-1].add(story.standing(self._changes, note), "")
        return _NOTHING
