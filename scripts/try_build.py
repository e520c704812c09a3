"""`make build`, second half: starts what was built, as somebody who may write nowhere but at home.

    python -m scripts.try_build               the window until its first paint, then `mou`
    python -m scripts.try_build --compare     and sizes and start beside a bare PySide6 window

The folder is tried as a copy under a name with spaces and letters beyond ASCII, nothing in it may
be written, and root tries it as nobody. The window is seen by Xvfb where there is one. 0 if all is
well. It looks at the folder and its programs only, never at the checkout.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts import bundle, compare_build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUILT: Final = bundle.ROOT / "dist" / bundle.NAME
FOLDER: Final = "Zoë & Co #1"
NOBODY: Final = 65534
PATIENCE: Final = 120
MANY: Final = 12  # files: more than `mou check` looks at without workers
FIRST_PAINT: Final = "first paint"  # what mou_desktop.gui.first_paint says
DISTRICT: Final = "Sample School District"
OFFICE: Final = "Room 7, beside Señora Ñuñez’s"


class BuildError(Exception):
    """What was built does not do what it must."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy of what was built, and the folder of somebody who uses it."""

    programs: Path
    home: Path

    def run(
        self, program: str, *words: str, ends: int = 0, more: Mapping[str, str] | None = None
    ) -> str:
        """Run one of the programs in the folder of its user and return what it printed."""
        ran: subprocess.CompletedProcess[str] = subprocess.run(
            [str(self.programs / program), *words], cwd=self.home, env=self.environment(more or {}),
            capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False,
            **_as_nobody(),
        )  # fmt: skip
        if ran.returncode != ends or "Traceback" in ran.stderr:
            raise BuildError(
                f"{program} {' '.join(words)}: {ran.returncode}, {ran.stderr or ran.stdout}"
            )
        return ran.stdout

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return an environment with no screen, no Python, and nothing of whoever builds."""
        if os.name == "nt":
            return {**os.environ, **more}
        return {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **more}


def main() -> int:
    """Try what was built; 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--compare", action="store_true", help="also beside a bare PySide6 window")
    args = parser.parse_args()
    if not BUILT.is_dir():
        print(f"There is nothing to try: {BUILT} is not there. Run `make build`.", file=sys.stderr)
        return 1
    try:
        with trial() as tried:
            contents(tried.programs)
            before = listing(tried.programs)
            with screen() as where:
                window(tried, where)
                command_line(tried)
                many_files(tried)
            if listing(tried.programs) != before:
                raise BuildError("A program wrote into its own folder.")
            print("nothing was written into the folder of the program")
    except (BuildError, subprocess.TimeoutExpired) as wrong:
        print(f"What was built is not right: {wrong}", file=sys.stderr)
        return 1
    print(f"dist/{bundle.NAME}: {compare_build.size(BUILT) / 1e6:.1f} MB")
    return compare_build.main(BUILT) if args.compare else 0


@contextlib.contextmanager
def trial() -> Iterator[Trial]:
    """Copy what was built to where it may be read and not written, and make a home for its user."""
    with tempfile.TemporaryDirectory(prefix="mou-build-") as made:
        top = Path(made)
        top.chmod(0o755)
        programs, home = top / FOLDER / bundle.NAME, top / "home of Ana Ñuñez"
        shutil.copytree(BUILT, programs, symlinks=True)
        home.mkdir()
        if os.name == "posix":
            _protect(programs)
            if os.geteuid() == 0:
                os.chown(home, NOBODY, NOBODY)
        try:
            yield Trial(programs, home)
        finally:
            _release(programs)


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Start Xvfb and yield how a window finds it; where there is none, Qt draws to nowhere."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        print("Xvfb is not there: the window is drawn offscreen")
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    words = [xvfb, "-displayfd", str(writer), "-nolisten", "tcp", "-ac", "-screen", "0",
             "1280x720x24"]  # fmt: skip
    with subprocess.Popen(words, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                number = told.readline().strip()
            if not number:
                raise BuildError("Xvfb did not start.")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


def contents(programs: Path) -> None:
    """Look whether all is there: our data, notices, and Qt's libraries byte for byte as made."""
    inside = programs / "_internal"
    asked = [*bundle.data_folders(), *bundle.dictionaries()]
    for source, there in asked:
        if not (inside / there / Path(source).name).exists() and not (inside / there).is_dir():
            raise BuildError(f"{there} is missing.")
    if not (inside / bundle.DATA["resources"] / "licences" / "index.toml").is_file():
        raise BuildError("The licences are missing.")
    qt = importlib.util.find_spec("PySide6")
    made = Path(qt.origin).parent if qt and qt.origin else inside
    libraries = [path for path in (inside / "PySide6").rglob("*") if ".so" in path.name]
    for path in libraries:
        if not filecmp.cmp(path, made / path.relative_to(inside / "PySide6"), shallow=False):
            raise BuildError(f"{path.name} is not as Qt made it.")
    print(f"data, notices, and {len(libraries)} libraries of Qt as they were made")


def window(tried: Trial, where: Mapping[str, str]) -> None:
    """Start the window, empty and with a file, until it is painted."""
    tried.run("mou", "new", "Für Acton.mou")
    for words in ((), ("Für Acton.mou",)):
        said = tried.run("mou-desktop", *words, more={**where, "MOU_EXIT_AT_FIRST_PAINT": "1"})
        if FIRST_PAINT not in said:
            raise BuildError(f"mou-desktop {' '.join(words)} ended before its window was painted.")
        print(f"mou-desktop {' '.join(words)}: painted on {where['QT_QPA_PLATFORM']}")


def command_line(tried: Trial) -> None:
    """Go from nothing to a Word document: new, set, check, export."""
    name = "Neues Übereinkommen #2.mou"
    (tried.home / "Antworten.json").write_text(
        json.dumps({"answers": {"district_name": DISTRICT}}), encoding="utf-8"
    )
    tried.run("mou", "new", name, "--answers", "Antworten.json")
    tried.run("mou", "set", name, f"office={OFFICE}")
    if '"must"' not in tried.run("mou", "check", "--json", name, ends=1):
        raise BuildError("mou check did not say what is missing.")
    tried.run("mou", "export", name, "-o", "Wörd 1.docx")
    with zipfile.ZipFile(tried.home / "Wörd 1.docx") as word:
        text = word.read("word/document.xml").decode()
    if DISTRICT not in text or OFFICE not in text:
        raise BuildError("The Word document does not hold the answers.")
    print("mou: new, set, check, export")


def many_files(tried: Trial) -> None:
    """Check so many files that worker processes do it, each of them this program again."""
    folder = tried.home / "many"
    folder.mkdir()
    one = tried.home / "Für Acton.mou"
    for number in range(MANY):
        shutil.copyfile(one, folder / f"District {number}.mou")
    found = tried.run("mou", "check", "--json", "many", ends=1).splitlines()
    if len(found) != MANY or any("error" in json.loads(line) for line in found):
        raise BuildError(f"mou check gave {len(found)} verdicts on {MANY} files.")
    print(f"mou check: {MANY} files, by workers")


def listing(folder: Path) -> set[tuple[str, int, int]]:
    """Return every file below `folder`, its size and when it was changed."""
    found = ((path, path.lstat()) for path in folder.rglob("*"))
    return {(str(path), told.st_size, told.st_mtime_ns) for path, told in found}


def _as_nobody() -> dict[str, Any]:
    if os.name == "posix" and os.geteuid() == 0:  # to root nothing is read-only
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {}


def _protect(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def _release(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
