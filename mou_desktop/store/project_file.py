"""`.mou` files, format 1: one JSON object that stands alone, with its edition's text inside.

History of the format
    1.0  the first one

`docs/file-format.md` explains it, `schemas/project.schema.json` publishes it. Opening changes
nothing; what a newer minor format added is kept and written back.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from bisect import bisect
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from mou_desktop import __version__, messages
from mou_desktop.errors import EditionBroken, NotAProject, NotSaved, TooNew
from mou_desktop.model import Added, Document, Edition, Finding, LocalClause, Severity
from mou_desktop.model.values import EMPTY as NO_ANSWERS
from mou_desktop.model.values import freeze, plain, printable
from mou_desktop.store import library, saver
from mou_desktop.store.carried import EMPTY, Carried, carried_by, raw_of
from mou_desktop.store.ordering import in_order, plain_answer, plain_answers
from mou_desktop.store.parts import Laid, Members, Part, Parts, lay_out, members
from mou_desktop.store.reading import LARGEST, read_file
from mou_desktop.store.strict_json import JsonFault, decode, digest, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mou_desktop.model.values import Value

MAJOR, MINOR = 1, 0
PARENTS = 50  # how many saved bodies are remembered, to find a common ancestor

_KINDS = (
    (b"PK\x03\x04", "a Word document or another zipped file, not an MOU project"),
    (b"PK\x05\x06", "an empty zipped file, not an MOU project"),
    (b"\xd0\xcf\x11\xe0", "an old Word document or a password-protected one, not an MOU project"),
    (b"%PDF", "a PDF, not an MOU project"),
    (b"{\\rtf", "an RTF document, not an MOU project"),
    (b"<", "a web page or another marked-up file, not an MOU project"),
)
_TOP = (
    "mou", "id", "app", "created", "saved", "parents", "edition", "answers", "unplaced", "local",
    "notes", "rounds", "signed", "editions", "integrity",
)  # fmt: skip
_SHAPES: dict[str, type] = {
    "parents": list, "edition": dict, "answers": dict, "unplaced": dict, "local": dict,
    "notes": list, "rounds": list, "editions": dict,
}  # fmt: skip
_END = "\n}"  # of an object that stands alone
_VERSION = re.compile(r"([1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")  # there never was a format 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A `.mou` file as it was read or saved.

    Attributes:
        document: the agreement in it.
        body: digest of the body it holds, which the next save names as its parent.
        file: SHA-256 of the file's bytes, by which a change on the disk is noticed; empty where
            none stands there, and None where its bytes are `data`: nobody needs the sum then.
        format: the format it was written in, such as `1.0`.
        findings: what is to be said of the file itself.
        read_only: whether it is of a newer major format, which this program must not write.
        data: the file's bytes, where they are at hand.
        carried: the text of its edition as the file holds it, once a save has laid it out.
        laid: its other parts as the file holds them, once a save has laid them out.
    """

    document: Document
    body: str = ""
    file: str | None = saver.NOTHING
    format: str = f"{MAJOR}.{MINOR}"
    findings: tuple[Finding, ...] = ()
    read_only: bool = False
    data: bytes = field(default=b"", repr=False, compare=False)
    carried: Carried | None = field(default=None, repr=False, compare=False)
    laid: Laid | None = field(default=None, repr=False, compare=False)

    @property
    def there(self) -> str | bytes:
        """What must stand on the disk where this project is saved, as the saver takes it."""
        return self.data if self.file is None else self.file

    @property
    def file_sha256(self) -> str:
        """SHA-256 of the file's bytes, empty where no file stands there."""
        return saver.sha256_of(self.data) if self.file is None else self.file


def load(path: Path, limit: int = LARGEST) -> Project:
    """Return the project at `path`; the file is read once and never changed.

    Raises:
        MouError: there is no such file or it may not be read.
        NotAProject: it is no project, or is damaged beyond reading.
        EditionBroken: the text of the agreement in it cannot be trusted.
    """
    data = read_file(path, limit)
    try:
        return loads(data)
    except NotAProject as error:
        raise NotAProject(f"“{path.name}” {error}") from error
    except EditionBroken as error:
        raise EditionBroken(f"“{path.name}” cannot be opened. {error}") from error


def loads(data: bytes) -> Project:
    """Return the project that the bytes of a file hold.

    Raises:
        NotAProject: they hold none; the text goes on after the name of the file.
        EditionBroken: the text of the agreement in them cannot be trusted.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise NotAProject(
            "is empty. This can happen when a computer stops while saving. Open an earlier copy."
        )
    for magic, what in _KINDS:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(magic):
            raise NotAProject(f"is {what}. Choose a file that ends in .mou.")
    try:
        text, usual = decode(data)
        raw = parse(text)
    except JsonFault as fault:
        raise NotAProject(f"cannot be read: {fault}. Open an earlier copy.") from fault
    if not isinstance(raw, dict) or not isinstance(raw.get("mou"), str):
        raise NotAProject("is not an MOU project. Choose a file that ends in .mou.")
    version = _VERSION.fullmatch(raw["mou"])
    if version is None:
        raise NotAProject("does not say which format it has. Open an earlier copy.")
    major, minor = int(version.group(1)), int(version.group(2))
    try:
        return _project(raw, data, (major, minor), usual=usual)
    except (NotAProject, EditionBroken) as error:
        if major <= MAJOR:
            raise
        raise NotAProject(
            f"was made with a newer version of the program (format {raw['mou']}), and this one "
            "cannot read it. Open it with the newest version."
        ) from error


def _project(raw: dict[str, Any], data: bytes, version: tuple[int, int], *, usual: bool) -> Project:
    major = version[0]
    for key, shape in _SHAPES.items():
        if not isinstance(raw.get(key, shape()), shape):
            raise NotAProject(f"is damaged: its part “{key}” cannot be read. Open an earlier copy.")
    edition, others = _editions(raw)
    body = digest({key: value for key, value in raw.items() if key != "integrity"})
    said = raw.get("integrity")
    said = said.get("sha256") if isinstance(said, dict) else None
    findings = [
        *_file_findings(raw["mou"], newer=version > (MAJOR, MINOR), major=major),
        *([] if usual else [_finding("file.encoding", "note", messages.UNUSUAL_ENCODING)]),
        *([_finding("file.no_checksum", "should", messages.NO_CHECKSUM)] if not said else []),
        *(
            [_finding("file.changed", "should", messages.ALTERED_FILE)]
            if said and said != body
            else []
        ),
        *_edition_findings(edition, raw),
    ]
    try:
        document = _document(raw, edition, others)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise NotAProject("is damaged: its parts do not fit. Open an earlier copy.") from error
    return Project(
        document=document,
        body=body,
        file=None,
        data=data,
        format=raw["mou"],
        findings=tuple(findings),
        read_only=major > MAJOR,
    )


def _editions(raw: Mapping[str, Any]) -> tuple[Edition, dict[str, Any]]:
    """Return the edition in force, and what the file carries of others."""
    carried = dict(raw.get("editions", {}))
    wanted = raw.get("edition", {}).get("sha256")
    mine = carried.pop(wanted, None) if isinstance(wanted, str) else None
    if not isinstance(mine, dict):
        raise NotAProject("is damaged: the text of its agreement is missing. Open an earlier copy.")
    try:
        return library.opened(mine), carried
    except EditionBroken as error:
        # The first fault is enough for a file, and what it quotes comes from anybody.
        raise EditionBroken(printable(str(error).partition("\n")[0])) from error


def _edition_findings(edition: Edition, raw: Mapping[str, Any]) -> list[Finding]:
    words = {"id": edition.id, "revision": edition.revision}
    claim = raw["edition"]
    same = claim.get("id") == edition.id and claim.get("revision") == edition.revision
    if claim.get("sha256") != edition.sha256 or not same:
        return [_finding("edition.altered", "must", messages.ALTERED_EDITION.format(**words))]
    if library.is_published(edition.id, edition.revision, edition.sha256):
        return []
    if library.is_known(edition.id, edition.revision):
        return [_finding("edition.altered", "must", messages.ALTERED_EDITION.format(**words))]
    if library.is_known(edition.id):
        return [_finding("edition.revision", "must", messages.UNKNOWN_REVISION.format(**words))]
    return [_finding("edition.unknown", "should", messages.UNKNOWN_EDITION.format(**words))]


def _file_findings(format_: str, *, newer: bool, major: int) -> list[Finding]:
    if not newer:
        return []
    text = messages.NEWER_MAJOR if major > MAJOR else messages.NEWER_MINOR
    return [_finding("file.newer", "note", text.format(format=format_))]


def _finding(rule: str, severity: Severity, text: str) -> Finding:
    return Finding(rule=rule, severity=severity, message=text)


def _document(raw: Mapping[str, Any], edition: Edition, others: Mapping[str, Any]) -> Document:
    local = raw.get("local", {})
    clauses = {key: _local(one) for key, one in local.get("clauses", {}).items()}
    return Document(
        edition=edition,
        id=_text(raw, "id"),
        created=_text(raw, "created"),
        saved=_text(raw, "saved"),
        parents=tuple(one for one in raw.get("parents", []) if isinstance(one, str)),
        answers=freeze(raw.get("answers", {})),
        unplaced=freeze(raw.get("unplaced", {})),
        clauses=clauses,
        added=tuple(_added(one) for one in local.get("added", [])),
        notes=freeze(raw.get("notes", [])),
        rounds=freeze(raw.get("rounds", [])),
        editions=freeze(others),
        extra=freeze(
            {key: value for key, value in raw.items() if key not in _TOP or key == "signed"}
        ),
        local_extra=freeze({k: v for k, v in local.items() if k not in {"clauses", "added"}}),
    )


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise TypeError(key)
    return value


_LOCAL = ("state", "text", "reason", "source", "model_sha256")
_ADDED = ("kind", "section", "after", "heading", "text", "reason")


def _local(raw: Mapping[str, Any]) -> LocalClause:
    known = {key: _text(raw, key) for key in _LOCAL}
    return LocalClause(**known, extra=freeze({k: v for k, v in raw.items() if k not in _LOCAL}))


def _added(raw: Mapping[str, Any]) -> Added:
    known = {key: _text(raw, key) for key in _ADDED}
    extra = {key: value for key, value in raw.items() if key not in {"_id", *_ADDED}}
    return Added(id=_text(raw, "_id"), **known, extra=freeze(extra))


# ---- writing -------------------------------------------------------------------------------


def save(project: Project, path: Path, now: str, *, over: bool = False) -> Project:
    """Write `project` to `path`, whole or not at all, and return it as it stands there now.

    Args:
        project: what was loaded or made, perhaps with another document in it.
        path: where; the file there must be the one that was loaded.
        now: the time of saving, UTC, `2026-11-23T15:04:05Z`.
        over: whether whatever stands there may be replaced unread.

    Raises:
        TooNew: the project is of a newer major format.
        NotSaved: nothing was written; what stood there still does.
    """
    sealed = seal(project, now)
    saver.write(path, sealed.data, expected=saver.ANYTHING if over else project.there)
    return sealed


def save_in_place(project: Project, path: Path, now: str, safe: Path) -> Project:
    """Write `project` into the file at `path` itself, once `safe` holds all of it.

    Only for a folder that takes no new file (`FolderClosed`), and only when the user asked for it.

    Raises:
        TooNew: the project is of a newer major format.
        NotSaved: it could not be written; the text says whether the file may be damaged.
    """
    sealed = seal(project, now)
    saver.write_in_place(path, sealed.data, safe=safe, expected=project.there)
    return sealed


def made_ready(project: Project) -> Project:
    """Return `project` with its parts laid out: a save then lays out only those that change.

    Raises:
        MouError: no file can hold it; a save says what of it.
    """
    carried, laid = _laid_out(project, project.document)
    return replace(project, carried=carried, laid=laid)


def seal(project: Project, now: str) -> Project:
    """Return `project` as a save at the time `now` makes it, its bytes read back and compared.

    Raises:
        TooNew: the project is of a newer major format.
        NotSaved: no file can hold it.
    """
    if project.read_only:
        raise TooNew(messages.NEWER_MAJOR.format(format=project.format))
    document = replace(project.document, saved=now, parents=_parents(project))
    carried, laid = _laid_out(project, document)
    try:
        head = f'{laid.text.removesuffix(_END)},\n  "editions": '.encode()
        body = _body_of(laid, carried.canonical)
    except ValueError as error:  # half of a character
        raise NotSaved(_unwritable(document)) from error
    integrity = {"integrity": {"sha256": body}}
    tail = b"," + pretty(integrity).removeprefix(b"{")
    data = b"".join((head, carried.text, tail))
    if len(data) > LARGEST:
        raise NotSaved(messages.TOO_LARGE.format(bound=LARGEST // 1_000_000))
    own = data[: len(head)] + EMPTY + data[len(data) - len(tail) :]
    _read_back(own, {**laid.raw, "editions": {}, **integrity}, document)
    return Project(
        document=document,
        body=body,
        file=None,
        format=project.format,
        data=data,
        carried=carried,
        laid=laid,
    )


def _laid_out(project: Project, document: Document) -> tuple[Carried, Laid]:
    """Return the parts of a file of `document`: those that `project` has laid out are taken."""
    try:
        carried = project.carried
        if carried is None or not carried.fits(document):
            carried = carried_by(document)
        return carried, lay_out(_own_parts(document, project.format), project.laid)
    except JsonFault as error:
        raise NotSaved(messages.UNREADABLE) from error
    except ValueError as error:
        raise NotSaved(_unwritable(document)) from error


def _read_back(data: bytes, raw: Mapping[str, Any], document: Document) -> None:
    """Read what is to be written, the edition's text left out, which was proved when it was made.

    A value in a JSON text may stand for another without a change to the rest, so that the parts
    say alone what they say together. Each was read by the rules of a file that is opened, when it
    was laid out, and the answers are those of `document` where they say what was laid out
    (`store/parts.py`): here it is enough to read what all of them say.
    """
    try:
        again = json.loads(data)
        rest = _document({**again, "answers": {}}, document.edition, document.editions)
        same = rest == replace(document, answers=NO_ANSWERS)
    except (JsonFault, TypeError, KeyError, AttributeError, ValueError) as error:
        raise NotSaved(messages.UNREADABLE) from error
    if again != raw or not same:
        raise RuntimeError("a project that was just written reads back differently")


def _body_of(laid: Laid, editions: bytes) -> str:
    """Return the checksum of a file with these parts and this canonical text of its editions."""
    keys = sorted(laid.inner)
    at = bisect(keys, "editions")
    before, after = members(laid.inner, keys[:at]), members(laid.inner, keys[at:])
    found = hashlib.sha256(f'{{{before},"editions":'.encode())
    found.update(editions)
    found.update(f",{after}}}".encode())
    return found.hexdigest()


def _unwritable(document: Document) -> str:
    """Return a sentence that names the answer which no file can hold."""
    for one in document.edition.fields:
        try:
            pretty(plain(document.answer(one.key)))
        except ValueError:
            return f"“{one.label}” holds something that no file can hold. Type the answer again."
    return messages.UNREADABLE


def _parents(project: Project) -> tuple[str, ...]:
    parents = project.document.parents
    grown = (*parents, project.body) if project.body and project.body not in parents else parents
    return grown[-PARENTS:]


def to_plain(document: Document, format_: str = f"{MAJOR}.{MINOR}") -> dict[str, Any]:
    """Return `document` as the one JSON object of its file, checksum and all."""
    raw = {key: part.raw() for key, part in _own_parts(document, format_).items()}
    raw["editions"] = raw_of(document)
    return {**raw, "integrity": {"sha256": digest(raw)}}


def _own_parts(document: Document, format_: str) -> Parts:
    """Return the parts of the file that change from save to save: all but the editions' text."""
    edition = document.edition
    claim = {"id": edition.id, "revision": edition.revision, "sha256": edition.sha256}
    local = (document.clauses, document.added, document.local_extra)
    return {
        "mou": _as_is(format_),
        "id": _as_is(document.id),
        "app": _as_is(__version__),
        "created": _as_is(document.created),
        "saved": _as_is(document.saved),
        "parents": _as_is(document.parents),
        "edition": Part((edition,), lambda: claim),
        "answers": _answers(document),
        "unplaced": _as_is(document.unplaced),
        "local": Part(local, lambda: _plain_local_parts(document)),
        "notes": _as_is(document.notes),
        "rounds": _as_is(document.rounds),
        **{key: _as_is(value) for key, value in document.extra.items()},
    }


def _as_is(value: Value) -> Part:
    return Part((value,), partial(plain, value))


def _answers(document: Document) -> Members:
    answers, by_key = document.answers, document.edition.by_key
    keys = in_order(answers, document.edition.order)
    return Members(
        document.edition,
        {key: answers[key] for key in keys},
        lambda key: plain_answer(by_key.get(key), answers[key]),
    )


def plain_base(document: Document) -> dict[str, Any]:
    """Return answers and local changes as they stand in a file: what a round keeps of them."""
    return {"answers": plain_answers(document), "local": _plain_local_parts(document)}


def _plain_local_parts(document: Document) -> dict[str, Any]:
    return {
        "clauses": {key: _plain_local(one) for key, one in document.clauses.items()},
        "added": [_plain_added(one) for one in document.added],
        **plain(document.local_extra),
    }


def with_base(document: Document, base: Mapping[str, Any]) -> Document:
    """Return `document` with answers and local changes as `plain_base` made them."""
    local = base.get("local", {})
    return replace(
        document,
        answers=freeze(base.get("answers", {})),
        clauses={key: _local(one) for key, one in local.get("clauses", {}).items()},
        added=tuple(_added(one) for one in local.get("added", [])),
    )


def _plain_local(one: LocalClause) -> dict[str, Any]:
    known = {key: getattr(one, key) for key in _LOCAL if getattr(one, key)}
    return {**known, **plain(one.extra)}


def _plain_added(one: Added) -> dict[str, Any]:
    known: dict[str, Value] = {"_id": one.id}
    known |= {key: getattr(one, key) for key in _ADDED if getattr(one, key)}
    return {**known, **plain(one.extra)}


def utc_now() -> str:
    """Return the time now as files hold it: UTC seconds, `2026-11-23T15:04:05Z`."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
