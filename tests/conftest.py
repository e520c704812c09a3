from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mou_desktop.model import Document, Edition
from mou_desktop.model import document as documents
from mou_desktop.store import library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SUPPORT = Path(__file__).parent / "support"
NOW = "2027-03-04T05:06:07Z"


def _forbid_network(event: str, _args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo"}:
        raise AssertionError(f"a test reached for the network: {event}")


sys.addaudithook(_forbid_network)


@pytest.fixture(scope="session")
def tiny() -> Edition:
    return library.build_folder(SUPPORT / "tiny")


@pytest.fixture
def document(tiny: Edition) -> Document:
    return documents.new(tiny, NOW)
