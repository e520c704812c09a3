from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from mou_desktop.model.document import new
from mou_desktop.store import library, project_file
from tests.support.files import (
    COMPLETE,
    NOW,
    carried_of,
    mou,
    plain_sentence,
    raw_of,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

TYPES = {
    "text", "long_text", "date", "number", "money", "percent", "yes_no", "choice", "choices",
    "email", "phone", "url", "person", "list", "table",
}  # fmt: skip
FIELD_KEYS = {
    "key", "label", "hint", "example", "type", "required", "answered", "condition_met", "print",
    "min", "max", "choices", "rows_of", "columns",
}  # fmt: skip
FINDING_KEYS = [
    "rule", "severity", "message", "document", "section", "clause", "field", "row", "basis",
]  # fmt: skip


def fields_of(call: Call, path: Path, *words: str) -> dict[str, Any]:
    said = call("fields", path, "--json", *words)
    assert (said.status, said.err) == (0, "")
    return {one["key"]: one for one in json.loads(said.out)["fields"]}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A file of the newest edition with nothing answered."""
    document = new(library.find(library.newest()), NOW)
    project_file.save(project_file.Project(document=document), tmp_path / "full.mou", NOW)
    return tmp_path / "full.mou"


def test_fields_of_every_edition_say_what_they_are(call: Call, full: Path, acton: Path) -> None:
    for path in (full, acton):
        out = json.loads(call("fields", path, "--json").out)

        assert [*out] == ["edition", "fields"]
        assert out["edition"] == raw_of(path)["edition"]["id"]
        described = [*out["fields"], *(one for top in out["fields"] for one in top["columns"])]
        for one in described:
            assert one.keys() >= FIELD_KEYS
            assert one["type"] in TYPES
            assert all(isinstance(one[key], str) for key in ("key", "label", "hint"))
            assert all(isinstance(one[key], bool) for key in ("required", "answered", "print"))
            assert isinstance(one["condition_met"], bool)
            assert all([*choice] == ["key", "label"] for choice in one["choices"])
            assert (one["type"] == "table") == bool(one["columns"])
            assert (one["type"] in {"choice", "choices"}) == bool(one["choices"] or one["rows_of"])


def test_fields_stand_in_the_order_of_the_edition(call: Call, acton: Path) -> None:
    built = carried_of(tiny_raw())["edition"]

    assert [*fields_of(call, acton)] == [one["key"] for one in built["fields"]]


def test_a_field_says_its_bounds_and_choices(call: Call, acton: Path) -> None:
    fields = fields_of(call, acton)

    assert (fields["days"]["min"], fields["days"]["max"]) == (0, 365)
    assert (fields["share"]["min"], fields["share"]["max"]) == (0, 100)  # as any percentage
    assert fields["district"]["min"] is None
    assert [one["key"] for one in fields["kind"]["choices"]] == ["municipal", "regional"]
    assert [one["key"] for one in fields["school"]["columns"]] == ["name", "town"]
    assert fields["filed"]["print"] is False
    assert fields["school"]["rows_of"] is None


def test_a_field_says_whether_it_is_asked_and_answered(call: Call, acton: Path) -> None:
    call("set", acton, "kind=municipal", "days=")
    fields = fields_of(call, acton)

    assert (fields["days"]["answered"], fields["days"]["condition_met"]) == (False, True)
    assert (fields["joint"]["answered"], fields["joint"]["condition_met"]) == (False, False)
    assert fields["district"]["answered"] is True
    assert fields["school"]["columns"][0]["answered"] is True
    assert fields["school"]["columns"][1]["condition_met"] is False


def test_missing_names_only_what_is_asked_for_and_open(call: Call, acton: Path) -> None:
    call("set", acton, "kind=municipal", "days=")

    missing = fields_of(call, acton, "--missing")

    assert missing["days"]["required"]
    assert "joint" not in missing
    assert "district" not in missing


def test_every_example_can_be_given_as_an_answer(call: Call, full: Path) -> None:
    examples = {
        key: one["example"]
        for key, one in fields_of(call, full).items()
        if one["example"] is not None
    }
    (full.parent / "a.json").write_text(json.dumps({"answers": examples}), encoding="utf-8")

    said = call("set", full, "--answers", full.parent / "a.json")

    assert "field.wrong" not in call("check", full, "--json").out
    stored = raw_of(full)["answers"]
    assert {key: stored[key] for key in examples} == examples, said.err


def test_check_prints_one_object_for_each_file(call: Call, acton: Path) -> None:
    call("set", acton, "days=", "school[0].town=")

    said = call("check", acton, "--json")

    (line,) = said.out.splitlines()
    out = json.loads(line)
    assert [*out] == ["file", "edition", "complete", "findings"]
    assert (out["file"], out["edition"], out["complete"]) == (str(acton), "tiny", False)
    for one in out["findings"]:
        assert [*one] == FINDING_KEYS
        assert one["severity"] in {"must", "should", "note"}
        assert plain_sentence(one["message"])
        assert all([*basis] == ["cite", "status", "source"] for basis in one["basis"])
        assert all(basis["status"] in {"confirmed", "to_confirm"} for basis in one["basis"])
        assert all(one[key] is None or one[key] for key in FINDING_KEYS[3:8])


def test_a_finding_says_where_it_stands(call: Call, acton: Path) -> None:
    call("set", acton, "school[1].town=")

    found = json.loads(call("check", acton, "--json").out)["findings"]

    (one,) = (one for one in found if one["severity"] == "must")
    assert one["rule"] == "field.missing"
    assert (one["document"], one["field"], one["row"]) == ("agreement", "school.town", "s2bb1c3d")
    assert one["clause"]
    assert one["section"]
    assert one["basis"] == [
        {"cite": "The agreement itself", "status": "confirmed", "source": "agreement"}
    ]


def test_a_must_rests_on_a_confirmed_basis(call: Call, full: Path) -> None:
    found = json.loads(call("check", full, "--json").out)["findings"]

    must = [one for one in found if one["severity"] == "must"]
    assert must
    for one in must:
        assert any(basis["status"] == "confirmed" for basis in one["basis"]), one


def test_complete_is_as_the_schema_of_the_file_says(call: Call, full: Path) -> None:
    for path in (full, COMPLETE):
        raw = raw_of(path)
        valid = jsonschema.Draft202012Validator(carried_of(raw)["schema"]).is_valid(raw)

        assert json.loads(call("check", path, "--json").out)["complete"] is valid


def test_editions_print_json(call: Call) -> None:
    (*_, one) = json.loads(call("editions", "--json").out)

    assert {"id", "revision", "label", "text", "year", "superseded_by"} <= one.keys()


def test_info_prints_json(call: Call, acton: Path) -> None:
    out = json.loads(call("info", acton, "--json").out)
    raw = tiny_raw()

    assert (out["id"], out["format"], out["edition"]) == (raw["id"], "1.0", "tiny")
    assert out["edition_sha256"] == raw["edition"]["sha256"]
    assert out["local_changes"] == 4
    assert (out["notes"], out["rounds"], out["read_only"]) == (1, 1, False)
    assert out["required"]["asked"] == out["required"]["answered"]
    assert out["clauses"]["to_confirm"] <= out["clauses"]["standing"]


def test_info_says_in_lines_whose_text_it_is(call: Call, acton: Path) -> None:
    out = call("info", acton).out

    assert "text: working" in out
    assert "notice: Made for tests." in out


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
@pytest.mark.faults
def test_h04_json_loses_no_letter_in_any_encoding(acton: Path, encoding: str) -> None:
    odd = acton.with_name("Zoë’s.mou")
    acton.rename(odd)
    files: dict[str, list[str | Path]] = {"check": [odd], "fields": [odd], "info": [odd]}

    for command in (*files, "editions"):
        words = [command, "--json", *files.get(command, [])]
        there = mou(*words, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})

        assert json.loads(there.stdout) == json.loads(mou(*words).stdout)
