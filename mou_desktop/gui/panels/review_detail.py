"""One change that came back: where it is, by whom, both texts in the clause, and the decision.

It shows one change at a time and says what was decided; it applies nothing. What is typed here is
kept with the decision at once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.later import later
from mou_desktop.gui.panels import review_rows, review_ways
from mou_desktop.gui.panels.review_context import texts_of
from mou_desktop.gui.panels.review_result import LOOKED_OVER, ReviewResult
from mou_desktop.gui.panels.review_texts import MARKED, ReviewTexts
from mou_desktop.gui.widgets.choice_button import ChoiceRadio
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.marked_text import MarkedText
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label, make_picture
from mou_desktop.gui.widgets.spoken import say
from mou_desktop.store.project_file import utc_now
from mou_desktop.word.returned.decided import Decision

if TYPE_CHECKING:
    from mou_desktop.gui.panels.review_ways import Way
    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.theme import Theme
    from mou_desktop.word.returned.naming import ReturnNames
    from mou_desktop.word.returned.values import Proposal

WIDEST: Final = 880  # pixels of reading text, at 100 %
BESIDE: Final = 620  # from here on texts have room beside each other
_REMARKS: Final = {"comment", "resolved"}


class ReviewDetail(QWidget):
    """Shows one change.

    Signals:
        settled: a decision was made that needs no more words; the next change may be shown.
        words_wanted: words go with the decision; this has to be seen.
        step_asked: the change before or after; carries -1 or 1.
        list_asked: back to the list, in a narrow window.
        box_shown: a text is written here; carries its box.
    """

    settled = Signal()
    words_wanted = Signal()
    step_asked = Signal(int)
    list_asked = Signal()
    box_shown = Signal(object)

    def __init__(self, theme: Theme, review: Review, names: ReturnNames, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review_detail")
        self._theme, self._review, self._names = theme, review, names
        self._narrow, self._view = False, MARKED
        self._buttons: dict[str, QPushButton] = {}
        self._said: dict[str, str] = {}  # words to counsel before a decision, by change
        self._result: ReviewResult | None = None
        self._column, self._inside = QVBoxLayout(), QWidget(self)
        self.key = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._area = PageArea(QWidget(), self)
        self._area.setObjectName("review_area")
        box.addWidget(self._area)
        theme.changed.connect(self._rebuild)

    def renew(self, names: ReturnNames) -> None:
        """Show changes with other names from now on: the agreement is another one."""
        self._names = names
        self.key = ""

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the way back to the list, which stands on a page of its own then."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._rebuild()

    def show_change(self, key: str) -> None:
        """Show a change from its top."""
        if key != self.key:
            self.key = key
            self._rebuild()
            self._area.verticalScrollBar().setValue(0)

    @property
    def change(self) -> Proposal | None:
        """The change that is shown."""
        return self._review.by_key.get(self.key)

    @property
    def decision(self) -> Decision | None:
        """What was decided on it."""
        return self._review.decisions.get(self.key)

    # ---- laid out ------------------------------------------------------------------------------

    @Slot()
    def _rebuild(self) -> None:
        """Lay out the change that is shown, from its place to what the decision will do."""
        one = self.change
        page = Ground(self._theme, "surface", self)
        self._buttons, self._result = {}, None
        column = QVBoxLayout(page)
        side = 12 if self._narrow else 28
        column.setContentsMargins(side, 12, side, 20)
        if one is not None:
            inside = self._inside = QWidget(page)
            inside.setMaximumWidth(round(WIDEST * self._theme.scale))
            self._column = QVBoxLayout(inside)
            self._column.setContentsMargins(0, 0, 0, 0)
            self._column.setSpacing(12)
            self._head(inside, one)
            self._banners(inside, one)
            self._column.addWidget(self._texts(inside, one))
            self._deciding(inside, one)
            column.addWidget(inside)
        column.addStretch(1)
        old = self._area.takeWidget()
        self._area.setWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _head(self, inside: QWidget, one: Proposal) -> None:
        theme, names = self._theme, self._names
        row, texts = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(8)
        texts.setSpacing(2)
        self._column.addLayout(row)
        if self._narrow:
            back = make_button(theme, words.REVIEW_BACK_TO_LIST, inside, "left", "flat")
            back.setObjectName("to_list")
            back.clicked.connect(self.list_asked)
            row.addWidget(back)
            row.addStretch(1)
            self._column.addLayout(texts)
        else:
            row.addLayout(texts, 1)
        for name, text, step in (
            ("up", words.REVIEW_PREVIOUS, -1),
            ("down", words.REVIEW_NEXT, 1),
        ):
            row.addWidget(self._tool(inside, name, text, step), 0, Qt.AlignmentFlag.AlignTop)
        top = " · ".join(filter(None, (names.part(one.section), review_rows.kind_of(one))))
        texts.addWidget(make_label(theme, top, inside, "small", "muted"))
        number = "" if one.kind == "added" else names.number(one.clause)
        heading = f"{number} {review_rows.heading_of(one, names)}".strip()
        title = make_label(theme, heading, inside, "h1")
        title.setObjectName("review_title")
        texts.addWidget(title)
        if one.kind == "field":
            texts.addWidget(make_label(theme, names.answer(one.field), inside, "label"))
        texts.addWidget(make_label(theme, review_rows.by_line(one), inside, "small", "muted"))

    def _tool(self, inside: QWidget, name: str, text: str, step: int) -> QToolButton:
        button = QToolButton(inside)
        button.setObjectName(f"review_{name}")
        button.setIcon(icon(self._theme, name))
        size = self._theme.grown(34)
        button.setMinimumSize(size, size)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.clicked.connect(lambda: self.step_asked.emit(step))
        return button

    def _banners(self, inside: QWidget, one: Proposal) -> None:
        if one.locked:
            words_ = words.REVIEW_LOCKED if one.kind == "locked" else words.REVIEW_LOCKED_PLAIN
            law = one.law or words.REVIEW_LAW
            text = words_.format(law=law)
            self._banner(inside, ("lock", "error"), text, words.REVIEW_LOCKED_TITLE)
        if review_rows.is_silent(one) and one.kind not in _REMARKS:
            text = words.REVIEW_MIXED if one.mixed else words.REVIEW_SILENT
            if self._review.came.by_text:
                text = words.REVIEW_MIXED_BY_TEXT if one.mixed else words.REVIEW_BY_TEXT
            self._banner(inside, ("silent", "changed"), text)
        if one.conflict:
            several = one.kind == "field" and len(one.values) > 1
            text = words.REVIEW_VALUES if several else words.REVIEW_CONFLICT
            self._banner(inside, ("conflict", "warn"), text)
        if one.kind == "unreadable":
            self._banner(inside, ("attention", "warn"), words.REVIEW_UNREADABLE)

    def _banner(self, inside: QWidget, look: tuple[str, str], text: str, title: str = "") -> None:
        theme = self._theme
        ground = Ground(theme, f"{look[1]}_soft", inside, radius=8)
        row = QHBoxLayout(ground)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        picture = make_picture(theme, *look, ground, 18)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        if title:
            texts.addWidget(make_label(theme, title, ground, "label"))
        texts.addWidget(make_label(theme, text, ground))
        row.addLayout(texts, 1)
        self._column.addWidget(ground)

    def _texts(self, inside: QWidget, one: Proposal) -> ReviewTexts:
        texts = texts_of(self._review.came.mine, self._names, one)
        narrow = self._narrow or self.width() / self._theme.scale < BESIDE
        card = ReviewTexts(self._theme, one, texts, inside, view=self._view, narrow=narrow)
        card.viewed.connect(self._on_viewed)
        return card

    @Slot(int)
    def _on_viewed(self, view: int) -> None:
        self._view = view  # of the changes after this one, too

    # ---- the decision --------------------------------------------------------------------------

    def _deciding(self, inside: QWidget, one: Proposal) -> None:
        theme = self._theme
        if one.kind == "field" and len(one.values) > 1:
            self._values(inside, one)
        self._column.addWidget(make_label(theme, words.REVIEW_DECISION, inside, "label"))
        row = Flow(inside)
        name = review_rows.title_of(one, self._names)
        for way in self._ways(one):
            button = make_button(theme, way.text, row, way.icon)
            button.setObjectName(way.name)
            button.setCheckable(True)
            said = words.REVIEW_DECIDED_NAME.format(choice=way.text, name=name)
            button.setAccessibleDescription(said)
            button.clicked.connect(partial(self._on_way, way))
            self._buttons[way.name] = button
            row.addWidget(button)
        self._column.addWidget(row)
        keys = make_label(theme, words.REVIEW_KEYS, inside, "small", "muted")
        self._column.addWidget(keys)
        self._show_result()

    def _ways(self, one: Proposal) -> tuple[Way, ...]:
        return review_ways.ways(one, noted=self._review.is_noted(self.key))

    def _values(self, inside: QWidget, one: Proposal) -> None:
        self._column.addWidget(make_label(self._theme, words.REVIEW_VALUE, inside, "label"))
        group = QButtonGroup(inside)
        decision = self.decision
        for at, value in enumerate(one.values):
            radio = ChoiceRadio(self._theme, value or words.REVIEW_BLANK, inside)
            radio.setObjectName(f"value_{at}")
            radio.setAccessibleDescription(words.REVIEW_VALUE)
            radio.setChecked(decision is not None and decision.value == value)
            radio.clicked.connect(partial(self._on_value, value))
            group.addButton(radio)
            self._column.addWidget(radio)

    def _on_value(self, value: str, *_: object) -> None:
        before = self.decision or Decision(choice="accept", said=self._said.get(self.key, ""))
        self._put(replace(before, choice="accept", value=value))
        self._show_result()

    def decide(self, choice: str) -> None:
        """Decide by a key: the first way of a choice, as its button would."""
        one = self.change
        found = [each for each in self._ways(one) if each.choice == choice] if one else []
        if found:
            self._decide(found[0])

    def _on_way(self, way: Way, *_: object) -> None:
        if self._buttons[way.name].isChecked():
            self._decide(way)
        else:
            self._put(None)
            self._show_result()

    def _decide(self, way: Way) -> None:
        one, review = self.change, self._review
        if one is None:
            return
        made = review_ways.chosen(review.came.mine, one, way, self.decision)
        self._put(replace(made, said=made.said or self._said.get(self.key, "")))
        self._show_result()
        say(self, words.REVIEW_STATES[review_rows.state_of(review, self.key)][0])
        if way.choice == "ask" or review.lack(self.key) == "source":
            self.words_wanted.emit()
            self._enter_box("review_word" if way.choice == "ask" else "review_source")
        elif way.how in LOOKED_OVER:
            self.words_wanted.emit()
            later(self, self._show_words)
        elif review.lack(self.key) is None:
            self.settled.emit()

    def _show_words(self) -> None:
        """Bring into sight what is to be looked over."""
        if self._result is not None:
            self._area.ensureWidgetVisible(self._result)

    def _put(self, decision: Decision | None) -> None:
        self._review.decide(self.key, decision)

    def _show_result(self) -> None:
        """Show what was decided, what it will do, and the words that go with it."""
        one, decision = self.change, self.decision
        if one is None:
            return
        chosen = (decision.choice, decision.how) if decision else None
        for way in self._ways(one):
            self._buttons[way.name].setChecked((way.choice, way.how) == chosen)
        said = decision.said if decision else self._said.get(self.key, "")
        noted = self._review.is_noted(self.key, decision)
        mine = self._review.came.mine
        sentence = review_ways.will(mine, one, decision, utc_now(), noted=noted)
        made = ReviewResult(self._theme, one, decision, sentence, said, self._inside)
        made.edited.connect(partial(self._on_edited, made))
        made.sent.connect(self._on_sent)
        old, self._result = self._result, made
        if old is None:
            self._column.addWidget(made)
        else:
            old.hide()
            self._column.replaceWidget(old, made)
            old.setParent(None)  # nobody is to find its boxes any more
            old.deleteLater()
        made.show()
        self.tell_boxes()

    def tell_boxes(self) -> None:
        """Tell of the texts that are written here now."""
        for box in self._result.boxes if self._result is not None else ():
            self.box_shown.emit(box)

    def _on_edited(self, source: ReviewResult, name: str, text: str) -> None:
        if source is not self._result:
            return  # spelling is marked late, and Qt tells that of a text that went as an edit
        decision = self.decision
        if decision is not None:
            self._put(replace(decision, **{name: text}))  # type: ignore[arg-type]  # all are texts
        elif name == "said":
            self._said[self.key] = text

    @Slot()
    def _on_sent(self) -> None:
        if self._review.lack(self.key) is None:
            self.settled.emit()

    # ---- the keyboard --------------------------------------------------------------------------

    @property
    def deciding(self) -> bool:
        """Whether the keyboard is where a decision is made, and not in a text or on the way."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return False
        read = self._narrow and isinstance(focus, MarkedText)  # which `enter` comes to there
        return read or isinstance(focus, ChoiceRadio) or focus in self._buttons.values()

    def enter(self) -> None:
        """Put the keyboard to the first way to decide; where it is out of sight, to the text."""
        stop: QWidget | None = next(iter(self._buttons.values()), None)
        if self._narrow:
            stop = self.findChild(MarkedText, "review_text") or stop
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._narrow:
            later(self, lambda: self._area.verticalScrollBar().setValue(0))

    def go_to_lack(self) -> None:
        """Put the keyboard where something is missing."""
        names = {
            "question": "review_word", "source": "review_source", "words": "review_words",
            "value": "value_0",
        }  # fmt: skip
        name = names.get(self._review.lack(self.key) or "")
        if not name or not self._enter_box(name):
            self.enter()

    def _enter_box(self, name: str) -> bool:
        """Put the keyboard into a box, if it is there."""
        found = self.findChild(QWidget, name)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        later(found, lambda: self._area.ensureWidgetVisible(found))  # once it is laid out
        return True
