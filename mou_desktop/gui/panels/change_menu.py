"""What may be done with the text of a clause, and why the rest may not. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.gui.panels.shown_clause import ShownClause
    from mou_desktop.model import Clause, Document


class Offer(NamedTuple):
    """One line of the menu: the kind of change, its words, and why it is not offered."""

    kind: str
    text: str
    why: str = ""


def offers(document: Document, shown: ShownClause) -> Iterator[Offer]:
    """Yield what the menu of a clause or of an added part shows."""
    if shown.clause is not None:
        yield from _published(document, shown.clause)
    elif shown.added is not None:
        for kind, text in words.CHANGES_OF_OWN.items():
            yield Offer(kind, text)
    for kind in ("clause", "section"):
        yield Offer(kind, words.CHANGES_OFFERED[kind])


def _published(document: Document, clause: Clause) -> Iterator[Offer]:
    local = document.clauses.get(clause.key)
    state = local.state if local else ""
    allowed = clause.states(working=document.edition.working)
    for kind in ("extended", "reworded", "left_out", "official"):
        text = words.CHANGES_OFFERED[kind]
        if kind == state and kind in words.CHANGES_AGAIN:
            text = words.CHANGES_AGAIN[kind]
        yield Offer(kind, text, _why_not(clause, kind, state, allowed))
    why = "" if state else words.STANDS_WHY
    yield Offer("restore", words.CHANGES_OFFERED["restore"], why)


def _why_not(clause: Clause, kind: str, state: str, allowed: tuple[str, ...]) -> str:
    if kind not in allowed:
        if kind == "official":
            return words.OFFICIAL_WHY
        if kind == "left_out" and clause.mandatory:
            return words.MANDATORY_WHY
        return words.LOCKED_WHY.format(law=clause.law)
    if state == "left_out":
        return words.LEFT_OUT_WHY
    if kind == "extended" and state in {"reworded", "official"}:
        return words.REWORDED_WHY if state == "reworded" else words.OFFICIAL_SET_WHY
    return ""
