"""References that came back: where they lead counts, and not the number that was worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading import read
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.counsel import Sitting
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.word.returned.values import Proposal


def sitting() -> Sitting:
    """A copy whose controls a passage through another format took away."""
    document = samples.document("complete")
    made = Sitting(review_of(document, sending=SENDING), document)
    made.lose_controls()
    return made


def changes(made: Sitting) -> list[Proposal]:
    base = sent_by(made.document, "agreement")
    return list(listed(read(made.saved()), base, made.document, "agreement").proposals)


def results(made: Sitting) -> list[tuple[list[Element], Element]]:
    """Return the runs of each reference in the text, and the words that it shows."""
    found: list[tuple[list[Element], Element]] = []
    for paragraph in made.body.iter(W + "p"):
        held: list[Element] = []
        for run in paragraph.iter(W + "r"):
            mark = run.find(W + "fldChar")
            kind = mark.get(W + "fldCharType") if mark is not None else ""
            held = [run] if kind == "begin" else [*held, run] if held else []
            if kind != "end":
                continue
            said = "".join(text.text or "" for one in held for text in one.iter(W + "instrText"))
            words = [text for one in held for text in one.iter(W + "t")]
            if said.split()[:1] == ["REF"] and len(words) == 1:
                found.append((held, words[0]))
            held = []
    return found


def test_another_number_of_a_reference_that_leads_to_the_same_place_is_no_change() -> None:
    made = sitting()
    shown = [words for _, words in results(made) if words.text in {"IV", "V", "IX"}]
    assert len(shown) > 10
    for one in shown:
        one.text = f"{one.text}I"

    assert changes(made) == []


def test_a_number_that_was_typed_in_the_place_of_a_reference_is_a_change() -> None:
    made = sitting()
    runs, words = next(one for one in results(made) if one[1].text == "IV")
    words.text = "VI"
    for run in runs:
        if run.find(W + "t") is None:
            made.parent(run).remove(run)

    (one,) = changes(made)

    assert ("IV", "deleted") in one.pieces
    assert ("VI", "inserted") in one.pieces


def test_words_that_were_put_into_a_reference_are_told() -> None:
    made = sitting()
    _, words = next(one for one in results(made) if one[1].text == "IV")
    words.text = "IV as amended"

    (one,) = changes(made)

    assert (" as amended", "inserted") in one.pieces
