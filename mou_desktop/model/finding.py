"""What a check has to say: one thing that is not right yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mou_desktop.model.edition import NOWHERE, Basis, Place

Severity = Literal["must", "should", "note"]
SEVERITIES: tuple[Severity, ...] = ("must", "should", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not right yet, in words for the person who can mend it.

    `must` holds a final copy up; `should` and `note` never do.
    """

    rule: str  # stable, for tests, scripts and translators
    severity: Severity
    message: str
    place: Place = NOWHERE
    basis: tuple[Basis, ...] = ()
