"""Comments that came back: ours are known by author and words, replies find what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mou_desktop.word.redline import AUTHOR
from mou_desktop.word.returned.segment import normal
from mou_desktop.word.returned.values import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document
    from mou_desktop.word.reading import WordFile


def comments_in(
    file: WordFile, document: Document, where: Mapping[int, tuple[str, str]]
) -> Iterator[Proposal]:
    """Yield what others said; `where` has section and clause of each paragraph of the body."""
    ours = {
        (_author(said.get("author")), normal(str(said.get("text", "")))): str(note.get("_id", ""))
        for note in document.notes
        for said in (note, *(note.get("replies") or ()))
        if isinstance(said, Mapping)
    }
    mine = {
        one.id: id_ for one in file.comments if (id_ := ours.get((one.author, normal(one.text))))
    }
    open_ = {str(note.get("_id")) for note in document.notes if note.get("done") is not True}
    seen = set[tuple[str, str, str]]()
    for one in file.comments:
        story, at = one.anchor or (-1, -1)
        section, clause = where.get(at, ("", "")) if story == 0 else ("", "")
        common: dict[str, Any] = {
            "section": section,
            "clause": clause,
            "author": one.author,
            "date": one.date,
        }
        if one.id in mine:
            if one.resolved and not one.parent and mine[one.id] in open_:
                yield Proposal(
                    id="", kind="resolved", before=one.text, reply_to=mine[one.id], tracked=True,
                    **common,
                )  # fmt: skip
            continue
        if (known := (one.author, one.date, one.text)) in seen or not one.text.strip():
            continue
        seen.add(known)
        yield Proposal(
            id="", kind="comment", after=one.text, tracked=True,
            reply_to=mine.get(one.parent, one.parent), values=(one.id,), done=one.resolved,
            **common,
        )  # fmt: skip


def _author(author: object) -> str:
    name = " ".join(str(author or "").split())
    return name or AUTHOR
