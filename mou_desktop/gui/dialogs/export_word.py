"""Asks how to export, to Word or as a PDF, and writes the file off the window's thread.

The button is always there: what holds a final copy up is said, and leads to its place.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop import rules
from mou_desktop.errors import InUse
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs import word_file
from mou_desktop.gui.dialogs.job_foot import JobFoot
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.store import neighbours, saver

if TYPE_CHECKING:
    from mou_desktop.gui.job import Told
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document, Finding


class ExportDialog(QDialog):
    """Draft or final, and where to.

    Attributes:
        wanted: the finding to go to, if one holds a final copy up.
        written: the file that was written, if one was.
        for_counsel: whether the folder for counsel is wanted instead.
    """

    def __init__(self, session: Session, theme: Theme, ready: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.EXPORT_TITLE)
        self.setObjectName("export_dialog")
        self._session, self._theme = session, theme
        self._home = ready.parent
        self.wanted: Finding | None = None
        self.written: Path | None = None
        self.for_counsel = False
        self._labels = Labels(theme, self)
        self._lay_out()
        self._show_file(ready)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._file.setFocus()
        fit(self, theme.grown(600), theme.grown(420))

    def choose(self, *, final: bool) -> None:
        """Begin with a final copy, or with a draft."""
        (self._final if final else self._draft).setChecked(True)

    # ---- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 16)
        outer.setSpacing(8)
        body = DialogBody(self)
        inside, column = body.inside, body.column
        column.setSpacing(4)
        self._draft = QRadioButton(words.EXPORT_DRAFT, inside)
        self._final = QRadioButton(words.EXPORT_FINAL, inside)
        self._draft.setObjectName("draft")
        self._final.setObjectName("final")
        self._draft.setChecked(True)
        for choice, hint in (
            (self._draft, words.EXPORT_DRAFT_HINT),
            (self._final, words.EXPORT_FINAL_HINT),
        ):
            choice.setAccessibleDescription(hint)
            column.addWidget(choice)
            column.addWidget(self._labels.text(hint, inside, "small", "muted"))
            column.addSpacing(8)
        label = self._labels.text(words.EXPORT_FILE, inside, "label")
        self._where = self._labels.text("", inside, "small", "muted")
        self._where.setObjectName("export_where")
        self._file = QLineEdit(inside)
        self._file.setObjectName("export_file")
        self._file.setAccessibleName(words.EXPORT_FILE)
        label.setBuddy(self._file)
        self._choose_button = make_button(self._theme, words.EXPORT_CHOOSE, inside)
        self._choose_button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._file, 1)
        row.addWidget(self._choose_button)
        column.addWidget(label)
        column.addWidget(self._where)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._make_types(inside))
        column.addSpacing(8)
        self._folder = QCheckBox(words.EXPORT_OPEN_FOLDER, inside)
        self._folder.setObjectName("open_folder")
        column.addWidget(self._folder)
        column.addStretch(1)
        outer.addWidget(body, 1)
        outer.addWidget(self._make_foot())

    def _make_types(self, parent: QWidget) -> QHBoxLayout:
        """Return the row of the file types: the name tells the type, and the type the name."""
        label = self._labels.text(words.EXPORT_TYPE, parent, "label")
        self._types = QComboBox(parent)
        self._types.setObjectName("export_type")
        self._types.setAccessibleName(words.EXPORT_TYPE)
        for ending, name in ((word_file.ENDING, words.TYPE_WORD), (word_file.PDF, words.TYPE_PDF)):
            self._types.addItem(name, ending)
        self._types.activated.connect(self._on_type)
        self._file.textChanged.connect(self._on_name)
        label.setBuddy(self._types)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self._types)
        row.addStretch(1)
        return row

    def _make_foot(self) -> JobFoot:
        counsel = make_button(self._theme, words.READY_SEND, self)
        counsel.setObjectName("send")
        counsel.clicked.connect(self._send)
        cancel = make_button(self._theme, words.CANCEL, self)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        go = make_button(self._theme, words.EXPORT_NOW, self, "export", "main")
        go.setObjectName("export_now")
        go.setDefault(True)
        go.clicked.connect(self._export)
        self._foot = JobFoot(self._theme, self._labels, self, (counsel, cancel, go))
        self._foot.refused.connect(self._on_refused)
        return self._foot

    def _show_file(self, path: Path) -> None:
        """Show the name of a file, and above it the folder: a name is never out of sight."""
        self._home = path.parent
        self._file.setText(path.name)
        folder = words.EXPORT_FOLDER.format(folder=path.parent)
        self._where.setText(folder)
        self._file.setAccessibleDescription(folder)

    @Slot()
    def _restyle(self) -> None:
        for part in (self._draft, self._final, self._folder):
            part.setMinimumHeight(self._theme.grown(28))
        self._file.setMinimumHeight(self._theme.grown(34))
        self._types.setMinimumHeight(self._theme.grown(34))

    # ---- what the user does ------------------------------------------------------------------

    @Slot(int)
    def _on_type(self, _row: int) -> None:
        """Give the name the ending of the type that was chosen."""
        text = self._file.text().strip()
        stem, dot, ending = text.rpartition(".")
        known = dot + ending.lower() in (word_file.ENDING, word_file.PDF)
        self._file.setText((stem if known else text) + self._ending)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        """Show the type that a name ends in."""
        ending = Path(text.strip()).suffix.lower()
        if (row := self._types.findData(ending)) >= 0:
            self._types.setCurrentIndex(row)

    @property
    def _ending(self) -> str:
        return str(self._types.currentData())

    @Slot()
    def _choose(self) -> None:
        kinds = [words.WORD_FILES, words.PDF_FILES]
        name, kind = QFileDialog.getSaveFileName(
            self,
            words.EXPORT_TITLE,
            str(self._home / self._file.text().strip()),
            ";;".join(kinds),
            kinds[self._types.currentIndex()],
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            if kind in kinds:
                self._types.setCurrentIndex(kinds.index(kind))
            self._show_file(Path(name))

    @Slot()
    def _export(self) -> None:
        """Check in the worker; what comes of it decides how to go on."""
        if self._foot.busy:
            return
        text = self._file.text()
        endings = (self._ending, word_file.ENDING, word_file.PDF)
        path = word_file.path_of(text, self._home, endings) if text.strip() else self._home
        if why := word_file.refusal(text, path, self._session.path):
            tell(self, words.NOT_EXPORTED, why)
            self._file.setFocus()
            return
        final, document = self._final.isChecked(), self._session.document
        of_file = self._session.project.findings

        def check(_told: Told) -> list[Finding]:
            found = [*of_file, *rules.check(document, final=final)]
            return [one for one in rules.in_order(document, found) if one.severity == "must"]

        self._foot.start(
            words.EXPORT_CHECKING, check, partial(self._on_checked, document, path, final)
        )

    def _on_checked(
        self, document: Document, path: Path, final: bool, open_: list[Finding]
    ) -> None:
        if final and open_:
            self._refuse(open_)
        elif neighbours.is_held(path):
            self._on_held(document, path, len(open_))
        elif not path.exists() or self._may_replace(path):
            self._write(document, path, len(open_))

    def _may_replace(self, path: Path) -> bool:
        question = words.EXPORT_REPLACE.format(name=path.name)
        answers = (words.REPLACE, words.CANCEL)
        return ask(self, words.EXPORT_TITLE, question, answers) == words.REPLACE

    def _write(self, document: Document, path: Path, count: int) -> None:
        def write(told: Told) -> bool:
            if path.suffix.lower() == word_file.PDF:
                from mou_desktop.pdf.write import pdf_of as made_of
            else:
                from mou_desktop.word.write import docx_of as made_of

            data = made_of(document, open_findings=count, told=told)
            try:
                saver.write(path, data)
            except InUse:
                return False
            return True

        then = partial(self._on_written, document, path, count)
        self._foot.start(words.EXPORT_WRITING.format(name=path.name), write, then)

    def _on_written(self, document: Document, path: Path, count: int, written: bool) -> None:
        if not written:
            self._on_held(document, path, count)
            return
        self.written = path
        if self._folder.isChecked():
            word_file.open_folder(self, path)
        self.accept()

    def _on_held(self, document: Document, path: Path, count: int) -> None:
        """Offer another name for a file that another program has open."""
        other = word_file.ask_other(self, words.NOT_EXPORTED, path)
        if other is None:
            return
        self._show_file(other)
        if neighbours.is_held(other):
            self._on_held(document, other, count)
        else:
            self._write(document, other, count)

    def _refuse(self, open_: list[Finding]) -> None:
        text = words.NOT_FINAL.format(count=words.things(len(open_)), first=open_[0].message)
        chosen = ask(self, words.NOT_READY, text, (words.GO_THERE, words.CLOSE))
        if chosen == words.GO_THERE:
            self.wanted = open_[0]
            self.accept()

    @Slot()
    def _send(self) -> None:
        """Leave for the folder that counsel gets."""
        if not self._foot.busy:
            self.for_counsel = True
            self.accept()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        tell(self, words.NOT_EXPORTED, sentence)

    def reject(self) -> None:
        """Call off what is being done; close where nothing is."""
        if self._foot.busy:
            self._foot.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Close once what was begun is finished: a half-written file is never left."""
        self._foot.wait()
        super().done(result)
