"""A file that came back: reading it beside python-docx, and comparing it with what was sent."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from bench.figures import Figure, in_turn, medians, processor, ratio
from bench.subjects import sample
from mou_desktop.cli import collecting_rarely
from mou_desktop.model.rounds import Sending
from mou_desktop.word.reading import read
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.returned.segment import normal
from mou_desktop.word.review import review_of
from tests.support import big

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mou_desktop.model import Document

_MAIN, _EMPTY = "word/document.xml", b"<mou xmlns='urn:mou-desktop:docx:1'/>"
_SHARES = (2, 30)  # percent of the words that somebody changed
_LONGEST = 60.0  # milliseconds that a comparison may take
_LINEAR = 1.25


def _list(*words: Any) -> Callable[[], float]:
    """Return a case that lists changes, with nothing known from the last time."""

    def work() -> None:
        normal.cache_clear()
        listed(*words)

    return processor(work)


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:  # noqa: ARG001
    """Yield the ratio of reading, what a comparison takes, and how both grow."""
    document = sample()
    data = _came(document)
    cases = {
        "mou": processor(lambda: read(data)),
        "python-docx": processor(lambda: _walked(data)),
    }
    times = in_turn(cases, 7 if quick else 21)
    value = ratio(times["mou"], times["python-docx"])
    name = "reading what came back / python-docx and the same walk"
    yield Figure(name=name, value=value, goal=1.0, detail=medians(times))
    sent = sent_by(document, "agreement")
    for share in _SHARES:
        file = read(_came(document, share))
        case = {"list": _list(file, sent, document, "agreement", sent)}
        found = in_turn(case, 7 if quick else 21)["list"]
        yield Figure(
            name=f"list of changes, {share} percent of the words", goal=_LONGEST, unit="ms",
            value=1000 * sorted(found)[len(found) // 2],
        )  # fmt: skip
    yield from _growth(big.SIZES[1:2] if quick else big.SIZES[1:])


def _growth(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Yield t(n) / (n t(1)) of reading and comparing, all sizes in editions made alike."""
    cases = {}
    for times in (1, *sizes):
        document = big.document(times)
        data, part = _came(document, 2, claim=False), document.edition.documents[0].key
        file, sent = read(data), sent_by(document, part)
        cases[f"read {times}x"] = processor(partial(read, data))
        cases[f"list {times}x"] = _list(file, sent, document, part, sent)
    with collecting_rarely():  # as `mou` does
        found = in_turn(cases, 3)
    for what in ("read", "list"):
        for times in sizes:
            small, large = found[f"{what} 1x"], found[f"{what} {times}x"]
            value = ratio(large, [times * one for one in small])
            detail = medians({"1x": small, f"{times}x": large})
            title = f"{what} what came back: t({times}x) / ({times} t(1x))"
            yield Figure(name=title, value=value, goal=_LINEAR, detail=detail)


def _came(document: Document, share: int = 0, *, claim: bool = True) -> bytes:
    """Return the copy for counsel as it comes back, packed, with so many percent of words new.

    Without its `claim` it does not hold what was sent: at 100 times that is a word of 30 MB, which
    no reader of XML takes.
    """
    sent = review_of(document, sending=Sending("0" * 64, document.saved))
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sent)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name) if claim or not name.startswith("customXml/item1") else _EMPTY
            new.writestr(name, _changed(part, share) if share and name == _MAIN else part)
    return made.getvalue()


def _changed(part: bytes, share: int) -> bytes:
    root = etree.fromstring(part)
    number = 0
    for paragraph in root.iter(qn("w:p")):
        if paragraph.find(qn("w:bookmarkStart")) is not None:
            continue  # a heading
        for text in paragraph.iter(qn("w:t")):
            words = (text.text or "").split(" ")
            for i, word in enumerate(words):
                number += 1
                if word and number * share % 100 < share:
                    words[i] = f"other{number}"
            text.text = " ".join(words)
    return etree.tostring(root)


def _walked(data: bytes) -> int:
    """Read a Word file with python-docx: style and runs of every paragraph, round the text too."""
    document = docx.Document(io.BytesIO(data))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]  # noqa: SLF001  # all of it
    found = 0
    for root in roots:
        for one in root.iter(qn("w:p")):
            paragraph = Paragraph(one, document)
            found += len(paragraph.style.name) if paragraph.style else 0
            found += sum(len(run.text) for run in paragraph.runs)
    return found
