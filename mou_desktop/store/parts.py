"""The parts of a file as they stand in it: a save lays out those that are others than before.

What a part is made of cannot change, so that its text stays what it is as long as it is made of
the very same objects. Each is read by the rules of a file that is opened, once, when it is laid
out; whoever writes it still reads back all that he wrote, every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mou_desktop.model.values import EMPTY, freeze
from mou_desktop.store.strict_json import canonical, laid_out, parse, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mou_desktop.model.values import Value


class Part(NamedTuple):
    """One part, laid out whole.

    Attributes:
        of: what it is made of, the very objects.
        make: makes it, as plain JSON.
    """

    of: tuple[object, ...]
    make: Callable[[], Any]

    def raw(self) -> Any:
        """Return it as plain JSON."""
        return self.make()


class Members(NamedTuple):
    """One part that is an object, laid out member by member.

    Attributes:
        by: what has a say in every member, the very object.
        values: what else each member is made of, by key, in the order of the file; read back, a
            member is that value again, which is seen to when it is laid out.
        make: makes the member of a key, as plain JSON.
    """

    by: object
    values: Mapping[str, Value]
    make: Callable[[str], Any]

    def raw(self) -> Any:
        """Return it as plain JSON."""
        return {key: self.make(key) for key in self.values}


Parts: TypeAlias = "Mapping[str, Part | Members]"


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """What is laid out.

    Attributes:
        of: what it was made of, the very objects.
        raw: as plain JSON.
        text: as a file holds it, at its margin.
        canonical: as the checksum sees it.
        inner: the parts or members in it, where they were laid out one by one.
    """

    of: tuple[object, ...]
    raw: Any
    text: str
    canonical: str
    inner: Mapping[str, Laid]


def lay_out(parts: Parts, before: Laid | None = None) -> Laid:
    """Return the object that has these parts, as it stands alone.

    Args:
        parts: by key, in the order of the file.
        before: what was laid out before; what did not change is taken from it.

    Raises:
        ValueError: no file can hold it.
    """
    known = _inner(before)
    inner = {key: _laid(one, known.get(key), "\n  ") for key, one in parts.items()}
    return _joined((), inner, "\n")


def members(inner: Mapping[str, Laid], keys: Iterable[str]) -> str:
    """Return the canonical text of these as members of an object."""
    return ",".join([f"{quoted(key)}:{inner[key].canonical}" for key in keys])


def _laid(part: Part | Members, before: Laid | None, margin: str) -> Laid:
    """Return a part at its margin: the line end and the indent before its last bracket.

    Members are asked one by one, though their object be the same: a mapping may be any.
    """
    if isinstance(part, Part):
        same = before is not None and len(part.of) == len(before.of)
        if before is not None and same and all(map(is_, part.of, before.of)):
            return before
        return _whole(part.of, part.make(), margin)
    known = _inner(before) if before is not None and before.of[0] is part.by else EMPTY
    inner = {}
    for key, value in part.values.items():
        was = known.get(key)
        if was is None or was.of[0] is not value:
            was = _whole((value,), part.make(key), margin + "  ")
            if freeze(was.raw) != value:
                raise RuntimeError("a value that was just laid out reads back as another one")
        inner[key] = was
    return _joined((part.by,), inner, margin)


def _inner(laid: Laid | None) -> Mapping[str, Laid]:
    return laid.inner if laid is not None else EMPTY


def _whole(of: tuple[object, ...], raw: Any, margin: str) -> Laid:
    text, deep = laid_out(raw, margin), len(margin) // 2  # so deep it stands in the file
    if parse(f"{'[' * deep}{text}{']' * deep}") != _nested(raw, deep):
        raise RuntimeError("a part that was just laid out reads back differently")
    return Laid(of, raw, text, canonical(raw).decode(), EMPTY)


def _nested(raw: Any, deep: int) -> Any:
    return [_nested(raw, deep - 1)] if deep else raw


def _joined(of: tuple[object, ...], inner: Mapping[str, Laid], margin: str) -> Laid:
    lines = [f"{margin}  {quoted(key)}: {one.text}" for key, one in inner.items()]
    return Laid(
        of,
        {key: one.raw for key, one in inner.items()},
        f"{{{','.join(lines)}{margin}}}" if lines else "{}",
        f"{{{members(inner, sorted(inner))}}}",
        inner,
    )
