"""One program for one user: a second start hands its files to the first one, and ends.

Who holds the lock in the user's folder is the first, and listens at a local socket that only this
user can reach. Nothing of it reaches a network. What comes in is a list of absolute paths and
nothing else: anything else is let fall without a word. Where no lock can be had, or the first does
not answer, the program simply starts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal, Slot

from mou_desktop.errors import MouError
from mou_desktop.gui.later import later
from mou_desktop.store.strict_json import JsonFault, decode, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT, ANSWER, GUEST = 300, 2_000, 5_000  # milliseconds
STARTING: Final = 5_000  # milliseconds in which a first program gets as far as listening
AGAIN: Final = 50
LARGEST: Final = 1_000_000  # bytes of a list of files
MOST: Final = 1_000  # files
LONGEST: Final = 100  # bytes of a path that a socket may have: macOS takes 104, Linux 108
TAKEN: Final = b"taken\n"
_log = logging.getLogger(__name__)


class _Reply(Enum):
    """What became of asking the first program."""

    TAKEN = "it has the files"
    NOBODY = "nobody listens"
    SILENT = "somebody listens, and does not answer"


class Single(QObject):
    """The place of the first program, for one folder of one user.

    Signals:
        files_came: a second start hands its files over, a list of paths; empty where it has none.
    """

    files_came = Signal(list)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._name = server_name(folder)
        self._lock = QLockFile(str(folder / "first.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process gives its place up, not an old one
        self._server: QLocalServer | None = None

    def goes_on(self, files: Sequence[Path], within: int = STARTING) -> bool:
        """Return whether this process is to go on; False where the first one has the files.

        Args:
            files: absolute paths.
            within: milliseconds that a first program has to begin listening.
        """
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        deadline = QDeadlineTimer(within)
        while not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                return True  # no lock can be had here: each start is for itself
            reply = _hand_over(self._name, files)
            if reply is _Reply.TAKEN:
                return False
            if reply is _Reply.SILENT:
                _log.warning("the first program does not answer")
                return True
            if deadline.hasExpired():
                return self._take_over()
            QThread.msleep(AGAIN)
        return True

    def listen(self) -> None:
        """Take files from later starts, once a window is there. Only the first one does."""
        if self._server is not None or not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # of a dead process: the lock is ours
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_guests)
        self._server = server
        if not server.listen(self._name):
            _log.warning("later starts cannot hand their files over")

    def close(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _take_over(self) -> bool:
        """Take the place of a lock that belongs to nobody who listens: a copied or broken one."""
        with contextlib.suppress(OSError):
            (self._folder / "first.lock").unlink()
        self._lock.tryLock(0)
        return True

    @Slot()
    def _on_guests(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            guest = _Guest(self._server.nextPendingConnection())
            guest.brought.connect(self.files_came)


class _Guest(QObject):
    """One connection: reads one line, answers it, and ends.

    Signals:
        brought: the line was a list of files.
    """

    brought = Signal(list)

    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._socket = socket
        self._line = b""
        socket.setReadBufferSize(LARGEST)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(socket.deleteLater)
        later(self, self._send_away, GUEST)
        self._read()

    @Slot()
    def _send_away(self) -> None:
        self._socket.abort()

    @Slot()
    def _read(self) -> None:
        self._line += bytes(self._socket.readAll().data())
        if len(self._line) > LARGEST:
            self._socket.abort()
        elif self._line.endswith(b"\n"):
            files = read_message(self._line)
            self._line = b""
            if files is None:
                self._socket.abort()
                return
            self._socket.write(TAKEN)
            self._socket.flush()
            self._socket.disconnectFromServer()
            self.brought.emit(files)


def server_name(folder: Path) -> str:
    """Return where the first program of this user listens: in its own folder where that fits."""
    digest = hashlib.sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    if sys.platform == "win32":
        return f"mou-desktop-{digest}"
    inside = folder / "first.socket"
    if len(bytes(inside)) <= LONGEST:
        return str(inside)
    return str(Path(tempfile.gettempdir()) / f"mou-desktop-{digest}")


def message(files: Sequence[Path]) -> bytes:
    """Return the line that hands `files` over."""
    return json.dumps({"files": [str(one) for one in files]}).encode("ascii") + b"\n"


def read_message(line: bytes) -> list[Path] | None:
    """Return the files that a line hands over, or None where it is anything else."""
    try:
        raw = parse(decode(line)[0])
    except (MouError, JsonFault, ValueError):
        return None
    files = raw.get("files") if isinstance(raw, dict) else None
    if not isinstance(files, list) or len(files) > MOST:
        return None
    if not all(isinstance(one, str) and "\0" not in one for one in files):
        return None
    paths = [Path(one) for one in files]
    return paths if all(one.is_absolute() for one in paths) else None


def _hand_over(name: str, files: Sequence[Path]) -> _Reply:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT):
        errors = QLocalSocket.LocalSocketError
        nobody = {errors.ServerNotFoundError, errors.ConnectionRefusedError}
        return _Reply.NOBODY if socket.error() in nobody else _Reply.SILENT
    socket.write(message(files))
    deadline = QDeadlineTimer(ANSWER)
    answer = b""
    while not answer.endswith(b"\n") and not deadline.hasExpired():
        if not socket.waitForReadyRead(max(int(deadline.remainingTime()), 1)):
            break
        answer += bytes(socket.readAll().data())
    return _Reply.TAKEN if answer == TAKEN else _Reply.SILENT
