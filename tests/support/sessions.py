"""Agreements that are open, with no panel that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.gui.session import Session
from mou_desktop.store.project_file import Project

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from mou_desktop.model import Document


def session_of(document: Document, parent: QObject, path: Path | None = None) -> Session:
    """Return a session that goes with its parent."""
    return Session(Project(document=document), path, parent)
