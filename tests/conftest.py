from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest

from mou_desktop.model import Document, Edition
from mou_desktop.model import document as documents
from mou_desktop.store import library
from tests.support.screens import DESK

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] = DESK
_users = tempfile.TemporaryDirectory(prefix="mou-tests-")  # a real user has a folder of his own
os.environ["XDG_DATA_HOME"] = _users.name

SUPPORT = Path(__file__).parent / "support"
NOW = "2027-03-04T05:06:07Z"


def _forbid_network(event: str, _args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo"}:
        raise AssertionError(f"a test reached for the network: {event}")


sys.addaudithook(_forbid_network)


_ROWS = re.compile(r"test_((?:[a-h][0-9]{2}_)+)")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the rows of docs/faults.toml that its name or its mark names."""
    for item in items:
        named = _ROWS.match(item.name)
        rows = set(named[1].upper().strip("_").split("_")) if named else set()
        rows |= {row for mark in item.iter_markers("faults") for row in mark.args}
        if rows:
            item.add_marker(pytest.mark.faults)
            item.user_properties.append(("rows", " ".join(sorted(rows))))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Collect what windows left behind here and now, and let Python collect again: see gui."""
    if "gui" not in item.path.parts and not gc.isenabled():
        gc.collect()
        gc.enable()


@pytest.fixture(scope="session")
def tiny() -> Edition:
    return library.build_folder(SUPPORT / "tiny")


@pytest.fixture
def document(tiny: Edition) -> Document:
    return documents.new(tiny, NOW)
