"""A window that shows an agreement to read: its text as it prints, and what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMainWindow, QTextBrowser

from mou_desktop import rules
from mou_desktop.outline import outline, plain_text

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlockFormat
    from PySide6.QtWidgets import QWidget

    from mou_desktop.model import Document
    from mou_desktop.outline import Block

_SIZES = {"title": 20, "subtitle": 14, "section": 15, "clause": 12}


class ReadingWindow(QMainWindow):
    """Shows one document. It holds a view and decides nothing."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{document.edition.label} (to read only)")
        self._page = QTextBrowser()
        self._page.setObjectName("page")
        self._page.setAccessibleName("The agreement as it will print")
        self._page.document().setDocumentMargin(32)
        self.setCentralWidget(self._page)
        self.resize(900, 700)
        self._show(document)

    def _show(self, document: Document) -> None:
        cursor = QTextCursor(self._page.document())
        for block in outline(document):
            cursor.setBlockFormat(_block_format(cursor, block))
            cursor.setCharFormat(_char_format(block))
            cursor.insertText(plain_text((block,)).strip("\n"))
            cursor.insertBlock()
        self._page.moveCursor(QTextCursor.MoveOperation.Start)
        open_ = sum(finding.severity == "must" for finding in rules.check(document))
        state = f"{open_} things must be settled" if open_ else "Nothing must be settled"
        self.statusBar().showMessage(f"{state} · use `mou` to change the agreement")


def _block_format(cursor: QTextCursor, block: Block) -> QTextBlockFormat:
    form = cursor.blockFormat()
    form.setHeadingLevel({"title": 1, "section": 2, "clause": 3}.get(block.kind, 0))
    form.setTopMargin(14 if block.kind in {"section", "clause"} else 4)
    form.setLeftMargin(24 * max(block.level - 1, 0))
    return form


def _char_format(block: Block) -> QTextCharFormat:
    form = QTextCharFormat()
    if block.kind in _SIZES:
        form.setFontPointSize(_SIZES[block.kind])
        form.setFontWeight(QFont.Weight.DemiBold)
    return form
