"""`python -m bench.memory FILE`: the megabytes that exporting one file adds, as JSON; Linux only.

The document is loaded first; then free memory is given back, and the kernel's mark of the highest
use is set anew, so that neither the peak of loading nor memory kept in reserve hides anything.
"""

from __future__ import annotations

import ctypes
import gc
import json
import sys
from pathlib import Path

from bench.subjects import sample
from mou_desktop.cli import collecting_rarely
from mou_desktop.store import project_file
from mou_desktop.word.write import docx_of
from tests.support.big import NO_LIMIT

_SELF = Path("/proc/self")


def main(path: Path) -> dict[str, float]:
    """Return what the process holds before an export, and what the export adds at its peak."""
    docx_of(sample())
    document = project_file.load(path, NO_LIMIT).document
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    (_SELF / "clear_refs").write_text("5", encoding="ascii")
    idle = _megabytes("VmRSS")
    docx_of(document)
    return {"idle": idle, "added": _megabytes("VmHWM") - idle}


def _megabytes(name: str) -> float:
    lines = (_SELF / "status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    with collecting_rarely():
        print(json.dumps(main(Path(sys.argv[1]))))
