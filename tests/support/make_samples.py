"""Makes the golden files of `tests/samples/` again: `python -m tests.support.make_samples`.

Identities and times are fixed, so the same edition and answers give the same bytes. Once an edition
is released its sample is never made again: a later revision gets a sample of its own.
"""

from __future__ import annotations

import hashlib
import json
import sys
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from mou_desktop.cli import answers
from mou_desktop.model import Document, Edition
from mou_desktop.model import document as documents
from mou_desktop.store import library, project_file, saver
from mou_desktop.store.strict_json import digest, pretty
from tests.support import samples

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
CREATED = "2026-11-23T15:04:05Z"
SAVED = "2026-11-24T09:12:00Z"
IDS = {
    "half-2018": "9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d",
    "complete-2018": "1a2b3c4d-5e6f-4708-9a1b-2c3d4e5f6071",
    "half": "5f0c1d0e-6f0a-4c57-9b0e-0d6f0b8f2a11",
    "complete": "7a1e4b52-90c3-4d1f-8e27-3b5c6d7e8f90",
    "tiny": "c2d3e4f5-0617-4283-94a5-b6c7d8e9fa0b",
    "newer-minor": "d3e4f506-1728-4394-a5b6-c7d8e9fa0b1c",
}
TINY: dict[str, Any] = {
    "district": "Sample Regional School District",
    "kind": "regional",
    "head": {"name": "Ana Teixeira", "title": "Superintendent"},
    "school": [
        {"_id": "s1aa0b2c", "name": "North School", "town": "Sample"},
        {"_id": "s2bb1c3d", "name": "École du Sud", "town": "Süden"},
    ],
    "days": 30,
    "start": "2027-07-01",
    "finish": "2028-06-30",
    "goals": ["Walk to school", "Read – every day"],
    "joint": "The towns take turns.\nEach names “one” officer.",
}
LOCAL: dict[str, Any] = {
    "clauses": {
        "parties": {
            "state": "extended",
            "text": "The towns of {district} sign too.",
            "reason": "School committee, 9 September",
        },
        "duty": {
            "state": "official",
            "text": "Each person shall be kind and just.",
            "source": "The authority's letter of 1 October",
        },
        "school_list": {"state": "left_out", "reason": "Stands in another list"},
    },
    "added": [
        {
            "_id": "x4c8w1pz", "kind": "clause", "section": "duties", "after": "duty",
            "heading": "Snow days", "text": "On snow days {@parties} rests.",
            "reason": "Local practice",
        }
    ],
}  # fmt: skip
NOTES: list[dict[str, Any]] = [
    {
        "_id": "n0q3v7ta", "on": {"clause": "duty", "field": None, "row": None}, "for": "counsel",
        "author": "Office", "time": "2026-11-24T09:00:00Z", "text": "Is this the last wording?",
        "done": False,
        "replies": [{"author": "Counsel", "time": "2026-11-24T09:05:00Z", "text": "It is."}],
    }
]  # fmt: skip
PROCEEDS = "0" * 63 + "1"


def filled(edition: Edition, named: str) -> bytes:
    """Return a sample of `edition` with the published answers of that name."""
    given = samples.answers(*named.split("-"))
    document = answers.put(_new(edition, named), _with_identities(given))
    return pretty(project_file.to_plain(replace(document, saved=SAVED)))


def tiny(edition: Edition) -> bytes:
    """Return a sample of the tiny edition that uses every part of the format."""
    return pretty(_tiny(edition, "tiny"))


def newer_minor(edition: Edition) -> bytes:
    """Return a sample as a newer program would write it: format 1.7, with more keys."""
    raw = _tiny(edition, "newer-minor", "1.7")
    raw["notes"][0] |= {"mood": "calm", "seen_by": ["Office", {"name": "Counsel"}]}
    raw["notes"][0]["on"]["line"] = 3
    raw["rounds"][0] |= {"deadline": "2026-12-24"}
    raw["rounds"][0]["returns"][0]["pages"] = 14
    raw["local"]["order"] = ["x4c8w1pz"]
    raw["local"]["clauses"]["parties"]["votes"] = {"for": 5, "against": 0}
    raw["local"]["added"][0]["colour"] = "green"
    last = {key: raw.pop(key) for key in ("editions", "integrity")}
    raw |= {"calendar": {"term": [1, 2.5, True, None]}, "mascot": "owl", **last}
    return pretty({**raw, "integrity": {"sha256": _body(raw)}})


def _tiny(edition: Edition, name: str, format_: str = "1.0") -> dict[str, Any]:
    document = answers.put(_new(edition, name), TINY)
    raw = project_file.to_plain(replace(document, saved=SAVED), format_)
    raw["parents"] = [PROCEEDS]
    raw["unplaced"] = {"old_answer": "Kept, though nobody asks"}
    raw["local"], raw["notes"] = LOCAL, NOTES
    raw["rounds"] = [
        {
            "_id": "e9b2d6fy", "time": "2026-11-24T09:10:00Z", "edition_sha256": edition.sha256,
            "sent": [{"kind": "review", "sha256": "c" * 64}],
            "base": {"answers": {"days": 20}, "local": {"clauses": {}, "added": []}},
            "returns": [{"sha256": "d" * 64, "time": "2026-12-01T10:00:00Z", "decisions": []}],
        }
    ]  # fmt: skip
    raw = json.loads(json.dumps(raw))
    return {**raw, "integrity": {"sha256": _body(raw)}}


def _body(raw: dict[str, Any]) -> str:
    return digest({key: value for key, value in raw.items() if key != "integrity"})


def _new(edition: Edition, name: str) -> Document:
    id_ = IDS.get(name) or str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:mou-desktop:{name}"))
    return replace(documents.new(edition, CREATED), id=id_)


def _with_identities(given: dict[str, Any]) -> dict[str, Any]:
    """Return `given` with an identity for each row that has none: made of its place, not chance."""
    return {
        key: [
            {"_id": "m" + hashlib.sha256(f"{key}/{i}".encode()).hexdigest()[:7], **row}
            if isinstance(row, dict)
            else row
            for i, row in enumerate(value)
        ]
        if isinstance(value, list)
        else value
        for key, value in given.items()
    }


def main() -> int:
    """Make every sample; name those that changed."""
    small = library.build_folder(ROOT / "tests" / "support" / "tiny")
    made = {"tiny": tiny(small), "newer-minor": newer_minor(small)}
    for card in library.cards():
        year = "" if card.id == samples.EDITION else f"-{card.year}"
        for name in (f"half{year}", f"complete{year}"):
            made[name] = filled(library.find(card.id), name)
    for name, data in made.items():
        path = SAMPLES / f"{name}.mou"
        before = path.read_bytes() if path.exists() else b""
        project_file.loads(data)
        if data != before:
            saver.write(path, data)
            sys.stdout.write(f"made {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
