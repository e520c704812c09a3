"""Lists every change of a file that came back against what was sent, clause by clause.

The base is what was sent, so that what the district changed meanwhile is no change of counsel's;
where both changed the same, it is a conflict and nothing is chosen. A change is tracked where the
file, with what others tracked refused, still says what was sent; else tracking was off.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mou_desktop.word.identity import sent_of
from mou_desktop.word.places import Places
from mou_desktop.word.reading import view
from mou_desktop.word.redline import AUTHOR
from mou_desktop.word.returned import around, blanks, fields, reshaped, wording
from mou_desktop.word.returned.matching import longest
from mou_desktop.word.returned.remarks import comments_in
from mou_desktop.word.returned.segment import Reader, normal, segment
from mou_desktop.word.returned.sent import units_of
from mou_desktop.word.returned.values import Para, Proposal, Unit
from mou_desktop.word.returned.wording import Pair
from mou_desktop.word.write import printed_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mou_desktop.model import Document
    from mou_desktop.word.reading import WordFile
    from mou_desktop.word.returned.values import ChangeKind

_WHOLE = 0.8  # of the words of a clause, in paragraphs of their own, so that they are added


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """All that came back.

    Attributes:
        proposals: the changes, in the order of the text.
        unplaced: texts that stand in no clause, which a person may put where they belong.
        reformatted: how many tracked changes are of form alone; they are not taken.
        found: how many headings of those sent were found, and how many were sent.
    """

    proposals: tuple[Proposal, ...]
    unplaced: tuple[str, ...]
    reformatted: int
    found: tuple[int, int]


def sent_by(document: Document, part: str) -> Mapping[str, Any]:
    """Return what one of the documents of an agreement says, as it would be sent."""
    return sent_of(printed_blocks(document, part), Places(document))


def listed(
    file: WordFile,
    sent: Mapping[str, Any],
    mine: Document,
    part: str,
    now: Mapping[str, Any] | None = None,
    *,
    stranger: Document | None = None,
) -> Listed:
    """Return what `file` changed.

    Args:
        file: what came back.
        sent: what was sent, as `sent_of` made it.
        mine: the agreement as it stands now.
        part: key of the document that was sent.
        now: what `sent_by` says of the agreement as it stands, where that is known already.
        stranger: for a file of another agreement or edition: what its head and foot are made of.
    """
    base = units_of(sent)
    lines = view(file, "after", ours=AUTHOR)
    reader = Reader(file, base, AUTHOR)
    came = segment(lines, base, reader)
    held = came
    if _is_tracked(file):
        held = segment(view(file, "before", ours=AUTHOR), base, reader)
    now = sent_by(mine, part) if now is None else now
    stands = base if now == sent else units_of(now)
    listing = _Listing(
        mine, base, came, held, stands, damaged=file.damaged, stranger=stranger is not None
    )
    proposals = [*listing.answers(), *listing.clauses()]
    where = {i: each for unit in came for each, i in listing.sources_of(unit)}
    said = enumerate(comments_in(file, mine, where), len(proposals) + 1)
    proposals += [replace(one, id=f"c{i}") for i, one in said]
    headings = [one.heading.text for one in (*base, *came) if one.heading]
    return Listed(
        proposals=tuple(proposals),
        unplaced=tuple(around.unplaced(file, lines, headings, mine, part, stranger)),
        reformatted=_reformatted(file),
        found=(len({one.key for one in base} & {one.key for one in came}), len(base)),
    )


def _is_tracked(file: WordFile) -> bool:
    """Return whether others tracked anything in the text itself."""
    for one in file.body.paragraphs:
        changes = [*one.held, *one.mark, *([one.was[0]] if one.was else [])]
        changes += [each for run in one.runs for each in run.changes]
        if any(each.author != AUTHOR for each in changes):
            return True
    return False


def _reformatted(file: WordFile) -> int:
    found = set[object]()
    for story in file.stories:
        for i, one in enumerate(story.paragraphs):
            changes = [*one.reformatted, *([one.was[0]] if one.was else [])]
            found |= {(story.name, i, each) for each in changes if each.author != AUTHOR}
    return len(found)


@dataclass(slots=True)
class _Grouped:
    """The pairs of paragraphs of one clause under one heading."""

    pairs: list[Pair] = field(default_factory=list)

    @property
    def sent(self) -> list[Para]:
        return [one.sent for one in self.pairs if one.sent]

    @property
    def came(self) -> list[Para]:
        return [one.came for one in self.pairs if one.came]

    def part(self, *, own: bool) -> _Grouped:
        """Return the pairs of the district's own text after the clause, or those of the clause.

        What came stands with what it follows. Between the two it is our own text that it came to,
        unless the clause ends otherwise too: then it may be the rest of that.
        """
        last = max((i for i, one in enumerate(self.pairs) if one.sent and not one.sent.own),
                   default=-1)  # fmt: skip
        begun, found = False, list[Pair]()
        for i, one in enumerate(self.pairs):
            if one.sent:
                begun = one.sent.own or (i == last and one.same)
            if (one.sent.own if one.sent else begun) is own:
                found.append(one)
        return _Grouped(found)


class _Listing:
    """Compares units by their keys."""

    def __init__(
        self,
        mine: Document,
        base: Sequence[Unit],
        came: Sequence[Unit],
        held: Sequence[Unit],
        now: Sequence[Unit],
        *,
        damaged: bool,
        stranger: bool,
    ) -> None:
        self.mine, self.base, self.came, self.damaged = mine, base, came, damaged
        self.stranger = stranger
        self.made = 0  # proposals
        self.by_key = {one.key: one for one in came}
        self.sent = {one.key: one for one in base}
        self.homes = {para.clause: one.home for one in base for para in one.body}
        self.homes |= {one.key: one.home for one in base}
        self.held = {one.key: one for one in held}
        self.held_new = {_whole(one) for one in held if one.key.startswith("+")}
        self.now = {one.key: one for one in now}
        self.now_new = {_whole(one) for one in now if one.key not in self.sent}
        self.grouped = {one.key: self._grouped(one, self.by_key.get(one.key)) for one in base}
        self.grouped_held = {
            one.key: self.grouped[one.key]
            if _is_same(self.by_key.get(one.key), self.held.get(one.key))
            else self._grouped(one, self.held.get(one.key))
            for one in base
        }
        self.grouped_now = {one.key: self._grouped(one, self.now.get(one.key)) for one in base}
        news = [one for one in came if one.key in self.sent or _whole(one) not in self.now_new]
        self.split = {} if damaged else reshaped.splits(base, news)
        new = {one.key: one for one in came if one.key in self.split}
        self.parted = {self.split[key]: one for key, one in reversed(new.items())}
        self.split = {one.key: key for key, one in self.parted.items()}
        joins = {} if damaged else reshaped.joins(base, self.by_key)
        self.joined = {gone: into for gone, into in joins.items() if gone in self.now}
        self.moved_in: dict[str, tuple[Para, ...]] = {}
        self.absorbed = set[str]()  # clauses whose own words ran together with those of another
        self._take_out_joined()

    def sources_of(self, unit: Unit) -> Iterator[tuple[tuple[str, str], int]]:
        """Yield section and clause of each paragraph of the file that a unit is made of."""
        known = self.grouped.get(unit.key)
        if unit.heading:
            for i in unit.heading.sources:
                yield (unit.home, unit.key), i
        if known is None:
            for para in unit.body:
                for i in para.sources:
                    yield (unit.home, ""), i
            return
        for clause, each in known.items():
            for para in each.came:
                for i in para.sources:
                    yield (unit.home, clause), i

    def _grouped(self, sent: Unit, came: Unit | None) -> dict[str, _Grouped]:
        """Return the pairs under one heading, by the clause that they were sent in."""
        if came is None:
            return {}
        found = dict[str, _Grouped]()
        clause = sent.key if sent.body and sent.body[0].clause == sent.key else ""
        waiting: list[Pair] = []
        pairs = wording.pairs(sent.body, came.body)
        for pair in blanks.filled(pairs, self.mine) if self.stranger else pairs:
            if pair.sent:
                clause = pair.sent.clause
                found.setdefault(clause, _Grouped()).pairs += [*waiting, pair]
                waiting = []
            elif clause or not sent.key:
                found.setdefault(clause, _Grouped()).pairs.append(pair)
            else:
                waiting.append(pair)
        if waiting:
            found.setdefault(sent.key, _Grouped()).pairs += waiting
        return found

    # ---- answers -----------------------------------------------------------------------

    def answers(self) -> Iterator[Proposal]:
        """Yield a proposal for each answer that was put in, changed or emptied."""
        sent = fields.shown_in(para for unit in self.base for para in unit.body)
        came, held, now = (
            fields.shown_in(
                para for each in groups.values() for one in each.values() for para in one.came
            )
            for groups in (self.grouped, self.grouped_held, self.grouped_now)
        )
        for tag, places in sent.items():
            anchor = fields.anchor_in(self.mine, tag)
            if anchor is None or tag not in came:
                continue
            if [one[:2] for one in places] == [one[:2] for one in came[tag]]:
                continue  # nobody touched it
            prompts = {normal(fields.prompt_in(self.mine, anchor)), ""}
            prompts |= {normal(text) for text, blank, _ in places if blank}
            was, texts, were, stands = (
                ["" if blank or normal(text) in prompts else text for text, blank, _ in found]
                for found in (places, came[tag], held.get(tag, []), now.get(tag, []))
            )
            old, mine = _beside(texts, was), _beside(texts, stands)
            changed = [i for i, text in enumerate(texts) if normal(text) != normal(old[i])]
            if all(normal(texts[i]) == normal(mine[i]) for i in changed):
                continue  # nothing did, or both did the same
            at = changed[0]
            rest = [text for i, text in enumerate(texts) if i not in changed]
            values = tuple(dict.fromkeys([*(texts[i] for i in changed), *rest]))
            sent_there = _beside(were, was)
            silent = any(normal(one) != normal(sent_there[i]) for i, one in enumerate(were))
            clause = places[at if at < len(places) else 0][2].clause
            yield self._made(
                "field", [came[tag][i][2] for i in changed], silent=silent,
                untracked="\n".join(dict.fromkeys(were)), field=anchor.name, clause=clause,
                section=self._section(clause), before=old[at], after=values[0], mine=mine[at],
                conflict=len(values) > 1 or normal(mine[at]) != normal(old[at]), values=values,
            )  # fmt: skip

    # ---- clauses -----------------------------------------------------------------------

    def clauses(self) -> Iterator[Proposal]:
        """Yield what became of each clause, then what is new, in the order of the text."""
        moved = self._moved()
        for unit in self.base:
            if unit.key not in self.by_key:
                if unit.heading and unit.key in self.now:  # else both left it out
                    yield self._joined(unit) if unit.key in self.joined else self._gone(unit)
                continue
            if unit.key in moved:
                came, held = self.by_key[unit.key], self.held.get(unit.key)
                yield self._made(
                    "moved", [one for one in (came.heading, *came.body) if one],
                    silent=bool(held) and unit.key in self._moved(held=True), clause=unit.key,
                    section=unit.home, heading=_heading(unit), before=self._after(unit, self.base),
                    after=self._after(came, self.came),
                )  # fmt: skip
            yield from self._heading(unit)
            if unit.key in self.parted:
                yield self._split(unit)
            elif unit.key not in self.absorbed:
                for clause, one in self.grouped[unit.key].items():
                    yield from self._wording(unit, clause or unit.key, one)
        last, published = "", self.mine.edition.clauses
        for unit in self.came:
            if unit.key in self.grouped:
                if unit.key not in moved or unit.key not in published:  # those stay where they were
                    last = unit.key
            elif unit.key not in self.split and _whole(unit) not in self.now_new:
                yield self._added(unit, last)

    def _gone(self, unit: Unit) -> Proposal:
        held, mine = self.held.get(unit.key), self.now.get(unit.key)
        marks = [one for one in (held.heading, *held.body) if one] if held else []
        kind: ChangeKind = "unreadable" if self.damaged else "left_out"
        return self._made(
            kind, marks, silent=held is None, clause=unit.key, section=unit.home,
            heading=_heading(unit), before=_whole(unit), mine=_whole(mine) if mine else "",
            conflict=mine is None or _whole(mine) != _whole(unit), locked=self._stands(unit.key),
        )  # fmt: skip

    def _heading(self, unit: Unit) -> Iterator[Proposal]:
        came, held = self.by_key[unit.key].heading, self.held.get(unit.key)
        if unit.heading is None or came is None or normal(unit.heading.text) == normal(came.text):
            return
        before, after = unit.heading.text, came.text
        now = self.now.get(unit.key)
        mine = now.heading.text if now and now.heading else ""
        if normal(mine) == normal(after):
            return  # both did the same
        was = normal(held.heading.text) if held and held.heading else ""
        yield self._made(
            "locked" if self._locked(unit.key) else "text", [came],
            silent=was != normal(before), clause=unit.key, section=unit.home, heading=before,
            before=before, after=after, mine=mine, pieces=wording.words_between(before, after),
            conflict=normal(mine) != normal(before), locked=self._locked(unit.key),
            values=("heading",),
        )  # fmt: skip

    def _wording(self, unit: Unit, clause: str, one: _Grouped) -> Iterator[Proposal]:
        """Yield what became of a clause, and apart what became of our own text after locked words.

        Words that may not be changed and words that are ours are never one change.
        """
        now = _taken(self.grouped_now, unit.key, clause)
        held = _taken(self.grouped_held, unit.key, clause)
        mine = now.came if now else []
        if not self._locked(clause) or not any(para.own for para in one.sent):
            yield from self._words(unit, clause, one, held, mine)
            return
        for own in (False, True):
            yield from self._words(
                unit, clause, one.part(own=own), held and held.part(own=own),
                [para for para in mine if para.own is own], own=own,
            )  # fmt: skip

    def _words(
        self,
        unit: Unit,
        clause: str,
        one: _Grouped,
        held: _Grouped | None,
        now: Sequence[Para],
        *,
        own: bool = False,
    ) -> Iterator[Proposal]:
        changed = [pair for pair in one.pairs if not pair.same]
        if not changed:
            if any(not pair.exactly for pair in one.pairs):
                yield self._made(
                    "typography", one.came, silent=False, clause=clause, section=unit.home,
                    heading=_heading(unit), before=_said(one.sent), after=_said(one.came),
                    text=wording.as_text(one.came),
                )  # fmt: skip
            return
        before, after, mine = _said(one.sent), _said(one.came), _said(now)
        touched = mine != before and normal(mine) != normal(before)  # by the district meanwhile
        if normal(after) == normal(before) or (touched and normal(after) == normal(mine)):
            return  # rows alike may have changed places; what both did alike is no change
        silent = held is None or any(not pair.same for pair in held.pairs)
        locked = self._locked(clause) and not own
        rest = one.pairs[len(one.sent) :]
        appended = len(changed) == len(rest) and all(pair.sent is None for pair in rest)
        came = [pair.came for pair in rest if pair.came] if appended else one.came
        were = {id(pair.sent): pair.came for pair in held.pairs} if held else {}
        marked = [pair.came or were.get(id(pair.sent)) for pair in changed]
        yield self._made(
            "locked" if locked else "text", [each for each in marked if each],
            silent=silent, untracked=_said(held.came) if held else "", clause=clause,
            section=unit.home, heading=_heading(unit), before=before, after=after, mine=mine,
            pieces=wording.words_between(before, after),
            conflict=touched, locked=locked, appended=appended, text=wording.as_text(came),
            values=("added",) if own else (),
        )  # fmt: skip

    def _split(self, unit: Unit) -> Proposal:
        """Return what says that a clause became two; a second new part is listed as added."""
        came, new = self.by_key[unit.key], self.parted[unit.key]
        held = self.held.get(unit.key)
        now = self.now.get(unit.key)
        before, after = _said(unit.body), "\n".join((_said(came.body), _whole(new)))
        mine = _said(now.body) if now else ""
        paras = [one for one in (*came.body, *unit.body, new.heading, *new.body) if one]
        return self._made(
            "split", paras, silent=held is None or normal(_said(held.body)) != normal(before),
            clause=unit.key, section=unit.home, heading=_heading(new), before=before, after=after,
            mine=mine, pieces=wording.words_between(before, after),
            conflict=normal(mine) != normal(before), locked=self._locked(unit.key),
            text=wording.as_text(came.body), values=(wording.as_text(new.body) or "",),
        )  # fmt: skip

    def _joined(self, unit: Unit) -> Proposal:
        """Return what says that a clause went into another one, with the words that came of it."""
        into = self.joined[unit.key]
        held, now = self.held.get(unit.key), self.now.get(unit.key)
        appended = into not in self.absorbed
        came = list(self.moved_in[unit.key]) if appended else list(self.by_key[into].body)
        marks = [one for one in (held.heading, *held.body) if one] if held else []
        return self._made(
            "joined", [*marks, *came], silent=held is None, clause=unit.key, section=unit.home,
            heading=_heading(unit), before=_whole(unit), after=_said(came),
            mine=_whole(now) if now else "", conflict=now is None or _whole(now) != _whole(unit),
            locked=self._stands(unit.key) or self._locked(into), appended=appended,
            text=wording.as_text(came), values=(into,),
        )  # fmt: skip

    def _take_out_joined(self) -> None:
        """Take the words of clauses that were joined out of what the other clause came to."""
        for gone, into in self.joined.items():
            unit = self.sent[gone]
            bag, taken = reshaped.words(unit.body), list[Pair]()
            for one in self.grouped[into].values():
                for pair in one.pairs:
                    if pair.came and not pair.sent and reshaped.mostly(pair.came, bag):
                        taken.append(pair)
                        bag -= reshaped.words([pair.came])
            whole = sum(len(_said([pair.came]).split()) for pair in taken if pair.came)
            if whole < _WHOLE * reshaped.words(unit.body).total():
                self.absorbed.add(into)
                continue
            self.moved_in[gone] = tuple(pair.came for pair in taken if pair.came)
            for one in self.grouped[into].values():
                one.pairs = [pair for pair in one.pairs if not any(pair is each for each in taken)]

    def _added(self, unit: Unit, after: str) -> Proposal:
        last = self.sent.get(after)
        section = self.by_key[after].home if last else ""
        after = last.key if last and not last.top else ""
        paras = [one for one in (unit.heading, *unit.body) if one]
        return self._made(
            "added", paras, silent=_whole(unit) in self.held_new, clause=after, section=section,
            heading=_heading(unit), after=_said(unit.body), text=wording.as_text(unit.body),
            values=("section",) if unit.top else (),
        )  # fmt: skip

    def _moved(self, *, held: bool = False) -> set[str]:
        """Return the keys of what stands in another section, or in another order in its own."""
        homes = {one.key: one for one in self.base if one.heading}
        units = [one for one in (self.held.values() if held else self.came) if one.key in homes]
        order = {key: i for i, key in enumerate(homes)}
        gone = {one.key for one in units if one.home != homes[one.key].home}
        gone = {key for key in gone if homes[key].home in {one.key for one in units}}
        siblings: dict[str, list[str]] = {}
        for one in units:
            if one.key not in gone:
                siblings.setdefault("" if one.top else one.home, []).append(one.key)
        for keys in siblings.values():
            stay = longest([order[key] for key in keys])
            gone |= {key for key in keys if order[key] not in stay}
        return gone

    def _after(self, unit: Unit, units: Sequence[Unit]) -> str:
        keys = [one.key for one in units]
        at = keys.index(unit.key)
        return next((keys[i] for i in range(at - 1, -1, -1) if keys[i] in self.grouped), "")

    # ---- parts of a proposal -----------------------------------------------------------

    def _made(
        self,
        kind: ChangeKind,
        paras: Sequence[Para],
        *,
        silent: bool,
        untracked: str = "",
        **rest: Any,
    ) -> Proposal:
        marks = [mark for para in paras for mark in para.marks]
        authors = list(dict.fromkeys(one.author for one in marks if one.author))
        clause = rest.get("clause", "")
        one = self.mine.edition.clauses.get(clause)
        mixed = bool(marks) and silent
        self.made += 1
        return Proposal(
            id=f"c{self.made}", kind=kind, tracked=bool(marks) and not silent,
            author="; ".join(authors), date=max((mark.date for mark in marks), default=""),
            law=one.law if one else "",
            mixed=mixed, untracked=untracked if mixed else "", **rest,
        )  # fmt: skip

    def _locked(self, clause: str) -> bool:
        one = self.mine.edition.clauses.get(clause)
        return one is not None and one.locked

    def _stands(self, clause: str) -> bool:
        one = self.mine.edition.clauses.get(clause)
        return one is not None and one.mandatory

    def _section(self, clause: str) -> str:
        return self.homes.get(clause, "")


def _taken(groups: Mapping[str, Mapping[str, _Grouped]], key: str, clause: str) -> _Grouped | None:
    found = groups.get(key, {})
    return found.get(clause) or found.get("" if clause == key else clause)


def _beside(texts: Sequence[str], others: Sequence[str]) -> Sequence[str]:
    """Return what stands in `others` beside each of `texts`: an answer may show in many forms."""
    if len(texts) == len(others):
        return others
    known = {normal(one): one for one in others}
    first = others[0] if others else ""
    return [known.get(normal(one), first) for one in texts]


def _is_same(one: Unit | None, other: Unit | None) -> bool:
    """Return whether two views have the very same paragraphs there."""
    if one is None or other is None or len(one.body) != len(other.body):
        return False
    return all(mine is theirs for mine, theirs in zip(one.body, other.body, strict=True))


def _heading(unit: Unit) -> str:
    return unit.heading.text if unit.heading else ""


def _said(paras: Sequence[Para]) -> str:
    return "\n".join(one.text.strip() for one in paras)


def _whole(unit: Unit) -> str:
    return _said([one for one in (unit.heading, *unit.body) if one])
