"""An installation that is damaged is told once, and nobody is kept from working."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from mou_desktop.gui import runtime
from mou_desktop.store import installation
from tests.support.driving import END, PRELUDE
from tests.support.files import (
    HALF,
    ROOT,
    environment,
    mou,
    plain_sentence,
    raw_of,
    run_code,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.files import Ran

pytestmark = pytest.mark.faults
NEEDED = (
    "resources/base.docx",
    "resources/icons/search.svg",
    "resources/models/digests.json",
    "resources/models/ma-sro-2022/built.json",
    "resources/words.txt",
    "schemas/edition.schema.json",
    "schemas/project.schema.json",
    "schemas/ma-sro-2022.schema.json",
    installation.LIST,
)


def test_the_list_of_sums_names_every_file_that_ships_as_it_is() -> None:
    listed = json.loads((ROOT / installation.LIST).read_text(encoding="utf-8"))

    assert listed == installation.sums(), "run `make editions`"
    assert installation.trouble() == ""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program into a folder, where parts of it may be damaged."""
    folder = tmp_path_factory.mktemp("installed")
    for name in ("mou_desktop", "resources", "schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(params=NEEDED)
def part(copied: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a part of that copy, which is whole again afterwards."""
    path: Path = copied / request.param
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def env(folder: Path, home: Path) -> dict[str, str | None]:
    return {
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSAFEPATH": "1",  # not this checkout, where the tests run
        "XDG_DATA_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "MOU_EXIT_AT_FIRST_PAINT": None,
    }


def test_e03_h08_mou_names_what_is_missing_and_saves(
    copied: Path, part: Path, tmp_path: Path
) -> None:
    acton = tmp_path / "acton.mou"
    acton.write_bytes(HALF.read_bytes())
    part.unlink()

    ran = mou("set", acton, "district_name=Acton", env=env(copied, tmp_path))

    assert ran.returncode in (0, 1), ran.stderr
    assert raw_of(acton)["answers"]["district_name"] == "Acton"
    said = plain_sentence(ran.stderr.splitlines()[-1])  # a text unknown now is told before
    assert part.relative_to(copied).as_posix() in said
    assert "Install the program again" in said


def test_e03_a_flipped_bit_is_noticed_and_json_stays_json(
    copied: Path, part: Path, tmp_path: Path
) -> None:
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)

    ran = mou("check", HALF, "--json", env=env(copied, tmp_path))

    assert json.loads(ran.stdout)
    assert "Install the program again" in plain_sentence(ran.stderr.splitlines()[-1])


def test_a_whole_installation_is_not_spoken_of(copied: Path, tmp_path: Path) -> None:
    ran = mou("info", HALF, env=env(copied, tmp_path))

    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_refusal_stays_one_line(copied: Path, part: Path, tmp_path: Path) -> None:
    part.unlink()

    ran = mou("check", tmp_path / "none.mou", env=env(copied, tmp_path))

    assert ran.returncode == 2
    plain_sentence(ran.stderr)


IN_THE_WINDOW = """
path = Path(sys.argv[1])
program.open([path] if sys.argv[2] == "file" else [])
answer("OK")
until(lambda: said)
window = program.windows[0]
saved = ""
if window.session is not None:
    window.session.answer("district_name", "Acton")
    window.save()
    until(lambda: window.session.saved)
    saved = project_file.load(path).document.answer("district_name")
tell(said=said, saved=saved, faults=len(dialogs("fault_dialog")))
"""


def windowed(copied: Path, home: Path, *words: str | Path) -> dict[str, object]:
    code = PRELUDE + IN_THE_WINDOW + END
    ran: Ran = run_code(code, *map(str, words), timeout=120, **env(copied, home))
    assert ran.returncode == 0, (ran.stdout, ran.stderr)
    found: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_e03_h08_the_window_names_what_is_missing_and_saves(
    copied: Path, part: Path, tmp_path: Path
) -> None:
    acton = tmp_path / "acton.mou"
    acton.write_bytes(HALF.read_bytes())
    part.unlink()

    found = windowed(copied, tmp_path / "home", acton, "file")

    assert found["saved"] == "Acton"
    assert found["faults"] == 0
    assert isinstance(found["said"], list)
    assert part.relative_to(copied).as_posix() in plain_sentence(found["said"][0])


def test_e03_a_start_page_without_an_edition_comes_all_the_same(
    copied: Path, tmp_path: Path
) -> None:
    parts = sorted((copied / "resources" / "models").glob("*/built.json"))
    before = [one.read_bytes() for one in parts]
    parts[0].unlink()
    parts[1].write_bytes(before[1][:1000])
    try:
        found = windowed(copied, tmp_path / "home", "", "start")
    finally:
        for one, data in zip(parts, before, strict=True):
            one.write_bytes(data)

    assert found["faults"] == 0
    assert isinstance(found["said"], list)
    assert "2 files of this installation" in plain_sentence(found["said"][0])


# ---- what windows need ----------------------------------------------------------------------


def test_d20_only_a_pair_that_was_tried_is_taken() -> None:
    assert runtime.why_not("3.11.2", "6.11.3", "6.11.3") == ""
    for qt, binding in (("6.12.0", "6.12.0"), ("6.10.1", "6.10.1"), ("6.11.3", "6.11.4")):
        said = plain_sentence(runtime.why_not("3.11.2", qt, binding))
        assert qt in said
        assert binding in said
    assert runtime.why_not_here() == ""


def test_d20_the_pairs_are_those_that_are_installed() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [said] = [one for one in wanted["project"]["dependencies"] if one.startswith("PySide6")]

    oldest, before = (".".join(map(str, one)) for one in (runtime.OLDEST, runtime.BEFORE))
    assert said == f"PySide6-Essentials>={oldest},<{before}"


def test_d20_the_wrong_pair_gives_one_line_and_no_window() -> None:
    code = """
import sys, PySide6
PySide6.__version__ = "6.12.0"
from mou_desktop.gui import app
sys.exit(app.main([]))
"""
    ran = run_code(code, QT_QPA_PLATFORM="offscreen")

    assert ran.returncode == 2
    assert "6.12.0" in plain_sentence(ran.stderr)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="hides a library of Linux")
def test_h07_a_missing_library_of_the_system_is_named_in_one_line(tmp_path: Path) -> None:
    code = """
import sys
from mou_desktop.gui import app, runtime
runtime.CURSOR = "none-such"
sys.exit(app.main([]))
"""
    ran = run_code(
        code, QT_QPA_PLATFORM=None, DISPLAY=":9", WAYLAND_DISPLAY=None, XDG_DATA_HOME=str(tmp_path)
    )

    assert ran.returncode == 2
    assert "libnone-such.so.0" in plain_sentence(ran.stderr)


def test_h07_h08_a_part_of_qt_that_does_not_load_is_named_in_one_line() -> None:
    code = """
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtWidgets":
            raise ImportError(sys.argv[1], name=name)
sys.meta_path.insert(0, Gone())
from mou_desktop.gui import app
sys.exit(app.main([]))
"""
    for message, named in (
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("No module named PySide6.QtWidgets", "PySide6.QtWidgets"),
    ):
        ran = run_code(code, message, QT_QPA_PLATFORM="offscreen")
        assert ran.returncode == 2
        assert named in plain_sentence(ran.stderr)


def test_h08_a_command_line_without_a_part_of_the_program_says_so(
    copied: Path, tmp_path: Path
) -> None:
    part = copied / "resources" / "base.docx"
    before = part.read_bytes()
    part.unlink()
    words = [sys.executable, "-m", "mou_desktop", "export", str(HALF), "-o", "acton.docx"]
    try:
        ran = subprocess.run(
            words, cwd=tmp_path, env=environment(**env(copied, tmp_path)), capture_output=True,
            encoding="utf-8", timeout=60, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    finally:
        part.write_bytes(before)

    assert ran.returncode == 2
    assert "nstall the program again" in plain_sentence(ran.stderr)
    assert not (tmp_path / "acton.docx").exists()
