"""Turns the bytes of a part into a tree: no entities, no network, no depth without end.

What is damaged is read as far as it goes, and said to be. The strict form of the standard is given
the names of the transitional one, so that nobody else has to know both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from mou_desktop import messages
from mou_desktop.errors import MouError, WordDamaged
from mou_desktop.word.reading.gate import DECLARATIONS
from mou_desktop.word.reading.names import STRICT, TRANSITIONAL

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TOO_MUCH = 114  # libxml2's XML_ERR_RESOURCE_LIMIT: depth, or the length of a text
_PARAGRAPHS = re.compile(rb"<(?:\w+:)?p[ >/]")
_LEAST = 0.5  # share of a part's paragraphs that must be recovered


@dataclass(frozen=True, slots=True)
class Markup:
    """The tree of a part.

    Attributes:
        strict: whether it was in the strict form.
        recovered: whether it was damaged.
    """

    root: Element
    strict: bool = False
    recovered: bool = False


def parsed(data: bytes, part: str) -> Markup:
    """Return the tree of the part that is called `part`.

    Raises:
        MouError: it defines names of its own, is too deep, or too little of it can be read.
    """
    if any(one in data for one in DECLARATIONS):
        raise MouError(messages.WORD_DECLARES.format(part=part))
    root = _tree(data)
    recovered = root is None
    if root is None:
        root = _recovered(data, part)
    # The search above misses one in an encoding that is rarer still.
    if root.getroottree().docinfo.internalDTD is not None:
        raise MouError(messages.WORD_DECLARES.format(part=part))
    strict = any(name.startswith(STRICT) for name in root.nsmap.values())
    if strict:
        _make_transitional(root)
    return Markup(root, strict, recovered)


def _tree(data: bytes, *, recover: bool = False) -> Element | None:
    parser: Any = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any(one.type == _TOO_MUCH for one in parser.error_log):
        raise MouError(messages.WORD_TOO_DEEP)
    return root


def _recovered(data: bytes, part: str) -> Element:
    root = _tree(data, recover=True)
    written = len(_PARAGRAPHS.findall(data))
    found = 0 if root is None else sum(1 for one in root.iter() if _local(one.tag) == "p")
    if root is None or found < _LEAST * written:
        raise WordDamaged(messages.WORD_CUT_SHORT.format(part=part))
    return root


def _make_transitional(root: Element) -> None:
    for one in root.iter(etree.Element):
        one.tag = _transitional(str(one.tag))
        for name, value in one.attrib.items():
            named = _transitional(str(name))
            if named != name:
                del one.attrib[name]
                one.set(named, value)


def _transitional(name: str) -> str:
    namespace, brace, local = name[1:].partition("}")
    known = TRANSITIONAL.get(namespace) if brace else None
    return f"{{{known}}}{local}" if known else name


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
