"""Numbers: real lists, never typed, that count as the outline does.

A list begins a level anew after each number of a higher level. Where the outline begins anew
without one (a clause whose heading has no number, items before the first numbered paragraph),
the paragraphs belong to an instance of a second list. Word processors differ in how they count
when a level is skipped; a list that begins at its own first number leaves them no choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W, add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model.printed import Block

_LISTS = {"1", "3"}  # in base.docx: the agreement's, and the one that begins anew
_RESTARTING = "3"
_FIRST_FREE = 3  # instances 1 and 2 stand in base.docx
_HEADINGS, _PARAGRAPH, _LEVELS = {0, 1}, 2, 5
_FORMATS = {
    "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "1": "decimal",
}  # fmt: skip


@dataclass(slots=True)
class Lists:
    """Follows the blocks of a document and says where a list has to begin anew.

    Attributes:
        highest: the highest level that the clause at hand has used so far.
        restart: whether its next number begins an instance of its own.
    """

    clause: str = ""
    highest: int = _LEVELS
    restart: bool = False
    current: str = ""
    made: int = 0

    def instance_for(self, block: Block) -> str:
        """Return the list instance that `block` needs; empty where its style's own will do."""
        if block.level in _HEADINGS:
            self.clause, self.highest, self.restart, self.current = block.clause, _LEVELS, False, ""
        elif block.clause != self.clause:
            self.clause, self.highest, self.restart = block.clause, _LEVELS, True
        if block.level < _PARAGRAPH:
            return ""
        if self.restart or block.level < self.highest < _LEVELS:
            self.current = str(_FIRST_FREE + self.made)
            self.made += 1
        self.highest, self.restart = min(self.highest, block.level), False
        return self.current

    def finish(self, numbering: Element, styles: Sequence[str]) -> None:
        """Write into `numbering` the instances that were asked for, and the numbers' `styles`."""
        formats = [_FORMATS.get(style, "lowerRoman") for style in (*styles, *"iiiii")][:_LEVELS]
        for one in numbering.iter(W + "abstractNum"):
            if one.get(W + "abstractNumId") in _LISTS:
                for level, form in zip(one.iter(W + "lvl"), formats, strict=False):
                    set_format(level, form)
        for number in range(_FIRST_FREE, _FIRST_FREE + self.made):
            instance = add(numbering, "num", numId=str(number))
            add(instance, "abstractNumId", val=_RESTARTING)
            for i in range(_PARAGRAPH, _LEVELS):
                add(add(instance, "lvlOverride", ilvl=str(i)), "startOverride", val="1")


def set_format(level: Element, form: str) -> None:
    """Make the numbers of a list's `level` letters, figures or Roman numerals."""
    for one in level.iter(W + "numFmt"):
        one.set(W + "val", form)
