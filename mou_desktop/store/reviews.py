"""Keeps a review that is under way: the Word file that came back, and what was decided so far.

One review an agreement, in the user's own folder. Both are small files; the Word file is written
once, the decisions after each of them. What cannot be read is as good as not there.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import MouError
from mou_desktop.store import saver
from mou_desktop.store.naming import name_of
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_MOST = 25 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review that was kept.

    Attributes:
        name: of the Word file.
        data: the Word file.
        decisions: what was decided, as JSON has it.
        total: how many changes are to be decided.
        placed: texts that stood in no clause, and the clauses that they were put into.
        anyway: whether the user said to take it though it is of another agreement or edition.
    """

    name: str
    data: bytes
    decisions: dict[str, Any]
    total: int = 0
    placed: Sequence[Mapping[str, str]] = ()
    anyway: bool = False

    @property
    def sha256(self) -> str:
        """What the file is known by."""
        return saver.sha256_of(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is told of a review that was kept, without its Word file."""

    name: str
    sha256: str
    total: int
    decided: int
    placed: int = 0  # texts that were put into a clause

    @property
    def left(self) -> int:
        """How many changes are left to decide."""
        return max(self.total - self.decided, 0)


def waiting(folder: Path, document_id: str) -> Waiting | None:
    """Return what is told of the review of an agreement that is under way, if there is one."""
    try:
        raw = _raw(folder, document_id)
        return Waiting(
            name=str(raw["name"]), sha256=str(raw["sha256"]), total=int(raw["total"]),
            decided=len(raw["decisions"]), placed=len(raw.get("placed", ())),
        )  # fmt: skip
    except (MouError, JsonFault, OSError, KeyError, TypeError, ValueError):
        return None


def begin(folder: Path, document_id: str, review: Review) -> None:
    """Keep a review from now on, in the place of an earlier one.

    Raises:
        NotSaved: it cannot be kept.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MouError("The decisions cannot be kept: their folder cannot be made.") from error
    saver.write(_path(folder, document_id, "docx"), review.data)
    keep(folder, document_id, review)


def keep(folder: Path, document_id: str, review: Review) -> None:
    """Keep what was decided by now.

    Raises:
        NotSaved: it cannot be kept.
    """
    made = {
        "review": 1,
        "name": review.name,
        "sha256": review.sha256,
        "total": review.total,
        "decisions": review.decisions,
        "placed": [dict(one) for one in review.placed],
        "anyway": review.anyway,
    }
    saver.write(_path(folder, document_id, "json"), pretty(made))


def kept(folder: Path, document_id: str) -> Review | None:
    """Return the review of an agreement that is under way, if there is one."""
    try:
        raw = _raw(folder, document_id)
        data = read_file(_path(folder, document_id, "docx"), _MOST)
        found = Review(
            name=str(raw["name"]), data=data, decisions=dict(raw["decisions"]),
            total=int(raw["total"]), placed=tuple(raw.get("placed", ())),
            anyway=raw.get("anyway") is True,
        )  # fmt: skip
        return found if found.sha256 == raw["sha256"] else None
    except (MouError, JsonFault, OSError, KeyError, TypeError, ValueError):
        return None


def forget(folder: Path, document_id: str) -> None:
    """Let a review go: it is done with."""
    for kind in ("json", "docx"):
        with contextlib.suppress(OSError):
            _path(folder, document_id, kind).unlink()


def _raw(folder: Path, document_id: str) -> Any:
    return parse(decode(read_file(_path(folder, document_id, "json"), _MOST))[0])


def _path(folder: Path, document_id: str, kind: str) -> Path:
    return folder / f"{name_of(document_id)}.{kind}"
