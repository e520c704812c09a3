"""`mou-desktop`: builds the window from its parts, and runs it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_SCREEN = (
    "There is no screen to open a window on. Run `xvfb-run mou-desktop`, or use the "
    "command line: `mou --help`."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Open a window for each file named, or the start page; 2 where windows cannot be had.

    Where the program runs already, it gets the files and opens them.
    """
    files = list(sys.argv[1:] if argv is None else argv)
    if not _has_screen():
        return _refuse(NO_SCREEN)
    gc.disable()  # nothing of a start is garbage; later the Collector sees to it
    from mou_desktop.gui import light_qt, runtime

    try:
        light_qt.load()
        if why := runtime.why_not_here() or runtime.why_no_screen():
            return _refuse(why)
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        return _refuse(runtime.why_no_import(error))

    from mou_desktop.gui import words
    from mou_desktop.gui.desk import Desk
    from mou_desktop.gui.single import Single

    app = QApplication(["mou-desktop", *files])
    app.setApplicationName(words.PRODUCT)  # the user's folder is named after it
    desk = Desk()
    paths = [Path(name).absolute() for name in files]
    single = None if os.environ.get("MOU_EXIT_AT_FIRST_PAINT") else Single(desk.folder, app)
    if single is not None and not single.goes_on(paths):
        return 0

    from mou_desktop.gui.program import Program
    from mou_desktop.gui.work import is_left

    gc.freeze()  # what is imported stays: no collection looks at it again
    program = Program(app, desk, single)
    if os.environ.get("MOU_EXIT_AT_FIRST_PAINT"):
        from mou_desktop.gui.first_paint import FirstPaint

        FirstPaint(app)
    program.open(paths)
    status = int(app.exec())
    program.end()
    if is_left():  # a share does not answer, and Qt would wait for the worker that asked it
        os._exit(status)
    return status


def _refuse(sentence: str) -> int:
    """Say why there is no window. A program with windows has no error output on Windows."""
    if sys.stderr is not None:
        sys.stderr.write(f"mou-desktop: {sentence}\n")
    return 2


def _has_screen() -> bool:
    """Return whether Qt would find a screen; without one it would end the process itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
