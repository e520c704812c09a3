"""A first draft of what became of one edition in another, to be written on by hand.

python -m scripts.succession OLD NEW > resources/models/NEW/from-OLD.toml

OLD and NEW are folders of `resources/models`, or paths. A part with one key on both sides is kept,
moved or has new wording; the others are dropped or new, until somebody says that they were renamed,
split or joined. Every `why` is left blank, which `make editions` refuses.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mou_desktop import succession
from mou_desktop.errors import MouError
from mou_desktop.store import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Edition

MODELS = Path(__file__).resolve().parents[1] / "resources" / "models"
_LONGEST = 88


def main(words: list[str]) -> int:
    """Print the draft; 2 where an edition cannot be built."""
    if len(words) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        old, new = (library.build_folder(MODELS / one) for one in words)
    except MouError as error:
        print(error, file=sys.stderr)
        return 2
    print(draft(old, new), end="")
    return 0


def draft(old: Edition, new: Edition) -> str:
    """Return the draft as TOML."""
    parts = [f'from = "{old.id}"\nto = "{new.id}"\n']
    for what, became, keys in succession.guessed(old, new):
        listed = "\n".join(_lines(keys))
        parts.append(
            f'[[item]]\nwhat = "{what}"\nbecame = "{became}"\nkeys = [\n{listed}\n]\nwhy = ""\n'
        )
    return "\n".join(parts)


def _lines(keys: list[str]) -> Iterator[str]:
    line = "   "
    for key in keys:
        if len(line) + len(key) + 4 > _LONGEST:
            yield line
            line = "   "
        line += f' "{key}",'
    yield line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
