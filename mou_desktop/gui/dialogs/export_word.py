"""Asks how to export to Word, and writes the file off the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QThreadPool, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop import rules
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.widgets.parts import make_button, make_label
from mou_desktop.gui.work import Work
from mou_desktop.store import saver

if TYPE_CHECKING:
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document, Finding


class ExportDialog(QDialog):
    """Draft or final, and where to. `wanted` is the finding to go to, if one holds it up."""

    def __init__(self, session: Session, theme: Theme, ready: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.EXPORT_TITLE)
        self.setObjectName("export_dialog")
        self._session, self._theme = session, theme
        self.wanted: Finding | None = None
        self._pool = QThreadPool(self)
        self._work: Work | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(8)
        self._draft = QRadioButton(words.EXPORT_DRAFT, self)
        self._final = QRadioButton(words.EXPORT_FINAL, self)
        self._draft.setChecked(True)
        for choice, hint in (
            (self._draft, words.EXPORT_DRAFT_HINT),
            (self._final, words.EXPORT_FINAL_HINT),
        ):
            choice.setAccessibleDescription(hint)
            choice.setMinimumHeight(theme.grown(28))
            box.addWidget(choice)
            box.addWidget(make_label(theme, hint, self, "small", "muted"))
        box.addSpacing(8)
        label = make_label(theme, words.EXPORT_FILE, self, "label")
        self._file = QLineEdit(str(ready), self)
        self._file.setObjectName("export_file")
        self._file.setMinimumHeight(theme.grown(34))
        self._file.setMinimumWidth(420)
        label.setBuddy(self._file)
        self._file.setAccessibleName(words.EXPORT_FILE)
        choose = make_button(theme, words.EXPORT_CHOOSE, self)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._file, 1)
        row.addWidget(choose)
        box.addWidget(label)
        box.addLayout(row)
        self._folder = QCheckBox(words.EXPORT_OPEN_FOLDER, self)
        self._folder.setMinimumHeight(theme.grown(28))
        box.addWidget(self._folder)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words.EXPORT_TITLE)
        self._bar.hide()
        box.addWidget(self._bar)
        buttons = QDialogButtonBox(self)
        self._go = make_button(theme, words.EXPORT_NOW, self, "export", "main")
        self._go.setObjectName("export_now")
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = make_button(theme, words.CANCEL, self)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._go.clicked.connect(self._export)
        buttons.rejected.connect(self.reject)
        box.addSpacing(8)
        box.addWidget(buttons)

    @Slot()
    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            words.EXPORT_TITLE,
            self._file.text(),
            words.WORD_FILES,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._file.setText(name)

    @Slot()
    def _export(self) -> None:
        """Check, ask about a file that is there, and write."""
        final = self._final.isChecked()
        document = self._session.document
        found = [*self._session.project.findings, *rules.check(document, final=final)]
        open_ = [one for one in rules.in_order(document, found) if one.severity == "must"]
        if final and open_:
            self._refuse(open_)
            return
        path = Path(self._file.text().strip())
        if path.suffix.lower() != ".docx":
            path = path.with_name(path.name + ".docx")
        if path.exists():
            question = words.EXPORT_REPLACE.format(name=path.name)
            if ask(self, words.EXPORT_TITLE, question, (words.REPLACE, words.CANCEL)) != (
                words.REPLACE
            ):
                return
        self._start(document, path, len(open_))

    def _start(self, document: Document, path: Path, count: int) -> None:
        def write() -> Path:
            from mou_desktop.word.write import docx_of

            saver.write(path, docx_of(document, open_findings=count))
            return path

        self._work = Work(write, self)
        self._work.done.connect(self._on_done)
        self._work.refused.connect(self._on_refused)
        self._go.setEnabled(False)
        self._bar.show()
        self._pool.start(self._work.runnable)

    def _refuse(self, open_: list[Finding]) -> None:
        text = words.NOT_FINAL.format(count=words.things(len(open_)), first=open_[0].message)
        chosen = ask(self, words.NOT_READY, text, (words.GO_THERE, words.CLOSE))
        if chosen == words.GO_THERE:
            self.wanted = open_[0]
            self.accept()

    @Slot(object)
    def _on_done(self, path: Path) -> None:
        if self._folder.isChecked():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        self.accept()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        self._go.setEnabled(True)
        tell(self, words.NOT_EXPORTED, sentence)

    def done(self, result: int) -> None:
        """Close once what was begun is finished: a half-written file is never left."""
        self._pool.waitForDone()
        super().done(result)
