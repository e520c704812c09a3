"""Keeps earlier saved versions of an agreement on the local disk: the bytes as the file held them.

A version is a plain `.mou` file, so that it can be had back without this program. Its name tells
when it was saved and the checksum of its body, by which a common ancestor of two copies is found.
Keeping one is a courtesy: where it fails, the save goes on and the user is told.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import shutil
import time as clocks
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop.errors import EditionBroken, MouError, NotAProject
from mou_desktop.model.values import printable
from mou_desktop.store import leftovers, project_file, saver
from mou_desktop.store.naming import name_of
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mou_desktop.store.project_file import Project

LAST = 20  # versions that are kept however close together they were saved
DAYS = 30  # beyond those, the last of each day, so many days back
EVERY = 600.0  # seconds between two versions of one session

_NAME = re.compile(r"(?P<time>\d{8}T\d{6}Z)-(?P<digest>[0-9a-f]{64})\.mou")
_PLACES = "places.json"
_WHOLE = "being written.mou"  # no version: the file that is written into at this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier version that is kept.

    Attributes:
        path: the version itself.
        time: when it was saved, UTC, `2026-11-23T15:04:05Z`.
        digest: checksum of its body, as `parents` of later ones name it.
        size: its bytes.
        original: where the file of the user lay, empty where that is not known any more.
    """

    path: Path
    time: str
    digest: str
    size: int
    original: str = ""


def keep(data: bytes, original: Path, folder: Path, now: str) -> Version | None:
    """Keep the bytes of a file, unless its version is kept already; None where it is no agreement.

    Args:
        data: the whole file, as it stood at `original`.
        original: where.
        folder: where the versions of all agreements are kept.
        now: the time, UTC, by which old versions go.

    Raises:
        MouError: they could not be kept.
    """
    try:
        project = project_file.loads(data)
    except (NotAProject, EditionBroken):
        return None
    return _keep(project, data, original, folder, now)


def _keep(project: Project, data: bytes, original: Path, folder: Path, now: str) -> Version | None:
    """Keep `data`, from which `project` was read or to which it was saved."""
    id_, digest = project.document.id, project.body
    there = find(digest, id_, folder)
    if there is not None:
        return there
    place = folder / name_of(id_)
    stamp = _stamp(project.document.saved) or _stamp(now)
    path = place / f"{stamp}-{digest}.mou"
    _make(place)
    saver.write(path, data)
    places = _places(place) | {digest: str(original)}
    _prune(place, now, path)
    with contextlib.suppress(MouError):  # without it, the version is there and its place forgotten
        here = {one.digest for one in kept(id_, folder)}
        saver.write(
            place / _PLACES, pretty({key: there for key, there in places.items() if key in here})
        )
    return find(digest, id_, folder)


def kept(document_id: str, folder: Path) -> list[Version]:
    """Return the versions of an agreement that are kept, newest first."""
    place = folder / name_of(document_id)
    places = _places(place)
    found = []
    for path, match in _files(place):
        try:
            size = path.stat().st_size
        except OSError:
            continue
        digest = match["digest"]
        found.append(
            Version(
                path=path,
                time=_time(match["time"]),
                digest=digest,
                size=size,
                original=places.get(digest, ""),
            )
        )
    return sorted(found, key=lambda one: (one.time, one.digest), reverse=True)


def read(version: Version) -> Project:
    """Return the agreement as that version holds it.

    Raises:
        MouError: it is not there any more, or is damaged.
    """
    return project_file.load(version.path)


def find(digest: str, document_id: str, folder: Path) -> Version | None:
    """Return the version whose body has that checksum, if it is kept."""
    return next((one for one in kept(document_id, folder) if one.digest == digest), None)


def ancestor(mine: Project, theirs: Project, folder: Path) -> Version | None:
    """Return the newest version that both copies of an agreement descend from, if it is kept.

    A copy descends from itself too: where one was made from the other, that is the answer.
    """
    lines = [(*one.document.parents, *([one.body] if one.body else [])) for one in (mine, theirs)]
    shared = [digest for digest in reversed(lines[0]) if digest in set(lines[1])]
    if mine.document.id != theirs.document.id or not shared:
        return None
    held = {one.digest: one for one in kept(mine.document.id, folder)}
    return next((held[digest] for digest in shared if digest in held), None)


def delete_all(document_id: str, folder: Path) -> None:
    """Delete every version of an agreement.

    Raises:
        MouError: some of them are still there.
    """
    place = folder / name_of(document_id)
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():
        raise MouError(
            f"Not all earlier versions could be deleted. Delete the folder “{place.name}” yourself."
        )


class Keeper:
    """Keeps what a save is about to replace: at the first save of a session, then now and then.

    `clock` counts seconds that no change of the time of day can turn back.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = clocks.monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._last: float | None = None

    def before_save(self, project: Project, path: Path, now: str, *, over: bool = False) -> str:
        """Keep what stands at `path`, if it is time; return a sentence where that failed.

        `over` says that something may be replaced which nobody here has read: that is always kept.
        """
        due = self._last is None or self._clock() - self._last >= EVERY
        if not due and not over:
            return ""
        try:
            if over:
                if data := self._unread(path):
                    keep(data, path, self._folder, now)
            elif project.file is None:  # read already: it need not be again
                _keep(project, project.data, path, self._folder, now)
                self._last = self._clock()
        except MouError as error:
            return f"The version before this one was not kept. {error}"
        leftovers.sweep(path)
        return ""

    def keep_ahead(self, project: Project, path: Path, now: str) -> None:
        """Keep what stands at `path` before a save is asked for, which then finds it kept.

        Where that fails, the save tries again, and tells.
        """
        if project.file is None:
            with contextlib.suppress(MouError):
                _keep(project, project.data, path, self._folder, now)

    def safe_place(self, project: Project) -> Path:
        """Return where a whole copy stands while the file itself is written into.

        Raises:
            MouError: there is no such place.
        """
        place = self._folder / name_of(project.document.id)
        _make(place)
        return place / _WHOLE

    def _unread(self, path: Path) -> bytes:
        """Return the bytes that a save would replace; none where the save itself will refuse."""
        with contextlib.suppress(OSError, ValueError):
            if path.is_file():
                return read_file(path)
        return b""


def _make(place: Path) -> None:
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers are in it
    except OSError as error:
        raise MouError("Earlier versions cannot be kept: their folder cannot be made.") from error


def _prune(place: Path, now: str, newest: Path) -> None:
    """Let go of versions beyond the last twenty and the last of each of thirty days.

    The one that was kept just now stays, however old the file was.
    """
    files = sorted(_files(place), key=lambda one: one[0].name, reverse=True)
    names = [match["time"] for _, match in files]
    stay = _staying(names, _stamp(now))
    for number, (path, _) in enumerate(files):
        if number not in stay and path != newest:
            with contextlib.suppress(OSError):
                path.unlink()
    leftovers.sweep_folder(place)


def _staying(stamps: Sequence[str], now: str) -> set[int]:
    """Return which of `stamps`, newest first, stay."""
    stay = set(range(min(LAST, len(stamps))))
    first = _day(now) - DAYS if now else 0
    days: set[int] = set()
    for number, stamp in enumerate(stamps):
        day = _day(stamp)
        if day not in days and day > first:
            stay.add(number)
        days.add(day)
    return stay


def _day(stamp: str) -> int:
    try:
        return datetime.date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])).toordinal()
    except ValueError:
        return 0


def _stamp(time: str) -> str:
    """Return a time as the name of a file holds it; empty where it is none."""
    plain = re.sub("[-:]", "", time)
    return plain if re.fullmatch(r"\d{8}T\d{6}Z", plain) and _day(plain) else ""


def _time(stamp: str) -> str:
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"


def _files(place: Path) -> Iterable[tuple[Path, re.Match[str]]]:
    try:
        found = [(path, _NAME.fullmatch(path.name)) for path in place.iterdir()]
    except OSError:
        return []
    return [(path, match) for path, match in found if match is not None]


def _places(place: Path) -> dict[str, str]:
    """Return where each version came from, as far as that can be read."""
    try:
        raw = parse(decode(read_file(place / _PLACES, 1_000_000))[0])
        return {str(key): printable(str(there)) for key, there in raw.items()}
    except (MouError, JsonFault, AttributeError):
        return {}
