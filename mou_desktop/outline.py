"""The document as it prints, in numbered blocks: what Word, PDF, preview and plain text draw.

Numbers are computed here and nowhere else. Nothing here decides whether the document is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from mou_desktop.errors import EditionMissing, TextFault
from mou_desktop.messages import SIGNATURE
from mou_desktop.model import Added, Clause, Document, Field, Part, Section
from mou_desktop.model import text as texts
from mou_desktop.model.document import is_answered, is_visible, row_id
from mou_desktop.model.printed import Block, Cell, Kind, Mark, Span
from mou_desktop.model.spoken import is_typed, joined, speak
from mou_desktop.model.values import EMPTY, Value, is_row_id, printable, visible


def outline(document: Document, part: str = "") -> tuple[Block, ...]:
    """Return all that prints of one of the edition's documents, in order.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.

    Raises:
        EditionMissing: the edition has no document of that key.
    """
    pieces = Pieces(document, part)
    return tuple(block for piece in pieces.all for block in pieces.blocks(document, piece))


@dataclass(frozen=True, slots=True)
class Piece:
    """What is printed at a time: the cover (no section), a section's heading (no clause), a clause.

    `number` is the piece's own, as printed, such as `A.`.
    """

    section: Section | None = None
    clause: Clause | None = None
    number: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Keys of section and clause: an added section and its opening text share theirs."""
        return self.section.key if self.section else "", self.clause.key if self.clause else ""


class Pieces:
    """One document of the edition in pieces, so that a changed answer prints its own ones anew.

    Which pieces stand, and their numbers, are those of the agreement it was made of; `blocks`
    prints a piece with the answers of any agreement in which the same ones stand.

    Raises:
        EditionMissing: the edition has no document of that key.
    """

    def __init__(self, document: Document, part: str = "") -> None:
        self.part = find_part(document, part)
        self._full = numbers(document)
        numbered = _numbered(document, self.part)
        self.all: tuple[Piece, ...] = (Piece(), *_pieces(numbered))
        self.of_clause = {piece.key[1]: piece for piece in reversed(self.all)}
        self.of_section = {piece.key[0]: piece for piece in reversed(self.all)}

    def blocks(self, document: Document, piece: Piece) -> tuple[Block, ...]:
        """Return what `piece` prints with the answers of `document`."""
        return tuple(_Printer(document, self.part, self._full).piece(piece))


def _pieces(numbered: _Numbers) -> Iterator[Piece]:
    for section, clauses in numbered.sections:
        yield Piece(section, None, numbered.own[section.key])
        for clause in clauses:
            yield Piece(section, clause, numbered.own.get(clause.key, ""))


def numbers(document: Document) -> dict[str, str]:
    """Return the full number of all that prints, such as `III.A`, by `document/key`."""
    return {
        f"{part.key}/{key}": full
        for part in document.edition.documents
        for key, full in _numbered(document, part).full.items()
    }


def find_part(document: Document, key: str = "") -> Part:
    """Return the edition's document `key`, or its first one.

    Raises:
        EditionMissing: the edition has no document of that key.
    """
    parts = document.edition.documents
    found = next((part for part in parts if part.key == key or not key), None)
    if found is None:
        raise EditionMissing(
            f"This edition has no document “{key}”. It has: {joined(part.key for part in parts)}."
        )
    return found


def arranged(document: Document, part: Part) -> Iterator[tuple[Section, tuple[Clause, ...]]]:
    """Yield the sections and clauses that print, with the district's own in their places."""
    added = _by_home(document)
    for section in part.sections:
        if document.holds(section.when):
            clauses = (
                *_added_clauses(added, section.key, ""),
                *(
                    each
                    for clause in section.clauses
                    for each in (
                        *([clause] if _prints(document, clause) else []),
                        *_added_clauses(added, section.key, clause.key),
                    )
                ),
            )
            if clauses:
                yield section, clauses
        for one in _following(added, "section", "", section.key):
            opening = (_as_clause(one),) if one.text.strip() else ()
            own = Section(key=one.id, heading=one.heading)
            yield own, (*opening, *_added_clauses(added, one.id, ""))


_Homes: TypeAlias = Mapping[tuple[str, str, str], Sequence[Added]]
"""What the district added, by kind, by the section that a clause is in, and by what it follows."""


def _by_home(document: Document) -> _Homes:
    homes: dict[tuple[str, str, str], list[Added]] = {}
    for one in document.added:
        section = one.section if one.kind == "clause" else ""
        homes.setdefault((one.kind, section, one.after), []).append(one)
    return homes


def _added_clauses(added: _Homes, section: str, after: str) -> Iterator[Clause]:
    return (_as_clause(one) for one in _following(added, "clause", section, after))


def _following(added: _Homes, kind: str, section: str, after: str) -> Iterator[Added]:
    """Yield what was added after `after`, each with what was added after it; nothing twice."""
    waiting, seen = list(reversed(added.get((kind, section, after), ()))), set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += reversed(added.get((kind, section, one.id), ()))


def _as_clause(one: Added) -> Clause:
    heading = "" if one.kind == "section" else one.heading
    return Clause(key=one.id, heading=heading, text=one.text, status="optional")


def _prints(document: Document, clause: Clause) -> bool:
    local = document.clauses.get(clause.key)
    return document.holds(clause.when) and not (local and local.state == "left_out")


# ---- numbers -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Numbers:
    """The sections and clauses that print, each with its own number and its full one."""

    sections: list[tuple[Section, tuple[Clause, ...]]] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)


def _numbered(document: Document, part: Part) -> _Numbers:
    numbers = _Numbers()
    count = {"section": 0, "exhibit": 0, "signatures": 0}
    for section, clauses in arranged(document, part):
        count[section.kind] += 1
        top = figure(part, 0, count["section"]) if section.kind == "section" else ""
        own, full = f"{top}.", top
        if section.kind == "exhibit":
            own = full = f"Exhibit {count_in('A', count['exhibit'])}"
        elif section.kind == "signatures":
            own, full = "", f"“{section.heading}”"
        numbers.sections.append((section, clauses))
        numbers.own[section.key], numbers.full[section.key] = own, full
        for i, clause in enumerate((c for c in clauses if c.heading), 1):
            letter = figure(part, 1, i)
            numbered = section.kind == "section"
            numbers.own[clause.key] = f"{letter}." if numbered else ""
            numbers.full[clause.key] = (
                f"{full}.{letter}" if numbered else f"{full}, “{clause.heading}”"
            )
    return numbers


def figure(part: Part, level: int, count: int) -> str:
    """Return number `count` of the list's `level` in the style that the document asks for."""
    styles = (*part.numbering, "i")
    return count_in(styles[level] if level < len(styles) else "i", count)


def count_in(style: str, count: int) -> str:
    """Return `count` (from 1) in one of the styles I, A, 1, a, i."""
    if style == "1":
        return str(count)
    if style in "Aa":
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if style == "A" else letter.lower()
    roman, left = "", count
    for value, sign in _ROMAN:
        roman += sign * (left // value)
        left %= value
    return roman if style == "I" else roman.lower()


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


_IN_PLACE: Mapping[str, Mark] = {"reworded": "reworded", "official": "official"}


# ---- blocks --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Printer:
    """Turns clauses into blocks. It counts paragraphs and items as a word processor will."""

    document: Document
    part: Part
    numbers: Mapping[str, str]
    exhibit: bool = False  # whether an exhibit prints now: people print there as contacts
    counts: list[int] = field(default_factory=lambda: [0] * 5)

    def piece(self, piece: Piece) -> Iterator[Block]:
        """Yield the blocks of a piece."""
        if piece.section is None:
            yield from self._cover()
        elif piece.clause is None:
            yield self._heading(piece.section, piece.number)
        else:
            self.exhibit = piece.section.kind == "exhibit"
            yield from self._clause(piece.section, piece.clause, piece.number)

    def _cover(self) -> Iterator[Block]:
        part, notice = self.part, self.document.edition.notice
        yield Block(kind="title", document=part.key, spans=(Span(part.title),))
        if part.subtitle:
            yield Block(kind="subtitle", document=part.key, spans=(Span(part.subtitle),))
        if notice:
            yield Block(kind="notice", document=part.key, spans=(Span(notice),))

    def _heading(self, section: Section, number: str) -> Block:
        return Block(
            kind="section",
            document=self.part.key,
            section=section.key,
            level=0 if section.kind != "signatures" else -1,
            number=number,
            spans=(Span(printable(section.heading)),),
            exhibit=section.kind == "exhibit",
            mark="" if section.key in self.document.edition.clause_places else "added",
        )

    def _clause(self, section: Section, clause: Clause, number: str) -> Iterator[Block]:
        self.counts = [0] * 5
        local = self.document.clauses.get(clause.key)
        mark: Mark = "" if clause.key in self.document.edition.clauses else "added"
        base = Block(
            kind="clause",
            document=self.part.key,
            section=section.key,
            clause=clause.key,
            exhibit=self.exhibit,
            mark=mark,
        )
        state = local.state if local else ""
        if state in _IN_PLACE:
            base = replace(base, mark=_IN_PLACE[state])
        if clause.heading:
            heading = (Span(printable(clause.heading)),)
            yield replace(base, level=1 if number else -1, number=number, spans=heading)
        text = local.text if local and state in _IN_PLACE else clause.text
        printed = [(block, base) for block in self._standing(text)]
        if local and state == "extended":
            extended = replace(base, mark="extended")
            printed += [(block, extended) for block in self._standing(local.text)]
        count = sum(1 for block, _ in printed if block.lines and block.lines[0].level == 0)
        for block, like in printed:
            yield from self._block(block, like, clause, numbered=count > 1 and not base.exhibit)

    def _standing(self, text: str) -> Iterator[texts.Block]:
        """Yield the blocks of `text` that stand; a text that breaks the grammar prints as it is."""
        try:
            blocks = texts.parse(text)
        except TextFault:
            blocks = texts.literal(printable(text))
        for block in blocks:
            if self.document.holds(block.condition):
                yield block

    def _block(
        self, block: texts.Block, like: Block, clause: Clause, *, numbered: bool
    ) -> Iterator[Block]:
        if block.table:
            yield self._table(block, like, clause)
            return
        table = self.document.edition.by_key.get(block.each)
        for row in self._each(block):
            for line in block.lines:
                spans = tuple(s for one in line.inlines for s in self._spans(one, row, table))
                level = line.level + 2 if line.level or numbered else -1
                number = self._next(level) if level > 0 else ""
                kind: Kind = "item" if line.level else "text"
                yield replace(like, kind=kind, level=level, number=number, spans=spans)

    def _next(self, level: int) -> str:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        one = figure(self.part, level, self.counts[level])
        return f"{one}." if level == 2 else f"({one})"

    def _each(self, block: texts.Block) -> tuple[Mapping[str, Value], ...]:
        if not block.each:
            return (EMPTY,)
        rows = self.document.counts(block.each)
        if not isinstance(rows, tuple):
            return ()
        return tuple(
            row if isinstance(row, Mapping) else {"item": row, "_id": block.each}
            for row in rows
            if isinstance(row, Mapping) or is_visible(row)  # an empty entry of a list is none
        )

    def _spans(
        self, inline: texts.Inline, row: Mapping[str, Value], table: Field | None
    ) -> Iterator[Span]:
        match inline:
            case texts.Words(text):
                yield Span(printable(text))
            case texts.Ref(clause, document):
                key = f"{document or self.part.key}/{clause}"
                known = self.document.edition.clauses.get(clause)
                missing = f"“{known.heading}”" if known else clause
                yield Span(self.numbers.get(key, missing), "ref", clause)
            case texts.Names(key):
                yield from self._names(key)
            case texts.Answer(key, part, row=True):
                column = table.column(key) if table else None
                within = table.key if table else ""
                yield self._answer(column, key, self._in(row, column, key), part, row, within)
            case texts.Answer(key, part):
                one = self.document.edition.by_key.get(key)
                yield self._answer(one, key, self.document.counts(key), part)

    def _names(self, key: str) -> Iterator[Span]:
        one = self.document.edition.by_key.get(key)
        found = self.document.counts(key)
        rows = [row for row in found if isinstance(row, Mapping)] if _is_rows(found) else []
        if not (one and one.columns and rows):
            yield self._answer(one, key, None, "")
            return
        column = one.columns[0]
        spans = [self._answer(column, column.key, row.get(column.key), "", row) for row in rows]
        mark = "; " if any("," in span.text for span in spans) else ", "
        for i, span in enumerate(spans):
            if i:
                last = i == len(spans) - 1
                yield Span(" and " if last and mark == ", " else "; and " if last else mark)
            yield replace(span, key=key)

    def _answer(
        self,
        one: Field | None,
        key: str,
        answer: Value,
        part: str,
        row: Mapping[str, Value] = EMPTY,
        table: str = "",
    ) -> Span:
        id_ = row_id(row)
        if one is None:  # an item of a list, or a field that the edition does not have
            text = printable(str(answer)) if answer is not None else f"[{key}]"
            kind_: Literal["answer", "blank"] = "answer" if answer is not None else "blank"
            return Span(text, kind_, key, part, id_, table)
        text = self._words(one, answer, part, row)
        if not visible(text):
            return Span(f"[{one.label}]", "blank", key, part, id_, table)
        kind: Literal["typed", "answer"] = "typed" if is_typed(one, answer) else "answer"
        return Span(text, kind, key, part, id_, table)

    def _words(self, one: Field, answer: Value, part: str, row: Mapping[str, Value]) -> str:
        """Return an answer in words, with rows of other tables by name and `other` spelled out."""
        if one.rows_of:
            found = answer if isinstance(answer, tuple) else (answer,)
            return joined(self._row_name(one.rows_of, item) for item in found if item)
        if one.other and answer == "other":
            standing = row.get(one.other) if row else self.document.counts(one.other)
            return printable(str(standing or "")).strip()
        return speak(one, answer, part, contact=self.exhibit)

    def _row_name(self, table: str, row: Value) -> str:
        one = self.document.edition.by_key[table]
        rows = self.document.counts(table)
        rows = rows if _is_rows(rows) else ()
        found = next((r for r in rows if row_id(r) == row and row), None)
        if found is None:  # as it was typed, or a row that is gone
            return printable(row) if isinstance(row, str) and not is_row_id(row) else ""
        column = one.columns[0]
        return speak(column, found.get(column.key), "name" if column.type == "person" else "")

    def _table(self, block: texts.Block, like: Block, clause: Clause) -> Block:
        one = self.document.edition.by_key.get(block.table)
        rows = self.document.counts(block.table)
        if one is None or not isinstance(rows, tuple) or not rows:
            blank = self._answer(one, block.table, None, "")
            return replace(like, kind="text", spans=(blank,))
        columns = self._answered_columns(one, block.columns, rows)
        body = tuple(
            tuple(self._cell(column, key, part, row, one.key) for column, key, part in columns)
            for row in rows
            if isinstance(row, Mapping)
        )
        header = tuple((Span(_column_label(column, key, part)),) for column, key, part in columns)
        if clause.layout == "signatures":
            header, body = ((Span(SIGNATURE),), *header), tuple(((), *cells) for cells in body)
        kind: Kind = "sign" if clause.layout == "signatures" else "table"
        return replace(like, kind=kind, rows=(header, *body), field=one.key, caption=one.label)

    def _cell(
        self, column: Field | None, key: str, part: str, row: Mapping[str, Value], table: str
    ) -> Cell:
        answer = self._in(row, column, key)
        if column and column.type == "person" and not part and isinstance(answer, Mapping):
            pieces = [speak(column, answer, one) for one in ("name", "title", "phone", "email")]
            text = "\n".join(filter(None, pieces))
            return (Span(text, "answer", key, "", row_id(row), table),) if text else ()
        asked = column is not None and column.required and self.document.holds(column.when, row)
        asked = asked and (not part or (column is not None and part in column.need))
        if column and not asked and not is_answered(column, answer):
            return ()
        span = self._answer(column, key, answer, part, row, table)
        return (span,) if asked or span.kind != "blank" else ()

    def _in(self, row: Mapping[str, Value], column: Field | None, key: str) -> Value:
        """Return the answer that counts in a cell: None where the row is not asked for it."""
        asked = column is None or column.when is None or self.document.holds(column.when, row)
        return row.get(key) if asked else None

    def _answered_columns(
        self, one: Field, wanted: tuple[tuple[str, str], ...], rows: tuple[Value, ...]
    ) -> list[tuple[Field | None, str, str]]:
        """Return the columns to print: an optional one that no row answers is left away."""
        found = [(one.column(key), key, part) for key, part in wanted]
        given = [row for row in rows if isinstance(row, Mapping)]
        return [
            (column, key, part)
            for i, (column, key, part) in enumerate(found)
            if i == 0
            or column is None
            or column.required
            or one.derived
            or any(is_answered(column, self._in(row, column, key)) for row in given)
        ]


def _is_rows(answer: Value) -> bool:
    return isinstance(answer, tuple)


def _column_label(column: Field | None, key: str, part: str) -> str:
    label = column.label if column else key
    return f"{label}: {part}" if part and part != "name" else label


def plain_text(blocks: tuple[Block, ...]) -> str:
    """Return blocks as plain text, a line for each paragraph and each row of a table."""
    return "\n".join(line for block in blocks for line in _lines(block)).lstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    rows = [["".join(span.text for span in cell) for cell in row] for row in block.rows]
    if block.kind in {"title", "notice", "section", "clause"}:
        yield ""
    if block.kind == "sign":
        for row in rows[1:]:
            yield ""
            yield from (f"{label}: {text}" for label, text in zip(rows[0], row, strict=True))
    elif rows:
        yield from (" | ".join(cell.replace("\n", ", ") for cell in row) for row in rows)
    else:
        indent = "    " * max(block.level - 2, 0)
        yield indent + " ".join(filter(None, (block.number, block.text)))
