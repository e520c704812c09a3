"""The few settings: colors, size of text, the name for notes, the folder for new files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
)

from mou_desktop.gui import words
from mou_desktop.gui.widgets.parts import make_button, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.memory import Memory


class SettingsDialog(QDialog):
    """Asks for the settings. Nothing changes before Save."""

    def __init__(self, theme: Theme, memory: Memory, parent: QWidget, trouble: str = "") -> None:
        """`trouble` says why spelling cannot be checked."""
        super().__init__(parent)
        self.setWindowTitle(words.SETTINGS_TITLE)
        self.setObjectName("settings_dialog")
        self._memory = memory
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        form = QFormLayout()
        form.setSpacing(12)
        self._theme = QComboBox(self)
        self._theme.setObjectName("theme")
        for key, name in words.THEMES.items():
            self._theme.addItem(name, key)
        self._theme.setCurrentIndex(self._theme.findData(memory.theme))
        self._size = QSpinBox(self)
        self._size.setRange(80, 200)
        self._size.setSingleStep(10)
        self._size.setSuffix(" %")
        self._size.setValue(round(memory.scale * 100))
        self._author = QLineEdit(memory.author, self)
        self._author.setMaxLength(120)
        self._folder = QLineEdit(memory.folder, self)
        self._folder.setMinimumWidth(320)
        for label, widget in (
            (words.SETTING_THEME, self._theme),
            (words.SETTING_SIZE, self._size),
            (words.SETTING_AUTHOR, self._author),
            (words.SETTING_FOLDER, self._folder),
        ):
            widget.setMinimumHeight(theme.grown(34))
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        self._spelling = QCheckBox(words.SETTING_SPELLING, self)
        self._spelling.setObjectName("spelling")
        self._spelling.setMinimumHeight(theme.grown(28))
        self._spelling.setChecked(memory.spelling)
        form.addRow("", self._spelling)
        if trouble:
            said = make_label(theme, trouble, self, "body", "error")
            said.setObjectName("spelling_trouble")
            self._spelling.setAccessibleDescription(trouble)
            form.addRow("", said)
        box.addLayout(form)
        buttons = QDialogButtonBox(self)
        save = make_button(theme, words.SAVE, self, look="main")
        buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = make_button(theme, words.CANCEL, self)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addSpacing(16)
        box.addWidget(buttons)

    def chosen(self) -> Memory:
        """Return the memory with the settings as chosen."""
        return replace(
            self._memory,
            theme=str(self._theme.currentData()),
            scale=self._size.value() / 100,
            spelling=self._spelling.isChecked(),
            author=self._author.text().strip(),
            folder=self._folder.text().strip(),
        )
