"""What an edit of shown text does to the text behind it, which may be more than can be shown."""

from __future__ import annotations

import re

from mou_desktop.model.values import clean_text

_UNIT = re.compile(r"\r\n|.", re.DOTALL)


def shown_text(text: str) -> str:
    """Return a text as a box shows it: each line end as one newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")


def edited_text(kept: str, now: str) -> str:
    """Return `kept` with the edit that made `now` of what was shown of it.

    What was not touched stays as it is, whatever the box made of it; what is new is cleaned.
    """
    plain = clean_text(kept) == kept
    if plain and shown_text(kept) == kept:  # all of it is shown as it is
        return clean_text(now)
    units = _UNIT.findall(kept)
    before = [shown_text(unit) for unit in units]
    head = _common(before, now)
    most = min(len(before), len(now)) - head
    tail = min(_common(before[::-1], now[::-1]), most)
    end = len(now) - tail
    new = "".join(units[:head]) + now[head:end] + "".join(units[len(units) - tail :])
    if plain:
        return clean_text(new)
    inner = clean_text(now[head:end])
    return "".join(units[:head]) + inner + "".join(units[len(units) - tail :])


def _common(before: list[str], now: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(before, now, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(before), len(now)))
