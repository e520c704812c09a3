"""The line at the foot: what is true now. It says whether the work is saved, always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.parts import Ground, colour_label, make_label
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme


class StatusLine(Ground):
    """Shows saved or not, where the user is, how much is answered, and the size of text."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent)
        self.setObjectName("status_line")
        self._session, self._theme = session, theme
        self._trouble, self._no_copies = "", False
        self._saving = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        self._news = ""
        self._look: tuple[object, ...] = ()
        self._icon = QLabel(self)
        self._saved = make_label(theme, "", self, "small")
        self._saved.setObjectName("saved")
        self._where = make_label(theme, "", self, "small", "muted")
        self._count = make_label(theme, "", self, "small", "muted")
        self._size = make_label(theme, "", self, "small", "muted")
        row.addWidget(self._icon)
        row.addWidget(self._saved, 1)
        for label in (self._where, self._count, self._size):
            label.setWordWrap(False)
            row.addWidget(label)
            row.addSpacing(8)
        self._saved.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        session.changed.connect(self._on_changed)
        session.stepped.connect(self._refresh)
        session.moved.connect(self._refresh)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave away what a narrow window has no room for."""
        self._where.setVisible(not narrow)
        self._size.setVisible(not narrow)

    def show_saving(self) -> None:
        """Say that a save is under way."""
        self._saving, self._trouble = True, ""
        self._refresh()

    def show_saved(self) -> None:
        """Say that the work is saved."""
        self._saving, self._trouble = False, ""
        self._refresh()
        say(self, self._saved.text())

    def show_trouble(self, sentence: str) -> None:
        """Say why the work is not saved, until it is."""
        self._saving, self._trouble = False, sentence
        self._refresh()
        say(self, self._saved.text())

    def drop_trouble(self) -> None:
        """Say no longer why a save was refused: that is over, and the next one is not asked yet."""
        self._trouble = ""
        self._refresh()

    def say(self, news: str) -> None:
        """Say what has just been done, beside what is true, until the next edit."""
        self._news = news
        self._refresh()
        say(self, news)

    def drop_news(self) -> None:
        """Say no longer what was done: something else is on the screen."""
        self._news = ""
        self._refresh()

    @Slot()
    def _on_changed(self) -> None:
        self._news = ""
        self._refresh()

    def show_no_copies(self, *, failing: bool) -> None:
        """Say, beside all else, that recovery copies cannot be kept; or no longer."""
        if failing != self._no_copies:
            self._no_copies = failing
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        session = self._session
        name, role, text = self._state()
        look = name, role, self._theme.name, self._theme.scale
        if look != self._look:
            self._look = look
            self._icon.setPixmap(pixmap(self._theme, name, role, 16))
            colour_label(self._theme, self._saved, role if role in {"error", "warn"} else "text")
        self._saved.setText(f"{text} · {self._news}" if self._news else text)
        answered, asked = session.required
        self._count.setText(words.ANSWERED.format(answered=answered, asked=asked))
        self._size.setText(words.TEXT_SIZE.format(percent=round(self._theme.scale * 100)))
        self._where.setText(self._place())

    def _state(self) -> tuple[str, str, str]:
        session = self._session
        if session.only_read:
            return "lock", "warn", words.READ_ONLY
        if self._trouble:
            return "error", "error", self._trouble
        if self._no_copies and not session.saved:
            state = words.SAVING if self._saving else self._unsaved()
            return "attention", "warn", f"{state} · {words.NO_COPIES}"
        if self._saving:
            return "progress", "muted", words.SAVING
        if session.saved:
            time = words.local_time(session.document.saved).removeprefix("Today ")
            return "check", "ok", words.SAVED.format(time=time)
        return "progress", "accent", self._unsaved()

    def _unsaved(self) -> str:
        return words.CHANGES if self._session.path else words.NOT_SAVED_YET

    def _place(self) -> str:
        place = self._session.place
        number = self._session.numbers.get(f"{place.document}/{place.clause}", "")
        one = self._session.edition.column(place.field) if place.field else None
        return " · ".join(filter(None, (number, one.label if one else "")))

    @Slot()
    def _restyle(self) -> None:
        for label in (self._saved, self._where, self._count, self._size):
            label.setFont(self._theme.font("small"))
        for label in (self._where, self._count, self._size):
            colour_label(self._theme, label, "muted")
        self._refresh()
        self.update()
