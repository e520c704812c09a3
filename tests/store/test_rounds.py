from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from mou_desktop.locate import data_folder
from mou_desktop.model import local
from mou_desktop.model.rounds import Sending, Sent, with_rounds_of
from mou_desktop.model.values import freeze, plain
from mou_desktop.store import project_file, rounds
from mou_desktop.store.project_file import Project
from tests.support import samples
from tests.support.files import NEWER_MINOR, NOW, ROOT, raw_of, rules_of

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.model import Document

LATER = "2027-03-05T05:06:07Z"
SENT = (
    Sent("review", "agreement", "acton for review.docx", "a" * 64),
    Sent("changes", "", "", "b" * 64),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An agreement that stands in a file."""
    return saved(Project(document=samples.document("half")), tmp_path / "acton.mou")


def saved(project: Project, path: Path, now: str = NOW) -> Project:
    return project_file.save(project, path, now, over=True)


def sent(project: Project, path: Path, now: str = LATER) -> Project:
    """Send a project, and save that it was."""
    document, sending = rounds.sending_of(project)
    noted = rounds.with_sent(project.document, sending, SENT)
    assert document == replace(project.document, saved=sending.time)
    return saved(replace(project, document=noted), path, now)


def noted(document: Document, for_: str, *, done: bool = False) -> Document:
    key = next(iter(document.edition.clauses))
    made = local.add_note(
        document, on={"clause": key}, for_=for_, author="Office", time=NOW, text="Is this so?"
    )
    return local.change_note(made, str(made.notes[-1]["_id"]), done=done)


def test_a_round_is_the_body_as_it_stands_in_the_file(project: Project, tmp_path: Path) -> None:
    _, sending = rounds.sending_of(project)

    assert sending == Sending(raw_of(tmp_path / "acton.mou")["integrity"]["sha256"], NOW)


def test_what_was_sent_is_kept_as_it_stood_in_the_file(project: Project, tmp_path: Path) -> None:
    before = raw_of(tmp_path / "acton.mou")

    sent(project, tmp_path / "acton.mou")

    after = raw_of(tmp_path / "acton.mou")
    (one,) = after["rounds"]
    assert one["base"] == {"answers": before["answers"], "local": before["local"]}
    assert (one["time"], one["body_sha256"]) == (NOW, before["integrity"]["sha256"])
    assert one["edition_sha256"] == before["edition"]["sha256"]
    assert one["sent"] == [
        {
            "kind": "review", "document": "agreement", "name": "acton for review.docx",
            "sha256": "a" * 64,
        },
        {"kind": "changes", "sha256": "b" * 64},
    ]  # fmt: skip
    assert one["returns"] == []
    assert {key for key in after if after[key] != before[key]} == {
        "saved", "parents", "rounds", "integrity",
    }  # fmt: skip
    assert after["parents"][-1] == one["body_sha256"]


def test_a_file_with_a_round_is_one_as_the_schemas_say(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    sent(replace(project, document=noted(project.document, "counsel")), path)
    schema = json.loads((data_folder("schemas") / "project.schema.json").read_text("utf-8"))

    jsonschema.Draft202012Validator(schema).validate(raw_of(path))
    assert rules_of(project_file.load(path)) == set()


def test_the_same_text_sent_again_is_the_same_round(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    once = sent(project, path)
    resaved = saved(once, path, "2027-03-06T00:00:00Z")  # nothing but the clock is another

    again = rounds.sending_of(resaved)

    assert again == (replace(resaved.document, saved=NOW), rounds.sending_of(project)[1])
    assert rounds.with_sent(resaved.document, again[1], SENT) == resaved.document


def test_a_text_that_was_changed_and_changed_back_is_the_round_it_was(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "acton.mou"
    once = sent(project, path)
    other = saved(replace(once, document=once.document.with_answer("notice_days", 90)), path)
    twice = sent(other, path)
    assert len(twice.document.rounds) == 2

    back = twice.document.with_answer("notice_days", project.document.answer("notice_days"))
    third = sent(saved(replace(twice, document=back), path), path)

    first, second = once.document.rounds[0]["_id"], twice.document.rounds[1]["_id"]
    assert [one["_id"] for one in third.document.rounds] == [second, first]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda document: document.with_answer("notice_days", 90), False),
        (lambda document: noted(document, "counsel"), False),
        (lambda document: noted(document, "colleague"), True),
        (lambda document: noted(document, "counsel", done=True), True),
    ],
    ids=["an answer", "a note for counsel", "a note to a colleague", "a note that is done"],
)
def test_what_does_not_go_out_makes_no_other_round(
    project: Project, tmp_path: Path, change: Any, *, same: bool
) -> None:
    path = tmp_path / "acton.mou"
    once = sent(project, path)
    changed = saved(replace(once, document=change(once.document)), path)

    assert (rounds.sending_of(changed)[1].id == once.document.rounds[0]["_id"]) is same


def test_a_round_sent_again_keeps_what_came_back_and_what_a_newer_program_noted(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "acton.mou"
    once = sent(project, path)
    came = {"sha256": "d" * 64, "time": NOW, "decisions": []}
    kept = freeze({**once.document.rounds[0], "returns": [came], "deadline": "2027-12-24"})
    back = saved(replace(once, document=replace(once.document, rounds=(kept,))), path)

    (one,) = plain(sent(back, path).document.rounds)

    assert (one["returns"], one["deadline"]) == ([came], "2027-12-24")


def test_a_round_whose_digest_was_tampered_with_is_not_sent_as_itself(
    project: Project, tmp_path: Path
) -> None:
    once = sent(project, tmp_path / "acton.mou")
    forged = freeze({**once.document.rounds[0], "body_sha256": "e" * 64})
    document = replace(once.document, rounds=(forged,))

    assert rounds.sending_of(replace(once, document=document))[1].body_sha256 == once.body


def test_rounds_of_a_newer_minor_format_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "newer.mou"
    path.write_bytes(NEWER_MINOR.read_bytes())
    before = raw_of(path)["rounds"]

    sent(project_file.load(path), path)

    after = raw_of(path)["rounds"]
    assert after[:-1] == before
    assert raw_of(path)["mou"] == "1.7"


def test_the_round_on_the_page_has_the_parts_of_one_in_their_order(project: Project) -> None:
    page = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    _, example = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    made = rounds.with_sent(project.document, rounds.sending_of(project)[1], SENT).rounds[0]

    assert [*json.loads(example)] == [*made]
    assert [*json.loads(example)["sent"][0]] == [*made["sent"][0]]


# ---- steps that are taken back -------------------------------------------------------------


def test_taking_a_step_back_never_takes_a_round_away(project: Project) -> None:
    before = project.document
    after = rounds.with_sent(before, rounds.sending_of(project)[1], SENT)

    assert with_rounds_of(before, after) == after
    assert with_rounds_of(after, before) == after


def test_taking_a_step_back_takes_back_what_it_noted_in_a_round(project: Project) -> None:
    first = rounds.with_sent(project.document, rounds.sending_of(project)[1], SENT)
    decided = replace(first, rounds=(freeze({**first.rounds[0], "returns": [{"sha256": "d"}]}),))

    assert with_rounds_of(first, decided) == first
