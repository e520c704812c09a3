"""The files opened lately: a row for each, which opens it, and what to do where it is gone.

It shows what is remembered and opens nothing. Whether a file is still there is asked in threads of
their own: a network that is away answers late, and the page does not wait for it. They hold nothing
of the window: a signal to what is being deleted in that very moment would end the program.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring, rounded
from mou_desktop.gui.widgets.parts import make_button, make_label, make_picture
from mou_desktop.gui.widgets.progress_bar import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.memory import Recent

PROGRESS, DATE = 150, 136  # pixels wide at 100 % text
FIRST_LOOK, LAST_LOOK = 20, 2_000  # milliseconds between two looks at what was answered


class RecentList(QWidget):
    """Lists files, the last one first. Arrows go along it, Enter opens, Delete takes off.

    Signals:
        file_asked: open a file; carries its path.
        search_asked: look for a file that is gone; carries its path.
        forget_asked: take a file off the list; carries its path.
    """

    file_asked = Signal(str)
    search_asked = Signal(str)
    forget_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        recent: Sequence[Recent],
        parent: QWidget,
        is_there: Callable[[str], bool] = os.path.exists,
        *,
        narrow: bool = False,
    ) -> None:
        """`narrow` has the date stand below the name."""
        super().__init__(parent)
        self.narrow = narrow
        self.setObjectName("recent_list")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows: dict[str, _Row] = {}
        for one in recent:
            row = _Row(theme, one, self)
            self._rows[one.path] = row
            column.addWidget(row)
        self._answers: SimpleQueue[tuple[str, bool]] = SimpleQueue()
        self._open = len(self._rows)  # questions
        self._look = QTimer(self, interval=FIRST_LOOK)
        self._look.timeout.connect(self._on_look)
        for path in self._rows:
            what = (path, is_there, self._answers)
            threading.Thread(target=_ask, args=what, daemon=True).start()
        if self._open:
            self._look.start()

    def step(self, row: QWidget, by: int) -> None:
        """Take the keyboard to the row before or after."""
        rows = list(self._rows.values())
        at = next(i for i, one in enumerate(rows) if one is row) + by
        if 0 <= at < len(rows):
            rows[at].face.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_look(self) -> None:
        """Take what was answered; look again later and later, until all is."""
        while not self._answers.empty():
            path, there = self._answers.get_nowait()
            self._open -= 1
            if not there:
                self._rows[path].show_gone()
        if self._open:
            self._look.setInterval(min(2 * self._look.interval(), LAST_LOOK))
        else:
            self._look.stop()


def _ask(
    path: str, is_there: Callable[[str], bool], answers: SimpleQueue[tuple[str, bool]]
) -> None:
    """Ask in a thread. What is asked may answer in a minute, or never."""
    answers.put((path, is_there(path)))


class _Row(QWidget):
    """One file, and beside it what to do where it is gone."""

    def __init__(self, theme: Theme, one: Recent, of: RecentList) -> None:
        super().__init__(of)
        self._theme, self._one, self._of = theme, one, of
        self._gone = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 1)
        self._line.setSpacing(8)
        self.face = _Face(theme, self)
        self.face.setObjectName("recent")
        self.face.clicked.connect(self._on_clicked)
        self._line.addWidget(self.face, 1)
        self._fill()

    def show_gone(self) -> None:
        """Say that the file is not there any more, and what can be done."""
        self._gone = True
        look = make_button(self._theme, words.LOOK_FOR_IT, self)
        look.setObjectName("look_for_it")
        look.clicked.connect(self._on_clicked)
        remove = make_button(self._theme, words.REMOVE, self, "close", "flat")
        remove.setObjectName("remove")
        remove.clicked.connect(self._on_removed)
        name = Path(self._one.path).stem
        for button in (look, remove):
            button.setAccessibleName(f"{button.text().rstrip('…')}: {name}")
            self._line.addWidget(button)
        self._fill()

    def _fill(self) -> None:
        theme, one = self._theme, self._one
        name = Path(one.path).stem
        below = words.not_found(one) if self._gone else words.recent_place(one)
        state = words.recent_state(one)
        self.face.setAccessibleName(
            ", ".join((name, below) if self._gone else (name, below, state))
        )
        self.face.clear()
        muted = "muted" if self._gone else "text"
        self.face.add(make_picture(theme, "file", "muted" if self._gone else "accent", self.face))
        titles = QVBoxLayout()
        titles.setSpacing(0)
        title = make_label(theme, name, self.face, "label", muted)
        titles.addWidget(title)
        where = QHBoxLayout()
        where.setSpacing(6)
        if self._gone:
            where.addWidget(make_picture(theme, "attention", "warn", self.face, 16))
        where.addWidget(
            make_label(theme, below, self.face, "small", "warn" if self._gone else "muted"), 1
        )
        titles.addLayout(where)
        self.face.add_layout(titles)
        if self._gone:
            return
        progress = QVBoxLayout()
        progress.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        sign, role = ("done", "ok") if one.complete else ("progress", "accent")
        line.addWidget(make_picture(theme, sign, role, self.face, 16))
        said = make_label(theme, state, self.face, "small", "ok" if one.complete else "text")
        line.addWidget(said, 1)
        progress.addLayout(line)
        bar = ProgressBar(theme, self.face)
        bar.setAccessibleName(state)
        bar.show_progress(1 if one.complete else one.answered, 1 if one.complete else one.asked)
        bar.setFixedWidth(round(PROGRESS * theme.scale))
        progress.addWidget(bar)
        self.face.add_layout(progress, 0)
        when = make_label(theme, words.local_time(one.saved), self.face, "small", "muted")
        when.setWordWrap(False)
        if self._of.narrow:
            titles.addWidget(when)
        else:
            when.setMinimumWidth(round(DATE * theme.scale))
            self.face.add(when)

    @Slot()
    def _on_clicked(self) -> None:
        asked = self._of.search_asked if self._gone else self._of.file_asked
        asked.emit(self._one.path)

    @Slot()
    def _on_removed(self) -> None:
        self._of.forget_asked.emit(self._one.path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line below."""
        line = self.rect()
        line.setTop(line.bottom())
        painter = QPainter(self)
        painter.fillRect(line, self._theme.colour("border"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the list by arrows; Delete takes the file off it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Delete:
            self._on_removed()
        elif event.key() in steps:
            self._of.step(self, steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Face(QAbstractButton):
    """The row itself: one button that holds labels."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(12)

    def clear(self) -> None:
        """Take away what it holds."""
        for child in self.findChildren(QWidget):
            child.hide()
            child.deleteLater()
        while self._row.takeAt(0) is not None:
            pass

    def add(self, widget: QWidget) -> None:
        """Put a label or a picture at the end."""
        self._row.addWidget(widget)

    def add_layout(self, layout: QVBoxLayout, stretch: int = 1) -> None:
        """Put lines at the end."""
        self._row.addLayout(layout, stretch)

    def sizeHint(self) -> QSize:
        """Return the room that the labels want."""
        return self._row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter as on Space; the row knows the other keys."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the row can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer is gone."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the pointer, and the focus ring."""
        painter = QPainter(self)
        if self.underMouse():
            rounded(painter, self.rect(), self._theme.colour("hover"))
        if self.hasFocus():
            ring(painter, self.rect(), self._theme)
        painter.end()
