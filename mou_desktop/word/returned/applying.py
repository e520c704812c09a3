"""Takes what was accepted of counsel's changes: a new agreement of the old one, in one step.

What an agreement cannot hold as text, such as another heading of a published clause or a word in
one that is locked, becomes a note to counsel with the words that came, and is never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mou_desktop import messages
from mou_desktop.model import local
from mou_desktop.model.anchors import FIELD_TAG
from mou_desktop.model.values import clean_text, freeze
from mou_desktop.word.returned import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mou_desktop.model import Added, Document
    from mou_desktop.word.returned.values import Proposal

How = Literal["", "extend", "official", "note"]
_WORKED_OUT = re.compile(r"\{[#?]")  # forms that printed words cannot be put back into
_ORDER = ("field", "text", "locked", "typography", "split", "joined", "added", "moved", "left_out",
          "comment", "resolved")  # fmt: skip
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change that was accepted.

    Attributes:
        how: for locked words: added after the clause, official wording, or a note to counsel.
        source: of official wording.
        value: which of several values of one answer is meant; the first without it.
    """

    proposal: Proposal
    how: How = ""
    source: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of what was accepted.

    Attributes:
        noted: ids of the changes that the text cannot hold: each stands in a note to counsel.
    """

    document: Document
    noted: frozenset[str] = frozenset()


def applied(
    document: Document, accepted: Iterable[Accepted], *, reason: str, time: str
) -> Document:
    """Return `document` with what was accepted; see `outcome_of`."""
    return outcome_of(document, accepted, reason=reason, time=time).document


def outcome_of(
    document: Document, accepted: Iterable[Accepted], *, reason: str, time: str
) -> Outcome:
    """Return `document` with what was accepted, and which of it became a note.

    Args:
        document: the agreement as it stands.
        accepted: the changes; the rest is left.
        reason: why a clause departs, such as the round that it came back from.
        time: when it is done (UTC), for the notes.
    """
    step = _Step(document, reason, time)
    noted = set[str]()
    for one in sorted(accepted, key=step.place):
        way = step.ways.get(one.proposal.kind)
        if one.how == "note" or not (way and way(one)):
            step.note(one.proposal)
            noted.add(one.proposal.id)
    return Outcome(step.document, frozenset(noted))


class _Step:
    """The agreement while changes are taken, one after the other."""

    def __init__(self, document: Document, reason: str, time: str) -> None:
        self.document, self.reason, self.time = document, reason, time
        self.said: dict[str, str] = {}  # `_id` of the note that a comment became
        self.last: dict[tuple[str, str], str] = {}  # the newest clause added after another
        self.ways: Mapping[str, Callable[[Accepted], bool]] = {
            "field": self.field, "text": self.text, "locked": self.locked, "added": self.added,
            "moved": self.moved, "left_out": self.left_out, "comment": self.comment,
            "resolved": self.resolved, "split": self.split, "joined": self.joined,
            "typography": self.typography,
        }  # fmt: skip

    def place(self, one: Accepted) -> tuple[int, bool]:
        """Return when a change is taken: after what it needs, a section after its clauses."""
        kind = one.proposal.kind
        at = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        own = self._own(one.proposal.clause)
        return at, own is not None and own.kind == "section"

    def field(self, one: Accepted) -> bool:
        """Put an answer in its place."""
        anchor = fields.anchor_in(self.document, FIELD_TAG + one.proposal.field)
        words = one.proposal.after if one.value is None else one.value
        if anchor is None:
            return False
        value = fields.read_as(self.document, anchor, words)
        if value is None and words.strip():
            return False
        made = fields.with_value(self.document, anchor, value, one.proposal.before)
        self.document = made or self.document
        return made is not None

    def text(self, one: Accepted) -> bool:
        """Extend or reword a clause, or rewrite one of the district's own."""
        change = one.proposal
        heading = change.values == ("heading",)
        if own := self._own(change.clause):
            if heading and own.id == change.clause:
                self._rewrite(own, change.after, own.text)
                return True
            if heading or change.text is None:
                return False
            text = f"{own.text}\n\n{change.text}" if change.appended else change.text
            self._rewrite(own, own.heading, text)
            return True
        if heading or change.text is None or change.clause not in self.document.edition.clauses:
            return False
        if change.appended:
            return self._extend(change.clause, change.text)
        if change.values == ("added",):
            return self._replace_added(change.clause, change.text)
        return self._reword(change.clause, change.text)

    def locked(self, one: Accepted) -> bool:
        """Add to a locked clause, or set it to official wording; else it is a note."""
        change, how = one.proposal, one.how or ("extend" if one.proposal.appended else "note")
        if change.text is None or not change.text.strip() or change.values == ("heading",):
            return False
        if how == "extend":
            return self._extend(change.clause, change.text)
        if how == "official" and one.source.strip() and not change.appended:
            self._make_official(change.clause, change.text, one.source)
            return True
        return False

    def typography(self, one: Accepted) -> bool:
        """Take other signs into a clause of the district's own; published ones keep theirs."""
        change = one.proposal
        if (own := self._own(change.clause)) and change.text is not None:
            self._rewrite(own, own.heading, change.text)
        return True

    def split(self, one: Accepted) -> bool:
        """Shorten a clause to its first part, and add the second one after it."""
        change = one.proposal
        if not change.values or not change.values[0].strip():
            return False
        if not self.text(one):
            return False
        self.document = local.add_clause(
            self.document, change.section, change.clause, change.heading, change.values[0],
            self.reason,
        )  # fmt: skip
        return True

    def joined(self, one: Accepted) -> bool:
        """Put the words of a clause into another one, and leave it out."""
        change, before = one.proposal, self.document
        (into,) = change.values
        there = replace(one, proposal=replace(change, clause=into, values=()))
        if self.text(there) and self.left_out(one):
            return True
        self.document = before
        return False

    def added(self, one: Accepted) -> bool:
        """Add a clause or a section, under an identity of its own."""
        change = one.proposal
        if change.text is None:
            return False
        before = {each.id for each in self.document.added}
        if change.values == ("section",):
            place = ("", change.section)
            self.document = local.add_section(
                self.document, self.last.get(place, change.section), change.heading, change.text,
                self.reason,
            )  # fmt: skip
        else:
            place = (change.section, change.clause)
            self.document = local.add_clause(
                self.document, change.section, self.last.get(place, change.clause),
                change.heading, change.text, self.reason,
            )  # fmt: skip
        (made,) = {each.id for each in self.document.added} - before
        self.last[place] = made
        return True

    def left_out(self, one: Accepted) -> bool:
        """Leave a clause out, where it may be; one of the district's own goes."""
        key = one.proposal.clause
        if self._own(key):
            if any(each.section == key for each in self.document.added):
                return False  # what stands in it was not deleted
            self.document = local.remove_added(self.document, key)
            return True
        clause = self.document.edition.clauses.get(key)
        if clause is None or clause.locked or clause.mandatory:
            return False
        self.document = local.change_clause(self.document, key, "left_out", reason=self.reason)
        return True

    def moved(self, one: Accepted) -> bool:
        """Move a clause of the district's own; the published ones have their places."""
        change, own = one.proposal, self._own(one.proposal.clause)
        place = self.document.edition.clause_places.get(change.after)
        if own is None or own.kind != "clause" or place is None:
            return False
        after = change.after if place.clause else ""
        made = replace(own, section=place.section, after=after)
        parts = (made if each is own else each for each in self.document.added)
        self.document = replace(self.document, added=tuple(parts))
        return True

    def comment(self, one: Accepted) -> bool:
        """Make a note of a comment, or a reply where it answers one."""
        change = one.proposal
        target = self.said.get(change.reply_to, change.reply_to)
        note = next((each for each in self.document.notes if each.get("_id") == target), None)
        if note is None:
            self._note(change.clause, change.author, change.date, change.after)
            id_ = str(self.document.notes[-1].get("_id"))
            if change.done:
                self.document = local.change_note(self.document, id_, done=True)
        else:
            id_ = target
            reply = {"author": _name(change.author), "time": self._moment(change.date),
                     "text": clean_text(change.after).strip()}  # fmt: skip
            replies = (*(note.get("replies") or ()), freeze(reply))
            self.document = local.change_note(self.document, id_, replies=replies)
        for each in change.values:
            self.said[each] = id_
        return True

    def resolved(self, one: Accepted) -> bool:
        """Mark a note as done."""
        self.document = local.change_note(self.document, one.proposal.reply_to, done=True)
        return True

    def note(self, change: Proposal) -> None:
        """Keep what could not be taken as a note to counsel."""
        words = messages.RETURN_NOTE.format(
            before=change.before or messages.RETURN_NOTHING,
            after="\n".join(filter(None, (change.heading * (change.kind == "added"),
                                          change.after))) or messages.RETURN_NOTHING,
        )  # fmt: skip
        self._note(change.clause, change.author, change.date, words)

    # ---- parts -------------------------------------------------------------------------

    def _own(self, key: str) -> Added | None:
        return next((one for one in self.document.added if one.id == key), None)

    def _rewrite(self, own: Added, heading: str, text: str) -> None:
        self.document = local.change_added(self.document, own.id, heading, text, self.reason)

    def _extend(self, key: str, text: str) -> bool:
        present = self.document.clauses.get(key)
        state = present.state if present else "extended"
        reason = self.reason
        if state == "left_out" or present is None:
            words, state = text, "extended"
        else:
            words, reason = f"{present.text}\n\n{text}", self._reason(present.reason)
        if state == "official":
            return False
        self.document = local.change_clause(self.document, key, state, text=words, reason=reason)
        return True

    def _make_official(self, key: str, text: str, source: str) -> None:
        """Set a clause to official wording; what the district added after it stays after it."""
        present, reason = self.document.clauses.get(key), self.reason
        if present and present.state == "extended" and present.text not in text:
            text, reason = f"{text}\n\n{present.text}", self._reason(present.reason)
        self.document = local.change_clause(
            self.document, key, "official", text=text, reason=reason, source=source
        )

    def _replace_added(self, key: str, text: str) -> bool:
        """Put other words in the place of those that were added after a clause, or none."""
        present = self.document.clauses.get(key)
        if present is None or present.state == "left_out":
            return not text.strip() or self._extend(key, text)
        if present.state != "extended" or _WORKED_OUT.search(present.text):
            return False
        if not text.strip():
            self.document = local.restore_clause(self.document, key)
            return True
        self.document = local.change_clause(
            self.document, key, "extended", text=text, reason=self._reason(present.reason)
        )
        return True

    def _reason(self, earlier: str) -> str:
        """Return why a text departs of which some stood there before, for a reason of its own."""
        if earlier in self.reason:
            return self.reason
        return earlier if self.reason in earlier else f"{earlier}; {self.reason}"

    def _reword(self, key: str, text: str) -> bool:
        clause, present = self.document.edition.clauses[key], self.document.clauses.get(key)
        standing = clause.text + (present.text if present else "")
        if clause.locked or _WORKED_OUT.search(standing) or not text.strip():
            return False
        self.document = local.change_clause(
            self.document, key, "reworded", text=text, reason=self.reason
        )
        return True

    def _note(self, clause: str, author: str, time: str, text: str) -> None:
        self.document = local.add_note(
            self.document, on={"clause": clause or None}, for_="counsel", author=_name(author),
            time=self._moment(time), text=text,
        )  # fmt: skip

    def _moment(self, date: str) -> str:
        """Return a date of Word as a time of ours; now, where it is none."""
        found = _TIME.match(date)
        return f"{found[0]}Z" if found else self.time


def _name(author: str) -> str:
    return " ".join(clean_text(author).split())
