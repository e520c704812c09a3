"""Saves a session off the window's thread, and keeps its recovery copy.

What a first save needs is made ready in the first pause of the work, so that no save is long.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mou_desktop.errors import ChangedOnDisk, FolderClosed, MouError
from mou_desktop.gui.work import Work, Worker
from mou_desktop.store import project_file, recovery
from mou_desktop.store.versions import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mou_desktop.gui.session import Session
    from mou_desktop.model import Document
    from mou_desktop.store.project_file import Project

COPY_AFTER = 2_000  # milliseconds after the last key
COPY_AT_LEAST = 10_000  # milliseconds while typing
READY_AFTER = 1_000  # milliseconds after the last key
LONGEST_SAVE = 30_000  # milliseconds for a save under way, where the program ends
LONGEST_WAIT = 400  # milliseconds for a copy under way, where the program has a second to stop


class Saving(QObject):
    """Saves one session. A save that is asked for while another runs is done once, afterwards.

    Signals:
        started: a save began.
        saved: the file holds the work as it stood when the save was asked for.
        copied: a copy was written; carries its path.
        refused: nothing was written; carries the sentence for the user. `overtaken` says whether
            the file is not the one that was read, `folder_closed` whether it may be written into
            and its folder takes no new file.
        copy_refused: no copy was written; carries the sentence.
        warned: the version before was not kept; carries the sentence. The save goes on.
    """

    started = Signal()
    saved = Signal()
    copied = Signal(object)
    refused = Signal(str)
    copy_refused = Signal(str)
    warned = Signal(str)

    def __init__(self, session: Session, versions: Path, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._keeper = Keeper(versions)
        self._worker = Worker(self)
        self._work: Work | None = None
        self._again: tuple[Path, bool] | None = None
        self._mark: Document | None = None  # what is being saved
        self._ready: Project | None = None
        self._soon = QTimer(self, singleShot=True, interval=READY_AFTER)
        self._soon.timeout.connect(self.make_ready)
        session.changed.connect(self._on_changed)
        self.overtaken = self.folder_closed = False

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._work is not None

    @property
    def ready(self) -> bool:
        """Whether all is ready that the first save of a session needs."""
        return self._ready is not None

    def wait(self, milliseconds: int = -1) -> bool:
        """Wait for the disk, in any thread, so long at most; return whether all is written.

        How a save ended is told by its signals afterwards.
        """
        return self._worker.waitForDone(milliseconds)

    def let_go(self, milliseconds: int) -> None:
        """Wait for the disk so long at most: the program ends, and keeps a copy of the work."""
        self._soon.stop()
        self._worker.let_go(milliseconds)

    @Slot()
    def make_ready(self) -> None:
        """Do now, in the worker, what the first save of a session would have to do besides."""
        self._soon.stop()
        project, _ = self._session.snapshot()
        known, path, now = self._session.project, self._session.path, project_file.utc_now()
        if self._work is not None or project.carried is not None or self._session.only_read:
            return

        def work() -> Project:
            if path is not None:
                self._keeper.keep_ahead(known, path, now)
            return project_file.made_ready(project)

        self._worker.do(work, self._on_ready)

    def save(self, path: Path, *, over: bool = False, anew: bool = False) -> None:
        """Save to `path`; `over` says that the user chose to replace what stands there.

        `anew` says that nothing stands there any more, and that the user wants it there again.
        """
        if self._work is not None:
            self._again = (path, over)
            return
        project, self._mark = self._session.snapshot()
        if anew or path != self._session.path:
            project = replace(project, file="")
        if project.carried is None and self._ready is not None:
            project = replace(project, carried=self._ready.carried, laid=self._ready.laid)
        now = project_file.utc_now()

        def write() -> tuple[Project, Path, str]:
            warning = self._keeper.before_save(project, path, now, over=over)
            return project_file.save(project, path, now, over=over), path, warning

        self._work = self._worker.do(write, self._on_saved, self._on_refused)
        self.started.emit()

    def write_into(self, path: Path) -> None:
        """Write into the file at `path` itself: its folder takes no new one, and the user asked.

        A kill on the way would leave half a file, so all of it stands on this computer first.
        """
        if self._work is not None:
            return
        project, self._mark = self._session.snapshot()
        now = project_file.utc_now()

        def write() -> tuple[Project, Path, str]:
            warning = self._keeper.before_save(project, path, now)
            safe = self._keeper.safe_place(project)
            saved = project_file.save_in_place(project, path, now, safe)
            with contextlib.suppress(OSError):
                safe.unlink()
            return saved, path, warning

        self._work = self._worker.do(write, self._on_saved, self._on_refused)
        self.started.emit()

    def copy(self, path: Path) -> None:
        """Write a copy to `path`, over whatever stands there. The agreement keeps its own file."""
        project, _ = self._session.snapshot()
        now = project_file.utc_now()

        def write() -> Path:
            self._keeper.before_save(project, path, now, over=True)
            project_file.save(replace(project, file=""), path, now, over=True)
            return path

        self._worker.do(write, self._on_copied, self._on_copy_refused)

    @Slot()
    def _on_changed(self) -> None:
        if self._ready is None and self._session.project.carried is None:
            self._soon.start()

    @Slot(object)
    def _on_ready(self, project: Project) -> None:
        self._ready = project

    @Slot(object)
    def _on_saved(self, done: tuple[Project, Path, str]) -> None:
        project, path, warning = done
        self._work = self._ready = None
        if self._mark is not None:
            self._session.mark_saved(project, path, self._mark)
        self.saved.emit()
        if warning:
            self.warned.emit(warning)
        if self._again:
            path, over = self._again
            self._again = None
            self.save(path, over=over)

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        self.copied.emit(path)

    @Slot(str)
    def _on_copy_refused(self, sentence: str) -> None:
        self.copy_refused.emit(sentence)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        error = self._work.error if self._work is not None else None
        self._work, self._again = None, None
        self.overtaken = isinstance(error, ChangedOnDisk)
        self.folder_closed = isinstance(error, FolderClosed)
        self.refused.emit(sentence)


class Recovery(QObject):
    """Keeps a copy of unsaved work on the local disk.

    Signals:
        failed: a copy could not be kept; carries the sentence for the user.
        kept: a copy was kept.
    """

    failed = Signal(str)
    kept = Signal()

    def __init__(self, session: Session, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._folder = folder
        self._worker = Worker(self)
        self._work: Work | None = None
        self._soon = QTimer(self, singleShot=True, interval=COPY_AFTER)
        self._late = QTimer(self, singleShot=True, interval=COPY_AT_LEAST)
        self._soon.timeout.connect(self._keep)
        self._late.timeout.connect(self._keep)
        session.changed.connect(self._on_changed)
        session.stepped.connect(self._on_step)

    def keep_now(self) -> bool:
        """Keep a copy before returning: the program may be about to stop. False: it was not kept.

        A copy that is under way ends first, or the older one would take the newer one's place.
        """
        self._worker.waitForDone(LONGEST_WAIT)
        try:
            self._copy()()
        except MouError:
            return False
        return True

    def forget(self) -> None:
        """Drop the copy: the work is saved, or the user let it go."""
        self._soon.stop()
        self._late.stop()
        self._worker.waitForDone()
        recovery.forget(self._session.document.id, self._folder)

    @Slot()
    def _on_changed(self) -> None:
        self._soon.start()
        if not self._late.isActive():
            self._late.start()

    @Slot()
    def _on_step(self) -> None:
        if self._session.saved:
            self.forget()

    @Slot()
    def _keep(self) -> None:
        self._soon.stop()
        self._late.stop()
        if self._work is not None:
            self._soon.start()
            return
        self._work = self._worker.do(self._copy(), self._on_kept, self._on_failed)

    def _copy(self) -> Callable[[], Path]:
        project, _ = self._session.snapshot()
        path, folder, now = self._session.path, self._folder, project_file.utc_now()
        return lambda: recovery.keep(project, path, folder, now)

    @Slot()
    def _on_kept(self) -> None:
        self._work = None
        self.kept.emit()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._work = None
        self.failed.emit(sentence)
