"""The text of an edition as a file carries it: laid out and proved once, used at every save.

It is nine tenths of a file and never changes while an agreement is open. What is proved here is
that the laid-out text reads back as the very edition; what a save still has to prove is the rest.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_desktop.model.values import plain
from mou_desktop.store import library
from mou_desktop.store.strict_json import canonical, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mou_desktop.model import Document, Edition
    from mou_desktop.model.values import Value

_BEFORE, _AFTER = b'{\n  "editions": ', b"\n}\n"
EMPTY = b"{}"


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """What stands under `editions` in a file.

    Attributes:
        edition: the edition in force, the very object.
        others: what the file carries of others, the very object.
        text: as a file holds it.
        canonical: as the checksum sees it.
    """

    edition: Edition
    others: Mapping[str, Value]
    text: bytes
    canonical: bytes

    def fits(self, document: Document) -> bool:
        """Return whether this is what `document` carries. Objects that cannot change are asked."""
        return self.edition is document.edition and self.others is document.editions


def raw_of(document: Document) -> dict[str, Any]:
    """Return what `document` carries, as plain JSON."""
    edition = document.edition
    return {
        edition.sha256: {"edition": plain(edition.built), "schema": plain(edition.schema)},
        **plain(document.editions),
    }


def carried_by(document: Document) -> Carried:
    """Return what `document` carries, laid out, after it was read back and found the same.

    Raises:
        ValueError: no file can hold it, or it would read back as something else.
        EditionBroken: it would be refused when the file is opened.
    """
    raw = raw_of(document)
    laid_out = pretty({"editions": raw})
    if parse(laid_out.decode())["editions"] != raw:
        raise ValueError("the text of the agreement reads back differently")
    mine = document.edition
    own = canonical(raw[mine.sha256])
    by_digest = library.is_published(mine.id, mine.revision, hashlib.sha256(own).hexdigest())
    # what was published is opened by its digest alone; any other is built from what was read
    if not by_digest and library.opened(raw[mine.sha256]) != mine:
        raise ValueError("the text of the agreement reads back as another one")
    return Carried(
        edition=mine,
        others=document.editions,
        text=laid_out.removeprefix(_BEFORE).removesuffix(_AFTER),
        canonical=_canonical(raw, mine.sha256, own),
    )


def _canonical(raw: dict[str, Any], sha256: str, own: bytes) -> bytes:
    """Return the canonical text of `raw`, of which the part that is most of it is at hand."""
    return b'{"%s":%s}' % (sha256.encode(), own) if len(raw) == 1 else canonical(raw)
