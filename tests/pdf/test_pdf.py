from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop import messages
from mou_desktop.errors import EditionMissing, MouError
from mou_desktop.model.local import add_section
from mou_desktop.model.typed import with_answers
from mou_desktop.pdf.pages import nodes_of
from mou_desktop.pdf.write import pdf_of
from mou_desktop.word.furniture import clean_footer_texts, short_title
from mou_desktop.word.write import printed_blocks
from tests.support import samples
from tests.support.files import needs, plain_sentence
from tests.support.pdf import elements, inside, pages, properties, spoken, squeezed
from tests.word.test_marker import AGREEMENTS, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block

pytestmark = needs("pdfinfo")

SAMPLES = [("empty", "2022"), ("half", "2022"), ("complete", "2022"), ("half", "2018")]
HOSTILE = (
    '#read("/etc/passwd") #import "@preview/cetz:0.2.0": * $x^2$ *bold* _it_ @ref <label> '
    "`raw` -- --- ... ~ \\u{1F600} // no comment /* nor this */ [#panic()] = heading ' \" {{7*7}}"
)


def expected(blocks: tuple[Block, ...]) -> str:
    """Return the text of the blocks, with their numbers, without white space."""
    return squeezed("".join(part for block in blocks for part in texts(block)))


def texts(block: Block) -> Iterator[str]:
    rows = [["".join(span.text for span in cell) for cell in row] for row in block.rows]
    if block.kind == "sign":
        for row in rows[1:]:
            for label, text in zip(rows[0], row, strict=True):
                line = label == rows[0][0] and not text
                yield label if line else f"{label}: {text}"
    elif rows:
        yield from (text for row in rows for text in row)
    else:
        yield block.number + block.text


def with_text(text: str) -> Document:
    document = samples.document("half")
    last = document.edition.documents[0].sections[-1].key
    return add_section(document, last, "A heading " + text, text, "A reason")


# ---- tags ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "year"), SAMPLES)
def test_what_is_read_aloud_is_the_outline_character_for_character(name: str, year: str) -> None:
    document = samples.document(name, year)

    assert spoken(pdf_of(document)) == expected(printed_blocks(document))


def test_it_says_that_it_is_tagged_its_title_language_and_standard() -> None:
    document = samples.document("half")
    data = pdf_of(document)

    said, all_ = properties(data), b"\n".join(inside(data))
    assert said["Tagged"] == "yes"
    assert said["Title"] == short_title(document, document.edition.documents[0])
    assert b"/DisplayDocTitle true" in all_
    assert b"/Lang (en-US)" in all_ or b"/Lang(en-US)" in all_
    assert b"<pdfuaid:part>1</pdfuaid:part>" in all_


@pytest.mark.parametrize(("name", "year"), SAMPLES)
def test_sections_and_clauses_are_headings_of_the_first_and_second_level(
    name: str, year: str
) -> None:
    document = samples.document(name, year)
    level = {"section": "H1", "clause": "H2"}

    found = [one for one in elements(pdf_of(document)) if one.tag.startswith("H")]

    wanted = [
        (level[one.kind], squeezed(one.number + one.text))
        for one in printed_blocks(document)
        if one.kind in level
    ]
    assert [(one.tag, squeezed(one.text)) for one in found] == wanted
    assert found[0].tag == "H1"


@pytest.mark.parametrize(("name", "year"), SAMPLES)
def test_what_is_numbered_is_a_list_with_the_numbers_of_the_outline(name: str, year: str) -> None:
    document = samples.document(name, year)

    labels = [one.text for one in elements(pdf_of(document)) if one.tag == "Lbl" and one.text]

    blocks = printed_blocks(document)
    assert labels == [one.number for one in blocks if one.level >= 2 and one.number]


def test_each_table_has_a_row_of_headers() -> None:
    document = samples.document("complete")
    tables = [one for one in printed_blocks(document) if one.kind == "table"]

    found = [one.tag for one in elements(pdf_of(document))]

    assert tables
    assert found.count("Table") == found.count("THead") == len(tables)
    assert found.count("TH") == sum(len(one.rows[0]) for one in tables)


def test_items_below_an_item_are_a_list_within_it() -> None:
    nodes = nodes_of(printed_blocks(samples.document("half")))

    lists = [one for one in nodes if one["kind"] == "list"]
    assert any(item["below"] for one in lists for item in one["items"])


# ---- pages ---------------------------------------------------------------------------------


def test_every_page_says_what_it_was_compared_with_and_that_it_is_a_draft() -> None:
    document = samples.document("half")
    first, last = clean_footer_texts(document, document.edition.documents[0], 3)

    found = [squeezed(page) for page in pages(pdf_of(document, open_findings=3))]

    assert len(found) > 3
    for number, page in enumerate(found, 1):
        assert page.startswith("DRAFT:")
        assert squeezed(first) in page
        assert squeezed(f"{last} Page {number} of {len(found)}") in page


def test_a_draft_and_its_local_changes_are_said_to_who_hears_it_too() -> None:
    document = samples.document("half")

    assert properties(pdf_of(document, open_findings=3))["Subject"].startswith("DRAFT: ")
    assert "DRAFT" not in "".join(pages(pdf_of(samples.document("complete"))))


# ---- what it holds -------------------------------------------------------------------------


def test_text_that_looks_like_a_command_prints_as_it_is() -> None:
    document = with_text(HOSTILE)

    said = spoken(pdf_of(document))

    assert said == expected(printed_blocks(document))
    assert said.count(squeezed(HOSTILE)) >= 2


def test_it_carries_ids_and_the_digest_of_its_edition() -> None:
    document = samples.document("half")

    said = properties(pdf_of(document))

    edition = document.edition
    assert said["Keywords"].split(", ") == [
        "mou-export:clean-agreement",
        f"mou-project:{document.id}",
        f"mou-edition:{edition.id}",
        f"mou-revision:{edition.revision}",
        f"mou-edition-sha256:{edition.sha256}",
    ]


@pytest.mark.parametrize("name", AGREEMENTS)
def test_nothing_that_does_not_print_is_in_it(name: str) -> None:
    document, hidden = marked(name)
    data = pdf_of(document, document.edition.documents[0].key)

    held = b"\n".join(inside(data)).decode("latin-1") + "".join(pages(data))

    assert [word for word in hidden if word in held] == []


def test_the_same_document_makes_the_same_bytes_whatever_the_day() -> None:
    document = samples.document("half")

    assert pdf_of(document, open_findings=1) == pdf_of(document, open_findings=1)
    assert properties(pdf_of(document))["CreationDate"].endswith("15:04:05 2026 UTC")


def test_a_time_that_cannot_be_read_does_no_harm() -> None:
    data = pdf_of(replace(samples.document("empty"), saved="yesterday"))

    assert properties(data)["CreationDate"].startswith("Thu Jan  1")


# ---- what cannot be done -------------------------------------------------------------------


def test_letters_that_no_typeface_has_are_named_in_one_sentence() -> None:
    with pytest.raises(MouError) as caught:
        pdf_of(with_text("Dr. 漢 speaks"))

    assert "“漢”" in plain_sentence(str(caught.value))


def test_names_of_many_languages_print() -> None:
    name = "Nguyễn Ễ Łukasz Ğül Þór Ωmega Мир"
    document = with_answers(samples.document("half"), {"district_name": name})

    assert squeezed(name) in squeezed("".join(pages(pdf_of(document))))


def test_without_typst_one_sentence_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MouError) as caught:
        pdf_of(samples.document("empty"))

    assert plain_sentence(str(caught.value)) == messages.PDF_ABSENT


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(EditionMissing):
        pdf_of(samples.document("empty"), "nonsense")


def test_it_tells_how_far_it_is_and_stops_when_asked() -> None:
    told = list[float]()
    pdf_of(samples.document("half"), told=told.append)

    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pdf_of(samples.document("half"), told=stop)


def test_what_the_template_gets_is_plain_json() -> None:
    nodes = nodes_of(printed_blocks(samples.document("complete")))

    assert json.loads(json.dumps(nodes)) == nodes
