"""The editions at hand: those that ship, known by digest, and those that a file carries.

An edition that ships is loaded as it is: it was checked when it was built. Any other is built
again and checked in full before anything is done with it; what that takes is imported then.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import EditionBroken, EditionMissing, MouError, TextFault
from mou_desktop.locate import data_folder
from mou_desktop.model.edition import from_plain
from mou_desktop.model.spoken import joined
from mou_desktop.model.values import EMPTY, freeze, plain
from mou_desktop.store.reading import read_file
from mou_desktop.store.strict_json import JsonFault, decode, digest, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from mou_desktop.model import Edition
    from mou_desktop.succession import Succession

SUCCESSION = "from-"
"""Begins the name of the file, in an edition's folder, on what became of an older edition in it."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of editions says of one: its name, and what took its place, if anything did."""

    id: str
    revision: int
    label: str
    summary: str
    text: str
    year: int
    superseded_by: str = ""


def cards() -> tuple[Card, ...]:
    """Return every edition that ships, oldest first; one that is damaged is left out."""
    found = list(_readable(folder / "built.json" for folder in _folders()))
    taken = {one.get("supersedes"): one["id"] for one in found if one.get("supersedes")}
    made = [
        Card(
            id=one["id"],
            revision=one["revision"],
            label=one["label"],
            summary=one.get("summary", ""),
            text=one["text"],
            year=one.get("year", 0),
            superseded_by=taken.get(one["id"], ""),
        )
        for one in found
    ]
    return tuple(sorted(made, key=lambda card: (card.year, card.id)))


def newest() -> str:
    """Return the id of the newest edition in force.

    Raises:
        EditionMissing: none ships: the installation is damaged.
    """
    found = [card.id for card in cards() if not card.superseded_by]
    if not found:
        raise EditionMissing("The editions are missing here. Install the program again.")
    return found[-1]


def find(id_: str) -> Edition:
    """Return the edition `id_` that ships.

    Raises:
        EditionMissing: none of that id ships.
        EditionBroken: it was altered since it was published: the installation is damaged.
    """
    folder = data_folder("resources") / "models" / id_
    if not any(folder == known for known in _folders()):
        names = joined(known.name for known in _folders())
        raise EditionMissing(f"There is no edition “{id_}”. There are: {names}.")
    built = _read(folder / "built.json")
    rules = _read(data_folder("schemas") / f"{id_}.schema.json")
    sha256 = digest({"edition": built, "schema": rules})
    if not is_published(id_, built["revision"], sha256):
        raise EditionBroken(
            f"The text of {id_} in this installation is damaged. Install the program again."
        )
    return from_plain(built, rules, sha256)


def succession(before: str, after: str) -> Succession:
    """Return what became of the edition `before` in the edition `after`.

    Raises:
        EditionMissing: one of them does not ship, or nobody has written it down.
        EditionBroken: the installation is damaged.
    """
    from mou_desktop import succession as successions

    known = {folder.name: folder for folder in _folders()}
    for id_ in (before, after):
        if id_ not in known:
            raise EditionMissing(f"There is no edition “{id_}”. There are: {joined(known)}.")
    path = known[after] / f"{SUCCESSION}{before}.json"
    if not path.exists():
        raise EditionMissing(f"What became of {before} in {after} is not written down.")
    return successions.from_plain(_read(path))


def build_succession(path: Path) -> dict[str, Any]:
    """Return what the TOML file at `path` says became of an older edition, as built.

    Raises:
        EditionBroken: it has not its form, or leaves something unsaid of either edition.
    """
    import tomllib

    from mou_desktop import editions, validation
    from mou_desktop import succession as successions

    try:
        built = successions.expanded(tomllib.loads(read_file(path).decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, LookupError) as error:
        raise EditionBroken(f"{path.name}: {error}") from error
    form = _read(data_folder("schemas") / "succession.schema.json")
    editions.refuse_faults(
        f"{path.name}: {successions.told(built, fault)}."
        for fault in validation.faults(built, form)
    )
    before = build_folder(path.parent.parent / path.stem.removeprefix(SUCCESSION))
    said = successions.from_plain(built)
    found = successions.faults(said, before, build_folder(path.parent))
    editions.refuse_faults(f"{path.name}: {fault}" for fault in found)
    return built


def is_published(id_: str, revision: int, sha256: str) -> bool:
    """Return whether `sha256` is the digest under which that revision was published."""
    return bool(digests().get(id_, {}).get(str(revision)) == sha256)


def is_known(id_: str, revision: int | None = None) -> bool:
    """Return whether this program publishes an edition of that id, or that revision of it."""
    revisions = digests().get(id_, {})
    return bool(revisions) if revision is None else str(revision) in revisions


@cache
def digests() -> Mapping[str, Any]:
    """Return the digests of every revision ever released, by id and revision.

    Without them no text is taken for published, and files open all the same.
    """
    try:
        found = _read(data_folder("resources") / "models" / "digests.json")
    except EditionBroken:
        return EMPTY
    return found if isinstance(found, dict) else EMPTY


def opened(carried: Mapping[str, Any]) -> Edition:
    """Return the edition that a file carries, as `{"edition": …, "schema": …}`.

    Raises:
        EditionBroken: it is not published and not as the edition format asks.
    """
    try:
        built, rules = carried["edition"], carried["schema"]
        sha256 = digest({"edition": built, "schema": rules})
        if is_published(built["id"], built["revision"], sha256):
            return from_plain(built, rules, sha256)
    except (KeyError, TypeError, AttributeError) as error:
        raise EditionBroken("The text of the agreement in this file cannot be read.") from error
    edition = build(built)
    if plain(edition.schema) != rules:
        raise EditionBroken(
            "The rules in this file are not those of the text in it, so they cannot be trusted."
        )
    return edition


def build(built: Mapping[str, Any]) -> Edition:
    """Return the edition that `built` describes, checked in full, with its schema made anew.

    Raises:
        EditionBroken: something is wrong with it; the text says what and where.
    """
    from mou_desktop import editions, schema

    form = _read(data_folder("schemas") / "edition.schema.json")
    editions.refuse_faults(editions.faults_of_form(built, form))
    try:
        edition = from_plain(built, EMPTY, "")
    except TextFault as fault:
        raise EditionBroken(f"A condition cannot be read: {fault}") from fault
    editions.refuse_faults(editions.faults(edition))
    rules = schema.generate(edition)
    sha256 = digest({"edition": plain(edition.built), "schema": rules})
    return replace(edition, schema=freeze(rules), sha256=sha256)


def build_folder(folder: Path) -> Edition:
    """Return the edition whose TOML source stands in `folder`.

    Raises:
        EditionBroken: something is wrong with it; the text names file, place and reason.
    """
    import tomllib

    from mou_desktop import editions

    sources = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem.startswith(SUCCESSION):
            continue
        try:
            sources[path.stem] = tomllib.loads(read_file(path).decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise EditionBroken(f"{path.name}: {error}") from error
    return build(editions.assemble(sources))


def _folders() -> list[Path]:
    found = (data_folder("resources") / "models").glob("*/built.json")
    return sorted(path.parent for path in found)


def _readable(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with contextlib.suppress(EditionBroken):
            yield _read(path)


def _read(path: Path) -> Any:
    try:
        return parse(decode(read_file(path))[0])
    except (MouError, JsonFault) as error:
        raise EditionBroken(
            f"{path.name} of this installation cannot be read. Install the program again."
        ) from error
