"""Writes a document as a tagged PDF, from the outline alone: it decides nothing about the text.

typst gets one constant template, and the agreement as JSON beside it, never as markup: what looks
like a command in a clause prints as it is. It finds no file, no package and no font of the system.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC
from typing import TYPE_CHECKING, Any

from mou_desktop import messages
from mou_desktop.errors import MouError
from mou_desktop.locate import data_folder
from mou_desktop.model.values import printable
from mou_desktop.outline import find_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document

TEMPLATE = "agreement.typ"
STANDARD = "ua-1"
_KIND = "clean"
_DRAWN = 0.3  # how much is done when typst is asked: it tells nothing before its end
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def pdf_of(
    document: Document,
    part: str = "",
    *,
    open_findings: int = 0,
    told: Callable[[float], None] | None = None,
) -> bytes:
    """Return one of the edition's documents as a PDF. Same document, same bytes.

    Args:
        document: the agreement.
        part: key of the document; the edition's first one without it.
        open_findings: how many findings of severity `must` are open; the header says DRAFT.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        EditionMissing: the edition has no document of that key.
        MouError: typst is not there, it cannot print the text, or this installation is damaged.
    """
    told = told or (lambda _share: None)
    compile_, fault = _typst()
    try:
        template = (data_folder("resources") / TEMPLATE).read_bytes()
    except OSError as error:
        raise MouError(messages.BASE_DAMAGED) from error
    data = json.dumps(_data(document, part, open_findings, told), ensure_ascii=False)
    told(_DRAWN)
    with tempfile.TemporaryDirectory(prefix="mou-pdf-") as empty:
        try:
            made: bytes = compile_(
                template,
                root=empty,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=STANDARD,
                package_path=empty,
                package_cache_path=empty,
                timestamp=_seconds(document),
            )
        except fault as error:
            raise MouError(_sentence(str(error))) from error
    told(1)
    return made


def _typst() -> tuple[Callable[..., Any], type[Exception]]:
    """Return what typst offers here; not every district installs it."""
    try:
        from typst import TypstError
        from typst import compile as compile_
    except ImportError as error:
        raise MouError(messages.PDF_ABSENT) from error
    return compile_, TypstError


def _sentence(error: str) -> str:
    """Return what to tell of an error: a letter that no font has is the one to be expected."""
    found = _UNKNOWN.search(error)
    return messages.PDF_LETTERS.format(text=found[1]) if found else messages.PDF_FAILED


def _data(
    document: Document, part: str, open_findings: int, told: Callable[[float], None]
) -> dict[str, Any]:
    from mou_desktop.pdf.pages import nodes_of
    from mou_desktop.word.furniture import (
        clean_footer_texts,
        district_name,
        draft_text,
        short_title,
    )
    from mou_desktop.word.identity import export_id
    from mou_desktop.word.write import printed_blocks

    here, edition = find_part(document, part), document.edition
    blocks = printed_blocks(document, part, lambda share: told(share * _DRAWN))
    changes, last = clean_footer_texts(document, here, open_findings)
    return {
        "title": printable(short_title(document, here)),
        "author": printable(district_name(document)),
        "about": printable(changes),  # what stands at the foot is not read aloud: this is
        "ids": [
            f"mou-export:{export_id(None, _KIND, here.key)}",
            f"mou-project:{printable(document.id)}",
            f"mou-edition:{edition.id}",
            f"mou-revision:{edition.revision}",
            f"mou-edition-sha256:{edition.sha256}",
        ],
        "draft": draft_text(document, open_findings),
        "feet": [changes, last],
        "page": messages.PAGE,
        "of": messages.OF,
        "nodes": nodes_of(blocks),
    }


def _seconds(document: Document) -> int:
    from mou_desktop.word.furniture import moment_of

    moment = moment_of(document.saved)
    if moment is None:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
