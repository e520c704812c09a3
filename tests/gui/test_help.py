from __future__ import annotations

import getpass
import platform
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from mou_desktop import __version__
from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.dialogs.about import AboutDialog
from mou_desktop.gui.dialogs.details import details_text
from mou_desktop.gui.dialogs.keyboard import KeyboardDialog
from mou_desktop.gui.dialogs.pages import PagesDialog
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.pages import Page, guide_pages, licence_pages
from mou_desktop.gui.widgets.reader import Reader, slug_of
from mou_desktop.gui.widgets.table_view import KEYS
from mou_desktop.store import library
from tests.support.a11y import assert_accessible_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> MainWindow:
    made = MainWindow(Desk(tmp_path / "kept"), theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action_{name}")
    assert found is not None, name
    return found


# ---- keyboard --------------------------------------------------------------------------------


def test_the_keyboard_list_names_every_key_of_the_menus_and_no_other(window: MainWindow) -> None:
    dialog = KeyboardDialog(window.theme, window.menu_keys(), window)
    told = {
        name: {key.strip() for key in keys.split(", ")}
        for title, lines in dialog.groups
        if title not in words.KEYS_OF_PARTS
        for name, keys in lines
    }
    have = {}
    for one in window.findChildren(QAction):
        in_menu = any(isinstance(owner, QMenu) for owner in one.associatedObjects())
        if in_menu and one.shortcuts() and one.objectName().startswith("action_"):
            text = one.text().replace("&", "").rstrip("…")
            have[text] = {
                key.toString(QKeySequence.SequenceFormat.NativeText) for key in one.shortcuts()
            }

    assert told == have
    assert len(told) > 20


def test_the_keys_of_tables_in_the_list_are_those_that_tables_take() -> None:
    what = {
        "Add a row below": "below",
        "Duplicate the row": "copy",
        "Move the row up": "up",
        "Move the row down": "down",
        "Remove the row": "remove",
    }
    told = dict(words.KEYS_OF_PARTS["In a table"])

    for name, does in what.items():
        pressed = QKeySequence(told[name])[0]  # type: ignore[index]  # the stubs lack it
        assert KEYS[pressed.keyboardModifiers(), pressed.key()] == does
    assert set(KEYS.values()) == set(what.values())


def test_every_key_in_the_list_is_a_key() -> None:
    for lines in words.KEYS_OF_PARTS.values():
        for name, keys in lines:
            for key in keys.split(", "):
                assert key == "Alt" or QKeySequence(key).toString(), (name, key)


def test_f1_opens_the_keyboard_list_and_esc_closes_it(qtbot: QtBot, window: MainWindow) -> None:
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, KeyboardDialog)
        seen.append(dialog.reader.toPlainText())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    when_modal(look)
    qtbot.keyClick(window, Qt.Key.Key_F1)

    assert "Ctrl+Shift+S" in seen[0]
    assert "Save as" in seen[0]
    assert "Duplicate the row" in seen[0]


def when_modal(look: Callable[[QWidget], None]) -> None:
    """Look at the dialog that comes next."""

    def wait() -> None:
        widget = QApplication.activeModalWidget()
        if widget is None or not widget.isVisible():
            QTimer.singleShot(5, wait)
        else:
            look(widget)

    QTimer.singleShot(0, wait)


def test_the_keyboard_list_is_accessible(theme: Theme, window: MainWindow) -> None:
    dialog = KeyboardDialog(theme, window.menu_keys(), window)
    dialog.show()

    assert_accessible_everywhere(dialog, theme)

    dialog.close()


@pytest.mark.parametrize(
    ("key", "modifiers", "scale"),
    [
        (Qt.Key.Key_Plus, "", 1.1), (Qt.Key.Key_Equal, "", 1.1), (Qt.Key.Key_Plus, "pad", 1.1),
        (Qt.Key.Key_Minus, "", 0.9), (Qt.Key.Key_Minus, "pad", 0.9),
    ],
)  # fmt: skip
@pytest.mark.parametrize("editing", [False, True], ids=["start", "editor"])
def test_the_size_of_text_changes_by_key_everywhere(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: str, scale: float, *, editing: bool
) -> None:
    if editing:
        window.open_sample()
        assert window.session is not None
        window.session.wait()
    pad = Qt.KeyboardModifier.KeypadModifier if modifiers else Qt.KeyboardModifier.NoModifier
    target = focused(window)

    qtbot.keyClick(target, key, Qt.KeyboardModifier.ControlModifier | pad)
    assert window.theme.scale == pytest.approx(scale)
    target = focused(window)
    qtbot.keyClick(target, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier | pad)

    assert window.theme.scale == pytest.approx(1.0)
    assert Desk(window.kept_in).memory.scale == pytest.approx(1.0)


def focused(window: MainWindow) -> QWidget:
    found: QWidget | None = window.focusWidget()
    return window if found is None else found


# ---- about -----------------------------------------------------------------------------------


def test_about_says_versions_editions_the_notice_and_what_was_not_tried(
    theme: Theme, parent: QWidget
) -> None:
    dialog = AboutDialog(theme, parent)

    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))

    for text in (__version__, platform.python_version(), "Qt", "PySide6", "Lesser General Public"):
        assert text in said
    for card in library.cards():
        assert f"{card.id}, revision {card.revision}" in said
    assert re.search(r"Not yet tried on Windows or macOS", said)


def test_details_can_be_copied_and_name_no_user(theme: Theme, parent: QWidget) -> None:
    dialog = AboutDialog(theme, parent)
    copy = dialog.findChild(QPushButton, "copy_details")
    assert copy is not None

    copy.click()

    copied = QGuiApplication.clipboard().text()
    assert copied == details_text()
    assert f"MOU Desktop: {__version__}" in copied
    assert platform.node() not in copied.split()
    assert not re.search(rf"\b{re.escape(getpass.getuser())}\b", copied)
    assert "/" not in copied


def test_about_is_accessible(theme: Theme, parent: QWidget) -> None:
    dialog = AboutDialog(theme, parent)
    dialog.show()

    assert_accessible_everywhere(dialog, theme)

    dialog.close()


def test_the_log_folder_is_opened_by_the_system(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def take(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)

    action(window, "log_folder").trigger()

    assert opened == [QUrl.fromLocalFile(str(window.kept_in / "logs"))]
    assert (window.kept_in / "logs").is_dir()


# ---- licenses --------------------------------------------------------------------------------


def test_every_notice_that_ships_can_be_read(theme: Theme, parent: QWidget) -> None:
    pages = licence_pages()
    dialog = PagesDialog(theme, words.LICENCES_TITLE, pages, parent)
    dialog.show()

    for row, page in enumerate(pages):
        dialog.list.setCurrentRow(row)
        assert dialog.reader.toPlainText().strip()
        assert words.PAGE_GONE.format(name=page.files[0].name) not in dialog.reader.toPlainText()
    text = "".join(page.text() for page in pages)

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert any("Qt" in page.title for page in pages)
    dialog.close()


def test_notices_without_their_index_are_listed_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("two", encoding="utf-8")
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "index.toml").write_text("[[part", encoding="utf-8")

    assert [page.title for page in licence_pages(tmp_path)] == ["a", "b"]
    assert licence_pages(tmp_path / "none") == ()


# ---- the guide -------------------------------------------------------------------------------


@pytest.fixture
def guide(tmp_path: Path) -> tuple[Page, ...]:
    folder = tmp_path / "guide"
    (folder / "pictures").mkdir(parents=True)
    QImage(2000, 500, QImage.Format.Format_RGB32).save(str(folder / "pictures" / "big.png"))
    QImage(20, 20, QImage.Format.Format_RGB32).save(str(tmp_path / "outside.png"))
    (folder / "index.md").write_text(
        "# The guide\n\nGo [on](01-first.md#the-second-part), or to\n"
        "[Qt](https://www.qt.io/x), <https://example.org/y> and [mail](mailto:a@b.example).\n",
        encoding="utf-8",
    )
    (folder / "02-last.md").write_text("# Last\n\nzebra\n", encoding="utf-8")
    (folder / "01-first.md").write_text(
        "# First\n\n![A picture](pictures/big.png)\n\n![Outside](../outside.png)\n\n"
        + "Some words.\n\n" * 60 + "## The second part\n\nzebra and zebra\n" + "\nMore.\n" * 60,
        encoding="utf-8",
    )  # fmt: skip
    return guide_pages(folder)


@pytest.fixture
def reading(qtbot: QtBot, theme: Theme, parent: QWidget, guide: tuple[Page, ...]) -> PagesDialog:
    dialog = PagesDialog(theme, words.GUIDE_TITLE, guide, parent, "guide")
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_the_index_comes_first_and_the_pages_in_their_order(guide: tuple[Page, ...]) -> None:
    assert [page.title for page in guide] == ["The guide", "First", "Last"]


def test_the_guide_that_ships_can_be_read() -> None:
    pages = guide_pages()

    assert pages[0].name == "index.md"
    assert "not yet tried on windows" in " ".join(pages[0].text().split()).casefold()


def test_a_link_leads_to_another_page_and_back_returns(qtbot: QtBot, reading: PagesDialog) -> None:
    qtbot.keyClick(reading.reader, Qt.Key.Key_Tab)
    qtbot.keyClick(reading.reader, Qt.Key.Key_Return)

    assert reading.list.currentRow() == 1
    assert reading.reader.textCursor().block().text() == "The second part"
    assert reading.reader.verticalScrollBar().value() > 0
    qtbot.keyClick(reading, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert reading.list.currentRow() == 0
    back = reading.findChild(QPushButton, "back")
    assert back is not None
    assert not back.isEnabled()


def test_links_out_of_the_program_are_shown_as_text(reading: PagesDialog) -> None:
    text = reading.reader.toPlainText()

    assert "Qt (https://www.qt.io/x)" in text
    assert text.count("https://example.org/y") == 1
    assert "mail (a@b.example)" in text
    assert re.findall(r'href="([^"]*)"', reading.reader.toHtml()) == ["01-first.md#the-second-part"]


def test_pictures_are_as_wide_as_fits_and_come_from_the_guide_alone(
    qtbot: QtBot, reading: PagesDialog
) -> None:
    reading.show_page("01-first.md")

    def widths() -> list[int]:
        return [int(float(one)) for one in re.findall(r'width="([\d.]+)"', reading.reader.toHtml())]

    room = reading.reader.viewport().width()
    assert 200 < widths()[0] <= room
    reading.resize(640, 400)
    qtbot.waitUntil(lambda: reading.reader.viewport().width() < room)
    assert widths()[0] <= reading.reader.viewport().width()
    assert reading.reader.horizontalScrollBar().maximum() == 0
    assert reading.reader.loadResource(2, QUrl("../outside.png")) is None
    assert reading.reader.loadResource(2, QUrl("file:///etc/passwd")) is None
    assert reading.reader.loadResource(3, QUrl("pictures/big.png")) is None


def test_a_word_is_found_on_the_page_and_from_its_end_on_from_the_top(
    qtbot: QtBot, reading: PagesDialog
) -> None:
    reading.show_page("01-first.md")
    qtbot.keyClick(reading, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reading.find_line.hasFocus()
    qtbot.keyClicks(reading.find_line, "zebra")
    places = []
    for _ in range(3):
        qtbot.keyClick(reading.find_line, Qt.Key.Key_Return)
        places.append(reading.reader.textCursor().position())

    assert places[0] == places[2] != places[1]
    assert reading.isVisible()
    reading.find_line.setText("walrus")
    qtbot.keyClick(reading.find_line, Qt.Key.Key_Return)
    news = reading.findChild(QLabel, "news")
    assert news is not None
    assert news.text() == words.PAGES_NOT_FOUND


def test_the_guide_is_accessible_in_each_palette_and_size(
    theme: Theme, reading: PagesDialog
) -> None:
    assert_accessible_everywhere(reading, theme)


def test_in_a_small_window_the_contents_stand_above_the_page(
    qtbot: QtBot, reading: PagesDialog
) -> None:
    reading.resize(480, 360)

    qtbot.waitUntil(lambda: reading.list.geometry().bottom() < reading.reader.geometry().top())


def test_the_guide_opens_beside_the_work_and_once(qtbot: QtBot, window: MainWindow) -> None:
    show.guide(window, window.theme)
    show.guide(window, window.theme)

    found = window.findChildren(PagesDialog)
    assert len(found) == 1
    assert not found[0].isModal()
    qtbot.waitUntil(found[0].isVisible)
    found[0].close()


def test_the_size_of_text_changes_by_key_in_the_guide_too(qtbot: QtBot, window: MainWindow) -> None:
    show.guide(window, window.theme)
    dialog = window.findChild(PagesDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)

    qtbot.keyClick(dialog.reader, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert window.theme.scale == pytest.approx(1.1)
    assert dialog.reader.document().defaultFont() == window.theme.font("body")
    dialog.close()


def test_a_guide_that_is_missing_says_so(theme: Theme, parent: QWidget) -> None:
    dialog = PagesDialog(theme, words.GUIDE_TITLE, (), parent)

    assert dialog.reader.toPlainText() == words.PAGES_NONE
    dialog.close()


def test_a_page_is_drawn_in_the_colors_of_the_theme(
    qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path
) -> None:
    reader = Reader(theme, "A page", parent)
    qtbot.addWidget(reader)
    reader.show_markdown("[a](b.md)", tmp_path)
    theme.choose("dark")

    assert theme.colour("accent").name() in reader.toHtml()
    theme.choose("light")


def test_a_heading_is_named_in_links_as_usual() -> None:
    assert slug_of("Who’s asked, and why?") == "whos-asked-and-why"
