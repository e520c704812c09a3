"""The text of every edition of the SRO agreement: its words, its fields and the law behind them.

An edition of another model is none of them: what is true of its text stands in a module of its own.
"""

from __future__ import annotations

import json
import re
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

    from mou_desktop.model import Basis, Clause, Document, Edition, Field, Section

ROOT = Path(__file__).resolve().parents[1]
NOW = "2027-03-04T05:06:07Z"

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


@pytest.fixture(params=[card.id for card in library.cards() if card.id.startswith("ma-sro-")])
def edition(request: pytest.FixtureRequest) -> Edition:
    return library.find(request.param)


def sections(edition: Edition) -> list[tuple[Section, Clause]]:
    return [(section, clause) for _, section, clause in edition.walk()]


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


def fields(edition: Edition) -> Iterator[tuple[str, Field]]:
    for one in edition.fields:
        yield one.key, one
        for column in one.columns:
            yield f"{one.key}.{column.key}", column


def sample(edition: Edition, name: str) -> Document:
    """Return an agreement of sample answers, read as the command line reads them."""
    return with_answers(new(edition, NOW), samples.answers(name, edition.id[-4:]))


def test_every_section_of_the_2018_skeleton_stands_in_its_order(edition: Edition) -> None:
    (agreement,) = (part for part in edition.documents if part.key == "agreement")
    numbered = [one.key for one in agreement.sections if one.kind == "section"]
    kinds = [one.kind for one in agreement.sections]

    assert numbered == SKELETON
    assert kinds.count("signatures") == 1
    assert kinds[: len(SKELETON) + 1] == ["section"] * len(SKELETON) + ["signatures"]


def test_the_example_of_each_field_passes_the_field_and_answers_it(edition: Edition) -> None:
    for key, one in fields(edition):
        if one.example is None:
            assert one.type == "table" or one.rows_of, key
        else:
            assert not list(validation.faults(plain(one.example), property_of(one))), key
            assert is_answered(one, freeze(one.example)), key


def test_every_field_says_who_usually_knows_it_and_what_it_is(edition: Edition) -> None:
    for one in edition.fields:
        assert one.label
        assert one.who, one.key


def test_every_field_and_every_column_has_a_hint(edition: Edition) -> None:
    assert not [key for key, one in fields(edition) if not one.hint]


def test_a_field_that_can_be_missing_has_one_sentence_for_it(edition: Edition) -> None:
    for key, one in fields(edition):
        if one.required or one.advised:
            assert one.missing.endswith((".", "?")), key
            assert one.missing[0].isupper(), key


def test_questions_are_asked_in_the_order_of_the_sentence(edition: Edition) -> None:
    unruly = {"signing", "procedures_text", "duration"}  # their conditions stand before the answers
    for key, asked in edition.questions.items():
        clause = edition.clauses.get(key)
        if clause is not None and key not in unruly:
            found = [re.search(rf"{{#?(?:\w+ )?{one.key}\b", clause.text) for one in asked]
            places = [one.start() for one in found if one]
            assert places == sorted(places), key


def citations(edition: Edition) -> Iterator[tuple[str, Basis]]:
    for _, clause in sections(edition):
        yield from ((clause.key, one) for one in clause.basis)
    for one in edition.fields:
        yield from ((one.key, basis) for basis in one.basis)
    for rule in edition.rules:
        yield from ((rule.id, basis) for basis in rule.basis)


def test_every_clause_field_and_rule_names_its_basis_with_status_and_source(
    edition: Edition,
) -> None:
    for key, basis in citations(edition):
        assert basis.cite, key
        assert basis.source, key
        assert basis.status in {"confirmed", "to_confirm"}, key
    assert all(clause.basis for _, clause in sections(edition))
    assert all(one.basis for one in edition.fields)
    assert all(rule.basis for rule in edition.rules)


def test_only_a_source_that_somebody_has_read_confirms_anything(edition: Edition) -> None:
    assert not [(key, one) for key, one in citations(edition) if one.confirmed
                and one.source not in MAY_CONFIRM]  # fmt: skip


def test_a_model_is_never_a_confirmed_source_of_our_words(edition: Edition) -> None:
    assert not [key for key, one in citations(edition) if one.confirmed and "Model MOU" in one.cite]


def test_only_what_rests_on_a_confirmed_primary_source_is_locked(edition: Edition) -> None:
    for _, clause in sections(edition):
        sources = {one.source for one in clause.basis if one.confirmed} - {"agreement"}
        assert not clause.locked or (clause.mandatory and sources), clause.key


@pytest.mark.parametrize("key", ["no_discipline", "no_police_powers"])
def test_the_two_prohibitions_are_locked(edition: Edition, key: str) -> None:
    clause = edition.clauses[key]

    assert clause.locked
    assert clause.states(working=True) == ("extended", "official")


def test_the_threshold_is_mandatory_and_not_locked_because_nobody_has_seen_its_words(
    edition: Edition,
) -> None:
    clause = edition.clauses["threshold"]

    assert clause.mandatory
    assert not clause.locked
    assert not clause.confirmed


def test_nothing_claims_to_follow_or_conform_to_the_commissions_model(edition: Edition) -> None:
    assert not [text for text in parts(plain(edition.built)) if CLAIMS.search(text)]


@pytest.mark.parametrize("name", ["complete", "half", "empty"])
def test_no_printed_agreement_makes_a_claim_or_speaks_unkindly(edition: Edition, name: str) -> None:
    text = outline.plain_text(outline.outline(sample(edition, name)))

    assert not CLAIMS.search(text)
    assert not UNWELCOME.search(text)


def test_no_text_of_the_edition_uses_a_word_that_blames_or_begs(edition: Edition) -> None:
    assert not [text for text in parts(plain(edition.built)) if UNWELCOME.search(text)]


def test_keys_are_well_formed_and_no_two_parts_share_one(edition: Edition) -> None:
    parts_ = [key for part in edition.documents for key in (
        part.key, *(one.key for one in part.sections),
        *(clause.key for one in part.sections for clause in one.clauses))]  # fmt: skip
    keys = [*parts_, *(key.rpartition(".")[2] for key, _ in fields(edition))]

    assert all(re.fullmatch(r"[a-z][a-z0-9_]{1,23}", key) for key in keys)
    assert len(set(parts_)) == len(parts_)


def test_every_clause_has_help_for_a_person_who_is_no_lawyer(edition: Edition) -> None:
    for _, clause in sections(edition):
        assert clause.help.endswith((".", "?")), clause.key
        assert clause.who, clause.key


def test_the_body_names_offices_and_only_signatures_and_exhibits_name_persons(
    edition: Edition,
) -> None:
    for section, clause in sections(edition):
        if section.kind == "section":
            found = [
                inline.key
                for block in parse(clause.text)
                for inline in block.inlines()
                if isinstance(inline, Answer) and not inline.row
                and edition.by_key[inline.key].type == "person"
            ]  # fmt: skip
            assert not found, clause.key


def must(document: Document) -> list[str]:
    return [one.message for one in rules.check(document) if one.severity == "must"]


@pytest.mark.parametrize("name", ["complete"])
def test_sample_answers_that_are_whole_leave_nothing_open(edition: Edition, name: str) -> None:
    assert not must(sample(edition, name))


def test_half_of_the_answers_leave_some_open_and_nothing_is_wrong(edition: Edition) -> None:
    found = [one for one in rules.check(sample(edition, "half")) if one.severity == "must"]

    assert found
    assert {one.rule for one in found} == {"field.missing"}


def test_an_empty_agreement_asks_for_what_it_cannot_be_read_without(edition: Edition) -> None:
    found = {
        one.place.field for one in rules.check(sample(edition, "empty")) if one.severity == "must"
    }

    assert {"district_name", "pd", "school", "superintendent", "effective_date"} <= found


@pytest.mark.parametrize("name", ["complete"])
def test_a_whole_sample_is_what_the_published_schema_accepts(edition: Edition, name: str) -> None:
    schema = json.loads(
        (ROOT / "schemas" / f"{edition.id}.schema.json").read_text(encoding="utf-8")
    )

    assert not list(validation.faults(project_file.to_plain(sample(edition, name)), schema))


def test_every_printed_field_is_printed_by_the_long_sample_or_can_be(edition: Edition) -> None:
    printed = {one.key for one in edition.fields if one.print}
    placed = {key for key, place in edition.field_places.items() if place.clause}

    assert printed <= placed


@pytest.mark.parametrize("name", ["complete", "half"])
def test_no_sample_answer_is_lost_or_stands_as_typed(edition: Edition, name: str) -> None:
    document = sample(edition, name)

    assert set(document.answers) == set(samples.answers(name, edition.id[-4:]))
    kinds = {span.kind for block in outline.outline(document) for span in block.spans}
    assert "typed" not in kinds
