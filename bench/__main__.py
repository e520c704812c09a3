"""`python -m bench [NAME…] [--quick]`: measures, prints ratios beside their goals, 1 if one missed.

check     `mou check` and a process that only validates, as whole processes
export    the Word export and docxtpl, and a string and zipfile, warm in one process
return    reading a file that came back and python-docx, and the list of its changes
pack      the pack for counsel and one clean export, warm in one process
process   `mou export` and docxtpl, as whole processes
growth    opening, checking, outline and export at 1, 10 and 100 times the size; memory
start     the window with the sample open and a bare window, until the first paint
memory    what they hold at the first paint, and the window once all is there; Linux only
gap       how long the window is kept from its events while a worker loads modules
keystroke a key press until the page is painted, and a repaint in which nothing changed
save      saving and the plainest safe write of the same bytes
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from pathlib import Path

from bench import (
    checking,
    exporting,
    growing,
    keystroke,
    packing,
    processing,
    returning,
    saving,
    starting,
)
from bench.figures import Figure, line

PARTS = {
    "check": checking.figures,
    "export": exporting.figures,
    "return": returning.figures,
    "pack": packing.figures,
    "process": processing.figures,
    "growth": growing.figures,
    "start": starting.start,
    "memory": starting.memory,
    "gap": starting.gap,
    "keystroke": keystroke.figures,
    "save": saving.figures,
}


def main() -> int:
    """Measure what is asked for and return 1 if a goal was missed."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.formatter_class = argparse.RawDescriptionHelpFormatter
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}; else all")
    asked.add_argument("--quick", action="store_true", help="fewer rounds, at most 10 times")
    args = asked.parse_args()
    if unknown := set(args.names) - set(PARTS):
        asked.error(f"there is no part {', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    print(f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {platform.platform()}")
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="mou-bench-") as folder:
        for name in args.names or PARTS:
            for figure in PARTS[name](Path(folder), quick=args.quick):
                print(line(figure), flush=True)
                found.append(figure)
    missed = sum(not figure.met for figure in found)
    print(
        f"{len(found)} figures, {missed} missed." if missed else f"{len(found)} figures, all met."
    )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
