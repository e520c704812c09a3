"""The pages before they are printed: turn them, look closer, print.

Qt's own preview has icons without words, and makes a picture of every page before it shows one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import level
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.flow import Flow
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.sheets import Sheets
    from mou_desktop.gui.theme import Theme


class PrintPreview(QDialog):
    """Shows the sheets; it is accepted where the user wants them printed."""

    def __init__(self, sheets: Sheets, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("print_preview")
        self.setWindowTitle(words.PRINT_PREVIEW_TITLE)
        self._theme = theme
        self.view = SheetView(sheets, theme, self)
        self._place = Labels(theme, self).text(self.view.place, self)
        self._place.setObjectName("place")
        self._place.setWordWrap(False)
        self._place.setMinimumHeight(theme.grown(34))  # as the buttons beside it
        self.view.turned.connect(self._on_turned)
        tools = Flow(self)
        view = self.view
        back = self._button("previous_page", words.PRINT_BACK, lambda: view.turn(view.number - 1))
        on = self._button("next_page", words.PRINT_ON, lambda: view.turn(view.number + 1))
        for part in (
            back,
            self._place,
            on,
            self._button("smaller", words.PRINT_SMALLER, view.smaller),
            self._button("larger", words.PRINT_LARGER, view.larger),
            self._button("fit", words.PRINT_FIT, view.fit),
            self._button("close", words.CLOSE, self.reject),
            self._button("print_now", words.PRINT_NOW, self.accept, "main"),
        ):
            tools.addWidget(part)
        level(theme, *self.findChildren(QPushButton))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(12)
        tools.setContentsMargins(16, 0, 16, 0)
        box.addWidget(tools)
        box.addWidget(self.view, 1)
        self.view.setFocus()
        fit(self, theme.grown(960), theme.grown(900))

    def _button(
        self, name: str, text: str, call: Callable[[], object], look: str = "plain"
    ) -> QPushButton:
        icon = "print" if look == "main" else ""
        button = make_button(self._theme, text, self, icon, look)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: call())
        return button

    @Slot()
    def _on_turned(self) -> None:
        self._place.setText(self.view.place)
        self._place.adjustSize()
