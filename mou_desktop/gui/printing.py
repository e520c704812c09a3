"""Prints the agreement: asks for a printer, lays the pages out, and sends them one after the other.

Qt's PrintSupport is loaded when somebody prints, and never before. What is printed to a PDF file
takes its name only when every page is in it, as any other file of ours.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from mou_desktop.errors import MouError
from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.paper import Paper
from mou_desktop.gui.sheets import Sheets, sheets_of
from mou_desktop.store import saver

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

_LAID_OUT = 0.5  # how much of a print is done when the pages are there


def print_agreement(parent: QWidget, session: Session, theme: Theme) -> bool:
    """Ask for a printer and print; return whether every page was taken."""
    printer = _asked(parent, session)
    if printer is None:
        return False
    dialog = Working(words.PRINT_PRINTING, printing(session, printer), theme, parent)
    done = dialog.wait()
    if dialog.sentence:
        tell(parent, words.PRINT_FAILED, dialog.sentence)
    dialog.deleteLater()
    return done


def laid_out(parent: QWidget, session: Session, theme: Theme) -> Sheets | None:
    """Return the pages, to look at; None where the user called it off or it went wrong."""
    lay_out = _laying_out(session)

    def work(told: Told) -> Sheets:
        made = lay_out(told)
        made.let_go()
        return made

    dialog = Working(words.PRINT_LAYING_OUT, work, theme, parent)
    found: Sheets | None = dialog.found if dialog.wait() else None
    if dialog.sentence:
        tell(parent, words.PRINT_FAILED, dialog.sentence)
    dialog.deleteLater()
    return found


def printing(session: Session, printer: QPrinter) -> Callable[[Told], int]:
    """Return the work of printing the agreement as it stands now, for a worker."""
    lay_out = _laying_out(session)

    def work(told: Told) -> int:
        made = lay_out(lambda share: told(_LAID_OUT * share))
        from PySide6.QtPrintSupport import QPrinter

        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            return _to_file(printer, made, told)
        return _send(printer, made, told)

    return work


def set_paper(printer: QPrinter) -> None:
    """Give a printer the paper of the agreement: letter, with margins that we draw ourselves."""
    size = QPageSize(QPageSize.PageSizeId.Letter)
    upright = QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, upright, QMarginsF()))
    printer.setFullPage(True)


def _asked(parent: QWidget, session: Session) -> QPrinter | None:
    """Ask for a printer; None where there is none, or the user thinks better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    # Elsewhere the system's own window offers a file too, with no printer at all.
    if sys.platform in {"win32", "darwin"} and not QPrinterInfo.availablePrinterNames():
        tell(parent, words.PRINT_FAILED, words.PRINT_NO_PRINTER)
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(session.path.stem if session.path else words.UNTITLED)
    printer.setCreator(words.PRODUCT)
    set_paper(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(words.PRINT_TITLE)
    wanted = dialog.exec()
    dialog.deleteLater()
    if not wanted:
        return None
    set_paper(printer)  # whatever paper was chosen, the pages are of this one
    return printer


def _laying_out(session: Session) -> Callable[[Told], Sheets]:
    document, of_file = session.document, session.project.findings
    part, paper = session.place.document, Paper()
    return lambda told: sheets_of(document, part, of_file, paper, told)


def _to_file(printer: QPrinter, made: Sheets, told: Told) -> int:
    """Print into a file of our own first: a file that is there is replaced whole or not at all."""
    target = Path(printer.outputFileName())
    try:
        with tempfile.TemporaryDirectory(prefix="mou-") as folder:
            scratch = Path(folder) / "pages.pdf"
            printer.setOutputFileName(str(scratch))
            count = _send(printer, made, told)
            data = scratch.read_bytes()
    except OSError as error:
        raise MouError(words.PRINT_NO_ROOM) from error
    saver.write(target, data)
    return count


def _send(printer: QPrinter, made: Sheets, told: Told) -> int:
    """Send the pages that were asked for, and return how many there were."""
    wanted = _wanted(printer, len(made.all))
    painter = QPainter()
    if not painter.begin(printer):
        raise MouError(words.PRINT_NOT_STARTED)
    finished = False
    try:
        share = printer.resolution() / made.dots
        painter.scale(share, share)
        for i, number in enumerate(wanted):
            told(_LAID_OUT + (1 - _LAID_OUT) * i / len(wanted))
            if i and not printer.newPage():
                raise MouError(words.PRINT_NOT_FINISHED)
            made.draw(painter, number)
        finished = True
    finally:
        if not finished:
            printer.abort()
        painter.end()
    if printer.printerState() == type(printer).PrinterState.Error:
        raise MouError(words.PRINT_NOT_FINISHED)
    return len(wanted)


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """Return the pages that were asked for, counted from 0, in the order in which they go."""
    from PySide6.QtPrintSupport import QPrinter

    first, last = printer.fromPage() or 1, printer.toPage() or count
    numbers = list(range(max(first, 1) - 1, min(last, count))) or list(range(count))
    back = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    return numbers[::-1] if back else numbers
