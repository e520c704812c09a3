"""The editor for a list: a line for each entry; entries are added, moved and removed by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.parts import colour_label, make_button, make_label
from mou_desktop.gui.widgets.text_line import TextLine, too_much
from mou_desktop.model.answer_schema import DEFAULT_LENGTH
from mou_desktop.model.values import clean_text, visible

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

WIDTH = 48


class ListEditor(Editor):
    """Shows one line for each entry, and always one at least. Blank lines are no entries.

    Signals:
        line_added: there is one line more; carries it.
    """

    line_added = Signal(object)

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._rows: list[_Row] = []
        self._described = ("", "", False)
        self._current = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        lines = QWidget(self)  # made before the buttons, and so reached by Tab before them
        self._lines = QVBoxLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        column.addWidget(lines)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        self._add = make_button(theme, words.LIST_ADD, self, "plus")
        self._add.clicked.connect(self._on_add)
        self._up = self._tool("up", words.LIST_UP)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down = self._tool("down", words.LIST_DOWN)
        self._down.clicked.connect(lambda: self._move(1))
        self._remove = make_button(theme, words.LIST_REMOVE, self, "trash")
        self._remove.clicked.connect(self._on_remove)
        for button in (self._add, self._up, self._down, self._remove):
            button.setMinimumHeight(theme.grown(28))
            button.installEventFilter(self)
            tools.addWidget(button)
        tools.addStretch(1)
        column.addLayout(tools)
        theme.changed.connect(self._restyle)
        self._put([None])

    def show_answer(self, value: Value) -> None:
        """Show a list, unless its entries stand in the lines already."""
        if value != self._value() or not self._rows:
            several = value if isinstance(value, tuple) else () if value is None else (value,)
            self._put(list(several) or [None])

    def enter(self) -> None:
        """Put the keyboard into the first line that is blank, or the first of all."""
        row = next((one for one in self._rows if not one.line.text()), self._rows[0])
        row.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def describe(self, name: str, description: str, *, wrong: bool) -> None:
        """Tell a screen reader the question and the number with each line."""
        self._described = (name, description, wrong)
        super().describe(name, f"{description} {words.LIST_KEYS}".strip(), wrong=wrong)
        label = self.field.label
        for button, text in (
            (self._add, words.LIST_ADD),
            (self._up, words.LIST_UP),
            (self._down, words.LIST_DOWN),
            (self._remove, words.LIST_REMOVE),
        ):
            button.setAccessibleName(f"{text}: {label}")

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(self.theme, name))
        button.setToolTip(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        size = self.theme.grown(28)
        button.setMinimumSize(QSize(size, size))
        return button

    @property
    def lines(self) -> list[TextLine]:
        """The lines there are."""
        return [row.line for row in self._rows]

    def _value(self) -> Value:
        entries = tuple(row.value() for row in self._rows)
        kept = tuple(one for one in entries if not isinstance(one, str) or visible(one))
        return tuple(one for one in kept if one is not None) or None

    def _put(self, entries: list[Value]) -> None:
        """Show these entries in the lines that are there, with lines added or taken away."""
        held = self.holds_focus()
        while len(self._rows) > len(entries):
            row = self._rows.pop()
            self.drop_input(row.line)
            if row.line.hasFocus() and self._rows:
                self._rows[-1].line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(entries):
            self._append()
        for row, entry in zip(self._rows, entries, strict=True):
            row.show_entry(entry)
        self._current = min(self._current, len(self._rows) - 1)
        self._renumber()
        if held and not self.holds_focus():
            self._rows[self._current].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> None:
        row = _Row(self.theme, self.field, self)
        self._rows.append(row)
        self._lines.addWidget(row)
        if self.isVisible():
            row.show()  # the keyboard may go there at once
        self.add_input(row.line, words.LIST_ENTRY.format(number=len(self._rows)))
        self.line_added.emit(row.line)
        row.line.textEdited.connect(self._on_edited)
        row.line.refused.connect(self.refused)
        row.line.split.connect(self._on_split)
        row.line.pressed.connect(self._on_pressed)
        row.line.reached.connect(self._on_reached)

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.number.setText(f"{number}.")
        self.describe(*self._described[:2], wrong=self._described[2])
        self._enable()

    def _enable(self) -> None:
        many = len(self._rows) > 1
        for button, able in (
            (self._up, self._current > 0),
            (self._down, self._current < len(self._rows) - 1),
            (self._remove, many or bool(self._rows[0].line.text())),
        ):
            if button.isEnabled() != able:
                if button.hasFocus():
                    self._rows[self._current].line.setFocus(Qt.FocusReason.OtherFocusReason)
                button.setEnabled(able)

    def _go(self, number: int) -> None:
        self._current = number
        line = self._rows[number].line
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.end(False)
        self._enable()

    def _entries(self) -> list[Value]:
        return [row.value() for row in self._rows]

    def _insert(self, at: int, entries: list[Value]) -> None:
        several = self._entries()
        self._put([*several[:at], *entries, *several[at:]])

    def _move(self, by: int) -> None:
        to = self._current + by
        if 0 <= to < len(self._rows):
            several = self._entries()
            several[self._current], several[to] = several[to], several[self._current]
            self._put(several)
            self._go(to)
            self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(self._value())
        self._enable()

    @Slot()
    def _on_add(self) -> None:
        self._insert(self._current + 1, [None])
        self._go(self._current + 1)

    @Slot()
    def _on_remove(self) -> None:
        several = self._entries()
        del several[self._current]
        self._put(several or [None])
        self._go(min(self._current, len(self._rows) - 1))
        self._on_edited()

    @Slot(str)
    def _on_split(self, text: str) -> None:
        """Take several pasted lines as several entries."""
        entries = [line.strip() for line in text.split("\n") if line.strip()]
        here = self._current
        if not visible(self._rows[here].line.text()):
            self._rows[here].line.insert_lines(entries.pop(0))
        self._insert(here + 1, list(entries))
        self._go(here + len(entries))
        self._on_edited()

    @Slot(str)
    def _on_pressed(self, what: str) -> None:
        match what:
            case "enter" if self._rows[self._current].line.text():
                self._on_add()
            case "enter":
                self.focusNextChild()
            case "remove":
                self._on_remove()
            case "up":
                self._move(-1)
            case "down":
                self._move(1)
            case "above" | "below":
                to = self._current + (1 if what == "below" else -1)
                if 0 <= to < len(self._rows):
                    self._go(to)

    @Slot()
    def _on_reached(self) -> None:
        line = self.sender()
        at = next((i for i, row in enumerate(self._rows) if row.line is line), self._current)
        self._current = at
        self._enable()

    @Slot()
    def _restyle(self) -> None:
        for name, button in (
            ("plus", self._add), ("up", self._up), ("down", self._down), ("trash", self._remove),
        ):  # fmt: skip
            button.setIcon(icon(self.theme, name))
            button.setMinimumHeight(self.theme.grown(28))
        for row in self._rows:
            colour_label(self.theme, row.number, "muted")
            row.number.setFont(self.theme.font("body"))
            row.number.setMinimumWidth(self.theme.grown(24))


class _Row(QWidget):
    """A number and a line."""

    def __init__(self, theme: Theme, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._raw: Value = None
        self.number: QLabel = make_label(theme, "", self, "body", "muted")
        self.number.setWordWrap(False)
        self.number.setMinimumWidth(theme.grown(24))
        self.line = _EntryLine(theme, WIDTH, field.max_length or DEFAULT_LENGTH, self)
        self.line.setObjectName(f"entry_{field.key}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.number)
        row.addWidget(self.line)
        row.addStretch(1)

    def show_entry(self, raw: Value) -> None:
        """Show an entry, whatever a damaged file holds there."""
        self._raw = raw
        self.line.show_text("" if raw is None else str(raw))

    def value(self) -> Value:
        """Return the entry: what came, as long as nobody has changed it."""
        text = self.line.text()
        untouched = text == ("" if self._raw is None else str(self._raw))
        return self._raw if untouched else clean_text(text)


class _EntryLine(TextLine):
    """A line of a list.

    Signals:
        split: several lines were pasted; carries them.
        pressed: a key that means something to the list; carries its name.
        reached: the keyboard is here now.
    """

    split = Signal(str)
    pressed = Signal(str)
    reached = Signal()

    def insert_lines(self, text: str) -> None:
        """Hand several lines to the list, which makes them several entries."""
        lines = clean_text(text).strip("\n")
        if "\n" not in lines:
            super().insert_lines(text)
        elif sentence := too_much(max(map(len, lines.split("\n"))), self._limit):
            self.refused.emit(sentence)
        elif sentence := too_much(len(lines) // 100, self._limit):
            self.refused.emit(too_much(len(lines), self._limit) or sentence)
        else:
            self.split.emit(lines)

    def focusInEvent(self, event: object) -> None:
        """Become the line that the buttons mean."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, remove with Ctrl+Delete, move with Alt and an arrow."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        what = {
            Qt.Key.Key_Return: "enter",
            Qt.Key.Key_Enter: "enter",
            Qt.Key.Key_Up: "up" if alt else "above",
            Qt.Key.Key_Down: "down" if alt else "below",
            Qt.Key.Key_Delete: "remove" if control else "",
            Qt.Key.Key_Backspace: "" if self.text() else "remove",
        }.get(Qt.Key(event.key()), "")
        if what:
            self.pressed.emit(what)
        else:
            super().keyPressEvent(event)
