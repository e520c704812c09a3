"""Where the built `mou-desktop` starts."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from mou_desktop.gui.app import main

    sys.exit(main())
