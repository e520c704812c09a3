"""A page to read: laid out from Markdown, in the theme's colors, with pictures as wide as fits.

It goes where its own links lead among the pages. It follows no link elsewhere and loads nothing
but pictures of its own folder: an address is shown as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QImage,
    QPainter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from mou_desktop.gui.drawing import ring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import (
        QFocusEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
        QTextBlock,
        QTextFragment,
    )
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme

WIDEST: Final = 880  # pixels of a line of reading text
MARGIN: Final = 16
_ELSEWHERE = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:|^//")
_PICTURES = {".png", ".svg"}  # what every copy of the program can draw


class Reader(QTextBrowser):
    """Shows one page.

    Signals:
        page_asked: a link leads to another page; carries its name, and the heading or nothing.
    """

    page_asked = Signal(str, str)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._text, self._kind = theme, "", "plain"
        self._folder: Path | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_link)
        theme.changed.connect(self._restyle)

    def show_markdown(self, text: str, folder: Path) -> None:
        """Show a page whose pictures lie in `folder`."""
        self._folder, self._text, self._kind = folder, text, "markdown"
        self._render()

    def show_html(self, html: str) -> None:
        """Show what the program has laid out itself."""
        self._folder, self._text, self._kind = None, html, "html"
        self._render()

    def show_plain(self, text: str) -> None:
        """Show a text as it stands."""
        self._folder, self._text, self._kind = None, text, "plain"
        self._render()

    def go_to_heading(self, slug: str) -> None:
        """Put the caret at the heading that a link names, at the top."""
        for block in self._blocks():
            if block.blockFormat().headingLevel() and slug_of(block.text()) == slug:
                self.setTextCursor(QTextCursor(block))
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
                return

    def find_again(self, text: str, *, backwards: bool = False) -> bool:
        """Find a text after the caret, and from the other end where there is none."""
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        if self.find(text, flags):
            return True
        before = self.textCursor()
        end = QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start
        self.moveCursor(end)
        if self.find(text, flags):
            return True
        self.setTextCursor(before)
        return False

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the page's own folder, and nothing else."""
        path = QUrl(name).path() if isinstance(name, str) else name.path()
        if self._folder is None or not path or kind != QTextDocument.ResourceType.ImageResource:
            return None
        file = (self._folder / path).resolve()
        inside = file.is_relative_to(self._folder.resolve())
        if not inside or file.suffix.lower() not in _PICTURES:
            return None
        return QImage(str(file))

    # ---- laying out --------------------------------------------------------------------------

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(self._theme.font("body"))
        document.setDocumentMargin(MARGIN)
        link = self._theme.colour("accent").name()
        document.setDefaultStyleSheet(f"a {{ color: {link}; }}")
        if self._kind == "plain":
            self.setPlainText(self._text)
        elif self._kind == "html":
            self.setHtml(self._text)
        else:
            features = QTextDocument.MarkdownFeature
            document.setMarkdown(
                self._text, features.MarkdownDialectGitHub | features.MarkdownNoHTML
            )
        self._take_links_elsewhere_off()
        self._fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _take_links_elsewhere_off(self) -> None:
        """Show addresses as text: nothing here leads out of the program."""
        for block in self._blocks():
            for piece in reversed(list(_pieces(block))):
                href = piece.charFormat().anchorHref()
                if not href or not _ELSEWHERE.match(href):
                    continue
                cursor = QTextCursor(block)
                cursor.setPosition(piece.position())
                cursor.setPosition(
                    piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor
                )
                plain = block.charFormat()
                plain.clearProperty(QTextFormat.Property.AnchorHref)
                plain.setAnchor(False)
                said = piece.text()
                address = href.removeprefix("mailto:")
                cursor.insertText(said if address in said else f"{said} ({address})", plain)

    def _fit(self) -> None:
        """Keep lines short enough to read, and pictures inside them."""
        width = self.viewport().width()
        root = self.document().rootFrame()
        frame = root.frameFormat()
        frame.setRightMargin(MARGIN + (0 if self._kind == "plain" else max(width - WIDEST, 0)))
        root.setFrameFormat(frame)
        room = min(width, WIDEST) - 3 * MARGIN
        for block in self._blocks():
            for piece in _pieces(block):
                picture = piece.charFormat().toImageFormat()
                if not picture.isValid() or self._folder is None:
                    continue
                picture.setWidth(self._scaled(picture.name(), room))
                cursor = QTextCursor(block)
                cursor.setPosition(piece.position())
                cursor.setPosition(
                    piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor
                )
                cursor.setCharFormat(picture)

    def _scaled(self, name: str, room: int) -> int:
        """Give the page a picture smoothly drawn for the room there is; return its width."""
        kind = QTextDocument.ResourceType.ImageResource
        image = self.loadResource(kind, QUrl(name))
        if not isinstance(image, QImage) or image.isNull():
            return 1
        width = max(min(image.width(), room), 1)
        dots = self.devicePixelRatioF()
        if image.width() > width * dots:
            image = image.scaledToWidth(
                round(width * dots), Qt.TransformationMode.SmoothTransformation
            )
        image.setDevicePixelRatio(image.width() / width)
        self.document().addResource(kind, QUrl(name), image)
        return width

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Ctrl+Tab, however many links Tab would still go through."""
        tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QTextEdit.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return little: the page scrolls."""
        return QSize(160, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus ring over the page."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            ring(painter, self.viewport().rect(), self._theme)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    @Slot()
    def _restyle(self) -> None:
        at = self.verticalScrollBar().value()
        self._render()
        self.verticalScrollBar().setValue(at)

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        self.page_asked.emit(link.path(), link.fragment())


def slug_of(heading: str) -> str:
    """Return the name by which a link names a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _pieces(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1  # an iterator of Qt's own
