"""The editor for one choice: radio buttons for up to five, a list to open for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.choice_button import ChoiceRadio
from mou_desktop.gui.widgets.field_frame import Editor

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

Options: TypeAlias = tuple[tuple["Value", str], ...]
"""What may be chosen: the answer, and how it reads."""

MOST_RADIOS = 5
LEAST_WIDE, MOST_WIDE = 20, 40  # characters of a list


def options_of(field: Field) -> Options:
    """Return the published choices of a field."""
    if field.type == "yes_no":
        return ((True, words.YES), (False, words.NO))
    return tuple((choice.key, choice.label) for choice in field.choices)


class RadioEditor(Editor):
    """Shows all choices at once; an optional one can be left without an answer again."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self.left.connect(self._make_one_stop)  # Qt lets Tab come back to the one that had it
        self._described = ("", "", False)
        self._value: Value = None
        self._options: Options = ()
        self._buttons: list[ChoiceRadio] = []
        self.show_options(options_of(field))

    def show_options(self, options: Options) -> None:
        """Offer these choices."""
        none: Options = () if self.field.required else ((None, words.NO_ANSWER),)
        odd: Options = ()
        known = [value for value, _ in (*options, (None, ""))]
        if not any(_same(self._value, one) for one in known):
            odd = ((self._value, words.NOT_A_CHOICE.format(text=self._value)),)
        wanted = (*options, *odd, *none)
        if wanted != self._options:
            self._base, self._options = options, wanted
            self._build()
        for (value, _), button in zip(self._options, self._buttons, strict=True):
            button.setChecked(_same(value, self._value))
        self._follow()
        self._make_one_stop()

    def show_answer(self, value: Value) -> None:
        """Mark the choice that is the answer."""
        self._value = value
        checked = self._group.checkedButton()
        if value is None and checked is not None and self.field.required:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)
        self.show_options(self._base)

    def enter(self) -> None:
        """Put the keyboard on the choice that is taken, or on the first."""
        button = self._group.checkedButton() or (self._buttons[0] if self._buttons else None)
        if button is not None:
            button.setFocus()

    def describe(self, name: str, description: str, *, wrong: bool) -> None:
        """Tell a screen reader the question with each choice."""
        self._described = (name, description, wrong)
        self.setAccessibleName(name)
        for button in self._buttons:
            button.setAccessibleDescription(f"{name}. {description}".strip())
            button.setProperty("required", self.field.required)
            button.setProperty("invalid", wrong)

    def _build(self) -> None:
        held = self.holds_focus()
        for old in self._buttons:
            self.drop_input(old)
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for number, (value, text) in enumerate(self._options):
            button = ChoiceRadio(self.theme, text, self)
            button.setObjectName(f"choice_{self.field.key}_{value}")
            self._group.addButton(button, number)
            self._column.addWidget(button)
            self._buttons.append(button)
            self.add_input(button)
        if self._described[0]:
            self.describe(*self._described[:2], wrong=self._described[2])
        if held:
            self.enter()

    def _follow(self) -> None:
        """Keep the keyboard on the choice that is taken, when another one is taken for it."""
        taken = self._group.checkedButton()
        if taken is not None and any(one.hasFocus() for one in self._buttons):
            taken.setFocus()

    @Slot()
    def _make_one_stop(self) -> None:
        """Let Tab reach the choice that is taken, or the first; the arrows reach the others."""
        taken = self._group.checkedButton() or next(iter(self._buttons), None)
        for button in self._buttons:
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(strong if button is taken else click)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        value = self._options[number][0]
        self._make_one_stop()
        if not _same(value, self._value):
            self._value = value
            self.edited.emit(value)


class ComboEditor(Editor):
    """Shows the choice taken, and all of them when it is opened."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._value: Value = None
        self._options: Options = ()
        self.box = CalmComboBox(theme, self)
        self.box.setObjectName(f"choice_{field.key}")
        self.add_input(self.box)
        self.box.activated.connect(self._on_activated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        self.show_options(options_of(field))

    def show_options(self, options: Options) -> None:
        """Offer these choices."""
        self._base = options
        none = words.NO_ANSWER_YET if self.field.required else words.NO_ANSWER
        wanted: Options = ((None, none), *options)
        if not any(_same(self._value, one) for one, _ in wanted):
            odd = words.NOT_A_CHOICE.format(text=self._value)
            wanted = (*wanted, (self._value, odd))
        if wanted != self._options:
            self._options = wanted
            self.box.clear()
            self.box.addItems([text for _, text in wanted])
        at = next(i for i, (one, _) in enumerate(wanted) if _same(self._value, one))
        if at != self.box.currentIndex():
            self.box.setCurrentIndex(at)

    def show_answer(self, value: Value) -> None:
        """Show the choice that is the answer."""
        self._value = value
        self.show_options(self._base)

    @Slot(int)
    def _on_activated(self, number: int) -> None:
        value = self._options[number][0]
        if not _same(value, self._value):
            self._value = value
            self.edited.emit(value)


class CalmComboBox(QComboBox):
    """A list that does not change when a wheel passes over it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt would have it come with the wheel

    def sizeHint(self) -> QSize:
        """Return the width of the longest choice, from 20 to 40 characters."""
        one = self.fontMetrics().averageCharWidth()
        wide = min(max(super().sizeHint().width(), LEAST_WIDE * one), (MOST_WIDE + 4) * one)
        return QSize(wide, max(super().sizeHint().height(), self._theme.grown(34)))

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits the narrowest window."""
        return QSize(min(self.sizeHint().width(), 160), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def _same(one: Value, other: Value) -> bool:
    return bool(one == other and isinstance(one, bool) == isinstance(other, bool))
