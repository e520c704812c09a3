"""Shows the text of a Word file as it reads with some of its changes taken and the others refused.

A paragraph whose end is gone runs on into the next one, and the end that stays gives its form. An
end before a table, or the last of a cell or story, cannot go while words stand before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mou_desktop.word.reading.values import (
        CellPath,
        Change,
        Control,
        Form,
        Paragraph,
        Place,
        Run,
        Story,
        WordFile,
    )

Which = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it reads in one view.

    Attributes:
        story: number of its story.
        sources: numbers of the paragraphs of the file that it is made of.
        bookmarks: those of the sources that still show text; dead paragraphs have no say.
    """

    runs: tuple[Run, ...]
    form: Form
    place: Place
    story: int
    cells: CellPath = ()
    bookmarks: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    para_ids: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words that print."""
        return "".join(run.text for run in self.runs if not run.hidden)

    @property
    def style(self) -> str:
        """The id of its style."""
        return self.form.style


def view(file: WordFile, which: Which = "after", *, ours: str = "") -> tuple[Line, ...]:
    """Return the text with every change taken (`after`), or with none (`before`).

    Args:
        file: what was read.
        which: whether changes are taken.
        ours: the author whose changes are taken in both: they stood there when the file was sent.
    """
    taken = _taken(which, ours)
    return tuple(
        line
        for number, story in enumerate(file.stories)
        for line in _Viewed(story, number, taken).lines()
    )


def _taken(which: Which, ours: str) -> Callable[[Change], bool]:
    if which == "after":
        return lambda _change: True
    return lambda change: bool(ours) and change.author == ours


@dataclass(frozen=True, slots=True)
class _Viewed:
    """A story with some changes taken."""

    story: Story
    number: int
    taken: Callable[[Change], bool]

    def lines(self) -> Iterator[Line]:
        """Yield the paragraphs as they read."""
        numbered = enumerate(self.story.paragraphs)
        standing = [(i, one) for i, one in numbered if self.stands(one.held)]
        for _, group in groupby(standing, lambda each: each[1].cells):
            yield from self.stretch(list(group))

    def stands(self, changes: Iterable[Change]) -> bool:
        """Return whether what stands in `changes` is there: what came was taken, what went not."""
        for change in changes:  # most stand in none
            if change.kind != "form" and (change.kind == "ins") != self.taken(change):
                return False
        return True

    def stretch(self, group: Sequence[tuple[int, Paragraph]]) -> Iterator[Line]:
        """Yield neighbours, with nothing between them, as they read."""
        held: list[tuple[int, Paragraph, list[Run]]] = []
        for i, paragraph in group:
            held.append((i, paragraph, list(self.runs(paragraph))))
            if self.stands(paragraph.mark):
                yield self.line(held)
                held = []
        if held and (any(runs for _, _, runs in held) or len(held) == len(group)):
            yield self.line(held)

    def runs(self, paragraph: Paragraph) -> Iterator[Run]:
        """Yield the runs of a paragraph that are there."""
        for run in paragraph.runs:
            if not run.code and self.stands(run.changes):
                yield run

    def line(self, held: Sequence[tuple[int, Paragraph, list[Run]]]) -> Line:
        """Return paragraphs that run on as one; the last of them gives the form."""
        last = held[-1][1]
        alive = [last]
        if len(held) > 1:
            alive = [each[1] for each in held if _shows(each[2])] or alive
        form = last.form
        if last.was and not self.taken(last.was[0]):
            form = last.was[1]
        return Line(
            runs=tuple(run for _, _, runs in held for run in runs),
            form=form,
            place=self.story.place,
            story=self.number,
            cells=last.cells,
            bookmarks=tuple(name for one in alive for name in one.bookmarks),
            controls=last.controls,
            para_ids=tuple(one.para_id for one in alive if one.para_id),
            sources=tuple(i for i, _, _ in held),
        )


def _shows(runs: Iterable[Run]) -> bool:
    return any(run.text or run.note for run in runs)
