from __future__ import annotations

import importlib
import json
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest

import mou_desktop
from mou_desktop.model.values import plain
from tests.support.files import ROOT, run_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Edition

pytestmark = pytest.mark.faults

parser: Any = importlib.import_module("re._parser")
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
LENGTHS = {"maxLength", "format", "enum", "const"}
ATTACKS = [
    *(one * 10_000 + end for one in "a A0@./-:\u200b\u00a0\n" for end in ("", "!", "\n", "@")),
    *(one * 5_000 + end for one in ("a.", "a@", "a ", "0-", ".a", "//", "@a") for end in " !@"),
    "a@" + "a." * 5_000 + "@", "http://" + "a." * 5_000 + " ", "https://a.b/" + "/" * 10_000 + " ",
    "2027-" * 2_500, "a" * 5_000 + "@" + "b" * 5_000, "(" * 10_000, "(555) " * 2_000 + "\u00e9",
]  # fmt: skip
TIMED = """
import json, re, sys, time
patterns, attacks = json.load(open(sys.argv[1]))
for pattern in patterns:
    ready = re.compile(pattern)
    for attack in attacks:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            ready.search(attack)
            best = min(best, time.process_time() - start)
            if best < 0.05:
                break
        if best >= 0.05:
            print(pattern, repr(attack[:12]), best)
"""


def patterns(schema: Any, bounded: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield each pattern of a schema, and whether a bound of length stands beside it."""
    if isinstance(schema, list):
        for part in schema:
            yield from patterns(part)
    if isinstance(schema, dict):
        bounded = bool(LENGTHS & schema.keys())
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"], bounded
        if isinstance(schema.get("patternProperties"), dict):
            yield from ((one, True) for one in schema["patternProperties"])
        for part in schema.values():
            yield from patterns(part)


def all_patterns() -> set[str]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS]
    return {pattern for schema in found for pattern, _ in patterns(schema)}


def unbounded(tree: Any) -> Iterator[Any]:
    """Yield the body of each part of a parsed pattern that may repeat without end."""
    for op, given in tree:
        if str(op) in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            if given[1] > 1000:
                yield given[2]
            yield from unbounded(given[2])
        elif str(op) == "SUBPATTERN":
            yield from unbounded(given[3])
        elif str(op) == "BRANCH":
            for branch in given[1]:
                yield from unbounded(branch)
        elif str(op) in {"ASSERT", "ASSERT_NOT"}:
            yield from unbounded(given[1])


def nested(pattern: str) -> bool:
    """Return whether a repeat stands in a repeat without a mark that parts one round from the next.

    `(\\.[^.]+)+` is linear: each round begins with a point, and no round holds another.
    """
    for body in unbounded(parser.parse(pattern)):
        inner = list(unbounded(body))
        first = body[0][1][3][0] if str(body[0][0]) == "SUBPATTERN" else body[0]
        parted = str(first[0]) == "LITERAL" and all(
            str(one[0][0]) == "IN"
            and str(one[0][1][0][0]) == "NEGATE"
            and any(str(op) == "LITERAL" and what == first[1] for op, what in one[0][1])
            for one in inner
        )
        if inner and not parted:
            return True
    return False


def test_the_lint_knows_a_slow_pattern() -> None:
    assert nested(r"^(\w+\s?)*$")
    assert nested(r"^(a+)+$")
    assert nested(r"(\.[a-z.]+)+")
    assert not nested(r"^[a-z]+(\.[^@.]+)+$")


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_b15_the_patterns_of_a_schema_are_linear(path: Any) -> None:
    found = set(patterns(json.loads(path.read_text(encoding="utf-8"))))

    assert found
    assert not [pattern for pattern, _ in found if nested(pattern)]


def test_b15_an_editions_own_patterns_stand_beside_a_bound(tiny: Edition) -> None:
    from mou_desktop.model.values import VISIBLE

    loose = {one for one, bounded in patterns(plain(tiny.schema)) if not bounded}

    assert loose <= {VISIBLE}  # one character of a class: it cannot be slow


def test_b15_no_pattern_is_slow_on_hostile_text(tmp_path: Any) -> None:
    (tmp_path / "work.json").write_text(json.dumps([sorted(all_patterns()), ATTACKS]))

    ran = run_code(TIMED, str(tmp_path / "work.json"), timeout=120)

    assert (ran.stdout, ran.stderr) == ("", "")


def test_b15_the_programs_own_patterns_are_linear() -> None:
    names = [
        one.name
        for one in pkgutil.walk_packages(mou_desktop.__path__, "mou_desktop.")
        if not one.name.startswith(("mou_desktop.gui", "mou_desktop.__main__"))
    ]
    found = {
        value.pattern
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, re.Pattern)
    }

    assert len(found) > 15
    assert not [pattern for pattern in found if nested(pattern)]
