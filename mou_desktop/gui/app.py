"""`mou-desktop`: opens the window. For now it shows an agreement to read; it changes nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError
from mou_desktop.model import document as documents
from mou_desktop.store import library, project_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.model import Document

NO_SCREEN = (
    "There is no screen to open a window on. Run `xvfb-run mou-desktop`, or use the "
    "command line: `mou --help`."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Open a window for the first of the files named, or for an empty agreement; 2 if it cannot."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not _has_screen():
        return _refuse(NO_SCREEN)
    try:
        document = _document(words)
    except MouError as error:
        return _refuse(str(error))
    from PySide6.QtWidgets import QApplication

    from mou_desktop.gui.reading_window import ReadingWindow

    app = QApplication(["mou-desktop", *words])
    window = ReadingWindow(document)
    window.show()
    return int(app.exec())


def _document(words: Sequence[str]) -> Document:
    if words:
        return project_file.load(Path(words[0])).document
    return documents.new(library.find(library.newest()), project_file.utc_now())


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"mou-desktop: {' '.join(sentence.split())}\n")
    return 2


def _has_screen() -> bool:
    """Return whether Qt would find a screen; without one it would end the process itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
