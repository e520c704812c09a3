"""A long history of edits, undo, redo, saves and merges is what a plain list of documents is."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QObject

from mou_desktop.merge import merge
from mou_desktop.model.parts import shape_of, steps, tree_of
from mou_desktop.store import project_file
from tests.support.answers import SAVED, tiny
from tests.support.edits import edited, filled
from tests.support.sessions import session_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mou_desktop.gui.session import Session
    from mou_desktop.model import Document

FULL = bool(os.environ.get("MOU_FULL"))
RUNS, STEPS, LEAST = (200, 100, 10_000) if FULL else (25, 50, 500)
TEXTS = sorted(one.key for one in tiny().fields if one.type in {"text", "long_text"})
SHAPE = shape_of(tiny())


def alike(one: Document, other: Document) -> bool:
    """Whether two documents say the same; when each was saved is another thing."""
    return not [*steps(tree_of(one), tree_of(other), SHAPE)]


@dataclass(frozen=True)
class Drawn:
    """A document as hypothesis shows it: not at all, for it fills a screen."""

    document: Document = field(repr=False)


def copies(document: Document, most: int) -> st.SearchStrategy[Drawn]:
    """Documents that were edited; what went to counsel is no step, and is left as it is."""
    return edited(document, most, sent=False).map(Drawn)


@dataclass
class Done:
    """A step that was done; keystrokes of one visit are one step."""

    before: Document
    after: Document
    visit: tuple[str, int] | None = None


class History(RuleBasedStateMachine):
    """Holds a session, and beside it the list of steps that it should be."""

    counted = 0  # rules that ran, in all runs

    def __init__(self) -> None:
        super().__init__()
        self.owner = QObject()
        self.session: Session = session_of(filled(), self.owner)
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "acton.mou"
        self.start = self.session.document
        self.done: list[Done] = []
        self.undone: list[Done] = []
        self.base = self.start
        self.visit = 0

    @property
    def now(self) -> Document:
        return self.done[-1].after if self.done else self.start

    @initialize()
    def save_first(self) -> None:
        self.save()

    def did(self, after: Document, visit: tuple[str, int] | None = None) -> None:
        before, self.undone = self.now, []
        last = self.done[-1] if self.done else None
        if last and visit and last.visit == visit:
            last.after = after
            if alike(last.before, after):
                self.done.pop()
        else:
            self.done.append(Done(before, after, visit))

    # ---- what is done --------------------------------------------------------------------

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        after = data.draw(copies(self.session.document, 2)).document
        if not alike(after, self.session.document):
            self.session.become(after, "edit")
            self.did(after)
            self.visit += 1

    @rule(key=st.sampled_from(TEXTS), words=st.lists(st.sampled_from("abc"), max_size=4))
    def type(self, key: str, words: list[str]) -> None:
        for number in range(1, len(words) + 1):
            value = "".join(words[:number])
            if self.session.document.answer(key) != value:
                self.did(self.session.document.with_answer(key, value), (key, self.visit))
                self.session.answer(key, value)

    @rule()
    def leave(self) -> None:
        self.session.leave()
        self.visit += 1

    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.visit += 1
        if self.done:
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        self.session.redo()
        if self.undone:
            self.done.append(self.undone.pop())

    @rule()
    def save(self) -> None:
        project, mark = self.session.snapshot()
        saved = project_file.save(project, self.path, SAVED)
        self.session.mark_saved(saved, self.path, mark)
        self.visit += 1
        self.base = saved.document
        assert not self.session.dirty
        assert alike(saved.document, self.now)

    @rule(data=st.data(), side=st.sampled_from(["mine", "theirs"]))
    def merge_with_another(self, data: st.DataObject, side: Any) -> None:
        mine, theirs = self.session.document, data.draw(copies(self.base, 3)).document
        merged = merge(self.base, mine, theirs)
        after = merged.settled(merged.all(side))
        if not alike(after, mine):
            self.session.become(after, "merge")
            self.did(after)
            self.visit += 1

    # ---- what must be so ------------------------------------------------------------------

    @invariant()
    def every_step_leaves_what_the_list_has(self) -> None:
        type(self).counted += 1
        self.compare()

    def compare(self) -> None:
        assert alike(self.session.document, self.now)
        assert bool(self.session.undo_name) == bool(self.done)
        assert bool(self.session.redo_name) == bool(self.undone)

    def teardown(self) -> None:
        """Go back to the start and forward again, and do it all anew in another session."""
        again = session_of(self.start, self.owner)
        for one in self.done:
            again.become(one.after, "again")
        assert alike(again.document, self.session.document)
        assert alike(project_file.load(self.path).document, self.base)
        while self.done:
            self.undo()
            self.compare()
        while self.undone:
            self.redo()
            self.compare()
        self.session.wait()
        again.wait()
        self.folder.cleanup()


@pytest.mark.faults("G11")
def test_any_history_is_the_same_as_its_replay(qapp: QApplication) -> None:
    assert qapp is not None
    loop = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    History.counted = 0
    run_state_machine_as_test(History, settings=loop)
    assert History.counted >= LEAST
