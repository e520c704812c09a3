"""What may be decided on a change, and which words go with it. No widgets here.

Mandatory text is never reworded: what came there is added after it, set as official wording with
its source, or kept as a note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mou_desktop.gui import words
from mou_desktop.word.returned import decided
from mou_desktop.word.returned.decided import FOUND, Decision, new_words

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.word.returned.applying import How
    from mou_desktop.word.returned.decided import Choice
    from mou_desktop.word.returned.values import Proposal

EDITABLE = {"text", "added"}  # whose words may be put in another way before they are taken


class Way(NamedTuple):
    """One thing that may be decided: the name of its button, its words, its icon."""

    name: str
    text: str
    icon: str
    choice: Choice
    how: How = ""


def ways(one: Proposal, *, noted: bool) -> tuple[Way, ...]:
    """Return what may be decided on a change, in the order of its buttons.

    Args:
        one: the change.
        noted: whether no text can hold it, so that accepting it makes a note of it.
    """
    ask = Way("ask", words.REVIEW_ASK, "ask", "ask")
    return (*_accepting(one, noted=noted), _rejecting(one), ask)


def _accepting(one: Proposal, *, noted: bool) -> tuple[Way, ...]:
    said = words.REVIEW_ACCEPT
    if one.kind in FOUND:
        return ()
    if not one.locked:
        if noted:
            return (Way("accept", said["note"], "note", "accept"),)
        known = one.kind if one.kind in said else "conflict" if one.conflict else ""
        return (Way("accept", said[known], "check", "accept"),)
    note = Way("accept_note", said["note"], "note", "accept", "note")
    if one.kind != "locked" or one.text is None or one.values == ("heading",):
        return (note,)
    extend = Way("accept_extend", said["extend"], "plus", "accept", "extend")
    official = Way("accept_official", said["official"], "scales", "accept", "official")
    return (extend, note) if one.appended else (extend, official, note)


def _rejecting(one: Proposal) -> Way:
    said = words.REVIEW_REJECT
    known = one.kind if one.kind in said else "conflict" if one.conflict else ""
    return Way("reject", said[known], "close", "reject")


def chosen(document: Document, one: Proposal, way: Way, before: Decision | None) -> Decision:
    """Return what a button decides; a word to counsel and a chosen answer stay."""
    made = Decision(choice=way.choice, how=way.how)
    if before is not None:
        made = replace(made, said=before.said, value=before.value, source=before.source)
    if way.how == "extend" and not one.appended:
        made = replace(made, text=added_words(document, one))
    return made


def added_words(document: Document, one: Proposal) -> str:
    """Return the sentences that are to stand after a mandatory clause: those that are new."""
    came = one.text or ""
    clause, local = document.edition.clauses.get(one.clause), document.clauses.get(one.clause)
    standing = "\n".join(filter(None, (clause.text if clause else "", local.text if local else "")))
    return new_words(standing, came) or came


def will(
    document: Document, one: Proposal, decision: Decision | None, time: str, *, noted: bool
) -> str:
    """Return what a decision will do, in one sentence; `noted` as in `ways`."""
    said = words.REVIEW_WILL
    if decision is None:
        return _would(document, one, time, noted=noted)
    if decision.choice != "accept":
        return said[decision.choice]
    if noted:
        return said["note"]
    if decision.how in {"extend", "official"}:
        return said[decision.how]
    if one.kind in {"comment", "resolved"}:
        return said["comment" if one.kind == "comment" else "text"]
    if one.kind == "field" and not one.conflict and not decision.value:
        return said["field"].format(value=one.after) if one.after else said["field_empty"]
    return said[decided.effect(document, one, decision, time)]


def _would(document: Document, one: Proposal, time: str, *, noted: bool) -> str:
    """Return what the first way to accept a change would do: nobody has to try it to know."""
    first = next(iter(_accepting(one, noted=noted)), None)
    if first is None or (one.kind == "field" and len(one.values) > 1):
        return words.REVIEW_WILL["open"]
    made = chosen(document, one, first, None)
    text = will(document, one, made, time, noted=noted and not one.locked)
    if made.how == "extend":
        text = f"{text} “{made.text if made.text is not None else one.text}”"
    return words.REVIEW_WOULD.format(way=first.text, will=text)


def is_editable(one: Proposal, decision: Decision | None) -> bool:
    """Return whether the words that are taken may be put in another way."""
    if decision is None or decision.choice != "accept" or one.text is None:
        return False
    if decision.how in {"extend", "official"}:
        return True
    return one.kind in EDITABLE and not one.locked and one.values != ("heading",)
