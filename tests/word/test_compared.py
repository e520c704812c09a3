"""All changes taken, a comparison is the agreement; none taken, it is its edition.

Both are worked out by our own reader and by LibreOffice, and compared with the outline.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings

from mou_desktop.model import Added, LocalClause
from mou_desktop.model.rounds import Sending
from mou_desktop.outline import outline
from mou_desktop.word.compared import compared_of
from mou_desktop.word.reading import read
from tests.support import answers, redlined, samples
from tests.support.files import examples
from tests.support.office import ACCEPT, REJECT, Job
from tests.support.ooxml import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block
    from mou_desktop.word.reading import Which
    from tests.support.office import Office

SENDING = Sending("0" * 64, "2026-11-24T09:12:00Z")
TABLE = "{#table school: name}"
LIST = "Own words.\n\n- one\n-- deep\n- two\n\nMore words."
STATES: Mapping[Which, str] = {"after": ACCEPT, "before": REJECT}


def left_out(*keys: str) -> dict[str, LocalClause]:
    return {key: LocalClause(state="left_out", reason="r") for key in keys}


def reworded(key: str, text: str = "Wholly other words.") -> dict[str, LocalClause]:
    return {key: LocalClause(state="reworded", text=text, reason="r")}


def extended(key: str, text: str = "And more.") -> dict[str, LocalClause]:
    return {key: LocalClause(state="extended", text=text, reason="r")}


def clause(id_: str, text: str, section: str = "purpose", after: str = "") -> Added:
    return Added(id=id_, section=section, after=after, heading="Own clause", text=text)


def section(id_: str, after: str = "purpose", text: str = "Own words.") -> Added:
    return Added(id=id_, kind="section", after=after, heading="Own section", text=text)


def cases() -> dict[str, Document]:
    """Return the sample with local changes of each kind, at each place where they are hard."""
    plain = samples.document()
    keys = list(plain.edition.clauses)
    homes = {key: plain.edition.clause_places[key].section for key in keys}
    signed = next(key for key in reversed(keys) if plain.edition.clauses[key].layout)
    found = {
        "nothing": {},
        "one clause left out": left_out(keys[9]),
        "neighbours left out": left_out(*keys[8:12]),
        "the first clause left out": left_out(keys[0]),
        "the last clause left out": left_out(keys[-1]),
        "signatures left out": left_out(signed),
        "reworded": reworded(keys[8]),
        "reworded with a list": reworded(keys[8], LIST),
        "reworded with a table": reworded(keys[8], f"Own.\n\n{TABLE}"),
        "reworded with a table alone": reworded(keys[8], TABLE),
        "reworded with tables": reworded(keys[8], f"{TABLE}\n\n{TABLE}"),
        "extended": extended(keys[8]),
        "extended with a list": extended(keys[8], LIST),
        "extended with tables": extended(keys[8], f"{TABLE}\n\n{TABLE}\n\nEnd."),
        "the last clause extended": extended(keys[-1]),
        "the last clause reworded with a table": reworded(keys[-1], TABLE),
        "a signed clause extended": extended(signed),
        "each kind side by side": left_out(keys[7]) | reworded(keys[8]) | extended(keys[9], LIST),
        "every clause left out": left_out(*keys),
        "every clause reworded": {k: v for key in keys for k, v in reworded(key).items()},
    }
    more = {
        "a section added": (section("a0000001"),),
        "a section added at the end": (section("a0000001", "attachments"),),
        "a section of lists and tables": (
            section("a0000001", text=f"{LIST}\n\n{TABLE}\n\n{TABLE}"),
        ),
        "a section that begins and ends with a table": (
            section("a0000001", text=f"{TABLE}\n\nBetween.\n\n{TABLE}"),
        ),
        "a section and clauses in it": (
            section("a0000001"), clause("a0000002", LIST, "a0000001"),
            clause("a0000003", TABLE, "a0000001"),
        ),
        "a clause added first": (clause("a0000001", "Own words."),),
        "a clause added after each": tuple(
            clause(f"a000{i:04}", "Own words.", home, key)
            for i, (key, home) in enumerate(homes.items())
        ),
        "two sections added": (section("a0000001"), section("a0000002", "a0000001")),
    }  # fmt: skip
    documents = {name: replace(plain, clauses=clauses) for name, clauses in found.items()}
    documents |= {name: replace(plain, added=added) for name, added in more.items()}
    documents["moved by another that was left out"] = replace(
        plain, clauses=left_out(*keys[3:6]), added=more["a section and clauses in it"]
    )
    return documents


CASES = cases()
EACH = pytest.mark.parametrize("name", CASES)


def printed(document: Document, which: Which, part: str = "") -> tuple[Block, ...]:
    """Return what prints of the agreement, or of its edition filled in alike."""
    return outline(document if which == "after" else document.without_local_changes(), part)


def read_back(document: Document, which: Which, part: str = "") -> None:
    """Assert that our reader sees what prints, character by character, style by style."""
    data = compared_of(document, part, sending=SENDING)
    blocks = printed(document, which, part)
    rows, lines = redlined.read_rows(read(data), which, blocks)
    assert [(row.text, row.style) for row in rows] == [
        (row.text, row.style) for row in redlined.wanted(blocks)
    ]
    assert lines in ([], redlined.contents(blocks))


@EACH
@pytest.mark.parametrize("which", STATES)
def test_our_reader_sees_both_texts_in_a_comparison(name: str, which: Which) -> None:
    read_back(CASES[name], which)


@EACH
def test_a_comparison_is_sound(name: str) -> None:
    assert faults(compared_of(CASES[name], sending=SENDING)) == []


@given(answers.redlined(answers.tiny()))
@examples(20, full=200)
def test_our_reader_sees_both_texts_whatever_is_changed(document: Document) -> None:
    for part in ("", "procedures"):
        read_back(document, "after", part)
        read_back(document, "before", part)


# ---- LibreOffice ---------------------------------------------------------------------------

HARD = (
    "each kind side by side", "a section and clauses in it", "extended with tables",
    "the last clause reworded with a table", "every clause left out",
)  # fmt: skip


def differences(
    office: Office, documents: Sequence[tuple[Document, str]], *, numbers: bool
) -> list[str]:
    """Return how LibreOffice differs from the outline: with all changes taken, and with none."""
    wanted = [(*one, which) for one in documents for which in STATES]
    files = [office.file(compared_of(*one, sending=SENDING)) for one in documents]
    paths = [path for path in files for _ in STATES]
    jobs = [Job(path, (STATES[one[2]],)) for path, one in zip(paths, wanted, strict=True)]
    return [
        f"{path}, {which}: {fault}"
        for path, (document, part, which), said in zip(paths, wanted, office.run(jobs), strict=True)
        for fault in faults_of(said, printed(document, which, part), numbers=numbers)
    ]


def faults_of(said: Mapping[str, Any], blocks: Sequence[Block], *, numbers: bool) -> Iterator[str]:
    rows, lines = redlined.office_rows(said)
    right = redlined.wanted(blocks)
    for got, want in zip_longest(rows, right):
        wrong = got is None or want is None or got.text != want.text
        if wrong or (numbers and got.number != want.number):
            yield f"{got} is not {want}"
            break
    titles, wanted = ([one.rpartition("\t")[2] for one in all_]
                      for all_ in (lines, redlined.contents(blocks)))  # fmt: skip
    if titles and titles != wanted:
        yield f"the contents are {titles}"


@pytest.mark.office
def test_libreoffice_sees_both_texts_in_a_comparison(office: Office) -> None:
    names = CASES if os.environ.get("MOU_FULL") else HARD
    assert differences(office, [(CASES[name], "") for name in names], numbers=True) == []


@pytest.mark.office
def test_libreoffice_sees_both_texts_whatever_is_changed(office: Office) -> None:
    """Its numbers are not compared here: refused, one item may begin its list anew (7.4)."""
    found: list[Document] = []
    parts = ("", "procedures")

    @given(answers.redlined(answers.tiny()))
    @settings(examples(20, full=200), database=None, phases=[Phase.generate], derandomize=True)
    def draw(document: Document) -> None:
        found.append(document)

    draw()
    documents = [(one, part) for one in found for part in parts]
    assert differences(office, documents, numbers=False) == []
