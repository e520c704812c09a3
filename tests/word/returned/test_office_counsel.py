"""LibreOffice plays counsel: each thing that a person does there is listed as what it is."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model.values import freeze
from mou_desktop.word.reading import read
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.counsel import WHEN, WHO, Sitting
from tests.support.office import ACCEPT, REJECT, converted
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.word.returned.values import Proposal
    from tests.support.office import Office

pytestmark = pytest.mark.office

ANN, BEN = "Ann Counsel", "Ben Counsel"
TRACK, UNTRACKED = {"do": "track", "on": True}, {"do": "track", "on": False}
Told = tuple[str, str, bool]


def by(name: str) -> dict[str, Any]:
    return {"do": "author", "name": name}


def typed(find: str, words: str) -> dict[str, Any]:
    return {"do": "type", "find": find, "words": words}


def commanded(name: str) -> dict[str, Any]:
    return {"do": "command", "name": name}


FIELD = typed("Policy 00-A", "Policy 12-B")
CHOICE = typed("a marked cruiser", "an unmarked vehicle")
DATE = typed("May 24, 2027", "June 1, 2027")
WORDS = typed("As far as the assignment allows", "Where duty allows")
OTHERS = typed("classes, assemblies", "lessons, assemblies")
ELSEWHERE = typed("neither delays the answer", "never delays the answer")
LOCKED = typed("disturbing an assembly by conduct", "disturbing a lesson by conduct")
DELETED = {"do": "remove", "start": "Overtime, events and vacations", "end": "Hours and calendar"}
ADDED = {"do": "add", "before": "Severability; claims", "like": "Withdrawal",
         "heading": "Mediation", "words": "The Parties mediate first."}  # fmt: skip
MOVED = {"do": "move", "start": "Separate roles in an investigation",
         "end": "Questioning of students", "before": "Continuity"}  # fmt: skip
MOVED_ANSWERS = {"do": "move", "start": "Withdrawal", "end": "Amendment", "before": "Searches"}


def came(office: Office, *edits: dict[str, Any]) -> list[Proposal]:
    """Return what is listed of a copy that LibreOffice has worked in."""
    document = samples.document("complete")
    data = office.edited(review_of(document, sending=SENDING), by(ANN), *edits)
    file = read(data)
    assert not file.damaged
    found = returned(file, document, lambda _round: document).listed
    assert found.unplaced == ()
    return list(found.proposals)


def told(proposals: list[Proposal]) -> list[Told]:
    return sorted((one.kind, one.field or one.clause, one.tracked) for one in proposals)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([UNTRACKED, FIELD], [("field", "sop_no", False)]),
        ([UNTRACKED, CHOICE], [("field", "vehicle", False)]),
        ([UNTRACKED, DATE], [("field", "sop_date", False)]),
        ([TRACK, WORDS], [("text", "daily_presence", True)]),
        ([UNTRACKED, WORDS], [("text", "daily_presence", False)]),
        ([TRACK, LOCKED], [("locked", "school_conduct", True)]),
        ([UNTRACKED, LOCKED], [("locked", "school_conduct", False)]),
        ([TRACK, DELETED], [("left_out", "extra_duty", True)]),
        ([UNTRACKED, DELETED], [("left_out", "extra_duty", False)]),
        ([TRACK, ADDED], [("added", "related_agreements", True)]),
        ([UNTRACKED, ADDED], [("added", "related_agreements", False)]),
        ([TRACK, MOVED], [("moved", "investigations", True)]),
        ([UNTRACKED, MOVED], [("moved", "investigations", False)]),
        ([TRACK, CHOICE, DATE], [("field", "sop_date", True), ("field", "vehicle", True)]),
        ([TRACK, WORDS, DELETED, ADDED, commanded(ACCEPT)],
         [("added", "related_agreements", False), ("left_out", "extra_duty", False),
          ("text", "daily_presence", False)]),
        ([TRACK, WORDS, DELETED, ADDED, commanded(REJECT)], []),
        ([TRACK, WORDS, UNTRACKED, OTHERS], [("text", "daily_presence", False)]),
    ],
    ids=["field", "choice", "date", "words tracked", "words silent", "locked tracked",
         "locked silent", "deleted tracked", "deleted silent", "new tracked", "new silent",
         "moved tracked", "moved silent", "answers tracked", "all accepted", "all refused",
         "mixed"],
)  # fmt: skip
def test_what_a_person_does_in_libreoffice_is_listed_as_what_it_is(
    office: Office, edits: list[dict[str, Any]], expected: list[Told]
) -> None:
    found = came(office, *edits)

    assert told(found) == expected
    assert all(one.author == ANN for one in found if one.tracked)
    assert [one.mixed for one in found] == [edits == [TRACK, WORDS, UNTRACKED, OTHERS]] * len(found)


def test_two_authors_are_told_apart(office: Office) -> None:
    found = came(office, TRACK, WORDS, by(BEN), OTHERS, ELSEWHERE)

    assert {one.clause: one.author for one in found} == {
        "daily_presence": f"{ANN}; {BEN}", "disagreements": BEN,
    }  # fmt: skip


def test_a_comment_with_a_reply_comes_through_libreoffice(tmp_path: Path) -> None:
    note = {"_id": "n0q3v7ta", "on": {"clause": "daily_presence"}, "for": "counsel",
            "author": "Office", "time": WHEN, "text": "Is this right?", "done": False,
            "replies": []}  # fmt: skip
    document = replace(samples.document("complete"), notes=(freeze(note),))
    made = Sitting(review_of(document, sending=SENDING), document)
    made.reply("It is.", resolved=True)
    assert made.comment(random.Random(1), tracked=True)  # noqa: S311

    file = read(converted(made.saved(), tmp_path))

    found = returned(file, document, lambda _round: document).listed.proposals
    assert sorted((one.kind, one.author) for one in found) == [
        ("comment", WHO), ("comment", WHO), ("resolved", "Office"),
    ]  # fmt: skip
    assert {one.after for one in found if one.kind == "comment"} >= {"It is."}
    assert {one.clause for one in found} == {"daily_presence", made.truth[0][1]}


@pytest.mark.parametrize("edits", [[TRACK, FIELD], [TRACK, MOVED_ANSWERS]])
def test_what_libreoffice_damages_is_no_deletion(
    office: Office, edits: list[dict[str, Any]]
) -> None:
    """7.4 writes markup that does not parse where words of a text control are tracked."""
    document = samples.document("complete")

    file = read(office.edited(review_of(document, sending=SENDING), by(ANN), *edits))

    found = returned(file, document, lambda _round: document).listed.proposals
    assert found
    assert not [one for one in found if one.kind == "left_out"]
    if file.damaged:
        joined = [one for one in found if one.kind == "field"]
        assert all(one.conflict for one in joined)
