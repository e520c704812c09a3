"""What each command does. A command prints what was asked for and returns the exit status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop import rules
from mou_desktop.cli import checking, comparing, describing, holding
from mou_desktop.cli.user_folder import user_folder
from mou_desktop.cli.word_files import refuse_present
from mou_desktop.errors import MouError
from mou_desktop.model import document as documents
from mou_desktop.outline import find_part, outline, plain_text
from mou_desktop.store import library, project_file, versions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mou_desktop.cli.answers import Put
    from mou_desktop.model import Document


def editions(args: argparse.Namespace) -> int:
    """List the editions that ship, or compare two of them."""
    if args.compare:
        return comparing.run(args)
    if args.out:
        raise MouError("-o goes with --compare OLD NEW.")
    cards = library.cards()
    if args.json:
        print(describing.as_json([describing.edition_card(card) for card in cards]))
        return 0
    newest = library.newest()
    for card in cards:
        state = "newest in force" if card.id == newest else "in force"
        state = f"superseded by {card.superseded_by}" if card.superseded_by else state
        print(f"{card.id}  revision {card.revision}  {state}\n    {card.label}\n    {card.summary}")
    return 0


def new(args: argparse.Namespace) -> int:
    """Make a new agreement, with answers if they are given."""
    from mou_desktop.cli import answers

    out = answers.with_suffix(args.out, ".mou")
    refuse_present(out, force=args.force)
    named, given = answers.from_file(args.answers) if args.answers else ("", {})
    edition = library.find(args.edition or named or library.newest())
    document = documents.new(edition, project_file.utc_now())
    document = answers.put(document, given)
    project = project_file.Project(document=document)
    project_file.save(project, out, document.created, over=args.force)
    print(f"Made {out}: {edition.label}, revision {edition.revision}.")
    return _said_of(document, [answers.Put(key) for key in given])


def fields(args: argparse.Namespace) -> int:
    """List the fields of an agreement."""
    document = project_file.load(args.file).document
    part = find_part(document, args.document).key if args.document else ""
    described = [
        describing.field(document, one)
        for one in document.edition.fields
        if not part or document.edition.field_places[one.key].document in {part, ""}
    ]
    if args.missing:
        described = [
            one
            for one in described
            if one["condition_met"] and not one["answered"] and (one["required"] or one["advised"])
        ]
    if args.json:
        print(describing.as_json({"edition": document.edition.id, "fields": described}))
        return 0
    for one in described:
        print(describing.field_line(one))
    return 0


def set_answers(args: argparse.Namespace) -> int:
    """Put answers into an agreement and store it."""
    from mou_desktop.cli import answers

    project = project_file.load(args.file)
    _, given = answers.from_file(args.answers) if args.answers else ("", {})
    document = answers.put(project.document, given)
    puts = [answers.Put(key) for key in given]
    for pair in args.pairs:
        put, document = answers.put_pair(document, pair)
        puts.append(put)
    if not puts:
        raise MouError("Nothing to set. Give KEY=VALUE, or --answers FILE.")
    changed, now = replace(project, document=document), project_file.utc_now()
    keeper = versions.Keeper(user_folder() / "versions")
    with holding.held(args.file, anyway=args.anyway):
        warning = keeper.before_save(changed, args.file, now)
        project_file.save(changed, args.file, now)
    if warning:
        describing.warn(f"{args.file.name}: {warning}")
    for finding in project.findings:
        describing.warn(f"{args.file.name}: {finding.message}")
    return _said_of(document, puts)


def _said_of(document: Document, puts: Sequence[Put]) -> int:
    """Say what is not right with the answers just given; 1 where one of them must be mended."""
    found = [
        finding
        for finding in rules.check(document)
        if any(put.touches(finding.place) for put in puts)
    ]
    for finding in found:
        describing.warn(f"{finding.place.field}: {finding.message}")
    return 0 if rules.is_complete(found) else 1


def check(args: argparse.Namespace) -> int:
    """Say what is not right yet with one agreement or many."""
    return checking.run(
        args.files, as_json=args.json, final=args.final, strict=args.strict, part=args.document
    )


def text(args: argparse.Namespace) -> int:
    """Print the agreement as plain text."""
    document = project_file.load(args.file).document
    print(plain_text(outline(document, args.document)), end="")
    return 0


def export(args: argparse.Namespace) -> int:
    """Write one file of the agreement."""
    from mou_desktop.cli import exporting

    return exporting.run(args)


def compare(args: argparse.Namespace) -> int:
    """Say how the agreement differs from the text of its edition."""
    from mou_desktop.cli import departing

    return departing.run(args)


def diff(args: argparse.Namespace) -> int:
    """Say what differs between two copies."""
    from mou_desktop.cli import merging

    return merging.diff(args)


def merge(args: argparse.Namespace) -> int:
    """Make one agreement of two copies that were edited apart."""
    from mou_desktop.cli import merging

    return merging.run(args)


def info(args: argparse.Namespace) -> int:
    """Say what a file is."""
    project = project_file.load(args.file)
    described = describing.info(project, args.file)
    if args.json:
        print(describing.as_json(described))
        return 0
    for key, value in described.items():
        print(f"{key.replace('_', ' ')}: {describing.words(value)}")
    return 0
