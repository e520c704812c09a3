"""Refuses a name for a Word file or a PDF before the work of making it is done."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mou_desktop.errors import MouError
from mou_desktop.store import neighbours

if TYPE_CHECKING:
    from pathlib import Path


def refuse_present(out: Path, *, force: bool) -> None:
    """Refuse a name that is taken."""
    # Path.exists would raise where the name is too long or its folder may not be entered.
    if os.path.exists(out) and not force:  # noqa: PTH110
        raise MouError(f"“{out.name}” is there already. Choose another name, or add --force.")


def is_pdf(out: Path) -> bool:
    """Return whether a name asks for a PDF."""
    return out.suffix.lower() == ".pdf"


def refuse_unfit(out: Path, *, force: bool, source: Path | None = None, pdf: bool = False) -> None:
    """Refuse a name that no Word file made of `source` can be written under, and no `pdf`."""
    if out.suffix.lower() != ".docx" and not (pdf and is_pdf(out)):
        kinds, ends = ("a Word file or a PDF", ".docx or .pdf") if pdf else ("a Word file", ".docx")
        raise MouError(f"“{out.name}” is no name for {kinds}. Give one that ends in {ends}.")
    if source and os.path.exists(out) and os.path.samefile(out, source):  # noqa: PTH110, PTH121
        raise MouError(f"“{out.name}” is the agreement itself. Give the new file another name.")
    refuse_present(out, force=force)
    if neighbours.is_ours(out):
        raise MouError(f"“{out.name}” belongs to this program. Choose a folder of your own.")
    if neighbours.is_held(out):
        other = neighbours.free_name(out).name
        raise MouError(
            f"“{out.name}” is open in another program. Close it there, or write “{other}”."
        )
