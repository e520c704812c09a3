"""What a file that we write says that it is, in three places, and how that is read back.

    custom XML          root `{urn:mou-desktop:docx:1}mou`: all of it, and the text that was sent
    custom properties   MouProject, MouExport, MouBaseSha256, and the edition's MouEdition,
                        MouRevision, MouEditionSha256: survive a passage through .odt too
    core properties     identifier: the agreement; keywords: `mou-export:` and the export

The text that was sent is the base of a comparison when the file comes back, on any machine. It goes
to outside counsel, so it holds what prints and nothing else: text, printed answers, keys. No note,
no history, no answer that is hidden, no part of a person that does not print. It is canonical JSON
in base64, not compressed: builds of zlib differ, and the same agreement has to make the same bytes.

All other files carry the ids and the digest of their edition alone (`label`): a clean copy may be
posted, and a schedule is read by many. A clean copy of a round names the round, so that it can be
compared with what was sent when it comes back; one that was exported by itself belongs to none.

None of it is proof. What comes back is checked against the project all the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from mou_desktop.model.anchors import tag_of
from mou_desktop.model.values import printable
from mou_desktop.word.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docx.document import Document as WordDocument

    from mou_desktop.model import Document
    from mou_desktop.model.printed import Block, Cell
    from mou_desktop.model.rounds import Sending
    from mou_desktop.model.values import Value
    from mou_desktop.word.reading import Identity

NAMESPACE = "urn:mou-desktop:docx:1"
PROJECT, EXPORT, BASE = "MouProject", "MouExport", "MouBaseSha256"
EDITION, REVISION, EDITION_SHA256 = "MouEdition", "MouRevision", "MouEditionSha256"
_KEYWORD = "mou-export:"
_KEYWORD_READ = re.compile(r"mou-export[:\s]\s*(\S+)")  # LibreOffice makes a space of the colon
_EXPORT = re.compile(r"(?:(\w+)-)?([a-z]+)-(\w*)")
_FORM = 1
_LONGEST = 255  # characters of a property
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ITEM = "application/vnd.openxmlformats-officedocument."
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every custom property belongs to
_TYPES = {"date", "number", "money", "percent", "yes_no", "choice"}
"""Types whose answers say the same as what prints; a person or a list may hold more than that."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says that it is.

    Attributes:
        round: `_id` of the round; empty for what was exported by itself.
        kind: `review`, `compared`, `clean`, or what else a file of ours is, such as `changes`.
        part: key of the edition's document.
        base_sha256: digest of the text that was sent.
        base: that text, as `sent_of` made it; None where the file does not hold it unharmed.
    """

    project: str = ""
    round: str = ""
    kind: str = ""
    part: str = ""
    edition: str = ""
    revision: str = ""
    edition_sha256: str = ""
    base_sha256: str = ""
    base: Mapping[str, Any] | None = field(default=None, hash=False)


def identify(
    word: WordDocument,
    document: Document,
    blocks: Sequence[Block],
    sending: Sending,
    kind: str,
    places: Places | None = None,
) -> None:
    """Write into `word` what it is.

    Args:
        word: the Word file, with its properties filled.
        document: the agreement.
        blocks: what prints of it, with every change accepted.
        sending: the round that the file goes out in.
        kind: `review` or `compared`.
        places: what knows the answers already, such as those of the controls.
    """
    data = _canonical(sent_of(blocks, places or Places(document)))
    digest = hashlib.sha256(data).hexdigest()
    part = next((block.document for block in blocks), "")
    _write_properties(word, document, export_id(sending, kind, part), {BASE: digest})
    project = printable(document.id)[:_LONGEST]
    attributes = {
        "project": project, "round": sending.id, "kind": kind, "document": part,
        "edition": document.edition.id, "revision": str(document.edition.revision),
        "sha256": digest,
    }  # fmt: skip
    _add_data(word, attributes, base64.b64encode(data).decode())


def label(
    word: WordDocument,
    document: Document,
    kind: str,
    part: str = "",
    sending: Sending | None = None,
) -> None:
    """Write into `word` what it is by ids and a digest alone, without the text that was sent.

    Args:
        word: the Word file, with its properties filled.
        document: the agreement.
        kind: what the file is, such as `clean` or `changes`.
        part: key of the edition's document; empty for a file that is about all of them.
        sending: the round that the file goes out in, if it goes out in one.
    """
    _write_properties(word, document, export_id(sending, kind, part))


def export_id(sending: Sending | None, kind: str, part: str) -> str:
    """Return what one file is known by: its round, where it has one, its kind and its document."""
    return f"{sending.id}-{kind}-{part}" if sending else f"{kind}-{part}"


def identity_of(said: Identity, *, text: bool = True) -> Claim:
    """Return what a file that was read says that it is; empty where it says nothing of ours.

    Args:
        said: what stands in the file.
        text: whether the text that was sent is read too, which takes long.
    """
    data = said.data_of(NAMESPACE)
    about = data.attributes if data else {}
    keyword = _KEYWORD_READ.search(said.keywords)
    export = said.custom.get(EXPORT) or (keyword[1] if keyword else "")
    named = _EXPORT.fullmatch(export)
    round_, kind, part = (one or "" for one in (named.groups() if named else ("", "", "")))
    digest = about.get("sha256") or said.custom.get(BASE, "")
    ours = bool(data or export)
    return Claim(
        project=about.get("project") or said.custom.get(PROJECT) or said.identifier * ours,
        round=about.get("round") or round_,
        kind=about.get("kind") or kind,
        part=about.get("document") or part,
        edition=about.get("edition") or said.custom.get(EDITION, "") * ours,
        revision=about.get("revision") or said.custom.get(REVISION, "") * ours,
        edition_sha256=said.custom.get(EDITION_SHA256, "") * ours,
        base_sha256=digest,
        base=_base(data.text, digest) if data and text else None,
    )


# ---- the text that was sent ----------------------------------------------------------------


def sent_of(blocks: Iterable[Block], places: Places) -> dict[str, Any]:
    """Return what prints, as plain JSON: blocks of spans, and each printed answer by its tag.

    A block is `[kind, section, clause, level, spans]`, a table has rows of cells in the place of
    spans. A span of text is a string; any other is `[kind, words]`, or `[kind, words, name]` with
    the tag of an answer, or the key that a reference points to. `own`, where there is any, has the
    places of the blocks that the district added after the text of a published clause.
    """
    answers = dict[str, Any]()
    printed = [one for one in blocks if one.kind != "contents"]
    found = [
        [one.kind, one.section, one.clause, one.level, _content(one, places, answers)]
        for one in printed
    ]
    own = [at for at, one in enumerate(printed) if one.mark == "extended"]
    return {"form": _FORM, "blocks": found, "answers": answers, **({"own": own} if own else {})}


def _content(block: Block, places: Places, answers: dict[str, Any]) -> list[Any]:
    if block.rows:
        return [[_spans(cell, places, answers) for cell in row] for row in block.rows]
    return _spans(block.spans, places, answers)


def _spans(cell: Cell, places: Places, answers: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for span in cell:
        if span.kind == "text":
            if found and isinstance(found[-1], str):
                found[-1] += span.text
            else:
                found.append(span.text)
        elif span.kind == "ref":
            found.append([span.kind, span.text, span.key])
        elif shown := places.of(span):
            tag = tag_of(shown.anchor)
            found.append([span.kind, span.text, tag])
            plain = shown.field.type in _TYPES and not shown.field.rows_of
            if span.kind != "blank":
                answers[tag] = _plain(shown.answer, span.text) if plain else span.text
        else:
            found.append([span.kind, span.text])
    return found


def _plain(answer: Value, words: str) -> Any:
    return answer if isinstance(answer, str | int | float) else words


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _base(text: str, digest: str) -> Mapping[str, Any] | None:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
        found = json.loads(data)
    except (binascii.Error, ValueError, RecursionError):
        return None
    unharmed = hashlib.sha256(data).hexdigest() == digest
    return found if unharmed and isinstance(found, dict) and found.get("form") == _FORM else None


# ---- parts ---------------------------------------------------------------------------------


def _write_properties(
    word: WordDocument, document: Document, export: str, more: Mapping[str, str] | None = None
) -> None:
    """Write the ids into the core properties and into custom ones."""
    edition, core = document.edition, word.core_properties
    project = printable(document.id)[:_LONGEST]
    core.keywords, core.identifier = _KEYWORD + export, project
    ids = {
        PROJECT: project, EXPORT: export, EDITION: edition.id, REVISION: str(edition.revision),
        EDITION_SHA256: edition.sha256,
    }  # fmt: skip
    _add_custom(word, {**ids, **(more or {})})


def _add_custom(word: WordDocument, values: Mapping[str, str]) -> None:
    lines = [
        f'<property fmtid="{_SET}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), 2)
    ]
    markup = (
        f'{_HEAD}<Properties xmlns="{_OFFICE}custom-properties" xmlns:vt="{_OFFICE}docPropsVTypes">'
        f"{''.join(lines)}</Properties>"
    )
    package = word.part.package
    name, kind = PackURI("/docProps/custom.xml"), f"{_ITEM}custom-properties+xml"
    part = Part(name, kind, markup.encode(), package)
    package.relate_to(part, f"{_OFFICE}relationships/custom-properties")


def _add_data(word: WordDocument, attributes: Mapping[str, str], text: str) -> None:
    package = word.part.package
    about = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    item = f'{_HEAD}<mou xmlns="{NAMESPACE}" {about}>{text}</mou>'
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", item.encode(), package)
    word.part.relate_to(part, f"{_OFFICE}relationships/customXml")
    seed = hashlib.sha256(f"{attributes['round']}/{attributes['kind']}".encode()).hexdigest()
    guid = "-".join((seed[:8], seed[8:12], seed[12:16], seed[16:20], seed[20:32])).upper()
    properties = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}customXml" ds:itemID="{{{guid}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    name, kind = PackURI("/customXml/itemProps1.xml"), f"{_ITEM}customXmlProperties+xml"
    about_it = Part(name, kind, properties.encode(), package)
    part.relate_to(about_it, f"{_OFFICE}relationships/customXmlProps")
