"""Draws the cells of a table, and opens an editor in one of them.

While an editor is open each key goes into the model; Esc puts back what stood there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QToolTip,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.cell_editor import make_editor
from mou_desktop.gui.widgets.cell_sheets import SheetCell
from mou_desktop.gui.widgets.table_model import Index, RowsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.cell_editor import CellEditor
    from mou_desktop.gui.widgets.cells import Cells
    from mou_desktop.model.values import Value

PAD = 9  # from the edge of a cell to its words
GROUNDS = {"error": "error_soft"}
LINES = {"error": "error", "warn": "warn"}


class TableDelegate(QStyledItemDelegate):
    """Draws the cells, and makes their editors.

    Signals:
        finished: the user is done with a cell; carries where to go: 0 stay, 1 on, -1 back, 2 and
            -2 out of the table.
        row_asked: the user is done, and wants a row below.
        refused: what was pasted cannot be taken; carries the sentence.
    """

    finished = Signal(int)
    row_asked = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, cells: Cells, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._cells, self._view = theme, cells, view
        self.editor: CellEditor | None = None
        self._before: Value = None
        self._touched = False  # whether the user has changed what stands in the open cell

    # ---- editing -----------------------------------------------------------------------------

    def createEditor(
        self, _parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Open a cell."""
        model = self._model(index)
        column = model.table.columns[index.column()]
        editor = make_editor(self._theme, column, self._cells, self._view.viewport())
        said = model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
        editor.setAccessibleDescription(said or "")
        self.editor, self._before, self._touched = editor, model.value(index), False
        editor.keys.typed.connect(self._on_typed)
        editor.keys.finished.connect(self.finished)
        editor.keys.cancelled.connect(self._on_cancelled)
        editor.keys.row_asked.connect(self.row_asked)
        editor.keys.refused.connect(self.refused)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show in the editor what the cell holds."""
        if editor is self.editor and self.editor is not None:
            model = self._model(index)
            column = model.table.columns[index.column()]
            self.editor.show_value(self._cells, column, model.value(index))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Put what was typed into the cell; a look into it changes nothing."""
        mine = self.editor is not None and editor is self.editor
        if mine and self._touched and self.editor is not None and isinstance(model, RowsModel):
            column = model.table.columns[index.column()]
            value = self._cells.read(column, self.editor.raw())
            if value is not None or model.value(index) is not None:
                model.setData(index, value)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Place a line in its cell, a sheet over it."""
        cell: QRect = option.rect
        if isinstance(editor, SheetCell):
            parent = editor.parentWidget() or self._view
            corner = self._view.viewport().mapTo(parent, cell.topLeft())
            editor.place(QRect(corner, cell.size()), self._page(parent))
        else:
            editor.setGeometry(cell.adjusted(0, 0, -1, -1))

    def _page(self, window: QWidget) -> QRect:
        """Return the part of the window that the page with the table is seen through."""
        around = self._view.parentWidget()
        while around is not None and around is not window:
            if isinstance(around, QScrollArea):
                shown = around.viewport()
                return QRect(shown.mapTo(window, QPoint(0, 0)), shown.size())
            around = around.parentWidget()
        return window.rect()

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Close a cell."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        """Leave the keys to the editor, which hears them itself."""
        return False

    def _on_typed(self) -> None:
        if self.editor is not None:
            self._touched = True
            self.commitData.emit(self.editor)

    def _on_cancelled(self) -> None:
        index = self._view.currentIndex()
        self._model(index).setData(index, self._before)
        self._touched = False
        self.finished.emit(0)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell under the pointer what is wrong, or the whole of a text that is cut."""
        said = index.data(Qt.ItemDataRole.ToolTipRole)
        text = str(index.data() or "")
        room = option.rect.width() - 2 * PAD
        if said or view.fontMetrics().horizontalAdvance(text) <= room:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    # ---- drawing -----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        theme, model, area = self._theme, self._model(index), QRect(option.rect)
        number, key = index.row(), model.table.columns[index.column()].key
        last = number >= len(model.rows)
        here = self._view.currentIndex()
        painter.save()
        ground = GROUNDS.get(model.state(number), "")
        if not ground and here.isValid() and here.row() == number:
            ground = "accent_soft"
        if not ground and not last and option.state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.fillRect(area, theme.colour(ground or "surface"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        state = model.state(number, key)
        if state in LINES:
            painter.fillRect(area.adjusted(0, area.height() - 2, -1, 0), theme.colour(LINES[state]))
        role = "accent" if last else "text"
        text = str(index.data() or "")
        inner = area.adjusted(PAD, 0, -PAD, 0)
        if not last and not text and not model.asked(index):
            painter.fillRect(area.adjusted(0, 0, -1, -1), theme.colour("window"))
            text, role = "–", "muted"
        elif not text and state == "open":
            text, role = words.TABLE_OPEN, "text"
            inner = self._picture(painter, inner, "todo", role)
        painter.setPen(theme.colour(role))
        painter.setFont(self._view.font())
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if here == index and self._view.hasFocus():
            ring(painter, area.adjusted(0, 0, -1, -1), theme, 4)
        painter.restore()

    def _picture(self, painter: QPainter, area: QRect, name: str, role: str) -> QRect:
        made = pixmap(self._theme, name, role, 14)
        size = made.deviceIndependentSize().toSize()
        painter.drawPixmap(area.x(), area.center().y() - size.height() // 2 + 1, made)
        return area.adjusted(size.width() + 6, 0, 0, 0)

    def _model(self, index: QModelIndex | QPersistentModelIndex) -> RowsModel:
        model = index.model() if index.isValid() else self._view.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - the view has no other
        return model
