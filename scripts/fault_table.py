"""Runs the tests of faults and writes into docs/reliability.md which row is tried by which test.

    python -m scripts.fault_table            run them, and write the table
    python -m scripts.fault_table --check    only say whether the page knows every row and no other

Whatever else is given goes to pytest. A test that fails is run once more, alone, before it counts.
The table holds no times, so that it changes only where something did.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).resolve().parents[1]
ROWS = ROOT / "docs" / "faults.toml"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- faults: made by make faults -->", "<!-- faults: end -->"
GROUPS = {
    "A": "Saving", "B": "Opening", "C": "Locks and sharing", "D": "Crashes and recovery",
    "E": "Export, print", "F": "Importing counsel's Word file", "G": "Window, text, environment",
    "H": "Install and command line",
}  # fmt: skip


class Listener:
    """Hears how each test of a row ended, from whichever process ran it.

    A second run of a test counts in place of its first.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[str]] = {}
        self._ended: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a test that ended, or that never came to run."""
        if report.when == "call" or report.outcome != "passed":
            self._ended[report.nodeid] = report.outcome
            rows = dict(report.user_properties).get("rows")
            if rows:  # a process that died says none
                self._rows[report.nodeid] = str(rows).split()

    @property
    def failed(self) -> list[str]:
        """The tests that failed, or that took their process down."""
        return [test for test, outcome in self._ended.items() if outcome == "failed"]

    @property
    def found(self) -> Mapping[str, Mapping[str, Counter[str]]]:
        """How many tests of each row and file ended in which way."""
        found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for test, outcome in self._ended.items():
            for row in self._rows.get(test, ()):
                found[row][test.partition("::")[0]][outcome] += 1
        return found


def main(words: list[str]) -> int:
    """Run what the words ask for; 1 where a test failed or the page is not as it should be."""
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    if "--check" in words:
        named = re.findall(r"^\| ([A-H]\d\d) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
        if named != [*rows]:
            print("docs/reliability.md does not hold the rows of docs/faults.toml: make faults")
        return int(named != [*rows])
    listener = Listener()
    status = pytest.main(["-q", "-m", "faults and not full", *words], plugins=[listener])
    if listener.failed:
        # a busy machine fails tests of time: what failed is run once more, by itself
        again = ["-q", "-n", "0", *listener.failed]
        status = pytest.main(again, plugins=[listener])
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    table = "\n".join([BEGIN, "", *_lines(rows, listener.found), "", END])
    PAGE.write_text(head + table + rest.partition(END)[2], encoding="utf-8")
    return int(status)


def _lines(rows: Mapping[str, Any], found: Mapping[str, Any]) -> Iterable[str]:
    states = {row: _state(about, found.get(row, {})) for row, about in rows.items()}
    yield _summary(rows, states)
    for letter, name in GROUPS.items():
        yield f"\n### {letter}. {name}\n"
        yield "| row | rank | what happens | tests | result |"
        yield "|---|---|---|---|---|"
        for row in (row for row in rows if row[0] == letter):
            about = rows[row]
            fault = about["fault"].replace("|", "\\|")
            tests = _tests(found.get(row, {}))
            left = f": {about['open']}" if about.get("open") else ""
            yield f"| {row} | {about['rank']} | {fault} | {tests} | {states[row]}{left} |"


def _summary(rows: Mapping[str, Any], states: Mapping[str, str]) -> str:
    """Say how many rows of each rank are covered."""
    parts = []
    for rank in ("P0", "P1", "P2"):
        ended = Counter(states[row].partition(",")[0] for row in rows if rows[row]["rank"] == rank)
        words = ", ".join(f"{count} {state}" for state, count in sorted(ended.items()))
        parts.append(f"{rank}: {words}.")
    return f"{len(rows)} rows. " + " ".join(parts)


def _state(about: Mapping[str, Any], files: Mapping[str, Counter[str]]) -> str:
    total: Counter[str] = sum(files.values(), Counter())
    if not total:
        return "tried by `make test-full` alone" if about.get("full") else "not covered"
    if total["failed"]:
        return "**failed**"
    if not total["passed"]:
        return "not run here"
    skipped = f", {total['skipped']} not run here" if total["skipped"] else ""
    return ("passed in part" if about.get("open") else "passed") + skipped


def _tests(files: Mapping[str, Counter[str]]) -> str:
    return "; ".join(
        f"`{file.removeprefix('tests/')}` {count.total()}" for file, count in sorted(files.items())
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
