"""Where answers stand on a laid-out page, and how their grounds are drawn.

Only what is in sight is measured, once until it changes. Nothing here knows keys or clicks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF, QTextCursor

from mou_desktop.gui.page import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QTextBlock

    from mou_desktop.gui.page import Page
    from mou_desktop.gui.page_lines import Line, Run
    from mou_desktop.gui.theme import Theme

RADIUS: Final = 3.0
BAR: Final = 3.0
RING: Final = 2.0
CELLS: Final = {"head", "cell", "label", "value"}
_REACH_BACK: Final = 16  # cells of a row that may stand higher than the one that was hit


_Answers: TypeAlias = "tuple[tuple[Run, QPainterPath], ...]"
_Measured: TypeAlias = "tuple[QSizeF, _Answers]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A line in sight: where it stands, and the outline of each answer, from its top left."""

    piece: int
    number: int
    line: Line
    rect: QRectF
    answers: _Answers


class Shapes:
    """The outlines of the answers of one page."""

    def __init__(self, page: Page) -> None:
        self._page, self._em = page, page.style.em
        self._known: dict[int, dict[int, _Measured]] = {}

    def forget(self, piece: int | None = None, lines: Iterable[int] | None = None) -> None:
        """Measure anew: some lines of one piece, all of its lines, or everything."""
        if piece is None:
            self._known.clear()
        elif lines is None:
            self._known.pop(piece, None)
        else:
            for line in lines:
                self._known.get(piece, {}).pop(line, None)

    def seen(self, area: QRectF) -> Iterator[Seen]:
        """Yield the lines in `area` of the page, from the top."""
        page, layout = self._page, self._page.text.documentLayout()
        if not page.pieces:
            return
        hit = layout.hitTest(QPointF(0, area.top()), Qt.HitTestAccuracy.FuzzyHit)
        number = page.text.findBlock(max(hit, 0)).blockNumber()
        if QTextCursor(page.text.findBlockByNumber(number)).currentTable() is not None:
            number = max(number - _REACH_BACK, 0)
        elif number:
            number -= 1
        piece, at = page.find_block(number)
        block = page.text.findBlockByNumber(number)
        for index in range(piece, len(page.pieces)):
            lines = page.pieces[index].lines
            for place in range(at, len(lines)):
                rect = layout.blockBoundingRect(block)
                if rect.top() > area.bottom():
                    return
                if rect.bottom() >= area.top():
                    answers = self._of(index, place, block, rect.size())
                    yield Seen(index, place, lines[place], rect, answers)
                block = block.next()
            at = 0

    def table_of(self, seen: Seen) -> QRectF:
        """Return the bounds of the table in which a line stands."""
        block = self._page.block(seen.piece, seen.number)
        layout, frame = self._page.text.documentLayout(), QTextCursor(block).currentFrame()
        rect = layout.frameBoundingRect(frame)
        inside = layout.blockBoundingRect(frame.firstCursorPosition().block()).topLeft()
        room = frame.frameFormat().toTableFormat().cellPadding() + 1
        below = frame.frameFormat().bottomMargin()
        return QRectF(inside.x() - room, inside.y() - room, rect.width(), rect.height() - below)

    def of_run(self, piece: int, number: int, run: int) -> QRectF:
        """Return the bounds of one run on the page."""
        page = self._page
        block = page.block(piece, number)
        runs = page.pieces[piece].lines[number].runs
        start = sum(units(one.text) for one in runs[:run])
        path = self._path(block, start, start + units(runs[run].text))
        rect = page.text.documentLayout().blockBoundingRect(block)
        return path.boundingRect().translated(rect.topLeft())

    def _of(self, piece: int, number: int, block: QTextBlock, size: QSizeF) -> _Answers:
        """Return the outlines in a line; a cell beside one that has grown has another width."""
        known = self._known.setdefault(piece, {})
        if number not in known or known[number][0] != size:
            start, found = 0, []
            runs = self._page.pieces[piece].lines[number].runs
            for at, run in enumerate(runs):
                end = start + units(run.text)
                if run.field:
                    reach = self._reach(runs, at)
                    found.append((run, self._path(block, start, end, reach)))
                start = end
            known[number] = size, tuple(found)
        return known[number][1]

    def _reach(self, runs: Sequence[Run], at: int) -> tuple[float, float]:
        """Return how far a ground reaches over each end: into a space, and over no letter.

        An open answer has its own space inside.
        """
        if runs[at].look == "blank":
            return 0, 0
        before = runs[at - 1].text[-1:] if at else ""
        after = runs[at + 1].text[:1] if at + 1 < len(runs) else ""
        return _room(before) * self._em, _room(after) * self._em

    def _path(
        self, block: QTextBlock, start: int, end: int, reach: tuple[float, float] = (0, 0)
    ) -> QPainterPath:
        """Return one closed outline of a stretch of a block, whatever lines it runs over."""
        layout, rects = block.layout(), []
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            first, last = line.textStart(), line.textStart() + line.textLength()
            if last <= start or first >= end:
                continue
            left = float(_x(line.cursorToX(max(start, first))))
            right = min(float(_x(line.cursorToX(min(end, last)))), line.naturalTextRect().right())
            height = line.height()
            room = height * (self._page.style.line_height - 100) / 200 + 0.25
            rect = QRectF(left, line.y() - room, max(right - left, 0), height + 2 * room)
            rects.append(rect.adjusted(-reach[0], 0, reach[1], 0))
        path = QPainterPath()
        if len(rects) == 1:
            path.addRoundedRect(rects[0].adjusted(0, 1.5, 0, -1.5), RADIUS, RADIUS)
        elif rects:
            path.addPolygon(_stairs(rects))
            path.closeSubpath()
        return path


def _room(neighbor: str) -> float:
    """Return how much of an em there is for a ground beside its answer."""
    return 0.12 if not neighbor else 0.0 if neighbor.strip() else 0.05


def _stairs(rects: Sequence[QRectF]) -> QPolygonF:
    """Return the outline of rectangles that lie one below the other: down at the right, and up.

    Where two of them have no edge in common, a line along the edge joins them.
    """
    edges = [rects[0].top(), *(rect.top() for rect in rects[1:]), rects[-1].bottom()]
    right = [
        QPointF(rect.right(), y)
        for at, rect in enumerate(rects)
        for y in (edges[at], edges[at + 1])
    ]
    left = [
        QPointF(rect.left(), y) for at, rect in enumerate(rects) for y in (edges[at], edges[at + 1])
    ]
    return QPolygonF([*right, *reversed(left)])


def _x(found: object) -> float:
    """Return the x of `QTextLine.cursorToX`, which PySide gives with the position it took."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def draw_grounds(painter: QPainter, theme: Theme, seen: Seen) -> None:
    """Draw the grounds of the answers of a line, behind its words."""
    for run, path in seen.answers:
        here = path.translated(seen.rect.topLeft())
        if run.look == "blank":
            painter.setPen(QPen(theme.colour("blank_edge"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.colour("blank"))
            painter.drawPath(here)
            continue
        contrast = theme.name == "high-contrast"
        painter.setPen(QPen(theme.colour("accent"), 1) if contrast else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour("answer"))
        painter.drawPath(here)


def ring_pen(theme: Theme) -> QPen:
    """Return what rings are drawn with."""
    pen = QPen(theme.colour("focus"), RING)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def draw_rings(painter: QPainter, theme: Theme, seen: Seen, current: tuple[str, str]) -> None:
    """Draw the ring round the answers of the current question, in front of its words."""
    field, row = current
    if not any(run.field == field for run, _ in seen.answers):
        return
    painter.setPen(ring_pen(theme))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run, path in seen.answers:
        whole = not row and (not run.row or seen.line.style not in CELLS)
        if run.field == field and (whole or (row and run.row == row)):
            painter.drawPath(path.translated(seen.rect.topLeft()))
