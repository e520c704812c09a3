"""The editor for a text of one line, and what the editors of numbers and dates share with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model.answer_schema import DEFAULT_LENGTH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

Read: TypeAlias = Callable[[str], "Value"]
"""Reads what was typed as the type of the field; what cannot be read stays the text."""

WIDTHS: Final = {
    "number": 6, "percent": 6, "date": 16, "money": 14, "phone": 18, "email": 32, "text": 48,
    "url": 48,
}  # fmt: skip


class LineEditor(Editor):
    """Shows an answer in one line. What is typed is read as the field's type at each key."""

    def __init__(
        self, field: Field, theme: Theme, read: Read, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, parent)
        self._read = read
        self._value: Value = None
        limit = field.max_length or DEFAULT_LENGTH
        width = WIDTHS.get(field.type, 48)
        if field.type == "text":
            width = min(width, limit + 1)
        elif field.max is not None:
            width = max(width, len(f"{field.max:,.0f}") + 1)
        self.line = TextLine(theme, width, limit, self)
        self.line.setObjectName(f"line_{field.key}")
        self.add_input(self.line)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.refused.connect(self.refused)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.line)
        self.row.addStretch(1)
        self.left.connect(self._on_left)

    def show_answer(self, value: Value) -> None:
        """Show an answer, unless what stands in the line already says it."""
        self._value = value
        if not self._says(value):
            self.line.show_text(self.words_of(value))
        self.note()

    def words_of(self, value: Value) -> str:
        """Return an answer as it stands in the line."""
        return "" if value is None else str(value)

    def note(self) -> None:
        """Say how much of the limit is used, once it is more than three quarters."""
        if self.field.max_length is None or self.field.type != "text":
            return
        count, limit = len(self.line.text()), self.field.max_length
        text = words.CHARACTERS.format(count=count, limit=limit)
        self.noted.emit(text if count > 0.75 * limit else "", count > limit)

    def _says(self, value: Value) -> bool:
        text = self.line.text()
        read = self._read(text) if text else None
        return bool(read == value and isinstance(read, bool) == isinstance(value, bool))

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self.edited.emit(self._read(text) if text else None)
        self.note()

    @Slot()
    def _on_left(self) -> None:
        """Write what could be read in the usual way, such as 30,000."""
        if not isinstance(self._value, str) or self.field.type == "date":
            self.line.show_text(self.words_of(self._value))
