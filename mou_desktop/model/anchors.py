"""Names of the places where answers stand, as the content controls of a Word file carry them.

A name is made of keys alone, never of a position on the page or of a title:

    district_name                 a field
    superintendent.title          a part of a person
    pd.r7k2mq9d.chief.phone       a column of a table's row, and a part of it
    local_goals.2.item            an entry of a list, counted from 1 as it was sent

The tag of a control is `mou:f:` and the name. A tag holds 64 characters; of a longer name it holds
a digest, which only those can read who know what was sent. Nothing here opens a Word file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

FIELD_TAG = "mou:f:"
CLAUSE_TAG = "mou:c:"
PROMPT = "MOUPrompt_"
ITEM = "item"  # what an entry of a list is called in a text, and so in its name
LAST_NUMBER = 0x7FFFFFFE
_DIGEST = "~"
_LONGEST = 64
_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+){0,3}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where one answer stands: a field, or a cell of a row of it, or a part of a person there.

    Attributes:
        row: `_id` of the row; of an entry of a list, its number from 1.
    """

    field: str
    row: str = ""
    column: str = ""
    part: str = ""

    @property
    def name(self) -> str:
        """The name, with dots."""
        return ".".join(filter(None, (self.field, self.row, self.column, self.part)))


def anchor_named(name: str) -> Anchor | None:
    """Return the anchor of a name, or None where it is no such name."""
    if not _NAME.fullmatch(name):
        return None
    match name.split("."):
        case [field]:
            return Anchor(field)
        case [field, part]:
            return Anchor(field, part=part)
        case [field, row, *rest]:
            return Anchor(field, row, *rest)
    return None


def tag_of(anchor: Anchor) -> str:
    """Return the tag of the controls that hold what stands at `anchor`."""
    tag = FIELD_TAG + anchor.name
    return tag if len(tag) <= _LONGEST else FIELD_TAG + _DIGEST + _digest(anchor.name)[:32]


def anchor_of(tag: str, known: Iterable[Anchor] = ()) -> Anchor | None:
    """Return the anchor that `tag_of` made a tag of; None where it is none of ours.

    Args:
        tag: as it stands in a file.
        known: the anchors that were sent, without which a digest cannot be read.
    """
    if not tag.startswith(FIELD_TAG):
        return None
    name = tag.removeprefix(FIELD_TAG)
    if name.startswith(_DIGEST):
        return next((one for one in known if tag_of(one) == tag), None)
    return anchor_named(name)


def prompt_of(tag: str, taken: Container[str] = ()) -> str:
    """Return the name of the building block that holds the prompt of the controls with `tag`.

    LibreOffice 7.4 drops a tag and keeps this name, which `anchor_prompting` reads.

    Args:
        tag: the tag.
        taken: names that other tags have; then this one has the next eight figures of its digest.
    """
    digest = _digest(tag)
    if (first := PROMPT + digest[:8]) not in taken:
        return first
    names = (PROMPT + digest[at : at + 8] for at in range(0, len(digest), 8))
    return next((name for name in names if name not in taken), PROMPT + digest[:16])


def anchor_prompting(prompt: str, known: Iterable[Anchor]) -> Anchor | None:
    """Return which of the anchors that were sent has this prompt, if exactly one can have it."""
    found = [one for one in known if prompt_of(tag_of(one)) == prompt]
    return found[0] if len(found) == 1 else None


def clause_of(tag: str) -> str:
    """Return the key of the clause that a control with this tag locks; nothing of any other."""
    return tag.removeprefix(CLAUSE_TAG) if tag.startswith(CLAUSE_TAG) else ""


def number_of(*parts: object) -> int:
    """Return a number from 1 to 2^31 - 2 that is always the same for the same `parts`."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:6], "big") % LAST_NUMBER + 1


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
