"""Our own text after locked words: what came of it, and what came of the words, are two changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop.model import LocalClause, local
from mou_desktop.word.identity import identity_of
from mou_desktop.word.reading import read
from mou_desktop.word.returned.applying import Accepted, outcome_of
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.came_back import Counsel
from tests.support.counsel import WHO
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.word.returned.values import Proposal

KEY = "selection"
FIRST = "The Chief, with the consent of the Superintendent, selects the Officer."
SECOND = "The District shall answer for claims that arise from a school event."
OWN = f"{FIRST}\n\n{SECOND}"
EARLIER = "Counsel, November 26, 2026, from “ours v1.docx”"
REASON, TIME = "Counsel, December 1, 2026", "2026-12-02T08:00:00Z"


def sent(text: str = OWN) -> Document:
    clause = LocalClause(state="extended", text=text, reason=EARLIER)
    return replace(samples.document("complete"), clauses={KEY: clause})


def sitting(document: Document) -> Counsel:
    return Counsel(review_of(document, sending=SENDING), document)


def mandatory(made: Counsel) -> None:
    made.reword(KEY, "judgment", "sound judgment")


def changes(made: Counsel, mine: Document | None = None) -> list[Proposal]:
    base = sent_by(made.document, "agreement")
    return list(listed(read(made.saved()), base, mine or made.document, "agreement").proposals)


def taken(document: Document, *found: Proposal, how: str = "extend") -> LocalClause | None:
    chosen = [Accepted(one, how if one.locked else "", "A law") for one in found]  # type: ignore[arg-type]
    made = outcome_of(document, chosen, reason=REASON, time=TIME)
    assert not made.noted
    return made.document.clauses.get(KEY)


def test_a_change_of_locked_words_is_of_them_alone() -> None:
    made = sitting(sent())
    mandatory(made)

    (one,) = changes(made)

    assert (one.kind, one.locked, one.tracked, one.conflict) == ("locked", True, True, False)
    for text in (one.before, one.after, one.mine, one.text or ""):
        assert FIRST not in text
        assert SECOND not in text


def test_what_is_added_for_locked_words_repeats_nothing_that_was_added_before() -> None:
    made = sitting(sent())
    mandatory(made)
    (one,) = changes(made)

    after = taken(made.document, one)

    assert after is not None
    assert after.text == f"{OWN}\n\n{one.text}"


def test_why_earlier_text_was_added_stays_said() -> None:
    made = sitting(sent())
    mandatory(made)

    after = taken(made.document, *changes(made))

    assert after is not None
    assert after.reason == f"{EARLIER}; {REASON}"
    again = local.change_clause(made.document, KEY, "extended", text=OWN, reason=after.reason)
    once = taken(again, *changes(made, again))
    assert once is not None
    assert once.reason == after.reason


def test_what_the_district_did_to_its_own_text_is_no_conflict_over_the_locked_words() -> None:
    made = sitting(sent())
    mandatory(made)
    mine = local.change_clause(made.document, KEY, "extended", text="Shorter.", reason="Ours")

    (one,) = changes(made, mine)

    assert (one.kind, one.conflict) == ("locked", False)


@pytest.mark.parametrize("tracked", [True, False])
def test_a_change_of_our_own_text_alone_is_taken_as_wording(*, tracked: bool) -> None:
    made = sitting(sent())
    made.reword(KEY, "with the consent of", "after hearing", tracked=tracked)

    (one,) = changes(made)
    after = taken(made.document, one)

    assert (one.kind, one.locked, one.tracked, one.conflict) == ("text", False, tracked, False)
    assert (one.before, one.author) == (f"{FIRST}\n{SECOND}", WHO if tracked else "")
    assert after is not None
    assert after.state == "extended"
    assert after.text == f"{FIRST.replace('with the consent of', 'after hearing')}\n\n{SECOND}"
    assert after.reason == f"{EARLIER}; {REASON}"
    now = replace(made.document, clauses={KEY: after})
    assert changes(made, now) == []


def test_our_own_text_of_which_a_part_went_keeps_the_rest() -> None:
    made = sitting(sent())
    made.delete_paragraph(made.clauses()[KEY][-1])

    (one,) = changes(made)
    after = taken(made.document, one)

    assert (one.kind, one.tracked) == ("text", True)
    assert after is not None
    assert after.text == FIRST


def test_our_own_text_that_went_as_a_whole_is_removed() -> None:
    made = sitting(sent())
    for one in made.clauses()[KEY][-2:]:
        made.delete_paragraph(one)

    (change,) = changes(made)

    assert (change.kind, change.locked, change.after, change.text) == ("text", False, "", "")
    assert taken(made.document, change) is None


def test_both_changed_are_two_changes_and_both_are_taken() -> None:
    made = sitting(sent())
    mandatory(made)
    made.reword(KEY, "answer for claims", "answer for all claims")

    locked, own = changes(made)
    after = taken(made.document, locked, own)

    assert (locked.kind, locked.locked) == ("locked", True)
    assert (own.kind, own.locked) == ("text", False)
    assert after is not None
    assert (
        after.text
        == f"{FIRST}\n\n{SECOND.replace('for claims', 'for all claims')}\n\n{locked.text}"
    )


@pytest.mark.parametrize("place", [1, 2, 3], ids=["before", "between", "after"])
def test_a_paragraph_that_came_into_our_own_text_is_of_it(place: int) -> None:
    made = sitting(sent())
    paragraphs = made.clauses()[KEY]
    paragraphs[place].addnext(made.new_paragraph("Of theirs.", paragraphs[2], tracked=True))

    (one,) = changes(made)
    after = taken(made.document, one)

    assert (one.kind, one.locked) == ("text", False)
    texts = [FIRST, SECOND]
    texts.insert(place - 1, "Of theirs.")
    assert after is not None
    assert after.text == "\n\n".join(texts)


def test_a_paragraph_that_came_after_changed_locked_words_may_be_the_rest_of_them() -> None:
    made = sitting(sent())
    mandatory(made)
    paragraphs = made.clauses()[KEY]
    paragraphs[1].addnext(made.new_paragraph("The rest.", paragraphs[2], tracked=True))

    (one,) = changes(made)

    assert (one.kind, one.locked) == ("locked", True)
    assert one.text is not None
    assert one.text.endswith("\n\nThe rest.")


def test_our_own_text_that_both_changed_is_a_conflict_over_it() -> None:
    made = sitting(sent())
    made.reword(KEY, "with the consent of", "after hearing")
    mine = local.change_clause(made.document, KEY, "extended", text="Shorter.", reason="Ours")

    (one,) = changes(made, mine)

    assert (one.kind, one.conflict, one.mine) == ("text", True, "Shorter.")
    after = taken(mine, one)
    assert after is not None
    assert after.text == one.text


def test_our_own_text_stays_after_official_wording() -> None:
    made = sitting(sent())
    mandatory(made)
    (one,) = changes(made)

    after = taken(made.document, one, how="official")

    assert after is not None
    assert (after.state, after.text) == ("official", f"{one.text}\n\n{OWN}")


def test_a_file_that_the_project_does_not_know_says_itself_which_text_is_our_own() -> None:
    made = sitting(sent())
    made.reword(KEY, "with the consent of", "after hearing")

    found = returned(read(made.saved()), made.document, lambda _round: None)

    assert found.how == "file"
    (one,) = found.listed.proposals
    assert (one.kind, one.locked) == ("text", False)


def test_a_file_without_own_text_says_nothing_of_it() -> None:
    plain = identity_of(read(review_of(samples.document("complete"), sending=SENDING)).identity)

    assert plain.base is not None
    assert "own" not in plain.base


def test_locked_words_that_all_went_are_a_note() -> None:
    made = sitting(sent())
    made.delete_paragraph(made.clauses()[KEY][1])

    (one,) = changes(made)
    done = outcome_of(made.document, [Accepted(one, "extend")], reason=REASON, time=TIME)

    assert (one.kind, one.text) == ("locked", "")
    assert done.noted == {one.id}
    assert done.document.clauses == made.document.clauses
