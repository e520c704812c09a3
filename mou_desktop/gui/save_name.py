"""Settles under which name an agreement is saved, once somebody has chosen or typed one.

The system's window asks about a file that is there only under the very name that was typed. What
comes of that name here is asked about anew, and what may not be replaced is refused with a reason.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mou_desktop.file_names import is_safe, safe_name
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.store import neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

ENDING: Final = ".mou"


def settled(
    window: QWidget, chosen: str, own: Path | None, elsewhere: Callable[[Path], bool]
) -> Path | None:
    """Return the path to save to; None where the user has to choose again.

    Args:
        window: over which questions are asked.
        chosen: the name that came from the system's window.
        own: the file of the agreement, if it has one.
        elsewhere: shows the window that has a file open, and says whether one has.
    """
    typed = Path(chosen)
    path = typed if typed.suffix.lower() == ENDING else typed.with_name(typed.name + ENDING)
    if not is_safe(path.stem):
        other = path.with_name(safe_name(path.stem) + ENDING)
        sentence = words.NAME_UNSAFE.format(name=path.name, other=other.name)
        if ask(window, words.SAVE, sentence, (words.NAME_USE, words.CANCEL)) != words.NAME_USE:
            return None
        path = other
    if own is not None and is_same(path, own):
        return own
    if typed.is_dir() or path.is_dir():
        tell(window, words.COULD_NOT_SAVE, words.NAME_FOLDER.format(name=path.name))
        return None
    if neighbours.is_ours(path):
        tell(window, words.COULD_NOT_SAVE, words.NAME_OURS.format(name=path.name))
        return None
    if elsewhere(path):
        tell(window, words.COULD_NOT_SAVE, words.NAME_OPEN.format(name=path.name))
        return None
    if path != typed and neighbours.is_there(path):
        answers = (words.REPLACE, words.CANCEL)
        sentence = words.NAME_THERE.format(name=path.name)
        if ask(window, words.SAVE, sentence, answers, careful=True) != words.REPLACE:
            return None
    return path


def is_same(one: Path, other: Path) -> bool:
    """Return whether two names mean one file, by whichever links."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
