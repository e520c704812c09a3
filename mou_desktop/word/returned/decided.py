"""What a person decided on each change that came back, and the agreement that comes of it.

Every change is accepted, refused, or asked about, and nothing is done before all of them are: a
list that does not balance is told by `open_points`. The result is one new agreement, in which the
round remembers each decision with its words, so that counsel can be answered later.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from mou_desktop import messages
from mou_desktop.model import local
from mou_desktop.model.printed import Span
from mou_desktop.model.rounds import with_return
from mou_desktop.model.spoken import spoken_date
from mou_desktop.model.values import clean_text, freeze
from mou_desktop.outline import arranged
from mou_desktop.word.returned.applying import Accepted, Outcome, outcome_of
from mou_desktop.word.returned.naming import ReturnNames
from mou_desktop.word.returned.values import Para, Proposal
from mou_desktop.word.returned.wording import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mou_desktop.model import Document
    from mou_desktop.word.returned.applying import How
    from mou_desktop.word.returned.values import Stranger

Choice: TypeAlias = Literal["accept", "reject", "ask"]
Lack: TypeAlias = Literal["choice", "question", "source", "value", "words"]
Effect: TypeAlias = Literal["text", "note", "nothing"]
Place: TypeAlias = Literal["text", "left_out", "official", "gone"]

FOUND: Final = frozenset({"unreadable"})  # cannot be accepted: it is not known what came
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to become of one change.

    Attributes:
        how: of locked words: added after the clause, official wording, or a note to counsel.
        source: of official wording.
        value: which of several values of one answer is meant.
        text: words in the place of those that came, in the form of a clause's text.
        said: why it is refused, or what counsel is asked.
    """

    choice: Choice
    how: How = ""
    source: str = ""
    value: str | None = None
    text: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the decisions are about: the file, the round that it came back from, or whose it is."""

    round: str
    sha256: str
    name: str = ""
    stranger: Stranger | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A text that came back where no clause stands, and the clause that a person puts it into."""

    text: str
    clause: str


def keys_of(proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """Return what each change is known by, also when the same file is read another time."""
    seen = Counter[str]()
    found = []
    for one in proposals:
        parts = (one.kind, one.section, one.clause, one.field, one.heading, one.before, one.after,
                 one.reply_to, *one.values)  # fmt: skip
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
        found.append(f"{digest}.{seen[digest]}")
        seen[digest] += 1
    return tuple(found)


def lacks(proposal: Proposal, decision: Decision | None) -> Lack | None:
    """Return what a change still wants before it is decided; None where it wants nothing."""
    if decision is None:
        return "choice"
    if decision.choice == "ask":
        return None if decision.said.strip() else "question"
    if decision.choice == "reject":
        return None
    if proposal.kind in FOUND:
        return "choice"
    if len(proposal.values) > 1 and proposal.kind == "field" and decision.value is None:
        return "value"
    if decision.how == "official" and not decision.source.strip():
        return "source"
    if decision.text is not None and not decision.text.strip():
        return "words"
    return None


def open_points(
    proposals: Sequence[Proposal], decisions: Mapping[str, Decision]
) -> dict[str, Lack]:
    """Return what each change that is not decided still wants, by its key, in their order."""
    keys = dict(zip(keys_of(proposals), proposals, strict=True))
    return {key: lack for key, one in keys.items() if (lack := lacks(one, decisions.get(key)))}


def accepted(proposal: Proposal, decision: Decision) -> Accepted:
    """Return a change with the words and the way that were decided on."""
    one = proposal if decision.text is None else replace(proposal, text=decision.text)
    return Accepted(one, decision.how, decision.source, decision.value)


def effect(document: Document, proposal: Proposal, decision: Decision, time: str) -> Effect:
    """Return what a decision does: it changes the text, makes a note of it, or does nothing."""
    if decision.choice == "reject":
        return "nothing"
    if decision.choice == "ask":
        return "note"
    made = outcome_of(document, [accepted(proposal, decision)], reason=".", time=time)
    if made.noted or proposal.kind == "comment":
        return "note"
    return "text" if made.document != document else "nothing"


def foreseen(
    document: Document,
    proposals: Sequence[Proposal],
    decisions: Mapping[str, Decision],
    *,
    reason: str = ".",
    time: str,
) -> Outcome:
    """Return `document` with what was accepted, and which of that the text cannot hold.

    Args:
        document: the agreement as it stands.
        proposals: all changes that came back.
        decisions: by key; what is not decided yet is left.
        reason: why a clause departs.
        time: when (UTC).
    """
    taken = [
        accepted(one, made)
        for key, one in zip(keys_of(proposals), proposals, strict=True)
        if (made := decisions.get(key)) is not None
        and (made.choice == "accept" or (made.choice == "ask" and one.kind == "comment"))
    ]
    return outcome_of(document, taken, reason=reason, time=time)


def is_noted(
    document: Document, proposals: Sequence[Proposal], one: Proposal, made: Decision, time: str
) -> bool:
    """Return whether the text cannot hold a change that is accepted, so that a note keeps it.

    A section of the district's own goes when its clauses do, so these are taken as left out too.
    """
    along = [
        Accepted(each)
        for each in proposals
        if one.kind == each.kind == "left_out" and each.section == one.clause and each is not one
    ]
    taken = [*along, accepted(one, made)]
    return one.id in outcome_of(document, taken, reason=".", time=time).noted


def places_in(document: Document, clauses: Iterable[str]) -> dict[str, Place]:
    """Return whether each clause takes a text after its own, or why it takes none."""
    printed = {
        one.key
        for part in document.edition.documents
        for _, some in arranged(document, part)
        for one in some
    } | {one.id for one in document.added}
    found: dict[str, Place] = {}
    for key in clauses:
        local_ = document.clauses.get(key)
        if local_ is not None and local_.state in {"left_out", "official"}:
            found[key] = "left_out" if local_.state == "left_out" else "official"
        else:
            found[key] = "text" if key in printed else "gone"
    return found


def decided(
    document: Document,
    proposals: Sequence[Proposal],
    decisions: Mapping[str, Decision],
    origin: Origin,
    *,
    author: str,
    time: str,
    placed: Sequence[Placed] = (),
) -> Document:
    """Return `document` with all that was decided, in one step, and with the round noting it.

    Args:
        document: the agreement as it stands.
        proposals: all changes that came back.
        decisions: by key; every change that is decided on has one (`open_points` is empty).
        origin: the file and its round.
        author: who decides, for the questions to counsel.
        time: when (UTC).
        placed: texts that stood in no clause, each to be added after the text of one.
    """
    keyed = [(key, one) for key, one in zip(keys_of(proposals), proposals, strict=True)]
    chosen = [(one, decisions[key]) for key, one in keyed if key in decisions]
    rounds = {one.get("_id"): one.get("time") for one in document.rounds}
    sent = rounds.get(origin.round)
    reason = reason_of(str(sent or time), origin.stranger)
    made_of = foreseen(document, proposals, decisions, reason=reason, time=time)
    done = made_of.document
    for one, made in chosen:
        if made.choice == "ask":
            done = _asked(done, one, made.said, author, time)
    names = ReturnNames(document)
    told = [
        _plain(one, made, _how(document, one, made, made_of.noted), names) for one, made in chosen
    ]
    why = (
        reason
        if not origin.name
        else messages.RETURN_REASON_FILE.format(reason=reason, name=origin.name)
    )
    done, where = _with_placed(done, placed, why, time, names)
    told += where
    of = origin.stranger.as_plain() if origin.stranger else {}
    return with_return(done, origin.round, origin.sha256, time, told, name=origin.name, of=of)


def _with_placed(
    document: Document, placed: Sequence[Placed], reason: str, time: str, names: ReturnNames
) -> tuple[Document, list[dict[str, Any]]]:
    """Return `document` with each text after that of its clause, and what the round remembers.

    A clause that does not print any more, or has its authority's words, takes none: then a note to
    counsel on it holds the text.
    """
    found = []
    for at, one in enumerate(placed):
        paras = [Para((Span(line.strip()),)) for line in one.text.splitlines() if line.strip()]
        change = Proposal(
            id=f"u{at}", kind="text", clause=one.clause, after=one.text, text=as_text(paras),
            appended=True,
        )  # fmt: skip
        place = places_in(document, [one.clause])[one.clause]
        how: How = "" if place == "text" else "note"
        made = outcome_of(document, [Accepted(change, how)], reason=reason, time=time)
        document = made.document
        found.append({
            "kind": "unplaced", "clause": one.clause, "name": names.clause(one.clause, ""),
            "after": one.text, "how": "note" if made.noted else "extend",
            "decided": "accept", "taken": True,
        })  # fmt: skip
    return document, found


def reason_of(time: str, stranger: Stranger | None) -> str:
    """Return why a clause departs: counsel said so in what was sent then, or in whose file."""
    words = messages.RETURN_REASON_STRANGER if stranger else messages.RETURN_REASON
    return words.format(date=spoken_date(time[:10]), whose=stranger.whose if stranger else "")


def _asked(document: Document, one: Proposal, question: str, author: str, time: str) -> Document:
    """Return `document` with a question to counsel: an answer to a comment, else a note."""
    said = clean_text(question).strip()
    if one.kind == "comment":
        words = clean_text(one.after).strip()
        for note in reversed(document.notes):
            texts = [note.get("text"), *(each.get("text") for each in note.get("replies") or ())]
            if words in texts:
                reply = freeze({"author": author, "time": time, "text": said})
                replies = (*(note.get("replies") or ()), reply)
                return local.change_note(document, str(note.get("_id")), replies=replies)
    text = messages.RETURN_ASKED.format(
        question=said,
        before=one.before or messages.RETURN_NOTHING,
        after="\n".join(filter(None, (one.heading * (one.kind == "added"), one.after)))
        or messages.RETURN_NOTHING,
    )
    return local.add_note(
        document, on={"clause": one.clause or None}, for_="counsel", author=author, time=time,
        text=text,
    )  # fmt: skip


def _how(document: Document, one: Proposal, made: Decision, noted: frozenset[str]) -> str:
    """Return in which other form a change was taken; nothing where it was taken as it came."""
    if one.id in noted:
        return "note"
    published = one.clause in document.edition.clauses
    if one.kind == "typography" and made.choice == "accept" and published:
        return "signs"
    return made.how


def _plain(one: Proposal, made: Decision, how: str, names: ReturnNames) -> dict[str, Any]:
    """Return a change and what became of it, as the round remembers both.

    The clause is named as it was when it was decided on: numbers may be others afterwards.
    """
    told = {
        "kind": one.kind, "section": one.section, "clause": one.clause, "field": one.field,
        "name": names.clause(one.clause, one.section), "heading": one.heading,
        "before": one.before, "after": one.after, "author": one.author,
        "date": one.date, "law": one.law if one.locked else "",
        "how": how, "source": made.source, "said": made.said.strip(),
        "value": made.value or "",
        "words": made.text if made.text is not None and made.text != one.text else "",
    }  # fmt: skip
    flags = {"locked": one.locked, "silent": not one.tracked, "conflict": one.conflict}
    return {
        **{key: value for key, value in told.items() if value},
        **{key: True for key, value in flags.items() if value},
        "decided": made.choice,
        "taken": made.choice == "accept",
    }


def new_words(standing: str, came: str) -> str:
    """Return the sentences of `came` that do not stand in `standing`: what is to be added."""
    known = {" ".join(one.split()) for one in _sentences(standing)}
    found = [one.strip() for one in _sentences(came) if " ".join(one.split()) not in known]
    return " ".join(one for one in found if one)


def _sentences(text: str) -> Iterator[str]:
    yield from _SENTENCES.split(text)


# ---- kept between two sittings -------------------------------------------------------------------


def as_plain(decisions: Mapping[str, Decision]) -> dict[str, Any]:
    """Return decisions as JSON has them."""
    return {key: asdict(one) for key, one in decisions.items()}


def placed_from_plain(raw: object) -> tuple[Placed, ...]:
    """Return what was put into a clause and kept; what cannot be read waits in its box again."""
    each = raw if isinstance(raw, list | tuple) else ()
    return tuple(
        Placed(one["text"], one["clause"])
        for one in each
        if isinstance(one, dict)
        and isinstance(one.get("text"), str)
        and isinstance(one.get("clause"), str)
    )


def from_plain(raw: object) -> dict[str, Decision]:
    """Return decisions that were kept; what cannot be read is left to be decided again."""
    if not isinstance(raw, dict):
        return {}
    found: dict[str, Decision] = {}
    for key, one in raw.items():
        if not isinstance(one, dict) or one.get("choice") not in {"accept", "reject", "ask"}:
            continue
        how: How = one["how"] if one.get("how") in {"extend", "official", "note"} else ""
        texts = {name: one.get(name) for name in ("source", "value", "text", "said")}
        known = {name: text for name, text in texts.items() if isinstance(text, str)}
        found[str(key)] = Decision(choice=one["choice"], how=how, **known)
    return found
