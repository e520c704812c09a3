"""What the rows of a table are called: "an officer", "3 officers", "Ofc. Dana Specimen".

An edition names one row; the rest is said here. It knows no Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mou_desktop.model import Field

_PLAIN_S = ("s", "x", "z", "ch", "sh")


def one_row(table: Field) -> str:
    """Return what one row is called in the middle of a sentence."""
    word = table.row or "row"
    return word if word.isupper() else word[:1].lower() + word[1:]


def a_row(table: Field) -> str:
    """Return one row with its article."""
    word = one_row(table)
    vowel = word[:1] in "aeiou" and not word.startswith(("uni", "use", "eu"))
    return f"{'an' if vowel else 'a'} {word}"


def rows_word(table: Field, count: int = 2) -> str:
    """Return what `count` rows are called, without the number."""
    word = one_row(table)
    if count == 1:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_PLAIN_S) else f"{word}s"


def counted(table: Field, count: int) -> str:
    """Return a number of rows, such as "3 officers"."""
    return f"{count:,} {rows_word(table, count)}"
