"""The editor for a number, an amount of money or a percentage, with its unit beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.gui.widgets.line_editor import LineEditor
from mou_desktop.gui.widgets.parts import colour_label, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.line_editor import Read
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value


class NumberEditor(LineEditor):
    """Takes a number as it is typed; `$`, commas and a percent sign may stand in it."""

    def __init__(
        self, field: Field, theme: Theme, read: Read, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, read, parent)
        self._unit: QLabel | None = None
        if field.type in {"money", "percent"}:
            sign = "$" if field.type == "money" else words.PERCENT
            self._unit = make_label(theme, sign, self)
            self._unit.setWordWrap(False)
            self.row.insertWidget(0 if field.type == "money" else 1, self._unit)
            theme.changed.connect(self._restyle)

    def words_of(self, value: Value) -> str:
        """Return a number with commas between thousands; sums with two digits of cents or none."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return super().words_of(value)
        exact = Decimal(str(value))
        cents = self.field.type == "money" and exact != exact.to_integral_value()
        if cents and exact == round(exact, 2):
            return f"{exact:,.2f}"
        return f"{exact:,f}"

    def _restyle(self) -> None:
        if self._unit is not None:
            self._unit.setFont(self.theme.font("body"))
            colour_label(self.theme, self._unit, "text")
