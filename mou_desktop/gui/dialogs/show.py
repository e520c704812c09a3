"""Opens each dialog, waits for its answer, and hands it on.

The module of a dialog is imported when it is asked for: none is needed to show an agreement.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.comparing import Compared
    from mou_desktop.gui.dialogs.choosing import Question
    from mou_desktop.gui.dialogs.keyboard import Group
    from mou_desktop.gui.dialogs.send_counsel import Outcome
    from mou_desktop.gui.saving import Saving
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.long_editor import TextBox
    from mou_desktop.gui.widgets.text_line import TextLine
    from mou_desktop.merge import Merged
    from mou_desktop.model import Document, Finding
    from mou_desktop.store.kept import Kept, Shelves
    from mou_desktop.store.memory import Memory
    from mou_desktop.store.project_file import Project


def export(
    parent: QWidget,
    session: Session,
    theme: Theme,
    folder: Path,
    send: Callable[[], object],
    *,
    final: bool = False,
) -> tuple[Finding | None, Path | None]:
    """Ask how to export and do it; return the finding that holds it up, and what was written.

    `send` is called where the folder for counsel is wanted instead.
    """
    from mou_desktop.gui.dialogs.export_word import ExportDialog
    from mou_desktop.gui.dialogs.word_file import stem_of

    dialog = ExportDialog(session, theme, folder / f"{stem_of(session)}.docx", parent)
    dialog.choose(final=final)
    dialog.exec()
    if dialog.for_counsel:
        send()
    return dialog.wanted, dialog.written


def send(
    parent: QWidget,
    session: Session,
    saving: Saving,
    theme: Theme,
    home: Path,
    ask_path: Callable[[], Path | None],
) -> Outcome | None:
    """Ask where the folder for counsel is to go and write it; return what was written, if it was.

    `ask_path` asks where an agreement that has no file is to be saved.
    """
    from mou_desktop.gui.dialogs.send_counsel import SendDialog

    dialog = SendDialog(session, saving, theme, home, ask_path, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome


def send_result(parent: QWidget, theme: Theme, outcome: Outcome) -> None:
    """Show what was written for counsel, and offer its folder."""
    from mou_desktop.gui.dialogs.sent_counsel import SentResult

    SentResult(theme, outcome, parent).exec()


def sent(
    parent: QWidget, session: Session, theme: Theme, folders: Mapping[str, str]
) -> Mapping[str, Any] | None:
    """List what went to counsel; return the file that came back and is to be answered, if one is.

    `folders` holds where the files of a round were written, by its id.
    """
    from mou_desktop.gui.dialogs.sent_counsel import SentList

    dialog = SentList(theme, session.document.rounds, folders, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.wanted


def worksheet(parent: QWidget, session: Session, theme: Theme, folder: Path) -> None:
    """Ask where the worksheet of open questions is to go, and write it."""
    from mou_desktop.gui.dialogs.worksheet import write_worksheet

    write_worksheet(parent, session, theme, folder)


def summary(parent: QWidget, session: Session, theme: Theme, folder: Path) -> None:
    """Ask where the summary for the school committee is to go, and write it."""
    from mou_desktop.gui.dialogs.worksheet import write_summary

    write_summary(parent, session, theme, folder)


def print_preview(parent: QWidget, session: Session, theme: Theme) -> None:
    """Show the pages, and print them where that is wanted."""
    from mou_desktop.gui.dialogs.print_preview import PrintPreview
    from mou_desktop.gui.printing import laid_out

    found = laid_out(parent, session, theme)
    if found is None:
        return
    dialog = PrintPreview(found, theme, parent)
    wanted = dialog.exec()
    dialog.deleteLater()
    if wanted:
        print_out(parent, session, theme)


def print_out(parent: QWidget, session: Session, theme: Theme) -> None:
    """Ask for a printer and print."""
    from mou_desktop.gui.printing import print_agreement

    print_agreement(parent, session, theme)


def find(
    parent: QWidget,
    session: Session,
    theme: Theme,
    search: Callable[[str, bool], bool],
    before: str = "",
) -> None:
    """Open the find window beside the agreement; `search` finds a text, backwards or not.

    `before` is what was sought last.
    """
    from mou_desktop.gui.dialogs.find import FindDialog

    dialog = FindDialog(session, theme, search, parent, before)
    dialog.show()
    dialog.activateWindow()


def settings(parent: QWidget, theme: Theme, memory: Memory, trouble: str = "") -> Memory | None:
    """Ask for the settings; None where nothing is to change.

    `trouble` says why spelling cannot be checked.
    """
    from mou_desktop.gui.dialogs.settings import SettingsDialog

    dialog = SettingsDialog(theme, memory, parent, trouble)
    return dialog.chosen() if dialog.exec() else None


def change_clause(
    parent: QWidget,
    session: Session,
    theme: Theme,
    kind: str,
    clause: str,
    mark: Callable[[TextBox | TextLine], object] = bool,
) -> None:
    """Ask for a local change of a clause and make it; `mark` has the spelling in a box checked."""
    from mou_desktop.gui.dialogs.change_clause import ChangeClause
    from mou_desktop.gui.dialogs.clause_change import Request
    from mou_desktop.gui.widgets.long_editor import TextBox
    from mou_desktop.gui.widgets.text_line import TextLine

    request = Request(kind, clause)  # type: ignore[arg-type]  # the menu offers no other kinds
    dialog = ChangeClause(request, session.document, theme, parent)
    dialog.changed.connect(session.become)
    for box in dialog.findChildren(TextBox):
        mark(box)
    for line in dialog.findChildren(TextLine):
        mark(line)
    dialog.exec()


def properties(parent: QWidget, session: Session, theme: Theme) -> None:
    """Show what the file is."""
    from mou_desktop.gui.dialogs.reading import ReadingDialog, properties_text

    ReadingDialog(theme, words.PROPERTIES_TITLE, properties_text(session), parent).exec()


def choose(parent: QWidget, theme: Theme, question: Question) -> str:
    """Ask how to go on, and return the name of the way that was chosen."""
    from mou_desktop.gui.dialogs.choosing import ChoiceDialog

    dialog = ChoiceDialog(theme, question, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen


def working(parent: QWidget, theme: Theme, title: str, function: Callable[[], Any]) -> Any | None:
    """Return what `function` does in a worker; None where the user called it off.

    Raises:
        MouError: it could not be done.
    """
    from mou_desktop.errors import MouError
    from mou_desktop.gui.dialogs.working import Working

    dialog = Working(title, lambda _told: function(), theme, parent)
    done = dialog.wait()
    dialog.deleteLater()
    if not done and dialog.sentence:
        raise MouError(dialog.sentence)
    return dialog.found if done else None


def waited(parent: QWidget, theme: Theme, title: str, is_done: Callable[[int], bool]) -> bool:
    """Wait until `is_done` within so many milliseconds, in a worker; False: the user did not."""
    from mou_desktop.gui.dialogs.working import Working

    def wait(told: Callable[[float], object]) -> bool:
        while not is_done(100):
            told(0.0)
        return True

    dialog = Working(title, wait, theme, parent)
    done = dialog.wait()
    dialog.deleteLater()
    return done


def compared(parent: QWidget, theme: Theme, before: Document, after: Document) -> Compared | None:
    """Return what differs between two documents; None where the user called it off."""
    from mou_desktop.gui import comparing

    def compare() -> Compared:
        return comparing.compared(before, after)

    found: Compared | None = working(parent, theme, words.MERGE_WORKING, compare)
    return found


def comparison(parent: QWidget, theme: Theme, lead: str, found: Compared) -> bool:
    """Show what differs, and return whether the two are to be merged."""
    from mou_desktop.gui.dialogs.comparison import ComparisonDialog

    dialog = ComparisonDialog(theme, lead, found, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.merge_wanted


def merged(
    parent: QWidget,
    theme: Theme,
    mine: Project,
    theirs: Project,
    known: Path,
    base: Project | None,
) -> Merged | None:
    """Return two copies as one, as far as that goes by itself; None: it was called off.

    Raises:
        MouError: they cannot be merged.
    """
    from mou_desktop.gui import comparing

    def merge_them() -> Merged:
        return comparing.merged(mine, theirs, known, base)

    found: Merged | None = working(parent, theme, words.MERGE_WORKING, merge_them)
    return found


def merge(parent: QWidget, theme: Theme, merged: Merged, name: str) -> Document | None:
    """Have what both changed settled; return the merged agreement, or None."""
    from mou_desktop.gui.dialogs.merging import MergeDialog

    dialog = MergeDialog(theme, merged, name, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.document


def kept_of(
    parent: QWidget,
    theme: Theme,
    lead: str,
    shelves: Shelves,
    find: Callable[[], list[Kept]],
    *,
    present: Document | None = None,
    restore: Callable[[Project, str], object] | None = None,
    open_: Callable[[Kept], object] | None = None,
) -> None:
    """Show what this computer keeps. A version takes the place of `present`, or is opened."""
    from mou_desktop.gui.dialogs.versions import VersionsDialog

    found = working(parent, theme, words.KEPT_READING, find)
    if found is None:
        return
    dialog = VersionsDialog(theme, lead, shelves, found, parent, present)
    chosen: list[Callable[[], object]] = []
    if restore is not None:
        dialog.restored.connect(lambda project, time: chosen.append(lambda: restore(project, time)))
    if open_ is not None:
        dialog.opened.connect(lambda one: chosen.append(lambda: open_(one)))
    dialog.exec()
    dialog.deleteLater()
    for call in chosen:
        call()


def keyboard(parent: QWidget, theme: Theme, of_menus: Sequence[Group]) -> None:
    """Show every key."""
    from mou_desktop.gui.dialogs.keyboard import KeyboardDialog

    dialog = KeyboardDialog(theme, of_menus, parent)
    _take_size_keys(dialog, parent)
    dialog.exec()


def about(parent: QWidget, theme: Theme) -> None:
    """Show versions, and what was not tried."""
    from mou_desktop.gui.dialogs.about import AboutDialog

    dialog = AboutDialog(theme, parent)
    dialog.licences_asked.connect(lambda: licences(dialog, theme))
    _take_size_keys(dialog, parent)
    dialog.exec()


def licences(parent: QWidget, theme: Theme) -> None:
    """Show the notices of all that ships."""
    from mou_desktop.gui.dialogs.pages import PagesDialog
    from mou_desktop.gui.pages import licence_pages

    pages = licence_pages()
    dialog = PagesDialog(theme, words.LICENCES_TITLE, pages, parent, "licence_pages")
    _take_size_keys(dialog, parent)
    dialog.exec()


def guide(parent: QWidget, theme: Theme) -> None:
    """Show the user guide beside the work; the same one again where it is open."""
    from mou_desktop.gui.dialogs.pages import PagesDialog
    from mou_desktop.gui.pages import guide_pages

    dialog = parent.findChild(PagesDialog, "guide") or PagesDialog(
        theme, words.GUIDE_TITLE, guide_pages(), parent, "guide"
    )
    _take_size_keys(dialog, parent)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def log_folder(parent: QWidget, folder: Path) -> None:
    """Open the folder of the log in the program that shows folders."""
    from PySide6.QtGui import QDesktopServices

    from mou_desktop.gui.asking import tell

    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        tell(parent, words.LOG_FOLDER, words.NO_LOG_FOLDER.format(folder=folder))


def _take_size_keys(dialog: QWidget, parent: QWidget) -> None:
    """Have the keys for the size of text work in a window to read in, as they do behind it."""
    from PySide6.QtGui import QAction

    above: QWidget | None = parent.parentWidget()
    window = parent if above is None else above
    for name in ("larger", "smaller", "normal"):
        action = window.findChild(QAction, f"action_{name}")
        if action is not None:
            dialog.addAction(action)
