from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import progress, rules
from mou_desktop.model.values import freeze
from tests.support import samples

if TYPE_CHECKING:
    from mou_desktop.model import Document

BLANK = ({"_id": "r0000001"},)
NAMED = ({"_id": "r0000001", "name": "Exampleton Police Department"},)


def half(**answers: Any) -> Document:
    return samples.document("half").with_answers({k: freeze(v) for k, v in answers.items()})


def status(document: Document, key: str) -> progress.Status:
    return progress.statuses(document, ())[key]


def test_a_row_with_blank_required_cells_leaves_a_clause_in_progress() -> None:
    document = samples.document("complete").with_answer("pd", BLANK)

    assert status(document, "parties").state == "progress"
    assert status(document, "purpose").state == "progress"


def test_a_row_with_blank_required_cells_counts_as_not_answered() -> None:
    whole = samples.document("complete")

    def still_open(document: Document) -> int:
        answered, asked = progress.required_answers(document)
        return asked - answered

    assert still_open(whole) == 0
    assert still_open(whole.with_answer("pd", BLANK)) == 1
    assert still_open(whole.with_answer("pd", NAMED)) == 1


def test_a_table_that_may_stay_empty_is_asked_for_once_a_row_of_it_is_begun() -> None:
    document = half(sro=None)
    answered, asked = progress.required_answers(document)

    begun = document.with_answer("sro", BLANK)

    assert status(document, "officer_list").state == "done"
    assert status(begun, "officer_list").state == "progress"
    assert progress.required_answers(begun) == (answered, asked + 1)


@pytest.mark.parametrize("key", ["pd", "sro", "school"])
@pytest.mark.parametrize("rows", [None, BLANK, NAMED])
def test_counting_on_gives_what_counting_anew_gives(key: str, rows: Any) -> None:
    before = samples.document("complete")
    counts = progress.required_answers(before)

    after = before.with_answer(key, rows)

    assert progress.required_after(before, after, [key], counts) == progress.required_answers(after)
    back = progress.required_after(after, before, [key], progress.required_answers(after))
    assert back == counts


def test_a_table_filled_in_from_other_answers_waits_for_them() -> None:
    assert status(samples.document("empty"), "signing").state == "progress"
    assert status(samples.document("complete"), "signing").state == "done"


def test_what_is_open_has_a_finding_and_the_other_way_round() -> None:
    for document in (samples.document("empty"), half(), half(pd=BLANK, sro=BLANK)):
        answered, asked = progress.required_answers(document)
        open_ = {
            one.place.field.partition(".")[0]
            for one in rules.check(document)
            if one.rule == "field.missing"
        }

        assert asked - answered == len(open_)


def test_a_section_is_begun_once_a_clause_of_it_is_ticked() -> None:
    empty = progress.statuses(samples.document("empty"), ())

    assert empty["roles"].state == "progress"
    assert empty["placements"].free is False
    assert empty["officer_list"].free
