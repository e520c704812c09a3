"""How clauses are called in what is written about an agreement: by number and heading.

Where an edition has several documents, the name of the document stands before both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.departures import Standing, standings, with_all
from mou_desktop.model.values import printable, visible
from mou_desktop.outline import arranged, numbers

if TYPE_CHECKING:
    from mou_desktop.model import Document, Place


class Names:
    """The names of all clauses of a document, and how each of them stands.

    Attributes:
        standings: every clause of every document of the edition, in the order of the text.
    """

    def __init__(self, document: Document) -> None:
        parts, whole = document.edition.documents, with_all(document)
        self._titles = {part.key: part.title for part in parts} if len(parts) > 1 else {}
        self._numbers = numbers(document)
        left_out = len(whole.clauses) < len(document.clauses)
        self._published = numbers(whole) if left_out else self._numbers
        self.standings: tuple[Standing, ...] = tuple(
            one
            for part in parts
            for one in standings(document, part, arranged(whole, part), self._numbers)
        )
        self._by_place = {(one.place.document, one.key): one for one in self.standings}
        self._sections = {
            (part.key, section.key): section.heading for part in parts for section in part.sections
        }

    def of(self, one: Standing) -> str:
        """Return number and heading of a clause; the number that it would have if it is left out.

        An exhibit's number holds the heading already.
        """
        document, number = one.place.document, one.number
        heading = " ".join(printable(one.heading).split())
        if one.how == "left_out":
            number = self._published.get(f"{document}/{one.key}", "")
            if number and heading not in number:
                words = messages.SCHEDULE_AS_PUBLISHED
                number, heading = "", words.format(heading=heading, number=number)
        name = self._joined(document, number, heading)
        return name if one.place.clause else messages.SCHEDULE_SECTION.format(name=name)

    def standing(self, place: Place) -> Standing | None:
        """Return how the clause at `place` stands, or the added section; None where none does."""
        return self._by_place.get((place.document, place.clause))

    def place(self, place: Place) -> str:
        """Return where something is: its clause, or its section, or nothing."""
        if one := self.standing(place):
            return self.of(one)
        if heading := self._sections.get((place.document, place.section)):
            number = self._numbers.get(f"{place.document}/{place.section}", "")
            return self._joined(place.document, number, heading)
        return ""

    def _joined(self, document: str, number: str, heading: str) -> str:
        named = heading if visible(heading) else messages.SCHEDULE_WITHOUT_NAME
        name = number if named in number else f"{number} {named}".strip()
        title = self._titles.get(document, "")
        words = messages.SCHEDULE_IN_DOCUMENT
        return words.format(document=title, name=name) if title else name
