"""Writes the sheet of facts: which text and which agreement, how its clauses stand, what is open.

It tells what prints, and no more: of a question or a part that does not print, it says only that
something is to be settled there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.departures import counts
from mou_desktop.model.spoken import joined, spoken_date
from mou_desktop.model.values import printable
from mou_desktop.outline import outline
from mou_desktop.word.furniture import moment_of, parties, text_name
from mou_desktop.word.grid import add_grid
from mou_desktop.word.ooxml import add, add_paragraph, add_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Finding
    from mou_desktop.model.edition import Basis
    from mou_desktop.model.printed import Block, Span
    from mou_desktop.model.rounds import Sending
    from mou_desktop.word.naming import Names

_PLAIN = {"field.missing", "field.advised"}  # findings whose words are the edition's alone


def cited(basis: Basis) -> str:
    """Return a citation, and whether its source was seen."""
    words = messages.SCHEDULE_CONFIRMED if basis.confirmed else messages.WORKSHEET_TO_CONFIRM
    return words.format(cite=basis.cite)


@dataclass
class Facts:
    """Writes the sheet of one document into `body`."""

    document: Document
    names: Names
    body: Element

    def write(self, findings: Sequence[Finding], sending: Sending) -> None:
        """Write the sheet: on a page of its own, unless there is next to nothing before it."""
        heading = add_paragraph(self.body, "MOUSectionUnnumbered")
        if any(one.how != "published" for one in self.names.standings):
            add(heading[0], "pageBreakBefore")
        add_text(heading, messages.SHEET_HEADING)
        self._identity(sending)
        self._counts()
        self._findings(findings)
        self._to_confirm()

    def _identity(self, sending: Sending) -> None:
        document, edition = self.document, self.document.edition
        text = text_name(document)
        if edition.working:
            text = messages.SHEET_NOT_OFFICIAL.format(text=text, official=edition.official)
        named = joined(parties(document, full=True)) or messages.SHEET_NO_PARTIES
        rows = [
            (messages.SHEET_EDITION, edition.label),
            (messages.SHEET_TEXT, text[:1].upper() + text[1:]),
            (messages.SHEET_DIGEST, edition.sha256),
            (messages.SHEET_DOCUMENT, document.id),
            (messages.SHEET_ROUND, sending.id),
            (messages.SHEET_SAVED, _moment(document.saved)),
            (messages.SHEET_PARTIES, named),
        ]
        self._say("MOUScheduleClass", messages.SHEET_AGREEMENT)
        heads = (messages.SHEET_FACT, messages.SHEET_VALUE)
        add_grid(self.body, messages.SHEET_AGREEMENT, heads, rows)

    def _counts(self) -> None:
        rows = [
            (messages.SCHEDULE_CLASSES[how], str(count), messages.SCHEDULE_MEANINGS[how])
            for how, count in counts(self.names.standings).items()
        ]
        found = self.names.standings
        standing = sum(one.prints for one in found)
        self._say("MOUScheduleClass", messages.SHEET_COUNTS)
        words = messages.SHEET_COUNTED.format(count=len(found), standing=standing)
        self._say("MOUBody", words, keep_next=True)
        heads = (messages.SHEET_CLASS, messages.SHEET_COUNT, messages.SHEET_MEANING)
        add_grid(self.body, messages.SHEET_COUNTS, heads, rows)

    def _to_confirm(self) -> None:
        found = [one for one in self.names.standings if one.to_confirm]
        heading = messages.SHEET_TO_CONFIRM.format(count=len(found))
        self._say("MOUScheduleClass", heading)
        if not found:
            self._say("MOUBody", messages.SHEET_ALL_CONFIRMED)
            return
        told = f"{messages.SHEET_CONFIRMING} {messages.SHEET_CHECK}"
        self._say("MOUBody", told, keep_next=True)
        rows = [
            (self.names.of(one), "; ".join(dict.fromkeys(basis.cite for basis in one.basis)))
            for one in found
        ]
        heads = (messages.SCHEDULE_CLAUSE, messages.SHEET_CITATION)
        add_grid(self.body, heading, heads, rows)

    # ---- findings ----------------------------------------------------------------------------

    def _findings(self, findings: Sequence[Finding]) -> None:
        heading = messages.SHEET_FINDINGS.format(count=len(findings))
        self._say("MOUScheduleClass", heading)
        if not findings:
            self._say("MOUBody", messages.SHEET_NO_FINDINGS)
            return
        met = Counter[str](one.severity for one in findings)
        words = messages.SHEET_TOLD
        told = joined(words[one].format(count=met[one]) for one in words if met[one])
        self._say("MOUBody", f"{told}.", keep_next=True)
        rows = [
            (messages.SHEET_SEVERITIES[one.severity], self._place(one), self._message(one))
            for one in findings
        ]
        heads = (messages.SHEET_SEVERITY, messages.SHEET_PLACE, messages.SHEET_OPEN)
        add_grid(self.body, heading, heads, rows)

    def _place(self, finding: Finding) -> str:
        place = finding.place
        field = self.document.edition.by_key.get(place.field.partition(".")[0])
        found = self.names.place(place)
        if not found and field and field.task:
            return messages.SHEET_BESIDE
        return found or messages.SHEET_WHOLE

    def _message(self, finding: Finding) -> str:
        """Return what a finding says, unless it might quote what does not print."""
        if self._quotes_unprinted(finding):
            return messages.SHEET_UNPRINTED
        return " ".join(printable(finding.message).split())

    def _quotes_unprinted(self, finding: Finding) -> bool:
        place, one = finding.place, self.names.standing(finding.place)
        if place.clause and one is None:
            return True  # a part of the district's that has no place in the text
        if one and finding.rule.startswith("clause.") and not one.prints:
            return one.how != "left_out"  # words of a change that has no effect
        if (finding.rule in _PLAIN and not place.row) or finding.message in self._stated:
            return False
        field = place.field.partition(".")[0]
        if place.row or finding.rule.startswith("row."):  # it names the row
            return (field, place.row) not in self._named
        return bool(field) and field not in self._printed

    @cached_property
    def _stated(self) -> frozenset[str]:
        """What the rules of the edition say in its own words alone."""
        return frozenset(rule.message for rule in self.document.edition.rules)

    @cached_property
    def _printed(self) -> frozenset[str]:
        """The fields whose answers print."""
        return frozenset(span.field for span in self._spans) | {one.field for one in self._blocks}

    @cached_property
    def _named(self) -> frozenset[tuple[str, str]]:
        """The rows whose names print, by the field that they are of."""
        fields = self.document.edition.by_key
        firsts = {key: one.columns[0].key for key, one in fields.items() if one.columns}
        return frozenset(
            (span.field, span.row)
            for span in self._spans
            if span.key in {span.field, firsts.get(span.field)} and span.part in {"", "name"}
        )

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        within = (cell for block in self._blocks for row in block.rows for cell in row)
        texts = (block.spans for block in self._blocks)
        return tuple(span for spans in (*texts, *within) for span in spans)

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        parts = self.document.edition.documents
        return tuple(block for part in parts for block in outline(self.document, part.key))

    def _say(self, style: str, text: str, *, keep_next: bool = False) -> None:
        add_text(add_paragraph(self.body, style, keep_next=keep_next), text)


def _moment(saved: str) -> str:
    moment = moment_of(saved)
    if moment is None:
        return printable(saved)
    time = moment.strftime("%H:%M")
    return messages.SHEET_MOMENT.format(date=spoken_date(saved[:10]), time=time)
