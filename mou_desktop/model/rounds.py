"""Rounds: what went to counsel. A round is known by the text that was sent, not by a clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mou_desktop.model.values import freeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model.document import Document


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


def with_round(
    document: Document, sending: Sending, sent: Mapping[str, str], base: object
) -> Document:
    """Return `document` with the round recorded; one that was sent before is replaced.

    Args:
        document: the agreement.
        sending: the round.
        sent: sha256 of each file that was written, by its kind.
        base: answers and local changes as they were sent, as they stand in a file.
    """
    made = freeze(
        {
            "_id": sending.id,
            "time": sending.time,
            "edition_sha256": document.edition.sha256,
            "sent": [{"kind": kind, "sha256": digest} for kind, digest in sent.items()],
            "base": base,
            "returns": [],
        }
    )
    others = tuple(one for one in document.rounds if one.get("_id") != sending.id)
    return replace(document, rounds=(*others, made))
