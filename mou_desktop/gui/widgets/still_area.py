"""A page that scrolls, and keeps what has the keyboard where it is while things come and go.

It never scrolls sideways: the page is as wide as the area, and as high as its lines then are.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP, BOTTOM = 16, 24
ROUNDS = 4


class StillArea(QScrollArea):
    """Scrolls one column of widgets, `inner`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._slack, self._edge = 0, BOTTOM
        self._turn = 0  # which holding still is the latest
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._page = _Page()
        self._page.setBackgroundRole(QPalette.ColorRole.Base)
        self.inner = QWidget(self._page)
        self._margins = QHBoxLayout(self._page)
        self._margins.addWidget(self.inner, 1000)
        self._margins.addStretch(1)
        self.setWidget(self._page)

    def set_edge(self, pixels: int) -> None:
        """Leave so much room at both sides."""
        self._edge = pixels
        self.set_slack(self._slack)

    def set_slack(self, pixels: int) -> None:
        """Leave so much more room at the end of the page."""
        self._slack = pixels
        self._margins.setContentsMargins(self._edge, TOP, self._edge, BOTTOM + pixels)

    def focused(self) -> QWidget | None:
        """Return what has the keyboard, if it is on this page."""
        focus = QApplication.focusWidget()
        return focus if focus is not None and self._page.isAncestorOf(focus) else None

    def top_of(self, widget: QWidget, below: int = 0) -> int:
        """Return where on the screen's part of the page a widget begins, or a line of it lies."""
        return widget.mapTo(self.viewport(), QPoint(0, below)).y()

    def shows(self, widget: QWidget) -> bool:
        """Return whether the whole of a widget is in sight."""
        self.settle()
        top = self.top_of(widget)
        return top >= 0 and top + widget.height() <= self.viewport().height()

    def bring(self, widget: QWidget) -> None:
        """Put a widget a third from the top, as far as the page goes."""
        self.settle()
        self.scroll_by(self.top_of(widget) - self.viewport().height() // 3)

    def scroll_by(self, pixels: int) -> None:
        """Scroll down, or up by less than nothing. What was held still until now is let go."""
        self._turn += 1
        self._shift(pixels)

    def _shift(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def settle(self, *columns: QWidget) -> None:
        """Lay out at once what waits for it: each round settles one more level."""
        widgets = (*columns, self.inner, self._page)
        layouts = [layout for layout in (one.layout() for one in widgets) if layout is not None]
        for _ in range(4):
            done = [layout.activate() for layout in layouts]
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            if not any(done):
                break

    @contextmanager
    def still(self, *columns: QWidget) -> Iterator[None]:
        """Keep what has the keyboard where it is on the screen, whatever changes above it.

        `columns` are widgets inside, of which parts come and go.
        """
        focus = self.focused()
        before = self.top_of(focus) if focus is not None else 0
        yield
        if focus is not None and focus is self.focused():
            self.settle(*columns)
            self._turn += 1
            self._hold_on(focus, before, columns, ROUNDS, self._turn)

    def _hold_on(
        self, focus: QWidget, top: int, columns: tuple[QWidget, ...], rounds: int, turn: int
    ) -> None:
        """Hold `focus` still for some rounds, unless the page is scrolled on purpose.

        What has just come finds its height when it is first laid out, and lines that wrap find it
        a round or two later; a round in which nothing moves may lie between.
        """
        if turn == self._turn and self._hold(focus, top, *columns) and rounds:
            again = partial(self._hold_on, focus, top, columns, rounds - 1, turn)
            later(self, again)

    def _hold(self, focus: QWidget, top: int, *columns: QWidget) -> bool:
        """Scroll so that `focus` stands where it stood; return whether it has the keyboard yet."""
        if self.focused() is not focus:
            return False
        moved = self.top_of(focus) - top
        self._shift(moved)
        lack = self.top_of(focus) - top
        if lack > 0:  # the page has become too short to scroll that far
            self.set_slack(self._slack + lack)
            self.settle(*columns)
            self._shift(lack)
        return True


class _Page(QWidget):
    """What scrolls: as high as its lines are in the width there is, and never wider than that."""

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: the height comes from the width."""
        return QSize(0, 0)
