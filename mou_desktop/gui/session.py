"""One open agreement: its document, its history, its findings, and where the user is in it.

Panels talk to the session and to nobody else. What the user does becomes a command; what changed
is told by signals. The check of the whole document runs in a worker thread, because jsonschema
takes longer to load than a window to paint; one field is checked at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoStack

from mou_desktop import progress, rules
from mou_desktop.gui.commands import Answer, Become
from mou_desktop.gui.work import Work, Worker
from mou_desktop.model import Place
from mou_desktop.model.document import joined_parents
from mou_desktop.model.rounds import with_rounds_of
from mou_desktop.outline import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mou_desktop.model import Document, Edition, Finding
    from mou_desktop.model.values import Value
    from mou_desktop.store.project_file import Project

CHECK_AFTER = 300  # milliseconds without a keystroke
MOST_STEPS = 1_000  # that can be undone: days of work, and some megabytes of old documents


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit, an undo or a redo did: the two documents, and the fields that differ."""

    before: Document
    after: Document
    fields: frozenset[str]

    @property
    def text(self) -> bool:
        """Whether clauses, not answers alone, differ."""
        same = self.before.clauses == self.after.clauses and self.before.added == self.after.added
        return not same or self.before.edition != self.after.edition

    @property
    def notes(self) -> bool:
        """Whether notes differ."""
        return self.before.notes != self.after.notes


def changed_place(before: Document, after: Document) -> Place | None:
    """Return the first place where two documents differ in an answer or in their text, if any."""
    edition = after.edition
    keys = before.answers.keys() | after.answers.keys()
    fields = [k for k in keys if before.answers.get(k) != after.answers.get(k)]
    if fields:
        return edition.field_places.get(min(fields, key=lambda key: edition.order.get(key, 0)))
    for key, place in edition.clause_places.items():
        if before.clauses.get(key) != after.clauses.get(key):
            return place
    for one in after.added:
        if one not in before.added:
            return Place(clause=one.id)
    return None


class Session(QObject):
    """Holds one project while it is open.

    Signals:
        changed: the document is another one; carries a `Change`.
        checked: the whole document was checked; carries all findings, a tuple.
        moved: the user is somewhere else; carries the `Place`.
        stepped: something was done, undone or redone, or the file was saved.
        retraced: something was undone or redone; carries the place of it.
        held_back: something was to be changed, and the agreement is opened to read only.
    """

    changed = Signal(object)
    checked = Signal(tuple)
    moved = Signal(object)
    stepped = Signal()
    retraced = Signal(object)
    held_back = Signal()

    def __init__(
        self, project: Project, path: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.path = path
        self.only_read = project.read_only
        self.old_name = ""  # what an agreement without a file was called, where that is known
        self.place = Place()
        self.findings: tuple[Finding, ...] | None = None  # None until the first check is done
        self.required = progress.required_answers(project.document)
        self._document = project.document
        self._numbers: dict[str, str] | None = None
        self._visit = 0
        self._work: Work | None = None
        # Others listen to this session and not to the stack, which still speaks while it dies.
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(MOST_STEPS)
        self._stack.indexChanged.connect(self._on_index)
        self._worker = Worker(self)
        self._soon = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._soon.timeout.connect(self.check_soon)

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self._document

    @property
    def edition(self) -> Edition:
        """The edition of the document."""
        return self._document.edition

    @property
    def numbers(self) -> Mapping[str, str]:
        """The full number of all that prints, such as `III.A`, by `document/key`."""
        if self._numbers is None:
            self._numbers = numbers(self._document)
        return self._numbers

    @property
    def dirty(self) -> bool:
        """Whether there is work that no file holds."""
        return not self._stack.isClean()

    @property
    def saved(self) -> bool:
        """Whether the document on the disk is the one on the screen."""
        return self._stack.isClean() and self.path is not None

    # ---- what the user does ------------------------------------------------------------------

    def answer(self, key: str, value: Value, name: str = "") -> None:
        """Answer one field; None takes the answer out. One visit to a field is one step.

        `name` says what the step is called, where the label of the field says too little.
        """
        if self._document.answer(key) == value:
            return
        if self.only_read:
            self._hold_back(frozenset({key}))
            return
        after = self._document.with_answer(key, value)
        label = self.edition.by_key[key].label
        both = (self._document, after)
        name = name or f"answer “{label}”"
        self._stack.push(Answer(self._become, both, name, (key, self._visit)))

    def become(self, document: Document, name: str) -> None:
        """Put another document in this one's place, as one step called `name`."""
        if self.only_read:
            self._hold_back(frozenset())
        elif document != self._document:
            self._stack.push(Become(self._become, (self._document, document), name))
            self.leave()

    def _hold_back(self, keys: frozenset[str]) -> None:
        """Leave all as it is, have the fields show that, and tell."""
        self.changed.emit(Change(self._document, self._document, keys))
        self.held_back.emit()

    def leave(self) -> None:
        """End the visit to a field, so that the next keystroke is undone apart."""
        self._visit += 1

    def go(self, place: Place) -> None:
        """Take the user to a place."""
        if place != self.place:
            self.place = place
            self.leave()
            self.moved.emit(place)

    def undo(self) -> None:
        """Take the last step back."""
        self.leave()
        self._step(self._stack.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._stack.redo)

    def _step(self, step: Callable[[], None]) -> None:
        before = self._document
        step()
        place = changed_place(before, self._document)
        if place is not None:
            self.retraced.emit(place)

    @property
    def undo_name(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._stack.undoText()

    @property
    def redo_name(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._stack.redoText()

    # ---- the file ----------------------------------------------------------------------------

    def snapshot(self) -> tuple[Project, Document]:
        """Return the project as it stands now, and the mark of this moment in the history.

        The mark is the document: an index would be the same after a keystroke that joins the last
        step, after another step in the place of one taken back, and once the oldest steps go.
        """
        return replace(self.project, document=self._document), self._document

    def mark_saved(self, project: Project, path: Path, mark: Document) -> None:
        """Take note that what stood at `mark` is now the file at `path`."""
        self.project, self.path = project, path
        saved = project.document
        here = self._document == mark
        line = saved.parents if here else joined_parents(saved.parents, self._document.parents)
        self._document = replace(self._document, saved=saved.saved, parents=line)
        self.leave()
        if here:
            self._stack.setClean()
        else:
            self._stack.resetClean()  # no step leads to what the file holds
        self.stepped.emit()

    def mark_unsaved(self) -> None:
        """Take note that the document is one that no file holds, such as a recovered one."""
        self._stack.resetClean()
        self.stepped.emit()

    def adopt(self, project: Project, name: str) -> None:
        """Show what the file holds now, as one step called `name`: what is here is saved then.

        Undo brings back what was here before, as work that no file holds.
        """
        theirs = project.document
        if theirs != self._document:
            self._stack.push(Become(self._become, (self._document, theirs), name))
        self.project = project
        self._document = replace(self._document, saved=theirs.saved, parents=theirs.parents)
        self.leave()
        if self._document == theirs:
            self._stack.setClean()
        else:
            self._stack.resetClean()  # rounds that only this side knows of are kept
        self.stepped.emit()

    def merge_in(self, document: Document, name: str, ground: Project | None = None) -> None:
        """Put a merged document in this one's place, as one step called `name`.

        It descends from both copies as long as the step stands. Where the other one is the file of
        this agreement, `ground` is what that holds now: the next save may replace it, since it was
        read.
        """
        if document != self._document:
            self._stack.push(Become(self._become, (self._document, document), name))
        if ground is not None:
            self.project = replace(ground, findings=self.project.findings)
        self.leave()
        self.mark_unsaved()

    def move_to(self, path: Path | None, old_name: str = "") -> None:
        """Take note that the file has another name now, or that there is none any more."""
        self.path, self.old_name = path, old_name
        if path is None:
            self.project = replace(self.project, file="")
            self._stack.resetClean()
        self.stepped.emit()

    def read_only(self, *, only: bool = True) -> None:
        """Have nothing changed from now on, as the file is somebody else's; or have it again.

        A file that this program may not change, since a newer one made it, stays so.
        """
        self.only_read = only or self.project.read_only
        self.stepped.emit()

    def note_sent(self, document: Document) -> None:
        """Take note that the agreement went to counsel, as `document` says.

        This is no step: it happened outside of the program, and undo does not bring it back. It
        stands in the document, and is unsaved until the next save.
        """
        self._become(document, frozenset())
        self.mark_unsaved()

    # ---- checking ----------------------------------------------------------------------------

    @Slot()
    def check_soon(self) -> None:
        """Check the whole document in the worker; `checked` tells what was found."""
        if self._work is not None:
            self._soon.start()
            return
        document, of_file = self._document, self.project.findings

        def check() -> tuple[Finding, ...]:
            return rules.in_order(document, [*of_file, *rules.check(document)])

        self._work = self._worker.do(check, self._on_checked, self._on_not_checked)

    @property
    def is_checked(self) -> bool:
        """Whether `findings` are those of the document as it stands."""
        return self.findings is not None and self._work is None and not self._soon.isActive()

    def wait(self) -> None:
        """Wait for the worker: nothing of the session may go while it runs."""
        self._soon.stop()
        self._worker.waitForDone()

    @Slot(object)
    def _on_checked(self, found: tuple[Finding, ...]) -> None:
        self._work = None
        if not self._soon.isActive():
            self.findings = found
            self.checked.emit(found)

    @Slot()
    def _on_not_checked(self) -> None:
        """Go on after a fault in the worker: the next edit has all checked again."""
        self._work = None

    def _become(self, document: Document, keys: frozenset[str] | None = None) -> None:
        """Show another document; `keys` are the fields that differ, where they are known.

        It descends from what the file holds and from whatever it was itself made of: what was
        merged in counts as read until that step is undone, and again once it is done again.
        """
        before = self._document
        after = with_rounds_of(document, before)
        line = joined_parents(self.project.document.parents, document.parents)
        after = replace(after, saved=before.saved, parents=line)
        self._document = after
        if keys is None:
            both = before.answers.keys() | after.answers.keys()
            keys = frozenset(key for key in both if before.answer(key) != after.answer(key))
        self.required = progress.required_after(before, after, keys, self.required)
        change = Change(before, after, keys)
        if change.text or keys & after.edition.structural:
            self._numbers = None
        self.changed.emit(change)
        self._soon.start()

    @Slot()
    def _on_index(self) -> None:
        self.stepped.emit()
