"""The head of a table and the numbers of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from mou_desktop.gui import words
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.table_delegate import PAD

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter

    from mou_desktop.gui.theme import Kind, Theme
    from mou_desktop.gui.widgets.table_model import RowsModel

_MARKS: Final = {
    "error": ("error", "error"), "warn": ("attention", "warn"), "open": ("todo", "text"),
}  # fmt: skip


class Head(QHeaderView):
    """The names of the columns, and whether they are required. A long name wraps once."""

    def __init__(self, theme: Theme, rows: RowsModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme, self._rows = theme, rows
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.grown(48))

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Return room for the name of a column."""
        return QSize(self.needs(section)[1] + 2 * PAD, self.height())

    def needs(self, section: int) -> tuple[int, int]:
        """Return how wide a name is on two lines, and on one."""
        one, parts = QFontMetrics(self._theme.font("label")), self._text(section).split()
        pairs = ((" ".join(parts[:i]), " ".join(parts[i:])) for i in range(1, len(parts) + 1))
        wrapped = min((max(map(one.horizontalAdvance, pair)) for pair in pairs), default=0)
        small = QFontMetrics(self._theme.font("small")).horizontalAdvance(self._said(section))
        whole = one.horizontalAdvance(" ".join(parts))
        return max(wrapped, small) + 2, max(whole, small) + 2

    def lines(self) -> int:
        """Return how many lines the names take as wide as the columns are now."""
        shown = (i for i in range(self.count()) if not self.isSectionHidden(i))
        return max((len(self._lines(number)) for number in shown), default=1)

    def cut(self, section: int) -> bool:
        """Return whether a name is not shown as a whole."""
        return " ".join(self._lines(section)) != " ".join(self._text(section).split())

    def fit(self) -> None:
        """Be as high as the names are."""
        theme = self._theme
        high = QFontMetrics(theme.font("label")).height() * self.lines() + 16
        if self._rows.mixed:
            high += QFontMetrics(theme.font("small")).height()
        self.setFixedHeight(max(theme.grown(36), high))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        """Draw the name of a column."""
        theme = self._theme
        painter.save()
        _ground(painter, area, theme)
        lines: list[tuple[str, Kind, str]] = [
            (line, "label", "text") for line in self._lines(section, area.width())
        ]
        if self._rows.mixed:
            lines.append((self._said(section), "small", "muted"))
        highs = [QFontMetrics(theme.font(kind)).height() for _, kind, _ in lines]
        top = area.y() + (area.height() - sum(highs)) // 2
        for (text, kind, role), high in zip(lines, highs, strict=True):
            painter.setFont(theme.font(kind))
            painter.setPen(theme.colour(role))
            line = QRect(area.x() + PAD, top, area.width() - 2 * PAD, high)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            top += high
        painter.restore()

    def _lines(self, section: int, width: int = 0) -> list[str]:
        """Return the name of a column on one line or two, with an ellipsis where that is short."""
        one = QFontMetrics(self._theme.font("label"))
        room = (width or self.sectionSize(section)) - 2 * PAD
        first, rest = "", self._text(section).split()
        while rest and (not first or one.horizontalAdvance(f"{first} {rest[0]}") <= room):
            first = f"{first} {rest.pop(0)}".lstrip()
        lines = [first, " ".join(rest)] if rest else [first]
        return [one.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]

    def _said(self, section: int) -> str:
        """Return whether a column is required, where not all are the same."""
        required = self._rows.table.columns[section].required
        said = words.TABLE_REQUIRED if required else words.TABLE_OPTIONAL
        return said if self._rows.mixed else ""

    def _text(self, section: int) -> str:
        return str(self._rows.headerData(section, Qt.Orientation.Horizontal))


class Numbers(QHeaderView):
    """The numbers of the rows; a row with something wrong has a mark beside its number.

    Signals:
        add_clicked: the plus of the last line was clicked.
    """

    add_clicked = Signal()

    def __init__(self, theme: Theme, rows: RowsModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme, self._view, self._rows = theme, view, rows
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Add a row where the plus stands."""
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.logicalIndexAt(event.position().toPoint()) >= len(self._rows.rows):
            self.add_clicked.emit()

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        """Draw a number, with its mark."""
        theme, rows = self._theme, self._rows
        state, last = rows.state(section), section >= len(rows.rows)
        here = self._view.currentIndex().row() == section
        painter.save()
        soft = "error_soft" if state == "error" else "accent_soft" if here else "raised"
        _ground(painter, area, theme, soft)
        name, role = _MARKS.get(state, ("", "text" if here else "muted"))
        if last:
            name, role = "plus", "accent"
        text = "" if last else str(section + 1)
        painter.setFont(theme.font("label" if here or state == "error" else "body"))
        wide = painter.fontMetrics().horizontalAdvance(text)
        mark = pixmap(theme, name, role, 14) if name else None
        room = round(mark.deviceIndependentSize().width()) + (4 if text else 0) if mark else 0
        x = area.x() + max((area.width() - wide - room) // 2, 2)
        if mark:
            high = round(mark.deviceIndependentSize().height())
            painter.drawPixmap(x, area.center().y() - high // 2 + 1, mark)
        painter.setPen(theme.colour(role))
        box = QRect(x + room, area.y(), area.right() - x - room, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _ground(painter: QPainter, area: QRect, theme: Theme, role: str = "raised") -> None:
    painter.fillRect(area, theme.colour(role))
    painter.setPen(theme.colour("border"))
    painter.drawLine(area.topRight(), area.bottomRight())
    painter.drawLine(area.bottomLeft(), area.bottomRight())
