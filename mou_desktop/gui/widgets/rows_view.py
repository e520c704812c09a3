"""Shows the rows of a table as ours look: head, numbers, and how high and wide it is.

The columns share the width by what they hold. It changes no row, and leaves the wheel to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QSizePolicy, QTableView, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.table_bar import TableBar, sideways
from mou_desktop.gui.widgets.table_delegate import TableDelegate
from mou_desktop.gui.widgets.table_heads import Head, Numbers
from mou_desktop.gui.widgets.table_model import RowsModel
from mou_desktop.gui.widgets.table_widths import Widths

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.cells import Cells

MOST_ROWS: Final = 10  # that show at once


class RowsView(QTableView):
    """Shows rows. By itself it opens no cell."""

    def __init__(self, theme: Theme, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._table = theme, cells.table
        self.rows = RowsModel(cells, self)
        self.cells = TableDelegate(theme, cells, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.cells)
        self._head = Head(theme, self.rows, self)
        self._widths = Widths(self.rows, self._head)
        self.numbers = Numbers(theme, self.rows, self)
        self.setHorizontalHeader(self._head)
        self.setVerticalHeader(self.numbers)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.setHorizontalScrollBar(TableBar(across, lambda: False, self))
        self.setVerticalScrollBar(TableBar(down, self.takes_wheel, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt would have it come with the wheel
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._corner = QLabel(words.TABLE_ROW, self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sized = False  # whether the user has set the width of a column
        self._sharing = False
        self._keys: frozenset[str] | None = None
        self._head.sectionResized.connect(self._on_resized)
        self.rows.rowsInserted.connect(self._on_inserted)
        self.rows.rowsRemoved.connect(self.fit)
        self.restyle()

    def hide_last_line(self) -> None:
        """Show the rows alone: nothing is added here."""
        self.setRowHidden(len(self.rows.rows), True)
        self.fit()

    # ---- sizes -------------------------------------------------------------------------------

    @Slot()
    def restyle(self) -> None:
        """Take the colours and sizes of the theme."""
        theme = self._theme
        self._corner.setFont(theme.font("small"))
        palette = self._corner.palette()
        palette.setColor(self._corner.foregroundRole(), theme.colour("muted"))
        self._corner.setPalette(palette)
        high = max(theme.grown(36), self.fontMetrics().height() + 12)
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalHeader().setFixedWidth(theme.grown(46))
        self._widths.forget()
        self._head.fit()
        self.fit()
        self._share()
        self.viewport().update()

    @Slot()
    def fit(self) -> None:
        """Be as high as ten rows and the last line, or less."""
        last = not self.isRowHidden(len(self.rows.rows))
        lines = min(len(self.rows.rows), MOST_ROWS) + last
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        high = self.horizontalHeader().height() + lines * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(high + extra + 2 * self.frameWidth())

    def show_columns(self, keys: frozenset[str]) -> None:
        """Show the columns that are asked, and hide the others."""
        if keys == self._keys:
            return
        self._keys = keys
        for number, column in enumerate(self._table.columns):
            self.setColumnHidden(number, column.key not in keys)
        self._share()

    def _share(self) -> None:
        """Give each column what it holds, and share out the room that is left."""
        if self._sized or not self.viewport().width():
            return
        widths = self._widths.of(self.shown(), self.viewport().width(), self.fontMetrics())
        self._sharing = True
        for number, width in widths.items():
            self.setColumnWidth(number, width)
        self._sharing = False
        self._head.fit()
        self.updateGeometries()
        self.fit()

    def shown(self) -> list[int]:
        """Return the columns that are not hidden."""
        return [i for i in range(self.rows.columnCount()) if not self.isColumnHidden(i)]

    def widen(self, first: int, last: int) -> None:
        """Share the width anew where something in these rows is cut; else nothing moves."""
        one = self.fontMetrics()
        if any(
            self._widths.cut(row, column, self.columnWidth(column), one)
            for row in range(first, last + 1)
            for column in self.shown()
        ):
            self._widths.forget()
            self._share()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.widen(first, last)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share()
        head, side = self.horizontalHeader(), self.verticalHeader()
        self._corner.setGeometry(side.x() + 1, head.y() + 1, side.width() - 2, head.height() - 2)

    def sizeHint(self) -> QSize:
        """Return a width that a narrow window has; it scrolls sideways where it must."""
        return QSize(320, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        return QSize(200, self.height())

    @Slot(int, int, int)
    def _on_resized(self, _section: int, _before: int, _after: int) -> None:
        if not self._sharing:
            self._sized = self._sized or bool(QGuiApplication.mouseButtons())
            self._head.fit()
            self.fit()

    # ---- the wheel -----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take the wheel that a bar has left to the table."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, but for many rows with the keyboard in them, or Shift."""
        bar, aside = self.horizontalScrollBar(), sideways(event)
        if aside and bar.maximum() > 0:
            bar.setValue(bar.value() + aside)
            event.accept()
        elif event.angleDelta().y() and self.takes_wheel():
            super().wheelEvent(event)
        else:
            event.ignore()

    def takes_wheel(self) -> bool:
        """Return whether the wheel is for the rows, and not for the page."""
        return False
