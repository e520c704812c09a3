from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.errors import MergeRefused
from mou_desktop.merge import Merged, Settled, merge
from mou_desktop.model import Document, local
from mou_desktop.model.document import joined_parents
from mou_desktop.model.parts import ABSENT, ORDER, same, shape_of, steps, tree_of
from mou_desktop.model.values import freeze
from tests.support import answers
from tests.support.edits import damaged, edited, filled
from tests.support.files import examples

if TYPE_CHECKING:
    from mou_desktop.model.parts import Path

TINY = answers.tiny()
SCHOOLS = ("answers", "school")
loop = examples(100, full=1_000)  # five laws: 500 cases, and 5,000 in full


@st.composite
def copies(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """A document that was edited for a while, and two copies of it that were edited apart."""
    base = draw(edited(filled()))
    return base, draw(edited(base)), draw(edited(base))


def alike(one: Document, other: Document) -> bool:
    """Whether two documents hold the same; the order in which keys stand says nothing."""
    return not [*steps(tree_of(one), tree_of(other), shape_of(TINY))] and one == other


def agreement(**given_: Any) -> Document:
    return answers.document(TINY, given_)


def rows(*names: str, **cells: str) -> list[dict[str, str]]:
    """Rows of schools, each known by the letter it begins with."""
    return [{"_id": f"{name[0].lower() * 8}", "name": name, **cells} for name in names]


def names(document: Document) -> list[str]:
    return [row["name"] for row in document.answer("school")]


def where(merged: Merged) -> list[Path]:
    return [one.path for one in merged.conflicts]


# ---- laws ----------------------------------------------------------------------------------


@loop
@given(copies())
def test_an_untouched_copy_gives_way_to_the_other(three: Any) -> None:
    base, mine, theirs = three

    for merged, wanted in ((merge(base, mine, base), mine), (merge(base, base, theirs), theirs)):
        assert not merged.conflicts
        assert alike(merged.document, wanted)


@loop
@given(copies())
def test_copies_that_agree_are_what_they_agree_on(three: Any) -> None:
    base, mine, _ = three

    for merged in (merge(base, mine, mine), merge(None, mine, mine), merge(mine, mine, mine)):
        assert not merged.conflicts
        assert not merged.taken
        assert alike(merged.document, mine)


@loop
@given(copies())
def test_it_is_the_same_whoever_merges(three: Any) -> None:
    base, mine, theirs = three
    for known in (base, None):
        here, there = merge(known, mine, theirs), merge(known, theirs, mine)

        assert {one.path: one.values for one in here.conflicts} == {
            one.path: (one.values[0], one.values[2], one.values[1]) for one in there.conflicts
        }
        assert alike(here.settled(here.all("mine")), there.settled(there.all("theirs")))
        assert alike(here.settled(here.all("theirs")), there.settled(there.all("mine")))
        if not here.conflicts:
            assert alike(here.document, there.document)


@loop
@given(copies())
def test_no_text_of_either_side_is_lost(three: Any) -> None:
    base, mine, theirs = three
    merged = merge(base, mine, theirs)
    in_conflict = Counter(text for one in merged.conflicts for v in one.values for text in texts(v))
    known = Counter(all_texts(merged.document)) + in_conflict

    before = Counter(all_texts(base))
    for side in (mine, theirs):
        written = Counter(all_texts(side)) - before
        assert not [*written - known]
    both, untouched = merge(None, mine, theirs), Counter[str]()
    untouched.update(all_texts(both.document))
    untouched.update(text for one in both.conflicts for v in one.values for text in texts(v))
    for side in (mine, theirs):
        assert not [*Counter(all_texts(side)) - untouched]


@loop
@given(copies())
def test_what_was_taken_and_what_was_settled_is_all_that_differs_from_the_base(three: Any) -> None:
    base, mine, theirs = three
    merged = merge(base, mine, theirs)
    told = {one.difference.path for one in merged.taken} | set(where(merged))

    for step in steps(tree_of(base), tree_of(merged.document), shape_of(TINY)):
        both = [
            step.path in {one.path for one in steps(tree_of(base), tree_of(side), shape_of(TINY))}
            for side in (mine, theirs)
        ]
        near = any(step.path[: len(path)] == path or path[:-1] == step.path[:-1] for path in told)
        assert near or all(both) or step.path[-1] == "home"


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in {"home", "holds"}:
                yield from texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def all_texts(document: Document) -> Iterator[str]:
    return texts(tree_of(document))


# ---- one case each -------------------------------------------------------------------------


def test_answers_that_one_side_changed_are_taken_from_it() -> None:
    base = agreement(district="North", days=30, joint="They meet.")
    mine, theirs = base.with_answer("district", "South"), base.with_answer("days", 60)

    merged = merge(base, mine, theirs.with_answer("joint", None))

    assert dict(merged.document.answers) == {"district": "South", "days": 60}
    assert not merged.conflicts
    told = [(one.side, one.difference.how, one.difference.label) for one in merged.taken]
    assert told == [
        ("mine", "changed", "School district"),
        ("theirs", "changed", "Days of notice"),
        ("theirs", "emptied", "How the towns agree"),
    ]


def test_an_answer_that_both_changed_is_told_side_by_side_and_mine_stands_meanwhile() -> None:
    base = agreement(start="2027-07-01")
    mine, theirs = (base.with_answer("start", date) for date in ("2027-08-01", "2027-09-01"))

    merged = merge(base, mine, theirs)

    (conflict,) = merged.conflicts
    assert (conflict.label, conflict.before) == ("First day", "July 1, 2027")
    assert (conflict.mine, conflict.theirs) == ("August 1, 2027", "September 1, 2027")
    assert conflict.place.field == "start"
    assert merged.document.answer("start") == "2027-08-01"


def test_a_conflict_is_settled_by_a_side_or_by_a_value() -> None:
    base = agreement(days=30)
    merged = merge(base, base.with_answer("days", 40), base.with_answer("days", 50))
    path = ("answers", "days")

    assert merged.settled({path: "mine"}).answer("days") == 40
    assert merged.settled({path: "theirs"}).answer("days") == 50
    assert merged.settled({path: Settled(45)}).answer("days") == 45
    assert merged.settled({path: Settled(ABSENT)}).answer("days") is None
    with pytest.raises(MergeRefused, match="1 to go"):
        merged.settled({})


def test_true_and_one_are_not_the_same_answer() -> None:
    assert not same(True, 1)
    assert same((1, {"a": None}), (1, {"a": None}))


def test_parts_of_one_person_are_merged_and_two_persons_never_mixed() -> None:
    base = agreement(head={"name": "Ana Teixeira", "title": "Chief"})
    titled = base.with_answer("head", {"name": "Ana Teixeira", "title": "Superintendent"})
    called = base.with_answer("head", {"name": "Ana Teixeira", "title": "Chief", "phone": "911"})
    another = base.with_answer("head", {"name": "Bo Lee", "title": "Chief"})

    merged = merge(base, titled, called)
    assert not merged.conflicts
    assert merged.document.answer("head") == {
        "name": "Ana Teixeira", "title": "Superintendent", "phone": "911",
    }  # fmt: skip
    (conflict,) = merge(base, another, called).conflicts
    assert (conflict.mine, conflict.theirs) == ("Bo Lee, Chief", "Ana Teixeira, Chief, 911")


def test_rows_are_merged_by_identity_and_cell_by_cell() -> None:
    base = agreement(school=rows("North", "South", town="Sample"))
    mine = base.with_answer("school", [*rows("East"), *rows("North", "South", town="Acton")])
    theirs = base.with_answer(
        "school", [{**rows("North", town="Sample")[0], "name": "North School"}, *rows("West")]
    )

    merged = merge(base, mine, theirs)

    assert names(merged.document) == ["East", "North School", "South", "West"]
    assert merged.document.answer("school")[1]["town"] == "Acton"
    (conflict,) = merged.conflicts  # mine changed the town of a school that they took out
    assert conflict.path == (*SCHOOLS, "ssssssss")
    assert (conflict.mine, conflict.theirs) == ("School: South; Town: Acton", "")


def test_a_row_that_one_took_out_and_the_other_changed_stays_or_goes_as_settled() -> None:
    base = agreement(school=rows("North", "South", "West"))
    mine = base.with_answer("school", rows("North", "West"))
    theirs = base.with_answer("school", rows("North", "South End", "West"))
    merged = merge(base, mine, theirs)

    assert names(merged.settled(merged.all("theirs"))) == ["North", "South End", "West"]
    assert names(merged.settled(merged.all("mine"))) == ["North", "West"]


def test_the_order_of_rows_is_of_the_side_that_changed_it() -> None:
    base = agreement(school=rows("A", "B", "C"))
    moved = base.with_answer("school", rows("C", "A", "B"))
    grown = base.with_answer("school", rows("A", "B", "C", "D"))

    assert names(merge(base, moved, grown).document) == ["C", "D", "A", "B"]
    merged = merge(base, moved, base.with_answer("school", rows("B", "A", "C")))
    (conflict,) = merged.conflicts
    assert conflict.path == (*SCHOOLS, ORDER)
    assert (conflict.mine, conflict.theirs) == ("C, A and B", "B, A and C")
    assert names(merged.settled(merged.all("theirs"))) == ["B", "A", "C"]


def test_a_clause_that_both_changed_is_told_with_its_text_and_its_reason() -> None:
    base = agreement()
    mine = local.change_clause(base, "duty", "reworded", text="Ours.", reason="Union")
    theirs = local.change_clause(base, "duty", "left_out", reason="Not needed")

    (conflict,) = merge(base, mine, theirs).conflicts

    assert conflict.place == TINY.clause_places["duty"]
    assert conflict.before == "As published"
    assert conflict.mine == "Reworded\nOurs.\nReason: Union"
    assert conflict.theirs == "Left out\nReason: Not needed"


def test_what_follows_an_added_clause_that_went_follows_what_that_one_followed() -> None:
    base = local.add_clause(agreement(), "purpose", "", "First", "Words.", "Why")
    first = base.added[0].id
    mine = local.remove_added(base, first)
    theirs = local.add_clause(base, "purpose", first, "Second", "More words.", "Why")

    merged = merge(base, mine, theirs)

    assert [(one.heading, one.after) for one in merged.document.added] == [("Second", "")]


def test_a_section_that_one_took_out_while_the_other_added_to_it_is_a_conflict() -> None:
    base = local.add_section(agreement(), "purpose", "Ours", "It opens.", "Why")
    section = base.added[0].id
    theirs = local.add_clause(base, section, "", "Within", "More words.", "Why")

    merged = merge(base, local.remove_added(base, section), theirs)

    assert where(merged) == [("added", section)]
    assert len(merged.settled(merged.all("theirs")).added) == 2


def test_notes_and_replies_of_both_are_kept() -> None:
    def note(id_: str, *replies: str) -> Any:
        made = [{"_id": f"y{one}", "text": one} for one in replies]
        return {"_id": id_, "text": "Why?", "done": False, "replies": made}

    base = replace(agreement(), notes=freeze([note("n1")]))
    mine = replace(base, notes=freeze([note("n1", "Because"), note("n2")]))
    theirs = replace(base, notes=freeze([note("n1", "Ask them"), note("n3")]))

    merged = merge(base, mine, theirs)

    assert not merged.conflicts
    assert [one["_id"] for one in merged.document.notes] == ["n1", "n2", "n3"]
    assert [one["text"] for one in merged.document.notes[0]["replies"]] == ["Ask them", "Because"]


def test_without_a_base_only_what_one_side_alone_has_is_taken() -> None:
    mine = agreement(district="North", days=30, school=rows("A"))
    theirs = agreement(district="South", start="2027-07-01", school=rows("B"))

    merged = merge(None, mine, theirs)

    assert merged.two_ways
    assert where(merged) == [("answers", "district")]
    assert merged.document.answer("days") == 30
    assert merged.document.answer("start") == "2027-07-01"
    assert names(merged.document) == ["A", "B"]


def test_other_agreements_and_other_texts_are_refused() -> None:
    mine = agreement()
    edition = replace(TINY, revision=2, sha256="0" * 64)

    with pytest.raises(MergeRefused, match="two agreements"):
        merge(None, mine, replace(mine, id="another"))
    with pytest.raises(MergeRefused, match=f"{TINY.id}, revision 1 and {TINY.id}, revision 2"):
        merge(mine, mine, replace(mine, edition=edition))


def test_both_lines_of_descent_are_joined_newest_last() -> None:
    assert joined_parents("ab", "abc") == ("a", "b", "c")
    assert joined_parents("abx", "aby") == joined_parents("aby", "abx") == ("a", "b", "x", "y")
    assert joined_parents("", "a") == ("a",)
    long = joined_parents([f"m{i}" for i in range(50)], [f"t{i}" for i in range(50)])
    assert {"m49", "t49", "m30", "t30"} <= set(long[-50:])


def test_any_two_documents_are_merged_however_damaged_they_are() -> None:
    @examples(50, full=500)
    @given(*[damaged(TINY)] * 3)
    def law(base: Document, mine: Document, theirs: Document) -> None:
        merged = merge(base, mine, theirs)
        for side in ("mine", "theirs"):
            merged.settled(merged.all(side))
        assert merge(base, mine, base).document == mine
        assert merge(base, base, theirs).document == theirs

    law()


def test_time_grows_as_the_table_does() -> None:
    def taken(many: int) -> float:
        base = agreement(school=[{"_id": f"s{i:07d}", "name": f"S {i}"} for i in range(many)])
        mine, theirs = (
            base.with_answer("school", [{**row, "town": town} for row in order])
            for town, order in (
                ("A", base.answer("school")), ("B", base.answer("school")[::-1]),
            )
        )  # fmt: skip
        start = time.process_time()
        assert len(merge(base, mine, theirs).conflicts) == many
        return time.process_time() - start

    taken(200)
    assert min(taken(2_000) for _ in range(3)) < 30 * min(taken(200) for _ in range(3))


def test_two_hundred_added_clauses_are_merged_in_the_time_of_ten_times_twenty() -> None:
    def taken(many: int) -> float:
        base = agreement()
        for number in range(many):
            base = local.add_clause(base, "duties", "", f"Own {number}", "Words.", "Why")
        mine = replace(base, added=tuple(replace(one, text="Mine.") for one in base.added))
        theirs = replace(base, added=tuple(replace(one, heading="Theirs") for one in base.added))
        start = time.process_time()
        merged = merge(base, mine, theirs)
        spent = time.process_time() - start
        assert not merged.conflicts
        assert {(one.heading, one.text) for one in merged.document.added} == {("Theirs", "Mine.")}
        return spent

    assert min(taken(200) for _ in range(3)) < 30 * min(taken(20) for _ in range(3))
