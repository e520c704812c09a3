"""What can be read in the program: the pages of the user guide, and the notices of all that ships.

Pages come from this installation's own folders and from nowhere else.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.locate import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEX = "index.md"
_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name among the others, its title, the files it is made of."""

    name: str
    title: str
    files: tuple[Path, ...]

    @property
    def markdown(self) -> bool:
        """Whether it is to be laid out; a notice is shown as it stands."""
        return self.files[0].suffix == ".md"

    def text(self) -> str:
        """Return what it says; a file that cannot be read says so itself."""
        return "\n\n".join(_read(one) for one in self.files)


def guide_pages(folder: Path | None = None) -> tuple[Page, ...]:
    """Return the pages of the user guide: the index first, the others by their numbers."""
    found = sorted(
        (folder or data_folder("docs/guide")).glob("*.md"), key=lambda one: (one.name != INDEX, one)
    )
    return tuple(Page(one.name, _title_of(one), (one,)) for one in found)


def licence_pages(folder: Path | None = None) -> tuple[Page, ...]:
    """Return the notices of each part that ships, in the order of their index."""
    folder = folder or data_folder("resources") / "licences"
    return tuple(_parts(folder)) or tuple(
        Page(one.name, one.stem, (one,)) for one in sorted(folder.glob("*.txt"))
    )


def _parts(folder: Path) -> Iterator[Page]:
    try:
        index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return
    for part in index.get("part", []):
        files = tuple(folder / str(name) for name in part.get("files", []))
        if files:
            title = f"{part.get('name', files[0].stem)} ({part.get('licence', '')})"
            yield Page(files[0].name, title, files)


def _title_of(path: Path) -> str:
    found = _TITLE.search(_read(path))
    return found[1] if found else path.stem


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return words.PAGE_GONE.format(name=path.name)
