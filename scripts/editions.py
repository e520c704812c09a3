"""`make editions`: builds every edition from its folder, or refuses what is stale.

python -m scripts.editions                    build what changed
python -m scripts.editions --check            say what is stale, change nothing
python -m scripts.editions --replace          also replace the digest of a revision that was
                                              never released (before its release only)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mou_desktop.errors import MouError
from mou_desktop.model.values import plain
from mou_desktop.store import library
from scripts import sums

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "resources" / "models"


def main() -> int:
    """Build or check all editions; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, refuse what is stale")
    parser.add_argument("--replace", action="store_true", help="replace an unreleased revision")
    args = parser.parse_args()
    digests = MODELS / "digests.json"
    known: dict[str, dict[str, str]] = _read(digests) if digests.exists() else {}
    wanted: dict[Path, Any] = {}
    faults = []
    for folder in sorted(path.parent for path in MODELS.glob("*/edition.toml")):
        try:
            edition = library.build_folder(folder)
        except MouError as error:
            faults.append(f"{folder.name}:\n{error}")
            continue
        wanted[folder / "built.json"] = plain(edition.built)
        wanted[ROOT / "schemas" / f"{edition.id}.schema.json"] = plain(edition.schema)
        revisions = known.setdefault(edition.id, {})
        before = revisions.setdefault(str(edition.revision), edition.sha256)
        if before != edition.sha256 and not args.replace:
            faults.append(
                f"{edition.id}: revision {edition.revision} is in digests.json with another text. "
                "Add 1 to `revision` in edition.toml (or --replace, if it was never released)."
            )
        revisions[str(edition.revision)] = edition.sha256
        for path in sorted(folder.glob(f"{library.SUCCESSION}*.toml")):
            try:
                wanted[path.with_suffix(".json")] = library.build_succession(path)
            except MouError as error:
                faults.append(f"{folder.name}:\n{error}")
    wanted[digests] = known
    stale = [path for path, raw in wanted.items() if not _holds(path, raw)]
    if not faults and not args.check:
        for path in stale:
            path.write_text(_text(wanted[path]), encoding="utf-8", newline="\n")
            print(f"made {path.relative_to(ROOT)}")
        sums.main([])
    elif args.check:
        faults += [f"{path.relative_to(ROOT)} is stale: run `make editions`." for path in stale]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _holds(path: Path, raw: Any) -> bool:
    """Return whether the file says `raw`; one that is missing or broken does not."""
    try:
        return bool(_read(path) == raw)
    except (FileNotFoundError, ValueError):
        return False


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _text(raw: Any) -> str:
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
