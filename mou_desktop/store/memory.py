"""What the program remembers between two starts: settings, and the files opened last.

One small JSON file. One that cannot be read is set aside as `.bad`, and the defaults stand.
"""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import MouError
from mou_desktop.store import saver
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOST_RECENT = 10
MOST_SENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A file opened lately, as it was when it was closed or saved."""

    path: str
    district: str = ""
    saved: str = ""
    answered: int = 0
    asked: int = 0
    complete: bool = False
    clause: str = ""  # where the user was
    question: str = ""  # a field of it, or a column of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that is remembered."""

    theme: str = "system"
    scale: float = 1.0
    spelling: bool = True
    words: tuple[str, ...] = ()  # that the user added to the dictionary
    author: str = ""
    folder: str = ""
    window: str = ""  # place and size, as Qt writes it, in base64
    widths: Mapping[str, Sequence[int]] = field(default_factory=dict)  # of the editor's parts
    recent: tuple[Recent, ...] = ()
    starts: Mapping[str, int] = field(default_factory=dict)  # document id → starts that crashed
    sent: Mapping[str, str] = field(default_factory=dict)  # id of a round → folder of its files

    def opened(self, one: Recent) -> Memory:
        """Return the memory with `one` as the file opened last."""
        others = tuple(each for each in self.recent if each.path != one.path)
        return replace(self, recent=(one, *others)[:MOST_RECENT])

    def with_sent(self, round_: str, folder: Path) -> Memory:
        """Return the memory with the folder in which the files of a round were written last."""
        others = {key: value for key, value in self.sent.items() if key != round_}
        kept = [*others.items(), (round_, str(folder))][-MOST_SENT:]
        return replace(self, sent=dict(kept))

    def without(self, path: str) -> Memory:
        """Return the memory without the file at `path`."""
        return replace(self, recent=tuple(one for one in self.recent if one.path != path))


def load(path: Path) -> Memory:
    """Return what `path` remembers, or the defaults where there is nothing or nonsense."""
    if not path.exists():
        return Memory()
    try:
        return _memory(parse(decode(read_file(path, 1_000_000))[0]))
    except (MouError, JsonFault, TypeError, KeyError, ValueError, AttributeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".bad"))
        return Memory()


def save(memory: Memory, path: Path) -> None:
    """Remember `memory`; a disk that does not let us costs nothing but the memory."""
    with contextlib.suppress(MouError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        saver.write(path, pretty(asdict(memory)))


def _memory(raw: dict[str, Any]) -> Memory:
    """Return what `raw` remembers. Keys of a newer program are let go; a wrong kind is nonsense."""
    recent = tuple(_like(Recent(path=""), one) for one in raw.pop("recent", []))
    words = tuple(str(word) for word in raw.pop("words", []))
    memory: Memory = replace(_like(Memory(), raw), recent=recent, words=words)
    for widths in memory.widths.values():
        if not all(isinstance(one, int) for one in widths):
            raise TypeError(widths)
    if not all(isinstance(count, int) for count in memory.starts.values()):
        raise TypeError(memory.starts)
    if not all(isinstance(folder, str) for folder in memory.sent.values()):
        raise TypeError(memory.sent)
    return replace(memory, scale=min(max(float(memory.scale), 0.8), 2.0))


def _like(default: Any, raw: Mapping[str, Any]) -> Any:
    """Return `default` with the values of `raw` for the keys it has, each of the same kind."""
    known = {key: value for key, value in raw.items() if key in default.__dataclass_fields__}
    for key, value in known.items():
        kind = type(getattr(default, key))
        number = kind is float and type(value) is int
        if type(value) is not kind and not number:
            raise TypeError(key)
    return replace(default, **known)
