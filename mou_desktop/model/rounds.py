"""Rounds: what went to counsel. A round is known by the text that was sent, not by a clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mou_desktop.model.values import EMPTY, freeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.model.document import Document
    from mou_desktop.model.values import Value


@dataclass(frozen=True, slots=True)
class Sending:
    """A round that is about to go out.

    Attributes:
        body_sha256: digest of the project's body as it was saved, 64 hex.
        time: when it was saved (UTC, `2026-11-24T09:10:00Z`): the only clock exports know.
    """

    body_sha256: str
    time: str

    @property
    def id(self) -> str:
        """The round's `_id`: the same text makes the same round."""
        return "r" + hashlib.sha256(f"round/{self.body_sha256}".encode()).hexdigest()[:7]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that went out: its kind, the document it is of, its name, and its sha256."""

    kind: str
    part: str
    name: str
    sha256: str


def goes_out(note: Mapping[str, Value]) -> bool:
    """Return whether a note goes to counsel: it is for counsel, and is not done."""
    return note.get("for") == "counsel" and note.get("done") is not True


def with_round(
    document: Document, sending: Sending, sent: Iterable[Sent], base: object, text_sha256: str
) -> Document:
    """Return `document` with the round recorded; one that was sent before is replaced.

    What came back of it, and what a newer program noted of it, stays.

    Args:
        document: the agreement.
        sending: the round.
        sent: each file that was written.
        base: answers and local changes as they were sent, as they stand in a file.
        text_sha256: digest of all that went out, by which the same text sent again is known.
    """
    before = next((one for one in document.rounds if one.get("_id") == sending.id), EMPTY)
    made = {
        **before,
        "_id": sending.id,
        "time": sending.time,
        "edition_sha256": document.edition.sha256,
        "body_sha256": sending.body_sha256,
        "text_sha256": text_sha256,
        "sent": [_plain(one) for one in sent],
        "base": base,
        "returns": before.get("returns", ()),
    }
    others = tuple(one for one in document.rounds if one.get("_id") != sending.id)
    return replace(document, rounds=(*others, freeze(made)))


def _plain(one: Sent) -> dict[str, Value]:
    found = {"kind": one.kind, "document": one.part, "name": one.name, "sha256": one.sha256}
    return {key: value for key, value in found.items() if value}


def has_returned(document: Document, sha256: str) -> bool:
    """Return whether a file with this digest came back before and was decided on."""
    found = [each for one in document.rounds for each in one.get("returns") or ()]
    return any(each.get("sha256") == sha256 for each in found if isinstance(each, Mapping))


def with_return(
    document: Document,
    round_: str,
    sha256: str,
    time: str,
    decisions: Iterable[object],
    *,
    name: str = "",
    of: Mapping[str, str] | None = None,
) -> Document:
    """Return `document` with a file noted that came back; of no known round, in the newest.

    Where no round is known at all, such as in a copy from before the sending, it makes one of its
    own, in which nothing was sent. `of` says which other agreement or edition the file is of.
    """
    known = [one.get("_id") for one in document.rounds]
    named: dict[str, object] = {"name": name} if name else {}
    named |= {"of": dict(of)} if of else {}
    made = freeze({**named, "sha256": sha256, "time": time, "decisions": list(decisions)})
    if not known:
        alone = {
            "_id": f"r{sha256[:7]}",
            "time": time,
            "edition_sha256": document.edition.sha256,
            "sent": (),
            "base": {"answers": {}, "local": {"clauses": {}, "added": ()}},
            "returns": (made,),
        }
        return replace(document, rounds=(freeze(alone),))
    target = round_ if round_ in known else known[-1]
    rounds = (
        freeze({**one, "returns": (*(one.get("returns") or ()), made)})
        if one.get("_id") == target
        else one
        for one in document.rounds
    )
    return replace(document, rounds=tuple(rounds))


def newest_sent(document: Document) -> str:
    """Return the `_id` of the round that went out last; empty where none did."""
    return next((str(one.get("_id")) for one in reversed(document.rounds) if one.get("sent")), "")


def with_rounds_of(document: Document, before: Document) -> Document:
    """Return `document`, which takes the place of `before`, with every round that `before` knows.

    What went out did so, whatever is taken back; what was decided on its return is a step.
    """
    if document.rounds == before.rounds:
        return document
    known = {one.get("_id"): one for one in document.rounds}
    sent = {one.get("_id") for one in before.rounds}
    rounds = tuple(known.get(one.get("_id"), one) for one in before.rounds)
    others = tuple(one for one in document.rounds if one.get("_id") not in sent)
    return replace(document, rounds=(*rounds, *others))
