"""A window that only tells something, such as the properties of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from mou_desktop import rules
from mou_desktop.gui import words
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.parts import make_button, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme


class ReadingDialog(QDialog):
    """Shows a text, to be read and copied."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("reading_dialog")
        self._text = text
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(make_label(theme, title, self, "h1"))
        page = QPlainTextEdit(text, self)
        page.setReadOnly(True)
        page.setTabChangesFocus(True)
        page.setAccessibleName(title)
        box.addWidget(page, 1)
        copy = make_button(theme, words.COPY_DETAILS, self, "copy")
        close = make_button(theme, words.CLOSE, self, look="main")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        box.addWidget(button_row(theme, copy, close, side=0))
        close.setFocus()
        fit(self, 640, 480)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def properties_text(session: Session) -> str:
    """Return what the file is: edition, identity, dates and counts."""
    document, edition = session.document, session.edition
    answered, asked = session.required
    unsure, total = rules.to_confirm(document)
    lines = {
        "File": str(session.path or words.NEVER_SAVED),
        "Edition": f"{edition.label}, revision {edition.revision}",
        "Digest of the edition": edition.sha256,
        "Agreement": document.id,
        "Created": words.local_time(document.created),
        "Saved": words.local_time(document.saved) if session.path else words.NEVER_SAVED,
        "Required answers": f"{answered} of {asked}",
        "Local changes": str(len(document.clauses) + len(document.added)),
        "Notes": str(len(document.notes)),
        "Sent to counsel": words.things(len(document.rounds), "time"),
        "Clauses on sources to confirm": f"{unsure} of {total}",
    }
    return "\n".join(f"{key}: {value}" for key, value in lines.items())
