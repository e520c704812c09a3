"""Versions and system, to be sent to whoever mends the program: no user, no file, no answer."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import qVersion

from mou_desktop import __version__
from mou_desktop.gui import words
from mou_desktop.store import library


def details() -> list[tuple[str, str]]:
    """Return what is in use, by name: the program, what it stands on, and its editions."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    editions = [
        (one.label, words.ABOUT_REVISION.format(id=one.id, revision=one.revision))
        for one in library.cards()
    ]
    return [
        (words.PRODUCT, __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        (words.ABOUT_SYSTEM, system),
        *editions,
    ]


def details_text() -> str:
    """Return the same as lines to copy."""
    return "\n".join(f"{name}: {value}" for name, value in details())
