"""What LibreOffice keeps of a file for counsel that it opens and saves, so that it reads back.

7.4 drops the tag and the lock of every control, opens the controls of clauses, and forgets which
comment answers which. It keeps what is asserted here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop.model import LocalClause, anchors, local
from mou_desktop.outline import outline
from mou_desktop.word.compared import compared_of
from mou_desktop.word.identity import identity_of
from mou_desktop.word.reading import read
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from tests.support import answers, printed, reviewed, samples
from tests.support.office import converted
from tests.support.ooxml import faults
from tests.support.ooxml.package import Package, W
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mou_desktop.model import Document
    from mou_desktop.word.reading import Control
    from tests.support.office import Office

pytestmark = pytest.mark.office
TIME = "2026-11-24T09:00:00Z"
FILES = pytest.mark.parametrize("of", [review_of, compared_of], ids=["review", "compared"])


def asked(document: Document) -> Document:
    """Return an agreement with a note for counsel on every clause."""
    for key in document.edition.clauses:
        document = local.add_note(
            document, on={"clause": key}, for_="counsel", author="Ana", time=TIME, text=f"{key}?"
        )
    return document


@pytest.mark.parametrize("name", ["half", "long"])
def test_every_word_of_a_review_copy_is_kept(office: Office, name: str) -> None:
    document = samples.document(name)

    saved = office.saved(review_of(document, sending=SENDING))

    assert printed.found(saved) == printed.wanted(outline(document))


def test_a_note_on_a_locked_clause_of_one_paragraph_keeps_its_words_and_those_of_the_clause(
    tmp_path: Path,
) -> None:
    document = samples.document("half")
    mandatory = [key for key, one in document.edition.clauses.items() if one.mandatory]
    bare = {key: LocalClause(state="official", source="s") for key in mandatory[:4]}
    document = asked(replace(document, clauses=bare))
    data = review_of(document, sending=SENDING)
    assert faults(data) == []

    saved = converted(data, tmp_path)

    assert printed.found(saved) == printed.wanted(outline(document))
    kept, sent = (sorted(one.text for one in read(each).comments) for each in (saved, data))
    assert kept == sent
    back = returned(read(saved), document, lambda _round: document)
    assert back.listed.proposals == ()


def test_every_word_is_kept_with_a_note_on_every_clause(tmp_path: Path) -> None:
    document = asked(samples.document("half"))
    data = review_of(document, sending=SENDING)

    saved = converted(data, tmp_path)

    assert printed.found(saved) == printed.wanted(outline(document))
    kept, sent = (
        sorted((one.author, one.date, one.text) for one in read(each).comments)
        for each in (saved, data)
    )
    assert kept == sent


def test_every_word_of_lines_and_lists_is_kept(tmp_path: Path) -> None:
    given = {"district": "Sample", "kind": "regional", "joint": "a\nb", "goals": ["c\td"]}
    document = asked(answers.document(answers.tiny(), given))

    saved = converted(review_of(document, sending=SENDING), tmp_path)

    assert printed.found(saved) == printed.wanted(outline(document))


@FILES
def test_the_bookmarks_of_headings_are_kept(office: Office, of: Callable[..., bytes]) -> None:
    data = of(samples.document("half"), sending=SENDING)

    assert bookmarks(office.saved(data)) == bookmarks(data)


def bookmarks(data: bytes) -> list[str]:
    return [name for one in read(data).body.paragraphs for name in one.bookmarks
            if name.startswith("_mou_")]  # fmt: skip


@FILES
def test_every_answer_is_known_by_the_name_of_its_prompt(
    office: Office, of: Callable[..., bytes]
) -> None:
    data = of(samples.document("long"), sending=SENDING)
    controls = reviewed.controls(Package(data))
    sent = [(held.prompt, held.tag) for held in controls]
    known = [anchor for _, tag in sent if (anchor := anchors.anchor_of(tag))]

    kept = [one.placeholder for one in answered(office.saved(data))]

    assert kept == [prompt for prompt, _ in sent]
    assert all(anchors.anchor_prompting(one, set(known)) for one in kept)


def answered(data: bytes) -> list[Control]:
    return [one for one in read(data).controls if one.placeholder.startswith(anchors.PROMPT)]


def test_the_titles_of_text_controls_are_kept(office: Office) -> None:
    data = review_of(samples.document("half"), sending=SENDING)
    titles = {one.alias for one in read(data).controls if one.kind == "text"}

    assert titles <= {one.alias for one in read(office.saved(data)).controls}


@FILES
def test_what_the_file_says_that_it_is_is_kept(office: Office, of: Callable[..., bytes]) -> None:
    data = of(samples.document("half"), sending=SENDING)
    saved = read(office.saved(data))

    said, wanted = saved.identity, identity_of(read(data).identity)

    assert identity_of(said) == wanted
    assert identity_of(replace(said, data=())).round == wanted.round
    by_keywords = identity_of(replace(said, data=(), custom={}))
    assert (by_keywords.project, by_keywords.round) == (wanted.project, wanted.round)


def test_tracking_stays_on(office: Office) -> None:
    assert read(office.saved(review_of(samples.document("half"), sending=SENDING))).tracking


def test_the_contents_are_kept_as_a_field(office: Office) -> None:
    package = Package(office.saved(review_of(samples.document("half"), sending=SENDING)))
    words = [one.text or "" for one in package.xml[package.main].iter(W + "instrText")]

    assert [one for one in words if "TOC" in one]
