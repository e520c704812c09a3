"""The bricks of a Word document: elements, paragraphs, runs of text, fields, bookmarks.

Text goes in through `add_text` alone, so that nothing an answer holds can become markup, a field
or a character that XML does not allow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.model.values import printable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
NAMESPACE14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PARA_ID = f"{{{NAMESPACE14}}}paraId"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_P, _PPR, _PSTYLE, _R, _T, _VAL = (W + tag for tag in ("p", "pPr", "pStyle", "r", "t", "val"))
_BREAKS = re.compile("([\n\t])")
DELETED = W + "delText"


def element(tag: str) -> Element:
    """Return a new element of Word's namespace."""
    return etree.Element(W + tag, nsmap={"w": NAMESPACE, "w14": NAMESPACE14})


def add(parent: Element, tag: str, **values: str) -> Element:
    """Append to `parent` a `tag` with attributes, and return it."""
    return etree.SubElement(parent, W + tag, {W + key: value for key, value in values.items()})


def add_paragraph(parent: Element, style: str, *, keep_next: bool = False) -> Element:
    """Append an empty paragraph of `style`; `keep_next` holds it on the page of what follows."""
    paragraph = etree.SubElement(parent, _P)
    properties = etree.SubElement(paragraph, _PPR)
    etree.SubElement(properties, _PSTYLE, {_VAL: style})
    if keep_next:
        add(properties, "keepNext")
    return paragraph


def add_run(paragraph: Element, style: str = "") -> Element:
    """Append an empty run in the character style `style`."""
    run = etree.SubElement(paragraph, _R)
    if style:
        add(add(run, "rPr"), "rStyle", val=style)
    return run


def add_text(paragraph: Element, text: str, style: str = "", *, tag: str = _T) -> None:
    """Append `text` as one run; a newline becomes a line break, a tab a tab.

    `tag` is that of its words: `DELETED` for those that went.
    """
    if not text:
        return
    run = add_run(paragraph, style)
    for piece in _BREAKS.split(printable(text)):
        if piece in {"\n", "\t"}:
            etree.SubElement(run, W + ("br" if piece == "\n" else "tab"))
        elif piece:
            words = etree.SubElement(run, tag)
            words.text = piece
            if piece[0].isspace() or piece[-1].isspace():
                words.set(_SPACE, "preserve")


def add_tab(paragraph: Element) -> None:
    """Append a tab that is layout, not text."""
    etree.SubElement(add_run(paragraph), W + "tab")


def begin_field(paragraph: Element, instruction: str) -> None:
    """Append the beginning of a field; what follows is what it shows until Word works it out."""
    add(add_run(paragraph), "fldChar", fldCharType="begin")
    words = add(add_run(paragraph), "instrText")
    words.text = f" {instruction} "
    words.set(_SPACE, "preserve")
    add(add_run(paragraph), "fldChar", fldCharType="separate")


def end_field(paragraph: Element) -> None:
    """Append the end of a field."""
    add(add_run(paragraph), "fldChar", fldCharType="end")


def add_field(paragraph: Element, instruction: str, cached: str) -> None:
    """Append a field of ours that shows `cached` until Word works it out."""
    begin_field(paragraph, instruction)
    add_text(paragraph, cached)
    end_field(paragraph)
