"""The program where a district installs it: in a folder of any name that nobody may write to."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.files import AS_ROOT, ROOT, environment, needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITING = re.compile(r'openat\([^"]*"([^"]+)", [^,)]*(?:O_WRONLY|O_RDWR|O_CREAT)')
JOURNEY = """
import os, sys
from mou_desktop import cli
for words in (["new", "acton.mou"], ["set", "acton.mou", "district_name=Sample"],
              ["check", "acton.mou"], ["export", "acton.mou", "-o", "acton.docx"]):
    cli.main(words)
os.environ["MOU_EXIT_AT_FIRST_PAINT"] = "1"
from mou_desktop.gui import app
sys.exit(app.main(["acton.mou"]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a copy of the program in a folder with a difficult name, which nobody may change."""
    place = tmp_path_factory.mktemp("installed") / "Zoë & Co #1 100%"
    for part in ("mou_desktop", "resources", "schemas", "docs/guide"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
    words = ["chattr", "-R", "+i", str(place)]
    closed = AS_ROOT and shutil.which("chattr") and subprocess.run(words, check=False).returncode
    yield place
    if closed == 0:
        subprocess.run(["chattr", "-R", "-i", str(place)], check=True)


def journey(installed: Path, home: Path, *before: str) -> subprocess.CompletedProcess[str]:
    env = environment(
        PYTHONPATH=str(installed), XDG_DATA_HOME=str(home / "data"), XDG_CACHE_HOME=str(home / "c"),
        XDG_CONFIG_HOME=str(home / "config"), HOME=str(home), TMPDIR=str(home),
        QT_QPA_PLATFORM="offscreen", PYTHONSAFEPATH="1",
    )  # fmt: skip
    return subprocess.run(
        [*before, sys.executable, "-c", JOURNEY], cwd=home, env=env, capture_output=True,
        encoding="utf-8", timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_h01_h02_it_runs_from_a_folder_of_any_name_that_may_only_be_read(
    installed: Path, tmp_path: Path
) -> None:
    ran = journey(installed, tmp_path)

    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "acton.docx").exists()


@needs("strace")
def test_h01_it_writes_to_folders_of_the_user_alone(installed: Path, tmp_path: Path) -> None:
    log = tmp_path / "trace"
    journey(installed, tmp_path, "strace", "-f", "-e", "trace=openat", "-s", "999", "-o", str(log))

    text = log.read_text(encoding="utf-8", errors="replace")
    written = {one for one in WRITING.findall(text) if not one.startswith(("/dev/", "/proc/"))}
    outside = {one for one in written if one.startswith("/") and str(tmp_path) not in one}
    tried = {one for one in outside if not one.endswith(".pyc") and "__pycache__" not in one}
    assert any("acton.mou" in one for one in written)
    assert tried == set()
