"""One note: whom it is for, who wrote it, its text and replies, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.note_box import NoteBox
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label
from mou_desktop.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

_START = 30  # characters of a note by which its buttons are told apart


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says; `place` is empty where it stands beside its clause anyway."""

    id: str
    place: str
    whom: str
    byline: str
    text: str
    done: bool
    replies: tuple[tuple[str, str], ...] = ()


class NoteCard(Ground):
    """Shows one note.

    Signals:
        done_asked: to be marked done, or opened again; carries the note’s `_id` and which.
        replied: a reply was written; carries the `_id` and the text.
        removed: to be removed; carries the `_id`.
        gone: to be gone to; carries the `_id`.
        box_shown: a box for a reply was opened; carries it.
    """

    done_asked = Signal(str, bool)
    replied = Signal(str, str)
    removed = Signal(str)
    gone = Signal(str)
    box_shown = Signal(object)

    def __init__(self, theme: Theme, said: Said, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent, radius=8, edge=True)
        self._theme, self._said = theme, said
        start = " ".join(said.text.split())
        self._start = start if len(start) <= _START else f"{start[:_START].rstrip()}…"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 8)
        self._column.setSpacing(4)
        self._show_head()
        self._column.addSpacing(4)
        self._column.addWidget(make_label(theme, said.text, self))
        for byline, text in said.replies:
            reply = QVBoxLayout()
            reply.setContentsMargins(16, 4, 0, 0)
            reply.addWidget(make_label(theme, byline, self, "small", "muted"))
            reply.addWidget(make_label(theme, text, self))
            self._column.addLayout(reply)
        self._show_buttons()
        self._box: NoteBox | None = None

    def _show_head(self) -> None:
        theme, said = self._theme, self._said
        row = QHBoxLayout()
        row.setSpacing(8)
        state, role, picture = (
            (words.NOTES_DONE_STATE, "ok", "check")
            if said.done
            else (words.NOTES_OPEN_STATE, "accent", "todo")
        )
        row.addWidget(Pill(theme, self, text=state, role=role, icon=picture))
        picture = "scales" if said.whom == words.NOTES_FOR_SHORT["counsel"] else "person"
        row.addWidget(Pill(theme, self, text=said.whom, role="text", icon=picture))
        row.addStretch(1)
        self._column.addLayout(row)
        if said.place:
            self._column.addWidget(make_label(theme, said.place, self, "label"))
        self._column.addWidget(make_label(theme, said.byline, self, "small", "muted"))

    def _show_buttons(self) -> None:
        said, row = self._said, QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        done = words.NOTES_REOPEN if said.done else words.NOTES_DONE
        for name, what, slot in (
            ("done", done, self._on_done),
            ("reply", words.NOTES_REPLY, self._on_reply),
            ("remove", words.NOTES_REMOVE, self._on_remove),
            *((("go", words.NOTES_GO, self._on_go),) if said.place else ()),
        ):
            button = self._button(name, what)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _button(self, name: str, what: str) -> QPushButton:
        button = make_button(self._theme, what, self, look="flat")
        button.setObjectName(name)
        button.setProperty("small", True)  # Qt's own
        button.setMinimumHeight(self._theme.grown(28))
        button.setAccessibleName(words.NOTES_BUTTON.format(what=what, start=self._start))
        return button

    @Slot()
    def _on_done(self) -> None:
        self.done_asked.emit(self._said.id, not self._said.done)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._said.id)

    @Slot()
    def _on_go(self) -> None:
        self.gone.emit(self._said.id)

    @Slot()
    def _on_reply(self) -> None:
        """Open a box for the reply, below the note."""
        if self._box is None:
            self._box = NoteBox(self._theme, self)
            self._box.setObjectName("reply_text")
            self._box.setAccessibleName(words.NOTES_REPLY_TEXT.format(start=self._start))
            self._box.sent.connect(self._on_send)
            send = make_button(self._theme, words.NOTES_SEND, self)
            send.setObjectName("send_reply")
            send.clicked.connect(self._on_send)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(send)
            self._column.addWidget(self._box)
            self.box_shown.emit(self._box)
            self._column.addLayout(row)
        self._box.setFocus()

    @Slot()
    def _on_send(self) -> None:
        if self._box is not None and self._box.toPlainText().strip():
            self.replied.emit(self._said.id, self._box.toPlainText())
