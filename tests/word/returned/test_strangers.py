"""Files of another agreement or edition: told whose they are, and taken by their text if at all."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from mou_desktop.errors import ReturnRefused, ReturnStranger
from mou_desktop.model import Added, local
from mou_desktop.store import library
from mou_desktop.word.reading import read, view
from mou_desktop.word.redline import AUTHOR
from mou_desktop.word.reply import reply_of
from mou_desktop.word.returned.decided import Decision, Origin, decided, keys_of
from mou_desktop.word.returned.listing import sent_by
from mou_desktop.word.returned.origin import Returned, returned
from mou_desktop.word.returned.sent import units_of
from mou_desktop.word.returned.values import Stranger, stranger_of
from mou_desktop.word.review import review_of
from tests.support import answers, samples
from tests.support.counsel import WHO, Sitting
from tests.support.outputs import MAKERS
from tests.support.printed import paragraphs_of
from tests.support.reviewed import SENDING
from tests.support.word_files import rewritten

if TYPE_CHECKING:
    from mou_desktop.model import Document

TIME = "2026-12-02T08:00:00Z"
OTHER = "11111111-2222-4333-8444-555555555555"
SECOND = {"notice_days": "train_hours", "complaints": "severability"}
WORDS = re.compile(r"\w*[a-z]\w*")  # and no numbers of paragraphs, which are each text's own


def never(_round: str) -> NoReturn:
    pytest.fail("what a stranger says was sent is not asked for")


def anyway(data: bytes, mine: Document) -> Returned:
    return returned(read(data), mine, never, anyway=True)


def other(name: str, year: str = "2022") -> Document:
    return replace(samples.document(name, year), id=OTHER)


def sitting(document: Document) -> Sitting:
    return Sitting(review_of(document, sending=SENDING), document)


def of_another_edition(data: bytes) -> bytes:
    """Return a file as if it were of an edition that comes later."""
    for name in ("docProps/custom.xml", "customXml/item1.xml"):
        data = rewritten(data, name, lambda xml: xml.replace(b"ma-sro-2022", b"ma-sro-2031"))
    return data


# ---- stops and asks ------------------------------------------------------------------------


@pytest.mark.faults
def test_f16_a_file_of_another_agreement_is_told_by_title_and_id_and_may_be_taken() -> None:
    document = samples.document("half")
    data, mine = review_of(document, sending=SENDING), replace(document, id=OTHER)

    with pytest.raises(ReturnStranger) as caught:
        returned(read(data), mine, never)

    assert document.id in str(caught.value)
    assert "Sampleford" in caught.value.whose
    assert caught.value.found == (112, 112)


@pytest.mark.faults
def test_f16_a_file_of_another_edition_is_told_by_both_and_may_be_taken() -> None:
    older, mine = samples.document("complete", "2018"), other("complete")
    data = review_of(replace(older, id=mine.id), sending=SENDING)

    with pytest.raises(ReturnStranger, match=r"another agreement.*another edition, ma-sro-2018"):
        returned(read(review_of(older, sending=SENDING)), mine, never)
    with pytest.raises(ReturnStranger, match="is of another edition, ma-sro-2018"):
        returned(read(data), mine, never)


@pytest.mark.faults
@pytest.mark.parametrize("taken", [False, True])
def test_f16_with_less_than_half_of_the_headings_there_is_nothing_to_ask(*, taken: bool) -> None:
    data = review_of(answers.document(answers.tiny(), {}), sending=SENDING)

    with pytest.raises(ReturnRefused, match=r"only \d+ of 112 headings") as caught:
        returned(read(data), samples.document("half"), never, anyway=taken)

    assert type(caught.value) is ReturnRefused


def test_a_schedule_of_another_agreement_is_told_to_be_a_schedule() -> None:
    data = MAKERS["schedule"](samples.document("half"), "")

    with pytest.raises(ReturnRefused, match="a schedule"):
        returned(read(data), other("half"), never, anyway=True)


def test_a_file_of_this_agreement_is_compared_with_its_round_whatever_was_said() -> None:
    document = samples.document("half")
    file = read(review_of(document, sending=SENDING))

    found = returned(file, document, lambda _round: document, anyway=True)

    assert (found.how, found.round, found.stranger) == ("round", SENDING.id, None)


@pytest.mark.parametrize("stranger", [
    Stranger(agreement=OTHER, title="Another"), Stranger(edition="ma-sro-2018"),
    Stranger(agreement=OTHER, edition="ma-sro-2018"),
])  # fmt: skip
def test_whose_it_is_comes_back_out_of_a_file(stranger: Stranger) -> None:
    assert stranger_of(stranger.as_plain()) == stranger
    assert stranger.agreement in stranger.whose
    assert stranger.edition in stranger.whose


@pytest.mark.parametrize("raw", [None, [], "other", {}, {"title": "Another"}])
def test_what_says_nothing_of_whose_it_is_is_of_nobody(raw: object) -> None:
    assert stranger_of(raw) is None


def test_what_a_stranger_calls_itself_is_one_short_line() -> None:
    title = b"<dc:title>Two\nlines &#8238; of it " + b"and more " * 90
    data = rewritten(
        review_of(samples.document("half"), sending=SENDING),
        "docProps/core.xml",
        lambda xml: re.sub(rb"<dc:title>[^<]*", title, xml),
    )

    with pytest.raises(ReturnStranger) as caught:
        returned(read(data), other("half"), never)

    assert "“Two lines" in caught.value.whose
    assert not {"\n", "\u202e"} & {*caught.value.whose}
    assert len(caught.value.whose) < 220


# ---- another agreement of this edition -----------------------------------------------------


@pytest.mark.faults
@pytest.mark.parametrize("edit", ["word", "delete", "add", "answer", "extend", "split", "join"])
def test_f16_edits_in_a_copy_of_another_agreement_are_told_exactly(edit: str) -> None:
    made = sitting(samples.document("complete"))
    assert getattr(made, edit)(random.Random(1), tracked=True)  # noqa: S311

    found = anyway(made.saved(), replace(made.document, id=OTHER))

    told = sorted((o.kind, o.field or o.clause, o.tracked) for o in found.listed.proposals)
    assert told == sorted(made.truth)
    assert [one.author for one in found.listed.proposals] == [WHO]
    assert (found.how, found.round, found.listed.unplaced) == ("text", "", ())


def test_what_another_district_answered_is_listed_field_by_field() -> None:
    theirs, mine = samples.document("complete"), other("half")

    found = anyway(review_of(theirs, sending=SENDING), mine)

    by_field = {one.field: one for one in found.listed.proposals if one.kind == "field"}
    assert by_field["notice_days"].before == "30"
    assert by_field["notice_days"].after == "60"
    assert found.stranger is not None
    assert found.stranger.agreement == theirs.id


def test_a_reference_to_what_this_agreement_does_not_have_is_its_words() -> None:
    mine = other("complete")
    own = Added(id="a0000001", section="term", after="copies", heading="Own", text="Our own.")
    theirs = replace(samples.document("complete"), added=(own,))
    theirs = local.change_clause(theirs, "copies", "extended", text="See {@a0000001}.", reason="-")

    found = anyway(review_of(theirs, sending=SENDING), mine)

    (extended,) = [one for one in found.listed.proposals if one.clause == "copies" and one.text
                   and one.kind == "text"]  # fmt: skip
    assert "{@" not in str(extended.text)
    assert re.search(r"See [\w .]+\.", str(extended.text))


# ---- what is blank there -------------------------------------------------------------------


BLANK = re.compile(r"\[[^\]]+\]")


@pytest.mark.faults
@pytest.mark.parametrize("year", ["2022", "2018"])
def test_f16_a_blank_form_empties_no_answer(year: str) -> None:
    found = anyway(review_of(other("empty", year), sending=SENDING), samples.document("complete"))

    answered = [one for one in found.listed.proposals if one.kind == "field"]
    assert [one.field for one in answered if not one.after.strip()] == []
    assert [one.field for one in answered if BLANK.fullmatch(one.after)] == []


def test_a_prompt_where_we_have_an_answer_is_no_wording() -> None:
    found = anyway(review_of(other("empty"), sending=SENDING), samples.document("complete"))

    came = [text for one in found.listed.proposals for text, kind in one.pieces
            if kind == "inserted"]  # fmt: skip
    assert [text for text in came if BLANK.search(text)] == []


def test_a_prompt_where_we_have_a_table_leaves_the_table() -> None:
    mine = samples.document("complete")
    theirs = replace(mine, id=OTHER).with_answer("school", None)

    found = anyway(review_of(theirs, sending=SENDING), mine)

    assert "school_list" not in {one.clause for one in found.listed.proposals}


def test_what_was_emptied_in_a_file_of_ours_is_a_change_all_the_same() -> None:
    mine = samples.document("complete")
    data = review_of(mine.with_answer("notice_days", None), sending=SENDING)

    found = returned(read(data), mine, lambda _round: mine)

    assert [(one.field, one.after) for one in found.listed.proposals] == [("notice_days", "")]


@pytest.mark.faults
@pytest.mark.parametrize("name", ["empty", "complete"])
def test_f16_head_and_foot_of_another_editions_file_are_as_we_print_them(name: str) -> None:
    data = review_of(other(name, "2018"), sending=SENDING, open_findings=4)
    mine = samples.document("complete")

    known = returned(read(data), mine, never, edition_of=library.find, anyway=True)
    unknown = anyway(data, mine)

    assert known.listed.unplaced == ()
    assert len(unknown.listed.unplaced) == 2


# ---- another edition -----------------------------------------------------------------------


def swapped(xml: bytes) -> bytes:
    """Return XML with names of ours in each other's places, wherever they stand."""
    both = SECOND | {second: first for first, second in SECOND.items()}
    names = rb"(?<=[_:\" ])(%b)(?=[\" ])" % "|".join(both).encode()
    return re.sub(names, lambda found: both[found[1].decode()].encode(), xml)


@pytest.mark.faults
def test_f16_names_that_mean_something_else_in_another_edition_misplace_nothing() -> None:
    document = samples.document("complete")
    mine = replace(document, id=OTHER)
    data = rewritten(review_of(document, sending=SENDING), "word/document.xml", swapped)

    believed = anyway(data, mine).listed
    found = anyway(of_another_edition(data), mine).listed

    told = {one.field or one.clause for one in believed.proposals}
    assert {*SECOND, *SECOND.values()} <= told  # here each name is taken for what it is
    assert found.proposals == ()
    assert found.found == believed.found


@pytest.mark.parametrize("edit", ["word", "delete", "add", "answer"])
def test_an_edit_in_a_copy_of_another_edition_is_told_for_what_it_is(edit: str) -> None:
    made = sitting(samples.document("complete"))
    assert getattr(made, edit)(random.Random(1), tracked=True)  # noqa: S311

    found = anyway(of_another_edition(made.saved()), made.document)

    told = sorted((o.kind, o.field or o.clause, o.tracked) for o in found.listed.proposals)
    assert told == sorted(made.truth)
    assert found.stranger is not None
    assert found.stranger.whose == "another edition, ma-sro-2031"


@pytest.mark.faults
@pytest.mark.parametrize(("theirs", "ours"), [("2018", "2022"), ("2022", "2018")])
def test_f16_no_word_of_another_editions_file_is_lost(theirs: str, ours: str) -> None:
    mine = other("complete", ours)
    data = review_of(samples.document("complete", theirs), sending=SENDING)

    found = anyway(data, mine).listed

    assert found.found[0] >= 0.7 * found.found[1]
    told = Counter[str]()
    for unit in units_of(sent_by(mine, "agreement")):
        for one in filter(None, (unit.heading, *unit.body)):
            told.update(WORDS.findall(one.text))
    for change in found.proposals:
        told.update(WORDS.findall(f"{change.heading} {change.after} {' '.join(change.values)}"))
    told.update(WORDS.findall(" ".join(found.unplaced)))
    came = Counter[str]()
    for line in view(read(data), "after", ours=AUTHOR):
        if line.story == 0:
            came.update(WORDS.findall(line.text))
    assert {word for word in came if word not in told} == {"Contents"}


# ---- what is remembered --------------------------------------------------------------------


def test_the_reason_the_round_and_the_reply_say_whose_file_it_was() -> None:
    theirs, mine = samples.document("complete"), other("half")
    found = anyway(review_of(theirs, sending=SENDING), mine)
    changes = found.listed.proposals
    origin = Origin(round="", sha256="0" * 64, name="a.docx", stranger=found.stranger)
    made = dict.fromkeys(keys_of(changes), Decision(choice="accept"))

    after = decided(mine, changes, made, origin, author="Office", time=TIME)

    (back,) = after.rounds[-1]["returns"]
    assert back["of"]["agreement"] == theirs.id
    assert found.stranger is not None
    departed = [one for one in after.clauses.values() if one not in mine.clauses.values()]
    assert departed
    assert all(found.stranger.whose in str(one.reason) for one in departed)
    said = "\n".join(one.text for one in paragraphs_of(reply_of(after, back)))
    assert f"It is of {found.stranger.whose}" in said
