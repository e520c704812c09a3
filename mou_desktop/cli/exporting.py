"""Writes one file of an agreement: a copy to read, one for counsel, a list of what is in it.

Nothing is noted of it in the agreement: that something went to counsel is for `mou pack` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mou_desktop.cli import checking, describing
from mou_desktop.cli.word_files import is_pdf, refuse_unfit
from mou_desktop.errors import MouError
from mou_desktop.open_questions import counts, open_questions
from mou_desktop.store import project_file, rounds, saver

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mou_desktop.model import Finding
    from mou_desktop.store.project_file import Project

KINDS: Final = ("clean", "review", "compared", "schedule", "worksheet", "summary")
_OF_ONE: Final = ("clean", "review", "compared")  # of the edition's documents; others cover all


def run(args: argparse.Namespace) -> int:
    """Write the file that is asked for; 1 where a final copy is refused."""
    if args.document and args.kind not in _OF_ONE:
        raise MouError(f"--document does not go with --as {args.kind}: it covers all documents.")
    project = project_file.load(args.file)
    refuse_unfit(args.out, force=args.force, source=args.file, pdf=args.kind == "clean")
    found = checking.findings_of(project, final=args.final)
    open_ = sum(one.severity == "must" for one in found)
    if args.final and open_:
        print(describing.report(project.document, args.file, found), end="")
        describing.warn(
            f"Not written: {describing.count(open_, 'thing')} must be settled before a final "
            "copy. Without --final a draft is written."
        )
        return 1
    data = _made(args, project, found, open_)
    saver.write(args.out, data, expected=saver.ANYTHING if args.force else saver.NOTHING)
    for finding in project.findings:
        describing.warn(f"{args.file.name}: {finding.message}")
    print(f"Wrote {args.out}{_state(args.kind, project, open_)}.")
    return 0


def _made(
    args: argparse.Namespace, project: Project, found: Sequence[Finding], open_: int
) -> bytes:
    if args.kind == "worksheet":
        from mou_desktop.word.worksheet import worksheet_of

        return worksheet_of(project.document)
    if args.kind == "summary":
        from mou_desktop.word.summary import summary_of

        return summary_of(project.document, found)
    if is_pdf(args.out):
        from mou_desktop.pdf.write import pdf_of

        return pdf_of(project.document, args.document, open_findings=open_)
    if args.kind == "clean":
        from mou_desktop.word.write import docx_of

        return docx_of(project.document, args.document, open_findings=open_)
    from mou_desktop.word.counsel import made

    document, sending = rounds.sending_of(project)
    kind = "changes" if args.kind == "schedule" else args.kind
    return made(kind, args.document, document, found, sending)


def _state(kind: str, project: Project, open_: int) -> str:
    if kind == "worksheet":
        required, optional = counts(open_questions(project.document))
        return f": {required} required and {optional} optional questions are open"
    return f", a draft: {describing.count(open_, 'thing')} must be settled" if open_ else ""
