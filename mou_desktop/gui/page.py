"""The page: printed pieces as one `QTextDocument`, edited in place when an answer changes.

Formats, headings with their level, numbers that are typed, tables, and the answers as runs that
carry field and row. A view draws the grounds; what an edit touches is decided by who calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextBlock

    from mou_desktop.gui.page_lines import Line, Part, Run
    from mou_desktop.gui.paper import Paper
    from mou_desktop.gui.theme import Theme

FIELD: Final = QTextFormat.Property.UserProperty + 1
ROW: Final = QTextFormat.Property.UserProperty + 2

HEADINGS: Final = {"title": 1, "section": 2, "clause": 3}
_SIZES: Final = {
    "title": 1.5, "subtitle": 1.2, "notice": 0.9, "section": 1.2, "clause": 1.04,
    "head": 0.92, "cell": 0.92, "label": 0.92, "value": 0.92,
}  # fmt: skip
_ABOVE: Final = {"title": 0.5, "section": 1.6, "clause": 1.0, "notice": 0.8, "item": 0.3}
_BOLD: Final = {"title", "section", "clause", "head"}
_CENTRED: Final = {"title", "subtitle"}
_HANG: Final = {0: 1.9, 1: 1.6, 2: 1.6, 3: 2.0, 4: 2.0}
_LEFT: Final = {0: 0.0, 1: 0.0, 2: 0.0, 3: 1.6, 4: 3.6}
_TABLE: Final = {"gap", "head", "cell", "label", "value"}


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a page is drawn: the theme, the zoom, and the height of a line in percent.

    `grounds` says whether a view draws the grounds of answers; without them, as on paper, an open
    answer is underlined.
    """

    theme: Theme | Paper
    zoom: float = 1.0
    line_height: int = 140
    grounds: bool = True

    def font(self, style: str = "text") -> QFont:
        """Return the font of a kind of line."""
        font = self.theme.font("page")
        font.setPointSizeF(font.pointSizeF() * self.zoom * _SIZES.get(style, 1.0))
        if style in _BOLD:
            font.setWeight(QFont.Weight.Bold)
        return font

    @property
    def em(self) -> float:
        """The size of the page's letters in pixels."""
        return QFontMetricsF(self.font()).height() / 1.17


@dataclass(slots=True)
class Written:
    """A piece as it stands in the text document."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = tuple(line for part in self.parts for line in part.lines)


class Edit(NamedTuple):
    """What became of a piece.

    Attributes:
        lines: those that have other words; None where the piece was written anew.
        moved: whether what stands below them may stand elsewhere now.
    """

    lines: list[int] | None
    moved: bool


class Page:
    """A text document of printed pieces. Each line is one block; a table has one a cell."""

    def __init__(self, style: PageStyle) -> None:
        self.style = style
        self.text = QTextDocument()
        self.text.setUndoRedoEnabled(False)
        self.text.setDocumentMargin(0)
        self.text.setDefaultFont(style.font())
        self.pieces: list[Written] = []
        self._chars: dict[tuple[str, str], QTextCharFormat] = {}
        self._em = style.em

    def fill(self, pieces: Sequence[tuple[Part, ...]]) -> None:
        """Write all pieces into the empty document, before any view shows it."""
        self.add(pieces)
        self.end()

    def add(self, pieces: Iterable[tuple[Part, ...]]) -> None:
        """Write pieces behind those that were added before; `end` comes after the last one."""
        cursor = QTextCursor(self.text)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for parts in pieces:
            self.pieces.append(Written(parts))
            self._write(cursor, parts)

    def end(self) -> None:
        """Close the document behind the last piece."""
        cursor = QTextCursor(self.text)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._end(cursor)

    def put(self, index: int, parts: tuple[Part, ...]) -> Edit:
        """Show other parts for the piece `index`, touching nothing that stays the same."""
        before = self.pieces[index]
        if before.parts == parts:
            return Edit([], moved=False)
        after = Written(parts)
        self.pieces[index] = after
        first = self.first_block(index)
        if [part.shape for part in before.parts] != [part.shape for part in parts]:
            self._replace(first, len(before.lines), index)
            return Edit(None, moved=True)
        pairs = enumerate(zip(before.lines, after.lines, strict=True))
        changed = [number for number, (old, new) in pairs if old != new]
        moved = False
        for number in changed:
            block = self.text.findBlockByNumber(first + number)
            high = self._height(block)
            self._edit(block, before.lines[number], after.lines[number])
            moved = self._height(block) != high or moved
        return Edit(changed, moved)

    def _height(self, block: QTextBlock) -> float:
        return self.text.documentLayout().blockBoundingRect(block).height()

    def insert(self, index: int) -> None:
        """Make room for a piece before the piece `index`; it is `put` there later."""
        self.pieces.insert(index, Written(()))

    def remove(self, index: int) -> None:
        """Take a piece out."""
        self.put(index, ())
        del self.pieces[index]

    def first_block(self, index: int) -> int:
        """Return the number of the first block of a piece."""
        return sum(len(piece.lines) for piece in self.pieces[:index])

    def find_block(self, number: int) -> tuple[int, int]:
        """Return piece and line of the block `number`; the last line for what lies behind."""
        last = (0, 0)
        for index, piece in enumerate(self.pieces):
            if number < len(piece.lines):
                return index, number
            number -= len(piece.lines)
            if piece.lines:
                last = index, len(piece.lines) - 1
        return last

    def block(self, index: int, line: int) -> QTextBlock:
        """Return the block of a line of a piece."""
        return self.text.findBlockByNumber(self.first_block(index) + line)

    def runs_of(
        self, field: str, row: str = "", pieces: Iterable[int] | None = None
    ) -> list[tuple[int, int, int]]:
        """Return piece, line and run of each place where an answer stands, in order.

        A row that stands nowhere is looked for no further than its field. `pieces` is where to
        look, if that is known.
        """
        among = range(len(self.pieces)) if pieces is None else list(pieces)
        found = [
            (i, j, k)
            for i in among
            for j, line in enumerate(self.pieces[i].lines)
            for k, run in enumerate(line.runs)
            if run.field == field and (not row or run.row == row)
        ]
        return found or (self.runs_of(field, "", among) if row else [])

    # ---- writing -----------------------------------------------------------------------------

    def _write(self, cursor: QTextCursor, parts: Sequence[Part]) -> None:
        """Write parts into the fresh block at the cursor, and leave a fresh one behind them."""
        for part in parts:
            first, *cells = part.lines
            self._fill_line(cursor, first)
            if not part.columns:
                cursor.insertBlock()
                continue
            signs = cells[0].style == "label"
            form = self._signature_format() if signs else self._table_format()
            table = cursor.insertTable(len(cells) // part.columns, part.columns, form)
            if cells[0].style == "head":
                form.setHeaderRowCount(1)
                table.setFormat(form)
            for number, line in enumerate(cells):
                cell = table.cellAt(number // part.columns, number % part.columns)
                self._fill_line(cell.firstCursorPosition(), line)
            cursor.setPosition(table.lastPosition() + 1)

    def _fill_line(self, cursor: QTextCursor, line: Line) -> None:
        cursor.setBlockFormat(self._block_format(line))
        cursor.setBlockCharFormat(self._char_format(line, None))
        for run in line.runs:
            cursor.insertText(run.text, self._char_format(line, run))

    def _end(self, cursor: QTextCursor) -> None:
        """Make the block behind the last line as small as a block can be."""
        form = QTextBlockFormat()
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(form)

    def _replace(self, first: int, count: int, index: int) -> None:
        """Replace `count` blocks from `first` by the piece `index`: one range, one edit."""
        cursor = QTextCursor(self.text.findBlockByNumber(first))
        cursor.beginEditBlock()
        behind = self.text.findBlockByNumber(first + count)
        cursor.setPosition(behind.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if self.pieces[index].parts:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            self._write(cursor, self.pieces[index].parts)
            cursor.deleteChar()  # the fresh block, into which what stands behind moves up
        rest = (line for piece in self.pieces[index + 1 :] for line in piece.lines)
        line = next(rest, None)
        if line is None:
            self._end(cursor)
        else:
            cursor.setBlockFormat(self._block_format(line))
            cursor.setBlockCharFormat(self._char_format(line, None))
        cursor.endEditBlock()

    def _edit(self, block: QTextBlock, old: Line, new: Line) -> None:
        """Replace the runs that differ, one range in one edit."""
        before, after = old.runs, new.runs
        head = _same(before, after)
        tail = min(_same(before[::-1], after[::-1]), len(before) - head, len(after) - head)
        start = block.position() + sum(units(run.text) for run in before[:head])
        size = sum(units(run.text) for run in before[head : len(before) - tail])
        cursor = QTextCursor(self.text)
        cursor.setPosition(start)
        cursor.setPosition(start + size, QTextCursor.MoveMode.KeepAnchor)
        fresh = after[head : len(after) - tail]
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for run in fresh:
            cursor.insertText(run.text, self._char_format(new, run))
        if head == 0 and new.style in HEADINGS:  # the room for a heading’s number is its width
            cursor.setBlockFormat(self._block_format(new))
        cursor.endEditBlock()

    # ---- formats -----------------------------------------------------------------------------

    def _char_format(self, line: Line, run: Run | None) -> QTextCharFormat:
        look = run.look if run else "text"
        known = self._chars.get((line.style, look))
        if known is None:
            known = self._chars[line.style, look] = self._made(line.style, look)
        if run is None or not run.field:
            return known
        form = QTextCharFormat(known)
        form.setProperty(FIELD, run.field)
        form.setProperty(ROW, run.row)
        return form

    def _made(self, style: str, look: str) -> QTextCharFormat:
        theme, form = self.style.theme, QTextCharFormat()
        form.setFont(self.style.font(style))
        muted = style in {"notice", "label", "subtitle"}
        form.setForeground(theme.colour("ink_muted" if muted else "ink"))
        if look == "blank":
            form.setForeground(theme.colour("blank_edge"))
            form.setFontUnderline(not self.style.grounds)
        if look == "typed":
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(theme.colour("error"))
        return form

    def _block_format(self, line: Line) -> QTextBlockFormat:
        form, em = QTextBlockFormat(), self._em
        if line.style == "gap":
            form.setLineHeight(em * 0.5, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            return form
        height = self.style.line_height if line.style not in HEADINGS else 120
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if line.style in _TABLE:
            return form
        form.setHeadingLevel(HEADINGS.get(line.style, 0))
        form.setTopMargin(em * _ABOVE.get(line.style, 0.55))
        form.setBottomMargin(em * (0.35 if line.style in HEADINGS else 0.0))
        if line.style in _CENTRED:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if line.runs and line.runs[0].look == "number":
            hang = em * _HANG.get(line.level, 2.0)
            if line.style in HEADINGS:  # a heading’s number may be long: VIII., Exhibit B
                wide = QFontMetricsF(self.style.font(line.style)).horizontalAdvance
                hang = max(hang, wide(line.runs[0].text.strip()) + em * 0.6)
            form.setLeftMargin(em * _LEFT.get(line.level, 0.0) + hang)
            form.setTextIndent(-hang)
            tab = QTextOption.Tab()
            tab.position = hang
            form.setTabPositions([tab])
        return form

    def _table_format(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(self.style.theme.colour("paper_edge")))
        form.setCellPadding(self._em * 0.3)
        form.setCellSpacing(0)
        form.setBottomMargin(self._em * 0.5)
        return form

    def _signature_format(self) -> QTextTableFormat:
        form = self._table_format()
        form.setTopMargin(self._em * 0.4)
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share) for share in (32, 68)]
        )
        return form


def units(text: str) -> int:
    """Return how many positions a text takes in a text document, which counts in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _same(some: Sequence[Run], others: Sequence[Run]) -> int:
    """Return how many runs are the same from the start."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count
