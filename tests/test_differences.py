from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from mou_desktop.differences import by_section, differences
from mou_desktop.errors import MergeRefused
from mou_desktop.model import local
from mou_desktop.model.parts import rising
from tests.support import answers, changed, samples
from tests.support.edits import damaged, edited, filled
from tests.support.files import examples

if TYPE_CHECKING:
    from mou_desktop.model import Document

TINY = answers.tiny()


def agreement(**given_: Any) -> Document:
    return answers.document(TINY, given_)


def told(before: Document, after: Document) -> list[tuple[str, str, str, str]]:
    return [(one.how, one.label, one.before, one.after) for one in differences(before, after)]


def test_answers_are_told_as_they_print() -> None:
    before = agreement(kind="regional", days=30, goals=["Walk", "Talk"])
    after = agreement(kind="municipal", start="2027-07-01", goals=["Walk", "Talk", "Sing"])

    assert sorted(told(before, after)) == [
        ("answered", "First day", "", "July 1, 2027"),
        ("changed", "Goals of our own", "Walk and Talk", "Walk, Talk and Sing"),
        ("changed", "Kind of district", "a regional district", "a municipal district"),
        ("emptied", "Days of notice", "30", ""),
    ]


def test_a_person_is_told_part_by_part() -> None:
    before = agreement(head={"name": "Ana Teixeira", "title": "Superintendent"})
    after = agreement(head={"name": "Ana Teixeira", "phone": "911"})

    assert told(before, after) == [
        ("emptied", "Head of the district: title", "Superintendent", ""),
        ("answered", "Head of the district: telephone", "", "911"),
    ]


def test_rows_come_go_move_and_change_under_their_own_name() -> None:
    def row(name: str, town: str = "Sample") -> dict[str, str]:
        return {"_id": name[0].lower() * 8, "name": name, "town": town}

    before = agreement(school=[row("North"), row("South"), row("West"), row("Port")])
    after = agreement(school=[row("Port"), row("North", "Acton"), row("West"), row("East")])

    assert told(before, after) == [
        ("removed", "Schools, South", "School: South; Town: Sample", ""),
        ("moved", "Schools, Port", "4", "1"),
        ("changed", "Schools, North: Town", "Sample", "Acton"),
        ("added", "Schools, East", "", "School: East; Town: Sample"),
    ]


def test_a_choice_over_rows_is_told_by_their_names() -> None:
    before = samples.document()
    (department, *others) = before.answer("pd")
    host_of = [row["_id"] for row in before.answer("school")][:1]
    after = before.with_answer("pd", [{**department, "host_of": host_of}, *others])
    if after == before:
        after = before.with_answer("pd", [{**department, "host_of": ["zzzzzzzz"]}, *others])

    (one,) = differences(before, after)

    assert one.place.field == "pd.host_of"
    assert one.place.row == department["_id"]
    assert not any(id_ in one.before + one.after for id_ in (*host_of, "zzzzzzzz"))


def test_every_kind_of_local_change_is_told_in_its_section() -> None:
    before, after = samples.document(), changed.every_kind()

    found = differences(before, after)

    assert {one.after.splitlines()[0] for one in found if one.path[0] == "clauses"} == {
        "Reworded", "Left out", "As published, with text after it", "Set to official wording",
    }  # fmt: skip
    assert {one.before for one in found if one.path[0] == "clauses"} == {"As published"}
    assert [(one.how, one.label) for one in found if one.path[0] == "added"] == [
        ("added", "Added clause “Our clause”"),
        ("added", "Added section “Our section”"),
    ]
    groups = by_section(after, found)
    assert sum(len(each) for _, each in groups) == len(found)
    headings = [heading for heading, _ in groups]
    assert all(headings)
    assert len(headings) == len({*headings})
    assert "Our section" in headings


def test_a_note_is_told_where_it_is() -> None:
    before = agreement()
    after = local.add_note(
        before, on={"clause": "duty"}, for_="counsel", author="Office", time="", text="Why?"
    )

    (one,) = differences(before, after)

    assert (one.how, one.label, one.place.clause) == ("added", "Note by Office", "duty")
    assert "Why?" in one.after


def test_other_agreements_are_refused() -> None:
    with pytest.raises(MergeRefused, match="two agreements"):
        differences(agreement(), replace(agreement(), id="another"))


@examples(100, full=1_000)
@given(edited(filled(), 12), edited(filled(), 12))
def test_nothing_is_told_of_the_same_and_something_of_any_other(
    before: Document, after: Document
) -> None:
    assert not differences(before, before)
    there, back = differences(before, after), differences(after, before)
    assert bool(there) == (before != after)
    undone = {"added": "removed", "removed": "added", "answered": "emptied", "emptied": "answered"}
    told_there = {(one.path, undone.get(one.how, one.how)) for one in there if one.how != "moved"}
    assert told_there == {(one.path, one.how) for one in back if one.how != "moved"}


def test_any_two_documents_are_told_however_damaged_they_are() -> None:
    @examples(50, full=500)
    @given(*[damaged(TINY)] * 2)
    def law(before: Document, after: Document) -> None:
        for one in differences(before, after):
            assert one.label
            assert isinstance(one.before + one.after, str)

    law()


def test_the_rows_that_stay_are_a_longest_rising_run() -> None:
    assert rising([3, 0, 1, 2]) == [0, 1, 2]
    assert rising([]) == []
    assert len(rising([2, 1, 0])) == 1


def test_time_grows_as_the_table_does() -> None:
    def taken(many: int) -> float:
        rows = [{"_id": f"s{i:07d}", "name": f"S {i}"} for i in range(many)]
        before, after = agreement(school=rows), agreement(school=[{**r, "town": "A"} for r in rows])
        after = after.with_answer("school", after.answer("school")[::-1])
        start = time.process_time()
        assert len(differences(before, after)) == 2 * many - 1
        return time.process_time() - start

    assert min(taken(2_000) for _ in range(3)) < 30 * min(taken(200) for _ in range(3))
