"""Versions and recovery: what this computer keeps of an agreement, to look at and to have back.

Reading and comparing is done off the window's thread. It restores nothing itself: it says what was
chosen. Without an open agreement it opens a version as work that no file holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QListWidget,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.errors import MouError
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.comparing import Compared, compared, text_of
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.job import Job
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.difference_column import add_differences
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reading_area import ReadingArea
from mou_desktop.gui.widgets.segments import Segments
from mou_desktop.gui.widgets.spoken import say
from mou_desktop.store import kept as keeping
from mou_desktop.store import project_file, saver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document
    from mou_desktop.store.kept import Kept, Shelves
    from mou_desktop.store.project_file import Project

NARROW: Final = 760  # pixels at 100 % text, under which the list stands above what it shows
DIFFERS, TEXT = range(2)


@dataclass(frozen=True, slots=True)
class Looked:
    """One version as it was read: what it holds, how it differs from now, and its words."""

    project: Project
    compared: Compared | None
    text: str


class VersionsDialog(QDialog):
    """Lists what is kept, newest first, and shows the one that is chosen.

    Signals:
        restored: a version is to take the place of the present text; carries project and time.
        opened: a version is to be opened as unsaved work; carries what is kept.
    """

    restored = Signal(object, str)
    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        lead: str,
        shelves: Shelves,
        found: Sequence[Kept],
        parent: QWidget,
        present: Document | None = None,
    ) -> None:
        """`present` is the agreement as it stands, where one is open."""
        super().__init__(parent)
        self.setObjectName("versions_dialog")
        self.setWindowTitle(words.KEPT_TITLE)
        self._theme, self._shelves, self._present = theme, shelves, present
        self._found = list(found)
        self._looked: dict[Path, Looked] = {}
        self._jobs: list[Job] = []
        self._labels = Labels(theme, self)
        self._lay_out(lead)
        theme.changed.connect(self._fit)
        self.list.currentRowChanged.connect(self._on_row)
        fit(self, theme.grown(920), theme.grown(600))
        self._fit()
        self.list.setFocus()
        self._fill()

    # ---- parts -------------------------------------------------------------------------------

    def _lay_out(self, lead: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(8)
        self._lead = self._labels.text(lead, self, "body", "muted")
        outer.addWidget(self._lead)
        self.list = QListWidget(self)
        self.list.setObjectName("kept_list")
        self.list.setAccessibleName(words.KEPT_LIST)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._views = Segments(self._theme, words.KEPT_VIEWS, self, name=words.KEPT_VIEW)
        self._views.chosen.connect(self._on_view)
        self._views.setVisible(self._present is not None)
        self.area = ReadingArea(self._theme, words.KEPT_VIEWS[DIFFERS], self)
        self.area.setObjectName("kept_differences")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("kept_text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words.KEPT_VIEWS[TEXT])
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.area)
        self._pages.addWidget(self.text)
        self._pages.setCurrentIndex(DIFFERS if self._present is not None else TEXT)
        shown = QWidget(self)
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self._views)
        right.addWidget(self._pages, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(self.list)
        self._row.addWidget(shown, 1)
        outer.addLayout(self._row, 1)
        self._news = self._labels.text("", self, "small", "muted")
        self._news.setObjectName("news")
        outer.addWidget(self._news)
        outer.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        delete = make_button(self._theme, words.KEPT_DELETE, self, "trash")
        delete.setObjectName("delete_all")
        delete.clicked.connect(self._delete)
        save = make_button(self._theme, words.KEPT_SAVE, self)
        save.setObjectName("save_version")
        save.clicked.connect(self._save)
        close = make_button(self._theme, words.CLOSE, self)
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        text = words.KEPT_OPEN if self._present is None else words.KEPT_RESTORE
        self._go = make_button(self._theme, text, self, "recover", "main")
        self._go.setObjectName("restore")
        self._go.clicked.connect(self._restore)
        self._of_kept, self._close = (delete, save, self._go), close
        return button_row(self._theme, delete, save, close, self._go, side=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above what it shows where there is little room."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        narrow = self.width() / self._theme.scale < NARROW
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        line = self.list.fontMetrics().height()
        if narrow:
            self.list.setMaximumSize(16_777_215, 4 * line)
            self.list.setMinimumSize(0, 2 * line)
        else:
            width = min(self._theme.grown(300), self.width() * 2 // 5)
            self.list.setMaximumSize(width, 16_777_215)
            self.list.setMinimumSize(width, 0)
        self._lead.setVisible(self.height() / self._theme.scale >= 300)

    # ---- what is shown -------------------------------------------------------------------------

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([self._line(one) for one in self._found])
        for part in (self.list, *self._of_kept):
            part.setVisible(bool(self._found))
        if self._found:
            self.list.setCurrentRow(0)
        else:
            self._say(words.KEPT_NONE)
            self._close.setFocus()

    def _line(self, one: Kept) -> str:
        title = words.KEPT_KINDS[one.kind].format(time=words.exact_time(one.time))
        size = words.KEPT_SIZE.format(size=max(1, round(one.size / 1000)))
        where = Path(one.original)
        folder = words.KEPT_FROM.format(folder=where.parent.name) if one.original else ""
        name = where.name if one.original and self._present is None else ""
        return f"{title}\n{' · '.join(filter(None, (name, size, folder)))}"

    @property
    def chosen(self) -> Kept | None:
        """What is chosen in the list."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        one = self.chosen
        self._news.setText("")
        if one is None:
            return
        if one.path in self._looked:
            self._show(one)
            return
        self._say(words.KEPT_READING)
        present = self._present

        def look(_told: object) -> Looked:
            project = keeping.read(one)
            found = None if present is None else compared(project.document, present)
            return Looked(project, found, text_of(project.document))

        job = Job(look, self)
        self._jobs.append(job)
        job.done.connect(lambda looked: self._on_looked(one, looked))
        job.refused.connect(lambda sentence: self._on_refused(one, sentence))
        job.start()

    def _on_looked(self, one: Kept, looked: Looked) -> None:
        self._looked[one.path] = looked
        if self.chosen is one:
            self._show(one)

    def _on_refused(self, one: Kept, sentence: str) -> None:
        if self.chosen is one:
            self._say(sentence)

    def _show(self, one: Kept) -> None:
        looked = self._looked[one.path]
        self.text.setPlainText(looked.text)
        found = looked.compared
        if found is None:
            return
        inside = self._begin()
        if found.sentence:
            self.area.column.addWidget(self._labels.text(found.sentence, inside))
        elif not found.count:
            self.area.column.addWidget(self._labels.text(words.KEPT_SAME, inside))
        else:
            said = words.number_of(found.count, words.KEPT_DIFFERS)
            self.area.column.addWidget(self._labels.text(said, inside, "body", "muted"))
            sides = (words.KEPT_THEN, words.KEPT_NOW)
            add_differences(self.area.column, inside, self._labels, found.sections, sides)
        self.area.finish()

    def _begin(self) -> QWidget:
        old = self.area.widget()
        if old is not None:
            self._labels.drop(old)
        return self.area.begin()

    def _say(self, sentence: str) -> None:
        """Show a sentence in the place of a version."""
        self.text.setPlainText(sentence)
        inside = self._begin()
        self.area.column.addWidget(self._labels.text(sentence, inside))
        self.area.finish()

    @Slot(int)
    def _on_view(self, at: int) -> None:
        self._pages.setCurrentIndex(at)

    # ---- what is done --------------------------------------------------------------------------

    @Slot(str)
    def _tell(self, news: str) -> None:
        """Say what has become of what was asked, to a screen reader too."""
        self._news.setText(news)
        say(self, news)

    def _ready(self) -> Looked | None:
        """Return what is chosen, once it was read."""
        one = self.chosen
        return self._looked.get(one.path) if one is not None else None

    @Slot()
    def _restore(self) -> None:
        one, looked = self.chosen, self._ready()
        if one is None or looked is None:
            self._tell(words.KEPT_READING if one else words.KEPT_NONE)
            return
        found = looked.compared
        if self._present is None:
            self.opened.emit(one)
        elif found is not None and (found.sentence or not found.count):
            self._tell(found.sentence or words.KEPT_SAME)
            return
        else:
            self.restored.emit(looked.project, words.exact_time(one.time))
        self.accept()

    @Slot()
    def _save(self) -> None:
        one, looked = self.chosen, self._ready()
        if one is None or looked is None:
            return
        near = Path(one.original) if one.original else Path.home() / "version.mou"
        stamp = one.time.replace(":", "").replace("T", " ")[:15]
        ready = near.with_name(f"{near.stem} {stamp}.mou")
        name, _ = QFileDialog.getSaveFileName(self, words.KEPT_SAVE, str(ready), words.MOU_FILES)
        if not name:
            return
        path = Path(name)
        path = path if path.suffix.lower() == ".mou" else path.with_name(f"{path.name}.mou")
        project = looked.project

        def write(_told: object) -> Path:
            data = project.data or project_file.seal(project, project.document.saved).data
            saver.write(path, data)
            return path

        job = Job(write, self)
        self._jobs.append(job)
        job.done.connect(lambda made: self._tell(words.KEPT_SAVED.format(name=made.name)))
        job.refused.connect(self._tell)
        job.start()

    @Slot()
    def _delete(self) -> None:
        one = self.chosen
        if one is None:
            self._tell(words.KEPT_NONE)
            return
        count = sum(each.document == one.document for each in self._found)
        question = words.KEPT_DELETE_ASK.format(count=words.things(count, "version"))
        answers = (words.KEPT_DELETE_NOW, words.CANCEL)
        title = words.KEPT_TITLE
        if ask(self, title, question, answers, careful=True) != words.KEPT_DELETE_NOW:
            return
        try:
            self._shelves.delete_all(one.document)
        except MouError as error:
            tell(self, words.KEPT_NOT_DELETED, str(error))
        self._found = [each for each in self._found if each.path.exists()]
        self._fill()
        if not any(each.document == one.document for each in self._found):
            self._tell(words.KEPT_DELETED)

    def done(self, result: int) -> None:
        """Close once the workers are at rest: nothing that they hold may go while they run."""
        for job in self._jobs:
            job.wait()
        super().done(result)
