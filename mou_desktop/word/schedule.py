"""Writes the schedule of local changes as a Word file: every clause that differs, and how.

Those with other words than the edition's come first, each with both texts, the reason given and
the law touched; what answers alone decided or filled in comes as tables; a sheet of facts ends it.
It judges nothing. It is made from the document, the findings and the round: same input, same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.clause_texts import ClauseTexts
from mou_desktop.departures import DEPARTING, LOCAL, counts, local_changes
from mou_desktop.model.spoken import joined
from mou_desktop.model.values import visible
from mou_desktop.outline import find_part
from mou_desktop.word import base
from mou_desktop.word.before_after import add_both, add_flow
from mou_desktop.word.facts import Facts, cited
from mou_desktop.word.furniture import (
    compared_text,
    short_title,
    write_footer,
    write_header,
    write_properties,
)
from mou_desktop.word.grid import add_grid
from mou_desktop.word.identity import label
from mou_desktop.word.naming import Names
from mou_desktop.word.ooxml import add_paragraph, add_tab, add_text
from mou_desktop.word.package import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.departures import How, Standing
    from mou_desktop.model import Document, Finding
    from mou_desktop.model.rounds import Sending

_SIDE_BY_SIDE = {"reworded", "official"}
_EVERY = 20  # clauses, after which it is told how much is done


def changes_of(
    document: Document,
    findings: Sequence[Finding],
    *,
    sending: Sending,
    told: Callable[[float], None] | None = None,
) -> bytes:
    """Return the schedule of local changes of `document`, with its sheet of facts.

    It covers every document of the edition.

    Args:
        document: the agreement.
        findings: what was found when it was checked, in the order in which it is to be told.
        sending: the round that the file goes out in.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        MouError: this installation is damaged.
    """
    part, word = find_part(document), base.opened()
    title = messages.SCHEDULE_OF.format(title=short_title(document, part))
    body = word.element.body
    end = body[-1]
    del body[:-1]
    names = Names(document)
    _Schedule(document, names, body).write(told or (lambda _share: None))
    Facts(document, names, body).write(findings, sending)
    if body[-1].tag.endswith("}tbl"):
        add_paragraph(body, "MOUAfterTable")  # a body does not end with a table
    body.append(end)
    write_header(base.root_of(word, base.HEADER), title)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, part)
    word.core_properties.title = title[:255]
    label(word, document, "changes", sending=sending)
    return pack(word.part.package)


class _Schedule:
    """Writes the schedule into the body of one file."""

    def __init__(self, document: Document, names: Names, body: Element) -> None:
        self._document, self._names, self._body = document, names, body
        self._texts = ClauseTexts(document)
        self._found: dict[How, list[Standing]] = {how: [] for how in counts(())}
        for one in names.standings:
            self._found[one.how].append(one)

    def write(self, told: Callable[[float], None]) -> None:
        """Write everything before the sheet of facts."""
        document = self._document
        self._say("Title", messages.SCHEDULE_TITLE)
        self._say("Subtitle", short_title(document, find_part(document)))
        if document.edition.notice:
            self._say("MOUNotice", document.edition.notice)
        self._say("MOUBody", f"{compared_text(document)}.")
        self._say("MOUSectionUnnumbered", messages.SCHEDULE_HEADING)
        self._lead()
        total = sum(len(self._found[how]) for how in DEPARTING)
        done = 0
        for how in DEPARTING:
            if self._found[how]:
                self._class(how)
            for one in self._found[how]:
                if done % _EVERY == 0:
                    told(done / total)
                self._clause(one)
                done += 1
        self._chosen()
        self._filled()

    def _lead(self) -> None:
        """Write how many local changes there are, and what became of all other clauses."""
        found = {how: len(some) for how, some in self._found.items()}
        count = local_changes(self._names.standings)
        kinds = [
            messages.SCHEDULE_KINDS[how].format(count=found[how]) for how in LOCAL if found[how]
        ]
        words = messages.SCHEDULE_ONE if count == 1 else messages.SCHEDULE_MANY
        lines = [
            words.format(count=count, kinds=joined(kinds)) if count else messages.SCHEDULE_NONE
        ]
        if found["official"]:
            one, many = messages.SCHEDULE_OFFICIAL
            lines.append((one if found["official"] == 1 else many).format(count=found["official"]))
        untouched = found["published"] == len(self._names.standings)
        rest = messages.SCHEDULE_ALL if untouched else messages.SCHEDULE_REST
        lines.append(rest.format(**found))
        if count or found["official"]:
            lines.append(messages.SCHEDULE_MARKS)
        for line in lines:
            self._say("MOUBody", line)

    def _class(self, how: How) -> str:
        """Write the heading of a class and what it means; return the heading."""
        name, count = messages.SCHEDULE_CLASSES[how], len(self._found[how])
        heading = messages.SCHEDULE_CLASS.format(name=name, count=count)
        self._say("MOUScheduleClass", heading)
        self._say("MOUBody", messages.SCHEDULE_MEANINGS[how], keep_next=True)
        return heading

    # ---- those that depart -------------------------------------------------------------

    def _clause(self, one: Standing) -> None:
        name = self._names.of(one)
        self._say("MOUScheduleClause", name)
        if one.how == "official":
            source = one.source if visible(one.source) else messages.SCHEDULE_NO_SOURCE
            self._fact(messages.SCHEDULE_SOURCE, source)
        if one.how != "official" or visible(one.reason):
            reason = one.reason if visible(one.reason) else messages.SCHEDULE_NO_REASON
            self._fact(messages.SCHEDULE_REASON, reason)
        law = "; ".join(dict.fromkeys(map(cited, one.basis))) or messages.SCHEDULE_NO_LAW
        self._fact(messages.SCHEDULE_LAW, law)
        if one.status:
            status = messages.SCHEDULE_STATUSES["locked" if one.locked else one.status]
            self._fact(messages.SCHEDULE_STATUS, status)
        blocks = self._texts.of(one)
        if one.how in _SIDE_BY_SIDE and blocks:
            add_both(self._body, messages.SCHEDULE_BOTH.format(name=name), blocks)
        else:
            add_flow(self._body, blocks)

    def _fact(self, label: str, text: str) -> None:
        paragraph = add_paragraph(self._body, "MOUScheduleFact")
        add_text(paragraph, messages.SCHEDULE_FACT.format(label=label), "MOULabel")
        add_tab(paragraph)
        add_text(paragraph, text)

    # ---- those that answers alone made ---------------------------------------------------

    def _chosen(self) -> None:
        if self._found["chosen"]:
            heads = (
                messages.SCHEDULE_CLAUSE, messages.SCHEDULE_STANDS, messages.SCHEDULE_DECIDED,
            )  # fmt: skip
            rows = [
                (
                    self._names.of(one),
                    messages.YES if one.prints else messages.NO,
                    self._labels(one),
                )
                for one in self._found["chosen"]
            ]
            add_grid(self._body, self._class("chosen"), heads, rows)

    def _filled(self) -> None:
        if self._found["filled"]:
            heads = (messages.SCHEDULE_CLAUSE, messages.SCHEDULE_FILLED)
            rows = [(self._names.of(one), self._labels(one)) for one in self._found["filled"]]
            add_grid(self._body, self._class("filled"), heads, rows)

    def _labels(self, one: Standing) -> str:
        return "; ".join(self._document.edition.by_key[key].label for key in one.fields)

    def _say(self, style: str, text: str, *, keep_next: bool = False) -> None:
        add_text(add_paragraph(self._body, style, keep_next=keep_next), text)
