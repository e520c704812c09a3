"""The head of a review: which file, how many changes, how many are left, and what ends it.

It counts what a review holds and hands on what is pressed. It decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.panels import review_rows
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.let_up import LetUp
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label
from mou_desktop.gui.widgets.pill import Pill
from mou_desktop.gui.widgets.progress_bar import ProgressBar

if TYPE_CHECKING:
    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.theme import Theme

BAR = 220  # pixels of the progress bar, at 100 % text


class ReviewHead(Ground):
    """Shows how far a review is.

    Signals:
        back_asked: back to the questions; what was decided stays.
        together_asked: all changes of a group are to be accepted; carries the group.
        rest_asked: all that is left is to be rejected.
        apply_asked: the decisions are to be applied.
    """

    back_asked = Signal()
    together_asked = Signal(str)
    rest_asked = Signal()
    apply_asked = Signal()

    def __init__(self, theme: Theme, review: Review, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent)
        self.setObjectName("review_head")
        self._look, self._review, self._narrow = theme, review, False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self._counters: Flow | None = None
        self._menu = QMenu(self)
        self._menu.setObjectName("together_menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        theme.changed.connect(self._rebuild)
        review.decided.connect(self.refresh)
        self._rebuild()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave away what there is no room for."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._rebuild()

    @Slot()
    def _rebuild(self) -> None:
        theme, narrow = self._look, self._narrow
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 4 if narrow else 8, 12, 4 if narrow else 8)
        row.setSpacing(12)
        back = make_button(theme, "" if narrow else words.QUESTIONS, inside, "left", "flat")
        back.setObjectName("review_back")
        back.setAccessibleName(words.QUESTIONS)
        back.setToolTip(words.QUESTIONS if narrow else "")
        back.clicked.connect(self.back_asked)
        row.addWidget(back)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self._count = make_label(theme, "", inside, "label" if narrow else "h2")
        self._count.setObjectName("review_count")
        self._count.setWordWrap(narrow)
        texts.addWidget(self._count)
        self._bar = ProgressBar(theme, inside)
        self._bar.setObjectName("review_bar")
        self._about = make_label(theme, self._said_about(), inside, "small", "muted")
        self._about.setWordWrap(False)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._about.setToolTip(self._about.text())
        if not narrow:
            self._bar.setFixedWidth(round(BAR * theme.scale))
            texts.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignLeft)
            texts.addWidget(self._about)
        else:
            self._bar.hide()
            self._about.hide()
        row.addLayout(texts, 1)
        self._pills: dict[str, Pill] = {}
        pills = self._counters = Flow(inside, at_end=True)
        for name, (_, sign, role) in words.REVIEW_PILLS.items():
            pill = Pill(theme, pills, role=role, icon=sign)
            pill.setObjectName(f"pill_{name}")
            self._pills[name] = pill
            pills.addWidget(pill)
        pills.setVisible(not narrow)
        row.addWidget(pills)
        together = make_button(theme, words.REVIEW_ALL, inside)
        together.setObjectName("together")
        together.setMenu(self._menu)
        LetUp(together)
        go = make_button(theme, words.REVIEW_APPLY, inside, "check", "main")
        go.setObjectName("review_apply")
        go.clicked.connect(self.apply_asked)
        for button in (together, go):
            button.setMinimumHeight(theme.grown(38))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        old, self._inside = self._inside, inside
        self._box.addWidget(inside)
        if old is not None:
            old.hide()
            self._box.removeWidget(old)
            old.deleteLater()
        inside.show()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Count anew."""
        review = self._review
        total, left = len(review.by_key), len(review.open_keys)
        counted = words.number_of(total, words.REVIEW_CHANGES)
        said = words.number_of(left, words.REVIEW_LEFT) if left else words.REVIEW_NONE_LEFT
        self._count.setText(words.REVIEW_HOW_FAR.format(changes=counted, left=said))
        self._bar.show_progress(total - left, total)
        self._bar.setAccessibleName(self._count.text())
        self._about.setText(self._said_about())
        self._about.setToolTip(self._about.text())
        for name, pill in self._pills.items():
            found = [key for key in review.open_keys if review_rows.passes(review, key, name)]
            pill.say(words.REVIEW_PILLS[name][0].format(count=len(found)))
            pill.setVisible(bool(found))
        if self._counters is not None:  # its room was measured before they had words
            self._counters.updateGeometry()

    def _said_about(self) -> str:
        came = self._review.came
        rounds = {one.get("_id"): one.get("time") for one in came.mine.rounds}
        time = words.local_time_within(str(rounds.get(came.round) or ""))
        said = words.REVIEW_FILE if time else words.REVIEW_FILE_PLAIN
        file = said.format(name=came.name, time=time)
        done = self._review.by_key and not self._review.open_keys
        return f"{words.REVIEW_NOW_APPLY} · {file}" if done else file

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        for group, kind in words.REVIEW_GROUPS.items():
            count = len(self._review.together(group))
            if count:
                text = words.REVIEW_ALL_OF.format(kind=kind, count=count)
                action = self._menu.addAction(text)
                action.setObjectName(f"together_{group}")
                action.triggered.connect(lambda _=False, one=group: self.together_asked.emit(one))
        if self._menu.isEmpty():
            self._menu.addAction(words.REVIEW_NONE_OF).setEnabled(False)
        if left := sum(key not in self._review.decisions for key in self._review.by_key):
            self._menu.addSeparator()
            text = words.REVIEW_REJECT_ALL.format(count=left)
            rest = self._menu.addAction(text)
            rest.setObjectName("together_rest")
            rest.triggered.connect(lambda _=False: self.rest_asked.emit())
