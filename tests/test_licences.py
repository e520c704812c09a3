from __future__ import annotations

import tomllib
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.files import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / "resources" / "licences"
PARTS: list[dict[str, Any]] = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))["part"]


def shipped() -> set[str]:
    """Return every package that comes with `dependencies`, by the one spelling of its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [*map(Requirement, project["dependencies"])]
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += map(Requirement, metadata.requires(name) or ())
    return found


def named() -> dict[str, list[str]]:
    """Return the files with the notices of each package that the index names."""
    return {canonicalize_name(name): one["files"] for one in PARTS for name in one["packages"]}


def notices_of(name: str) -> Iterator[str]:
    """Yield the licence files that a package brings along."""
    for path in metadata.files(name) or ():
        if path.name.upper().startswith(("LICEN", "COPYING")) and ".dist-info" in path.parts[0]:
            yield path.read_text()


def test_every_package_that_ships_has_its_notice_and_no_other_is_named() -> None:
    assert set(named()) == shipped()


def test_every_file_is_named_once_and_is_there() -> None:
    files = [file for part in PARTS for file in part["files"]]

    assert sorted(files) == sorted(one.name for one in FOLDER.glob("*.txt"))
    assert all((FOLDER / file).read_text("utf-8").strip() for file in files)


@pytest.mark.parametrize("name", sorted(named()))
def test_a_notice_is_that_of_the_release_which_ships(name: str) -> None:
    ours = " ".join(" ".join((FOLDER / file).read_text("utf-8") for file in named()[name]).split())

    assert [one for one in notices_of(name) if " ".join(one.split()) not in ours] == []


def test_whoever_has_a_copy_is_told_where_the_source_of_this_qt_is() -> None:
    told = (FOLDER / "README.txt").read_text("utf-8")

    assert f"Qt {metadata.version('PySide6-Essentials')} source" in told
    assert "lgpl-3.0.txt" in told
    assert "gpl-3.0.txt" in told
