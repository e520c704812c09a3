from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mou_desktop import validation
from mou_desktop.model.values import plain
from mou_desktop.rules import check
from mou_desktop.store import library, project_file
from mou_desktop.store.strict_json import pretty
from tests.support import answers, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document, Edition, Finding

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = ROOT / "schemas" / "ma-sro-2022.schema.json"

loop = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole document shrinks for minutes
)

CODE_ALONE = {
    "row.unknown", "row.same_id", "field.cents", "clause.text", "clause.no_home",
    "clause.no_heading", "text.hidden",
}  # fmt: skip
"""What must be settled and no schema can say."""


@cache
def edition(id_: str) -> Edition:
    return answers.tiny() if id_ == "tiny" else library.find(id_)


@cache
def ready(id_: str) -> Draft202012Validator:
    return validation.validator(plain(edition(id_).schema))


def departures(document: Document) -> list[validation.Fault]:
    raw = {**project_file.to_plain(document), "editions": {}}
    return list(validation.faults_of(ready(document.edition.id), raw))


def of_schema_kind(document: Document) -> list[Finding]:
    """Return the findings that hold a final copy up and that a schema could make."""
    stated = {rule.id for rule in document.edition.rules}
    return [
        finding
        for finding in check(document)
        if finding.severity == "must"
        and finding.rule not in CODE_ALONE | stated
        and not finding.rule.startswith("edition.")
    ]


def disagreement(document: Document) -> str:
    """Return how schema and check differ over a document, or nothing."""
    found, said = departures(document), of_schema_kind(document)
    if bool(found) == bool(said):
        return ""
    return f"schema: {found[:3]!r:.500}\ncheck: {said[:3]!r:.800}"


def drawn(data: st.DataObject, id_: str, given_: st.SearchStrategy[dict[str, Any]]) -> Document:
    """Return a document of drawn answers and local changes."""
    one = edition(id_)
    return answers.document(
        one,
        data.draw(given_),
        data.draw(answers.local_clauses(one)),
        data.draw(answers.added(one)),
    )


# ---- the central promise: schema and check say the same of every document ------------------


@settings(loop, max_examples=250)
@given(st.data())
def test_the_schema_accepts_a_tiny_file_exactly_when_the_check_does(data: st.DataObject) -> None:
    base = data.draw(answers.complete(edition("tiny")))
    document = drawn(data, "tiny", answers.changed(edition("tiny"), base))

    assert not disagreement(document)


@settings(loop, max_examples=100)
@given(st.data())
def test_schema_and_check_agree_on_any_mixture_of_answers(data: st.DataObject) -> None:
    document = drawn(data, "tiny", answers.anything(edition("tiny")))

    assert not disagreement(document)


@settings(loop, max_examples=150)
@given(st.data())
def test_schema_and_check_agree_on_changes_of_a_complete_agreement(data: st.DataObject) -> None:
    base = plain(samples.document("complete").answers)
    document = drawn(data, "ma-sro-2022", answers.changed(edition("ma-sro-2022"), base))

    assert not disagreement(document)


@pytest.mark.full
@pytest.mark.parametrize("id_", ["tiny", "ma-sro-2022"])
@settings(loop, max_examples=1000)
@given(st.data())
def test_schema_and_check_agree_on_thousands_of_documents(id_: str, data: st.DataObject) -> None:
    base = data.draw(answers.complete(edition(id_)))
    mixture = data.draw(st.booleans())
    given_ = answers.anything(edition(id_)) if mixture else answers.changed(edition(id_), base)

    assert not disagreement(drawn(data, id_, given_))


@pytest.mark.parametrize("name", ["half", "complete", "long"])
def test_schema_and_check_agree_on_the_sample_answers(name: str) -> None:
    assert not disagreement(samples.document(name))


# ---- what only near misses show ------------------------------------------------------------

TOLD = {
    "district": "Sample", "kind": "municipal", "head": {"name": "A"}, "days": 1,
    "school": [{"_id": "s1aa0b2c", "name": "North"}], "start": "2027-07-01",
}  # fmt: skip


def tiny_with(**changes: Any) -> Document:
    return answers.document(edition("tiny"), TOLD | changes)


def row(**cells: Any) -> dict[str, Any]:
    return {"_id": "m1aa0b2c", "name": {"name": "Bo"}, **cells}


def two(**cells: Any) -> list[dict[str, Any]]:
    return [row(**cells), row(_id="m2aa0b2c")]


@pytest.mark.parametrize(
    ("changes", "complete"),
    [
        ({}, True),
        ({"kind": "regional"}, False),  # towns and `joint` are asked for now
        ({"joint": 5}, True),  # hidden: kept, and never judged
        ({"member": [row()]}, True),  # one row is too few to be an answer, so no chair is asked for
        ({"member": two()}, False),
        ({"member": two(), "chair": "Bo"}, True),
        ({"member": two(), "goals": ["no chair"]}, True),
        ({"member": two(status="guest"), "chair": "Bo"}, False),
        ({"member": two(status="guest", until="2028-01-01"), "chair": "Bo"}, True),
        ({"member": two(deputy={"title": "T"}), "chair": "Bo"}, False),  # seen, so a duty
        ({"member": two(deputy={"title": " "}), "chair": "Bo"}, True),
        ({"role": "other"}, False),
        ({"role": "other", "role_other": "a singer"}, True),
        ({"fee": 5, "shared": True}, False),
        ({"fee": 5, "shared": True, "role": "guide"}, True),
        ({"shared": True}, True),  # the question is hidden, so nobody asks who shares
        ({"share": 101}, False),  # a percentage needs no bounds of its own
        ({"start": "2027-02-29"}, False),
        ({"mail": "a@b.co\n"}, False),
        ({"call": "911\n"}, False),
        ({"school": []}, False),
        ({"school": [{"name": "North"}]}, False),
        ({"days": 1.0}, True),
        ({"days": True}, False),
        ({"district": "\u200b \u2060"}, False),
        ({"signatories": []}, True),  # derived until somebody edits them
        ({"signatories": [{"_id": "g1aa0b2c"}]}, False),
        ({"stranger": 1}, True),
    ],
)
def test_schema_and_check_agree_where_it_is_close(changes: dict[str, Any], complete: bool) -> None:
    document = tiny_with(**changes)

    assert not disagreement(document)
    assert (not departures(document)) == complete


# ---- any JSON Schema tool can check a file -------------------------------------------------


def run_tool(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(PUBLISHED), str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def complete_file(path: Path, **local: Any) -> Path:
    raw = project_file.to_plain(samples.document("complete"))
    raw["local"]["clauses"] = local
    path.write_bytes(pretty(raw))
    return path


def test_check_jsonschema_accepts_a_complete_agreement(tmp_path: Path) -> None:
    ran = run_tool(complete_file(tmp_path / "a.mou"))

    assert (ran.returncode, ran.stderr) == (0, "")


def test_check_jsonschema_refuses_a_reworded_prohibition(tmp_path: Path) -> None:
    reworded = {"state": "reworded", "text": "The officer may discipline.", "reason": "We like it"}

    ran = run_tool(complete_file(tmp_path / "a.mou", no_discipline=reworded))

    assert ran.returncode == 1
    assert "no_discipline.state" in ran.stdout


def test_check_jsonschema_refuses_a_left_out_mandatory_clause(tmp_path: Path) -> None:
    left_out = {"state": "left_out", "reason": "Not wanted"}

    ran = run_tool(complete_file(tmp_path / "a.mou", threshold=left_out))

    assert ran.returncode == 1
    assert "threshold.state" in ran.stdout


def test_check_jsonschema_refuses_a_regional_district_without_hosts(tmp_path: Path) -> None:
    path = complete_file(tmp_path / "a.mou")
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert raw["answers"]["district_type"] == "regional"
    for department in raw["answers"]["pd"]:
        department.pop("host_of", None)
    path.write_bytes(pretty(raw))

    ran = run_tool(path)

    assert ran.returncode == 1
    assert "host_of" in ran.stdout


def test_check_jsonschema_accepts_official_wording_of_a_locked_clause(tmp_path: Path) -> None:
    official = {"state": "official", "text": "The authority's own words.", "source": "Letter"}

    ran = run_tool(complete_file(tmp_path / "a.mou", no_discipline=official))

    assert (ran.returncode, ran.stderr) == (0, "")


# ---- the schemas themselves ----------------------------------------------------------------


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    if isinstance(schema, list):
        for part in schema:
            yield from parts(part)


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").glob("*.json")), ids=lambda p: p.name)
def test_a_published_schema_is_valid_and_refers_to_nothing_outside(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:mou-desktop:")
    refs = [one["$ref"] for one in parts(schema) if isinstance(one.get("$ref"), str)]
    assert all(ref.startswith("#/") for ref in refs)


def test_each_answer_of_limited_form_stands_beside_a_limit_of_length() -> None:
    schema = plain(edition("ma-sro-2022").schema)
    patterned = [one for one in parts(schema) if one.get("type") == "string" and "pattern" in one]
    in_answers = [one for one in patterned if one["pattern"].startswith("^")]

    assert in_answers
    assert all("maxLength" in one for one in in_answers)


def test_no_pattern_lets_a_last_line_break_through() -> None:
    patterns = [one for one in parts(plain(edition("ma-sro-2022").schema)) if "pattern" in one]
    loose = [one for one in patterns if str(one["pattern"]).endswith("$")]

    assert all(one.get("maxLength") == 8 for one in loose)  # an identity: its length says the rest


def test_a_document_of_another_revision_is_not_this_schemas() -> None:
    raw = project_file.to_plain(samples.document("complete"))
    raw["edition"]["revision"] = 999

    (fault,) = validation.faults_of(ready("ma-sro-2022"), raw)

    assert fault.path == ("edition", "revision")
