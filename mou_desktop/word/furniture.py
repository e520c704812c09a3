"""Writes what stands round the text: header, footer, and the document's properties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.departures import local_changes, standings, with_all
from mou_desktop.model.spoken import joined
from mou_desktop.model.values import printable, visible
from mou_desktop.outline import arranged
from mou_desktop.progress import required_answers
from mou_desktop.word.ooxml import add_field, add_paragraph, add_tab, add_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.coreprops import CoreProperties
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Edition, Part
    from mou_desktop.model.values import Value

_NAMED = 3  # departments, after which they are counted
_LONGEST = 255  # what a property holds


def short_title(document: Document, part: Part) -> str:
    """Return the title with the parties' short names, as the header has it."""
    names = joined(parties(document))
    return f"{part.title}: {names}" if names else part.title


def draft_text(document: Document, open_findings: int) -> str:
    """Return what a draft says of itself, in text that no printer drops; nothing of a final copy.

    Required answers that are open are counted as questions, as the window counts them. Where they
    are all there, what holds a final copy up is something else, and is counted as such.
    """
    answered, asked = required_answers(document) if open_findings else (0, 0)
    one, many = messages.DRAFT_ONE, messages.DRAFT_MANY
    if answered == asked:
        one, many = messages.DRAFT_POINT, messages.DRAFT_POINTS
    count = asked - answered or open_findings
    draft = (one if count == 1 else many).format(count=count) if open_findings else ""
    several = len(document.edition.documents) > 1  # the count is of all, and each is read alone
    return messages.DRAFT_OF_ALL.format(draft=draft) if draft and several else draft


def write_header(header: Element, title: str, draft: str = "", about: str = "") -> None:
    """Fill the header.

    Args:
        header: the part.
        title: what the file is called.
        draft: what `draft_text` says.
        about: a sentence on what the file is.
    """
    del header[:]
    if draft:
        add_text(add_paragraph(header, "MOUDraft"), draft)
    add_text(add_paragraph(header, "Header"), title)
    if about:
        add_text(add_paragraph(header, "Header"), about)


def compared_text(document: Document) -> str:
    """Return what a comparison says of itself on every page."""
    edition = document.edition
    words = messages.COMPARED_WORKING if edition.working else messages.COMPARED_OFFICIAL
    return _named(words, edition)


def text_name(document: Document) -> str:
    """Return which text a document is made of, as it stands in a sentence."""
    edition = document.edition
    words = messages.TEXT_WORKING if edition.working else messages.TEXT_OFFICIAL
    return _named(words, edition)


def footer_texts(document: Document) -> tuple[str, str]:
    """Return whose text it is, and which agreement, as the foot of every page says."""
    edition = document.edition
    words = messages.FOOTER_WORKING if edition.working else messages.FOOTER_OFFICIAL
    text = _named(words, edition)
    return text, messages.FOOTER_DOCUMENT.format(id=document.id)


def clean_footer_texts(document: Document, part: Part, open_findings: int) -> tuple[str, str]:
    """Return how far a copy departs from its text, and from which, as the foot of its pages says.

    A clean copy and one for review have no marks, and would look closer to their edition than they
    are.
    """
    found = standings(document, part, arranged(with_all(document), part), {})
    count, text = local_changes(found), text_name(document)
    words = messages.LOCAL_CHANGE if count == 1 else messages.LOCAL_CHANGES
    changes = (words if count else messages.NO_LOCAL_CHANGES).format(count=count, text=text)
    first = ". ".join(filter(None, (draft_text(document, open_findings), changes)))
    last = messages.FOOTER_DOCUMENT.format(id=document.id)
    if document.edition.working:
        official = document.edition.official
        last = messages.FOOTER_NOT_OFFICIAL.format(official=official, rest=last)
    return first, last


def write_footer(footer: Element, document: Document, texts: tuple[str, str] | None = None) -> None:
    """Fill the footer: whose text it is, which document, which page; or other `texts`."""
    first, below = texts or footer_texts(document)
    del footer[:]
    add_text(add_paragraph(footer, "MOUFooterTop"), first)
    last = add_paragraph(footer, "Footer")
    add_text(last, below)
    add_tab(last)
    add_text(last, messages.PAGE)
    add_field(last, "PAGE", "1")
    add_text(last, messages.OF)
    add_field(last, "NUMPAGES", "1")


def write_properties(properties: CoreProperties, document: Document, part: Part) -> None:
    """Fill the properties. They name no program and no user: the author is the district."""
    district = district_name(document)
    properties.title = _cut(short_title(document, part))
    properties.subject = _cut(part.subtitle or document.edition.label)
    properties.author = properties.last_modified_by = _cut(district)
    properties.language = "en-US"
    properties.identifier = _cut(document.id)
    if moment := moment_of(document.saved):
        properties.created = properties.modified = moment


def district_name(document: Document) -> str:
    """Return what the district is called in full; empty where that is not answered."""
    return _text(document.counts("district_name"))


def parties(document: Document, *, full: bool = False) -> Iterator[str]:
    """Yield what the parties are called for short, or in `full`; many departments are counted."""
    short = "" if full else _text(document.counts("district_short"))
    if district := short or _text(document.counts("district_name")):
        yield district
    rows = document.counts("pd")
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, tuple) else []
    names = [
        ("" if full else _text(row.get("pd_short"))) or _text(row.get("name")) for row in found
    ]
    named = [name for name in names if name]
    if len(named) > _NAMED and not full:
        yield messages.DEPARTMENTS.format(count=len(named))
    else:
        yield from named


def _named(words: str, edition: Edition) -> str:
    return words.format(
        id=edition.id,
        label=edition.label,
        revision=edition.revision,
        official=edition.official,
    )


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
