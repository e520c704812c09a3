"""What is asked before a review is applied: what every decision comes to, told before it is done.

Plain words made of a review; no widgets here. What needs no word is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.word.returned.naming import ReturnNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.gui.reviewing import Review


def question_of(review: Review) -> str:
    """Return the question, and below it what has to be known before it is answered."""
    came, total = review.came, len(review.by_key)
    texts = words.things(len(came.unplaced), "text")
    question = words.REVIEW_APPLY_ASK.format(
        changes=words.things(total, "change") if total else texts,
        counts=", ".join(_counted(review)) or words.REVIEW_NONE,
    )
    return "\n\n".join((question, *_to_know(review), words.REVIEW_APPLY_STEP))


def _counted(review: Review) -> Iterator[str]:
    """Yield how many changes come to what."""
    noted, found = review.foreseen().noted, Counter[str]()
    for key, made in review.decisions.items():
        one = review.by_key[key]
        quiet = made.choice == "accept" and (one.kind == "comment" or one.id in noted)
        found["note" if quiet else made.choice] += 1
    for choice, text in words.REVIEW_COUNTS.items():
        if found[choice]:
            yield text.format(count=found[choice])
    where = review.where_placed()
    taken = where.count("text")
    if taken:
        yield words.number_of(taken, words.REVIEW_PLACED)
    if len(where) > taken:
        yield words.number_of(len(where) - taken, words.REVIEW_PLACED_NOTES)


def _to_know(review: Review) -> Iterator[str]:
    """Yield a sentence on each thing that is easily overlooked."""
    came = review.came
    emptied = [
        one.field
        for key, one in review.by_key.items()
        if one.kind == "field"
        and (made := review.decisions.get(key)) is not None
        and made.choice == "accept"
        and not (one.after if made.value is None else made.value).strip()
    ]
    if emptied:
        names = ReturnNames(came.mine)
        said = ", ".join(f"“{names.answer(field)}”" for field in dict.fromkeys(emptied))
        text = words.REVIEW_APPLY_EMPTY[len(emptied) != 1]
        yield text.format(count=len(emptied), names=said)
    if left := len(came.unplaced) - len(review.placed):
        yield words.number_of(left, words.REVIEW_APPLY_UNPLACED)
    if came.stranger is not None:
        yield words.REVIEW_APPLY_STRANGER.format(whose=came.stranger.whose)
