from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop import rules
from mou_desktop.errors import MouError
from mou_desktop.model.values import plain
from mou_desktop.outline import outline, plain_text
from mou_desktop.store import project_file
from tests.support.files import (
    NOW,
    carried_of,
    examples,
    mou,
    plain_sentence,
    raw_of,
    sealed,
    tiny_file,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults

RAW = tiny_raw()
SCHEMA = jsonschema.Draft202012Validator(carried_of(RAW)["schema"])

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["_id", "name", "title", "date", "town", "state", "text", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def mutated(path: list[str | int], value: Any) -> dict[str, Any]:
    """Return the tiny file with `value` at `path`; nothing is put where nothing was."""
    raw = copy.deepcopy(RAW)
    here: Any = raw
    for step in path[:-1]:
        here = here[step]
    if isinstance(here, list) and path[-1] == len(here):
        here.append(value)
    else:
        here[path[-1]] = value
    return raw


FIELDS = "district kind head school days start goals signatories joint filed no_such_field"
PLACES: list[list[str | int]] = [
    *(list[str | int](("answers", key)) for key in FIELDS.split()),
    ["answers", "head", "name"],
    ["answers", "head", "fax"],
    ["answers", "school", 0],
    ["answers", "school", 2],
    ["answers", "school", 1, "_id"],
    ["answers", "school", 1, "town"],
    ["answers", "school", 1, "fax"],
    ["answers", "goals", 0],
    ["unplaced", "x"],
    ["local", "clauses", "no_such_clause"],
    ["local", "clauses", "parties", "state"],
    ["local", "clauses", "parties", "text"],
    ["local", "clauses", "duty", "source"],
    ["local", "clauses", "duty", "later"],
    ["local", "added", 0],
    ["local", "added", 0, "_id"],
    ["local", "added", 0, "kind"],
    ["local", "added", 0, "section"],
    ["local", "added", 0, "after"],
    ["local", "added", 0, "heading"],
    ["local", "added", 0, "text"],
    ["local", "later"],
    ["notes", 0],
    ["notes", 0, "on"],
    ["rounds", 0, "base"],
    ["parents", 0],
    ["later"],
]


@examples(100, full=3000)
@given(path=st.sampled_from(PLACES), value=JSON)
def test_b13_a_document_with_anything_in_it_opens_as_a_draft_and_keeps_it(
    path: list[str | int], value: Any
) -> None:
    raw = mutated(path, value)
    try:
        project = project_file.loads(sealed(raw))
    except MouError as error:
        plain_sentence(f"“a.mou” {error}")
        assert path[0] not in {"answers", "unplaced", "later"}, "an answer never keeps a file shut"
        return
    document = project.document

    found = rules.check(document)
    assert all(plain_sentence(finding.message) for finding in found)
    assert plain_text(outline(document))
    again = project_file.to_plain(document)
    for key in ("answers", "unplaced", "notes", "rounds"):
        assert again[key] == raw[key]
    if not list(SCHEMA.iter_errors(raw)):
        return
    assert not rules.is_complete(found), "the schema refuses it, and no finding says so"


@examples(100, full=3000)
@given(st.dictionaries(st.sampled_from([*RAW["answers"], "extra"]), JSON, max_size=12))
def test_b13_rules_and_schema_agree_on_which_answers_are_finished(answers: dict[str, Any]) -> None:
    raw = {**RAW, "answers": {**RAW["answers"], **answers}}

    found = rules.check(project_file.loads(sealed(raw)).document)

    refused = [one for one in found if one.severity == "must"]
    told = {one.rule for one in refused}
    beyond = {"term.order", "row.unknown", "row.same_id", "field.cents"}  # what no schema can say
    assert bool(list(SCHEMA.iter_errors(raw))) == bool(told - beyond), (answers, refused)


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        (["answers", "kind"], "county", "field.wrong"),
        (["answers", "days"], "thirty", "field.wrong"),
        (["answers", "days"], 400, "field.bounds"),
        (["answers", "days"], 2.5, "field.wrong"),
        (["answers", "start"], "2027-02-30", "field.wrong"),
        (["answers", "start"], "7/1/2027", "field.wrong"),
        (["answers", "start"], "2027-07-01\n", "field.too_long"),
        (["answers", "district"], ["Sample"], "field.wrong"),
        (["answers", "district"], "", "field.missing"),
        (["answers", "district"], " \u200b\u2060\u00a0", "field.missing"),
        (["answers", "district"], "x" * 61, "field.too_long"),
        (["answers", "head"], "Ana", "field.wrong"),
        (["answers", "head"], {"title": "Superintendent"}, "field.missing"),
        (["answers", "school"], [], "field.missing"),
        (["answers", "school"], "North", "field.wrong"),
        (["answers", "school", 0], "North", "row.id"),
        (["answers", "school", 0], {"name": "North", "town": "Sample"}, "row.id"),
        (["answers", "school", 1, "_id"], "s1aa0b2c", "row.same_id"),
        (["answers", "school", 1, "town"], 7, "field.wrong"),
        (["answers", "school", 1, "fax"], "1", "answer.unknown"),
        (["answers", "finish"], "2026-01-01", "term.order"),
        (["answers", "no_such_field"], 1, "answer.unknown"),
        (["local", "clauses", "parties", "state"], "reworded", "clause.reworded"),
        (["local", "clauses", "parties", "state"], "left_out", "clause.left_out"),
        (["local", "clauses", "parties", "state"], "gone", "clause.state"),
        (["local", "clauses", "parties", "reason"], " ", "clause.no_reason"),
        (["local", "clauses", "parties", "text"], "\u200b", "clause.no_text"),
        (["local", "clauses", "parties", "text"], "{nothing}", "clause.text"),
        (["local", "clauses", "duty", "source"], "", "clause.no_source"),
        (["local", "clauses", "no_such_clause"], {"state": "reworded"}, "clause.unknown"),
        (["local", "added", 0, "after"], "nowhere", "clause.no_home"),
        (["local", "added", 0, "heading"], "", "clause.no_heading"),
    ],
)
def test_b13_each_problem_is_in_the_list_with_its_place(
    path: list[str | int], value: Any, rule: str
) -> None:
    document = project_file.loads(sealed(mutated(path, value))).document

    found = [finding for finding in rules.check(document) if finding.rule == rule]

    assert found, rule
    assert all(plain_sentence(finding.message) for finding in found)
    if rule not in {"clause.unknown", "answer.unknown"}:
        assert found[0].place.field or found[0].place.clause
    if path[0] == "answers":
        assert str(path[1]) in {one.place.field.partition(".")[0] for one in found}


def test_b13_a_draft_full_of_faults_is_saved_with_all_of_them(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    raw = tiny_raw()
    raw["answers"] |= {"days": "thirty", "kind": 7, "school": ["North", {"name": 1}], "odd": [{}]}
    raw["local"]["clauses"]["gone"] = {"state": "reworded", "text": "Kept."}
    path.write_bytes(sealed(raw))

    project_file.save(project_file.load(path), path, NOW)

    again = raw_of(path)
    assert again["answers"] == raw["answers"]
    assert again["local"] == raw["local"]


def test_b13_check_lists_every_fault_of_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(mutated(["answers"], {"days": "thirty", "kind": 7})))

    ran = mou("check", path, "--json")

    found = json.loads(ran.stdout)["findings"]
    assert ran.returncode == 1
    assert {"days", "kind"} <= {one["field"] for one in found if one["rule"] == "field.wrong"}
    assert {"district", "head", "school"} <= {
        one["field"] for one in found if one["rule"] == "field.missing"
    }


@pytest.mark.parametrize("character", "\u200b\u200e\u202e\u2066\ufeff\u00ad\u0007\ufffe\x9f")
@pytest.mark.parametrize(
    "path",
    [["answers", "district"], ["answers", "head", "name"], ["answers", "school", 1, "name"],
     ["answers", "goals", 1], ["local", "clauses", "parties", "text"],
     ["local", "added", 0, "heading"]],
    ids=str,
)  # fmt: skip
def test_b09_e08_a_character_that_cannot_be_seen_is_reported(
    path: list[str | int], character: str
) -> None:
    document = project_file.loads(sealed(mutated(path, f"Sample{character} District"))).document

    (draft,) = (one for one in rules.check(document) if one.rule == "text.hidden")
    (final,) = (one for one in rules.check(document, final=True) if one.rule == "text.hidden")

    assert (draft.severity, final.severity) == ("should", "must")
    assert "position 7" in plain_sentence(draft.message)
    assert character not in draft.message


def test_b09_opening_keeps_what_cannot_be_seen() -> None:
    raw = mutated(["answers", "district"], "Sa\u200bmple\u202e\u0000\r\n\u2028e\u0301")

    document = project_file.loads(sealed(raw)).document

    assert plain(document.answers)["district"] == raw["answers"]["district"]
