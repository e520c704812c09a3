"""All changes taken, edition against edition is the newer text; none taken, it is the older one."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mou_desktop.model.text import parse
from mou_desktop.outline import outline
from mou_desktop.store import library
from mou_desktop.word.editions import compared_editions, unfilled
from mou_desktop.word.reading import read
from tests.support import answers, redlined
from tests.support.office import ACCEPT, REJECT, Job
from tests.support.ooxml import faults
from tests.word.test_compared import faults_of

if TYPE_CHECKING:
    from mou_desktop.model import Edition
    from mou_desktop.word.reading import Which
    from tests.support.office import Office

BEFORE, AFTER = library.find("ma-sro-2018"), library.find("ma-sro-2022")
SIDES = {"before": BEFORE, "after": AFTER}


@cache
def compared() -> bytes:
    return compared_editions(BEFORE, AFTER)


@pytest.mark.parametrize("which", SIDES)
def test_our_reader_sees_both_editions_in_the_comparison(which: Which) -> None:
    blocks = outline(unfilled(SIDES[which]))

    rows, lines = redlined.read_rows(read(compared()), which, blocks)

    assert [(row.text, row.style) for row in rows] == [
        (row.text, row.style) for row in redlined.wanted(blocks)
    ]
    assert lines in ([], redlined.contents(blocks))


@pytest.mark.office
def test_libreoffice_sees_both_editions_in_the_comparison(office: Office) -> None:
    path = office.file(compared())
    found = office.run([Job(path, (REJECT,)), Job(path, (ACCEPT,))])

    for said, edition in zip(found, SIDES.values(), strict=True):
        assert list(faults_of(said, outline(unfilled(edition)), numbers=True)) == []


def test_the_comparison_is_sound_and_the_same_each_time() -> None:
    assert faults(compared()) == []
    assert compared_editions(BEFORE, AFTER) == compared()


@pytest.mark.parametrize("edition", SIDES.values(), ids=lambda one: one.id)
def test_every_clause_and_every_paragraph_is_shown(edition: Edition) -> None:
    blocks = outline(unfilled(edition))

    assert {block.clause for block in blocks if block.clause} == set(edition.clauses)
    for key, clause in edition.clauses.items():
        shown = {one.kind for one in blocks if one.clause == key} - {"clause"}
        assert shown or not list(parse(clause.text)), key


def test_an_edition_compared_with_itself_shows_no_change() -> None:
    tiny = answers.tiny()

    with zipfile.ZipFile(io.BytesIO(compared_editions(tiny, tiny))) as archive:
        document = archive.read("word/document.xml")

    assert b"w:ins " not in document
    assert b"w:del " not in document
