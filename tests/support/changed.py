"""The complete sample with a local change of every kind, and with official wording."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mou_desktop.model import local
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Document


@cache
def kinds() -> Mapping[str, str]:
    """Return a clause of 2022 for each state that it may be in, by the state."""
    clauses = samples.document().edition.clauses.values()
    free = [one for one in clauses if not (one.locked or one.when)]
    kept = [one.key for one in free if one.mandatory and "{#table" not in one.text]
    left = next(one.key for one in free if not one.mandatory)
    locked = next(one.key for one in clauses if one.locked)
    return {"reworded": kept[0], "left_out": left, "extended": locked, "official": kept[1]}


@cache
def every_kind() -> Document:
    """Return the sample with one clause in each state, an added clause and an added section.

    Ids of what was added differ from call to call of the program, so it is made once.
    """
    document = samples.document()
    for state, key in kinds().items():
        words = f"The words of {state}.\n\n- with a list; and\n-- what is below it."
        if state == "reworded":
            words = f"{document.edition.clauses[key].text}\n\nOne more sentence of ours."
        document = local.change_clause(
            document, key, state, text=words, reason=f"Why {state}", source="Page 4 of theirs"
        )
    document = local.add_clause(document, "roles", "", "Our clause", "See {@roles}.", "Why added")
    return local.add_section(document, "roles", "Our section", "It opens.\n\n- so.", "Why so")
