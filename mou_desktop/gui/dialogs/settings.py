"""The few settings: colors, size of text, spelling, the name for notes, a folder for new files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.calm_wheel import CalmWheel
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.model.values import clean_text

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.flow import Flow
    from mou_desktop.store.memory import Memory

LONGEST_NAME: Final = 120  # characters


class SettingsDialog(QDialog):
    """Asks for the settings. Nothing changes before Save."""

    def __init__(self, theme: Theme, memory: Memory, parent: QWidget, trouble: str = "") -> None:
        """`trouble` says why spelling cannot be checked."""
        super().__init__(parent)
        self.setWindowTitle(words.SETTINGS_TITLE)
        self.setObjectName("settings_dialog")
        self._memory, self._look = memory, theme
        self._labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 16)
        self._body = DialogBody(self)
        self._body.column.setSpacing(4)
        box.addWidget(self._body, 1)
        self._make_looks()
        self._make_spelling(trouble)
        self._make_name()
        self._make_folder()
        self._body.column.addStretch(1)
        box.addWidget(self._make_buttons())
        self._theme.setFocus()
        fit(self, theme.grown(520), theme.grown(500))

    # ---- parts -------------------------------------------------------------------------------

    def _make_looks(self) -> None:
        inside = self._body.inside
        self._theme = QComboBox(inside)
        self._theme.setObjectName("theme")
        for key, name in words.THEMES.items():
            self._theme.addItem(name, key)
        self._theme.setCurrentIndex(max(self._theme.findData(self._memory.theme), 0))
        self._size = QSpinBox(inside)
        self._size.setObjectName("size")
        self._size.setRange(80, 200)
        self._size.setSingleStep(10)
        self._size.setSuffix(" %")
        self._size.setValue(round(self._memory.scale * 100))
        CalmWheel(self._theme)
        CalmWheel(self._size)
        self._add(words.SETTING_THEME, self._theme)
        self._add(words.SETTING_SIZE, self._size, words.SETTING_SIZE_HINT)

    def _make_spelling(self, trouble: str) -> None:
        inside, column = self._body.inside, self._body.column
        self._spelling = QCheckBox(words.SETTING_SPELLING, inside)
        self._spelling.setObjectName("spelling")
        self._spelling.setMinimumHeight(self._look.grown(28))
        self._spelling.setChecked(self._memory.spelling)
        column.addWidget(self._spelling)
        if trouble:
            said = self._labels.text(trouble, inside, "body", "error")
            said.setObjectName("spelling_trouble")
            self._spelling.setAccessibleDescription(trouble)
            column.addWidget(said)
        column.addSpacing(12)

    def _make_name(self) -> None:
        self._author = QLineEdit(self._memory.author, self._body.inside)
        self._author.setObjectName("author")
        self._add(words.SETTING_AUTHOR, self._author, words.SETTING_AUTHOR_HINT)

    def _make_folder(self) -> None:
        inside = self._body.inside
        self._folder = QLineEdit(self._memory.folder, inside)
        self._folder.setObjectName("folder")
        self._browse = make_button(self._look, words.SETTING_BROWSE, inside)
        self._browse.setObjectName("browse")
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_folder)
        self._add(words.SETTING_FOLDER, self._folder, words.SETTING_FOLDER_HINT, self._browse)

    def _add(
        self, name: str, field: QWidget, hint: str = "", beside: QWidget | None = None
    ) -> None:
        """Put a field below its label and its hint, with room for what is wrong with it."""
        inside, column = self._body.inside, self._body.column
        label = self._labels.text(name, inside, "label")
        label.setBuddy(field)
        column.addWidget(label)
        if hint:
            column.addWidget(self._labels.text(hint, inside, "small", "muted"))
        field.setMinimumHeight(self._look.grown(34))
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1 if isinstance(field, QLineEdit) else 0)
        if beside is not None:
            row.addWidget(beside)
        elif not isinstance(field, QLineEdit):
            row.addStretch(1)
        column.addLayout(row)
        wrong = self._labels.text("", inside, "body", "error")
        wrong.setObjectName(f"{field.objectName()}_wrong")
        wrong.hide()
        column.addWidget(wrong)
        column.addSpacing(12)

    def _make_buttons(self) -> Flow:
        cancel = make_button(self._look, words.CANCEL, self)
        cancel.clicked.connect(self.reject)
        save = make_button(self._look, words.SAVE, self, look="main")
        save.setObjectName("save_settings")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        return button_row(self._look, cancel, save)

    # ---- what is chosen ----------------------------------------------------------------------

    def chosen(self) -> Memory:
        """Return the memory with the settings as chosen."""
        return replace(
            self._memory,
            theme=str(self._theme.currentData()),
            scale=self._size.value() / 100,
            spelling=self._spelling.isChecked(),
            author=self._name(),
            folder=self._folder.text().strip(),
        )

    def accept(self) -> None:
        """Save, unless something cannot be so: then say it, at its field."""
        name, folder = self._name(), self._folder.text().strip()
        long = words.SETTING_AUTHOR_LONG.format(most=LONGEST_NAME, size=len(name))
        wrong = [
            self._say(self._author, long if len(name) > LONGEST_NAME else ""),
            self._say(self._folder, words.SETTING_NO_FOLDER if not _is_folder(folder) else ""),
        ]
        if not any(wrong):
            super().accept()

    def _name(self) -> str:
        return " ".join(clean_text(self._author.text()).split())

    def _say(self, field: QLineEdit, sentence: str) -> bool:
        """Show what is wrong with a field, or that nothing is any more; whether something is."""
        label = self.findChild(QLabel, f"{field.objectName()}_wrong")
        if label is not None:
            label.setText(sentence)
            label.setVisible(bool(sentence))
        if sentence:
            field.setAccessibleDescription(sentence)
            field.setFocus()
        return bool(sentence)

    @Slot()
    def _choose_folder(self) -> None:
        start = self._folder.text().strip() or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, words.SETTING_FOLDER, start)
        if chosen:
            self._folder.setText(chosen)


def _is_folder(text: str) -> bool:
    """Return whether `text` names a folder that is there; nothing means the usual one."""
    try:
        return not text or (Path(text).is_absolute() and Path(text).is_dir())
    except (OSError, ValueError):
        return False
