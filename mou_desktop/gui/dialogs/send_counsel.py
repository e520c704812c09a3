"""Asks where the folder for counsel is to go, and writes it off the window's thread.

What goes out is the agreement as it stands in its file: it is saved first, and afterwards notes
that it was sent. That note is no step, so undo leaves it: what went out did so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from mou_desktop import messages, rules
from mou_desktop.file_names import safe_name
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs.job_foot import JobFoot
from mou_desktop.gui.dialogs.to_counsel import lines_of
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.model.rounds import Sending, Sent
from mou_desktop.store import neighbours, rounds, saver
from mou_desktop.store.folder import write_folder
from mou_desktop.store.project_file import utc_now
from mou_desktop.word.counsel import folder_name, pack_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLabel, QWidget

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.saving import Saving
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it.

    Attributes:
        folder: where the files are.
        round: `_id` of the round.
        files: kind and name of each file.
        noted: whether the file of the agreement holds the note that it was sent.
    """

    folder: Path
    round: str
    files: tuple[tuple[str, str], ...]
    noted: bool


class SendDialog(QDialog):
    """Says what the folder holds and what will be read in it, and writes it.

    Attributes:
        outcome: what was written, once it was.
    """

    def __init__(
        self,
        session: Session,
        saving: Saving,
        theme: Theme,
        home: Path,
        ask_path: Callable[[], Path | None],
        parent: QWidget,
    ) -> None:
        """`home` is the folder that is offered; `ask_path` asks where to save a new agreement."""
        super().__init__(parent)
        self.setObjectName("send_dialog")
        self.setWindowTitle(words.SEND_TITLE)
        self._session, self._saving, self._theme = session, saving, theme
        self._home, self._ask_path = home, ask_path
        self._after: Callable[[], object] | None = None  # what a save that is under way is for
        self._outcome: Outcome | None = None
        self.outcome: Outcome | None = None
        self._labels = Labels(theme, self)
        self._lay_out()
        folder = home / folder_name(self._project_name(), Sending("", self._day()))
        self._show_folder(neighbours.free_folder(folder))
        saving.saved.connect(self._on_saved)
        saving.refused.connect(self._on_save_refused)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._go.setFocus()  # all above it stands: on a small screen the folder is out of sight
        fit(self, theme.grown(640), theme.grown(520))

    # ---- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 16)
        outer.setSpacing(8)
        body = DialogBody(self)
        inside, column = body.inside, body.column
        column.setSpacing(4)
        column.addWidget(self._labels.text(words.SEND_LEAD, inside))
        column.addSpacing(12)
        self._add_files(column, inside)
        column.addSpacing(12)
        column.addWidget(self._labels.text(words.SEND_TELLS, inside, "label"))
        lines = list(lines_of(self._session.document, self._session.required))
        for sign, role, text in lines:
            column.addLayout(self._line(inside, sign, role, text))
        said = [words.SEND_LEAD, *(f"{text}." for _, _, text in lines)]
        self.setAccessibleDescription(" ".join(said))
        column.addSpacing(12)
        self._add_folder(column, inside)
        column.addStretch(1)
        outer.addWidget(body, 1)
        cancel = make_button(self._theme, words.CANCEL, self)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self._go = make_button(self._theme, words.SEND_NOW, self, "export", "main")
        self._go.setObjectName("send_now")
        self._go.setDefault(True)
        self._go.clicked.connect(self._send)
        self._foot = JobFoot(self._theme, self._labels, self, (cancel, self._go))
        self._foot.refused.connect(self._on_refused)
        outer.addWidget(self._foot)

    def _add_files(self, column: QVBoxLayout, inside: QWidget) -> None:
        column.addWidget(self._labels.text(words.SEND_HOLDS, inside, "label"))
        for kind, name in words.SEND_KINDS.items():
            text = f"{name}: {messages.PACK_SAYS[kind]}."
            column.addLayout(self._line(inside, "file", "muted", text))
        count = len(self._session.edition.documents)
        if count > 1:
            each = words.SEND_EACH.format(count=count)
            column.addWidget(self._labels.text(each, inside, "small", "muted"))

    def _line(self, inside: QWidget, sign: str, role: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        picture = self._labels.picture(sign, role, inside)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._labels.text(text, inside), 1)
        return row

    def _add_folder(self, column: QVBoxLayout, inside: QWidget) -> None:
        label = self._labels.text(words.SEND_FOLDER, inside, "label")
        self._where: QLabel = self._labels.text("", inside, "small", "muted")
        self._where.setObjectName("send_where")
        self._folder = QLineEdit(inside)
        self._folder.setObjectName("send_folder")
        self._folder.setAccessibleName(words.SEND_FOLDER)
        label.setBuddy(self._folder)
        choose = make_button(self._theme, words.EXPORT_CHOOSE, inside)
        choose.setObjectName("choose_place")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        for part in (label, self._where):
            column.addWidget(part)
        column.addLayout(row)
        if not self._session.saved:
            first = words.SEND_SAVED_FIRST if self._session.path else words.SEND_SAVED_WHERE
            column.addWidget(self._labels.text(first, inside, "small", "muted"))

    def _show_folder(self, path: Path) -> None:
        """Show the name of the folder, and above it where it will be."""
        self._home = path.parent
        self._folder.setText(path.name)
        where = words.EXPORT_FOLDER.format(folder=path.parent)
        self._where.setText(where)
        self._folder.setAccessibleDescription(where)

    def _project_name(self) -> str:
        """Return what the project is called; its district as long as it has no file."""
        if path := self._session.path:
            return path.stem
        return safe_name(str(self._session.document.answer("district_name") or words.UNTITLED))

    def _day(self) -> str:
        """Return the day of what is sent: that of the last save, or of the one that comes first."""
        return self._session.document.saved if self._session.saved else utc_now()

    @Slot()
    def _restyle(self) -> None:
        self._folder.setMinimumHeight(self._theme.grown(34))

    # ---- what the user does ------------------------------------------------------------------

    @Slot()
    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, words.SEND_FOLDER, str(self._home))
        if chosen:
            self._show_folder(Path(chosen) / self._folder.text().strip())

    @Slot()
    def _send(self) -> None:
        """Save what is not saved, then write."""
        if self._foot.busy or self._after is not None:
            return
        name = self._folder.text().strip()
        if not name:
            tell(self, words.SEND_NOT_WRITTEN, words.SEND_NO_NAME)
            self._folder.setFocus()
            return
        path = self._home / name
        if self._session.saved:
            self._look(path)
        elif own := self._session.path or self._ask_path():
            self._after = partial(self._look, path)
            self._saving.save(own, over=self._session.path is None)

    def _look(self, path: Path) -> None:
        """Ask what is to become of a folder that is there."""
        over = False
        if neighbours.is_there(path):
            other = neighbours.free_folder(path)
            question = words.SEND_THERE.format(name=path.name, other=other.name)
            answers = (words.SEND_OTHER, words.REPLACE, words.CANCEL)
            chosen = ask(self, words.SEND_TITLE, question, answers)
            if chosen == words.CANCEL:
                return
            over = chosen == words.REPLACE
            path = path if over else other
        self._write(path, over=over)

    def _write(self, path: Path, *, over: bool) -> None:
        project, _ = self._session.snapshot()
        own = self._session.path
        if own is None:
            return

        def write(told: Told) -> tuple[Document, Outcome]:
            document, sending = rounds.sending_of(project)
            found = rules.in_order(document, [*project.findings, *rules.check(document)])
            files = pack_of(document, found, name=own.stem, sending=sending, told=told)
            sent = [Sent(one.kind, one.part, one.name, saver.sha256_of(one.data)) for one in files]
            known = rounds.written_before(document) | {one.sha256 for one in sent}
            data = {one.name: one.data for one in files}
            write_folder(path, data, over=known if over else None)
            names = tuple((one.kind, one.name) for one in files)
            noted = rounds.with_sent(project.document, sending, sent)
            return noted, Outcome(path, sending.id, names, noted=True)

        self._foot.start(words.SEND_WRITING, write, self._on_written)

    def _on_written(self, found: tuple[Document, Outcome]) -> None:
        """Note that it was sent, in the agreement and in its file."""
        document, self._outcome = found
        if document.rounds == self._session.document.rounds or self._session.path is None:
            self._finish()
            return
        self._session.note_sent(document)
        self._after = self._finish
        self._saving.save(self._session.path)

    def _finish(self, *, noted: bool = True) -> None:
        if self._outcome is not None:
            self.outcome = replace(self._outcome, noted=noted)
            self.accept()

    @Slot()
    def _on_saved(self) -> None:
        after, self._after = self._after, None
        if after is not None:
            after()

    @Slot(str)
    def _on_save_refused(self) -> None:
        """Go no further; the window has said why, unless it tries again already."""
        if self._saving.busy:
            return
        self._after = None
        self._finish(noted=False)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        tell(self, words.SEND_NOT_WRITTEN, sentence)

    def reject(self) -> None:
        """Call off what is being done; close where nothing is."""
        if self._foot.busy:
            self._foot.stop()
        elif self._outcome is None:
            self._after = None
            super().reject()

    def done(self, result: int) -> None:
        """Close once what was begun is finished: a half-written folder is never left."""
        self._foot.wait()
        super().done(result)
