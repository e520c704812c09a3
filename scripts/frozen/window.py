"""Where the built `mou-desktop` starts."""

from __future__ import annotations

import multiprocessing
import os
import sys

SEARCHED = "LD_LIBRARY_PATH"


def give_back_library_path() -> None:
    """Let what this program opens (a folder, a Word file, a browser) find its own libraries.

    On Linux PyInstaller makes the system look into our folder first, and would for them too. This
    process has been told already, and goes on as it is.
    """
    before = os.environ.pop(f"{SEARCHED}_ORIG", None)
    os.environ.pop(SEARCHED, None)
    if before is not None:
        os.environ[SEARCHED] = before


if __name__ == "__main__":
    multiprocessing.freeze_support()
    give_back_library_path()
    from mou_desktop.gui.app import main

    sys.exit(main())
