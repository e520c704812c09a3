"""Reads the comments of a file: what they say, what they answer, whether they are resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading.names import W14, W15
from mou_desktop.word.reading.values import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.parts import Parts
    from mou_desktop.word.reading.walk import Walker

_ON = {"1", "true", "on"}


def comments_of(parts: Parts, walker: Walker) -> tuple[Comment, ...]:
    """Return the comments, in the order in which the file lists them."""
    found = [one for _, root in parts.trees("comments") for one in root.iter(W + "comment")]
    extended = _extended(parts)
    ids = {para: one.get(W + "id", "") for one in found for para in _para_ids(one)}
    return tuple(_comment(one, walker, extended, ids) for one in found)


def _extended(parts: Parts) -> dict[str, Element]:
    """Return what is known of comments beside their text, by the id of their last paragraph."""
    return {
        one.get(W15 + "paraId", ""): one
        for _, root in parts.trees("commentsExtended")
        for one in root.iter(W15 + "commentEx")
    }


def _comment(
    one: Element, walker: Walker, extended: dict[str, Element], ids: dict[str, str]
) -> Comment:
    id_ = one.get(W + "id", "")
    about = next((extended[para] for para in _para_ids(one) if para in extended), None)
    lines = (
        "".join(
            run.text
            for run in paragraph.runs
            if not run.code and all(change.kind != "del" for change in run.changes)
        )
        for paragraph in walker.read_apart(one).paragraphs
    )
    return Comment(
        id_,
        author=one.get(W + "author", ""),
        initials=one.get(W + "initials", ""),
        date=one.get(W + "date", ""),
        text="\n".join(lines),
        parent=ids.get(about.get(W15 + "paraIdParent", ""), "") if about is not None else "",
        resolved=about is not None and about.get(W15 + "done", "") in _ON,
        anchor=walker.anchors.get(id_),
    )


def _para_ids(comment: Element) -> Iterator[str]:
    for one in comment.iter(W + "p"):
        if id_ := one.get(W14 + "paraId", ""):
            yield id_
