"""What a change that came back is called: number and heading of its clause, and its answer.

The same words stand in the list on the screen and in the reply to counsel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.told import Teller
from mou_desktop.outline import arranged, numbers

if TYPE_CHECKING:
    from mou_desktop.model import Document


class ReturnNames:
    """Names sections, clauses and answers of a document as it stands.

    Attributes:
        sections: the keys of all sections that print, in the order of the text.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._teller = Teller(document)
        edition = document.edition
        self._numbers: dict[str, str] = {}
        for name, number in numbers(document).items():
            self._numbers.setdefault(name.partition("/")[2], number)
        self.sections = tuple(
            section.key for part in edition.documents for section, _ in arranged(document, part)
        )
        self._headings = {section.key: section.heading for _, section, _ in edition.walk()}
        self._headings |= {key: one.heading for key, one in edition.clauses.items() if one.heading}
        self._headings |= {one.id: one.heading for one in document.added}

    def number(self, key: str) -> str:
        """Return the number that a section or a clause prints with; that of an exhibit is none."""
        number = self._numbers.get(key, "")
        return "" if number.startswith("“") else number.partition(", “")[0]

    def part(self, key: str) -> str:
        """Return number and heading of a section or a clause; nothing where it has none."""
        return f"{self.number(key)} {self._headings.get(key, '')}".strip()

    def heading(self, key: str) -> str:
        """Return the heading of a section or a clause."""
        return self._headings.get(key, "")

    def clause(self, clause: str, section: str) -> str:
        """Return what a clause is called; its section, or the whole, where it has no heading."""
        return self.part(clause) or self.part(section) or messages.RETURN_NOWHERE

    def answer(self, field: str) -> str:
        """Return what an answer is called, such as `Schools, North School: Town`."""
        return self._teller.label(("answers", *field.split(".")))
