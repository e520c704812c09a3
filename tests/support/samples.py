"""Agreements made of sample answers: those of resources/samples, and those of `answers_2018`."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mou_desktop.locate import data_folder
from mou_desktop.model import document as documents
from mou_desktop.model.typed import with_answers
from mou_desktop.store import library

if TYPE_CHECKING:
    from mou_desktop.model import Document, Edition

NAMES = ("empty", "half", "complete", "long")
EDITION = "ma-sro-2022"
SAVED = "2026-11-23T15:04:05Z"
ID = "6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f"


@cache
def document(name: str = "complete", year: str = "2022") -> Document:
    """Return the agreement with the answers of one sample, the same on every call."""
    blank = replace(documents.new(edition(year), SAVED), id=ID)
    return with_answers(blank, answers(name, year))


def answers(name: str, year: str = "2022") -> dict[str, Any]:
    """Return the answers of a sample as plain JSON; none for `empty`."""
    if name == "empty":
        return {}
    path = data_folder("resources") / "samples" / f"answers-{name}.json"
    if year != "2022":
        path = Path(__file__).parent / f"answers_{year}" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return found


@cache
def edition(year: str = "2022") -> Edition:
    """Return the edition of a year."""
    return library.find(next(card.id for card in library.cards() if card.year == int(year)))
