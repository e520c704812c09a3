"""Writes a summary for the school committee as a Word file of two pages at most.

What is in it comes from the edition's data alone: dates, sums, numbers and shares that print, the
published choices that were made, local changes with their reasons, and what is open. Where there
is more of one kind than fits, it says how much more, and where that stands. It judges nothing, and
is made from the document and the findings: same input, same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.departures import LOCAL, counts
from mou_desktop.model.spoken import is_typed, joined, speak, spoken_date
from mou_desktop.model.values import printable, visible
from mou_desktop.outline import find_part, outline
from mou_desktop.word import base
from mou_desktop.word.furniture import (
    draft_text,
    parties,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.grid import add_grid
from mou_desktop.word.identity import label
from mou_desktop.word.naming import Names
from mou_desktop.word.ooxml import add_paragraph, add_text
from mou_desktop.word.package import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.departures import Standing
    from mou_desktop.model import Document, Field, Finding

    Row = tuple[str, ...]

_FIGURES = ("money", "percent", "date", "number")  # in this order
_CHOICES = {"choice", "choices", "yes_no"}
_PARTIES, _MOST_FIGURES, _MOST_CHOICES, _MOST_CHANGES, _MOST_OPEN = 6, 12, 26, 9, 5  # rows
_LABEL, _ANSWER, _LINE = 60, 110, 150  # characters of a cell, and of one line


def summary_of(
    document: Document,
    findings: Sequence[Finding],
    told: Callable[[float], None] | None = None,
) -> bytes:
    """Return the summary of `document`, of all documents of its edition, as a Word file.

    Args:
        document: the agreement.
        findings: what was found when it was checked, in the order in which it is to be told.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        MouError: this installation is damaged.
    """
    told = told or (lambda _share: None)
    told(0.0)
    part, word = find_part(document), base.opened()
    title = messages.SUMMARY_OF.format(title=short_title(document, part))
    open_ = sum(one.severity == "must" for one in findings)
    body = word.element.body
    end = body[-1]
    del body[:-1]
    _Summary(document, body).write(title, findings, told)
    body.append(end)
    write_header(base.root_of(word, base.HEADER), title, draft_text(document, open_))
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, part)
    word.core_properties.title = title[:255]
    label(word, document, "summary")
    data = pack(word.part.package)
    told(1.0)
    return data


class _Summary:
    """Writes into the body of one summary."""

    def __init__(self, document: Document, body: Element) -> None:
        self._document, self._body = document, body
        self._names = Names(document)

    def write(self, title: str, findings: Sequence[Finding], told: Callable[[float], None]) -> None:
        """Write everything before the settings of the page."""
        edition = self._document.edition
        self._say("Title", messages.SUMMARY_TITLE)
        self._say("Subtitle", _short(title.partition(": ")[2], _LINE))
        if edition.notice:
            self._say("MOUNotice", edition.notice)
        self._say("MOUBody", f"{edition.label}. {edition.summary}".strip())
        self._parties()
        printed = self._printed()
        told(0.5)
        changes = [one for one in self._names.standings if one.is_local]
        figures, choices = [*self._figures(printed)], [*self._choices(printed)]
        most = _MOST_FIGURES + max(_MOST_CHANGES - len(changes), 0)  # what one leaves, the next has
        heads = (messages.SUMMARY_WHAT, messages.SUMMARY_STANDS)
        self._answers(messages.SUMMARY_FIGURES, heads, figures, most)
        most = _MOST_CHOICES + max(most - len(figures), 0)
        heads = (messages.SUMMARY_QUESTION, messages.SUMMARY_CHOSEN)
        self._answers(messages.SUMMARY_CHOICES, heads, choices, most)
        self._changes(changes)
        self._open(findings)

    def _parties(self) -> None:
        named = [_short(one, _LABEL) for one in parties(self._document, full=True)]
        if len(named) > _PARTIES:
            more = len(named) - _PARTIES + 1
            named = [*named[: _PARTIES - 1], messages.SUMMARY_OTHERS.format(count=more)]
        words = joined(named) or messages.SHEET_NO_PARTIES
        saved = spoken_date(self._document.saved[:10])
        self._say("MOUBody", messages.SUMMARY_PARTIES.format(parties=words))
        self._say("MOUBody", messages.WORKSHEET_SAVED.format(date=saved))

    def _printed(self) -> Mapping[str, str]:
        """Return the words with which each answer prints first, by the key of its field."""
        found: dict[str, str] = {}
        for part in self._document.edition.documents:
            for block in outline(self._document, part.key):
                for span in block.spans:
                    if span.kind == "answer" and not span.table and visible(span.text):
                        found.setdefault(span.key, span.text)
        return found

    def _figures(self, printed: Mapping[str, str]) -> Iterator[Row]:
        """Yield sums, shares, dates and numbers that print; what is required before the rest."""
        found = [
            one
            for kind in _FIGURES
            for one in self._document.edition.fields
            if one.type == kind and one.key in printed
        ]
        for one in sorted(found, key=lambda one: not one.required):
            yield _short(one.label, _LABEL), _short(printed[one.key], _ANSWER)

    def _choices(self, printed: Mapping[str, str]) -> Iterator[Row]:
        """Yield the published choices that were made, required ones first.

        One that decides and does not print is told as the edition calls it, where the clause that
        it is asked in stands in the edition's words.
        """
        document, edition = self._document, self._document.edition
        standing = {
            one.place.clause for one in self._names.standings if one.prints and not one.departs
        }
        asked = [one for one in edition.fields if one.type in _CHOICES and one.print]
        for one in sorted(asked, key=lambda one: not one.required):
            stands = edition.field_places[one.key].clause in standing
            answer = printed.get(one.key) or (self._decided(one) if stands else "")
            if answer and not is_typed(one, document.counts(one.key)):
                yield _short(one.label, _LABEL), _short(answer, _ANSWER)

    def _decided(self, one: Field) -> str:
        if not self._document.answered(one.key) or one.rows_of:
            return ""
        answer = self._document.counts(one.key)
        chosen = [each.label for each in one.choices if each.key == answer]
        return chosen[0] if chosen else speak(one, answer)

    def _changes(self, found: Sequence[Standing]) -> None:
        """Write how many local changes there are, and a row for each as long as they fit."""
        heading = messages.SUMMARY_CHANGES.format(count=len(found))
        self._head(heading)
        if not found:
            self._say("MOUBody", messages.SCHEDULE_NONE)
            return
        kinds = [
            messages.SCHEDULE_KINDS[how].format(count=count)
            for how, count in counts(found).items()
            if how in LOCAL and count
        ]
        words = messages.SCHEDULE_ONE if len(found) == 1 else messages.SCHEDULE_MANY
        self._say("MOUBody", words.format(count=len(found), kinds=joined(kinds)))
        rows = [
            (
                _short(self._names.of(one), _LABEL),
                messages.SCHEDULE_CLASSES[one.how],
                _short(one.reason, _LINE) or messages.SCHEDULE_NO_REASON,
            )
            for one in found
        ]
        heads = (messages.SCHEDULE_CLAUSE, messages.SUMMARY_HOW, messages.SCHEDULE_REASON)
        self._table(heading, heads, rows, _MOST_CHANGES, messages.SUMMARY_MORE_CHANGES)

    def _open(self, findings: Sequence[Finding]) -> None:
        """Write what is to be settled before signing: how much, and the first places of it."""
        found = [one for one in findings if one.severity == "must"]
        self._head(messages.SUMMARY_OPEN.format(count=len(found)))
        if not found:
            self._say("MOUBody", messages.SUMMARY_SETTLED)
            return
        places = dict.fromkeys(self._names.place(one.place) for one in found)
        named = [_short(one, _LABEL) for one in places if one]
        if more := max(len(named) - _MOST_OPEN, 0):
            named = [*named[:_MOST_OPEN], messages.SUMMARY_PLACES.format(count=more)]
        one, many = messages.SUMMARY_TO_SETTLE
        self._say("MOUBody", one if len(found) == 1 else many.format(count=len(found)))
        if named:
            self._say("MOUBody", messages.SUMMARY_WHERE.format(places="; ".join(named)))

    # ---- pieces --------------------------------------------------------------------------------

    def _answers(self, heading: str, heads: Row, rows: Sequence[Row], most: int) -> None:
        self._head(heading)
        if rows:
            self._table(heading, heads, rows, most, messages.SUMMARY_MORE_ANSWERS)
        else:
            self._say("MOUBody", messages.SUMMARY_NOTHING)

    def _table(self, caption: str, heads: Row, rows: Sequence[Row], most: int, words: str) -> None:
        """Write the first rows, and how many more there are."""
        add_grid(self._body, caption, heads, rows[:most])
        if (more := len(rows) - most) > 0:
            self._say("MOUBody", words.format(count=more))
        else:
            add_paragraph(self._body, "MOUAfterTable")

    def _head(self, text: str) -> None:
        self._say("MOUSectionUnnumbered", text)

    def _say(self, style: str, text: str) -> None:
        add_text(add_paragraph(self._body, style), text)


def _short(text: str, most: int) -> str:
    """Return `text` in one line, cut between words where it is too long."""
    line = " ".join(printable(text).split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rpartition(' ')[0] or line[: most - 1]}…"
