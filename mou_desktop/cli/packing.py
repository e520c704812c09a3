"""Sends an agreement to counsel: the folder of Word files is written, then the round is noted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.cli import checking, describing, holding
from mou_desktop.errors import MouError, NotSaved, TooNew
from mou_desktop.model.rounds import Sent
from mou_desktop.store import folder, neighbours, project_file, rounds, saver

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from mou_desktop.model.rounds import Sending
    from mou_desktop.store.project_file import Project
    from mou_desktop.word.counsel import Written


def run(args: argparse.Namespace) -> int:
    """Write the pack, note in the file that it went out, and say what was written."""
    with holding.held(args.file, anyway=args.anyway or not args.record):
        return _packed(args)


def _packed(args: argparse.Namespace) -> int:
    from mou_desktop.word.counsel import folder_name, pack_of

    path: Path = args.file
    project = project_file.load(path)
    if args.record:
        _refuse_unwritable(project, path)
    found = checking.findings_of(project, final=False)
    document, sending = rounds.sending_of(project)
    out = args.out or neighbours.free_folder(path.parent / folder_name(path.stem, sending))
    files = pack_of(document, found, name=path.stem, sending=sending)
    sent = [Sent(one.kind, one.part, one.name, saver.sha256_of(one.data)) for one in files]
    known = rounds.written_before(document) | {one.sha256 for one in sent}
    folder.write_folder(
        out, {one.name: one.data for one in files}, over=known if args.force else None
    )
    if args.record:
        _note(project, path, out, sending, sent)
    for finding in project.findings:
        describing.warn(f"{path.name}: {finding.message}")
    open_ = sum(one.severity == "must" for one in found)
    if args.json:
        print(describing.as_json(_described(args, document.edition.id, out, sending, open_, files)))
    else:
        print(_report(path, out, open_, files, recorded=args.record), end="")
    return 0


def _refuse_unwritable(project: Project, path: Path) -> None:
    """Refuse, before anything is written, what could not be noted afterwards."""
    if project.read_only:
        raise TooNew(
            f"{messages.NEWER_MAJOR.format(format=project.format)} {messages.PACK_UNNOTED}"
        )
    if saver.is_read_only(path):
        why = messages.PACK_READ_ONLY.format(name=path.name)
        raise NotSaved(f"{why} {messages.PACK_UNNOTED}")


def _note(project: Project, path: Path, out: Path, sending: Sending, sent: Sequence[Sent]) -> None:
    noted = rounds.with_sent(project.document, sending, sent)
    if noted == project.document:
        return
    try:
        project_file.save(replace(project, document=noted), path, project_file.utc_now())
    except MouError as error:
        words = messages.PACK_NOT_NOTED
        raise MouError(words.format(folder=out.name, name=path.name, why=error)) from error


def _described(
    args: argparse.Namespace,
    edition: str,
    out: Path,
    sending: Sending,
    open_: int,
    files: Sequence[Written],
) -> dict[str, object]:
    return {
        "file": str(args.file),
        "edition": edition,
        "round": sending.id,
        "recorded": args.record,
        "folder": str(out),
        "open": open_,
        "files": [
            {
                "kind": one.kind,
                "document": one.part or None,
                "name": one.name,
                "sha256": saver.sha256_of(one.data),
            }
            for one in files
        ],
    }


def _report(path: Path, out: Path, open_: int, files: Sequence[Written], *, recorded: bool) -> str:
    state = f", a draft: {describing.count(open_, 'thing')} must be settled" if open_ else ""
    width = max(len(one.name) for one in files)
    lines = [
        f"Wrote {out}{state}.",
        *(f"  {one.name:{width}}  {messages.PACK_SAYS[one.kind]}" for one in files),
    ]
    if recorded:
        lines.append(f"Noted in {path.name} that it was sent.")
    return "\n".join(lines) + "\n"
