"""What an agreement descends from, through files: the next merge finds what it was made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from mou_desktop.gui.comparing import merged
from mou_desktop.gui.session import Session
from mou_desktop.store import project_file, versions
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.files import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from mou_desktop.merge import Merged

pytestmark = pytest.mark.faults("A15", "G11")
TIMES = [f"2027-03-{day:02}T05:06:07Z" for day in range(5, 30)]
NAME, STREET, TITLE = "district_name", "district_address", "officer_title_other"


class Desk:
    """One person's desk: a session on a file, and a folder of earlier versions."""

    def __init__(self, path: Path, known: Path, owner: QObject, times: Iterator[str]) -> None:
        self.path, self.known, self.times = path, known, times
        self.session = Session(project_file.load(path), path, owner)

    def save(self) -> Project:
        project, mark = self.session.snapshot()
        now = next(self.times)
        if project.data:
            versions.keep(project.data, self.path, self.known, now)
        saved = project_file.save(project, self.path, now)
        self.session.mark_saved(saved, self.path, mark)
        return saved

    def merged_with(self, theirs: Project) -> Merged:
        return merged(self.session.snapshot()[0], theirs, self.known, None)

    def merge(self, theirs: Project) -> None:
        found = self.merged_with(theirs)
        assert not found.two_ways
        assert not found.conflicts
        self.session.merge_in(found.document, "merge")


@pytest.fixture
def desks(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two people with copies of one file, as a sync program makes them."""
    assert qapp is not None
    owner, times, known = QObject(), iter(TIMES), tmp_path / "versions"
    mine, theirs = tmp_path / "mine.mou", tmp_path / "theirs.mou"
    data = project_file.save(Project(document=samples.document("half")), mine, NOW).data
    theirs.write_bytes(data)
    pair = (Desk(mine, known, owner, times), Desk(theirs, known, owner, times))
    yield pair
    for one in pair:
        one.session.wait()


def test_after_a_merge_the_next_one_starts_from_what_was_merged(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    mine.session.answer(NAME, "Mine")
    mine.save()
    theirs.session.answer(STREET, "Their street")
    first = theirs.save()

    mine.merge(first)
    saved = mine.save()

    assert first.body in saved.document.parents
    assert set(first.document.parents) <= set(saved.document.parents)
    assert project_file.load(mine.path).document.parents == saved.document.parents
    theirs.session.answer(STREET, "Another street")
    mine.session.answer(TITLE, "Liaison")
    again = mine.merged_with(theirs.save())
    assert not again.two_ways
    assert not again.conflicts  # two ways, the street would be one
    assert again.document.answer(STREET) == "Another street"
    assert again.document.answer(TITLE) == "Liaison"
    assert again.document.answer(NAME) == "Mine"


def test_a_merge_that_was_undone_is_no_ancestor(desks: tuple[Desk, Desk]) -> None:
    """Or the copy would pass for one that was read, and its changes for ones taken back here."""
    mine, theirs = desks
    mine.session.answer(NAME, "Mine")
    mine.save()
    theirs.session.answer(STREET, "Their street")
    first = theirs.save()

    mine.merge(first)
    mine.session.undo()
    saved = mine.save()

    assert first.body not in saved.document.parents
    again = mine.merged_with(first)
    assert again.document.answer(STREET) == "Their street"
    assert again.document.answer(NAME) == "Mine"


def test_a_merge_that_is_done_again_is_one_again(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    mine.session.answer(NAME, "Mine")
    mine.save()
    theirs.session.answer(STREET, "Their street")
    first = theirs.save()
    mine.merge(first)
    mine.session.undo()
    mine.session.redo()
    mine.session.answer(TITLE, "Liaison")

    assert first.body in mine.save().document.parents


def test_what_is_saved_stays_an_ancestor_whatever_is_undone(desks: tuple[Desk, Desk]) -> None:
    mine, _theirs = desks
    bodies = [mine.session.project.body]
    for text in ("One", "Two"):
        mine.session.leave()
        mine.session.answer(NAME, text)
        bodies.append(mine.save().body)
    mine.session.undo()
    mine.session.undo()

    assert mine.save().document.parents == tuple(bodies)


def test_a_merge_during_a_save_keeps_both_lines(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    mine.session.answer(NAME, "Mine")
    theirs.session.answer(STREET, "Their street")
    first = theirs.save()
    project, mark = mine.session.snapshot()
    saved = project_file.save(project, mine.path, next(mine.times))
    mine.merge(first)

    mine.session.mark_saved(saved, mine.path, mark)

    assert mine.session.dirty
    after = mine.save()
    assert {first.body, saved.body} <= set(after.document.parents)


def test_a_copy_of_ours_that_is_loaded_from_a_file_takes_its_line(
    desks: tuple[Desk, Desk],
) -> None:
    mine, theirs = desks
    theirs.session.answer(STREET, "Their street")
    first = theirs.save()
    mine.path.write_bytes(first.data)
    mine.session.adopt(replace(first), "load")

    mine.session.answer(NAME, "Mine")

    assert mine.save().document.parents[-1] == first.body
