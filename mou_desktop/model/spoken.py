"""How an answer reads in a sentence: dates, sums, choices, people and lists in words.

The same words stand in Word, preview, plain text and findings. An answer that cannot be read as
its type reads as it was typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from mou_desktop.model.edition import PERSON_PARTS, Field
from mou_desktop.model.values import Value, is_row_id, printable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def speak(one: Field, answer: Value, part: str = "", *, contact: bool = False) -> str:
    """Return `answer` to the field `one` as it reads in a sentence.

    A person reads as name and title; as a `contact` with telephone number and email too.

    A choice over the rows of a table, and the choice `other`, are the caller's to resolve.
    """
    if isinstance(answer, Mapping):
        parts = [part] if part else list(PERSON_PARTS if contact else PERSON_PARTS[:2])
        return ", ".join(filter(None, (_text(answer.get(key)) for key in parts)))
    if isinstance(answer, tuple):
        return joined(speak(one, item) for item in answer)
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, int | float):
        return _number(one.type, answer)
    if one.type == "date" and isinstance(answer, str):
        return spoken_date(answer)
    if one.choices and isinstance(answer, str):
        return next((c.print or c.label for c in one.choices if c.key == answer), _text(answer))
    return _text(answer)


def is_typed(one: Field, answer: Value) -> bool:
    """Return whether `answer` stands as it was typed because it cannot be read as its type."""
    if one.type == "choices" and isinstance(answer, tuple):
        return any(_is_no_choice(one, item) for item in answer)
    if not isinstance(answer, str) or one.type in {"text", "long_text", "email", "phone", "url"}:
        return False
    if one.type == "date":
        return read_date(answer) is None
    return one.type != "choice" or _is_no_choice(one, answer)


def _is_no_choice(one: Field, answer: Value) -> bool:
    if one.rows_of:
        return isinstance(answer, str) and not is_row_id(answer)
    return not any(answer == choice.key for choice in one.choices)


def joined(texts: Iterable[str]) -> str:
    """Return texts as "A", "A and B" or "A, B and C"; with semicolons where they hold commas."""
    found = [text for text in texts if text]
    if len(found) < 2:
        return "".join(found)
    mark = "; " if any("," in text for text in found) else ", "
    return f"{mark.join(found[:-1])}{';' if mark == '; ' else ''} and {found[-1]}"


def read_date(text: str) -> datetime.date | None:
    """Return the date of an ISO text such as 2026-11-23, or None where it is none."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if date.isoformat() == text else None


def spoken_date(text: str) -> str:
    """Return an ISO date in American words, or the text as it is where it is no date."""
    date = read_date(text)
    return f"{_MONTHS[date.month - 1]} {date.day}, {date.year}" if date else printable(text)


def _number(kind: str, number: float) -> str:
    exact = Decimal(str(number))
    if kind == "money":
        sum_ = f"{exact:,.2f}"
        return f"${sum_.removesuffix('.00')}"
    words = f"{exact.normalize():,f}"
    return f"{words} percent" if kind == "percent" else words


def _text(answer: Value) -> str:
    return "" if answer is None else printable(str(answer)).strip()
