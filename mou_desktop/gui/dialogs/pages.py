"""A window to read in, beside the work: contents at the left, one page at the right, Back, Find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLineEdit, QListWidget

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.pages import Page
    from mou_desktop.gui.theme import Theme

NARROW: Final = 620  # pixels at 100 % text, under which the contents stand above the page


class PagesDialog(QDialog):
    """Shows pages. The window behind it stays in use."""

    def __init__(
        self, theme: Theme, title: str, pages: Sequence[Page], parent: QWidget, name: str = "pages"
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self._theme, self._pages = theme, pages
        self._been: list[str] = []
        self._labels = Labels(theme, self)
        self.list = QListWidget(self)
        self.list.setObjectName("contents")
        self.list.setAccessibleName(words.PAGES_CONTENTS)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(4)
        self.list.addItems([page.title for page in pages])
        self.reader = Reader(theme, title, self)
        self.reader.setObjectName("page")
        outer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(self.list)
        self._row.addWidget(self.reader, 1)
        outer.addLayout(self._row, 1)
        outer.addLayout(self._foot())
        self._keys()
        theme.changed.connect(self._fit)
        self.list.currentRowChanged.connect(self._on_row)
        self.reader.page_asked.connect(self._on_link)
        fit(self, theme.grown(920), theme.grown(640))
        self._fit()
        self._begin()

    def _begin(self) -> None:
        if self._pages:
            self.list.setCurrentRow(0)
        else:
            self.reader.show_plain(words.PAGES_NONE)
        self.list.setFocus()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._back = make_button(self._theme, words.PAGES_BACK, self, "left")
        self._back.setObjectName("back")
        self._back.setToolTip("Alt+Left")
        self._back.clicked.connect(self.go_back)
        self.find_line = QLineEdit(self)
        self.find_line.setObjectName("find_in_page")
        self.find_line.setMinimumHeight(self._theme.grown(34))
        label = self._labels.text(words.PAGES_FIND, self)
        label.setWordWrap(False)
        label.setBuddy(self.find_line)
        self.find_line.setAccessibleName(words.PAGES_FIND)
        self.find_line.returnPressed.connect(self._find)
        self._news = self._labels.text("", self, "small", "muted")
        self._news.setObjectName("news")
        close = make_button(self._theme, words.CLOSE, self)
        close.setAutoDefault(False)
        self._back.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(self._back)
        row.addWidget(label)
        row.addWidget(self.find_line, 1)
        row.addWidget(self._news)
        row.addWidget(close)
        self._back.setEnabled(False)
        return row

    def _keys(self) -> None:
        for key, call in (
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence(QKeySequence.StandardKey.Find), self.find_line.setFocus),
        ):
            QShortcut(key, self).activated.connect(call)

    def show_page(self, name: str, heading: str = "") -> None:
        """Show a page of that name, at a heading of it where one is named."""
        at = next((i for i, page in enumerate(self._pages) if page.name == name), None)
        if at is None:
            return
        self.list.setCurrentRow(at)
        if heading:
            self.reader.go_to_heading(heading)

    @Slot()
    def go_back(self) -> None:
        """Show the page that was shown before."""
        if len(self._been) > 1:
            self._been.pop()
            self.show_page(self._been.pop())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._pages):
            return
        page = self._pages[row]
        self._been.append(page.name)
        self._back.setEnabled(len(self._been) > 1)
        self._news.setText("")
        if page.markdown:
            self.reader.show_markdown(page.text(), page.files[0].parent)
        else:
            self.reader.show_plain(page.text())

    @Slot(str, str)
    def _on_link(self, name: str, heading: str) -> None:
        if name:
            self.show_page(name.removeprefix("./"), heading)
        else:
            self.reader.go_to_heading(heading)

    @Slot()
    def _find(self) -> None:
        text = self.find_line.text()
        found = not text or self.reader.find_again(text)
        self._news.setText("" if found else words.PAGES_NOT_FOUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the contents above the page where there is little room."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        narrow = self.width() / self._theme.scale < NARROW
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        line = self.list.fontMetrics().height() + 8
        if narrow:
            self.list.setMaximumSize(16_777_215, 3 * line)
            self.list.setMinimumSize(0, 2 * line)
        else:
            width = min(self._theme.grown(240), self.width() // 3)
            self.list.setMaximumSize(width, 16_777_215)
            self.list.setMinimumSize(width, 0)
