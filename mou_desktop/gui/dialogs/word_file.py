"""Where a Word file may go: its name, what must not be replaced, and another name for it.

It looks and asks; it writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from mou_desktop.file_names import safe_name
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.store import neighbours

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session

ENDING = ".docx"
PDF = ".pdf"


def stem_of(session: Session) -> str:
    """Return the name of a file for the agreement: its district and its date."""
    district = str(session.document.answer("district_name") or words.UNTITLED)
    return safe_name(f"{district} {session.document.saved[:10]}")


def path_of(text: str, folder: Path, endings: tuple[str, ...] = (ENDING,)) -> Path:
    """Return the path that was typed, with the first of `endings` where it has none of them."""
    path = folder / text.strip()
    return path if path.suffix.lower() in endings else path.with_name(path.name + endings[0])


def refusal(text: str, path: Path, own: Path | None) -> str:
    """Return why nothing may be written at `path`, in one sentence, or nothing.

    Args:
        text: what was typed.
        path: where that is.
        own: the file of the agreement itself, if it has one.
    """
    if not text.strip():
        return words.WORD_NO_NAME
    here = path.resolve()
    if here.is_dir():
        return words.WORD_IS_FOLDER.format(name=path.name)
    if own is not None and path.exists() and own.exists() and path.samefile(own):
        return words.WORD_IS_OWN.format(name=path.name)
    if neighbours.is_ours(path):
        return words.WORD_IS_OURS
    return ""


def ask_other(parent: QWidget, title: str, path: Path) -> Path | None:
    """Say that another program has the file open, and return where to write then, if anywhere."""
    other = neighbours.free_name(path)
    under = words.WORD_OTHER_NAME.format(name=other.name)
    sentence = words.WORD_HELD.format(name=path.name)
    chosen = ask(parent, title, sentence, (under, words.TRY_AGAIN, words.CANCEL))
    return {under: other, words.TRY_AGAIN: path}.get(chosen)


def open_folder(parent: QWidget, path: Path) -> None:
    """Show the folder of a file that was written, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        sentence = words.NO_FOLDER_SHOWN.format(name=path.name, folder=path.parent)
        tell(parent, words.NO_FOLDER_TITLE, sentence)
