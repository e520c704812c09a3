"""The log: what happened, and where in the program, for whoever mends it.

It lies in the user's own folder and never grows past three files of 1 MB. It holds keys, names of
files and lines of code. It never holds an answer: the words of an exception are left out, because
they may quote one, and so is what Qt puts in quotation marks.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import re
import traceback
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

LARGEST: Final = 1_000_000  # bytes of one file
FILES: Final = 3
STILL: Final = 10.0  # seconds without a sign of life, after which it is written down where it is
FRAMES: Final = 30  # of one exception: enough for any but an endless recursion
CAUSES: Final = 8
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_STOPPED: Final = "stopped.txt"  # what native code left behind when it took the program down
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|'[^']*'")
_PACKAGE = Path(__file__).resolve().parents[1]


class Logbook:
    """Writes the log as long as the program runs. Where no file can be had, it writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._logger = logging.getLogger("mou_desktop")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._handler: logging.Handler = logging.NullHandler()
        self._native: IO[str] | None = None
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = _Turning(folder / "mou-desktop.log", encoding="utf-8")
        self._handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s", _TIME))
        self._logger.addHandler(self._handler)

    def hear_native_code(self) -> None:
        """Have Python write down where it was when native code takes the program down.

        What the last run left behind moves into the log first.
        """
        path = self.folder / _STOPPED
        with contextlib.suppress(OSError, ValueError):
            if path.exists() and (left := path.read_text("utf-8", "replace")[:LARGEST].strip()):
                self._logger.critical(
                    "the last run ended in native code, or stood still\n%s", _shortened(left)
                )
            self._native = path.open("w", encoding="utf-8")
            faulthandler.enable(self._native)

    def hear_sign_of_life(self) -> None:
        """Have Python write down where it stands still, unless the next sign comes in time."""
        if self._native is not None:
            faulthandler.dump_traceback_later(STILL, file=self._native)

    def close(self) -> None:
        """Let the files go."""
        faulthandler.cancel_dump_traceback_later()
        self._logger.removeHandler(self._handler)
        self._handler.close()
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None


class _Turning(logging.FileHandler):
    """Begins a new file where one is full. The library's own kind would load `socket`."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a new file where the one there has no more room."""
        with contextlib.suppress(OSError, ValueError):
            room = LARGEST - len(self.format(record).encode("utf-8", "replace")) - 1
            if self.stream is not None and self.stream.tell() > room:
                self._turn()
        super().emit(record)

    def _turn(self) -> None:
        self.close()
        path = Path(self.baseFilename)
        names = [path, *(path.with_name(f"{path.name}.{age}") for age in range(1, FILES))]
        for younger, older in reversed(tuple(pairwise(names))):
            with contextlib.suppress(OSError):
                younger.replace(older)
        self.stream = self._open()


class _Plain(logging.Formatter):
    """Writes an exception as types and lines, whoever logs it, and the time as UTC."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Return the time of a line, which names no place on earth."""
        return datetime.fromtimestamp(record.created, UTC).strftime(datefmt or _TIME)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return what may stand in the log of an exception."""
        return lines_of(ei[1]) if ei[1] is not None else ""


def lines_of(error: BaseException) -> str:
    """Return the types and lines of `error` and its causes, without a word of their messages."""
    parts: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and len(parts) < CAUSES:
        seen.add(id(one))
        parts.append("\n".join([type(one).__qualname__, *_frames(one.__traceback__)]))
        hidden = None if one.__suppress_context__ else one.__context__
        one = one.__cause__ or hidden
    return "\ncaused by ".join(parts)


def place_of(error: BaseException) -> str:
    """Return type and last line of `error`: what makes two faults the same one."""
    frames = list(_frames(error.__traceback__))
    return f"{type(error).__qualname__} {frames[-1].strip() if frames else ''}"


def without_quotations(message: str) -> str:
    """Return a message of Qt without what it quotes, cut to a length to be read."""
    return _QUOTED.sub("“…”", message)[:400]


def _frames(trace: TracebackType | None) -> list[str]:
    found = traceback.extract_tb(trace)
    left_out = len(found) - FRAMES
    lines = [f"  {_short(one.filename)}:{one.lineno} in {one.name}" for one in found[-FRAMES:]]
    return [f"  … {left_out} lines …", *lines] if left_out > 0 else lines


def _short(filename: str) -> str:
    """Return a file of code without the folders of this computer, which name its user."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:])


def _shortened(report: str) -> str:
    return re.sub(r'File "([^"]*)"', lambda found: f'File "{_short(found[1])}"', report)
