from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.store import project_file
from tests.support import changed
from tests.support.files import COMPLETE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

KEYS = [
    "class", "document", "section", "clause", "field", "row", "before", "after", "reason", "basis",
]  # fmt: skip


@pytest.fixture
def every_kind(tmp_path: Path) -> Path:
    path = tmp_path / "acton.mou"
    project = project_file.Project(document=changed.every_kind())
    project_file.save(project, path, "2026-11-24T09:10:00Z")
    return path


def as_json(call: Call, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("compare", path, "--json").out)
    return found


def test_answers_alone_are_no_local_change(call: Call) -> None:
    said = call("compare", COMPLETE)

    assert said.status == 0
    assert "Filled in: " in said.out
    assert "Reworded" not in said.out


def test_every_local_change_is_told_with_its_reason_its_law_and_its_words(
    call: Call, every_kind: Path
) -> None:
    said = call("compare", every_kind)

    assert said.status == 1
    assert "working text ma-sro-2022" in said.out.splitlines()[0]
    for how in ("Reworded", "Left out", "Extended", "Added", "Official wording"):
        assert f"\n{how}: " in said.out
    assert "Reason given: Why reworded" in said.out
    assert "Law touched: G.L. c. 71, § 37P(d)" in said.out
    assert "    + 4. One more sentence of ours." in said.out
    assert "    - 4." not in said.out


def test_json_has_a_change_for_each_clause_and_each_answer(call: Call, every_kind: Path) -> None:
    found = as_json(call, every_kind)

    assert [*found] == ["file", "edition", "counts", "changes"]
    assert found["file"] == str(every_kind)
    assert all([*one] == KEYS for one in found["changes"])
    local = {one["class"]: one for one in found["changes"] if one["field"] is None}
    assert {how for how, count in found["counts"].items() if count} == {
        *local, "chosen", "filled", "published",
    }  # fmt: skip
    assert local["added"]["before"] is None
    assert local["left_out"]["after"] is None
    assert local["reworded"]["before"] != local["reworded"]["after"]
    assert local["official"]["reason"] == "Why official"
    assert local["reworded"]["basis"][0].keys() == {"cite", "status", "source"}


def test_json_names_field_and_row_of_each_answer(call: Call) -> None:
    changes = as_json(call, COMPLETE)["changes"]

    assert {one["class"] for one in changes} == {"chosen", "filled"}
    assert all(one["field"] and one["before"] is None for one in changes)
    rows = {one["field"].partition(".")[0] for one in changes if one["row"]}
    assert {"school", "pd"} <= rows


def test_the_agreement_stays_as_it_was(call: Call, every_kind: Path) -> None:
    before = every_kind.read_bytes()
    call("compare", every_kind)
    assert every_kind.read_bytes() == before
