"""The two texts of a change on a card: marked in the clause, side by side, or counsel's alone.

A comment stands there with the clause that it is about. It shows texts and decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.marked_text import MarkedText
from mou_desktop.gui.widgets.parts import Ground, make_label, make_picture
from mou_desktop.gui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.gui.panels.review_context import Texts
    from mou_desktop.gui.theme import Theme
    from mou_desktop.word.returned.values import Proposal

MARKED, SIDES, CAME = range(3)
_WHOLE: Final = {"added", "moved", "unreadable"}  # which have one text alone
_REMARKS: Final = {"comment", "resolved"}


class ReviewTexts(Ground):
    """Shows the texts of one change.

    Signals:
        viewed: the user wants to see them in another way; carries which.
    """

    viewed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        one: Proposal,
        texts: Texts,
        parent: QWidget,
        *,
        view: int = MARKED,
        narrow: bool = False,
    ) -> None:
        super().__init__(theme, "raised", parent, radius=8, edge=True)
        self._look, self._texts, self._narrow = theme, texts, narrow
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(8)
        self._shown: QWidget | None = None
        if one.kind in _REMARKS:
            self._quote(one)
            return
        top = Flow(self)
        top.addWidget(_flat(make_label(theme, words.REVIEW_CONTEXT, self, "small", "muted")))
        self._column.addWidget(top)
        if one.kind in _WHOLE:
            self._fill(MARKED)
            return
        # both sides of a conflict stand beside each other
        view = SIDES if view == MARKED and texts.mine else view
        views = Segments(theme, words.REVIEW_VIEWS, self, name=words.REVIEW_VIEW)
        views.setObjectName("review_views")
        views.choose(view)
        views.chosen.connect(self._on_view)
        top.addWidget(views)
        self._fill(view)
        self._column.addWidget(self._legend())

    @Slot(int)
    def _on_view(self, view: int) -> None:
        self._fill(view)
        self.viewed.emit(view)

    def _fill(self, view: int) -> None:
        texts = self._texts
        named: Sequence[tuple[str, Sequence[tuple[str, str]]]] = [("", texts.marked)]
        if view == SIDES:
            count = 3 if texts.mine else 2
            sides = (texts.sent, texts.came, texts.mine)[:count]
            named = [
                (name, [(text, "")] * bool(text))
                for name, text in zip(words.REVIEW_SIDES[:count], sides, strict=True)
            ]
        elif view == CAME:
            named = [(words.REVIEW_SIDES[1], [(texts.came, "")] * bool(texts.came))]
        holder = QWidget(self)
        down = self._narrow and view == SIDES
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.TopToBottom if down else ways.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name, pieces in named:
            row.addLayout(self._side(holder, name, pieces), 1)
        if self._shown is not None:
            self._shown.hide()
            self._column.replaceWidget(self._shown, holder)
            self._shown.setParent(None)
            self._shown.deleteLater()
        else:
            self._column.addWidget(holder)
        self._shown = holder

    def _side(self, holder: QWidget, name: str, pieces: Sequence[tuple[str, str]]) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(2)
        if name:
            side.addWidget(make_label(self._look, name, holder, "label"))
        text = MarkedText(self._look, name or words.REVIEW_CONTEXT, holder)
        text.setObjectName("review_text")
        text.show_pieces(pieces)
        side.addWidget(text)
        side.addStretch(1)
        return side

    def _legend(self) -> Flow:
        row = Flow(self)
        for sign, role, text in (
            ("plus", "insert", words.REVIEW_LEGEND_ADDED),
            ("minus", "delete", words.REVIEW_LEGEND_REMOVED),
        ):
            row.addWidget(make_picture(self._look, sign, role, self, 14))
            row.addWidget(_flat(make_label(self._look, text, self, "small", role)))
        return row

    def _quote(self, one: Proposal) -> None:
        who = words.REVIEW_QUOTE.format(author=one.author or words.REVIEW_NO_AUTHOR)
        self._column.addWidget(make_label(self._look, who, self, "label"))
        for name, pieces in (
            (who, [(self._texts.came, "")]),
            (words.REVIEW_ON, self._texts.marked),
        ):
            if not pieces:
                continue
            if name != who:
                self._column.addWidget(make_label(self._look, name, self, "small", "muted"))
            text = MarkedText(self._look, name, self)
            text.setObjectName("review_text")
            text.show_pieces(pieces)
            self._column.addWidget(text)


def _flat(label: QLabel) -> QLabel:
    label.setWordWrap(False)
    return label
