from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mou_desktop.store import lock
from tests.support.files import plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

NOW = "2026-11-24T09:10:00Z"


@pytest.mark.parametrize("words", [("set", "days=3"), ("pack",)])
def test_an_agreement_that_somebody_has_open_is_written_only_where_it_is_asked_for(
    call: Call, acton: Path, words: tuple[str, ...]
) -> None:
    held = lock.hold(acton, NOW)
    assert isinstance(held, lock.Held)
    before = acton.read_bytes()
    command, *rest = words

    said = call(command, acton, *rest)

    assert (said.status, said.out) == (2, "")
    assert "2026-11-24, 09:10:00 UTC" in plain_sentence(said.err)
    assert acton.read_bytes() == before
    assert call(command, acton, *rest, "--anyway").status != 2
    assert acton.read_bytes() != before
    assert held.path.exists()
