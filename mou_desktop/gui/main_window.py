"""The window: start page or editor, the menus, and the questions asked around a file.

It holds panels and carries files in and out; what is in an agreement is the session's business.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
)

from mou_desktop.errors import MouError
from mou_desktop.gui import save_name, words
from mou_desktop.gui.actions import Actions
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.dialogs.rows_asked import RowsAsked
from mou_desktop.gui.editor import EXPLANATION, NOTES, PREVIEW, QUESTIONS, Editor
from mou_desktop.gui.fitting import FRAME, fit
from mou_desktop.gui.later import later
from mou_desktop.gui.saving import LONGEST_SAVE, Recovery, Saving
from mou_desktop.gui.seeking import unprinted
from mou_desktop.gui.seen import Seen
from mou_desktop.gui.session import Session
from mou_desktop.gui.spell_check import SpellCheck
from mou_desktop.gui.speller import Speller
from mou_desktop.gui.widgets.line_marks import LineMarks
from mou_desktop.gui.widgets.spell_marks import SpellMarks
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.gui.work import PATIENCE
from mou_desktop.store import kept, library, neighbours, openings, project_file, recovery, saver

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent

    from mou_desktop.gui.bringing import Bringing
    from mou_desktop.gui.desk import Desk
    from mou_desktop.gui.guarding import Guard
    from mou_desktop.gui.job import Job
    from mou_desktop.gui.panels.start import StartPage
    from mou_desktop.gui.recovering import Told
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.long_editor import TextBox
    from mou_desktop.gui.widgets.note_box import NoteBox
    from mou_desktop.store.kept import Kept
    from mou_desktop.store.project_file import Project
    from mou_desktop.store.recovery import Copy, Standing

TEXT_STEP = 0.1
_EDITED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
MOST_DROPPED = 10  # files at once, each in a window
LEAST = QSize(640, 360) - FRAME  # what the smallest screen has room for: 1280 by 720 at 200 %


class MainWindow(QMainWindow):
    """One window, with the start page or one open agreement.

    Signals:
        files_asked: files are to be opened in windows of their own; carries their paths.
        quit_asked: the whole program is to end.
        closed: this window has closed; carries itself.
        copied: a copy of the agreement was written; carries its name.
    """

    files_asked = Signal(list)
    quit_asked = Signal()
    closed = Signal(object)
    copied = Signal(str)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        elsewhere: Callable[[Path], bool] = lambda _path: False,
        speller: Speller | None = None,
    ) -> None:
        """`elsewhere` shows the window that has a file open already, and says whether one has.

        `speller` is what all windows share; one that stands alone gets its own.
        """
        super().__init__()
        self._elsewhere = elsewhere
        self._speller = speller or Speller(desk, self)
        self._spelling: SpellCheck | None = None
        self._asked, self._asks = False, True
        self.setObjectName("main_window")
        self._desk, self._theme = desk, theme
        self._session: Session | None = None
        self._saving: Saving | None = None
        self._recovery: Recovery | None = None
        self._guard: Guard | None = None
        self._bringing: Bringing | None = None
        self._looking: Job | None = None
        self._standings: dict[Path, Standing] = {}
        self._closing = self._marked = False
        self._refusal = ""
        self._editor: Editor | None = None
        self._sought = ""
        self._pressing = False
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self._start: StartPage | None = None  # until it is shown
        self._actions = Actions(self, self._calls())
        self._actions.menus["recent"].aboutToShow.connect(self._fill_recent)
        self.setAcceptDrops(True)
        self.setMinimumSize(LEAST)
        fit(self, 1280, 720)
        self._restore_place()
        self._actions.set_editing(editing=False)
        self.setWindowTitle(words.PRODUCT)

    @property
    def session(self) -> Session | None:
        """The open agreement."""
        return self._session

    @property
    def theme(self) -> Theme:
        """Colors and type."""
        return self._theme

    @property
    def kept_in(self) -> Path:
        """The folder in which this user's settings, copies and log are kept."""
        return self._desk.folder

    def menu_keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the keys of the menus, as the keyboard list shows them."""
        return self._actions.keys_in_words()

    @property
    def editor(self) -> Editor | None:
        """What shows it."""
        return self._editor

    def _calls(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.new,
            "open": self.open,
            "save": self.save,
            "save_as": self.save_as,
            "save_copy": self.save_copy,
            "revert": self.revert,
            "versions": self.versions,
            "compare": self.compare,
            "export": self.export,
            "send": self.send,
            "sent": self._sent,
            "bring": self.bring_back,
            "worksheet": self._worksheet,
            "summary": self._summary,
            "print_preview": self._print_preview,
            "print": self._print,
            "properties": self._properties,
            "settings": self.settings,
            "close": self.close_agreement,
            "quit": self.quit_asked.emit,
            "undo": self.undo,
            "redo": self.redo,
            "find": self.find_text,
            "find_next": self.find_next,
            "cut": lambda: self._press(Qt.Key.Key_X),
            "copy": lambda: self._press(Qt.Key.Key_C),
            "paste": lambda: self._press(Qt.Key.Key_V),
            "select_all": lambda: self._press(Qt.Key.Key_A),
            "ready": self.ready,
            "questions": lambda: self._side(QUESTIONS),
            "preview": lambda: self._side(PREVIEW),
            "explanation": lambda: self._side(EXPLANATION),
            "notes": lambda: self._side(NOTES),
            "side": lambda: self._editor and self._editor.toggle_side(),
            "next_panel": self.next_panel,
            "previous_panel": lambda: self.next_panel(back=True),
            "larger": lambda: self._resize_text(TEXT_STEP),
            "smaller": lambda: self._resize_text(-TEXT_STEP),
            "normal": lambda: self._resize_text(0),
            "next_missing": lambda: self._editor and self._editor.findings.next_missing(),
            "next_finding": lambda: self._editor and self._editor.findings.next(),
            "previous_finding": lambda: self._editor and self._editor.findings.previous(),
            "next_clause": lambda: self._editor and self._editor.step_clause(1),
            "previous_clause": lambda: self._editor and self._editor.step_clause(-1),
            "change_text": self._ask_change,
            "add_note": lambda: self._side(NOTES),
            "keyboard": lambda: show.keyboard(self, self._theme, self.menu_keys()),
            "licences": lambda: show.licences(self, self._theme),
            "log_folder": lambda: show.log_folder(self, self._desk.logs),
            "about": lambda: show.about(self, self._theme),
            "guide": lambda: show.guide(self, self._theme),
        }

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the start page, unless an agreement is open by then."""
        super().showEvent(event)
        if self._session is None and self._start is None:
            self.show_start()

    def _made_start(self) -> StartPage:
        from mou_desktop.gui.panels.start import StartPage

        start = StartPage(self._theme, self)
        self._stack.addWidget(start)
        start.new_asked.connect(self.new)
        start.open_asked.connect(self.open)
        start.sample_asked.connect(self.open_sample)
        start.file_asked.connect(lambda path: self.open_file(Path(path)))
        start.search_asked.connect(self._look_for)
        start.forget_asked.connect(self._forget_recent)
        start.copy_asked.connect(self._open_copy)
        start.discard_asked.connect(self._discard_copy)
        start.versions_asked.connect(self.versions)
        start.settings_asked.connect(self.settings)
        start.guide_asked.connect(lambda: show.guide(self, self._theme))
        return start

    # ---- start page --------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start page."""
        from mou_desktop.gui.panels.start import Shelf

        if self._start is None:
            self._start = self._made_start()
        copies, damaged = self._desk.kept_work()
        shelf = Shelf(library.cards(), self._desk.memory.recent, copies, damaged=damaged)
        self._start.show_shelf(shelf)
        self._look_over(copies)
        self._stack.setCurrentWidget(self._start)
        self._actions.set_editing(editing=False)
        self.setWindowTitle(words.PRODUCT)

    def _look_over(self, copies: list[Copy]) -> None:
        """Have it said of each copy how it stands to its file, and what differs."""
        if not copies:
            return
        from mou_desktop.gui.job import Job as Looking
        from mou_desktop.gui.recovering import told_of

        if self._looking is not None:
            self._looking.let_go(0)
        self._looking = Looking(lambda _told: told_of(copies), self)
        self._looking.done.connect(self._on_told)
        self._looking.start()

    @Slot(object)
    def _on_told(self, found: list[Told]) -> None:
        self._standings = {one.copy.path: one.standing for one in found}
        if self._start is not None:
            self._start.show_told({one.copy.path: one.sentence for one in found})

    @Slot(str)
    def new(self, edition: str = "") -> None:
        """Begin a new agreement of an edition; the newest in force without one."""
        self._try_open(lambda: self._desk.new_project(edition or library.newest()), None)

    @Slot()
    def open_sample(self) -> None:
        """Open the filled sample, which belongs to no file."""
        self._try_open(self._desk.sample_project, None)

    @Slot()
    def open(self) -> None:
        """Ask for a file and open it."""
        kinds = f"{words.MOU_FILES};;{words.WORD_FILES}"  # one may have come back from counsel
        name, _ = QFileDialog.getOpenFileName(self, words.OPEN, str(self._desk.documents), kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open the agreement at `path`, here or, beside another one, in a window of its own.

        A Word file may be one that came back from counsel: that is asked.
        """
        if path.suffix.lower() == ".docx":
            self._open_word(path)
            return
        if self._elsewhere(path):
            return
        if self._session is not None and not self._untouched():
            self.files_asked.emit([path])
            return
        self._try_open(lambda: project_file.load(path), path)

    def _untouched(self) -> bool:
        return self._session is None or (self._session.path is None and not self._session.dirty)

    def _try_open(self, make: Callable[[], Project], path: Path | None) -> None:
        try:
            project = make()
        except MouError as error:
            if path is not None:
                self.offer_kept(path, str(error))
            else:
                tell(self, words.COULD_NOT_OPEN, str(error))
            return
        if self.close_agreement():
            self.show_project(project, path)

    def show_project(self, project: Project, path: Path | None) -> None:
        """Show an agreement in this window."""
        openings.begin(project.document.id, self._desk.openings)
        session = Session(project, path, self)
        self._session = session
        self._saving = Saving(session, self._desk.versions)
        self._recovery = Recovery(session, self._desk.recovery)
        self._refusal, self._marked = "", False
        memory = self._desk.memory
        editor = Editor(session, self._theme, lambda: self._desk.memory.author, memory.widths, self)
        self._editor = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        self._saving.started.connect(editor.status.show_saving)
        self._saving.saved.connect(self._on_saved)
        self._saving.copied.connect(self._on_copied)
        self._saving.copy_refused.connect(self._on_copy_refused)
        self._saving.refused.connect(self._on_refused)
        self._saving.warned.connect(editor.status.say)
        self._recovery.failed.connect(lambda _why: editor.status.show_no_copies(failing=True))
        self._recovery.kept.connect(lambda: editor.status.show_no_copies(failing=False))
        editor.change_asked.connect(self._change_text)
        editor.author_named.connect(self._remember_author)
        editor.find_asked.connect(self.find_text)
        editor.questions.table_shown.connect(RowsAsked)
        self._spelling = SpellCheck(session, self._speller)
        editor.box_shown.connect(self._mark)
        editor.ready_asked.connect(self.ready)
        editor.export_asked.connect(self.export)
        editor.final_asked.connect(lambda: self.export(final=True))
        editor.send_asked.connect(self.send)
        editor.worksheet_asked.connect(self._worksheet)
        session.stepped.connect(self._title)
        session.held_back.connect(self._on_held_back)
        self._actions.set_editing(editing=True)
        self._title()
        first = next(iter(session.edition.clause_places.values()))
        clauses = [p for p in session.edition.clause_places.values() if p.clause]
        session.go(self._desk.last_place(session) or (clauses[0] if clauses else first))
        editor.questions.enter()
        Seen(editor).came.connect(self._on_seen)
        if path is not None:
            self._desk.remember_file(session)

    def _guard_file(self, session: Session, saving: Saving, editor: Editor) -> None:
        """Have somebody look after the file as long as the agreement is open."""
        from mou_desktop.gui.guarding import Guard

        guard = Guard(session, saving, self._desk.shelves, self._theme, editor.notices, self)
        guard.elsewhere_asked.connect(self.save_as)
        guard.kept_asked.connect(self.versions)
        guard.said.connect(editor.status.say)
        guard.settled.connect(editor.status.drop_trouble)
        guard.moved.connect(self._title)
        self._guard = guard
        guard.start()

    @Slot()
    def _on_seen(self) -> None:
        """Do what could wait until the agreement is on the screen."""
        if self._session is not None and self._saving is not None and self._editor is not None:
            self._session.check_soon()
            self._look_at_mark()
            self._guard_file(self._session, self._saving, self._editor)
            if self._desk.has_reviews:
                self.bringing.offer_kept()

    def _look_at_mark(self) -> None:
        """Show whether the file is marked as one that may only be read."""
        path = self._session.path if self._session else None
        self._marked = path is not None and saver.is_read_only(path)
        self._title()

    @Slot()
    def _on_held_back(self) -> None:
        if self._editor is not None:
            self._editor.status.say(words.READ_ONLY_EDIT)

    def changeEvent(self, event: QEvent) -> None:
        """Look at the file when the window comes to the front: others may have saved it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._guard:
            self._guard.look()

    @Slot()
    def _title(self) -> None:
        session = self._session
        if session is None:
            return
        name = session.path.stem if session.path else session.old_name or words.UNTITLED
        badge = f" ({words.READ_ONLY_BADGE})" if session.only_read or self._marked else ""
        self.setWindowTitle(f"{name}[*]{badge} – {words.PRODUCT}")
        self.setWindowModified(session.dirty)
        self._actions["revert"].setEnabled(session.dirty and session.path is not None)
        for action, name, word in (
            ("undo", session.undo_name, "&Undo"),
            ("redo", session.redo_name, "&Redo"),
        ):
            self._actions[action].setText(f"{word}: {name}" if name else word)
            self._actions[action].setEnabled(bool(name))

    # ---- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Save to the file the agreement came from, or ask for one."""
        if self._session is None or self._saving is None:
            return
        if self._session.only_read:
            self.save_copy()
        elif self._session.path is None:
            self.save_as()
        else:
            self._saving.save(self._session.path)

    def save_as(self) -> None:
        """Ask for a file and save to it from now on."""
        path = self._ask_path()
        if path is not None and self._saving is not None and self._session is not None:
            # onto its own file it is a save: what nobody here has read is not replaced
            self._saving.save(path, over=path != self._session.path)

    def save_copy(self) -> None:
        """Ask for a file and put a copy there; the agreement stays with its own file."""
        if self._session is None or self._saving is None:
            return
        path = self._ask_path(words.SAVE_COPY, copy=True)
        if path is None:
            return
        if path == self._session.path:
            self._saving.save(path)
        else:
            self._saving.copy(path)

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        if self._editor:
            self._editor.status.say(words.COPIED_TO.format(name=path.name))
            self.copied.emit(path.name)

    @Slot(str)
    def _on_copy_refused(self, sentence: str) -> None:
        tell(self, words.COULD_NOT_SAVE, sentence)

    def _ask_path(self, title: str = words.SAVE, *, copy: bool = False) -> Path | None:
        session = self._session
        if session is None:
            return None
        from mou_desktop.file_names import safe_name

        district = str(session.document.answer("district_name") or words.UNTITLED)
        name = safe_name(session.old_name or district)
        ready = session.path or self._desk.documents / f"{name}.mou"
        if copy:
            ready = ready.with_stem(words.COPY_OF.format(name=ready.stem))
            ready = neighbours.free_name(ready) if neighbours.is_there(ready) else ready
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(ready), words.MOU_FILES)
        if not chosen:
            return None
        return save_name.settled(self, chosen, session.path, self._elsewhere)

    @Slot()
    def _on_saved(self) -> None:
        if self._session and self._editor:
            self._look_at_mark()
            self._editor.status.show_saved()
            self._desk.remember_file(self._session)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        if self._editor is None:
            return
        overtaken = self._saving is not None and self._saving.overtaken
        trouble = words.NOT_SAVED.format(why=sentence)
        self._editor.status.show_trouble(words.NOT_SAVED_OVERTAKEN if overtaken else trouble)
        self._refusal = sentence
        if self._closing:
            return
        if overtaken and self._guard is not None:
            self._guard.decide()
            return
        from mou_desktop.gui.dialogs.choosing import Question, Way

        closed = self._saving is not None and self._saving.folder_closed
        retry = ("retry", words.TRY_AGAIN, self.save)
        elsewhere = ("elsewhere", words.SAVE_COPY_IN, self.save_as)
        into = ("into", words.WRITE_INTO, self._write_into)
        offers = (elsewhere, into) if closed else (retry, elsewhere)
        hints = words.REFUSED_HINTS
        ways = [Way(name, text, hints[name]) for name, text, _ in offers]
        leave = Way("leave", words.KEEP_WORKING, hints["leave"])
        title = words.COULD_NOT_SAVE
        question = Question("attention", title, sentence, ways, leave)
        chosen = show.choose(self, self._theme, question)
        for name, _, call in offers:
            if name == chosen:
                call()

    def _write_into(self) -> None:
        """Write into the file itself, if the user still wants it once it is clear what may come."""
        session, saving = self._session, self._saving
        if session is None or saving is None or session.path is None:
            return
        question = words.WRITE_INTO_ASK.format(name=session.path.name)
        answers = (words.WRITE_INTO_NOW, words.CANCEL)
        if ask(self, words.WRITE_INTO, question, answers, careful=True) == words.WRITE_INTO_NOW:
            saving.write_into(session.path)

    def revert(self) -> None:
        """Go back to the file as it was last saved, as one step that can be undone."""
        session = self._session
        if session is None or session.path is None:
            return
        question = words.REVERT_ASK.format(name=session.path.stem)
        answers = (words.REVERT, words.CANCEL)
        if ask(self, words.REVERT, question, answers, careful=True) != words.REVERT:
            return
        try:
            project = project_file.load(session.path)
        except MouError as error:
            tell(self, words.COULD_NOT_OPEN, str(error))
            return
        session.become(project.document, words.REVERT.lower())

    # ---- versions, and other copies ------------------------------------------------------------

    def versions(self) -> None:
        """Show what this computer keeps of the open agreement, or of all of them."""
        session, shelves = self._session, self._desk.shelves
        if session is None:
            show.kept_of(
                self, self._theme, words.KEPT_LEAD_ALL, shelves, shelves.everything,
                open_=self._open_kept,
            )  # fmt: skip
            return
        name = session.path.stem if session.path else session.old_name or words.UNTITLED
        lead, id_ = words.KEPT_LEAD.format(name=name), session.document.id
        show.kept_of(
            self, self._theme, lead, shelves, lambda: shelves.of_document(id_),
            present=session.document, restore=self._restore,
        )  # fmt: skip

    def _restore(self, project: Project, time: str) -> None:
        """Put a version in the place of the present text, as one step."""
        if self._session and self._editor:
            self._session.become(project.document, words.KEPT_RESTORE_STEP.format(time=time))
            if not self._session.only_read:
                self._editor.status.say(words.KEPT_RESTORED)

    def offer_kept(self, path: Path, sentence: str) -> None:
        """Say why a file was not opened, and offer what this computer keeps of it."""
        shelves = self._desk.shelves
        try:
            found = show.working(
                self, self._theme, words.KEPT_READING, lambda: shelves.of_file(path)
            )
        except MouError:
            found = None
        if not found:
            tell(self, words.COULD_NOT_OPEN, sentence)
            return
        answers = (words.KEPT_SHOW, words.CLOSE)
        if ask(self, words.COULD_NOT_OPEN, sentence, answers) == words.KEPT_SHOW:
            self.show_kept(path)

    def ask_after_crashes(self, path: Path) -> None:
        """Ask whether to open an agreement with which the program stopped twice."""
        from mou_desktop.gui.dialogs.choosing import Question, Way

        ways = (
            Way("open", words.CRASHED_OPEN, words.CRASHED_OPEN_HINT),
            Way("kept", words.KEPT_SHOW, words.CRASHED_KEPT_HINT),
        )
        leave = Way("leave", words.CRASHED_LEAVE, words.CRASHED_LEAVE_HINT)
        sentence = words.CRASHED_TWICE.format(name=path.name)
        question = Question("attention", words.CRASHED_TITLE, sentence, ways, leave)
        chosen = show.choose(self, self._theme, question)
        if chosen == "open":
            self.open_file(path)
        elif chosen == "kept":
            self.show_kept(path)

    def show_kept(self, path: Path) -> None:
        """Show what this computer keeps of the agreement that lies, or lay, at `path`."""
        lead, shelves = words.KEPT_LEAD_FILE.format(name=path.name), self._desk.shelves
        show.kept_of(
            self, self._theme, lead, shelves, lambda: shelves.of_file(path), open_=self._open_kept
        )

    def _open_kept(self, one: Kept) -> None:
        """Open what is kept as work that no file holds yet."""
        self._try_open(lambda: kept.as_unsaved(kept.read(one)), None)
        if self._session and self._session.document.id and self._session.path is None:
            self._session.move_to(None, Path(one.original).stem if one.original else "")
            self._say(words.KEPT_OPENED)

    def _say(self, news: str) -> None:
        if self._editor is not None:
            self._editor.status.say(news)

    def compare(self) -> None:
        """Ask for another copy of the agreement, compare the two, and merge them if wanted."""
        session = self._session
        if session is None or self._guard is None:
            return
        name, _ = QFileDialog.getOpenFileName(
            self, words.COMPARE_WITH, str(self._home), words.MOU_FILES
        )
        if name:
            self._guard.compare_with(Path(name))

    def close_agreement(self) -> bool:
        """Put the open agreement away, asking about changes; False where the user stays."""
        session = self._session
        if session is None:
            return True
        if not self._asked and not self.may_close():
            return False
        if self._recovery:
            self._recovery.forget()
        if self._guard:
            self._guard.close()
        if self._bringing:
            self._bringing.close()
        if self._saving:
            self._saving.wait()
        openings.end(session.document.id, self._desk.openings)
        self._desk.remember_file(session)
        editor, self._editor = self._editor, None
        self._session, self._saving, self._recovery, self._guard = None, None, None, None
        bringing, self._bringing = self._bringing, None
        if bringing is not None:
            bringing.deleteLater()
        if editor is not None:
            self._desk.remember(replace(self._desk.memory, widths=editor.widths))
            editor.let_go()
            self._stack.removeWidget(editor)
            editor.deleteLater()
        if self._spelling is not None:
            self._spelling.close()
        session.wait()
        session.deleteLater()
        self.show_start()
        return True

    def may_close(self) -> bool:
        """Ask what becomes of changes, and save them if that is wanted; False: stay open."""
        session = self._session
        if session is None or self._saving is None:
            return True
        if not self._saved_by_now():
            return False
        if not session.dirty:
            return True
        name = session.path.stem if session.path else session.old_name or words.UNTITLED
        question = words.SAVE_BEFORE.format(name=name)
        answers = (words.SAVE, words.DO_NOT_SAVE, words.CANCEL)
        chosen = ask(self, words.PRODUCT, question, answers)
        if chosen == words.DO_NOT_SAVE:
            return True
        if chosen != words.SAVE or (path := session.path or self._ask_path()) is None:
            return False
        if not self._save_and_wait(path):
            if self._refusal and self._saving.overtaken and self._guard is not None:
                self._guard.decide()
            elif self._refusal:
                tell(self, words.COULD_NOT_SAVE, self._refusal)
            return False
        return not session.dirty

    def _save_and_wait(self, path: Path) -> bool:
        """Save, with the window alive meanwhile; False: it was not saved, or nobody waited."""
        session, saving = self._session, self._saving
        if session is None or saving is None:
            return True
        self._closing, self._refusal = True, ""
        try:
            saving.save(path, over=path != session.path)
            return self._saved_by_now() and not self._refusal
        finally:
            self._closing = False

    def _saved_by_now(self) -> bool:
        """Wait for what is being written; False: the user would not, and goes on working."""
        while self._saving is not None and (self._saving.busy or not self._saving.wait(0)):
            if not show.waited(self, self._theme, words.SAVING, self._saving.wait):
                return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about changes. Whatever goes wrong, the window stays and the copy is kept."""
        closed = False
        try:
            closed = self.close_agreement() if self._asks else self.keep_work()
        finally:
            if closed or not self._asks:
                if self._looking is not None:
                    self._looking.let_go(PATIENCE)
                self._keep_place()
                event.accept()
                self.closed.emit(self)
            else:
                event.ignore()
                if self._recovery:
                    self._recovery.keep_now()

    def close_as_asked(self) -> None:
        """Close after `may_close` has said yes: nothing is asked again."""
        self._asked = True
        try:
            self.close()
        finally:
            self._asked = False

    def close_without_asking(self, *, without: bool = True) -> None:
        """Close from now on without a question, keeping the work: the system ends the session."""
        self._asks = not without

    def put_down(self) -> None:
        """Let go of the file and of the workers: the program ends, and its windows with it."""
        if self._session is not None:
            if self._guard is not None:
                self._guard.close()
            if self._bringing is not None:
                self._bringing.close()
            if self._saving is not None:
                self._saving.let_go(LONGEST_SAVE)
            openings.end(self._session.document.id, self._desk.openings)
            self._session.wait()

    def keep_work(self) -> bool:
        """Keep a recovery copy at once, as the program may stop. False: it was not kept."""
        if self._session and self._session.dirty and self._recovery:
            return self._recovery.keep_now()
        return True

    # ---- what is asked in windows of their own -----------------------------------------------

    @property
    def _home(self) -> Path:
        """The folder in which files of the open agreement are offered: its own, if it has one."""
        path = self._session.path if self._session else None
        return path.parent if path else self._desk.documents

    def export(self, *, final: bool = False) -> None:
        """Write the agreement as a Word document."""
        if self._session and self._editor:
            finding, written = show.export(
                self, self._session, self._theme, self._home, self.send, final=final
            )
            if finding is not None:
                self._editor.go(finding.place)
            elif written is not None:
                self._editor.status.say(words.WRITTEN.format(name=written.name))

    def send(self) -> None:
        """Write the folder for counsel, and note in the agreement that it was sent."""
        session = self._session
        if session is None or self._saving is None or self._editor is None:
            return
        done = show.send(self, session, self._saving, self._theme, self._home, self._ask_path)
        if done is not None:
            self._desk.remember(self._desk.memory.with_sent(done.round, done.folder))
            self._editor.status.say(words.SENT_WRITTEN.format(name=done.folder.name))
            show.send_result(self, self._theme, done)

    def _sent(self) -> None:
        if self._session:
            returned = show.sent(self, self._session, self._theme, self._desk.memory.sent)
            if returned is not None:
                self.bringing.offer_reply(returned)

    @property
    def bringing(self) -> Bringing:
        """What takes Word files from counsel into the open agreement."""
        from mou_desktop.gui.bringing import Bringing

        if self._session is None or self._editor is None:
            raise RuntimeError("no agreement is open")
        if self._bringing is None:
            made = Bringing(self, self._session, self._editor, self._desk, self._theme)
            made.send_asked.connect(self.send)
            self._bringing = made
        return self._bringing

    def bring_back(self) -> None:
        """Ask for a Word file that came back from counsel, and list its changes."""
        if self._session:
            self.bringing.choose()

    def _open_word(self, path: Path) -> None:
        """Ask whether a Word file that was to be opened came back from counsel."""
        session = self._session
        if session is None:
            tell(self, words.COULD_NOT_OPEN, words.BACK_OPENED_NONE.format(name=path.name))
            return
        name = session.path.stem if session.path else session.old_name or words.UNTITLED
        question = words.BACK_OPENED_ASK.format(name=path.name, agreement=name)
        answers = (words.BACK_OPENED_YES, words.CANCEL)
        if ask(self, words.BACK_OPENED, question, answers) == words.BACK_OPENED_YES:
            self.bringing.bring(path)

    def _worksheet(self) -> None:
        if self._session:
            show.worksheet(self, self._session, self._theme, self._home)

    def _summary(self) -> None:
        if self._session:
            show.summary(self, self._session, self._theme, self._home)

    def _print_preview(self) -> None:
        if self._session:
            show.print_preview(self, self._session, self._theme)

    def _print(self) -> None:
        if self._session:
            show.print_out(self, self._session, self._theme)

    def ready(self) -> None:
        """Check everything, and say whether the agreement is ready to sign."""
        if self._session and self._editor:
            self._editor.questions.show_all_errors()
            self._editor.show_ready()

    def settings(self) -> None:
        """Ask for theme, size of text and the rest, and remember them."""
        trouble = self._speller.trouble()
        changed = show.settings(self, self._theme, self._desk.memory, trouble)
        if changed is not None:
            self._desk.remember(changed)
            self._speller.take_settings()
            self._theme.choose(changed.theme, changed.scale)

    @Slot(str)
    def _remember_author(self, name: str) -> None:
        self._desk.remember(replace(self._desk.memory, author=name))

    @Slot(str, str)
    def _change_text(self, kind: str, clause: str) -> None:
        if self._session:
            show.change_clause(self, self._session, self._theme, kind, clause, self._mark)

    @Slot(object)
    def _mark(self, box: TextBox | NoteBox | TextLine) -> None:
        """Have the spelling in a box checked."""
        if self._spelling is None:
            return
        if isinstance(box, TextLine):
            LineMarks(self._spelling, self._theme, box)
        else:
            SpellMarks(self._spelling, self._theme, box)

    def find_text(self) -> None:
        """Open the window to find and replace."""
        if self._session and self._editor:
            show.find(self, self._session, self._theme, self._search, self._sought)

    def find_next(self) -> None:
        """Go to the next place of what was sought last, or ask for it."""
        if not self._sought:
            self.find_text()
        elif not self._search(self._sought, backwards=False):
            tell(self, words.FIND_TITLE, words.NOT_FOUND.format(text=self._sought))

    def _search(self, text: str, backwards: bool) -> bool:  # one of two ways
        """Go to a place in the agreement where `text` stands, or to an answer beside it."""
        if self._session is None or self._editor is None:
            return False
        self._sought = text
        self._editor.show_side(PREVIEW)
        if self._editor.preview.find(text, backwards=backwards):
            return True
        place = unprinted(self._session.document, text, self._session.place.field)
        if place is not None:
            self._editor.go(place)
        return place is not None

    def _press(self, key: Qt.Key) -> None:
        """Press Ctrl and a key where the keyboard is: every box knows what that means there.

        A key that nobody takes comes back as the shortcut that it is, and ends here.
        """
        if self._pressing or not isinstance(self.focusWidget(), _EDITED):
            return
        self._pressing = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier)
                QApplication.sendEvent(self.focusWidget(), event)
        finally:
            self._pressing = False

    def undo(self) -> None:
        """Take the last step back."""
        if self._session:
            self._session.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._session:
            self._session.redo()

    def next_panel(self, *, back: bool = False) -> None:
        """Take the keyboard to the next part of the window, or the one before."""
        if self._editor:
            self._editor.next_panel(back=back)

    def _properties(self) -> None:
        if self._session:
            show.properties(self, self._session, self._theme)

    def _ask_change(self) -> None:
        if self._editor:
            self._editor.ask_change()

    def _side(self, side: int) -> None:
        if self._editor:
            self._editor.enter_side(side)

    def _resize_text(self, step: float) -> None:
        scale = round(self._theme.scale + step, 2) if step else 1.0
        self._theme.choose(self._theme.chosen, scale)
        self._desk.remember(replace(self._desk.memory, scale=self._theme.scale))

    # ---- recent files, kept work, dropped files ----------------------------------------------

    @Slot()
    def _fill_recent(self) -> None:
        menu = self._actions.menus["recent"]
        menu.clear()
        for one in self._desk.memory.recent:
            action = menu.addAction(Path(one.path).name)
            action.triggered.connect(lambda _=False, path=one.path: self.open_file(Path(path)))
        if menu.isEmpty():
            menu.addAction(words.NO_RECENT).setEnabled(False)

    @Slot(str)
    def _forget_recent(self, path: str) -> None:
        self._desk.remember(self._desk.memory.without(path))
        self.show_start()

    @Slot(str)
    def _look_for(self, path: str) -> None:
        """Ask where a file of the list is now, and open it there."""
        name, _ = QFileDialog.getOpenFileName(
            self, words.LOOK_FOR_IT, str(self._desk.documents / Path(path).name), words.MOU_FILES
        )
        if name:
            self._desk.remember(self._desk.memory.without(path))
            self.open_file(Path(name))

    @Slot(object)
    def _open_copy(self, copy: Copy) -> None:
        gone = self._standings.get(copy.path) == "gone"
        path = Path(copy.original) if copy.original and not gone else None
        self.show_project(copy.project, path)
        if self._session and self._recovery:
            if gone:
                self._session.move_to(None, Path(copy.original).stem)
            self._session.mark_unsaved()
            if self._recovery.keep_now():  # from now on this process keeps it
                recovery.drop(copy.path)
            self._say(words.KEPT_OPENED)

    @Slot(object)
    def _discard_copy(self, copy: Copy) -> None:
        district = copy.project.document.answer("district_name") or words.UNTITLED
        question = words.DISCARD_ASK.format(district=district)
        answers = (words.DISCARD_NOW, words.CANCEL)
        if ask(self, words.KEPT_WORK, question, answers, careful=True) == words.DISCARD_NOW:
            recovery.drop(copy.path)
            self.show_start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dropped on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what is dropped: one file here, several in windows of their own."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        event.acceptProposedAction()
        # once the drop is over: a question would hold up the program that the files come from
        later(self, lambda: self._open_dropped(paths))

    def _open_dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.open_file(paths[0])
        elif len(paths) > MOST_DROPPED:
            sentence = words.TOO_MANY_DROPPED.format(count=len(paths), most=MOST_DROPPED)
            tell(self, words.COULD_NOT_OPEN, sentence)
        else:
            self.files_asked.emit(paths)

    # ---- place of the window -----------------------------------------------------------------

    def _restore_place(self) -> None:
        if self._desk.memory.window:
            self.restoreGeometry(QByteArray.fromBase64(self._desk.memory.window.encode()))

    def _keep_place(self) -> None:
        place = bytes(self.saveGeometry().toBase64().data()).decode()
        self._desk.remember(replace(self._desk.memory, window=place))
