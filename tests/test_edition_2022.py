from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import outline, rules, validation
from mou_desktop.model.document import new
from mou_desktop.model.typed import with_answers
from mou_desktop.model.values import plain
from mou_desktop.store import library, project_file
from tests.support import samples

if TYPE_CHECKING:
    from mou_desktop.model import Document

ROOT = Path(__file__).resolve().parents[1]
NOW = "2027-03-04T05:06:07Z"
EDITION = library.find("ma-sro-2022")

CLAIMS = re.compile(
    r"\b(conform\w*|compl(y|ies|ied|iant|iance)|follow(s|ed|ing)?|identical|same as|adopts?)\b"
    r"[^.;:]{0,60}\b(model|Commission)\b"
    r"|\b(model|Commission)\b[^.;:]{0,40}\b(conform\w*|compl(y|ies|ied|iant|iance))\b",
    re.IGNORECASE,
)


def sample(name: str) -> Document:
    """Return an agreement of sample answers, read as the command line reads them."""
    return with_answers(new(EDITION, NOW), samples.answers(name))


# ---- all of it is there --------------------------------------------------------------------


def test_there_are_at_least_fifty_five_clauses() -> None:
    assert len(EDITION.clauses) >= 55


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


# ---- the law behind it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["preferences", "officer_review", "filing", "barred_information", "weapon_reports",
            "certification"]
)  # fmt: skip
def test_what_the_statute_says_outright_is_locked(key: str) -> None:
    assert EDITION.clauses[key].locked


# ---- words ---------------------------------------------------------------------------------


def test_the_text_says_that_it_is_working_text_and_not_the_commissions() -> None:
    assert EDITION.working
    assert "not the Commission’s document" in EDITION.notice


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


# ---- the sample answers --------------------------------------------------------------------


def must(document: Document) -> list[str]:
    return [one.message for one in rules.check(document) if one.severity == "must"]


@pytest.mark.parametrize("name", ["complete", "half", "long"])
def test_no_sample_answer_is_lost_or_stands_as_typed(name: str) -> None:
    document = sample(name)

    assert set(document.answers) == set(samples.answers(name))
    kinds = {span.kind for block in outline.outline(document) for span in block.spans}
    assert "typed" not in kinds


def test_the_complete_sample_fills_twelve_to_sixteen_pages_of_words() -> None:
    words = outline.plain_text(outline.outline(sample("complete"))).split()

    assert 5_000 < len(words) < 10_500


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


def test_the_long_sample_leaves_nothing_open_and_is_what_the_published_schema_accepts() -> None:
    document = sample("long")

    assert not must(document)
    assert not list(validation.faults(project_file.to_plain(document), plain(EDITION.schema)))
