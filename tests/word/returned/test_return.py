"""Files that come back: untouched ones propose nothing, and each edit is listed as what it is."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mou_desktop.errors import ReturnRefused
from mou_desktop.model import Added, LocalClause
from mou_desktop.model.values import freeze
from mou_desktop.word.compared import compared_of
from mou_desktop.word.ooxml import W
from mou_desktop.word.reading import Remark, read
from mou_desktop.word.returned.applying import Accepted, applied
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.returned.sent import units_of
from mou_desktop.word.returned.wording import words_between
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, samples
from tests.support.counsel import WHEN, WHO, Sitting
from tests.support.outputs import MAKERS
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document
    from mou_desktop.word.returned.listing import Listed
    from mou_desktop.word.returned.values import Proposal
    from tests.support.office import Office

FILES = pytest.mark.parametrize("of", [review_of, compared_of], ids=["review", "compared"])
SAMPLES = pytest.mark.parametrize("name", ["empty", "half", "complete"])
REASON, TIME = "Counsel, December 1, 2026", "2026-12-02T08:00:00Z"


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # for the same edits on every run


def changes(data: bytes, document: Document, mine: Document | None = None) -> list[Proposal]:
    sent = sent_by(document, "agreement")
    return list(listed(read(data), sent, mine or document, "agreement").proposals)


def told(proposals: list[Proposal]) -> list[tuple[str, str, bool]]:
    return sorted((one.kind, one.field or one.clause, one.tracked) for one in proposals)


def sitting(name: str = "complete") -> Sitting:
    document = samples.document(name)
    return Sitting(review_of(document, sending=SENDING), document)


def edited(name: str, seed: int = 1, *, tracked: bool = True) -> tuple[Sitting, list[Proposal]]:
    made = sitting()
    assert getattr(made, name)(chance(seed), tracked=tracked)
    return made, changes(made.saved(), made.document)


# ---- untouched -----------------------------------------------------------------------------


@FILES
@SAMPLES
def test_an_untouched_file_proposes_nothing(of: Callable[..., bytes], name: str) -> None:
    document = samples.document(name)

    found = returned(read(of(document, sending=SENDING)), document, lambda _round: document)

    assert (found.how, found.listed.proposals, found.listed.unplaced) == ("round", (), ())


@SAMPLES
def test_a_clean_copy_is_matched_by_its_text(name: str) -> None:
    document = samples.document(name)

    found = returned(read(docx_of(document)), document, lambda _round: None)

    assert (found.how, found.listed.proposals) == ("clean", ())
    assert found.listed.found[0] == found.listed.found[1]


def test_a_clean_copy_of_a_round_is_compared_with_what_was_sent_then() -> None:
    sent = samples.document("half")
    mine = sent.with_answer("district_name", "Another District")

    found = returned(read(docx_of(sent, sending=SENDING)), mine, lambda _round: sent)

    assert (found.how, found.round, found.listed.proposals) == ("round", SENDING.id, ())


def test_a_clean_copy_of_another_agreement_is_refused() -> None:
    mine = replace(samples.document("half"), id="another")

    with pytest.raises(ReturnRefused, match="another agreement"):
        returned(read(docx_of(samples.document("half"))), mine, lambda _round: None)


@pytest.mark.parametrize("of", ["schedule", "worksheet"])
def test_a_file_about_the_agreement_is_not_taken_for_the_agreement(of: str) -> None:
    document = samples.document("half")

    with pytest.raises(ReturnRefused, match=f"is a {of} of "):
        returned(read(MAKERS[of](document, "")), document, lambda _round: None)


@pytest.mark.faults("F12")
@pytest.mark.office
@FILES
@SAMPLES
def test_a_file_that_libreoffice_saved_proposes_nothing(
    office: Office, of: Callable[..., bytes], name: str
) -> None:
    document = samples.document(name)
    data = office.saved(of(document, sending=SENDING))

    found = returned(read(data), document, lambda _round: document)

    assert told(list(found.listed.proposals)) == []


def test_a_document_with_local_changes_comes_back_untouched() -> None:
    clauses = {"duty": LocalClause(state="extended", text="Own.\n\n- one\n- two")}
    own = Added(id="a0000001", section="duties", after="duty", heading="Own", text="By {district}.")
    document = answers.document(answers.tiny(), {"district": "Sample"}, clauses, (own,))

    for of in (review_of, compared_of):
        found = returned(read(of(document, sending=SENDING)), document, lambda _round: None)
        assert (found.how, told(list(found.listed.proposals))) == ("file", [])


# ---- each kind -----------------------------------------------------------------------------


@pytest.mark.faults("F07")
@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "silent"])
@pytest.mark.parametrize(
    "edit", ["word", "delete", "add", "answer", "extend", "move", "split", "join"]
)
def test_an_edit_is_listed_as_what_it_is(edit: str, *, tracked: bool) -> None:
    made, found = edited(edit, tracked=tracked)

    assert told(found) == sorted(made.truth)
    (one,) = found
    assert (one.author, one.date) == ((WHO, WHEN) if tracked else ("", ""))


def test_words_that_came_and_went_are_marked() -> None:
    assert words_between("a b c", "a d c") == (
        ("a ", ""), ("b", "deleted"), ("d", "inserted"), (" c", ""),
    )  # fmt: skip


@pytest.mark.faults
def test_f11_locked_wording_is_flagged_with_its_law() -> None:
    for seed in range(40):
        made, found = edited("word", seed)
        if made.truth[0][0] == "locked":
            (one,) = found
            assert one.locked
            assert one.law
            return
    pytest.fail("no locked clause was edited")


@pytest.mark.faults
def test_f10_a_mandatory_clause_that_was_deleted_is_flagged_and_stays() -> None:
    for seed in range(40):
        made, found = edited("delete", seed)
        (one,) = found
        if one.locked:
            after = applied(made.document, [Accepted(one)], reason=REASON, time=TIME)
            assert after.clauses == made.document.clauses
            assert len(after.notes) == len(made.document.notes) + 1
            return
    pytest.fail("no mandatory clause was deleted")


# ---- what it is of -------------------------------------------------------------------------


@pytest.mark.faults
def test_f16_a_file_of_another_agreement_is_refused() -> None:
    document = samples.document("half")
    data = review_of(document, sending=SENDING)

    with pytest.raises(ReturnRefused):
        returned(read(data), replace(document, id="other"), lambda _round: None)


@pytest.mark.faults
def test_f16_a_file_of_another_edition_is_refused() -> None:
    document = answers.document(answers.tiny(), {})
    mine = replace(samples.document("half"), id=document.id)

    with pytest.raises(ReturnRefused):
        returned(read(review_of(document, sending=SENDING)), mine, lambda _round: None)


def test_a_text_of_somebody_else_is_refused() -> None:
    other = answers.document(answers.tiny(), {})

    with pytest.raises(ReturnRefused):
        returned(read(docx_of(other)), samples.document("half"), lambda _round: None)


# ---- three ways ----------------------------------------------------------------------------


def test_what_the_district_changed_meanwhile_is_no_change_of_counsels() -> None:
    document = samples.document("complete")
    mine = document.with_answer("district_name", "Another District")

    assert changes(review_of(document, sending=SENDING), document, mine) == []


def test_what_both_changed_is_a_conflict_that_shows_all_three() -> None:
    made, found = edited("answer")
    (one,) = found
    theirs = applied(made.document, [Accepted(one)], reason=REASON, time=TIME)
    other = replace(one, after="Quite another")
    mine = applied(made.document, [Accepted(other)], reason=REASON, time=TIME)

    assert changes(made.saved(), made.document, theirs) == []
    (conflict,) = changes(made.saved(), made.document, mine)
    assert conflict.conflict
    assert conflict.mine == "Quite another"


# ---- accepted ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_an_accepted_answer_is_not_proposed_again(seed: int) -> None:
    made, found = edited("answer", seed)

    after = applied(made.document, [Accepted(one) for one in found], reason=REASON, time=TIME)

    again = changes(made.saved(), made.document, after)
    assert again == []


def test_an_accepted_clause_has_an_identity_of_its_own_and_a_reason() -> None:
    made, found = edited("add")

    after = applied(made.document, [Accepted(one) for one in found], reason=REASON, time=TIME)

    (new,) = [one for one in after.added if one not in made.document.added]
    assert (new.heading, new.text) == (found[0].heading, "Of counsel's own.")
    assert new.reason == REASON


def test_nothing_accepted_is_the_same_document() -> None:
    document = samples.document("half")

    assert applied(document, [], reason=REASON, time=TIME) == document


# ---- comments ------------------------------------------------------------------------------


def test_our_own_comments_do_not_come_back_as_new_ones() -> None:
    note = {"_id": "n0q3v7ta", "on": {"clause": "duty"}, "for": "counsel", "author": "Office",
            "time": WHEN, "text": "Is this right?", "done": False, "replies": []}  # fmt: skip
    document = replace(
        answers.document(answers.tiny(), {"district": "Sample"}), notes=(freeze(note),)
    )
    data = review_of(document, sending=SENDING)

    assert changes(data, document) == []
    (one,) = changes(data, document, replace(document, notes=()))
    assert (one.kind, one.clause, one.after) == ("comment", "duty", "Is this right?")
    after = applied(replace(document, notes=()), [Accepted(one)], reason=REASON, time=TIME)
    assert [each["text"] for each in after.notes] == ["Is this right?"]


def noted() -> Sitting:
    """A sitting on a copy that has a note of ours, as a comment."""
    note = {"_id": "n0q3v7ta", "on": {"clause": "daily_presence"}, "for": "counsel",
            "author": "Office", "time": WHEN, "text": "Is this right?", "done": False,
            "replies": []}  # fmt: skip
    document = replace(samples.document("complete"), notes=(freeze(note),))
    return Sitting(review_of(document, sending=SENDING), document)


def taken(made: Sitting, found: list[Proposal]) -> Document:
    return applied(made.document, [Accepted(one) for one in found], reason=REASON, time=TIME)


@pytest.mark.parametrize("resolved", [False, True])
def test_an_answer_to_our_comment_becomes_a_reply_to_its_note(*, resolved: bool) -> None:
    made = noted()
    made.reply("It is.", resolved=resolved)

    found = changes(made.saved(), made.document)

    assert sorted(one.kind for one in found) == ["comment", *["resolved"] * resolved]
    (note,) = taken(made, found).notes
    assert note["done"] is resolved
    assert [(one["author"], one["time"], one["text"]) for one in note["replies"]] == [
        (WHO, WHEN, "It is.")
    ]


def test_a_thread_of_counsels_own_becomes_one_note_with_its_replies() -> None:
    made = sitting()
    assert made.comment(chance(1), tracked=True)
    made.parts["word/commentsExtended.xml"] = (
        b'<x:commentsEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<x:commentEx x:paraId="%08X" x:done="1"/></x:commentsEx>' % made.number
    )
    made.relate("commentsExtended", "http://schemas.microsoft.com/office/2011/relationships")
    made.reply("Because of the law.", resolved=True)

    found = changes(made.saved(), made.document)

    (note,) = taken(made, found).notes[len(made.document.notes) :]
    assert (note["done"], [one["text"] for one in note["replies"]]) == (
        True, ["Because of the law."],
    )  # fmt: skip
    # refused alone, the first one takes nothing else with it
    (reply,) = [one for one in found if one.reply_to]
    (alone,) = taken(made, [reply]).notes[len(made.document.notes) :]
    assert alone["text"] == "Because of the law."


@pytest.mark.parametrize("date", ["", "0", "2026-12-01", "2026-12-01T10:00:00.5+02:00", "soon"])
def test_a_date_that_is_none_is_not_written_into_a_note(date: str) -> None:
    made = noted()
    made.reply("It is.")
    made.parts["word/comments.xml"] = made.parts["word/comments.xml"].replace(
        f'date="{WHEN}"'.encode(), f'date="{date}"'.encode()
    )

    (note,) = taken(made, changes(made.saved(), made.document)).notes

    (reply,) = note["replies"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(reply["time"]))


# ---- split, joined, partly tracked ---------------------------------------------------------


WORDS = re.compile(r"\w*[a-z]\w*")  # and no numbers of clauses, which count on


def printed_words(document: Document) -> list[str]:
    """Return all words that print, but for those of the contents."""
    said = " ".join(one.text for unit in units_of(sent_by(document, "agreement"))
                    for one in (unit.heading, *unit.body) if one)  # fmt: skip
    return sorted(WORDS.findall(said))


@pytest.mark.parametrize("edit", ["split", "join"])
def test_a_clause_that_was_split_or_joined_is_taken_whole_or_noted(edit: str) -> None:
    ways = set[str]()
    for seed in range(9):
        made, found = edited(edit, seed)
        (one,) = found
        after = taken(made, found)
        if after.notes != made.document.notes:
            assert (after.clauses, after.added) == (made.document.clauses, made.document.added)
            ways.add("note")
            continue
        ways.add("text")
        before, now = printed_words(made.document), printed_words(after)
        heading = WORDS.findall(one.heading)
        assert sorted([*before, *heading] if edit == "split" else before) == sorted(
            now if edit == "split" else [*now, *heading]
        )
    assert ways == {"text", "note"}


def test_what_was_only_partly_tracked_is_told_with_what_was_not() -> None:
    made, found = edited("mixed")

    (one,) = found
    assert (one.tracked, one.mixed, one.author) == (False, True, WHO)
    assert "quietly" in one.untracked
    assert "altogether otherwise" not in one.untracked
    assert "altogether otherwise" in one.after
    assert made.truth[0][2] is False


def test_a_paragraph_that_was_deleted_with_tracking_on_is_tracked() -> None:
    made = sitting()
    key, paragraphs = next(
        (key, each) for key, each in made.free(chance(3), plain=True) if len(each) > 2
    )
    made.delete_paragraph(paragraphs[1])

    (one,) = changes(made.saved(), made.document)

    assert (one.clause, one.tracked, one.author) == (key, True, WHO)


# ---- moved, joined, elsewhere --------------------------------------------------------------


def test_a_clause_that_was_cut_and_pasted_elsewhere_is_one_move() -> None:
    made = sitting()
    (key, paragraphs), (after, others) = [
        (key, each) for key, each in made.free(chance(5), plain=True)
        if all(made.parent(one) is made.body for one in each)
    ][:2]  # fmt: skip
    for one in reversed(paragraphs):
        others[-1].addnext(one)

    found = changes(made.saved(), made.document)

    assert [(one.kind, one.clause, one.tracked) for one in found] == [("moved", key, False)]
    assert found[0].after == after


def test_what_is_new_after_a_clause_that_cannot_move_stands_after_the_one_before_it() -> None:
    made = sitting()
    (_, paragraphs), (after, others) = [
        (key, each) for key, each in made.free(chance(5), plain=True)
        if all(made.parent(one) is made.body for one in each)
    ][:2]  # fmt: skip
    texts = ("Indemnity", "Of counsel's own.")
    new = [made.new_paragraph(text, others[i], tracked=True) for i, text in enumerate(texts)]
    for paragraph in reversed([*paragraphs, *new]):
        others[-1].addnext(paragraph)

    (one,) = [each for each in changes(made.saved(), made.document) if each.kind == "added"]

    assert (one.heading, one.clause) == ("Indemnity", after)
    done = applied(made.document, [Accepted(one)], reason=REASON, time=TIME)
    assert [each.after for each in done.added] == [after]


def test_a_pasted_copy_does_not_take_the_key_of_its_original() -> None:
    made = sitting()
    key, paragraphs = next(
        (key, each) for key, each in made.free(chance(6), plain=True)
        if all(made.parent(one) is made.body for one in each)
    )  # fmt: skip
    first = made.clauses()[next(iter(made.clauses()))][0]
    copies = [deepcopy(one) for one in paragraphs]
    for one in copies:
        for mark in list(one.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            made.parent(mark).remove(mark)
    at = first if made.parent(first) is made.body else made.parent(made.parent(first))
    for one in copies:
        at.addprevious(one)

    found = changes(made.saved(), made.document)

    assert [one.kind for one in found] == ["added"], (key, told(found))


@pytest.mark.faults
def test_f13_signs_alone_are_listed_as_such() -> None:
    made = sitting()
    run = next(one for one in made.body.iter(W + "t") if "’" in (one.text or "")
               and made.parent(made.parent(one)).tag == W + "p")  # fmt: skip
    run.text = (run.text or "").replace("’", "'")

    assert [one.kind for one in changes(made.saved(), made.document)] == ["typography"]


def around(made: Sitting, place: str, change: Callable[[etree._Element], None]) -> Listed:
    """Return what is listed after `change` of a header or footer."""
    name = next(name for name in made.parts if name.startswith(f"word/{place}"))
    root = etree.fromstring(made.parts[name])
    change(root)
    made.parts[name] = etree.tostring(root)
    return listed(
        read(made.saved()), sent_by(made.document, "agreement"), made.document, "agreement"
    )


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "silent"])
@pytest.mark.parametrize("place", ["header", "footer"])
def test_what_stands_round_the_text_is_unplaced(place: str, *, tracked: bool) -> None:
    made = sitting()
    new = made.new_paragraph("Counsel's own.", made.body[0], tracked=tracked)

    found = around(made, place, lambda root: root.append(new))

    assert (found.unplaced, found.proposals) == (("Counsel's own.",), ())


@pytest.mark.parametrize("place", ["header", "footer"])
def test_words_that_went_from_header_or_footer_are_told(place: str) -> None:
    made = sitting()

    def emptied(root: etree._Element) -> None:
        for one in list(root):
            root.remove(one)
        root.append(etree.Element(W + "p"))

    found = around(made, place, emptied)

    said = {"header": read(made.data).identity.title, "footer": made.document.id}[place]
    (one,) = found.unplaced
    assert said in one


def test_a_draft_header_and_a_clean_footer_are_ours() -> None:
    document = samples.document("half")
    for data in (review_of(document, sending=SENDING, open_findings=4),
                 docx_of(document, open_findings=1)):  # fmt: skip
        found = listed(read(data), sent_by(document, "agreement"), document, "agreement")
        assert found.unplaced == ()


def test_words_in_the_contents_are_unplaced() -> None:
    made = sitting()
    entry = next(one for one in made.body.iter(W + "p") if one.find(W + "hyperlink") is not None)
    text = next(entry.iter(W + "t"))
    text.text = f"{text.text} and what counsel put there"

    found = listed(
        read(made.saved()), sent_by(made.document, "agreement"), made.document, "agreement"
    )

    (one,) = found.unplaced
    assert "what counsel put there" in one


def test_a_damaged_file_lacks_nothing_that_was_deleted() -> None:
    made = sitting()
    made.delete(chance(1), tracked=False)
    file = read(made.saved())
    harmed = replace(file, remarks=(*file.remarks, Remark("recovered")))

    found = listed(harmed, sent_by(made.document, "agreement"), made.document, "agreement")

    assert [one.kind for one in found.proposals] == ["unreadable"]


def test_an_answer_that_was_emptied_is_an_answer() -> None:
    made = sitting()
    one = next(
        each for each in made.body.iter(W + "sdt")
        if made.parent(each).tag == W + "p" and len(made.parent(each)) > 3
    )  # fmt: skip
    content = one.find(W + "sdtContent")
    assert content is not None
    for run in list(content):
        content.remove(run)

    found = changes(made.saved(), made.document)

    assert [(each.kind, each.after) for each in found] in ([("field", "")], [])
    assert found
