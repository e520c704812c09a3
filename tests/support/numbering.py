"""Counts the lists of a Word file as the standard says, without a word processor.

It knows nothing of how the file was written: it reads document.xml, styles.xml and numbering.xml.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbers_of(data: bytes) -> list[str]:
    """Return the number that prints before each paragraph of the body outside tables."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body, styles, numbering = (
            etree.fromstring(archive.read(f"word/{name}.xml"))
            for name in ("document", "styles", "numbering")
        )
    counter = _Counter(styles, numbering)
    return [counter.number(paragraph) for paragraph in outside_tables(body)]


def outside_tables(root: Element) -> Iterator[Element]:
    """Yield the paragraphs of the body outside tables, also those in the control of a clause."""
    for one in root.iter(W + "p"):
        if not any(up.tag == W + "tbl" for up in one.iterancestors()):
            yield one


@dataclass
class _Counter:
    styles: Element
    numbering: Element
    counts: dict[str, list[int]] = field(default_factory=dict)
    overridden: set[tuple[str, int]] = field(default_factory=set)

    def number(self, paragraph: Element) -> str:
        """Count `paragraph` and return its number, or nothing where it has none."""
        instance, level = self._place(paragraph)
        if instance == "0":
            return ""
        definition, starts = self._definition(instance)
        counts = self.counts.setdefault(definition.get(W + "abstractNumId", ""), [0] * 9)
        if level in starts and (instance, level) not in self.overridden:
            self.overridden.add((instance, level))
            counts[level] = starts[level] - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        levels = list(definition.iter(W + "lvl"))
        return re.sub(
            r"%(\d)",
            lambda match: _figure(
                _value(levels[int(match[1]) - 1], "numFmt"), counts[int(match[1]) - 1]
            ),
            _value(levels[level], "lvlText"),
        )

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Return the list instance and the level that the paragraph or its style names."""
        for style, properties in self._sources(paragraph):
            numbers = properties.find(W + "numPr")
            if numbers is None:
                continue
            instance = _value(numbers, "numId")
            if not style or instance == "0":
                return instance, int(_value(numbers, "ilvl") or 0)
            levels = list(self._definition(instance)[0].iter(W + "lvl"))
            return instance, next(
                i for i, one in enumerate(levels) if _value(one, "pStyle") == style
            )
        return "0", 0

    def _sources(self, paragraph: Element) -> Iterator[tuple[str, Element]]:
        own = paragraph.find(W + "pPr")
        if own is None:
            return
        yield "", own
        style = _value(own, "pStyle")
        while style:
            one = self.styles.find(f"{W}style[@{W}styleId='{style}']")
            assert one is not None
            if (properties := one.find(W + "pPr")) is not None:
                yield style, properties
            style = _value(one, "basedOn")

    def _definition(self, instance: str) -> tuple[Element, dict[int, int]]:
        """Return the list that an instance stands for, and the numbers it begins anew with."""
        one = self.numbering.find(f"{W}num[@{W}numId='{instance}']")
        assert one is not None
        key = _value(one, "abstractNumId")
        definition = self.numbering.find(f"{W}abstractNum[@{W}abstractNumId='{key}']")
        assert definition is not None
        starts = {
            int(level.get(W + "ilvl", "")): int(_value(level, "startOverride"))
            for level in one.iter(W + "lvlOverride")
        }
        return definition, starts


def _value(parent: Element, tag: str) -> str:
    found = parent.find(W + tag)
    return found.get(W + "val", "") if found is not None else ""


def _figure(form: str, count: int) -> str:
    match form:
        case "decimal":
            return str(count)
        case "upperLetter" | "lowerLetter":
            first = "A" if form == "upperLetter" else "a"
            return chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "upperRoman" | "lowerRoman":
            text = "I" * count
            for long, short in (
                ("IIIII", "V"), ("IIII", "IV"), ("VV", "X"), ("VIV", "IX"),
                ("XXXXX", "L"), ("XXXX", "XL"), ("LL", "C"), ("LXL", "XC"),
                ("CCCCC", "D"), ("CCCC", "CD"), ("DD", "M"), ("DCD", "CM"),
            ):  # fmt: skip
                text = text.replace(long, short)
            return text if form == "upperRoman" else text.lower()
    raise AssertionError(form)
