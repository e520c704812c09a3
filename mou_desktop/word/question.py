"""Writes one open question of a worksheet: what is asked, who may know, and room to write.

The room is a ruled line with its label, boxes to mark, or a table with its heads. It is real text
in every case: what is written by hand fits it, and so does what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.document import row_id
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.spoken import speak
from mou_desktop.open_questions import columns_of
from mou_desktop.word.ooxml import add, add_paragraph, add_text
from mou_desktop.word.tables import PAGE, add_cell, add_properties, add_row, described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Field
    from mou_desktop.model.edition import Basis
    from mou_desktop.model.values import Value
    from mou_desktop.open_questions import Open, Row

_HINT, _LINE, _SHORT = "MOUQuestionHint", "MOUAnswerLine", "MOUAnswerShort"
_BRIEF = {"date", "number", "money", "percent"}
_LINES = {"long_text": 4, "list": 4}
_LONG = 120  # characters, over which a text has two lines
_ABREAST = 5  # columns that leave room to write in
_EMPTY, _TURNED = 3, 3  # rows of an empty table; rows side by side where its columns lie down
_TOGETHER = 5  # rows that stay on one page
_HIGH = "480"  # least height of a row, in twentieths of a point
_LABELS = 2640  # width of the labels where the columns lie down


@dataclass(frozen=True, slots=True)
class Room:
    """Writes questions into `body`, each with what `document` knows of it already."""

    document: Document
    body: Element

    def write(self, question: Open, who: str, basis: Sequence[Basis]) -> None:
        """Write one question; `who` and `basis` are those of its clause, where it has no own."""
        one = question.field
        heading = add_paragraph(self.body, "MOUQuestion")
        add_text(heading, f"{one.label} ")
        add_text(heading, messages.WORKSHEET_NEED[question.required], "MOULabel")
        for line in self._hints(question, who, basis):
            add_text(add_paragraph(self.body, _HINT), line)
        if one.type == "table":
            self._table(question)
        elif boxes := self._boxes(one):
            several = one.type == "choices"
            lead = messages.WORKSHEET_SEVERAL if several else messages.WORKSHEET_ONE
            add_text(add_paragraph(self.body, _HINT), lead)
            for i, box in enumerate(boxes, 1):
                self._box(box, keep=i < len(boxes))
        elif one.type == "person":
            self._person(one)
        else:
            self._lines(one)

    def _hints(self, question: Open, who: str, basis: Sequence[Basis]) -> Iterator[str]:
        one = question.field
        if one.hint:
            yield one.hint
        if one.key in self.document.edition.deciding:
            yield messages.WORKSHEET_DECIDES
        if known := one.who or who:
            yield messages.WORKSHEET_WHO.format(who=known)
        if law := "; ".join(dict.fromkeys(map(_cited, one.basis or basis))):
            yield messages.WORKSHEET_LAW.format(law=law)
        if question.rows:
            yield messages.WORKSHEET_ROWS_OPEN
        for column in one.columns:
            names = [label.rstrip(": \t") for label in self._boxes(column)]
            if names and column.type != "yes_no":
                several = column.type == "choices"
                text = messages.WORKSHEET_SEVERAL_OF if several else messages.WORKSHEET_ONE_OF
                yield text.format(label=column.label, choices="; ".join(names))

    # ---- lines and boxes ---------------------------------------------------------------------

    def _lines(self, one: Field) -> None:
        label = messages.WORKSHEET_ANSWERS.get(one.type, messages.WORKSHEET_ANSWER)
        count = _LINES.get(one.type, 2 if (one.max_length or 0) > _LONG else 1)
        paragraph = add_paragraph(self.body, _SHORT if one.type in _BRIEF else _LINE)
        add_text(paragraph, f"{label} " + "\n".join(["\t"] * count))

    def _person(self, one: Field) -> None:
        """Write a line for each part of a person, with what is known of it."""
        given = self.document.counts(one.key)
        known = given if isinstance(given, Mapping) else {}
        for part in PERSON_PARTS:
            paragraph = add_paragraph(self.body, _LINE, keep_next=part != PERSON_PARTS[-1])
            text = speak(one, known.get(part))
            add_text(paragraph, f"{messages.WORKSHEET_PERSON[part]} {text}\t")

    def _boxes(self, one: Field) -> list[str]:
        """Return what may be marked; what asks for words of one's own ends with a tab, a line."""
        if one.type == "yes_no":
            return [messages.YES, messages.NO]
        if one.rows_of:
            return [name for name in self._names(one.rows_of).values() if name]
        return [
            f"{choice.label}: \t" if choice.key == "other" and one.other else choice.label
            for choice in one.choices
        ]

    def _box(self, label: str, *, keep: bool) -> None:
        paragraph = add_paragraph(self.body, "MOUChoiceLine", keep_next=keep)
        add_text(paragraph, messages.WORKSHEET_BOX, "MOUCheckBox")
        add_text(paragraph, f"\t{label}")

    # ---- tables ------------------------------------------------------------------------------

    def _table(self, question: Open) -> None:
        table, rows = question.field, question.rows
        columns = columns_of(self.document, table, rows)
        if len(columns) > _ABREAST:
            for start in range(0, max(len(rows), 1), _TURNED):
                if start:
                    add_paragraph(self.body, "MOUAfterTable")  # else Word would join the two
                self._turned(table, columns, rows[start : start + _TURNED])
        else:
            self._grid(table, columns, rows)

    def _grid(self, table: Field, columns: Sequence[Field], rows: Sequence[Row]) -> None:
        """Write a table with a column for each column."""
        heads = [_head(column) for column in columns]
        widths = _shares(PAGE, len(heads))
        inside = self._begin(table, heads, widths)
        most = table.max_rows or _EMPTY
        lines = rows or [{}] * max(min(_EMPTY, most), table.min_rows)
        for i, row in enumerate(lines, 1):
            cells = [self._shown(column, row.get(column.key)) for column in columns]
            self._row(inside, cells, widths, keep=i < len(lines) <= _TOGETHER)

    def _turned(self, table: Field, columns: Sequence[Field], rows: Sequence[Row]) -> None:
        """Write a table of many columns lying down: a line for each, so that there is room."""
        count = len(rows) or min(_TURNED, table.max_rows or _TURNED)
        widths = [_LABELS, *_shares(PAGE - _LABELS, count)]
        heads = [messages.WORKSHEET_ASKED, *(str(i) for i in range(1, count + 1))]
        inside = self._begin(table, heads, widths)
        for column in columns:
            cells = [self._shown(column, row.get(column.key)) for row in rows or [{}] * count]
            self._row(inside, [_head(column), *cells], widths)

    def _begin(self, one: Field, heads: Sequence[str], widths: Sequence[int]) -> Element:
        table = add(self.body, "tbl")
        add_properties(table, "MOUTable", sum(widths), 0, one.label, described(heads))
        grid = add(table, "tblGrid")
        for width in widths:
            add(grid, "gridCol", w=str(width))
        row = add_row(table, header=True)
        for head, width in zip(heads, widths, strict=True):
            add_text(add_paragraph(add_cell(row, width), "MOUTableHead"), head)
        return table

    def _row(
        self, table: Element, texts: Sequence[str], widths: Sequence[int], *, keep: bool = False
    ) -> None:
        row = add_row(table)
        add(row[0], "trHeight", val=_HIGH, hRule="atLeast")
        for text, width in zip(texts, widths, strict=True):
            paragraph = add_paragraph(add_cell(row, width), "MOUTableText", keep_next=keep)
            add_text(paragraph, text)

    def _shown(self, column: Field, value: Value) -> str:
        """Return what a cell holds already."""
        if column.rows_of and value is not None:
            known = self._names(column.rows_of)
            several = value if isinstance(value, tuple) else (value,)
            return ", ".join(known.get(str(one)) or speak(column, one) for one in several)
        return speak(column, value, contact=True)

    def _names(self, key: str) -> dict[str, str]:
        """Return how the rows of a table are called, by their identity."""
        table, rows = self.document.edition.by_key[key], self.document.counts(key)
        first = table.columns[0]
        found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, tuple) else []
        return {row_id(row): speak(first, row.get(first.key)) for row in found}


def _head(column: Field) -> str:
    need = messages.WORKSHEET_NEED[True]
    return f"{column.label} {need}" if column.required else column.label


def _cited(basis: Basis) -> str:
    if basis.confirmed:
        return basis.cite
    return messages.WORKSHEET_TO_CONFIRM.format(cite=basis.cite)


def _shares(total: int, count: int) -> list[int]:
    """Return `count` widths, as equal as may be, that are `total` together."""
    each, rest = divmod(total, count)
    return list(chain([each + rest], [each] * (count - 1)))
