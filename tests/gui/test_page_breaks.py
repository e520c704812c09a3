from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.gui.page_breaks import Sheet, Strip, sheets


def lines(*flags: str) -> list[Strip]:
    """Return strips of height 10; k keeps with the next, f begins a sheet."""
    return [
        Strip(10 * i, 10 * i + 10, keep="k" in flag, fresh="f" in flag)
        for i, flag in enumerate(flags)
    ]


def ends(strips: list[Strip], height: float) -> list[int]:
    return [round(one.bottom / 10) for one in sheets(strips, height)]


def test_a_sheet_takes_as_many_lines_as_fit() -> None:
    assert ends(lines(*"......."), 30) == [3, 6, 7]


def test_a_heading_goes_with_what_follows_it() -> None:
    assert ends(lines(".", ".", "k", ".", "."), 30) == [2, 5]


def test_headings_in_a_row_go_together() -> None:
    assert ends(lines(".", "k", "k", ".", "."), 30) == [1, 4, 5]


def test_what_cannot_stay_together_is_parted_all_the_same() -> None:
    assert ends(lines("k", "k", "k", "k", "."), 30) == [3, 5]


def test_an_exhibit_begins_a_sheet() -> None:
    assert ends(lines(".", ".", "f", "."), 100) == [2, 4]


def test_the_gap_above_what_begins_a_sheet_is_left_out() -> None:
    strips = [Strip(0, 10), Strip(40, 50)]

    assert list(sheets(strips, 30)) == [Sheet(0, 10), Sheet(40, 50)]


def test_the_head_of_a_table_is_there_again() -> None:
    strips = [Strip(10 * i, 10 * i + 10, keep=i == 0, head=-1 if i == 0 else 0) for i in range(6)]

    found = list(sheets(strips, 30))

    assert [one.head for one in found] == [None, (0, 10), (0, 10)]
    assert [one.top for one in found] == [0, 30, 50]


def test_a_row_higher_than_a_sheet_goes_on_over_several() -> None:
    found = list(sheets([Strip(0, 10), Strip(10, 95), Strip(95, 105)], 40))

    assert [(one.top, one.bottom) for one in found] == [
        (0, 10), (10, 50), (50, 90), (90, 95), (95, 105),
    ]  # fmt: skip


def test_of_nothing_there_is_no_sheet() -> None:
    assert list(sheets([], 40)) == []


@given(
    st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.booleans()), max_size=60),
    st.integers(20, 100),
)
def test_every_line_stands_on_a_sheet_once_and_no_sheet_is_too_high(
    made: list[tuple[int, bool, bool]], height: int
) -> None:
    strips, top = [], 0
    for size, keep, fresh in made:
        strips.append(Strip(top, top + size, keep=keep, fresh=fresh))
        top += size

    found = list(sheets(strips, height))

    assert all(one.bottom - one.top <= height for one in found)
    assert sum(one.bottom - one.top for one in found) == top
