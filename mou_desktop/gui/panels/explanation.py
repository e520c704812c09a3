"""What the question or the clause means, why it is there, who knows, and an answer that works.

It follows the session's place and changes nothing but one thing: an example, on being asked, into
a question that has no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.explaining import explain, meaning_of
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label, make_picture
from mou_desktop.gui.widgets.pill import Pill
from mou_desktop.gui.widgets.reading_area import ReadingArea

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel

    from mou_desktop.gui.explaining import Explanation
    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.edition import Basis


class ExplanationPanel(QWidget):
    """Explains where the user is."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._shown: Explanation | None = None
        self._stale = True
        self._built = False
        self._use: QPushButton | None = None
        self._used: QLabel | None = None
        self.setObjectName("explanation")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._area = ReadingArea(theme, words.EXPLANATION, self)
        self._area.setObjectName("explanation_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        session.moved.connect(self._refresh)
        session.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with where the user went while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Explain the place anew, if that says anything else."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        found = explain(self._session.document, self._session.place)
        if found != self._shown or not self._built:
            self._shown, self._built = found, True
            self._build()
        self._offer()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.text or change.before.edition != change.after.edition:
            self._refresh()
        elif not self.isVisible():
            self._stale = True
        elif change.fields & self._session.edition.deciding:
            self._refresh()
        elif self._session.place.field in change.fields:
            self._offer()

    @Slot()
    def _on_theme(self) -> None:
        self._stale = True
        if self.isVisible():
            self._build()
            self._offer()

    # ---- the column --------------------------------------------------------------------------

    def _build(self) -> None:
        self._use = self._used = None
        inside, column, said = self._area.begin(), self._area.column, self._shown
        self._area.verticalScrollBar().setValue(0)
        if said is None:
            self._say(inside, words.EXPLAIN_NOWHERE, "body", "muted")
            self._area.finish()
            return
        self._say(inside, said.title, "h2")
        if said.meaning:
            self._head(inside, words.EXPLAIN_MEANS)
            for text in said.meaning:
                self._say(inside, text)
        if said.local:
            self._head(inside, words.EXPLAIN_LOCAL)
            for text in said.local:
                self._say(inside, text, "body", "changed")
        if said.basis:
            self._head(inside, words.EXPLAIN_WHY)
            column.addWidget(self._basis(inside, said.basis))
        if said.who:
            self._head(inside, words.EXPLAIN_KNOWS)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(make_picture(self._theme, "person", "muted", inside, 18))
            row.addWidget(make_label(self._theme, said.who, inside), 1)
            column.addLayout(row)
        if said.example:
            self._head(inside, words.EXPLAIN_ROW if said.is_row else words.EXPLAIN_EXAMPLE)
            column.addWidget(self._example(inside, said))
        self._area.finish()

    def _head(self, inside: QWidget, text: str) -> None:
        self._area.column.addSpacing(8)
        self._say(inside, text, "label")

    def _say(self, inside: QWidget, text: str, kind: str = "body", role: str = "text") -> None:
        self._area.column.addWidget(make_label(self._theme, text, inside, kind, role))  # type: ignore[arg-type]

    def _basis(self, inside: QWidget, basis: tuple[Basis, ...]) -> QWidget:
        """Return a card with each citation, and whether its source was seen."""
        card = Ground(self._theme, "raised", inside, radius=8, edge=True)
        card.setObjectName("basis")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for number, one in enumerate(basis):
            if number:
                line = Ground(self._theme, "border", card)
                line.setFixedHeight(1)
                column.addWidget(line)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(make_label(self._theme, one.cite, card, "label"), 1)
            state, role, picture = (
                (words.CONFIRMED, "ok", "check")
                if one.confirmed
                else (words.TO_CONFIRM, "warn", "confirm")
            )
            row.addWidget(Pill(self._theme, card, text=state, role=role, icon=picture))
            column.addLayout(row)
            if said := meaning_of(one):
                column.addWidget(make_label(self._theme, said, card))
        line = Ground(self._theme, "border", card)
        line.setFixedHeight(1)
        column.addWidget(line)
        for confirmed, said in ((True, words.CONFIRMED_MEANS), (False, words.TO_CONFIRM_ADVICE)):
            if any(one.confirmed == confirmed for one in basis):
                column.addWidget(make_label(self._theme, said, card, "small", "muted"))
        return card

    def _example(self, inside: QWidget, said: Explanation) -> QWidget:
        card = Ground(self._theme, "raised", inside, radius=8, edge=True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for text in said.example:
            label = make_label(self._theme, text, card)
            label.setFont(self._theme.font("page"))
            column.addWidget(label)
        if said.usable and said.field is not None:
            column.addSpacing(8)
            self._use = make_button(self._theme, words.EXPLAIN_USE, card)
            self._use.setObjectName("use_example")
            self._use.setAccessibleName(words.EXPLAIN_USE_NAME.format(label=said.field.label))
            self._use.clicked.connect(self._on_use)
            row = QHBoxLayout()
            row.addWidget(self._use)
            row.addStretch(1)
            column.addLayout(row)
            self._used = make_label(self._theme, words.EXPLAIN_USED, card, "small", "muted")
            column.addWidget(self._used)
        return card

    def _offer(self) -> None:
        """Offer the example where there is no answer, and only there."""
        said = self._shown
        if self._use is None or self._used is None or said is None or said.field is None:
            return
        document, key = self._session.document, said.field.key
        empty = not document.answer(key) and document.answer(key) not in {False}
        if not empty and self._use.hasFocus():
            self._area.setFocus()
        self._use.setVisible(empty)
        self._used.setVisible(not empty)

    @Slot()
    def _on_use(self) -> None:
        said, document = self._shown, self._session.document
        if said is not None and said.field is not None:
            after = document.with_answer(said.field.key, said.field.example)
            step = words.EXPLAIN_USE_STEP.format(label=said.field.label)
            self._session.become(after, step)
