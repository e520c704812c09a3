from __future__ import annotations

import random

import pytest

from mou_desktop.errors import MouError
from mou_desktop.store import project_file
from tests.support.files import SEED, places, plain_sentence, refusal, rules_of, tiny_data

DATA = tiny_data()
WHOLE = project_file.loads(DATA).document
PARTS = 8  # the full loops run as so many tests, so that they spread over the cores

SOME_AND_ALL = pytest.mark.parametrize(
    "where",
    [
        pytest.param(places(DATA)[0::2], id="sampled-0"),
        pytest.param(places(DATA)[1::2], id="sampled-1"),
        *(
            pytest.param(range(part, len(DATA), PARTS), id=f"all-{part}", marks=pytest.mark.full)
            for part in range(PARTS)
        ),
    ],
)
pytestmark = pytest.mark.faults


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n"], ids=["nothing", "newline", "blanks"])
def test_b01_an_empty_file_is_called_empty(data: bytes) -> None:
    assert "is empty" in refusal(data)


@pytest.mark.parametrize("size", [1, 512, 4096, len(DATA)])
def test_b02_a_file_of_nul_bytes_is_called_empty(size: int) -> None:
    assert "is empty. This can happen when a computer stops while saving." in refusal(b"\0" * size)


@SOME_AND_ALL
def test_b02_a_file_that_ends_in_nul_bytes_is_refused(where: list[int]) -> None:
    for at in where[::7]:
        refusal(DATA[:at] + b"\0" * (len(DATA) - at))


@SOME_AND_ALL
def test_b03_a_file_cut_short_is_refused(where: list[int]) -> None:
    for size in where:
        if DATA[:size] == DATA.rstrip():  # only the last line's end is gone, and with it nothing
            assert project_file.loads(DATA[:size]).document == WHOLE
        else:
            refusal(DATA[:size])


def said_of(data: bytes) -> set[str]:
    """Return what is said of a damaged file: that it is refused, or rules of findings."""
    try:
        project = project_file.loads(data)
    except MouError as error:
        plain_sentence(str(error).partition("\n")[0])
        return {"refused"}
    blanks_only = project.document == WHOLE and b"".join(data.split()) == b"".join(DATA.split())
    return {"nothing lost"} if blanks_only else rules_of(project) - {"edition.unknown"}


@SOME_AND_ALL
def test_b04_a_flipped_bit_is_refused_or_said(where: list[int]) -> None:
    chance = random.Random(SEED)  # noqa: S311
    for at in where:
        bit = 1 << chance.randrange(8)
        damaged = DATA[:at] + bytes([DATA[at] ^ bit]) + DATA[at + 1 :]
        assert said_of(damaged), f"silent about bit {bit} of byte {at}"


@SOME_AND_ALL
def test_b04_a_byte_too_many_or_too_few_is_refused_or_said(where: list[int]) -> None:
    for at in where[::40]:
        assert said_of(DATA[:at] + DATA[at + 1 :]), f"silent about the loss of byte {at}"
        assert said_of(DATA[:at] + b"x" + DATA[at:]), f"silent about a byte more at {at}"
