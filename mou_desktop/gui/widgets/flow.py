"""A row of widgets that goes on in a new line where there is no more room.

It is a widget that places its children itself. A layout of our own would have to keep items that Qt
makes and deletes unseen: a new one at the place of an old one brought the program down.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

SPACING = 8


class Flow(QWidget):
    """Lays widgets out from left to right in as many lines as they need, each in its middle."""

    def __init__(self, parent: QWidget | None = None, *, at_end: bool = False) -> None:
        """`at_end` puts every line against the right."""
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._at_end = at_end
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def addWidget(self, widget: QWidget) -> None:
        """Take a widget at the end."""
        widget.setParent(self)
        widget.show()
        self._parts.append(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that the width decides the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in `width`."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [one.sizeHint().expandedTo(one.minimumSize()) for one in self._shown()]
        wide = sum(size.width() + SPACING for size in sizes) - SPACING
        size = QSize(max(wide, 0), max((size.height() for size in sizes), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSizeHint(self) -> QSize:
        """Ask for the widest part, and for the height of the lines there are now."""
        wide = max((_least(one).width() for one in self._shown()), default=0)
        margins = self.contentsMargins()
        high = self._place(self.width(), move=False) if self.width() > wide else 0
        return QSize(wide + margins.left() + margins.right(), high)

    def event(self, event: QEvent) -> bool:
        """Put every part in its place when the room or a part has changed."""
        done = bool(super().event(event))
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        if event.type() in {
            QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show,
            QEvent.Type.ContentsRectChange,
        }:  # fmt: skip
            self._place(self.width(), move=True)
        return done

    def _shown(self) -> list[QWidget]:
        return [one for one in self._parts if not one.isHidden()]

    def _place(self, width: int, *, move: bool) -> int:
        """Return the height of the lines in `width`; put the parts there if they are to move."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        y = margins.top()
        for line in self._lines(room):
            high = max(size.height() for _, size in line)
            if move:
                wide = sum(size.width() + SPACING for _, size in line) - SPACING
                x = margins.left() + (max(room - wide, 0) if self._at_end else 0)
                for one, size in line:
                    middle = y + (high - size.height()) // 2
                    one.setGeometry(QRect(QPoint(x, middle), size))
                    x += size.width() + SPACING
            y += high + SPACING
        return max(y - SPACING, margins.top()) + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """Return the lines, each with its parts and their sizes."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        x = 0
        for one in self._shown():
            size = one.sizeHint().expandedTo(one.minimumSize()).boundedTo(one.maximumSize())
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((one, size))
            x += size.width() + SPACING
        return lines


def _least(one: QWidget) -> QSize:
    return one.minimumSizeHint().expandedTo(one.minimumSize())
