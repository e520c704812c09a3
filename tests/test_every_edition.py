"""Every edition that ships, and a made-up one, from generated answers to Word and back."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mou_desktop import outline, rules
from mou_desktop.model import SEVERITIES
from mou_desktop.model.values import plain
from mou_desktop.word.compared import compared_of
from mou_desktop.word.reading import read
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, editions, printed
from tests.support.files import ROOT, examples
from tests.support.ooxml import faults
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document

EVERY = pytest.mark.parametrize("id_", editions.EVERY)
GENERATED = (Phase.explicit, Phase.generate)  # a whole agreement would be made smaller for hours
CORNERS = range(editions.ENOUGH if os.environ.get("MOU_FULL") else 3)


def taken_through(document: Document) -> None:
    """Check, export and read back an agreement: nothing is lost, and nothing comes back changed."""
    for one in rules.check(document):
        assert one.severity in SEVERITIES
        assert one.message[-1] in ".?", one
    for part in document.edition.documents:
        blocks = outline.outline(document, part.key)
        clean = docx_of(document, part.key)
        review = review_of(document, part.key, sending=SENDING)
        compared = compared_of(document, part.key, sending=SENDING)
        assert printed.found(clean) == printed.wanted(blocks)
        for data in (clean, review, compared):
            assert faults(data) == []
            back = returned(read(data), document, lambda _round: document)
            assert (back.listed.proposals, back.listed.unplaced) == ((), ())


@EVERY
@settings(examples(3, full=50), phases=GENERATED)
@given(data=st.data())
def test_any_answers_go_to_word_and_back_unchanged(id_: str, data: st.DataObject) -> None:
    edition = editions.edition(id_)

    taken_through(answers.document(edition, data.draw(answers.complete(edition))))


@EVERY
@settings(examples(2, full=30), phases=GENERATED)
@given(data=st.data())
def test_answers_that_are_missing_or_wrong_go_to_word_and_back_unchanged(
    id_: str, data: st.DataObject
) -> None:
    edition = editions.edition(id_)

    taken_through(answers.document(edition, data.draw(answers.anything(edition))))


@EVERY
@pytest.mark.parametrize("number", CORNERS)
def test_every_corner_of_an_edition_goes_to_word_and_back_unchanged(id_: str, number: int) -> None:
    taken_through(editions.corner(id_, number))


@EVERY
def test_the_corners_are_all_of_them(id_: str) -> None:
    edition = editions.edition(id_)
    corners = [editions.corner(id_, number) for number in range(editions.ENOUGH)]

    chosen = {choice for one in corners for choice in editions.chosen(one)}
    assert set(editions.offered(edition)) - chosen == set()
    decided = {way for one in corners for way in editions.decided(one)}
    conditions = {when for when, _ in decided}
    assert {way for when in conditions for way in ((when, True), (when, False))} - decided == set()
    answered = {
        one.type
        for document in corners
        for one in edition.fields
        if document.answered(one.key)
    }  # fmt: skip
    assert answered == {one.type for one in edition.fields}


# ---- the made-up one has one of everything -------------------------------------------------


def said(form: Any) -> Iterator[str]:
    """Yield each attribute and each value of a list of values that the form of editions knows."""
    if isinstance(form, dict):
        yield from form.get("properties", ())
        yield from form.get("enum", ())
        for part in form.values():
            yield from said(part)


def words(built: Any) -> Iterator[str]:
    """Yield each key and each text of plain data."""
    if isinstance(built, dict):
        for key, part in built.items():
            yield key
            yield from words(part)
    elif isinstance(built, list):
        for part in built:
            yield from words(part)
    else:
        yield str(built)


def test_the_made_up_edition_has_one_of_everything_that_the_format_knows() -> None:
    form = json.loads((ROOT / "schemas" / "edition.schema.json").read_text(encoding="utf-8"))
    edition = editions.edition(editions.GARDENS.name)

    unsaid = set(said(form)) - set(words(plain(edition.built)))

    assert unsaid == {"source_sha256"}, "only an authority's own text has that"
