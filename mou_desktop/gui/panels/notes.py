"""Notes on clauses, to a colleague or to counsel: a list of them, and a new one.

Everything here is a step that can be undone. Notes never print and never hold anything up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.icons import BUTTON, icon
from mou_desktop.gui.widgets.calm_wheel import CalmWheel
from mou_desktop.gui.widgets.note_box import NoteBox
from mou_desktop.gui.widgets.note_card import NoteCard, Said
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.gui.widgets.parts import colour_label, make_button, make_label
from mou_desktop.gui.widgets.reading_area import ReadingArea
from mou_desktop.gui.widgets.segments import Segments
from mou_desktop.model import Place, local
from mou_desktop.model.values import EMPTY, clean_text, freeze
from mou_desktop.store.project_file import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent

    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.values import Value

HERE, ALL, OPEN = range(3)
LONGEST_NAME = 120  # characters, as in the settings
LOWEST = 72  # pixels of the list


class NotesPanel(QWidget):
    """Shows the notes of the clause the user is in, or all of them.

    Signals:
        box_shown: a box for a reply was opened; carries it.
        author_named: the writer gave a name, to stand beside this note and the later ones.
    """

    box_shown = Signal(object)
    author_named = Signal(str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        author: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._author = session, theme, author
        self._stale = True
        self._listed: tuple[object, ...] = ()
        self.setObjectName("notes")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._filter = Segments(theme, words.NOTES_FILTERS, self, name=words.NOTES_FILTER)
        self._filter.setObjectName("notes_filter")
        self._list = ReadingArea(theme, words.NOTES, self)
        self._list.setObjectName("notes_list")
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._head = make_label(theme, "", self, "label")
        self._box = NoteBox(theme, self)
        self._box.setObjectName("note_text")
        self._head.setBuddy(self._box)
        self._name_box = QLineEdit(self)
        self._name_box.setObjectName("note_author")
        self._name_box.setMaxLength(LONGEST_NAME)
        self._named = make_label(theme, words.NOTES_YOUR_NAME, self)
        self._named.setBuddy(self._name_box)
        self._name_hint = make_label(theme, words.NOTES_NAME_HINT, self, "small", "muted")
        self._name_box.setAccessibleDescription(words.NOTES_NAME_HINT)
        self._whom = QComboBox(self)
        self._whom.setObjectName("note_for")
        self._whom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        CalmWheel(self._whom)
        for key, text in words.NOTES_FOR_WHOM.items():
            self._whom.addItem(text, key)
        self._for = QLabel(words.NOTES_FOR, self)
        self._for.setBuddy(self._whom)
        self._add = make_button(theme, words.NOTES_ADD, self, "plus")
        self._add.setObjectName("add_note")
        self._lay_out()
        self._filter.chosen.connect(self._refresh)
        self._add.clicked.connect(self._on_add)
        self._box.sent.connect(self._on_add)
        session.moved.connect(self._refresh)
        session.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme)

    @property
    def box(self) -> NoteBox:
        """Where a new note is written."""
        return self._box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 4)
        top.addWidget(self._filter)
        top.addStretch(1)
        send = QHBoxLayout()
        send.setSpacing(8)
        send.addWidget(self._for)
        send.addWidget(self._whom)
        send.addStretch(1)
        send.addWidget(self._add)
        new = QVBoxLayout()
        new.setContentsMargins(16, 8, 16, 16)
        new.setSpacing(8)
        new.addWidget(self._head)
        new.addWidget(self._box)
        for part in (self._named, self._name_box, self._name_hint):
            new.addWidget(part)
        new.addLayout(send)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._list, 1)
        column.addLayout(new)
        area = PageArea(page, self)  # in a low window all of it scrolls
        area.setBackgroundRole(QPalette.ColorRole.Base)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)
        self._fit()

    def _fit(self) -> None:
        self._list.setMinimumHeight(self._theme.grown(LOWEST))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    # ---- showing -----------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.notes or change.text:
            self._refresh()

    @Slot()
    def _on_theme(self) -> None:
        self._listed = ()
        self._head.setFont(self._theme.font("label"))
        colour_label(self._theme, self._head, "text")
        for label, kind, role in (
            (self._named, "body", "text"),
            (self._name_hint, "small", "muted"),
        ):
            label.setFont(self._theme.font(kind))  # type: ignore[arg-type]
            colour_label(self._theme, label, role)
        self._add.setIcon(icon(self._theme, "plus"))
        self._add.setIconSize(QSize(self._theme.grown(BUTTON), self._theme.grown(BUTTON)))
        self._add.setMinimumHeight(self._theme.grown(34))
        self._fit()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Show the notes that are asked for, and where a new one would stand."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        self._ask_name()
        here = self._here()
        place = self._name(here) if here else ""
        said = words.NOTES_NEW.format(place=place) if here else words.NOTES_NO_CLAUSE
        self._head.setText(said)
        self._box.setAccessibleName(said)
        notes, which = self._session.document.notes, self._filter.current
        shown = tuple(note for note in notes if self._passes(note, which, here))
        listed = (which, shown or notes, self._session.numbers if which else here)
        if listed != self._listed:
            self._listed = listed
            self._build(shown, which)

    def _ask_name(self) -> None:
        """Ask for the writer's name for as long as none is known."""
        for part in (self._named, self._name_box, self._name_hint):
            part.setVisible(not self._author())

    def _writer(self) -> str:
        """Return who writes; a name that was just given is remembered from now on."""
        name = " ".join(clean_text(self._name_box.text()).split())
        if not self._author() and name:
            self.author_named.emit(name)
            self._ask_name()
        return self._author() or name

    def _build(self, notes: tuple[Mapping[str, Value], ...], which: int) -> None:
        inside, column = self._list.begin(), self._list.column
        column.setSpacing(12)
        if not notes:
            text = words.NOTES_EMPTY
            if self._session.document.notes:
                text = words.NOTES_NONE_HERE if which == HERE else words.NOTES_NONE_OPEN
                elsewhere = sum(not one.get("done") for one in self._session.document.notes)
                if which == HERE and elsewhere:
                    text = f"{text} {words.NOTES_ELSEWHERE.format(count=elsewhere)}"
            column.addWidget(make_label(self._theme, text, inside, "body", "muted"))
        for note in notes:
            card = NoteCard(self._theme, self._said(note, which), inside)
            card.setObjectName(f"note_{note.get('_id')}")
            card.done_asked.connect(self._on_done)
            card.replied.connect(self._on_reply)
            card.removed.connect(self._on_remove)
            card.gone.connect(self._on_go)
            card.box_shown.connect(self.box_shown)
            column.addWidget(card)
        self._list.finish()

    def _passes(self, note: Mapping[str, Value], which: int, here: str) -> bool:
        if which == HERE:
            return _clause(note) == here
        return which == ALL or not note.get("done")

    def _said(self, note: Mapping[str, Value], which: int) -> Said:
        replies = tuple(
            (self._byline(reply), str(reply.get("text", ""))) for reply in note.get("replies") or ()
        )
        return Said(
            id=str(note.get("_id", "")),
            place=self._name(_clause(note)) if which != HERE else "",
            whom=words.NOTES_FOR_SHORT.get(str(note.get("for")), ""),
            byline=self._byline(note),
            text=str(note.get("text", "")),
            done=bool(note.get("done")),
            replies=replies,
        )

    def _byline(self, note: Mapping[str, Value]) -> str:
        author = str(note.get("author") or "") or words.NOTES_NO_AUTHOR
        return " · ".join(filter(None, (author, words.local_time(str(note.get("time") or "")))))

    def _here(self) -> str:
        place = self._session.place
        return place.clause or place.section

    def _name(self, key: str) -> str:
        """Return a clause by number and heading, as far as it has them."""
        document = self._session.document
        clause = document.edition.clauses.get(key)
        own = next((one for one in document.added if one.id == key), None)
        heading = clause.heading if clause else own.heading if own else ""
        if key in words.TASKS:
            return words.TASKS[key][0]
        places = document.edition.clause_places
        known = places.get(key)
        part = known.document if known else document.edition.documents[0].key
        number = self._session.numbers.get(f"{part}/{key}", "").partition(",")[0]
        return " ".join(filter(None, (number, heading))) or words.NOTES_ON_WHOLE

    # ---- doing -------------------------------------------------------------------------------

    @Slot()
    def _on_add(self) -> None:
        here, text = self._here(), clean_text(self._box.toPlainText()).strip()
        if not here or not text:
            self._box.setAccessibleDescription(words.NOTES_EMPTY_TEXT if here else "")
            self._box.setFocus()
            return
        place = self._session.place
        on = {"clause": here, "field": place.field or None, "row": place.row or None}
        document = local.add_note(
            self._session.document,
            on=on,
            for_=str(self._whom.currentData()),
            author=self._writer(),
            time=utc_now(),
            text=text,
        )
        self._box.clear()
        self._box.setAccessibleDescription("")
        self._whom.setCurrentIndex(0)  # the next one stays in the office unless somebody says so
        self._session.become(document, words.NOTES_STEP_ADD)

    @Slot(str, bool)
    def _on_done(self, note: str, done: bool) -> None:
        document = local.change_note(self._session.document, note, done=done)
        self._session.become(document, words.NOTES_STEP_DONE if done else words.NOTES_STEP_REOPEN)
        self._list.setFocus()

    @Slot(str, str)
    def _on_reply(self, note: str, text: str) -> None:
        found = self._note(note)
        text = clean_text(text).strip()
        if found and text:
            reply = {"author": self._writer(), "time": utc_now(), "text": text}
            replies = freeze([*(found.get("replies") or ()), reply])
            document = local.change_note(self._session.document, note, replies=replies)
            self._session.become(document, words.NOTES_STEP_REPLY)
            self._list.setFocus()

    @Slot(str)
    def _on_remove(self, note: str) -> None:
        document = local.remove_note(self._session.document, note)
        self._session.become(document, words.NOTES_STEP_REMOVE)
        self._list.setFocus()

    @Slot(str)
    def _on_go(self, note: str) -> None:
        on = (self._note(note) or EMPTY).get("on") or EMPTY
        clause, field, row = (str(on.get(key) or "") for key in ("clause", "field", "row"))
        home = self._session.edition.clause_places.get(clause)
        own = next((one for one in self._session.document.added if one.id == clause), None)
        section = home.section if home else own.section if own else ""
        part = home.document if home else self._session.edition.documents[0].key
        self._session.go(Place(part, section, clause, field, row))

    def _note(self, id_: str) -> Mapping[str, Value] | None:
        notes = self._session.document.notes
        return next((note for note in notes if note.get("_id") == id_), None)


def _clause(note: Mapping[str, Value]) -> str:
    return str((note.get("on") or EMPTY).get("clause") or "")
