"""The start page: a new agreement, one to open, those opened lately, work that was kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label, make_picture
from mou_desktop.gui.widgets.progress_bar import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.library import Card
    from mou_desktop.store.memory import Recent
    from mou_desktop.store.recovery import Copy


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the start page has to show."""

    cards: Sequence[Card]
    recent: Sequence[Recent]
    copies: Sequence[Copy]


class StartPage(QWidget):
    """Offers the ways to begin. It opens nothing itself.

    Signals:
        new_asked: an agreement of an edition; carries the edition's id.
        open_asked, sample_asked, guide_asked, settings_asked: the buttons of the left side.
        file_asked: a file of the list; carries its path.
        forget_asked: take a file off the list; carries its path.
        copy_asked: look at work that was kept; carries the copy.
        discard_asked: let it go; carries the copy.
    """

    new_asked = Signal(str)
    open_asked = Signal()
    sample_asked = Signal()
    guide_asked = Signal()
    settings_asked = Signal()
    file_asked = Signal(str)
    forget_asked = Signal(str)
    copy_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self._theme = theme
        self._shelf = Shelf((), (), ())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        theme.changed.connect(self._build)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what there is to begin with; the keyboard stands on New agreement."""
        self._shelf = shelf
        self._build()

    @Slot()
    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._row.addWidget(self._left())
        self._row.addWidget(self._right(), 1)

    def _left(self) -> QWidget:
        side = Ground(self._theme, "raised", self)
        side.setFixedWidth(min(self._theme.grown(332), 420))
        box = QVBoxLayout(side)
        box.setContentsMargins(32, 32, 32, 24)
        box.setSpacing(8)
        mark = make_picture(self._theme, "file", "accent", side, 44)
        mark.setAccessibleName(words.PRODUCT)
        box.addWidget(mark)
        box.addSpacing(8)
        box.addWidget(make_label(self._theme, words.PRODUCT, side, "big"))
        box.addWidget(make_label(self._theme, words.START_SENTENCE, side, "body", "muted"))
        box.addSpacing(16)
        newest = self._newest()
        main = make_button(self._theme, words.NEW_AGREEMENT, side, "new", look="main")
        main.setObjectName("new_agreement")
        main.clicked.connect(lambda: self.new_asked.emit(newest))
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
            (words.GUIDE, "help", self.guide_asked),
            (words.SETTINGS, "gear", self.settings_asked),
        ):
            button = make_button(self._theme, text, side, name, "flat")
            button.clicked.connect(signal)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        main.setFocus()
        return side

    def _newest(self) -> str:
        return next((c.id for c in reversed(self._shelf.cards) if not c.superseded_by), "")

    def _right(self) -> QWidget:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = Ground(self._theme, "surface", area)
        box = QVBoxLayout(page)
        box.setContentsMargins(32, 32, 32, 32)
        box.setSpacing(8)
        for copy in self._shelf.copies:
            box.addWidget(self._banner(copy, page))
        if self._shelf.recent:
            box.addWidget(make_label(self._theme, words.RECENT, page, "h2"))
            for one in self._shelf.recent:
                box.addWidget(self._entry(one, page))
            box.addSpacing(24)
        box.addWidget(make_label(self._theme, words.START_FROM, page, "h2"))
        cards = QHBoxLayout() if self._theme.scale < 1.5 else QVBoxLayout()
        cards.setSpacing(16)
        for card in reversed(self._shelf.cards):
            cards.addWidget(self._card(card, page), 1)
        box.addLayout(cards)
        box.addStretch(1)
        area.setWidget(page)
        return area

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
        row.addLayout(texts, 1)
        look = make_button(self._theme, words.LOOK_AT_IT, banner, "")
        look.clicked.connect(lambda: self.copy_asked.emit(copy))
        drop = make_button(self._theme, words.DISCARD, banner, "", look="flat")
        drop.clicked.connect(lambda: self.discard_asked.emit(copy))
        row.addWidget(look)
        row.addWidget(drop)
        return banner

    def _entry(self, one: Recent, parent: QWidget) -> QWidget:
        return _RecentRow(self, self._theme, one, parent)

    def _card(self, card: Card, parent: QWidget) -> QWidget:
        frame = Ground(self._theme, "raised", parent, radius=8, edge=True)
        box = QVBoxLayout(frame)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        name = words.EDITION.format(year=card.year or card.id)
        state = words.SUPERSEDED if card.superseded_by else words.IN_USE
        box.addWidget(make_label(self._theme, f"{name} · {state}", frame, "label"))
        box.addWidget(make_label(self._theme, card.summary, frame, "small", "muted"))
        if card.text == "working":
            box.addWidget(make_label(self._theme, words.WORKING_TEXT, frame, "small", "muted"))
        start = make_button(
            self._theme, words.START_WITH.format(year=card.year or card.id), frame, ""
        )
        start.setObjectName(f"start_{card.id}")
        start.clicked.connect(lambda: self.new_asked.emit(card.id))
        box.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        return frame


class _RecentRow(QWidget):
    """One file opened lately: Enter opens it, Delete takes it off the list."""

    def __init__(self, page: StartPage, theme: Theme, one: Recent, parent: QWidget) -> None:
        super().__init__(parent)
        self._page, self._one = page, one
        there = Path(one.path).exists()
        name = Path(one.path).stem
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        self._open = make_button(theme, name, self, "file", "flat")
        self._open.setFont(theme.font("label"))
        self._open.setObjectName("recent")
        row.addWidget(self._open)
        state = words.recent_state(one) if there else words.not_found(one)
        self._open.setAccessibleName(f"{name}, {state}")
        row.addWidget(make_label(theme, state, self, "small", "muted" if there else "warn"), 1)
        if there:
            bar = ProgressBar(theme, self)
            bar.show_progress(one.answered, one.asked)
            bar.setFixedWidth(150)
            row.addWidget(bar)
            self._open.clicked.connect(lambda: page.file_asked.emit(one.path))
            return
        remove = make_button(theme, words.REMOVE, self, "close", "flat")
        remove.setAccessibleName(f"{words.REMOVE} {name}")
        remove.clicked.connect(lambda: page.forget_asked.emit(one.path))
        self._open.clicked.connect(page.open_asked)
        row.addWidget(remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the file off the list on Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self._page.forget_asked.emit(self._one.path)
        else:
            super().keyPressEvent(event)
