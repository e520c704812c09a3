"""The start page: a new agreement, one to open, those opened lately, work that was kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import room, words
from mou_desktop.gui.asking import ask
from mou_desktop.gui.panels.recent_list import RecentList
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label, make_picture
from mou_desktop.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.library import Card
    from mou_desktop.store.memory import Recent
    from mou_desktop.store.recovery import Copy


NEW, LOOK = "new_agreement", "look_at_it"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the start page has to show."""

    cards: Sequence[Card]
    recent: Sequence[Recent]
    copies: Sequence[Copy]
    told: Mapping[Path, str] = field(default_factory=dict)  # of each copy, once it was looked at
    damaged: Sequence[Path] = ()  # copies that cannot be read


class StartPage(QWidget):
    """Offers the ways to begin. It opens nothing itself.

    Signals:
        new_asked: an agreement of an edition; carries the edition's id.
        open_asked, sample_asked, guide_asked, settings_asked: the buttons of the left side.
        file_asked: a file of the list; carries its path.
        search_asked: look for a file that is gone; carries its path.
        forget_asked: take a file off the list; carries its path.
        copy_asked: look at work that was kept; carries the copy.
        discard_asked: let it go; carries the copy.
        versions_asked: show what is kept of all agreements.
    """

    new_asked = Signal(str)
    open_asked = Signal()
    sample_asked = Signal()
    guide_asked = Signal()
    settings_asked = Signal()
    file_asked = Signal(str)
    search_asked = Signal(str)
    forget_asked = Signal(str)
    copy_asked = Signal(object)
    discard_asked = Signal(object)
    versions_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self._theme = theme
        self._shelf = Shelf((), (), ())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._stale = self._narrow = False
        theme.changed.connect(self._restyle)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what there is to begin with; the keyboard stands on the way to begin."""
        self._shelf = shelf
        self._build()
        self._enter()

    def _enter(self) -> None:
        """Take the keyboard to New agreement; where kept work would scroll away by that, to it."""
        kept = self.findChild(QWidget, LOOK) if self._narrow else None
        (kept or self._new).setFocus()

    def show_told(self, told: Mapping[Path, str]) -> None:
        """Say of each copy how it stands to its file; one that is not named holds nothing new."""
        copies = [one for one in self._shelf.copies if one.path in told]
        self._shelf = replace(self._shelf, copies=copies, told=told)
        self._restyle()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over colours and sizes that changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two sides above each other where they have no room beside each other."""
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._restyle()

    @Slot()
    def _restyle(self) -> None:
        """Build the page anew in other colours; the keyboard stays on the button it was on."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        before = self._narrow
        self._build()
        again = self.findChild(QWidget, name) if name else None
        if name in {NEW, LOOK} and self._narrow != before:
            self._enter()
        elif again is not None:
            again.setFocus()

    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._narrow = self._is_narrow()
        left, right = self._left(), self._right()
        if self._narrow:
            both = QWidget()
            column = QVBoxLayout(both)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            if self._shelf.copies or self._shelf.damaged:
                column.addWidget(self._kept())  # what may be lost is seen without scrolling
            column.addWidget(left)
            column.addWidget(right, 1)
            self._row.addWidget(PageArea(both, self), 1)
        else:
            left.setFixedWidth(self._theme.grown(332))
            self._row.addWidget(left)
            self._row.addWidget(PageArea(right, self), 1)

    def _is_narrow(self) -> bool:
        return room.width_class(self.width() / self._theme.scale) == "narrow"

    def _left(self) -> QWidget:
        side = Ground(self._theme, "raised", self)
        box = QVBoxLayout(side)
        box.setContentsMargins(32, 32, 32, 24)
        box.setSpacing(8)
        box.addWidget(self._mark(side))
        box.addSpacing(8)
        box.addWidget(make_label(self._theme, words.PRODUCT, side, "big"))
        box.addWidget(make_label(self._theme, words.START_SENTENCE, side, "body", "muted"))
        box.addSpacing(16)
        newest = self._newest()
        main = make_button(self._theme, words.NEW_AGREEMENT, side, "new", look="main")
        main.setObjectName(NEW)
        main.clicked.connect(lambda: self.new_asked.emit(newest))
        self._new = main
        open_ = make_button(self._theme, words.OPEN, side, "open")
        open_.setObjectName("open")
        open_.clicked.connect(self.open_asked)
        sample = make_button(self._theme, words.SAMPLE, side, "book")
        sample.setObjectName("sample")
        sample.clicked.connect(self.sample_asked)
        for button in (main, open_, sample):
            box.addWidget(button)
        box.addStretch(1)
        for text, name, signal in (
            (words.KEPT_VERSIONS, "recover", self.versions_asked),
            (words.GUIDE, "help", self.guide_asked),
            (words.SETTINGS, "gear", self.settings_asked),
        ):
            button = make_button(self._theme, text, side, name, "flat")
            button.setObjectName(f"start_{name}")
            button.clicked.connect(signal)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def _mark(self, parent: QWidget) -> QWidget:
        mark = Ground(self._theme, "accent", parent, radius=10)
        mark.setFixedSize(self._theme.grown(44), self._theme.grown(44))
        box = QVBoxLayout(mark)
        box.setContentsMargins(0, 0, 0, 0)
        picture = make_picture(self._theme, "mark", "on_accent", mark, 30)
        box.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        return mark

    def _begin(self, card: Card) -> None:
        """Ask for an agreement of that edition; of an older one only once its user was warned."""
        newer = self._card_of(self._newest())
        if not card.superseded_by or newer is None:
            self.new_asked.emit(card.id)
            return
        year, other = card.year or card.id, newer.year or newer.id
        answers = (words.START_WITH.format(year=other), words.START_WITH.format(year=year))
        question = words.OLDER_QUESTION.format(year=year, newer=other)
        title = words.OLDER_TITLE.format(year=year)
        said = ask(self, title, question, (*answers, words.CANCEL))
        if said in answers:
            self.new_asked.emit((newer, card)[answers.index(said)].id)

    def _card_of(self, id_: str) -> Card | None:
        return next((card for card in self._shelf.cards if card.id == id_), None)

    def _newest(self) -> str:
        return next((c.id for c in reversed(self._shelf.cards) if not c.superseded_by), "")

    def _right(self) -> QWidget:
        page = Ground(self._theme, "surface", self)
        box = QVBoxLayout(page)
        box.setContentsMargins(32, 32, 32, 32)
        box.setSpacing(8)
        if not self._narrow:
            self._add_kept(box, page)
        if self._shelf.recent:
            box.addWidget(make_label(self._theme, words.RECENT, page, "h2"))
            files = RecentList(self._theme, self._shelf.recent, page, narrow=self._narrow)
            files.file_asked.connect(self.file_asked)
            files.search_asked.connect(self.search_asked)
            files.forget_asked.connect(self.forget_asked)
            box.addWidget(files)
            box.addSpacing(24)
        box.addWidget(make_label(self._theme, words.START_FROM, page, "h2"))
        if today := self._card_of(self._newest()):
            line = words.LAW_TODAY.format(year=today.year or today.id)
            box.addWidget(make_label(self._theme, line, page, "body", "muted"))
        beside = self._theme.scale < 1.5 and not self._narrow
        cards = QHBoxLayout() if beside else QVBoxLayout()
        cards.setSpacing(16)
        for card in reversed(self._shelf.cards):
            cards.addWidget(self._card(card, page), 1)
        box.addLayout(cards)
        box.addStretch(1)
        return page

    def _kept(self) -> QWidget:
        """Return what was kept, to stand above all else."""
        page = Ground(self._theme, "surface", self)
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 16, 16, 8)
        box.setSpacing(8)
        self._add_kept(box, page)
        return page

    def _add_kept(self, box: QVBoxLayout, page: QWidget) -> None:
        for copy in self._shelf.copies:
            box.addWidget(self._banner(copy, page))
        if self._shelf.damaged:
            box.addWidget(self._damaged(page))

    def _banner(self, copy: Copy, parent: QWidget) -> QWidget:
        banner = Ground(self._theme, "warn_soft", parent, radius=8)
        row = QHBoxLayout(banner)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(make_picture(self._theme, "recover", "warn", banner))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(make_label(self._theme, words.KEPT_WORK, banner, "label"))
        district = copy.project.document.answer("district_name") or words.UNTITLED
        where = Path(copy.original).name if copy.original else words.NEVER_SAVED
        time = words.local_time(copy.time)
        line = words.KEPT_LINE.format(district=district, file=where, time=time)
        texts.addWidget(make_label(self._theme, line, banner, "small"))
        told = self._shelf.told.get(copy.path, words.RECOVER_LOOKING)
        texts.addWidget(make_label(self._theme, told, banner, "small"))
        row.addLayout(texts, 2 if self._narrow else 1)
        ways = Flow(banner, at_end=True)
        look = make_button(self._theme, words.LOOK_AT_IT, banner, "")
        look.setObjectName(LOOK)
        drop = make_button(self._theme, words.DISCARD, banner, "", look="flat")
        drop.setObjectName("discard")
        look.clicked.connect(lambda: self.copy_asked.emit(copy))
        drop.clicked.connect(lambda: self.discard_asked.emit(copy))
        for button in (look, drop):
            button.setAccessibleName(f"{button.text()}: {line}")
            button.setAccessibleDescription(told)
            ways.addWidget(button)
        row.addWidget(ways, 1 if self._narrow else 0)
        return banner

    def _damaged(self, parent: QWidget) -> QWidget:
        """Return the line on copies that cannot be read: they are left where they are."""
        line = QWidget(parent)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(12)
        row.addWidget(make_picture(self._theme, "attention", "warn", line, 16))
        count, folder = len(self._shelf.damaged), self._shelf.damaged[0].parent
        sentence = words.RECOVER_DAMAGED[count != 1].format(count=count, folder=folder)
        row.addWidget(make_label(self._theme, sentence, line, "small"), 1)
        return line

    def _card(self, card: Card, parent: QWidget) -> QWidget:
        frame = Ground(self._theme, "raised", parent, radius=8, edge=True)
        box = QVBoxLayout(frame)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        name = words.EDITION.format(year=card.year or card.id)
        head = QHBoxLayout()
        head.addWidget(make_label(self._theme, name, frame, "label"), 1)
        state, role = (
            (words.SUPERSEDED, "muted") if card.superseded_by else (words.IN_USE, "accent")
        )
        head.addWidget(Pill(self._theme, frame, text=state, role=role))
        box.addLayout(head)
        box.addWidget(make_label(self._theme, card.summary, frame, "small", "muted"))
        if card.text == "working":
            box.addWidget(make_label(self._theme, words.WORKING_TEXT, frame, "small", "muted"))
        start = make_button(
            self._theme, words.START_WITH.format(year=card.year or card.id), frame, ""
        )
        start.setObjectName(f"start_{card.id}")
        start.clicked.connect(lambda: self._begin(card))
        box.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        return frame
