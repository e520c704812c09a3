"""The agreement on sheets of paper: the pages of the preview's own text, and how one is drawn.

It makes no second rendering: the lines, formats and tables are those of `page`. What it adds is
what paper has and a screen has not: where sheets end, and a head and a foot on each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextTable

from mou_desktop import messages, rules
from mou_desktop.gui import paper as papers
from mou_desktop.gui.page import HEADINGS, Page, PageStyle
from mou_desktop.gui.page_breaks import Sheet, Strip, sheets
from mou_desktop.gui.page_lines import THIN, parts_of
from mou_desktop.outline import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QTextBlock

    from mou_desktop.gui.page_lines import Line, Part, Run
    from mou_desktop.gui.paper import Paper
    from mou_desktop.model import Document, Finding
    from mou_desktop.outline import Piece

CHUNK: Final = 24  # pieces in one text document, so that laying out never takes long
KEPT: Final = 6  # text documents at one time: all of an agreement of common length
LINE: Final = 115  # height of a line in percent
_BUILT: Final = 0.9  # how much is done when everything is laid out


class Edge(NamedTuple):
    """What stands above and below the text of every sheet."""

    draft: str
    title: str
    text: str
    agreement: str


@dataclass(slots=True)
class Chunk:
    """A stretch of the endless page, and its text document, where one is made."""

    pieces: list[tuple[Part, ...]]
    top: float
    bottom: float
    page: Page | None = None


class Sheets:
    """All sheets of one agreement, drawn in the thread that laid them out, until `let_go`."""

    def __init__(self, paper: Paper, edge: Edge, chunks: list[Chunk], all_: list[Sheet]) -> None:
        self._paper, self._edge = paper, edge
        self._chunks = chunks
        self._made = [chunk for chunk in chunks if chunk.page is not None]
        self.all = all_

    @property
    def dots(self) -> float:
        """Dots to the inch in which everything is drawn."""
        return self._paper.dots

    @property
    def draft(self) -> str:
        """What the head says while something is open, or nothing."""
        return self._edge.draft

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw the sheet `number`, from 0, on paper whose dots are those of the layout."""
        dots, (width, _) = self._paper.dots, self._paper.column
        sheet = self.all[number]
        painter.save()
        painter.translate(papers.MARGIN * dots, papers.MARGIN * dots)
        if sheet.head:
            self._stretch(painter, *sheet.head)
            painter.translate(0, sheet.head[1] - sheet.head[0])
        self._stretch(painter, sheet.top, sheet.bottom)
        painter.restore()
        painter.save()
        painter.setFont(self._paper.small)
        self._head(painter, width)
        self._foot(painter, width, number)
        painter.restore()

    def text(self, number: int) -> str:
        """Return the words on a sheet, as a screen reader says them."""
        sheet, found = self.all[number], []
        for chunk in self._chunks:
            if chunk.bottom <= sheet.top or chunk.top >= sheet.bottom:
                continue
            text = self._page(chunk).text
            layout, block = text.documentLayout(), text.begin()
            while block.isValid():
                at = chunk.top + layout.blockBoundingRect(block).top()
                if sheet.top - 1 <= at < sheet.bottom and block.text().strip():
                    found.append(block.text().replace("\t", " ").replace("\u2028", " "))
                block = block.next()
        return "\n".join(found)

    def _stretch(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw the endless page from `top` to `bottom` below where the painter stands."""
        width = self._paper.column[0]
        for chunk in self._chunks:
            if chunk.bottom <= top or chunk.top >= bottom:
                continue
            begin, end = max(top, chunk.top), min(bottom, chunk.bottom)
            painter.save()
            painter.translate(0, chunk.top - top)
            area = QRectF(-2, begin - chunk.top, width + 4, end - begin)
            self._page(chunk).text.drawContents(painter, area)
            painter.restore()

    def _head(self, painter: QPainter, width: float) -> None:
        dots, paper = self._paper.dots, self._paper
        line = QFontMetricsF(paper.small).height()
        left, top = papers.MARGIN * dots, papers.HEAD * dots
        if self._edge.draft:
            painter.setPen(paper.colour("error"))
            bold = paper.small
            bold.setBold(True)
            painter.setFont(bold)
            painter.drawText(QRectF(left, top, width, line), 0, self._edge.draft)
            painter.setFont(paper.small)
            top += line
        painter.setPen(paper.colour("ink_muted"))
        metrics = QFontMetricsF(paper.small)
        title = metrics.elidedText(self._edge.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, top, width, line), 0, title)
        self._rule(painter, top + line + 3, width)

    def _foot(self, painter: QPainter, width: float, number: int) -> None:
        dots, paper = self._paper.dots, self._paper
        line = QFontMetricsF(paper.small).height()
        left = papers.MARGIN * dots
        top = (papers.HIGH - papers.FOOT) * dots - 2 * line
        painter.setPen(paper.colour("ink_muted"))
        self._rule(painter, top - 3, width)
        painter.drawText(QRectF(left, top, width, line), 0, self._edge.text)
        page = f"{messages.PAGE}{number + 1}{messages.OF}{len(self.all)}"
        below = QRectF(left, top + line, width, line)
        painter.drawText(below, 0, self._edge.agreement)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, page)

    def _rule(self, painter: QPainter, y: float, width: float) -> None:
        left = papers.MARGIN * self._paper.dots
        painter.save()
        painter.setPen(QPen(self._paper.colour("control"), 0.7))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        painter.restore()

    def let_go(self) -> None:
        """Let the text documents go: letters belong to the thread that laid them out.

        They are made anew where they are drawn.
        """
        for chunk in self._made:
            chunk.page = None
        self._made = []

    def _page(self, chunk: Chunk) -> Page:
        """Return the text document of a stretch, made anew where it was let go."""
        if chunk.page is None:
            chunk.page = _laid_out(self._paper, chunk.pieces)
        self._made = [*(one for one in self._made if one is not chunk), chunk]
        while len(self._made) > KEPT:
            self._made.pop(0).page = None
        return chunk.page


def sheets_of(
    document: Document,
    part: str,
    of_file: Sequence[Finding],
    paper: Paper,
    told: Callable[[float], None],
) -> Sheets:
    """Lay one of the edition's documents out on `paper`.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        of_file: what was found when the file was opened.
        paper: what it is to stand on.
        told: is told how much is done, from 0 to 1; what it raises ends the work.
    """
    edge = _edge(document, part, of_file)
    pieces = Pieces(document, part)
    chunks: list[Chunk] = []
    strips: list[Strip] = []
    for start in range(0, len(pieces.all), CHUNK):
        told(_BUILT * start / len(pieces.all))
        some = pieces.all[start : start + CHUNK]
        lines = [_printed(parts_of(pieces.blocks(document, piece))) for piece in some]
        page = _laid_out(paper, lines)
        top = chunks[-1].bottom if chunks else 0.0
        top += page.text.begin().blockFormat().topMargin()  # which a document leaves out at its top
        chunks.append(Chunk(lines, top, top + page.text.size().height(), page))
        strips += _strips(page, some, top, len(strips))
        if len(chunks) > KEPT:
            chunks[-KEPT - 1].page = None
    return Sheets(paper, edge, chunks, list(sheets(strips, paper.column[1])))


def _laid_out(paper: Paper, pieces: Sequence[tuple[Part, ...]]) -> Page:
    """Return a text document of pieces, as wide as the text on paper and as long as it gets."""
    page = Page(PageStyle(paper, grounds=False, line_height=LINE))
    page.fill(pieces)
    page.text.setUseDesignMetrics(True)
    page.text.setTextWidth(paper.column[0])
    return page


def _edge(document: Document, part: str, of_file: Sequence[Finding]) -> Edge:
    from mou_desktop.outline import find_part
    from mou_desktop.word.furniture import clean_footer_texts, draft_text, short_title

    found = (*of_file, *rules.check(document))
    open_ = sum(one.severity == "must" for one in found)
    here = find_part(document, part)
    first, last = clean_footer_texts(document, here, open_)
    return Edge(draft_text(document, open_), short_title(document, here), first, last)


def _printed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts as paper has them: open answers stand in brackets, as in the Word file."""
    return tuple(part._replace(lines=tuple(_line(line) for line in part.lines)) for part in parts)


def _line(line: Line) -> Line:
    return line._replace(runs=tuple(_run(run) for run in line.runs))


def _run(run: Run) -> Run:
    return run._replace(text=f"[{run.text.strip(THIN)}]") if run.look == "blank" else run


# ---- strips ------------------------------------------------------------------------------------


def _strips(page: Page, pieces: Sequence[Piece], top: float, count: int) -> Iterator[Strip]:
    """Yield the lines and rows of a chunk that begins at `top`, after `count` other strips."""
    block = page.text.begin()
    for piece, written in zip(pieces, page.pieces, strict=True):
        begins = piece.clause is None and piece.section is not None
        fresh = begins and piece.section is not None and piece.section.kind == "exhibit"
        for part in written.parts:
            for strip in _of_part(page, block, part, top, count):
                yield strip._replace(fresh=fresh)
                fresh = False
                count += 1
            for _ in part.lines:
                block = block.next()


def _of_part(page: Page, block: QTextBlock, part: Part, top: float, count: int) -> Iterator[Strip]:
    if part.columns:
        yield Strip(*_bounds(page, block, top), keep=True)  # the gap above a table
        yield from _of_table(page, block.next(), part, top, count + 1)
        return
    keep = part.lines[0].style in HEADINGS
    layout = block.layout()
    above = top + page.text.documentLayout().blockBoundingRect(block).top()
    lines = [layout.lineAt(i) for i in range(layout.lineCount())]
    last = len(lines) - 1
    for i, line in enumerate(lines):
        bounds = above + line.y(), above + line.y() + line.height()
        yield Strip(*bounds, keep=keep or (last > 0 and i in {0, last - 1}))


def _of_table(page: Page, block: QTextBlock, part: Part, top: float, count: int) -> Iterator[Strip]:
    """Yield the rows of a table, the first block of whose first cell is `block`."""
    table = page.text.frameAt(block.position())
    if not isinstance(table, QTextTable):
        raise TypeError(part.columns)
    edge = table.format().cellPadding() + table.format().border() + 1  # where lines are drawn
    signs = part.lines[1].style == "label"
    heads = part.lines[1].style == "head"
    rows = table.rows()
    for row in range(rows):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        bounds = [_bounds(page, cell.firstCursorPosition().block(), top) for cell in cells]
        high, low = min(one[0] for one in bounds) - edge, max(one[1] for one in bounds) + edge
        keep = (signs and row < rows - 1) or (heads and row == 0)
        yield Strip(high, low, keep=keep, head=count if heads and row else -1)


def _bounds(page: Page, block: QTextBlock, top: float) -> tuple[float, float]:
    rect = page.text.documentLayout().blockBoundingRect(block)
    return top + rect.top(), top + rect.bottom()
