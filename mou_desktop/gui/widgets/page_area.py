"""A page that scrolls up and down, and brings into sight what gets the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

MARGIN = 24  # pixels of the page that show round what has the keyboard


class PageArea(QScrollArea):
    """Scrolls one page, as wide as there is room."""

    def __init__(self, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        # once all is laid out: a page that was just made does not know its height yet
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._soon.start)

    @Slot()
    def _follow(self) -> None:
        page, focus = self.widget(), QApplication.focusWidget()
        if focus is not None and page is not None and page.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, MARGIN)
