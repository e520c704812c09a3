from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.widgets.date_editor import date_in_words
from mou_desktop.gui.widgets.editors import editor_for
from mou_desktop.gui.widgets.field_frame import Editor, FieldFrame
from mou_desktop.gui.widgets.kept_text import edited_text, shown_text
from mou_desktop.model.edition import Choice, Field
from mou_desktop.model.values import freeze
from tests.support import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Shown:
    """An editor in its frame, in a window with another line to go to."""

    def __init__(self, field: Field, theme: Theme, window: QWidget) -> None:
        self.editor: Editor = editor_for(field, theme, samples.document, window)
        self.frame = FieldFrame(self.editor, field.hint, window)
        self.edits: list[Any] = []
        self.left = 0
        self.refused: list[str] = []
        self.editor.edited.connect(self._on_edited)
        self.editor.left.connect(self._on_left)
        self.editor.refused.connect(self.refused.append)

    def find(self, kind: type[Any], name: str = "") -> Any:
        found = self.editor.findChild(kind, name) if name else self.editor.findChild(kind)
        assert found is not None
        return found

    @property
    def foot(self) -> str:
        return str(self.frame._foot.label.text())  # noqa: SLF001

    def _on_edited(self, value: Any) -> None:
        self.edits.append(value)
        self.editor.show_answer(value)  # as the session does

    def _on_left(self) -> None:
        self.left += 1


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Shown]]:
    window = QWidget()
    window.setWindowTitle("One question")
    column = QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(700, 300)

    def make(value: Any = None, **parts: Any) -> Shown:
        field = Field(**{"key": "one", "type": "text", "label": "One"} | parts)
        shown = Shown(field, theme, window)
        column.addWidget(shown.frame)
        other = QLineEdit(window)
        other.setObjectName("elsewhere")
        column.addWidget(other)
        shown.editor.show_answer(freeze(value))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        shown.editor.enter()
        return shown

    yield make
    window.close()


def _go_elsewhere(shown: Shown) -> None:
    shown.editor.window().findChild(QLineEdit, "elsewhere").setFocus()  # type: ignore[union-attr]


def _click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(40, button.height() // 2))


def _paste(qtbot: QtBot, widget: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(widget, Qt.Key.Key_V, CONTROL)


ALL_TYPES = [
    ("text", {}, "abc"),
    ("long_text", {}, "abc\ndef"),
    ("number", {}, 5),
    ("money", {}, 30000),
    ("percent", {}, 12.5),
    ("date", {}, "2027-06-15"),
    ("yes_no", {}, False),
    ("choice", {"choices": (Choice(key="a", label="A"), Choice(key="b", label="B"))}, "b"),
    ("choice", {"choices": tuple(Choice(key=c, label=c) for c in "abcdefg")}, "d"),
    ("choices", {"choices": (Choice(key="a", label="A"), Choice(key="b", label="B"))}, ["b"]),
    ("person", {}, {"name": "Ann Example", "phone": "(555) 555-0100"}),
    ("list", {}, ["one", "two"]),
    ("email", {}, "a@b.example"),
]


@pytest.mark.parametrize(("kind", "parts", "value"), ALL_TYPES)
def test_what_the_program_shows_is_never_told_as_an_edit(
    show: Callable[..., Shown], kind: str, parts: dict[str, Any], value: Any
) -> None:
    shown = show(value, type=kind, **parts)

    shown.editor.show_answer(None)
    shown.editor.show_answer(freeze(value))
    _go_elsewhere(shown)

    assert shown.edits == []
    assert shown.left == 1


@pytest.mark.parametrize(("kind", "parts", "value"), ALL_TYPES)
def test_each_can_be_entered_and_left_by_keyboard_alone(
    qtbot: QtBot, show: Callable[..., Shown], kind: str, parts: dict[str, Any], value: Any
) -> None:
    shown = show(value, type=kind, **parts)
    assert shown.editor.holds_focus()

    for _ in range(12):
        if not shown.editor.holds_focus():
            break
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)

    assert not shown.editor.holds_focus()
    assert shown.edits == []


def test_typing_tells_the_text_at_each_key(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show()

    qtbot.keyClicks(shown.find(QLineEdit), "Ab")
    qtbot.keyClick(shown.find(QLineEdit), Qt.Key.Key_Backspace)
    qtbot.keyClick(shown.find(QLineEdit), Qt.Key.Key_Backspace)

    assert shown.edits == ["A", "Ab", "A", None]


def test_enter_goes_on_to_the_next_question(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show("Ab")

    qtbot.keyClick(shown.find(QLineEdit), Qt.Key.Key_Return)

    assert QApplication.focusWidget().objectName() == "elsewhere"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "again"),
    [
        ("number", "1,250", 1250, "1,250"),
        ("number", "two", "two", "two"),
        ("number", "2.50", 2.5, "2.5"),
        ("money", "$30000", 30000, "30,000"),
        ("money", "29530.5", 29530.5, "29,530.50"),
        ("percent", "40%", 40, "40"),
        ("date", "6/15/2027", "2027-06-15", "06/15/2027"),
        ("date", "June 15, 2027", "2027-06-15", "06/15/2027"),
        ("date", "6/15/27", "6/15/27", "6/15/27"),
        ("date", "2/31/2027", "2/31/2027", "2/31/2027"),
        ("email", " a@b.example ", "a@b.example", "a@b.example"),
    ],
)
def test_it_is_read_as_it_is_typed_and_tidied_on_leaving(
    qtbot: QtBot, show: Callable[..., Shown], kind: str, typed: str, stored: Any, again: str
) -> None:
    shown = show(type=kind)
    line = shown.find(QLineEdit)

    qtbot.keyClicks(line, typed)
    assert line.text() == typed
    assert shown.edits[-1] == stored
    _go_elsewhere(shown)

    assert line.text() == (typed if kind == "email" else again)
    assert shown.edits[-1] == stored


@pytest.mark.faults("G07")
def test_a_date_is_said_in_words_with_its_day(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(type="date")

    qtbot.keyClicks(shown.find(QLineEdit), "6/15/202")
    assert shown.foot == ""
    qtbot.keyClicks(shown.find(QLineEdit), "7")

    assert shown.foot == "Tuesday, June 15, 2027"
    assert date_in_words("2027-02-31") == ""


@pytest.mark.faults("G07")
@pytest.mark.parametrize(
    ("typed", "value", "said"),
    [
        ("2/3/2027", "2027-02-03", "Wednesday, February 3, 2027"),  # or March 2: said in words
        ("3/2/2027", "2027-03-02", "Tuesday, March 2, 2027"),
        ("2/3", "2/3", ""),  # no year is thought of
        ("2/3/27", "2/3/27", ""),
        ("31/02/2027", "31/02/2027", ""),
        ("1/2/1926", "1926-01-02", "Saturday, January 2, 1926"),  # nothing turns it into 2026
    ],
)
def test_a_date_that_may_be_two_is_said_in_words_and_none_is_guessed(
    qtbot: QtBot, show: Callable[..., Shown], typed: str, value: str, said: str
) -> None:
    shown = show(type="date")

    qtbot.keyClicks(shown.find(QLineEdit), typed)

    assert shown.edits[-1] == value
    assert shown.foot == said


def test_the_calendar_opens_by_key_and_takes_a_day(
    qtbot: QtBot, show: Callable[..., Shown], qtlog: Any
) -> None:
    shown = show("2027-06-15", type="date")
    with qtlog.disabled():  # the offscreen screen cannot grab a keyboard
        qtbot.keyClick(shown.find(QLineEdit), Qt.Key.Key_Down, ALT)
        days = QApplication.focusWidget()
        assert days is not None
        qtbot.keyClick(days, Qt.Key.Key_Right)
        qtbot.keyClick(days, Qt.Key.Key_Return)

    assert shown.edits == ["2027-06-16"]
    assert shown.find(QLineEdit).text() == "06/16/2027"
    assert shown.editor.holds_focus()
    assert shown.left == 0


@pytest.mark.faults("G01")
@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_ten_megabytes_are_refused_in_words_and_nothing_is_lost(
    qtbot: QtBot, show: Callable[..., Shown], kind: str
) -> None:
    shown = show("Kept", type=kind, max_length=2000)
    box = shown.find(QPlainTextEdit if kind == "long_text" else QLineEdit)

    _paste(qtbot, box, "x" * 10_000_000)

    assert shown.refused == ["That is 10 million characters; this answer takes 2,000."]
    assert shown.edits == []
    assert (box.toPlainText() if kind == "long_text" else box.text()) == "Kept"


@pytest.mark.faults("G01")
def test_a_text_a_little_too_long_is_taken_and_counted(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show(type="long_text", max_length=10)

    _paste(qtbot, shown.find(QPlainTextEdit), "x" * 12)

    assert shown.edits == ["x" * 12]
    assert shown.foot == "12 of 10 characters"


@pytest.mark.faults("G02")
def test_what_is_pasted_becomes_plain_cleaned_text(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show(type="long_text")
    mime = QMimeData()
    mime.setHtml("<b>a</b><img src='http://example.invalid/x.png'>")
    mime.setText("a\x00b\r\nc\u2028é")
    QGuiApplication.clipboard().setMimeData(mime)

    qtbot.keyClick(shown.find(QPlainTextEdit), Qt.Key.Key_V, CONTROL)

    assert shown.edits == ["ab\nc\né"]


class HeldClipboard:
    """The clipboard as Windows gives it while another program holds it: empty, so many times."""

    def __init__(self, times: float) -> None:
        self.times, self.asked = times, 0
        self._held, self._there = QMimeData(), QMimeData()
        self._there.setText("pasted")

    def mimeData(self) -> QMimeData:  # noqa: N802
        self.asked += 1
        return self._held if self.asked <= self.times else self._there


@pytest.mark.faults("G15")
@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_a_clipboard_that_is_held_for_a_moment_is_asked_again(
    qtbot: QtBot, show: Callable[..., Shown], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show(type=kind)
    box = shown.find(QPlainTextEdit if kind == "long_text" else QLineEdit)
    held = HeldClipboard(3)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: held)

    qtbot.keyClick(box, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: shown.edits == ["pasted"])

    assert held.asked == 4
    assert shown.refused == []


@pytest.mark.faults("G15")
@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_a_clipboard_that_stays_held_is_told_and_nothing_is_lost(
    qtbot: QtBot, show: Callable[..., Shown], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show("Kept", type=kind)
    box = shown.find(QPlainTextEdit if kind == "long_text" else QLineEdit)
    held = HeldClipboard(float("inf"))
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: held)

    qtbot.keyClick(box, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: bool(shown.refused))

    assert shown.refused == [words.NOTHING_TO_PASTE]
    assert shown.edits == []


@pytest.mark.faults("G02")
def test_a_picture_is_no_text(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show("Kept")
    mime = QMimeData()
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(shown.find(QLineEdit), Qt.Key.Key_V, CONTROL)

    assert shown.edits == []


def test_several_lines_pasted_into_one_line_become_one(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show()

    _paste(qtbot, shown.find(QLineEdit), "12 Main Street\nSampleford\n")

    assert shown.edits == ["12 Main Street Sampleford"]


ODD = "a\u00a0b\r\nc\rd\u2028e\u2029f\ttail"


def test_an_edit_keeps_what_a_box_cannot_show(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(ODD, type="long_text")
    assert shown.edits == []

    qtbot.keyClick(shown.find(QPlainTextEdit), Qt.Key.Key_End, CONTROL)
    qtbot.keyClicks(shown.find(QPlainTextEdit), "s")

    assert shown.edits == [f"{ODD}s"]


@pytest.mark.parametrize(
    ("kept", "now", "then"),
    [
        ("ab", "axb", "axb"),
        ("a\r\nb", "a\nbc", "a\r\nbc"),
        ("a\r\nb", "ab", "ab"),
        ("a\r\nb", "", ""),
        ("", "x\x00y", "xy"),
        ("e", "e\u0301", "é"),
        ("aaa", "aa", "aa"),
    ],
)
def test_an_edit_changes_only_what_was_edited(kept: str, now: str, then: str) -> None:
    assert shown_text(kept) == kept.replace("\r\n", "\n")
    assert edited_text(kept, now) == then


def test_the_cursor_stays_when_the_program_changes_the_text(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show("one two three", type="long_text")
    box = shown.find(QPlainTextEdit)
    qtbot.keyClick(box, Qt.Key.Key_End, CONTROL)

    shown.editor.show_answer("one 2 three")

    assert box.toPlainText() == "one 2 three"
    assert box.textCursor().position() == len("one 2 three")


def test_a_long_text_grows_to_twelve_lines(show: Callable[..., Shown]) -> None:
    shown = show(type="long_text")
    box = shown.find(QPlainTextEdit)
    three = box.height()

    shown.editor.show_answer("\n".join("abcdef"))
    six = box.height()
    shown.editor.show_answer("\n" * 50)

    assert three < six < box.height()
    assert box.height() < 6 * three


def test_undo_keys_are_the_windows_own(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(type="long_text")
    box = shown.find(QPlainTextEdit)

    qtbot.keyClicks(box, "ab")
    qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)

    assert box.toPlainText() == "ab"


FIVE = tuple(Choice(key=c, label=f"Choice {c}") for c in "abcde")


def test_up_to_five_choices_are_radio_buttons(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show("b", type="choice", choices=FIVE)

    _click(qtbot, shown.find(QRadioButton, "choice_one_d"))
    _click(qtbot, shown.find(QRadioButton, "choice_one_None"))

    assert shown.edits == ["d", None]


def test_arrow_keys_choose_among_radio_buttons(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show("b", type="choice", choices=FIVE, required=True)

    qtbot.keyClick(shown.find(QRadioButton, "choice_one_b"), Qt.Key.Key_Down)

    assert shown.edits == ["c"]
    assert shown.editor.findChild(QRadioButton, "choice_one_None") is None


def test_the_keyboard_stands_on_the_choice_that_is_taken_after_undo(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show("b", type="choice", choices=FIVE, required=True)
    qtbot.keyClick(shown.find(QRadioButton, "choice_one_b"), Qt.Key.Key_Down)
    assert shown.find(QRadioButton, "choice_one_c").hasFocus()

    shown.editor.show_answer("b")

    assert shown.find(QRadioButton, "choice_one_b").hasFocus()


def test_tab_comes_to_the_choice_that_is_taken_wherever_the_keyboard_was_before(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show("b", type="choice", choices=FIVE, required=True)
    shown.find(QRadioButton, "choice_one_d").setFocus()
    elsewhere = shown.editor.window().findChild(QLineEdit, "elsewhere")
    assert elsewhere is not None
    elsewhere.setFocus()

    qtbot.keyClick(elsewhere, Qt.Key.Key_Backtab)

    assert shown.find(QRadioButton, "choice_one_b").hasFocus()


def test_a_required_choice_can_lose_its_mark_when_undone(show: Callable[..., Shown]) -> None:
    shown = show("b", type="choice", choices=FIVE, required=True)

    shown.editor.show_answer(None)

    assert not any(button.isChecked() for button in shown.editor.findChildren(QRadioButton))


def test_an_answer_that_is_no_choice_is_shown_and_kept(show: Callable[..., Shown]) -> None:
    shown = show("whatever", type="choice", choices=FIVE)

    assert shown.find(QRadioButton, "choice_one_whatever").isChecked()
    assert (
        "not one of the published answers" in shown.find(QRadioButton, "choice_one_whatever").text()
    )


def test_more_choices_open_in_a_list(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    many = tuple(Choice(key=c, label=f"Choice {c}") for c in "abcdefg")
    shown = show("b", type="choice", choices=many)
    box = shown.find(QComboBox)
    assert box.currentText() == "Choice b"

    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert shown.edits == ["c"]
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert shown.edits == ["c", None]


def test_yes_and_no_are_true_and_false(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(type="yes_no")

    _click(qtbot, shown.find(QRadioButton, "choice_one_True"))
    _click(qtbot, shown.find(QRadioButton, "choice_one_False"))

    assert shown.edits == [True, False]


def test_check_boxes_keep_the_published_order(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(["odd", "c"], type="choices", choices=FIVE)

    _click(qtbot, shown.find(QCheckBox, "choice_one_a"))
    assert shown.edits == [("a", "c", "odd")]
    for key in ("a", "c", "odd"):
        shown.find(QCheckBox, f"choice_one_{key}").setFocus()
        qtbot.keyClick(shown.find(QCheckBox, f"choice_one_{key}"), Qt.Key.Key_Space)

    assert shown.edits[-1] is None


def test_a_person_is_four_lines(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show({"name": "Ann", "extra": "kept"}, type="person")

    qtbot.keyClicks(shown.find(QLineEdit, "line_one_title"), "C")
    assert shown.edits == [{"name": "Ann", "extra": "kept", "title": "C"}]
    line = shown.find(QLineEdit, "line_one_phone")
    qtbot.keyClicks(line, "5")
    assert shown.edits[-1]["phone"] == "5"
    qtbot.keyClick(line, Qt.Key.Key_Backspace)

    assert "phone" not in shown.edits[-1]


def test_a_person_that_is_emptied_is_no_answer(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show({"name": "A"}, type="person")

    qtbot.keyClick(shown.find(QLineEdit, "line_one_name"), Qt.Key.Key_Backspace)

    assert shown.edits == [None]


def _lines(shown: Shown) -> list[str]:
    found = shown.editor.findChildren(QLineEdit, "entry_one")
    return [line.text() for line in found if line.isVisible()]


def test_enter_adds_an_entry_to_a_list_and_leaves_an_empty_one(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show(type="list")

    for text in ("one", "two"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert shown.edits[-1] == ("one", "two")
    assert _lines(shown) == ["one", "two", ""]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert not isinstance(QApplication.focusWidget(), QLineEdit)


def test_keys_move_and_remove_entries(qtbot: QtBot, show: Callable[..., Shown]) -> None:
    shown = show(["one", "two", "three"], type="list")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, ALT)
    assert shown.edits[-1] == ("two", "one", "three")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, CONTROL)
    assert shown.edits[-1] == ("two", "three")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClicks(QApplication.focusWidget(), "!")
    assert shown.edits[-1] == ("two!", "three")

    shown.editor.show_answer(("x",))
    assert _lines(shown) == ["x"]
    assert shown.editor.holds_focus()


def test_several_pasted_lines_become_several_entries(
    qtbot: QtBot, show: Callable[..., Shown]
) -> None:
    shown = show(["one"], type="list")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    _paste(qtbot, QApplication.focusWidget(), "two\nthree\n\nfour")  # type: ignore[arg-type]

    assert shown.edits[-1] == ("one", "two", "three", "four")


def test_what_is_wrong_is_said_above_the_field_and_to_a_screen_reader(
    show: Callable[..., Shown],
) -> None:
    shown = show("0", type="number", required=True, hint="In years.")
    line = shown.find(QLineEdit)
    assert line.accessibleName() == "One (required)"
    assert line.accessibleDescription() == "In years."

    assert shown.frame.show_said([("must", "Enter a whole number from 1 to 10.")])
    assert not shown.frame.show_said([("must", "Enter a whole number from 1 to 10.")])

    assert line.accessibleDescription() == "Enter a whole number from 1 to 10. In years."
    assert line.property("invalid") is True
    shown.frame.show_said([])
    assert line.property("invalid") is False
