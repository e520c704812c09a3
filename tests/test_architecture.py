from __future__ import annotations

import ast
import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.files import ROOT, plain_sentence, run_code, tiny_file

if TYPE_CHECKING:
    from pathlib import Path


HEAVY = ("PySide6", "shiboken6", "lxml", "docx", "jsonschema", "multiprocessing", "hunspell")
SOURCES = sorted((ROOT / "mou_desktop").rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


WITHOUT_QT = [name for name in map(name_of, SOURCES) if not name.startswith(("mou_desktop.gui",))]


@pytest.mark.parametrize("heavy", HEAVY)
def test_the_command_line_starts_without(heavy: str) -> None:
    code = "import sys, mou_desktop.cli; print(*{one.partition('.')[0] for one in sys.modules})"

    assert heavy not in run_code(code).stdout.split()


@pytest.mark.faults
def test_h03_nothing_outside_the_window_loads_qt() -> None:
    code = f"""
import importlib, sys
for name in {WITHOUT_QT!r}:
    importlib.import_module(name)
print(*[one for one in sys.modules if one.startswith(("PySide6", "shiboken6"))])
"""
    ran = run_code(code)

    assert (ran.stdout, ran.stderr) == ("\n", "")
    assert len(WITHOUT_QT) > 30


@pytest.mark.faults
@pytest.mark.parametrize(
    "words",
    [["check"], ["text"], ["info"], ["fields"], ["set", "days=20"], ["export", "-o", "a.docx"]],
    ids=lambda words: words[0],
)
def test_h03_every_command_runs_without_a_screen_and_without_qt(
    tmp_path: Path, words: list[str]
) -> None:
    command, *rest = words
    rest = [str(tmp_path / one) if one.endswith(".docx") else one for one in rest]
    code = f"""
import sys
from mou_desktop import cli
status = cli.main({[command, str(tiny_file(tmp_path)), *rest]!r})
assert not [one for one in sys.modules if one.startswith("PySide6")]
if {command!r} != "export":
    assert not [one for one in sys.modules if one in ("lxml", "docx", "hunspell")]
sys.exit(status)
"""
    ran = run_code(code, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree)
    if len(tree.body) > 1:
        assert "from __future__ import annotations" in path.read_text(encoding="utf-8")


# ---- the window ------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has no screen")
@pytest.mark.faults
def test_h03_without_a_screen_the_window_says_how_to_go_on() -> None:
    code = "import sys; from mou_desktop.gui import app; sys.exit(app.main([]))"

    ran = run_code(code, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)

    assert (ran.returncode, ran.stdout) == (2, "")
    said = plain_sentence(ran.stderr)
    assert "xvfb-run" in said
    assert "mou --help" in said


@pytest.mark.faults
def test_d20_qt_survives_20000_calls_that_return_nothing() -> None:
    code = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
print(label.text())
"""
    ran = run_code(code, QT_QPA_PLATFORM="offscreen")

    assert (ran.returncode, ran.stdout) == (0, "19999\n"), ran.stderr
    assert os.environ["QT_QPA_PLATFORM"]
