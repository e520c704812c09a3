"""What the styles of a file make of a paragraph: a heading, an item of a list, hidden text.

A style may be based on another; one that is based on itself, by whatever way, ends there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading.values import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_VAL = W + "val"
_OFF = {"0", "false", "off"}
_BODY_TEXT = 9  # the level of an outline that stands for none


@dataclass(slots=True)
class Styles:
    """The styles of a file by their ids, and what was found out of them."""

    elements: dict[str, Element] = field(default_factory=dict)
    usual: str = ""
    _forms: dict[str, Form] = field(default_factory=dict)
    _hidden: dict[str, bool] = field(default_factory=dict)

    def form(self, properties: Element | None) -> Form:
        """Return the form that the properties of a paragraph give it."""
        style = _value(properties, "pStyle")
        form = self._form_of(style)
        if properties is None:
            return form
        outline = _outline(properties)
        numbering = _numbering(properties)
        return Form(
            style,
            form.outline if outline is None else outline,
            form.numbering if numbering is None else numbering if numbering[0] != "0" else None,
        )

    def is_hidden(self, style: str) -> bool:
        """Return whether text in a style is kept from print."""
        if style not in self._hidden:
            found = (is_on(one.find(f"{W}rPr/{W}vanish")) for one in self._chain(style))
            self._hidden[style] = next((one for one in found if one is not None), False)
        return self._hidden[style]

    def _form_of(self, style: str) -> Form:
        if style not in self._forms:
            outline: int | None = None
            numbering: tuple[str, int] | None = None
            for one in self._chain(style or self.usual):
                properties = one.find(W + "pPr")
                if properties is not None:
                    outline = _outline(properties) if outline is None else outline
                    numbering = _numbering(properties) if numbering is None else numbering
            listed = numbering if numbering and numbering[0] != "0" else None
            self._forms[style] = Form(style, -1 if outline is None else outline, listed)
        return self._forms[style]

    def _chain(self, style: str) -> Iterator[Element]:
        seen = set[str]()
        while style in self.elements and style not in seen:
            seen.add(style)
            yield self.elements[style]
            style = _value(self.elements[style], "basedOn")


def styles_of(root: Element | None) -> Styles:
    """Return the styles that stand in the part of styles, if there is one."""
    found = Styles()
    for one in [] if root is None else root.iterfind(W + "style"):
        id_ = one.get(W + "styleId", "")
        found.elements[id_] = one
        if one.get(W + "type") == "paragraph" and one.get(W + "default") in {"1", "true", "on"}:
            found.usual = id_
    return found


def is_on(switch: Element | None) -> bool | None:
    """Return whether a switch of the markup is on; none where it is not there."""
    return None if switch is None else switch.get(_VAL) not in _OFF


def _outline(properties: Element) -> int | None:
    value = _value(properties, "outlineLvl")
    if not value.isdecimal():
        return None
    return int(value) if int(value) < _BODY_TEXT else -1


def _numbering(properties: Element) -> tuple[str, int] | None:
    numbers = properties.find(W + "numPr")
    if numbers is None:
        return None
    level, list_ = _value(numbers, "ilvl"), _value(numbers, "numId")
    return (list_, int(level) if level.isdecimal() else 0) if list_ else None


def _value(parent: Element | None, tag: str) -> str:
    child = parent.find(W + tag) if parent is not None else None
    return child.get(_VAL, "") if child is not None else ""
