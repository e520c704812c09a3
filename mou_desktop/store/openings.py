"""Counts how often the program stopped by itself while an agreement was open: a crash loop is seen.

An opening is noted before anything of the agreement is shown, and taken back when it is put away in
good order. It keeps nobody from opening anything: who opens by itself asks here first.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from mou_desktop.store.naming import name_of

if TYPE_CHECKING:
    from pathlib import Path

TOO_OFTEN: Final = 2  # times in a row, after which nothing is opened by itself
_MOST: Final = 9


def begin(document_id: str, folder: Path) -> None:
    """Note that an agreement is being opened. Where that cannot be kept, nothing is counted."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        count = min(times(document_id, folder) + 1, _MOST)
        (folder / name_of(document_id)).write_text(str(count), encoding="ascii")


def end(document_id: str, folder: Path) -> None:
    """Note that it was put away in good order, or that the program was told to end."""
    with contextlib.suppress(OSError):
        (folder / name_of(document_id)).unlink()


def times(document_id: str, folder: Path) -> int:
    """Return how often in a row it was opened and never put away."""
    try:
        with (folder / name_of(document_id)).open(encoding="ascii", errors="replace") as file:
            text = file.read(2)
    except OSError:
        return 0
    return int(text) if text.isascii() and text.isdigit() else 0
