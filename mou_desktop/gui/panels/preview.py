"""The agreement as it will print, live beside the questions.

A click or Enter on an answer goes to its question, and the question the user is in is ringed. An
edit prints anew only the pieces in which its field stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.page import Page
from mou_desktop.gui.shown_pieces import ShownPieces
from mou_desktop.gui.widgets.page_view import STEP, PageView
from mou_desktop.gui.widgets.zoom_bar import ZoomBar
from mou_desktop.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QPaintEvent, QShowEvent

    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding

AT_A_TIME = 16  # pieces: about five milliseconds


class PreviewPanel(QWidget):
    """Shows the open agreement as a page."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._pieces: ShownPieces | None = None  # until the panel has been painted once
        self._making: Iterator[None] | None = None  # the first page, until it is there
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._go_on)
        self._stale = False
        self._moving = False
        self._behind: set[int] = set()  # pieces out of sight that an edit has touched
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.catch_up)
        self.setObjectName("preview")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.view = PageView(theme, self)
        self.view.setObjectName("page")
        self._bar = ZoomBar(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.view, 1)
        self._bar.smaller.connect(self._on_smaller)
        self._bar.larger.connect(self._on_larger)
        self._bar.fitted.connect(self.view.fit)
        self.view.asked.connect(self._on_asked)
        self.view.zoomed.connect(self._on_zoomed)
        self.view.turned.connect(self._on_turned)
        session.changed.connect(self._on_changed)
        session.checked.connect(self._on_checked)
        session.moved.connect(self._on_moved)
        theme.changed.connect(self._on_theme)

    # ---- what others ask ---------------------------------------------------------------------

    def find(self, text: str, *, backwards: bool = False) -> bool:  # type: ignore[override]
        """Select the next place where `text` stands, round the end; say whether there is one."""
        self._ensure()
        self.catch_up()
        if not text or self._pieces is None:
            return False
        return self._found(text, backwards=backwards) or self._found_elsewhere(
            text, backwards=backwards
        )

    def _found(self, text: str, *, backwards: bool, from_end: bool = False) -> bool:
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        document, cursor = self.view.document(), self.view.textCursor()
        if from_end:
            end = cursor.MoveOperation.End if backwards else cursor.MoveOperation.Start
            cursor.movePosition(end)
        found = document.find(text, cursor, flags)
        if found.isNull():
            return False
        self.view.setTextCursor(found)
        if self.view.page is not None:
            place = self.view.page.find_block(found.block().blockNumber())
            if not self.view.is_in_sight(*place):
                self.view.scroll_to(*place)
        return True

    def _found_elsewhere(self, text: str, *, backwards: bool) -> bool:
        """Look in the pieces outside the window, nearest first, and then from the other end."""
        pieces = self._pieces
        if pieces is None:
            return False
        after = range(pieces.first + len(pieces.shown), len(pieces.all))
        order = [*after, *range(pieces.first)]
        for index in reversed(order) if backwards else order:
            parts = pieces.parts(self._session.document, pieces.all[index])
            lines = ("".join(run.text for run in line.runs) for p in parts for line in p.lines)
            if any(text.casefold() in line.casefold() for line in lines):
                self._look_at(index)
                return self._found(text, backwards=backwards, from_end=True)
        return self._found(text, backwards=backwards, from_end=True)

    @Slot()
    def catch_up(self) -> None:
        """Print what was left for later."""
        if self._behind:
            anchor = self._anchor()
            self._print(sorted(self._behind))
            self._behind.clear()
            self._hold(anchor)

    # ---- the page ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the window paint first, and make the page then."""
        super().paintEvent(event)
        if self._pieces is None and self._making is None:
            self._begin()

    @Slot()
    def _begin(self) -> None:
        """Make the first page, a few pieces each time that the window has nothing else to do."""
        self._making = self._made()
        self._step.start()

    @Slot()
    def _go_on(self) -> None:
        for _ in self._making or ():
            self._step.start()  # a timer, which waits for the window; a posted event would not
            return

    def _made(self) -> Iterator[None]:
        """Make the first page; each stop is a chance for the window to do something else."""
        document = self._session.document
        self.view.fitting()
        pieces, page = self._found_pieces(), Page(self.view.style_now())
        for at in range(0, len(pieces.shown), AT_A_TIME):
            yield
            some = pieces.shown[at : at + AT_A_TIME]
            page.add(pieces.parts(document, piece) for piece in some)
        page.end()
        yield
        self._making, self._pieces = None, pieces
        self._show(page)
        self._tell_state()
        self._on_moved(self._session.place)

    def _ensure(self) -> None:
        if self._pieces is None or self._stale:
            self._fill()

    def _fill(self) -> None:
        """Make the whole page, or the window round the place, anew."""
        self._stale, self._making = False, None
        self.view.fitting()
        self._pieces = self._found_pieces()
        self._show_pieces()
        self._tell_state()
        self._on_moved(self._session.place)

    def _found_pieces(self) -> ShownPieces:
        document, place = self._session.document, self._session.place
        pieces = ShownPieces(document, place.document)
        pieces.look_at(document, pieces.find(place) or 0)
        return pieces

    def _show_pieces(self) -> None:
        """Write the pieces that are to be shown into a new text document."""
        if self._pieces is None:
            return
        self._behind.clear()
        document = self._session.document
        page = Page(self.view.style_now())
        page.fill([self._pieces.parts(document, piece) for piece in self._pieces.shown])
        self._show(page)

    def _show(self, page: Page) -> None:
        self._moving = True
        self.view.show_page(page)
        self._moving = False
        self._tell_where()
        self._bar.say(zoom=self.view.zoom)

    def _look_at(self, index: int) -> None:
        """Move the window so that the piece `index` is in it."""
        pieces = self._pieces
        if pieces is None or 0 <= index - pieces.first < len(pieces.shown):
            return
        pieces.look_at(self._session.document, index)
        self._show_pieces()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._making is not None:
            self._begin()
        if not self.isVisible() or self._pieces is None:
            self._stale = self._pieces is not None
            return
        if change.before.edition != change.after.edition:
            self._fill()
            return
        page, pieces = self.view.page, self._pieces
        if page is None:
            return
        anchor = self._anchor()
        if pieces.restructures(change):
            self._restructure(change)
        else:
            self._touch(pieces.touched(change.fields))
        self._tell_state()
        self._hold(anchor)
        if self._session.place.field in change.fields:
            self._show_ring()
        if change.text:
            self._show_text()
            self._tell_where()

    def _show_text(self) -> None:
        """Bring what was changed in the current clause into sight: its end, where text is added."""
        pieces, page = self._pieces, self.view.page
        index = pieces.find(self._session.place) if pieces is not None else None
        if pieces is None or page is None or index is None:
            return
        piece = index - pieces.first
        if not 0 <= piece < len(page.pieces) or not page.pieces[piece].lines:
            return
        own = self._session.document.clauses.get(self._session.place.clause)
        end = own is not None and own.state == "extended"
        line = len(page.pieces[piece].lines) - 1 if end else 0
        if not self.view.is_in_sight(piece, line):
            self.view.scroll_to(piece, line)

    def _touch(self, numbers: list[int]) -> None:
        """Print pieces anew: what is in sight at once, the rest when the user has seen that."""
        seen = [number for number in numbers if self.view.shows(number)]
        self._print(seen)
        self._behind.update(set(numbers) - set(seen))
        if self._behind:
            self._later.start()

    def _print(self, numbers: Iterable[int]) -> None:
        """Print pieces with the answers as they stand."""
        pieces, document = self._pieces, self._session.document
        if pieces is None:
            return
        for number in numbers:
            self.view.put(number, pieces.parts(document, pieces.shown[number]))

    def _restructure(self, change: Change) -> None:
        page, pieces = self.view.page, self._pieces
        if page is None or pieces is None:
            return
        self._behind.clear()
        moves = pieces.rearranged(change.after)
        if moves is None:
            self._show_pieces()
            return
        gone, come = moves
        for number in gone:
            page.remove(number)
        for number in come:
            page.insert(number)
        for number, piece in enumerate(pieces.shown):
            page.put(number, pieces.parts(change.after, piece))
        self.view.forget()

    def _anchor(self) -> tuple[tuple[str, str], int, float] | None:
        """Return the line at the upper edge, and how far above the edge it begins."""
        if self._pieces is None or not self._pieces.shown:
            return None
        piece, line = self.view.top_line()
        key = self._pieces.shown[piece].key
        return key, line, self.view.top_of(piece, line) + self.view.offset().y()

    def _hold(self, anchor: tuple[tuple[str, str], int, float] | None) -> None:
        """Put the line back to where it stood, whatever has grown above it."""
        if anchor is None or self._pieces is None or self.view.page is None:
            return
        key, line, above = anchor
        piece = next((i for i, one in enumerate(self._pieces.shown) if one.key == key), None)
        if piece is not None:
            line = min(line, max(len(self.view.page.pieces[piece].lines) - 1, 0))
            value = round(self.view.top_of(piece, line) - above)
            bar = self.view.verticalScrollBar()
            if value != bar.value():
                self._moving = True
                bar.setValue(value)
                self._moving = False
        self._tell_where()

    # ---- where the user is -------------------------------------------------------------------

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        number = self._session.numbers.get(f"{place.document}/{place.clause or place.section}", "")
        self._bar.say(place=_where(number))
        if self._pieces is None or not self.isVisible():
            self._stale = self._pieces is not None
            return
        if place.document and place.document != self._pieces.part and self._pieces.part:
            self._fill()
            return
        self.view.show_current(place.field, place.row)
        index = self._pieces.find(place)
        if index is not None:
            self._look_at(index)
            self._show_ring(index - self._pieces.first)

    def _show_ring(self, piece: int | None = None) -> None:
        """Bring the answer of the current question into sight, else its clause."""
        page, place = self.view.page, self._session.place
        if page is None:
            return
        among = self._pieces.touched({place.field}) if self._pieces else ()
        runs = page.runs_of(place.field, place.row, among) if place.field else []
        here = [found for found in runs if piece is None or found[0] == piece] or runs
        if here:
            if not any(self.view.is_in_sight(*found) for found in runs):
                self.view.scroll_to(*here[0])
        elif piece is not None and not self.view.is_in_sight(piece, 0):
            self.view.scroll_to(piece)

    @Slot(str, str)
    def _on_asked(self, field: str, row: str) -> None:
        known = self._session.edition.field_places.get(field)
        if known is not None:
            keys = (known.document, known.section, known.clause, field, row)
            self._session.go(Place(*keys))

    @Slot()
    def _on_turned(self) -> None:
        """Say which clause is in sight, and move the window along at its ends."""
        pieces, bar = self._pieces, self.view.verticalScrollBar()
        if pieces is None or self.view.page is None or self._moving:
            return
        self._tell_where()
        piece, _ = self.view.top_line()
        if pieces.whole:
            return
        low = bar.value() <= bar.minimum() and pieces.first > 0
        last = pieces.first + len(pieces.shown)
        high = bar.value() >= bar.maximum() and last < len(pieces.all)
        if low or high:
            anchor = self._anchor()
            pieces.look_at(self._session.document, pieces.first + piece)
            self._show_pieces()
            self._hold(anchor)

    def _tell_where(self) -> None:
        if self._pieces is None or not self._pieces.shown:
            return
        one = self._pieces.shown[self.view.top_line()[0]]
        key = one.clause.key if one.clause else one.section.key if one.section else ""
        found = self._session.numbers.get(f"{self._part_key()}/{key}", "")
        self.view.say(where=_where(found))

    def _part_key(self) -> str:
        pieces = self._pieces
        parts = self._session.edition.documents
        return pieces.part if pieces and pieces.part else parts[0].key

    # ---- state and dress ---------------------------------------------------------------------

    @Slot(tuple)
    def _on_checked(self, _found: tuple[Finding, ...]) -> None:
        self._tell_state()

    def _tell_state(self) -> None:
        answered, asked = self._session.required
        open_ = asked - answered
        to_fix = sum(one.severity == "must" for one in self._session.findings or ())
        if open_:
            many = words.PREVIEW_MISSING.format(count=open_)
            what = words.PREVIEW_MISSING_ONE if open_ == 1 else many
        else:
            many = words.PREVIEW_TO_FIX.format(count=to_fix)
            what = words.PREVIEW_TO_FIX_ONE if to_fix == 1 else many
        draft = bool(open_ or to_fix)
        text = words.PREVIEW_DRAFT.format(what=what) if draft else words.PREVIEW_COMPLETE
        self.view.say(state=text)
        if draft != self.view.draft:
            self.view.draft = draft
            self.view.viewport().update()

    @Slot()
    def _on_smaller(self) -> None:
        self.view.zoom_to((self.view.zoom - 1) // STEP * STEP)

    @Slot()
    def _on_larger(self) -> None:
        self.view.zoom_to((self.view.zoom // STEP + 1) * STEP)

    @Slot()
    def _on_zoomed(self) -> None:
        self._bar.say(zoom=self.view.zoom)
        if self._making is not None:
            self._begin()
        if self._pieces is not None:
            anchor = self._anchor()
            self._show_pieces()
            self._hold(anchor)

    @Slot()
    def _on_theme(self) -> None:
        self.view.fitting()
        self._on_zoomed()


def _where(number: str) -> str:
    """Return a number as the place it names: Section III.A, or an exhibit by its own name."""
    name = number.partition(",")[0].strip("“”")
    named = name != number or name.startswith("Exhibit")
    return name if named or not name else words.PREVIEW_PLACE.format(number=name)
