"""Opens each dialog, waits for its answer, and hands it on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.change_clause import ChangeClause
from mou_desktop.gui.dialogs.clause_change import Request
from mou_desktop.gui.dialogs.export_word import ExportDialog
from mou_desktop.gui.dialogs.find import FindDialog
from mou_desktop.gui.dialogs.reading import (
    ReadingDialog,
    about_text,
    keyboard_text,
    properties_text,
)
from mou_desktop.gui.dialogs.ready import ReadyDialog
from mou_desktop.gui.dialogs.settings import SettingsDialog
from mou_desktop.gui.widgets.long_editor import TextBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding
    from mou_desktop.store.memory import Memory

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def safe_name(text: str) -> str:
    """Return `text` as a name that every system takes for a file."""
    name = " ".join(_UNSAFE.sub(" ", text).split()).strip(" .")[:80].strip(" .")
    return f"{name} agreement".strip() if not name or name.casefold() in _RESERVED else name


def export(parent: QWidget, session: Session, theme: Theme, folder: Path) -> Finding | None:
    """Ask how to export and do it; return the finding to go to, where one holds it up."""
    dialog = ExportDialog(session, theme, folder / f"{_file_stem(session)}.docx", parent)
    dialog.exec()
    return dialog.wanted


def ready(
    parent: QWidget, session: Session, theme: Theme, found: tuple[Finding, ...]
) -> Finding | None:
    """Say whether the agreement is ready to sign; return the finding to go to."""
    dialog = ReadyDialog(session, theme, found, parent)
    dialog.exec()
    return dialog.wanted


def find(
    parent: QWidget, session: Session, theme: Theme, search: Callable[[str, bool], bool]
) -> None:
    """Open the find window beside the agreement; `search` finds a text, backwards or not."""
    dialog = FindDialog(session, theme, search, parent)
    dialog.show()
    dialog.activateWindow()


def settings(parent: QWidget, theme: Theme, memory: Memory, trouble: str = "") -> Memory | None:
    """Ask for the settings; None where nothing is to change.

    `trouble` says why spelling cannot be checked.
    """
    dialog = SettingsDialog(theme, memory, parent, trouble)
    return dialog.chosen() if dialog.exec() else None


def change_clause(
    parent: QWidget,
    session: Session,
    theme: Theme,
    kind: str,
    clause: str,
    mark: Callable[[TextBox], object] = bool,
) -> None:
    """Ask for a local change of a clause and make it; `mark` has the spelling in a box checked."""
    request = Request(kind, clause)  # type: ignore[arg-type]  # the menu offers no other kinds
    dialog = ChangeClause(request, session.document, theme, parent)
    dialog.changed.connect(session.become)
    for box in dialog.findChildren(TextBox):
        mark(box)
    dialog.exec()


def properties(parent: QWidget, session: Session, theme: Theme) -> None:
    """Show what the file is."""
    ReadingDialog(theme, words.PROPERTIES_TITLE, properties_text(session), parent).exec()


def keyboard(parent: QWidget, theme: Theme) -> None:
    """Show every key."""
    ReadingDialog(theme, words.KEYBOARD_TITLE, keyboard_text(), parent).exec()


def about(parent: QWidget, theme: Theme) -> None:
    """Show versions and licenses."""
    ReadingDialog(theme, words.ABOUT_TITLE, about_text(), parent).exec()


def guide(parent: QWidget, theme: Theme) -> None:
    """Show the user guide."""
    ReadingDialog(theme, words.GUIDE_TITLE, words.GUIDE_TEXT, parent).exec()


def _file_stem(session: Session) -> str:
    district = str(session.document.answer("district_name") or words.UNTITLED)
    return safe_name(f"{district} {session.document.saved[:10]}")
