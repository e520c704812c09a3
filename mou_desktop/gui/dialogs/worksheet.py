"""Writes a paper for a meeting: the worksheet of open questions, or the summary for the committee.

It asks where to, writes in a worker, and offers the folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtWidgets import QFileDialog

from mou_desktop import rules
from mou_desktop.errors import InUse
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs import word_file
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.store import neighbours, saver

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document

End: TypeAlias = Literal["written", "held", "not"]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is written, under which name, and what is said meanwhile."""

    title: str
    file: str
    writing: str
    made: Callable[[Document, Told], bytes]


def write_worksheet(parent: QWidget, session: Session, theme: Theme, folder: Path) -> Path | None:
    """Ask where the worksheet is to go and write it; return where it is, if it was written."""

    def made(document: Document, told: Told) -> bytes:
        from mou_desktop.word.worksheet import worksheet_of

        return worksheet_of(document, told)

    paper = _Paper(words.WORKSHEET_TITLE, words.WORKSHEET_FILE, words.WORKSHEET_WRITING, made)
    return _write_paper(paper, parent, session, theme, folder)


def write_summary(parent: QWidget, session: Session, theme: Theme, folder: Path) -> Path | None:
    """Ask where the summary is to go and write it; return where it is, if it was written."""

    def made(document: Document, told: Told) -> bytes:
        from mou_desktop.word.summary import summary_of

        return summary_of(document, rules.in_order(document, rules.check(document)), told)

    paper = _Paper(words.SUMMARY_TITLE, words.SUMMARY_FILE, words.SUMMARY_WRITING, made)
    return _write_paper(paper, parent, session, theme, folder)


def _write_paper(
    paper: _Paper, parent: QWidget, session: Session, theme: Theme, folder: Path
) -> Path | None:
    path, document = _asked(paper, parent, session, folder), session.document
    while path is not None:
        end = "held" if neighbours.is_held(path) else _write(paper, parent, document, theme, path)
        if end == "written":
            told = words.EXPORTED.format(name=path.name)
            answers = (words.OPEN_FOLDER, words.CLOSE)
            if ask(parent, paper.title, told, answers) == words.OPEN_FOLDER:
                word_file.open_folder(parent, path)
            return path
        path = word_file.ask_other(parent, words.NOT_EXPORTED, path) if end == "held" else None
    return None


def _asked(paper: _Paper, parent: QWidget, session: Session, folder: Path) -> Path | None:
    """Ask for the file; None where there is to be none, or none of that name."""
    name = paper.file.format(name=word_file.stem_of(session))
    ready = str(folder / f"{name}{word_file.ENDING}")
    chosen, _ = QFileDialog.getSaveFileName(parent, paper.title, ready, words.WORD_FILES)
    if not chosen:
        return None
    path = word_file.path_of(chosen, folder)
    if why := word_file.refusal(chosen, path, session.path):
        tell(parent, words.NOT_EXPORTED, why)
        return None
    if path != Path(chosen) and path.exists():  # the system asked about another name
        question = words.EXPORT_REPLACE.format(name=path.name)
        answers = (words.REPLACE, words.CANCEL)
        if ask(parent, paper.title, question, answers) != words.REPLACE:
            return None
    return path


def _write(paper: _Paper, parent: QWidget, document: Document, theme: Theme, path: Path) -> End:
    def write(told: Told) -> End:
        data = paper.made(document, told)
        try:
            saver.write(path, data)
        except InUse:
            return "held"
        return "written"

    dialog = Working(paper.writing, write, theme, parent)
    done = dialog.wait()
    end: End = dialog.found if done else "not"
    if dialog.sentence:
        tell(parent, words.NOT_EXPORTED, dialog.sentence)
    dialog.deleteLater()
    return end
