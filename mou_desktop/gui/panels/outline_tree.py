"""The outline as an item view: a model of rows, a delegate that draws two lines a row, a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring, rounded
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.spoken import tell_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

    from mou_desktop.gui.panels.outline_rows import Row
    from mou_desktop.gui.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEIGHT, MARGIN, CHEVRON, ICON, LOCK = 42, 8, 14, 16, 12
_TOP = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Holds the rows of the outline; it knows how they are nested and nothing of their making."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self.here = ""  # the key of the row that the user is at

    def fits(self, rows: Sequence[Row]) -> bool:
        """Return whether `rows` are the same ones, at most in other states."""
        return len(rows) == len(self._rows) and all(
            new is old or new.frame == old.frame for new, old in zip(rows, self._rows, strict=True)
        )

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def show_state(self, at: int, row: Row) -> None:
        """Show the section at `at` and what is below it in other states."""
        old, self._rows[at] = self._rows[at], row
        if old is row:
            return
        section = self.index(at, 0)
        self.dataChanged.emit(section, section)
        for i, (one, other) in enumerate(zip(old.children, row.children, strict=True)):
            if one is not other:
                clause = self.index(i, 0, section)
                self.dataChanged.emit(clause, clause)

    def find(self, keys: Iterable[str]) -> QModelIndex:
        """Return the row of the first of `keys` that is shown."""
        for key in keys:
            for at, row in enumerate(self._rows):
                for i, one in enumerate(row.children):
                    if key and one.key == key:
                        return self.index(i, 0, self.index(at, 0))
                if key and row.key == key:
                    return self.index(at, 0)
        return QModelIndex()

    def row_at(self, index: Index) -> Row | None:
        """Return the row that `index` points to."""
        if not index.isValid():
            return None
        above = int(index.internalId())
        return self._rows[above - 1].children[index.row()] if above else self._rows[index.row()]

    # ---- what Qt asks for --------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = _TOP) -> QModelIndex:
        """Return where a row lies; a clause remembers the position of its section."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _TOP) -> Any:
        """Return the section of a clause."""
        above = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows are below `parent`."""
        if not parent.isValid():
            return len(self._rows)
        return 0 if parent.internalId() else len(self._rows[parent.row()].children)

    def columnCount(self, _parent: Index = _TOP) -> int:
        """Return one."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, its words, or what a screen reader says of it."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.shown.words}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            here = row.key == self.here
            return f"{row.spoken}, {words.SPOKEN_HERE}" if here else row.spoken
        return row if role == ROW else None


class OutlineDelegate(QStyledItemDelegate):
    """Draws a row: icon, number and heading; below, a lock and the state in words."""

    def __init__(self, theme: Theme, tree: OutlineTree, model: OutlineModel) -> None:
        super().__init__(tree)
        self._theme, self._tree, self._model = theme, tree, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        theme = self._theme
        lines = (
            QFontMetrics(theme.font("label")).height() + QFontMetrics(theme.font("small")).height()
        )
        return QSize(120, max(theme.grown(HEIGHT), lines + 8))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        theme, grown = self._theme, self._theme.grown
        rect: QRect = option.rect.adjusted(MARGIN, 1, -MARGIN, -1)
        chosen = row.key == self._model.here
        painter.save()
        if chosen:
            rounded(painter, rect, theme.colour("accent_soft"))
            bar = QRect(rect.left(), rect.top() + 6, 4, rect.height() - 12)
            rounded(painter, bar, theme.colour("accent"), None, 0, 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, theme.colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring(painter, rect, theme)
        section = not index.parent().isValid()
        x = rect.left() + 8
        if section and row.children:
            name = "down" if self._tree.isExpanded(index) else "right"
            self._picture(painter, name, "muted", x, self._first(rect).center().y() + 1, CHEVRON)
        x += grown(CHEVRON) + 6 if section else grown(CHEVRON) + 12
        self._words(painter, row, QRect(x, rect.top(), rect.right() - 6 - x, rect.height()), chosen)
        painter.restore()

    def _words(self, painter: QPainter, row: Row, room: QRect, chosen: bool) -> None:
        theme, grown, shown = self._theme, self._theme.grown, row.shown
        label, small = theme.font("label"), theme.font("small")
        name = label if row.children or row.place is None or chosen else theme.font("body")
        low, first = QFontMetrics(small), self._first(room)
        self._picture(painter, shown.icon, shown.colour, first.left(), first.center().y() + 1, ICON)
        first.setLeft(first.left() + grown(ICON) + 8)
        painter.setFont(name)
        painter.setPen(theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, middle, _cut(QFontMetrics(name), row.title, first.width()))
        second = QRect(first.left(), first.bottom() + 1, first.width(), low.height())
        if row.mandatory:
            self._picture(painter, "lock", "muted", second.left(), second.center().y() + 1, LOCK)
            second.setLeft(second.left() + grown(LOCK) + 4)
        painter.setFont(small)
        painter.setPen(theme.colour(shown.ink))
        painter.drawText(second, middle, _cut(low, shown.words, second.width()))

    def _first(self, room: QRect) -> QRect:
        """Return the first of the two lines in `room`."""
        high, low = (QFontMetrics(self._theme.font(kind)).height() for kind in ("label", "small"))
        top = room.top() + (room.height() - high - low) // 2
        return QRect(room.left(), top, room.width(), high)

    def _picture(
        self, painter: QPainter, name: str, role: str, x: int, middle: int, size: int
    ) -> None:
        side = self._theme.grown(size)
        painter.drawPixmap(x, middle - side // 2, pixmap(self._theme, name, role, size))


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class OutlineTree(QTreeView):
    """The tree. Arrows move in it; Enter, Space or a click chooses a row.

    Signals:
        chosen: the user chose a row that leads somewhere; carries it.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, model: OutlineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.setProperty("own_rows", True)  # the delegate draws all of a row
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QTreeView.SelectionMode.SingleSelection)  # else: “not selected”
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(OutlineDelegate(theme, self, model))
        self.clicked.connect(self._on_chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell a screen reader which row has the keyboard now."""
        super().focusInEvent(event)
        tell_current(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space; all else is the tree's."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a ring round them all while none of them has the focus."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            ring(painter, self.viewport().rect().adjusted(4, 1, -4, -1), self._theme)
            painter.end()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is None:
            return
        if row.children and (row.place is None or not self.isExpanded(index)):
            self.setExpanded(index, not self.isExpanded(index))
        if row.place is not None:
            self.chosen.emit(row)
