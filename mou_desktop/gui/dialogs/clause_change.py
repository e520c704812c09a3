"""What a change to a clause is made of, without a window: what stands, what is wrong, what becomes.

The dialog asks; everything that it decides is decided here, on values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mou_desktop.errors import TextFault
from mou_desktop.gui import words
from mou_desktop.model import local
from mou_desktop.model import text as texts
from mou_desktop.model.document import is_visible
from mou_desktop.model.resolving import text_reasons
from mou_desktop.model.values import clean_text
from mou_desktop.outline import outline, plain_text

if TYPE_CHECKING:
    from mou_desktop.model import Added, Clause, Document

Kind = Literal["extended", "reworded", "left_out", "official", "clause", "section", "added"]
OF_A_CLAUSE: Final = ("extended", "reworded", "left_out", "official")
_ESCAPED = re.compile(r"\\([{}\\])")
_BRACE = re.compile(r"(?<!\\)[{}]")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done, and where.

    `key` is the clause for a change to it; the clause or section that an added part stands after;
    or the `_id` of an added part. `section` is where an added clause belongs.
    """

    kind: Kind
    key: str
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the user wrote. `literal` says that braces in the text are braces."""

    heading: str = ""
    text: str = ""
    why: str = ""  # the reason, or the source of official wording
    literal: bool = False


def name_of(document: Document, key: str) -> str:
    """Return the heading of a clause, a section or an added part."""
    clause, added = document.edition.clauses.get(key), find_added(document, key)
    if clause or added:
        return clause.heading if clause else added.heading if added else ""
    sections = (one for part in document.edition.documents for one in part.sections)
    return next((one.heading for one in sections if one.key == key), key)


def find_added(document: Document, key: str) -> Added | None:
    """Return the district's own part `key`."""
    return next((one for one in document.added if one.id == key), None)


def present(document: Document, request: Request) -> Written:
    """Return what the boxes hold at first: what stands now, or the text to change."""
    clause = document.edition.clauses.get(request.key)
    if request.kind == "added" and (added := find_added(document, request.key)):
        return _shown(Written(heading=added.heading, text=added.text, why=added.reason))
    if request.kind not in OF_A_CLAUSE or clause is None:
        return Written()
    standing = document.clauses.get(request.key)
    if standing and standing.state == request.kind:
        why = standing.source if request.kind == "official" else standing.reason
        return _shown(Written(text=standing.text, why=why))
    if request.kind == "reworded":
        return Written(text=clause.text.strip())
    return Written(literal=request.kind == "official")


def _shown(written: Written) -> Written:
    """Return stored text as it is edited: without its escapes, where it holds nothing else."""
    if _BRACE.search(written.text) or not _ESCAPED.search(written.text):
        return written
    text = _ESCAPED.sub(r"\1", written.text)
    return Written(heading=written.heading, text=text, why=written.why, literal=True)


def published(document: Document, request: Request) -> str:
    """Return the published text of the clause as it prints, answers filled in."""
    place = document.edition.clause_places.get(request.key)
    if place is None or request.kind not in OF_A_CLAUSE:
        return ""
    blocks = outline(document.without_local_changes(), place.document)
    mine = (one for one in blocks if one.clause == request.key and one.kind != "clause")
    return plain_text(tuple(mine)).strip("\n")


def stored_text(written: Written) -> str:
    """Return the text as it is stored: braces that are braces escaped."""
    text = clean_text(written.text).strip()
    return texts.escape(text) if written.literal else text


def has_braces(written: Written) -> bool:
    """Return whether anything stands in the text that could be a form or a brace."""
    return any(mark in written.text for mark in "{}\\")


def faults(document: Document, request: Request, written: Written) -> list[str]:
    """Return what cannot be read in the text, a sentence each."""
    text = stored_text(written)
    try:
        blocks = texts.parse(text)
    except TextFault as fault:
        line = text.count("\n", 0, fault.offset) + 1
        reason = str(fault)
        if re.match(r"[{}] is not one", reason):
            reason = words.CHANGE_OPEN_BRACE
        return [words.CHANGE_FAULT.format(line=line, reason=_sentence(reason))]
    here = _section_of(document, request)
    added = {one.id for one in document.added}
    reasons = (
        reason for block in blocks for reason in text_reasons(document.edition, block, here, added)
    )
    return [_sentence(_plain(reason)) for reason in dict.fromkeys(reasons)]


def missing(document: Document, request: Request, written: Written) -> dict[str, str]:
    """Return what is still to be written, by the name of its box."""
    found: dict[str, str] = {}
    adding = request.kind not in OF_A_CLAUSE
    if adding and not is_visible(written.heading):
        found["heading"] = words.CHANGE_NO_HEADING
    with_text = request.kind != "left_out"
    optional = request.kind == "section" or _is_section(document, request)
    if with_text and not optional and not is_visible(written.text):
        found["text"] = words.CHANGE_NO_TEXT
    elif with_text and (wrong := faults(document, request, written)):
        found["text"] = wrong[0]
    elif request.kind == "reworded" and stored_text(written) == _text_of(document, request):
        found["text"] = words.CHANGE_SAME
    if not is_visible(written.why):
        official = request.kind == "official"
        found["why"] = words.CHANGE_NO_SOURCE if official else words.CHANGE_NO_REASON
    return found


def apply(document: Document, request: Request, written: Written) -> Document:
    """Return `document` with the change made."""
    text, why, key = stored_text(written), written.why, request.key
    match request.kind:
        case "official":
            return local.change_clause(document, key, "official", text=text, source=why)
        case "left_out":
            return local.change_clause(document, key, "left_out", reason=why)
        case "extended" | "reworded":
            return local.change_clause(document, key, request.kind, text=text, reason=why)
        case "clause":
            section = _section_of(document, request)
            after = "" if key == section else key
            return local.add_clause(document, section, after, written.heading, text, why)
        case "section":
            return local.add_section(document, key, written.heading, text, why)
        case "added":
            return local.change_added(document, key, written.heading, text, why)


def step_name(document: Document, request: Request, written: Written) -> str:
    """Return what the step of undo is called."""
    adding = request.kind in {"clause", "section"}
    name = written.heading.strip() if adding else name_of(document, request.key)
    return words.CHANGE_STEPS[request.kind].format(name=name)


def _section_of(document: Document, request: Request) -> str:
    """Return the key of the section in which the text stands."""
    if request.section:
        return request.section
    added = find_added(document, request.key)
    if added is not None:
        return added.section or added.after or added.id
    place = document.edition.clause_places.get(request.key)
    return place.section if place else request.key


def _is_section(document: Document, request: Request) -> bool:
    added = find_added(document, request.key)
    return request.kind == "added" and added is not None and added.kind == "section"


def _text_of(document: Document, request: Request) -> str:
    clause: Clause | None = document.edition.clauses.get(request.key)
    return clause.text.strip() if clause else ""


def _plain(reason: str) -> str:
    match = re.fullmatch(r"“([a-z0-9_]+)” is no field here\.", reason)
    return words.CHANGE_NO_FIELD.format(key=match.group(1)) if match else reason


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]
