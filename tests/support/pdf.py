"""What a PDF says, as poppler reads it: its properties, its tags with their text, its bytes."""

from __future__ import annotations

import re
import subprocess
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = re.compile(r'\s+"(.*)"')
_TAG = re.compile(r"(\s*)([A-Z][A-Za-z]*[1-6]?)(?= |:|$)")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(slots=True)
class Element:
    """An element of the structure: its tag, and the text that is its own."""

    tag: str
    text: str = ""


def properties(data: bytes) -> dict[str, str]:
    """Return what `pdfinfo` says of the whole file."""
    lines = (line.partition(":") for line in _poppler("pdfinfo", "-", data=data).splitlines())
    return {name: value.strip() for name, _, value in lines}


@cache
def elements(data: bytes) -> tuple[Element, ...]:
    """Return the elements in the order in which they are read aloud; poppler takes its time."""
    found = list[Element]()
    for line in _poppler("pdfinfo", "-struct-text", "-", data=data).splitlines():
        if said := _TEXT.fullmatch(line):
            found[-1].text += said[1]
        elif (tag := _TAG.match(line)) and tag[2] != "Object":
            found.append(Element(tag[2]))
    return tuple(found)


def spoken(data: bytes) -> str:
    """Return all text that carries a tag, without its white space."""
    return squeezed("".join(one.text for one in elements(data)))


def pages(data: bytes) -> list[str]:
    """Return the text of each page, what no tag holds too."""
    return _poppler("pdftotext", "-layout", "-", "-", data=data).split("\f")[:-1]


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def inside(data: bytes) -> Iterator[bytes]:
    """Yield the file, and each of its streams unpacked."""
    yield data
    for one in _STREAM.finditer(data):
        try:
            yield zlib.decompress(one[1])
        except zlib.error:
            continue


def _poppler(*words: str, data: bytes) -> str:
    done = subprocess.run(words, input=data, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")  # titles of headings are UTF-16 there
