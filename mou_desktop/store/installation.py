"""Says whether the data of this installation is all there and as it was made.

`resources/sums.json` names every file that ships, with its SHA-256. A program that removes what it
takes for a virus, or a copy that stopped half-way, is told in one sentence that names a file. It
refuses nothing: an agreement carries its own text, so that work goes on and is saved.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from mou_desktop import messages
from mou_desktop.errors import MouError
from mou_desktop.locate import data_folder
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LIST: Final = "resources/sums.json"
FOLDERS: Final = ("resources", "schemas")
_BY_HAND: Final = ".toml"  # what editions and notices are built from: a bundle leaves some out


def trouble() -> str:
    """Return the sentence for the user; empty where all is as it was made."""
    found = damaged()
    if not found:
        return ""
    words = messages.INSTALLATION_DAMAGED
    if len(found) > 1:
        words = messages.INSTALLATION_DAMAGED_MORE
    return words.format(name=found[0], count=len(found))


def damaged() -> list[str]:
    """Return which files are missing or were changed since this program was made."""
    try:
        wanted = parse(decode(read_file(_at(LIST)))[0])
    except (MouError, JsonFault):
        return [LIST]
    if not isinstance(wanted, dict) or not wanted:
        return [LIST]
    return [name for name, sha256 in wanted.items() if _sum(_at(name)) != sha256]


def sums() -> Mapping[str, str]:
    """Return what `resources/sums.json` has to say of the files that are here now."""
    names = sorted(f"{top}/{inside}" for top in FOLDERS for inside in _shipped(data_folder(top)))
    return {name: _sum(_at(name)) for name in names if name != LIST}


def _shipped(folder: Path) -> Iterable[str]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != _BY_HAND and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix()


def _at(name: str) -> Path:
    top, _, inside = name.partition("/")
    return data_folder(top) / inside


def _sum(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except MouError:
        return ""
