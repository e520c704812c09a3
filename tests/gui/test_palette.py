from __future__ import annotations

import pytest

from mou_desktop.gui.palette import PAIRS, PALETTES, ratio


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("top", "ground", "least"), PAIRS)
@pytest.mark.faults("G08", "G10")
def test_all_that_is_drawn_has_the_contrast_it_needs(
    name: str, top: str, ground: str, least: float
) -> None:
    palette = PALETTES[name]

    assert ratio(palette[top], palette[ground]) >= least


def test_black_on_white_is_the_most_that_there_is() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_palette_has_the_same_roles() -> None:
    assert len({tuple(palette) for palette in PALETTES.values()}) == 1
