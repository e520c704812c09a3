"""A story while it is read: what is open at the place where the reader stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from mou_desktop.word.reading.values import Form, Paragraph, Run, Story

if TYPE_CHECKING:
    from mou_desktop.word.reading.fields import Field
    from mou_desktop.word.reading.values import CellPath, Change, Control, Level, Place

_Fields: TypeAlias = "tuple[Field, ...]"


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a piece of text. Pieces of one standing are one run."""

    changes: tuple[Change, ...]
    controls: tuple[Control, ...]
    fields: _Fields
    instructing: _Fields  # those of the fields whose result has not begun
    comments: tuple[str, ...]
    hidden: bool
    style: str
    link: str
    note: str = ""


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is being read."""

    number: int
    form: Form
    cells: CellPath
    controls: tuple[Control, ...]
    held: tuple[Change, ...]
    mark: tuple[Change, ...]
    bookmarks: list[str]
    para_id: str = ""
    was: tuple[Change, Form] | None = None
    reformatted: list[Change] = field(default_factory=list)
    pieces: list[tuple[Standing, list[str]]] = field(default_factory=list)

    def add(self, standing: Standing, text: str) -> None:
        """Append text."""
        if self.pieces and self.pieces[-1][0] == standing and not standing.note:
            self.pieces[-1][1].append(text)
        else:
            self.pieces.append((standing, [text]))

    def closed(self) -> Paragraph:
        """Return the paragraph as a value, once its story is read to the end."""
        return Paragraph(
            runs=tuple(_run(standing, "".join(texts)) for standing, texts in self.pieces),
            form=self.form,
            cells=self.cells,
            bookmarks=tuple(self.bookmarks),
            controls=self.controls,
            para_id=self.para_id,
            mark=self.mark,
            held=self.held,
            was=self.was,
            reformatted=tuple(self.reformatted),
        )


def _run(standing: Standing, text: str) -> Run:
    """Return a run. A field that was never closed is no field, and swallows nothing."""
    fields = [one for one in standing.fields if one.closed]
    return Run(
        text,
        changes=standing.changes,
        controls=standing.controls,
        fields=tuple(one.word for one in fields),
        ref=next((one.ref for one in reversed(fields) if one.ref), ""),
        link=standing.link,
        comments=standing.comments,
        hidden=standing.hidden,
        code=any(one.closed for one in standing.instructing),
        note=standing.note,
        style=standing.style,
    )


@dataclass(slots=True)
class OpenStory:
    """A story that is being read.

    Attributes:
        number: among the stories of the file.
        inside: what the children of the element at hand are, while no paragraph is open.
        tables: number, row and column of each table that is open.
        waiting: bookmarks that began between two paragraphs.
    """

    number: int
    place: Place
    name: str
    anchor: tuple[int, int] | None = None
    paragraphs: list[OpenParagraph] = field(default_factory=list)
    open: list[OpenParagraph] = field(default_factory=list)
    inside: list[Level] = field(default_factory=lambda: ["block"])
    tables: list[list[int]] = field(default_factory=list)
    cells: CellPath = ()
    held: tuple[Change, ...] = ()
    controls: tuple[Control, ...] = ()
    within: tuple[Control, ...] = ()  # controls inside the paragraph
    fields: _Fields = ()
    instructing: _Fields = ()
    comments: tuple[str, ...] = ()
    waiting: list[str] = field(default_factory=list)
    hidden: bool = False
    style: str = ""
    link: str = ""

    @property
    def at(self) -> tuple[int, int]:
        """Number of this story and of the paragraph that is open, or comes next."""
        number = self.open[-1].number if self.open else len(self.paragraphs)
        return self.number, number

    @property
    def level(self) -> Level:
        """What a control that begins here holds."""
        return "run" if self.open else self.inside[-1]

    def standing(self, changes: tuple[Change, ...], note: str = "") -> Standing:
        """Return what holds for text that stands here."""
        return Standing(
            changes, self.within, self.fields, self.instructing, self.comments, self.hidden,
            self.style, self.link, note,
        )  # fmt: skip

    def set_fields(self, fields: _Fields) -> None:
        """Take note of the fields that are open now."""
        self.fields = fields
        self.instructing = tuple(one for one in fields if not one.showing)

    def closed(self) -> Story:
        """Return the story as a value."""
        paragraphs = tuple(one.closed() for one in self.paragraphs)
        return Story(self.place, self.name, paragraphs, self.anchor)
