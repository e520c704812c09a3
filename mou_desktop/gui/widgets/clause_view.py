"""The text of one clause with the answers in place, as tall as its text.

It is given blocks and says which answer was asked for; it knows nothing of the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy

from mou_desktop.gui import words
from mou_desktop.gui.page import Page, PageStyle
from mou_desktop.gui.page_lines import parts_of
from mou_desktop.gui.widgets.answer_view import AnswerView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QTextDocument, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.page_lines import Part
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.printed import Block

LINE_HEIGHT = 128
LEFT, EDGE = 16, 4  # room for the bar of local text, and for a ring
_HEADINGS = {"title", "subtitle", "section", "clause"}


class ClauseView(AnswerView):
    """Shows the text of a clause; its heading is left to the panel around it.

    Signals:
        asked: an answer was clicked, or Enter was pressed on it; carries field key and row.
    """

    ground = "raised"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._parts: tuple[Part, ...] = ()
        self._heights: dict[int, int] = {}
        self.setObjectName("clause_text")
        self.setAccessibleName(words.CLAUSE_TEXT)
        self.setAccessibleDescription(words.CLAUSE_KEYS)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def show(
        self,
        blocks: tuple[Block, ...] | None = None,
        current_field: str = "",
        current_row: str = "",
    ) -> None:
        """Show the text of `blocks`, with the ring round the answers of `current_field`."""
        if blocks is None:
            super().show()
            return
        parts = parts_of(block for block in blocks if block.kind not in _HEADINGS)
        if parts != self._parts and self.page is not None:
            before, self._parts = self._parts, parts
            if _other_tables(before, parts):
                self._begin_page()
            else:
                edit = self.put(0, parts)
                if edit is not None and edit.lines is None:
                    self.setTextCursor(QTextCursor(self.page.text))
            marks = {words.MARKS[block.mark] for block in blocks if block.mark}
            self.setAccessibleDescription(". ".join([*sorted(marks), words.CLAUSE_KEYS]))
            self._remeasure()
        self.show_current(current_field, current_row)

    def hasHeightForWidth(self) -> bool:
        """Say that the lines decide the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in `width`."""
        if width not in self._heights and self.page is not None:
            text = self.page.text
            here = round(text.textWidth()) == width
            height = text.size().height() if here else _height_at(text, width)
            self._heights[width] = round(height + 0.5)
        return self._heights.get(width, 0)

    def sizeHint(self) -> QSize:
        """Ask for a column of reading text."""
        width = self.viewport().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for little: the lines wrap."""
        return QSize(120, self.heightForWidth(max(self.viewport().width(), 120)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the answers anew in another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.forget()
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()

    @Slot()
    def _on_theme(self) -> None:
        self._begin_page()
        self._remeasure()

    def _begin_page(self) -> None:
        """Write the text into a document of its own."""
        page = Page(PageStyle(self._theme, 1.0, LINE_HEIGHT))
        form = page.text.rootFrame().frameFormat()
        form.setLeftMargin(LEFT)
        form.setRightMargin(EDGE)
        form.setTopMargin(EDGE)
        form.setBottomMargin(EDGE)
        page.text.rootFrame().setFrameFormat(form)
        page.fill([self._parts])
        page.text.setTextWidth(self.viewport().width())
        self.show_page(page)

    def _remeasure(self) -> None:
        """Find the height again."""
        self._heights.clear()
        if self.heightForWidth(self.viewport().width()) != self.height():
            self.updateGeometry()  # lays out all around, which a key press has no time for


def _other_tables(before: tuple[Part, ...], after: tuple[Part, ...]) -> bool:
    """Return whether tables are to be written: a document keeps the formats of all it ever had."""
    tables = any(part.columns for part in after)
    return tables and [part.shape for part in before] != [part.shape for part in after]


def _height_at(text: QTextDocument, width: int) -> float:
    """Return how high a text is in another width, by a copy, which PySide would keep for ever."""
    copy = text.clone()
    copy.setTextWidth(width)
    height = copy.size().height()
    copy.setParent(None)  # from now on it is Python that lets it go, wrapper and all
    return height
