"""What a decision will do, with the words that go with it: a source, other words, a question.

What is typed is told at once; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.panels import review_ways
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.note_box import NoteBox
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label
from mou_desktop.gui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.word.returned.decided import Decision
    from mou_desktop.word.returned.values import Proposal

MOST_TEXT, MOST_WORDS = 20_000, 500  # characters of a text, and of a source
LOOKED_OVER: Final = {"extend", "official"}  # ways whose words always stand open


class ReviewResult(Ground):
    """Shows what becomes of one change.

    Signals:
        edited: a word to counsel, a source or a text was typed; carries its name and the text.
        sent: Ctrl+Enter was pressed in the word to counsel.
    """

    edited = Signal(str, str)
    sent = Signal()

    def __init__(
        self,
        theme: Theme,
        one: Proposal,
        decision: Decision | None,
        sentence: str,
        said: str,
        parent: QWidget,
    ) -> None:
        """`sentence` says what it will do, `said` is what was typed for counsel so far."""
        super().__init__(theme, "raised", parent, radius=8, edge=True)
        self._look = theme
        self.boxes: list[QWidget] = []  # texts that are written here
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(6)
        label = make_label(theme, sentence, self, "body", "text" if decision else "muted")
        label.setObjectName("review_will")
        self._column.addWidget(label)
        if decision is not None and decision.how == "official":
            self._source(decision.source)
        if decision is not None and review_ways.is_editable(one, decision):
            self._words(one, decision)
        self.word = self._word(said, asked=decision is not None and decision.choice == "ask")

    def _source(self, text: str) -> None:
        name = make_label(self._look, words.REVIEW_SOURCE, self, "label")
        hint = make_label(self._look, words.REVIEW_SOURCE_HINT, self, "small", "muted")
        line = TextLine(self._look, 48, MOST_WORDS, self)
        line.setObjectName("review_source")
        line.setAccessibleName(words.REVIEW_SOURCE)
        line.setAccessibleDescription(words.REVIEW_SOURCE_HINT)
        line.setText(text)
        line.textEdited.connect(lambda typed: self.edited.emit("source", typed))
        name.setBuddy(line)
        for part in (name, hint, line):
            self._column.addWidget(part)
        self.boxes.append(line)

    def _words(self, one: Proposal, decision: Decision) -> None:
        box = TextBox(MOST_TEXT, self)
        box.setObjectName("review_words")
        box.setAccessibleName(words.REVIEW_WORDS)
        box.show_text(decision.text if decision.text is not None else one.text or "")
        box.textChanged.connect(lambda: self.edited.emit("text", box.raw_text()))
        self.boxes.append(box)
        if decision.how not in LOOKED_OVER and decision.text is None:
            box.hide()
            show = make_button(self._look, words.REVIEW_EDIT, self, "changed", "flat")
            show.setObjectName("review_edit")

            def open_words() -> None:
                box.show()
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                show.hide()

            show.clicked.connect(open_words)
            self._column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(box)

    def _word(self, said: str, *, asked: bool) -> NoteBox:
        title = words.REVIEW_QUESTION if asked else words.REVIEW_SAID
        hint = words.REVIEW_QUESTION_HINT if asked else words.REVIEW_SAID_HINT
        name = make_label(self._look, title, self, "label")
        box = NoteBox(self._look, self)
        box.setObjectName("review_word")
        box.setAccessibleName(title)
        box.setAccessibleDescription(hint)
        box.setPlainText(said)
        box.textChanged.connect(lambda: self.edited.emit("said", box.toPlainText()))
        box.sent.connect(self.sent)
        name.setBuddy(box)
        for part in (name, make_label(self._look, hint, self, "small", "muted"), box):
            self._column.addWidget(part)
        self.boxes.append(box)
        return box
