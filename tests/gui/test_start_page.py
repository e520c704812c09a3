from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.panels.recent_list import RecentList
from mou_desktop.gui.panels.start import Shelf, StartPage
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.store import library, recovery
from mou_desktop.store.library import Card
from mou_desktop.store.memory import Recent
from mou_desktop.store.project_file import Project
from tests.conftest import NOW
from tests.support import samples
from tests.support.a11y import assert_accessible_everywhere
from tests.support.dialogs import Answers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

IN_FORCE = next(card for card in library.cards() if card.id == library.newest())


def recent(path: Path, *, there: bool = True, complete: bool = False) -> Recent:
    if there:
        path.write_bytes(b"{}")
    return Recent(
        path=str(path),
        district="Sample School District",
        saved=NOW,
        answered=31,
        asked=44,
        complete=complete,
    )


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tmp_path: Path) -> StartPage:
    files = (
        recent(tmp_path / "First.mou"),
        recent(tmp_path / "Second.mou", complete=True),
        recent(tmp_path / "Gone.mou", there=False),
    )
    recovery.keep(
        Project(document=samples.document("half")), tmp_path / "Kept.mou", tmp_path / "kept", NOW
    )
    made = StartPage(theme)
    made.setWindowTitle("Start")
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show_shelf(Shelf(library.cards(), files, [_copy(tmp_path)]))
    with qtbot.waitExposed(made):
        made.show()
    return made


def _copy(tmp_path: Path) -> recovery.Copy:
    path = next((tmp_path / "kept").iterdir())
    other = path.with_name(path.name.rpartition("-")[0] + "-999999999.json")
    path.rename(other)
    return recovery.kept(tmp_path / "kept")[0][0]


def rows(page: QWidget) -> list[QWidget]:
    return page.findChildren(QWidget, "recent")


def words_on(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def gone(page: QWidget) -> bool:
    return page.findChild(QPushButton, "remove") is not None


def test_each_file_says_whose_it_is_where_it_lies_and_how_far_it_is(page: StartPage) -> None:
    said = words_on(page)

    assert "First" in said
    assert "Sample School District · " in said
    assert "31 of 44 answers" in said
    assert "Ready to sign" in said
    assert "March 4, 2027" in said or "March 3, 2027" in said


def test_a_file_that_is_gone_is_marked_and_can_be_removed(qtbot: QtBot, page: StartPage) -> None:
    qtbot.waitUntil(lambda: "It may have been moved or renamed." in words_on(page))
    remove = page.findChild(QPushButton, "remove")
    assert remove is not None

    with qtbot.waitSignal(page.forget_asked) as told:
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)

    assert told.args is not None
    assert str(told.args[0]).endswith("Gone.mou")


def test_a_file_that_is_gone_is_looked_for_and_not_opened(qtbot: QtBot, page: StartPage) -> None:
    qtbot.waitUntil(lambda: gone(page))

    with qtbot.assertNotEmitted(page.file_asked), qtbot.waitSignal(page.search_asked):
        qtbot.keyClick(rows(page)[2], Qt.Key.Key_Return)


def test_the_list_is_gone_along_opened_and_shortened_by_keyboard(
    qtbot: QtBot, page: StartPage
) -> None:
    first, second, _ = rows(page)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(page.file_asked) as opened:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.forget_asked) as forgotten:
        qtbot.keyClick(second, Qt.Key.Key_Delete)

    assert opened.args == forgotten.args
    assert str((opened.args or [""])[0]).endswith("Second.mou")


def test_kept_work_is_offered_and_never_forced(qtbot: QtBot, page: StartPage) -> None:
    assert "Unsaved work was kept" in words_on(page)
    look = page.findChild(QPushButton, "look_at_it")
    assert look is not None

    with qtbot.waitSignal(page.copy_asked) as told:
        qtbot.mouseClick(look, Qt.MouseButton.LeftButton)

    assert told.args is not None
    assert isinstance(told.args[0], recovery.Copy)


@pytest.mark.faults("D05")
@pytest.mark.parametrize(("size", "scale"), [((640, 360), 1.0), ((1280, 720), 2.0)])
def test_kept_work_is_seen_without_scrolling_in_a_small_window_too(
    qtbot: QtBot, theme: Theme, page: StartPage, size: tuple[int, int], scale: float
) -> None:
    theme.choose("light", scale)
    page.resize(*size)

    def seen() -> bool:
        look = page.findChild(QPushButton, "look_at_it")
        return look is not None and look.visibleRegion().boundingRect() == look.rect()

    qtbot.waitUntil(seen)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.objectName() == "look_at_it"

    page.resize(1280, 720)
    theme.choose("light", 1.0)

    def on_new() -> None:
        focus = page.focusWidget()
        assert focus is not None
        assert focus.objectName() == "new_agreement"

    qtbot.waitUntil(on_new)


@pytest.mark.faults
def test_b20_ten_files_on_a_network_that_is_away_do_not_hold_the_page_up(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    answers = threading.Event()

    def away(_path: str) -> bool:
        answers.wait(30)
        return False

    files = [recent(tmp_path / f"{at}.mou", there=False) for at in range(10)]
    frame = QWidget()
    qtbot.addWidget(frame)
    listed = RecentList(theme, files, frame, away)
    listed.resize(800, 600)
    frame.show()

    assert len(rows(listed)) == 10
    assert not gone(listed)
    answers.set()
    qtbot.waitUntil(lambda: len(listed.findChildren(QPushButton, "remove")) == 10)


def test_another_palette_leaves_the_keyboard_on_its_button(
    qtbot: QtBot, page: StartPage, theme: Theme
) -> None:
    sample = page.findChild(QPushButton, "sample")
    assert sample is not None
    sample.setFocus()

    theme.choose("dark", 1.0)

    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "sample"
    qtbot.waitUntil(lambda: gone(page))


def test_a_page_nobody_sees_leaves_the_keyboard_alone(
    qtbot: QtBot, page: StartPage, theme: Theme
) -> None:
    page.hide()
    other = QPushButton("Elsewhere")
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    other.setFocus()

    theme.choose("dark", 1.2)

    assert QApplication.focusWidget() is other


def test_every_edition_is_offered_with_a_sentence(page: StartPage) -> None:
    for card in library.cards():
        assert card.summary in words_on(page)
        assert page.findChild(QPushButton, f"start_{card.id}") is not None


def test_it_is_accessible(qtbot: QtBot, page: StartPage, theme: Theme) -> None:
    qtbot.waitUntil(lambda: gone(page))
    assert_accessible_everywhere(page, theme)


def test_a_narrow_window_shows_the_whole_width_of_the_page(
    qtbot: QtBot, theme: Theme, page: StartPage
) -> None:
    for scale, size in ((1.0, (640, 360)), (2.0, (1280, 720))):
        theme.choose("light", scale)
        page.resize(*size)
        qtbot.waitUntil(lambda: page.findChild(QPushButton, "remove") is not None)

        area = page.findChild(PageArea)
        assert area is not None
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width()


# ---- editions ------------------------------------------------------------------------------


def test_a_third_edition_has_room_in_a_narrow_window(qtbot: QtBot, theme: Theme) -> None:
    another = Card("made-up-2031", 1, "Made up", "Made up for tests.", "working", 2031)
    page = StartPage(theme)
    qtbot.addWidget(page)
    page.resize(640, 360)
    page.show_shelf(Shelf((*library.cards(), another), (), ()))
    with qtbot.waitExposed(page):
        page.show()

    area = page.findChild(PageArea)
    assert area is not None
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= 640
    assert page.findChild(QPushButton, "start_made-up-2031") is not None


def press_start(page: StartPage, edition: str) -> list[str]:
    """Press the button of an edition and return which editions were asked for."""
    asked: list[str] = []
    page.new_asked.connect(asked.append)
    button = page.findChild(QPushButton, f"start_{edition}")
    assert button is not None
    button.click()
    return asked


def test_the_page_says_which_edition_the_law_asks_for_today(page: StartPage) -> None:
    said = [label.text() for label in page.findChildren(QLabel)]

    assert words.LAW_TODAY.format(year=IN_FORCE.year) in said


def test_the_edition_in_use_starts_without_a_question(page: StartPage) -> None:
    assert press_start(page, IN_FORCE.id) == [IN_FORCE.id]


@pytest.mark.parametrize(
    ("answer", "edition"),
    [
        ("Start with 2018", ["ma-sro-2018"]),
        (f"Start with {IN_FORCE.year}", [IN_FORCE.id]),
        ("Cancel", []),
    ],
)
def test_an_edition_that_was_superseded_starts_after_a_warning(
    page: StartPage, answer: str, edition: list[str]
) -> None:
    answers = Answers(answer)

    assert press_start(page, "ma-sro-2018") == edition
    assert "The law has changed since the 2018 edition" in answers.said[0]
