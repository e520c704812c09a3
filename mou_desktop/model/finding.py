"""What a check has to say: one thing that is not right yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mou_desktop import messages
from mou_desktop.model.edition import NOWHERE, Basis, Place

Severity = Literal["must", "should", "note"]
SEVERITIES: tuple[Severity, ...] = ("must", "should", "note")

ITSELF = Basis(cite=messages.AGREEMENT_ITSELF, status="confirmed", source="agreement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not right yet, in words for the person who can mend it.

    `must` holds a final copy up; `should` and `note` never do. A `must` always rests on something
    confirmed: where no law that somebody has read stands behind it, on the agreement itself, which
    could not be read, printed or trusted otherwise.
    """

    rule: str  # stable, for tests, scripts and translators
    severity: Severity
    message: str
    place: Place = NOWHERE
    basis: tuple[Basis, ...] = ()

    def __post_init__(self) -> None:
        if self.severity == "must" and not any(one.confirmed for one in self.basis):
            object.__setattr__(self, "basis", (ITSELF, *self.basis))
