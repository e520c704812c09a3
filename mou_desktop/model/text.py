r"""The text of a clause: one grammar for editions and for local text, and its one parser.

Six forms stand in braces; anything else in braces is a fault with its place. `\{ \} \\` are the
characters themselves.

    {key} {key.part}               an answer, or a part of a person
    {@clause} {@document/clause}   the number of a clause or section
    {#table key: col, col.part}    alone on a line: a table
    {#each key}                    alone on a line: the next paragraph or list once for each row,
                                   with {.col} and {.col.part} inside
    {#names key}                   the first column, joined "A, B and C"
    {? condition}                  alone on a line: the next block stands only if it holds

Paragraphs are parted by an empty line; `- ` begins an item of a list, `-- ` one of its second
level. Source: `docs/edition-format.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from mou_desktop.errors import TextFault
from mou_desktop.model import condition as conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model.condition import Condition


@dataclass(frozen=True, slots=True)
class Words:
    """Text that prints as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a field; `row` is true for a column of the row at hand."""

    key: str
    part: str = ""
    row: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The first column of a table, joined."""

    key: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The number of a clause or section; `document` is empty for the same document."""

    clause: str
    document: str = ""


Inline: TypeAlias = Words | Answer | Names | Ref


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (level 0) or one item of a list (level 1 or 2)."""

    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a list or a table, and what governs it."""

    lines: tuple[Line, ...] = ()
    condition: Condition | None = None
    each: str = ""
    table: str = ""
    columns: tuple[tuple[str, str], ...] = ()  # column key and part of a person

    def inlines(self) -> Iterator[Inline]:
        """Yield every inline of the block, in order."""
        for line in self.lines:
            yield from line.inlines


_KEY = r"[a-z][a-z0-9_]{1,23}"
_TOKEN = re.compile(r"\\[{}\\]|\{[^{}]*\}|[{}]")
_ANSWER = re.compile(rf"(\.?)({_KEY})(?:\.(name|title|phone|email))?")
_REF = re.compile(rf"@(?:({_KEY})/)?({_KEY}|[a-z][a-z0-9]{{7}})")
_NAMES = re.compile(rf"#names ({_KEY})")
_EACH = re.compile(rf"\{{#each ({_KEY})\}}")
_IF = re.compile(r"\{\?([^{}]*)\}")
_TABLE = re.compile(rf"\{{#table ({_KEY}):([^{{}}]*)\}}")
_COLUMN = re.compile(rf"\s*({_KEY})(?:\.(name|title|phone|email))?\s*")
_ITEM = re.compile(r"(--?) +(.*)")


@lru_cache(maxsize=16_384)  # room for an edition a hundred times the size of 2022
def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a clause's text.

    Raises:
        TextFault: the text breaks the grammar; the fault says where.
    """
    return tuple(_Reader(text).blocks())


def literal(text: str) -> tuple[Block, ...]:
    """Return `text` as paragraphs of plain words, a line each, whatever stands in it."""
    lines = (line.strip() for line in text.split("\n"))
    return tuple(Block(lines=(Line(0, (Words(line),)),)) for line in lines if line)


def escape(text: str) -> str:
    """Return `text` so that it parses as itself: nothing in it is an answer or a reference."""
    return re.sub(r"[{}\\]", lambda match: "\\" + match.group(), text)


@dataclass(slots=True)
class _Reader:
    """Reads one text; it remembers what governs the next block."""

    text: str
    condition: Condition | None = None
    each: str = ""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order."""
        offset, pending = 0, list[tuple[int, str]]()
        for raw in [*self.text.split("\n"), ""]:
            line, start = raw.strip(), offset
            offset += len(raw) + 1
            directive = line.startswith(("{?", "{#each", "{#table"))
            if pending and (not line or directive):
                yield self._block(lines=self._lines(pending))
                pending = []
            if directive:
                yield from self._directive(line, start)
            elif line:
                pending.append((start + raw.index(line), line))
        if self.condition or self.each:
            raise TextFault("A condition or an {#each} at the end governs nothing.", len(self.text))

    def _block(
        self,
        *,
        lines: tuple[Line, ...] = (),
        table: str = "",
        columns: tuple[tuple[str, str], ...] = (),
    ) -> Block:
        block = Block(
            lines=lines, table=table, columns=columns, condition=self.condition, each=self.each
        )
        self.condition, self.each = None, ""
        return block

    def _directive(self, line: str, start: int) -> Iterator[Block]:
        if match := _IF.fullmatch(line):
            if self.condition or self.each:
                raise TextFault("Only one condition governs a block, before any {#each}.", start)
            try:
                self.condition = conditions.parse(match.group(1))
            except TextFault as fault:
                raise TextFault(str(fault), start) from fault
        elif match := _EACH.fullmatch(line):
            if self.each:
                raise TextFault("One {#each} cannot stand in another.", start)
            self.each = match.group(1)
        elif (match := _TABLE.fullmatch(line)) and not self.each:
            found = [_COLUMN.fullmatch(part) for part in match.group(2).split(",")]
            columns = tuple((one.group(1), one.group(2) or "") for one in found if one)
            if len(columns) != len(found):
                raise TextFault(f"The columns of {line} cannot be read.", start)
            yield self._block(table=match.group(1), columns=columns)
        else:
            raise TextFault(f"{line} is not one of the six forms.", start)

    def _lines(self, pending: list[tuple[int, str]]) -> tuple[Line, ...]:
        lines: list[tuple[int, list[tuple[int, str]]]] = []
        for start, line in pending:
            if match := _ITEM.fullmatch(line):
                lines.append((len(match.group(1)), [(start + match.start(2), match.group(2))]))
            elif lines:
                lines[-1][1].append((start, line))
            else:
                lines.append((0, [(start, line)]))
        if lines[0][0] == 2 or (lines[0][0] == 0 and len(lines) > 1):
            item = next(parts for level, parts in lines if level)
            raise TextFault("A list begins on its own, with “- ”, after an empty line.", item[0][0])
        return tuple(Line(level, tuple(_inlines(parts))) for level, parts in lines)


def _inlines(parts: list[tuple[int, str]]) -> Iterator[Inline]:
    """Yield the inlines of one paragraph or item; neighbouring words come as one."""
    words = ""
    for number, (start, text) in enumerate(parts):
        words += " " if number else ""
        at = 0
        for match in _TOKEN.finditer(text):
            words += text[at : match.start()]
            at = match.end()
            token = match.group()
            if token[0] == "\\":
                words += token[1]
                continue
            inline = _form(token, start + match.start())
            if words:
                yield Words(words)
            words = ""
            yield inline
        words += text[at:]
    if words:
        yield Words(words)


def _form(token: str, offset: int) -> Inline:
    body = token[1:-1]
    if match := _ANSWER.fullmatch(body):
        return Answer(match.group(2), match.group(3) or "", row=bool(match.group(1)))
    if match := _REF.fullmatch(body):
        return Ref(match.group(2), match.group(1) or "")
    if match := _NAMES.fullmatch(body):
        return Names(match.group(1))
    raise TextFault(f"{token} is not one of the six forms.", offset)
