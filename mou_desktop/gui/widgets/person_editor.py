"""The editor for a person: name and title, phone and email; in two columns where there is room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.parts import colour_label, make_label
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.values import clean_text, freeze

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

_WIDTHS = {"name": 32, "title": 32, "phone": 18, "email": 32}


class PersonEditor(Editor):
    """Shows the parts of a person, each in a line of its own."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._value: Value = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._lines: dict[str, TextLine] = {}
        self._cells: list[QWidget] = []
        self._labels: list[QLabel] = []
        self._columns = 0
        limit = field.max_length or DEFAULT_LENGTH
        for part in PERSON_PARTS:
            cell = QWidget(self)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            label = make_label(theme, words.PERSON[part], cell, "small")
            label.setWordWrap(False)
            line = TextLine(theme, _WIDTHS[part], limit, cell)
            line.setObjectName(f"line_{field.key}_{part}")
            line.textEdited.connect(self._on_text_edited)
            line.refused.connect(self.refused)
            column.addWidget(label)
            column.addWidget(line)
            self.add_input(line, words.PERSON[part])
            self._lines[part] = line
            self._cells.append(cell)
            self._labels.append(label)
        theme.changed.connect(self._restyle)
        self._arrange(2)

    def show_answer(self, value: Value) -> None:
        """Show a person; a line that already says its part is left alone."""
        self._value = value
        if not isinstance(value, Mapping):
            value = {} if value is None else {"name": value}
        for part, line in self._lines.items():
            given = value.get(part)
            line.show_text("" if given is None else str(given))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room."""
        super().resizeEvent(event)
        wide = sum(self._lines[part].sizeHint().width() for part in ("name", "title")) + 16
        self._arrange(2 if event.size().width() >= wide else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, number // columns, number % columns)
        self._grid.setColumnStretch(columns, 1)
        self._grid.setColumnStretch(3 - columns, 0)
        self.updateGeometry()

    @Slot()
    def _on_text_edited(self) -> None:
        before = self._value if isinstance(self._value, Mapping) else {}
        made = {**before}
        for part, line in self._lines.items():
            text = line.text()
            if text != str(before.get(part) or ""):
                made[part] = clean_text(text)
        made = {key: item for key, item in made.items() if item or key not in PERSON_PARTS}
        self._value = freeze(made) if any(made.values()) else None
        self.edited.emit(self._value)

    @Slot()
    def _restyle(self) -> None:
        for label in self._labels:
            label.setFont(self.theme.font("small"))
            colour_label(self.theme, label, "text")
