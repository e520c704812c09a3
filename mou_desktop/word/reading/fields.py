"""Fields: what shows on the page is the text that was worked out last, never the instruction."""

from __future__ import annotations

from dataclasses import dataclass

_REFERRING = "REF"


@dataclass(slots=True, eq=False)
class Field:
    """A field that is open where the reader stands.

    Attributes:
        instruction: as far as it was read.
        showing: whether what follows is its result.
        closed: whether its end was met. Without one, nothing of it counts as instruction.
    """

    instruction: str = ""
    showing: bool = False
    closed: bool = False
    word: str = ""
    ref: str = ""

    def show(self) -> None:
        """Take note that the instruction is whole and the result follows."""
        self.showing = True
        words = self.instruction.replace('"', " ").split()
        self.word = words[0].upper() if words else ""
        if self.word == _REFERRING and len(words) > 1:
            self.ref = words[1]
        elif words and words[0].startswith("_"):  # a bookmark's name alone refers to it too
            self.word, self.ref = _REFERRING, words[0]
