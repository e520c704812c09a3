from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import outline, rules, validation
from mou_desktop.model.answer_schema import property_of
from mou_desktop.model.document import is_answered, new
from mou_desktop.model.text import Answer, parse
from mou_desktop.model.typed import with_answers
from mou_desktop.model.values import freeze, plain
from mou_desktop.store import library, project_file
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Basis, Document, Field

ROOT = Path(__file__).resolve().parents[1]
NOW = "2027-03-04T05:06:07Z"
EDITION = library.find("ma-sro-2022")
SECTIONS = [(section, clause) for _, section, clause in EDITION.walk()]

SKELETON = [
    "purpose", "mission", "governance", "roles", "information", "data", "training", "procedures",
    "term",
]  # fmt: skip
"""The nine sections of the 2018 model, in its order."""

MAY_CONFIRM = {
    *(f"U{number:02d}" for number in (1, 2, 3, 6, 8, 11, 14, 15, 18, 19, 20, 22, 23, 24, 25, 81)),
    *(f"U{number}" for number in range(33, 43)),
    "agreement",
}
"""The sources that somebody has read, and the agreement itself."""

CLAIMS = re.compile(
    r"\b(conform\w*|compl(y|ies|ied|iant|iance)|follow(s|ed|ing)?|identical|same as|adopts?)\b"
    r"[^.;:]{0,60}\b(model|Commission)\b"
    r"|\b(model|Commission)\b[^.;:]{0,40}\b(conform\w*|compl(y|ies|ied|iant|iance))\b",
    re.IGNORECASE,
)
UNWELCOME = re.compile(r"\b(invalid|illegal|oops|sorry|please)\b", re.IGNORECASE)


def parts(schema: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(schema, str):
        yield schema
    elif isinstance(schema, dict):
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


def fields() -> Iterator[tuple[str, Field]]:
    for one in EDITION.fields:
        yield one.key, one
        for column in one.columns:
            yield f"{one.key}.{column.key}", column


def sample(name: str) -> Document:
    """Return an agreement of sample answers, read as the command line reads them."""
    return with_answers(new(EDITION, NOW), samples.answers(name))


# ---- all of it is there --------------------------------------------------------------------


def test_there_are_at_least_fifty_five_clauses() -> None:
    assert len(EDITION.clauses) >= 55


def test_every_section_of_the_2018_skeleton_stands_in_its_order() -> None:
    (agreement,) = (part for part in EDITION.documents if part.key == "agreement")
    numbered = [one.key for one in agreement.sections if one.kind == "section"]
    kinds = [one.kind for one in agreement.sections]

    assert numbered == SKELETON
    assert kinds.count("signatures") == 1
    assert kinds[: len(SKELETON) + 1] == ["section"] * len(SKELETON) + ["signatures"]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "docs" / name).read_text(encoding="utf-8"))


def test_each_of_the_seventeen_points_is_covered_by_clauses_that_stand() -> None:
    points = read("must-cover.toml")["point"]

    assert len(points) == 17
    for point in points:
        assert point["clauses"]
        assert set(point["clauses"]) <= set(EDITION.clauses), point["text"]


def test_what_the_law_asks_for_stands_in_a_mandatory_clause() -> None:
    for point in read("must-cover.toml")["point"]:
        if point["by"] == "law":
            assert any(EDITION.clauses[key].mandatory for key in point["clauses"]), point["text"]


def test_every_key_of_the_inventory_is_a_field_or_has_a_reason() -> None:
    keys = read("inventory.toml")["key"]

    assert len({one["key"] for one in keys}) == len(keys) == 135
    for one in keys:
        assert one.get("fields") or one.get("reason"), one["key"]
        assert all(EDITION.column(field) for field in one.get("fields", ())), one["key"]


def test_a_field_has_the_key_of_the_inventory_unless_a_note_says_why() -> None:
    for one in read("inventory.toml")["key"]:
        plain_key = one["key"].removesuffix("[]")
        assert (
            plain_key in one.get("fields", ())
            or one.get("note")
            or one.get("reason")
            or any(field.startswith(plain_key) for field in one["fields"])
        ), one["key"]


def test_every_field_is_in_the_inventory_or_says_why_it_is_there_too() -> None:
    inventory = read("inventory.toml")
    named = {field.partition(".")[0] for one in inventory["key"] for field in one.get("fields", ())}
    more = {one["field"]: one["reason"] for one in inventory["more"]}

    assert set(EDITION.by_key) == named | set(more)
    assert all(more.values())


def test_the_page_of_the_edition_is_what_its_script_makes() -> None:
    command = [sys.executable, "-m", "scripts.edition_tables", "--check"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")


# ---- fields --------------------------------------------------------------------------------


def test_the_example_of_each_field_passes_the_field_and_answers_it() -> None:
    for key, one in fields():
        if one.example is None:
            assert one.type == "table" or one.rows_of, key
        else:
            assert not list(validation.faults(plain(one.example), property_of(one))), key
            assert is_answered(one, freeze(one.example)), key


def test_every_field_says_who_usually_knows_it_and_what_it_is() -> None:
    for one in EDITION.fields:
        assert one.label
        assert one.who, one.key


def test_every_field_and_every_column_has_a_hint() -> None:
    assert not [key for key, one in fields() if not one.hint]


def test_a_field_that_can_be_missing_has_one_sentence_for_it() -> None:
    for key, one in fields():
        if one.required or one.advised:
            assert one.missing.endswith((".", "?")), key
            assert one.missing[0].isupper(), key


def test_questions_are_asked_in_the_order_of_the_sentence() -> None:
    unruly = {"signing", "procedures_text", "duration"}  # their conditions stand before the answers
    for key, asked in EDITION.questions.items():
        clause = EDITION.clauses.get(key)
        if clause is not None and key not in unruly:
            found = [re.search(rf"{{#?(?:\w+ )?{one.key}\b", clause.text) for one in asked]
            places = [one.start() for one in found if one]
            assert places == sorted(places), key


# ---- the law behind it ---------------------------------------------------------------------


def citations() -> Iterator[tuple[str, Basis]]:
    for _, clause in SECTIONS:
        yield from ((clause.key, one) for one in clause.basis)
    for one in EDITION.fields:
        yield from ((one.key, basis) for basis in one.basis)
    for rule in EDITION.rules:
        yield from ((rule.id, basis) for basis in rule.basis)


def test_every_clause_field_and_rule_names_its_basis_with_status_and_source() -> None:
    for key, basis in citations():
        assert basis.cite, key
        assert basis.source, key
        assert basis.status in {"confirmed", "to_confirm"}, key
    assert all(clause.basis for _, clause in SECTIONS)
    assert all(one.basis for one in EDITION.fields)
    assert all(rule.basis for rule in EDITION.rules)


def test_only_a_source_that_somebody_has_read_confirms_anything() -> None:
    assert not [(key, one) for key, one in citations() if one.confirmed
                and one.source not in MAY_CONFIRM]  # fmt: skip


def test_a_model_is_never_a_confirmed_source_of_our_words() -> None:
    assert not [key for key, one in citations() if one.confirmed and "Model MOU" in one.cite]


def test_only_what_rests_on_a_confirmed_primary_source_is_locked() -> None:
    for _, clause in SECTIONS:
        sources = {one.source for one in clause.basis if one.confirmed} - {"agreement"}
        assert not clause.locked or (clause.mandatory and sources), clause.key


@pytest.mark.parametrize("key", ["no_discipline", "no_police_powers"])
def test_the_two_prohibitions_are_locked(key: str) -> None:
    clause = EDITION.clauses[key]

    assert clause.locked
    assert clause.states(working=True) == ("extended", "official")


@pytest.mark.parametrize(
    "key", ["preferences", "officer_review", "filing", "barred_information", "weapon_reports",
            "certification"]
)  # fmt: skip
def test_what_the_statute_says_outright_is_locked(key: str) -> None:
    assert EDITION.clauses[key].locked


def test_the_threshold_is_mandatory_and_not_locked_because_nobody_has_seen_its_words() -> None:
    clause = EDITION.clauses["threshold"]

    assert clause.mandatory
    assert not clause.locked
    assert not clause.confirmed


# ---- words ---------------------------------------------------------------------------------


def test_the_text_says_that_it_is_working_text_and_not_the_commissions() -> None:
    assert EDITION.working
    assert "not the Commission’s document" in EDITION.notice


def test_nothing_claims_to_follow_or_conform_to_the_commissions_model() -> None:
    assert not [text for text in parts(plain(EDITION.built)) if CLAIMS.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It conforms to the model.",
        "This follows the state model MOU.",
        "Complies with the Commission’s document.",
        "A model-compliant agreement.",
    ],
)
def test_the_search_for_claims_finds_one(text: str) -> None:
    assert CLAIMS.search(text)


@pytest.mark.parametrize("name", ["complete", "half", "long", "empty"])
def test_no_printed_agreement_makes_a_claim_or_speaks_unkindly(name: str) -> None:
    text = outline.plain_text(outline.outline(sample(name)))

    assert not CLAIMS.search(text)
    assert not UNWELCOME.search(text)


def test_no_text_of_the_edition_uses_a_word_that_blames_or_begs() -> None:
    assert not [text for text in parts(plain(EDITION.built)) if UNWELCOME.search(text)]


def test_keys_are_well_formed_and_no_two_parts_share_one() -> None:
    parts_ = [key for part in EDITION.documents for key in (
        part.key, *(one.key for one in part.sections),
        *(clause.key for one in part.sections for clause in one.clauses))]  # fmt: skip
    keys = [*parts_, *(key.rpartition(".")[2] for key, _ in fields())]

    assert all(re.fullmatch(r"[a-z][a-z0-9_]{1,23}", key) for key in keys)
    assert len(set(parts_)) == len(parts_)


def test_every_clause_has_help_for_a_person_who_is_no_lawyer() -> None:
    for _, clause in SECTIONS:
        assert clause.help.endswith((".", "?")), clause.key
        assert clause.who, clause.key


def test_the_body_names_offices_and_only_signatures_and_exhibits_name_persons() -> None:
    for section, clause in SECTIONS:
        if section.kind == "section":
            found = [
                inline.key
                for block in parse(clause.text)
                for inline in block.inlines()
                if isinstance(inline, Answer) and not inline.row
                and EDITION.by_key[inline.key].type == "person"
            ]  # fmt: skip
            assert not found, clause.key


# ---- the sample answers --------------------------------------------------------------------


def must(document: Document) -> list[str]:
    return [one.message for one in rules.check(document) if one.severity == "must"]


@pytest.mark.parametrize("name", ["complete", "long"])
def test_sample_answers_that_are_whole_leave_nothing_open(name: str) -> None:
    assert not must(sample(name))


def test_half_of_the_answers_leave_some_open_and_nothing_is_wrong() -> None:
    found = [one for one in rules.check(sample("half")) if one.severity == "must"]

    assert found
    assert {one.rule for one in found} == {"field.missing"}


def test_an_empty_agreement_asks_for_what_it_cannot_be_read_without() -> None:
    found = {one.place.field for one in rules.check(sample("empty")) if one.severity == "must"}

    assert {"district_name", "pd", "school", "superintendent", "effective_date"} <= found


@pytest.mark.parametrize("name", ["complete", "half", "long"])
def test_no_sample_answer_is_lost_or_stands_as_typed(name: str) -> None:
    document = sample(name)

    assert set(document.answers) == set(samples.answers(name))
    kinds = {span.kind for block in outline.outline(document) for span in block.spans}
    assert "typed" not in kinds


@pytest.mark.parametrize("name", ["complete", "long"])
def test_a_whole_sample_is_what_the_published_schema_accepts(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / "ma-sro-2022.schema.json").read_text(encoding="utf-8"))

    assert not list(validation.faults(project_file.to_plain(sample(name)), schema))


def test_the_complete_sample_fills_twelve_to_sixteen_pages_of_words() -> None:
    words = outline.plain_text(outline.outline(sample("complete"))).split()

    assert 5_000 < len(words) < 10_500


def test_every_printed_field_is_printed_by_the_long_sample_or_can_be() -> None:
    printed = {one.key for one in EDITION.fields if one.print}
    placed = {key for key, place in EDITION.field_places.items() if place.clause}

    assert printed <= placed


# ---- real districts differ -----------------------------------------------------------------


@pytest.mark.parametrize("departments", [1, 2, 20])
@pytest.mark.parametrize("schools", [1, 20])
def test_one_or_twenty_departments_and_schools_make_a_complete_agreement(
    departments: int, schools: int
) -> None:
    document = sample("complete")
    school = [{"_id": f"s{i:03d}aaaa", "name": f"School {i}"} for i in range(schools)]
    host = [one["_id"] for one in school]
    pd = [
        {"_id": f"p{i:03d}aaaa", "name": f"Department {i}", "municipality": f"Town {i}",
         "chief": {"name": f"Chief {i}", "title": "Chief"}, "host_of": host}
        for i in range(departments)
    ]  # fmt: skip
    changes = {"school": school, "pd": pd, "poc": None, "sro": None, "areas": None,
               "signatories": None}  # fmt: skip
    told = document.with_answers(changes).with_answer("multi_chief_process", "They take turns.")

    assert not must(told)
    text = outline.plain_text(outline.outline(told))
    assert all(f"Chief {i}" in text for i in range(departments))
    assert all(f"School {i}" in text for i in range(schools))


def test_another_party_has_a_place_to_sign_once_it_is_named_and_none_before() -> None:
    party = {
        "_id": "o1aa0b2c", "party": "Sample County District Attorney", "role": "district_attorney",
        "representative": {"name": "Robin Example", "title": "District Attorney"},
    }  # fmt: skip
    alone = sample("complete").with_answers({"signatories": None, "other_parties": None})
    joined = alone.with_answer("other_parties", [party])

    before, after = (document.counts("signatories") for document in (alone, joined))

    assert len(after) == len(before) + 1 == len(alone.counts("pd")) + 2
    assert after[-1]["body"] == "Sample County District Attorney"
    assert not must(joined)


@pytest.mark.parametrize("kind", [c.key for c in EDITION.by_key["district_type"].choices])
@pytest.mark.parametrize("term", [c.key for c in EDITION.by_key["term_type"].choices])
@pytest.mark.parametrize("payer", [c.key for c in EDITION.by_key["salary_payer"].choices])
def test_each_kind_of_district_term_and_payer_prints_without_a_blank_once_told(
    kind: str, term: str, payer: str
) -> None:
    document = sample("complete").with_answers(
        {"district_type": kind, "term_type": term, "salary_payer": payer}
    )
    examples = {
        one.key: plain(one.example)
        for one in EDITION.fields
        if one.required and one.example is not None and not document.answered(one.key)
    }
    told = with_answers(document, examples)
    told = told.with_answer("end_date", "2199-06-30")

    assert not must(told)
    blocks = outline.outline(told)
    assert not [span for block in blocks for span in block.spans if span.kind == "blank"]
