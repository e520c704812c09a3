"""The command line `mou`: the same work as the window, for scripts and machines without a screen.

Qt, lxml and docx are not loaded here. Exit status: 0 all is well; 1 done, and something `must`
still be settled, or a final export refused; 2 the work could not be done, with one line on stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mou_desktop import __version__
from mou_desktop.cli import commands, exporting, packing, returning
from mou_desktop.errors import MouError
from mou_desktop.model.values import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXAMPLES = """\
examples:
  mou new acton.mou --answers answers.json     a new agreement of the newest edition
  mou fields acton.mou --missing               what is still asked for
  mou set acton.mou 'pd[0].chief.name=Ana Teixeira' effective_date=7/1/2027
  mou check acton.mou                          what is not right yet, and why
  mou export acton.mou -o acton.docx           a Word document to read or print
  mou export acton.mou -o acton.pdf            the same as a PDF to post, tagged
  mou compare acton.mou                        how it differs from its edition's text
  mou pack acton.mou                           a folder of Word files for counsel
  mou import acton.mou "acton for review.docx" what counsel changed in it
  mou export acton.mou -o open.docx --as worksheet   what is still open, for a meeting
  mou merge acton.mou acton-2.mou -o one.mou   one agreement of two copies
  mou check --json districts/                  one line of JSON for each file of a folder
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words of a call in one line."""

    def error(self, message: str) -> NoReturn:
        message = message.replace(f"'{returning.CHILD}', ", "")  # no command for people
        message = message.replace("argument COMMAND: invalid choice:", "there is no command")
        message = " ".join(message.replace("invalid choice:", "there is no").split())
        see = f"See {self.prog} --help."
        if "no command" in message and ".mou'" in message:
            see = f"`mou-desktop FILE` opens a file in the window. {see}"
        print(f"{self.prog}: {message}. {see}", file=sys.stderr)
        sys.exit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    args = parser().parse_args(argv)
    try:
        with collecting_rarely():
            status: int = args.run(args)
        if sys.stdout is not None:
            sys.stdout.flush()
        if status != 2 and (trouble := _trouble()):
            _say(trouble)
    except MouError as error:
        return _refuse(str(error))
    except BrokenPipeError:  # the reader of our output went away: `mou text … | head`
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return _refuse("Stopped. Nothing was changed.")
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and sys.stdout is not None:
            _drop_output()
            return _refuse("The output could not be written. Send it to another place.")
        if os.environ.get("MOU_DEBUG"):
            raise
        if trouble := _trouble():  # then it is no wonder
            return _refuse(trouble)
        # The one hook of the command line: what gets here is a fault of the program.
        return _refuse(
            f"A fault of this program ({type(error).__name__}). Your files are as they were. "
            "Set MOU_DEBUG=1 and run it again for the details."
        )
    return status


@contextlib.contextmanager
def collecting_rarely() -> Iterator[None]:
    """Let Python look for rubbish rarely: a command builds much, keeps it all and then ends."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 30, 30)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _drop_output() -> None:
    """Let nothing more be written to stdout, so that the end of Python does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _trouble() -> str:
    """Return what is wrong with this installation, in one sentence; empty where it is whole."""
    from mou_desktop.store import installation

    return installation.trouble()


def _refuse(sentence: str) -> int:
    _say(sentence)
    return 2


def _say(sentence: str) -> None:
    line = " ".join(printable(sentence).split())
    if sys.stderr is not None:
        print(f"mou: {line}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = _Parser(
        prog="mou",
        description="Fill in, check and print a school resource officer agreement.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"mou {__version__}")
    subs = top.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    one = subs.add_parser("editions", help="list the editions at hand")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.add_argument(
        "--compare", nargs=2, metavar=("OLD", "NEW"), help="say what became of OLD in NEW, and why"
    )
    one.add_argument(
        "-o", "--out", type=Path, metavar="OUT.docx", help="with --compare: NEW as changes to OLD"
    )
    one.add_argument("--force", action="store_true", help="replace a file that is there")
    one.set_defaults(run=commands.editions)

    one = subs.add_parser("new", help="make a new agreement")
    one.add_argument("out", type=Path, metavar="OUT", help="the .mou file to make")
    one.add_argument(
        "--edition",
        help="id of the edition; without it the one that the answers name, or the newest",
    )
    one.add_argument("--answers", type=Path, metavar="FILE", help='JSON: {"answers": {key: value}}')
    one.add_argument("--force", action="store_true", help="replace a file that is there")
    one.set_defaults(run=commands.new)

    one = _on_file(subs, "fields", "list the fields: what is asked, and what is answered")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.add_argument("--missing", action="store_true", help="only those still to be answered")
    one.set_defaults(run=commands.fields)

    one = subs.add_parser("set", help="put answers in; KEY= takes one out")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("pairs", nargs="*", metavar="KEY=VALUE", help="such as 'school[0].name=North'")
    one.add_argument("--answers", type=Path, metavar="FILE", help='JSON: {"answers": {key: value}}')
    one.add_argument("--anyway", action="store_true", help="write, though somebody has it open")
    one.set_defaults(run=commands.set_answers)

    one = subs.add_parser("check", help="say what is not right yet, and the law behind it")
    one.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files, or folders of them"
    )
    one.add_argument("--json", action="store_true", help="print one JSON object for each file")
    one.add_argument("--final", action="store_true", help="check as for a copy that is signed")
    one.add_argument("--strict", action="store_true", help="exit 1 at any finding")
    one.add_argument("--document", metavar="KEY", default="", help="one of the edition's documents")
    one.set_defaults(run=commands.check)

    one = _on_file(subs, "text", "print the agreement as plain text")
    one.set_defaults(run=commands.text)

    one = _on_file(subs, "export", "write a Word document, or a tagged PDF")
    one.add_argument(
        "-o", "--out", type=Path, required=True, metavar="OUT", help="ends in .docx or .pdf"
    )
    one.add_argument(
        "--as", dest="kind", choices=exporting.KINDS, default="clean", help="what is written"
    )
    one.add_argument("--final", action="store_true", help="refuse while something must be settled")
    one.add_argument("--force", action="store_true", help="replace a file that is there")
    one.set_defaults(run=commands.export)

    one = subs.add_parser("compare", help="say how an agreement differs from its edition's text")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=commands.compare)

    one = subs.add_parser("pack", help="write a folder of Word files for counsel")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="FOLDER",
        help="the folder to make; beside FILE without it",
    )
    one.add_argument(
        "--force", action="store_true", help="replace the folder of -o, if nobody worked in it"
    )
    one.add_argument("--no-record", dest="record", action="store_false", help="leave FILE as it is")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.add_argument("--anyway", action="store_true", help="write, though somebody has it open")
    one.set_defaults(run=packing.run)

    one = subs.add_parser("import", help="list what counsel changed in a Word file, and take it")
    one.add_argument("file", type=Path, metavar="FILE.mou")
    one.add_argument("returned", type=Path, metavar="RETURNED.docx")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.add_argument(
        "--accept", choices=("all", "fields", "wording", "none"), default="", help="what is taken"
    )
    one.add_argument("-o", "--out", type=Path, metavar="OUT.mou", help="where it is written")
    one.add_argument("--force", action="store_true", help="replace a file that is there")
    one.add_argument(
        returning.TAKEN_ANYWAY, dest="anyway", action="store_true",
        help="compare a file of another agreement or edition by its text",
    )  # fmt: skip
    one.set_defaults(run=returning.run)

    one = subs.add_parser(returning.CHILD)  # for this program itself: it is not listed
    one.add_argument("file", type=Path)
    one.add_argument("returned", type=Path)
    one.add_argument(returning.TAKEN_ANYWAY, dest="anyway", action="store_true")
    one.set_defaults(run=returning.read_return)

    one = subs.add_parser("diff", help="say what differs between two copies of an agreement")
    one.add_argument("old", type=Path, metavar="OLD")
    one.add_argument("new", type=Path, metavar="NEW")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=commands.diff)

    one = subs.add_parser("merge", help="make one agreement of two copies that were edited apart")
    one.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="MINE THEIRS, or BASE MINE THEIRS; BASE is what both were made of, - if nobody knows",
    )
    one.add_argument("-o", "--out", type=Path, metavar="OUT.mou", help="where it is written")
    one.add_argument("--prefer", choices=("mine", "theirs"), help="settle every conflict by a side")
    one.add_argument(
        "--settle", action="append", default=[], metavar="PATH=SIDE", help="settle one conflict"
    )
    one.add_argument("--force", action="store_true", help="replace a file that is there")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=commands.merge)

    one = subs.add_parser("info", help="say what a file is")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=commands.info)
    return top


def _on_file(subs: argparse._SubParsersAction[_Parser], name: str, help_: str) -> _Parser:
    one = subs.add_parser(name, help=help_)
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--document", metavar="KEY", default="", help="one of the edition's documents")
    return one
