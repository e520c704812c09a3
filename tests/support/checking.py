"""Waits for the check of a session, which a worker makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from mou_desktop.gui.session import Session
    from mou_desktop.model import Finding


def checked(session: Session) -> tuple[Finding, ...]:
    """Have the document checked as it stands, and return what was found, once it is told."""
    session.wait()
    QCoreApplication.processEvents()
    session.check_soon()
    session.wait()
    QCoreApplication.processEvents()
    assert session.findings is not None
    return session.findings
