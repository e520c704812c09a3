"""The head of a table and the numbers of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from mou_desktop.gui import words
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.table_delegate import PAD

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.table_model import RowsModel

_MARKS: Final = {
    "error": ("error", "error"), "warn": ("attention", "warn"), "open": ("todo", "text"),
}  # fmt: skip


class Head(QHeaderView):
    """The names of the columns, and whether they are required."""

    def __init__(self, theme: Theme, rows: RowsModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme, self._view, self._rows = theme, view, rows
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.grown(48))

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Return room for the name of a column."""
        self.setFont(self._theme.font("label"))
        wide = self.fontMetrics().horizontalAdvance(self._text(section)) + 2 * PAD + 2
        return QSize(wide, self.height())

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        """Draw the name of a column."""
        theme = self._theme
        painter.save()
        _ground(painter, area, theme)
        inner = area.adjusted(PAD, 4, -PAD, -4)
        if self._rows.mixed:
            small = theme.font("small")
            required = self._rows.table.columns[section].required
            said = words.TABLE_REQUIRED if required else words.TABLE_OPTIONAL
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, said)
            inner.setBottom(inner.center().y() + 1)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text"))
        elided = painter.fontMetrics().elidedText(
            self._text(section), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

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
