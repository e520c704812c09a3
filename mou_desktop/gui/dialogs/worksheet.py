"""Writes the worksheet of open questions: asks where to, writes in a worker, offers the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtWidgets import QFileDialog

from mou_desktop.errors import InUse
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs import word_file
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.store import neighbours, saver

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

End: TypeAlias = Literal["written", "held", "not"]


def write_worksheet(parent: QWidget, session: Session, theme: Theme, folder: Path) -> Path | None:
    """Ask where the worksheet is to go and write it; return where it is, if it was written."""
    path, document = _asked(parent, session, folder), session.document
    while path is not None:
        end = "held" if neighbours.is_held(path) else _write(parent, document, theme, path)
        if end == "written":
            told = words.EXPORTED.format(name=path.name)
            answers = (words.OPEN_FOLDER, words.CLOSE)
            if ask(parent, words.WORKSHEET_TITLE, told, answers) == words.OPEN_FOLDER:
                word_file.open_folder(parent, path)
            return path
        path = word_file.ask_other(parent, words.NOT_EXPORTED, path) if end == "held" else None
    return None


def _asked(parent: QWidget, session: Session, folder: Path) -> Path | None:
    """Ask for the file; None where there is to be none, or none of that name."""
    name = words.WORKSHEET_FILE.format(name=word_file.stem_of(session))
    ready = str(folder / f"{name}{word_file.ENDING}")
    chosen, _ = QFileDialog.getSaveFileName(parent, words.WORKSHEET_TITLE, ready, words.WORD_FILES)
    if not chosen:
        return None
    path = word_file.path_of(chosen, folder)
    if why := word_file.refusal(chosen, path, session.path):
        tell(parent, words.NOT_EXPORTED, why)
        return None
    if path != Path(chosen) and path.exists():  # the system asked about another name
        question = words.EXPORT_REPLACE.format(name=path.name)
        answers = (words.REPLACE, words.CANCEL)
        if ask(parent, words.WORKSHEET_TITLE, question, answers) != words.REPLACE:
            return None
    return path


def _write(parent: QWidget, document: Document, theme: Theme, path: Path) -> End:
    def write(told: Told) -> End:
        from mou_desktop.word.worksheet import worksheet_of

        data = worksheet_of(document, told)
        try:
            saver.write(path, data)
        except InUse:
            return "held"
        return "written"

    dialog = Working(words.WORKSHEET_WRITING, write, theme, parent)
    done = dialog.wait()
    end: End = dialog.found if done else "not"
    if dialog.sentence:
        tell(parent, words.NOT_EXPORTED, dialog.sentence)
    dialog.deleteLater()
    return end
