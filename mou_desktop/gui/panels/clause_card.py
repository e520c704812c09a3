"""The clause's text on its card, and the one sentence that stays in sight while one answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon, pixmap
from mou_desktop.gui.panels.sentence import sentence_of
from mou_desktop.gui.widgets.clause_view import LINE_HEIGHT, ClauseView
from mou_desktop.gui.widgets.parts import Ground, colour_label, make_button, make_label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mou_desktop.gui.panels.shown_clause import ShownClause
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.printed import Block

MOST_LINES = 4  # of the pinned sentence
SIDE, PAD = 8, 6  # round it


class ClauseCard(Ground):
    """Shows the text of a clause; in a narrow window first only the current sentence.

    Signals:
        asked: an answer in the text was chosen; carries field and row.
        resized: the whole clause was opened or closed.
    """

    asked = Signal(str, str)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent, radius=8, edge=True)
        self.setObjectName("clause_card")
        self._blocks: tuple[Block, ...] = ()
        self._current, self._number = ("", ""), ""
        self._narrow = self._whole = False
        self._lock = QLabel(self)
        self._name = make_label(theme, "", self, "small", "muted")
        self._hint = make_label(theme, words.CARD_HINT, self, "small", "muted")
        for label in (self._name, self._hint):
            label.setWordWrap(False)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(8)
        self._top.addWidget(self._lock)
        self._top.addWidget(self._name)
        self._top.addStretch(1)
        self._top.addWidget(self._hint)
        self.view = ClauseView(theme, self)
        self.view.asked.connect(self.asked)
        self._message = make_label(theme, "", self)
        self._message.setObjectName("card_message")
        self._fold: QPushButton = make_button(theme, words.WHOLE_CLAUSE, self, "down", "flat")
        self._fold.setObjectName("whole_clause")
        self._fold.clicked.connect(self._on_fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._top)
        column.addWidget(self._message)
        column.addWidget(self.view)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.addWidget(self._fold)
        foot.addStretch(1)
        column.addLayout(foot)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_clause(self, shown: ShownClause) -> None:
        """Show the head of another clause."""
        self._number, self._whole = shown.number, False
        self._show_fold()
        plain = not shown.number or "“" in shown.number
        title = words.CARD_TITLE_PLAIN if plain else words.CARD_TITLE.format(number=shown.number)
        self._name.setText(title)
        self._lock.setVisible(shown.clause is not None and shown.clause.locked)
        self._name.setVisible(not shown.is_task)

    def show_text(self, blocks: tuple[Block, ...], message: str, current: tuple[str, str]) -> bool:
        """Show blocks, or a sentence in their place; return whether the height may be another."""
        same = blocks == self._blocks and message == self._message.text()
        self._blocks, self._current = blocks, current
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._hint.setVisible(any(map(_has_answer, blocks)))
        self._refresh()
        return not same

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the current sentence alone, with a button for the whole, or the whole."""
        self._narrow = narrow
        self._show_fold()
        self._refresh()

    def sentence(self) -> Block | None:
        """Return the sentence of the current question."""
        return sentence_of(self._blocks, *self._current, self._number) if self._current[0] else None

    def sentence_end(self) -> int:
        """Return how far down the card the current question's answer goes; 0 where it has none."""
        page, (field, row) = self.view.page, self._current
        places = page.runs_of(field, row) if page is not None and field else []
        if page is None or not places:
            return 0
        piece, line, _ = places[0]
        block = page.text.findBlockByNumber(page.first_block(piece) + line)
        rect = page.text.documentLayout().blockBoundingRect(block)
        return self.view.y() + round(rect.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint away where there is no room for it."""
        super().resizeEvent(event)
        wanted = self._name.sizeHint().width() + self._hint.sizeHint().width() + 80
        self._hint.setMaximumWidth(16_777_215 if wanted <= self.width() else 0)

    def _refresh(self) -> None:
        one = self.sentence() if self._narrow else None
        shown = (one,) if one is not None and not self._whole else self._blocks
        self.view.setVisible(bool(shown))
        self.view.show(shown, *self._current)
        self._fold.setVisible(one is not None)

    def _show_fold(self) -> None:
        """Say what the button does now; in a narrow window the sentence stands alone."""
        self._fold.setText(words.ONLY_SENTENCE if self._whole else words.WHOLE_CLAUSE)
        self._fold.setIcon(icon(self._theme, "up" if self._whole else "down"))
        for part in (self._name, self._lock, self._hint):
            part.setMaximumHeight(0 if self._narrow else 16_777_215)

    @Slot()
    def _on_fold(self) -> None:
        self._whole = not self._whole
        self._show_fold()
        self._refresh()
        self.resized.emit()

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        self._lock.setPixmap(pixmap(theme, "lock", "muted"))
        for label in (self._name, self._hint):
            label.setFont(theme.font("small"))
            colour_label(theme, label, "muted")
        self._message.setFont(theme.font("body"))
        colour_label(theme, self._message, "text")
        self._show_fold()
        self._refresh()
        self.update()


def _has_answer(block: Block) -> bool:
    """Return whether there is something in a block that can be clicked."""
    spans = (*block.spans, *(span for row in block.rows for cell in row for span in cell))
    return any(span.kind not in {"text", "ref"} for span in spans)


class PinnedSentence(Ground):
    """The sentence of the current question, over the top of the questions.

    Signals:
        asked: an answer in it was chosen; carries field and row.
    """

    asked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent)
        self.setObjectName("pinned")
        self.view = ClauseView(theme, self)
        self.view.setObjectName("pinned_text")
        self.view.setAccessibleName(words.PINNED)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the card says the same to the keyboard
        self.view.asked.connect(self.asked)
        self.hide()

    def show_sentence(self, block: Block | None, current: tuple[str, str]) -> None:
        """Show a sentence."""
        self.view.show((block,) if block is not None else (), *current)

    def height_at(self, width: int, most: int) -> int:
        """Return the height in `width`: whole lines, `most` pixels at the most."""
        line = QFontMetricsF(self._theme.font("page")).lineSpacing() * LINE_HEIGHT / 100
        lines = max(min(MOST_LINES, int((most - 2 * PAD) / line)), 1)
        room = round(lines * line) + PAD // 2  # less, or the ring round the next line looks in
        return min(self.view.heightForWidth(width - 2 * SIDE), room) + 2 * PAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence its room."""
        super().resizeEvent(event)
        size: QSize = event.size()
        self.view.setGeometry(SIDE, PAD, size.width() - 2 * SIDE, size.height() - 2 * PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line below it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
