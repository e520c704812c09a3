"""Writes the pack for counsel: one copy to work in, one compared, the local changes, one to read.

An edition of several documents has a copy of each; the schedule of local changes covers them all.
The pack is made in memory from the document, the findings and the round: same input, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mou_desktop import messages
from mou_desktop.file_names import safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mou_desktop.model import Document, Finding
    from mou_desktop.model.printed import Block
    from mou_desktop.model.rounds import Sending

    Told = Callable[[float], None]

_PROJECT: Final = 50  # characters: a path on Windows has 260, and the folder repeats the name
_TITLE: Final = 40
_WEIGHTS: Final = {"review": 4, "compared": 3, "changes": 3, "clean": 2}  # of the time they take


@dataclass(frozen=True, slots=True)
class Written:
    """One file of a pack, made and not yet on the disk.

    Attributes:
        kind: review, compared, changes or clean.
        part: key of the document that it is of; empty for what covers all of them.
    """

    kind: str
    name: str
    data: bytes
    part: str = ""


def pack_of(
    document: Document,
    findings: Sequence[Finding],
    *,
    name: str,
    sending: Sending,
    told: Told | None = None,
) -> tuple[Written, ...]:
    """Return the files of the pack, in the order in which they are to be listed.

    Args:
        document: the agreement, as it stands in its file.
        findings: what was found when it was checked, in the order in which it is to be told.
        name: what the project is called; the names of the files begin with it.
        sending: the round that the pack goes out in.
        told: is told how much is done, from 0 to 1; what it raises ends the work.

    Raises:
        MouError: this installation is damaged.
    """
    told = told or (lambda _share: None)
    wanted = list(_wanted(document))
    names = _names(document, safe_name(name, _PROJECT), wanted)
    total, done = sum(_WEIGHTS[kind] for kind, _ in wanted), 0
    printed: dict[str, Sequence[Block]] = {}
    written = []
    for (kind, part), file in zip(wanted, names, strict=True):
        share = _Share(told, done / total, _WEIGHTS[kind] / total)
        share(0)
        if part and part not in printed:
            printed[part] = _printed(document, part)
        data = made(kind, part, document, findings, sending, share, printed.get(part))
        written.append(Written(kind, file, data, part))
        done += _WEIGHTS[kind]
    told(1.0)
    return tuple(written)


def folder_name(name: str, sending: Sending) -> str:
    """Return what the folder of a pack is called: the project, and the day of what is sent."""
    words = messages.PACK_FOLDER
    return words.format(name=safe_name(name, _PROJECT), date=safe_name(sending.time[:10]))


def _wanted(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the kind of each file, and the document that it is of."""
    for i, part in enumerate(document.edition.documents):
        for kind in messages.PACK_FILES:
            if kind != "changes":
                yield kind, part.key
            elif not i:
                yield kind, ""


def _names(document: Document, name: str, wanted: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a name for each file; no two differ in the size of their letters alone."""
    first, *others = document.edition.documents
    called = {"": name, first.key: name}
    taken = {name.casefold()}
    for part in others:
        title = safe_name(part.title, _TITLE)
        one, number = f"{name} {title}", 2
        while one.casefold() in taken:
            one, number = f"{name} {title} {number}", number + 1
        taken.add(one.casefold())
        called[part.key] = one
    for kind, key in wanted:
        yield messages.PACK_FILES[kind].format(name=called[key])


def _printed(document: Document, part: str) -> Sequence[Block]:
    """Return what prints of a document: three of its files are made of it."""
    from mou_desktop.word.write import printed_blocks

    return printed_blocks(document, part)


def made(
    kind: str,
    part: str,
    document: Document,
    findings: Sequence[Finding],
    sending: Sending,
    told: Told | None = None,
    printed: Sequence[Block] | None = None,
) -> bytes:
    """Return one file of the pack.

    Args:
        kind: review, compared, changes or clean.
        part: key of the document; the edition's first one without it.
        document: the agreement, as it stands in its file.
        findings: what was found when it was checked.
        sending: the round that the file goes out in.
        told: is told how much is done, from 0 to 1; what it raises ends the work.
        printed: what prints of the document, where that is known.

    Raises:
        EditionMissing: the edition has no document of that key.
        MouError: this installation is damaged.
    """
    open_ = sum(one.severity == "must" for one in findings)
    if kind == "changes":
        from mou_desktop.word.schedule import changes_of

        return changes_of(document, findings, sending=sending, told=told)
    if kind == "clean":
        from mou_desktop.word.write import docx_of

        return docx_of(
            document, part, sending=sending, open_findings=open_, told=told, printed=printed
        )
    if kind == "compared":
        from mou_desktop.word.compared import compared_of

        return compared_of(
            document, part, sending=sending, open_findings=open_, told=told, printed=printed
        )
    from mou_desktop.word.review import review_of

    return review_of(
        document, part, sending=sending, open_findings=open_, told=told, printed=printed
    )


class _Share:
    """Tells how much of the pack is done when a file of it tells how much of itself is."""

    def __init__(self, told: Told, begun: float, size: float) -> None:
        self._told, self._begun, self._size = told, begun, size

    def __call__(self, share: float) -> None:
        self._told(min(self._begun + self._size * share, 1.0))
