"""Looks at the file of an open agreement whenever it may be another one by now.

It looks when the system tells of a change, and when the window comes to the front, since a share
tells of none. All bytes are compared, in a worker. It decides nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from mou_desktop.gui.work import Work, Worker
from mou_desktop.store import on_disk

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.gui.saving import Saving
    from mou_desktop.gui.session import Session
    from mou_desktop.store.on_disk import State
    from mou_desktop.store.project_file import Project

LOOK_AFTER = 200  # milliseconds: a program that saves touches a file several times


class Watch(QObject):
    """Watches one file: the one of the session, whatever that is by now.

    Signals:
        looked: how the file stands to what was read from it; carries the `State`.
    """

    looked = Signal(object)

    def __init__(self, session: Session, saving: Saving, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._saving = session, saving
        self._work: Work | None = None
        self._again = self._closed = False
        self._path: Path | None = None
        self._worker = Worker(self)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.look_soon)
        self._watcher.directoryChanged.connect(self.look_soon)
        session.stepped.connect(self._follow)
        self._follow()

    @Slot()
    def look_soon(self) -> None:
        """Look once it is quiet."""
        self._soon.start()

    @Slot()
    def look(self) -> None:
        """Look now; `looked` tells how the file stands."""
        project, path = self._session.project, self._session.path
        self._soon.stop()
        if path is None or self._closed:
            return
        if self._work is not None:
            self._again = True
            return
        if self._saving.busy:
            self._soon.start()
            return
        self._work = self._worker.do(
            lambda: (project, path, on_disk.look(project, path)), self._on_looked, self._on_refused
        )

    def let_go(self, milliseconds: int) -> None:
        """Look no more; a look that is under way is waited for so long at most."""
        self._closed = True
        self._soon.stop()
        self._session.stepped.disconnect(self._follow)
        self._worker.let_go(milliseconds)

    @Slot(object)
    def _on_looked(self, found: tuple[Project, Path, State]) -> None:
        project, path, state = found
        self._work = None
        if self._closed:
            return
        self._keep_watching()
        stale = project is not self._session.project or path != self._session.path
        if stale or self._saving.busy or self._again:
            self._again = False
            self._soon.start()
            return
        self.looked.emit(state)

    @Slot()
    def _on_refused(self) -> None:
        self._work = None

    @Slot()
    def _follow(self) -> None:
        """Watch another file where the agreement has moved to one."""
        if self._session.path == self._path:
            return
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._path = self._session.path
        self._keep_watching()

    def _keep_watching(self) -> None:
        """Watch the file again: Qt loses one that was replaced, which is how files are saved."""
        if self._path is None:
            return
        for path, known in (
            (str(self._path), self._watcher.files()),
            (str(self._path.parent), self._watcher.directories()),
        ):
            if path not in known and os.path.exists(path):  # noqa: PTH110  # never raises
                self._watcher.addPath(path)
