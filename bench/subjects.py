"""What is measured: the complete sample, and the sample many times over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mou_desktop.store import library
from tests.support import big

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.model import Document


@lru_cache(maxsize=1)
def sample() -> Document:
    """Return the complete sample of the edition that ships."""
    return big.answered(library.find(big.SAMPLE), big.answers(1))


def sample_file(folder: Path) -> Path:
    """Return the `.mou` file of the complete sample."""
    path = folder / "sample.mou"
    path.write_bytes(big.data(sample()))
    return path


def big_file(folder: Path, times: int) -> Path:
    """Return the `.mou` file of the sample `times` over, in an edition of its own."""
    path = folder / f"big-{times}.mou"
    if not path.exists():
        path.write_bytes(big.data(big.document(times)))
    return path
