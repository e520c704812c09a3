"""The editor for several choices: a check box for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.widgets.choice_button import ChoiceCheck
from mou_desktop.gui.widgets.choice_editor import options_of
from mou_desktop.gui.widgets.field_frame import Editor

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.choice_editor import Options
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value


class ChoicesEditor(Editor):
    """Shows all choices; those that were taken stand in the order in which they are published."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._taken: tuple[Value, ...] = ()
        self._base: Options = ()
        self._options: Options = ()
        self._checks: list[ChoiceCheck] = []
        self._described = ("", "", False)
        self.show_options(options_of(field))

    def show_options(self, options: Options) -> None:
        """Offer these choices, and those of the answer that are not among them."""
        known = [value for value, _ in options]
        odd = [value for value in dict.fromkeys(map(str, self._taken)) if value not in known]
        wanted = (*options, *((one, words.NOT_A_CHOICE.format(text=one)) for one in odd))
        self._base = options
        if wanted != self._options:
            self._options = wanted
            self._build()
        for (value, _), check in zip(self._options, self._checks, strict=True):
            check.setChecked(value in self._taken)

    def show_answer(self, value: Value) -> None:
        """Mark the choices that were taken."""
        self._taken = value if isinstance(value, tuple) else () if value is None else (value,)
        self.show_options(self._base)

    def describe(self, name: str, description: str, *, wrong: bool) -> None:
        """Tell a screen reader the question with each choice."""
        self._described = (name, description, wrong)
        self.setAccessibleName(name)
        for check in self._checks:
            check.setAccessibleDescription(f"{name}. {description}".strip())
            check.setProperty("required", self.field.required)
            check.setProperty("invalid", wrong)

    def _build(self) -> None:
        for old in self._checks:
            self.drop_input(old)
            old.hide()
            old.deleteLater()
        self._checks = []
        for value, text in self._options:
            check = ChoiceCheck(self.theme, text, self)
            check.setObjectName(f"choice_{self.field.key}_{value}")
            check.clicked.connect(self._on_clicked)
            self._column.addWidget(check)
            self._checks.append(check)
            self.add_input(check)
        self.describe(*self._described[:2], wrong=self._described[2])

    @Slot()
    def _on_clicked(self) -> None:
        pairs = zip(self._options, self._checks, strict=True)
        self._taken = tuple(value for (value, _), check in pairs if check.isChecked())
        self.edited.emit(self._taken or None)
