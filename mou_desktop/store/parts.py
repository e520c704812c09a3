"""The parts of a file as they stand in it: a save lays out those that are others than before.

What a part is made of cannot change, so that its text stays what it is as long as it is made of
the very same objects. Nothing is proved here: whoever writes it reads all of it back, every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from mou_desktop.model.values import EMPTY
from mou_desktop.store.strict_json import canonical, laid_out, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Part(NamedTuple):
    """One part, not laid out yet.

    Attributes:
        of: what it is made of, the very objects; none, where it is to be made every time.
        make: makes it, as plain JSON.
        inner: the parts of which it is an object, where there are any.
    """

    of: tuple[object, ...]
    make: Callable[[], Any] = dict
    inner: Mapping[str, Part] = EMPTY

    def raw(self) -> Any:
        """Return it as plain JSON."""
        return {key: one.raw() for key, one in self.inner.items()} if self.inner else self.make()


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """One part, laid out.

    Attributes:
        of: what it was made of, the very objects.
        raw: as plain JSON.
        text: as a file holds it, at its margin.
        canonical: as the checksum sees it.
        inner: the parts in it.
    """

    of: tuple[object, ...]
    raw: Any
    text: str
    canonical: str
    inner: Mapping[str, Laid]


def lay_out(part: Part, before: Laid | None = None, margin: str = "\n") -> Laid:
    """Return `part` as a file holds it.

    Args:
        part: what is to be laid out.
        before: the same part as it was laid out at the same margin; what did not change is taken.
        margin: the line end and the indent before its last bracket.

    Raises:
        ValueError: no file can hold it.
    """
    if before is not None and _is_same(part, before):
        return before
    if not part.inner:
        raw = part.make()
        return Laid(part.of, raw, laid_out(raw, margin), canonical(raw).decode(), EMPTY)
    known: Mapping[str, Laid] = before.inner if before is not None else EMPTY
    inner = {}
    for key, one in part.inner.items():
        was = known.get(key)
        same = was is not None and _is_same(one, was)  # asked here too: a call for each costs more
        inner[key] = was if was is not None and same else lay_out(one, was, margin + "  ")
    lines = [f"{margin}  {quoted(key)}: {one.text}" for key, one in inner.items()]
    return Laid(
        part.of,
        {key: one.raw for key, one in inner.items()},
        f"{{{','.join(lines)}{margin}}}",
        f"{{{members(inner, sorted(inner))}}}",
        inner,
    )


def members(inner: Mapping[str, Laid], keys: Iterable[str]) -> str:
    """Return the canonical text of these parts as members of an object."""
    return ",".join([f"{quoted(key)}:{inner[key].canonical}" for key in keys])


def _is_same(part: Part, laid: Laid) -> bool:
    """Return whether both are made of the very same objects."""
    these, those = part.of, laid.of
    return bool(these) and len(these) == len(those) and all(map(is_, these, those))
