"""Shows what differs between the agreement on the screen and another copy, and offers a merge.

What differs was found before: it reads no file and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.difference_column import add_differences
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reading_area import ReadingArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.comparing import Compared
    from mou_desktop.gui.theme import Theme


class ComparisonDialog(QDialog):
    """Lists the differences. `merge_wanted` says that the two are to be merged."""

    def __init__(
        self, theme: Theme, lead: str, found: Compared, parent: QWidget, *, merging: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName("comparison_dialog")
        self.setWindowTitle(words.DISK_COMPARE_TITLE)
        self.merge_wanted = False
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        area = ReadingArea(theme, words.DISK_COMPARE_TITLE, self)
        inside = area.begin()
        area.column.addWidget(labels.text(lead, inside, "body", "muted"))
        if found.sentence or not found.count:
            sentence = found.sentence or words.DIFF_NONE
            area.column.addWidget(labels.text(sentence, inside))
        sides = (words.DISK_ON_DISK, words.DISK_MINE)
        add_differences(area.column, inside, labels, found.sections, sides)
        area.finish()
        box.addWidget(area, 1)
        close = make_button(theme, words.CLOSE, self, look="plain" if merging else "main")
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        buttons = [close]
        if merging and found.count:
            merge = make_button(theme, words.DISK_MERGE, self, "conflict", "main")
            merge.setObjectName("merge")
            merge.clicked.connect(self._merge)
            buttons.append(merge)
        box.addWidget(button_row(theme, *buttons, side=0))
        area.setFocus()
        fit(self, theme.grown(760), theme.grown(560))

    @Slot()
    def _merge(self) -> None:
        self.merge_wanted = True
        self.accept()
