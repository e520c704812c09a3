"""The findings: all that is not right yet, most serious first, and the way to each of them.

It shows what a check of the session found, and leads there. Pressed counts say which kinds are
listed, and gone through. A narrow window folds it into one line, which opens.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.icons import ALONE, icon
from mou_desktop.gui.panels import finding_rows
from mou_desktop.gui.panels.finding_rows import LOOKS
from mou_desktop.gui.panels.findings_list import FindingsList, FindingsModel
from mou_desktop.gui.widgets.count_chip import CountChip
from mou_desktop.gui.widgets.pill import Pill
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mou_desktop.gui.panels.finding_rows import Line
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding, Place

ROWS, LEAST_ROWS = 4, 2


class FindingsPanel(QWidget):
    """Shows the findings of a session.

    Signals:
        folded: the list was folded or opened, so that another height is wanted.
    """

    folded = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self._session, self._theme = session, theme
        self._folded: bool | None = None
        self._last = -1  # the line last gone to, where it is gone since
        self._build()
        self._list.chosen.connect(self._go)
        self._model.modelReset.connect(self._count)
        session.checked.connect(self._on_checked)
        session.moved.connect(self._on_moved)
        theme.changed.connect(self._restyle)
        self.set_folded(False)
        self._restyle()
        self._on_checked(session.findings)

    def _build(self) -> None:
        theme = self._theme
        self.setAccessibleName(words.FINDINGS)
        self._title = QLabel(words.FINDINGS, self)
        self._lines: tuple[Line, ...] = ()  # all there are, listed or not
        self._chips: dict[str, CountChip] = {}
        for kind in words.FINDING_COUNTS:
            sign, role = LOOKS[kind]
            chip = self._chips[kind] = CountChip(theme, self, role, sign)
            chip.setObjectName(f"pill_{kind}")
            chip.setToolTip(words.FINDING_FILTERS[kind])
            chip.setAccessibleDescription(words.FINDING_FILTERS[kind])
            chip.clicked.connect(self._on_filter)
        self._well = Pill(theme, self, text=words.FINDINGS_NONE, role="ok", icon="done")
        self._well.setObjectName("well")
        self._worst = QLabel(self)
        self._worst.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._worst.setTextFormat(Qt.TextFormat.PlainText)
        self._there = QPushButton(words.GO_THERE, self)
        self._there.setProperty("small", True)
        self._there.setObjectName("go_there")
        self._there.clicked.connect(self.next)
        self._keys = QLabel(words.FINDINGS_KEYS, self)
        self._at = QLabel(self)
        self._at.setObjectName("at")
        self._up = self._tool("previous", "up", words.FINDINGS_PREVIOUS)
        self._up.clicked.connect(self.previous)
        self._down = self._tool("next", "down", words.FINDINGS_NEXT)
        self._down.clicked.connect(self.next)
        self._fold = self._tool("fold", "close", words.FINDINGS_CLOSE)
        self._fold.clicked.connect(self._on_fold)
        self._model = FindingsModel(self)
        self._list = FindingsList(theme, self._model, self)
        self._list.setObjectName("findings_list")
        self._list.setAccessibleName(words.FINDINGS)
        self.setFocusProxy(self._list)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        for part in (*self._chips.values(), self._well):
            head.addWidget(part)
        head.addWidget(self._worst, 1)
        for part in (self._there, self._keys, self._at, self._up, self._down, self._fold):
            head.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._list, 1)
        # the list comes first: Qt passes over what stands before the one that takes the focus
        stops = (*self._chips.values(), self._there, self._up, self._down, self._fold)
        for before, after in pairwise((self._list, *stops)):
            self.setTabOrder(before, after)

    def parts(self) -> list[QWidget]:
        """Return what Tab goes through here, in its order: first the list."""
        return [self._list, self]

    def _tool(self, name: str, sign: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("icon_name", sign)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(text)
        button.setToolTip(text)
        return button

    # ---- going about -------------------------------------------------------------------------

    @Slot()
    def next(self) -> None:
        """Go to the next finding; after the last one to the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the finding before; before the first one to the last."""
        self._step(-1)

    def next_missing(self) -> bool:
        """Go to the next required question without an answer; return whether there is one."""
        session = self._session
        place = finding_rows.next_missing(session.document, session.place)
        if place is not None:
            session.go(place)
        return place is not None

    def _step(self, by: int) -> None:
        lines = self._leading
        if not lines:
            return
        here = self._list.currentIndex().row()
        if here < 0 or here >= len(lines):  # it was mended: the next one stands in its place now
            here = max(self._last, 0) - (1 if by > 0 else 0)
        self._go((here + by) % len(lines))

    @Slot(int)
    def _go(self, at: int) -> None:
        line = self._model.lines[at]
        self._last = at
        self._list.setCurrentIndex(self._model.index(at, 0))
        self._count()
        if line.leads:
            self._session.go(line.finding.place)
        say(self, self._spoken(at))

    def _spoken(self, at: int) -> str:
        """Return which finding it is; the field says the rest, where there is one to go to."""
        line = self._model.lines[at]
        if line.kind == "know":
            return line.spoken
        text = words.FINDINGS_SPOKEN.format(at=at + 1, count=len(self._leading))
        return text if line.leads else f"{text}: {line.spoken}"

    @property
    def _leading(self) -> tuple[Line, ...]:
        """The lines that ask for something: all but those that are only to be known."""
        return tuple(line for line in self._model.lines if line.kind != "know")

    # ---- what is shown -----------------------------------------------------------------------

    @Slot(tuple)
    def _on_checked(self, findings: tuple[Finding, ...] | None) -> None:
        session = self._session
        lines = finding_rows.lines(session.document, findings or (), session.numbers)
        if lines == self._lines and findings is not None:
            self._count()
            return
        self._lines = lines
        self._drop_empty()
        self._list_lines()

    @Slot()
    def _on_filter(self) -> None:
        """List the kinds whose counts are pressed, or all where none is."""
        if self._list.isHidden():
            self._show_list(open_=True)
        self._list_lines()

    def _drop_empty(self) -> None:
        """Let go of a kind of which there is nothing any more: nobody could see it pressed."""
        there = {line.kind for line in self._lines}
        for kind, chip in self._chips.items():
            if kind not in there:
                chip.setChecked(False)

    def _list_lines(self) -> None:
        """List the lines that are asked for, and keep the current one where it stays."""
        session = self._session
        kinds = {kind for kind, chip in self._chips.items() if chip.isChecked()}
        lines = tuple(line for line in self._lines if not kinds or line.kind in kinds)
        at = self._list.currentIndex().row()
        before = self._model.lines[at] if 0 <= at < len(self._model.lines) else None
        self._model.show_lines(lines)
        self._mark(before.finding.place if before else session.place, before)
        self._count()

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        at = self._list.currentIndex().row()
        here = self._model.lines[at] if 0 <= at < len(self._model.lines) else None
        if here is None or here.finding.place != place:
            self._mark(place)
        self._count()

    def _mark(self, place: Place, line: Line | None = None) -> None:
        """Make the line at `place` the current one; of several there `line`."""
        there = [at for at, one in enumerate(self._model.lines) if one.finding.place == place]
        same = [
            at
            for at in there
            if line is not None and self._model.lines[at].finding.rule == line.finding.rule
        ]
        found = (same or there) if place.field or same else []
        index = self._model.index(found[0], 0) if found else QModelIndex()
        if found:
            self._last = found[0]
        self._list.setCurrentIndex(index)

    @Slot()
    def _count(self) -> None:
        """Say how many there are of each kind, and which one is the current one."""
        lines, checked = self._leading, self._session.findings is not None
        for kind, chip in self._chips.items():
            count = sum(line.kind == kind for line in self._lines)
            chip.say(words.FINDING_COUNTS[kind].format(count=count))
            chip.setProperty("wanted", count > 0)
        at = self._list.currentIndex().row()
        if not checked:
            text = words.FINDINGS_CHECKING
        elif 0 <= at < len(lines):
            text = words.FINDINGS_OF.format(at=at + 1, count=len(lines))
        else:
            text = words.FINDINGS_ALL.format(count=len(lines)) if lines else ""
        self._at.setText(text)
        for button in (self._up, self._down):
            button.setEnabled(bool(lines))
        self._fit()

    # ---- the room there is -------------------------------------------------------------------

    @property
    def is_folded(self) -> bool:
        """Whether the list is one line now."""
        return self._list.isHidden()

    def set_folded(self, folded: bool) -> None:
        """Fold the list into one line, or open it; the user may do the other at any time."""
        if folded != self._folded:
            self._folded = folded
            self._show_list(open_=not folded)

    @Slot()
    def _on_fold(self) -> None:
        self._show_list(open_=self._list.isHidden())

    def _show_list(self, *, open_: bool) -> None:
        self._list.setVisible(open_)
        self._fold.setProperty("icon_name", "close" if open_ else "list")
        text = words.FINDINGS_CLOSE if open_ else words.FINDINGS_OPEN
        self._fold.setAccessibleName(text)
        self._fold.setToolTip(text)
        self.setFocusProxy(self._list if open_ else None)  # type: ignore[arg-type]
        self._restyle()
        self.folded.emit()

    def sizeHint(self) -> QSize:
        """Return the room for four lines, or for the head alone."""
        return QSize(640, self._head_height() + self._rows_height(ROWS))

    def minimumSizeHint(self) -> QSize:
        """Return the room for two lines, or for the head alone."""
        return QSize(320, self._head_height() + self._rows_height(LEAST_ROWS))

    def _head_height(self) -> int:
        return max(self._theme.grown(34), self._title.sizeHint().height()) + 16

    def _rows_height(self, rows: int) -> int:
        return 0 if self._list.isHidden() else rows * self._list.row_height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show in the head what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show in the head what there is room for: first the counts, then the rest."""
        lines, folded = self._leading, self._list.isHidden()
        wide = self.width() / self._theme.scale
        for kind, least in (("fix", 0), ("check", 0), ("answer", 600), ("advised", 760)):
            chip = self._chips[kind]
            there = bool(chip.property("wanted"))
            chip.setVisible(there and (wide >= least or chip.isChecked()))
        checked = self._session.findings is not None
        self._well.setVisible(checked and not lines and wide >= 480)
        self._keys.setVisible(not folded and wide >= 900)
        self._there.setVisible(folded and bool(lines) and wide >= 760)
        current = self._list.currentIndex().row()
        line = lines[current if 0 <= current < len(lines) else 0] if lines else None
        said = f"{line.number}  {line.name}: {line.finding.message}".strip() if line else ""
        room = self._worst.fontMetrics()
        cut = room.elidedText(said, Qt.TextElideMode.ElideRight, max(self._worst.width(), 0))
        self._worst.setText(cut if folded and wide >= 760 else "")
        self._worst.setToolTip(said)
        self._worst.setAccessibleName(said if folded else "")

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        self._title.setFont(theme.font("label"))
        muted = self.palette()
        muted.setColor(self.foregroundRole(), theme.colour("muted"))
        for label in (self._keys, self._at):
            label.setFont(theme.font("small"))
            label.setPalette(muted)
        side = theme.grown(ALONE)
        for button in (self._up, self._down, self._fold):
            button.setIcon(icon(theme, str(button.property("icon_name")), size=ALONE))
            button.setIconSize(QSize(side, side))
        self._list.measure()
        folded = self._list.isHidden()
        self.setMaximumHeight(self.minimumSizeHint().height() if folded else 16_777_215)
        self.updateGeometry()
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        painter.end()
