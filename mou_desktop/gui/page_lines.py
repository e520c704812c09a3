"""What prints, as the lines of a page: runs of text, each with the answer it stands for.

Between the blocks of `outline` and the text document of `page`. It knows no Qt, no colour, no size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mou_desktop.model.printed import Block, Cell, Span

Look: TypeAlias = Literal["text", "number", "answer", "typed", "blank"]
Style: TypeAlias = Literal[
    "title", "subtitle", "notice", "contents", "section", "clause", "text", "item", "gap", "head",
    "cell", "label", "value",
]  # fmt: skip

THIN = "\u202f"  # narrow, and never broken: inside each end of an open answer
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})
_LINES = str.maketrans({"\n": "\u2028"})


class Run(NamedTuple):
    """A stretch of one line; `field` and `row` say whose answer it is, if it is one."""

    text: str
    look: Look = "text"
    field: str = ""
    row: str = ""


class Line(NamedTuple):
    """One paragraph, or one cell of a table. `mark` says how it departs from what is published."""

    style: Style
    level: int = -1
    mark: str = ""
    runs: tuple[Run, ...] = ()

    @property
    def shape(self) -> tuple[str, int, str]:
        """What has to be the same for another line to take its place by its runs alone."""
        return self.style, self.level, self.mark


class Part(NamedTuple):
    """A paragraph, or a table of so many `columns`: a gap, and then its cells row by row."""

    lines: tuple[Line, ...]
    columns: int = 0
    field: str = ""

    @property
    def shape(self) -> tuple[object, ...]:
        """What has to be the same for another part to take its place line by line."""
        return self.columns, self.field, *(line.shape for line in self.lines)


def parts_of(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Return what the blocks print."""
    return tuple(part for block in blocks for part in _parts(block))


def _parts(block: Block) -> Iterator[Part]:
    if block.kind == "sign":
        yield from _signatures(block)
    elif block.kind == "table":
        cells = (
            Line("cell" if i else "head", -1, block.mark, _cell_runs(cell))
            for i, row in enumerate(block.rows)
            for cell in row
        )
        gap = Line("gap", -1, block.mark)
        yield Part((gap, *cells), len(block.rows[0]), block.field)
    else:
        number = (Run(f"{block.number}\t", "number"),) if block.number else ()
        runs = (*number, *_runs(block.spans))
        yield Part((Line(block.kind, block.level, block.mark, runs),))


def _signatures(block: Block) -> Iterator[Part]:
    labels, *signers = block.rows
    gap = Line("gap", -1, block.mark)
    for signer in signers:
        pairs = zip(labels, signer, strict=True)
        cells = (
            line
            for label, value in pairs
            for line in (
                Line("label", -1, block.mark, _runs(label)),
                Line("value", -1, block.mark, _cell_runs(value)),
            )
        )
        yield Part((gap, *cells), 2, block.field)


def _cell_runs(cell: Cell) -> tuple[Run, ...]:
    return tuple(_runs(cell))


def _runs(spans: Iterable[Span]) -> tuple[Run, ...]:
    return tuple(_run(span) for span in spans)


def _run(span: Span) -> Run:
    if span.kind == "text" or span.kind == "ref":  # noqa: PLR1714  # mypy narrows these
        return Run(span.text.translate(_LINES))
    row = span.row if span.row != span.field else ""  # an entry of a list has no row of its own
    text = span.text.translate(_LINES)
    if span.kind == "blank":
        label = text.removeprefix("[").removesuffix("]").translate(_UNBROKEN)
        text = f"{THIN}{label}{THIN}"
    return Run(text, span.kind, span.field, row)
