"""Every character of every part that Word shows is in exactly one place, or named as left out."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading import read, view
from mou_desktop.word.reading.names import M
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.files import ROOT, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = sorted((SAMPLES / "word").glob("*.docx"))
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.doc[xm]"))
PASSWORD = "oxsdk_password.docx"  # noqa: S105
STORIES = {"document", "hdr", "ftr", "footnotes", "endnotes", "comments"}
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MATHS = (M, "{http://purl.oclc.org/ooxml/officeDocument/math}")


def standing(data: bytes) -> Counter[str]:
    """Count the characters of text in all parts that Word shows, whoever may have deleted them."""
    return Counter("".join(letter for root in shown(data) for letter in letters(root)))


def shown(data: bytes) -> Iterator[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and "/glossary/" not in name:
                root = etree.fromstring(archive.read(name))
                if etree.QName(root).localname in STORIES:
                    yield root


def letters(root: etree._Element) -> Iterator[str]:
    tags = [space + tag for space in (W, STRICT, *MATHS) for tag in ("t", "delText")]
    for one in root.iter(*tags):
        yield one.text or ""


def found(data: bytes) -> Counter[str]:
    """Count the characters of text that the reader placed, or names as left out."""
    file = read(data)
    characters = Counter[str]()
    for story in file.stories:
        for paragraph in story.paragraphs:
            for run in paragraph.runs:
                characters.update(run.text)
    for comment in file.comments:
        characters.update(comment.text.replace("\n", ""))
    for one in file.not_imported:
        characters.update(one.text if one.kind in {"same_branch", "other_branch", "stray"} else "")
    return characters


def same(data: bytes) -> None:
    """Assert that what stands is what was found; breaks and tabs are no letters of the markup."""
    there, got = standing(data), found(data)
    for mark in ("\t", "\n", "\u2011", "\u00ad"):
        there.pop(mark, None)
        got.pop(mark, None)
    assert got == there


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_no_character_of_a_kept_sample_is_lost(path: Path) -> None:
    same(path.read_bytes())


@pytest.mark.skipif(not CORPUS, reason="the corpus of real Word files is not here")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_no_character_of_a_real_file_is_lost(path: Path) -> None:
    if path.name != PASSWORD:
        same(path.read_bytes())


@pytest.mark.parametrize("name", samples.NAMES)
def test_no_character_of_ours_is_lost(name: str) -> None:
    same(docx_of(samples.document(name)))


@pytest.mark.parametrize("path", [*KEPT, *CORPUS], ids=lambda path: path.name)
def test_both_views_hold_what_stands_and_nothing_else(path: Path) -> None:
    if path.name == PASSWORD:
        return
    file = read(path.read_bytes())
    for which, gone in (("after", "del"), ("before", "ins")):
        lines = view(file, "after" if which == "after" else "before")
        seen = Counter("".join(run.text for line in lines for run in line.runs))
        stands = Counter(
            "".join(
                run.text
                for story in file.stories
                for one in story.paragraphs
                for run in one.runs
                if not run.code and gone not in {each.kind for each in (*run.changes, *one.held)}
            )
        )
        assert seen == stands
