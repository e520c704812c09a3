from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model import Added, LocalClause, local
from mou_desktop.model.values import freeze
from mou_desktop.outline import outline
from mou_desktop.word.compared import compared_of
from mou_desktop.word.identity import identity_of
from mou_desktop.word.reading import read
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of
from tests.support import answers, printed, reviewed, samples
from tests.support.ooxml import faults
from tests.support.ooxml.package import W
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from mou_desktop.model import Document
    from mou_desktop.word.reading import Comment, WordFile

TINY = answers.tiny()
TIME = "2026-11-24T09:00:00Z"
ROW = {"_id": "r7k2mq9d", "name": "North School", "town": "Sample"}


def asking(text: str = "Is this right?", **parts: Any) -> Document:
    """Return an agreement with one note for counsel."""
    on = {"clause": "duty", "field": None, "row": None, **parts.pop("on", {})}
    note = {"_id": "n0q3v7ta", "on": on, "for": "counsel", "author": "Ana Teixeira",
            "time": TIME, "text": text, "done": False, "replies": [], **parts}  # fmt: skip
    given = {"district": "Sample District", "kind": "regional", "school": [ROW]}
    document = answers.document(TINY, given)
    return replace(document, notes=(freeze(note),))


def sent(document: Document) -> WordFile:
    return read(review_of(document, sending=SENDING))


def comments(document: Document) -> tuple[Comment, ...]:
    return sent(document).comments


def marked(document: Document) -> list[str]:
    """Return the words on which each comment stands."""
    file = sent(document)
    return [
        "".join(run.text for paragraph in file.body.paragraphs for run in paragraph.runs
                if one.id in run.comments)
        for one in file.comments
    ]  # fmt: skip


# ---- what is sent --------------------------------------------------------------------------


def test_a_note_for_counsel_is_a_comment_of_its_author_at_its_time() -> None:
    (one,) = comments(asking("Is this right?\nOr that?"))

    assert (one.author, one.initials, one.date) == ("Ana Teixeira", "AT", TIME)
    assert one.text == "Is this right?\nOr that?"


@pytest.mark.faults
def test_a_note_for_a_colleague_never_leaves_the_office() -> None:
    text = "Between ourselves: zebra"
    document = asking("Zebra crossing", **{"for": "colleague"})
    document = local.add_note(
        document, on={"clause": "parties"}, for_="colleague", author="Zebra", time=TIME, text=text
    )

    for data in (
        review_of(document, sending=SENDING),
        compared_of(document, sending=SENDING),
        docx_of(document),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not [name for name in archive.namelist() if "comment" in name]
            assert not any(b"zebra" in archive.read(one).lower() for one in archive.namelist())
        base = identity_of(read(data).identity).base
        assert "zebra" not in str(base).lower()


def test_a_note_that_is_done_is_not_sent() -> None:
    assert comments(asking(done=True)) == ()


def test_a_note_for_counsel_stands_in_the_review_copy_alone() -> None:
    document = asking()
    for data in (compared_of(document, sending=SENDING), docx_of(document)):
        assert read(data).comments == ()


def test_replies_are_comments_that_answer_the_note() -> None:
    replies = [{"author": "Bo", "time": "", "text": "Yes."}, {"author": "", "text": "No."}]
    first, *others = comments(asking(replies=replies))

    assert [(one.author, one.text, one.parent) for one in others] == [
        ("Bo", "Yes.", first.id),
        ("District", "No.", first.id),
    ]


def test_a_time_elsewhere_is_told_as_that_of_utc() -> None:
    (one,) = comments(asking(time="2026-11-24T09:00:00-05:00"))
    assert one.date == "2026-11-24T14:00:00Z"


def test_a_time_that_cannot_be_read_is_left_away() -> None:
    (one,) = comments(asking(time="yesterday"))
    assert one.date == ""


# ---- where it stands -----------------------------------------------------------------------


def test_a_note_on_a_clause_begins_at_its_heading() -> None:
    (words,) = marked(asking())
    assert words.startswith("The duty")


def test_a_note_on_an_answer_stands_on_its_control() -> None:
    assert marked(asking(on={"clause": "lists", "field": "school", "row": "r7k2mq9d"})) != [""]
    on = {"clause": "school_list", "field": "school.town", "row": "r7k2mq9d"}
    assert marked(asking(on=on)) == ["Sample"]


def test_a_note_on_an_answer_that_does_not_print_stands_on_its_clause() -> None:
    (words,) = marked(asking(on={"clause": "duty", "field": "filed"}))
    assert words.startswith("The duty")


def test_a_note_on_a_clause_that_was_left_out_stands_on_its_section() -> None:
    left_out = {"school_list": LocalClause(state="left_out", reason="r")}
    document = replace(asking(on={"clause": "school_list"}), clauses=left_out)
    added = Added(id="a0000001", section="lists", heading="Own", text="Own.")

    assert marked(replace(document, added=(added,))) == ["Lists"]


def test_a_note_on_nothing_that_is_known_stands_on_the_title() -> None:
    assert marked(asking(on={"clause": "gone"})) == ["Tiny Agreement"]
    assert marked(replace(asking(), notes=(freeze({"for": "counsel", "text": "?"}),))) == [
        "Tiny Agreement"
    ]


def test_a_note_on_a_clause_of_the_districts_own_stands_there() -> None:
    added = Added(id="a0000001", section="duties", after="duty", heading="Own clause", text="Own.")
    document = replace(asking(on={"clause": "a0000001"}), added=(added,))

    assert marked(document) == ["Own clause"]


def test_no_comment_ends_where_a_locked_clause_begins_since_libreoffice_would_lose_its_words() -> (
    None
):
    package = reviewed.package(asking())
    for one in reviewed.clauses(package):
        first = reviewed.at(one, "sdtContent/p")
        text_before = [run for run in first.iter(W + "r") if run.find(W + "t") is not None]
        assert text_before
        assert first.find(f".//{W}commentReference") is None


def test_a_locked_clause_of_one_paragraph_that_is_asked_about_has_its_control_round_its_words() -> (
    None
):
    bare = {"duty": LocalClause(state="official", source="s")}
    document = replace(asking(), clauses=bare)
    package = reviewed.package(document)
    (control,) = [
        one for one in reviewed.clauses(package) if reviewed.value(one, "tag") == "mou:c:duty"
    ]

    assert reviewed.up(control) == W + "p"
    assert reviewed.texts(control) == "The duty"
    assert control.find(f".//{W}commentReference") is None
    assert marked(document) == ["The duty"]
    data = review_of(document, sending=SENDING)
    assert faults(data) == []
    back = returned(read(data), document, lambda _round: document)
    assert back.listed.proposals == ()


def test_a_note_on_a_locked_clause_that_is_a_table_stands_on_its_first_cell() -> None:
    table = {"duty": LocalClause(state="official", text="{#table school: name}", source="s")}

    assert marked(replace(asking(), clauses=table)) == ["School"]


def test_a_note_on_a_table_without_rows_stands_near_it() -> None:
    document = asking(on={"clause": "signed"})
    document = replace(document, answers=freeze({"signatories": [None]}))
    text = {"signed": LocalClause(state="official", text="{#table signatories: name}", source="s")}

    data = review_of(replace(document, clauses=text), sending=SENDING)

    assert faults(data) == []
    assert [one.anchor is not None for one in read(data).comments] == [True]


# ---- the file ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", samples.NAMES)
def test_a_note_on_every_clause_changes_no_word_of_the_text(name: str) -> None:
    document = samples.document(name)
    for key in document.edition.clauses:
        document = local.add_note(
            document, on={"clause": key}, for_="counsel", author="Ana", time=TIME, text=f"{key}?"
        )
    data = review_of(document, sending=SENDING)

    assert faults(data) == []
    assert printed.found(data) == printed.wanted(outline(document))
    assert len(read(data).comments) == len(document.notes)
    assert all(one.anchor is not None for one in read(data).comments)


@pytest.mark.faults
@pytest.mark.parametrize(
    "text", ["", "<w:p/>", "]]>&amp;", "a\x00b\ud800", "\u202e", "{district}", "x" * 50_000]
)
def test_any_text_in_a_note_is_only_text(text: str) -> None:
    document = asking(text, author=text, time=text, replies=[{"author": text, "text": text}, 3])
    data = review_of(document, sending=SENDING)

    assert faults(data) == []
    assert len(read(data).comments) == 2


def test_many_notes_on_one_place_all_stand_there() -> None:
    document = asking()
    document = replace(document, notes=document.notes * 3)

    words = marked(document)

    assert len(words) == 3
    assert len(set(words)) == 1
    assert faults(review_of(document, sending=SENDING)) == []
