from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mou_desktop import messages, rules
from mou_desktop.compare import compare
from mou_desktop.model import Added, Finding, LocalClause, Place, local
from mou_desktop.model.rounds import Sending
from mou_desktop.outline import outline
from mou_desktop.word.before_after import add_both
from mou_desktop.word.schedule import changes_of
from tests.support import answers, samples
from tests.support.changed import every_kind, kinds
from tests.support.files import examples
from tests.support.ooxml import faults
from tests.support.printed import paragraphs_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENDING = Sending("ab" * 32, samples.SAVED)
TINY = answers.tiny()
EVERY_SAMPLE = pytest.mark.parametrize("name", samples.NAMES)


def written(document: Document, findings: tuple[Finding, ...] | None = None) -> bytes:
    found = rules.check(document) if findings is None else findings
    return changes_of(document, found, sending=SENDING)


def said(data: bytes, *styles: str) -> list[str]:
    """Return the paragraphs of the body, or those in one of `styles`."""
    return [
        one.text
        for one in paragraphs_of(data)
        if one.place == "body" and (not styles or one.style in styles)
    ]


def main(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def tables(data: bytes) -> dict[str, list[list[str]]]:
    """Return the texts of every table, by its caption; a line for each paragraph of a cell."""
    return {
        caption(table): [
            ["\n".join(text(one) for one in cell.iter(W + "p")) for cell in row.iter(W + "tc")]
            for row in table.iter(W + "tr")
        ]
        for table in main(data).iter(W + "tbl")
    }


def caption(table: Element) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(W + "val", "")


def text(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(W + "t"))


def marked(data: bytes, style: str) -> list[str]:
    """Return the text of every run in a character style."""
    return [
        "".join(one.text or "" for one in run.iter(W + "t"))
        for run in main(data).iter(W + "r")
        for one in run.findall(f"{W}rPr/{W}rStyle")
        if one.get(W + "val") == style
    ]


def heading(state: str) -> str:
    return samples.document().edition.clauses[kinds()[state]].heading


# ---- what it says --------------------------------------------------------------------------


def test_those_that_depart_come_first_in_their_classes() -> None:
    found = said(written(every_kind()), "MOUScheduleClass")

    assert found[:5] == [
        "Reworded (1)", "Left out (1)", "Extended (1)", "Added (2)", "Official wording (1)",
    ]  # fmt: skip
    assert found[5].startswith("Chosen (")
    assert found[6].startswith("Filled in (")


def test_it_says_how_many_local_changes_there_are_and_that_official_wording_is_none() -> None:
    found = said(written(every_kind()), "MOUBody")

    assert "5 local changes: 1 reworded, 1 left out, 1 extended and 2 added." in found
    assert "1 clause is set to the authority’s own wording, which is no local change." in found


@EVERY_SAMPLE
def test_a_document_without_local_changes_says_so(name: str) -> None:
    data = written(samples.document(name))

    assert "No local changes." in said(data, "MOUBody")
    assert said(data, "MOUScheduleClause") == []
    assert messages.SCHEDULE_MARKS not in said(data)


def test_each_departing_clause_is_named_by_number_and_heading() -> None:
    found = said(written(every_kind()), "MOUScheduleClause")

    assert len(found) == 6
    assert found[0].endswith(heading("reworded"))
    assert found[1].startswith(f"{heading('left_out')} (")
    assert found[1].endswith(" in the edition)")
    assert found[3] == "IV.A Our clause"
    assert found[4] == "V Our section (a section)"


@pytest.mark.parametrize("state", ["reworded", "left_out", "extended"])
def test_reason_law_and_standing_in_the_edition_are_told(state: str) -> None:
    facts = "\n".join(said(written(every_kind()), "MOUScheduleFact"))
    clause = samples.document().edition.clauses[kinds()[state]]

    assert f"Reason given:\tWhy {state}" in facts
    for basis in clause.basis:
        told = "confirmed" if basis.confirmed else "to confirm"
        assert f"{basis.cite} ({told})" in facts
    assert f"In the edition:\t{messages.SCHEDULE_STATUSES['locked']}" in facts


def test_a_change_without_a_reason_says_so() -> None:
    document = local.add_clause(samples.document(), "roles", "", "Ours", "Text.", " ")

    assert "Reason given:\tNo reason given" in said(written(document), "MOUScheduleFact")


def test_added_text_touches_no_law_of_the_edition() -> None:
    document = local.add_clause(samples.document(), "roles", "", "Ours", "Text.", "r")

    facts = said(written(document), "MOUScheduleFact")
    assert "Law touched:\tNone: the edition has no such clause" in facts


@pytest.mark.parametrize(("source", "words"), [("Page 4", "Page 4"), ("", "No source named")])
def test_official_wording_names_its_source(source: str, words: str) -> None:
    document = local.change_clause(
        samples.document(), kinds()["official"], "official", text="Theirs.", source=source
    )

    facts = said(written(document), "MOUScheduleFact")

    assert f"Source named:\t{words}" in facts
    assert not any(one.startswith("Reason given:") for one in facts)


# ---- both texts ----------------------------------------------------------------------------


def test_a_reworded_clause_shows_both_texts_whole_with_the_difference_marked() -> None:
    clauses = {"signed": LocalClause(state="reworded", text="{head} signs last.", reason="r")}
    document = answers.document(TINY, {"head": {"name": "Ana", "title": "Super"}}, clauses=clauses)

    data = written(document)

    rows = next(rows for name, rows in tables(data).items() if name.endswith("before and after"))
    assert rows[0] == ["What the edition says", "What the agreement says"]
    assert rows[1] == ["Ana, Super signs first.", "Ana, Super signs last."]
    assert "first" in marked(data, "MOUDeleted")
    assert "last" in marked(data, "MOUInserted")


def test_a_paragraph_that_one_text_lacks_is_told_in_words() -> None:
    clause = samples.document().edition.clauses[kinds()["reworded"]]
    document = local.change_clause(
        samples.document(), clause.key, "reworded", text=f"{clause.text}\n\nMore.", reason="r"
    )

    rows = next(r for name, r in tables(written(document)).items() if name.endswith("after"))

    assert rows[-1][0] == "Not in the edition"
    assert rows[-1][1].endswith("More.")


def official(words: str) -> LocalClause:
    return LocalClause(state="official", text=words)


def test_of_a_long_clause_only_what_changed_and_its_neighbours_are_shown() -> None:
    words = [
        f"Part {word} of the clause stands." for word in ("one", "two", "three", "four", "five")
    ]
    before, after = (
        outline(
            answers.document(TINY, {}, clauses={"signed": official("\n\n".join([*words, last]))})
        )
        for last in ("The last.", "The very last.")
    )
    blocks = [
        one for one in compare(before, after) if one.clause == "signed" and one.kind == "text"
    ]
    body = etree.Element(f"{W}body")

    add_both(body, "", blocks)

    rows = [[text(one) for one in row.iter(W + "p")] for row in body.iter(W + "tr")][1:]
    assert [row[0].partition(". ")[2] or row[0] for row in rows] == [
        "4 paragraphs that stand in both, not shown", words[4], "The last."
    ]  # fmt: skip


def test_what_was_left_out_is_struck_through_and_said_in_words() -> None:
    data = written(every_kind())
    published = samples.document().edition.clauses[kinds()["left_out"]].text

    assert "What the edition says, and the agreement does not:" in said(data, "MOUScheduleLabel")
    assert published.strip()[:40] in "".join(marked(data, "MOUDeleted"))


def test_an_extension_stands_after_the_edition_s_text_which_is_not_marked() -> None:
    locked = kinds()["extended"]
    document = local.change_clause(samples.document(), locked, "extended", text="No badge.")

    data = written(document)

    assert said(data, "MOUScheduleLabel") == [
        "What the edition says, and the agreement too:",
        "What the agreement says, and the edition does not:",
    ]
    assert "".join(marked(data, "MOUInserted")).endswith("No badge.")
    assert marked(data, "MOUDeleted") == []


def test_a_section_that_is_only_a_heading_says_that_no_text_stands_there() -> None:
    document = local.add_section(samples.document(), "roles", "Empty", "", "r")

    assert messages.SCHEDULE_NO_TEXT in said(written(document))


def test_an_open_answer_stands_in_brackets_and_is_seen_as_one() -> None:
    document = local.change_clause(
        samples.document("empty"), kinds()["extended"], "extended", text="{district_name}."
    )

    data = written(document)

    assert any("[School district]" in one for one in said(data, "MOUScheduleText"))


def test_a_reference_whose_number_alone_moved_is_no_change() -> None:
    published = TINY.clauses["parties"].text
    document = answers.document(
        TINY,
        {"district": "Sample", "kind": "municipal"},
        clauses={"parties": LocalClause(state="reworded", text=f"{published}\n\nMore.")},
        additions=(Added(id="a0000001", kind="section", after="opening", heading="Own"),),
    )

    assert not any("III.A" in one for one in marked(written(document), "MOUInserted"))


# ---- the sheet of facts --------------------------------------------------------------------


def test_the_sheet_names_text_digest_agreement_round_time_and_parties() -> None:
    document = samples.document("half")

    facts = dict(tables(written(document))["Agreement and edition"][1:])

    assert facts == {
        "Edition": document.edition.label,
        "Text": "Working text ma-sro-2022, revision 1 (not the Commission’s document)",
        "Digest of the text (SHA-256)": document.edition.sha256,
        "Agreement": samples.ID,
        "Round": SENDING.id,
        "Saved": "November 23, 2026, 15:04 UTC",
        "Parties": "Sampleford Public Schools and Sampleford Police Department",
    }


def test_the_sheet_of_an_official_text_names_it_as_it_is() -> None:
    document = samples.document()
    edition = replace(document.edition, text="official", label="The text of 2022", notice="")

    data = written(replace(document, edition=edition))

    facts = dict(tables(data)["Agreement and edition"][1:])
    assert facts["Text"] == "The text of 2022, revision 1"
    assert "Commission’s document" not in "\n".join(facts.values())
    assert said(data, "MOUNotice") == []


def test_the_sheet_counts_every_class_and_the_counts_are_all_clauses() -> None:
    document = every_kind()

    head, *rows = tables(written(document))["How its clauses stand"]

    assert head == ["Class", "Clauses", "What it means"]
    assert [row[0] for row in rows] == list(messages.SCHEDULE_CLASSES.values())
    assert [row[1] for row in rows[:5]] == ["1", "1", "1", "2", "1"]
    count = sum(int(row[1]) for row in rows)
    assert count == len(document.edition.clauses) + 2
    assert any(f"all {count} clauses" in one for one in said(written(document)))


@EVERY_SAMPLE
def test_every_open_finding_stands_in_one_line_with_its_place(name: str) -> None:
    document = samples.document(name)
    findings = rules.check(document)

    rows = tables(written(document))[f"Open findings ({len(findings)})"][1:]

    assert [row[0] for row in rows] == [messages.SHEET_SEVERITIES[f.severity] for f in findings]
    assert all(all(row) and "\n" not in "".join(row) for row in rows)
    assert {row[2] for row in rows} <= {one.message for one in findings}


def test_a_document_without_findings_says_that_nothing_is_open() -> None:
    assert messages.SHEET_NO_FINDINGS in said(written(samples.document(), ()))


@EVERY_SAMPLE
def test_what_rests_on_sources_to_confirm_is_listed_with_its_citation(name: str) -> None:
    document = samples.document(name)
    count, _ = rules.to_confirm(document)

    rows = tables(written(document))[f"Sources to confirm ({count})"][1:]

    assert len(rows) == count
    assert all(all(row) for row in rows)


MARKER = "Zxqvmarker"


def test_what_does_not_print_is_not_told() -> None:
    document = answers.document(
        TINY,
        {"filed": MARKER, "shared": MARKER, "sharer": MARKER, "mail": "a@b.co", MARKER: "x"},
        clauses={
            "own_goals": LocalClause(state="reworded", text=f"{{{MARKER}}}", reason=MARKER),
        },
        additions=(
            Added(id="a0000001", section="nowhere", heading=MARKER, text=MARKER, reason=MARKER),
        ),
    )
    findings = rules.check(document)
    assert any(MARKER in one.message for one in findings)

    with zipfile.ZipFile(io.BytesIO(written(document, findings))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}

    assert [name for name, text in parts.items() if MARKER in text] == []
    assert messages.SHEET_UNPRINTED in parts["word/document.xml"]


def test_a_finding_beside_the_text_and_one_about_the_whole_say_where_they_are() -> None:
    beside = Finding(
        rule="field.missing", severity="note", message="M.", place=Place(field="filed")
    )
    whole = Finding(rule="file.any", severity="note", message="N.")

    rows = tables(written(answers.document(TINY, {}), (beside, whole)))["Open findings (2)"]

    assert [row[1:] for row in rows[1:]] == [
        ["Beside the text", "M."],
        ["The whole agreement", "N."],
    ]


# ---- the first page, and what is round it --------------------------------------------------


def test_the_notice_and_the_text_it_was_compared_with_stand_before_all_else() -> None:
    document = samples.document()

    found = said(written(document))

    assert found[0] == "Local changes"
    assert found[2] == document.edition.notice
    assert found[3] == (
        "Compared with working text ma-sro-2022, revision 1 (not the Commission’s document)."
    )


def test_header_footer_and_properties_say_what_the_file_is() -> None:
    data = written(samples.document("half"))

    parties = "Sampleford Public Schools and Sampleford Police Department"
    title = f"Local changes: Memorandum of Understanding: {parties}"
    around = [one.text for one in paragraphs_of(data) if one.place != "body"]
    assert around == [
        title,
        "Working text ma-sro-2022, revision 1, not the Commission’s document",
        f"Agreement {samples.ID}\tPage 1 of 1",
    ]
    assert docx.Document(io.BytesIO(data)).core_properties.title == title


def test_an_edition_of_several_documents_names_the_document_of_each_clause() -> None:
    document = answers.document(TINY, {}, clauses={"step": LocalClause(state="reworded", text="x")})

    found = said(written(document), "MOUScheduleClause")

    assert found == ["Tiny Procedures: 1.a The first step"]


# ---- form ----------------------------------------------------------------------------------


def long_list() -> Document:
    added = tuple(
        Added(id=f"a{i:07}", section="roles", heading=f"Own {i}", text=f"Text {i}.", reason="r")
        for i in range(200)
    )
    return replace(samples.document(), added=added)


DOCUMENTS: dict[str, Any] = {
    "empty": lambda: samples.document("empty"),
    "complete": samples.document,
    "long": lambda: samples.document("long"),
    "every kind": every_kind,
    "200 added": long_list,
    "tiny": lambda: answers.document(TINY, {}),
}
EVERY_DOCUMENT = pytest.mark.parametrize("name", DOCUMENTS)


@EVERY_DOCUMENT
def test_every_schedule_is_valid_word(name: str) -> None:
    assert faults(written(DOCUMENTS[name]())) == []


@EVERY_DOCUMENT
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    order = {"MOUSectionUnnumbered": 1, "MOUScheduleClass": 2, "MOUScheduleClause": 3}

    levels = [
        order[one.style] for one in paragraphs_of(written(DOCUMENTS[name]())) if one.style in order
    ]

    assert levels[0] == 1
    assert all(now - before <= 1 for before, now in pairwise(levels))


@EVERY_DOCUMENT
def test_tables_have_heads_captions_and_descriptions_and_no_paragraph_is_empty(name: str) -> None:
    data = written(DOCUMENTS[name]())

    for table in main(data).iter(W + "tbl"):
        assert caption(table)
        assert table.find(f"{W}tblPr/{W}tblDescription") is not None
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    blank = [one for one in paragraphs_of(data) if not one.text.strip()]
    assert {one.style for one in blank} <= {"MOUAfterTable"}


def test_no_change_is_a_tracked_one() -> None:
    tags = {one.tag for one in main(written(every_kind())).iter()}

    assert not tags & {W + "ins", W + "del", W + "delText"}


@EVERY_DOCUMENT
def test_the_same_schedule_has_the_same_bytes(name: str) -> None:
    document = DOCUMENTS[name]()

    assert written(document) == written(replace(document))


def test_it_tells_how_much_is_done_and_can_be_called_off() -> None:
    told: list[float] = []
    changes_of(long_list(), (), sending=SENDING, told=told.append)
    assert told == sorted(told)
    assert len(told) > 5

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        changes_of(long_list(), (), sending=SENDING, told=stop)


@given(st.data())
@examples(20, full=200)
def test_any_document_has_a_schedule(data: st.DataObject) -> None:
    document = answers.document(
        TINY,
        data.draw(answers.anything(TINY)),
        clauses=data.draw(answers.local_clauses(TINY)),
        additions=data.draw(answers.added(TINY)),
    )

    assert faults(written(document)) == []


def test_time_grows_as_the_changes_do() -> None:
    def seconds(count: int) -> float:
        added = tuple(
            Added(id=f"a{i:07}", section="roles", heading="Own", text="Text.", reason="r")
            for i in range(count)
        )
        document = replace(samples.document(), added=added)
        best = []
        for _ in range(3):
            start = time.process_time()
            changes_of(document, (), sending=SENDING)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(2_000) < 20 * seconds(200)
