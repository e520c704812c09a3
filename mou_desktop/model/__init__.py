"""What an agreement is, without saying how it is stored, checked, shown or printed."""

from __future__ import annotations

from mou_desktop.model.document import Added, Document, LocalClause
from mou_desktop.model.edition import Basis, Clause, Edition, Field, Part, Place, Rule, Section
from mou_desktop.model.finding import SEVERITIES, Finding, Severity

__all__ = [
    "SEVERITIES",
    "Added",
    "Basis",
    "Clause",
    "Document",
    "Edition",
    "Field",
    "Finding",
    "LocalClause",
    "Part",
    "Place",
    "Rule",
    "Section",
    "Severity",
]
