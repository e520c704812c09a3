from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mou_desktop import rules, validation
from mou_desktop.errors import EditionMissing
from mou_desktop.model import Added, LocalClause
from mou_desktop.model.printed import Block, Span
from mou_desktop.model.values import plain
from mou_desktop.outline import count_in, numbers, outline, plain_text
from mou_desktop.store import library, project_file
from tests.support import answers, samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mou_desktop.model import Document

loop = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole document shrinks for minutes
)
TINY = answers.tiny()

NORTH = {"_id": "s1aa0b2c", "name": "North", "town": "Acorn"}
SOUTH = {"_id": "s2bb1c3d", "name": "South", "town": "Birch"}
TOLD = {
    "district": "Sample", "kind": "regional", "head": {"name": "Ana", "title": "Head"},
    "school": [NORTH, SOUTH], "days": 30, "start": "2027-07-01", "finish": "2028-06-30",
    "goals": ["Walk", "Read"], "joint": "In turn.",
}  # fmt: skip


LAST = (
    "4. It lasts from July 1, 2027 to June 30, 2028, after 30 days of notice. "
    "See Exhibit A and 1.a."
)


def told(changes: Mapping[str, Any] | None = None, **local: LocalClause) -> Document:
    """Return a complete tiny agreement with some answers changed (None: taken out)."""
    given_ = {
        key: value for key, value in (TOLD | dict(changes or {})).items() if value is not None
    }
    return answers.document(TINY, given_, local)


def with_added(*added: Added, **local: LocalClause) -> Document:
    return answers.document(TINY, TOLD, local, added)


def own(id_: str, text: str = "Our own.", **where: Any) -> Added:
    return Added(id=id_, heading=f"Own {id_}", text=text, reason="Local", **where)


def lines(document: Document, clause: str = "", part: str = "") -> list[str]:
    """Return number and words of every block, or of every block of a clause."""
    blocks = outline(document, part)
    return [f"{one.number} {one.text}".strip() for one in blocks if clause in {"", one.clause}]


def headings(document: Document, part: str = "") -> list[str]:
    blocks = outline(document, part)
    return [f"{b.number} {b.text}".strip() for b in blocks if b.kind in {"section", "clause"}]


def spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    for block in blocks:
        yield from block.spans
        for row in block.rows:
            for cell in row:
                yield from cell


def span(document: Document, key: str) -> Span:
    """Return the first stretch that stands for the field or clause `key`."""
    return next(one for one in spans(outline(document)) if one.key == key)


# ---- numbers -------------------------------------------------------------------------------


def test_sections_clauses_paragraphs_and_items_are_numbered_in_the_documents_styles() -> None:
    assert lines(told(), "duty") == [
        "A. The duty",
        "1. In the schools, North and South, each person shall:",
        "(a) be kind;",
        "(b) be just; and",
        "(i) in small things,",
        "(ii) in great ones; and",
        "(c) be on time.",
        "2. North takes part.",
        "3. South takes part.",
        LAST,
    ]


def test_every_count_starts_anew_under_the_next_thing_above_it() -> None:
    assert headings(told()) == [
        "I. Opening", "A. Parties", "II. Duties", "A. The duty", "B. Goals of our own",
        "Signatures", "Signed by", "Exhibit A Lists", "Schools",
    ]  # fmt: skip


def test_items_start_anew_in_each_list_of_a_clause() -> None:
    text = "First:\n\n- one;\n- two.\n\nThen:\n\n- three."
    document = told(None, duty=LocalClause(state="reworded", text=text, reason="R"))

    assert lines(document, "duty")[1:] == [
        "1. First:", "(a) one;", "(b) two.", "2. Then:", "(a) three.",
    ]  # fmt: skip


def test_a_single_paragraph_takes_no_number() -> None:
    assert lines(told({"kind": "municipal"}), "parties") == [
        "A. Parties",
        "Sample, a municipal district, agrees with itself. Paragraph II.A says what follows.",
    ]


def test_another_document_counts_in_its_own_styles() -> None:
    assert headings(told(), "procedures") == ["1. Steps", "a. The first step"]


def test_a_clause_that_does_not_stand_takes_no_number() -> None:
    added = own("x0000001", section="duties", after="own_goals")
    hidden = answers.document(TINY, TOLD | {"goals": []}, {}, (added,))

    assert "B. Own x0000001" in headings(hidden)
    assert "B. Goals of our own" not in headings(hidden)


@pytest.mark.parametrize(
    ("style", "count", "number"),
    [
        ("I", 1, "I"), ("I", 4, "IV"), ("I", 9, "IX"), ("I", 14, "XIV"), ("I", 49, "XLIX"),
        ("I", 1994, "MCMXCIV"), ("i", 8, "viii"), ("A", 1, "A"), ("A", 26, "Z"), ("A", 27, "AA"),
        ("A", 28, "BB"), ("a", 53, "aaa"), ("1", 20, "20"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_a_word_processor_writes_it(
    style: str, count: int, number: str
) -> None:
    assert count_in(style, count) == number


def test_numbers_are_known_by_document_and_key() -> None:
    found = numbers(told())

    assert found["agreement/duty"] == "II.A"
    assert found["agreement/lists"] == "Exhibit A"
    assert found["agreement/school_list"] == "Exhibit A, “Schools”"
    assert found["procedures/step"] == "1.a"


def test_an_unknown_document_is_named_together_with_those_there_are() -> None:
    with pytest.raises(EditionMissing, match=r"“annex”\. It has: agreement and procedures"):
        outline(told(), "annex")


# ---- references ----------------------------------------------------------------------------


def test_a_reference_is_resolved_within_and_across_documents() -> None:
    assert span(told(), "duty") == Span("II.A", "ref", "duty")
    assert span(told(), "step") == Span("1.a", "ref", "step")
    assert "Read Paragraph II.A to Sample." in lines(told(), part="procedures")


def test_a_reference_follows_its_clause_to_another_number() -> None:
    document = with_added(own("x0000001", kind="section", after="opening"))

    assert span(document, "duty").text == "III.A"


def test_a_reference_to_a_clause_that_does_not_stand_names_it() -> None:
    left_out = told(None, duty=LocalClause(state="left_out", reason="R"))

    assert span(left_out, "duty") == Span("“The duty”", "ref", "duty")


def test_a_reference_may_name_an_added_clause() -> None:
    extended = LocalClause(state="extended", text="See {@x0000001}.", reason="R")
    document = with_added(own("x0000001", section="duties", after="duty"), parties=extended)

    assert span(document, "x0000001").text == "II.B"


# ---- conditions and repetition -------------------------------------------------------------


def test_a_paragraph_whose_condition_fails_does_not_print() -> None:
    municipal = plain_text(outline(told({"kind": "municipal", "finish": None})))

    assert "The towns agree" not in municipal
    assert "It lasts from" not in municipal


def test_a_clause_whose_condition_fails_does_not_print() -> None:
    assert not lines(told({"goals": None}), "own_goals")
    assert lines(told({"goals": ["Walk"]}), "own_goals")[-1] == "(a) Walk"


@pytest.mark.parametrize("count", [1, 20])
def test_one_school_or_twenty_print_each_once_in_names_paragraphs_and_table(count: int) -> None:
    rows = [{"_id": f"s{i:03d}aaaa", "name": f"School {i}", "town": "T"} for i in range(count)]
    blocks = outline(told({"school": rows}))
    (table,) = [one for one in blocks if one.field == "school" and one.kind == "table"]

    assert [row[0][0].text for row in table.rows[1:]] == [row["name"] for row in rows]
    text = plain_text(blocks)
    assert all(text.count(f"School {i} takes part.") == 1 for i in range(count))
    names = next(one.text for one in blocks if one.clause == "duty" and one.kind == "text")
    assert names.count(" and ") == (1 if count > 1 else 0)
    assert "School 0" in names
    assert f"School {count - 1}, each" in names


def test_names_that_hold_commas_are_parted_by_semicolons() -> None:
    rows = [NORTH | {"name": "North, lower"}, SOUTH, {"_id": "s3cc2d4e", "name": "West"}]

    (names, *_rest) = [line for line in lines(told({"school": rows})) if "In the schools" in line]

    assert "North, lower; South; and West" in names


def test_an_empty_list_of_rows_shows_one_blank_with_the_tables_label() -> None:
    blocks = outline(told({"school": None}))

    assert [one.text for one in blocks if one.clause == "school_list"][1:] == ["[Schools]"]
    assert "In the schools, [Schools], each" in plain_text(blocks)


def test_an_entry_of_a_list_of_which_nothing_is_seen_takes_no_letter() -> None:
    assert lines(told({"goals": ["Walk", " ", "\u200b", "Read"]}), "own_goals")[2:] == [
        "(a) Walk",
        "(b) Read",
    ]


def test_a_table_names_its_columns_in_its_first_row() -> None:
    (table,) = [one for one in outline(told()) if one.kind == "table"]

    assert [cell[0].text for cell in table.rows[0]] == ["School", "Town"]
    assert (table.caption, table.field) == ("Schools", "school")


def test_an_optional_column_that_nobody_answers_is_left_away() -> None:
    members = [
        {"_id": "m1aa0b2c", "name": {"name": "Bo"}},
        {"_id": "m2aa0b2c", "name": {"name": "C"}},
    ]
    blocks = outline(told({"member": members, "chair": "Bo"}))
    (table,) = [one for one in blocks if one.field == "member"]

    assert [cell[0].text for cell in table.rows[0]] == ["Member", "Member: email", "Until"]
    assert all(one.kind != "blank" for one in spans(blocks))


# ---- answers -------------------------------------------------------------------------------


def test_a_stretch_of_an_answer_knows_its_field_row_and_table() -> None:
    found = [one for one in spans(outline(told())) if one.text == "South"]

    assert Span("South", "answer", "school", "", "s2bb1c3d") in found
    assert Span("South", "answer", "name", "", "s2bb1c3d", "school") in found
    assert all(one.field == "school" for one in found)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("key", "label"), [("district", "School district"), ("joint", "How the towns agree")]
)
def test_e06_a_missing_answer_prints_as_a_blank_with_its_label(key: str, label: str) -> None:
    assert span(told({key: None}), key) == Span(f"[{label}]", "blank", key)


@pytest.mark.parametrize("unseen", ["", " ", "\u200b\u2060", "\u3164"])
def test_an_answer_of_which_nothing_is_seen_prints_as_a_blank(unseen: str) -> None:
    assert span(told({"district": unseen}), "district").kind == "blank"


@pytest.mark.parametrize(
    ("key", "typed"), [("start", "soon"), ("days", "thirty"), ("kind", "regional, mostly")]
)
def test_an_answer_that_cannot_be_read_prints_as_it_was_typed_and_is_marked(
    key: str, typed: str
) -> None:
    assert span(told({key: typed}), key) == Span(typed, "typed", key)


def test_the_choice_other_prints_the_text_that_stands_in_for_it() -> None:
    assert span(told({"role": "other", "role_other": "a singer"}), "role").text == "a singer"
    assert span(told({"role": "other"}), "role").kind == "blank"
    assert span(told({"role": "guide", "role_other": "a singer"}), "role").text == "a guide"


def test_a_choice_over_rows_prints_the_names_of_the_rows() -> None:
    home = {"home": "s2bb1c3d", "visits": ["s1aa0b2c", "s2bb1c3d"]}
    text = plain_text(outline(told({"member": members(**home)})))

    assert "| South | North and South" in text


def test_a_choice_over_rows_that_names_no_row_is_not_lost() -> None:
    found = span(told({"member": members(home="West School")}), "home")

    assert (found.text, found.kind) == ("West School", "typed")


def test_a_cell_that_its_row_is_not_asked_for_does_not_print() -> None:
    rows = [{"_id": "r7k2mq9d", "name": "North", "town": "Hidden Town"}]

    regional, municipal = (
        plain_text(outline(told({"kind": kind, "school": rows})))
        for kind in ("regional", "municipal")
    )

    assert "Hidden Town" in regional
    assert "Hidden Town" not in municipal


def members(**cells: Any) -> list[dict[str, Any]]:
    person = {"name": "Bo", "title": "Teacher", "phone": "911", "email": "bo@town.example"}
    return [
        {"_id": "m1aa0b2c", "name": person, **cells},
        {"_id": "m2aa0b2c", "name": {"name": "Cy"}},
    ]


def test_a_person_prints_with_name_and_title_and_in_an_exhibit_as_a_contact() -> None:
    assert span(told(), "head").text == "Ana, Head"
    in_exhibit = lines(told({"member": members()}), "details")
    assert "(a) Bo, Teacher, 911, bo@town.example is a member." in in_exhibit


def test_a_person_stands_in_a_table_with_one_part_a_line() -> None:
    blocks = outline(told({"member": members()}))
    (table,) = [one for one in blocks if one.field == "member"]

    assert table.rows[1][0][0].text == "Bo\nTeacher\n911\nbo@town.example"


@pytest.mark.parametrize("value", ["{duty}", "{{ 7*7 }}", "{#each school}", "{? x", "- a", "&<>"])
def test_what_looks_like_the_grammar_in_an_answer_stands_for_itself(value: str) -> None:
    assert span(told({"district": value}), "district").text == value


# ---- signers -------------------------------------------------------------------------------


def test_each_signer_gets_a_block_with_room_for_the_signature() -> None:
    (block,) = [one for one in outline(told()) if one.kind == "sign"]

    assert [cell[0].text for cell in block.rows[0]] == ["Signature", "Name", "Title", "Date"]
    assert [row[1][0].text for row in block.rows[1:]] == ["Ana", "Head of North", "Head of South"]
    assert all(row[0] == () for row in block.rows[1:])


def test_signers_that_were_edited_stand_as_they_were_edited() -> None:
    signers = [{"_id": f"g{i}aa0b2c", "name": f"Signer {i}"} for i in range(3)]
    (block,) = [one for one in outline(told({"signatories": signers})) if one.kind == "sign"]

    assert [row[1][0].text for row in block.rows[1:]] == ["Signer 0", "Signer 1", "Signer 2"]


# ---- local changes -------------------------------------------------------------------------


def marks(document: Document, clause: str) -> list[tuple[str, str]]:
    return [(one.mark, one.text) for one in outline(document) if one.clause == clause]


def test_an_extension_follows_the_published_text_and_is_marked_alone() -> None:
    local = LocalClause(state="extended", text="We add {days} days.", reason="R")
    found = marks(told({"kind": "municipal"}, parties=local), "parties")

    assert [mark for mark, _ in found] == ["", "", "extended"]
    assert found[-1] == ("extended", "We add 30 days.")


@pytest.mark.parametrize("state", ["reworded", "official"])
def test_other_words_take_the_place_of_the_published_ones(state: str) -> None:
    local = LocalClause(state=state, text="Be good, {district}.", reason="R", source="S")

    assert marks(told(None, duty=local), "duty") == [
        (state, "The duty"),
        (state, "Be good, Sample."),
    ]


def test_a_clause_that_is_left_out_does_not_print() -> None:
    assert not marks(told(None, own_goals=LocalClause(state="left_out", reason="R")), "own_goals")


def test_a_section_of_which_nothing_stands_does_not_print() -> None:
    gone = LocalClause(state="left_out", reason="R")

    assert "Exhibit A Lists" not in headings(told(None, school_list=gone))


def test_added_clauses_stand_where_they_were_put_in_the_order_of_the_list() -> None:
    document = with_added(
        own("x0000001", section="duties", after="duty"),
        own("x0000002", section="duties", after="duty"),
        own("x0000003", section="duties"),
        own("x0000004", section="duties", after="x0000001"),
    )

    assert headings(document)[2:9] == [
        "II. Duties", "A. Own x0000003", "B. The duty", "C. Own x0000001", "D. Own x0000004",
        "E. Own x0000002", "F. Goals of our own",
    ]  # fmt: skip
    assert marks(document, "x0000001") == [("added", "Own x0000001"), ("added", "Our own.")]


def test_a_clause_added_after_one_that_is_left_out_still_stands() -> None:
    gone = LocalClause(state="left_out", reason="R")
    document = with_added(own("x0000001", section="duties", after="own_goals"), own_goals=gone)

    assert "B. Own x0000001" in headings(document)


def test_an_added_section_holds_its_opening_text_and_its_own_clauses() -> None:
    document = with_added(
        own("x0000001", kind="section", after="opening"),
        own("x0000002", section="x0000001"),
        own("x0000003", kind="section", after="x0000001"),
    )

    assert headings(document)[1:6] == [
        "A. Parties", "II. Own x0000001", "A. Own x0000002", "III. Own x0000003", "IV. Duties",
    ]  # fmt: skip
    assert marks(document, "x0000001") == [("added", "Our own.")]


def test_a_thousand_clauses_added_one_after_the_other_print() -> None:
    chain = [own("x0000000", section="duties", after="duty")]
    chain += [own(f"x{i:07d}", section="duties", after=f"x{i - 1:07d}") for i in range(1, 1200)]

    assert (
        sum(one.mark == "added" and one.kind == "clause" for one in outline(with_added(*chain)))
        == 1200
    )


def test_additions_that_lead_round_in_a_ring_print_once() -> None:
    document = with_added(
        own("x0000001", section="duties", after="duty"),
        own("x0000002", section="duties", after="x0000001"),
        own("x0000001", section="duties", after="x0000002"),
    )

    assert sum(one.kind == "clause" and one.mark == "added" for one in outline(document)) == 3


@pytest.mark.parametrize("text", ["A brace { alone", "{nobody home}", "{? what}\nText", "{#each}"])
def test_a_local_text_that_breaks_the_grammar_prints_as_it_is(text: str) -> None:
    printed = lines(told(None, duty=LocalClause(state="reworded", text=text, reason="R")), "duty")

    assert "".join(printed[1:]).replace("1. ", "").replace("2. ", "") == text.replace("\n", "")


def test_a_character_that_no_page_can_show_is_shown_as_a_mark_wherever_it_stands() -> None:
    added = Added(id="x0000001", kind="section", after="opening", heading="A\x00", text="B\x07")
    text = plain_text(outline(with_added(added)))

    assert "A\ufffd" in text
    assert "B\ufffd" in text


# ---- whatever stands in a file, it prints --------------------------------------------------


@settings(loop, max_examples=150)
@given(st.data())
def test_any_document_at_all_prints_in_both_parts(data: st.DataObject) -> None:
    document = answers.document(
        TINY,
        data.draw(answers.anything(TINY)),
        data.draw(answers.local_clauses(TINY)),
        data.draw(answers.added(TINY)),
    )

    for part in ("agreement", "procedures"):
        blocks = outline(document, part)
        assert all(one.text for one in spans(blocks) if one.kind != "text")
        assert plain_text(blocks)


@settings(loop, max_examples=40)
@given(st.data())
def test_a_spoilt_agreement_of_2022_prints(data: st.DataObject) -> None:
    edition = library.find("ma-sro-2022")
    base = plain(samples.document("complete").answers)
    document = answers.document(
        edition,
        data.draw(answers.changed(edition, base)),
        data.draw(answers.local_clauses(edition)),
        data.draw(answers.added(edition)),
    )

    assert plain_text(outline(document))


# ---- a complete document has no blank ------------------------------------------------------


def assert_complete(document: Document, schema: Any) -> None:
    must = [one for one in rules.check(document) if one.severity == "must"]
    raw = {**project_file.to_plain(document), "editions": {}}

    assert not must
    assert not list(validation.faults_of(schema, raw))
    for part in document.edition.documents:
        blank = [one for one in spans(outline(document, part.key)) if one.kind == "blank"]
        assert not blank


TINY_SCHEMA = validation.validator(plain(TINY.schema))
SRO_SCHEMA = validation.validator(plain(library.find("ma-sro-2022").schema))


@settings(loop, max_examples=80)
@given(st.data())
def test_a_tiny_agreement_with_all_that_is_asked_is_complete_and_has_no_blank(
    data: st.DataObject,
) -> None:
    assert_complete(answers.document(TINY, data.draw(answers.complete(TINY))), TINY_SCHEMA)


@settings(loop, max_examples=25)
@given(st.data())
def test_an_agreement_of_2022_with_all_that_is_asked_is_complete_and_has_no_blank(
    data: st.DataObject,
) -> None:
    edition = library.find("ma-sro-2022")

    assert_complete(answers.document(edition, data.draw(answers.complete(edition))), SRO_SCHEMA)


@pytest.mark.full
@settings(loop, max_examples=600)
@given(st.data())
def test_hundreds_of_agreements_of_2022_are_complete_and_have_no_blank(
    data: st.DataObject,
) -> None:
    edition = library.find("ma-sro-2022")

    assert_complete(answers.document(edition, data.draw(answers.complete(edition))), SRO_SCHEMA)
