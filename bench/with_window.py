"""`python -m bench.with_window FILE WHEN`: starts the window with a file, and says what it took.

WHEN is `paint`: ends after the round of events that first paints the editor, as the bare window
does. Or `rest`: goes on until the findings and the page are there, then has a worker load what is
heavy, and tells how long the window's own thread was kept from its events meanwhile.
"""

from __future__ import annotations

import gc
import sys
from typing import Any

from mou_desktop.gui import app, light_qt


def main(file: str, when: str) -> int:
    """Start as `mou-desktop FILE` does, in the same order, and measure."""
    gc.disable()
    light_qt.load()
    from bench.watching import Measure
    from mou_desktop.gui.program import Program

    opened = Program.open

    def open_and_measure(self: Program, files: Any) -> None:
        opened(self, files)
        Measure(self, when)

    Program.open = open_and_measure  # type: ignore[method-assign]
    return app.main([file])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
