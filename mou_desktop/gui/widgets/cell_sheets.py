"""The sheets that open over a cell of a table for what does not fit into it.

Each shows a value, gives back what was typed or chosen, and says when the user is done. None of
them reads what was typed: `Cells` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.drawing import ring
from mou_desktop.gui.widgets.cell_keys import CellKeys
from mou_desktop.gui.widgets.kept_text import edited_text, shown_text
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.outside import Outside
from mou_desktop.gui.widgets.parts import make_button, make_label
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.edition import PERSON_PARTS

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.cells import Cells
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value


class SheetCell(QFrame):
    """A small sheet over the cell, for what does not fit into it. It stays inside the page.

    A click beside it stores and closes, as Done does.
    """

    def __init__(self, theme: Theme, column: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(f"sheet_{column.key}")
        self.keys = CellKeys(self)
        self._outside = Outside(self)
        self._outside.used.connect(self._on_done)
        self.sheet = QVBoxLayout(self)
        self.sheet.setContentsMargins(12, 12, 12, 12)
        self.sheet.setSpacing(8)

    def say(self, text: str) -> None:
        """Add a line of small words."""
        label = make_label(self._theme, text, self, "small", "muted")
        label.setContentsMargins(4, 0, 4, 4)
        self.sheet.addWidget(label)

    def foot(self, text: str) -> None:
        """End the sheet with the keys that count, and a button for the mouse."""
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(12)
        label = make_label(self._theme, text, self, "small", "muted")
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(text) // 2)
        done = make_button(self._theme, words.CELL_DONE, self)
        done.setObjectName("done")
        done.setProperty("small", True)
        done.setMinimumHeight(max(self._theme.grown(28), 28))
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter and Tab do it for the keyboard
        done.clicked.connect(self._on_done)
        row.addWidget(label, 1)
        row.addWidget(done)
        self.sheet.addLayout(row)

    @Slot()
    def _on_done(self) -> None:
        self.keys.finished.emit(0)

    def place(self, cell: QRect, page: QRect) -> None:
        """Stand over `cell` inside `page`, or the window where the page is too small.

        Both are in the coordinates of the parent.
        """
        window = (self.parentWidget() or self).rect()
        room = page.intersected(window).adjusted(8, 8, -8, -8)
        self.sheet.activate()
        wide = max(cell.width(), self.sizeHint().width())
        high = max(self.sizeHint().height(), self.heightForWidth(min(wide, room.width())))
        if self.sizeHint().width() > room.width() or high > room.height():
            room = window.adjusted(8, 8, -8, -8)
        wide = min(wide, room.width())
        high = max(self.sizeHint().height(), self.heightForWidth(wide))
        area = QRect(cell.topLeft(), QSize(wide, min(high, room.height())))
        area.moveRight(max(min(area.right(), room.right()), room.left() + area.width() - 1))
        area.moveBottom(max(min(area.bottom(), room.bottom()), room.top() + area.height() - 1))
        self.setGeometry(area)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the focus ring round it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        ring(painter, self.rect(), self._theme, 4)


class ListCell(SheetCell):
    """One choice, or several with check boxes, from a list."""

    def __init__(self, theme: Theme, column: Field, cells: Cells, parent: QWidget) -> None:
        super().__init__(theme, column, parent)
        self._several, self._showing = column.type == "choices", True
        self._list = QListWidget(self)
        self._list.setObjectName("choices")
        self._list.setAccessibleName(column.label)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offered = cells.offered(column)
        for key, text in offered if self._several else ((None, words.CELL_NO_CHOICE), *offered):
            self._add(key, text)
        self.sheet.setContentsMargins(4, 4, 4, 4)
        self.sheet.setSpacing(4)
        if offered:
            self.sheet.addWidget(self._list)
            self.setFocusProxy(self._list)
            self.keys.watch(self._list)
        else:
            self._list.hide()
            self.say(words.CELL_NO_ROWS.format(table=cells.other_label(column)))
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.keys.watch(self)
        if self._several:
            self.foot(words.CELL_CHECK_KEYS if offered else "")
        self._fit()
        self._list.itemClicked.connect(self._on_clicked)
        self._list.itemChanged.connect(self._on_changed)
        self._list.currentRowChanged.connect(self._on_changed)

    def _add(self, key: Value, text: str) -> None:
        item = QListWidgetItem(text, self._list)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setSizeHint(QSize(0, max(self._theme.grown(28), self.fontMetrics().height() + 10)))
        if self._several:
            item.setCheckState(Qt.CheckState.Unchecked)

    def _fit(self) -> None:
        count = min(max(self._list.count(), 1), 8)
        self._list.setFixedHeight(count * max(self._list.sizeHintForRow(0), 28) + 2)
        texts = (self._list.item(number).text() for number in range(self._list.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        self._list.setMinimumWidth(min(widest, self._theme.grown(420)) + self._theme.grown(56))

    def show_value(self, _cells: Cells, _column: Field, value: Value) -> None:
        """Mark what is chosen; a choice that is not offered any more is kept in the list."""
        self._showing = True
        chosen = value if isinstance(value, tuple) else (value,)
        known = [self._key(number) for number in range(self._list.count())]
        for one in chosen:
            if one is not None and one not in known:
                self._add(one, str(one))
        for number in range(self._list.count()):
            here = self._key(number) in chosen
            if self._several:
                state = Qt.CheckState.Checked if here else Qt.CheckState.Unchecked
                self._list.item(number).setCheckState(state)
            elif here:
                self._list.setCurrentRow(number)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._showing = False

    def raw(self) -> Any:
        """Return the key that is chosen, or the keys."""
        if not self._several:
            return self._key(self._list.currentRow()) if self._list.currentRow() >= 0 else None
        items = (self._list.item(number) for number in range(self._list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _key(self, number: int) -> Value:
        return self._list.item(number).data(Qt.ItemDataRole.UserRole)

    @Slot()
    def _on_changed(self) -> None:
        if not self._showing:
            self.keys.typed.emit()

    @Slot(QListWidgetItem)
    def _on_clicked(self, _item: QListWidgetItem) -> None:
        if not self._several:
            self.keys.typed.emit()
            self.keys.finished.emit(0)


class PersonCell(SheetCell):
    """A person: name, title, phone and email, a line each."""

    def __init__(self, theme: Theme, column: Field, parent: QWidget) -> None:
        super().__init__(theme, column, parent)
        self._value: Mapping[str, Value] = {}
        self._parts: dict[str, TextLine] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, part in enumerate(PERSON_PARTS):
            needed = part in column.need and column.required
            need = words.TABLE_REQUIRED if needed else words.TABLE_OPTIONAL
            box = TextLine(theme, 32, column.max_length or DEFAULT_LENGTH, self)
            box.setObjectName(f"person_{part}")
            box.setAccessibleName(f"{column.label}: {words.CELL_PARTS[part]} ({need})")
            box.textEdited.connect(self.keys.typed)
            box.refused.connect(self.keys.refused)
            label = QLabel(words.CELL_PARTS[part], self)
            label.setBuddy(box)
            grid.addWidget(label, number, 0)
            if needed:
                mark = make_label(theme, words.REQUIRED, self, "small", "muted")
                mark.setObjectName(f"need_{part}")
                mark.setWordWrap(False)
                grid.addWidget(mark, number, 1)
            grid.addWidget(box, number, 2)
            self._parts[part] = box
            self.keys.watch(box)
        self.sheet.addLayout(grid)
        self.foot(words.CELL_POPUP_KEYS)
        self.setFocusProxy(self._parts[PERSON_PARTS[0]])

    def show_value(self, _cells: Cells, _column: Field, value: Value) -> None:
        """Show the parts that the boxes do not say already."""
        self._value = value if isinstance(value, Mapping) else {"name": value or ""}
        for part, box in self._parts.items():
            text = str(self._value.get(part) or "")
            box.show_text(text)

    def raw(self) -> Any:
        """Return the parts that hold something; what else the answer holds is kept."""
        typed = {part: box.text() for part, box in self._parts.items()}
        kept = {part: value for part, value in self._value.items() if part not in typed}
        return {**{part: text for part, text in typed.items() if text}, **kept}


class TextCell(SheetCell):
    """Text over several lines, or a list with one entry a line."""

    def __init__(self, theme: Theme, column: Field, parent: QWidget) -> None:
        super().__init__(theme, column, parent)
        self._kept = ""
        self._box = TextBox(column.max_length or DEFAULT_LENGTH, self)
        self._box.setObjectName("lines")
        self._box.setAccessibleName(column.label)
        self._box.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        self._box.textChanged.connect(self._on_changed)
        self._box.refused.connect(self.keys.refused)
        if column.type == "list":
            self.say(words.CELL_LINES)
        self.sheet.addWidget(self._box)
        self.foot(words.CELL_POPUP_KEYS)
        self.setFocusProxy(self._box)
        self.keys.watch(self._box)

    def show_value(self, cells: Cells, column: Field, value: Value) -> None:
        """Show `value` where the text does not say it already."""
        if cells.read(column, self.raw()) != value:
            self._kept = cells.written(column, value)
            self._box.show_text(shown_text(self._kept))

    def raw(self) -> Any:
        """Return the text, with what nobody touched as it was."""
        return self._kept

    @Slot()
    def _on_changed(self) -> None:
        now = self._box.raw_text()
        if now != shown_text(self._kept):
            self._kept = edited_text(self._kept, now)
            self.keys.typed.emit()
