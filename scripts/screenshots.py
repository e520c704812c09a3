"""`python -m scripts.screenshots [NAME…]`: the pictures of the guide, made of the samples.

Each picture is a window of the program as it is, drawn without a screen, in a folder of its own and
at a fixed size. Names of files and people in them are made up.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.support.screens import DESK

os.environ["QT_QPA_PLATFORM"] = DESK

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from mou_desktop import progress
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.editor import EXPLANATION, NOTES
from mou_desktop.gui.program import Program
from mou_desktop.merge import merge
from mou_desktop.model import Place, local
from mou_desktop.store import lock, project_file, versions
from mou_desktop.store.memory import Recent
from mou_desktop.store.project_file import Project
from mou_desktop.store.strict_json import pretty
from mou_desktop.word.returned.decided import Decision, decided
from tests.support import came_back, samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.gui.editor import Editor
    from mou_desktop.gui.main_window import MainWindow
    from mou_desktop.gui.reviewing import Review
    from mou_desktop.gui.session import Session
    from mou_desktop.model import Document

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "guide" / "pictures"
SIZE: Final = (1280, 720)
REFUSED: Final = 1_500  # milliseconds: the file was looked at in a worker, and a question came
SETTLED: Final = 700  # milliseconds: checked in the worker, laid out, and painted
NAME: Final = "Sampleford Public Schools 2027–28.mou"


def main() -> int:
    """Make all pictures, or those that are named."""
    app = QApplication(["mou-desktop"])
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(app, Path(folder))
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, scene in SCENES.items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                scene(studio)
                studio.take(name)
        app.setQuitOnLastWindowClosed(False)
    sys.stdout.flush()
    os._exit(0)  # nothing is to be asked about what no file holds


class Studio:
    """The program with one window, ready to be put into a state and pictured."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder / "Documents" / "MOU"
        self._folder.mkdir(parents=True)
        desk = Desk(folder / "kept")
        desk.remember(
            replace(
                desk.memory,
                theme="light",
                author="Superintendent’s office",
                folder=str(self._folder),
                recent=self._recent(),
            )
        )
        self.program = Program(app, desk)
        self.program.open([])
        self.window: MainWindow = self.program.windows[0]
        self.wait(300)
        self.dialog: QDialog | None = None

    def _recent(self) -> tuple[Recent, ...]:
        found = []
        for name, sample, there in (
            (NAME, "half", True),
            ("Exampleton–Sampleville 2027–28.mou", "complete", True),
            ("Sampleford 2024–25 (signed).mou", "complete", False),
        ):
            document = samples.document(sample)
            answered, asked = progress.required_answers(document)
            path = self._folder / name
            if there:
                project_file.save(Project(document=document), path, samples.SAVED)
            found.append(
                Recent(
                    path=str(path),
                    district=str(document.answer("district_name")),
                    saved="2026-11-24T15:42:00Z",
                    answered=answered,
                    asked=asked,
                    complete=answered == asked,
                )
            )
        return tuple(found)

    @property
    def folder(self) -> Path:
        """Where files may be put."""
        return self._folder

    @property
    def session(self) -> Session:
        """The agreement that is open."""
        if self.window.session is None:
            raise RuntimeError("no agreement is open")
        return self.window.session

    @property
    def editor(self) -> Editor:
        """What shows it."""
        if self.window.editor is None:
            raise RuntimeError("no agreement is open")
        return self.window.editor

    def wait(self, milliseconds: int = SETTLED) -> None:
        """Let the program work."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def look(self, theme: str = "light", scale: float = 1.0, size: tuple[int, int] = SIZE) -> None:
        """Take colours, size of text and size of the window."""
        self.dialog = None
        self.window.theme.choose(theme, scale)
        self.window.resize(*size)
        self.window.activateWindow()
        self.wait(100)

    def open(self, document: Document | None = None) -> None:
        """Open the half-filled sample, or another document, as a saved file."""
        before = self.window.session
        if before is not None:
            before.mark_saved(before.project, self._folder / NAME, before.snapshot()[1])
            self.window.close_agreement()
        path = self._folder / NAME
        project = Project(document=document or samples.document("half"))
        saved = project_file.save(project, path, samples.SAVED, over=True)
        self.window.show_project(saved, path)
        self.wait()

    def go(self, field: str, row: str = "") -> None:
        """Put the keyboard into a question."""
        session = self.session
        place = session.edition.field_places[field.partition(".")[0]]
        session.go(replace(place, field=field, row=row))
        self.wait()

    def ask(self, call: Callable[[], object]) -> None:
        """Open a dialog, which stays open for the picture."""

        def found() -> None:
            dialog = self._app.activeModalWidget()
            if isinstance(dialog, QDialog):
                self.wait(400)
                self._picture = self._with(dialog)
                dialog.reject()

        QTimer.singleShot(300, found)
        call()
        self.wait(100)

    def _with(self, dialog: QDialog) -> QPixmap:
        """Return the window with a dialog over it, as a desktop shows them."""
        picture, over = self.window.grab(), dialog.grab()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
        place = QPoint(
            (picture.width() - over.width()) // 2, (picture.height() - over.height()) // 2
        )
        painter.drawPixmap(place, over)
        painter.end()
        return picture

    _picture: QPixmap | None = None

    def take(self, name: str) -> None:
        """Write the picture."""
        picture, self._picture = self._picture or self.window.grab(), None
        path = FOLDER / f"{name}.png"
        picture.save(str(path))
        print(f"{path.name}: {picture.width()} x {picture.height()}, {path.stat().st_size:,} bytes")


# ---- scenes ------------------------------------------------------------------------------------


def _start(studio: Studio) -> None:
    studio.look()
    studio.window.show_start()
    studio.wait()


def _editing(studio: Studio, theme: str = "light") -> None:
    studio.look(theme, size=(1440, 810))
    studio.open(_begun())
    studio.go("selection_steps")


def _dark(studio: Studio) -> None:
    _editing(studio, "dark")


def _contrast(studio: Studio) -> None:
    _editing(studio, "high-contrast")


def _large(studio: Studio) -> None:
    studio.look(scale=2.0)
    studio.open(_begun())
    studio.go("selection_steps")


def _findings(studio: Studio) -> None:
    studio.look(size=(1440, 810))
    studio.open(
        _begun().with_answer("notice_days", "sixty").with_answer("effective_date", "3/4/27")
    )
    studio.editor.questions.show_all_errors()
    studio.go("notice_days")


def _table(studio: Studio) -> None:
    studio.look()
    studio.open()
    rows = samples.answers("half")["school"]
    studio.go("school.grades", rows[2]["_id"])


def _explanation(studio: Studio) -> None:
    studio.look(size=(1440, 810))
    studio.open(_begun())
    studio.go("selection_steps")
    studio.editor.show_side(EXPLANATION)
    studio.wait()


def _notes(studio: Studio) -> None:
    studio.look(size=(1440, 810))
    document = _begun()
    place = document.edition.field_places["selection_steps"]
    noted = local.add_note(
        document,
        on={"clause": place.clause},
        for_="counsel",
        author="Superintendent’s office",
        time="2026-11-24T15:00:00Z",
        text="Does the panel need a student member? The school committee asked for one.",
    )
    studio.open(noted)
    studio.go("selection_steps")
    studio.editor.show_side(NOTES)
    studio.wait()


def _change(studio: Studio) -> None:
    studio.look()
    studio.open(_begun())
    session, window = studio.session, studio.window
    place = session.edition.field_places["selection_steps"]
    session.go(Place(place.document, place.section, place.clause))
    studio.ask(lambda: show.change_clause(window, session, window.theme, "extended", place.clause))


def _ready(studio: Studio) -> None:
    studio.look()
    studio.open(_begun().with_answer("notice_days", "sixty"))
    studio.window.ready()
    studio.wait()


def _export(studio: Studio) -> None:
    studio.look()
    studio.open(_begun())
    studio.ask(studio.window.export)


def _send(studio: Studio) -> None:
    studio.look()
    document = _begun()
    clause = document.edition.field_places["selection_steps"].clause
    changed = local.change_clause(
        document, clause, "extended", text="A student may join the panel.", reason="Local practice"
    )
    for whom in ("counsel", "colleague"):
        changed = local.add_note(
            changed,
            on={"clause": clause},
            for_=whom,
            author="Superintendent’s office",
            time="2026-11-24T15:00:00Z",
            text="Does the panel need a student member?",
        )
    studio.open(changed)
    studio.ask(studio.window.send)


def _came_back(studio: Studio) -> Review:
    """Open an agreement, and bring back what counsel made of it."""
    studio.look(size=(1280, 760))
    studio.open()
    folder = studio.folder / "counsel"
    folder.mkdir(exist_ok=True)
    file, word = came_back.folder_of(folder)
    studio.open(project_file.load(file).document)
    bringing = studio.window.bringing
    bringing.bring(word)
    studio.wait()
    if bringing.review is None:
        raise RuntimeError("nothing came back")
    return bringing.review


def _at(studio: Studio, *, locked: bool = False, conflict: bool = False) -> None:
    review, page = _came_back(studio), studio.editor.review_page
    keys = list(review.by_key)
    review.decide_all(keys[:3], Decision(choice="accept"))
    review.decide(keys[3], Decision(choice="reject", said="The union asked for it."))
    one = next(
        key
        for key, each in review.by_key.items()
        if (each.locked, each.conflict) == (locked, conflict) and key not in review.decisions
    )
    if page is not None:
        page.go(one)
    studio.wait()


def _review(studio: Studio) -> None:
    _at(studio)


def _review_mandatory(studio: Studio) -> None:
    _at(studio, locked=True)


def _review_conflict(studio: Studio) -> None:
    _at(studio, conflict=True)


def _reply(studio: Studio) -> None:
    review, session = _came_back(studio), studio.session
    review.decide_all(list(review.by_key), Decision(choice="reject"))
    studio.editor.close_review()
    made = decided(
        session.document, review.came.proposals, review.decisions, review.came.origin,
        author="", time=samples.SAVED,
    )  # fmt: skip
    (back,) = made.rounds[-1]["returns"]
    studio.ask(lambda: studio.window.bringing.offer_reply(back))


def _begun() -> Document:
    """Return the half-filled sample with one long answer."""
    text = (
        "The Chief and the Superintendent interview the candidates together with two principals, "
        "and invite written comments from parents and students."
    )
    return samples.document("half").with_answer("selection_steps", text)


def _versions(studio: Studio) -> None:
    studio.look()
    studio.open(_begun().with_answer("notice_days", 60))
    folder, path = studio.window.kept_in / "versions", studio.session.path
    for time, document in (
        ("2026-11-23T15:20:00Z", samples.document("half")),
        ("2026-11-24T15:42:00Z", _begun()),
    ):
        sealed = project_file.seal(Project(document=document), time)
        versions.keep(sealed.data, path or Path(NAME), folder, time)
    studio.ask(studio.window.versions)


def _changed(studio: Studio) -> None:
    """Have somebody else save the file beside changes of our own, and ask what becomes of it."""
    studio.look()
    studio.open(samples.document("half"))
    session, path = studio.session, studio.session.path
    session.answer("notice_days", 60)
    if path is not None:
        theirs = samples.document("half").with_answer("notice_days", 90)
        project_file.save(Project(document=theirs), path, samples.SAVED, over=True)

    def save() -> None:
        studio.window.save()
        studio.wait(REFUSED)

    studio.ask(save)


def _elsewhere(studio: Studio) -> None:
    """Open a file that somebody has open on another computer."""
    studio.look()
    studio.open(_begun())
    window, path = studio.window, studio.session.path
    if path is None:
        return
    window.close_agreement()
    holder = replace(
        lock.myself("2026-11-25T13:05:00Z"), user="mrivera", host="FRONT-OFFICE-2", machine="2"
    )
    lock.beside(path).write_bytes(pretty(asdict(holder)))

    def open_it() -> None:
        window.open_file(path)
        studio.wait(REFUSED)

    studio.ask(open_it)
    lock.beside(path).unlink()


def _merging(studio: Studio) -> None:
    studio.look()
    ground = samples.document("half")
    studio.open(ground.with_answer("notice_days", 60).with_answer("num_sro", 2))
    window, theme = studio.window, studio.window.theme
    theirs = ground.with_answer("notice_days", 90).with_answer("train_hours", 40)
    merged = merge(ground, studio.session.document, theirs)
    studio.ask(lambda: show.merge(window, theme, merged, NAME))


SCENES: Final[dict[str, Callable[[Studio], None]]] = {
    "start": _start,
    "editing": _editing,
    "explanation": _explanation,
    "findings": _findings,
    "table": _table,
    "change": _change,
    "notes": _notes,
    "ready": _ready,
    "export": _export,
    "send": _send,
    "review": _review,
    "review-mandatory": _review_mandatory,
    "review-conflict": _review_conflict,
    "reply": _reply,
    "versions": _versions,
    "changed": _changed,
    "elsewhere": _elsewhere,
    "merging": _merging,
    "dark": _dark,
    "contrast": _contrast,
    "large": _large,
}

if __name__ == "__main__":
    sys.exit(main())
