"""Waits until a table asks for rows, and has the dialog that takes them in made then.

Until then nothing of it is loaded: most tables are filled by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from mou_desktop.gui.dialogs.import_rows import RowsImport
    from mou_desktop.gui.widgets.table_editor import TableEditor


class RowsAsked(QObject):
    """Hears the first asking of one table; whom it calls hears every later one itself."""

    def __init__(self, editor: TableEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.paste_asked.connect(self._on_paste)
        editor.import_asked.connect(self._on_file)

    @Slot(str)
    def _on_paste(self, text: str) -> None:
        self._handed_over().paste(text)

    @Slot()
    def _on_file(self) -> None:
        self._handed_over().ask_file()

    def _handed_over(self) -> RowsImport:
        from mou_desktop.gui.dialogs.import_rows import RowsImport

        self._editor.paste_asked.disconnect(self._on_paste)
        self._editor.import_asked.disconnect(self._on_file)
        return RowsImport(self._editor)
