"""The changes as an item view: sections as headings, changes below them in two lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring, rounded
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.spoken import tell_current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from mou_desktop.gui.panels.review_rows import ReviewRow
    from mou_desktop.gui.theme import Kind, Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEIGHT, HEAD, MARGIN, PADDING, GAP, ICON, SMALL = 44, 34, 8, 10, 10, 16, 14
_TOP = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReviewModel(QAbstractListModel):
    """Holds the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ReviewRow, ...] = ()

    def show_rows(self, rows: Sequence[ReviewRow]) -> None:
        """Show other lines; where only states differ, nothing moves."""
        same = [one.key for one in rows] == [one.key for one in self.rows]
        if same and rows:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def find(self, key: str) -> QModelIndex:
        """Return the line of a change."""
        keys = [one.key for one in self.rows]
        return self.index(keys.index(key)) if key and key in keys else QModelIndex()

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line, its words, or what a screen reader says of it."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.number} {row.title}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.number} {row.title}\n{row.what}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let arrows pass over the headings."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        if row is None or not row.key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ReviewDelegate(QStyledItemDelegate):
    """Draws a change: icon, number and kind, the decision in words; below it what changed."""

    def __init__(self, theme: Theme, view: ReviewList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: Any, index: Index) -> QSize:
        """Return the height of a heading, or of two lines."""
        theme = self._theme
        high, low = (QFontMetrics(theme.font(kind)).height() for kind in ("label", "small"))
        row = index.data(ROW)
        if row is not None and not row.key:
            return QSize(100, max(theme.grown(HEAD), high + 14))
        return QSize(100, max(theme.grown(HEIGHT), high + low + 10))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one line."""
        theme, row = self._theme, index.data(ROW)
        rect: QRect = option.rect.adjusted(MARGIN, 1, -MARGIN, -1)
        painter.save()
        if not row.key:
            self._head(painter, row, rect.adjusted(PADDING, 0, -PADDING, 0))
            painter.restore()
            return
        current = index == self._view.currentIndex()
        if current:
            rounded(painter, rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, theme.colour("hover"))
        if current and self._view.hasFocus():
            ring(painter, rect, theme)
        self._change(painter, row, rect.adjusted(PADDING, 4, -PADDING, -4))
        painter.restore()

    def _head(self, painter: QPainter, row: ReviewRow, rect: QRect) -> None:
        wide = self._wide(row.what, "small")
        name = QRect(rect.topLeft(), QSize(rect.width() - wide - GAP, rect.height()))
        self._text(painter, row.title, name, "label")
        self._text(painter, row.what, rect, "small", "muted", _RIGHT)

    def _change(self, painter: QPainter, row: ReviewRow, room: QRect) -> None:
        theme = self._theme
        high = QFontMetrics(theme.font("label")).height()
        side, small = theme.grown(ICON), theme.grown(SMALL)
        first = QRect(room.left(), room.top(), room.width(), high)
        middle = first.center().y() + 1
        self._picture(painter, row.icon, row.role, first.left(), middle - side // 2, ICON)
        first.setLeft(first.left() + side + GAP)
        second = QRect(
            first.left(), first.bottom() + 1, first.width(), room.bottom() - first.bottom()
        )
        _, icon, ink = words.REVIEW_STATES[row.state]
        state = self._wide(row.state_words, "small")
        self._text(painter, row.state_words, first, "small", ink, _RIGHT)
        left = first.right() - state - small - 4
        self._picture(painter, icon, ink, left, middle - small // 2, SMALL)
        first.setRight(left - GAP)
        if row.number:
            wide = min(self._wide(row.number, "label"), first.width())
            self._text(painter, row.number, QRect(first.topLeft(), QSize(wide, high)), "label")
            first.setLeft(first.left() + wide + 6)
        if row.silent:
            first.setRight(first.right() - small - 6)
        self._text(painter, row.title, first)
        if row.silent:
            wide = min(self._wide(row.title, "body"), first.width())
            at = first.left() + wide + 6
            self._picture(painter, "silent", "changed", at, middle - small // 2, SMALL)
        self._text(painter, row.what, second, "small", "muted")

    def _picture(self, painter: QPainter, name: str, role: str, x: int, y: int, size: int) -> None:
        painter.drawPixmap(x, y, pixmap(self._theme, name, role, size))

    def _text(  # a text on a line has that many sides
        self,
        painter: QPainter,
        text: str,
        rect: QRect,
        kind: Kind = "body",
        ink: str = "text",
        where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        font = self._theme.font(kind)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, where, cut)

    def _wide(self, text: str, kind: Kind) -> int:
        return QFontMetrics(self._theme.font(kind)).horizontalAdvance(text) + 2


class ReviewList(QListView):
    """The list. Arrows move in it, and what they come to is shown; letters decide, in the page.

    Signals:
        chosen: another change is the current one; carries its key.
        entered: Enter or Space: the change itself is wanted; carries its key.
        opened: a click: the change is to be seen, and the keyboard stays; carries its key.
    """

    chosen = Signal(str)
    entered = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, model: ReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.setObjectName("review_list")
        self.setAccessibleName(words.REVIEW_LIST)
        self.setProperty("own_rows", True)  # the delegate draws all of a row
        self.setModel(model)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)  # else: “not selected”
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(ReviewDelegate(theme, self))
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_current(self, key: str) -> None:
        """Show which change is the current one."""
        index = self._model.find(key)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which change is the current one now."""
        super().currentChanged(current, previous)
        row = current.data(ROW)
        if row is not None and row.key:
            self.chosen.emit(row.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell a screen reader which row has the keyboard now, and bring it into sight."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:  # nothing moves under a click
            self.scrollTo(self.currentIndex())
        tell_current(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the change with Enter or Space; leave letters to the page."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in keys and plain:
            row = self.currentIndex().data(ROW)
            if row is not None:
                self.entered.emit(row.key)
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lines out again for another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a ring round them all while none of them has the focus."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            ring(painter, self.viewport().rect().adjusted(4, 1, -4, -1), self._theme)
            painter.end()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None and row.key:
            self.opened.emit(row.key)
