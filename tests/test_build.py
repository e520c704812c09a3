from __future__ import annotations

import ast
import importlib
import importlib.util
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mou_desktop import __version__, locate
from scripts import bundle
from tests.support.files import ROOT, needs, run_code

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = (ROOT / "build.spec").read_text("utf-8")
SOURCES = sorted((ROOT / "mou_desktop").rglob("*.py"))
BLOCK = """
import sys
for name in {left_out!r}:
    sys.modules[name] = None
"""
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="files as they are on Linux"
)


def imported(path: Path) -> Iterator[str]:
    """Yield every module that a source file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


# ---- the two programs ------------------------------------------------------------------------


def test_the_programs_are_those_of_the_package_and_start_in_the_same_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    starts = {**project["scripts"], **project["gui-scripts"]}

    assert set(bundle.STARTS) == set(starts)
    for name, script in bundle.STARTS.items():
        module, function = starts[name].split(":")
        assert f"{module}.{function}" in set(imported(ROOT / script))
        assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize("script", bundle.STARTS.values(), ids=bundle.STARTS)
def test_a_worker_process_is_let_in_before_anything_else(script: str) -> None:
    source = (ROOT / script).read_text("utf-8")

    assert source.index("freeze_support()") < source.index("from mou_desktop")
    assert "\nfrom mou_desktop" not in source


@LINUX
def test_what_the_window_opens_looks_for_its_libraries_where_it_did_before() -> None:
    code = """
import os
from scripts.frozen.window import give_back_library_path
give_back_library_path()
print(os.environ.get("LD_LIBRARY_PATH"), "LD_LIBRARY_PATH_ORIG" in os.environ)
"""
    ours = "/bundle/_internal"

    set_before = run_code(code, LD_LIBRARY_PATH=ours, LD_LIBRARY_PATH_ORIG="/opt/lib")
    unset_before = run_code(code, LD_LIBRARY_PATH=ours, LD_LIBRARY_PATH_ORIG=None)

    assert set_before.stdout == "/opt/lib False\n"
    assert unset_before.stdout == "None False\n"


def test_the_spec_asks_for_nothing_that_is_not_there_and_makes_a_folder() -> None:
    tree = ast.parse(SPEC)
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "bundle"
    }
    assert {name for name in asked if not hasattr(bundle, name)} == set()
    assert "COLLECT(" in SPEC
    assert "exclude_binaries=True" in SPEC
    assert "strip=False" in SPEC


# ---- what is left out ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [one for one in bundle.LEFT_OUT_OF_MOU if "." in one])
def test_a_part_that_is_left_out_is_known_by_its_right_name(name: str) -> None:
    assert importlib.util.find_spec(name)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_of_ours_imports_what_is_left_out(path: Path) -> None:
    assert set(imported(path)) & set(bundle.LEFT_OUT) == set()


def test_the_command_line_needs_nothing_that_is_left_out(tmp_path: Path) -> None:
    code = (
        BLOCK.format(left_out=bundle.LEFT_OUT_OF_MOU)
        + """
from mou_desktop import cli
file, word = sys.argv[1:]
for words in (["new", file], ["set", file, "office=Room 7"], ["check", file], ["text", file],
              ["fields", file], ["info", file], ["export", file, "-o", word]):
    assert cli.main(words) in {0, 1}, words
"""
    )
    ran = run_code(code, str(tmp_path / "a.mou"), str(tmp_path / "a.docx"))

    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("files", [[], ["complete.mou"]], ids=["empty", "with a file"])
def test_the_window_needs_nothing_that_is_left_out(tmp_path: Path, files: list[str]) -> None:
    copies = [str(shutil.copy(ROOT / "tests" / "samples" / one, tmp_path)) for one in files]
    code = (
        BLOCK.format(left_out=bundle.LEFT_OUT)
        + """
from mou_desktop.gui import app
sys.exit(app.main(sys.argv[1:]))
"""
    )
    ran = run_code(
        code, *copies, QT_QPA_PLATFORM="offscreen", MOU_EXIT_AT_FIRST_PAINT="1",
        HOME=str(tmp_path), XDG_DATA_HOME=None, XDG_CONFIG_HOME=None, XDG_STATE_HOME=None,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (0, "first paint\n"), ran.stderr


# ---- what goes in ----------------------------------------------------------------------------


def test_our_data_lies_where_the_wheel_has_it_and_the_program_looks() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]

    assert tools["hatch"]["build"]["targets"]["wheel"]["sources"] == bundle.DATA
    assert {Path(here) for here, _ in bundle.data_folders()} >= {
        locate.data_folder("resources"), locate.data_folder("schemas"),
    }  # fmt: skip


def test_an_edition_goes_in_as_it_was_built_without_what_it_was_built_from() -> None:
    models = "mou_desktop/resources/models"

    assert bundle.wanted((f"{models}/ma-sro-2022/built.json", "", "DATA"))
    assert bundle.wanted(("mou_desktop/resources/licences/index.toml", "", "DATA"))
    assert not bundle.wanted((f"{models}/ma-sro-2022/fields.toml", "", "DATA"))


@LINUX
def test_every_plugin_that_is_kept_is_known_by_its_right_name() -> None:
    import PySide6

    top = Path(PySide6.__file__).parent
    there = {bundle.plugin(f"PySide6/{one.relative_to(top)}") for one in top.rglob("plugins/*/*")}
    elsewhere = {one for one in bundle.PLUGINS if one.endswith(("windows", "cocoa", "style"))}

    assert bundle.PLUGINS - elsewhere <= there


def entry(place: str, kind: str = "BINARY") -> bundle.Entry:
    return (place, f"/made/{place}", kind)


LINKS = {
    "PySide6/QtGui.abi3.so": ["libQt6Gui.so.6", "libstdc++.so.6"],
    "PySide6/Qt/lib/libQt6Gui.so.6": ["libicudata.so.73"],
    "PySide6/Qt/plugins/platforms/libqxcb.so": ["libxcb-xkb.so.1"],
    "PySide6/Qt/plugins/platforms/libqwayland.so": ["libQt6WaylandClient.so.6"],
    "PySide6/Qt/plugins/tls/libqopensslbackend.so": ["libssl.so.3"],
}


def test_a_library_goes_in_only_where_something_that_is_kept_links_to_it() -> None:
    kept = [
        entry("PySide6/QtGui.abi3.so", "EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
        entry("libicudata.so.73"),
        entry("libxcb-xkb.so.1"),
        entry("libpython3.11.so.1.0"),
        entry("hunspell/libhunspell-1.7.so.0"),
    ]
    dropped = [
        entry("PySide6/Qt/plugins/platforms/libqwayland.so"),
        entry("PySide6/Qt/lib/libQt6WaylandClient.so.6"),
        entry("PySide6/Qt/plugins/tls/libqopensslbackend.so"),
        entry("libssl.so.3"),
        entry("libstdc++.so.6"),
        entry("PySide6/opengl32sw.dll"),
    ]

    def links(file: str) -> list[tuple[str, str | None]]:
        return [(name, None) for name in LINKS.get(file.removeprefix("/made/"), ())]

    assert bundle.trimmed([*dropped, *kept], links) == kept


def test_a_link_to_a_file_that_is_left_out_goes_too() -> None:
    gone = ("libssl.so.3", "PySide6/Qt/lib/libssl.so.3", "SYMLINK")
    kept = ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK")
    words = entry("PySide6/Qt/translations/qtbase_de.qm", "DATA")
    binaries = [entry("PySide6/Qt/lib/libQt6Gui.so.6")]

    assert bundle.without_dead_links([gone, kept, words], binaries) == [kept]


@LINUX
@needs("objdump")
def test_what_a_library_links_to_is_told_without_what_those_link_to() -> None:
    spec = importlib.util.find_spec("PySide6.QtWidgets")
    assert spec is not None
    assert spec.origin is not None

    told = {name for name, _ in bundle.linked_by(spec.origin)}

    assert "libQt6Widgets.so.6" in told
    assert "libicudata.so.73" not in told


@LINUX
@needs("strip")
def test_debug_symbols_go_from_python_and_never_from_qt(tmp_path: Path) -> None:
    specs = {name: importlib.util.find_spec(name) for name in ("_decimal", "PySide6.QtCore")}
    python, qt = (str(spec.origin) for spec in specs.values() if spec)
    asked = [("lib/_decimal.so", python, "EXTENSION"), ("PySide6/QtCore.so", qt, "EXTENSION")]

    (_, copy, _), as_made = bundle.stripped(asked, tmp_path)

    assert as_made == asked[1]
    assert Path(copy).is_relative_to(tmp_path)
    assert Path(copy).stat().st_size <= Path(python).stat().st_size


@LINUX
@needs("strip")
def test_a_library_of_the_system_is_not_changed(tmp_path: Path) -> None:
    asked = [("libz.so.1", "/usr/lib/libz.so.1", "BINARY")]

    assert bundle.stripped(asked, tmp_path) == asked


def test_what_shiboken_unpacks_is_compiled_so_that_no_date_makes_it_stale(tmp_path: Path) -> None:
    found = {place: Path(source) for place, source, _ in bundle.unpacked_signatures(tmp_path)}
    compiled = [source for source in found.values() if source.suffix == ".pyc"]

    assert "shiboken6/files.dir/shibokensupport/signature/loader.py" in found
    assert len(compiled) == len(found) - len(compiled)
    assert {source.read_bytes()[4:8] for source in compiled} == {b"\1\0\0\0"}  # a hash, unchecked


def test_windows_is_told_the_version() -> None:
    told = bundle.windows_version("mou")

    assert isinstance(ast.parse(told, mode="eval").body, ast.Call)
    assert f"StringStruct('ProductVersion', '{__version__}')" in told
    assert "'mou.exe'" in told
