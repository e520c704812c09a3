from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.files import ANSWERS, ROOT, environment, mou

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, alone, into an empty folder."""
    made, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("target")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    ran = subprocess.run(
        [sys.executable, "-c", build, str(made)], cwd=ROOT, env=environment(), check=True,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    wheel = made / ran.stdout.split()[-1]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile",
         "--target", str(target), str(wheel)],
        check=True, capture_output=True, timeout=120, env=environment(),
    )  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [one for one in names if not one.startswith(("mou_desktop/", "mou_desktop-"))]
    return target


def test_the_wheel_holds_the_program_and_its_data_and_nothing_else(installed: Path) -> None:
    package = installed / "mou_desktop"

    assert (package / "schemas" / "project.schema.json").is_file()
    assert list((package / "resources" / "models").glob("*/built.json"))
    assert (package / "resources" / "base.docx").is_file()
    assert (package / "docs" / "guide" / "index.md").is_file()
    assert not list(package.rglob("test*"))


def test_the_installed_program_goes_from_nothing_to_word(installed: Path, tmp_path: Path) -> None:
    env: dict[str, str | None] = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    answers = ANSWERS / "answers-complete.json"

    where = subprocess.run(
        [sys.executable, "-c", "import mou_desktop; print(mou_desktop.__file__)"],
        cwd=tmp_path, env=environment(**env), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(installed) in where.stdout
    new = mou("new", "acton.mou", "--answers", answers, cwd=tmp_path, env=env)
    assert new.returncode == 0, new.stderr
    assert mou("check", "acton.mou", cwd=tmp_path, env=env).returncode == 0
    export = mou("export", "acton.mou", "-o", "acton.docx", "--final", cwd=tmp_path, env=env)
    assert export.returncode == 0, export.stderr
    assert zipfile.is_zipfile(tmp_path / "acton.docx")


def test_the_installed_commands_are_there(installed: Path) -> None:
    assert {"mou", "mou-desktop"} <= {one.name for one in (installed / "bin").iterdir()}
