"""Writes docs/editions.md: what the law and districts ask for, and where the edition answers it.

python -m scripts.edition_tables            write the page
python -m scripts.edition_tables --check    say that it is stale, change nothing

What is asked for stands in docs/must-cover.toml and docs/inventory.toml; clauses, fields and their
basis are read from the edition's folder, so the page cannot claim what the edition does not hold.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import MouError
from mou_desktop.store import library
from mou_desktop.succession import BECAME, WHAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mou_desktop.model import Basis, Edition, Field

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MODELS = ROOT / "resources" / "models"
PAGE = DOCS / "editions.md"

INDEX = """\
# Editions

Made by `python -m scripts.edition_tables` from `must-cover.toml`, `inventory.toml` and the folders
of the editions; a test compares. Nothing here is written by hand.

| edition | superseded by | sections | clauses | mandatory | locked | to confirm | fields |
|---|---|---|---|---|---|---|---|
"""
COMPARED = """
## What became of `{before}` in `{after}`

`mou editions --compare {before} {after}` says it part by part, with the reason for each.

| parts | {kinds} |
|---|{line}
"""
HEAD = """
## {label}

`{id}` (revision {revision}): {sections} sections and exhibits, {clauses} clauses, of
which {mandatory} are mandatory and {locked} locked, and {fields} fields. The wording is {wording}.

### What an agreement must speak of

*Asked by* says whether a statute asks for the subject or guidance does; it does not say that every
detail listed is asked for. The basis is that of the clauses: a source that somebody has read, or
one still to be confirmed.

| | subject | asked by | clauses | confirmed | to confirm |
|---|---|---|---|---|---|
"""
INVENTORY = """
### Fields

Each key of the inventory of what models, statute and districts ask for, and the field that answers
it (`table.column` for a column), or the reason why none does.

| inventory key | field | kind | |
|---|---|---|---|
"""
MORE = """
Fields that the inventory does not name:

| field | kind | why |
|---|---|---|
"""


def main() -> int:
    """Write the page, or say that it is stale; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, refuse a stale page")
    args = parser.parse_args()
    try:
        text = page()
    except (MouError, LookupError) as error:
        print(f"docs/editions.md cannot be made: {error}", file=sys.stderr)
        return 1
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if args.check:
        print("docs/editions.md is stale: python -m scripts.edition_tables", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"made {PAGE.relative_to(ROOT)}")
    return 0


def page() -> str:
    """Return the page as it should stand.

    Raises:
        LookupError: what is asked for names a clause or field that the edition does not have.
    """
    points, keys = read("must-cover.toml"), read("inventory.toml")
    edition = library.build_folder(MODELS / points["edition"])
    clauses = edition.clauses.values()
    head = HEAD.format(
        label=edition.label,
        id=edition.id,
        revision=edition.revision,
        sections=sum(len(part.sections) for part in edition.documents),
        clauses=len(clauses),
        mandatory=sum(one.mandatory for one in clauses),
        locked=sum(one.locked for one in clauses),
        fields=len(edition.fields),
        wording="ours, not the authority’s" if edition.working else "the authority’s",
    )
    return "".join(
        (
            INDEX,
            *(_row(_card(card)) for card in library.cards()),
            *_became(),
            head,
            *(_row(_point(edition, i, one)) for i, one in enumerate(points["point"], 1)),
            INVENTORY,
            *(_row(_key(edition, one)) for one in keys["key"]),
            MORE,
            *(_row(_more(edition, one)) for one in keys.get("more", ())),
        )
    )


def _card(card: library.Card) -> Iterator[str]:
    edition = library.build_folder(MODELS / card.id)
    clauses = edition.clauses.values()
    yield from (f"`{card.id}`", f"`{card.superseded_by}`" if card.superseded_by else "")
    yield str(sum(len(part.sections) for part in edition.documents))
    yield str(len(clauses))
    yield str(sum(one.mandatory for one in clauses))
    yield str(sum(one.locked for one in clauses))
    yield str(sum(not one.confirmed for one in clauses))
    yield str(len(edition.fields))


def _became() -> Iterator[str]:
    """Yield how many parts of each edition became what in the one that took its place."""
    for card in library.cards():
        if card.superseded_by:
            found = library.succession(card.id, card.superseded_by)
            kinds = [one for one in BECAME if any(item.became == one for item in found.items)]
            yield COMPARED.format(
                before=card.id,
                after=card.superseded_by,
                kinds=" | ".join(kinds),
                line="---|" * len(kinds),
            )
            for what in WHAT:
                counts = Counter(item.became for item in found.items if item.what == what)
                yield _row((f"{what}s", *(str(counts[one]) for one in kinds)))


def read(name: str) -> dict[str, Any]:
    """Return what one of the two files of docs/ asks for."""
    return tomllib.loads((DOCS / name).read_text(encoding="utf-8"))


def _point(edition: Edition, number: int, point: Mapping[str, Any]) -> Iterator[str]:
    basis = [each for key in point["clauses"] for each in _clause_basis(edition, key)]
    yield from (str(number), point["text"], point["by"], _code(point["clauses"]))
    yield _cites(one for one in basis if one.confirmed)
    yield _cites(one for one in basis if not one.confirmed)


def _clause_basis(edition: Edition, key: str) -> tuple[Basis, ...]:
    if key not in edition.clauses:
        raise LookupError(f"must-cover.toml: the edition has no clause “{key}”.")
    return edition.clauses[key].basis


def _key(edition: Edition, one: Mapping[str, Any]) -> Iterator[str]:
    fields = one.get("fields", [])
    if not fields and not one.get("reason"):
        raise LookupError(f"inventory.toml, {one['key']}: it has no field and no reason.")
    yield from (f"`{one['key']}`", _code(fields) or "none", _kinds(edition, fields))
    yield one.get("note", one.get("reason", ""))


def _more(edition: Edition, one: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"`{one['field']}`", _kinds(edition, [one["field"]]), one["reason"])


def _kinds(edition: Edition, keys: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(_kind(edition, key) for key in keys))


def _kind(edition: Edition, key: str) -> str:
    one: Field | None = edition.column(key)
    if one is None:
        raise LookupError(f"inventory.toml: the edition has no field “{key}”.")
    columns = f" of {_code(column.key for column in one.columns)}" if one.columns else ""
    return f"{one.type}{columns}{'' if one.print else f', not printed (task {one.task})'}"


def _cites(basis: Iterable[Basis]) -> str:
    return "; ".join(dict.fromkeys(one.cite for one in basis))


def _code(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
