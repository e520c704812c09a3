from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Added, Document, LocalClause

TOLD: dict[str, Any] = {
    "district": "Sample", "kind": "municipal", "head": {"name": "Ana"}, "days": 30,
    "school": [{"_id": "s1aa0b2c", "name": "North"}], "start": "2027-07-01",
}  # fmt: skip
"""Answers with which the edition for tests is complete."""


@pytest.fixture
def told() -> Callable[..., Document]:
    """A complete agreement, some answers changed, or taken out by None."""

    def make(**changes: Any) -> Document:
        given = {key: value for key, value in (TOLD | changes).items() if value is not None}
        return answers.document(answers.tiny(), given)

    return make


@pytest.fixture
def changed() -> Callable[..., Document]:
    """A complete agreement with local changes of clauses, and additions."""

    def make(*added: Added, **clauses: LocalClause) -> Document:
        return answers.document(answers.tiny(), TOLD, clauses, added)

    return make
