"""One open agreement on the screen: outline, questions, right side and findings, put together.

It lays panels out for the room there is and leads from one to another; it decides nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import room, words
from mou_desktop.gui.icons import ALONE, icon
from mou_desktop.gui.later import later
from mou_desktop.gui.panels.findings import FindingsPanel
from mou_desktop.gui.panels.outline import OutlinePanel
from mou_desktop.gui.panels.questions import QuestionsPanel
from mou_desktop.gui.panels.status_line import StatusLine
from mou_desktop.gui.panels.top_bar import TopBar
from mou_desktop.gui.widgets import tab_ring
from mou_desktop.gui.widgets.late import Late
from mou_desktop.gui.widgets.notice_bar import Notices
from mou_desktop.gui.widgets.side_strip import SideStrip
from mou_desktop.model import Place, local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mou_desktop.gui.panels.explanation import ExplanationPanel
    from mou_desktop.gui.panels.notes import NotesPanel
    from mou_desktop.gui.panels.preview import PreviewPanel
    from mou_desktop.gui.panels.ready import ReadyPage
    from mou_desktop.gui.panels.review_page import ReviewPage
    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.room import WidthClass
    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding

QUESTIONS, PREVIEW, EXPLANATION, NOTES = range(4)


class Editor(QWidget):
    """Shows one session.

    Signals:
        change_asked: a local change; carries its kind and the clause.
        find_asked, ready_asked, export_asked: the buttons of the top bar.
        final_asked, send_asked, worksheet_asked: a final copy, the folder for counsel, and the
            open questions on paper.
        box_shown: a long text or a note is written here; carries its box.
        author_named: who writes notes here gave a name.
        review_left: the user went from what came back from counsel to something else.
    """

    change_asked = Signal(str, str)
    find_asked = Signal()
    ready_asked = Signal()
    export_asked = Signal()
    final_asked = Signal()
    send_asked = Signal()
    worksheet_asked = Signal()
    box_shown = Signal(object)
    author_named = Signal(str)
    review_left = Signal()

    def __init__(
        self,
        session: Session,
        theme: Theme,
        author: Callable[[], str],
        remembered: Mapping[str, Sequence[int]],
        parent: QWidget,
    ) -> None:
        """`remembered` says how wide the parts were, as `widths` gave it."""
        super().__init__(parent)
        self.setObjectName("editor")
        self._session, self._theme = session, theme
        self._widths = room.kept(remembered)
        self._class: WidthClass | None = None
        self._side = QUESTIONS
        self._gone = False
        self._open = True  # whether the user wants the right side
        self._open_beside_table = False  # and wants it beside a table that needs its room
        self._past_table = False  # Tab has left that table: the right side has its room back
        self.top = TopBar(session, theme, self)
        self.status = StatusLine(session, theme, self)
        self.outline = OutlinePanel(session, theme, self)
        self.questions = QuestionsPanel(session, theme, self)
        self._author = author
        self._preview = Late(self._make_preview, self)
        self._explanation = Late(self._make_explanation, self)
        self._notes = Late(self._make_notes, self)
        self.findings = FindingsPanel(session, theme, self)
        self._build()
        self._connect()

    @property
    def widths(self) -> dict[str, list[int]]:
        """How wide the parts are, by class of width: what a later editor takes as `remembered`."""
        return {name: [w.left, w.right, w.findings] for name, w in self._widths.items()}

    def _build(self) -> None:
        self._right = QTabWidget(self)
        self._right.setDocumentMode(True)
        self._right.setObjectName("right")
        for panel, name in (
            (self._preview, words.PREVIEW),
            (self._explanation, words.EXPLANATION),
            (self._notes, words.NOTES),
        ):
            self._right.addTab(panel, name)
        self._close = QToolButton(self)
        self._close.setObjectName("close_side")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(words.CLOSE_SIDE)
        self._close.setToolTip(words.CLOSE_SIDE)
        self._right.setCornerWidget(self._close)
        tabs = (
            ("file", words.PREVIEW),
            ("help", words.EXPLAIN),
            ("note", words.NOTES),
        )
        self._strip = SideStrip(self._theme, tabs, self)
        self._middle = QSplitter(Qt.Orientation.Horizontal, self)
        self._middle.addWidget(self.questions)
        self._middle.addWidget(self._right)
        upper = QWidget(self)
        beside = QHBoxLayout(upper)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self._middle, 1)
        beside.addWidget(self._strip)
        self._lower = QSplitter(Qt.Orientation.Vertical, self)
        self._lower.addWidget(upper)
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
            splitter.splitterMoved.connect(self._on_dragged)
            for i, factor in enumerate(stretch):
                splitter.setStretchFactor(i, factor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        self.notices = Notices(self._theme, self)
        box.addWidget(self.notices)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._all)
        self._ready = Late(self._make_ready, self)
        self._pages.addWidget(self._ready)
        self._review: ReviewPage | None = None
        box.addWidget(self._pages, 1)
        box.addWidget(self.status)
        self._restyle()

    def _connect(self) -> None:
        self.questions.change_asked.connect(self.change_asked)
        self.questions.notes_asked.connect(self._on_notes)
        self.questions.box_shown.connect(self.box_shown)
        self.findings.folded.connect(self._share_height)
        self.top.find_asked.connect(self.find_asked)
        self.top.ready_asked.connect(self.ready_asked)
        self.top.export_asked.connect(self.export_asked)
        self.top.outline_asked.connect(self._on_outline)
        self.top.step_asked.connect(self.step_clause)
        self.top.side_asked.connect(self.show_side)
        self._right.currentChanged.connect(self._on_tab)
        self._strip.chosen.connect(lambda at: self.enter_side(at + 1))
        self._close.clicked.connect(self.toggle_side)
        self._session.changed.connect(self._on_changed)
        self._session.moved.connect(self._on_moved)
        self._session.retraced.connect(self._on_retraced)
        self._theme.changed.connect(self._on_theme)
        self._count_notes()

    # ---- what is made once somebody looks ----------------------------------------------------

    @property
    def preview(self) -> PreviewPanel:
        """The agreement as it will print."""
        return self._preview.panel

    @property
    def explanation(self) -> ExplanationPanel:
        """What the clause means."""
        return self._explanation.panel

    @property
    def notes(self) -> NotesPanel:
        """The notes on clauses."""
        return self._notes.panel

    def _make_preview(self, parent: QWidget) -> PreviewPanel:
        from mou_desktop.gui.panels.preview import PreviewPanel

        return PreviewPanel(self._session, self._theme, parent)

    def _make_explanation(self, parent: QWidget) -> ExplanationPanel:
        from mou_desktop.gui.panels.explanation import ExplanationPanel

        return ExplanationPanel(self._session, self._theme, parent)

    def _make_notes(self, parent: QWidget) -> NotesPanel:
        from mou_desktop.gui.panels.notes import NotesPanel

        panel = NotesPanel(self._session, self._theme, self._author, parent)
        panel.box_shown.connect(self.box_shown)
        panel.author_named.connect(self.author_named)
        self.box_shown.emit(panel.box)
        return panel

    def _make_ready(self, parent: QWidget) -> ReadyPage:
        from mou_desktop.gui.panels.ready import ReadyPage

        page = ReadyPage(self._session, self._theme, parent)
        page.back_asked.connect(self.leave_ready)
        page.place_asked.connect(self._on_place_asked)
        page.mandatory_asked.connect(self._on_mandatory)
        page.final_asked.connect(self.final_asked)
        page.draft_asked.connect(self.export_asked)
        page.send_asked.connect(self.send_asked)
        page.worksheet_asked.connect(self.worksheet_asked)
        return page

    # ---- the room there is -------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room out, now that there is some."""
        super().showEvent(event)
        if not self._fit():
            self._share()

    @property
    def _narrow(self) -> bool:
        return self._class == "narrow"

    @Slot()
    def _on_theme(self) -> None:
        self._restyle()
        self._fit()
        self._share()
        later(self, self._share)  # once every part has its new font

    def _restyle(self) -> None:
        side = self._theme.grown(ALONE)
        self._close.setIcon(icon(self._theme, "close", size=ALONE))
        self._close.setIconSize(QSize(side, side))

    def _fit(self) -> bool:
        """Take the layout for the room there is; return whether it is another one."""
        width, height = self.width() / self._theme.scale, self.height() / self._theme.scale
        found = room.width_class(width)
        self.findings.set_folded(found == "narrow" or (found == "middle" and height < room.TALL))
        if found == self._class:
            self._show_right()
            return False
        self._class = found
        narrow = self._narrow
        self.top.set_narrow(narrow=narrow)
        self.status.set_narrow(narrow=narrow)
        self.questions.set_narrow(narrow=narrow)
        self._right.tabBar().setVisible(not narrow)
        self._close.setVisible(not narrow)
        self.outline.setVisible(not narrow)
        self._lower.show()
        self._show_top()
        if narrow:
            self._put_side(self._side)
        else:
            self.questions.show()
            self._show_right()
        self._share()
        return True

    @Slot()
    def _show_right(self) -> None:
        """Show the right side where it is wanted and has room, or the strip in its place."""
        if self._narrow:
            self._strip.hide()
            return
        yields = self._table_wants_all() and not self._past_table
        wanted = self._open_beside_table if yields else self._open
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            later(self, self._show_right, 50)  # nothing moves under a held button
            return
        if wanted == self._right.isHidden():
            inside = self._right.isAncestorOf(QApplication.focusWidget() or self)
            with self.questions.still():
                self._right.setVisible(wanted)
                self._strip.setVisible(not wanted)
                self._share()
            if inside and not wanted:
                self._strip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.setVisible(not wanted)

    def _table_wants_all(self) -> bool:
        """Return whether a table is asked that has too little room beside the right side."""
        scale, widths = self._theme.scale, self._widths[self._class or "wide"]
        middle = self.width() / scale - widths.left - widths.right
        return self.questions.wants_room and middle < room.TABLE

    @Slot()
    def _share(self) -> None:
        """Give each part its share of the room."""
        if self._class is None or not self.isVisible():
            return
        widths, scale = self._widths[self._class], self._theme.scale
        left, right = round(widths.left * scale), round(widths.right * scale)
        self._all.setSizes([left, max(self.width() - left, 1)])
        rest = self.width() - (left if self.outline.isVisible() else 0)
        self._middle.setSizes([max(rest - right, 1), right])
        self._share_height()

    @Slot()
    def _share_height(self) -> None:
        if self._class is None or not self.isVisible():
            return
        asked = 0 if self.findings.is_folded else self._widths[self._class].findings
        high = round(asked * self._theme.scale) or self.findings.sizeHint().height()
        self._lower.setSizes([max(self._lower.height() - high, 1), high])

    @Slot()
    def _on_dragged(self) -> None:
        """Remember where the user put a splitter."""
        if self._class is None:
            return
        before, scale = self._widths[self._class], self._theme.scale
        left = self.outline.width() if self.outline.isVisible() else 0
        right = self._right.width() if self._right.isVisible() and not self._narrow else 0
        findings = 0 if self.findings.is_folded else self.findings.height()
        self._widths[self._class] = room.Widths(
            round(left / scale) or before.left,
            round(right / scale) or before.right,
            round(findings / scale) or before.findings,
        )

    @Slot(int)
    def show_side(self, side: int) -> None:
        """Show one side in a narrow window, or bring its tab to the front in a wide one."""
        self._show_page(self._all)
        self._put_side(side)

    def _put_side(self, side: int) -> None:
        self._side = side
        if side != QUESTIONS:
            self._right.setCurrentIndex(side - 1)
            self._on_tab(side - 1)
        if self._narrow:
            self.outline.hide()
            self._lower.show()
            self.questions.setVisible(side == QUESTIONS)
            self._right.setVisible(side != QUESTIONS)
            self.top.show_side(side)
        elif side != QUESTIONS:
            self._want_right(wanted=True)

    def enter_side(self, side: int) -> None:
        """Show one side, and put the keyboard into it."""
        self.show_side(side)
        if side == QUESTIONS:
            self.questions.enter()
        elif side == NOTES:
            self.notes.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            panel = self._right.currentWidget()
            _first_stop(panel).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        """Make the panel that is about to be seen: an empty one is never shown to the user."""
        (self._preview, self._explanation, self._notes)[at].ensure()

    @Slot()
    def toggle_side(self) -> None:
        """Close the right side, or open it again."""
        if not self._narrow:
            self._want_right(wanted=self._right.isHidden())

    def _want_right(self, *, wanted: bool) -> None:
        if self._table_wants_all() and not self._past_table:
            self._open_beside_table = wanted
        else:
            self._open = wanted
        self._show_right()

    @Slot()
    def _on_outline(self) -> None:
        """Open the list of clauses over the page in a narrow window, or close it again."""
        self._show_page(self._all)
        shown = self.outline.isVisible()
        self.outline.setVisible(not shown)
        self._lower.setVisible(shown)
        if not shown:
            self.outline.setFocus()

    # ---- ready to sign? ----------------------------------------------------------------------

    def show_ready(self) -> None:
        """Show the verdict in place of the questions, as soon as the document is checked."""
        page = self._ready.panel
        page.begin()
        self._show_page(self._ready)
        page.enter()

    def _show_page(self, page: QWidget) -> None:
        left = self.reviewing and page is not self._review
        self._pages.setCurrentWidget(page)
        self._show_top()
        if left:
            self.review_left.emit()

    def _show_top(self) -> None:
        """Leave away of the bar at the top what the page that is shown has itself."""
        self.top.set_judged(judged=self._pages.currentWidget() is not self._all)
        self.top.setVisible(not (self._narrow and self.reviewing))

    @Slot()
    def leave_ready(self) -> None:
        """Go back to the questions."""
        self._show_page(self._all)
        self.questions.enter()

    @Slot(object)
    def _on_place_asked(self, finding: Finding) -> None:
        self._show_page(self._all)
        self.go(finding.place)

    @Slot()
    def _on_mandatory(self) -> None:
        """List the mandatory clauses in the outline."""
        self._show_page(self._all)
        if self._narrow and not self.outline.isVisible():
            self._on_outline()
        self.outline.show_mandatory()

    # ---- back from counsel -------------------------------------------------------------------

    @property
    def review_page(self) -> ReviewPage | None:
        """What came back from counsel, while it is worked through."""
        return self._review

    @property
    def reviewing(self) -> bool:
        """Whether that is what is shown."""
        return self._review is not None and self._pages.currentWidget() is self._review

    def open_review(self, review: Review) -> ReviewPage:
        """Make the page of a review; it is shown by `show_review`."""
        from mou_desktop.gui.panels.review_page import ReviewPage

        page = self._review = ReviewPage(self._theme, review, self)
        page.back_asked.connect(self.leave_review)
        page.box_shown.connect(self.box_shown)
        page.detail.tell_boxes()
        self._pages.addWidget(page)
        return page

    def show_review(self) -> None:
        """Show what came back in place of the questions."""
        if self._review is not None:
            self._show_page(self._review)
            self._review.enter()

    @Slot()
    def leave_review(self) -> None:
        """Go back to the questions; the review stays as it is."""
        self._show_page(self._all)
        self.questions.enter()

    def close_review(self) -> None:
        """Take the page of a review away."""
        page, self._review = self._review, None
        if page is not None:
            self._show_page(self._all)
            self._pages.removeWidget(page)
            page.deleteLater()

    # ---- going about -------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Go to a place and put the keyboard there, also where the user was already."""
        self._session.go(place)
        if place.field:
            self.questions.enter()

    @Slot(object)
    def _on_moved(self) -> None:
        self._show_page(self._all)
        self._count_notes()
        if self._narrow and self.outline.isVisible():
            self.outline.hide()
            self._lower.show()
        if self._narrow and self._session.place.field and self._side != QUESTIONS:
            self.show_side(QUESTIONS)
        self._open_beside_table = self._open_beside_table and self.questions.wants_room
        self._past_table = False
        self._show_right()

    @Slot(object)
    def _on_retraced(self, place: Place) -> None:
        """Go to what was undone or redone, unless it is on the screen."""
        judging = self._pages.currentWidget() is self._ready
        if self.reviewing or (not judging and place.clause != self._session.place.clause):
            self._show_page(self._all)  # nothing is undone unseen
            self.go(place)

    def ask_change(self) -> None:
        """Show what may be done with the text of this clause."""
        self.show_side(QUESTIONS)
        self.questions.ask_change()

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
        if self._review is not None and self.reviewing:
            self._review.next_panel(back=back)
            return
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

    def let_go(self) -> None:
        """Take leave of the keyboard, before the editor is taken down."""
        self._gone = True
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Take the keyboard round with Tab: outline, bar, questions, right side, findings.

        A right side that gave its room to a table has it back for as long as Tab is past it.
        """
        if self._gone or not self.isVisible():
            return False  # its parts are being taken down: nobody may look at them now
        here = self.window().focusWidget()
        found = self._stop_after(here, forward=next_)
        if found is None:
            return False
        past = self._past_table
        if self._strip.isAncestorOf(found) and self._open and self._table_wants_all():
            past = True
        elif self.questions.isAncestorOf(found):
            past = False
        if past != self._past_table:
            self._past_table = past
            self._show_right()
            found = self._stop_after(here, forward=next_) or found
        reasons = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        found.setFocus(reasons[not next_])
        return True

    def _stop_after(self, here: QWidget | None, *, forward: bool) -> QWidget | None:
        return tab_ring.after(tab_ring.stops(self, self._parts(), here), here, forward=forward)

    def _parts(self) -> list[QWidget]:
        """Return the parts of the window in the order in which Tab goes through them."""
        return [
            *self.outline.parts(),
            self.top,
            self.notices,
            *self.questions.parts(),
            self._right.tabBar(),
            self._close,
            self._right,
            self._strip,
            self._ready,
            *([self._review] if self._review is not None else []),
            *self.findings.parts(),
            self.status,
        ]

    @Slot(str)
    def _on_notes(self, clause: str) -> None:
        self._session.go(self._session.edition.clause_places.get(clause, Place(clause=clause)))
        self.enter_side(NOTES)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.notes:
            self._count_notes()

    def _count_notes(self) -> None:
        """Say on the tab how many notes are open where the user is, as the list there shows."""
        session = self._session
        here = local.notes_on(session.document, session.place.clause or session.place.section)
        count = sum(not note.get("done") for note in here)
        text = f"{words.NOTES} {count}" if count else words.NOTES
        self._right.setTabText(NOTES - 1, text)
        self._strip.rename(NOTES - 1, text)
        self.top.rename_side(NOTES, text)


def _first_stop(panel: QWidget) -> QWidget:
    """Return what Tab would reach first in `panel`."""
    inner = panel.currentWidget() if isinstance(panel, QTabWidget) else None
    start = inner if inner is not None else panel
    if start.focusProxy() is not None:
        return start
    return tab_ring.first(start) or start
