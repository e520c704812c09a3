"""Back from counsel: every change in a list, one of them in full, and the decision on each.

Nothing is applied here: that is asked for, once every change is decided. Letters decide while the
keyboard is in the list or on a button that decides, and nowhere else: somebody who types on, and
does not see where, decides and applies nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import room, words
from mou_desktop.gui.panels import review_rows
from mou_desktop.gui.panels.review_detail import ReviewDetail
from mou_desktop.gui.panels.review_head import ReviewHead
from mou_desktop.gui.panels.review_list import ReviewList, ReviewModel
from mou_desktop.gui.widgets.let_up import LetUp
from mou_desktop.gui.widgets.note_box import NoteBox
from mou_desktop.gui.widgets.parts import Ground, colour_label, make_button, make_label
from mou_desktop.gui.widgets.segments import Segments
from mou_desktop.gui.widgets.spoken import say
from mou_desktop.word.returned.decided import Decision
from mou_desktop.word.returned.naming import ReturnNames

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.theme import Theme

LIST, LIST_MIDDLE = 404, 360  # pixels of the list, at 100 % text
FIRST: Final = ("all", "left")  # filters that stand open; the others are in a menu
_KEYS: Final = {
    Qt.Key.Key_A: "accept", Qt.Key.Key_R: "reject", Qt.Key.Key_Q: "ask",
}  # fmt: skip
_STEPS: Final = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class ReviewPage(Ground):
    """Shows one review.

    Signals:
        back_asked: back to the questions.
        apply_asked: every change is decided, and the decisions are to be applied.
        box_shown: a text is written here; carries its box.
        rest_shown: what could not be placed is to be shown.
    """

    back_asked = Signal()
    apply_asked = Signal()
    box_shown = Signal(object)
    rest_shown = Signal()

    def __init__(self, theme: Theme, review: Review, parent: QWidget) -> None:
        super().__init__(theme, "window", parent)
        self.setObjectName("review_page")
        self._look, self.review = theme, review
        self._names = ReturnNames(review.came.mine)
        self._filter, self._narrow, self._lasting = "all", False, ""
        self.model = ReviewModel(self)
        self.head = ReviewHead(theme, review, self)
        self.list = ReviewList(theme, self.model, self)
        self.detail = ReviewDetail(theme, review, self._names, self)
        self._lay_out()
        self.head.back_asked.connect(self.back_asked)
        self.head.apply_asked.connect(self.apply)
        self.head.together_asked.connect(self._on_together)
        self.head.rest_asked.connect(self._on_rest)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._on_entered)
        self.list.opened.connect(self._on_opened)
        self.detail.settled.connect(self._on_settled)
        self.detail.words_wanted.connect(self._on_words_wanted)
        self.detail.step_asked.connect(self._step)
        self.detail.list_asked.connect(self._show_list)
        self.detail.box_shown.connect(self.box_shown)
        review.decided.connect(self._on_decided)
        review.renewed.connect(self._on_renewed)
        theme.changed.connect(self._restyle)
        go_on = QShortcut(self)
        go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go_on.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        go_on.activated.connect(self._go_on)
        self._fill()
        first = next(iter(review.open_keys), next(iter(review.by_key), ""))
        self.go(first)
        self._restyle()

    # ---- laid out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = self._look
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        self._news = make_label(theme, "", self, "body", "warn")
        self._news.setObjectName("review_news")
        self._news.setContentsMargins(16, 6, 16, 6)
        self._news.hide()
        box.addWidget(self._news)
        self._left = Ground(theme, "window", self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 8, 0, 0)
        left.setSpacing(4)
        self._filters = QWidget(self._left)
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(12, 0, 12, 4)
        row.setSpacing(8)
        names = [words.REVIEW_FILTERS[kind] for kind in FIRST]
        self._segments = Segments(theme, names, self._filters, name=words.REVIEW_FILTER)
        self._segments.chosen.connect(lambda at: self._show_filter(FIRST[at]))
        self._more = make_button(theme, words.REVIEW_MORE, self._filters)
        self._more.setObjectName("review_more")
        self._menu = QMenu(self._more)
        self._menu.setObjectName("filter_menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        LetUp(self._more)
        row.addWidget(self._segments)
        row.addStretch(1)
        row.addWidget(self._more)
        left.addWidget(self._filters)
        self._empty = make_label(theme, words.REVIEW_EMPTY, self._left, "body", "muted")
        self._empty.setContentsMargins(16, 8, 16, 8)
        left.addWidget(self._empty)
        left.addWidget(self.list, 1)
        self._foot = QWidget(self._left)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 4, 12, 6)
        foot.setSpacing(8)
        self._rest: QLabel = make_label(theme, self._said_rest(), self._foot, "small", "muted")
        self._rest.setObjectName("review_rest")
        show = make_button(theme, words.REVIEW_SHOW, self._foot, look="flat")
        show.setObjectName("review_show")
        show.setAccessibleDescription(self._rest.text())
        show.clicked.connect(self.rest_shown)
        foot.addWidget(self._rest, 1)
        foot.addWidget(show)
        self._foot.setVisible(bool(self._rest.text()))
        left.addWidget(self._foot)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._left)
        beside.addWidget(self.detail, 1)
        box.addLayout(beside, 1)

    def _said_rest(self) -> str:
        came, where = self.review.came, self.review.where_placed()
        placed = where.count("text")
        notes = len(where) - placed
        counted = (
            (came.reformatted, words.REVIEW_IGNORED),
            (len(came.unplaced) - len(where), words.REVIEW_UNPLACED),
            (placed, words.REVIEW_PLACED),
            (notes, words.REVIEW_PLACED_NOTES),
            (len(came.remarks), words.REVIEW_REMARKS),
        )
        return " · ".join(words.number_of(count, text) for count, text in counted if count)

    def _say_rest(self) -> None:
        self._rest.setText(self._said_rest())
        show = self._foot.findChild(QPushButton, "review_show")
        if show is not None:
            show.setAccessibleDescription(self._rest.text())
        self._foot.setVisible(bool(self._rest.text()))

    def say_always(self, text: str) -> None:
        """Say something about the file above the list, as long as nothing else is said."""
        self._lasting = text
        self.say_news("")

    def say_news(self, text: str) -> None:
        """Say something about the whole list above it, or what is always said."""
        text = text or self._lasting
        if text == self._news.text():
            return
        self._news.setText(text)
        self._news.setVisible(bool(text))
        if text:
            say(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for another size."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _restyle(self) -> None:
        for label, kind, role in (
            (self._news, "body", "warn"), (self._empty, "body", "muted"),
            (self._rest, "small", "muted"),
        ):  # fmt: skip
            label.setFont(self._look.font(kind))  # type: ignore[arg-type]  # kinds of text
            colour_label(self._look, label, role)
        for button in self._foot.findChildren(QPushButton):
            button.setMinimumHeight(self._look.grown(34))
        self._more.setMinimumHeight(self._look.grown(34))
        self._fit()

    def _fit(self) -> None:
        scale = self._look.scale
        found = room.width_class(self.width() / scale)
        narrow = found == "narrow"
        wide = LIST if found == "wide" else LIST_MIDDLE
        width = 16_777_215 if narrow else round(wide * scale)
        self._left.setMaximumWidth(width)
        self._left.setMinimumWidth(0 if narrow else width)
        if narrow != self._narrow:
            self._narrow = narrow
            self.head.set_narrow(narrow=narrow)
            self.detail.set_narrow(narrow=narrow)
            self._left.show()
            self.detail.setVisible(not narrow)

    # ---- the list ------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Fill the list, with its counts."""
        here = self.detail.key
        found = review_rows.rows(self.review, self._names, self._filter, here)
        self.model.show_rows(found)
        self.list.show_current(here)
        self.list.viewport().update()
        self._empty.setVisible(not found)
        counted = review_rows.counts(self.review)
        for at, kind in enumerate(FIRST):
            text = words.REVIEW_COUNTED.format(name=words.REVIEW_FILTERS[kind], count=counted[kind])
            self._segments.rename(at, text)
        more = self._filter not in FIRST
        name = words.REVIEW_FILTERS[self._filter]
        text = words.REVIEW_COUNTED.format(name=name, count=counted[self._filter])
        self._more.setText(text if more else words.REVIEW_MORE)

    def _show_filter(self, kind: str) -> None:
        self._filter = kind
        if kind in FIRST:
            self._segments.choose(FIRST.index(kind))
        self._fill()
        if not self.model.find(self.detail.key).isValid():
            first = next((row.key for row in self.model.rows if row.key), "")
            if first:
                self.go(first)

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        counted = review_rows.counts(self.review)
        for kind, name in words.REVIEW_FILTERS.items():
            text = words.REVIEW_COUNTED.format(name=name, count=counted[kind])
            action = self._menu.addAction(text)
            action.setObjectName(f"filter_{kind}")
            action.setCheckable(True)
            action.setChecked(kind == self._filter)
            action.triggered.connect(lambda _=False, one=kind: self._show_filter(one))

    def go(self, key: str) -> None:
        """Show a change, in the list and in full."""
        if not key:
            return
        if not self.model.find(key).isValid():
            self._filter = "all"
            self._segments.choose(0)
        self.detail.show_change(key)
        self._fill()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.detail.show_change(key)

    @Slot(str)
    def _on_entered(self, key: str) -> None:
        self.go(key)
        if self._narrow:
            self._show_detail()
        else:
            self.detail.enter()

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if self._narrow:
            self._on_entered(key)

    @Slot()
    def _show_list(self) -> None:
        self._left.show()
        self.detail.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self) -> None:
        self._on_words_wanted()
        self.detail.enter()

    @Slot()
    def _on_words_wanted(self) -> None:
        """Show the change in full, where it takes turns with the list."""
        if self._narrow:
            self.detail.show()
            self._left.hide()

    # ---- deciding ------------------------------------------------------------------------------

    @Slot()
    def _on_decided(self) -> None:
        self.say_news("")
        self._say_rest()
        self._fill()

    @Slot()
    def _on_renewed(self) -> None:
        here = self.detail.key
        self._names = ReturnNames(self.review.came.mine)
        self._say_rest()
        self.detail.renew(self._names)
        self.head.refresh()
        keys = self.review.by_key
        self.go(here if here in keys else next(iter(self.review.open_keys), next(iter(keys), "")))
        self._fill()

    @Slot()
    def _on_settled(self) -> None:
        """Go to the next change that is open, once this one is decided."""
        left = len(self.review.open_keys)
        done = f"{words.REVIEW_NONE_LEFT}. {words.REVIEW_NOW_APPLY}"
        say(self, words.number_of(left, words.REVIEW_LEFT) if left else done)
        self.next_open()  # at once: the next key is meant for the next change

    @Slot()
    def next_open(self) -> None:
        """Show the next change that is not decided, after this one or from the top."""
        keys, open_ = list(self.review.by_key), set(self.review.open_keys)
        if not open_:
            if not self._decides:  # the keyboard never comes to Apply by itself
                self.enter()
            return
        at = keys.index(self.detail.key) + 1 if self.detail.key in keys else 0
        self._visit(next(key for key in (*keys[at:], *keys) if key in open_))

    @Slot(int)
    def _step(self, step: int) -> None:
        keys = [row.key for row in self.model.rows if row.key]
        if not keys:
            return
        at = keys.index(self.detail.key) if self.detail.key in keys else -step
        self._visit(keys[(at + step) % len(keys)])

    def _visit(self, key: str) -> None:
        """Show another change with the keyboard where it was: in the list, or on its buttons."""
        inside = self.detail.isAncestorOf(QApplication.focusWidget() or self)
        self.go(key)
        if inside or (self._narrow and self.detail.isVisible()):
            self.detail.enter()
        elif not self.list.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_together(self, group: str) -> None:
        self.review.decide_all(self.review.together(group), Decision(choice="accept"))
        self._after_all()

    @Slot()
    def _on_rest(self) -> None:
        left = [key for key in self.review.by_key if key not in self.review.decisions]
        self.review.decide_all(left, Decision(choice="reject"))
        self._after_all()

    def _after_all(self) -> None:
        here, self.detail.key = self.detail.key, ""
        self.go(here)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_on(self) -> None:
        """Go on from a question to counsel; from anywhere else, apply."""
        focus = QApplication.focusWidget()
        if isinstance(focus, NoteBox):
            focus.sent.emit()
        else:
            self.apply()

    @Slot()
    def apply(self) -> None:
        """Hand the decisions on, or go to the first change that is not decided."""
        left = self.review.open_keys
        if not left:
            self.apply_asked.emit()
            return
        one = self.review.by_key[left[0]]
        name = review_rows.title_of(one, self._names)
        number = self._names.number(one.clause)
        lack = words.REVIEW_LACKS[self.review.lack(left[0]) or "choice"]
        first = lack.format(name=f"{number} {name}".strip())
        self.go(left[0])
        if self._narrow:
            self._show_detail()
        self.detail.go_to_lack()
        counted = words.number_of(len(left), words.REVIEW_UNBALANCED)
        self.say_news(f"{counted} {first}")

    # ---- the keyboard --------------------------------------------------------------------------

    @property
    def _decides(self) -> bool:
        """Whether letters decide where the keyboard is."""
        return self.list.hasFocus() or self.detail.deciding

    def enter(self) -> None:
        """Put the keyboard into the list."""
        if self._narrow and self.detail.isVisible():
            self.detail.enter()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_panel(self, *, back: bool = False) -> None:
        """Take the keyboard from the list to the change, to the head, and round again."""
        apply = self.head.findChild(QPushButton, "review_apply")
        stops = [one for one in (self._left, self.detail, self.head) if one.isVisible()]
        focus = QApplication.focusWidget() or self
        inside = [one.isAncestorOf(focus) for one in stops]
        at = inside.index(True) if True in inside else -1
        chosen = stops[(at + (-1 if back else 1)) % len(stops)]
        if chosen is self.detail:
            self.detail.enter()
        elif chosen is self._left:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif apply is not None:
            apply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide and go about by letters; leave with Escape."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        known = Qt.Key(key) if plain else None
        letter = known if self._decides else None
        if letter in _KEYS:
            self.detail.decide(_KEYS[letter])
        elif letter in _STEPS:
            self._step(_STEPS[letter])
        elif letter == Qt.Key.Key_N:
            self.next_open()
        elif known == Qt.Key.Key_Escape:
            if self._narrow and self.detail.isVisible():
                self._show_list()
            else:
                self.back_asked.emit()
        else:
            super().keyPressEvent(event)
