"""Says why windows cannot be had here, before Qt ends the process itself: one plain line each.

It loads Qt's core at most. What it refuses: a pair of Python and PySide6 that is known to take the
program down in the middle of work, and a system without a library that Qt needs.
"""

from __future__ import annotations

import os
import re
import sys
from typing import Final

OLDEST: Final = (6, 11, 3)
BEFORE: Final = (6, 12)  # aborts on Python 3.11 after some 5,000 calls that return nothing
WRONG_PAIR: Final = (
    "The program cannot start: its parts do not fit together (Python {python}, PySide6 {qt}, "
    "shiboken6 {binding}). Install it again. Your agreements are as they were."
)
NO_LIBRARY: Final = (
    "The program cannot open a window: this system has no “{name}”. Ask for it to be installed, or "
    "use the command line: `mou --help`."
)
PART_GONE: Final = (
    "The program cannot start: its part “{name}” is missing. Install it again. Your agreements are "
    "as they were."
)
CURSOR: Final = "xcb-cursor"
_LIBRARY = re.compile(r"([\w.+-]+\.(?:so[\w.]*|dll|dylib))\b")


def why_not(python: str, qt: str, binding: str) -> str:
    """Return why a pair of Python and PySide6 is refused; empty where it is a sound one."""
    if qt == binding and OLDEST <= _numbers(qt) < BEFORE:
        return ""
    return WRONG_PAIR.format(python=python, qt=qt, binding=binding)


def why_not_here() -> str:
    """Return why this very pair is refused; empty where it is sound."""
    import PySide6
    import shiboken6

    python = ".".join(map(str, sys.version_info[:3]))
    return why_not(python, PySide6.__version__, shiboken6.__version__)


def why_no_import(error: ImportError) -> str:
    """Return in plain words why a part of Qt could not be loaded."""
    library = _LIBRARY.search(str(error))
    if library is not None:
        return NO_LIBRARY.format(name=library[1])
    return PART_GONE.format(name=error.name or "PySide6")


def why_no_screen() -> str:
    """Return which library of the system is missing for a screen; empty where none is.

    Qt's part for X11 ends the process where it cannot load this one. A built program brings it.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    by_x11 = os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")
    if getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return ""
    if platform != "xcb" and (platform or not by_x11):
        return ""
    from PySide6.QtCore import QLibrary

    return "" if QLibrary(CURSOR, 0).load() else NO_LIBRARY.format(name=f"lib{CURSOR}.so.0")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
