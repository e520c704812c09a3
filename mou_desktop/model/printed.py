"""What an agreement is on paper: blocks of spans. What draws it and what compares it share them.

It says what stands where; how that looks is for whoever draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "title", "subtitle", "notice", "contents", "section", "clause", "text", "item", "table", "sign"
]  # fmt: skip
Mark = Literal["", "added", "extended", "reworded", "official"]
Change = Literal["", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text on the page.

    `kind` says what it is: `text` of the edition or of a local change, an `answer`, an answer
    that stands as it was `typed`, a `blank` for one that is missing, a `ref` to a clause.
    """

    text: str
    kind: Literal["text", "answer", "typed", "blank", "ref"] = "text"
    key: str = ""  # of the field, or of the clause that a reference points to
    part: str = ""  # of a person
    row: str = ""  # `_id` of the table row
    table: str = ""  # key of the field that the row belongs to; `key` is then one of its columns
    change: Change = ""  # in a comparison: how it came or went

    @property
    def field(self) -> str:
        """The key of the edition's field that answers here."""
        return self.table or self.key


Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One printed paragraph or table.

    Attributes:
        level: of the multilevel list, from 0; -1 for what is not numbered at all.
        number: as printed, such as `III.` or `(a)`; empty where none prints.
        rows: of a table or of signature blocks; the first row of a table is its header.
        mark: how the block departs from the published text.
        change: in a comparison, how the whole block came or went; its spans say the same.
        was: in a comparison, the block as it was, where it stands in both in another form.
    """

    kind: Kind
    document: str
    section: str = ""
    clause: str = ""
    level: int = -1
    number: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    field: str = ""
    caption: str = ""
    exhibit: bool = False
    mark: Mark = ""
    change: Change = ""
    was: Block | None = None

    @property
    def text(self) -> str:
        """The words of the block, without its number."""
        return "".join(span.text for span in self.spans)
