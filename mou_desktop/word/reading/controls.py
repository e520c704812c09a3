"""Reads what a content control says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.word.ooxml import W
from mou_desktop.word.reading.names import W14, W15
from mou_desktop.word.reading.styles import is_on
from mou_desktop.word.reading.values import Control

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.word.reading.values import Level

_VAL = W + "val"
_KINDS = {
    W + kind: kind for kind in ("text", "date", "dropDownList", "comboBox", "picture", "richText",
                                "citation", "group", "bibliography", "equation", "docPartObj",
                                "docPartList")
} | {W14 + "checkbox": "checkbox", W15 + "repeatingSection": "repeatingSection"}  # fmt: skip


def control_of(control: Element, number: int, level: Level) -> Control:
    """Return the control that an `sdt` element is, the `number`-th of its file."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return Control(number, level)
    date = properties.find(W + "date")
    kinds = (_KINDS[str(one.tag)] for one in properties if one.tag in _KINDS)
    return Control(
        number,
        level,
        tag=_value(properties, "tag"),
        alias=_value(properties, "alias"),
        kind=next(kinds, "rich"),
        lock=_value(properties, "lock"),
        placeholder=_value(properties, "placeholder/" + W + "docPart"),
        prompting=bool(is_on(properties.find(W + "showingPlcHdr"))),
        date=date.get(W + "fullDate", "") if date is not None else "",
    )


def _value(properties: Element, path: str) -> str:
    found = properties.find(W + path)
    return found.get(_VAL, "") if found is not None else ""
