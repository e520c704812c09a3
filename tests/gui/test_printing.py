from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from mou_desktop.errors import MouError, NotSaved, Stopped
from mou_desktop.gui import paper as papers
from mou_desktop.gui import printing, words
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.dialogs.print_preview import PrintPreview
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.paper import Paper
from mou_desktop.gui.sheets import Sheets, sheets_of
from mou_desktop.outline import outline
from tests.support import big, samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.files import fingerprint, needs, plain_sentence, run_code
from tests.support.pulse import MOST_STILL, Pulse
from tests.support.sessions import session_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document


def printer_to(path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    printing.set_paper(made)
    return made


def nobody(_share: float) -> None:
    """Go on."""


def sheets(document: Document) -> Sheets:
    return sheets_of(document, "", (), Paper(), nobody)


def printed(document: Document, parent: QWidget, path: Path) -> int:
    return printing.printing(session_of(document, parent), printer_to(path))(nobody)


def words_of(path: Path) -> str:
    """Return the words of the pages, without head and foot, as one line."""
    run = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(run, check=True, capture_output=True, text=True, timeout=60).stdout


# ---- what is printed -----------------------------------------------------------------------


@needs("pdftotext")
def test_every_word_of_the_agreement_is_printed_in_order(parent: QWidget, tmp_path: Path) -> None:
    document = samples.document("complete")

    printed(document, parent, tmp_path / "a.pdf")

    text = squeezed(words_of(tmp_path / "a.pdf"))
    at = 0
    for block in outline(document):
        if block.kind in {"section", "clause"}:
            start = squeezed(f"{block.number} {block.text}")
            at = text.find(start, at)
            assert at >= 0, start
    for word in re.findall(r"\w{4,}", " ".join(block.text for block in outline(document))):
        assert word in text, word


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@needs("pdfinfo")
def test_the_paper_is_letter_and_there_are_as_many_pages_as_the_foot_says(
    parent: QWidget, tmp_path: Path
) -> None:
    count = printed(samples.document("half"), parent, tmp_path / "a.pdf")

    run = ["pdfinfo", str(tmp_path / "a.pdf")]
    told = subprocess.run(run, check=True, capture_output=True, text=True, timeout=60).stdout
    assert re.search(rf"Pages:\s+{count}\n", told)
    assert "612 x 792 pts (letter)" in told


@needs("pdftotext")
def test_each_page_says_whose_text_it_is_and_which_page_of_how_many(
    parent: QWidget, tmp_path: Path
) -> None:
    count = printed(samples.document("half"), parent, tmp_path / "a.pdf")

    pages = words_of(tmp_path / "a.pdf").split("\f")[:-1]

    assert len(pages) == count
    for number, page in enumerate(pages, 1):
        assert "DRAFT: 6 required answers open" in page
        assert "Memorandum of Understanding: Sampleford Public Schools" in page
        assert "No local changes to working text ma-sro-2022, revision 1" in page
        assert "Not the Commission’s document." in page
        assert f"Page {number} of {count}" in page


@needs("pdftotext")
def test_a_finished_agreement_prints_no_draft(parent: QWidget, tmp_path: Path) -> None:
    printed(samples.document("complete"), parent, tmp_path / "a.pdf")

    assert "DRAFT" not in words_of(tmp_path / "a.pdf")


@needs("pdftotext")
def test_an_open_answer_can_be_seen_on_paper_without_color(parent: QWidget, tmp_path: Path) -> None:
    printed(samples.document("half"), parent, tmp_path / "a.pdf")

    assert "[Superintendent]" in squeezed(words_of(tmp_path / "a.pdf"))


def test_the_pages_are_laid_out_alike_in_every_palette_and_size(theme: Theme) -> None:
    document = samples.document("half")
    before = sheets(document).all

    theme.choose("dark", 2.0)
    after = sheets(document).all
    theme.choose("light", 1.0)

    assert before == after


def test_paper_is_white_and_ink_is_dark_in_every_palette(theme: Theme) -> None:
    theme.choose("high-contrast", 1.0)
    made = sheets(samples.document("half"))
    wide, high = (round(size * made.dots) for size in (papers.WIDE, papers.HIGH))
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)

    made.draw(painter, 0)
    painter.end()
    theme.choose("light", 1.0)

    greys = [image.pixelColor(x, y).lightness() for x in range(wide) for y in range(0, high, 3)]
    assert greys.count(255) > 0.8 * len(greys)
    assert min(greys) < 60
    margin = [image.pixelColor(x, y).lightness() for x in range(40) for y in range(high)]
    assert set(margin) == {255}


def test_no_heading_stands_alone_at_the_end_of_a_page() -> None:
    document = samples.document("complete")
    made = sheets(document)
    blocks = [block for block in outline(document) if block.kind in {"section", "clause"}]
    headings = {squeezed(f"{block.number} {block.text}") for block in blocks}

    for number in range(len(made.all)):
        assert squeezed(made.text(number).splitlines()[-1]) not in headings


def test_each_exhibit_begins_a_page() -> None:
    document = samples.document("complete")
    made = sheets(document)
    exhibits = [block.number for block in outline(document) if block.exhibit and block.number]

    firsts = [made.text(number).splitlines()[0] for number in range(len(made.all))]

    assert exhibits
    for number in exhibits:
        assert any(first.startswith(number) for first in firsts), number


# ---- faults --------------------------------------------------------------------------------


@pytest.mark.faults
def test_e17_a_pdf_that_cannot_be_written_is_one_plain_sentence(
    parent: QWidget, tmp_path: Path
) -> None:
    with pytest.raises(NotSaved) as caught:
        printed(samples.document("half"), parent, tmp_path / "gone" / "a.pdf")

    plain_sentence(str(caught.value))
    assert fingerprint(tmp_path) == {}


@pytest.mark.faults
def test_e17_a_print_that_is_called_off_leaves_the_old_file_as_it_was(
    parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    work = printing.printing(session_of(samples.document("half"), parent), printer_to(path))

    def stop(share: float) -> None:
        if share > 0.6:
            raise Stopped

    with pytest.raises(Stopped):
        work(stop)

    assert path.read_bytes() == b"old"
    assert fingerprint(tmp_path).keys() == {"a.pdf"}


@pytest.mark.faults
@pytest.mark.qt_log_ignore("QPainter::begin", "QPrinter::setOutputFileName")
def test_e17_a_printer_that_takes_nothing_is_one_plain_sentence(
    parent: QWidget, tmp_path: Path
) -> None:
    printer = printer_to(tmp_path / "a.pdf")
    busy = QPainter(printer)  # as a printer that does not begin
    work = printing.printing(session_of(samples.document("half"), parent), printer)

    with pytest.raises(MouError) as caught:
        work(nobody)
    busy.end()

    plain_sentence(str(caught.value))


@pytest.mark.faults
def test_e17_without_room_for_the_pages_it_says_so(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = printer_to(tmp_path / "a.pdf")
    work = printing.printing(session_of(samples.document("half"), parent), printer)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))

    with pytest.raises(MouError) as caught:
        work(nobody)

    plain_sentence(str(caught.value))


@pytest.mark.faults
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_e17_without_a_printer_it_says_so(
    theme: Theme, parent: QWidget, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    assert QPrinterInfo.availablePrinterNames() == []
    session = session_of(samples.document("half"), parent)
    said: list[str] = []
    monkeypatch.setattr("sys.platform", system)

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.close()

    QTimer.singleShot(0, read)
    assert not printing.print_agreement(parent, session, theme)

    plain_sentence(said[0])
    assert not session.dirty


def test_closing_the_printer_window_prints_nothing(theme: Theme, parent: QWidget) -> None:
    session = session_of(samples.document("half"), parent)
    seen: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            seen.append(dialog.windowTitle())
            dialog.reject()

    timer = QTimer(interval=10)
    timer.timeout.connect(close)
    timer.start()
    assert not printing.print_agreement(parent, session, theme)

    assert seen == [words.PRINT_TITLE]


def test_only_the_pages_that_are_asked_for_are_printed(parent: QWidget, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "a.pdf")
    printer.setFromTo(2, 4)
    session = session_of(samples.document("half"), parent)

    assert printing.printing(session, printer)(nobody) == 3


def test_printing_is_not_loaded_before_somebody_prints() -> None:
    code = """
import sys
from mou_desktop.gui import main_window
assert "PySide6.QtPrintSupport" not in sys.modules
"""

    assert run_code(code, QT_QPA_PLATFORM="offscreen").returncode == 0


# ---- the preview ---------------------------------------------------------------------------


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme, parent: QWidget) -> PrintPreview:
    made = PrintPreview(sheets(samples.document("half")), theme, parent)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def place(preview: PrintPreview) -> str:
    found = preview.findChild(QLabel, "place")
    assert found is not None
    return found.text()


def test_the_pages_are_turned_by_keyboard(qtbot: QtBot, preview: PrintPreview) -> None:
    count = place(preview).rpartition(" ")[2]
    assert place(preview) == f"Page 1 of {count}"

    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert place(preview) == f"Page 2 of {count}"
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert place(preview) == f"Page {count} of {count}"
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert place(preview) == f"Page {count} of {count}"
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert place(preview) == f"Page 1 of {count}"


def test_the_pages_are_turned_by_button(preview: PrintPreview) -> None:
    button = preview.findChild(QPushButton, "next_page")
    assert button is not None

    button.click()

    assert place(preview).startswith("Page 2 of ")


def test_a_larger_page_is_moved_by_arrow_keys(qtbot: QtBot, preview: PrintPreview) -> None:
    for _ in range(6):
        qtbot.keyClick(preview.view, Qt.Key.Key_Plus)
    bar = preview.view.verticalScrollBar()
    assert bar.maximum() > 0

    qtbot.keyClick(preview.view, Qt.Key.Key_Down)

    assert bar.value() > 0
    qtbot.keyClick(preview.view, Qt.Key.Key_0)
    assert bar.maximum() == 0


def test_a_screen_reader_is_told_the_words_of_the_page(preview: PrintPreview) -> None:
    told = preview.view.accessibleDescription()

    assert "DRAFT: 6 required answers open" in told
    assert "Sampleford Public Schools" in told


def test_the_preview_is_accessible(preview: PrintPreview, theme: Theme) -> None:
    assert_accessible_everywhere(preview, theme)


def test_at_200_percent_nothing_is_wider_than_a_small_screen(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    theme.choose("light", 2.0)
    made = PrintPreview(sheets(samples.document("half")), theme, parent)
    qtbot.addWidget(made)
    made.resize(640, 360)
    with qtbot.waitExposed(made):
        made.show()

    assert made.width() == 640
    for button in made.findChildren(QPushButton):
        assert button.geometry().right() <= made.width(), button.objectName()
    assert made.view.height() > 60


def test_the_menu_shows_the_pages_and_prints_from_there(theme: Theme, parent: QWidget) -> None:
    session = session_of(samples.document("half"), parent)
    seen: list[str] = []

    def walk() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PrintPreview) and not seen:
            seen.append("preview")
            dialog.accept()
        elif isinstance(dialog, QPrintDialog):
            seen.append("print")
            dialog.reject()

    timer = QTimer(interval=10)
    timer.timeout.connect(walk)
    timer.start()
    show.print_preview(parent, session, theme)

    assert seen == ["preview", "print"]


def test_a_long_agreement_is_laid_out_and_printed_while_the_window_goes_on(
    theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    session = session_of(big.document(10), parent)
    work = printing.printing(session, printer_to(tmp_path / "a.pdf"))
    dialog = Working(words.PRINT_PRINTING, work, theme, parent)
    QApplication.processEvents()
    pulse = Pulse()

    assert dialog.wait()

    assert dialog.found > 200
    assert pulse.longest < MOST_STILL
