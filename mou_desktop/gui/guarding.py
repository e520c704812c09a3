"""What becomes of the file of an open agreement: changed, gone, open elsewhere, copied beside it.

It says so in a quiet bar above the agreement, and asks only when a save was refused or somebody
else has the file open. Whatever is chosen is one step that can be undone, and no answer that is
given without a choice replaces anything. The disk is read and texts are compared in workers.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, Signal, Slot

from mou_desktop.errors import MouError
from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.dialogs.choosing import Question, Way
from mou_desktop.gui.holding import Hold
from mou_desktop.gui.job import Job
from mou_desktop.gui.watching import Watch
from mou_desktop.gui.widgets.notice_bar import Notice, Notices
from mou_desktop.gui.work import PATIENCE
from mou_desktop.store import leftovers, neighbours, on_disk, project_file, recovery, versions
from mou_desktop.store.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.saving import Saving
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.store.kept import Kept, Shelves
    from mou_desktop.store.lock import Holder
    from mou_desktop.store.on_disk import Changed, Gone, State
    from mou_desktop.store.project_file import Project

MOST_OFFERS = 2  # in a bar; where there are more, they are asked for
FILE, COPIES, KEPT = "file", "copies", "kept"  # matters that bars are on
LEFT = "left"
READING, OPENED = "reading", "opened"


class Guard(QObject):
    """Looks after the file of one session.

    Signals:
        elsewhere_asked: the agreement is to be saved under a name that is asked for.
        kept_asked: what is kept of it is to be shown.
        said: something was done; carries the words for the status line.
        settled: what held up a save is decided, or over by itself.
        moved: the agreement has another file now, or none.
    """

    elsewhere_asked = Signal()
    kept_asked = Signal()
    said = Signal(str)
    settled = Signal()
    moved = Signal()

    def __init__(
        self,
        session: Session,
        saving: Saving,
        shelves: Shelves,
        theme: Theme,
        notices: Notices,
        window: QWidget,
    ) -> None:
        super().__init__(session)
        self._session, self._saving, self._shelves = session, saving, shelves
        self._theme, self._notices, self._window = theme, notices, window
        self._watch: Watch | None = None
        self._deciding = self._asking = self._closed = self._reading = False
        self._jobs: list[Job] = []
        self._hold = Hold(self)
        self._hold.taken.connect(self._on_taken)
        self._hold.settled.connect(self._on_settled)
        saving.saved.connect(self._on_saved)

    @property
    def claimed(self) -> bool:
        """Whether others are told that the file is open here."""
        return self._hold.claimed

    @Slot()
    def start(self) -> None:
        """Begin, once the agreement is on the screen."""
        if self._watch is not None:
            return
        self._watch = Watch(self._session, self._saving, self)
        self._watch.looked.connect(self._on_looked)
        self._say_of_file()
        self._hold_file()
        self._look_beside()
        self._look_for_unfinished()
        self._look_for_kept()

    def look(self) -> None:
        """Look at the file: the window has come to the front."""
        if self._watch is not None:
            self._watch.look_soon()

    def decide(self) -> None:
        """Look at the file, and ask what is to become of it: a save was refused."""
        if self._watch is not None:
            self._deciding = True
            self._watch.look()

    def close(self) -> None:
        """Let go of the file. A share that does not answer is waited for a moment, and no longer.

        Nothing of the work is at stake: what is under way only reads, or takes the lock away.
        """
        self._closed = True
        patience = QDeadlineTimer(PATIENCE)
        if self._watch is not None:
            self._watch.let_go(patience.remainingTime())
        self._hold.close(patience)
        for job in self._jobs:
            job.let_go(patience.remainingTime())

    # ---- the lock ------------------------------------------------------------------------------

    def _hold_file(self) -> None:
        path = self._session.path
        if path is not None and path != self._hold.path and not self._session.only_read:
            self._hold.hold(path)

    @Slot(object)
    def _on_taken(self, holder: Holder) -> None:
        """Ask how to go on beside somebody else. Nothing is chosen by a key that closes."""
        path = self._session.path
        if self._closed or path is None or path != self._hold.path:
            return  # told while it was let go of: a question now would stand over nothing
        sentence = _who(holder, path.name)
        ways = (
            Way("copy", words.LOCK_COPY, words.LOCK_COPY_HINT),
            Way("anyway", words.LOCK_ANYWAY, words.LOCK_ANYWAY_HINT),
        )
        leave = Way("read", words.LOCK_READ, words.LOCK_READ_HINT)
        question = Question("person", words.LOCK_TITLE, sentence, ways, leave)
        chosen = show.choose(self._window, self._theme, question)
        if path != self._session.path:
            return
        if chosen == "anyway":
            self._hold.hold(path, anyway=True)
        elif chosen == "copy":
            self._go_on_in_copy()
        else:
            self._read(holder)

    def _read(self, holder: Holder) -> None:
        """Change nothing from now on; a bar says why, and how to go on."""
        self._reading = True
        self._session.read_only()
        offers = (
            ("change", words.READ_CHANGE, self._try_again),
            ("own_copy", words.LOCK_COPY, self._go_on_in_copy),
        )
        said = words.READ_BY.format(who=_user(holder), where=_where(holder))
        self._notices.show_notice(READING, Notice("lock", said, offers))
        self.moved.emit()

    def _try_again(self) -> None:
        """Take the file, if nobody else has it any more."""
        if self._session.path is not None:
            self._hold.hold(self._session.path)

    @Slot()
    def _on_settled(self) -> None:
        """Let the agreement be changed again where it was only read so far."""
        if self._closed or not self._reading:
            return
        self._may_change()
        self.said.emit(words.READ_FREE)
        self.look()  # somebody had it open, and may have saved it

    def _may_change(self) -> None:
        self._reading = False
        self._notices.drop(READING)
        self._session.read_only(only=False)
        self.moved.emit()

    def _go_on_in_copy(self) -> None:
        """Go on with a copy that no file holds, and leave the file to whoever has it open."""
        path = self._session.path
        if path is None:
            return
        self._session.move_to(None, words.COPY_OF.format(name=path.stem))
        self._hold.let_go()
        self._may_change()

    # ---- the file ------------------------------------------------------------------------------

    @Slot(object)
    def _on_looked(self, state: State) -> None:
        deciding, self._deciding = self._deciding, False
        if isinstance(state, on_disk.Same):
            if self._notices.notice(FILE) is not None:
                self._settle()
        elif self._asking:
            return  # the answer to what is asked now settles this too
        elif isinstance(state, on_disk.Changed):
            self._on_changed(state, deciding=deciding)
        elif isinstance(state, on_disk.Gone):
            self._on_gone(state, deciding=deciding)
        else:
            sentence = words.DISK_UNREADABLE.format(why=state.sentence)
            offers = [("elsewhere", words.DISK_ELSEWHERE, self.elsewhere_asked.emit)]
            offers.append(("show_kept", words.KEPT_SHOW, self.kept_asked.emit))
            self._offer(words.DISK_TITLE, "attention", (sentence, ""), offers, deciding=deciding)

    def _on_changed(self, state: Changed, *, deciding: bool) -> None:
        session, name = self._session, self._name
        if not state.is_same_agreement:
            other = words.DISK_OTHER.format(name=name)
            offers = [("keep_both", words.DISK_KEEP_BOTH, self._keep_both)]
            self._offer(words.DISK_TITLE, "conflict", (other, ""), offers, deciding=deciding)
            return
        theirs = state.theirs
        take = partial(self._take, theirs)
        compare = ("compare", words.DISK_COMPARE, partial(self._compare, theirs, name, state.base))
        said = words.DISK_CHANGED.format(name=name)
        if not session.dirty and not deciding:
            offers = [("load", words.DISK_LOAD, take), compare]
            both = (said, words.DISK_CHANGED_CLEAN)
        else:
            both = (said, words.DISK_CHANGED_DIRTY)
            merge = partial(self._merge, theirs, name, state.base)
            offers = [
                ("merge", words.DISK_MERGE, merge),
                compare,
                ("keep_both", words.DISK_KEEP_BOTH, self._keep_both),
                ("theirs", words.DISK_THEIRS, take),
            ]
        self._offer(words.DISK_TITLE, "conflict", both, offers, deciding=deciding)

    def _on_gone(self, state: Gone, *, deciding: bool) -> None:
        name, other = self._name, state.moved_to
        offers: list[tuple[str, str, Callable[[], object]]] = []
        if other is not None:
            said = words.DISK_MOVED.format(name=name, other=other.name)
            text = words.DISK_GO_ON.format(other=other.name)
            offers.append(("go_on", text, partial(self._go_on, other)))
        else:
            gone = words.DISK_FOLDER_GONE if state.folder_gone else words.DISK_GONE
            said = gone.format(name=name)
        if not state.folder_gone and other is None:
            offers.append(("again", words.DISK_AGAIN, self._save_again))
        offers.append(("elsewhere", words.DISK_ELSEWHERE, self.elsewhere_asked.emit))
        self._offer(words.DISK_GONE_TITLE, "attention", (said, ""), offers, deciding=deciding)

    def _offer(
        self,
        title: str,
        sign: str,
        said: tuple[str, str],
        offers: Sequence[tuple[str, str, Callable[[], object]]],
        *,
        deciding: bool,
    ) -> None:
        """Show a bar with what can be done, and ask at once where a save was refused."""
        more = ("decide", words.DISK_DECIDE, self.decide)
        few = offers if len(offers) <= MOST_OFFERS else [more]
        told = self._notices.notice(FILE)
        names = [name for name, _, _ in few]
        if told is None or (told.sentence, told.names) != (said[0], names):
            self._notices.show_notice(FILE, Notice(sign, said[0], few))
        if not deciding:
            return
        self._asking = True
        try:
            ways = [Way(name, text, words.DISK_HINTS[name]) for name, text, _ in offers]
            leave = Way("later", words.DISK_LATER, words.DISK_LATER_HINT)
            question = Question(sign, title, " ".join(filter(None, said)), ways, leave)
            chosen = show.choose(self._window, self._theme, question)
        finally:
            self._asking = False
        for name, _, call in offers:
            if name == chosen:
                call()

    def _settle(self) -> None:
        """Take the bar away, and with it what the status line says of a save that was refused."""
        self._notices.drop(FILE)
        self.settled.emit()

    @property
    def _name(self) -> str:
        return self._session.path.name if self._session.path else words.UNTITLED

    def _take(self, theirs: Project) -> None:
        """Show what the file holds; what was here is one undo away."""
        self._settle()
        self._session.adopt(theirs, words.DISK_TAKE_STEP)
        self.said.emit(words.DISK_TAKEN)

    def _keep_both(self) -> None:
        path = self._session.path
        if path is None:
            return
        free = neighbours.free_name(path)
        self._saving.save(free)
        self.said.emit(words.DISK_KEPT_BOTH.format(name=free.name))

    def _go_on(self, other: Path) -> None:
        self._settle()
        self._session.move_to(other)
        self._hold_file()
        self.moved.emit()
        self.said.emit(words.DISK_WENT_ON.format(other=other.name))

    def _save_again(self) -> None:
        if self._session.path is not None:
            self._saving.save(self._session.path, anew=True)

    @Slot()
    def _on_saved(self) -> None:
        self._notices.drop(FILE)
        self._notices.drop(OPENED)
        if self._watch is not None and not self._closed:
            self._hold_file()
        self._drop_copies()

    # ---- comparing and merging -----------------------------------------------------------------

    def compare_with(self, path: Path) -> None:
        """Compare the agreement with another file, and merge the two where that is wanted."""
        try:
            theirs = show.working(
                self._window, self._theme, words.MERGE_WORKING, lambda: project_file.load(path)
            )
        except MouError as error:
            tell(self._window, words.CANNOT_COMPARE, str(error))
            return
        if theirs is not None:
            self._compare(theirs, path.name, None, ours=False)

    def _compare(
        self, theirs: Project, name: str, base: Project | None, *, ours: bool = True
    ) -> None:
        mine = self._session.document
        found = show.compared(self._window, self._theme, theirs.document, mine)
        if found is None:
            return
        if not ours and not found.count and not found.sentence:
            sentence = words.COMPARE_SAME.format(name=name)
            tell(self._window, words.DISK_COMPARE_TITLE, sentence)
            return
        lead = words.DISK_COMPARE_LEAD if ours else words.COMPARE_FILE_LEAD
        lead = lead.format(name=name)
        if show.comparison(self._window, self._theme, lead, found):
            self._merge(theirs, name, base, ours=ours)

    def _merge(
        self, theirs: Project, name: str, base: Project | None, *, ours: bool = True
    ) -> None:
        """Merge with another copy; `ours` says that it is what our own file holds now."""
        mine, before = self._session.snapshot()
        known = self._shelves.versions
        try:
            merged = show.merged(self._window, self._theme, mine, theirs, known, base)
        except MouError as error:
            tell(self._window, words.MERGE_CANNOT, str(error))
            return
        if merged is None:
            return
        document = show.merge(self._window, self._theme, merged, name)
        if document is None:
            return
        now = self._session.snapshot()[1]
        if replace(now, saved=before.saved, parents=before.parents) != before:
            tell(self._window, words.MERGE_CANNOT, words.MERGE_OVERTAKEN)
            return
        self._keep(theirs)
        ground = theirs if ours else None
        self._session.merge_in(document, words.MERGE_STEP.format(name=name), ground)
        if ours:
            self._settle()
        else:
            self._notices.drop(COPIES)
        self.said.emit(words.MERGED)

    def _keep(self, theirs: Project) -> None:
        """Keep what is in the file as a version: the next save replaces it."""
        path, folder = self._session.path, self._shelves.versions
        if path is not None and theirs.data:
            now = project_file.utc_now()
            self._run(lambda: versions.keep(theirs.data, path, folder, now), lambda _kept: None)

    # ---- beside the file, and kept on this computer --------------------------------------------

    def _say_of_file(self) -> None:
        """Say what was amiss with the file itself, where that is more than a note in the list."""
        told = {one.rule: one.message for one in self._session.project.findings}
        said = " ".join(told[rule] for rule in ("file.newer", "file.changed") if rule in told)
        if said:
            offer = ("show_kept", words.KEPT_SHOW, self.kept_asked.emit)
            offers = [offer] if "file.changed" in told else []
            self._notices.show_notice(OPENED, Notice("attention", said, offers))

    def _look_beside(self) -> None:
        path, (project, _) = self._session.path, self._session.snapshot()
        if path is not None:
            self._run(lambda: _unmerged(path, project), self._on_beside)

    def _on_beside(self, found: list[Path]) -> None:
        if not found:
            return
        one = words.COPY_BESIDE if len(found) == 1 else words.COPIES_BESIDE
        sentence = one.format(count=len(found), name=found[0].name)
        offer = ("compare_copy", words.DISK_COMPARE, partial(self.compare_with, found[0]))
        self._notices.show_notice(COPIES, Notice("copy", sentence, (offer,)))

    def _look_for_unfinished(self) -> None:
        """Look for what a save left that died: whole, and newer than the file."""
        path = self._session.path
        if path is not None and not self._session.only_read:
            self._run(lambda: leftovers.sweep(path), self._on_unfinished)

    def _on_unfinished(self, found: list[Path]) -> None:
        if found:
            offer = ("compare_left", words.DISK_COMPARE, partial(self.compare_with, found[-1]))
            self._notices.show_notice(LEFT, Notice("recover", words.LEFT_BESIDE, (offer,)))

    def _look_for_kept(self) -> None:
        """Look for work on this agreement that was kept when a program stopped."""
        if self._session.path is not None:
            own = name_of(self._session.document.id)
            self._run(lambda: _apart(own, self._shelves), self._on_kept)

    def _on_kept(self, found: list[Kept]) -> None:
        if found:
            sentence = words.RECOVER_HERE.format(time=words.exact_time(found[0].time))
            offer = ("show_kept", words.KEPT_SHOW, self.kept_asked.emit)
            self._notices.show_notice(KEPT, Notice("recover", sentence, (offer,)))

    def _drop_copies(self) -> None:
        """Drop copies of dead programs that the file holds by now: they were kept until then."""
        own = name_of(self._session.document.id)
        self._run(lambda: _apart(own, self._shelves), self._on_dropped)

    def _on_dropped(self, left: list[Kept]) -> None:
        if not left:
            self._notices.drop(KEPT)

    def _run(self, function: Callable[[], object], then: Callable[..., object]) -> None:
        if self._closed:
            return
        job = Job(lambda _told: function(), self)
        self._jobs.append(job)
        job.done.connect(then)
        job.ended.connect(partial(self._on_ended, job))
        job.start()

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        job.deleteLater()


def _apart(own: str, shelves: Shelves) -> list[Kept]:
    """Return recovery copies that hold what their file does not; those that do not are dropped."""
    same = {
        one.path
        for one in recovery.kept(shelves.recovery)[0]
        if name_of(one.project.document.id) == own and recovery.standing(one) == "same"
    }
    for path in same:
        recovery.drop(path)
    found = shelves.of_document(own)
    return [one for one in found if one.kind == "recovery" and one.path not in same]


def _who(holder: Holder, name: str) -> str:
    time = words.exact_time(holder.time)
    said = words.LOCK_BY_SINCE if time else words.LOCK_BY
    return said.format(who=_user(holder), name=name, where=_where(holder), time=time)


def _user(holder: Holder) -> str:
    return holder.user or words.LOCK_SOMEBODY


def _where(holder: Holder) -> str:
    if holder.is_here:
        return words.LOCK_HERE
    return words.LOCK_ON.format(host=holder.host) if holder.host else ""


def _unmerged(path: Path, project: Project) -> list[Path]:
    """Return copies beside the file that hold what the agreement does not descend from."""
    known = {project.body, *project.document.parents}
    found = []
    for one in neighbours.conflict_copies(path, project.document.id):
        try:
            if project_file.load(one).body in known:
                continue
        except MouError:
            pass  # what cannot be read may hold anything
        found.append(one)
    return found
