"""A row of widgets that goes on in a new line where there is no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QMargins


class Flow(QLayout):
    """Lays widgets out from left to right in as many lines as they need, each in its middle."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, at_end: bool = False
    ) -> None:
        """`at_end` puts every line against the right."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._at_end = at_end
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the width decides the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in `width`."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self.spacing() for size in shown) - self.spacing()
        size = QSize(max(width, 0), max((size.height() for size in shown), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Ask for the widest item."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        size = QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins: QMargins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        y = inner.y() - self.spacing()
        for line in self._lines(inner.width()):
            y += self.spacing()
            high = max(size.height() for _, size in line)
            if move:
                self._place_line(line, inner, y, high)
            y += high
        return max(y, inner.y()) - rect.y() + margins.bottom()

    def _place_line(
        self, line: list[tuple[QLayoutItem, QSize]], inner: QRect, y: int, high: int
    ) -> None:
        x = inner.x()
        if self._at_end:
            wide = sum(size.width() + self.spacing() for _, size in line) - self.spacing()
            x = max(x, inner.x() + inner.width() - wide)
        for item, size in line:
            item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
            x += size.width() + self.spacing()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the lines, each with its items and their sizes."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines
