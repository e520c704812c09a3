"""Where the built `mou` starts. Workers of `mou check` start here too, so that comes first."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from mou_desktop.cli import main

    sys.exit(main())
