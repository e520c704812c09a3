"""Writes the questions that are still open as a Word document, to be filled in at a meeting.

It asks what the edition asks, in its words and in the order of the text, required questions first.
It is made from the document alone: same document, same bytes, whatever the clock says.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.spoken import spoken_date
from mou_desktop.model.values import visible
from mou_desktop.open_questions import Group, counts, open_questions
from mou_desktop.outline import find_part, numbers
from mou_desktop.word import base
from mou_desktop.word.furniture import short_title, write_footer, write_header, write_properties
from mou_desktop.word.identity import label
from mou_desktop.word.ooxml import add_paragraph, add_text
from mou_desktop.word.package import pack
from mou_desktop.word.question import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Section


def worksheet_of(document: Document, told: Callable[[float], None] | None = None) -> bytes:
    """Return the worksheet of all open questions of `document`, as a Word file.

    Args:
        document: the agreement.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        MouError: this installation is damaged.
    """
    part, word = find_part(document), base.opened()
    title = messages.WORKSHEET_OF.format(title=short_title(document, part))
    body = word.element.body
    end = body[-1]
    del body[:-1]
    _Sheet(document, body).write(title, told or (lambda _share: None))
    if body[-1].tag.endswith("}tbl"):
        add_paragraph(body, "MOUAfterTable")  # a body does not end with a table
    body.append(end)
    write_header(base.root_of(word, base.HEADER), title)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, part)
    word.core_properties.title = title[:255]
    label(word, document, "worksheet")
    return pack(word.part.package)


class _Sheet:
    """Writes into the body of one worksheet."""

    def __init__(self, document: Document, body: Element) -> None:
        self._document, self._body = document, body
        self._numbers = numbers(document)
        self._sections = {
            section.key: section for _, section, _ in document.edition.walk()
        }  # of every document of the edition

    def write(self, title: str, told: Callable[[float], None]) -> None:
        """Write everything before the settings of the page."""
        groups = open_questions(self._document)
        self._say("Title", messages.WORKSHEET_TITLE)
        self._say("Subtitle", title.partition(": ")[2])
        if self._document.edition.notice:
            self._say("MOUNotice", self._document.edition.notice)
        self._head(groups)
        total, done = max(2 * len(groups), 1), 0
        for required in (True, False):
            mine = [_only(group, required=required) for group in groups]
            if any(group.questions for group in mine):
                self._say("MOUSectionUnnumbered", messages.WORKSHEET_PARTS[required])
            for _, some in groupby(mine, key=lambda group: (group.place.section, group.task)):
                section = list(some)
                told(done / total)
                self._section([group for group in section if group.questions])
                done += len(section)

    def _head(self, groups: Sequence[Group]) -> None:
        """Write which agreement this is, as of when, and how much is open."""
        document, edition = self._document, self._document.edition
        name = document.counts("district_name")
        named = name if isinstance(name, str) and visible(name) else ""
        district = " ".join(named.split()) or messages.WORKSHEET_NO_DISTRICT
        required, optional = counts(groups)
        lines = [
            messages.WORKSHEET_DISTRICT.format(name=district),
            messages.WORKSHEET_SAVED.format(date=spoken_date(document.saved[:10])),
            messages.WORKSHEET_EDITION.format(label=edition.label, revision=edition.revision),
        ]
        if required or optional:
            told = messages.WORKSHEET_COUNTS.format(
                required=_counted(messages.WORKSHEET_REQUIRED_COUNT, required),
                optional=_counted(messages.WORKSHEET_OPTIONAL_COUNT, optional),
            )
            lines += [told, messages.WORKSHEET_LEAD]
        else:
            lines.append(messages.WORKSHEET_NOTHING)
        for line in lines:
            self._say("MOUBody", line)

    def _section(self, groups: Sequence[Group]) -> None:
        """Write what is open in one section, clause by clause, or for one task."""
        if not groups:
            return
        task, place = groups[0].task, groups[0].place
        if task:
            name = messages.WORKSHEET_TASKS.get(task, task)
        else:
            section = self._sections[place.section]
            name = self._numbered(place.document, section.key, self._heading_of(section))
        self._say("MOUClauseUnnumbered", name)
        room = Room(self._document, self._body)
        for group in groups:
            clause = self._document.edition.clauses.get(group.place.clause)
            if clause:
                heading = self._numbered(group.place.document, clause.key, clause.heading)
                self._say("MOUSheetClause", heading)
            for question in group.questions:
                who = clause.who if clause else ""
                room.write(question, who, clause.basis if clause else ())

    def _heading_of(self, section: Section) -> str:
        return section.heading or messages.SIGNATURE

    def _numbered(self, part: str, key: str, heading: str) -> str:
        number = self._numbers.get(f"{part}/{key}", "")
        return heading if heading in number else f"{number} {heading}".strip()

    def _say(self, style: str, text: str) -> None:
        add_text(add_paragraph(self._body, style), text)


def _only(group: Group, *, required: bool) -> Group:
    return Group(
        group.place,
        group.task,
        tuple(one for one in group.questions if one.required is required),
    )


def _counted(words: Iterable[str], count: int) -> str:
    one, many = words
    return one if count == 1 else many.format(count=count)
