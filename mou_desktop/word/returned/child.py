"""Has a Word file that came back read in a child of this program, which can be stopped.

A file made to do harm takes nothing else down: the child limits its own memory and time, and is
ended when it takes too long or is called off. It is told of files by their paths and answers JSON.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mou_desktop import messages
from mou_desktop.errors import MouError, ReturnRefused, ReturnStranger
from mou_desktop.word.returned.values import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND: Final = "read-return"
ANYWAY: Final = "--anyway"
MOST: Final = 25 << 20  # bytes of a Word file, as the gate has it
_PATIENCE: Final = 60  # seconds to wait, on a machine that has other things to do
_LOOK: Final = 0.1  # seconds between two looks at whether it was called off


def read_in_child(
    file: Path,
    word: Path,
    told: Callable[[float], object] | None = None,
    *,
    anyway: bool = False,
) -> dict[str, Any]:
    """Return what came back in the Word file `word` of the agreement in `file`.

    Args:
        file: the agreement.
        word: the Word file.
        told: is told again and again that the child still works; what it raises ends the child.
        anyway: whether a file of another agreement or edition is compared by its text.

    Raises:
        ReturnStranger: it is of another agreement or edition, and a person may take it anyway.
        ReturnRefused: the file is not one of this agreement, or cannot be read.
        MouError: it takes more time or memory than any agreement needs.
    """
    with subprocess.Popen(
        [*_program(), COMMAND, str(file.absolute()), str(word.absolute()), *[ANYWAY] * anyway],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYINSTALLER_RESET_ENVIRONMENT": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
    ) as child:  # fmt: skip
        try:
            out, err = _answer(child, told)
        except BaseException:
            child.kill()
            raise
    if child.returncode == 0:
        found: dict[str, Any] = json.loads(out)
        if asked := found.get("asks"):
            hits, all_ = asked["found"]
            raise ReturnStranger(asked["sentence"], asked["whose"], (hits, all_))
        return found
    said = err.decode("utf-8", "replace").splitlines()
    if child.returncode < 0 or any("MemoryError" in line for line in said):
        raise MouError(messages.RETURN_TOO_MUCH)
    refused = [line.removeprefix("mou: ") for line in said if line.startswith("mou: ")]
    raise ReturnRefused(refused[-1] if refused else messages.RETURN_FAILED)


def _program() -> list[str]:
    """Return what starts the command line: once it is built, the program beside the window's."""
    own = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(own.with_name(f"mou{own.suffix}"))]
    return [sys.executable, "-m", "mou_desktop"]


def _answer(
    child: subprocess.Popen[bytes], told: Callable[[float], object] | None
) -> tuple[bytes, bytes]:
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < _PATIENCE:
        if told is not None:
            told(0.0)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.communicate(timeout=min(_LOOK, _PATIENCE - waited))
    raise MouError(messages.RETURN_TOO_MUCH)


def proposal_of(raw: dict[str, Any]) -> Proposal:
    """Return one change as the child told it."""
    names = {one.name for one in dataclasses.fields(Proposal)}
    known = {key: value for key, value in raw.items() if key in names}
    known["pieces"] = tuple((text, change) for text, change in known.get("pieces", ()))
    known["values"] = tuple(known.get("values", ()))
    return Proposal(**known)
