"""The outline as an item view: a model of rows, a delegate that draws two lines a row, a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
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
    from PySide6.QtGui import (
        QFocusEvent,
        QFont,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

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
        self.laws = False  # whether a clause says its law in place of its state

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
            return "\n".join(filter(None, (row.title, row.shown.words, row.law)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            here = words.SPOKEN_HERE if row.key == self.here else ""
            return ", ".join(filter(None, (row.spoken, row.law if self.laws else "", here)))
        return row if role == ROW else None


class OutlineDelegate(QStyledItemDelegate):
    """Draws a row: icon, number and heading, in two lines where one is too short; the state below.

    What is chosen stands on another ground and is no bolder, so that it takes no more room.
    """

    def __init__(self, theme: Theme, tree: OutlineTree, model: OutlineModel) -> None:
        super().__init__(tree)
        self._theme, self._tree, self._model = theme, tree, model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the title in one line or two, and of the state."""
        theme, row = self._theme, index.data(ROW)
        high, low = (QFontMetrics(theme.font(kind)).height() for kind in ("label", "small"))
        room = self._tree.viewport().width() - 2 * MARGIN - self._left(index) - 6
        lines = 1 if row is None else len(self._title(row, room))
        return QSize(120, max(theme.grown(HEIGHT), high + low + 8) + (lines - 1) * high)

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
        x = rect.left() + self._left(index)
        room = QRect(x, rect.top(), rect.right() + 1 - 6 - x, rect.height())
        lines = self._title(row, room.width())
        first = self._first(room, len(lines))
        middle = first.center().y() + 1
        if section and row.children:
            name = "down" if self._tree.isExpanded(index) else "right"
            self._picture(painter, name, "muted", rect.left() + 8, middle, CHEVRON)
        icon = x - grown(ICON) - 8
        self._picture(painter, row.shown.icon, row.shown.colour, icon, middle, ICON)
        self._words(painter, row, lines, first)
        painter.restore()

    def _words(self, painter: QPainter, row: Row, lines: list[str], first: QRect) -> None:
        theme, grown, shown = self._theme, self._theme.grown, row.shown
        small, metrics = theme.font("small"), QFontMetrics(self._font(row))
        low, middle = QFontMetrics(small), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font(row))
        painter.setPen(theme.colour("text"))
        line = QRect(first)
        for at, text in enumerate(lines):
            line.setLeft(first.left() + (_hang(metrics, row) if at else 0))
            painter.drawText(line, middle, text)
            line.translate(0, first.height())
        second = QRect(first.left(), line.top(), first.width(), low.height())
        if row.mandatory:
            self._picture(painter, "lock", "muted", second.left(), second.center().y() + 1, LOCK)
            second.setLeft(second.left() + grown(LOCK) + 4)
        painter.setFont(small)
        painter.setPen(theme.colour(shown.ink))
        law = row.law.partition(":")[0] if self._model.laws else ""
        said = law or shown.words
        painter.drawText(second, middle, _cut(low, said, second.width()))

    def _font(self, row: Row) -> QFont:
        return self._theme.font("label" if row.children or row.place is None else "body")

    def _left(self, index: Index) -> int:
        """Return how far from the edge of a row its title begins."""
        grown = self._theme.grown
        gap = 12 if index.parent().isValid() else 6
        return 8 + grown(CHEVRON) + gap + grown(ICON) + 8

    def _title(self, row: Row, room: int) -> list[str]:
        """Return number and heading in one line, or in two; only what is longer yet is cut."""
        metrics = QFontMetrics(self._font(row))
        if metrics.horizontalAdvance(row.title) <= room:
            return [row.title]
        words_ = row.title.split(" ")
        for count in range(len(words_) - 1, 1, -1):
            first = " ".join(words_[:count]).rstrip()
            if first != row.number and metrics.horizontalAdvance(first) <= room:
                rest = " ".join(words_[count:])
                return [first, _cut(metrics, rest, room - _hang(metrics, row))]
        return [_cut(metrics, row.title, room)]

    def _first(self, room: QRect, lines: int) -> QRect:
        """Return the first of the `lines` of a title in `room`, with the state below them."""
        high, low = (QFontMetrics(self._theme.font(kind)).height() for kind in ("label", "small"))
        top = room.top() + (room.height() - lines * high - low) // 2
        return QRect(room.left(), top, room.width(), high)

    def _picture(
        self, painter: QPainter, name: str, role: str, x: int, middle: int, size: int
    ) -> None:
        side = self._theme.grown(size)
        painter.drawPixmap(x, middle - side // 2, pixmap(self._theme, name, role, size))


def _hang(metrics: QFontMetrics, row: Row) -> int:
    """Return how far the second line of a title stands in: as far as the heading."""
    return metrics.horizontalAdvance(f"{row.number}  ") if row.number else 0


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class OutlineTree(QTreeView):
    """The tree. Arrows move in it; Enter, Space or a click chooses a row.

    A section that is chosen opens, and leads to its first clause; Left and Right, or a click on
    its arrow, open and close it and lead nowhere.

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
        self.setMouseTracking(True)
        self.setSelectionMode(QTreeView.SelectionMode.SingleSelection)  # else: “not selected”
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(OutlineDelegate(theme, self, model))
        self._pressed = QPoint()
        self.clicked.connect(self._on_clicked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell a screen reader which row has the keyboard now."""
        super().focusInEvent(event)
        tell_current(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the titles out again for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether the arrow of a section was meant."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

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
    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        arrow = MARGIN + 8 + self._theme.grown(CHEVRON) + 3
        if row is not None and row.children and self._pressed.x() < arrow:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._on_chosen(index)

    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is None:
            return
        if row.children:
            self.expand(index)
            last = self.model().index(len(row.children) - 1, 0, index)
            for seen in (last, index):  # as many of the clauses as there is room for
                self.scrollTo(seen, QTreeView.ScrollHint.EnsureVisible)
        first = next((one for one in row.children if one.stands), None)
        leads = row if row.place is not None else first or next(iter(row.children), None)
        if leads is not None:
            self.chosen.emit(leads)
