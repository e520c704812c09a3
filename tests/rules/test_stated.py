from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from mou_desktop.rules import check
from mou_desktop.store import library
from tests.rules.conftest import TOLD
from tests.support import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document, Finding

    Told: TypeAlias = Callable[..., Document]

TINY = Path(__file__).resolve().parents[1] / "support" / "tiny"
BASIS = 'basis = [{ cite = "Drafting practice", status = "to_confirm", source = "I" }]'


def by_rule(document: Document, rule: str) -> list[Finding]:
    return [one for one in check(document) if one.rule == rule]


def test_a_last_day_before_the_first_is_found_with_both_dates_in_words(told: Told) -> None:
    (finding,) = by_rule(told(finish="2027-06-30"), "term.order")

    assert finding.severity == "must"
    assert finding.message == "The last day, June 30, 2027, comes before the first, July 1, 2027."
    assert finding.place.field == "finish"
    assert finding.basis[0].cite == "The agreement itself"


@pytest.mark.parametrize("finish", ["2027-07-01", "2028-06-30", None, "soon", "2027-02-30"])
def test_dates_in_order_or_not_given_or_not_read_are_not_spoken_of(
    told: Told, finish: str | None
) -> None:
    assert not by_rule(told(finish=finish), "term.order")


@pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 0), (365, 0), ("none", 0), (None, 0)])
def test_a_number_below_the_least_is_found(told: Told, days: Any, count: int) -> None:
    findings = by_rule(told(days=days), "notice.days")

    assert [one.message for one in findings] == ["A notice of 0 days is none."] * count


# ---- the other kinds, and rules on rows ----------------------------------------------------

MORE = f"""
[[rule]]
id = "school.twice"
kind = "unique"
keys = ["school.name"]
severity = "should"
message = "another school is called {{value}} too."
{BASIS}

[[rule]]
id = "school.visited"
kind = "once"
keys = ["school.name", "member.visits"]
severity = "should"
message = "one member visits each school."
{BASIS}

[[rule]]
id = "member.until"
kind = "order"
keys = ["start", "member.until"]
severity = "should"
message = "ends on {{last}}, before {{first}}."
{BASIS}

[[rule]]
id = "member.guest"
kind = "when"
keys = ["member.status"]
when = {{ equals = [".status", "guest"] }}
severity = "note"
message = "is a guest."
{BASIS}

[[rule]]
id = "goals.none"
kind = "when"
keys = ["goals"]
when = {{ not = {{ answered = "goals" }} }}
severity = "note"
message = "There are no goals."
{BASIS}
"""


@pytest.fixture
def stricter(tmp_path: Path) -> Told:
    """An agreement of the edition for tests with one more rule of every kind."""
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    with (folder / "rules.toml").open("a", encoding="utf-8") as out:
        out.write(MORE)
    edition = library.build_folder(folder)
    return lambda **changes: answers.document(edition, TOLD | changes)


def rows(*names: str) -> list[dict[str, str]]:
    return [{"_id": f"s{i}aa0b2c", "name": name} for i, name in enumerate(names)]


@pytest.mark.parametrize(
    ("visits", "found"),
    [
        ([["s0aa0b2c"], ["s1aa0b2c"]], []),
        ([["s0aa0b2c", "s1aa0b2c"]], []),
        ([["s0aa0b2c"]], ["s1aa0b2c"]),
        ([["s0aa0b2c", "s1aa0b2c"], ["s0aa0b2c"]], ["s0aa0b2c"]),
        ([[], []], []),
    ],
)
def test_a_row_that_is_chosen_never_or_twice_is_found(
    stricter: Told, visits: list[list[str]], found: list[str]
) -> None:
    members = [
        {"_id": f"m{i}aa0b2c", "name": {"name": "Ana"}, "status": "full", "visits": one}
        for i, one in enumerate(visits)
    ]

    findings = by_rule(stricter(school=rows("North", "South"), member=members), "school.visited")

    assert [one.place.row for one in findings] == found
    assert {one.place.field for one in findings} <= {"school.name"}


def test_two_rows_of_one_name_are_found_at_the_second(stricter: Told) -> None:
    (finding,) = by_rule(stricter(school=rows("North", "South", " north ")), "school.twice")

    assert finding.message == "Row 3 (north): another school is called  north  too."
    assert (finding.place.field, finding.place.row) == ("school.name", "s2aa0b2c")


def test_rows_of_different_names_or_none_are_not_spoken_of(stricter: Told) -> None:
    assert not by_rule(stricter(school=rows("North", "South", "", " ")), "school.twice")


def test_a_date_in_a_row_is_compared_with_a_date_of_the_agreement(stricter: Told) -> None:
    members = [
        {"_id": "m1aa0b2c", "name": {"name": "Bo"}, "until": "2027-06-30"},
        {"_id": "m2aa0b2c", "name": {"name": "Cy"}, "until": "2027-07-02"},
    ]

    (finding,) = by_rule(stricter(member=members), "member.until")

    assert finding.message == "Row 1 (Bo): ends on June 30, 2027, before July 1, 2027."


def test_a_condition_on_a_column_is_asked_in_each_row(stricter: Told) -> None:
    members = [{"_id": "m1aa0b2c", "name": {"name": "Bo"}, "status": "full"},
               {"_id": "m2aa0b2c", "name": {"name": "Cy"}, "status": "guest"}]  # fmt: skip

    (finding,) = by_rule(stricter(member=members), "member.guest")

    assert (finding.message, finding.severity) == ("Row 2 (Cy): is a guest.", "note")


def test_a_condition_alone_speaks_while_it_holds(stricter: Told) -> None:
    assert by_rule(stricter(), "goals.none")
    assert not by_rule(stricter(goals=["Walk"]), "goals.none")


@pytest.mark.parametrize("odd", ["typed", 5, [None], ["x"], {"name": "x"}, [{"name": []}]])
def test_rules_on_rows_take_no_harm_from_an_answer_of_the_wrong_kind(
    stricter: Told, odd: Any
) -> None:
    found = check(stricter(school=odd, member=odd))

    assert {"school.twice", "member.until", "member.guest"}.isdisjoint(one.rule for one in found)
