"""One open agreement on the screen: outline, questions, right side and findings, put together.

It lays panels out for the room there is and leads from one to another; it decides nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.panels.explanation import ExplanationPanel
from mou_desktop.gui.panels.findings import FindingsPanel
from mou_desktop.gui.panels.notes import NotesPanel
from mou_desktop.gui.panels.outline import OutlinePanel
from mou_desktop.gui.panels.preview import PreviewPanel
from mou_desktop.gui.panels.questions import QuestionsPanel
from mou_desktop.gui.panels.status_line import StatusLine
from mou_desktop.gui.panels.top_bar import TopBar
from mou_desktop.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

NARROW, WIDE = 1000, 1360  # effective widths: pixels divided by the size of text
TALL = 760
SIDES = QUESTIONS, PREVIEW, EXPLANATION = range(3)


class Editor(QWidget):
    """Shows one session.

    Signals:
        change_asked: a local change; carries its kind and the clause.
        find_asked, ready_asked, export_asked: the buttons of the top bar.
    """

    change_asked = Signal(str, str)
    find_asked = Signal()
    ready_asked = Signal()
    export_asked = Signal()

    def __init__(
        self, session: Session, theme: Theme, author: Callable[[], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self._session, self._theme = session, theme
        self._narrow: bool | None = None
        self._side = QUESTIONS
        self.top = TopBar(session, theme, self)
        self.status = StatusLine(session, theme, self)
        self.outline = OutlinePanel(session, theme, self)
        self.questions = QuestionsPanel(session, theme, self)
        self.preview = PreviewPanel(session, theme, self)
        self.explanation = ExplanationPanel(session, theme, self)
        self.notes = NotesPanel(session, theme, author, self)
        self.findings = FindingsPanel(session, theme, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._right = QTabWidget(self)
        self._right.setDocumentMode(True)
        self._right.setObjectName("right")
        for panel, name in (
            (self.preview, words.PREVIEW),
            (self.explanation, words.EXPLANATION),
            (self.notes, words.NOTES),
        ):
            self._right.addTab(panel, name)
        self._middle = QSplitter(Qt.Orientation.Horizontal, self)
        self._middle.addWidget(self.questions)
        self._middle.addWidget(self._right)
        self._lower = QSplitter(Qt.Orientation.Vertical, self)
        self._lower.addWidget(self._middle)
        self._lower.addWidget(self.findings)
        self._all = QSplitter(Qt.Orientation.Horizontal, self)
        self._all.addWidget(self.outline)
        self._all.addWidget(self._lower)
        for splitter, stretch in (
            (self._middle, (1, 0)),
            (self._lower, (1, 0)),
            (self._all, (0, 1)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            for i, factor in enumerate(stretch):
                splitter.setStretchFactor(i, factor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addWidget(self._all, 1)
        box.addWidget(self.status)

    def _connect(self) -> None:
        self.questions.change_asked.connect(self.change_asked)
        self.questions.notes_asked.connect(self._on_notes)
        self.top.find_asked.connect(self.find_asked)
        self.top.ready_asked.connect(self.ready_asked)
        self.top.export_asked.connect(self.export_asked)
        self.top.outline_asked.connect(self._on_outline)
        self.top.step_asked.connect(self.step_clause)
        self.top.side_asked.connect(self.show_side)
        self._session.changed.connect(self._on_changed)
        self._session.moved.connect(self._on_moved)
        self._theme.changed.connect(self._fit)
        self._count_notes()

    # ---- the room there is -------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        scale = self._theme.scale
        width, height = self.width() / scale, self.height() / scale
        narrow = width < NARROW
        self.findings.set_folded(narrow or (width < WIDE and height < TALL))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.top.set_narrow(narrow=narrow)
        self.status.set_narrow(narrow=narrow)
        self.questions.set_narrow(narrow=narrow)
        self.outline.setVisible(not narrow)
        if narrow:
            self.show_side(self._side)
        else:
            self.questions.show()
            self._right.show()
            self._lower.show()
            left = round((264 if width < WIDE else 284) * scale)
            right = round((400 if width < WIDE else 468) * scale)
            self._all.setSizes([left, max(self.width() - left, 1)])
            self._middle.setSizes([max(self.width() - left - right, 1), right])

    @Slot(int)
    def show_side(self, side: int) -> None:
        """Show one side in a narrow window, or bring its tab to the front in a wide one."""
        self._side = side
        if side != QUESTIONS:
            self._right.setCurrentIndex(side - 1)
        if self._narrow:
            self.outline.hide()
            self._lower.show()
            self.questions.setVisible(side == QUESTIONS)
            self._right.setVisible(side != QUESTIONS)
            self.top.show_side(side)

    @Slot()
    def _on_outline(self) -> None:
        """Open the list of clauses over the page in a narrow window, or close it again."""
        shown = self.outline.isVisible()
        self.outline.setVisible(not shown)
        self._lower.setVisible(shown)
        if not shown:
            self.outline.setFocus()

    # ---- going about -------------------------------------------------------------------------

    @Slot(object)
    def _on_moved(self) -> None:
        if self._narrow and self.outline.isVisible():
            self.outline.hide()
            self._lower.show()
        if self._narrow and self._session.place.field and self._side != QUESTIONS:
            self.show_side(QUESTIONS)

    @Slot(int)
    def step_clause(self, step: int) -> None:
        """Go to the clause before or after."""
        places = [
            place
            for place in self._session.edition.clause_places.values()
            if place.clause and f"{place.document}/{place.clause}" in self._session.numbers
        ]
        keys = [place.clause for place in places]
        here = self._session.place.clause
        at = keys.index(here) + step if here in keys else 0
        if 0 <= at < len(places):
            self._session.go(places[at])

    def next_panel(self, *, back: bool = False) -> None:
        """Take the keyboard to the next of the four panels: F6, Shift+F6."""
        ring = [
            panel
            for panel in (self.outline, self.questions, self._right, self.findings)
            if panel.isVisible()
        ]
        focused: QWidget | None = self.window().focusWidget()
        inside = [panel.isAncestorOf(focused) for panel in ring] if focused is not None else []
        at = inside.index(True) if True in inside else -1
        panel = ring[(at + (-1 if back else 1)) % len(ring)]
        _first_stop(panel).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _on_notes(self, clause: str) -> None:
        self._session.go(self._session.edition.clause_places.get(clause, Place(clause=clause)))
        self._right.setCurrentWidget(self.notes)
        if self._narrow:
            self.questions.hide()
            self._right.show()

    @Slot(object)
    def _on_changed(self) -> None:
        self._count_notes()

    def _count_notes(self) -> None:
        count = sum(not note.get("done") for note in self._session.document.notes)
        text = f"{words.NOTES} {count}" if count else words.NOTES
        self._right.setTabText(self._right.indexOf(self.notes), text)


def _first_stop(panel: QWidget) -> QWidget:
    """Return what Tab would reach first in `panel`."""
    inner = panel.currentWidget() if isinstance(panel, QTabWidget) else None
    start = inner if inner is not None else panel
    if start.focusProxy() is not None:
        return start
    found = start.nextInFocusChain()
    while found is not None and found is not start and start.isAncestorOf(found):
        if found.focusPolicy() & Qt.FocusPolicy.TabFocus and found.isVisible():
            return found
        found = found.nextInFocusChain()
    return start
