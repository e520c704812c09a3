"""Opens resources/base.docx: our styles, numbering and page, made by `make base`."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart

from mou_desktop import messages
from mou_desktop.errors import MouError
from mou_desktop.locate import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

STYLES = RELATIONSHIP_TYPE.STYLES
NUMBERING = RELATIONSHIP_TYPE.NUMBERING
HEADER = RELATIONSHIP_TYPE.HEADER
FOOTER = RELATIONSHIP_TYPE.FOOTER


def opened() -> WordDocument:
    """Return the base document, to be filled.

    Raises:
        MouError: this installation lacks it, or it is damaged.
    """
    return docx.Document(io.BytesIO(_checked(data_folder("resources"))))


def root_of(word: WordDocument, kind: str) -> Element:
    """Return the root of the part of that kind, to be written into."""
    part = word.part.part_related_by(kind)
    if not isinstance(part, XmlPart):
        raise TypeError(part.partname)
    root: Element = part.element
    return root


@cache
def _checked(folder: Path) -> bytes:
    try:
        data = (folder / "base.docx").read_bytes()
        digest = (folder / "base.sha256").read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise MouError(messages.BASE_DAMAGED) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise MouError(messages.BASE_DAMAGED)
    return data
