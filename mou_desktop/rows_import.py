"""Reads rows for a table out of a pasted text or a CSV file: what it is, and which column is which.

Encodings and separators are found out; columns are guessed by their names and can be said
otherwise. What cannot be read as its column's type is kept as it was typed, and told. No row and
no character is cut in silence: what is too much is refused.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from mou_desktop import messages
from mou_desktop.errors import AnswerRefused
from mou_desktop.model.answer_schema import DEFAULT_ROWS
from mou_desktop.model.document import is_visible, row_id
from mou_desktop.model.edition import PERSON_PARTS
from mou_desktop.model.spoken import is_typed
from mou_desktop.model.typed import Reader
from mou_desktop.model.values import Value, clean_text, freeze, mint_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mou_desktop.model import Document, Field

MOST_BYTES: Final = 10_000_000
MOST_COLUMNS: Final = 100
SEPARATORS: Final = (",", ";", "\t", "|")
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_RANKS: Final = {"title": "rank", "phone": "telephone", "email": "e mail"}
_SOUNDS_LIKE: Final = 0.82  # how much alike two names of a column must be

Record: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column of the file goes: a column of the table, or a part of a person in it."""

    column: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file or a pasted text holds: its records, and whether the first one names them."""

    records: tuple[Record, ...]
    separator: str
    header: bool = False

    @property
    def width(self) -> int:
        """How many columns the widest record has."""
        return max(map(len, self.records), default=0)

    @property
    def names(self) -> Record:
        """What the columns are called in the file, or by their number."""
        first = self.records[0] if self.header else ()
        return tuple(
            (first[i].strip() if i < len(first) else "") or f"Column {i + 1}"
            for i in range(self.width)
        )

    @property
    def rows(self) -> tuple[Record, ...]:
        """The records that hold something, without the names."""
        body = self.records[1:] if self.header else self.records
        return tuple(record for record in body if any(map(is_visible, record)))


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that were read, and what about them cannot be read, a sentence each."""

    rows: tuple[Value, ...]
    problems: tuple[str, ...]


# ---- what the file is ------------------------------------------------------------------------


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the encoding of Windows, cleaned.

    Raises:
        AnswerRefused: the file is a spreadsheet, or too big to be a list of rows.
    """
    if len(data) > MOST_BYTES:
        raise AnswerRefused(messages.ROWS_TOO_BIG.format(most=MOST_BYTES // 1_000_000))
    if data.startswith(_SPREADSHEETS):
        raise AnswerRefused(messages.ROWS_SPREADSHEET)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and data[:400].count(0) > len(data[:400]) // 4:
        encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
    try:
        return clean_text(data.decode(encoding or "utf-8"))
    except UnicodeDecodeError:
        return clean_text(data.decode(encoding or "cp1252", errors="replace"))


def read_sheet(table: Field, text: str, separator: str = "") -> Sheet:
    """Return what `text` holds, as rows that may belong into `table`.

    Raises:
        AnswerRefused: nothing stands in it, or its quotation marks do not close.
    """
    text = clean_text(text)
    if match := re.match(r"sep=(.)\n", text):
        separator, text = separator or match.group(1), text[match.end() :]
    found = separator or _separator(text)
    records = _records(text, found)
    if not any(any(map(is_visible, record)) for record in records):
        raise AnswerRefused(messages.ROWS_NONE)
    sheet = Sheet(tuple(records), found, header=True)
    if sheet.width > MOST_COLUMNS:
        raise AnswerRefused(messages.ROWS_TOO_WIDE.format(count=sheet.width, most=MOST_COLUMNS))
    named = sum(target is not None for target in _by_name(table, sheet.names))
    given = sum(1 for cell in records[0] if is_visible(cell))
    return replace(sheet, header=len(records) > 1 and named * 2 >= max(given, 1))


def with_header(sheet: Sheet, *, header: bool) -> Sheet:
    """Return the sheet with its first record taken as names, or as a row."""
    return replace(sheet, header=header)


def _separator(text: str) -> str:
    """Return what parts the columns: what gives the most lines the same number of cells."""

    def score(separator: str) -> tuple[float, int]:
        try:
            widths = [len(record) for record in _records(text[:20_000], separator) if record][:50]
        except AnswerRefused:
            return 0.0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    first = text.split("\n", 1)[0]
    best = max(SEPARATORS, key=lambda one: (*score(one), one in first))
    return best if score(best)[0] else ("\t" if "\t" in text else ",")


def _records(text: str, separator: str) -> list[Record]:
    quotes = text.count('"') % 2 == 0
    if not quotes and separator != "\t":
        raise AnswerRefused(messages.ROWS_UNREADABLE)
    lines = io.StringIO(text, newline="")
    try:
        if quotes:
            found = csv.reader(lines, delimiter=separator, skipinitialspace=separator != "\t")
        else:  # copied cells, and a quotation mark that is no more than that
            found = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        return [tuple(record) for record in found]
    except csv.Error:
        raise AnswerRefused(messages.ROWS_UNREADABLE) from None


# ---- which column is which -------------------------------------------------------------------


def targets(table: Field, asked: Callable[[Field], bool]) -> dict[Target, str]:
    """Return where a column of a file may go, and what that is called."""
    found: dict[Target, str] = {}
    for column in table.columns:
        if not asked(column):
            continue
        for part in PERSON_PARTS if column.type == "person" else ("",):
            found[Target(column.key, part)] = f"{column.label}: {part}" if part else column.label
    return found


def guess(table: Field, sheet: Sheet, allowed: Mapping[Target, str]) -> list[Target | None]:
    """Return where each column of the sheet may belong, None where nothing fits."""
    if sheet.header:
        return [one if one in allowed else None for one in _by_name(table, sheet.names)]
    mains = [one for one in allowed if one.part in {"", "name"}]
    every = [*allowed]
    order = every if sheet.width == len(every) else mains
    return [order[i] if i < len(order) else None for i in range(sheet.width)]


def _by_name(table: Field, names: Sequence[str]) -> list[Target | None]:
    """Return the column that each name means; each is taken once, by the name most like it."""
    wanted = {
        Target(column.key, part): _called(column, part)
        for column in table.columns
        for part in (PERSON_PARTS if column.type == "person" else ("",))
    }
    alike = sorted(
        (
            (_alike(_plain(name), label), number, target)
            for number, name in enumerate(names)
            for target, labels in wanted.items()
            for label in labels
        ),
        key=lambda one: -one[0],
    )
    found: list[Target | None] = [None] * len(names)
    for score, number, target in alike:
        if score >= _SOUNDS_LIKE and found[number] is None and target not in found:
            found[number] = target
    return found


def _called(column: Field, part: str) -> tuple[str, ...]:
    """Return the names by which a column of a file may mean this one."""
    label, key = _plain(column.label), _plain(column.key)
    if not part:
        return (label, key, f"{label} name")
    names = tuple(f"{one} {part}" for one in (label, key))
    own = (label, key, f"{label} full name") if part == "name" else (_RANKS.get(part, part), part)
    return (*names, *own)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _alike(name: str, label: str) -> float:
    if not name or not label:
        return 0.0
    if name == label:
        return 1.0
    ours, theirs = set(label.split()), set(name.split())
    if ours == theirs:
        return 0.97
    if ours < theirs or (theirs < ours and len(theirs) * 2 >= len(ours)):
        return 0.9 - 0.01 * len(ours ^ theirs)
    return difflib.SequenceMatcher(None, name, label).ratio()


# ---- rows --------------------------------------------------------------------------------------


def too_many(table: Field, count: int, present: int) -> str:
    """Return why so many rows cannot be taken, or nothing where they can."""
    most = table.max_rows or DEFAULT_ROWS
    if count + present <= most:
        return ""
    return messages.ROWS_TOO_MANY.format(count=count, most=most, present=present)


def read_rows(
    document: Document,
    table: Field,
    sheet: Sheet,
    matched: Sequence[Target | None],
    tick: Callable[[int], bool] = lambda _done: True,
) -> Read:
    """Return the rows of a sheet as rows of `table`, each with an identity of its own.

    Args:
        document: the agreement, whose other tables choices over rows are read by.
        table: the table.
        sheet: what the file holds.
        matched: where each column of the sheet goes; None leaves it out.
        tick: told how many rows are read; False stops, and gives what there is.
    """
    columns = {column.key: column for column in table.columns}
    cells = _CellReader(document)
    rows: list[Value] = []
    problems: list[str] = []
    for done, record in enumerate(sheet.rows):
        if not tick(done):
            break
        row: dict[str, Value] = {"_id": mint_id()}
        for key, raw in _gathered(record, matched).items():
            value = cells.read(columns[key], raw)
            if is_visible(value):
                row[key] = value
        name = next((str(cell).strip() for cell in record if is_visible(cell)), "")
        for key, value in row.items():
            if key != "_id" and (why := cells.problem(columns[key], value)):
                said = messages.ROW.format(number=done + 1, name=f" ({name[:60]})", message=why)
                problems.append(said)
        rows.append(freeze(row))
    return Read(tuple(rows), tuple(problems))


def twice(matched: Sequence[Target | None]) -> Target | None:
    """Return where two columns of the file go at once, if anywhere."""
    given = [one for one in matched if one is not None]
    return next((one for one in given if given.count(one) > 1), None)


def _gathered(record: Record, matched: Sequence[Target | None]) -> dict[str, str | dict[str, str]]:
    """Return the cells of a record by column of the table; a person comes as parts."""
    found: dict[str, str | dict[str, str]] = {}
    for cell, target in zip(record, matched, strict=False):
        text = cell.strip()
        if target is None or not text:
            continue
        if target.part:
            person = found.setdefault(target.column, {})
            if isinstance(person, dict):
                person[target.part] = text
        else:
            found[target.column] = text
    return found


class _CellReader:
    """Reads cells as their columns' types; it remembers which rows of other tables were named."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reader = Reader(document)
        self._named: dict[tuple[str, str], Value] = {}

    def read(self, column: Field, raw: str | dict[str, str]) -> Value:
        """Return a cell as a value; several choices may be parted by commas, too."""
        if column.type in {"choice", "choices"} and isinstance(raw, str):
            key = (column.key, raw)
            if key not in self._named:
                self._named[key] = self._chosen(column, raw)
            return self._named[key]
        return self._reader.read(column, raw)

    def _chosen(self, column: Field, raw: str) -> Value:
        whole = self._reader.read(column, raw)
        if column.type == "choice" or not self._unknown(column, whole):
            return whole
        split = self._reader.read(column, "\n".join(re.split(r"[;,/|\n]", raw)))
        return whole if len(self._unknown(column, split)) >= len(split) else split

    def problem(self, column: Field, value: Value) -> str:
        """Return why a value cannot stand as its column's type, or nothing."""
        if column.type in {"choice", "choices"}:
            unknown = self._unknown(column, value)
            if unknown and column.rows_of:
                table = self._document.edition.by_key[column.rows_of].label
                return messages.ROWS_NO_SUCH.format(name=unknown[0], table=table)
            if unknown:
                known = ", ".join(choice.label for choice in column.choices[:8])
                return messages.ROWS_NO_CHOICE.format(
                    name=unknown[0], label=column.label, known=known
                )
        elif is_typed(column, value) and column.type not in {"person", "list"}:
            wrong = column.wrong or messages.WRONG.get(column.type, "")
            return messages.ROWS_TYPED.format(label=column.label, text=value[:40], wrong=wrong)
        elif isinstance(value, str) and column.max_length and len(value) > column.max_length:
            return messages.TOO_LONG.format(
                label=column.label, bound=column.max_length, size=len(value)
            )
        return ""

    def _unknown(self, column: Field, value: Value) -> list[str]:
        """Return what is chosen in `value` and is not there to be chosen."""
        if column.rows_of:
            rows = self._document.counts(column.rows_of)
            known = {row_id(row) for row in rows} if isinstance(rows, tuple) else set()
        else:
            known = {choice.key for choice in column.choices}
        several = value if isinstance(value, tuple) else (value,)
        return [one for one in several if isinstance(one, str) and one not in known]
