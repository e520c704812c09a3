from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import office as offices

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Office]:
    """LibreOffice, started once; a test that wants it skips where it is absent."""
    if reason := offices.missing():
        pytest.skip(reason)
    running = offices.Office(tmp_path_factory.mktemp("office"))
    yield running
    running.close()
