"""Which editor a field gets; those that few clauses ask for are imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.gui.widgets.choice_editor import MOST_RADIOS, ComboEditor, RadioEditor, options_of
from mou_desktop.gui.widgets.line_editor import LineEditor
from mou_desktop.gui.widgets.list_editor import ListEditor
from mou_desktop.gui.widgets.long_editor import LongEditor
from mou_desktop.model.typed import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.field_frame import Editor
    from mou_desktop.model import Document, Field
    from mou_desktop.model.values import Value


def editor_for(
    field: Field, theme: Theme, document_now: Callable[[], Document], parent: QWidget
) -> Editor:
    """Return a new editor for `field`; `document_now` gives the rows that its answers may name."""

    def read(text: str) -> Value:
        return Reader(document_now()).read(field, text)

    match field.type:
        case "number" | "money" | "percent":
            from mou_desktop.gui.widgets.number_editor import NumberEditor

            return NumberEditor(field, theme, read, parent)
        case "date":
            from mou_desktop.gui.widgets.date_editor import DateEditor

            return DateEditor(field, theme, read, parent)
        case "long_text":
            return LongEditor(field, theme, parent)
        case "yes_no":
            return RadioEditor(field, theme, parent)
        case "choice":
            few = not field.rows_of and len(options_of(field)) <= MOST_RADIOS
            return (RadioEditor if few else ComboEditor)(field, theme, parent)
        case "choices":
            from mou_desktop.gui.widgets.choices_editor import ChoicesEditor

            return ChoicesEditor(field, theme, parent)
        case "person":
            from mou_desktop.gui.widgets.person_editor import PersonEditor

            return PersonEditor(field, theme, parent)
        case "list":
            return ListEditor(field, theme, parent)
        case "table":
            from mou_desktop.gui.widgets.table_editor import TableEditor

            return TableEditor(field, document_now, theme, parent)
    return LineEditor(field, theme, read, parent)
