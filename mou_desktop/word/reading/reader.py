"""Reads a Word file: the gate, the parts, the walk, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading.comments import comments_of
from mou_desktop.word.reading.drawings import letters
from mou_desktop.word.reading.gate import Package
from mou_desktop.word.reading.identity import identity_of
from mou_desktop.word.reading.parts import Parts
from mou_desktop.word.reading.styles import Styles, is_on, styles_of
from mou_desktop.word.reading.values import NotImported, WordFile
from mou_desktop.word.reading.walk import Walker

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.values import Place

_NOTES: dict[Place, str] = {"footnote": "footnotes", "endnote": "endnotes"}
_ROUND: tuple[Place, ...] = ("header", "footer")


def read(data: bytes) -> WordFile:
    """Read the bytes of a Word file.

    Raises:
        MouError: they are none, or none that is safe to read; the text says how to go on.
    """
    parts = Parts(Package(data))
    walker = Walker(_styles(parts))
    walker.read("body", parts.main, parts.body)
    _read_around(parts, walker)
    comments = comments_of(parts, walker)
    tracking, protection = _settings(parts)
    identity = identity_of(parts)
    if any(one.kind == "alt_chunk" for one in walker.not_imported):
        parts.remark("alt_chunk")
    if walker.hides:
        parts.remark("hidden_text")
    parts.package.check_the_rest()
    return WordFile(
        stories=walker.finished(),
        comments=comments,
        controls=tuple(walker.controls),
        identity=identity,
        tracking=tracking,
        protection=protection,
        remarks=tuple(parts.remarks),
        not_imported=tuple(walker.not_imported),
    )


def _styles(parts: Parts) -> Styles:
    root = next((root for _, root in parts.trees("styles")), None)
    if root is None:
        parts.remark("no_styles")
    return styles_of(root)


def _read_around(parts: Parts, walker: Walker) -> None:
    for place in _ROUND:
        for name, root in parts.trees(place):
            walker.read(place, name, root)
    for place, kind in _NOTES.items():
        for name, root in parts.trees(kind):
            for note in root.iter(W + place):
                if note.get(W + "type", "normal") == "normal":
                    walker.read(place, f"{name}#{note.get(W + 'id', '')}", note)
                elif text := letters(note):
                    walker.not_imported.append(NotImported("stray", text, name))


def _settings(parts: Parts) -> tuple[bool, str]:
    """Return whether changes are tracked, and how the file is protected."""
    root: Element | None = next((root for _, root in parts.trees("settings")), None)
    if root is None:
        return False, ""
    protection = root.find(W + "documentProtection")
    enforced = protection is not None and protection.get(W + "enforcement") in {"1", "true", "on"}
    kind = protection.get(W + "edit", "") if protection is not None and enforced else ""
    return bool(is_on(root.find(W + "trackRevisions"))), kind
