"""The rows of docs/faults.toml: all there, each named by a test, and no test names another."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.support.files import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTS = {"A": 28, "B": 22, "C": 11, "D": 20, "E": 18, "F": 16, "G": 20, "H": 8}
ALL = [f"{letter}{number:02}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
RANKS = {"P0": 78, "P1": 55, "P2": 10}
ELSEWHERE = {"F14", "F15"}  # Word coming back: its own work
ROWS = tomllib.loads((ROOT / "docs" / "faults.toml").read_text(encoding="utf-8"))


def named() -> Mapping[str, set[str]]:
    """Return which files of tests name each row."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        by_name = re.findall(r"def test_((?:[a-h]\d\d_)+)", text)
        by_mark = re.findall(r"\bfaults\(([^)]*)\)", text)
        for row in re.findall(r"[A-Ha-h]\d\d", " ".join([*by_name, *by_mark])):
            found[row.upper()].add(path.name)
    return found


def test_every_row_is_there_once_and_in_order() -> None:
    assert list(ROWS) == ALL
    assert len(ALL) == sum(RANKS.values()) == 143


def test_every_row_says_what_happens_and_how_much_it_matters() -> None:
    assert {rank: [one["rank"] for one in ROWS.values()].count(rank) for rank in RANKS} == RANKS
    for row, about in ROWS.items():
        assert about["fault"].strip(), row
        assert about.keys() <= {"fault", "rank", "open", "full"}, row


def test_every_row_that_must_be_true_is_named_by_a_test() -> None:
    tried = named()
    left = [row for row in ALL if row not in tried and row not in ELSEWHERE]
    assert [row for row in left if ROWS[row]["rank"] in {"P0", "P1"}] == []


def test_every_row_that_a_test_names_is_one() -> None:
    assert set(named()) <= set(ALL)
