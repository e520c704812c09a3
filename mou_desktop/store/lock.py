"""Says beside a file who has it open: a courtesy. What guards the file is the saver.

Nothing is refused here, and a lock that cannot be read or made keeps nobody from work. One that a
process of this computer left behind when it died is taken over without a word; one of another
computer never is, however old it looks: only a person can know, and clocks cannot.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import platform
import re
import secrets
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from mou_desktop.errors import ChangedOnDisk, MouError
from mou_desktop.model.values import printable
from mou_desktop.store import processes, saver
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, parse, pretty

_LARGEST = 10_000  # bytes; ours have three hundred
_TRIES = 3  # others may take and release a lock while we look
_TIME = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a file: as it stands in a lock.

    Attributes:
        user: the name that the person signs in with.
        host: the name of the computer.
        machine: tells computers of one name apart.
        pid: the process, and `started` when it began.
        started: see `processes.started`.
        time: since when, UTC, `2026-11-23T15:04:05Z`, by that computer's clock. It is only shown.
        token: tells one lock from every other.
    """

    user: str
    host: str
    machine: str
    pid: int
    started: str
    time: str
    token: str

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this computer."""
        return (self.host, self.machine) == (platform.node(), machine())

    @property
    def runs(self) -> bool:
        """Whether its process is still at work, as far as this computer can tell."""
        return not self.is_here or processes.is_running(self.pid, self.started)


@dataclass(frozen=True, slots=True)
class Held:
    """The file is ours to work on. `path` is the lock; without a token, none could be made."""

    path: Path
    token: str

    @property
    def claimed(self) -> bool:
        """Whether others are told. Where they are not, nothing may say that the file is locked."""
        return bool(self.token)

    def release(self) -> None:
        """Take the lock away, if it is still ours: somebody may have taken it over."""
        if not self.token:
            return
        holder = _holder(self.path)[0]
        if holder is not None and holder.token == self.token:
            with contextlib.suppress(OSError):
                self.path.unlink()


@dataclass(frozen=True, slots=True)
class TakenBy:
    """Somebody else has the file open."""

    holder: Holder


Outcome: TypeAlias = Held | TakenBy


def hold(path: Path, now: str, *, anyway: bool = False, me: Holder | None = None) -> Outcome:
    """Say beside the file at `path` that it is open here, or return who says so already.

    It writes beside the file and may wait for a share: windows call it from a worker.

    Args:
        path: the file; a link is followed, so that all of its names have one lock.
        now: the time, UTC, which others are shown.
        anyway: whether to take a lock that somebody else holds: the user chose to.
        me: who we are.
    """
    me = me or myself(now)
    try:
        lock = beside(path)
    except (OSError, ValueError):
        return Held(path, "")
    for _ in range(_TRIES):
        holder, there = _holder(lock)
        if holder is not None and holder.runs and not anyway:
            return TakenBy(holder)
        if there is None:
            break
        try:
            saver.write(lock, pretty(asdict(me)), expected=there)
        except ChangedOnDisk:
            continue
        except MouError:
            break
        return Held(lock, me.token)
    return Held(lock, "")


def beside(path: Path) -> Path:
    """Return where the lock of a file lies."""
    target = Path(os.path.realpath(path))
    return target.with_name(f".~lock.{target.name}#")


def myself(now: str) -> Holder:
    """Return this process as a holder, with a token that nobody has."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = ""
    return Holder(
        user=user,
        host=platform.node(),
        machine=machine(),
        pid=os.getpid(),
        started=processes.own_start(),
        time=now,
        token=secrets.token_hex(16),
    )


def machine() -> str:
    """Return what tells this computer from others that were copied from the same image."""
    return hashlib.sha256("\n".join((platform.node(), *_marks())).encode()).hexdigest()[:16]


def _marks() -> list[str]:
    if not Path("/sys").is_dir():
        node = uuid.getnode()
        return [] if node >> 40 & 1 else [f"{node:012x}"]  # a made-up one is new at every start
    found = []
    with contextlib.suppress(OSError):
        found.append(Path("/etc/machine-id").read_text(encoding="ascii").strip())
    # The first card that is built in: those of docks and tunnels come and go.
    with contextlib.suppress(OSError):
        cards = sorted(Path("/sys/class/net").glob("*/device"))
        found += [card.with_name("address").read_text(encoding="ascii") for card in cards[:1]]
    return found


def _holder(lock: Path) -> tuple[Holder | None, str | bytes | None]:
    """Return who holds a lock, and what stands there as the saver takes it.

    Nobody holds one that is not there or says nothing that can be read. What can be neither read
    nor replaced is None.
    """
    if not os.path.lexists(lock):
        return None, saver.NOTHING
    if lock.is_symlink() or lock.is_dir():
        return None, None
    try:
        data = read_file(lock, _LARGEST)
    except MouError:
        return None, saver.ANYTHING
    try:
        return _understood(parse(decode(data)[0])), data or saver.sha256_of(data)
    except (JsonFault, KeyError, TypeError, ValueError):
        return None, data or saver.sha256_of(data)


def _understood(raw: dict[str, Any]) -> Holder:
    words = {
        key: printable(str(raw[key]))[:80]
        for key in ("user", "host", "machine", "started", "time", "token")
    }
    if not words["token"] or type(raw["pid"]) is not int:
        raise ValueError(raw)
    if not _TIME.fullmatch(words["time"]):
        words["time"] = ""
    return Holder(pid=raw["pid"], **words)
