"""Review copies for tests, and what stands in their XML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mou_desktop.model.rounds import Sending
from mou_desktop.word.review import review_of
from tests.support.ooxml.package import Package, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

SENDING = Sending("0" * 64, "2026-11-24T09:12:00Z")


@dataclass(frozen=True)
class Held:
    """A content control round an answer, as its XML has it."""

    tag: str
    alias: str
    lock: str
    prompt: str
    prompting: bool
    kind: str
    text: str
    element: Element


def package(document: Document, part: str = "") -> Package:
    return Package(review_of(document, part, sending=SENDING))


def controls(package: Package) -> list[Held]:
    """Return the controls round answers, in order."""
    root = package.xml[package.main]
    return [_held(one) for one in root.iter(W + "sdt") if value(one, "tag").startswith("mou:f:")]


def clauses(package: Package) -> list[Element]:
    """Return the controls round clauses, in order."""
    root = package.xml[package.main]
    return [one for one in root.iter(W + "sdt") if value(one, "tag").startswith("mou:c:")]


def at(element: Element, path: str) -> Element:
    """Return what stands at `path`, in Word's namespace; it has to be there."""
    found = element.find("/".join(W + name for name in path.split("/")))
    assert found is not None, path
    return found


def value(control: Element, name: str) -> str:
    found = control.find(f"{W}sdtPr/{W}{name}")
    return found.get(W + "val", "") if found is not None else ""


def texts(element: Element) -> str:
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    signs = {W + "br": "\n", W + "tab": "\t"}
    for one in element.iter(W + "t", W + "br", W + "tab"):
        if one.tag == W + "t" or up(one) == W + "r":
            yield signs.get(str(one.tag), one.text or "")


def up(element: Element) -> str:
    """Return the tag of what holds `element`."""
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _held(one: Element) -> Held:
    properties = at(one, "sdtPr")
    kinds = ("text", "date", "dropDownList")
    return Held(
        value(one, "tag"),
        value(one, "alias"),
        value(one, "lock"),
        value(one, "placeholder/" + W + "docPart"),
        properties.find(W + "showingPlcHdr") is not None,
        next((kind for kind in kinds if properties.find(W + kind) is not None), ""),
        texts(at(one, "sdtContent")),
        one,
    )
