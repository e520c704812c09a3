"""Rounds in a project: which one a sending is, and how it is noted that it went out.

A project is sent as it stands in its file. The same text sent again, whatever was saved meanwhile,
is the same round and makes the same files. It writes nothing to the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop.model.rounds import Sending, Sent, goes_out, with_round
from mou_desktop.model.values import plain
from mou_desktop.store import project_file
from mou_desktop.store.strict_json import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mou_desktop.model import Document
    from mou_desktop.store.project_file import Project


def sending_of(project: Project) -> tuple[Document, Sending]:
    """Return what is to be sent of a project that stands in its file, and as which round."""
    document = project.document
    text = _text_sha256(document)
    for one in reversed(document.rounds):
        body, time = one.get("body_sha256"), one.get("time")
        if one.get("text_sha256") == text and isinstance(body, str) and isinstance(time, str):
            sending = Sending(body, time)
            if sending.id == one.get("_id"):
                return replace(document, saved=time), sending
    return document, Sending(project.body, document.saved)


def with_sent(document: Document, sending: Sending, sent: Iterable[Sent]) -> Document:
    """Return `document` with the note that these files of it went out."""
    base = project_file.plain_base(document)
    return with_round(document, sending, sent, base, _text_sha256(document))


def base_of(document: Document, round_: str) -> Document | None:
    """Return the agreement as it was sent in a round, None where that is not known any more."""
    one = next((each for each in document.rounds if each.get("_id") == round_), None)
    base = one.get("base") if one else None
    if not isinstance(base, Mapping) or not one or not one.get("sent"):
        return None
    if one.get("edition_sha256") != document.edition.sha256:
        return None
    return project_file.with_base(document, plain(base))


def written_before(document: Document) -> frozenset[str]:
    """Return the SHA-256 of every file that went out, by which one is known to be as it was."""
    sent = [each for one in document.rounds for each in one.get("sent") or ()]
    return frozenset(str(each.get("sha256")) for each in sent if isinstance(each, Mapping))


def _text_sha256(document: Document) -> str:
    """Return the digest of all that goes out."""
    notes = [plain(one) for one in document.notes if goes_out(one)]
    base = project_file.plain_base(document)
    return digest({"edition": document.edition.sha256, "notes": notes, **base})
