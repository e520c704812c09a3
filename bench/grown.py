"""`python -m bench.grown FILE TIMES`: the processor seconds of each operation on one file, as JSON.

Everything is loaded and called once before. Clause texts are forgotten before a file is opened,
as they are when a program starts. Rubbish is collected as `mou` collects it.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from bench.figures import processor
from bench.subjects import sample
from mou_desktop import rules
from mou_desktop.cli import collecting_rarely
from mou_desktop.model import text
from mou_desktop.outline import outline
from mou_desktop.store import library, project_file
from mou_desktop.word.write import docx_of
from tests.support.big import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.store.project_file import Project


def main(path: Path, times: int) -> dict[str, float]:
    """Return the seconds of each operation, each the median of several calls."""
    repeat = max(1, min(15, 30 // times))

    def seconds(work: Callable[[], object]) -> float:
        case = processor(work)
        return statistics.median(case() for _ in range(repeat))

    def opened() -> Project:
        text.parse.cache_clear()
        return project_file.load(path, NO_LIMIT)

    rules.check(sample())
    docx_of(sample())
    with mock.patch.object(library, "is_published", return_value=True):
        found = {"open": seconds(opened)}
    found["open_strange"] = seconds(opened)
    document = opened().document
    rules.check(document)  # what an edition knows of itself is worked out once
    found["check"] = seconds(lambda: rules.check(document))
    found["outline"] = seconds(lambda: outline(document))
    found["export"] = seconds(lambda: docx_of(document))
    return found


if __name__ == "__main__":
    with collecting_rarely():
        print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
