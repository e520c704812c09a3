"""No output holds what does not print: each hidden thing gets a word, which is looked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model import Added, LocalClause
from mou_desktop.model.values import freeze, plain
from mou_desktop.outline import outline, plain_text
from tests.support import answers, samples
from tests.support.outputs import MAKERS, WITH_SNAPSHOT, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mou_desktop.model import Document, Field

FREE = {"text", "long_text"}
PERSON = ("name", "title", "phone", "email")
SECRET, REASON, ASKED = "zebrasecret", "zebrareason", "zebraasked"
MARK = "zebra"
AGREEMENTS = ("tiny", "half", "complete", "2018")


class Marks:
    """Gives each answer a word that stands nowhere else."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: list[str] = []
        self.hidden: set[str] = set()

    def word(self) -> str:
        self.words.append(f"{MARK}{len(self.words):04d}x")
        return self.words[-1]

    def secret(self) -> str:
        word = self.word()
        self.hidden.add(word)
        return word

    def answers(self) -> dict[str, Any]:
        found = dict(plain(self.document.answers))
        for one in self.document.edition.fields:
            asked = one.print and self.document.holds(one.when)
            if not asked and one.key not in self.document.edition.deciding:
                found[one.key] = self.any(one, self.secret)
            elif one.key in found:
                found[one.key] = self.free(one, found[one.key])
        return found

    def free(self, one: Field, answer: Any) -> Any:
        """Return an answer with a mark in the place of all that may be written there freely."""
        if one.type in FREE:
            return self.word()
        if one.type == "list" and isinstance(answer, list):
            return [self.word() for _ in answer]
        if one.type == "person" and isinstance(answer, dict):
            return {part: self.word() for part in PERSON}
        if one.type == "table" and isinstance(answer, list):
            return [self.row(one, row) for row in answer]
        return answer

    def row(self, table: Field, row: Any) -> dict[str, Any]:
        made = dict(row)
        for column in table.columns:
            if not self.document.holds(column.when, freeze(row)):
                made[column.key] = self.any(column, self.secret)
            elif column.key in row:
                made[column.key] = self.free(column, row[column.key])
        return made

    def any(self, one: Field, word: Callable[[], str]) -> Any:
        """Return marks in the form of the field; words where it takes none, as damage leaves."""
        if one.type == "person":
            return {part: word() for part in PERSON}
        if one.type == "list":
            return [word(), word()]
        if one.type == "table":
            columns = {column.key: self.any(column, word) for column in one.columns}
            return [{"_id": f"z{len(self.words):07d}", **columns}]
        return word()


@cache
def marked(name: str) -> tuple[Document, frozenset[str]]:
    """Return an agreement with a mark in all that can hold one, and the marks that do not print."""
    document = agreement(name)
    marks = Marks(document)
    document = replace(document, answers=freeze(marks.answers()))
    document = replace(
        document,
        clauses=clauses(document),
        added=added(document),
        notes=tuple(map(freeze, notes())),
        unplaced=freeze({"old": SECRET, "older": [{"_id": "z0000001", "name": SECRET}]}),
        rounds=(freeze({"_id": "r0000000", "base": {"answers": {"x": SECRET}}, "later": SECRET}),),
        extra=freeze({"later": SECRET}),
    )
    said = printed(document)
    assert not [word for word in marks.hidden if word in said]
    return document, frozenset(word for word in marks.words if word not in said)


def printed(document: Document) -> str:
    """Return all that prints, of the agreement and of its edition with the same answers."""
    both = (document, document.without_local_changes())
    parts = [part.key for part in document.edition.documents]
    return "\n".join(plain_text(outline(one, part)) for one in both for part in parts)


def agreement(name: str) -> Document:
    if name == "2018":
        return samples.document("complete", "2018")
    if name != "tiny":
        return samples.document(name)
    given = {
        "district": "Sample", "kind": "municipal", "days": 30, "goals": ["Walk"],
        "head": {"name": "Ana", "title": "Head"},
        "school": [{"_id": "r7k2mq9d", "name": "North"}],
    }  # fmt: skip
    return answers.document(answers.tiny(), given)


def clauses(document: Document) -> Mapping[str, LocalClause]:
    """Return a clause left out, with the words it had; one changed; and one that does not stand."""
    edition = document.edition
    stands = [one for one in edition.clauses.values() if document.holds(one.when)]
    silent = [one for one in edition.clauses.values() if not document.holds(one.when)]
    optional = next((one.key for one in stands if not one.mandatory), stands[-1].key)
    other = next(one.key for one in stands if one.key != optional and not one.locked)
    more = freeze({"later": SECRET})
    found = {
        optional: LocalClause(state="left_out", text=SECRET, reason=REASON, extra=more),
        other: LocalClause(state="extended", text="A sentence more.", reason=REASON, extra=more),
    }
    for one in silent[:3]:
        found[one.key] = LocalClause(state="reworded", text=SECRET, reason=SECRET, source=SECRET)
    return found


def added(document: Document) -> tuple[Added, ...]:
    """Return a clause of the district's own; its reason is told where changes are listed."""
    section = document.edition.documents[0].sections[0].key
    more = freeze({"later": SECRET})
    own = Added(id="a0000001", section=section, heading="Our own", text="It is so.", reason=REASON,
                extra=more)  # fmt: skip
    return (own,)


def notes() -> Iterable[dict[str, Any]]:
    reply = {"_id": "n0000009", "author": SECRET, "text": SECRET, "time": "2026-11-24T09:00:00Z"}
    yield {"_id": "n0000001", "for": "colleague", "author": SECRET, "text": SECRET,
           "on": {}, "replies": [reply]}  # fmt: skip
    yield {"_id": "n0000002", "for": "counsel", "done": True, "author": SECRET, "text": SECRET}
    yield {"_id": "n0000003", "for": "counsel", "author": "Ana", "text": ASKED, "later": SECRET}


@cache
def held(name: str, kind: str) -> tuple[tuple[str, str], ...]:
    document, _ = marked(name)
    made = (MAKERS[kind](document, part.key) for part in document.edition.documents)
    return tuple(one for data in made for one in unpacked(data))


@pytest.mark.faults
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", AGREEMENTS)
def test_no_output_holds_what_does_not_print(name: str, kind: str) -> None:
    _, hidden = marked(name)
    assert hidden

    found = [
        (part, word)
        for part, text in held(name, kind)
        for word in (SECRET, *sorted(hidden))
        if word in text
    ]

    assert found == []


@pytest.mark.faults
@pytest.mark.parametrize("kind", MAKERS)
def test_a_reason_stands_only_where_changes_are_listed(kind: str) -> None:
    told = kind in {"schedule", "summary"}
    assert any(REASON in text for _, text in held("complete", kind)) == told


@pytest.mark.faults
@pytest.mark.parametrize("kind", MAKERS)
def test_a_note_for_counsel_stands_only_in_the_copy_to_work_in(kind: str) -> None:
    found = {part for part, text in held("complete", kind) if ASKED in text}

    assert found == ({"word/comments.xml"} if kind == "review" else set())


@pytest.mark.faults
@pytest.mark.parametrize("kind", MAKERS)
def test_only_what_comes_back_holds_what_was_sent(kind: str) -> None:
    parts = {part for part, _ in held("complete", kind)}

    assert any("decoded" in part for part in parts) == (kind in WITH_SNAPSHOT)
    assert any(part.startswith("customXml") for part in parts) == (kind in WITH_SNAPSHOT)


@pytest.mark.parametrize("name", AGREEMENTS)
def test_a_mark_that_prints_is_found_so_that_the_others_would_be(name: str) -> None:
    text = "".join(text for _, text in held(name, "clean"))

    assert f"{MARK}00" in text
