"""What lies on the desk beside the agreement: folders of this user, settings, recent files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from mou_desktop import rules
from mou_desktop.locate import data_folder
from mou_desktop.model import document as documents
from mou_desktop.model.typed import with_answers
from mou_desktop.store import library, memory, project_file, recovery
from mou_desktop.store.kept import Shelves
from mou_desktop.store.memory import Memory, Recent
from mou_desktop.store.project_file import Project

if TYPE_CHECKING:
    from mou_desktop.gui.session import Session
    from mou_desktop.model import Place
    from mou_desktop.store.recovery import Copy


class Desk:
    """The user's folders and what is remembered in them. It shows nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        place = QStandardPaths.StandardLocation.AppLocalDataLocation
        self.folder = folder or Path(QStandardPaths.writableLocation(place))
        self.memory = memory.load(self.folder / "settings.json")

    @property
    def recovery(self) -> Path:
        """Where recovery copies are kept."""
        return self.folder / "recovery"

    @property
    def versions(self) -> Path:
        """Where earlier saved versions are kept."""
        return self.folder / "versions"

    @property
    def shelves(self) -> Shelves:
        """What is kept of agreements, in both folders."""
        return Shelves(self.versions, self.recovery, self.reviews)

    @property
    def reviews(self) -> Path:
        """Where reviews are kept that are under way."""
        return self.folder / "reviews"

    @property
    def has_reviews(self) -> bool:
        """Whether any are."""
        return self.reviews.is_dir()

    @property
    def logs(self) -> Path:
        """Where the log is written."""
        return self.folder / "logs"

    @property
    def documents(self) -> Path:
        """Where new files are offered to be saved: a folder that is there."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        wanted = (self.memory.folder, QStandardPaths.writableLocation(place))
        found = (Path(one) for one in wanted if one)
        return next((one for one in found if one.is_dir()), Path.home())

    def remember(self, changed: Memory) -> None:
        """Remember settings or files from now on."""
        if changed != self.memory:
            self.memory = changed
            memory.save(changed, self.folder / "settings.json")

    def remember_file(self, session: Session) -> None:
        """Put the file of a session at the head of the recent ones."""
        if session.path is None:
            return
        answered, asked = session.required
        found = session.findings
        entry = Recent(
            path=str(session.path),
            district=str(session.document.answer("district_name") or ""),
            saved=session.document.saved,
            answered=answered,
            asked=asked,
            complete=found is not None and rules.is_complete(found),
            clause=session.place.clause,
            question=session.place.field,
        )
        self.remember(self.memory.opened(entry))

    def last_place(self, session: Session) -> Place | None:
        """Return where the user was when the file of a session was put away, if that is there."""
        path, edition = str(session.path), session.edition
        last = next((one for one in self.memory.recent if one.path == path), None)
        place = edition.clause_places.get(last.clause) if last is not None else None
        if (
            last is None
            or place is None
            or f"{place.document}/{place.clause}" not in session.numbers
        ):
            return None
        asked = {one.key for one in edition.questions.get(place.clause, ())}
        question = last.question.partition(".")[0]
        return replace(place, field=question if question in asked else "")

    @property
    def openings(self) -> Path:
        """Where it is noted which agreements are open, to see a crash loop."""
        return self.folder / "open"

    def kept_work(self) -> tuple[list[Copy], list[Path]]:
        """Return the work that was kept when the program stopped, and what cannot be read of it."""
        return recovery.kept(self.recovery)

    def new_project(self, edition: str) -> Project:
        """Return a new, empty agreement of an edition."""
        now = project_file.utc_now()
        return Project(document=documents.new(library.find(edition), now))

    def sample_project(self) -> Project:
        """Return the filled sample, to look around in."""
        path = data_folder("resources") / "samples" / "answers-complete.json"
        sample = json.loads(path.read_text(encoding="utf-8"))
        project = self.new_project(sample["edition"])
        return replace(project, document=with_answers(project.document, sample["answers"]))
