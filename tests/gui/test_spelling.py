from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.dialogs.change_clause import ChangeClause
from mou_desktop.gui.dialogs.settings import SettingsDialog
from mou_desktop.gui.main_window import MainWindow
from mou_desktop.gui.speller import Speller
from mou_desktop.gui.widgets.field_frame import Editor
from mou_desktop.gui.widgets.line_marks import LineMarks
from mou_desktop.gui.widgets.list_editor import ListEditor
from mou_desktop.gui.widgets.spell_menu import offer
from mou_desktop.gui.widgets.text_line import TextLine
from tests.support.a11y import assert_accessible
from tests.support.files import plain_sentence, run_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FIELD, LINE, LIST = "selection_steps", "office", "teams"


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Open the sample at a question for a long text, with the keyboard in an empty box."""
    made: list[MainWindow] = []

    def open_one(dictionary: Path | None = None) -> MainWindow:
        desk = Desk(tmp_path / "kept")
        window = MainWindow(desk, theme, speller=Speller(desk, folder=dictionary))
        qtbot.addWidget(window, before_close_func=_let_go)
        with qtbot.waitExposed(window):
            window.show()
        window.open_sample()
        session = _session(window)
        session.answer(FIELD, None)
        session.go(session.edition.field_places[FIELD])
        made.append(window)
        return window

    yield open_one
    for window in made:
        if window.session is not None:
            window.session.wait()
        window._speller.wait()  # noqa: SLF001


def _let_go(widget: QWidget) -> None:
    if isinstance(widget, MainWindow):
        widget.close_without_asking()


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _box(window: QWidget, name: str = f"box_{FIELD}") -> QPlainTextEdit:
    found = window.findChild(QPlainTextEdit, name)
    assert found is not None
    return found


def _ready(qtbot: QtBot, window: MainWindow) -> None:
    check = window._spelling  # noqa: SLF001
    assert check is not None
    qtbot.waitUntil(lambda: check.words is not None)


def _marks(box: QPlainTextEdit) -> list[str]:
    """Return the words with a wavy line below."""
    found, block = [], box.document().begin()
    while block.isValid():
        for one in block.layout().formats():
            assert one.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
            part = block.text().encode("utf-16-le")[2 * one.start : 2 * (one.start + one.length)]
            found.append(part.decode("utf-16-le"))
        block = block.next()
    return found


def _menu(qtbot: QtBot, box: QWidget) -> QMenu:
    """Open the menu at the cursor by keyboard."""
    qtbot.keyClick(box, Qt.Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _pick(qtbot: QtBot, menu: QMenu, text: str) -> None:
    """Walk down to a line of a menu, and press Enter."""
    for _ in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text().partition(" ")[2] == text:
            break
    qtbot.keyClick(menu, Qt.Key.Key_Return)


# ---- the marks -------------------------------------------------------------------------------


def test_a_misspelled_word_gets_a_wavy_line_once_it_is_typed(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)

    qtbot.keyClicks(box, "They recieve")
    assert _marks(box) == []
    qtbot.keyClicks(box, " ")
    assert _marks(box) == ["recieve"]
    qtbot.keyClicks(box, "studnets")
    qtbot.keyClick(box, Qt.Key.Key_Tab)

    assert _marks(box) == ["recieve", "studnets"]


def test_the_word_that_is_left_by_the_cursor_is_marked(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "recieve it")
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.keyClicks(box, "studnet ")
    qtbot.keyClick(box, Qt.Key.Key_Left)
    qtbot.keyClicks(box, "s")
    assert _marks(box) == ["recieve"]

    qtbot.keyClick(box, Qt.Key.Key_End)

    assert _marks(box) == ["studnets", "recieve"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("They don’t say Ễ, and stu\u200bdents. ", []),
        ("\U0001f600 they recieve \U0001f600 studnets. ", ["recieve", "studnets"]),
        ("One\nrecieve\n\nstudnets \n", ["recieve", "studnets"]),
    ],
)
def test_text_of_every_kind_is_marked_where_it_is_wrong_and_nowhere_else(
    qtbot: QtBot, open_window: Callable[..., MainWindow], text: str, marked: list[str]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)

    box.insertPlainText(text)

    assert _marks(box) == marked
    assert _session(window).document.answer(FIELD) == text


def test_marks_change_no_answer_and_are_no_step(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    session = _session(window)
    session.answer(FIELD, "They recieve\u00a0it.")
    step = session.undo_name
    _ready(qtbot, window)

    qtbot.waitUntil(lambda: _marks(_box(window)) == ["recieve"])

    assert session.document.answer(FIELD) == "They recieve\u00a0it."
    assert session.undo_name == step


def test_only_the_paragraph_that_changed_is_looked_at(
    qtbot: QtBot, open_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    box.insertPlainText("They recieve it.\n" * 50)
    check = window._spelling  # noqa: SLF001
    assert check is not None
    assert check.words is not None
    asked: list[str] = []
    real = check.words.misspelled

    def listening(text: str) -> list[tuple[int, int]]:
        asked.append(text)
        return real(text)

    monkeypatch.setattr(check.words, "misspelled", listening)
    qtbot.keyClicks(box, "ab")

    assert set(asked) <= {"a", "ab"}
    assert len(_marks(box)) == 50


def test_the_line_has_the_color_of_an_error_in_every_palette(
    qtbot: QtBot, open_window: Callable[..., MainWindow], theme: Theme
) -> None:
    window = open_window()
    _session(window).answer(FIELD, "They recieve it.")
    _ready(qtbot, window)
    box = _box(window)
    qtbot.waitUntil(lambda: _marks(box) == ["recieve"])

    for name in ("dark", "high-contrast", "light"):
        theme.choose(name)
        layout = box.document().begin().layout()
        (one,) = layout.formats()
        assert one.format.underlineColor() == theme.colour("error")


# ---- what is known ---------------------------------------------------------------------------


def test_a_name_typed_in_another_answer_is_known(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    session = _session(window)
    session.answer(FIELD, "The Zorblat panel meets.")
    _ready(qtbot, window)
    box = _box(window)
    qtbot.waitUntil(lambda: _marks(box) == ["Zorblat"])

    session.answer("district_name", "Zorblat Public Schools")

    qtbot.waitUntil(lambda: _marks(box) == [])


def test_a_word_that_is_added_is_known_in_every_window_and_after_a_restart(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    box.insertPlainText("The zorblat’s panel")
    box.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(6):
        qtbot.keyClick(box, Qt.Key.Key_Right)
    assert _marks(box) == ["zorblat’s"]

    _pick(qtbot, _menu(qtbot, box), words.ADD_WORD.format(word="zorblat").partition(" ")[2])

    assert _marks(box) == []
    assert Desk(tmp_path / "kept").memory.words == ("zorblat",)
    other = open_window()
    _session(other).answer(FIELD, "Zorblat and zorblat, not zorblatt.")
    _ready(qtbot, other)
    qtbot.waitUntil(lambda: _marks(_box(other)) == ["zorblatt"])


# ---- lines -----------------------------------------------------------------------------------


def _line(window: QWidget, name: str) -> TextLine:
    found = window.findChild(TextLine, name)
    assert found is not None
    return found


def _go(window: MainWindow, field: str) -> None:
    session = _session(window)
    session.answer(field, None)
    session.go(session.edition.field_places[field])


def _red(line: TextLine) -> int:
    """Return how many dots of a line are red, which only the wavy line is."""
    picture = line.grab().toImage()
    dots = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    colors = (picture.pixelColor(*dot) for dot in dots)
    return sum(color.red() - color.green() > 60 for color in colors)


def test_a_line_of_text_is_marked_but_for_its_names(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    _ready(qtbot, window)
    _go(window, LINE)
    line = _line(window, f"line_{LINE}")
    line.setFocus()

    qtbot.keyClicks(line, "Zorblat recieve")
    assert _red(line) == 0
    qtbot.keyClicks(line, " it")
    drawn = _red(line)
    assert drawn > 10
    qtbot.keyClick(line, Qt.Key.Key_Home)
    qtbot.keyClicks(line, "it ")

    assert abs(_red(line) - drawn) <= 5
    assert _session(window).document.answer(LINE) == "it Zorblat recieve it"
    _settings(qtbot, window, spelling=False)
    assert _red(line) == 0


def test_a_suggestion_for_a_line_is_picked_by_keyboard_and_is_one_step(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    _ready(qtbot, window)
    _go(window, LINE)
    line, session = _line(window, f"line_{LINE}"), _session(window)
    line.setFocus()
    qtbot.keyClicks(line, "They recieve")

    _pick(qtbot, _menu(qtbot, line), "receive")
    qtbot.keyClicks(line, " it")
    said = [session.document.answer(LINE)]
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Z, CONTROL)
        said.append(session.document.answer(LINE))

    assert said == ["They receive it", "They receive", "They recieve", None]


def test_every_entry_of_a_list_is_marked(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    _ready(qtbot, window)
    _go(window, LIST)
    editor = window.findChild(ListEditor, f"editor_{LIST}")
    assert editor is not None
    editor.enter()
    qtbot.keyClicks(editor.lines[0], "to recieve")
    qtbot.keyClick(editor.lines[0], Qt.Key.Key_Return)
    qtbot.keyClicks(editor.lines[1], "of studnets ")

    assert all(_red(line) > 10 for line in editor.lines[:2])
    assert _session(window).document.answer(LIST) == ("to recieve", "of studnets ")


def test_a_letter_that_is_being_composed_is_not_disturbed(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    _ready(qtbot, window)
    _go(window, LINE)
    line = _line(window, f"line_{LINE}")
    line.setFocus()
    qtbot.keyClicks(line, "recieve it ")

    QApplication.sendEvent(line, QInputMethodEvent("^", []))
    _session(window).answer("district_name", "Zorblat Public Schools")
    composed = QInputMethodEvent("", [])
    composed.setCommitString("ô")
    QApplication.sendEvent(line, composed)

    assert _session(window).document.answer(LINE) == "recieve it ô"


@pytest.mark.parametrize("kind", ["person", "date", "url", "number", "money"])
def test_a_field_that_is_no_text_is_never_checked(
    open_window: Callable[..., MainWindow], kind: str
) -> None:
    window = open_window()
    session = _session(window)
    fields = [
        one
        for key, one in session.edition.by_key.items()
        if one.type == kind and session.edition.field_places[key].clause
    ]

    for field in fields[:3]:
        session.go(session.edition.field_places[field.key])
        editor = window.findChild(Editor, f"editor_{field.key}")
        if editor is not None:
            assert editor.findChildren(LineMarks) == []


# ---- the menu --------------------------------------------------------------------------------


def test_a_suggestion_is_picked_by_keyboard_and_is_one_step(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box, session = _box(window), _session(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "They recieve")

    _pick(qtbot, _menu(qtbot, box), "receive")
    assert session.document.answer(FIELD) == "They receive"
    qtbot.keyClicks(box, " it.")
    assert session.document.answer(FIELD) == "They receive it."
    assert box.hasFocus()
    said = []
    for _ in range(3):
        qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)
        said.append(session.document.answer(FIELD))

    assert said == ["They receive", "They recieve", None]


def test_the_menu_at_the_pointer_is_about_the_word_there(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "recieve it")
    place = QTextCursor(box.document())
    place.setPosition(3)
    at: QPoint = box.cursorRect(place).center()
    view = box.viewport()

    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))

    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "&1 receive")
    menu.close()


def test_a_word_that_is_right_gets_the_usual_menu_without_undo(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "They")

    menu = _menu(qtbot, box)

    names = [one.text().partition("\t")[0] for one in menu.actions()]
    assert names == ["Cu&t", "&Copy", "&Paste", "Delete", "", "Select All"]
    menu.close()


def test_a_word_without_suggestions_says_so(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")

    menu = _menu(qtbot, box)

    qtbot.waitUntil(lambda: menu.actions()[0].text() == words.NO_SUGGESTION)
    assert not menu.actions()[0].isEnabled()
    menu.close()


def test_the_menu_opens_before_suggestions_are_looked_for(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "They recieve")

    menu = _menu(qtbot, box)

    assert menu.isVisible()
    assert menu.actions()[0].text() == words.SUGGESTIONS_COMING
    assert not menu.actions()[0].isEnabled()
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "&1 receive")
    assert words.SUGGESTIONS_COMING not in [one.text() for one in menu.actions()]
    menu.close()


def test_a_key_that_is_faster_than_the_suggestions_picks_one(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "They recieve")

    menu = _menu(qtbot, box)
    qtbot.keyClick(menu, Qt.Key.Key_1)

    assert box.toPlainText() == "They receive"


def test_a_menu_that_was_closed_at_once_looks_for_nothing(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "They recieve")
    dictionary = window._speller.dictionary  # noqa: SLF001
    assert dictionary is not None
    before = dictionary.suggestions.cache_info().misses  # type: ignore[attr-defined]

    menu = _menu(qtbot, box)
    with qtbot.waitSignal(menu.destroyed):
        menu.close()

    assert dictionary.suggestions.cache_info().misses == before  # type: ignore[attr-defined]


def test_suggestions_at_the_end_of_the_screen_stay_on_it(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    box = _box(window)
    _ready(qtbot, window)
    qtbot.keyClicks(box, "recieve")
    room = window.screen().availableGeometry()
    menu = box.createStandardContextMenu()
    menu.setParent(window, Qt.WindowType.Popup)
    check = window._spelling  # noqa: SLF001
    assert check is not None
    offer(menu, check, "recieve", box.setPlainText)

    menu.popup(room.bottomLeft())
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "&1 receive")

    assert room.contains(menu.geometry())
    menu.close()


def test_notes_are_checked_too(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    _ready(qtbot, window)
    editor = window.editor
    assert editor is not None
    editor.show_side(3)
    box = editor.notes.box
    box.setFocus()

    qtbot.keyClicks(box, "They recieve")
    _pick(qtbot, _menu(qtbot, box), "receive")
    qtbot.keyClicks(box, " studnets ")

    assert box.toPlainText() == "They receive studnets "
    assert _marks(box) == ["studnets"]


def test_the_text_of_a_change_is_checked_without_what_stands_in_braces(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    _ready(qtbot, window)
    found: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChangeClause)
        box = _box(dialog, "text")
        qtbot.keyClicks(box, "They recieve {distrct_name} ")
        found.append(_marks(box))
        qtbot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(7):
            qtbot.keyClick(box, Qt.Key.Key_Right)
        _pick(qtbot, _menu(qtbot, box), "receive")
        found.append([box.toPlainText()])
        box.undo()
        found.append([box.toPlainText()])
        dialog.reject()

    QTimer.singleShot(0, look)
    window._change_text("added", _session(window).place.clause)  # noqa: SLF001

    assert found == [
        ["recieve"],
        ["They receive {distrct_name} "],
        ["They recieve {distrct_name} "],
    ]


# ---- on, off and not there -------------------------------------------------------------------


def _settings(qtbot: QtBot, window: MainWindow, *, spelling: bool) -> list[str]:
    """Set the check box by keyboard and save; return what is said of spelling."""
    said: list[str] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        box = dialog.findChild(QCheckBox, "spelling")
        assert box is not None
        trouble = dialog.findChild(QLabel, "spelling_trouble")
        said.extend([trouble.text()] if trouble is not None else [])
        assert_accessible(dialog)
        if box.isChecked() != spelling:
            qtbot.keyClick(box, Qt.Key.Key_Space)
        save = next(b for b in dialog.findChildren(QPushButton) if b.text() == words.SAVE)
        save.click()

    QTimer.singleShot(0, choose)
    window.settings()
    return said


def test_switched_off_no_word_is_marked_and_on_again_they_are(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    _session(window).answer(FIELD, "They recieve it.")
    box = _box(window)
    _ready(qtbot, window)
    qtbot.waitUntil(lambda: _marks(box) == ["recieve"])

    assert _settings(qtbot, window, spelling=False) == []
    assert _marks(box) == []
    assert not Desk(tmp_path / "kept").memory.spelling
    box.setFocus()
    menu = _menu(qtbot, box)
    assert menu.actions()[0].text().startswith("Cu&t")
    menu.close()
    _settings(qtbot, window, spelling=True)

    qtbot.waitUntil(lambda: _marks(box) == ["recieve"])


def test_switched_off_the_dictionary_is_not_read(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    first = open_window()
    _settings(qtbot, first, spelling=False)

    window = open_window()
    qtbot.keyClicks(_box(window), "They recieve it. ")

    assert window._speller.dictionary is None  # noqa: SLF001
    assert not window._speller._wanted  # noqa: SLF001
    assert _marks(_box(window)) == []


@pytest.mark.faults
def test_g17_without_its_dictionary_the_window_works_and_settings_say_so(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    shutil.copy(_dictionaries() / "en_US.aff", folder)
    window = open_window(folder)
    speller = window._speller  # noqa: SLF001
    qtbot.waitUntil(lambda: speller._refused != "")  # noqa: SLF001

    qtbot.keyClicks(_box(window), "They recieve it. ")

    assert _marks(_box(window)) == []
    assert _session(window).document.answer(FIELD) == "They recieve it. "
    (said,) = _settings(qtbot, window, spelling=True)
    assert "Install the program again" in plain_sentence(said)


def _dictionaries() -> Path:
    import hunspell

    return Path(hunspell.__file__).parent / "dictionaries"


def test_at_the_first_paint_no_dictionary_is_loaded_and_then_it_comes_by_itself(
    tmp_path: Path,
) -> None:
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from mou_desktop.gui.desk import Desk
from mou_desktop.gui.program import Program

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName() == "main_window":
            app.removeEventFilter(self)
            print("hunspell" in sys.modules)
        return False

def wait():
    if program.windows[0]._spelling.words is None:
        QTimer.singleShot(5, wait)
    else:
        print("hunspell" in sys.modules)
        app.exit(0)

app = QApplication([])
program = Program(app, Desk(Path({str(tmp_path)!r})))
watch = Painted()
app.installEventFilter(watch)
program.open([])
window = program.windows[0]
window.open_sample()
session = window.session
session.go(session.edition.field_places["{FIELD}"])
QTimer.singleShot(0, wait)
app.exec()
session.wait()
"""
    ran = run_code(code, QT_QPA_PLATFORM="offscreen")

    assert (ran.returncode, ran.stdout) == (0, "False\nTrue\n"), ran.stderr
