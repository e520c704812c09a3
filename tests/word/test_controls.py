from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mou_desktop.model import Added, anchors
from mou_desktop.model.values import freeze
from mou_desktop.outline import outline
from mou_desktop.word import controls as making
from mou_desktop.word.compared import compared_of
from mou_desktop.word.places import ANSWERS
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, reviewed, samples
from tests.support.ooxml import faults
from tests.support.ooxml.package import Package, W

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block, Span
    from tests.support.reviewed import Held

TINY = answers.tiny()
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)
AWKWARD = st.text(st.characters(exclude_categories=()), min_size=1, max_size=80)


def held(document: Document) -> list[Held]:
    return reviewed.controls(reviewed.package(document))


def tiny(**given: Any) -> dict[str, Held]:
    """Return the controls of a tiny agreement, by tag."""
    document = answers.document(TINY, {"kind": "regional", "goals": ["Walk"], **given})
    return {one.tag.removeprefix("mou:f:"): one for one in held(document)}


def spans(blocks: tuple[Block, ...]) -> list[Span]:
    cells = [
        cell for block in blocks for cell in (block.spans, *(c for r in block.rows for c in r))
    ]
    return [span for cell in cells for span in cell]


# ---- every answer --------------------------------------------------------------------------


@EVERY_SAMPLE
def test_every_answer_and_every_blank_stands_in_a_control_of_its_own(name: str) -> None:
    document = samples.document(name)

    wanted = [span.text for span in spans(outline(document)) if span.kind in ANSWERS]

    assert [one.text for one in held(document)] == wanted


@EVERY_SAMPLE
def test_every_control_is_locked_against_deletion_and_has_a_title(name: str) -> None:
    for one in held(samples.document(name)):
        assert one.lock == "sdtLocked"
        assert 0 < len(one.alias) <= 64


@EVERY_SAMPLE
def test_every_tag_reads_back_as_a_field_of_the_edition(name: str) -> None:
    document = samples.document(name)
    for one in held(document):
        anchor = anchors.anchor_of(one.tag)
        assert anchor is not None
        table = document.edition.by_key[anchor.field]
        assert not anchor.column or table.type == "list" or table.column(anchor.column)


def test_a_cell_of_a_row_is_named_by_the_row_and_the_column() -> None:
    row = {"_id": "r7k2mq9d", "name": "North School", "town": "Sample"}

    assert tiny(school=[row])["school.r7k2mq9d.town"].text == "Sample"


def test_a_name_in_a_list_of_names_is_the_first_cell_of_its_row() -> None:
    row = {"_id": "r7k2mq9d", "name": "North School", "town": "Sample"}
    document = answers.document(TINY, {"school": [row]})

    found = [one.text for one in held(document) if one.tag == "mou:f:school.r7k2mq9d.name"]

    assert found == ["North School"] * 3  # in a sentence, before a paragraph, in the table


def test_a_part_of_a_person_is_named_by_the_part() -> None:
    found = own("{head.name} or {head.title}", head={"name": "Ana Teixeira", "title": "Head"})

    assert [(one.tag, one.alias, one.text) for one in found] == [
        ("mou:f:head.name", "Head of the district", "Ana Teixeira"),
        ("mou:f:head.title", "Head of the district, title", "Head"),
    ]


def own(text: str, **given: Any) -> list[Held]:
    """Return the controls of a clause of the district's own."""
    added = Added(id="a0000001", section="opening", after="parties", heading="Own", text=text)
    package = reviewed.package(replace(answers.document(TINY, given), added=(added,)))
    paragraphs = package.xml[package.main].findall(f"{W}body/{W}p")
    at = next(i for i, one in enumerate(paragraphs) if reviewed.texts(one) == "Own")
    inside = list(paragraphs[at + 1].iter(W + "sdt"))
    return [one for one in reviewed.controls(package) if one.element in inside]


def test_entries_of_a_list_are_counted_as_they_stand_in_the_answer() -> None:
    found = tiny(goals=["Walk", "", "Ride", "Walk"])

    assert [found[f"goals.{n}.item"].text for n in (1, 3, 4)] == ["Walk", "Ride", "Walk"]


def test_what_stands_in_for_the_choice_other_is_the_answer_that_spells_it_out() -> None:
    (one,) = own("It is {role}.", role="other", role_other="Something else")

    assert (one.tag, one.kind, one.text) == ("mou:f:role_other", "text", "Something else")


def test_an_answer_whose_row_has_no_identity_stands_as_text() -> None:
    document = replace(
        answers.document(TINY, {}), answers=freeze({"school": [{"name": "North School"}]})
    )

    assert not [one for one in held(document) if one.text == "North School"]


def test_the_same_answer_in_several_places_has_one_tag_and_different_numbers() -> None:
    package = reviewed.package(samples.document())
    tags = Counter(one.tag for one in reviewed.controls(package))
    ids = [reviewed.value(one, "id") for one in package.xml[package.main].iter(W + "sdt")]

    assert max(tags.values()) > 1
    assert len(ids) == len(set(ids))


# ---- kinds ---------------------------------------------------------------------------------


def test_a_date_is_picked_and_says_which_day_it_is() -> None:
    one = tiny(start="2027-07-01", finish="2028-06-30")["start"]
    date = reviewed.at(one.element, "sdtPr/date")

    assert one.kind == "date"
    assert date.get(W + "fullDate") == "2027-07-01T00:00:00Z"
    assert [child.get(W + "val") for child in date][:2] == ["MMMM d, yyyy", "en-US"]


def test_a_date_that_is_missing_can_be_picked() -> None:
    one = tiny(finish="2028-06-30")["start"]

    assert (one.kind, one.prompting) == ("date", True)
    assert reviewed.at(one.element, "sdtPr/date").get(W + "fullDate") is None


def test_a_date_that_stands_as_it_was_typed_is_text() -> None:
    one = tiny(start="in the spring", finish="2028-06-30")["start"]

    assert (one.kind, one.text) == ("text", "in the spring")


def test_a_choice_drops_down_the_published_choices_as_they_print() -> None:
    one = tiny()["kind"]
    items = one.element.findall(f"{W}sdtPr/{W}dropDownList/{W}listItem")

    assert one.text == "a regional district"
    assert [(item.get(W + "value"), item.get(W + "displayText")) for item in items] == [
        ("municipal", "a municipal district"),
        ("regional", "a regional district"),
    ]


def test_a_choice_that_was_typed_is_text() -> None:
    assert tiny(kind="something else")["kind"].kind == "text"


def test_long_text_may_have_many_lines() -> None:
    one = tiny(joint="They take turns.")["joint"]

    assert reviewed.at(one.element, "sdtPr/text").get(W + "multiLine") == "1"


def test_text_of_many_lines_is_of_no_kind_since_libreoffice_would_join_them() -> None:
    one = tiny(joint="They take turns.\nEach year.")["joint"]

    assert (one.kind, one.text) == ("", "They take turns.\nEach year.")


# ---- prompts -------------------------------------------------------------------------------


@EVERY_SAMPLE
def test_what_is_missing_shows_its_prompt_and_nothing_else_does(name: str) -> None:
    document = samples.document(name)

    for one, span in zip(
        held(document),
        [span for span in spans(outline(document)) if span.kind in ANSWERS],
        strict=True,
    ):
        assert one.prompting == (span.kind == "blank")
        styles = {style.get(W + "val") for style in one.element.iter(W + "rStyle")}
        assert ("MOUBlank" in styles) == one.prompting


@EVERY_SAMPLE
def test_every_tag_has_a_prompt_of_its_own_in_the_style_of_a_blank(name: str) -> None:
    package = reviewed.package(samples.document(name))
    glossary = package.root("glossaryDocument")
    styles = package.xml[package.related("word/glossary/document.xml", "styles")]
    prompts = {
        reviewed.at(one, "docPartPr/name").get(W + "val", ""): one
        for one in glossary.iter(W + "docPart")
    }

    by_tag = {one.tag: one.prompt for one in reviewed.controls(package)}

    assert sorted(by_tag.values()) == sorted(prompts)
    for tag, prompt in by_tag.items():
        assert prompt == anchors.prompt_of(tag)
        assert {one.get(W + "val") for one in prompts[prompt].iter(W + "rStyle")} == {"MOUBlank"}
    assert {one.get(W + "styleId") for one in styles.iter(W + "style")} >= {"Normal", "MOUBlank"}


def test_a_prompt_is_what_a_blank_prints() -> None:
    package = reviewed.package(samples.document("half"))
    prompts = {
        reviewed.at(one, "docPartPr/name").get(W + "val", ""): reviewed.texts(one)
        for one in package.root("glossaryDocument").iter(W + "docPart")
    }
    blanks = [one for one in reviewed.controls(package) if one.prompting]

    assert blanks
    assert [prompts[one.prompt] for one in blanks] == [one.text for one in blanks]


# ---- titles --------------------------------------------------------------------------------


def test_a_title_is_the_label_of_the_field() -> None:
    assert tiny(district="Sample District")["district"].alias == "School district"


def test_the_title_of_a_cell_names_its_column_and_its_row() -> None:
    row = {"_id": "r7k2mq9d", "name": "North School", "town": "Sample"}
    found = tiny(school=[row])

    assert found["school.r7k2mq9d.town"].alias == "Town: North School"
    assert found["school.r7k2mq9d.name"].alias == "School"


@given(AWKWARD)
@settings(max_examples=60, deadline=None)
def test_a_title_fits_in_one_line(text: str) -> None:
    title = making.cut(text)

    assert len(title.encode("utf-16-le")) <= 128
    assert "\n" not in title


# ---- anything ------------------------------------------------------------------------------


@pytest.mark.faults
@given(AWKWARD, AWKWARD)
@settings(max_examples=40, deadline=None)
def test_any_text_in_an_answer_stays_text_in_its_control(name: str, text: str) -> None:
    row = {"_id": "r7k2mq9d", "name": name, "town": text}
    given = {"district": name, "kind": text, "joint": text, "start": text, "school": [row]}
    document = replace(answers.document(TINY, {}), answers=freeze(given))
    package = reviewed.package(document)

    wanted = [span.text for span in spans(outline(document)) if span.kind in ANSWERS]

    assert [one.text for one in reviewed.controls(package)] == wanted


@given(answers.documents(TINY, answers.anything(TINY)))
@settings(max_examples=30, deadline=None)
def test_any_document_has_a_sound_review_copy(document: Document) -> None:
    assert faults(review_of(document, sending=reviewed.SENDING)) == []


# ---- other files ---------------------------------------------------------------------------


def test_a_clean_copy_has_no_control_and_no_prompt() -> None:
    package = Package(docx_of(samples.document("half")))

    assert not list(package.xml[package.main].iter(W + "sdt"))
    assert not [name for name in package.names if "glossary" in name or "customXml" in name]


def test_a_comparison_has_controls_round_what_stands_and_no_lock_round_a_clause() -> None:
    added = Added(
        id="a0000001", section="opening", after="parties", heading="Own", text="By {district}."
    )
    document = answers.document(TINY, {"district": "Sample District"}, {}, (added,))
    package = Package(compared_of(document, sending=reviewed.SENDING))
    controls = reviewed.controls(package)

    assert controls
    assert reviewed.clauses(package) == []
    assert not [up for one in controls for up in one.element.iterancestors(W + "ins", W + "del")]
    assert faults(compared_of(document, sending=reviewed.SENDING)) == []
