"""Reads a Word file that somebody else had: every character, every change, and who made it.

`read` opens a file behind a gate and returns what is in it; `view` shows its text as it reads with
all changes taken, with none, or with those of one author. Nothing in a file is run, fetched or
believed, and nothing is written.
"""

from __future__ import annotations

from mou_desktop.word.reading.reader import read
from mou_desktop.word.reading.values import (
    Change,
    Comment,
    Control,
    Data,
    Form,
    Identity,
    NotImported,
    Paragraph,
    Remark,
    Run,
    Story,
    WordFile,
)
from mou_desktop.word.reading.views import Line, Which, view

__all__ = [
    "Change", "Comment", "Control", "Data", "Form", "Identity", "Line", "NotImported", "Paragraph",
    "Remark", "Run", "Story", "Which", "WordFile", "read", "view",
]  # fmt: skip
