"""Laws of bringing back: what was sent, what the district did meanwhile, and what counsel did."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model import local
from mou_desktop.word.reading import read
from mou_desktop.word.returned.applying import Accepted, applied
from mou_desktop.word.returned.listing import Listed, listed, sent_by
from mou_desktop.word.returned.sent import units_of
from mou_desktop.word.review import review_of
from tests.support import edits
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document

REASON, TIME = "Counsel, December 1, 2026", "2026-12-02T08:00:00Z"
PARTS = 5  # of all cases, so that they are shared out
CASES = 250 if os.environ.get("MOU_FULL") else 25  # of a part, for each of the four laws
WORDS = re.compile(r"\w*[a-z]\w*")  # and no numbers of clauses, which count on
TEXTS = ["The officer reports to the school.", "One more sentence.", "Two.\n\n- a list\n- of two",
         "Other words, of ours.", "A {district} word.", "Read {@duty} first."]  # fmt: skip
HEADINGS = ["Own matters", "Other matters", "Last things"]
ANSWERS: dict[str, list[Any]] = {
           "district": ["Ames", "Bo"], "joint": ["In another way.", "By lot.\nEach year."],
           "role_other": ["the other one"], "chair": ["Bo Lee"], "days": [4, 5]}  # fmt: skip

Case = tuple[int, "Document", "Document", "Document"]


def worked(chance: random.Random, document: Document) -> Document:
    """Return an agreement after a few edits such as both sides make."""
    for _ in range(chance.randint(1, 3)):
        text, heading = chance.choice(TEXTS), chance.choice(HEADINGS)
        match chance.randint(0, 4):
            case 0 | 1:
                key = chance.choice([*ANSWERS])
                document = document.with_answer(key, chance.choice(ANSWERS[key]))
            case 2:
                key = chance.choice(["parties", "signed", "school_list", "own_goals", "details",
                                     "duty"])  # fmt: skip
                states = ["extended", "reworded"]
                if document.edition.clauses[key].locked:
                    states = ["extended"]
                elif not document.edition.clauses[key].mandatory:
                    states.append("left_out")
                state = chance.choice(states)
                text = "" if state == "left_out" else text
                document = local.change_clause(document, key, state, text=text, reason="Local")
            case 3:
                section = chance.choice(["duties", "lists"])
                document = local.add_clause(document, section, "", heading, text, "Union")
            case _ if document.added:
                own = chance.choice(document.added)
                document = local.change_added(document, own.id, heading, text, "Union")
    return document


def cases(law: int, part: int) -> Iterator[Case]:
    """Yield what was sent, what the district made of it, and what counsel did."""
    for seed in range(part * CASES, (part + 1) * CASES):
        chance = random.Random(f"{law}/{seed}")  # noqa: S311  # the same cases on every run
        base = worked(chance, edits.filled())
        yield seed, base, worked(chance, base), worked(chance, base)


def came(theirs: Document, base: Document, mine: Document) -> Listed:
    """Return what is listed where a copy of `base` came back as `theirs`."""
    part = base.edition.documents[0].key
    file = read(review_of(theirs, part, sending=SENDING))
    return listed(file, sent_by(base, part), mine, part)


def taken(mine: Document, found: Listed) -> Document:
    chosen = [Accepted(one) for one in found.proposals if not one.conflict]
    return applied(mine, chosen, reason=REASON, time=TIME)


def printed(document: Document) -> list[str]:
    part = document.edition.documents[0].key
    units = units_of(sent_by(document, part))
    return [one.text for unit in units for one in (unit.heading, *unit.body) if one]


def words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in WORDS.findall(text))


def noted(document: Document) -> list[str]:
    return [str(one["text"]) for one in document.notes]


@pytest.mark.parametrize("part", range(PARTS))
def test_an_untouched_return_leaves_mine(part: int) -> None:
    for seed, base, mine, _ in cases(1, part):
        found = came(base, base, mine)

        assert found.proposals == (), seed
        assert taken(mine, found) == mine, seed


@pytest.mark.parametrize("part", range(PARTS))
def test_untouched_mine_becomes_theirs(part: int) -> None:
    whole = 0
    for seed, base, _, theirs in cases(2, part):
        found = came(theirs, base, base)
        after = taken(base, found)

        assert not any(one.conflict for one in found.proposals), seed
        if after.notes == base.notes:
            assert sorted(printed(after)) == sorted(printed(theirs)), seed
            whole += 1
        old, new = words(*printed(base)), words(*printed(after), *noted(after))
        assert not words(*printed(theirs)) - old - new, seed
    assert whole > CASES / 4


@pytest.mark.parametrize("part", range(PARTS))
def test_what_both_did_alike_is_no_change(part: int) -> None:
    for seed, base, both, _ in cases(3, part):
        found = came(both, base, both)

        assert found.proposals == (), seed


@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_of_either_side_is_lost(part: int) -> None:
    for seed, base, mine, theirs in cases(4, part):
        found = came(theirs, base, mine)
        after = taken(mine, found)

        left = [one for one in found.proposals if one.conflict]
        shown = [text for one in left for text in (one.after, one.heading, one.mine, *one.values)]
        named = [str(one.answer("district")) for one in (base, mine, theirs)] * len(TEXTS)
        known = words(*printed(base), *printed(after), *noted(after), *shown, *named)
        assert not (lost := words(*printed(theirs)) - known), (seed, lost)
        assert not (lost := words(*printed(mine)) - known), (seed, lost)
