"""LibreOffice for tests: one process for all of them, with a profile of its own.

UNO belongs to the system's python3, so a child with that interpreter does the work: it takes a list
of jobs, and 200 files are one call.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

CHILD = Path(__file__).with_name("office_child.py")
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
WORD, PDF = "MS Word 2007 XML", "writer_pdf_Export"
_PYTHONS = ("/usr/bin/python3", "python3")
_EACH = 60  # seconds that a job may take, at the most


@dataclass(frozen=True, slots=True)
class Job:
    """A file to open.

    Attributes:
        path: of the file.
        edits: what counsel does in it, step by step, as `office_edits` has them.
        commands: what is done to it, by LibreOffice's own names, such as `ACCEPT`.
        store: where it is stored afterwards, with the name of the form.
        tell: whether its text is told.
    """

    path: str
    commands: tuple[str, ...] = ()
    store: dict[str, str] = field(default_factory=dict)
    tell: bool = True
    edits: tuple[dict[str, Any], ...] = ()


def missing() -> str:
    """Return what keeps LibreOffice from being driven here; nothing where it can be."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    return "" if _python() else "no python3 of the system has UNO (python3-uno)"


def converted(data: bytes, folder: Path) -> bytes:
    """Return a Word file as LibreOffice writes it without a window.

    7.4 ends itself when it opens or makes any comment in a window without a screen.
    """
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / "review.docx"
    source.write_bytes(data)
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    convert = [*office, "--convert-to", "docx", "--outdir", str(folder / "saved"), str(source)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    return (folder / "saved" / "review.docx").read_bytes()


class Office:
    """A LibreOffice that runs without a screen until it is closed."""

    def __init__(self, folder: Path) -> None:
        """Start it, with its profile and its files in `folder`."""
        self.folder = folder
        self._made = 0
        self._start()

    def _start(self) -> None:
        """Start a LibreOffice that listens at a pipe of its own."""
        self._pipe = f"mou{uuid.uuid4().hex[:12]}"
        profile = Path(self.path(".profile")).as_uri()
        self._process = subprocess.Popen(
            [
                "soffice", f"-env:UserInstallation={profile}", "--headless",
                "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
                f"--accept=pipe,name={self._pipe};urp;StarOffice.ComponentContext",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def run(self, jobs: Sequence[Job]) -> list[dict[str, Any]]:
        """Do the jobs, in one call, and return what each document says."""
        return self._call([asdict(job) for job in jobs])

    def file(self, data: bytes) -> str:
        """Write a Word file into the folder and return its path."""
        path = self.path(".docx")
        Path(path).write_bytes(data)
        return path

    def path(self, suffix: str) -> str:
        """Return a path in the folder that nothing stands at."""
        self._made += 1
        return str(self.folder / f"{self._made}{suffix}")

    def bytes_at(self, path: str) -> bytes:
        """Return what was stored at a path."""
        return Path(path).read_bytes()

    def told(self, data: bytes, *commands: str) -> dict[str, Any]:
        """Return what LibreOffice says is in a Word file, after `commands`."""
        (found,) = self.run([Job(self.file(data), commands)])
        return found

    def saved(self, data: bytes, form: Literal["docx"] = "docx") -> bytes:
        """Return a Word file as it is when LibreOffice has opened and saved it."""
        path = self.path(f".{form}")
        self.run([Job(self.file(data), store={path: WORD}, tell=False)])
        return Path(path).read_bytes()

    def edited(self, data: bytes, *edits: dict[str, Any]) -> bytes:
        """Return a Word file as it is when somebody has worked in it and saved it."""
        path = self.path(".docx")
        self.run([Job(self.file(data), store={path: WORD}, tell=False, edits=edits)])
        return Path(path).read_bytes()

    def printed(self, data: bytes) -> str:
        """Return the text of the pages that it makes of a Word file."""
        path = self.path(".pdf")
        self.run([Job(self.file(data), store={path: PDF}, tell=False)])
        pages = ["pdftotext", "-layout", path, "-"]
        return subprocess.run(pages, check=True, capture_output=True, text=True, timeout=60).stdout

    def close(self) -> None:
        """End it: asked first, and made to where it does not answer."""
        try:
            self._ask([{"quit": True}])
            self._process.wait(timeout=_EACH)
        except subprocess.SubprocessError:
            self._kill()

    def _kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _call(self, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what came of the jobs, at a second try where LibreOffice or its bridge crashed."""
        code, found, said = self._ask(jobs)
        if code < 0 or self._process.poll() is not None:
            self._kill()
            self._start()
            code, found, said = self._ask(jobs)
        assert code == 0, f"LibreOffice ended with {code}: {said[-2000:]}"
        return found

    def _ask(self, jobs: list[dict[str, Any]]) -> tuple[int, list[dict[str, Any]], str]:
        """Return the code that the child ended with, what it found, and what it said."""
        asked, answered = Path(self.path(".jobs.json")), Path(self.path(".told.json"))
        asked.write_text(json.dumps(jobs), encoding="utf-8")
        ran = subprocess.run(
            [_python(), str(CHILD), self._pipe, str(asked), str(answered)],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            timeout=_EACH * (len(jobs) + 1),
        )  # fmt: skip
        found = json.loads(answered.read_text(encoding="utf-8")) if answered.exists() else []
        return ran.returncode, found, ran.stderr


def _python() -> str:
    """Return the interpreter that has UNO; nothing where there is none."""
    for one in _PYTHONS:
        found = shutil.which(one)
        if found:
            asked = subprocess.run([found, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return found
    return ""
