from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mou_desktop import locate
from mou_desktop.errors import MouError
from mou_desktop.word import base
from scripts import base_docx
from tests.support.files import plain_sentence
from tests.support.ooxml import faults
from tests.support.ooxml.package import Package, W

if TYPE_CHECKING:
    from pathlib import Path

ON_WHITE = "FFFFFF"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of our own, to damage."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for path in (base_docx.BASE, base_docx.DIGEST):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path)
    return folder


def test_the_base_document_is_what_the_script_makes() -> None:
    assert base_docx.base_docx() == base_docx.BASE.read_bytes(), "stale: run `make base`"


def test_the_base_document_has_no_faults() -> None:
    assert faults(base_docx.BASE.read_bytes()) == []


def test_the_base_document_holds_our_parts_and_no_other() -> None:
    names = Package(base_docx.BASE.read_bytes()).names

    assert [name for name in names if not name.endswith(".rels")] == [
        "[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "word/document.xml",
        "word/footer1.xml", "word/header1.xml", "word/numbering.xml", "word/settings.xml",
        "word/styles.xml",
    ]  # fmt: skip


def test_the_page_is_letter_with_margins_of_one_inch() -> None:
    package = Package(base_docx.BASE.read_bytes())
    (size,) = package.xml[package.main].iter(W + "pgSz")
    (margins,) = package.xml[package.main].iter(W + "pgMar")

    assert (size.get(W + "w"), size.get(W + "h")) == ("12240", "15840")
    assert {margins.get(W + side) for side in ("top", "right", "bottom", "left")} == {"1440"}


def test_every_ink_can_be_read_on_its_ground() -> None:
    for style in Package(base_docx.BASE.read_bytes()).root("styles").iter(W + "style"):
        ink = next((one.get(W + "val", "") for one in style.iter(W + "color")), "000000")
        ground = next((one.get(W + "fill", "") for one in style.iter(W + "shd")), ON_WHITE)
        assert contrast(ink, ground) >= 4.5, style.get(W + "styleId")


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(pair, 16) / 255 for pair in re.findall("..", colour)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_headings_stay_with_what_follows_them() -> None:
    styles = Package(base_docx.BASE.read_bytes()).root("styles")
    kept = {
        one.get(W + "styleId") for one in styles.iter(W + "style") if list(one.iter(W + "keepNext"))
    }

    assert {"Title", "Heading1", "Heading2", "MOUTableHead", "MOUSignatureLine"} <= kept


@pytest.mark.faults
@pytest.mark.parametrize("name", ["base.docx", "base.sha256"])
@pytest.mark.parametrize("damage", ["gone", "empty", "flipped"])
def test_a_damaged_layout_is_one_plain_sentence(installation: Path, name: str, damage: str) -> None:
    path = installation / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(bytes(data) if damage == "flipped" else b"")

    with pytest.raises(MouError) as caught:
        base.opened()

    plain_sentence(str(caught.value).replace("made. Install", "made: install"))


def test_a_sound_layout_opens(installation: Path) -> None:
    assert installation.is_dir()
    assert base.opened().sections
