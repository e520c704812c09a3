"""The reply to counsel: every change with what became of it, in a Word file without faults."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mou_desktop import messages
from mou_desktop.model import Added, local
from mou_desktop.model.rounds import Sent
from mou_desktop.model.values import plain
from mou_desktop.store import rounds
from mou_desktop.word.reading import read
from mou_desktop.word.reply import outcome_of, reply_of
from mou_desktop.word.returned.decided import (
    Decision,
    Origin,
    Placed,
    decided,
    keys_of,
    open_points,
    placed_from_plain,
)
from mou_desktop.word.returned.naming import ReturnNames
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.counsel import Sitting
from tests.support.ooxml import faults
from tests.support.printed import paragraphs_of
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.word.returned.decided import Choice
    from mou_desktop.word.returned.values import Proposal

NOW = "2026-12-02T08:00:00Z"
CHOICES: tuple[Choice, ...] = ("accept", "reject", "ask")


@cache
def came_back() -> tuple[Document, tuple[Proposal, ...]]:
    """Return a sample that was sent, and what counsel changed in it."""
    document = samples.document("complete")
    data = review_of(document, sending=SENDING)
    sitting = Sitting(data, document)
    chance = random.Random(4)  # noqa: S311  # for the same edits on every run
    for i in range(3):
        for edit in (sitting.word, sitting.delete, sitting.add, sitting.answer):
            assert edit(chance, tracked=i != 1)
    noted = rounds.with_sent(document, SENDING, [Sent("review", "agreement", "a.docx", "0" * 64)])
    found = returned(read(sitting.saved()), noted, lambda _round: document)
    return noted, found.listed.proposals


def all_of(choice: Choice, proposals: tuple[Proposal, ...]) -> dict[str, Decision]:
    return {key: Decision(choice=choice, said="Why is that?") for key in keys_of(proposals)}


def taken(document: Document, made: dict[str, Decision]) -> Document:
    _, proposals = came_back()
    origin = Origin(round=SENDING.id, sha256="f" * 64, name="from counsel.docx")
    return decided(document, proposals, made, origin, author="Office", time=NOW)


def mixed() -> dict[str, Decision]:
    _, proposals = came_back()
    return {
        key: Decision(choice=CHOICES[i % 3], said="So it is agreed with the chief.")
        for i, key in enumerate(keys_of(proposals))
    }


def told(document: Document) -> list[str]:
    (one,) = document.rounds[-1]["returns"]
    return [each.text for each in paragraphs_of(reply_of(document, one))]


# ---- texts without a place -----------------------------------------------------------------


def put(document: Document, *placed: Placed) -> Document:
    origin = Origin(round=SENDING.id, sha256="f" * 64, name="from counsel.docx")
    return decided(document, (), {}, origin, author="Office", time=NOW, placed=placed)


def test_a_text_without_a_place_becomes_added_text_and_the_reply_says_so() -> None:
    document, _ = came_back()

    made = put(document, Placed("- First {line}\nSecond line", "severability"))

    local_ = made.clauses["severability"]
    assert (local_.state, local_.text) == ("extended", "– First \\{line\\}\n\nSecond line")
    assert local_.reason.endswith("from “from counsel.docx”")
    said = "\n".join(told(made))
    assert "Second line" in said
    assert messages.REPLY_HOWS["extend"] in said


def test_two_texts_without_a_place_stand_in_one_clause_in_their_order() -> None:
    document, _ = came_back()

    made = put(document, Placed("One.", "severability"), Placed("Two.", "severability"))

    assert made.clauses["severability"].text == "One.\n\nTwo."


def test_an_own_clause_takes_a_text_without_a_place_at_its_end() -> None:
    own = Added(id="a0000001", section="term", after="copies", heading="Own", text="Our own.")
    document, _ = came_back()

    made = put(replace(document, added=(own,)), Placed("Theirs.", own.id))

    (one,) = made.added
    assert (one.heading, one.text) == ("Own", "Our own.\n\nTheirs.")


@pytest.mark.parametrize("state", ["left_out", "official", "gone"])
def test_a_clause_that_takes_no_text_has_it_as_a_note_to_counsel(state: str) -> None:
    document, _ = came_back()
    key = "severability" if state != "gone" else "a0000001"
    if state != "gone":
        document = local.change_clause(document, key, state, text="Theirs.", reason="-")

    made = put(document, Placed("Counsel's line.", key))

    assert (made.clauses, made.added) == (document.clauses, document.added)
    (note,) = made.notes[len(document.notes) :]
    assert (note["for"], "Counsel's line." in str(note["text"])) == ("counsel", True)
    assert messages.REPLY_HOWS["note"] in "\n".join(told(made))


@pytest.mark.parametrize("raw", [None, {}, [3], [{"text": "A"}], [{"text": 1, "clause": "b"}]])
def test_what_cannot_be_read_of_what_was_put_into_a_clause_is_let_go(raw: object) -> None:
    assert placed_from_plain(raw) == ()


# ---- decisions -----------------------------------------------------------------------------


def test_every_change_wants_a_decision_and_a_question_its_words() -> None:
    _, proposals = came_back()
    keys = keys_of(proposals)

    assert len(set(keys)) == len(proposals) >= 12
    assert set(open_points(proposals, {}).values()) == {"choice"}
    asked = {keys[0]: Decision(choice="ask")}
    assert open_points(proposals, asked)[keys[0]] == "question"
    assert open_points(proposals, all_of("ask", proposals)) == {}


def test_a_list_that_is_refused_changes_nothing_and_is_remembered() -> None:
    document, proposals = came_back()

    made = taken(document, all_of("reject", proposals))

    assert (made.answers, made.clauses, made.added) == (
        document.answers, document.clauses, document.added,
    )  # fmt: skip
    assert made.notes == document.notes
    (one,) = made.rounds[-1]["returns"]
    assert [each["taken"] for each in one["decisions"]] == [False] * len(proposals)
    assert one["sha256"] == "f" * 64


def test_what_is_asked_becomes_a_note_to_counsel_with_both_texts() -> None:
    document, proposals = came_back()

    made = taken(document, all_of("ask", proposals))

    assert len(made.notes) - len(document.notes) == len(proposals)
    for note, one in zip(made.notes[len(document.notes) :], proposals, strict=True):
        assert note["for"] == "counsel"
        assert str(note["text"]).startswith("Why is that?")
        assert one.after in str(note["text"])
    assert made.clauses == document.clauses


def test_each_change_is_counted_once_whatever_is_decided() -> None:
    document, proposals = came_back()
    made = taken(document, mixed())
    (one,) = made.rounds[-1]["returns"]

    found = Counter(outcome_of(each) for each in one["decisions"])

    assert sum(found.values()) == len(proposals)
    assert found["not_taken"] == found["asked"] == len(proposals) // 3


def test_signs_of_published_text_are_told_to_stay_as_they_are() -> None:
    document, (first, *_) = came_back()
    one = replace(first, kind="typography", clause="complaints", field="")
    made = {key: Decision(choice="accept") for key in keys_of([one])}
    origin = Origin(round=SENDING.id, sha256="f" * 64)

    done = decided(document, [one], made, origin, author="Office", time=NOW)

    (back,) = done.rounds[-1]["returns"]
    assert outcome_of(back["decisions"][0]) == "other"
    text = [each.text for each in paragraphs_of(reply_of(done, back))]
    assert any(messages.REPLY_HOWS["signs"] in each for each in text)


def test_a_comment_is_told_to_be_kept_as_a_note_and_not_to_stand_in_the_text() -> None:
    document, (first, *_) = came_back()
    one = replace(first, kind="comment", clause="complaints", field="", after="Why so?")
    made = {key: Decision(choice="accept") for key in keys_of([one])}
    origin = Origin(round=SENDING.id, sha256="f" * 64)

    text = told(decided(document, [one], made, origin, author="Office", time=NOW))

    assert f"{messages.REPLY_OUTCOMES['noted']} (1)" in text
    assert messages.REPLY_MEANINGS["taken"] not in text


def test_a_clause_is_named_by_the_number_that_it_was_decided_on_with() -> None:
    document, (first, *_) = came_back()
    before = ReturnNames(document)
    gone = replace(first, id="g", kind="left_out", clause="officer_concerns", field="", text=None)
    kept = replace(first, id="k", kind="comment", clause="language_access", field="", after="So?")
    made = {key: Decision(choice="accept") for key in keys_of([gone, kept])}
    origin = Origin(round=SENDING.id, sha256="f" * 64)

    done = decided(document, [gone, kept], made, origin, author="Office", time=NOW)

    said = "\n".join(told(done))
    for key in ("officer_concerns", "language_access"):
        assert before.part(key) in said


# ---- the file ------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", CHOICES)
def test_the_reply_is_a_file_without_faults(choice: Choice) -> None:
    document, proposals = came_back()
    made = taken(document, all_of(choice, proposals))

    assert faults(reply_of(made, made.rounds[-1]["returns"][0])) == []


def test_the_same_decisions_make_the_same_bytes() -> None:
    made = taken(came_back()[0], mixed())
    (one,) = made.rounds[-1]["returns"]

    assert reply_of(made, one) == reply_of(made, one)
    assert read(reply_of(made, one)).identity.custom["MouExport"].startswith("reply")


def test_every_change_stands_in_it_with_what_became_of_it_and_why() -> None:
    _, proposals = came_back()
    text = told(taken(came_back()[0], mixed()))
    whole = "\n".join(text)

    for outcome in ("asked", "not_taken"):
        assert f"{messages.REPLY_OUTCOMES[outcome]} ({len(proposals) // 3})" in text
    assert whole.count("So it is agreed with the chief.") == len(proposals)
    for one in proposals:
        if one.kind in {"added", "left_out"}:
            assert (one.after or one.before).split("\n")[0] in whole


def test_a_file_without_changes_is_answered_in_one_sentence() -> None:
    document, _ = came_back()
    text = [each.text for each in paragraphs_of(reply_of(document, {"time": NOW}))]

    assert messages.REPLY_NONE in text
    assert plain(document.rounds[-1]["returns"]) == []
