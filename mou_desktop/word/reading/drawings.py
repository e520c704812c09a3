"""What is drawn and not typed: which branch of it is read, and what no paragraph can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import DELETED, W
from mou_desktop.word.reading.names import MC, VML, WP, A
from mou_desktop.word.reading.values import NotImported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_CHOICE, _FALLBACK = MC + "Choice", MC + "Fallback"
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.microsoft.com/office/drawing/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
_DRAWN = {"picture": "picture", "chart": "chart", "diagram": "diagram", "chartex": "chart"}


def letters(element: Element) -> str:
    """Return every letter of text that stands somewhere in `element`, deleted ones too."""
    found = element.iter(W + "t", DELETED)
    return "".join(one.text or "" for one in found)


def branch_of(choice: Element) -> tuple[Element | None, list[NotImported]]:
    """Return the one branch of an `AlternateContent` that is read, and the text of the others."""
    branches = [one for one in choice if one.tag in {_CHOICE, _FALLBACK}]
    read = next((one for one in branches if one.tag == _FALLBACK or _is_understood(one)), None)
    said = letters(read) if read is not None else ""
    others = (letters(one) for one in branches if one is not read)
    return read, [
        NotImported("same_branch" if text == said else "other_branch", text)
        for text in others
        if text
    ]


def drawn(drawing: Element) -> Iterator[NotImported]:
    """Yield what a drawing shows beside the text boxes in it."""
    about = next(drawing.iter(WP + "docPr"), None)
    words = about.get("descr", "") or about.get("title", "") if about is not None else ""
    for one in drawing.iter(A + "graphicData"):
        kind = _DRAWN.get(one.get("uri", "").rpartition("/")[2])
        if kind:
            yield NotImported(kind, words)
    if text := "".join(one.text or "" for one in drawing.iter(A + "t")):
        yield NotImported("drawing", text)


def pictured(picture: Element) -> Iterator[NotImported]:
    """Yield what an old picture (VML) shows beside the text boxes in it."""
    for one in picture.iter(VML + "imagedata"):
        yield NotImported("picture", one.get("title", ""))
    for one in picture.iter(VML + "textpath"):
        yield NotImported("wordart", one.get("string", ""))


def _is_understood(choice: Element) -> bool:
    prefixes = choice.get("Requires", "").split()
    names = [choice.nsmap.get(prefix) or "" for prefix in prefixes]
    return bool(names) and all(name.startswith(_UNDERSTOOD) for name in names)
