"""Back from counsel on the screen: the list, the decisions, and what comes of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.dialogs.putting import PutDialog
from mou_desktop.gui.dialogs.unplaced import UnplacedDialog
from mou_desktop.gui.panels import review_rows
from mou_desktop.gui.panels.review_asked import question_of
from mou_desktop.gui.panels.review_page import ReviewPage
from mou_desktop.gui.reviewing import CameBack, Review
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.marked_text import MarkedText, spoken
from mou_desktop.gui.widgets.note_box import NoteBox
from mou_desktop.gui.widgets.text_line import TextLine
from mou_desktop.model.rounds import has_returned
from mou_desktop.word.reading import read
from mou_desktop.word.returned.decided import Decision, Placed, decided
from mou_desktop.word.returned.marks import whole_marks
from mou_desktop.word.returned.naming import ReturnNames
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.returned.values import Proposal, Stranger
from tests.support import came_back, samples
from tests.support.a11y import assert_accessible, assert_accessible_everywhere
from tests.support.dialogs import part, press
from tests.support.files import NOW

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Document
    from mou_desktop.word.returned.values import ChangeKind

UNPLACED = "Prepared by C. Ounsel for discussion only"


@cache
def came() -> CameBack:
    """Return what came back, read in this process."""
    document = samples.document("half")
    data = came_back.edited(document)
    mine = came_back.changed_here(came_back.sent(document))
    found = returned(read(data), mine, lambda _round: document)
    return CameBack(
        name=came_back.NAME, data=data, mine=mine, how=found.how, round=found.round,
        found=found.listed.found, proposals=found.listed.proposals, unplaced=(UNPLACED,),
        reformatted=found.listed.reformatted,
    )  # fmt: skip


@pytest.fixture
def review() -> Review:
    return Review(came(), {})


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, parent: QWidget, review: Review) -> ReviewPage:
    made = ReviewPage(theme, review, parent)
    parent.resize(1280, 660)
    made.resize(1280, 660)
    made.show()
    parent.activateWindow()
    qtbot.waitUntil(parent.isActiveWindow)
    made.enter()
    return made


def key_of(review: Review, kind: str, *, conflict: bool = False) -> str:
    found = [
        key for key, one in review.by_key.items() if (one.kind, one.conflict) == (kind, conflict)
    ]
    return found[0]


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def states(page: ReviewPage) -> list[str]:
    return [row.state for row in page.model.rows if row.key]


def after(page: ReviewPage, document: Document | None = None) -> Document:
    found = page.review.came
    return decided(
        document or found.mine, found.proposals, page.review.decisions, found.origin,
        author="Office", time=NOW,
    )  # fmt: skip


def press_key(bot: QtBot, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    bot.keyClick(focus, key)
    QApplication.processEvents()


# ---- the list ------------------------------------------------------------------------------


def test_every_change_is_listed_once_by_section_in_the_order_of_the_text(page: ReviewPage) -> None:
    listed = [row.key for row in page.model.rows if row.key]

    assert sorted(listed) == sorted(page.review.by_key)
    assert listed == list(page.review.by_key)
    heads = [row.title for row in page.model.rows if not row.key]
    assert heads == sorted(heads, key=lambda title: ["III", "IV", "IX"].index(title.split(" ")[0]))


@pytest.mark.parametrize(
    ("kind", "count"),
    [("all", 8), ("left", 8), ("field", 1), ("wording", 6), ("locked", 1), ("silent", 2),
     ("comment", 1), ("conflict", 1)],
)  # fmt: skip
def test_a_filter_leaves_what_it_names(page: ReviewPage, kind: str, count: int) -> None:
    menu = part(page, QMenu, "filter_menu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.objectName() == f"filter_{kind}").trigger()

    assert len(states(page)) == count
    assert page.model.find(page.detail.key).isValid()


def test_a_row_says_where_what_and_what_was_decided_in_words(page: ReviewPage) -> None:
    key = key_of(page.review, "locked")
    row = next(one for one in page.model.rows if one.key == key)

    for word in ("IV.A", "Mandatory text", "ordinarily", "silent edit", "To decide"):
        assert word in row.spoken


def test_a_change_shows_its_place_its_author_and_both_texts(page: ReviewPage) -> None:
    page.go(key_of(page.review, "text"))

    text = said(page.detail)
    assert "III Structure and Governance · Wording changed" in text
    assert "C. Ounsel · December 1, 2026 · Tracked" in text
    shown = part(page.detail, MarkedText, "review_text")
    assert "form; added: " in shown.accessibleDescription()
    assert "in person or in writing" in shown.accessibleDescription()


def test_an_answer_is_marked_in_the_sentence_that_it_stands_in(page: ReviewPage) -> None:
    page.go(key_of(page.review, "field"))

    text = part(page.detail, MarkedText, "review_text").accessibleDescription()
    assert "withdrawal is removed: 30; added: 45; or more days" in text


def test_locked_text_names_the_law_and_a_silent_edit_is_called_one(page: ReviewPage) -> None:
    page.go(key_of(page.review, "locked"))

    text = said(page.detail)
    assert "G.L. c. 71, § 37P(b) requires these words" in text
    assert words.REVIEW_SILENT in text
    assert page.detail.findChild(QPushButton, "accept") is None


def test_both_sides_of_a_conflict_stand_beside_each_other_and_none_is_chosen(
    page: ReviewPage,
) -> None:
    page.go(key_of(page.review, "text", conflict=True))

    texts = [one.toPlainText() for one in page.detail.findChildren(MarkedText, "review_text")]
    assert len(texts) == 3
    assert texts[2] == came_back.OWN
    assert page.detail.decision is None
    for name in ("accept", "reject", "ask"):
        button = part(page.detail, QPushButton, name)
        assert isinstance(button, QPushButton)
        assert not button.isChecked()


def test_the_texts_can_be_seen_side_by_side_and_the_choice_stays(page: ReviewPage) -> None:
    page.go(key_of(page.review, "text"))
    views = page.detail.findChild(QWidget, "review_views")
    assert views is not None
    side = part(views, QRadioButton, "segment_1")
    assert isinstance(side, QRadioButton)
    side.click()
    QApplication.processEvents()

    shown = [one for one in page.detail.findChildren(MarkedText) if one.isVisible()]
    assert [one.accessibleName() for one in shown] == list(words.REVIEW_SIDES[:2])
    page.go(key_of(page.review, "left_out"))
    assert part(page.detail, MarkedText, "review_text").accessibleName() == words.REVIEW_SIDES[0]


# ---- deciding ------------------------------------------------------------------------------


def test_letters_decide_and_the_next_open_change_is_shown(qtbot: QtBot, page: ReviewPage) -> None:
    keys = list(page.review.by_key)
    assert page.list.hasFocus()

    press_key(qtbot, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.detail.key == keys[1])
    press_key(qtbot, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.detail.key == keys[2])
    press_key(qtbot, Qt.Key.Key_J)
    press_key(qtbot, Qt.Key.Key_K)
    press_key(qtbot, Qt.Key.Key_K)

    assert page.detail.key == keys[1]
    assert states(page)[:3] == ["accept", "reject", "open"]
    press_key(qtbot, Qt.Key.Key_N)
    assert page.detail.key == keys[2]
    assert "8 changes · 6 left to decide" in said(page.head)


def test_a_question_wants_its_words_and_letters_in_a_text_decide_nothing(
    qtbot: QtBot, page: ReviewPage
) -> None:
    key = key_of(page.review, "text")
    page.go(key)
    press_key(qtbot, Qt.Key.Key_Q)

    assert review_rows.state_of(page.review, key) == "lacks"
    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    assert box.hasFocus()
    qtbot.keyClicks(box, "Are raj right?")
    assert page.review.decisions[key] == Decision(choice="ask", said="Are raj right?")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.detail.key != key)
    assert review_rows.state_of(page.review, key) == "ask"


def test_a_decision_is_taken_back_by_the_same_button(page: ReviewPage) -> None:
    key = key_of(page.review, "field")
    page.go(key)
    press(page.detail, "accept")
    page.go(key)
    press(page.detail, "accept")

    assert page.review.decisions == {}
    assert "Accept: The answer becomes: 45" in said(page.detail)


def test_a_word_typed_before_a_decision_goes_with_it(qtbot: QtBot, page: ReviewPage) -> None:
    key = key_of(page.review, "left_out")
    page.go(key)
    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    qtbot.keyClicks(box, "The union asked for it.")
    press(page.detail, "reject")

    assert page.review.decisions[key].said == "The union asked for it."


def test_words_of_one_change_never_come_to_another(qtbot: QtBot, page: ReviewPage) -> None:
    first, second = key_of(page.review, "text"), key_of(page.review, "left_out")
    page.go(first)
    old = page.detail.findChild(NoteBox, "review_word")
    assert old is not None
    qtbot.keyClicks(old, "For the first one.")

    page.go(second)
    old.textChanged.emit()  # as late marks of spelling do

    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    assert box.toPlainText() == ""
    page.detail.decide("reject")
    assert page.review.decisions[second].said == ""


def test_locked_text_has_three_outcomes_and_none_rewords_it(page: ReviewPage) -> None:
    key = key_of(page.review, "locked")
    page.go(key)
    document = came().mine

    press(page.detail, "accept_extend")
    box = page.detail.findChild(TextBox, "review_words")
    assert box is not None
    assert "ordinarily act as a disciplinarian" in box.raw_text()
    made = after(page).clauses["no_discipline"]
    assert (made.state, made.text) == ("extended", box.raw_text())

    press(page.detail, "accept_official")
    assert page.review.lack(key) == "source"
    line = page.detail.findChild(TextLine, "review_source")
    assert line is not None
    assert line.hasFocus()
    line.setText("Model MOU 2022, page 9")
    line.textEdited.emit(line.text())
    made = after(page).clauses["no_discipline"]
    assert (made.state, made.source) == ("official", "Model MOU 2022, page 9")

    press(page.detail, "accept_note")
    result = after(page)
    assert "no_discipline" not in result.clauses
    assert len(result.notes) == len(document.notes) + 1
    assert page.review.lack(key) is None


def test_what_accepting_would_do_is_said_before_it_is_done(page: ReviewPage) -> None:
    page.go(key_of(page.review, "locked"))
    assert "Add after the clause: The clause stays as it is." in said(page.detail)
    assert "ordinarily act as a disciplinarian of students;”" in said(page.detail)

    page.go(key_of(page.review, "left_out"))
    assert f"Accept: {words.REVIEW_WILL['text']}" in said(page.detail)


def test_words_can_be_put_in_another_way_before_they_are_taken(page: ReviewPage) -> None:
    key = key_of(page.review, "added")
    page.go(key)
    press(page.detail, "accept")
    page.go(key)
    press(page.detail, "review_edit")
    box = page.detail.findChild(TextBox, "review_words")
    assert box is not None
    box.setPlainText("Families are told.")

    (made,) = after(page).added
    assert (made.heading, made.text) == ("Notice to families", "Families are told.")


def test_all_of_a_kind_go_together_without_what_needs_care(page: ReviewPage) -> None:
    menu = part(page.head, QMenu, "together_menu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.objectName() == "together_wording").trigger()

    accepted = [page.review.by_key[key] for key in page.review.decisions]
    assert len(accepted) == 4
    assert not any(one.locked or one.conflict for one in accepted)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.objectName() == "together_rest").trigger()
    assert page.review.open_keys == []


def test_apply_is_refused_with_a_sentence_while_the_list_does_not_balance(
    qtbot: QtBot, page: ReviewPage
) -> None:
    asked: list[bool] = []
    page.apply_asked.connect(lambda: asked.append(True))
    keys = list(page.review.by_key)
    page.review.decide_all(keys, Decision(choice="reject"))
    page.review.decide(keys[3], Decision(choice="ask"))
    page.go(keys[0])

    press(page.head, "review_apply")

    assert not asked
    assert page.detail.key == keys[3]
    text = said(page)
    assert "1 change is left. III.X Clause left out: write your question to counsel." in text
    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    assert box.hasFocus()
    qtbot.keyClicks(box, "Why?")
    press(page.head, "review_apply")
    assert asked == [True]


def test_answers_that_disagree_are_chosen_from_and_none_is_chosen_beforehand(
    theme: Theme, parent: QWidget
) -> None:
    one = Proposal(
        id="c1", kind="field", section="end", clause="withdrawal", field="notice_days",
        before="30", after="45", values=("45", "60"), conflict=True,
    )  # fmt: skip
    document = samples.document("half")
    review = Review(replace(came(), proposals=(one,), mine=document), {})
    page = ReviewPage(theme, review, parent)
    page.show()
    (key,) = review.by_key

    press(page.detail, "accept")
    assert review.lack(key) == "value"
    radio = part(page.detail, QRadioButton, "value_1")
    assert isinstance(radio, QRadioButton)
    radio.click()

    assert review.open_keys == []
    made = decided(
        document, (one,), review.decisions, came().origin, author="Office", time=NOW
    )  # fmt: skip
    assert made.answer("notice_days") == 60


def test_a_list_that_is_compared_anew_keeps_what_was_decided(page: ReviewPage) -> None:
    keys = list(page.review.by_key)
    page.review.decide(keys[0], Decision(choice="accept"))
    fewer = tuple(one for one in came().proposals if one.kind != "field")

    page.review.renew(replace(came(), proposals=fewer))

    assert page.review.decisions == {keys[0]: Decision(choice="accept")}
    assert len(states(page)) == len(keys) - 1


def test_what_was_decided_is_one_document_and_the_round_remembers_it(page: ReviewPage) -> None:
    page.review.decide_all(list(page.review.by_key), Decision(choice="accept", how="note"))

    made = after(page)

    assert has_returned(made, came().origin.sha256)
    (back,) = made.rounds[-1]["returns"]
    assert back["name"] == came_back.NAME
    assert len(back["decisions"]) == len(came().proposals)


# ---- typing on, and notes --------------------------------------------------------------------


def test_who_types_on_after_the_last_decision_applies_nothing(
    qtbot: QtBot, page: ReviewPage
) -> None:
    asked: list[bool] = []
    page.apply_asked.connect(lambda: asked.append(True))
    for _ in page.review.by_key:
        press_key(qtbot, Qt.Key.Key_R)
    assert page.review.open_keys == []
    assert page.list.hasFocus()
    assert words.REVIEW_NOW_APPLY in said(page.head)

    press_key(qtbot, Qt.Key.Key_Space)  # which goes to the buttons of the change

    assert asked == []
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]


@pytest.mark.parametrize("name", ["review_apply", "together", "review_back", "review_show"])
def test_letters_decide_nothing_from_elsewhere_on_the_page(
    qtbot: QtBot, page: ReviewPage, name: str
) -> None:
    here = page.detail.key
    button = part(page, QPushButton, name)
    button.setFocus()

    for key in (Qt.Key.Key_N, Qt.Key.Key_A, Qt.Key.Key_J, Qt.Key.Key_R, Qt.Key.Key_Q):
        qtbot.keyClick(button, key)

    assert (page.review.decisions, page.detail.key, button.hasFocus()) == ({}, here, True)


def test_the_last_question_leaves_the_keyboard_in_the_list(qtbot: QtBot, page: ReviewPage) -> None:
    keys = list(page.review.by_key)
    page.review.decide_all(keys[1:], Decision(choice="reject"))
    page.go(keys[0])
    press_key(qtbot, Qt.Key.Key_Q)
    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    qtbot.keyClicks(box, "Why?")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.list.hasFocus()


def test_a_change_that_no_text_can_hold_is_kept_as_a_note_by_button_and_state(
    theme: Theme, parent: QWidget
) -> None:
    one = Proposal(
        id="c1", kind="moved", section="governance", clause="complaint_rights", before="", after="",
    )  # fmt: skip
    review = Review(replace(came(), proposals=(one,)), {})
    page = ReviewPage(theme, review, parent)
    button = part(page.detail, QPushButton, "accept")
    assert isinstance(button, QPushButton)
    assert button.text() == "Keep as a note"

    button.click()

    (row,) = [each for each in page.model.rows if each.key]
    assert row.state_words == "Kept as a note"
    assert "? 1 kept as a note." in question_of(review)


def test_what_is_only_kept_as_a_note_is_counted_apart(page: ReviewPage) -> None:
    page.review.decide_all(list(page.review.by_key), Decision(choice="accept"))

    asked = question_of(page.review)

    assert states(page).count("note") == 3  # a comment and mandatory text among them
    assert "5 accepted, 3 kept as a note" in asked
    assert "1 text has no place" in asked


def test_an_answer_that_becomes_empty_is_named_before_it_is_applied() -> None:
    one = Proposal(
        id="c1", kind="field", section="end", clause="withdrawal", field="notice_days", before="30",
        after="",
    )  # fmt: skip
    review = Review(replace(came(), proposals=(one,), unplaced=()), {})
    review.decide_all(list(review.by_key), Decision(choice="accept"))

    asked = question_of(review)

    assert "1 answer becomes empty: “" in asked
    assert "no place" not in asked


def test_the_question_names_the_stranger_whose_file_it_is() -> None:
    stranger = Stranger(agreement="1111", title="Exampleton")
    review = Review(replace(came(), stranger=stranger), {})
    review.decide_all(list(review.by_key), Decision(choice="reject"))

    assert f"The file is of {stranger.whose}" in question_of(review)


def test_a_clause_that_is_left_out_says_that_a_note_keeps_the_text(
    qtbot: QtBot, theme: Theme, page: ReviewPage
) -> None:
    page.review.decide(key_of(page.review, "left_out"), Decision(choice="accept"))
    after_ = page.review.foreseen().document
    asked = PutDialog(theme, page.review.came.mine, UNPLACED, page, after=after_)
    qtbot.keyClicks(part(asked, QLineEdit, "find_clause"), "left out")
    go = part(asked, QPushButton, "put")
    assert isinstance(go, QPushButton)
    assert go.text() == words.PUT_NOTE
    page.review.place(0, "officer_concerns")
    box = UnplacedDialog(theme, page.review, page)

    text = part_text(box, "where_1")

    assert "is left out: once you apply, a note to counsel keeps it" in text
    assert "1 text kept as a note, since its clause takes none" in said(page)
    assert "1 text kept as a note, since its clause takes none" in question_of(page.review)


# ---- parts ---------------------------------------------------------------------------------


def test_changes_that_only_a_space_parts_are_told_as_one_with_a_gap() -> None:
    pieces = (
        ("The ", ""), ("big", "deleted"), ("small", "inserted"), (" ", ""), ("dog", "deleted"),
        ("cat", "inserted"), (" sat.", ""),
    )  # fmt: skip

    found = whole_marks(pieces)

    assert spoken(found) == "The removed: big dog; added: small cat; sat."


def test_every_kind_of_change_has_a_name_and_an_icon() -> None:
    names = ReturnNames(came().mine)
    for kind in review_rows.ICONS:
        one = replace(came().proposals[0], kind=kind, field="", locked=False)  # type: ignore[arg-type]
        assert review_rows.title_of(one, names) != kind


def test_what_could_not_be_placed_can_be_copied(
    qtbot: QtBot, theme: Theme, page: ReviewPage
) -> None:
    assert "1 text could not be placed" in said(page)
    with qtbot.waitSignal(page.rest_shown):
        press(page, "review_show")
    dialog = UnplacedDialog(theme, page.review, page)
    dialog.show()

    press(dialog, "copy_1")

    assert QGuiApplication.clipboard().text() == UNPLACED
    assert words.REVIEW_COPIED in said(dialog)
    assert_accessible_everywhere(dialog, theme)


def choose(bot: QtBot, dialog: UnplacedDialog, words_: str, *keys: Qt.Key) -> None:
    """Put the first text into the clause that is found by typing, with the keyboard alone."""

    def typed() -> None:
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, PutDialog):
            QTimer.singleShot(10, dialog, typed)
            return
        line = part(asked, QLineEdit, "find_clause")
        bot.keyClicks(line, words_)
        for key in keys:
            bot.keyClick(line, key)

    QTimer.singleShot(10, dialog, typed)
    button = part(dialog, QPushButton, "put_1")
    bot.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def box(qtbot: QtBot, theme: Theme, page: ReviewPage) -> UnplacedDialog:
    made = UnplacedDialog(theme, page.review, page)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_what_could_not_be_placed_is_put_into_a_clause_with_the_keyboard_alone(
    qtbot: QtBot, theme: Theme, page: ReviewPage, box: UnplacedDialog
) -> None:
    choose(qtbot, box, "severab", Qt.Key.Key_Return)

    assert page.review.placed == (Placed(UNPLACED, "severability"),)
    assert "Severability" in part_text(box, "where_1")
    assert "1 text put into a clause" in said(page)
    assert "could not be placed" not in said(page)
    assert_accessible_everywhere(box, theme)
    press(box, "put_1")  # which takes it out again
    assert page.review.place_of(0) == ""
    assert words.REVIEW_TAKEN_OUT in said(box)
    assert "1 text could not be placed" in said(page)


def part_text(dialog: QWidget, name: str) -> str:
    label = part(dialog, QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_arrows_go_along_the_clauses_that_are_found(
    qtbot: QtBot, page: ReviewPage, box: UnplacedDialog
) -> None:
    choose(qtbot, box, "complaints", Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert [one.clause for one in page.review.placed] == ["complaint_rights"]


def test_nothing_is_put_anywhere_once_that_was_called_off(
    qtbot: QtBot, page: ReviewPage, box: UnplacedDialog
) -> None:
    choose(qtbot, box, "", Qt.Key.Key_Escape)

    assert page.review.placed == ()


def test_a_clause_that_cannot_be_found_is_told_and_none_is_taken(
    qtbot: QtBot, theme: Theme, page: ReviewPage
) -> None:
    dialog = PutDialog(theme, page.review.came.mine, UNPLACED, page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.keyClicks(part(dialog, QLineEdit, "find_clause"), "no such clause")

    go = part(dialog, QPushButton, "put")
    assert (go.isEnabled(), words.PUT_NONE in said(dialog)) == (False, True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.clause == ""
    assert_accessible_everywhere(dialog, theme)


def test_a_text_stays_in_its_clause_when_the_list_is_made_anew(review: Review) -> None:
    review.place(0, "severability")
    found = came()

    review.renew(replace(found, unplaced=("Another text", UNPLACED)))
    assert (review.place_of(0), review.place_of(1)) == ("", "severability")

    review.renew(replace(found, unplaced=("Another text",)))
    assert review.placed == ()


# ---- for everybody -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "locked", "added", "left_out", "field", "comment"])
def test_the_review_is_accessible_whatever_is_shown(
    theme: Theme, page: ReviewPage, kind: str
) -> None:
    page.go(key_of(page.review, kind))

    assert_accessible_everywhere(page.window(), theme)


@pytest.mark.parametrize("way", ["accept_extend", "accept_official", "ask"])
def test_the_words_that_go_with_a_decision_are_accessible(
    theme: Theme, page: ReviewPage, way: str
) -> None:
    page.go(key_of(page.review, "locked"))
    press(page.detail, way)

    assert_accessible_everywhere(page.window(), theme)


def test_f6_goes_from_the_list_to_the_change_to_apply_and_round(page: ReviewPage) -> None:
    stops = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        stops.append(focus.objectName() if focus else "")
        page.next_panel()

    assert stops == ["review_list", "accept", "review_apply", "review_list"]


def test_a_click_shows_a_change_from_its_top_and_enter_goes_to_its_buttons(
    qtbot: QtBot, page: ReviewPage
) -> None:
    key = key_of(page.review, "locked")
    place = page.list.visualRect(page.model.find(key)).center()

    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.detail.key == key
    assert page.list.hasFocus()
    press_key(qtbot, Qt.Key.Key_Return)

    assert part(page.detail, QPushButton, "accept_extend").hasFocus()


def test_in_a_narrow_window_list_and_change_take_turns(
    qtbot: QtBot, theme: Theme, page: ReviewPage
) -> None:
    theme.choose("light", 2.0)
    page.window().resize(1280, 620)
    page.resize(1280, 620)
    QApplication.processEvents()
    assert page.list.isVisible()
    assert not page.detail.isVisible()
    assert_accessible(page.window(), big=True)
    page.list.setFocus()

    press_key(qtbot, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.list.isVisible()
    assert_accessible(page.window(), big=True)
    press_key(qtbot, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.detail.key == list(page.review.by_key)[1])
    assert page.detail.isVisible()
    press(page.detail, "to_list")
    assert page.list.hasFocus()
    press_key(qtbot, Qt.Key.Key_Q)
    box = page.detail.findChild(NoteBox, "review_word")
    assert box is not None
    assert box.isVisible()
    assert box.hasFocus()
    theme.choose("light", 1.0)


@pytest.mark.parametrize("kind", review_rows.ICONS)
def test_every_kind_of_change_is_shown_and_can_be_decided(
    theme: Theme, parent: QWidget, kind: ChangeKind
) -> None:
    values = {"joined": ("complaints",), "split": ("Second part.",)}
    one = Proposal(
        id="c1", kind=kind, section="governance", clause="complaint_rights", heading="Complaints",
        field="notice_days" * (kind == "field"), before="One text.", after="Another text.",
        values=values.get(kind, ()), locked=kind == "locked",
    )  # fmt: skip
    review = Review(replace(came(), proposals=(one,)), {})
    page = ReviewPage(theme, review, parent)
    parent.resize(1280, 660)
    page.resize(1280, 660)
    page.show()

    page.detail.decide("reject")
    assert review.open_keys == []
    page.detail.decide("accept")

    (decision,) = review.decisions.values()
    assert decision.choice == ("reject" if kind == "unreadable" else "accept")
    assert has_returned(after(page), came().origin.sha256)
    assert_accessible(parent)
