"""Writes what came and what went as tracked changes, so that Word can take or refuse each of them.

A paragraph whose mark goes joins the one that follows, and the mark that stays gives its form. A
mark before a table, or at the end, cannot go, also where the table goes (LibreOffice). So there
the mark before a paragraph is changed in the place of its own, and the last one takes the form of
whatever stands last.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.model.printed import Change
from mou_desktop.word.ooxml import W, add, element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element


AUTHOR = "District"
_FIRST = 100_000  # above the numbers of comments, which word processors count apart
_TAGS: Mapping[Change, str] = {"inserted": "ins", "deleted": "del"}
_OTHER: Mapping[Change, Change] = {"inserted": "deleted", "deleted": "inserted"}
_AFTER_TABLE = "MOUAfterTable"
_LIST, _LEVELS = "1", {"MOUParagraph": "2", "MOUItem": "3", "MOUSubitem": "4"}  # in base.docx
_FIRST_IN_ORDER = {W + tag for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")}


@dataclass(slots=True)
class Redline:
    """Tracked changes of one document.

    Attributes:
        date: when they were made: when the project was saved (UTC, `2026-11-24T09:12:00Z`).
        author: who made them.
        before: the paragraph that the changed ones at hand follow; none after a table.
        run: changed paragraphs whose marks are not written yet, since what follows decides.
    """

    date: str = ""
    author: str = AUTHOR
    made: int = 0
    before: Element | None = None
    run: list[tuple[Element, Change]] = field(default_factory=list)

    # ---- words and rows ----------------------------------------------------------------

    def around(self, parent: Element, change: Change) -> Element:
        """Append to `parent` what holds runs that came or went, and return it."""
        return self._add(parent, _TAGS[change]) if change else parent

    def row(self, row: Element, change: Change) -> None:
        """Mark a row of a table."""
        if change:
            self._add(row[0], _TAGS[change])

    def mark(self, paragraph: Element, change: Change) -> None:
        """Mark the end of a paragraph."""
        if change:
            about = element("rPr")
            self._add(about, _TAGS[change])
            last = paragraph[0].find(f"{W}pPrChange")
            if last is None:
                paragraph[0].append(about)
            else:
                last.addprevious(about)

    def reformed(self, paragraph: Element, was: Element) -> None:
        """Record that `paragraph` had the properties `was`."""
        _tell_level(was)
        self._add(paragraph[0], "pPrChange").append(was)

    def _add(self, parent: Element, tag: str) -> Element:
        self.made += 1
        values = {"id": str(_FIRST + self.made), "author": self.author}
        return add(parent, tag, **values, **({"date": self.date} if self.date else {}))

    # ---- paragraphs --------------------------------------------------------------------

    def paragraph(self, paragraph: Element, change: Change) -> None:
        """Take note of the next paragraph of the body."""
        if change:
            self.run.append((paragraph, change))
        else:
            self._mark_run()
            self.before = paragraph

    def table(self) -> None:
        """Take note of a table, of the contents or of the end: no mark before it comes or goes."""
        if self.run:
            self._shift_run()
        self.before = None

    def _mark_run(self) -> None:
        for paragraph, change in self.run:
            self.mark(paragraph, change)
        self.run.clear()

    def _shift_run(self) -> None:
        """Mark the run so that its last mark stays: each other one belongs to what follows it.

        After a table no mark comes first. There one text may end in an empty paragraph more.
        """
        forms = _forms(self.before) if self.before is not None else dict.fromkeys(_TAGS, _spacer())
        stands = {*_TAGS} if self.before is not None else set[Change]()
        ending: Element | None = self.before
        own: Change = ""
        first = self.run[0][0]
        for paragraph, change in self.run:
            if ending is not None:
                how = change if change in stands else _OTHER[change]
                if how == own:
                    ending[0] = deepcopy(forms[how])
                else:
                    self._form(ending, forms)
                self.mark(ending, how)
                if how != change:
                    forms[how] = _spacer()
            forms[change] = _forms(paragraph)[change]
            stands.add(change)
            # Where a run begins after a table, its first paragraph begins both texts.
            own = "" if self.before is None and paragraph is first else change
            ending = paragraph
        if ending is not None:
            self._form(ending, forms)
        self.run.clear()

    def _form(self, ending: Element, forms: Mapping[Change, Element]) -> None:
        """Give a paragraph the form that it has in each text, also in one where its mark is gone.

        There the mark that follows gives the form; LibreOffice takes it from where the text begins.
        """
        ending[0] = deepcopy(forms["inserted"])
        if etree.tostring(forms["inserted"]) != etree.tostring(forms["deleted"]):
            self.reformed(ending, deepcopy(forms["deleted"]))


def _spacer() -> Element:
    properties = element("pPr")
    add(properties, "pStyle", val=_AFTER_TABLE)
    return properties


def _forms(paragraph: Element) -> dict[Change, Element]:
    """Return the properties of a paragraph: as they are, for what came, and as they were."""
    now = deepcopy(paragraph[0])
    was = deepcopy(now)
    for change in now.findall(f"{W}pPrChange"):
        now.remove(change)
        was = deepcopy(change[0])
    return {"inserted": now, "deleted": was}


def _tell_level(properties: Element) -> None:
    """Say the level of a numbered paragraph too, though its style does.

    LibreOffice gives a style back and keeps the level in the list that it finds.
    """
    style = properties[0].get(W + "val", "")
    if style in _LEVELS and properties.find(f"{W}numPr") is None:
        numbers = element("numPr")
        add(numbers, "ilvl", val=_LEVELS[style])
        add(numbers, "numId", val=_LIST)
        before = sum(1 for one in properties if one.tag in _FIRST_IN_ORDER)
        properties.insert(before, numbers)
