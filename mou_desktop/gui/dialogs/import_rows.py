"""Asks which column of a file goes where, shows what comes in, and gives the rows back.

The rows are read in a worker, which can be stopped. Nothing is changed here: who asked takes the
rows once the dialog is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop import rows_import
from mou_desktop.errors import AnswerRefused
from mou_desktop.gui import words
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.fitting import room_for
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.calm_wheel import CalmWheel
from mou_desktop.gui.widgets.cells import Cells
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.row_words import counted, rows_word
from mou_desktop.gui.widgets.rows_view import RowsView
from mou_desktop.gui.work import Worker
from mou_desktop.model.values import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.flow import Flow
    from mou_desktop.gui.widgets.table_editor import TableEditor
    from mou_desktop.model import Document, Field
    from mou_desktop.model.values import Value
    from mou_desktop.rows_import import Read, Sheet, Target

LOOK, SENTENCES = 5, 6  # rows and sentences that show
EDGE = 16  # above and below
PROGRESS_AFTER = 300  # milliseconds


class RowsImport(QObject):
    """Opens the dialog whenever a table editor asks for rows, and hands the rows to it."""

    def __init__(self, editor: TableEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.paste_asked.connect(self.paste)
        editor.import_asked.connect(self.ask_file)

    @Slot(str)
    def paste(self, text: str) -> None:
        """Match the columns of what was copied."""
        self._open(lambda: text, "")

    @Slot()
    def ask_file(self) -> None:
        """Ask for a file."""
        title = words.IMPORT_TITLE.format(rows=rows_word(self._editor.field))
        dialog = QFileDialog(self._editor.window(), title, "", words.IMPORT_FILES)
        dialog.setObjectName("import_file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def open_file(self, path: str) -> None:
        """Match the columns of a file."""
        self._open(lambda: rows_import.decode(_bytes(Path(path))), Path(path).name)

    def _open(self, text_now: Callable[[], str], source: str) -> None:
        """Read in the worker, for a file may be large and far away, and then ask."""
        editor = self._editor

        def read(_told: Told) -> tuple[str, Sheet]:
            text = text_now()
            return text, rows_import.read_sheet(editor.field, text)

        waiting = Working(words.IMPORT_READING, read, editor.theme, editor.window())
        done = waiting.wait()
        waiting.deleteLater()
        if waiting.sentence:
            self._refuse(waiting.sentence)
        if not done:
            return
        text, sheet = waiting.found
        asked = Asked(text, sheet, source, len(editor.rows))
        document = editor.document_now()
        dialog = ImportRows(editor.field, document, asked, editor.theme, editor.window())
        dialog.taken.connect(self._on_taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, bool)
    def _on_taken(self, rows: tuple[Value, ...], replace: bool) -> None:
        self._editor.take_rows(rows, replace=replace)

    def _refuse(self, sentence: str) -> None:
        box = QMessageBox(self._editor.window())
        box.setObjectName("refused")
        box.setWindowTitle(words.IMPORT_REFUSED)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(sentence)
        box.finished.connect(box.deleteLater)
        box.open()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read: a text and its rows, its file or none, how many rows the table has."""

    text: str
    sheet: Sheet
    source: str
    present: int


class ImportRows(QDialog):
    """Matches columns, and shows what comes of it.

    Signals:
        taken: the user takes the rows; carries them, and whether they replace those there are.
    """

    taken = Signal(object, bool)

    def __init__(
        self, field: Field, document: Document, asked: Asked, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_rows")
        self._field, self._document, self._asked, self._theme = field, document, asked, theme
        self._cells = Cells(field, lambda: document)
        self._sheet = asked.sheet
        possible = self._cells.possible()
        self._targets = rows_import.targets(field, lambda one: one.key in possible)
        self._labels = Labels(theme, self)
        self._combos: list[QComboBox] = []
        self._read: Read | None = None
        self._wanted = self._shown = False
        self._worker = Worker(self)
        self._run: _Run | None = None
        self._slow = QTimer(self, singleShot=True, interval=PROGRESS_AFTER)
        self._slow.timeout.connect(self._show_progress)
        self._poll = QTimer(self, interval=50)
        self._poll.timeout.connect(self._on_poll)
        title = words.IMPORT_TITLE if asked.source else words.IMPORT_PASTE_TITLE
        self.setWindowTitle(title.format(rows=rows_word(field)))
        self._lay_out()
        self._show_sheet()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is asked, as far as the screen goes with the frame of a window."""
        room = room_for(self)
        wide = min(self._theme.grown(760), room.width())
        body = self._column.totalHeightForWidth(wide)
        rest = self._foot.totalSizeHint().height() + 2 * EDGE + 8
        self.resize(wide, min(body + rest, room.height()))

    # ---- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, EDGE, 0, EDGE)
        outer.setSpacing(8)
        scroll = DialogBody(self)
        self._column = scroll.column
        self._column.setSpacing(8)
        self._column.addWidget(self._labels.text(self.windowTitle(), self, "h2"))
        self._lead = self._labels.text("", self)
        self._column.addWidget(self._lead)
        self._column.addLayout(self._make_options())
        self._matching = QVBoxLayout()
        self._column.addLayout(self._matching)
        self._look_title = self._labels.text(words.IMPORT_LOOK, self, "label")
        self._column.addWidget(self._look_title)
        self._look = RowsView(self._theme, self._cells, self)
        self._look.setObjectName("look")
        self._look.setAccessibleName(words.IMPORT_LOOK)
        self._look.setTabKeyNavigation(False)
        self._look.hide_last_line()
        self._theme.changed.connect(self._look.restyle)
        self._column.addWidget(self._look)
        self._trouble = self._labels.text("", self, "body", "warn")
        self._trouble.setObjectName("problems")
        self._column.addWidget(self._trouble)
        self._column.addLayout(self._make_where())
        self._column.addStretch(1)
        outer.addWidget(scroll, 1)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(8)
        outer.addLayout(foot)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(words.IMPORT_READING)
        self._bar.hide()
        foot.addWidget(self._bar)
        self._wrong = self._labels.text("", self, "body", "error")
        self._wrong.setObjectName("wrong")
        self._wrong.hide()
        foot.addWidget(self._wrong)
        foot.addWidget(self._make_buttons())

    def _make_options(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._header = QCheckBox(words.IMPORT_HEADER, self)
        self._header.setObjectName("header")
        self._header.setChecked(self._sheet.header)
        self._header.toggled.connect(self._on_header)
        column.addWidget(self._header)
        column.addLayout(row)
        self._separator = QComboBox(self)
        self._separator.setObjectName("separator")
        self._separator.setAccessibleName(words.IMPORT_SEPARATOR)
        CalmWheel(self._separator)
        self._separator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for separator, name in words.IMPORT_SEPARATORS.items():
            self._separator.addItem(name, separator)
        self._separator.setCurrentIndex(self._separator.findData(self._sheet.separator))
        self._separator.activated.connect(self._on_separator)
        label = self._labels.text(words.IMPORT_SEPARATOR, self)
        label.setWordWrap(False)
        label.setBuddy(self._separator)
        for part in (label, self._separator):
            part.setVisible(bool(self._asked.source))
            row.addWidget(part)
        row.addStretch(1)
        return column

    def _make_where(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        rows = counted(self._field, self._asked.present)
        self._add = QRadioButton(words.IMPORT_ADD.format(rows=rows), self)
        self._replace = QRadioButton(words.IMPORT_REPLACE.format(rows=rows), self)
        self._replace.setObjectName("replace")
        self._add.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._add, self._replace):
            group.addButton(button)
            button.setVisible(self._asked.present > 0)
            column.addWidget(button)
        return column

    def _make_buttons(self) -> Flow:
        self._cancel = make_button(self._theme, words.CANCEL, self)
        self._cancel.clicked.connect(self.reject)
        self._ok = make_button(self._theme, "", self, look="main")
        self._ok.setObjectName("ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self._on_ok)
        return button_row(self._theme, self._cancel, self._ok, side=0)

    def _show_sheet(self) -> None:
        """Show a sheet: its columns, with what they are guessed to be."""
        sheet, count = self._sheet, counted(self._field, len(self._sheet.rows))
        source = f"“{self._asked.source}”" if self._asked.source else words.IMPORT_COPIED
        self._lead.setText(words.IMPORT_LEAD.format(count=count, source=source))
        ok = words.IMPORT_OK if self._asked.source else words.IMPORT_PASTE_OK
        self._ok.setText(ok.format(rows=count))
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        theirs = words.IMPORT_THEIRS if self._asked.source else words.IMPORT_THEIRS_COPIED
        grid.addWidget(self._labels.text(theirs, inside, "small", "muted"), 0, 0)
        grid.addWidget(self._labels.text(words.IMPORT_OURS, inside, "small", "muted"), 0, 1)
        guessed = rows_import.guess(self._field, sheet, self._targets)
        self._combos = []
        for number, (name, target) in enumerate(zip(sheet.names, guessed, strict=True)):
            grid.addWidget(self._about(number, name, inside), number + 1, 0)
            combo = self._make_combo(name, target, inside)
            combo.setObjectName(f"column_{number}")
            grid.addWidget(combo, number + 1, 1)
        old = self._matching.takeAt(0)
        if old is not None and (gone := old.widget()) is not None:
            self._labels.drop(gone)
            gone.hide()
            gone.deleteLater()
        self._matching.addWidget(inside)
        inside.show()
        self._start()

    def _about(self, number: int, name: str, parent: QWidget) -> QWidget:
        """Return the name of a column of the file, with what stands first in it."""
        cells = (row[number].strip() for row in self._sheet.rows if number < len(row))
        first = next((cell for cell in cells if cell), "")
        holder = QWidget(parent)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._labels.text(name[:80], holder, "label"))
        if first:
            column.addWidget(self._labels.text(_short(first), holder, "small", "muted"))
        return holder

    def _make_combo(self, name: str, target: Target | None, parent: QWidget) -> QComboBox:
        combo = QComboBox(parent)
        combo.setAccessibleName(words.IMPORT_COMBO.format(name=name[:80]))
        combo.addItem(words.IMPORT_NOWHERE, None)
        for one, label in self._targets.items():
            combo.addItem(label, one)
        places = [None, *self._targets]
        combo.setCurrentIndex(places.index(target))
        combo.setMinimumContentsLength(16)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        CalmWheel(combo)
        combo.activated.connect(self._start)
        self._combos.append(combo)
        return combo

    # ---- what the user does ------------------------------------------------------------------

    @property
    def matched(self) -> list[Target | None]:
        """Where each column of the file goes."""
        places = [None, *self._targets]
        return [places[combo.currentIndex()] for combo in self._combos]

    @Slot(bool)
    def _on_header(self, header: bool) -> None:
        self._sheet = rows_import.with_header(self._sheet, header=header)
        self._show_sheet()

    @Slot()
    def _on_separator(self) -> None:
        separator = self._separator.currentData()
        field, text = self._field, self._asked.text
        waiting = Working(
            words.IMPORT_READING,
            lambda _told: rows_import.read_sheet(field, text, separator),
            self._theme,
            self,
        )
        done = waiting.wait()
        waiting.deleteLater()
        if not done:
            self._separator.setCurrentIndex(self._separator.findData(self._sheet.separator))
            self._say(waiting.sentence)
            return
        self._sheet = waiting.found
        self._header.setChecked(self._sheet.header)
        self._show_sheet()

    @Slot()
    def _on_ok(self) -> None:
        """Take the rows, once they are read and nothing stands in the way."""
        twice = rows_import.twice(self.matched)
        present = 0 if self._replace.isChecked() else self._asked.present
        why = rows_import.too_many(self._field, len(self._sheet.rows), present)
        if twice is not None:
            why = words.IMPORT_TWICE.format(name=self._targets[twice])
        elif not any(self.matched):
            why = words.IMPORT_NONE
        self._say(why)
        if why:
            return
        if self._read is None:
            self._wanted = True
            return
        self.taken.emit(self._read.rows, self._replace.isChecked())
        self.accept()

    def _say(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._wrong, text))

    def done(self, result: int) -> None:
        """Stop reading, and close."""
        self._stop()
        super().done(result)

    # ---- reading -----------------------------------------------------------------------------

    @Slot()
    def _start(self) -> None:
        """Read the rows anew in the worker, with the columns as they are matched now."""
        self._stop()
        self._say("")
        self._read = None
        run = _Run()
        read = partial(
            rows_import.read_rows, self._document, self._field, self._sheet, self.matched, run.tick
        )
        self._run = run
        self._slow.start()
        self._worker.do(read, partial(self._on_done, run))

    def _stop(self) -> None:
        if self._run is not None:
            self._run.stopped = True
            self._run = None
        self._slow.stop()
        self._poll.stop()
        self._worker.waitForDone()

    def _on_done(self, run: _Run, read: Read) -> None:
        if run is not self._run:
            return
        self._run = None
        self._slow.stop()
        self._poll.stop()
        self._bar.hide()
        self._read = read
        self._show_read(read)
        if self._wanted:
            self._wanted = False
            self._on_ok()

    @Slot()
    def _show_progress(self) -> None:
        self._bar.setRange(0, max(len(self._sheet.rows), 1))
        self._bar.show()
        self._poll.start()

    @Slot()
    def _on_poll(self) -> None:
        if self._run is not None:
            self._bar.setValue(self._run.count)

    def _show_read(self, read: Read) -> None:
        """Show the first rows as they come in, and what cannot be read."""
        goal = dict.fromkeys(one.column for one in self.matched if one)
        columns = [one for one in self._field.columns if one.key in goal]
        rows = read.rows[:LOOK]
        total = len(read.rows)
        more = words.IMPORT_LOOK_SOME.format(count=len(rows), total=total)
        self._look_title.setText(more if total > len(rows) else words.IMPORT_LOOK)
        self._look.rows.show_rows(tuple(row or EMPTY for row in rows))
        self._look.show_columns(frozenset(column.key for column in columns))
        problems = list(read.problems[:SENTENCES])
        if len(read.problems) > SENTENCES:
            problems.append(words.IMPORT_MORE.format(count=len(read.problems) - SENTENCES))
        lines = [words.IMPORT_TO_MEND, *problems] if problems else [words.IMPORT_ALL_READ]
        self._labels.colour(self._trouble, "warn" if problems else "muted")
        self._trouble.setText("\n".join(lines))
        if not self._shown:  # later the user may have sized it
            self._shown = True
            self._fit()


class _Run:
    """One reading in the worker: how far it is, and whether it is to stop."""

    def __init__(self) -> None:
        self.count, self.stopped = 0, False

    def tick(self, count: int) -> bool:
        """Take note of how far it is; say whether to go on."""
        self.count = count
        return not self.stopped


def _bytes(path: Path) -> bytes:
    """Return what stands in a file, if it is not far too big."""
    try:
        with path.open("rb") as file:
            return file.read(rows_import.MOST_BYTES + 1)
    except OSError:
        raise AnswerRefused(words.IMPORT_NO_FILE.format(name=path.name)) from None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
