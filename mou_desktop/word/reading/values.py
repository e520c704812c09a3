"""What a Word file says, as frozen values: stories of paragraphs, paragraphs of runs.

Nothing here decides which change counts. A run carries every change that it stands in, and
`views` shows the text as it reads with some of them taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from mou_desktop import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = Literal["body", "header", "footer", "footnote", "endnote", "textbox"]
ChangeKind = Literal["ins", "del", "form"]
Level = Literal["block", "row", "cell", "run"]
CellPath: TypeAlias = tuple[tuple[int, int, int], ...]
"""Number of table, row and column, from 0, for each table that a paragraph stands in."""


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change, as the file says who made it and when; both may be empty.

    Attributes:
        kind: `ins` came, `del` went, `form` another form of the same text.
        move: what a move is called in the file; its two ends share the name.
    """

    kind: ChangeKind
    author: str = ""
    date: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A content control. No two of a file are equal: each has its `number`.

    Attributes:
        kind: `text`, `date`, `dropDownList` and so on; `rich` where the file names none.
        placeholder: name of the building block that holds its prompt.
        prompting: whether it shows its prompt and holds no answer.
        date: what a date control holds, beside the words that it shows.
    """

    number: int
    level: Level
    tag: str = ""
    alias: str = ""
    kind: str = "rich"
    lock: str = ""
    placeholder: str = ""
    prompting: bool = False
    date: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one and the same standing.

    Attributes:
        changes: those that it stands in, the outermost first.
        controls: the controls within its paragraph that it stands in, the innermost last.
        fields: first word of each field that shows it, the outermost first (`TOC`, `REF`).
        ref: bookmark that the field around it refers to. The text is then a number of the moment.
        link: bookmark that a click on it leads to, as a line of the contents does.
        comments: ids of the comments on it.
        hidden: whether it is kept from print.
        code: whether it is part of a field's instruction, and no text of the document.
        note: `footnote` or `endnote` and its id, where its mark stands.
        style: id of its character style.
    """

    text: str
    changes: tuple[Change, ...] = ()
    controls: tuple[Control, ...] = ()
    fields: tuple[str, ...] = ()
    ref: str = ""
    link: str = ""
    comments: tuple[str, ...] = ()
    hidden: bool = False
    code: bool = False
    note: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph looks like: the id of its style, and what it is in an outline and a list.

    Attributes:
        outline: level of a heading, from 0; -1 for body text.
        numbering: id of the list and level in it.
    """

    style: str = ""
    outline: int = -1
    numbering: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the file holds it, with every change still open.

    Attributes:
        mark: changes of its end: where it is gone, the text runs on into the next paragraph.
        held: changes of the rows, cells and boxes that hold it; they come and go as a whole.
        was: how it looked, and the change that made it look as it does.
        reformatted: changes of form alone, of its text.
        controls: the controls that hold it whole, the innermost last.
    """

    runs: tuple[Run, ...] = ()
    form: Form = Form()
    cells: CellPath = ()
    bookmarks: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    para_id: str = ""
    mark: tuple[Change, ...] = ()
    held: tuple[Change, ...] = ()
    was: tuple[Change, Form] | None = None
    reformatted: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A text of its own: the body first, then what stands round it.

    Attributes:
        name: of the part; with `#` and the id for a note.
        anchor: number of the story and of the paragraph in it where a text box stands.
    """

    place: Place
    name: str
    paragraphs: tuple[Paragraph, ...]
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment.

    Attributes:
        parent: id of the comment that it answers.
        anchor: number of the story and of the paragraph where it begins; none if it stands nowhere.
    """

    id: str
    author: str = ""
    initials: str = ""
    date: str = ""
    text: str = ""
    parent: str = ""
    resolved: bool = False
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that a person should know, though it was read."""

    kind: str
    detail: str = ""

    @property
    def message(self) -> str:
        """The remark as a sentence."""
        return messages.WORD_REMARKS[self.kind].format(detail=self.detail)


@dataclass(frozen=True, slots=True)
class NotImported:
    """Something in the file that is no text of a paragraph, with the text that it shows, if any."""

    kind: str
    text: str = ""
    part: str = ""

    @property
    def label(self) -> str:
        """What it is, in words."""
        return messages.WORD_NOT_IMPORTED[self.kind]


@dataclass(frozen=True, slots=True)
class Data:
    """A part of a program's own: what a file says of itself, beside its text."""

    tag: str
    attributes: Mapping[str, str] = field(hash=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says that it is. None of it is proof: anybody can write it.

    Attributes:
        custom: properties by name.
        data: parts of custom XML.
    """

    title: str = ""
    identifier: str = ""
    keywords: str = ""
    custom: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    data: tuple[Data, ...] = ()

    def data_of(self, namespace: str) -> Data | None:
        """Return the first part of custom XML whose root is in `namespace`."""
        start = f"{{{namespace}}}"
        return next((one for one in self.data if one.tag.startswith(start)), None)


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file that was read.

    Attributes:
        controls: every content control, also one that holds no text.
        tracking: whether changes made in it are tracked.
        protection: how it is protected from edits, as the file says.
        damaged: whether parts of it could not be read, so that what is missing was not deleted.
    """

    stories: tuple[Story, ...]
    comments: tuple[Comment, ...] = ()
    controls: tuple[Control, ...] = ()
    identity: Identity = field(default_factory=Identity)
    tracking: bool = False
    protection: str = ""
    remarks: tuple[Remark, ...] = ()
    not_imported: tuple[NotImported, ...] = ()

    @property
    def body(self) -> Story:
        """The text itself."""
        return self.stories[0]

    @property
    def damaged(self) -> bool:
        """Whether it was read only as far as it could be."""
        return any(one.kind == "recovered" for one in self.remarks)
