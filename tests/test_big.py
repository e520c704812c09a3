from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop import rules, validation
from mou_desktop.model import text as texts
from mou_desktop.model.answer_schema import property_of
from mou_desktop.outline import outline, plain_text
from mou_desktop.store import library, project_file
from mou_desktop.word.write import docx_of
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block

MORE = 4
SLACK = 1.1  # what a count may grow beyond the size; growth with the square would be 4 times


@pytest.fixture(scope="module")
def once() -> Document:
    return big.document(1)


@pytest.fixture(scope="module")
def twice() -> Document:
    return big.document(2)


@pytest.fixture(scope="module")
def more() -> Document:
    return big.document(MORE)


def test_one_copy_prints_what_the_sample_prints(once: Document) -> None:
    sample = big.answered(library.find(big.SAMPLE), big.answers(1))

    assert plain_text(outline(once)) == plain_text(outline(sample))


def test_the_doubled_document_has_everything_twice(once: Document, twice: Document) -> None:
    def sizes(document: Document) -> list[int]:
        edition = document.edition
        rows = [row for one in document.answers.values() if isinstance(one, tuple) for row in one]
        parts = (edition.documents[0].sections, edition.clauses, edition.fields, edition.rules)
        return [*(len(part) for part in parts), len(document.answers), len(rows)]

    assert sizes(twice) == [2 * size for size in sizes(once)]


def test_the_second_copy_says_what_the_first_one_says(twice: Document) -> None:
    first, second = halves(outline(twice))

    assert [words(block) for block in second] == [words(block) for block in first]


def test_no_reference_of_a_copy_leaves_it(twice: Document) -> None:
    first, second = halves(outline(twice))

    assert not pointed_at(first) & pointed_at(second)
    assert pointed_at(first) <= {key for block in first for key in (block.section, block.clause)}
    assert pointed_at(second) <= {key for block in second for key in (block.section, block.clause)}


def test_no_row_of_a_copy_is_a_row_of_another(twice: Document) -> None:
    found = Counter(
        row["_id"]
        for one in twice.answers.values()
        if isinstance(one, tuple)
        for row in one
        if hasattr(row, "keys")
    )

    assert found
    assert set(found.values()) == {1}


def test_the_doubled_document_is_as_complete_as_the_sample(once: Document, twice: Document) -> None:
    def of_fields(document: Document) -> Counter[str]:
        return Counter(one.rule for one in rules.check(document) if one.place.field)

    assert rules.is_complete(rules.check(twice))
    assert of_fields(twice) == of_fields(once) + of_fields(once)


def test_the_doubled_document_reads_back_from_its_file(twice: Document, tmp_path: Path) -> None:
    path = tmp_path / "big.mou"
    path.write_bytes(big.data(twice))

    assert project_file.load(path, big.NO_LIMIT).document == twice


def test_the_doubled_document_exports_every_word(twice: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(twice))) as archive:
        body = archive.read("word/document.xml").decode()

    assert body.count("<w:tbl>") == sum(bool(block.rows) for block in outline(twice))
    assert all(f">{block.text}<" in body for block in outline(twice) if block.kind == "section")


def test_the_outline_grows_with_the_document(once: Document, more: Document) -> None:
    cover = {"title", "subtitle", "notice"}
    sizes = [sum(one.kind not in cover for one in outline(each)) for each in (once, more)]

    assert sizes[1] == MORE * sizes[0]


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(rules.check, id="check"),
        pytest.param(outline, id="outline"),
        pytest.param(docx_of, id="export"),
        pytest.param(lambda document: opened(big.data(document)), id="open"),
    ],
)
def test_the_calls_made_grow_no_faster_than_the_document(
    work: Callable[[Document], object], once: Document, more: Document
) -> None:
    work(once), work(more)  # what is worked out once, and what is imported late

    assert calls(lambda: work(more)) <= SLACK * MORE * calls(lambda: work(once))


def test_the_texts_of_a_hundred_copies_are_parsed_once(once: Document) -> None:
    room = texts.parse.cache_info().maxsize

    assert room is not None
    assert room >= 100 * len(once.edition.clauses)


PLAIN = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 10**6),
        st.floats(allow_nan=False),
        st.text(max_size=12),
        st.sampled_from(["2027-07-01", "2027-02-30", "a@b.example", "yes", "regional", "pdexamp1"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["_id", "name", "title", "email", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(st.data())
def test_a_value_that_surely_fits_is_one_that_jsonschema_accepts(data: st.DataObject) -> None:
    schema = property_of(data.draw(st.sampled_from(library.find(big.SAMPLE).fields)))
    raw = data.draw(PLAIN)

    assert not (validation.fits(raw, schema) and list(validation.faults(raw, schema)))


def test_every_answer_of_the_sample_fits_without_jsonschema(once: Document) -> None:
    given_ = big.answers(1)

    assert all(
        validation.fits(given_[one.key], property_of(one))
        for one in once.edition.fields
        if one.key in given_
    )


def opened(data: bytes) -> project_file.Project:
    texts.parse.cache_clear()
    return project_file.loads(data)


def halves(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Block]]:
    body = [block for block in blocks if block.section]
    middle = len(body) // 2
    return body[:middle], body[middle:]


def words(block: Block) -> tuple[str, str, list[str]]:
    spans = [*block.spans, *(span for row in block.rows for cell in row for span in cell)]
    return block.kind, block.caption, [one.text for one in spans if one.kind != "ref"]


def pointed_at(blocks: list[Block]) -> set[str]:
    return {span.key for block in blocks for span in block.spans if span.kind == "ref"}


def calls(work: Callable[[], object]) -> int:
    count = 0

    def counting(_frame: Any, event: str, _what: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
