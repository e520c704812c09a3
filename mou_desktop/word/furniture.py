"""Writes what stands round the text: header, footer, and the document's properties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.spoken import joined
from mou_desktop.model.values import printable, visible
from mou_desktop.word.ooxml import add_field, add_paragraph, add_tab, add_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.coreprops import CoreProperties
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Part
    from mou_desktop.model.values import Value

_NAMED = 3  # departments, after which they are counted
_LONGEST = 255  # what a property holds


def short_title(document: Document, part: Part) -> str:
    """Return the title with the parties' short names, as the header has it."""
    names = joined(_parties(document))
    return f"{part.title}: {names}" if names else part.title


def write_header(header: Element, title: str, open_findings: int, about: str = "") -> None:
    """Fill the header; while findings are open it says DRAFT, in text that no printer drops.

    `about` is a sentence on what the file is.
    """
    del header[:]
    if open_findings:
        words = messages.DRAFT_ONE if open_findings == 1 else messages.DRAFT_MANY
        add_text(add_paragraph(header, "MOUDraft"), words.format(count=open_findings))
    add_text(add_paragraph(header, "Header"), title)
    if about:
        add_text(add_paragraph(header, "Header"), about)


def compared_text(document: Document) -> str:
    """Return what a comparison says of itself on every page."""
    edition = document.edition
    words = messages.COMPARED_WORKING if edition.working else messages.COMPARED_OFFICIAL
    return words.format(id=edition.id, label=edition.label, revision=edition.revision)


def footer_text(document: Document) -> str:
    """Return whose text it is, as the foot of every page says."""
    edition = document.edition
    words = messages.FOOTER_WORKING if edition.working else messages.FOOTER_OFFICIAL
    return words.format(id=edition.id, label=edition.label, revision=edition.revision)


def write_footer(footer: Element, document: Document) -> None:
    """Fill the footer: whose text it is, which document, which page."""
    del footer[:]
    add_text(add_paragraph(footer, "MOUFooterTop"), footer_text(document))
    last = add_paragraph(footer, "Footer")
    add_text(last, messages.FOOTER_DOCUMENT.format(id=document.id))
    add_tab(last)
    add_text(last, messages.PAGE)
    add_field(last, "PAGE", "1")
    add_text(last, messages.OF)
    add_field(last, "NUMPAGES", "1")


def write_properties(properties: CoreProperties, document: Document, part: Part) -> None:
    """Fill the properties. They name no program and no user: the author is the district."""
    district = _text(document.counts("district_name"))
    properties.title = _cut(short_title(document, part))
    properties.subject = _cut(part.subtitle or document.edition.label)
    properties.author = properties.last_modified_by = _cut(district)
    properties.language = "en-US"
    properties.identifier = _cut(document.id)
    properties.keywords = _cut(f"mou-document:{document.id}")
    if moment := moment_of(document.saved):
        properties.created = properties.modified = moment


def _parties(document: Document) -> Iterator[str]:
    short = _text(document.counts("district_short"))
    if district := short or _text(document.counts("district_name")):
        yield district
    rows = document.counts("pd")
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, tuple) else []
    names = [_text(row.get("pd_short")) or _text(row.get("name")) for row in found]
    named = [name for name in names if name]
    if len(named) > _NAMED:
        yield messages.DEPARTMENTS.format(count=len(named))
    else:
        yield from named


def _text(answer: Value) -> str:
    text = answer if isinstance(answer, str) and visible(answer) else ""
    return " ".join(printable(text).split())


def _cut(text: str) -> str:
    return printable(text)[:_LONGEST]


def moment_of(saved: str) -> datetime | None:
    """Return when a project was saved, if that can be read."""
    try:
        return datetime.fromisoformat(saved)
    except ValueError:
        return None
