"""The findings as an item view: a model of lines, a delegate that draws them, a list."""

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
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring, rounded
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.panels.finding_rows import LOOKS
from mou_desktop.gui.widgets.spoken import tell_current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from mou_desktop.gui.panels.finding_rows import Line
    from mou_desktop.gui.theme import Kind, Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
HEIGHT, MARGIN, PADDING, GAP, ICON = 32, 8, 10, 12, 16
WIDE = 760  # from here on all of a finding stands in one line
_TOP = QModelIndex()


class FindingsModel(QAbstractListModel):
    """Holds the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line, its sentence, or what a screen reader says of it."""
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.finding.message
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.name}\n{line.finding.message}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return line if role == LINE else None


class FindingDelegate(QStyledItemDelegate):
    """Draws a finding: what to do, where, its name, sentence and law; narrow, in two lines."""

    def __init__(self, theme: Theme, view: FindingsList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        """Return the height of one line, or of two."""
        high = QFontMetrics(self._theme.font("label")).height()
        lines = 1 if self._view.wide else 2
        return QSize(100, max(self._theme.grown(HEIGHT), lines * high + 12))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one line."""
        theme, line = self._theme, index.data(LINE)
        rect: QRect = option.rect.adjusted(MARGIN, 1, -MARGIN, -1)
        current = index == self._view.currentIndex()
        painter.save()
        if current:
            rounded(painter, rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, theme.colour("hover"))
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            ring(painter, rect, theme)
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        if not self._view.wide:
            half = room.height() // 2
            below = room.adjusted(theme.grown(ICON) + GAP, half - 3, 0, -3)
            room.setHeight(half + 3)
            self._text(painter, line.finding.message, below, "body")
        self._line(painter, line, room, wide=self._view.wide)
        painter.restore()

    def _line(self, painter: QPainter, line: Line, room: QRect, *, wide: bool) -> None:
        theme, (icon, role) = self._theme, LOOKS[line.kind]
        side = theme.grown(ICON)
        top = room.center().y() + 1 - side // 2
        painter.drawPixmap(room.left(), top, pixmap(theme, icon, role, ICON))
        room.setLeft(room.left() + side + GAP)
        kinds, numbers = self._view.columns
        for text, column, ink in (
            (words.FINDING_KINDS[line.kind], kinds, role),
            (line.number, numbers, "muted"),
        ):
            self._text(painter, text, QRect(room.topLeft(), QSize(column, room.height())), ink=ink)
            room.setLeft(room.left() + column + GAP)
        if wide and line.law:
            law = min(self._wide(line.law, "small"), room.width() // 3)
            place = QRect(room.right() - law, room.top(), law + 1, room.height())
            self._text(painter, line.law, place, "small", "muted")
            room.setRight(room.right() - law - GAP)
        name = min(self._wide(line.name, "label"), room.width() * 3 // 5 if wide else room.width())
        self._text(painter, line.name, QRect(room.topLeft(), QSize(name, room.height())), "label")
        room.setLeft(room.left() + name + GAP)
        if wide:
            self._text(painter, line.finding.message, room)

    def _text(
        self, painter: QPainter, text: str, rect: QRect, kind: Kind = "body", ink: str = "text"
    ) -> None:
        font = self._theme.font(kind)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        plain = " ".join(text.split())
        cut = QFontMetrics(font).elidedText(plain, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, cut)

    def _wide(self, text: str, kind: Kind) -> int:
        return QFontMetrics(self._theme.font(kind)).horizontalAdvance(text) + 2


class FindingsList(QListView):
    """The list. Arrows move in it; Enter, Space or a click goes to the place.

    Signals:
        chosen: the user chose a line; carries its position.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.columns = (0, 0)  # widths of what to do, and of the number
        self.setProperty("own_rows", True)  # the delegate draws all of a row
        self.setModel(model)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)  # else: “not selected”
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(FindingDelegate(theme, self))
        self.clicked.connect(self._on_clicked)
        model.modelReset.connect(self.measure)

    @property
    def wide(self) -> bool:
        """Whether there is room for a finding in one line."""
        return self.viewport().width() >= WIDE * self._theme.scale

    @property
    def row_height(self) -> int:
        """How high a line is."""
        return self.itemDelegate().sizeHint(None, QModelIndex()).height()  # type: ignore[arg-type]

    @Slot()
    def measure(self) -> None:
        """Measure the columns anew, for other lines or another size of text."""
        metrics = QFontMetrics(self._theme.font("body"))
        kinds = {words.FINDING_KINDS[line.kind] for line in self._model.lines}
        numbers = {line.number for line in self._model.lines}
        wide = [
            max((metrics.horizontalAdvance(text) for text in found), default=0) + 2
            for found in (kinds, numbers)
        ]
        self.columns = (wide[0], min(wide[1], round(110 * self._theme.scale)))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell a screen reader which row has the keyboard now."""
        super().focusInEvent(event)
        tell_current(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space; all else is the list's."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
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

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
