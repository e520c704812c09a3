"""Writes down which files of data ship, and their SHA-256: what a start compares them with.

python -m scripts.sums            write resources/sums.json
python -m scripts.sums --check    only say whether it is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

from mou_desktop.store import installation
from mou_desktop.store.strict_json import pretty

LIST = Path(__file__).resolve().parents[1] / installation.LIST


def main(words: list[str]) -> int:
    """Write the list or check it; 1 where it is stale."""
    data = pretty(dict(installation.sums()))
    if LIST.exists() and LIST.read_bytes() == data:
        return 0
    if "--check" in words:
        print(f"{installation.LIST} is stale: run `make editions`.", file=sys.stderr)
        return 1
    LIST.write_bytes(data)
    print(f"made {installation.LIST}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
